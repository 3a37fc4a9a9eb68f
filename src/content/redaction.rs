//! Redacted values reach no output: where a text names one, in whatever spelling.

mod folded;

use std::collections::BTreeMap;
use std::sync::Arc;

use aho_corasick::AhoCorasick;

use super::case::Indicator;
use super::markdown;
use super::yaml::{Node, Value};
use super::{front_matter, yaml};
use crate::diagnostic::Span;
use crate::source::Text;
use folded::Folded;

pub(super) use folded::reference;

/// Values that no output may show, and the files that redact them.
pub struct Redactions {
    matcher: AhoCorasick,
    /// For each value, the paths of the files that redact it.
    hiders: Vec<Vec<Arc<str>>>,
}

impl Redactions {
    /// Of values, each with the file that redacts it; `None` if there is nothing to look for.
    pub fn new<'a>(values: impl IntoIterator<Item = (&'a str, &'a Arc<str>)>) -> Option<Self> {
        let mut needles: BTreeMap<String, Vec<Arc<str>>> = BTreeMap::new();
        for (value, path) in values {
            for needle in spellings(value) {
                needles.entry(needle).or_default().push(Arc::clone(path));
            }
        }
        // Asked for every case: an automaton of nothing still takes time to make.
        if needles.is_empty() {
            return None;
        }
        let matcher = AhoCorasick::new(needles.keys()).ok()?;
        Some(Self { matcher, hiders: needles.into_values().collect() })
    }

    /// Where a document names a value that another file redacts; a file's own are told when it is read.
    pub fn in_document(&self, text: &Text) -> Vec<Span> {
        let (split, _) = front_matter::split(text);
        let root = split.as_ref().and_then(|split| yaml::parse(&text.path, &text.text, split.yaml.clone()).0);
        match (split, root) {
            (Some(split), Some(root)) => self.in_parts(&text.text, &root, split.body, Some(&text.path)),
            _ => self.in_text(&text.text, Some(&text.path)),
        }
    }

    /// The same of front matter and body; without `but` the file's own values count too.
    pub fn in_parts(&self, text: &str, root: &Node, body: usize, but: Option<&str>) -> Vec<Span> {
        let mut places = Vec::new();
        self.in_tree(root, but, &mut places);
        let words = text.get(body..).unwrap_or_default();
        // As it is written, for what only the file shows, and as readers get it.
        places.extend(self.in_text(words, but).into_iter().map(|span| span.shifted(body)));
        for strand in markdown::strands(words) {
            places.extend(self.places(&Folded::of(&strand, words, body), but));
        }
        innermost(places)
    }

    pub fn in_text(&self, text: &str, but: Option<&str>) -> Vec<Span> {
        innermost(self.places(&Folded::plain(text), but).collect())
    }

    /// Whether the name of a file, which its address is made of, has a value in it.
    pub fn in_path(&self, path: &Arc<str>) -> bool {
        !self.in_text(path, None).is_empty()
    }

    /// How many indicators name a value.
    pub fn in_indicators(&self, indicators: &[Indicator], but: Option<&str>) -> usize {
        let named = |text: &str| !self.in_text(text, but).is_empty();
        indicators.iter().filter(|one| named(&one.value) || one.note.as_deref().is_some_and(named)).count()
    }

    fn places<'a>(&'a self, text: &'a Folded, but: Option<&'a str>) -> impl Iterator<Item = Span> + 'a {
        let counts = move |value: usize| {
            self.hiders.get(value).is_some_and(|paths| paths.iter().all(|path| Some(&**path) != but))
        };
        self.matcher
            .find_overlapping_iter(&text.text)
            .filter(move |found| counts(found.pattern().as_usize()))
            .filter_map(|found| text.place(found.start(), found.end()))
    }

    fn in_tree(&self, node: &Node, but: Option<&str>, places: &mut Vec<Span>) {
        match &node.value {
            Value::Nothing => {}
            Value::Scalar(text) => {
                if !self.in_text(text, but).is_empty() {
                    places.push(node.span);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.in_tree(item, but, places)),
            Value::Map(_) if is_redacted(node) => {}
            Value::Map(entries) => {
                for entry in entries {
                    self.in_tree(&entry.value, but, places);
                    // The one mapping whose keys are an author's own words.
                    if let ("sources", Value::Map(sources)) = (entry.key.value.as_str(), &entry.value.value) {
                        let ids = sources.iter().map(|source| &source.key);
                        let named = ids.filter(|id| !self.in_text(&id.value, but).is_empty());
                        places.extend(named.map(|id| id.span));
                    }
                }
            }
        }
    }
}

