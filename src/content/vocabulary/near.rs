//! The known word that a misspelt one most likely stands for.

/// Most letters that may be wrong in a word, however long.
const MOST_WRONG: usize = 3;

/// Known words, prepared for many questions: an archive has tens of thousands, and a folder that is moved breaks
/// thousands of links at once.
pub struct Known<W> {
    words: Vec<Candidate<W>>,
}

struct Candidate<W> {
    word: W,
    plain: String,
    letters: usize,
    counts: Counts,
}

/// How often a word has which letters, of 32 kinds.
type Counts = [u8; 32];

impl<W: AsRef<str>> Known<W> {
    pub fn new(words: impl IntoIterator<Item = W>) -> Self {
        let candidate = |word: W| {
            let plain = plain(word.as_ref());
            Candidate { letters: plain.chars().count(), counts: counts(&plain), plain, word }
        };
        Self { words: words.into_iter().map(candidate).collect() }
    }

    /// The first of the nearest words that are wanted, at most a third of its letters wrong (one of two or three,
    /// never more than three). Case, `_` and spaces do not count.
    pub fn nearest(&self, word: &str, is_wanted: impl Fn(&W) -> bool) -> Option<&W> {
        let word = plain(word);
        let letters = word.chars().count();
        if letters < 2 {
            return None;
        }
        let counts = counts(&word);
        let mut allowed = (letters / 3).clamp(1, MOST_WRONG);
        let mut best = None;
        for known in &self.words {
            // A wrong letter is one more here and one less there. Comparing words letter by letter takes a hundred times
            // as long.
            let may_be = known.letters.abs_diff(letters) <= allowed
                && difference(&known.counts, &counts) <= 2 * allowed;
            if !may_be || !is_wanted(&known.word) {
                continue;
            }
            let wrong = strsim::damerau_levenshtein(&word, &known.plain);
            if wrong <= allowed {
                best = Some(&known.word);
                // Only a nearer one is better.
                match wrong {
                    0 => break,
                    wrong => allowed = wrong - 1,
                }
            }
        }
        best
    }
}

/// As [`Known::nearest`], of words that are asked once.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Known::new(known).nearest(word, |_| true).copied()
}

fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace(['_', ' '], "-")
}

fn counts(plain: &str) -> Counts {
    let mut counts = Counts::default();
    for letter in plain.chars() {
        let count = &mut counts[letter as usize % counts.len()];
        *count = count.saturating_add(1);
    }
    counts
}

fn difference(one: &Counts, other: &Counts) -> usize {
    one.iter().zip(other).map(|(one, other)| usize::from(one.abs_diff(*other))).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::TYPES;
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        let known = ["removed", "related", "reach", "network", "origin", "lang"];
        for (word, found) in [
            ("remvoed", Some("removed")),
            ("Removed", Some("removed")),
            ("netwrok", Some("network")),
            ("orgin", Some("origin")),
            ("lnag", Some("lang")),
            ("accounts", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), found, "{word}");
        }
        assert_eq!(nearest("attribution_claim", TYPES.iter().map(|t| t.word)), Some("attribution-claim"));
    }

    proptest! {
        /// What is passed over early is not near.
        #[test]
        fn the_short_way_finds_what_comparing_all_finds(
            word in "[a-dé中_ ]{0,9}",
            known in proptest::collection::vec("[a-dé中_ ]{0,9}", 0..12),
        ) {
            let allowed = (plain(&word).chars().count() / 3).clamp(1, MOST_WRONG);
            let wrong = |known: &&String| strsim::damerau_levenshtein(&plain(&word), &plain(known));
            let near = known.iter().filter(|known| wrong(known) <= allowed);
            let expected = near.min_by_key(wrong).filter(|_| plain(&word).chars().count() >= 2);
            prop_assert_eq!(nearest(&word, known.iter().map(String::as_str)), expected.map(String::as_str));
        }
    }
}
