//! JSON in colour by hand: no other code is pasted into case files as often, and syntect, which asks regular expressions
//! at each step, takes a millisecond for fifty lines of it.

use super::Class;

/// Lists and objects within each other.
const DEEPEST: usize = 64;

/// What may come next.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    Value,
    /// A value or `]`, right after `[`.
    First,
    /// A key or `}`, right after `{`.
    FirstKey,
    Key,
    Colon,
    /// A comma, or what closes the list or object.
    More,
    End,
}

/// The parts of a text and their classes, just as syntect tells them; `None` for all that is not JSON to the letter
/// (comments, trailing commas, escapes in keys), which is left to syntect.
pub(super) fn parts(code: &str) -> Option<Vec<(&str, Class)>> {
    let bytes = code.as_bytes();
    let mut parts = Vec::with_capacity(code.len() / 5);
    let mut open: Vec<u8> = Vec::new();
    let mut next = Next::Value;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let class = match (byte, next) {
            (b' ' | b'\t' | b'\n', _) => {
                at += bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n')).count();
                ""
            }
            (b'{' | b'[', Next::Value | Next::First) if open.len() < DEEPEST => {
                open.push(byte);
                next = if byte == b'{' { Next::FirstKey } else { Next::First };
                at += 1;
                ""
            }
            (b'}', Next::FirstKey | Next::More) | (b']', Next::First | Next::More) => {
                // `{` and `[` are two before what closes them.
                if open.pop()? + 2 != byte {
                    return None;
                }
                next = after(&open);
                at += 1;
                ""
            }
            (b',', Next::More) => {
                next = if open.last() == Some(&b'{') { Next::Key } else { Next::Value };
                at += 1;
                ""
            }
            (b':', Next::Colon) => {
                next = Next::Value;
                at += 1;
                ""
            }
            (b'"', Next::Key | Next::FirstKey) => {
                at += string(&bytes[at..]).filter(|len| !bytes[start..start + len].contains(&b'\\'))?;
                next = Next::Colon;
                "v"
            }
            (b'"', Next::Value | Next::First) => {
                at += string(&bytes[at..])?;
                next = after(&open);
                "s"
            }
            (_, Next::Value | Next::First) => {
                at += word(&bytes[at..])?;
                next = after(&open);
                "n"
            }
            _ => return None,
        };
        parts.push((code.get(start..at)?, class));
    }
    (next == Next::End).then_some(parts)
}

fn after(open: &[u8]) -> Next {
    if open.is_empty() { Next::End } else { Next::More }
}

/// Bytes of the string that the text begins with.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match bytes.get(at + 1)? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 2,
                b'u' if bytes.get(at + 2..at + 6)?.iter().all(u8::is_ascii_hexdigit) => 6,
                _ => return None,
            },
            0..0x20 => return None,
            _ => 1,
        };
    }
}

/// Bytes of the number, `true`, `false` or `null` that the text begins with.
fn word(bytes: &[u8]) -> Option<usize> {
    let inner = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let len = bytes.iter().take_while(inner).count();
    let word = &bytes[..len];
    (matches!(word, b"true" | b"false" | b"null") || is_number(word)).then_some(len)
}

fn is_number(word: &[u8]) -> bool {
    let digits = |word: &[u8]| word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = word.strip_prefix(b"-").unwrap_or(word);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let places = digits(fraction);
        if places == 0 {
            return false;
        }
        rest = &fraction[places..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent =
            exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
        let places = digits(exponent);
        return places > 0 && places == exponent.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{SYNTAXES, Spans, coloured};
    use super::parts;

    /// By hand and by syntect, if it can be done by hand.
    fn both(code: &str) -> Option<(String, String)> {
        let (mut ours, mut theirs) = (String::new(), String::new());
        let mut spans = Spans::new(&mut ours);
        parts(code)?.into_iter().for_each(|(part, class)| spans.write(part, class));
        spans.close();
        coloured(&mut theirs, code, SYNTAXES.find_syntax_by_token("json")?);
        Some((ours, theirs))
    }

    fn value() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("true".to_owned()),
            Just("null".to_owned()),
            "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?",
            "\"([a-z<& éع]|\\\\[\"\\\\/bfnrt]|\\\\u00e9){0,6}\"",
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let space = "[ \n\t]{0,3}";
            let list = prop::collection::vec((space, inner.clone(), space), 0..4)
                .prop_map(|items| {
                    items.into_iter().map(|(a, b, c)| a + &b + &c).collect::<Vec<_>>().join(",")
                })
                .prop_map(|items| format!("[{items}]"));
            let pair = ("[ \n]{0,2}\"[a-z é]{0,5}\"[ \n]?", space, inner)
                .prop_map(|(a, b, c)| format!("{a}:{b}{c}"));
            let object =
                prop::collection::vec(pair, 0..4).prop_map(|pairs| format!("{{{}}}", pairs.join(",")));
            prop_oneof![list, object]
        })
    }

    proptest! {
        #[test]
        fn json_by_hand_is_as_syntect_has_it(code in value(), end in "\n?") {
            let (ours, theirs) = both(&format!("{code}{end}")).expect("JSON");
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn what_is_not_json_is_left_to_syntect() {
        for code in [
            "",
            "{",
            "[1,]",
            "{\"a\" 1}",
            "[1] // x",
            "{\"a\\n\": 1}",
            "01",
            "1.",
            "tru",
            "[}",
            "\"\t\"",
            "1 2",
            "\r\n1",
        ] {
            assert_eq!(parts(code), None, "{code}");
        }
    }
}
