//! Which files of a folder belong to the archive, and which of them are text.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::codes;
use crate::diagnostic::{Diagnostic, Severity};

/// A file of the archive that has not been read yet.
pub struct Found {
    /// In the archive, with `/`.
    pub path: Arc<str>,
    /// On disk.
    pub full: PathBuf,
    pub kind: Kind,
}

pub enum Kind {
    Text,
    File,
}

/// All that is looked at in an archive's folder.
const TOPS: [&str; 3] = ["site.toml", "content", "themes"];
/// Files that are copied and never read, whatever their names end in.
const STATIC: &str = "content/_static/";
/// Names with a dot in front that web servers and hosts ask for; all others are somebody's private affair.
const PUBLISHED_DOT_NAMES: [&str; 4] = [".well-known", ".nojekyll", ".htaccess", ".domains"];
const CONTENT_TEXTS: [&str; 4] = ["md", "markdown", "toml", "csv"];
const THEME_TEXTS: [&str; 14] = [
    "html",
    "htm",
    "css",
    "js",
    "mjs",
    "toml",
    "svg",
    "txt",
    "json",
    "xml",
    "md",
    "csv",
    "webmanifest",
    "map",
];

/// What a walk came by.
#[derive(Default)]
pub struct Walked {
    pub found: Vec<Found>,
    pub diagnostics: Vec<Diagnostic>,
    /// Links among them, on disk, also those that lead nowhere.
    pub links: Vec<PathBuf>,
}

/// All files under `site.toml`, `content/` and `themes/` of a folder, which must be canonical.
pub fn walk(root: &Path) -> Walked {
    let mut walked = Walked::default();
    for top in TOPS {
        walked.walk(root, &root.join(top));
    }
    walked
}

/// The file at a path of an archive, or all files in the folder there.
pub fn walk_part(root: &Path, start: &Path) -> Walked {
    let mut walked = Walked::default();
    walked.walk(root, start);
    walked
}

impl Walked {
    fn walk(&mut self, root: &Path, start: &Path) {
        if fs::symlink_metadata(start).is_err() {
            return;
        }
        let mut entries = WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let outcome = match entry {
                Ok(entry) => {
                    if entry.path_is_symlink() {
                        self.links.push(entry.path().to_owned());
                    }
                    visit(root, &entry)
                }
                Err(error) => {
                    self.links.extend(error.path().filter(|path| path.is_symlink()).map(Path::to_owned));
                    Visit::Refused(walk_error(root, &error))
                }
            };
            match outcome {
                Visit::Folder => {}
                Visit::Found(file) => self.found.push(file),
                Visit::Skipped { folder } => {
                    if folder {
                        entries.skip_current_dir();
                    }
                }
                Visit::Refused(diagnostic) => self.diagnostics.push(diagnostic),
                Visit::RefusedFolder(diagnostic) => {
                    self.diagnostics.push(diagnostic);
                    entries.skip_current_dir();
                }
            }
        }
    }
}

enum Visit {
    Folder,
    Found(Found),
    Skipped { folder: bool },
    Refused(Diagnostic),
    RefusedFolder(Diagnostic),
}

fn visit(root: &Path, entry: &DirEntry) -> Visit {
    let folder = entry.file_type().is_dir();
    let refuse = |diagnostic| match folder {
        true => Visit::RefusedFolder(diagnostic),
        false => Visit::Refused(diagnostic),
    };
    let Some(path) = archive_path(root, entry.path()) else {
        return refuse(bad_name(root, entry.path()));
    };
    if is_skipped(&path) {
        return Visit::Skipped { folder };
    }
    if entry.path_is_symlink()
        && let Err(diagnostic) = check_link(root, &path, entry.path())
    {
        return refuse(diagnostic);
    }
    if folder {
        return match path.as_ref() {
            "site.toml" => refuse(not_a_file(&path, "is a folder, not a file")),
            _ => Visit::Folder,
        };
    }
    if !entry.file_type().is_file() {
        return refuse(not_a_file(&path, "is not an ordinary file"));
    }
    if matches!(path.as_ref(), "content" | "themes") {
        return refuse(not_a_file(&path, "is a file where a folder is expected"));
    }
    let kind = if is_text(&path) { Kind::Text } else { Kind::File };
    Visit::Found(Found { path, full: entry.path().to_owned(), kind })
}

/// A path of the archive, or `None` where a name is not UTF-8.
fn archive_path(root: &Path, full: &Path) -> Option<Arc<str>> {
    let relative = full.strip_prefix(root).unwrap_or(full);
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/").into())
}

/// Whether a path of an archive is skipped, or a folder that it is in.
pub fn is_below_skipped(path: &str) -> bool {
    let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    folders.chain([path]).any(is_skipped)
}

/// What editors, operating systems and package tools leave behind.
fn is_skipped(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let hidden = name.starts_with('.') && !(path.starts_with(STATIC) && PUBLISHED_DOT_NAMES.contains(&name));
    hidden
        || name.ends_with('~')
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || matches!(extension(name).as_str(), "swp" | "swo" | "swx")
        || matches!(name, "node_modules" | "Thumbs.db" | "desktop.ini" | "__MACOSX")
}

