//! The tags of raw HTML and their attributes, each with its place.

use std::borrow::Cow;
use std::ops::Range;

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawTag<'a> {
    /// Lower case.
    pub name: String,
    /// `<name`, for a message to point at.
    pub at: Range<usize>,
    pub attributes: Vec<Attribute<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    /// Lower case.
    pub name: String,
    /// With `&amp;` read.
    pub value: Cow<'a, str>,
    /// Where the value stands, without its quotes.
    pub at: Range<usize>,
}

impl<'a> RawTag<'a> {
    /// Where a link leads or what an image shows.
    pub(super) fn address(&self) -> Option<&Attribute<'a>> {
        let wanted = match self.name.as_str() {
            "a" => "href",
            "img" => "src",
            _ => return None,
        };
        self.attributes.iter().find(|attribute| attribute.name == wanted)
    }
}

/// All opening tags; what stands in comments, scripts and style sheets is none.
pub(super) fn raw_tags(html: &str) -> Vec<RawTag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = &html[start..];
        at = start + 1;
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + end);
            continue;
        }
        let length =
            rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len() - 1);
        let name = rest[1..=length].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (attributes, end) = attributes(html, at + length);
        at = end;
        if matches!(name.as_str(), "script" | "style") {
            let close = format!("</{name}");
            at += html[end..].to_ascii_lowercase().find(&close).unwrap_or(html.len() - end);
        }
        tags.push(RawTag { name, at: start..start + 1 + length, attributes });
    }
    tags
}

/// The attributes from a place on, and where the tag ends.
fn attributes(html: &str, mut at: usize) -> (Vec<Attribute<'_>>, usize) {
    let mut found = Vec::new();
    let skip = |at: usize, signs: &str| {
        let rest = &html[at..];
        at + rest.find(|c: char| !c.is_whitespace() && !signs.contains(c)).unwrap_or(rest.len())
    };
    loop {
        at = skip(at, "/=");
        let rest = &html[at..];
        if rest.is_empty() || rest.starts_with('>') {
            return (found, at);
        }
        let end = rest.find(|c: char| c.is_whitespace() || "=/>".contains(c)).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        let mut value = at + end..at + end;
        let sign = skip(at + end, "");
        at = value.end;
        if html[sign..].starts_with('=') {
            let start = skip(sign + 1, "");
            let rest = &html[start..];
            value = match rest.chars().next() {
                Some(mark @ ('"' | '\'')) => {
                    let end = rest[1..].find(mark).map_or(html.len(), |end| start + 1 + end);
                    at = (end + 1).min(html.len());
                    start + 1..end
                }
                _ => {
                    at = start + rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
                    start..at
                }
            };
        }
        let text = &html[value.clone()];
        let text = if text.contains("&amp;") { text.replace("&amp;", "&").into() } else { text.into() };
        found.push(Attribute { name, value: text, at: value });
    }
}

/// Raw HTML with other values of its attributes, where there are others.
pub(super) fn with_values<'a>(
    html: Cow<'a, str>,
    mut value: impl FnMut(&RawTag<'_>, &Attribute<'_>) -> Option<String>,
) -> Cow<'a, str> {
    let tags = raw_tags(&html);
    let attributes = tags.iter().flat_map(|tag| tag.attributes.iter().map(move |attribute| (tag, attribute)));
    let changed: Vec<(Range<usize>, String)> = attributes
        .filter_map(|(tag, attribute)| Some((attribute.at.clone(), value(tag, attribute)?)))
        .collect();
    if changed.is_empty() {
        return html;
    }
    let mut out = String::with_capacity(html.len() + 32);
    let mut done = 0;
    for (at, address) in changed {
        out.push_str(&html[done..at.start]);
        let quoted = html[..at.start].ends_with(['"', '\'']);
        out.push_str(if quoted { "" } else { "\"" });
        super::escape::address(&mut out, &address);
        out.push_str(if quoted { "" } else { "\"" });
        done = at.end;
    }
    out.push_str(&html[done..]);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_the_places_of_their_addresses() {
        let html = "a < b <a\n HREF = '/x?a&amp;b' title=\"<i>\">c</a><!-- <img src=n> --><img src=y.png><style>a<b</style><br>";
        let found: Vec<_> = raw_tags(html)
            .into_iter()
            .map(|tag| {
                (
                    tag.name.clone(),
                    tag.address().map(|one| (one.value.to_string(), html[one.at.clone()].to_owned())),
                )
            })
            .collect();
        let name = str::to_owned;
        assert_eq!(
            found,
            [
                (name("a"), Some((name("/x?a&b"), name("/x?a&amp;b")))),
                (name("img"), Some((name("y.png"), name("y.png")))),
                (name("style"), None),
                (name("br"), None),
            ]
        );
        for broken in [
            "<",
            "<a",
            "<a href",
            "<a href=",
            "<a href='",
            "<a href=\"x",
            "<script",
            "<!--",
            "<é>",
            "<a é='é",
        ] {
            raw_tags(broken);
        }
    }

    #[test]
    fn addresses_are_replaced_where_they_stand() {
        let new = |html: &'static str| {
            with_values(html.into(), |tag, attribute| {
                let is_new = tag.address() == Some(attribute) && attribute.value != "keep";
                is_new.then(|| format!("{}/{}", tag.name, attribute.value))
            })
        };
        assert_eq!(
            new("<a href='x'>x</a><img alt=q src=y><a href=keep>"),
            "<a href='a/x'>x</a><img alt=q src=\"img/y\"><a href=keep>"
        );
    }
}
