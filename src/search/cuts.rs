//! Where the index of words is cut into shards.

use std::cmp::Reverse;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::lexicon::Sorted;
use super::survey::{Frequent, Survey};

/// The last part of a shard in which it may be cut: a quarter.
const NEARLY: usize = 4;

/// The part of a shard that words after one which fills it may take: a quarter.
const ENDINGS: usize = 4;

/// Of so many cases, one for which a reader would need a file more counts like a letter in the head.
const SPARED: usize = 100;

/// The part of a shard that counts like a letter in the head where it is read beside a word that fills it.
const IDLE: usize = 24;

/// A shard's range of words.
pub struct Cut {
    pub first: String,
    pub end: Option<String>,
    /// Places in the lexicon.
    pub from: usize,
    pub to: usize,
}

/// Bytes of a shard before compression. Readers fetch one or two for a word, and the head names all.
const TARGET: usize = 7_800;

/// A place where a shard may begin.
struct Gap {
    separator: String,
    rank: usize,
    /// What the shard before would hold.
    filled: usize,
    /// Bytes of it that come after a word which fills it.
    idle: usize,
    /// Cases with words whose readers would need more than they ask for: forms apart from their stems, and others beside
    /// a word that fills the shard.
    hindered: usize,
}

impl Gap {
    /// Letters of the separator, which are most of what the head is made of, against what readers of words would need
    /// beside. If it is the same, the fullest.
    fn cost(&self, documents: usize, target: usize) -> (usize, Reverse<usize>) {
        let letters = documents * (self.separator.len() + self.idle * IDLE / target);
        (letters + SPARED * self.hindered, Reverse(self.filled))
    }
}

/// The ranges of shards. One is cut where it is nearly full, few letters tell its last word from the next one's first, and
/// few readers would need a file more: for the stem of their word, if the two were parted, or for a long list beside it.
pub fn cuts(sorted: &Sorted<'_>, survey: &Survey, documents: usize) -> Vec<Cut> {
    of_size(sorted, survey, documents, TARGET)
}

fn of_size(sorted: &Sorted<'_>, survey: &Survey, documents: usize, target: usize) -> Vec<Cut> {
    let mut kin = Kin::new(sorted, survey);
    let mut cuts = vec![Cut { first: String::new(), end: None, from: 0, to: 0 }];
    let mut gaps: Vec<Gap> = Vec::new();
    let (mut filled, mut before, mut room) = (0, "", target);
    // What the shard held after the last word that fills one.
    let mut full_at = None;
    for (rank, (word, size)) in sorted.texts.iter().zip(&survey.sizes).enumerate() {
        let size = *size as usize;
        if size == 0 {
            // A word of an earlier version of the archive.
            continue;
        }
        let full = filled > 0 && filled + size > room;
        if full || filled > target - target / NEARLY {
            let idle = full_at.map_or(0, |at| filled - at);
            let hindered = kin.parted_at(rank) + kin.beside(rank);
            gaps.push(Gap { separator: separator(before, word), rank, filled, idle, hindered });
        }
        if full {
            // Before a word that is a good part of a shard there is no choice.
            let least = if size > target / NEARLY { filled } else { 0 };
            let cost = |gap: &Gap| gap.cost(documents, target);
            let best = gaps.drain(..).filter(|gap| gap.filled >= least).min_by_key(cost);
            if let (Some(gap), Some(cut)) = (best, cuts.last_mut()) {
                cut.to = gap.rank;
                cut.end = Some(gap.separator.clone());
                filled -= gap.filled;
                room = target;
                full_at = None;
                kin.full = None;
                cuts.push(Cut { first: gap.separator, end: None, from: gap.rank, to: gap.rank });
            }
        }
        filled += size;
        before = word;
        if size > target - target / NEARLY {
            room = room.max(filled + target / ENDINGS);
            full_at = Some(filled);
            kin.fill(rank, word);
        }
    }
    if let Some(cut) = cuts.last_mut() {
        cut.to = sorted.texts.len();
    }
    cuts
}

/// The shortest beginning of a word that is greater than the word before.
fn separator(before: &str, word: &str) -> String {
    let same = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    word.chars().take(same + 1).collect()
}

/// Frequent words and what they are to each other, as far as it is seen in the words: a stem is what a form begins with,
/// but for a last i. To be asked in order.
struct Kin<'a> {
    /// A place in the lexicon, and by how many cases more or less lie forms beyond it whose stems lie before.
    changes: Peekable<IntoIter<(usize, isize)>>,
    parted: isize,
    words: &'a [&'a str],
    frequent: &'a [Frequent],
    /// The next frequent word that was not counted, and the cases of those that were since one that fills a shard.
    next: usize,
    beside: usize,
    /// A word that fills a shard.
    full: Option<&'a str>,
}

