//! Search without a server: an index as plain files, which a browser reads a few of. `FORMAT.md` says what is in them.
//!
//! The index is a pure function of the archive and the words of its theme. What a case's words are depends on the
//! case alone, so an index that is made after an edit takes most of it from the one before ([`Analyses`]).

mod analysis;
mod bytes;
mod card;
pub mod column;
mod facets;
mod fields;
mod head;
mod inversion;
mod lexicon;
mod normalise;
mod said;
mod shards;
mod stem;
mod words;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

pub use facets::{facets, ranges};
pub use normalise::normalise;
pub use stem::Stemming;
pub use words::{Cutter, Token};

use crate::archive::{Archive, Case, CaseIndex, TaxonomyKind, Term};
use crate::content::documents::Target;
use crate::theme::{Strings, Theme};
use analysis::{Analysis, Analyst};
use bytes::{Bytes, Kind};
use card::Card;
use fields::Labels;
use lexicon::Lexicon;

/// Where the files of the index are.
pub const FOLDER: &str = "search/";

/// Cards in one file.
const CARDS: usize = 32;

/// Documents whose files are of one epoch.
const EPOCH: usize = 512;

/// Fewest cases that a thread takes at a time.
const SHARE: usize = 64;

/// An archive as the search page shows it.
pub struct Frame<'a> {
    pub archive: &'a Archive,
    pub theme: &'a Theme,
    /// The words of the site's own language.
    pub strings: &'a Strings,
    /// A term's title in the site's language.
    pub term_title: &'a (dyn Fn(TaxonomyKind, &Term) -> String + Sync),
    /// The title of what a link in a body leads to.
    pub linked: &'a (dyn Fn(&Target) -> Option<String> + Sync),
}

impl<'a> Frame<'a> {
    /// The listed cases in the order of their numbers: the newest has the highest, so that the next one moves no other.
    fn cases(&self) -> impl DoubleEndedIterator<Item = &'a Case> + ExactSizeIterator {
        self.archive.listed().iter().rev().map(|case| &**case)
    }

    /// The number of a case.
    fn document(&self, case: CaseIndex) -> u32 {
        (self.archive.listed - 1 - case) as u32
    }

    /// Numbers of cases, ascending.
    fn documents(&self, cases: &[CaseIndex]) -> Vec<u32> {
        let mut all: Vec<u32> = cases.iter().map(|case| self.document(*case)).collect();
        all.sort_unstable();
        all
    }

    /// The theme's words for something, or what they are to stand in for.
    fn words(&self, key: &str, otherwise: &str) -> String {
        self.strings.get(key).unwrap_or(otherwise).to_owned()
    }

    fn platform(&self, slug: &str) -> String {
        crate::content::vocabulary::platform_title(&self.archive.config, slug)
    }
}

/// What the cases of an archive say, kept for the index after the next edit.
#[derive(Clone, Default)]
pub struct Analyses {
    lexicon: Arc<Lexicon>,
    by_path: HashMap<Arc<str>, Arc<Analysis>>,
    /// Cases that were analysed anew for this index.
    pub fresh: usize,
}

/// What a text file holds.
#[derive(Serialize)]
struct Excerpted<'a> {
    card: Card,
    text: &'a str,
}

/// The index of an archive.
pub struct Index {
    analyses: Arc<Analyses>,
    /// In the order of the documents' numbers.
    documents: Vec<Arc<Analysis>>,
    /// One for each block of documents: the beginning of their files.
    epochs: Vec<String>,
    /// Files that are whole already, by path.
    files: BTreeMap<String, Vec<u8>>,
    paths: Vec<String>,
}

impl Index {
    /// Makes the index on all threads. What cases say is taken from `before` where it is the same.
    pub fn new(frame: &Frame<'_>, before: Option<&Analyses>) -> Self {
        let (documents, analyses) = analysed(frame, before);
        let (shards, columns) = rayon::join(
            || {
                analyses.lexicon.sorted(|sorted| {
                    let inversion = inversion::Inversion::new(sorted, &documents);
                    shards::shards(&inversion, &documents)
                })
            },
            || head::Columns::new(frame),
        );
        let epochs = epochs(frame);
        let mut files = BTreeMap::new();
        files.insert(format!("{FOLDER}head.gz"), head::head(frame, &epochs, &shards, &columns));
        for (number, shard) in shards.into_iter().enumerate() {
            files.insert(format!("{FOLDER}t/{number}-{}.gz", shard.hash), shard.terms);
            files.insert(format!("{FOLDER}p/{number}-{}.gz", shard.place_hash), shard.places);
        }
        files.extend(columns.files());
        let made = (0..documents.len()).map(|document| format!("{FOLDER}x/{document}.gz"));
        let made =
            made.chain((0..documents.len().div_ceil(CARDS)).map(|file| format!("{FOLDER}d/{file}.gz")));
        let mut paths: Vec<String> = files.keys().cloned().chain(made).collect();
        paths.sort_unstable();
        Self { analyses: Arc::new(analyses), documents, epochs, files, paths }
    }

