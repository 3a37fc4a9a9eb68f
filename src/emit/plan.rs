//! What will be written: the site's paths, each proved to stay inside the output folder.

use std::collections::BTreeSet;
use std::path::MAIN_SEPARATOR;

use super::failure::refused;
use super::previous::{Kind, Previous};
use super::target::Target;
use super::{EmitError, codes, manifest, staging};
use crate::diagnostic::{Diagnostic, Severity};

/// The paths of a site and the folders that they need.
pub struct Plan<'a> {
    /// Sorted.
    pub paths: &'a [String],
    /// Sorted, so that each comes after the folder that holds it; without the output folder itself.
    pub folders: BTreeSet<&'a str>,
}

impl<'a> Plan<'a> {
    /// Checks all paths: E137 for one that would leave the folder, or that two pages claim.
    pub fn of(paths: &'a [String], target: &Target) -> Result<Self, EmitError> {
        let mut folders = BTreeSet::new();
        let mut last = "";
        for path in paths {
            if let Some(reason) = unsafe_path(path) {
                return Err(bad_path(target, path, reason));
            }
            let folder = path.rfind('/').map_or("", |at| &path[..at]);
            if folder != last {
                // Of the folders around it, those that the path before shares are there already.
                let shared = folder.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
                folders.extend(ancestors(path).filter(|ancestor| ancestor.len() >= shared));
                last = folder;
            }
        }
        if let Some(pair) = paths.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(bad_path(target, &pair[1], "stands twice, or out of order, in the site's list"));
        }
        let plan = Self { paths, folders };
        if let Some(path) = plan.folders.iter().find(|folder| plan.has(folder)) {
            return Err(bad_path(target, path, "is a file and a folder at once"));
        }
        Ok(plan)
    }

    /// Of paths that were checked before, and whose folders are there.
    pub fn proved(paths: &'a [String]) -> Self {
        Self { paths, folders: BTreeSet::new() }
    }

    pub fn has(&self, path: &str) -> bool {
        self.paths.binary_search_by(|other| other.as_str().cmp(path)).is_ok()
    }

    /// E136: something that no build wrote stands where the site has a file or needs a folder.
    pub fn check_strangers(&self, previous: &Previous, target: &Target) -> Result<(), EmitError> {
        for stranger in &previous.strangers {
            let path = stranger.path.to_string_lossy().replace(MAIN_SEPARATOR, "/");
            let in_the_way = self.has(&path)
                || (stranger.kind != Kind::Folder && self.folders.contains(path.as_str()))
                || ancestors(&path).any(|folder| self.has(folder));
            if in_the_way {
                return Err(in_the_way_of(target, &path));
            }
        }
        Ok(())
    }
}

/// The folders of a path, outermost first: `a/b/c.html` gives `a` and `a/b`.
pub fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// E136 of what stands at a path of the output folder.
pub fn in_the_way_of(target: &Target, path: &str) -> EmitError {
    let shown = format!("{}/{path}", target.shown);
    let message =
        format!("`{shown}` was not written by a build, and it stands where the site needs the place");
    let hint = "move it away or delete it, then build again; to publish it, put it under `content/_static/`";
    refused(codes::STRANGER_IN_THE_WAY, &shown, message, hint)
}

fn unsafe_path(path: &str) -> Option<&'static str> {
    let first = path.split('/').next().unwrap_or_default();
    if first == manifest::NAME || first == staging::INSIDE {
        return Some("is a name that the program keeps for itself");
    }
    let is_odd = |letter: char| letter.is_control() || letter == '\\' || (cfg!(windows) && letter == ':');
    // Nearly all paths are of letters that each are one byte.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b'_');
    if !path.bytes().all(is_plain) && path.chars().any(is_odd) {
        return Some("holds a letter that no file name may have");
    }
    for part in path.split('/') {
        match part {
            "" | "." | ".." => return Some("does not stay inside the output folder"),
            part if part.len() > 255 => return Some("has a name of more than 255 bytes"),
            _ => {}
        }
    }
    None
}

fn bad_path(target: &Target, path: &str, reason: &str) -> EmitError {
    let path: String = path.chars().flat_map(char::escape_debug).collect();
    let message = format!("the site's path `{path}` {reason}");
    let file = target.shown.as_str().into();
    EmitError::Failed(Box::new(
        Diagnostic::new(Severity::Error, codes::BAD_PATH, &file, None, message)
            .hint("rename the file or shorten the title, id or term that it comes from"),
    ))
}

#[cfg(test)]
mod tests {
    use super::unsafe_path;

    #[test]
    fn only_paths_that_stay_inside_are_safe() {
        for path in
            ["index.html", "cases/x/index.html", ".nojekyll", ".well-known/x", "a..b/c", "ä/日本.html"]
        {
            assert_eq!(unsafe_path(path), None, "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a//b",
            "a/.",
            "a/",
            "a\\b",
            "a\nb",
            ".corkboard-manifest",
        ] {
            assert!(unsafe_path(path).is_some(), "{path}");
        }
    }
}