fn is_text(path: &str) -> bool {
    let extension = extension(path);
    if path == "site.toml" {
        return true;
    }
    if path.starts_with(STATIC) {
        return false;
    }
    match path.starts_with("themes/") {
        true => THEME_TEXTS.contains(&extension.as_str()),
        false => CONTENT_TEXTS.contains(&extension.as_str()),
    }
}

/// In lower case; empty where there is none.
fn extension(path: &str) -> String {
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str());
    extension.unwrap_or_default().to_ascii_lowercase()
}

/// A link may point anywhere inside the archive's folder but into hidden folders (`.git` holds passwords).
fn check_link(root: &Path, path: &Arc<str>, full: &Path) -> Result<(), Diagnostic> {
    let target = fs::canonicalize(full).map_err(|error| unreadable(path, &error))?;
    let inside = target
        .strip_prefix(root)
        .is_ok_and(|inside| !inside.iter().any(|part| part.as_encoded_bytes().starts_with(b".")));
    // What is copied as it is must not be a case by another name: a draft would be public.
    let read = target.starts_with(root.join("content")) && !target.starts_with(root.join(STATIC));
    if inside && !(path.starts_with(STATIC) && read) {
        return Ok(());
    }
    if inside {
        let message =
            format!("`{path}` is a link to a file that the archive reads, and would publish it as it is");
        return Err(Diagnostic::new(Severity::Error, codes::LINK_OUTSIDE, path, None, message)
            .hint("remove the link: a case is published by its own page"));
    }
    let message = format!("`{path}` is a link to `{}`, outside the archive", target.display());
    Err(Diagnostic::new(Severity::Error, codes::LINK_OUTSIDE, path, None, message)
        .hint("copy the file into the archive: what is published must be inside its folder"))
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let full = error.path().unwrap_or(root);
    let path = archive_path(root, full).unwrap_or_else(|| full.to_string_lossy().into());
    if let Some(ancestor) = error.loop_ancestor() {
        let ancestor = archive_path(root, ancestor).unwrap_or_else(|| ancestor.to_string_lossy().into());
        let message = format!("`{path}` is a link to `{ancestor}`, a folder that it is in itself: a loop");
        return Diagnostic::new(Severity::Error, codes::LINK_LOOP, &path, None, message)
            .hint("delete the link, or let it point at another folder");
    }
    // A link that leads to itself through other links is reported by the system, not by walkdir.
    match error.io_error() {
        Some(io) if full.is_dir() => unreadable_folder(&path, io),
        Some(io) => unreadable(&path, io),
        None => {
            Diagnostic::new(Severity::Error, codes::UNREADABLE, &path, None, error.to_string()).hint(AGAIN)
        }
    }
}

/// E123, or E122 where links lead round in a circle.
pub fn unreadable(path: &Arc<str>, error: &io::Error) -> Diagnostic {
    let diagnostic = |code, message| Diagnostic::new(Severity::Error, code, path, None, message);
    match error.kind() {
        io::ErrorKind::NotFound => {
            diagnostic(codes::UNREADABLE, format!("`{path}` cannot be read: it is a link that leads nowhere"))
                .hint("delete the link, or put the file back that it points at")
        }
        io::ErrorKind::PermissionDenied => {
            diagnostic(codes::UNREADABLE, format!("`{path}` cannot be read: you have no permission"))
                .hint("give yourself the right to read it, on Linux and macOS with `chmod u+r FILE`")
        }
        _ if error.to_string().contains("symbolic links") => {
            diagnostic(codes::LINK_LOOP, format!("`{path}` is a link that leads back to itself: a loop"))
                .hint("delete the link")
        }
        _ => diagnostic(codes::UNREADABLE, format!("`{path}` cannot be read: {error}")).hint(AGAIN),
    }
}

/// E123 of a folder, whose files nobody knows.
pub fn unreadable_folder(path: &Arc<str>, error: &io::Error) -> Diagnostic {
    let diagnostic = |message| Diagnostic::new(Severity::Error, codes::UNREADABLE, path, None, message);
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            diagnostic(format!("the folder `{path}` cannot be read: you have no permission"))
                .hint("give yourself the right to open it, on Linux and macOS with `chmod u+rx FOLDER`")
        }
        _ => diagnostic(format!("the folder `{path}` cannot be read: {error}")).hint(AGAIN),
    }
}

/// What can be done where the system says something rare.
const AGAIN: &str = "see whether the disk or the network folder that it is on is there, and try again";

fn not_a_file(path: &Arc<str>, what: &str) -> Diagnostic {
    Diagnostic::new(Severity::Error, codes::UNREADABLE, path, None, format!("`{path}` {what}"))
        .hint("rename it or move it away")
}

fn bad_name(root: &Path, full: &Path) -> Diagnostic {
    let path: Arc<str> = full.strip_prefix(root).unwrap_or(full).to_string_lossy().into();
    let message = format!("the name of `{path}` is not Unicode text: � stands where it cannot be read");
    Diagnostic::new(Severity::Error, codes::BAD_NAME, &path, None, message)
        .hint("rename the file; letters, digits and `-` always work")
}
