//! Who says who is behind a case, and how surely.

use crate::content::claim::SourceIndex;
use crate::content::value::Date;
use crate::diagnostic::Spanned;

/// A statement by a named party about who is behind a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    pub by: String,
    pub to: Option<Spanned<String>>,
    pub degree: Option<Degree>,
    pub confidence: Option<Confidence>,
    pub date: Option<Date>,
    pub statement: Option<String>,
    pub sources: Vec<SourceIndex>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Degree {
    Unattributed,
    Inferred,
    Linked,
    Direct,
}

impl Degree {
    pub const ALL: [Self; 4] = [Self::Direct, Self::Linked, Self::Inferred, Self::Unattributed];

    pub fn word(self) -> &'static str {
        match self {
            Self::Unattributed => "unattributed",
            Self::Inferred => "inferred",
            Self::Linked => "linked",
            Self::Direct => "direct",
        }
    }

    /// 0 to 3, from unattributed to direct.
    pub fn rank(self) -> usize {
        self as usize
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    Low,
    Moderate,
    High,
}

impl Confidence {
    pub const ALL: [Self; 3] = [Self::High, Self::Moderate, Self::Low];

    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }
}
