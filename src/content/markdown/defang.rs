//! Listed addresses in bodies, defanged as everywhere else in the archive.

use std::borrow::Cow;

use crate::content::case::IndicatorKind;
use crate::content::indicator;

/// Text with every listed address in it defanged.
pub(super) fn text<'a>(text: &'a str, listed: Option<&dyn Fn(&str) -> bool>) -> Cow<'a, str> {
    match listed {
        Some(listed) if may_hold_address(text) => indicator::defang_text(text, listed),
        _ => Cow::Borrowed(text),
    }
}

/// One address of a link or image, whole.
pub(super) fn address(address: &str) -> String {
    indicator::defang(IndicatorKind::Url, address)
}

/// A quick look that spares most of a body the search: an address has a dot or an `@` before a letter.
fn may_hold_address(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'-' | b'_');
    text.as_bytes().windows(2).any(|pair| match pair[0] {
        b'.' | b'@' => letter(pair[1]),
        b':' => pair[1] == b'/',
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_addresses_lose_their_fangs() {
        let listed = |address: &str| address.contains("evil.com");
        let cases = [
            ("see (https://evil.com/a.b), or evil.com.", "see (hxxps://evil[.]com/a.b), or evil[.]com."),
            ("a@evil.com good.org evil[.]com", "a[@]evil[.]com good.org evil[.]com"),
            ("عبر evil.com، ثم", "عبر evil[.]com، ثم"),
        ];
        for (plain, expected) in cases {
            assert_eq!(text(plain, Some(&listed)), expected);
        }
    }

    #[test]
    fn the_quick_look_misses_nothing() {
        let all = |_: &str| true;
        for plain in
            ["evil.com", "правда.рф", "a@b.org", "ftp://x", "http://[2001:db8::1]/", "x._a.com", "请evil.com"]
        {
            assert_eq!(text(plain, Some(&all)), indicator::defang_text(plain, &all), "{plain}");
            assert_ne!(text(plain, Some(&all)), plain);
        }
    }
}
