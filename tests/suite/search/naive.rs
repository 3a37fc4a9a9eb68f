//! What an index must say, worked out word by word with maps and nothing clever.

use std::collections::{BTreeMap, BTreeSet};

use corkboard::content::value::Language;
use corkboard::search::{Cutter, Stemming};

/// A case as the test made it: texts by field, in the order of positions.
#[derive(Debug, Clone)]
pub struct Texts {
    pub lang: &'static str,
    /// Title, names, tags, summary: texts and weights.
    pub fixed: Vec<(String, f64)>,
    pub body: String,
    pub rest: Vec<String>,
}

/// All that the words of the cases come to, by document.
#[derive(Debug, Default)]
pub struct Expected {
    pub groups: BTreeMap<String, Vec<(u32, u8)>>,
    pub surfaces: BTreeMap<String, BTreeSet<String>>,
    pub positions: BTreeMap<String, Vec<(u32, Vec<u32>)>>,
    pub entitled: BTreeMap<String, Vec<u32>>,
}

/// A group's occurrences in a document: weights where length does not count, body, rest.
type Counts = BTreeMap<String, [f64; 3]>;

impl Expected {
    /// Of cases in the order of their documents' numbers.
    pub fn of(cases: &[Texts]) -> Self {
        let mut expected = Self::default();
        let counted: Vec<(Counts, [f64; 2])> =
            cases.iter().enumerate().map(|(document, case)| expected.count(document as u32, case)).collect();
        let mean = |field: usize| {
            let sum: f64 = counted.iter().map(|(_, lengths)| lengths[field]).sum();
            // To the first five bits.
            let whole = (sum / cases.len() as f64).floor();
            let step = (whole.max(1.0).log2().floor() - 4.0).max(0.0).exp2();
            (whole / step + 0.5).floor() * step
        };
        let means = [mean(0), mean(1)];
        for (document, (counts, lengths)) in counted.iter().enumerate() {
            let norm = |field: usize| match means[field] {
                0.0 => 1.0,
                mean => 1.0 - 0.6 + 0.6 * lengths[field] / mean,
            };
            for (group, [fixed, body, rest]) in counts {
                let sum = fixed + body / norm(0) + rest / norm(1);
                let impact = (15.0 * sum / (sum + 4.0) + 0.5).floor().max(1.0) as u8;
                expected.groups.entry(group.clone()).or_default().push((document as u32, impact));
            }
        }
        for postings in expected.groups.values_mut() {
            let having = postings.len();
            for (_, impact) in postings {
                *impact = stepped(*impact, having, cases.len());
            }
        }
        expected
    }

    fn count(&mut self, document: u32, case: &Texts) -> (Counts, [f64; 2]) {
        let stemming = Stemming::of(&Language(case.lang.into()));
        let mut counts = Counts::new();
        let mut lengths = [0.0; 2];
        // The first of the texts is the title.
        Cutter::default().cut(&case.fixed[0].0, |token| {
            let titles = self.entitled.entry(token.surface.to_owned()).or_default();
            if titles.last() != Some(&document) {
                titles.push(document);
            }
        });
        let mut start = 0;
        let mut fixed = case.fixed.iter().map(|(text, weight)| (text, 0, *weight));
        let title = fixed.next();
        let rest = case.rest.iter().map(|text| (text, 2, 1.0));
        for (text, field, weight) in title.into_iter().chain([(&case.body, 1, 1.0)]).chain(fixed).chain(rest)
        {
            let length = Cutter::default().cut(text, |token| {
                let stem = token.stemmed.and_then(|word| stemming.stem(word));
                let group = stem.unwrap_or_else(|| token.surface.to_owned());
                counts.entry(group.clone()).or_default()[field] += weight;
                self.surfaces.entry(token.surface.to_owned()).or_default().insert(group);
                let places = self.positions.entry(token.surface.to_owned()).or_default();
                match places.last_mut().filter(|(of, _)| *of == document) {
                    Some((_, places)) => places.push(start + token.position),
                    None => places.push((document, vec![start + token.position])),
                }
            });
            if length > 0 {
                // The next text begins at a multiple of 16, with at least 8 between.
                start = (start + length + 8).div_ceil(16) * 16;
            }
            if field > 0 {
                lengths[field - 1] += f64::from(length);
            }
        }
        (counts, lengths)
    }
}

/// What is left of an impact where a group is common: in more than an eighth of 2,048 documents or more.
fn stepped(impact: u8, having: usize, documents: usize) -> u8 {
    let part = having as f64 / documents as f64;
    match impact {
        _ if documents < 2048 || part <= 0.125 => impact,
        10.. => 12,
        6.. if part <= 0.5 => 8,
        _ => 4,
    }
}
