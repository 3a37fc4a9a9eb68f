//! Traces that a network left, and their types.

use super::Technique;
use crate::content::value::Date;

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
