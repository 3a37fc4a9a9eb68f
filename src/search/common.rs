//! Groups that a good part of all documents have: their lists are the longest, say the least, and are written with less.

use super::inversion::Posting;

/// Fewest documents of an archive in which a group is common.
pub const MANY: usize = 2048;

/// Common is what more than this part of all documents has.
const PART: usize = 8;

/// How much of all documents has a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// An eighth or less.
    Few,
    /// At most half.
    Common,
    /// More than half.
    Most,
}

impl Share {
    pub fn of(having: usize, documents: usize) -> Self {
        if documents < MANY || having * PART <= documents {
            Self::Few
        } else if having * 2 <= documents {
            Self::Common
        } else {
            Self::Most
        }
    }

    /// The least impacts of the steps above the lowest one.
    pub fn steps(self) -> &'static [u8] {
        match self {
            Self::Few => &[],
            Self::Common => &[6, 10],
            Self::Most => &[10],
        }
    }
}

/// A bit for each document up to the last that has a group, the lowest first: as long as its list would be said in less.
pub fn bits(postings: &[Posting]) -> Vec<u8> {
    let mut bits = vec![0; postings.last().map_or(0, |last| last.document() as usize / 8 + 1)];
    for posting in postings {
        bits[posting.document() as usize / 8] |= 1 << (posting.document() % 8);
    }
    bits
}

/// Which of a group's documents are of a step, by their place among them.
pub fn of_step(postings: &[Posting], least: u8, next: Option<u8>) -> Vec<u32> {
    let is_in =
        |posting: &Posting| posting.impact() >= least && next.is_none_or(|next| posting.impact() < next);
    (0..).zip(postings).filter(|(_, posting)| is_in(posting)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::Share::{Common, Few, Most};
    use super::*;

    #[test]
    fn common_is_more_than_an_eighth_of_many() {
        let groups = [(2047, 2047, Few), (256, 2048, Few), (257, 2048, Common), (1024, 2048, Common)];
        for (having, documents, share) in groups.into_iter().chain([(1025, 2048, Most), (2048, 2048, Most)]) {
            assert_eq!(Share::of(having, documents), share, "{having} of {documents}");
        }
    }
}
