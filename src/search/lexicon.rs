//! Every word that an index knows, each with a number.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::fast::FixedState;
use rayon::prelude::*;

/// Parts that are locked on their own, so that threads seldom wait for each other.
const PARTS: usize = 64;

/// Stands for "no place yet".
const NONE: u32 = u32::MAX;

/// The number of a word.
pub type Id = u32;

type Ids = HashMap<Box<str>, Id, FixedState>;

/// Words and their numbers. A word keeps its number as long as the lexicon lives; which one it gets depends on who
/// asks first, so numbers reach no output.
pub struct Lexicon {
    parts: Box<[Mutex<Ids>]>,
}

/// The words of a lexicon in order.
pub struct Sorted<'a> {
    /// By code point, which is the order of their UTF-8 bytes.
    pub texts: Vec<&'a str>,
    /// In the same order, the words' numbers.
    pub ids: Vec<Id>,
    /// By number: the place in `texts`. Numbers that no word has lead to no place.
    pub ranks: Vec<u32>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self { parts: (0..PARTS).map(|_| Mutex::default()).collect() }
    }
}

impl Lexicon {
    /// The number of a word, which is new if nobody asked before.
    pub fn id(&self, word: &str) -> Id {
        use std::hash::BuildHasher;
        let part = FixedState::default().hash_one(word) as usize % PARTS;
        let mut ids = lock(&self.parts[part]);
        if let Some(id) = ids.get(word) {
            return *id;
        }
        let id = (ids.len() * PARTS + part) as Id;
        ids.insert(word.into(), id);
        id
    }

    /// All words in order, of which `known` are in order already. Nobody may ask for numbers meanwhile.
    pub fn sorted<T>(&self, known: &[Id], read: impl FnOnce(Sorted<'_>) -> T) -> T {
        let guards: Vec<MutexGuard<'_, Ids>> = self.parts.iter().map(lock).collect();
        let words: usize = guards.iter().map(|ids| ids.len()).sum();
        let numbers = guards.iter().map(|ids| ids.len()).max().unwrap_or(0) * PARTS;
        let mut by_id = vec![""; numbers];
        for ids in &guards {
            ids.iter().for_each(|(word, id)| by_id[*id as usize] = word);
        }
        let mut ranks = vec![NONE; numbers];
        known.iter().for_each(|id| ranks[*id as usize] = 0);
        let mut new: Vec<(u64, Id)> = Vec::with_capacity(words - known.len());
        for id in guards.iter().flat_map(|ids| ids.values()).filter(|id| ranks[**id as usize] == NONE) {
            new.push((head(by_id[*id as usize]), *id));
        }
        // Most pairs differ within the first bytes: the words themselves are seldom looked at.
        new.par_sort_unstable_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| by_id[a.1 as usize].cmp(by_id[b.1 as usize]))
        });
        let new = new.into_iter().map(|(_, id)| id);
        let ids = merged(known, new, words, |id| by_id[id as usize]);
        (0..).zip(&ids).for_each(|(rank, id)| ranks[*id as usize] = rank);
        read(Sorted { texts: ids.iter().map(|id| by_id[*id as usize]).collect(), ids, ranks })
    }
}

/// Two lists of words, each in order, as one.
fn merged<'a>(
    known: &[Id],
    new: impl Iterator<Item = Id>,
    words: usize,
    text: impl Fn(Id) -> &'a str,
) -> Vec<Id> {
    let mut all = Vec::with_capacity(words);
    let mut rest = known;
    for id in new {
        let before = rest.partition_point(|other| text(*other) < text(id));
        all.extend_from_slice(&rest[..before]);
        rest = &rest[before..];
        all.push(id);
    }
    all.extend_from_slice(rest);
    all
}

fn lock(part: &Mutex<Ids>) -> MutexGuard<'_, Ids> {
    part.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The first eight bytes, to be compared as a number.
fn head(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = word.len().min(8);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}
