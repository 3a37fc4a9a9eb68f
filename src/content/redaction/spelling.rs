//! What a redacted value is looked for as.

use super::folded::Folded;
use crate::slug::slugify;

/// Letters that a value must have to be looked for as a slug: shorter ones are everyday words.
const LETTERS: usize = 6;

#[derive(Debug, PartialEq, Eq)]
pub struct Spelling {
    pub text: String,
    /// What an address makes of the value: `victim-site-com`.
    pub slug: bool,
}

/// A value without scheme, `@`, `#`, `www.` and a slash at its end; where its host has letters beyond ASCII, as the
/// other of the two forms that IDNA (UTS #46) gives such a host; and as a slug.
pub fn of(value: &str) -> Vec<Spelling> {
    let folded = Folded::plain(value.trim());
    let mut all = forms(&folded.text).to_vec();
    all.extend(folded.closed.iter().flat_map(|closed| forms(&closed.text)));
    all.retain(|text| !text.is_empty());
    all.dedup();
    let slugs: Vec<String> = all.iter().filter_map(|text| slug(text)).collect();
    let spelling = |slug| move |text| Spelling { text, slug };
    all.into_iter().map(spelling(false)).chain(slugs.into_iter().map(spelling(true))).collect()
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
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let parted = text.contains(['.', '_']);
    let slug = slugify(text).filter(|_| parted && letters >= LETTERS)?;
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
