//! What all cases say, merged into shards. Shards that no edit touched are taken from the index before.

use std::collections::HashMap;
use std::sync::Arc;

use super::analysis::Analysis;
use super::counts::Counts;
use super::inversion::{Averages, Inversion};
use super::lexicon::Sorted;
use super::shards::{self, Cut, Shard};

/// The part of all cases that may have changed for the rest to be looked for in the index before.
const FEW: usize = 8;

/// All shards, and what the next index needs to know of them.
#[derive(Default)]
pub struct Merged {
    pub shards: Vec<Arc<Shard>>,
    /// Shards that were made anew.
    pub made: usize,
    counts: Counts,
    averages: Averages,
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
        let cuts = shards::cuts(sorted, &counts, analyses.len());
        let mut shards: Vec<Option<Arc<Shard>>> =
            cuts.iter().map(|cut| known.remove(&*cut.first).filter(|shard| shard.end == cut.end)).collect();
        let missing: Vec<&Cut> =
            cuts.iter().zip(&shards).filter(|(_, shard)| shard.is_none()).map(|(cut, _)| cut).collect();
        let mut wanted = vec![false; sorted.ids.len()];
        missing.iter().for_each(|cut| wanted[cut.from..cut.to].fill(true));
        let inversion = Inversion::new(sorted, &counts, analyses, averages, &wanted);
        let mut made = shards::shards(&inversion, &missing).into_iter().map(Arc::new);
        let count = made.len();
        shards.iter_mut().filter(|shard| shard.is_none()).for_each(|shard| *shard = made.next());
        Self { shards: shards.into_iter().flatten().collect(), made: count, counts, averages }
    }
}

/// What is another than in an earlier archive.
struct Changed {
    counts: Counts,
    /// The shards none of whose words stands in a case that changed, by their first word.
    known: HashMap<String, Arc<Shard>>,
}

impl Changed {
    /// `None` if so much changed that all is better made anew.
    fn since(
        (before, old): (&Merged, &[Arc<Analysis>]),
        new: &[Arc<Analysis>],
        sorted: &Sorted<'_>,
    ) -> Option<Self> {
        let pairs = (0..old.len().max(new.len())).map(|document| (old.get(document), new.get(document)));
        let differs = |(old, new): &(Option<&Arc<Analysis>>, Option<&Arc<Analysis>>)| match (old, new) {
            (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
            _ => true,
        };
        let changed: Vec<_> = pairs.filter(differs).collect();
        if changed.len() > new.len() / FEW {
            return None;
        }
        let mut counts = before.counts.clone();
        counts.grow(sorted.ranks.len());
        let mut touched = vec![false; sorted.ids.len()];
        let mut touch = |id: u32| touched[sorted.ranks[id as usize] as usize] = true;
        for (old, new) in changed {
            if let Some(old) = old {
                counts.without(&old.said, &mut touch);
            }
            if let Some(new) = new {
                counts.with(&new.said, &mut touch);
            }
        }
        let place = |word: &str| sorted.texts.partition_point(|text| *text < word);
        let is_untouched = |shard: &&Arc<Shard>| {
            let end = shard.end.as_deref().map_or(touched.len(), place);
            !touched[place(&shard.first)..end].contains(&true)
        };
        let known = before.shards.iter().filter(is_untouched);
        let known = known.map(|shard| (shard.first.clone(), Arc::clone(shard))).collect();
        Some(Self { counts, known })
    }
}
