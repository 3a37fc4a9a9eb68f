//! Every word that an index knows, each with a number.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::fast::FixedState;
use rayon::prelude::*;

/// Parts that are locked on their own, so that threads seldom wait for each other.
const PARTS: usize = 64;

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

    /// All words in order. Nobody may ask for numbers meanwhile.
    pub fn sorted<T>(&self, read: impl FnOnce(&Sorted<'_>) -> T) -> T {
        let guards: Vec<MutexGuard<'_, Ids>> = self.parts.iter().map(lock).collect();
        let words: usize = guards.iter().map(|ids| ids.len()).sum();
        let numbers = guards.iter().map(|ids| ids.len()).max().unwrap_or(0) * PARTS;
        let mut all: Vec<(u64, &str, Id)> = Vec::with_capacity(words);
        for ids in &guards {
            all.extend(ids.iter().map(|(word, id)| (head(word), &**word, *id)));
        }
        // Most pairs differ within the first bytes: the words themselves are seldom looked at.
        all.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        let mut ranks = vec![0; numbers];
        for (rank, (_, _, id)) in all.iter().enumerate() {
            ranks[*id as usize] = rank as u32;
        }
        let (texts, ids) = all.into_iter().map(|(_, word, id)| (word, id)).unzip();
        read(&Sorted { texts, ids, ranks })
    }
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
