//! Sources brought up to date with what changed on disk, without reading the rest again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::{read_all, read_files, walk};
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Text};

/// A file of an archive that is another now, or gone, or new.
#[derive(Debug, Clone)]
pub struct Changed {
    pub path: Arc<str>,
    /// What it held, if it was a text.
    pub before: Option<Text>,
}

/// An archive's folder that is read again and again.
pub struct Folder {
    /// As the system names it, without links.
    root: PathBuf,
    pub sources: Sources,
    /// Where the links in it lead to: a change may be told of that path.
    targets: BTreeSet<PathBuf>,
}

impl Folder {
    /// Reads a folder; the root is canonical, so that the paths of changes are below it.
    pub fn open(root: PathBuf) -> Self {
        let mut folder = Self { root, sources: Sources::default(), targets: BTreeSet::new() };
        folder.reread();
        folder
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads everything.
    pub fn reread(&mut self) {
        let (sources, links) = read_all(&self.root);
        self.sources = sources;
        self.targets = links.iter().flat_map(|link| targets(link)).collect();
    }

    /// Files and folders that links lead to, wherever they are, and other links on the way there.
    pub fn targets(&self) -> impl Iterator<Item = &Path> {
        self.targets.iter().map(PathBuf::as_path)
    }

    /// Reads the files at some absolute paths, and in the folders that they name; forgets those that are gone.
    /// What is another now, by path; a file once, also where two paths lead to it.
    pub fn refresh(&mut self, paths: &[PathBuf]) -> Vec<Changed> {
        // Also a folder that such a file is in, where that comes or goes.
        if paths.iter().any(|path| self.targets.iter().any(|target| target.starts_with(path))) {
            return self.refresh_all();
        }
        let ours: Vec<(&Path, String)> =
            paths.iter().filter_map(|path| Some((path.as_path(), self.archive_path(path)?))).collect();
        if ours.is_empty() {
            return Vec::new();
        }
        let top = ours.iter().any(|(_, path)| !path.contains('/'));
        // A path may be told that leads through a link, whose place alone says whether it may be followed.
        let is_link = |full: &Path| {
            let mut parts = full.ancestors().take_while(|part| *part != self.root);
            parts.any(|part| fs::symlink_metadata(part).is_ok_and(|it| it.is_symlink()))
        };
        if top || !self.targets.is_empty() || self.is_nothing() || ours.iter().any(|(full, _)| is_link(full))
        {
            return self.refresh_all();
        }
        let mut changed: BTreeMap<Arc<str>, Option<Text>> = BTreeMap::new();
        for (full, path) in ours {
            for one in self.reread_part(full, &path) {
                changed.entry(one.path).or_insert(one.before);
            }
        }
        changed.into_iter().map(|(path, before)| Changed { path, before }).collect()
    }

    /// Reads everything; what is another now, by path.
    pub fn refresh_all(&mut self) -> Vec<Changed> {
        let before = std::mem::take(&mut self.sources);
        self.reread();
        let changed = differences(&before, &self.sources);
        for (path, text) in &mut self.sources.texts {
            keep(&before, path, text);
        }
        changed
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

    fn reread_part(&mut self, full: &Path, path: &str) -> Vec<Changed> {
        let walked = walk::walk_part(&self.root, full);
        self.targets.extend(walked.links.iter().flat_map(|link| targets(link)));
        let after = read_files(walked);
        let before = self.take_part(path);
        let changed = differences(&before, &after);
        for (path, mut text) in after.texts {
            keep(&before, &path, &mut text);
            self.sources.texts.insert(Arc::clone(&text.path), text);
        }
        self.sources.files.extend(after.files);
        self.sources.diagnostics.extend(after.diagnostics);
        self.sources.diagnostics.sort();
        changed
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

/// So many links in a row are followed, as Linux does.
const LONGEST_CHAIN: usize = 40;

/// What a link leads to: each link on the way, and its end, or where that would be.
fn targets(link: &Path) -> Vec<PathBuf> {
    let on_the_way = std::iter::successors(next(link), |target| next(target));
    on_the_way.take(LONGEST_CHAIN).chain(fs::canonicalize(link)).collect()
}

/// What stands in a link, as the system names it; `None` for what is no link.
fn next(link: &Path) -> Option<PathBuf> {
    let written = fs::read_link(link).ok()?;
    let mut target = fs::canonicalize(link.parent()?).ok()?;
    for part in written.components() {
        match part {
            Component::ParentDir => drop(target.pop()),
            Component::CurDir => {}
            // The root of the machine takes the place of all before it.
            _ => target.push(part),
        }
    }
    let folder = target.parent().and_then(|folder| fs::canonicalize(folder).ok());
    Some(folder.zip(target.file_name()).map_or(target.clone(), |(folder, name)| folder.join(name)))
}

fn take<T>(map: &mut BTreeMap<Arc<str>, T>, path: &str, folder: &str) -> BTreeMap<Arc<str>, T> {
    let below = map.range(Arc::from(folder)..).map(|(path, _)| path);
    let mut paths: Vec<Arc<str>> = below.take_while(|path| path.starts_with(folder)).cloned().collect();
    paths.push(path.into());
    paths.into_iter().filter_map(|path| map.remove_entry(&path)).collect()
}

/// What stays the same stays the very same, which is the quickest to compare.
fn keep(before: &Sources, path: &Arc<str>, text: &mut Text) {
    if let Some(same) = before.texts.get(path).filter(|old| old.digest == text.digest) {
        *text = same.clone();
    }
}

/// The files in which two looks at a folder differ, by path.
fn differences(before: &Sources, after: &Sources) -> Vec<Changed> {
    let mut paths: BTreeSet<&Arc<str>> = BTreeSet::new();
    let (old, new) = (&before.texts, &after.texts);
    let is_same = |path, text: &Text| new.get(path).is_some_and(|new| new.digest == text.digest);
    paths.extend(old.iter().filter(|(path, text)| !is_same(*path, text)).map(|(path, _)| path));
    paths.extend(new.keys().filter(|path| !old.contains_key(*path)));
    let (old, new) = (&before.files, &after.files);
    paths.extend(old.iter().filter(|(path, file)| new.get(*path) != Some(file)).map(|(path, _)| path));
    paths.extend(new.keys().filter(|path| !old.contains_key(*path)));
    let (old, new) = (&before.diagnostics, &after.diagnostics);
    paths.extend(old.iter().filter(|found| !new.contains(found)).map(|found| &found.file));
    paths.extend(new.iter().filter(|found| !old.contains(found)).map(|found| &found.file));
    let changed =
        |path: &Arc<str>| Changed { path: Arc::clone(path), before: before.texts.get(path).cloned() };
    paths.into_iter().map(changed).collect()
}

#[cfg(all(test, unix))]
mod tests;
