//! What a redacted value is looked for as.

use std::net::Ipv6Addr;

use super::folded::Folded;
use crate::slug::slugify;

/// Letters that a value must have to be looked for as a slug: shorter ones are everyday words.
const LETTERS: usize = 6;

/// Signs for which words may stand; all mixtures of more would be very many.
const SIGNS: u32 = 4;

/// Last parts of hosts that are no words: `victim site com` names a host, `red star news` may be a newspaper.
const NO_WORDS: [&str; 3] = ["-com", "-net", "-org"];

#[derive(Debug, PartialEq, Eq)]
pub struct Spelling {
    pub text: String,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Kind {
    /// It counts wherever it stands.
    #[default]
    Plain,
    /// What an address makes of the value, where the words of a name may stand apart too: `victim site com`.
    Spaced,
    /// What an address makes of the value: `victim-site-com`.
    Slug,
}

/// A value without scheme, `@`, `#`, `www.` and a slash at its end; where its host has letters beyond ASCII, as the
/// other of the two forms that IDNA (UTS #46) gives such a host; with words for its signs; and as a slug.
pub fn of(value: &str) -> Vec<Spelling> {
    let folded = Folded::plain(value.trim());
    let mut all = forms(&folded.text).to_vec();
    all.extend(folded.closed.iter().flat_map(|closed| forms(&closed.text)));
    all.retain(|text| !text.is_empty());
    all.dedup();
    let slugs: Vec<String> = all.iter().filter_map(|text| slug(text)).collect();
    let said: Vec<String> = all.iter().flat_map(|text| said(text)).collect();
    let plain = all.into_iter().chain(said).map(|text| Spelling { text, kind: Kind::Plain });
    let slugs = slugs.into_iter().map(|text| {
        let spaced = NO_WORDS.iter().any(|end| text.ends_with(end));
        Spelling { text, kind: if spaced { Kind::Spaced } else { Kind::Slug } }
    });
    plain.chain(slugs).collect()
}

/// `victim-site dot com`, `jane at victim-site.com`: with words for some of its signs. Short ones may stand in any sentence:
/// a red dot in a corner.
fn said(text: &str) -> Vec<String> {
    if text.contains(' ') || letters(text) < LETTERS {
        return Vec::new();
    }
    let signs: Vec<(usize, &str)> = text
        .match_indices(['.', '@'])
        .filter(|(at, _)| *at > 0 && *at + 1 < text.len())
        .map(|(at, sign)| (at, if sign == "." { " dot " } else { " at " }))
        .collect();
    let count = u32::try_from(signs.len()).unwrap_or(u32::MAX);
    let choices = if count > SIGNS { u64::MAX..=u64::MAX } else { 1..=(1 << count) - 1 };
    if signs.is_empty() {
        return Vec::new();
    }
    let one = |choice: u64| {
        let mut said = String::with_capacity(text.len() + 16);
        let mut done = 0;
        for (number, (at, word)) in signs.iter().enumerate() {
            said.push_str(&text[done..*at]);
            let in_words =
                choice.checked_shr(u32::try_from(number).unwrap_or(0)).is_none_or(|bits| bits & 1 == 1);
            said.push_str(if in_words { word } else { &text[*at..*at + 1] });
            done = at + 1;
        }
        said + &text[done..]
    };
    choices.map(one).collect()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The address that a value is, if it is one of IPv6: it may be written in many ways.
pub fn v6(value: &str) -> Option<Ipv6Addr> {
    Folded::plain(value.trim()).text.trim_matches(['[', ']']).parse().ok()
}

/// Where such addresses stand in a text.
pub fn all_v6(text: &str) -> impl Iterator<Item = (usize, usize, Ipv6Addr)> {
    let sign = |c: char| c.is_ascii_hexdigit() || c == ':' || c == '.';
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find(sign)?;
            let end = text[start..].find(|c| !sign(c)).map_or(text.len(), |end| start + end);
            from = end;
            // What ends a sentence is no part of it.
            let run = text[start..end].trim_end_matches('.');
            let run = if run.ends_with("::") { run } else { run.trim_end_matches(':') };
            if let Some(address) = run.contains(':').then(|| run.parse().ok()).flatten() {
                return Some((start, start + run.len(), address));
            }
        }
    })
}

fn forms(plain: &str) -> [String; 2] {
    let bare = plain.split_once("://").map_or(plain, |(_, rest)| rest);
    let bare = bare.trim_start_matches(['@', '#']).trim_end_matches('/');
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let (before, rest) = bare.rsplit_once('@').map_or(("", bare), |(name, rest)| (name, rest));
    let (host, after) = rest.split_at(rest.find(['/', ':', '?']).unwrap_or(rest.len()));
    let other = if host.is_ascii() { idna::domain_to_unicode(host).0 } else { ascii_host(host) };
    let name = if before.is_empty() { String::new() } else { format!("{before}@") };
    [bare.to_owned(), Folded::plain(&format!("{name}{other}{after}")).text]
}

/// What an address makes of it; `None` where that is what it is looked for as anyway, or says too little.
fn slug(text: &str) -> Option<String> {
    let parted = text.contains(['.', '_']);
    let slug = slugify(text).filter(|_| parted && letters(text) >= LETTERS)?;
    Some(Folded::plain(&slug).text)
}

/// `xn--…`, or the host as it is where it cannot be one.
fn ascii_host(host: &str) -> String {
    if host.contains('.') {
        idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_owned())
    } else {
        host.to_owned()
    }
}
