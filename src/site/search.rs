//! The site's search index: made when somebody asks for one of its files, from the one before where there was one.

use std::sync::{Arc, OnceLock};

use super::Site;
use super::pages::place_title;
use super::scope::Scope;
use crate::archive::{TaxonomyKind, Term};
use crate::content::documents::Target;
use crate::search::{self, Frame, Index, Kept};

/// An index that is made once, on the first question. A preview keeps it, so that the site after an edit analyses no
/// more than was edited.
#[derive(Default)]
pub struct Search {
    before: Option<Arc<Kept>>,
    index: OnceLock<Index>,
    /// All paths of the site, those of the index among them.
    paths: OnceLock<Vec<String>>,
}

impl Search {
    /// An index to be made after another.
    pub fn after(before: Option<Arc<Kept>>) -> Self {
        Self { before, ..Self::default() }
    }

    /// What the next index can take over: of this one, if anybody asked for it, else what it would have taken itself.
    pub fn kept(&self) -> Option<Arc<Kept>> {
        self.index.get().map(|index| Arc::clone(index.kept())).or_else(|| self.before.clone())
    }
}

impl Site {
    /// A file of the search index, which is made if it was not yet; `None` if it has no such file.
    ///
    /// Making it takes all threads, so ask for [`Pages::paths`](super::Pages::paths) first where many files are
    /// asked for in parallel.
    pub fn search_file(&self, path: &str) -> Option<Vec<u8>> {
        (self.archive.config.search && path.starts_with(search::FOLDER))
            .then(|| self.with_frame(|frame| self.index(frame).file(frame, path)))?
    }

    /// What the next site's index can take over from this one's.
    pub fn search(&self) -> &Arc<Search> {
        &self.search
    }

    /// An index made anew, whatever this site has already: for benchmarks and tests.
    pub fn new_index(&self, before: Option<&Kept>) -> Index {
        self.with_frame(|frame| Index::new(frame, before))
    }

    /// The mark at the beginning of a document's files of the index, which is made if it was not yet.
    pub(super) fn with_epoch(&self, document: usize, then: impl FnOnce(&str)) {
        let index = self.search.index.get().unwrap_or_else(|| self.with_frame(|frame| self.index(frame)));
        then(index.epoch(document).unwrap_or_default());
    }

    fn index(&self, frame: &Frame<'_>) -> &Index {
        self.search.index.get_or_init(|| Index::new(frame, self.search.before.as_deref()))
    }

    /// Every path, sorted, with those of the index.
    pub(super) fn all_paths(&self) -> &[String] {
        if !self.archive.config.search {
            return &self.all().0;
        }
        self.search.paths.get_or_init(|| {
            self.with_frame(|frame| {
                let mut all = [&self.all().0[..], self.index(frame).paths()].concat();
                // Two runs that are sorted already.
                all.sort();
                all
            })
        })
    }

    /// The archive as the search page shows it.
    pub(crate) fn with_frame<T>(&self, then: impl FnOnce(&Frame<'_>) -> T) -> T {
        let scope = Scope::new(self, self.language());
        let term_title = |kind: TaxonomyKind, term: &Term| scope.term_title(kind, term);
        let linked = |target: &Target| Some(place_title(&scope, self.archive.resolve(target)?));
        then(&Frame {
            archive: &self.archive,
            theme: &self.theme,
            strings: scope.strings,
            term_title: &term_title,
            linked: &linked,
            world: self.whole().world,
            titles: self.whole().names,
        })
    }
}
