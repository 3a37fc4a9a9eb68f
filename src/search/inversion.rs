//! From words by case to cases by word.

use super::analysis::Analysis;
use super::bytes::{length, write_number};
use super::counts::Counts;
use super::lexicon::{Id, Sorted};
use super::said::Weight;

/// How much the length of the body and of the rest counts (BM25F's b).
const LENGTH_COUNTS: f64 = 0.6;

/// Where half of the highest impact is reached (BM25F's k1).
const SATURATION: f64 = 4.0;

/// Leading bits of a mean length that count.
const MEAN_BITS: u32 = 5;

/// Stands for "no group".
const NONE: u32 = u32::MAX;

/// A case that has words of a group, and how much they weigh in it: 1 to 15.
#[derive(Debug, Clone, Copy, Default)]
pub struct Posting(u32);

impl Posting {
    fn new(document: usize, impact: u8) -> Self {
        Self((document as u32) << 4 | u32::from(impact & 15))
    }

    pub fn document(self) -> u32 {
        self.0 >> 4
    }

    pub fn impact(self) -> u8 {
        (self.0 & 15) as u8
    }
}

/// Something of each word, one word after the other.
pub struct Lists<T> {
    /// By the word's place in the lexicon; one more than there are words.
    starts: Vec<usize>,
    entries: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// Room for as many entries as each word has.
    fn new(sizes: impl Iterator<Item = usize>) -> Self {
        let mut starts = vec![0];
        let mut sum = 0;
        starts.extend(sizes.map(|size| {
            sum += size;
            sum
        }));
        Self { starts, entries: vec![T::default(); sum] }
    }

    /// The next entries of a word. Those of one word keep their order.
    fn push(&mut self, rank: usize, count: usize) -> &mut [T] {
        let next = self.starts[rank];
        self.starts[rank] += count;
        &mut self.entries[next..next + count]
    }

    /// To be called when the room is full.
    fn filled(mut self) -> Self {
        // Each start is now where the next one was.
        self.starts.rotate_right(1);
        self.starts[0] = 0;
        self
    }

    pub fn of(&self, rank: usize) -> &[T] {
        &self.entries[self.starts[rank]..self.starts[rank + 1]]
    }
}

/// Who has which word, of the words that are wanted.
pub struct Inversion<'a> {
    pub texts: &'a [&'a str],
    ids: &'a [Id],
    counts: &'a Counts,
    /// The cases of each surface and its places in them, as the positions file has them.
    pub places: Lists<u8>,
    pub groups: Lists<Posting>,
    /// The group of each surface, `NONE` where it is none.
    first_group: Vec<u32>,
    /// Further groups of surfaces: pairs, sorted.
    more_groups: Vec<(u32, u32)>,
}

/// Mean lengths of the body and of the rest, in positions.
///
/// Of a mean, only the first bits count: else every edit of a text would move all impacts a little.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Averages([u64; 2]);

impl Averages {
    pub fn of(analyses: &[impl AsRef<Analysis>]) -> Self {
        Self([0, 1].map(|field| {
            let lengths = analyses.iter().map(|analysis| u64::from(analysis.as_ref().said.lengths[field]));
            rounded(lengths.sum::<u64>() / analyses.len().max(1) as u64)
        }))
    }

    fn norm(self, field: usize, length: u32) -> f64 {
        match self.0[field] {
            0 => 1.0,
            average => 1.0 - LENGTH_COUNTS + LENGTH_COUNTS * f64::from(length) / average as f64,
        }
    }
}

/// The nearest number of no more bits than count, the greater one of two.
fn rounded(mean: u64) -> u64 {
    let dropped = (u64::BITS - mean.leading_zeros()).saturating_sub(MEAN_BITS);
    ((mean + (1 << dropped >> 1)) >> dropped) << dropped
}

impl<'a> Inversion<'a> {
    /// Inverts the analyses, which are in the order of their documents' numbers, for the words that are wanted: by
    /// their place in the lexicon.
    pub fn new(
        sorted: &'a Sorted<'a>,
        counts: &'a Counts,
        analyses: &[impl AsRef<Analysis> + Sync],
        averages: Averages,
        wanted: &[bool],
    ) -> Self {
        let rank = |id: u32| {
            let rank = sorted.ranks[id as usize] as usize;
            wanted[rank].then_some(rank)
        };
        let groups_size =
            |(rank, id): (usize, &u32)| if wanted[rank] { counts.groups(*id) as usize } else { 0 };
        let ((places, first_group, more_groups), groups) = rayon::join(
            || {
                let (first_group, more_groups) = groups_of_surfaces(sorted, rank, analyses);
                (places(sorted.ids.len(), rank, analyses), first_group, more_groups)
            },
            || groups(sorted.ids.iter().enumerate().map(groups_size), rank, analyses, averages),
        );
        Self { texts: &sorted.texts, ids: &sorted.ids, counts, places, groups, first_group, more_groups }
    }

