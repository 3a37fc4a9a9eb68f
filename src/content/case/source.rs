//! Where claims come from.

use crate::content::value::{Date, Language};
use crate::diagnostic::Spanned;

/// Where a claim comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub id: Spanned<String>,
    pub title: String,
    pub publisher: Option<Spanned<String>>,
    pub kind: Option<SourceKind>,
    /// An address, or a relative path to a file beside the case (which is then published).
    pub url: Option<Spanned<String>>,
    pub archive: Option<String>,
    pub published: Option<Date>,
    pub accessed: Option<Date>,
    /// 64 hexadecimal digits, lower case.
    pub sha256: Option<String>,
    pub lang: Option<Language>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    Primary,
    Secondary,
    Dataset,
}

impl SourceKind {
    pub const ALL: [Self; 3] = [Self::Primary, Self::Secondary, Self::Dataset];

    pub fn word(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Dataset => "dataset",
        }
    }
}
