//! In how many cases each word stands.

use super::analysis::Analysis;
use super::lexicon::Id;

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

    /// A case more, or one less, has words of a group.
    pub fn change_group(&mut self, id: Id, by: i32) {
        let count = &mut self.groups[id as usize];
        *count = count.wrapping_add_signed(by);
    }

    /// A word stands in a case more, or in one less.
    pub fn change_surface(&mut self, id: Id, by: i32) {
        let count = &mut self.surfaces[id as usize];
        *count = count.wrapping_add_signed(by);
    }

    pub fn groups(&self, id: Id) -> u32 {
        self.groups[id as usize]
    }

    pub fn surfaces(&self, id: Id) -> u32 {
        self.surfaces[id as usize]
    }
}
