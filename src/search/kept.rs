//! What one index hands on to the next: what cases say, and the shards made of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::Frame;
use super::analysis::{self, Analysis, Analyst, Others};
use super::fields::{self, Labels};
use super::head::Columns;
use super::lexicon::{Id, Lexicon};
use super::merge::Merged;
use super::shards::Shard;
use super::shorthand::Shorthand;
use crate::archive::Case;
use crate::source::Digest;

/// Fewest cases that a thread takes at a time.
const SHARE: usize = 64;

/// What an archive's cases say, one by one and merged, and what is known of them.
pub struct Kept {
    words: Words,
    columns: Columns,
}

struct Words {
    /// Of the frame that it was made in.
    world: Digest,
    titles: Digest,
    lexicon: Arc<Lexicon>,
    /// Its words in order.
    order: Vec<Id>,
    /// In the order of the documents' numbers.
    documents: Vec<Arc<Analysis>>,
    merged: Merged,
    fresh: usize,
}

impl Kept {
    /// Analyses every case that is not as it was before, in parallel, and merges all.
    pub fn new(frame: &Frame<'_>, before: Option<&Self>) -> Self {
        let (words, columns) = rayon::join(
            || Words::new(frame, before.map(|before| &before.words)),
            || Columns::new(frame, before.map(|before| &before.columns)),
        );
        Self { words, columns }
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    pub(super) fn documents(&self) -> &[Arc<Analysis>] {
        &self.words.documents
    }

    pub(super) fn shards(&self) -> &[Arc<Shard>] {
        &self.words.merged.shards
    }

    /// One for each block of shards: what the names of their terms files have.
    pub(super) fn names(&self) -> &[String] {
        &self.words.merged.names
    }

    /// What texts say in short.
    pub(super) fn shorthand(&self) -> &Shorthand {
        &self.words.merged.shorthand
    }

    /// Cases that were analysed anew for this index.
    pub fn fresh(&self) -> usize {
        self.words.fresh
    }

    /// Shards that were made anew for this index, and how many there are.
    pub fn made(&self) -> (usize, usize) {
        (self.words.merged.made, self.words.merged.shards.len())
    }
}

impl Words {
    fn new(frame: &Frame<'_>, before: Option<&Self>) -> Self {
        let lexicon = before.map(|before| Arc::clone(&before.lexicon)).unwrap_or_default();
        let (documents, fresh) = analysed(frame, &lexicon, before);
        let known = before.map_or(&[][..], |before| &before.order);
        let before = before.map(|before| (&before.merged, &before.documents[..]));
        let (merged, order) =
            lexicon.sorted(known, |sorted| (Merged::new(&sorted, &documents, before), sorted.ids));
        Self { world: frame.world, titles: frame.titles, lexicon, order, documents, merged, fresh }
    }
}

/// What each case says, and how many of them were looked at for that.
fn analysed(frame: &Frame<'_>, lexicon: &Lexicon, before: Option<&Words>) -> (Vec<Arc<Analysis>>, usize) {
    let before = Before::new(frame, before);
    let labels = OnceLock::new();
    let labels = || labels.get_or_init(|| Labels::new(frame));
    let cases: Vec<&Case> = frame.cases().collect();
    let share = cases.len().div_ceil(rayon::current_num_threads() * 16).max(SHARE);
    // What an analyst has learned of words serves the next cases too.
    let idle: Mutex<Vec<Analyst<'_>>> = Mutex::default();
    let idle = || idle.lock().unwrap_or_else(PoisonError::into_inner);
    let each = cases.par_chunks(share).enumerate().flat_map_iter(|(chunk, cases)| {
        let learned = idle().pop();
        let mut analyst = learned.unwrap_or_else(|| Analyst::new(frame, lexicon));
        let mut done = Vec::with_capacity(cases.len());
        for (document, case) in (chunk * share..).zip(cases) {
            let known = before.of(document, case).filter(|known| known.is_of(case));
            if let Some(known) = known.filter(|_| before.has_same_world && before.has_same_titles) {
                done.push((Arc::clone(known), false));
                continue;
            }
            let linked = analysis::linked(frame, case);
            let known = known.filter(|known| known.has_linked(linked));
            if let Some(known) = known.filter(|_| before.has_same_world) {
                done.push((Arc::clone(known), false));
                continue;
            }
            let items = fields::items(frame, labels(), case);
            let texts = analysis::texts(frame, case, &items);
            done.push(match known.filter(|known| known.has_texts(texts)) {
                Some(known) => (Arc::clone(known), false),
                None => (Arc::new(analyst.analyse(case, &items, Others { texts, linked })), true),
            });
        }
        idle().push(analyst);
        done
    });
    let (documents, fresh): (Vec<Arc<Analysis>>, Vec<bool>) = each.unzip();
    (documents, fresh.into_iter().filter(|fresh| *fresh).count())
}

/// The analyses of the index before.
struct Before<'a> {
    documents: &'a [Arc<Analysis>],
    by_path: OnceLock<HashMap<&'a str, usize>>,
    /// Whether names that files give to each other are what they were, but for titles of cases.
    has_same_world: bool,
    has_same_titles: bool,
}

impl<'a> Before<'a> {
    fn new(frame: &Frame<'_>, before: Option<&'a Words>) -> Self {
        Self {
            documents: before.map_or(&[], |before| &before.documents),
            by_path: OnceLock::new(),
            has_same_world: before.is_some_and(|before| before.world == frame.world),
            has_same_titles: before.is_some_and(|before| before.titles == frame.titles),
        }
    }

    /// The analysis of a case, which mostly has the number that it had.
    fn of(&self, document: usize, case: &Case) -> Option<&'a Arc<Analysis>> {
        let path = &*case.file.path;
        if let Some(known) = self.documents.get(document).filter(|known| known.path() == path) {
            return Some(known);
        }
        let paths = || self.documents.iter().enumerate().map(|(at, known)| (known.path(), at)).collect();
        self.by_path.get_or_init(paths).get(path).map(|at| &self.documents[*at])
    }
}
