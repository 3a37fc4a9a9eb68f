//! A case file, read and checked: FRONT-MATTER's table "Fields" as types.

mod attribution;
mod indicator;
mod network;
mod related;
mod source;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::claim::{Claim, Dispute, SourceIndex, Verdict};
use super::documents::{Body, Target, Words, joined};
use super::indicator::{Listed, Redacted, defang_text};
use super::value::{Country, Date, Figure, Language, Money};
use crate::diagnostic::{Span, Spanned};
use crate::source::Digest;

pub use attribution::{Attribution, Confidence, Degree};
pub use indicator::{Indicator, IndicatorKind};
pub use network::{AssetKind, Metric, NetworkFigure, ReachFigure};
pub use related::{Related, Relation};
pub use source::{Source, SourceKind};

/// One case file.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// Path in the archive: `content/cases/x.md` or `content/cases/x/index.md`.
    pub path: Arc<str>,
    /// The permanent address's last part; from `id`, else the file's (or folder's) stem.
    pub id: Spanned<String>,
    pub title: String,
    pub aliases: Vec<Spanned<String>>,
    pub lang: Option<Language>,
    pub status: Status,
    /// A word of the vocabulary `type`.
    pub kind: Option<Spanned<String>>,
    pub summary: Option<String>,
    pub removed: Option<Claim<Date>>,
    pub announced: Option<Claim<Date>>,
    pub detected: Option<Claim<Date>>,
    pub reporting_period: Option<Claim<Date>>,
    pub active: Option<Claim<Date>>,
    pub operator: Option<Claim<Vec<Spanned<String>>>>,
    pub clients: Option<Claim<Vec<Spanned<String>>>>,
    pub origin: Option<Claim<Vec<Country>>>,
    pub targets: Option<Claim<Vec<Audience>>>,
    pub languages: Vec<Language>,
    /// Platform slugs as written in `platforms`, canonical (synonyms resolved).
    pub platforms: Vec<String>,
    pub network: Vec<NetworkFigure>,
    pub reach: Vec<ReachFigure>,
    /// One claim an entry: several where several currencies or payers are given.
    pub ad_spend: Option<Claim<Vec<Money>>>,
    pub attribution: Vec<Attribution>,
    pub tags: Vec<Spanned<String>>,
    pub narratives: Vec<String>,
    pub techniques: Vec<Spanned<Technique>>,
    pub related: Vec<Related>,
    pub sources: Vec<Source>,
    pub indicators: Vec<Indicator>,
    /// Path in the archive of the CSV file that holds them: never published.
    pub indicator_file: Option<String>,
    /// Indicators that reach no output, known only so that their addresses are never live (`Listed`). A text of the
    /// case that names one is an error.
    pub redacted: Vec<Redacted>,
    /// Disputes about a computed figure or the case as a whole.
    pub disputed: Vec<CaseDispute>,
    pub corrections: Vec<Correction>,
    pub content_warning: Option<String>,
    pub license: Option<String>,
    /// The site's own fields, in the order of `site.toml`.
    pub fields: Vec<SiteField>,
    pub body: Body,
    /// Digests of what pages show of it, for whoever compares one site with the next: made when first asked for.
    pub shown: OnceLock<Shown>,
}

impl CaseFile {
    /// What the case is about in a sentence or two: its summary, else its body's first paragraph, with the titles that `title`
    /// knows; empty if it has neither.
    pub fn about(&self, title: impl Fn(&Target) -> Option<String>) -> Cow<'_, str> {
        let words = &self.body.outline.first_paragraph;
        if let Some(summary) = &self.summary {
            return summary.into();
        }
        // A list of thousands of indicators is only gone through for a title.
        let has_title = words.iter().any(|part| matches!(part, Words::Title(..)));
        if !has_title || self.indicators.is_empty() && self.redacted.is_empty() {
            return joined(words, title).into();
        }
        // Its own words are defanged when it is read; a title is another file's.
        let listed = Listed::new(&self.indicators, &self.redacted, &self.sources);
        let covers = |address: &str| listed.covers(address);
        joined(words, |target| Some(defang_text(&title(target)?, &covers).into_owned())).into()
    }
}

/// What pages show of a case file, as digests.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// All that the file says.
    pub text: Digest,
    /// What other pages can show of it: its front matter, and its first words where it has no summary.
    pub face: Digest,
    /// What links to it show: its address, title and language.
    pub name: Digest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A word that is no status. What its author meant nobody knows, so it is shown as a draft and kept out of all else.
    Misspelt,
    Draft,
    Review,
    Published,
    Corrected,
    Retracted,
}

impl Status {
    pub const ALL: [Self; 5] = [Self::Draft, Self::Review, Self::Published, Self::Corrected, Self::Retracted];

    pub fn word(self) -> &'static str {
        match self {
            Self::Misspelt | Self::Draft => "draft",
            Self::Review => "review",
            Self::Published => "published",
            Self::Corrected => "corrected",
            Self::Retracted => "retracted",
        }
    }

    /// In a build's output: all but drafts and cases under review.
    pub fn is_public(self) -> bool {
        !matches!(self, Self::Misspelt | Self::Draft | Self::Review)
    }
}

/// Who was aimed at: a country, or free words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    Country(Country),
    Words(String),
}

/// `disarm:T0097.202`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Technique {
    pub framework: String,
    pub id: String,
}

/// A dispute about a computed figure (`network`) or the case as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseDispute {
    /// `case`, a field's key, or a figure's path with its platform's canonical name: `network.x.accounts`.
    pub field: String,
    /// As written, words and all.
    pub value: String,
    /// The same, read as the field's own type.
    pub values: Vec<SiteValue>,
    pub sources: Vec<SourceIndex>,
    pub verdict: Verdict,
    pub note: Option<String>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    pub date: Date,
    pub change: String,
    pub reason: Option<String>,
}

/// A value of a field that `site.toml` declares.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteField {
    /// Index into `Config::fields`.
    pub field: usize,
    /// One value, or several where the field is a list.
    pub values: Vec<SiteValue>,
    /// Where each of the values stands in the file.
    pub spans: Vec<Span>,
    pub sources: Vec<SourceIndex>,
    pub note: Option<String>,
    /// What other sources say instead.
    pub disputed: Vec<Dispute<Vec<SiteValue>>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteValue {
    Figure(Figure),
    Money(Money),
    Date(Date),
    Country(Country),
    Language(Language),
    Actor(String),
    Text(String),
    Slug(String),
    Choice(String),
    Url(String),
}
