//! Search without a server: an index as plain files, which a browser reads a few of. `FORMAT.md` says what is in them.
//!
//! The index is a pure function of the archive and the words of its theme. What a case's words are depends on the
//! case alone, so an index that is made after an edit takes most of it from the one before ([`Kept`]), and so it does with
//! shards that hold no word of an edited case.

mod analysis;
mod bytes;
mod card;
mod changed;
pub mod column;
mod common;
mod counts;
mod cuts;
mod facets;
mod fields;
mod head;
mod impact;
mod inversion;
mod kept;
mod lexicon;
mod merge;
mod normalise;
mod ranges;
mod said;
mod shards;
mod shorthand;
mod stem;
mod survey;
mod words;

use std::sync::Arc;

use serde::Serialize;

pub use facets::facets;
pub use kept::Kept;
pub use normalise::normalise;
pub use ranges::ranges;
pub use stem::Stemming;
pub use words::{Cutter, Token};

use crate::archive::{Archive, Case, CaseIndex, TaxonomyKind, Term};
use crate::content::documents::Target;
use crate::source::Digest;
use crate::theme::{Strings, Theme};
use bytes::{Bytes, Kind};
use card::Card;
use shards::BLOCK;

/// Where the files of the index are.
pub const FOLDER: &str = "search/";

/// The file that a reader's browser fetches first.
const HEAD: &str = "search/head.gz";

/// Cards in one file.
pub const CARDS: usize = 32;

/// Documents whose files are of one epoch.
const EPOCH: usize = 512;

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
    /// A digest of all that is not in a case's own file nor the title of another case: words of the theme, the
    /// configuration, titles of terms, names of actors.
    pub world: Digest,
    /// A digest of the titles of all cases.
    pub titles: Digest,
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
        self.strings.platform(&self.archive.config, slug)
    }
}

/// What a text file holds.
#[derive(Serialize)]
struct Excerpted<'a> {
    card: Card,
    text: &'a str,
}

/// The index of an archive.
pub struct Index {
    kept: Arc<Kept>,
    /// One for each block of documents: the beginning of their files.
    epochs: Vec<String>,
    head: Vec<u8>,
    paths: Vec<String>,
}

impl Index {
    /// Makes the index on all threads. What was not edited is taken from `before`.
    pub fn new(frame: &Frame<'_>, before: Option<&Kept>) -> Self {
        let kept = Kept::new(frame, before);
        let epochs = epochs(frame, &kept.shorthand().words());
        let head = head::head(frame, &epochs, &kept);
        let documents = kept.documents().len();
        let shards = kept.shards().iter().enumerate().flat_map(|(number, shard)| {
            [
                format!("{FOLDER}t/{number}-{}.gz", kept.names()[number / BLOCK]),
                format!("{FOLDER}p/{number}-{}.gz", shard.place_hash),
            ]
        });
        let texts = (0..documents).map(|document| format!("{FOLDER}x/{document}.gz"));
        let cards = (0..documents.div_ceil(CARDS)).map(|file| format!("{FOLDER}d/{file}.gz"));
        let one_each = kept.columns().paths().chain([HEAD.to_owned()]);
        let mut paths: Vec<String> = one_each.chain(shards).chain(texts).chain(cards).collect();
        paths.sort_unstable();
        Self { kept: Arc::new(kept), epochs, head, paths }
    }

    /// Every file's path, sorted: `search/head.gz`.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// The mark at the beginning of a document's files.
    pub fn epoch(&self, document: usize) -> Option<&str> {
        self.epochs.get(document / EPOCH).map(String::as_str)
    }

    /// What an index after this one can take over.
    pub fn kept(&self) -> &Arc<Kept> {
        &self.kept
    }

    /// A file's bytes; `None` if the index has no such file.
    pub fn file(&self, frame: &Frame<'_>, path: &str) -> Option<Vec<u8>> {
        if path == HEAD {
            return Some(self.head.clone());
        }
        let path = path.strip_prefix(FOLDER)?;
        if let Some(column) = self.kept.columns().file(path) {
            return Some(column.to_vec());
        }
        let (folder, number) = path.strip_suffix(".gz")?.split_once('/')?;
        let (number, hash) = number.split_once('-').map_or((number, None), |(at, hash)| (at, Some(hash)));
        let number: usize = number.parse().ok()?;
        match (folder, hash) {
            ("x", None) => self.text(frame, number),
            ("d", None) => self.cards(frame, number),
            (_, Some(hash)) => self.shard(folder, number, hash),
            _ => None,
        }
    }

    /// A file of a shard, if it is of that name now.
    fn shard(&self, folder: &str, number: usize, hash: &str) -> Option<Vec<u8>> {
        let shard = self.kept.shards().get(number)?;
        let (bytes, own) = match folder {
            "t" => (&shard.terms, self.kept.names().get(number / BLOCK)?),
            "p" => (&shard.places, &shard.place_hash),
            _ => return None,
        };
        (own == hash).then(|| bytes.clone())
    }

    /// A document's card and text, for the excerpt around what was found.
    fn text(&self, frame: &Frame<'_>, document: usize) -> Option<Vec<u8>> {
        let analysis = self.kept.documents().get(document)?;
        let listed = frame.archive.listed();
        let card = Card::of(frame, listed.get(listed.len().checked_sub(document + 1)?)?);
        self.made(Kind::Text, document, &Excerpted { card, text: &analysis.text })
    }

    /// The cards of a few documents that follow each other.
    fn cards(&self, frame: &Frame<'_>, file: usize) -> Option<Vec<u8>> {
        let first = file.checked_mul(CARDS).filter(|first| *first < self.kept.documents().len())?;
        let cards: Vec<Card> =
            frame.cases().skip(first).take(CARDS).map(|case| Card::of(frame, case)).collect();
        self.made(Kind::Cards, first, &cards)
    }

    fn made(&self, kind: Kind, document: usize, json: &impl Serialize) -> Option<Vec<u8>> {
        let mut out = Bytes::new(kind);
        out.0.extend_from_slice(self.epoch(document)?.as_bytes());
        out.number(document as u64);
        self.kept.shorthand().write(&mut out.0, &serde_json::to_vec(json).ok()?);
        Some(bytes::quickly_compressed(&out.0))
    }
}

/// For each block of documents, a hash of which cases they are, and of what their texts say in short.
fn epochs(frame: &Frame<'_>, short: &str) -> Vec<String> {
    let ids: Vec<&str> = frame.cases().map(Case::id).collect();
    let hash = |ids: &[&str]| bytes::hash(format!("{short}\n{}", ids.join("\n")).as_bytes(), 8);
    ids.chunks(EPOCH).map(hash).collect()
}
