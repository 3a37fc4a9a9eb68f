//! Sources brought up to date with what changed on disk, without reading the rest again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{read_all, read_files, walk};
use crate::diagnostic::Diagnostic;
use crate::source::{Digest, Sources};

/// An archive's folder that is read again and again.
pub struct Folder {
    /// As the system names it, without links.
    root: PathBuf,
    pub sources: Sources,
    /// Whether a link is in it: then a change may be told of a path that leads elsewhere.
    linked: bool,
}

impl Folder {
    /// Reads a folder; the root is canonical, so that the paths of changes are below it.
    pub fn open(root: PathBuf) -> Self {
        let mut folder = Self { root, sources: Sources::default(), linked: false };
        folder.reread();
        folder
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads everything.
    pub fn reread(&mut self) {
        (self.sources, self.linked) = read_all(&self.root);
    }

    /// Reads the files at some absolute paths, and in the folders that they name; forgets those that are gone.
    /// Whether anything is another now.
    pub fn refresh(&mut self, changed: &[PathBuf]) -> bool {
        let ours: Vec<(&Path, String)> =
            changed.iter().filter_map(|path| Some((path.as_path(), self.archive_path(path)?))).collect();
        if ours.is_empty() {
            return false;
        }
        let top = ours.iter().any(|(_, path)| !path.contains('/'));
        let is_link = |full: &Path| fs::symlink_metadata(full).is_ok_and(|it| it.is_symlink());
        if top || self.linked || self.is_nothing() || ours.iter().any(|(full, _)| is_link(full)) {
            let before = std::mem::take(&mut self.sources);
            self.reread();
            return !same(&before, &self.sources);
        }
        let mut any = false;
        for (full, path) in ours {
            any |= self.reread_part(full, &path);
        }
        any
    }

    /// Whether the last look found no archive at all.
    fn is_nothing(&self) -> bool {
        self.sources.texts.is_empty()
    }

    /// The path in the archive, unless nothing of the archive can be there.
    fn archive_path(&self, full: &Path) -> Option<String> {
        let relative = full.strip_prefix(&self.root).ok()?;
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        let top = parts.first()?;
        (matches!(top.as_ref(), "site.toml" | "content" | "themes") && !walk::is_below_skipped(&path))
            .then_some(path)
    }

    fn reread_part(&mut self, full: &Path, path: &str) -> bool {
        let walked = walk::walk_part(&self.root, full);
        self.linked |= walked.linked;
        let after = read_files(walked);
        let before = self.take_part(path);
        let differs = !same(&before, &after);
        // What stays the same stays the very same, which is the quickest to compare.
        for (path, text) in after.texts {
            let kept = before.texts.get(&path).filter(|old| old.digest == text.digest).cloned();
            let text = kept.unwrap_or(text);
            self.sources.texts.insert(Arc::clone(&text.path), text);
        }
        self.sources.files.extend(after.files);
        self.sources.diagnostics.extend(after.diagnostics);
        self.sources.diagnostics.sort();
        differs
    }

    /// Takes out what was read at a path and below it.
    fn take_part(&mut self, path: &str) -> Sources {
        let folder = format!("{path}/");
        let is_part = |other: &str| other == path || other.starts_with(&folder);
        let is_other = |found: &Diagnostic| !is_part(&found.file);
        let (others, diagnostics) =
            std::mem::take(&mut self.sources.diagnostics).into_iter().partition(is_other);
        self.sources.diagnostics = others;
        Sources {
            texts: take(&mut self.sources.texts, path, &folder),
            files: take(&mut self.sources.files, path, &folder),
            diagnostics,
        }
    }
}

fn take<T>(map: &mut BTreeMap<Arc<str>, T>, path: &str, folder: &str) -> BTreeMap<Arc<str>, T> {
    let below = map.range(Arc::from(folder)..).map(|(path, _)| path);
    let mut paths: Vec<Arc<str>> = below.take_while(|path| path.starts_with(folder)).cloned().collect();
    paths.push(path.into());
    paths.into_iter().filter_map(|path| map.remove_entry(&path)).collect()
}

/// Whether two looks at a folder found the same.
fn same(before: &Sources, after: &Sources) -> bool {
    let texts = |sources: &Sources| -> Vec<(Arc<str>, Digest)> {
        sources.texts.values().map(|text| (Arc::clone(&text.path), text.digest)).collect()
    };
    texts(before) == texts(after) && before.files == after.files && before.diagnostics == after.diagnostics
}

#[cfg(all(test, unix))]
mod tests;
