//! Where a link or an image leads: told from its address alone, the same when read and when rendered.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::content::documents::Target;

/// What an address in a body is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination<'a> {
    /// `https://…` or `http://…`.
    Outside(Cow<'a, str>),
    /// `mailto:…`.
    Mail(Cow<'a, str>),
    /// A page of this archive, or a place on this page.
    Page {
        target: Target,
        query: String,
        fragment: Option<String>,
    },
    /// A file of the archive's folder; `tail` is the query and fragment as written.
    File {
        path: String,
        tail: String,
    },
    /// A relative path that leaves `content/`.
    Climbs,
    Refused(Refusal),
}

/// Why an address is no link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    Empty,
    /// `//host/path`: an address of another site without its scheme.
    NoScheme,
    /// `javascript`, `data`, or anything before a colon that is not one of the three that are allowed.
    Scheme(String),
}

/// Tells what `[words](address)` leads to. `from` is the path of the file in the archive: `content/cases/x.md`.
pub(super) fn classify<'a>(address: &'a str, from: &str) -> Destination<'a> {
    let address = cleaned(address);
    if address.is_empty() {
        return Destination::Refused(Refusal::Empty);
    }
    if let Some(scheme) = scheme(&address) {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => Destination::Outside(address),
            "mailto" => Destination::Mail(address),
            other => Destination::Refused(Refusal::Scheme(other.to_owned())),
        };
    }
    // Browsers read `\` as `/`, so `\\host` and `/\host` lead to another site too.
    if address.starts_with(['/', '\\']) && address[1..].starts_with(['/', '\\']) {
        return Destination::Refused(Refusal::NoScheme);
    }
    inside(&address, from)
}

/// Tells what `[[target]]` or `[[target#fragment]]` leads to.
pub(super) fn classify_wiki(target: &str) -> Destination<'static> {
    let (name, fragment) = match target.split_once('#') {
        Some((name, fragment)) => (name, Some(fragment.trim().to_owned())),
        None => (target, None),
    };
    // In a table the bar of `[[id\|words]]` is escaped, and the parser leaves the backslash to us.
    let name = name.trim_end_matches('\\').trim().trim_matches('/');
    let target = match (name.is_empty(), &fragment) {
        (false, _) => Target::Wiki(name.to_owned()),
        (true, Some(_)) => Target::Here,
        (true, None) => return Destination::Refused(Refusal::Empty),
    };
    Destination::Page { target, query: String::new(), fragment }
}

/// Tells what `![words](address)` shows; a path from the root is one of `content/_static/`.
pub(super) fn classify_image<'a>(address: &'a str, from: &str) -> Destination<'a> {
    match classify(address, from) {
        Destination::Page { target: Target::Address(path), query, .. } => {
            join("content/_static", path.trim_start_matches('/'))
                .map_or(Destination::Climbs, |path| Destination::File { path, tail: query })
        }
        Destination::Page { target: Target::File(path), query, .. } => {
            Destination::File { path, tail: query }
        }
        other => other,
    }
}

fn inside(address: &str, from: &str) -> Destination<'static> {
    let tail_at = address.find(['?', '#']).unwrap_or(address.len());
    let (path, tail) = address.split_at(tail_at);
    let (query, fragment) = match tail.split_once('#') {
        Some((query, fragment)) => (query, Some(decoded(fragment).into_owned())),
        None => (tail, None),
    };
    let query = query.to_owned();
    let path = decoded(path);
    let page = |target| Destination::Page { target, query: query.clone(), fragment: fragment.clone() };
    if path.is_empty() {
        return page(Target::Here);
    }
    if path.starts_with('/') {
        return page(Target::Address(composed(path.into_owned())));
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    match join(folder, &path) {
        None => Destination::Climbs,
        Some(file) if has_markdown_ending(&file) => page(Target::File(file)),
        Some(path) => Destination::File { path, tail: tail.to_owned() },
    }
}

