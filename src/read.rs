//! A folder on disk becomes `Sources`. Part of the rim: reads files, and nothing else does before `emit`.
//!
//! Only `site.toml`, `content/` and `themes/` are looked at, so that an output folder, a repository's own
//! files and a journalist's raw material beside the archive are never read by accident.
#![expect(clippy::disallowed_methods, reason = "the rim: this room exists to read files")]

pub mod codes;
mod published;
mod refresh;
mod text;
mod walk;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileEntry, Sources, Text};
pub use published::{Looked, leaks};
pub use refresh::{Changed, Folder};
use walk::{Found, Kind, Walked};

/// Reads an archive's folder.
///
/// Nothing fails as a whole: what cannot be read is missing from the result, or in another encoding, and named in its diagnostics
/// (E120 to E127), sorted by path. Paths keep the letters that the file system gives them.
pub fn read_folder(root: &Path) -> Sources {
    read_all(root).0
}

/// The same, and the links among its files.
fn read_all(root: &Path) -> (Sources, Vec<PathBuf>) {
    let canonical = match fs::canonicalize(root) {
        Ok(canonical) if canonical.is_dir() => canonical,
        Ok(_) => return (nothing(no_folder(root, "is a file, not a folder")), Vec::new()),
        Err(_) => return (nothing(no_folder(root, "does not exist")), Vec::new()),
    };
    let has_config = fs::symlink_metadata(canonical.join("site.toml")).is_ok();
    if !has_config && !canonical.join("content").is_dir() {
        return (nothing(no_archive(root)), Vec::new());
    }
    let mut walked = walk::walk(&canonical);
    let links = std::mem::take(&mut walked.links);
    (read_files(walked), links)
}

fn read_files(walked: Walked) -> Sources {
    let mut sources = Sources { diagnostics: walked.diagnostics, ..Sources::default() };
    for read in walked.found.into_par_iter().map(read_one).collect::<Vec<_>>() {
        match read {
            Ok(Read::Text(text, problem)) => {
                sources.diagnostics.extend(problem);
                sources.texts.insert(Arc::clone(&text.path), text);
            }
            Ok(Read::File(entry)) => drop(sources.files.insert(Arc::clone(&entry.path), entry)),
            Err(diagnostic) => sources.diagnostics.push(diagnostic),
        }
    }
    sources.diagnostics.sort();
    sources
}

enum Read {
    Text(Text, Option<Diagnostic>),
    File(FileEntry),
}

fn read_one(found: Found) -> Result<Read, Diagnostic> {
    match found.kind {
        Kind::Text => text::read(&found).map(|(text, problem)| Read::Text(text, problem)),
        Kind::File => entry(&found).map(Read::File),
    }
}

/// A file that is only copied: its size and a stamp, never its bytes.
fn entry(found: &Found) -> Result<FileEntry, Diagnostic> {
    let unreadable = |error| walk::unreadable(&found.path, &error);
    let metadata = fs::metadata(&found.full).map_err(unreadable)?;
    // Opened once, so that a file without permission is an error now and not in the middle of a build.
    fs::File::open(&found.full).map_err(unreadable)?;
    let modified = metadata.modified().map_err(unreadable)?;
    let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&metadata.len().to_le_bytes()).update(&since.as_nanos().to_le_bytes());
    let mut stamp = [0; 8];
    stamp.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    Ok(FileEntry { path: Arc::clone(&found.path), len: metadata.len(), stamp: u64::from_le_bytes(stamp) })
}

fn nothing(diagnostic: Diagnostic) -> Sources {
    Sources { diagnostics: vec![diagnostic], ..Sources::default() }
}

fn no_folder(root: &Path, what: &str) -> Diagnostic {
    let name = root.display().to_string();
    let message = format!("`{name}` {what}");
    Diagnostic::new(Severity::Error, codes::NO_FOLDER, &Arc::from(name), None, message)
        .hint("name the folder that holds your `site.toml`, or start an archive with `corkboard init FOLDER`")
}

fn no_archive(root: &Path) -> Diagnostic {
    let name = root.display().to_string();
    let message = "there is no archive here: no `site.toml` and no `content` folder";
    Diagnostic::new(Severity::Error, codes::NO_ARCHIVE, &Arc::from(name), None, message).hint(
        "go to the folder that holds your `site.toml`, or start an archive with `corkboard init FOLDER`",
    )
}

#[cfg(all(test, unix))]
mod tests;
