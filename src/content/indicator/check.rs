//! Whether a value has the shape of its type. Real data has oddities, so a wrong shape is a warning.

use super::address::{Address, refang};
use crate::content::case::IndicatorKind;
use crate::content::value::{ValueError, quoted};
use crate::content::vocabulary::nearest;

/// Words for types that people write, with the contract's.
const HABITS: [(&str, &str); 14] = [
    ("ipv4", "`ip`"),
    ("ipv6", "`ip`"),
    ("ip-address", "`ip`"),
    ("hostname", "`domain`"),
    ("host", "`domain`"),
    ("website", "`domain`"),
    ("link", "`url`"),
    ("uri", "`url`"),
    ("hash", "`md5`, `sha1` or `sha256`"),
    ("e-mail", "`email`"),
    ("profile", "`account`"),
    ("user", "`account`"),
    ("filename", "`file`"),
    ("package", "`app`"),
];

/// Reads a type of indicator.
///
/// # Errors
/// A word that is no type, with the nearest one.
pub fn kind(word: &str) -> Result<IndicatorKind, ValueError> {
    let word = word.trim();
    if let Some(kind) = IndicatorKind::ALL.into_iter().find(|kind| kind.word() == word) {
        return Ok(kind);
    }
    let error = ValueError::new("E037", format!("{} is not a type of indicator", quoted(word)));
    let lower = word.to_lowercase();
    if let Some((_, meant)) = HABITS.iter().find(|(habit, _)| *habit == lower) {
        return Err(error.hint(format!("write {meant}")));
    }
    Err(match nearest(word, IndicatorKind::ALL.map(IndicatorKind::word)) {
        Some(meant) => error.hint(format!("did you mean `{meant}`?")),
        None => {
            error.hint(format!("the types are {}", IndicatorKind::ALL.map(IndicatorKind::word).join(", ")))
        }
    })
}

/// What looks wrong about a value, as a warning (`W020`); `None` if nothing does.
pub fn check(kind: IndicatorKind, value: &str) -> Option<ValueError> {
    let shown = || quoted(value);
    let odd = |message: String| ValueError::new("W020", message);
    let plain = refang(value);
    match kind {
        IndicatorKind::Md5 => hash(value, 32, "MD5"),
        IndicatorKind::Sha1 => hash(value, 40, "SHA-1"),
        IndicatorKind::Sha256 => hash(value, 64, "SHA-256"),
        IndicatorKind::Ip => plain.parse::<std::net::IpAddr>().is_err().then(|| {
            odd(format!("{} does not look like an IP address", shown()))
                .hint("write it alone, without a port: `203[.]0[.]113[.]7`")
        }),
        IndicatorKind::Domain => match Address::read(value) {
            Some(address) if address.scheme.is_some() || !address.rest.is_empty() => Some(
                odd(format!("{} is more than a domain", shown()))
                    .hint("give it the type `url`, or keep the domain alone"),
            ),
            Some(address) if address.user.is_some() => {
                Some(odd(format!("{} is an e-mail address", shown())).hint("give it the type `email`"))
            }
            Some(_) => None,
            None => Some(
                odd(format!("{} does not look like a domain", shown()))
                    .hint("a domain has a dot: `example[.]com`; check it against the source"),
            ),
        },
        IndicatorKind::Url => Address::read(value).is_none().then(|| {
            odd(format!("{} does not look like a URL", shown()))
                .hint("write it whole: `hxxps://example[.]com/page`")
        }),
        IndicatorKind::Email => Address::read(value).and_then(|address| address.user).is_none().then(|| {
            odd(format!("{} does not look like an e-mail address", shown()))
                .hint("write it whole: `name[@]example[.]com`")
        }),
        IndicatorKind::Account | IndicatorKind::File | IndicatorKind::Hashtag | IndicatorKind::App => None,
    }
}

fn hash(value: &str, len: usize, name: &str) -> Option<ValueError> {
    let value = value.trim();
    let is_hex = value.bytes().all(|b| b.is_ascii_hexdigit());
    if is_hex && value.len() == len {
        return None;
    }
    let error =
        ValueError::new("W020", format!("{} does not look like a hash of the type {name}", quoted(value)));
    let other = [(32, "md5"), (40, "sha1"), (64, "sha256")]
        .into_iter()
        .find(|(len, _)| is_hex && value.len() == *len);
    Some(match other {
        Some((len, word)) => error.hint(format!("{len} hexadecimal digits are `{word}`")),
        None => error.hint(format!(
            "{name} has {len} hexadecimal digits, 0 to 9 and a to f; check it against the source"
        )),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_values_are_told() {
        for (word, value, hint) in [
            ("md5", "v21b4327d6881be1893fd2a8431317f6b", Some("32 hexadecimal")),
            ("md5", "da39a3ee5e6b4b0d3255bfef95601890afd80709", Some("`sha1`")),
            ("md5", "10C1F38305792A0F925E8A2CF9482CE3", None),
            ("domain", "fbc8213450838f7ae251d4", Some("has a dot")),
            ("domain", "evil[.]com/x", Some("`url`")),
            ("domain", "Market[.]dedyn[.]io", None),
            ("url", "45[.]141[.]152[.]19", None),
            ("ip", "82[.]137[.]255[.]0", None),
            ("ip", "82.137.255", Some("without a port")),
            ("email", "a[@]b[.]com", None),
            ("email", "b.com", Some("whole")),
            ("account", "anything", None),
        ] {
            let found = kind(word).ok().and_then(|kind| check(kind, value)).and_then(|error| error.hint);
            assert_eq!(found.is_some(), hint.is_some(), "{word} {value} {found:?}");
            assert!(found.unwrap_or_default().contains(hint.unwrap_or_default()), "{word} {value}");
        }
    }

    #[test]
    fn unknown_types_have_hints() {
        let hint = |word| kind(word).expect_err(word).hint.unwrap_or_default();
        assert_eq!(hint("Domain"), "did you mean `domain`?");
        assert_eq!(hint("hash"), "write `md5`, `sha1` or `sha256`");
        assert!(hint("thing").starts_with("the types are domain, url"));
    }
}
