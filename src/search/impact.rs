//! How much the words of a case weigh in it: BM25F, in few steps (Robertson and Zaragoza, 2009).

use super::analysis::Analysis;
use super::said::{Said, Weight};

/// How much the length of the body and of the rest counts (BM25F's b).
const LENGTH_COUNTS: f64 = 0.6;

/// Where half of the highest impact is reached (BM25F's k1).
const SATURATION: f64 = 4.0;

/// Leading bits of a mean length that count.
const MEAN_BITS: u32 = 5;

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

/// How much groups weigh in one case.
#[derive(Clone, Copy)]
pub struct Impacts {
    /// By how much occurrences in the body and in the rest are divided.
    norms: [f64; 2],
}

impl Impacts {
    pub fn of(said: &Said, averages: Averages) -> Self {
        Self { norms: [0, 1].map(|field| averages.norm(field, said.lengths[field])) }
    }

    /// 1 to 15: `round(15 × w / (w + 4))`.
    pub fn of_group(self, weight: &Weight) -> u8 {
        let [body, rest] = self.norms;
        let sum = f64::from(weight.fixed) + f64::from(weight.body) / body + f64::from(weight.rest) / rest;
        // No sum is negative, so that what is cut off rounds down.
        let impact = (15.0 * sum / (sum + SATURATION) + 0.5) as u8;
        impact.clamp(1, 15)
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn a_mean_keeps_its_first_bits() {
        let pairs =
            [(0, 0), (1, 1), (31, 31), (32, 32), (33, 34), (545, 544), (559, 544), (560, 576), (1023, 1024)];
        for (mean, expected) in pairs {
            assert_eq!(rounded(mean), expected, "{mean}");
        }
    }
}
