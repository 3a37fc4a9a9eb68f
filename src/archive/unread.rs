//! Files that are there and give no document. They have mistakes of their own: that links to them lead nowhere is none.

use std::collections::BTreeSet;

use crate::source::{Sources, Text};

/// Paths of files that cannot be read, and the addresses that they would have; those of folders end with `/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread(BTreeSet<String>);

impl Unread {
    /// Of texts that no document could be made of, and of what is in the folder and could not be read at all.
    pub fn new<'a>(sources: &Sources, broken: impl Iterator<Item = &'a Text>) -> Self {
        let mut all = BTreeSet::new();
        for text in broken {
            all.extend(names(&text.path, Some(&text.text)));
        }
        let missing = sources.diagnostics.iter().map(|one| &*one.file).filter(|path| !sources.holds(path));
        all.extend(missing.flat_map(|path| names(path, None)));
        Self(all)
    }

    /// Whether such a file may stand at an address without slashes at the ends, or has this path.
    pub fn covers(&self, address: &str) -> bool {
        let within = |folder: &String| folder.ends_with('/') && address.starts_with(folder.as_str());
        self.0.contains(address) || self.0.iter().any(within)
    }
}

/// What a link to the file at a path may be looked up as.
fn names(path: &str, text: Option<&str>) -> Vec<String> {
    let mut names = vec![path.to_owned()];
    let Some(rest) = path.strip_prefix("content/") else { return names };
    let is_folder = !rest.rsplit('/').next().unwrap_or(rest).contains('.');
    let case = rest.strip_prefix("cases/");
    if let Some(rest) = rest.strip_suffix(".md") {
        let rest = rest.strip_suffix("/index").unwrap_or(rest);
        let stem = rest.rsplit('/').next().unwrap_or(rest);
        names.push(if case.is_some() { format!("cases/{stem}") } else { rest.to_owned() });
        if case.is_some() {
            names.extend(text.and_then(id).map(|id| format!("cases/{id}")));
        }
    } else if is_folder {
        names.push(format!("{path}/"));
        // A case's address does not name the folder that its file is in.
        names.push(if case.is_some() { "cases/".to_owned() } else { format!("{rest}/") });
    }
    names
}

/// What the line of an `id` says, whatever is wrong around it.
fn id(text: &str) -> Option<&str> {
    let value = text.lines().find_map(|line| line.strip_prefix("id:"))?;
    let value = value.split(" #").next().unwrap_or(value);
    Some(value.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_path_its_name_and_its_id() {
        for (path, text, expected) in [
            (
                "content/cases/a.md",
                Some("---\nid: 'b' # c\n"),
                &["content/cases/a.md", "cases/a", "cases/b"][..],
            ),
            ("content/cases/2021/a/index.md", None, &["content/cases/2021/a/index.md", "cases/a"]),
            ("content/about/index.md", Some("id: b"), &["content/about/index.md", "about"]),
            ("content/cases/i.csv", None, &["content/cases/i.csv"]),
            ("content/cases/2021", None, &["content/cases/2021", "content/cases/2021/", "cases/"]),
            ("content/tags", None, &["content/tags", "content/tags/", "tags/"]),
        ] {
            assert_eq!(names(path, text), expected, "{path}");
        }
    }
}
