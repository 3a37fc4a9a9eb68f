//! Parts of files: players of films ask for one after the other, and some play nothing without (RFC 9110, 14).

use std::ops::Range;

use axum::http::HeaderMap;
use axum::http::header::{IF_RANGE, RANGE};

/// What of a file is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Whole,
    Bytes(Range<u64>),
    /// Nothing that the file has.
    Beyond,
}

/// The part that a request asks for. Whoever has begun with another version, asks for several parts at once or in words
/// that mean nothing gets the whole.
pub fn part(headers: &HeaderMap, etag: &str, len: u64) -> Part {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let (Some(range), if_range) = (text(RANGE), text(IF_RANGE)) else { return Part::Whole };
    if if_range.is_some_and(|known| known != etag) {
        return Part::Whole;
    }
    range.strip_prefix("bytes=").and_then(|range| within(range.trim(), len)).unwrap_or(Part::Whole)
}

/// `0-99`, `100-` for all from there, and `-100` for the last ones.
fn within(range: &str, len: u64) -> Option<Part> {
    let (first, last) = range.split_once('-')?;
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?;
    let bytes = match (first, last) {
        ("", last) => len.saturating_sub(number(last)?)..len,
        (first, "") => number(first)?..len,
        (first, last) => {
            let (first, last): (u64, u64) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(len)
        }
    };
    Some(if bytes.start < bytes.end { Part::Bytes(bytes) } else { Part::Beyond })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_is_a_part_and_all_else_the_whole() {
        for (range, part) in [
            ("0-0", Some(Part::Bytes(0..1))),
            ("0-", Some(Part::Bytes(0..10))),
            ("4-6", Some(Part::Bytes(4..7))),
            ("4-99999999999", Some(Part::Bytes(4..10))),
            ("-3", Some(Part::Bytes(7..10))),
            ("-99", Some(Part::Bytes(0..10))),
            ("10-", Some(Part::Beyond)),
            ("10-12", Some(Part::Beyond)),
            ("-0", Some(Part::Beyond)),
            ("6-4", None),
            ("-", None),
            ("", None),
            ("a-b", None),
            ("+1-2", None),
            ("0-1,4-5", None),
            ("99999999999999999999999-", None),
        ] {
            assert_eq!(within(range, 10), part, "{range}");
        }
        assert_eq!(within("0-", 0), Some(Part::Beyond));
    }
}