/// An indicator that stays out of every output: `redact` says so, or says nothing that can be read.
fn is_redacted(node: &Node) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let redact = entries.iter().find(|entry| entry.key.value == "redact");
    redact.is_some_and(|entry| match &entry.value.value {
        Value::Nothing => false,
        Value::Scalar(word) => !matches!(word.trim().to_lowercase().as_str(), "false" | "no" | "0"),
        _ => true,
    })
}

/// What a value is looked for as: without scheme, `@`, `#`, `www.` and a slash at its end; and where its host has
/// letters beyond ASCII, as the other of the two forms that IDNA (UTS #46) gives such a host.
fn spellings(value: &str) -> Vec<String> {
    let folded = |text: &str| Folded::plain(text).text;
    let plain = folded(value.trim());
    let bare = plain.split_once("://").map_or(plain.as_str(), |(_, rest)| rest);
    let bare = bare.trim_start_matches(['@', '#']).trim_end_matches('/');
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let (before, rest) = bare.rsplit_once('@').map_or(("", bare), |(name, rest)| (name, rest));
    let (host, after) = rest.split_at(rest.find(['/', ':', '?']).unwrap_or(rest.len()));
    let other = if host.is_ascii() { idna::domain_to_unicode(host).0 } else { ascii_host(host) };
    let name = if before.is_empty() { String::new() } else { format!("{before}@") };
    let mut all = vec![bare.to_owned(), folded(&format!("{name}{other}{after}"))];
    all.retain(|spelling| !spelling.is_empty());
    all.dedup();
    all
}

/// `xn--…`, or the host as it is where it cannot be one.
fn ascii_host(host: &str) -> String {
    if host.contains('.') {
        idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_owned())
    } else {
        host.to_owned()
    }
}

/// Each place once, without those that only surround another.
fn innermost(mut places: Vec<Span>) -> Vec<Span> {
    places.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    places.dedup();
    let mut end = usize::MAX;
    let mut kept: Vec<Span> = Vec::with_capacity(places.len());
    for span in places.into_iter().rev() {
        if span.end < end {
            end = span.end;
            kept.push(span);
        }
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, value: &str) -> Vec<String> {
        let path = Arc::from("x.md");
        let redactions = Redactions::new([(value, &path)]).expect("a value");
        redactions.in_text(text, None).into_iter().map(|span| text[span.range()].to_owned()).collect()
    }

    #[test]
    fn a_value_is_found_however_it_is_written() {
        for text in [
            "see secret.example now",
            "SECRET[.]example",
            "hxxps://secret[dot]example/x",
            "a.secret(.)Example",
            "se\u{ad}cret.ex\u{200b}ample",
            "xy\u{200b}secret.example",
            "secret%2Eexample",
            "?u=http%3A%2F%2Fsecret%252Eexample%2Fx",
            "&#115;ecret&period;ex&#x61mple",
            "s&shy;ecret.example",
            "ｓｅｃｒｅｔ．example",
            "secret。example",
        ] {
            assert_eq!(found(text, "https://www.secret[.]example/").len(), 1, "{text}");
        }
        assert_eq!(found("ask @smith or Smith", "@Smith"), ["smith", "Smith"]);
        assert_eq!(found("smithson blacksmith smith_1", "smith"), [""; 0]);
        assert_eq!(found("É: secret[.]example", "secret.example"), ["secret[.]example"]);
        assert_eq!(found("at xn--bcher-kva.example/x", "bücher.example"), ["xn--bcher-kva.example"]);
        assert_eq!(
            found("ask info@BÜCHER[.]example", "info@xn--bcher-kva.example"),
            ["info@BÜCHER[.]example"]
        );
        assert_eq!(found("100% of 5%zz &c; & secret", "secret"), ["secret"]);
    }

    #[test]
    fn only_the_narrowest_places_are_kept() {
        let span = |start, end| Span { start, end };
        let places = vec![span(0, 9), span(2, 4), span(2, 4), span(6, 12), span(7, 8), span(20, 21)];
        assert_eq!(innermost(places), [span(2, 4), span(7, 8), span(20, 21)]);
    }
}
