//! Where the site goes: found, and checked before anything is written.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::failure::{failed, refused};
use super::{EmitError, codes};

/// An output folder that a build may fill, as far as its place tells.
pub struct Target {
    /// As the user wrote it.
    pub shown: String,
    /// Absolute, without links: the folder itself, where `public` is a link to it.
    pub path: PathBuf,
    pub parent: PathBuf,
    pub name: OsString,
    /// The archive's folder, canonical.
    pub root: PathBuf,
}

impl Target {
    /// Finds the output folder and refuses one that holds sources (E130) or is a file (E131).
    pub fn check(root: &Path, output: &Path) -> Result<Self, EmitError> {
        let shown = output.display().to_string();
        let root = fs::canonicalize(root).map_err(|error| failed(&shown, root, &error))?;
        let path = resolve(output).map_err(|error| unreachable_output(&shown, output, &error))?;
        if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_dir()) {
            let message = format!("`{shown}` is a file, and the site needs a folder");
            return Err(refused(codes::IS_A_FILE, &shown, message, "name a folder: `-o public`"));
        }
        if let Some(reason) = holds_sources(&root, &path) {
            let message = format!("`{shown}` cannot be the output folder: it {reason}");
            let hint = "choose a folder of its own: `-o public`";
            return Err(refused(codes::HOLDS_SOURCES, &shown, message, hint));
        }
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            let message = format!("`{shown}` cannot be the output folder: it is the root of the disk");
            return Err(refused(codes::HOLDS_SOURCES, &shown, message, "choose a folder of its own"));
        };
        Ok(Self { shown, parent: parent.to_owned(), name: name.to_owned(), root, path })
    }
}

fn unreachable_output(shown: &str, output: &Path, error: &io::Error) -> EmitError {
    if fs::symlink_metadata(output).is_ok_and(|metadata| metadata.is_symlink()) {
        let message = format!("`{shown}` is a link that leads nowhere");
        return refused(codes::IS_A_FILE, shown, message, "delete the link, or make the folder it points at");
    }
    failed(shown, output, error)
}

/// Canonical as far as it exists; the rest as it is written, with `..` resolved.
fn resolve(output: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(output)?;
    let mut resolved = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::ParentDir => drop(resolved.pop()),
            Component::CurDir => {}
            part => resolved.push(part),
        }
        // Step by step, so that `link/..` means what it means to the system.
        if fs::symlink_metadata(&resolved).is_ok() {
            resolved = fs::canonicalize(&resolved)?;
        }
    }
    Ok(resolved)
}

fn holds_sources(root: &Path, output: &Path) -> Option<String> {
    if root == output {
        return Some("is the archive's own folder".to_owned());
    }
    if root.starts_with(output) {
        return Some("holds the archive's folder".to_owned());
    }
    for name in ["content", "themes"] {
        let sources = root.join(name);
        let sources = fs::canonicalize(&sources).unwrap_or(sources);
        if output.starts_with(&sources) {
            return Some(format!("is inside `{name}`, which holds the sources"));
        }
        if sources.starts_with(output) {
            return Some(format!("holds `{name}`, the sources"));
        }
    }
    None
}
