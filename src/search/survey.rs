//! All words of an index at a glance: what they weigh, and which are frequent.

use super::common::Share;
use super::counts::Counts;
use super::lexicon::Sorted;

/// Of so many cases, one at least has a frequent word.
const SELDOM: usize = 1024;

/// What is known of each word before anything is written. To ask for one word's counts is a look at a far place of the
/// memory, so all is asked at once.
pub struct Survey {
    /// About how many bytes a word takes in the terms file, in the order of words; 0 for one of an earlier archive.
    pub sizes: Vec<u32>,
    /// In the order of words.
    pub frequent: Vec<Frequent>,
}

/// A word that more than a few cases have.
pub struct Frequent {
    /// Its place in the lexicon.
    pub rank: usize,
    /// Cases of its group, if it is one.
    pub groups: u32,
    /// Cases in which it stands as it is.
    pub cases: u32,
}

impl Frequent {
    /// Whether its own group is another: that has all cases of the word.
    pub fn is_form(&self) -> bool {
        self.groups < self.cases
    }
}

impl Survey {
    pub fn of(sorted: &Sorted<'_>, counts: &Counts, documents: usize) -> Self {
        let least = (documents / SELDOM).max(1) as u32;
        let mut survey = Self { sizes: Vec::with_capacity(sorted.texts.len()), frequent: Vec::new() };
        for (rank, (word, id)) in sorted.texts.iter().zip(&sorted.ids).enumerate() {
            let (groups, cases) = (counts.groups(*id), counts.surfaces(*id));
            survey.sizes.push(size(word, groups as usize, cases > 0, documents) as u32);
            if groups >= least || cases >= least {
                survey.frequent.push(Frequent { rank, groups, cases });
            }
        }
        survey
    }
}

/// About how many bytes a word takes in the terms file.
fn size(word: &str, cases: usize, is_surface: bool, documents: usize) -> usize {
    let key = word.len() / 2 + 3;
    let list = match Share::of(cases, documents) {
        Share::Few => cases * 2,
        // A bit each, and some places.
        Share::Common | Share::Most => documents / 8 + cases / 8,
    };
    let group = if cases > 0 { key + list } else { 0 };
    group + if is_surface { key } else { 0 }
}
