//! Which addresses in a case's words are indicators of the case, and so may not be live.

use std::collections::BTreeSet;

use super::address::{Address, bare, refang};
use super::defang::defang_text;
use crate::content::case::{Indicator, IndicatorKind, Source};
use crate::content::vocabulary::platforms;

/// An indicator that is kept out of every output. It is only known so that its address is never live either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    pub kind: IndicatorKind,
    /// Canonical platform slug.
    pub platform: Option<String>,
    pub value: String,
}

/// The addresses that a case, or a whole archive, lists as indicators.
///
/// An address is covered if its host or a parent of it is an indicator and is not a source's host. On a platform's
/// own host only the listed profile or page is covered, never the platform.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// Without `www.`.
    hosts: BTreeSet<String>,
    /// The profile's path and the platform's slug, which is empty for a handle without a platform.
    profiles: BTreeSet<(String, String)>,
    emails: BTreeSet<String>,
    sources: Spared,
}

/// Hosts of sources, which a reader must be able to follow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spared(BTreeSet<String>);

impl Spared {
    pub fn new(sources: &[Source]) -> Self {
        let addresses = sources.iter().flat_map(|source| {
            source.url.as_ref().map(|url| url.value.as_str()).into_iter().chain(source.archive.as_deref())
        });
        let hosts = addresses.filter_map(Address::read).filter(|address| address.scheme.is_some());
        Self(hosts.map(|address| bare(&address.host).to_owned()).collect())
    }
}

impl Listed {
    pub fn new(indicators: &[Indicator], redacted: &[Redacted], sources: &[Source]) -> Self {
        let mut listed = Self::default();
        for indicator in indicators {
            listed.add(indicator.kind, indicator.platform.as_deref(), &indicator.value);
        }
        for hidden in redacted {
            listed.add(hidden.kind, hidden.platform.as_deref(), &hidden.value);
        }
        listed.sources = Spared::new(sources);
        listed
    }

    /// What several cases list, as one: a host that a case cites is spared in all.
    pub fn of_all(each: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for one in each {
            all.hosts.extend(one.hosts);
            all.profiles.extend(one.profiles);
            all.emails.extend(one.emails);
            all.sources.0.extend(one.sources.0);
        }
        all
    }

    pub fn is_empty(&self) -> bool {
        self.hosts.is_empty() && self.profiles.is_empty() && self.emails.is_empty()
    }

    fn add(&mut self, kind: IndicatorKind, platform: Option<&str>, value: &str) {
        let address = Address::read(value);
        let is_handle = |address: &Address| address.scheme.is_none() && address.rest.is_empty();
        match (kind, address) {
            (IndicatorKind::Email, Some(address)) => {
                self.emails.extend(address.user.map(|user| format!("{user}@{}", address.host)));
            }
            (IndicatorKind::Account, address) if address.as_ref().is_none_or(is_handle) => {
                let handle = refang(value).trim_start_matches('@').to_lowercase();
                self.profiles.insert((handle, platform.unwrap_or_default().to_owned()));
                // A handle such as `somebody.tumblr.com` is a host of its own too.
                self.add_host(address.filter(|address| on_platform(&address.host)));
            }
            (
                IndicatorKind::Domain | IndicatorKind::Url | IndicatorKind::Ip | IndicatorKind::Account,
                address,
            ) => {
                self.add_host(address);
            }
            (_, address) => self.add_host(address.filter(|address| address.scheme.is_some())),
        }
    }

    fn add_host(&mut self, address: Option<Address>) {
        let Some(address) = address else { return };
        match platforms::of_host(&address.host) {
            Some(platform) => {
                let path = profile(platform.slug, &address.rest);
                self.profiles.extend(path.map(|path| (path, platform.slug.to_owned())));
            }
            None => {
                self.hosts.insert(bare(&address.host).to_owned());
            }
        }
    }

    /// Whether an address, plain or defanged, may not be live: a URL, a bare domain, an e-mail address, a profile's
    /// address or an `@handle`.
    pub fn covers(&self, address: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let Some(read) = Address::read(address) else {
            let plain = refang(address).to_lowercase();
            return plain.strip_prefix('@').is_some_and(|handle| self.covers_handle(handle));
        };
        if read.user.as_ref().is_some_and(|user| self.emails.contains(&format!("{user}@{}", read.host))) {
            return true;
        }
        match platforms::of_host(&read.host) {
            Some(platform) => self.covers_profile(platform.slug, &read.rest),
            None => self.covers_host(bare(&read.host)),
        }
    }

    /// The same, but for the sources of the document that has the address.
    pub fn covers_but(&self, address: &str, spared: &Spared) -> bool {
        let is_spared = || Address::read(address).is_some_and(|read| spared.0.contains(bare(&read.host)));
        self.covers(address) && (spared.0.is_empty() || !is_spared())
    }

    /// Whether a handle is listed, on whatever platform.
    fn covers_handle(&self, handle: &str) -> bool {
        let from = (handle.to_owned(), String::new());
        self.profiles.range(from..).next().is_some_and(|(path, _)| path == handle)
    }

    fn covers_profile(&self, platform: &str, rest: &str) -> bool {
        let Some(path) = profile(platform, rest) else { return false };
        let known = |path: &str| {
            [platform, ""].iter().any(|slug| self.profiles.contains(&(path.to_owned(), (*slug).to_owned())))
        };
        let parents = path.match_indices('/').map(|(slash, _)| &path[..slash]);
        known(&path) || parents.into_iter().any(known)
    }

