//! Words that texts and cards say in two bytes: the head tells them once, and each text would tell them again.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::common::MANY;
use super::lexicon::Sorted;
use super::survey::{Frequent, Survey};

/// Most words: each costs a reader some bytes of the head.
const MOST: usize = 846;

/// Of so many cases, one has a word of these at least.
const SELDOM: u32 = 32;

/// The first of the bytes that begin a word of these: JSON has none of them.
const LEAD: u8 = 0x0e;

/// Bytes that may follow: what is printed, without the space.
const FOLLOW: std::ops::RangeInclusive<u8> = b'!'..=b'~';

/// Frequent words, each with its two bytes.
#[derive(Default)]
pub struct Shorthand {
    /// In the order of their bytes.
    words: Vec<String>,
    codes: HashMap<Box<[u8]>, [u8; 2], FixedState>,
}

impl Shorthand {
    /// Of the words that save most. A small archive has none: its head is to stay small, and so are its edits, for another
    /// word changes all texts.
    pub fn of(sorted: &Sorted<'_>, survey: &Survey, documents: usize) -> Self {
        if documents < MANY {
            return Self::default();
        }
        let is_plain = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let often = |word: &&Frequent| word.cases >= documents as u32 / SELDOM;
        let frequent = survey.frequent.iter().filter(often).map(|word| (sorted.texts[word.rank], word.cases));
        let mut all: Vec<(Reverse<usize>, &str)> = frequent
            .filter(|(word, _)| is_plain(word))
            .map(|(word, cases)| (Reverse(about(cases as usize * (word.len() - 1))), word))
            .collect();
        all.sort_unstable();
        all.truncate(MOST);
        Self::new(all.into_iter().map(|(_, word)| word.to_owned()).collect())
    }

    fn new(words: Vec<String>) -> Self {
        let per_lead = FOLLOW.count();
        let code = |at: usize| [LEAD + (at / per_lead) as u8, FOLLOW.start() + (at % per_lead) as u8];
        let codes = words.iter().enumerate().map(|(at, word)| (word.as_bytes().into(), code(at))).collect();
        Self { words, codes }
    }

    /// The words in the order of their bytes, with a space between.
    pub fn words(&self) -> String {
        self.words.join(" ")
    }

    /// Writes JSON with these words in short, without the space between two that follow each other.
    pub fn write(&self, out: &mut Vec<u8>, json: &[u8]) {
        if self.codes.is_empty() {
            out.extend_from_slice(json);
            return;
        }
        let mut at = 0;
        // Where a word in short ended.
        let mut last = usize::MAX;
        while let Some(byte) = json.get(at) {
            if !byte.is_ascii_lowercase() {
                out.push(*byte);
                at += 1;
                continue;
            }
            let length = json[at..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
            let word = &json[at..at + length];
            at += length;
            let Some(code) = self.codes.get(word) else {
                out.extend_from_slice(word);
                continue;
            };
            if out.len() == last.wrapping_add(1) && out.ends_with(b" ") {
                out.pop();
            }
            out.extend_from_slice(code);
            last = out.len();
        }
    }
}

/// A number to its first three bits, so that an edit seldom changes which words are short, or their order.
fn about(n: usize) -> usize {
    let dropped = (usize::BITS - n.leading_zeros()).saturating_sub(3);
    n >> dropped << dropped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(json: &str) -> Vec<u8> {
        let words = ["the", "of", "nand"].map(str::to_owned).to_vec();
        let mut out = Vec::new();
        Shorthand::new(words).write(&mut out, json.as_bytes());
        out
    }

    #[test]
    fn words_are_short_and_the_space_between_two_is_left_out() {
        let pairs: [(&str, &[u8]); 5] = [
            ("the of the", b"\x0e!\x0e\"\x0e!"),
            ("the  of, the", b"\x0e!  \x0e\", \x0e!"),
            ("other The theof 'the'", b"other The theof '\x0e!'"),
            // An escape is read as a part of the word after it, on both sides.
            ("\\nand", b"\\\x0e#"),
            ("", b""),
        ];
        for (json, expected) in pairs {
            assert_eq!(short(json), expected, "{json}");
        }
    }

    #[test]
    fn words_of_about_the_same_weight_count_the_same() {
        for (n, rounded) in [(0, 0), (7, 7), (9, 8), (10, 10), (1023, 896), (1024, 1024)] {
            assert_eq!(about(n), rounded, "{n}");
        }
    }
}
