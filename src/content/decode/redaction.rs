//! Redacted values reach no output: a text of the case that names one is an error.

use super::Decoder;
use super::indicator::Hidden;
use crate::content::case::Indicator;
use crate::content::indicator::FANGS;
use crate::content::yaml::{Node, Value};
use crate::diagnostic::Span;

/// A text in lower case without defanging, and where each of its bytes comes from.
struct Plain {
    text: String,
    origin: Vec<usize>,
}

impl Plain {
    fn of(text: &str) -> Self {
        let mut plain =
            Self { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len()) };
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let written = FANGS.iter().find(|(written, _)| {
                rest.get(..written.len()).is_some_and(|start| start.eq_ignore_ascii_case(written))
            });
            let length = match written {
                Some((written, meant)) => {
                    plain.text.push_str(meant);
                    written.len()
                }
                None => {
                    let Some(first) = rest.chars().next() else { break };
                    plain.text.extend(first.to_lowercase());
                    first.len_utf8()
                }
            };
            plain.origin.resize(plain.text.len(), at);
            at += length;
        }
        plain
    }

    /// Where the other text stands in this one as words of its own.
    fn places<'a>(&'a self, needle: &'a str) -> impl Iterator<Item = Span> + 'a {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        self.text
            .match_indices(needle)
            .filter(move |(at, found)| {
                let before = self.text.get(..*at).and_then(|text| text.chars().next_back());
                let after = self.text.get(at + found.len()..).and_then(|text| text.chars().next());
                !word(before) && !word(after)
            })
            .filter_map(move |(at, found)| {
                let last = *self.origin.get(at + found.len() - 1)?;
                Some(Span { start: *self.origin.get(at)?, end: last + 1 })
            })
    }
}

/// What to look for: without the scheme, the mark of a handle, the slash at the end.
fn needle(value: &str) -> String {
    let plain = Plain::of(value).text;
    let bare = plain.split_once("://").map_or(plain.as_str(), |(_, rest)| rest);
    bare.trim_start_matches(['@', '#']).trim_end_matches('/').to_owned()
}

/// Where a text of another file names one of some redacted values.
pub fn places<'v>(text: &str, values: impl IntoIterator<Item = &'v str>) -> Vec<Span> {
    let plain = Plain::of(text);
    let needles: Vec<String> = values.into_iter().map(needle).filter(|needle| !needle.is_empty()).collect();
    let mut places: Vec<Span> = needles.iter().flat_map(|needle| plain.places(needle)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

impl Decoder<'_> {
    /// Notes each place outside their own entries where a redacted value would come to light.
    pub fn check_redactions(&mut self, root: &Node, body: usize, indicators: &[Indicator]) {
        let hidden = std::mem::take(&mut self.hidden);
        let needles: Vec<String> =
            hidden.iter().map(|one| needle(&one.value)).filter(|needle| !needle.is_empty()).collect();
        if !needles.is_empty() {
            let mut places = Vec::new();
            in_front_matter(root, &hidden, &needles, &mut places);
            let text = Plain::of(self.text.get(body..).unwrap_or_default());
            places
                .extend(needles.iter().flat_map(|needle| text.places(needle)).map(|span| span.shifted(body)));
            places.sort_unstable();
            places.dedup();
            for span in places {
                self.leak(span);
            }
            self.shown_indicators(root, indicators, &needles);
        }
        self.hidden = hidden;
    }

    fn leak(&mut self, span: Span) {
        self.error("E062", span, "This names a value that the case redacts")
            .hints
            .push("Take it out of the text, or take `redact: true` from the indicator.".into());
    }

    /// Indicators from a CSV file have no place in this one: the file's name has to stand for them.
    fn shown_indicators(&mut self, root: &Node, indicators: &[Indicator], needles: &[String]) {
        let Value::Map(entries) = &root.value else { return };
        let Some(entry) = entries.iter().find(|entry| entry.key.value == "indicators") else { return };
        if entry.value.text().is_none() {
            return;
        }
        let texts = |one: &Indicator| format!("{} {}", one.value, one.note.as_deref().unwrap_or_default());
        let named = |one: &&Indicator| {
            let plain = Plain::of(&texts(one));
            needles.iter().any(|needle| plain.places(needle).next().is_some())
        };
        let leaks = indicators.iter().filter(named).count();
        if leaks > 0 {
            let message = format!("{leaks} other rows of this file name a value that the file redacts");
            self.error("E062", entry.value.span, message).hints.push(
                "Write `true` in the column `redact` of those rows too, or take the value out of them."
                    .into(),
            );
        }
    }
}

fn in_front_matter(node: &Node, hidden: &[Hidden], needles: &[String], places: &mut Vec<Span>) {
    match &node.value {
        Value::Nothing => {}
        Value::Scalar(text) => {
            let text = Plain::of(text);
            if needles.iter().any(|needle| text.places(needle).next().is_some()) {
                places.push(node.span);
            }
        }
        Value::List(items) => items.iter().for_each(|item| in_front_matter(item, hidden, needles, places)),
        Value::Map(_) if hidden.iter().any(|one| one.entry == Some(node.span)) => {}
        Value::Map(entries) => {
            entries.iter().for_each(|entry| in_front_matter(&entry.value, hidden, needles, places));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, value: &str) -> Vec<String> {
        let plain = Plain::of(text);
        plain.places(&needle(value)).map(|span| text[span.range()].to_owned()).collect()
    }

    #[test]
    fn a_value_is_found_however_it_is_written() {
        for text in [
            "see secret.example now",
            "SECRET[.]example",
            "hxxps://secret[dot]example/x",
            "a.secret(.)Example",
        ] {
            assert_eq!(found(text, "https://secret[.]example/").len(), 1, "{text}");
        }
        assert_eq!(found("ask @smith or Smith", "@Smith"), ["smith", "Smith"]);
        assert_eq!(found("smithson blacksmith smith_1", "smith"), [""; 0]);
        assert_eq!(found("É: secret[.]example", "secret.example"), ["secret[.]example"]);
    }
}
