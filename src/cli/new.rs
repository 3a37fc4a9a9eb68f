//! `corkboard new`: a file to fill in.

use std::io::ErrorKind;
use std::path::PathBuf;

use super::init::write_new;
use super::report::visible_path;
use super::{Failure, say};
use crate::slug::slugify;

#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Add a case file, with all fields to choose from
    Case(Case),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  corkboard new case \"The Nile network\"          content/cases/the-nile-network.md
  corkboard new case \"…\" --id eg-nile-2021       content/cases/eg-nile-2021.md
  corkboard new case \"…\" --folder register       in the archive `register`

The new case is a draft: it is not published until its status says so. A file that is there
already is never overwritten.")]
struct Case {
    /// The case's title
    title: String,
    /// The case's permanent address; made of the title if not given
    #[arg(long)]
    id: Option<String>,
    /// The archive's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let What::Case(case) = &args.what;
    let title = one_line(&case.title);
    if title.is_empty() {
        return Err(Failure::usage(
            "the title is empty",
            "write what the case is about: `corkboard new case \"The Nile network\"`",
        ));
    }
    let wanted = case.id.as_ref().unwrap_or(&title);
    let id = slugify(wanted).ok_or_else(|| {
        Failure::usage(
            format!("no address can be made of `{wanted}`: it has no letters or digits"),
            "give one with `--id`, such as `--id eg-nile-2021`",
        )
    })?;
    if !case.folder.join("site.toml").exists() && !case.folder.join("content").is_dir() {
        return Err(Failure::usage(
            format!("there is no archive in `{}`", case.folder.display()),
            "name the folder that holds your `site.toml` with `--folder DIR`, or start one with `corkboard init DIR`",
        ));
    }
    let cases = case.folder.join("content/cases");
    let path = cases.join(format!("{id}.md"));
    let exists = || {
        let message = format!("there is a case `{id}` already: `{}`", path.display());
        Failure::usage(message, "give the new one another address with `--id`")
    };
    if cases.join(&id).join("index.md").exists() {
        return Err(exists());
    }
    write_new(&path, &text(&title, &id)).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => exists(),
        _ => {
            Failure::usage(format!("`{}` cannot be written: {error}", path.display()), "name another folder")
        }
    })?;
    say(&format!("Wrote {}\n", visible_path(&path).trim_start_matches("./")))
}

const CASE: &str = include_str!("archive/case.md");

/// A title is one line: line ends and tabs become spaces, letters that cannot be seen go.
fn one_line(title: &str) -> String {
    let visible: String = title
        .chars()
        .map(|c| if c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(title: &str, id: &str) -> String {
    // A JSON string is a YAML string too, whatever is in the title.
    let quoted = |words: &str| serde_json::Value::from(words).to_string();
    // Unquoted, YAML and the programs that read it may take these for a number, a date, true, false or nothing.
    let odd = id.starts_with(|c: char| c.is_numeric())
        || matches!(id, "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n");
    let id = if odd { quoted(id) } else { id.to_owned() };
    // The id first: no slug has braces, and a title may.
    CASE.replace("{id}", &id).replace("{title}", &quoted(title))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{one_line, text};
    use crate::config::Config;
    use crate::content::read;
    use crate::slug::slugify;
    use crate::source::{Sources, Text};

    /// Title and id as a build reads them; anything to say of the file is a mistake.
    fn reread(title: &str) -> Option<(String, String)> {
        let title = one_line(title);
        let id = slugify(&title)?;
        let path = format!("content/cases/{id}.md");
        let file = Text::new(&path, &text(&title, &id));
        let found = read::case(&file, &Sources::default(), &Config::default_for("Tiny"));
        assert!(found.diagnostics.is_empty(), "{title:?}: {:?}", found.diagnostics);
        let case = found.value.expect("a case");
        assert_eq!(case.id.value, id);
        Some((case.title, title))
    }

    #[test]
    fn a_title_is_read_as_it_was_given() {
        for title in [
            "null",
            "true",
            "NO",
            "~x",
            "2021-05",
            "1e3",
            "0x1F",
            "@x",
            "`x`",
            "\"Nile\": # a",
            "it's",
            "- x",
            "{title}",
            "{id}",
            "[[a]]",
            "a: b",
            "%x",
            "ends with \\",
            "\\u0001",
            "ترند",
            "كَشْمِير: شبكة",
        ] {
            let (read, given) = reread(title).expect(title);
            assert_eq!((read.as_str(), given.as_str()), (title, title));
        }
        assert!(reread(&"long ".repeat(80)).is_some());
    }

    #[test]
    fn a_title_is_one_line() {
        assert_eq!(one_line(" a\nb\t c\u{2028}d\u{7}\u{85}e "), "a b c d e");
        assert_eq!(one_line("\n\u{7}"), "");
    }

    proptest! {
        #[test]
        fn no_title_breaks_its_file(title in any::<String>()) {
            if let Some((read, given)) = reread(&title) {
                prop_assert_eq!(read, given);
            }
        }
    }
}
