//! Footnotes: their letters, the marks in the text and the list at the end.

use std::collections::BTreeMap;

/// Footnotes in the order in which a reader meets them.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Indices of definitions, in order of first reference.
    order: Vec<usize>,
    /// Definition to its place in `order` and how often it was referred to so far.
    met: BTreeMap<usize, (usize, usize)>,
}

impl Notes {
    /// A reference to a definition: its number from 1, and which reference to it this is, from 1.
    pub(super) fn refer(&mut self, definition: usize) -> (usize, usize) {
        let next = self.order.len() + 1;
        let (number, times) = self.met.entry(definition).or_insert((next, 0));
        *times += 1;
        if *number == next && *times == 1 {
            self.order.push(definition);
        }
        (*number, *times)
    }

    /// The definition with a number, from 1; references within notes may add more while one reads on.
    pub(super) fn definition(&self, number: usize) -> Option<usize> {
        self.order.get(number - 1).copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    pub(super) fn times(&self, definition: usize) -> usize {
        self.met.get(&definition).map_or(0, |(_, times)| *times)
    }
}

/// `a` to `z`, then `aa`: letters, so that a note is never taken for a source's number.
pub(super) fn letters(number: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[rest % 26]));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

/// The anchor of a reference: `fr-1`, and `fr-1-2` where the note is referred to again.
pub(super) fn reference_id(number: usize, times: usize) -> String {
    if times == 1 { format!("fr-{number}") } else { format!("fr-{number}-{times}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let made: Vec<_> = [1, 26, 27, 52, 53, 703].into_iter().map(letters).collect();
        assert_eq!(made, ["a", "z", "aa", "az", "ba", "aaa"]);
    }

    #[test]
    fn notes_are_numbered_as_they_are_met() {
        let mut notes = Notes::default();
        assert_eq!([notes.refer(4), notes.refer(0), notes.refer(4)], [(1, 1), (2, 1), (1, 2)]);
        assert_eq!((notes.definition(2), notes.times(4), notes.definition(3)), (Some(0), 2, None));
    }
}
