//! What one index hands on to the next: what cases say, and the shards made of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::Frame;
use super::analysis::{self, Analysis, Analyst};
use super::fields::{self, Labels};
use super::head::Columns;
use super::lexicon::{Id, Lexicon};
use super::merge::Merged;
use super::shards::Shard;
use crate::archive::Case;

/// Fewest cases that a thread takes at a time.
const SHARE: usize = 64;

/// What an archive's cases say, one by one and merged, and what is known of them.
pub struct Kept {
    words: Words,
    columns: Columns,
}

struct Words {
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
        Self { lexicon, order, documents, merged, fresh }
    }
}

/// What each case says, and how many of them were looked at for that.
fn analysed(frame: &Frame<'_>, lexicon: &Lexicon, before: Option<&Words>) -> (Vec<Arc<Analysis>>, usize) {
    let documents = before.into_iter().flat_map(|before| &before.documents);
    let by_path: HashMap<&str, &Arc<Analysis>> =
        documents.map(|analysis| (&**analysis.path(), analysis)).collect();
    let labels = Labels::new(frame);
    let cases: Vec<&Case> = frame.cases().collect();
    let share = cases.len().div_ceil(rayon::current_num_threads() * 16).max(SHARE);
    // What an analyst has learned of words serves the next cases too.
    let idle: Mutex<Vec<Analyst<'_>>> = Mutex::default();
    let idle = || idle.lock().unwrap_or_else(PoisonError::into_inner);
    let each = cases.par_chunks(share).flat_map_iter(|cases| {
        let learned = idle().pop();
        let mut analyst = learned.unwrap_or_else(|| Analyst::new(frame, lexicon));
        let mut done = Vec::with_capacity(cases.len());
        for case in cases {
            let items = fields::items(frame, &labels, case);
            let others = analysis::others(frame, case, &items);
            let known = by_path.get(&*case.file.path);
            done.push(match known.filter(|known| known.is_of(&case.file, others)) {
                Some(known) => (Arc::clone(known), false),
                None => (Arc::new(analyst.analyse(case, &items, others)), true),
            });
        }
        idle().push(analyst);
        done
    });
    let (documents, fresh): (Vec<Arc<Analysis>>, Vec<bool>) = each.unzip();
    (documents, fresh.into_iter().filter(|fresh| *fresh).count())
}
