//! What is in the output folder now: files of the last build, and strangers.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::iter::once;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::failure::{failed, refused};
use super::manifest::{self, Manifest};
use super::plan::{Plan, ancestors};
use super::target::Target;
use super::{EmitError, codes, staging};

/// The output folder before the build.
#[derive(Default)]
pub struct Previous {
    pub exists: bool,
    pub has_manifest: bool,
    /// What the last build says it wrote, still there or not.
    pub manifest: Manifest,
    /// Ordinary files that the manifest lists and that are still there. Never iterated in its own order.
    pub ours: HashSet<String>,
    /// All that the last build did not write, at any depth; a folder comes before what it holds.
    pub strangers: Vec<Stranger>,
}

pub struct Stranger {
    /// Relative to the output folder.
    pub path: PathBuf,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Folder,
    Link,
    File,
}

impl Previous {
    /// Looks at the output folder, following no links.
    ///
    /// # Errors
    /// E132 where the folder holds something and no build of ours made it.
    pub fn read(target: &Target) -> Result<Self, EmitError> {
        let fail = |error| failed(&target.shown, &target.path, &error);
        if fs::symlink_metadata(&target.path).is_err() {
            return Ok(Self::default());
        }
        let Some(manifest) = Manifest::read(&target.path).map_err(fail)? else {
            return match first_entry(&target.path).map_err(fail)? {
                None => Ok(Self { exists: true, ..Self::default() }),
                Some(entry) => Err(not_ours(target, &entry)),
            };
        };
        let mut previous = Self { exists: true, has_manifest: true, manifest, ..Self::default() };
        previous.walk(target)?;
        Ok(previous)
    }

    fn walk(&mut self, target: &Target) -> Result<(), EmitError> {
        let our_folders: HashSet<&str> =
            self.manifest.paths.iter().flat_map(|path| ancestors(path)).collect();
        let fail = |error: walkdir::Error| failed(&target.shown, &target.path, &error.into());
        let found = |entry: DirEntry| {
            let path = entry.path().strip_prefix(&target.path).unwrap_or(entry.path()).to_owned();
            let kind = match entry.file_type() {
                kind if kind.is_dir() => Kind::Folder,
                kind if kind.is_symlink() => Kind::Link,
                _ => Kind::File,
            };
            Stranger { path, kind }
        };
        let all = |entries: WalkDir| -> Result<Vec<Stranger>, EmitError> {
            entries.sort_by_file_name().into_iter().map(|entry| entry.map(found).map_err(fail)).collect()
        };
        // The folders of cases and terms, thousands of them, stand on the second level: from there on in parallel.
        let outer = all(WalkDir::new(&target.path).min_depth(1).max_depth(2))?;
        let inner = |outer: &Stranger| match outer.kind {
            Kind::Folder if outer.path.iter().count() == 2 => {
                all(WalkDir::new(target.path.join(&outer.path)).min_depth(1))
            }
            _ => Ok(Vec::new()),
        };
        let inner: Vec<Vec<Stranger>> = outer.par_iter().map(inner).collect::<Result<_, _>>()?;
        let entries = outer.into_iter().zip(inner).flat_map(|(outer, inner)| once(outer).chain(inner));
        for Stranger { path, kind } in entries {
            let known = match (kind, slashed(&path)) {
                _ if path.starts_with(manifest::NAME) || path.starts_with(staging::INSIDE) => true,
                (Kind::Folder, Some(path)) => our_folders.contains(path.as_str()),
                (Kind::File, Some(path)) if self.manifest.paths.contains(&path) => self.ours.insert(path),
                _ => false,
            };
            if !known {
                self.strangers.push(Stranger { path, kind });
            }
        }
        Ok(())
    }

    /// Files of the last build that the site no longer has, sorted.
    pub fn stale(&self, plan: &Plan<'_>) -> impl Iterator<Item = &str> {
        let gone = |path: &&String| self.ours.contains(*path) && !plan.has(path);
        self.manifest.paths.iter().filter(gone).map(String::as_str)
    }

    /// The outermost strangers, sorted: what is inside a strange folder goes without saying.
    pub fn stranger_names(&self) -> Vec<String> {
        let folders: HashSet<&Path> = self
            .strangers
            .iter()
            .filter(|stranger| stranger.kind == Kind::Folder)
            .map(|stranger| stranger.path.as_path())
            .collect();
        let outermost = self
            .strangers
            .iter()
            .filter(|stranger| !stranger.path.ancestors().skip(1).any(|ancestor| folders.contains(ancestor)));
        let names: BTreeSet<String> = outermost
            .map(|stranger| match stranger.kind {
                Kind::Folder => format!("{}/", stranger.path.display()),
                Kind::Link | Kind::File => stranger.path.display().to_string(),
            })
            .collect();
        names.into_iter().collect()
    }
}

/// With `/` between parts, as in a manifest; `None` for a name that is not UTF-8.
fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// The first name in a folder, our own staging apart.
fn first_entry(folder: &Path) -> std::io::Result<Option<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != staging::INSIDE {
            names.push(name);
        }
    }
    Ok(names.into_iter().min())
}

fn not_ours(target: &Target, entry: &str) -> EmitError {
    let shown = &target.shown;
    let message = format!("`{shown}` is not empty and was not made by a build: it holds `{entry}`");
    let hint = "choose an empty or new folder with `-o FOLDER`, or empty this one yourself";
    refused(codes::NOT_OURS, shown, message, hint)
}
