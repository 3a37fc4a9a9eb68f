//! Redacted values reach no output: where a text names one, in whatever spelling.

mod folded;
mod spelling;

use std::collections::BTreeMap;
use std::iter::once;
use std::net::Ipv6Addr;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use pulldown_cmark::{Event, Parser, Tag};

use super::case::Indicator;
use super::markdown;
use super::yaml::{Node, Value};
use super::{front_matter, yaml};
use crate::diagnostic::Span;
use crate::source::{Digest, Text};
use folded::Folded;
use spelling::{Kind, Spelling};

pub(super) use folded::reference;

/// Values that no output may show, and the files that redact them.
pub struct Redactions {
    matcher: AhoCorasick,
    /// For each spelling, in the order of the matcher.
    needles: Vec<Needle>,
    /// Addresses of IPv6, with the paths of the files that redact them.
    v6: BTreeMap<Ipv6Addr, Vec<Arc<str>>>,
    /// Of all spellings.
    digest: Digest,
}

/// What is known of a spelling.
#[derive(Default)]
struct Needle {
    /// What is only what an address makes of a value counts where an address or a name stands.
    kind: Kind,
    /// The paths of the files that redact its value.
    hiders: Vec<Arc<str>>,
}

/// Keys of front matter whose words make no address, or are somebody else's.
const PROSE: [&str; 9] =
    ["summary", "note", "statement", "change", "reason", "content_warning", "url", "archive", "indicators"];

/// Where a value stands, and whether only as what an address makes of it.
type Found = (Span, bool);

