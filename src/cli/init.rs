//! `corkboard init`: a new archive that builds at once and teaches by example.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::report::visible_path;
use super::{Failure, say};

/// What a new archive holds.
const FILES: [(&str, &str); 4] = [
    ("site.toml", include_str!("archive/site.toml")),
    ("content/cases/first-case.md", include_str!("archive/first-case.md")),
    ("content/about.md", include_str!("archive/about.md")),
    (".gitignore", include_str!("archive/gitignore")),
];

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  corkboard init register     makes `register` with `site.toml`, a first case and an about page
  cd register
  corkboard build")]
pub struct Args {
    /// A new or empty folder
    folder: PathBuf,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let folder = &args.folder;
    if let Some(entry) = first_entry(folder).map_err(|error| unwritable(folder, &error))? {
        return Err(Failure::usage(
            format!("`{}` is not empty: it holds `{entry}`", folder.display()),
            "name a new folder: `corkboard init my-archive`",
        ));
    }
    for (path, text) in FILES {
        write_new(&folder.join(path), text).map_err(|error| unwritable(&folder.join(path), &error))?;
    }
    let place = visible_path(folder);
    say(&format!(
        "Started an archive in `{place}`:
  site.toml                      its settings
  content/cases/first-case.md    a case to learn from and to change
  content/about.md               a page about the archive

Build it with `corkboard build {place}`, add cases with `corkboard new case \"Title\" --folder {place}`.
"
    ))
}

/// Writes a file that is not there yet, and the folders that it needs.
///
/// # Errors
/// `AlreadyExists`, besides what the system may refuse.
pub fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    io::Write::write_all(&mut fs::File::create_new(path)?, text.as_bytes())
}

/// What makes a folder not empty; a repository that has just been started does not.
fn first_entry(folder: &Path) -> io::Result<Option<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name != ".git");
    Ok(names.into_iter().min())
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::NotADirectory => {
            Failure::usage(format!("`{path}` is a file, not a folder"), "name a new folder")
        }
        io::ErrorKind::PermissionDenied => Failure::usage(
            format!("`{path}` cannot be written: you have no permission"),
            "name a folder in a place of your own",
        ),
        _ => Failure::usage(format!("`{path}` cannot be written: {error}"), "name another folder"),
    }
}
