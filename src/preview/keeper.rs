//! A folder and the site that is made of it, again and again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::codes::FOLDER_GONE;
use super::{Problems, Shown};
use crate::compile::{Compiler, Options};
use crate::diagnostic::{Diagnostic, Severity};
use crate::read::codes::{NO_ARCHIVE, NO_FOLDER};
use crate::read::{Changed, Folder, Looked};
use crate::site::Site;
use crate::source::{Sources, Text};

/// Keeps a site equal to its folder: what a build would make of it, but that files with mistakes count as they last
/// stood without.
pub struct Keeper {
    folder: Folder,
    compiler: Compiler,
    options: Options,
    /// The last text of each file that cannot be read now.
    unread: BTreeMap<Arc<str>, Text>,
    /// What files that are copied as they are were found to show.
    looked: Looked,
    shown: Option<Arc<Shown>>,
}

impl Keeper {
    /// Reads a folder.
    ///
    /// # Errors
    /// E120 or E121, where there is no archive.
    pub fn open(root: PathBuf, options: Options) -> Result<Self, Box<Diagnostic>> {
        let folder = Folder::open(root);
        if let Some(nothing) = nothing(&folder.sources) {
            return Err(Box::new(nothing.clone()));
        }
        let (compiler, looked) = (Compiler::default(), Looked::default());
        Ok(Self { folder, compiler, options, unread: BTreeMap::new(), looked, shown: None })
    }

    /// The files as they are, with those that have mistakes.
    pub fn sources(&self) -> &Sources {
        &self.folder.sources
    }

    /// Where the links of the folder lead to.
    pub fn targets(&self) -> impl Iterator<Item = &Path> {
        self.folder.targets()
    }

    /// Documents that the last compilation read.
    pub fn parsed(&self) -> usize {
        self.compiler.parsed()
    }

    /// Whether the folder is there, and an archive.
    pub fn is_there(&self) -> bool {
        nothing(&self.folder.sources).is_none()
    }

    /// The archive's folder, as the system names it.
    pub fn root(&self) -> &Path {
        self.folder.root()
    }

    /// Reads the files at some paths; what is another now.
    pub fn refresh(&mut self, paths: &[PathBuf]) -> Vec<Changed> {
        let changed = self.folder.refresh(paths);
        self.remember(&changed);
        changed
    }

    /// Reads everything.
    pub fn refresh_all(&mut self) -> Vec<Changed> {
        let changed = self.folder.refresh_all();
        self.remember(&changed);
        changed
    }

    /// A text that cannot be read any more counts as it was.
    fn remember(&mut self, changed: &[Changed]) {
        let sources = &self.folder.sources;
        if !self.is_there() {
            return;
        }
        let failed: BTreeSet<&str> =
            sources.diagnostics.iter().filter(|one| one.is_error()).map(|one| one.file.as_ref()).collect();
        let has_failed = |path: &str| {
            let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
            !failed.is_empty() && folders.chain([path]).any(|path| failed.contains(path))
        };
        self.unread.retain(|path, _| has_failed(path));
        for one in changed.iter().filter(|one| has_failed(&one.path)) {
            if let Some(before) = &one.before {
                self.unread.entry(Arc::clone(&one.path)).or_insert_with(|| before.clone());
            }
        }
    }

    /// The site of the folder as it is now, and what is wrong with it. Where the folder is gone, the last site.
    pub fn compile(&mut self) -> (Arc<Shown>, Problems) {
        let sources = &self.folder.sources;
        if let (Some(shown), Some(_)) = (&self.shown, nothing(sources)) {
            let gone = gone(&self.folder.root().display().to_string());
            return (Arc::clone(shown), Problems::new(vec![gone], sources));
        }
        let mut compiled = if self.unread.is_empty() {
            self.compiler.compile(sources, self.options)
        } else {
            let mut patched = sources.clone();
            patched.texts.extend(self.unread.iter().map(|(path, text)| (Arc::clone(path), text.clone())));
            self.compiler.compile(&patched, self.options)
        };
        // Of a file that cannot be read only that is said: its last text is not there any more.
        let read = |one: &Diagnostic| {
            sources.diagnostics.iter().any(|found| found.file == one.file && found.code == one.code)
        };
        compiled.diagnostics.retain(|one| !self.unread.contains_key(&one.file) || read(one));
        if let (Some(site), Some(redactions)) = (&compiled.site, &compiled.redactions) {
            let found = self.looked.leaks(self.folder.root(), &site.archive.published(), redactions, sources);
            compiled.diagnostics.extend(found);
            compiled.diagnostics.sort();
        }
        let stale = compiled.stale.iter().chain(self.unread.keys()).collect::<BTreeSet<_>>();
        let page = |path: &&Arc<str>| compiled.site.as_ref().and_then(|site| address(site, path));
        let stale = stale.iter().filter_map(page).collect();
        let unfinished = compiled.unfinished.iter().filter_map(|path| page(&path)).collect();
        let diagnostics = std::mem::take(&mut compiled.diagnostics);
        let problems = Problems::new(diagnostics, sources).on_pages(stale, unfinished);
        let root = self.folder.root().to_owned();
        let shown = Arc::new(Shown::new(compiled, root, sources, self.shown.as_deref()));
        self.shown = Some(Arc::clone(&shown));
        (shown, problems)
    }
}

/// The address of the page that is made of a file, if one is.
pub fn address(site: &Site, path: &str) -> Option<String> {
    site.archive.place(path).map(|place| site.archive.address(place))
}

fn nothing(sources: &Sources) -> Option<&Diagnostic> {
    sources.diagnostics.iter().find(|found| matches!(found.code, NO_FOLDER | NO_ARCHIVE))
}

/// E142: the folder is gone, or what makes it an archive.
fn gone(root: &str) -> Diagnostic {
    let message = format!("the archive in `{root}` is gone: the last site stays as it is");
    Diagnostic::new(Severity::Error, FOLDER_GONE, &root.into(), None, message)
        .hint("put it back under its name, and `corkboard` goes on by itself")
}
