//! The address that opens a file in the author's editor, at a line.

use std::path::Path;
use std::str::FromStr;

use super::address;

/// Editors by name, and the pattern of their addresses.
const KNOWN: [(&str, &str); 5] = [
    ("vscode", "vscode://file{file}:{line}:{column}"),
    ("vscodium", "vscodium://file{file}:{line}:{column}"),
    ("cursor", "cursor://file{file}:{line}:{column}"),
    ("zed", "zed://file{file}:{line}:{column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
];

/// A pattern with `{file}`, `{line}` and `{column}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor(String);

impl Default for Editor {
    fn default() -> Self {
        Self(KNOWN[0].1.to_owned())
    }
}

impl FromStr for Editor {
    type Err = String;

    /// By name, or as a pattern.
    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((_, pattern)) = KNOWN.iter().find(|(name, _)| *name == text) {
            return Ok(Self((*pattern).to_owned()));
        }
        if text.contains("{file}") && text.contains(':') {
            return Ok(Self(text.to_owned()));
        }
        let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
        Err(format!(
            "neither a known editor ({}) nor an address such as `vscode://file{{file}}:{{line}}:{{column}}`",
            names.join(", ")
        ))
    }
}

impl Editor {
    /// The address for a place: the file's absolute path, line and column from 1.
    pub fn link(&self, file: &Path, line: usize, column: usize) -> String {
        let path = file.to_string_lossy().replace('\\', "/");
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        self.0
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
            .replace("{file}", &address::encode(&path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_a_name_or_a_pattern() {
        let link =
            |text: &str| text.parse::<Editor>().map(|editor| editor.link(Path::new("/my work/x.md"), 3, 7));
        assert_eq!(link("vscode").as_deref(), Ok("vscode://file/my%20work/x.md:3:7"));
        assert_eq!(
            link("txmt://open?url=file://{file}&line={line}").as_deref(),
            Ok("txmt://open?url=file:///my%20work/x.md&line=3")
        );
        assert!(link("vi").is_err_and(|message| message.contains("vscode, ")));
        assert_eq!(Editor::default(), "vscode".parse().expect("known"));
    }
}