    /// How many cases a surface stands in.
    pub fn cases(&self, surface: usize) -> u32 {
        self.counts.surfaces(self.ids[surface])
    }

    /// The groups of a surface, in the order of their keys.
    pub fn groups_of(&self, surface: usize) -> Vec<u32> {
        let from = self.more_groups.partition_point(|(of, _)| (*of as usize) < surface);
        let more = self.more_groups[from..].iter().take_while(|(of, _)| *of as usize == surface);
        let mut all: Vec<u32> = more.map(|(_, group)| *group).collect();
        all.push(self.first_group[surface]);
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// For each surface its cases, as the distance to the one before, and its places in each.
fn places(words: usize, rank: impl Fn(u32) -> Option<usize>, analyses: &[impl AsRef<Analysis>]) -> Lists<u8> {
    let each = |take: &mut dyn FnMut(usize, u64, &[u8])| {
        let mut before = vec![0; words];
        for (document, analysis) in analyses.iter().enumerate() {
            let document = document as u32;
            for word in analysis.as_ref().said.words() {
                let Some(rank) = rank(word.surface) else { continue };
                take(rank, u64::from(document - before[rank]), word.places);
                before[rank] = document;
            }
        }
    };
    let mut sizes = vec![0; words];
    each(&mut |rank, distance, places| sizes[rank] += length(distance) + places.len());
    let mut lists = Lists::new(sizes.into_iter());
    each(&mut |rank, distance, places| {
        let room = lists.push(rank, length(distance) + places.len());
        let (head, rest) = room.split_at_mut(length(distance));
        write_number(head, distance);
        rest.copy_from_slice(places);
    });
    lists.filled()
}

/// The first group that each surface has, and all other pairs of both.
fn groups_of_surfaces(
    sorted: &Sorted<'_>,
    rank: impl Fn(u32) -> Option<usize>,
    analyses: &[impl AsRef<Analysis>],
) -> (Vec<u32>, Vec<(u32, u32)>) {
    let mut first = vec![NONE; sorted.ids.len()];
    let mut more = Vec::new();
    let mut pair = |surface: u32, group: u32| {
        let Some(surface) = rank(surface) else { return };
        let group = sorted.ranks[group as usize];
        let known = &mut first[surface];
        if *known == NONE {
            *known = group;
        } else if *known != group {
            more.push((surface as u32, group));
        }
    };
    for analysis in analyses {
        let said = &analysis.as_ref().said;
        said.words().for_each(|word| pair(word.surface, word.group));
    }
    for (surface, group) in analyses.iter().flat_map(|analysis| analysis.as_ref().said.more_groups.iter()) {
        pair(*surface, *group);
    }
    more.sort_unstable();
    more.dedup();
    (first, more)
}

fn groups(
    sizes: impl Iterator<Item = usize>,
    rank: impl Fn(u32) -> Option<usize>,
    analyses: &[impl AsRef<Analysis>],
    averages: Averages,
) -> Lists<Posting> {
    let mut lists = Lists::new(sizes);
    for (document, analysis) in analyses.iter().enumerate() {
        let said = &analysis.as_ref().said;
        let norms = [0, 1].map(|field| averages.norm(field, said.lengths[field]));
        for weight in said.weights() {
            let Some(rank) = rank(weight.group) else { continue };
            lists.push(rank, 1)[0] = Posting::new(document, impact(&weight, norms));
        }
    }
    lists.filled()
}

/// `round(15 × w / (w + 4))`, at least 1.
fn impact(weight: &Weight, norms: [f64; 2]) -> u8 {
    let sum = f64::from(weight.fixed) + f64::from(weight.body) / norms[0] + f64::from(weight.rest) / norms[1];
    let impact = (15.0 * sum / (sum + SATURATION) + 0.5).floor();
    impact.clamp(1.0, 15.0) as u8
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn a_mean_keeps_its_first_bits() {
        let pairs =
            [(0, 0), (1, 1), (31, 31), (32, 32), (33, 34), (545, 544), (560, 560), (568, 576), (1023, 1024)];
        for (mean, expected) in pairs {
            assert_eq!(rounded(mean), expected, "{mean}");
        }
    }
}
