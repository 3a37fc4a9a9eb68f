//! From words by case to cases by word.

use super::analysis::Analysis;
use super::bytes::number;
use super::counts::Counts;
use super::impact::{Averages, Impacts};
use super::lexicon::{Id, Sorted};

/// Bytes that a word's places in one case usually take.
const USUAL: usize = 5;

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

    /// The next entry of a word. Those of one word keep their order.
    fn push(&mut self, rank: usize, entry: T) {
        let next = &mut self.starts[rank];
        self.entries[*next] = entry;
        *next += 1;
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

/// A set of words, by their numbers.
struct Bits(Vec<u64>);

impl Bits {
    fn new(numbers: usize) -> Self {
        Self(vec![0; numbers.div_ceil(64)])
    }

    fn set(&mut self, id: Id) {
        self.0[id as usize / 64] |= 1 << (id % 64);
    }

    #[inline]
    fn has(&self, id: Id) -> bool {
        self.0[id as usize / 64] >> (id % 64) & 1 == 1
    }
}

/// Who has which word, of the words that are wanted.
pub struct Inversion<'a> {
    pub texts: &'a [&'a str],
    ids: &'a [Id],
    counts: &'a Counts,
    /// The cases of each surface and its places in them, as the positions file has them.
    places: Vec<Vec<u8>>,
    /// Pairs of a surface and a case whose title has it, sorted.
    titles: Vec<(u32, u32)>,
    pub groups: Lists<Posting>,
    groups_of: Groups,
    /// How many cases there are.
    pub documents: usize,
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
        // Asked for each word of each case, so by a bit each rather than by way of its place.
        let mut is_wanted = Bits::new(sorted.ranks.len());
        sorted.ids.iter().zip(wanted).filter(|(_, wanted)| **wanted).for_each(|(id, _)| is_wanted.set(*id));
        let rank = |id: u32| is_wanted.has(id).then(|| sorted.ranks[id as usize] as usize);
        let groups_size =
            |(rank, id): (usize, &u32)| if wanted[rank] { counts.groups(*id) as usize } else { 0 };
        let ((places, titles, groups_of), groups) = rayon::join(
            || surfaces(sorted, counts, rank, analyses),
            || groups(sorted.ids.iter().enumerate().map(groups_size), rank, analyses, averages),
        );
        let documents = analyses.len();
        Self { texts: &sorted.texts, ids: &sorted.ids, counts, places, titles, groups, groups_of, documents }
    }

    /// The cases of a surface and its places in them, as the positions file has them.
    pub fn places(&self, surface: usize) -> &[u8] {
        &self.places[surface]
    }

    /// The cases whose title has a surface.
    pub fn titles(&self, surface: usize) -> impl Iterator<Item = u32> {
        let from = self.titles.partition_point(|(of, _)| (*of as usize) < surface);
        let of = self.titles[from..].iter().take_while(move |(of, _)| *of as usize == surface);
        of.map(|(_, document)| *document)
    }

    /// How many cases a surface stands in.
    pub fn cases(&self, surface: usize) -> u32 {
        self.counts.surfaces(self.ids[surface])
    }

    /// The groups of a surface, in the order of their keys.
    pub fn groups_of(&self, surface: usize) -> Vec<u32> {
        self.groups_of.of(surface)
    }
}

/// The groups of surfaces: most have one.
struct Groups {
    /// By surface, `NONE` where it is none.
    first: Vec<u32>,
    /// Pairs of surface and group, sorted at last.
    more: Vec<(u32, u32)>,
}

impl Groups {
    fn add(&mut self, surface: usize, group: u32) {
        let known = &mut self.first[surface];
        if *known == NONE {
            *known = group;
        } else if *known != group {
            self.more.push((surface as u32, group));
        }
    }

    fn of(&self, surface: usize) -> Vec<u32> {
        let from = self.more.partition_point(|(of, _)| (*of as usize) < surface);
        let more = self.more[from..].iter().take_while(|(of, _)| *of as usize == surface);
        let mut all: Vec<u32> = more.map(|(_, group)| *group).collect();
        all.push(self.first[surface]);
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Of each surface its cases, as the distance to the one before, and its places in each; in which titles it stands; and
/// its groups.
fn surfaces(
    sorted: &Sorted<'_>,
    counts: &Counts,
    rank: impl Fn(u32) -> Option<usize>,
    analyses: &[impl AsRef<Analysis>],
) -> (Vec<Vec<u8>>, Vec<(u32, u32)>, Groups) {
    let words = sorted.ids.len();
    let mut groups = Groups { first: vec![NONE; words], more: Vec::new() };
    let mut places = vec![Vec::new(); words];
    let mut titles = Vec::new();
    let mut before = vec![0; words];
    for (document, analysis) in (0..).zip(analyses) {
        let said = &analysis.as_ref().said;
        for word in said.words() {
            let Some(surface) = rank(word.surface) else { continue };
            groups.add(surface, sorted.ranks[word.group as usize]);
            let places = &mut places[surface];
            if places.is_empty() {
                places.reserve(USUAL * counts.surfaces(word.surface) as usize);
            }
            number(places, document - before[surface]);
            places.extend_from_slice(word.places);
            if word.in_title() {
                titles.push((surface as u32, document as u32));
            }
            before[surface] = document;
        }
        for (surface, group) in &said.more_groups {
            let Some(surface) = rank(*surface) else { continue };
            groups.add(surface, sorted.ranks[*group as usize]);
        }
    }
    groups.more.sort_unstable();
    groups.more.dedup();
    titles.sort_unstable();
    (places, titles, groups)
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
        let impacts = Impacts::of(said, averages);
        for weight in said.weights() {
            let Some(rank) = rank(weight.group) else { continue };
            lists.push(rank, Posting::new(document, impacts.of_group(&weight)));
        }
    }
    lists.filled()
}
