//! Addresses, plain or defanged: their scheme, host and path.

use std::borrow::Cow;

/// An address in its parts, in plain spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Lower case, without `://`.
    pub scheme: Option<String>,
    /// What stands before the `@` of an e-mail address, or a user name; lower case.
    pub user: Option<String>,
    /// Lower case, without port and final dot.
    pub host: String,
    /// Path, query and fragment as written.
    pub rest: String,
}

/// Spellings that keep an address from being one, and what they stand for. All lower case.
pub const FANGS: [(&str, &str); 14] = [
    ("[.]", "."),
    ("(.)", "."),
    ("{.}", "."),
    ("[dot]", "."),
    ("(dot)", "."),
    ("{dot}", "."),
    ("[@]", "@"),
    ("(@)", "@"),
    ("[at]", "@"),
    ("(at)", "@"),
    ("[://]", "://"),
    ("[:]", ":"),
    ("[/]", "/"),
    ("[//]", "//"),
];

/// Schemes made harmless, and the real ones.
const SCHEMES: [(&str, &str); 7] = [
    ("hxxps", "https"),
    ("hxxp", "http"),
    ("h**ps", "https"),
    ("h**p", "http"),
    ("htxps", "https"),
    ("htxp", "http"),
    ("fxp", "ftp"),
];

/// The plain spelling of a defanged value: `https://x.com` for `hxxps://x[.]com`. A plain value stays.
pub fn refang(value: &str) -> String {
    let value = value.trim();
    let mut plain = String::with_capacity(value.len());
    let mut rest = value;
    // Only these can begin a spelling of the tables: the rest is copied whole.
    while let Some(at) = rest.find(['[', '(', '{', 'h', 'H', 'f', 'F']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let scheme = || {
            let fresh = !plain.ends_with(|c: char| c.is_alphanumeric());
            let found = SCHEMES.iter().find(|(scheme, _)| starts_with(rest, scheme))?;
            let after = &rest[found.0.len()..];
            (fresh && (after.starts_with(':') || after.starts_with("[:"))).then_some(found)
        };
        let (taken, given) = match FANGS.iter().find(|(fang, _)| starts_with(rest, fang)).or_else(scheme) {
            Some((fang, meant)) => (fang.len(), *meant),
            None => (1, &rest[..1]),
        };
        plain.push_str(given);
        rest = &rest[taken..];
    }
    plain.push_str(rest);
    plain
}

/// Whether a text starts with lower-case ASCII letters or signs, in any case.
fn starts_with(text: &str, prefix: &str) -> bool {
    text.as_bytes().get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// The lower-case host of a plain or defanged address, domain or e-mail address; `None` where there is none, as
/// in `@handle`.
pub fn host(value: &str) -> Option<String> {
    Address::read(value).map(|address| address.host)
}

/// A host without `www.`, which is the same site.
pub(super) fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

impl Address {
    pub(super) fn read(value: &str) -> Option<Self> {
        let plain = refang(value);
        let (scheme, after) = match plain.split_once("://") {
            Some((scheme, after)) if is_scheme(scheme) => (Some(scheme.to_lowercase()), after),
            _ => (None, plain.strip_prefix("mailto:").or_else(|| plain.strip_prefix("//")).unwrap_or(&plain)),
        };
        let end = after.find(['/', '?', '#', '\\']).unwrap_or(after.len());
        let (authority, rest) = after.split_at(end);
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, _)) if user.is_empty() || user.starts_with('@') => return None,
            Some((user, host)) => (Some(user.to_lowercase()), host),
            None => (None, authority),
        };
        let host = plain_host(&spelled(host))?;
        Some(Self { scheme, user, host, rest: rest.to_owned() })
    }
}

pub(super) fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// Lower case, without port, brackets and final dot, if it is a name with a dot or a number of the internet.
/// A host as a browser reads it: `%2E` and the full stops of other scripts are dots.
fn spelled(host: &str) -> Cow<'_, str> {
    if !host.contains(['%', '\u{3002}', '\u{ff0e}', '\u{ff61}']) {
        return Cow::Borrowed(host);
    }
    let mut bytes = Vec::with_capacity(host.len());
    let mut rest = host.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).replace(['\u{3002}', '\u{ff0e}', '\u{ff61}'], "."))
}

fn plain_host(text: &str) -> Option<String> {
    let bracketed = text.strip_prefix('[').and_then(|inner| inner.split_once(']')).map(|(inner, _)| inner);
    let numeric = bracketed.unwrap_or(text);
    if numeric.parse::<std::net::Ipv6Addr>().is_ok() {
        return Some(numeric.to_lowercase());
    }
    let name = match text.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => text,
    };
    let name = name.strip_suffix('.').unwrap_or(name);
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| is_host_char(c) && c != '.');
    let (_, last) = name.rsplit_once('.')?;
    let named = last.chars().count() >= 2 && last.contains(|c: char| !c.is_ascii_digit());
    let is_host = name.split('.').all(label) && (named || name.parse::<std::net::Ipv4Addr>().is_ok());
    is_host.then(|| name.to_lowercase())
}

/// Letters of any script and their marks, digits, and the signs within names.
pub(super) fn is_host_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_') || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_in_every_spelling() {
        for (value, found) in [
            ("hxxps://www[.]X[.]com/a.b?c=d@e", Some("www.x.com")),
            ("https://user:pw@evil.com:8080/", Some("evil.com")),
            ("evil(.)com", Some("evil.com")),
            ("sites[.]google[.]com/view/x", Some("sites.google.com")),
            ("someone[@]evil[.]com", Some("evil.com")),
            ("mailto:someone@evil.com", Some("evil.com")),
            ("82[.]137[.]218[.]185:80", Some("82.137.218.185")),
            ("hxxp://[2001:db8::1]:80/x", Some("2001:db8::1")),
            ("правда[.]рф", Some("правда.рф")),
            ("evil.com.", Some("evil.com")),
            ("@handle", None),
            ("@user@mastodon.social", None),
            ("fbc8213450838f7ae251d4", None),
            ("3.14", None),
            ("", None),
        ] {
            assert_eq!(host(value).as_deref(), found, "{value}");
        }
    }

    #[test]
    fn refanging_gives_the_plain_spelling() {
        assert_eq!(refang("hXXps[:]//x[.]com/?u=hxxp://y[dot]com"), "https://x.com/?u=http://y.com");
        assert_eq!(refang("a[at]b(dot)com"), "a@b.com");
        assert_eq!(refang("https://x.com/hxxp"), "https://x.com/hxxp");
    }
}
