//! What was removed and whom it reached: figures by platform, and their kinds.

use crate::content::claim::Claim;
use crate::content::value::Figure;

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
