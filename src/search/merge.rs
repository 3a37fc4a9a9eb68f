//! What all cases say, merged into shards. Shards that no edit touched are taken from the index before.

use std::collections::HashMap;
use std::sync::Arc;

use super::analysis::Analysis;
use super::changed::Changed;
use super::counts::Counts;
use super::cuts::{self, Cut};
use super::impact::Averages;
use super::inversion::Inversion;
use super::lexicon::Sorted;
use super::shards::{self, Shard};
use super::shorthand::Shorthand;
use super::survey::Survey;

/// All shards, and what the next index needs to know of them.
pub struct Merged {
    pub shards: Vec<Arc<Shard>>,
    /// One for each block of shards: what their names have.
    pub names: Vec<String>,
    /// Shards that were made anew.
    pub made: usize,
    /// What texts say in short.
    pub shorthand: Shorthand,
    pub counts: Counts,
    pub averages: Averages,
}

impl Merged {
    /// Merges analyses, which are in the order of their documents' numbers. `before` is what was merged for an earlier
    /// archive with the same lexicon, and its analyses.
    pub fn new(
        sorted: &Sorted<'_>,
        analyses: &[Arc<Analysis>],
        before: Option<(&Self, &[Arc<Analysis>])>,
    ) -> Self {
        let averages = Averages::of(analyses);
        let before = before.filter(|(before, _)| before.averages == averages);
        let changed = before.and_then(|before| Changed::since(before, analyses, sorted));
        let (counts, mut known) = match changed {
            Some(changed) => (changed.counts, changed.known),
            None => (Counts::of(analyses, sorted.ranks.len()), HashMap::new()),
        };
        let survey = Survey::of(sorted, &counts, analyses.len());
        let cuts = cuts::cuts(sorted, &survey, analyses.len());
        let shorthand = Shorthand::of(sorted, &survey, analyses.len());
        let mut shards: Vec<Option<Arc<Shard>>> =
            cuts.iter().map(|cut| known.remove(&*cut.first).filter(|shard| shard.end == cut.end)).collect();
        let missing: Vec<&Cut> =
            cuts.iter().zip(&shards).filter(|(_, shard)| shard.is_none()).map(|(cut, _)| cut).collect();
        let mut made = make(sorted, &counts, analyses, averages, &missing).into_iter().map(Arc::new);
        let count = made.len();
        shards.iter_mut().filter(|shard| shard.is_none()).for_each(|shard| *shard = made.next());
        let shards: Vec<Arc<Shard>> = shards.into_iter().flatten().collect();
        Self { names: shards::names(&shards), shards, made: count, shorthand, counts, averages }
    }
}

/// The shards of some ranges of words.
fn make(
    sorted: &Sorted<'_>,
    counts: &Counts,
    analyses: &[Arc<Analysis>],
    averages: Averages,
    cuts: &[&Cut],
) -> Vec<Shard> {
    if cuts.is_empty() {
        return Vec::new();
    }
    let mut wanted = vec![false; sorted.ids.len()];
    cuts.iter().for_each(|cut| wanted[cut.from..cut.to].fill(true));
    let inversion = Inversion::new(sorted, counts, analyses, averages, &wanted);
    shards::shards(&inversion, cuts)
}
