//! Relations between cases, and their inverses.

use crate::diagnostic::Spanned;

/// A stated relation to another case.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    pub case: Spanned<String>,
    pub relation: Relation,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    LinkedTo,
    SuccessorOf,
    PredecessorOf,
    OverlapsWith,
    PartOf,
    /// Never written: the inverse of `part-of`.
    HasPart,
    DuplicateOf,
    /// Never written: the inverse of `duplicate-of`.
    HasDuplicate,
    SameAnnouncement,
    Mentions,
    /// Never written: the inverse of `mentions`.
    MentionedBy,
    SeeAlso,
}

impl Relation {
    /// The relations that an author may write.
    pub const WRITTEN: [Self; 9] = [
        Self::LinkedTo,
        Self::SuccessorOf,
        Self::PredecessorOf,
        Self::OverlapsWith,
        Self::PartOf,
        Self::DuplicateOf,
        Self::SameAnnouncement,
        Self::Mentions,
        Self::SeeAlso,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::LinkedTo => "linked-to",
            Self::SuccessorOf => "successor-of",
            Self::PredecessorOf => "predecessor-of",
            Self::OverlapsWith => "overlaps-with",
            Self::PartOf => "part-of",
            Self::HasPart => "has-part",
            Self::DuplicateOf => "duplicate-of",
            Self::HasDuplicate => "has-duplicate",
            Self::SameAnnouncement => "same-announcement",
            Self::Mentions => "mentions",
            Self::MentionedBy => "mentioned-by",
            Self::SeeAlso => "see-also",
        }
    }

    /// What the other case's page shows.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::SuccessorOf => Self::PredecessorOf,
            Self::PredecessorOf => Self::SuccessorOf,
            Self::PartOf => Self::HasPart,
            Self::HasPart => Self::PartOf,
            Self::DuplicateOf => Self::HasDuplicate,
            Self::HasDuplicate => Self::DuplicateOf,
            Self::Mentions => Self::MentionedBy,
            Self::MentionedBy => Self::Mentions,
            symmetric => symmetric,
        }
    }
}
