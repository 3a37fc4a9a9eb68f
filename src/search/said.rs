//! What one case says, in few bytes: an archive has thousands of cases, and each keeps this until the next index.

use super::bytes::Bytes;
use super::lexicon::Id;

/// The words of a case and what they weigh. Words and groups are in the order of their numbers.
#[derive(Default)]
pub struct Said {
    /// For each word: its number as the distance to the one before; 0 if it is its own group, else 1 + the group;
    /// and how many bytes it has in `places`.
    words: Box<[u8]>,
    /// For each word: how often, and then the positions, each as the distance to the one before. Apart, since most
    /// questions are for a few words of many cases.
    places: Box<[u8]>,
    /// For each group: its number as the distance to the one before, and its three weights.
    weights: Box<[u8]>,
    /// Pairs of word and group beyond those of `words`: one word, in two spellings, can have two stems.
    pub more_groups: Box<[(Id, Id)]>,
    /// Positions in the body and in the rest.
    pub lengths: [u32; 2],
    /// Positions of the title, which comes first.
    pub title: u32,
}

/// A word of a case.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    pub surface: Id,
    pub group: Id,
    /// Where it stands, as the positions file has it: how often, and each place.
    pub places: &'a [u8],
    /// Positions of the case's title.
    title: u32,
}

impl Word<'_> {
    /// Whether the title has it: that comes first.
    pub fn in_title(&self) -> bool {
        let mut rest = Rest { bytes: self.places, at: 0 };
        rest.number().and_then(|_times| rest.number()).is_some_and(|first| first < self.title)
    }
}

/// Of a word that says the same, other places of the title make no difference.
impl PartialEq for Word<'_> {
    fn eq(&self, other: &Self) -> bool {
        let said = |word: &Self| (word.surface, word.group, word.in_title());
        self.places == other.places && said(self) == said(other)
    }
}

/// How often a case has words of a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    pub group: Id,
    /// In fields whose length does not matter, times their weights.
    pub fixed: u32,
    pub body: u32,
    pub rest: u32,
}

/// Writes the words of a case, and of the next one in the same memory.
#[derive(Default)]
pub struct Writer {
    words: Bytes,
    places: Bytes,
    weights: Bytes,
    last: Id,
}

impl Writer {
    /// A word that is greater than those before, and where it stands: ascending positions.
    pub fn word(&mut self, surface: Id, group: Id, positions: impl ExactSizeIterator<Item = u32>) {
        self.words.number(u64::from(surface - self.last));
        self.last = surface;
        self.words.number(if group == surface { 0 } else { 1 + u64::from(group) });
        let start = self.places.0.len();
        self.places.number(positions.len() as u64);
        let mut before = 0;
        for position in positions {
            self.places.number(u64::from(position - before));
            before = position;
        }
        self.words.number((self.places.0.len() - start) as u64);
    }

    /// The case, whose groups are given in order; nothing of it stays here.
    pub fn said(
        &mut self,
        weights: &[Weight],
        more_groups: &[(Id, Id)],
        lengths: [u32; 2],
        title: u32,
    ) -> Said {
        let mut last = 0;
        for weight in weights {
            for number in [weight.group - last, weight.fixed, weight.body, weight.rest] {
                self.weights.number(u64::from(number));
            }
            last = weight.group;
        }
        let said = Said {
            words: self.words.0.as_slice().into(),
            places: self.places.0.as_slice().into(),
            weights: self.weights.0.as_slice().into(),
            more_groups: more_groups.into(),
            lengths,
            title,
        };
        self.words.0.clear();
        self.places.0.clear();
        self.weights.0.clear();
        self.last = 0;
        said
    }
}

impl Said {
    pub fn words(&self) -> impl Iterator<Item = Word<'_>> {
        let mut rest = Rest { bytes: &self.words, at: 0 };
        let (mut last, mut start) = (0, 0);
        std::iter::from_fn(move || {
            let surface = last + rest.number()?;
            last = surface;
            let group = rest.number()?.checked_sub(1).unwrap_or(surface);
            let end = start + rest.number()? as usize;
            let places = self.places.get(start..end)?;
            start = end;
            Some(Word { surface, group, places, title: self.title })
        })
    }

    pub fn weights(&self) -> impl Iterator<Item = Weight> {
        let mut rest = Rest { bytes: &self.weights, at: 0 };
        let mut last = 0;
        std::iter::from_fn(move || {
            last += rest.number()?;
            Some(Weight { group: last, fixed: rest.number()?, body: rest.number()?, rest: rest.number()? })
        })
    }
}

/// Bytes that are still to be read.
struct Rest<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Rest<'_> {
    /// LEB128; `None` at the end.
    #[inline]
    fn number(&mut self) -> Option<u32> {
        let first = *self.bytes.get(self.at)?;
        self.at += 1;
        if first < 0x80 { Some(u32::from(first)) } else { self.longer(u32::from(first & 0x7f)) }
    }

    /// What follows the first seven bits.
    fn longer(&mut self, mut number: u32) -> Option<u32> {
        for shift in [7, 14, 21, 28] {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let words =
            [(3, 3, vec![0, 7]), (200, 1, vec![70_000]), (2_000_000_000, u32::MAX - 1, vec![5, 6, 300])];
        let weights = [
            Weight { group: 1, fixed: 8, body: 0, rest: 1 },
            Weight { group: 3, fixed: 0, body: 128, rest: u32::MAX },
        ];
        let mut writer = Writer::default();
        for _ in 0..2 {
            for (surface, group, places) in &words {
                writer.word(*surface, *group, places.iter().copied());
            }
            let said = writer.said(&weights, &[(200, 9)], [4, 2], 6);
            let read: Vec<(Id, Id, Vec<u8>)> =
                said.words().map(|word| (word.surface, word.group, word.places.to_vec())).collect();
            let expected = words.clone().map(|(surface, group, places)| {
                let mut bytes = Bytes::default();
                bytes.number(places.len() as u64);
                let mut before = 0;
                for place in places {
                    bytes.number(u64::from(place - before));
                    before = place;
                }
                (surface, group, bytes.0)
            });
            assert_eq!(read, expected);
            assert_eq!(said.weights().collect::<Vec<_>>(), weights);
            assert_eq!((&*said.more_groups, said.lengths), (&[(200, 9)][..], [4, 2]));
            // A place before the sixth is in the title: 0, not 70,000, and 5.
            let titles: Vec<bool> = said.words().map(|word| word.in_title()).collect();
            assert_eq!(titles, [true, false, true]);
        }
    }
}
