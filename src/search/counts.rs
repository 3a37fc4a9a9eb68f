//! In how many cases each word stands.

use super::analysis::Analysis;
use super::lexicon::Id;
use super::said::Said;

/// By the words' numbers.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Cases that have words of a group.
    groups: Vec<u32>,
    /// Cases in which a word stands as it is.
    surfaces: Vec<u32>,
}

impl Counts {
    /// `numbers` is one more than the greatest number of a word.
    pub fn of(analyses: &[impl AsRef<Analysis> + Sync], numbers: usize) -> Self {
        let said = || analyses.iter().map(|analysis| &analysis.as_ref().said);
        let count = |ids: &mut dyn Iterator<Item = Id>| {
            let mut counts = vec![0; numbers];
            ids.for_each(|id| counts[id as usize] += 1);
            counts
        };
        let (groups, surfaces) = rayon::join(
            || count(&mut said().flat_map(|said| said.weights().map(|weight| weight.group))),
            || count(&mut said().flat_map(|said| said.words().map(|word| word.surface))),
        );
        Self { groups, surfaces }
    }

    /// Makes room for new words.
    pub fn grow(&mut self, numbers: usize) {
        self.groups.resize(numbers, 0);
        self.surfaces.resize(numbers, 0);
    }

    /// What one case said is taken back, and each of its words is handed to `touched`.
    pub fn without(&mut self, said: &Said, touched: &mut dyn FnMut(Id)) {
        self.change(said, |count| *count -= 1, touched);
    }

    /// What one case says is added, and each of its words is handed to `touched`.
    pub fn with(&mut self, said: &Said, touched: &mut dyn FnMut(Id)) {
        self.change(said, |count| *count += 1, touched);
    }

    fn change(&mut self, said: &Said, by: impl Fn(&mut u32), touched: &mut dyn FnMut(Id)) {
        for word in said.words() {
            by(&mut self.surfaces[word.surface as usize]);
            touched(word.surface);
        }
        for weight in said.weights() {
            by(&mut self.groups[weight.group as usize]);
            touched(weight.group);
        }
    }

    pub fn groups(&self, id: Id) -> u32 {
        self.groups[id as usize]
    }

    pub fn surfaces(&self, id: Id) -> u32 {
        self.surfaces[id as usize]
    }
}
