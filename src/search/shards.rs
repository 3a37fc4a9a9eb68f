//! Shards: the index of words cut into files of a size, each with a range of words.

use std::sync::Arc;

use rayon::prelude::*;

use super::bytes::{self, Bytes, Gzip, Kind};
use super::common::{self, Share};
use super::cuts::Cut;
use super::inversion::{Inversion, Posting};

/// Hexadecimal digits that tell a file from the same one of another build.
const DIGITS: usize = 5;

/// Hexadecimal digits that tell the terms of a shard from all others.
const OWN_DIGITS: usize = 16;

/// Shards that share a hash in the head, which would else be made of little but those.
///
/// If one of them changes, all get other names: fewer would cost readers more bytes, more would let an edit move more files.
pub const BLOCK: usize = 8;

/// A range of words and its two files.
pub struct Shard {
    /// Parts it from the shard before: greater than each word there, and no greater than any here.
    pub first: String,
    /// Parts it from the next shard, if there is one.
    pub end: Option<String>,
    /// Of the terms file, before compression.
    pub hash: String,
    pub terms: Vec<u8>,
    /// The same for positions.
    pub place_hash: String,
    pub places: Vec<u8>,
}

/// Writes shards, in parallel.
pub fn shards(inversion: &Inversion<'_>, cuts: &[&Cut]) -> Vec<Shard> {
    let each = cuts.par_iter().map_init(
        || (Gzip::small(), Gzip::smallest(), Gzip::quick()),
        |(small, smallest, quick), cut| {
            let places = places(inversion, cut.from, cut.to);
            let place_hash = places.hash(DIGITS);
            let mut terms = terms(inversion, cut.from, cut.to, &place_hash);
            titles(&mut terms, inversion, cut.from, cut.to);
            // Long lists look like noise, in which a quick search sees repetitions that are not worth their bytes.
            let longest = (cut.from..cut.to).map(|rank| inversion.groups.of(rank).len()).max().unwrap_or(0);
            let is_few = Share::of(longest, inversion.documents) == Share::Few;
            let gzip = if is_few { small } else { smallest };
            Shard {
                first: cut.first.clone(),
                end: cut.end.clone(),
                hash: terms.hash(OWN_DIGITS),
                terms: gzip.compress(&terms.0),
                place_hash,
                places: quick.compress(&places.0),
            }
        },
    );
    each.collect()
}

/// What the names of terms files have: of each block of shards, a hash of what is in them.
pub fn names(shards: &[Arc<Shard>]) -> Vec<String> {
    let hashes = |block: &[Arc<Shard>]| block.iter().map(|shard| shard.hash.as_str()).collect::<String>();
    shards.chunks(BLOCK).map(|block| bytes::hash(hashes(block).as_bytes(), DIGITS)).collect()
}

/// The terms file: groups with their cases, then the surfaces that are not just their own group.
///
/// What is alike stands together, which compresses better than word by word.
fn terms(inversion: &Inversion<'_>, from: usize, to: usize, place_hash: &str) -> Bytes {
    let mut out = Bytes::new(Kind::Terms);
    out.text(place_hash);
    let groups: Vec<usize> = (from..to).filter(|rank| !inversion.groups.of(*rank).is_empty()).collect();
    keys(&mut out, inversion, &groups);
    for rank in &groups {
        let own = is_own(inversion, *rank);
        out.number(2 * inversion.groups.of(*rank).len() as u64 + u64::from(own));
    }
    for rank in &groups {
        let postings = inversion.groups.of(*rank);
        match Share::of(postings.len(), inversion.documents) {
            Share::Few => out.ascending(postings.iter().map(|posting| posting.document())),
            _ => out.bits(&common::bits(postings)),
        }
    }
    for rank in &groups {
        impacts(&mut out, inversion.groups.of(*rank), inversion.documents);
    }
    let is_other = |rank: &usize| !inversion.places(*rank).is_empty() && !is_own(inversion, *rank);
    let others: Vec<usize> = (from..to).filter(is_other).collect();
    keys(&mut out, inversion, &others);
    for rank in others {
        references(&mut out, inversion, &groups, rank);
    }
    out
}

/// How much a group weighs in each of its cases.
fn impacts(out: &mut Bytes, postings: &[Posting], documents: usize) {
    let share = Share::of(postings.len(), documents);
    if share == Share::Few {
        for pair in postings.chunks(2) {
            let high = pair.get(1).map_or(0, |posting| posting.impact());
            out.0.push(pair[0].impact() | high << 4);
        }
    }
    for (at, least) in share.steps().iter().enumerate() {
        let places = common::of_step(postings, *least, share.steps().get(at + 1).copied());
        out.number(places.len() as u64);
        out.ascending(places);
    }
}

/// The end of the terms file: for each surface, own ones first, the cases whose title has it as it is.
fn titles(out: &mut Bytes, inversion: &Inversion<'_>, from: usize, to: usize) {
    let surfaces = (from..to).filter(|rank| !inversion.places(*rank).is_empty());
    let (own, others): (Vec<usize>, Vec<usize>) = surfaces.partition(|rank| is_own(inversion, *rank));
    let titles: Vec<Vec<u32>> =
        own.into_iter().chain(others).map(|rank| inversion.titles(rank).collect()).collect();
    titles.iter().for_each(|documents| out.number(documents.len() as u64));
    for documents in titles {
        out.ascending(documents);
    }
}

/// How many words, and the words.
fn keys(out: &mut Bytes, inversion: &Inversion<'_>, ranks: &[usize]) {
    out.number(ranks.len() as u64);
    let mut before = "";
    for rank in ranks {
        out.front_coded(before, inversion.texts[*rank]);
        before = inversion.texts[*rank];
    }
}

/// Whether a word is a surface whose only group is the word itself.
fn is_own(inversion: &Inversion<'_>, rank: usize) -> bool {
    !inversion.places(rank).is_empty() && inversion.groups_of(rank) == [rank as u32]
}

/// The groups of a surface: those here by number, others by key.
fn references(out: &mut Bytes, inversion: &Inversion<'_>, groups: &[usize], surface: usize) {
    let own = inversion.groups_of(surface);
    out.number(own.len() as u64);
    for group in own {
        match groups.binary_search(&(group as usize)) {
            Ok(at) => out.number(1 + at as u64),
            Err(_) => {
                out.number(0);
                out.text(inversion.texts[group as usize]);
            }
        }
    }
}

/// The positions file: for each surface, its cases and where it stands in them.
fn places(inversion: &Inversion<'_>, from: usize, to: usize) -> Bytes {
    let mut out = Bytes::new(Kind::Positions);
    for rank in (from..to).filter(|rank| !inversion.places(*rank).is_empty()) {
        out.number(u64::from(inversion.cases(rank)));
        out.0.extend_from_slice(inversion.places(rank));
    }
    out
}
