//! Groups that a good part of all documents have: their lists are the longest, say the least, and are written with less.

use super::inversion::Posting;

/// Fewest documents of an archive in which a group is common.
const MANY: usize = 2048;

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

    /// Whether a group that no edit touched is written otherwise among another number of documents.
    pub fn changes(having: usize, before: usize, now: usize) -> bool {
        let [old, new] = [before, now].map(|documents| Self::of(having, documents));
        // Who does not have a group is another list with each document.
        old != new || new == Self::Most && before != now
    }
}

/// The documents that have not a group.
pub fn absent(postings: &[Posting], documents: usize) -> impl Iterator<Item = u32> {
    let mut having = postings.iter().map(|posting| posting.document()).peekable();
    (0..documents as u32).filter(move |document| having.next_if_eq(document).is_none())
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

    #[test]
    fn what_stands_in_most_documents_changes_with_their_number() {
        for (having, before, now, changes) in [
            (10, 2047, 2048, false),
            (500, 2047, 2048, true),
            (500, 3000, 3001, false),
            (500, 4000, 3999, true),
            (2000, 3000, 3000, false),
            (2000, 3000, 3001, true),
        ] {
            assert_eq!(Share::changes(having, before, now), changes, "{having} of {before}, then {now}");
        }
    }
}
