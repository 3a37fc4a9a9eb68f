//! Shards: the index of words cut into files of a size, each with a range of words.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::bytes::{Bytes, Gzip, Kind};
use super::common::{self, Share};
use super::counts::Counts;
use super::inversion::{Inversion, Posting};
use super::lexicon::Sorted;

/// The last part of a shard in which it may be cut: a fifth.
const NEARLY: usize = 5;

/// The part of a shard that words after one which fills it may take.
const ENDINGS: usize = 16;

/// Hexadecimal digits that tell a shard from the same one of another build.
const DIGITS: usize = 5;

/// A range of words and its two files.
pub struct Shard {
    /// Parts it from the shard before: greater than each word there, and no greater than any here.
    pub first: String,
    /// Parts it from the next shard, if there is one.
    pub end: Option<String>,
    /// Of the terms file, before compression; the file's name has it.
    pub hash: String,
    pub terms: Vec<u8>,
    /// The same for positions.
    pub place_hash: String,
    pub places: Vec<u8>,
}

/// A shard's range of words.
pub struct Cut {
    pub first: String,
    pub end: Option<String>,
    /// Places in the lexicon.
    pub from: usize,
    pub to: usize,
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
                hash: terms.hash(DIGITS),
                terms: gzip.compress(&terms.0),
                place_hash,
                places: quick.compress(&places.0),
            }
        },
    );
    each.collect()
}

/// Bytes of a shard before compression: small archives want few bytes a query, large ones few shards, which the head names.
fn target(documents: usize) -> usize {
    const SMALL: usize = 12_000;
    const LARGE: usize = 16_000;
    (SMALL + (LARGE - SMALL) * documents.saturating_sub(20_000) / 80_000).min(LARGE)
}

/// A place where a shard may begin.
struct Gap {
    separator: String,
    rank: usize,
    /// What the shard before would hold.
    filled: usize,
}

/// The ranges of shards. A word that fills a shard shares it with the next few only, which are often its other forms:
/// who asks for one of those needs its list too.
///
/// A shard is cut where it is nearly full and few letters tell its last word from the next one's first: those letters
/// are most of what the head is made of.
pub fn cuts(sorted: &Sorted<'_>, counts: &Counts, documents: usize) -> Vec<Cut> {
    let target = target(documents);
    let mut cuts = vec![Cut { first: String::new(), end: None, from: 0, to: 0 }];
    let mut gaps: Vec<Gap> = Vec::new();
    let (mut filled, mut before, mut room) = (0, "", target);
    for (rank, (word, id)) in sorted.texts.iter().zip(&sorted.ids).enumerate() {
        let size = size(word, counts.groups(*id) as usize, counts.surfaces(*id) > 0);
        if size == 0 {
            // A word of an earlier version of the archive.
            continue;
        }
        let full = filled > 0 && filled + size > room;
        if full || filled > target - target / NEARLY {
            gaps.push(Gap { separator: separator(before, word), rank, filled });
        }
        if full {
            // Before a word that is a good part of a shard there is no choice.
            let least = if size > target / NEARLY { filled } else { 0 };
            let length = |gap: &Gap| (gap.separator.len(), Reverse(gap.filled));
            let best = gaps.drain(..).filter(|gap| gap.filled >= least).min_by_key(length);
            if let (Some(gap), Some(cut)) = (best, cuts.last_mut()) {
                cut.to = gap.rank;
                cut.end = Some(gap.separator.clone());
                filled -= gap.filled;
                room = target;
                cuts.push(Cut { first: gap.separator, end: None, from: gap.rank, to: gap.rank });
            }
        }
        filled += size;
        before = word;
        if size > target - target / NEARLY {
            room = room.max(filled + target / ENDINGS);
        }
    }
    if let Some(cut) = cuts.last_mut() {
        cut.to = sorted.texts.len();
    }
    cuts
}

/// About how many bytes a word takes in the terms file.
fn size(word: &str, cases: usize, is_surface: bool) -> usize {
    let key = word.len() / 2 + 3;
    let group = if cases > 0 { key + cases * 2 } else { 0 };
    group + if is_surface { key } else { 0 }
}

/// The shortest beginning of a word that is greater than the word before.
fn separator(before: &str, word: &str) -> String {
    let same = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    word.chars().take(same + 1).collect()
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
            Share::Most => out.ascending(common::absent(postings, inversion.documents)),
            _ => out.ascending(postings.iter().map(|posting| posting.document())),
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
