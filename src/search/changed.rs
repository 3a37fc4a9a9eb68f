//! Which words an edit touched: what is the same of a case that changed touches nothing.

use std::collections::HashMap;
use std::sync::Arc;

use super::analysis::Analysis;
use super::common::Share;
use super::counts::Counts;
use super::impact::{Averages, Impacts};
use super::lexicon::{Id, Sorted};
use super::merge::Merged;
use super::said::Said;
use super::shards::Shard;

/// The part of all cases that may have changed for the rest to be looked for in the index before.
const FEW: usize = 8;

/// What an index can take over from one with the same lexicon and the same mean lengths.
pub struct Changed {
    pub counts: Counts,
    /// The shards without a word that was touched, by their first word.
    pub known: HashMap<String, Arc<Shard>>,
}

impl Changed {
    /// `None` if so much changed that all is better made anew.
    pub fn since(
        (before, old): (&Merged, &[Arc<Analysis>]),
        new: &[Arc<Analysis>],
        sorted: &Sorted<'_>,
    ) -> Option<Self> {
        let pairs = (0..old.len().max(new.len())).map(|document| (old.get(document), new.get(document)));
        let differs = |(old, new): &(Option<&Arc<Analysis>>, Option<&Arc<Analysis>>)| match (old, new) {
            (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
            _ => true,
        };
        let pairs: Vec<_> = pairs.filter(differs).collect();
        if pairs.len() > new.len() / FEW {
            return None;
        }
        let mut counts = before.counts.clone();
        counts.grow(sorted.ranks.len());
        let mut touched = vec![false; sorted.ids.len()];
        for (old, new) in pairs {
            let said = [old, new].map(|analysis| analysis.map(|analysis| &analysis.said));
            let touch = &mut |id: Id| touched[sorted.ranks[id as usize] as usize] = true;
            document(said, before.averages, &mut counts, touch);
        }
        if old.len() != new.len() {
            for (touched, id) in touched.iter_mut().zip(&sorted.ids) {
                let [before, now] = [old, new].map(|all| Share::of(counts.groups(*id) as usize, all.len()));
                *touched |= before != now;
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

/// What a document says now and did not before, or the other way.
fn document(said: [Option<&Said>; 2], averages: Averages, counts: &mut Counts, touch: &mut impl FnMut(Id)) {
    let [old, new] = said.map(|said| said.into_iter().flat_map(Said::words));
    differing(
        old,
        new,
        |word| word.surface,
        |id, by| {
            counts.change_surface(id, by);
            touch(id);
        },
    );
    let [old, new] = said.map(|said| said.into_iter().flat_map(|said| weighed(said, averages)));
    differing(
        old,
        new,
        |(group, _)| *group,
        |id, by| {
            counts.change_group(id, by);
            touch(id);
        },
    );
    let [old, new] = said.map(|said| said.map_or(&[][..], |said| &said.more_groups));
    if old != new {
        old.iter().chain(new).for_each(|(surface, _)| touch(*surface));
    }
}

/// How much each group weighs in a document.
fn weighed(said: &Said, averages: Averages) -> impl Iterator<Item = (Id, u8)> {
    let impacts = Impacts::of(said, averages);
    said.weights().map(move |weight| (weight.group, impacts.of_group(&weight)))
}

/// Hands over what stands in only one of two lists in order, or differs: with -1 if it is gone, 1 if it is new, and 0
/// if it is another.
fn differing<T: PartialEq>(
    old: impl Iterator<Item = T>,
    new: impl Iterator<Item = T>,
    id: impl Fn(&T) -> Id,
    mut each: impl FnMut(Id, i32),
) {
    let (mut old, mut new) = (old.peekable(), new.peekable());
    loop {
        match (old.peek().map(&id), new.peek().map(&id)) {
            (None, None) => return,
            (Some(gone), other) if other.is_none_or(|other| gone < other) => {
                each(gone, -1);
                old.next();
            }
            (gone, Some(come)) if gone.is_none_or(|gone| come < gone) => {
                each(come, 1);
                new.next();
            }
            (_, other) => {
                if old.next() != new.next() {
                    other.into_iter().for_each(|id| each(id, 0));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_told_once() {
        let old = [(1, 'a'), (3, 'b'), (4, 'c'), (9, 'd')];
        let new = [(2, 'a'), (3, 'b'), (4, 'x'), (10, 'e'), (11, 'f')];
        let mut told = Vec::new();
        differing(old.iter(), new.iter(), |(id, _)| *id, |id, by| told.push((id, by)));
        assert_eq!(told, [(1, -1), (2, 1), (4, 0), (9, -1), (10, 1), (11, 1)]);
    }
}
