//! Claims: a value, who says so, and who says otherwise.

use crate::diagnostic::Span;

/// Index into the `sources` of the same file.
pub type SourceIndex = usize;

/// A value with its provenance. A plain value is a claim without sources, note and disputes.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim<T> {
    pub value: T,
    pub sources: Vec<SourceIndex>,
    pub note: Option<String>,
    pub disputed: Vec<Dispute<T>>,
    /// Where the value stands in the file.
    pub span: Span,
}

/// What other sources say of the same point.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispute<T> {
    pub value: T,
    pub sources: Vec<SourceIndex>,
    pub verdict: Verdict,
    pub note: Option<String>,
    pub span: Span,
}

/// What the archive makes of a differing value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    Rejected,
    Disputed,
    Superseded,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Rejected, Self::Disputed, Self::Superseded];

    /// The word that authors write and that string tables are keyed by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Disputed => "disputed",
            Self::Superseded => "superseded",
        }
    }
}

impl<T> Claim<T> {
    pub fn plain(value: T, span: Span) -> Self {
        Self { value, sources: Vec::new(), note: None, disputed: Vec::new(), span }
    }
}
