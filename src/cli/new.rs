//! `corkboard new`: a file to fill in.

use std::io::ErrorKind;
use std::path::PathBuf;

use super::init::write_new;
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
    let id = slugify(case.id.as_ref().unwrap_or(&case.title)).ok_or_else(|| {
        Failure::usage(
            format!("no address can be made of `{}`: it has no letters or digits", case.title),
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
    write_new(&path, &text(&case.title, &id)).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => exists(),
        _ => {
            Failure::usage(format!("`{}` cannot be written: {error}", path.display()), "name another folder")
        }
    })?;
    say(&format!("Wrote {}\n", path.display().to_string().trim_start_matches("./")))
}

const CASE: &str = include_str!("archive/case.md");

fn text(title: &str, id: &str) -> String {
    // A JSON string is a YAML string too, whatever is in the title.
    let title = serde_json::Value::from(title).to_string();
    CASE.replace("{title}", &title).replace("{id}", id)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn any_title_is_a_yaml_string() {
        let text = text("\"Nile\": # a\nnetwork", "nile");
        assert!(text.contains("\ntitle: \"\\\"Nile\\\": # a\\nnetwork\"\n"), "{text}");
        assert!(text.contains("\nid: nile\n") && !text.contains('{'), "{text}");
    }
}