/// In NFC, which most addresses are: it takes a hundred times as long to make as to see that all is ASCII.
fn composed(path: String) -> String {
    if path.is_ascii() { path } else { path.nfc().collect() }
}

fn has_markdown_ending(path: &str) -> bool {
    path.len() > 3 && path.get(path.len() - 3..).is_some_and(|end| end.eq_ignore_ascii_case(".md"))
}

/// A relative path seen from a folder, in NFC; `None` if it climbs above the folder's first part.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.len() > 1 => {
                parts.pop();
            }
            ".." => return None,
            part => parts.push(part),
        }
    }
    Some(composed(parts.join("/")))
}

/// What browsers read: no white space around, no control characters within (WHATWG URL, 4.4).
fn cleaned(address: &str) -> Cow<'_, str> {
    let trimmed = address.trim_matches(|c: char| c <= ' ' || c.is_whitespace());
    if trimmed.contains(|c: char| c.is_control()) {
        Cow::Owned(trimmed.chars().filter(|c| !c.is_control()).collect())
    } else {
        Cow::Borrowed(trimmed)
    }
}

/// Everything before a colon that comes before any `/`, `?` or `#`: a scheme, well formed or not.
fn scheme(address: &str) -> Option<&str> {
    let end = address.find([':', '/', '?', '#'])?;
    (address.as_bytes()[end] == b':').then(|| &address[..end])
}

/// `%20` and the like read; left as written where that gives no UTF-8.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.extend(u8::try_from(high * 16 + low));
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "content/cases/x.md";

    fn page(target: Target, query: &str, fragment: Option<&str>) -> Destination<'static> {
        Destination::Page { target, query: query.into(), fragment: fragment.map(Into::into) }
    }

    #[test]
    fn tells_places_apart() {
        let file = |path: &str| Target::File(path.to_owned());
        let address = |path: &str| Target::Address(path.to_owned());
        let cases = [
            ("y.md#a%20b", page(file("content/cases/y.md"), "", Some("a b"))),
            ("../actors/./y.MD", page(file("content/actors/y.MD"), "", None)),
            ("/search/?q=x#top", page(address("/search/"), "?q=x", Some("top"))),
            ("/tags/%D9%83/", page(address("/tags/ك/"), "", None)),
            ("#here", page(Target::Here, "", Some("here"))),
            (
                "a%20b.pdf#page=2",
                Destination::File { path: "content/cases/a b.pdf".into(), tail: "#page=2".into() },
            ),
            ("../../site.toml", Destination::Climbs),
            ("//evil.example/x", Destination::Refused(Refusal::NoScheme)),
            ("\\\\evil.example/x", Destination::Refused(Refusal::NoScheme)),
            ("  ", Destination::Refused(Refusal::Empty)),
            ("MAILTO:a@b.org", Destination::Mail("MAILTO:a@b.org".into())),
        ];
        for (text, expected) in cases {
            assert_eq!(classify(text, FROM), expected, "{text}");
        }
    }

    #[test]
    fn no_spelling_of_a_script_passes() {
        let spellings = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}javascript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript\r:alert(1)",
            "java\u{0}script:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "\u{a0}javascript:alert(1)",
            "jаvascript:alert(1)",
            "blob:x",
            "x y:z",
        ];
        for text in spellings {
            assert!(matches!(classify(text, FROM), Destination::Refused(Refusal::Scheme(_))), "{text:?}");
        }
    }

    #[test]
    fn images_from_the_root_are_static_files() {
        let file = |path: &str| Destination::File { path: path.into(), tail: String::new() };
        assert_eq!(classify_image("/logo.png", FROM), file("content/_static/logo.png"));
        assert_eq!(classify_image("shot.png", FROM), file("content/cases/shot.png"));
        assert_eq!(classify_image("/../../x.png", FROM), Destination::Climbs);
    }
}
