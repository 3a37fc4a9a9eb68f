//! The head: what a reader's browser fetches first, and from which it knows every other file.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use rayon::prelude::*;

use super::bytes::{Bytes, Gzip, Kind};
use super::column::{Facet, Range};
use super::kept::Kept;
use super::shards::{BLOCK, Shard};
use super::{CARDS, EPOCH, FOLDER, Frame, facets, ranges};
use crate::source::Digest;

/// Every column with its file.
pub struct Columns {
    /// What no case fills has no file.
    facets: Vec<(Facet, Option<Arc<File>>)>,
    ranges: Vec<(Range, Option<Arc<File>>)>,
    titles: Arc<File>,
}

/// A column's file.
pub struct File {
    /// From the index's folder: `c/origin-1a2b3c4d.gz`.
    path: String,
    /// Before compression.
    digest: Digest,
    bytes: Vec<u8>,
}

impl File {
    /// Compressing a column takes longer than making it: if `before` has the same bytes, it is taken from there.
    fn new(name: &str, bytes: &Bytes, before: Option<&Columns>) -> Arc<Self> {
        let digest = Digest::of(&bytes.0);
        let path = format!("c/{name}-{}.gz", bytes.hash(8));
        let known = before.and_then(|before| before.all().find(|file| file.path == path));
        match known.filter(|file| file.digest == digest) {
            Some(file) => Arc::clone(file),
            None => Arc::new(Self { path, digest, bytes: Gzip::smallest().compress(&bytes.0) }),
        }
    }
}

impl Columns {
    pub fn new(frame: &Frame<'_>, before: Option<&Self>) -> Self {
        let with_file = |facet: Facet| {
            let file = (!facet.values.is_empty()).then(|| File::new(&facet.name, &facet.bytes(), before));
            (facet, file)
        };
        let ranged = |range: Range| {
            let file = (!range.is_empty()).then(|| File::new(&range.name, &range.bytes(), before));
            (range, file)
        };
        Self {
            facets: facets::facets(frame).into_par_iter().map(with_file).collect(),
            ranges: ranges::ranges(frame).into_par_iter().map(ranged).collect(),
            titles: File::new("title", &ranges::titles(frame).bytes(), before),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Arc<File>> {
        let facets = self.facets.iter().filter_map(|(_, file)| file.as_ref());
        let ranges = self.ranges.iter().filter_map(|(_, file)| file.as_ref());
        facets.chain(ranges).chain([&self.titles])
    }

    /// All files' paths.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        self.all().map(|file| format!("{FOLDER}{}", file.path))
    }

    /// A file's bytes by its path from the index's folder.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.all().find(|file| file.path == path).map(|file| &file.bytes[..])
    }
}

#[derive(Serialize)]
struct Head<'a> {
    n: usize,
    epochs: Value,
    lang: &'a str,
    currency: String,
    shards: Value,
    facets: Vec<Value>,
    numbers: Vec<Value>,
    title: Value,
    cards: Value,
    words: String,
}

/// The head's file.
pub fn head(frame: &Frame<'_>, epochs: &[String], kept: &Kept) -> Vec<u8> {
    let columns = kept.columns();
    let config = &frame.archive.config;
    let head = Head {
        n: frame.archive.listed,
        epochs: json!({"block": EPOCH, "hash": epochs.concat()}),
        lang: config.language.tag(),
        currency: String::from_utf8_lossy(&config.currency).into_owned(),
        shards: json!({
            "first": firsts(kept.shards()),
            "block": BLOCK,
            "hash": kept.names().concat(),
        }),
        facets: columns.facets.iter().map(|(facet, file)| facet_entry(facet, file.as_deref())).collect(),
        numbers: columns.ranges.iter().map(|(range, file)| range_entry(range, file.as_deref())).collect(),
        title: json!({"file": columns.titles.path, "bytes": columns.titles.bytes.len()}),
        cards: json!({"per": CARDS}),
        words: kept.shorthand().words(),
    };
    let mut out = Bytes::new(Kind::Head);
    out.0.extend(serde_json::to_vec(&head).unwrap_or_default());
    Gzip::smallest().compress(&out.0)
}

/// The first words of shards, each as a capital for how many characters it shares with the one before, and the rest.
/// Words have no capitals, so nothing else parts them.
fn firsts(shards: &[Arc<Shard>]) -> String {
    let mut all = String::new();
    let mut before = "";
    for shard in shards {
        let first = shard.first.as_str();
        let shared = before.chars().zip(first.chars()).take(25).take_while(|(a, b)| a == b).count();
        all.push((b'A' + shared as u8) as char);
        all.extend(first.chars().skip(shared));
        before = first;
    }
    all
}

fn facet_entry(facet: &Facet, file: Option<&File>) -> Value {
    let mut entry = json!({"name": facet.name, "label": facet.label});
    if let Some(file) = file {
        entry["file"] = json!(file.path);
        entry["bytes"] = json!(file.bytes.len());
        entry["total"] = json!(facet.values.len());
    }
    entry
}

fn range_entry(range: &Range, file: Option<&File>) -> Value {
    let kind = if range.is_date { "date" } else { "number" };
    let mut entry = json!({"name": range.name, "label": range.label, "kind": kind});
    if let Some(unit) = &range.unit {
        entry["unit"] = json!(unit);
    }
    if let Some(file) = file {
        let (min, max) = range.bounds().unwrap_or_default();
        entry["file"] = json!(file.path);
        entry["bytes"] = json!(file.bytes.len());
        entry["min"] = json!(min);
        entry["max"] = json!(max);
        entry["unknown"] = json!(range.unknown());
    }
    entry
}
