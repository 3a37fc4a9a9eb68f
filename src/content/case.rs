//! A case file, read and checked: FRONT-MATTER's table "Fields" as types.

use std::sync::Arc;

use super::claim::{Claim, Dispute, SourceIndex, Verdict};
use super::documents::Body;
use super::indicator::Redacted;
use super::value::{Country, Date, Figure, Language, Money};
use crate::diagnostic::{Span, Spanned};

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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
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
            Self::Draft => "draft",
            Self::Review => "review",
            Self::Published => "published",
            Self::Corrected => "corrected",
            Self::Retracted => "retracted",
        }
    }

    /// In a build's output: all but drafts and cases under review.
    pub fn is_public(self) -> bool {
        !matches!(self, Self::Draft | Self::Review)
    }
}

/// Who was aimed at: a country, or free words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    Country(Country),
    Words(String),
}

/// What was removed: `network.<platform>.<kind>`.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkFigure {
    /// Canonical platform slug.
    pub platform: String,
    pub kind: AssetKind,
    pub figure: Claim<Figure>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssetKind {
    Accounts,
    Pages,
    Groups,
    Channels,
    Events,
    Posts,
    Websites,
    Apps,
}

impl AssetKind {
    pub const ALL: [Self; 8] = [
        Self::Accounts,
        Self::Pages,
        Self::Groups,
        Self::Channels,
        Self::Events,
        Self::Posts,
        Self::Websites,
        Self::Apps,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Pages => "pages",
            Self::Groups => "groups",
            Self::Channels => "channels",
            Self::Events => "events",
            Self::Posts => "posts",
            Self::Websites => "websites",
            Self::Apps => "apps",
        }
    }

    /// Counts toward network size: never posts or events.
    pub fn is_size(self) -> bool {
        !matches!(self, Self::Events | Self::Posts)
    }
}

/// How many were reached: `reach.<platform>.<metric>`.
#[derive(Debug, Clone, PartialEq)]
pub struct ReachFigure {
    pub platform: String,
    pub metric: Metric,
    pub figure: Claim<Figure>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    Followers,
    PageFollowers,
    GroupMembers,
    EventInterested,
    Views,
    Installs,
}

impl Metric {
    pub const ALL: [Self; 6] = [
        Self::Followers,
        Self::PageFollowers,
        Self::GroupMembers,
        Self::EventInterested,
        Self::Views,
        Self::Installs,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Followers => "followers",
            Self::PageFollowers => "page-followers",
            Self::GroupMembers => "group-members",
            Self::EventInterested => "event-interested",
            Self::Views => "views",
            Self::Installs => "installs",
        }
    }

    /// Counts toward follows: followers and page-followers.
    pub fn is_follows(self) -> bool {
        matches!(self, Self::Followers | Self::PageFollowers)
    }
}

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

/// `disarm:T0097.202`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Technique {
    pub framework: String,
    pub id: String,
}

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

/// Where a claim comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub id: Spanned<String>,
    pub title: String,
    pub publisher: Option<String>,
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

/// An indicator of compromise, defanged; redacted ones never get this far.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    pub kind: IndicatorKind,
    /// As shown: `hxxps://x[.]com/…`.
    pub value: String,
    pub platform: Option<String>,
    pub technique: Option<Technique>,
    pub first_seen: Option<Date>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndicatorKind {
    Domain,
    Url,
    Account,
    Email,
    Ip,
    Md5,
    Sha1,
    Sha256,
    File,
    Hashtag,
    App,
}

impl IndicatorKind {
    pub const ALL: [Self; 11] = [
        Self::Domain,
        Self::Url,
        Self::Account,
        Self::Email,
        Self::Ip,
        Self::Md5,
        Self::Sha1,
        Self::Sha256,
        Self::File,
        Self::Hashtag,
        Self::App,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Url => "url",
            Self::Account => "account",
            Self::Email => "email",
            Self::Ip => "ip",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::File => "file",
            Self::Hashtag => "hashtag",
            Self::App => "app",
        }
    }
}

/// A dispute about a computed figure (`network`) or the case as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseDispute {
    /// The field as written: `network`, `case`, or a field's key.
    pub field: String,
    /// As written, words and all.
    pub value: String,
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