    /// Every file's path, sorted: `search/head.gz`.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// What an index after this one can take over.
    pub fn analyses(&self) -> &Arc<Analyses> {
        &self.analyses
    }

    /// A file's bytes; `None` if the index has no such file.
    pub fn file(&self, frame: &Frame<'_>, path: &str) -> Option<Vec<u8>> {
        if let Some(bytes) = self.files.get(path) {
            return Some(bytes.clone());
        }
        let (folder, number) = path.strip_prefix(FOLDER)?.strip_suffix(".gz")?.split_once('/')?;
        let number: usize = number.parse().ok()?;
        match folder {
            "x" => self.text(frame, number),
            "d" => self.cards(frame, number),
            _ => None,
        }
    }

    /// A document's card and text, for the excerpt around what was found.
    fn text(&self, frame: &Frame<'_>, document: usize) -> Option<Vec<u8>> {
        let analysis = self.documents.get(document)?;
        let listed = frame.archive.listed();
        let card = Card::of(frame, listed.get(listed.len().checked_sub(document + 1)?)?);
        self.made(Kind::Text, document, &Excerpted { card, text: &analysis.text })
    }

    /// The cards of a few documents that follow each other.
    fn cards(&self, frame: &Frame<'_>, file: usize) -> Option<Vec<u8>> {
        let first = file.checked_mul(CARDS).filter(|first| *first < self.documents.len())?;
        let cards: Vec<Card> =
            frame.cases().skip(first).take(CARDS).map(|case| Card::of(frame, case)).collect();
        self.made(Kind::Cards, first, &cards)
    }

    fn made(&self, kind: Kind, document: usize, json: &impl Serialize) -> Option<Vec<u8>> {
        let mut out = Bytes::new(kind);
        out.0.extend_from_slice(self.epochs.get(document / EPOCH)?.as_bytes());
        out.number(document as u64);
        serde_json::to_writer(&mut out.0, json).ok()?;
        Some(bytes::quickly_compressed(&out.0))
    }
}

/// Analyses every case that is not as it was before, in parallel.
fn analysed(frame: &Frame<'_>, before: Option<&Analyses>) -> (Vec<Arc<Analysis>>, Analyses) {
    let lexicon = before.map(|before| Arc::clone(&before.lexicon)).unwrap_or_default();
    let labels = Labels::new(frame);
    let cases: Vec<&Case> = frame.cases().collect();
    let share = cases.len().div_ceil(rayon::current_num_threads() * 16).max(SHARE);
    // What an analyst has learned of words serves the next cases too.
    let idle: Mutex<Vec<Analyst<'_>>> = Mutex::default();
    let idle = || idle.lock().unwrap_or_else(PoisonError::into_inner);
    let each = cases.par_chunks(share).flat_map_iter(|cases| {
        let learned = idle().pop();
        let mut analyst = learned.unwrap_or_else(|| Analyst::new(frame, &lexicon));
        let mut done = Vec::with_capacity(cases.len());
        for case in cases {
            let items = fields::items(frame, &labels, case);
            let others = analysis::others(frame, case, &items);
            let known = before.and_then(|before| before.by_path.get(&case.file.path));
            done.push(match known.filter(|known| known.is_of(&case.file, others)) {
                Some(known) => (Arc::clone(known), false),
                None => (Arc::new(analyst.analyse(case, &items, others)), true),
            });
        }
        idle().push(analyst);
        done
    });
    let (documents, fresh): (Vec<Arc<Analysis>>, Vec<bool>) = each.unzip();
    let fresh = fresh.into_iter().filter(|fresh| *fresh).count();
    let by_path =
        documents.iter().map(|analysis| (Arc::clone(analysis.path()), Arc::clone(analysis))).collect();
    (documents, Analyses { lexicon, by_path, fresh })
}

/// For each block of documents, a hash of which cases they are.
fn epochs(frame: &Frame<'_>) -> Vec<String> {
    let ids: Vec<&str> = frame.cases().map(Case::id).collect();
    ids.chunks(EPOCH).map(|ids| bytes::hash(ids.join("\n").as_bytes(), 8)).collect()
}
