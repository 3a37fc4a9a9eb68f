//! From words by case to cases by word.

use super::analysis::Analysis;
use super::lexicon::Sorted;
use super::said::Weight;

/// How much the length of the body and of the rest counts (BM25F's b).
const LENGTH_COUNTS: f64 = 0.6;

/// Where half of the highest impact is reached (BM25F's k1).
const SATURATION: f64 = 4.0;

/// Stands for "no group".
const NONE: u32 = u32::MAX;

/// A case that has a word: the case's number, and where the word's places are in what it says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Occurrence {
    pub document: u32,
    pub at: u32,
}

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

/// Lists of something for each word, one after the other.
pub struct Lists<T> {
    /// By the word's place in the lexicon; one more than there are words.
    starts: Vec<usize>,
    entries: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// Room for as many entries as each word has.
    fn new(words: usize, each: impl Iterator<Item = u32>) -> Self {
        let mut starts = vec![0usize; words + 1];
        each.for_each(|rank| starts[rank as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let entries = vec![T::default(); starts[words]];
        Self { starts, entries }
    }

    /// Fills the room; entries of one word keep their order.
    fn fill(mut self, each: impl Iterator<Item = (u32, T)>) -> Self {
        for (rank, entry) in each {
            let next = &mut self.starts[rank as usize];
            self.entries[*next] = entry;
            *next += 1;
        }
        // Each start is now where the next one was.
        self.starts.rotate_right(1);
        self.starts[0] = 0;
        self
    }

    pub fn of(&self, rank: usize) -> &[T] {
        &self.entries[self.starts[rank]..self.starts[rank + 1]]
    }
}

/// Who has which word.
pub struct Inversion<'a> {
    pub texts: Vec<&'a str>,
    pub surfaces: Lists<Occurrence>,
    pub groups: Lists<Posting>,
    /// The group of each surface, `NONE` where it is none.
    first_group: Vec<u32>,
    /// Further groups of surfaces: pairs, sorted.
    more_groups: Vec<(u32, u32)>,
}

impl<'a> Inversion<'a> {
    /// Inverts the analyses, which are in the order of their documents' numbers.
    pub fn new(sorted: Sorted<'a>, analyses: &[impl AsRef<Analysis> + Sync]) -> Self {
        let Sorted { texts, ranks } = sorted;
        let rank = |id: u32| ranks[id as usize];
        let ((surfaces, first_group, more_groups), groups) =
            rayon::join(|| surfaces(texts.len(), rank, analyses), || groups(texts.len(), rank, analyses));
        Self { texts, surfaces, groups, first_group, more_groups }
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

/// Who has each surface, the first group that it has, and all other pairs of both.
fn surfaces(
    words: usize,
    rank: impl Fn(u32) -> u32 + Copy,
    analyses: &[impl AsRef<Analysis>],
) -> (Lists<Occurrence>, Vec<u32>, Vec<(u32, u32)>) {
    let mut first = vec![NONE; words];
    let mut more = Vec::new();
    let mut group = |surface: u32, group: u32| {
        let known = &mut first[surface as usize];
        if *known == NONE {
            *known = group;
        } else if *known != group {
            more.push((surface, group));
        }
    };
    let room = analyses.iter().flat_map(|analysis| analysis.as_ref().said.words());
    let lists = Lists::new(words, room.map(|word| rank(word.surface)));
    let lists = lists.fill(
        analyses
            .iter()
            .enumerate()
            .flat_map(|(document, analysis)| {
                let document = document as u32;
                let words = analysis.as_ref().said.words();
                words.map(move |word| (word, document))
            })
            .map(|(word, document)| {
                let surface = rank(word.surface);
                group(surface, rank(word.group));
                (surface, Occurrence { document, at: word.at })
            }),
    );
    for (surface, other) in analyses.iter().flat_map(|analysis| analysis.as_ref().said.more_groups.iter()) {
        group(rank(*surface), rank(*other));
    }
    more.sort_unstable();
    more.dedup();
    (lists, first, more)
}

fn groups(
    words: usize,
    rank: impl Fn(u32) -> u32 + Copy,
    analyses: &[impl AsRef<Analysis>],
) -> Lists<Posting> {
    let averages = averages(analyses);
    let room = analyses.iter().flat_map(|analysis| analysis.as_ref().said.weights());
    let lists = Lists::new(words, room.map(|weight| rank(weight.group)));
    lists.fill(analyses.iter().enumerate().flat_map(|(document, analysis)| {
        let said = &analysis.as_ref().said;
        let norms = [0, 1].map(|field| norm(said.lengths[field], averages[field]));
        let posting = move |weight: Weight| Posting::new(document, impact(&weight, norms));
        said.weights().map(move |weight| (rank(weight.group), posting(weight)))
    }))
}

/// The mean length of the body and of the rest, in positions.
fn averages(analyses: &[impl AsRef<Analysis>]) -> [f64; 2] {
    [0, 1].map(|field| {
        let sum: u64 = analyses.iter().map(|analysis| u64::from(analysis.as_ref().said.lengths[field])).sum();
        sum as f64 / analyses.len().max(1) as f64
    })
}

fn norm(length: u32, average: f64) -> f64 {
    if average == 0.0 { 1.0 } else { 1.0 - LENGTH_COUNTS + LENGTH_COUNTS * f64::from(length) / average }
}

/// `round(15 × w / (w + 4))`, at least 1.
fn impact(weight: &Weight, norms: [f64; 2]) -> u8 {
    let sum = f64::from(weight.fixed) + f64::from(weight.body) / norms[0] + f64::from(weight.rest) / norms[1];
    let impact = (15.0 * sum / (sum + SATURATION) + 0.5).floor();
    impact.clamp(1.0, 15.0) as u8
}