impl Redactions {
    /// Of values, each with the file that redacts it; `None` if there is nothing to look for.
    pub fn new<'a>(values: impl IntoIterator<Item = (&'a str, &'a Arc<str>)>) -> Option<Self> {
        let mut needles: BTreeMap<String, Needle> = BTreeMap::new();
        let mut v6: BTreeMap<Ipv6Addr, Vec<Arc<str>>> = BTreeMap::new();
        for (value, path) in values {
            for Spelling { text, kind } in spelling::of(value) {
                let needle = needles.entry(text).or_insert_with(|| Needle { kind, ..Needle::default() });
                needle.kind = needle.kind.min(kind);
                needle.hiders.push(Arc::clone(path));
            }
            if let Some(address) = spelling::v6(value) {
                v6.entry(address).or_default().push(Arc::clone(path));
            }
        }
        // Asked for every case: an automaton of nothing still takes time to make.
        if needles.is_empty() {
            return None;
        }
        let matcher = AhoCorasick::new(needles.keys()).ok()?;
        let spellings: Vec<String> =
            needles.iter().map(|(text, needle)| format!("{:?} {text}\n", needle.kind)).collect();
        let digest = Digest::of(spellings.concat().as_bytes());
        Some(Self { matcher, needles: needles.into_values().collect(), v6, digest })
    }

    /// Tells whether other values are looked for than before.
    pub fn digest(&self) -> Digest {
        self.digest
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
        self.in_tree(root, but, true, &mut places);
        let words = text.get(body..).unwrap_or_default();
        // As it is written, for what only the file shows, and as readers get it.
        let written = Folded::plain(words);
        let mut found: Vec<Found> =
            self.places(&written, but).map(|(span, slug)| (span.shifted(body), slug)).collect();
        for strand in markdown::strands(words) {
            let strand = Folded::of(&strand, words, body);
            found.extend(self.places(&strand, but));
            found.extend(self.spaced(&strand, but).into_iter().map(|span| (span, true)));
        }
        if found.iter().any(|(_, slug)| *slug) {
            let headings = headings(words, body);
            let within = |span: Span| headings.iter().any(|at| at.start <= span.start && span.end <= at.end);
            found.retain(|(span, slug)| !slug || within(*span));
        }
        places.extend(found.into_iter().map(|(span, _)| span));
        innermost(places)
    }

    pub fn in_text(&self, text: &str, but: Option<&str>) -> Vec<Span> {
        self.in_words(text, but, false)
    }

    fn in_words(&self, text: &str, but: Option<&str>, slugs: bool) -> Vec<Span> {
        let text = Folded::plain(text);
        let found = self.places(&text, but).filter(|(_, slug)| slugs || !slug).map(|(span, _)| span);
        let spaced = slugs.then(|| self.spaced(&text, but)).into_iter().flatten();
        innermost(found.chain(spaced).collect())
    }

    /// Whether the name of a file, which its address is made of, has a value in it.
    pub fn in_path(&self, path: &Arc<str>) -> bool {
        let hyphened = path.replace(|c: char| !c.is_alphanumeric() && c != '/', "-");
        [path, hyphened.as_str()].iter().any(|path| !self.in_words(path, None, true).is_empty())
    }

    /// How many indicators name a value.
    pub fn in_indicators(&self, indicators: &[Indicator], but: Option<&str>) -> usize {
        let named = |text: &str| !self.in_text(text, but).is_empty();
        indicators.iter().filter(|one| named(&one.value) || one.note.as_deref().is_some_and(named)).count()
    }

    fn places<'a>(&'a self, text: &'a Folded, but: Option<&'a str>) -> impl Iterator<Item = Found> + 'a {
        let needles = once(text).chain(text.closed.as_deref()).flat_map(move |text| {
            let found = self.needles(text, but);
            found.filter_map(|(at, kind)| Some((text.place(at.start, at.end)?, kind != Kind::Plain)))
        });
        let v6 = (!self.v6.is_empty()).then(|| spelling::all_v6(&text.text)).into_iter().flatten();
        let v6 = v6.filter_map(move |(start, end, address)| {
            self.v6.get(&address).filter(|hiders| is_of_others(hiders, but))?;
            Some((text.place(start, end)?, false))
        });
        needles.chain(v6)
    }

    /// Where the words of a text, with hyphens between them, make what an address makes of a value.
    fn spaced(&self, text: &Folded, but: Option<&str>) -> Vec<Span> {
        let Some(text) = text.hyphened() else { return Vec::new() };
        let found = self.needles(&text, but).filter(|(_, kind)| *kind == Kind::Spaced);
        found.filter_map(|(at, _)| text.place(at.start, at.end)).collect()
    }

    fn needles<'a>(
        &'a self,
        text: &'a Folded,
        but: Option<&'a str>,
    ) -> impl Iterator<Item = (std::ops::Range<usize>, Kind)> + 'a {
        self.matcher.find_overlapping_iter(&text.text).filter_map(move |found| {
            let needle = self.needles.get(found.pattern().as_usize())?;
            is_of_others(&needle.hiders, but).then_some((found.range(), needle.kind))
        })
    }

    /// `names`: whether slugs count, since what stands there may become an address.
    fn in_tree(&self, node: &Node, but: Option<&str>, names: bool, places: &mut Vec<Span>) {
        match &node.value {
            Value::Nothing => {}
            Value::Scalar(text) => {
                if !self.in_words(text, but, names).is_empty() {
                    places.push(node.span);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.in_tree(item, but, names, places)),
            Value::Map(_) if is_redacted(node) => {}
            Value::Map(entries) => {
                for entry in entries {
                    let names = names && !PROSE.contains(&entry.key.value.as_str());
                    self.in_tree(&entry.value, but, names, places);
                    // The one mapping whose keys are an author's own words.
                    if let ("sources", Value::Map(sources)) = (entry.key.value.as_str(), &entry.value.value) {
                        let ids = sources.iter().map(|source| &source.key);
                        let named = ids.filter(|id| !self.in_words(&id.value, but, true).is_empty());
                        places.extend(named.map(|id| id.span));
                    }
                }
            }
        }
    }
}

/// Whether a value counts in a file: its own are told when it is read.
fn is_of_others(hiders: &[Arc<str>], but: Option<&str>) -> bool {
    hiders.iter().all(|path| Some(&**path) != but)
}

/// Where the headings of a body stand, whose words make anchors.
fn headings(body: &str, start: usize) -> Vec<Span> {
    let events = Parser::new(body).into_offset_iter();
    let heading = |(event, at)| {
        matches!(event, Event::Start(Tag::Heading { .. })).then(|| Span::from(at).shifted(start))
    };
    events.filter_map(heading).collect()
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
mod tests;
