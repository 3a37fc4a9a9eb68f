//! The names of headings: what stands after `#` in an address.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names that the page around a case's body has already; a heading of that name gets a number.
pub const CASE_PAGE_IDS: [&str; 13] = [
    "account",
    "attribution",
    "cite",
    "corrections",
    "glance",
    "indicators",
    "main",
    "mentions",
    "narratives",
    "related",
    "size",
    "sources",
    "techniques",
];

/// Beginnings of names that pages make themselves: sources, footnotes, section heads, disagreements.
const PREFIXES: [&str; 5] = ["src-", "fn-", "fr-", "h-", "d-"];

/// Whether the page has an anchor of that name whatever its body says. `path` is the file's, in the archive.
pub(super) fn is_of_page(id: &str, path: &str) -> bool {
    id == "main"
        || PREFIXES.iter().any(|prefix| id.starts_with(prefix))
        || (path.starts_with("content/cases/") && CASE_PAGE_IDS.contains(&id))
}

/// Names that every page of the theme has, that cases have beside [`CASE_PAGE_IDS`], that the home page has, and that pages
/// of actors and other terms have.
const OF_ALL: [&str; 2] = ["mentions", "seek"];
const OF_CASES: [&str; 2] = ["g", "m"];
const OF_HOME: [&str; 11] =
    ["ac", "actors", "co", "corrections", "kf", "lc", "mp", "none", "origins", "timeline", "tl"];
const OF_TERMS: [&str; 10] =
    ["ab", "about", "as-attributed", "as-client", "as-operator", "cases", "tf", "timeline", "tl", "x"];
/// Folders of such pages.
const TERMS: [&str; 10] = [
    "actors",
    "languages",
    "origins",
    "platforms",
    "publishers",
    "tags",
    "targets",
    "techniques",
    "types",
    "years",
];

/// Whether raw HTML should not give that name, since the page around the body has it.
pub fn is_taken(id: &str, path: &str) -> bool {
    let folder = path.strip_prefix("content/").and_then(|path| path.split_once('/'));
    let of_kind = match folder {
        _ if path == "content/index.md" => OF_HOME.contains(&id),
        Some(("cases", _)) => OF_CASES.contains(&id),
        Some((folder, _)) if TERMS.contains(&folder) => OF_TERMS.contains(&id),
        _ => false,
    };
    let is_of_chart = ["tl-", "rl-"].iter().any(|prefix| id.starts_with(prefix));
    of_kind || is_of_chart || OF_ALL.contains(&id) || is_of_page(id, path)
}

/// Gives out names, each once.
#[derive(Debug)]
pub(super) struct Anchors<'a> {
    path: &'a str,
    /// Each name, and the number to try first when it is wanted again: a thousand equal headings stay cheap.
    given: BTreeMap<String, usize>,
}

impl<'a> Anchors<'a> {
    pub(super) fn new(path: &'a str) -> Self {
        Self { path, given: BTreeMap::new() }
    }

    /// A name for a heading: its words as GitHub would write them, with `-2`, `-3` … when taken.
    pub(super) fn give(&mut self, words: &str) -> String {
        let base = slug(words);
        let mut number = match self.given.get(&base) {
            Some(number) => *number,
            None if is_of_page(&base, self.path) => 2,
            None => {
                self.given.insert(base.clone(), 2);
                return base;
            }
        };
        loop {
            let id = format!("{base}-{number}");
            number += 1;
            if !self.given.contains_key(&id) {
                self.given.insert(base, number);
                self.given.insert(id.clone(), 2);
                return id;
            }
        }
    }
}

/// Lower case; letters, digits and marks of any script stay, spaces become hyphens, the rest goes.
fn slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    let mut push = |c: char| {
        if c.is_whitespace() {
            slug.push('-');
        } else if c.is_alphanumeric() || c == '-' || c == '_' || is_combining_mark(c) {
            slug.push(c);
        }
    };
    let words = words.trim();
    if words.is_ascii() {
        words.chars().map(|c| c.to_ascii_lowercase()).for_each(&mut push);
    } else {
        words.nfc().flat_map(char::to_lowercase).for_each(&mut push);
    }
    if slug.chars().any(char::is_alphanumeric) { slug } else { "section".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_readable_and_given_once() {
        let mut anchors = Anchors::new("content/about.md");
        let words =
            ["What's found?", "What's found", "أرقام الشبكة", "हिन्दी", "???", "Sources", "x-2", "x", "x"];
        let ids: Vec<_> = words.into_iter().map(|words| anchors.give(words)).collect();
        let expected = [
            "whats-found",
            "whats-found-2",
            "أرقام-الشبكة",
            "हिन्दी",
            "section",
            "sources",
            "x-2",
            "x",
            "x-3",
        ];
        assert_eq!(ids, expected);
    }

    #[test]
    fn a_case_page_keeps_its_own_names() {
        let mut anchors = Anchors::new("content/cases/x.md");
        assert_eq!(anchors.give("Attribution"), "attribution-2");
        assert_eq!(anchors.give("Attribution"), "attribution-3");
        assert_eq!(anchors.give("Src 1"), "src-1-2");
    }
}