impl<'a> Kin<'a> {
    fn new(sorted: &'a Sorted<'_>, survey: &'a Survey) -> Self {
        let words = &sorted.texts[..];
        let mut changes = Vec::new();
        let mut stems: Vec<(usize, &str)> = Vec::new();
        for word in &survey.frequent {
            let (rank, cases) = (word.rank, word.cases as isize);
            while stems.pop_if(|(_, stem)| !words[rank].starts_with(*stem)).is_some() {}
            if !word.is_form() {
                let text = words[rank];
                // What ends in y has a stem that ends in i.
                stems.push((rank, text.strip_suffix('i').unwrap_or(text)));
            } else if let Some((stem, _)) = stems.last() {
                changes.extend([(stem + 1, cases), (rank + 1, -cases)]);
            }
        }
        changes.sort_unstable();
        let changes = changes.into_iter().peekable();
        Self { changes, parted: 0, words, frequent: &survey.frequent, next: 0, beside: 0, full: None }
    }

    /// In how many cases stand forms that a cut before a word parts from their stems.
    fn parted_at(&mut self, rank: usize) -> usize {
        while let Some((_, change)) = self.changes.next_if(|(at, _)| *at <= rank) {
            self.parted += change;
        }
        self.parted.max(0) as usize
    }

    /// In how many cases stand words before this one that follow one which fills a shard and are no form of it.
    fn beside(&mut self, rank: usize) -> usize {
        let Some(full) = self.full else { return 0 };
        while let Some(word) = self.frequent.get(self.next).filter(|word| word.rank < rank) {
            self.next += 1;
            if !word.is_form() || !self.words[word.rank].starts_with(full) {
                self.beside += word.groups.max(word.cases) as usize;
            }
        }
        self.beside
    }

    /// A word fills a shard.
    fn fill(&mut self, rank: usize, word: &'a str) {
        self.full = Some(word);
        self.beside = 0;
        self.next = self.frequent.partition_point(|word| word.rank <= rank);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where shards begin: of words with their sizes, and frequent ones of these with the cases of group and word.
    fn firsts(words: &[(&str, u32)], frequent: &[(&str, u32, u32)]) -> Vec<String> {
        let texts: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        assert!(texts.is_sorted());
        let rank = |word: &str| texts.iter().position(|text| *text == word).expect("a word");
        let frequent = frequent.iter().map(|(word, groups, cases)| Frequent {
            rank: rank(word),
            groups: *groups,
            cases: *cases,
        });
        let survey =
            Survey { sizes: words.iter().map(|(_, size)| *size).collect(), frequent: frequent.collect() };
        let sorted = Sorted { ids: Vec::new(), ranks: Vec::new(), texts: texts.clone() };
        of_size(&sorted, &survey, 100, 12_000).into_iter().map(|cut| cut.first).collect()
    }

    #[test]
    fn a_form_is_not_parted_from_its_stem() {
        let names: Vec<String> =
            (0..11).map(|n| format!("happ{}", char::from(b'a' + n / 2)) + &n.to_string()).collect();
        let mut words: Vec<(&str, u32)> = names.iter().map(|name| (name.as_str(), 1000)).collect();
        words.sort_unstable();
        words.extend([("happi", 1000), ("happy", 1000), ("happz", 1000)]);
        assert_eq!(firsts(&words, &[]), ["", "happy"]);
        assert_eq!(firsts(&words, &[("happi", 50, 0), ("happy", 1, 50)]), ["", "happi"]);
        // A word with a group of its own may lie apart.
        assert_eq!(firsts(&words, &[("happi", 50, 0), ("happy", 50, 50)]), ["", "happy"]);
    }

    #[test]
    fn only_forms_lie_beside_a_word_that_fills_a_shard() {
        let names: Vec<String> = (0..60).map(|n| format!("wiz{n:02}")).collect();
        let mut words = vec![("with", 20_000), ("with1", 100), ("withs", 100), ("wits", 100)];
        words.extend(names.iter().map(|name| (name.as_str(), 100)));
        assert_eq!(firsts(&words, &[]), ["", "wiz"]);
        assert_eq!(firsts(&words, &[("with", 90, 90), ("withs", 0, 50), ("wits", 1, 50)]), ["", "wits"]);
    }
}