    fn covers_host(&self, host: &str) -> bool {
        let listed = |host: &str| self.hosts.contains(host) && !self.sources.0.contains(host);
        let parents = host.match_indices('.').map(|(dot, _)| &host[dot + 1..]);
        !self.sources.0.contains(host) && (listed(host) || parents.into_iter().any(listed))
    }
}

fn on_platform(host: &str) -> bool {
    host.match_indices('.').any(|(dot, _)| platforms::of_host(&host[dot + 1..]).is_some())
}

/// A profile's or a page's path on a platform, comparable: lower case, without `@` and slashes at the ends. Of a
/// query only what says which page it is stays: `watch?v=…`, `profile.php?id=…`.
fn profile(platform: &str, rest: &str) -> Option<String> {
    const NAMES: [&str; 5] = ["id", "v", "list", "story_fbid", "fbid"];
    let rest = rest.split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.trim_matches('/').to_lowercase();
    let path = match platform {
        "telegram" => path.strip_prefix("s/").unwrap_or(&path),
        _ => &path,
    };
    let path = path.trim_start_matches('@');
    let part =
        query.split('&').find(|part| part.split_once('=').is_some_and(|(name, _)| NAMES.contains(&name)));
    match (path, part) {
        ("", _) => None,
        (path, Some(part)) => Some(format!("{path}?{part}")),
        (path, None) => Some(path.to_owned()),
    }
}

/// Defangs the addresses in notes: any URL, and whatever the case lists.
pub fn defang_notes(indicators: &mut [Indicator], listed: &Listed) {
    let is_live = |address: &str| {
        let written = Address::read(address).is_some_and(|read| {
            read.scheme.is_some() || read.host.starts_with("www.") || read.rest.starts_with('/')
        });
        written || address.contains("://") || listed.covers(address)
    };
    for note in indicators.iter_mut().filter_map(|indicator| indicator.note.as_mut()) {
        *note = defang_text(note, &is_live).into_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Span, Spanned};

    fn indicator(kind: IndicatorKind, platform: Option<&str>, value: &str) -> Indicator {
        let platform = platform.map(str::to_owned);
        Indicator { kind, value: value.to_owned(), platform, technique: None, first_seen: None, note: None }
    }

    fn source(url: &str) -> Source {
        Source {
            id: Spanned::new("s".to_owned(), Span::default()),
            title: String::new(),
            publisher: None,
            kind: None,
            url: Some(Spanned::new(url.to_owned(), Span::default())),
            archive: None,
            published: None,
            accessed: None,
            sha256: None,
            lang: None,
        }
    }

    fn listed() -> Listed {
        let indicators = [
            indicator(IndicatorKind::Domain, None, "evil[.]com"),
            indicator(IndicatorKind::Domain, None, "www[.]paper[.]org"),
            indicator(IndicatorKind::Domain, None, "facebook[.]com"),
            indicator(IndicatorKind::Domain, None, "bad[.]blogspot[.]com"),
            indicator(IndicatorKind::Url, None, "hxxps://www[.]facebook[.]com/profile.php?id=7&ref=x"),
            indicator(IndicatorKind::Account, Some("x"), "hxxps://twitter[.]com/Troll/"),
            indicator(IndicatorKind::Account, Some("tiktok"), "@some.troll"),
            indicator(IndicatorKind::Email, None, "boss[@]gmail[.]com"),
        ];
        let redacted =
            [Redacted { kind: IndicatorKind::Domain, platform: None, value: "hidden.net".to_owned() }];
        Listed::new(&indicators, &redacted, &[source("https://paper.org/story")])
    }

    #[test]
    fn indicators_and_what_is_below_them_are_covered() {
        for address in [
            "evil.com",
            "https://EVIL.com/x",
            "www.evil.com",
            "sub.evil.com/y",
            "hidden.net",
            "bad.blogspot.com",
            "https://x.com/troll/status/1",
            "https://tiktok.com/@some.troll",
            "@troll",
            "https://m.facebook.com/profile.php?ref=y&id=7",
            "boss@gmail.com",
        ] {
            assert!(listed().covers(address), "{address}");
        }
    }

    #[test]
    fn platforms_sources_and_strangers_are_not() {
        for address in [
            "https://www.facebook.com/",
            "facebook.com/groups/1",
            "https://facebook.com/profile.php?id=8",
            "https://x.com/trollhunter",
            "https://paper.org/other",
            "blogspot.com",
            "good.blogspot.com",
            "gmail.com",
            "other@gmail.com",
            "notevil.com",
            "@someone",
            "com",
        ] {
            assert!(!listed().covers(address), "{address}");
        }
    }

    #[test]
    fn notes_lose_every_live_address() {
        let mut indicators = [indicator(IndicatorKind::Md5, None, "x")];
        let mut note = |text: &str| {
            indicators[0].note = Some(text.to_owned());
            defang_notes(&mut indicators, &listed());
            indicators[0].note.clone().unwrap_or_default()
        };
        assert_eq!(
            note("Hosted on evil.com. See https://good.com/a"),
            "Hosted on evil[.]com. See hxxps://good[.]com/a"
        );
        assert_eq!(note("seen 9/5/2024, v1.2/x, U.S./UK"), "seen 9/5/2024, v1.2/x, U.S./UK");
    }
}
