//! The `{places}` of a text, which the program fills: those of a translation against those of the English text.

use std::collections::{BTreeMap, BTreeSet};

use super::codes;
use super::layer::LayerFile;
use super::table::Entry;
use super::words::FORMS;
use crate::content::vocabulary::nearest;
use crate::diagnostic::{Diagnostic, Span};

/// Forms that may say their number in words: "a case".
const IN_WORDS: [&str; 2] = ["one", "two"];

/// W042: places of a text that nothing fills, and those of the English text that it lacks.
pub fn check(file: &LayerFile, entry: &Entry, english: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let Some((text, known, needed)) = expected(&entry.key, english) else { return Vec::new() };
    let own = places(&entry.text);
    let warning = |span, message| Diagnostic::warning(codes::PLACES, &file.path, span, message);
    let mut found: Vec<Diagnostic> = own
        .difference(&known)
        .map(|place| {
            let message =
                format!("nothing fills {{{place}}} in `{}`, so it would be shown like this", entry.key);
            let hint = match (nearest(place, known.iter().copied()), known.is_empty()) {
                (Some(near), _) => format!("Did you mean {{{near}}}?"),
                (None, true) => "The English text has no such places: take it out.".to_owned(),
                (None, false) => format!("The English text has {}.", listed(known.iter())),
            };
            warning(place_of(file, entry, place), message).hint(hint)
        })
        .collect();
    let missing: Vec<&&str> = needed.difference(&own).collect();
    if !missing.is_empty() {
        let missing = listed(missing.into_iter());
        let message = format!("`{}` lacks {missing}, which the program fills", entry.key);
        found.push(warning(entry.span, message).hint(format!("The English text is \"{text}\".")));
    }
    found
}

/// The English text of a key, the places that it may have, and those that it must have.
fn expected<'a>(
    key: &str,
    english: &'a BTreeMap<String, String>,
) -> Option<(&'a str, BTreeSet<&'a str>, BTreeSet<&'a str>)> {
    let (table, form) = key.rsplit_once('.').unwrap_or(("", key));
    let Some(other) = english.get(&format!("{table}.other")).filter(|_| FORMS.contains(&form)) else {
        let text = english.get(key)?;
        return Some((text, places(text), places(text)));
    };
    let forms = FORMS.iter().filter_map(|form| english.get(&format!("{table}.{form}")));
    let known = forms.flat_map(|text| places(text)).collect();
    let mut needed = places(other);
    if form == "zero" {
        // Of none, there may be nothing to add.
        needed.clear();
    } else if IN_WORDS.contains(&form) {
        needed.remove("n");
    }
    Some((english.get(key).unwrap_or(other), known, needed))
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

fn listed<'a>(places: impl Iterator<Item = &'a &'a str>) -> String {
    places.map(|place| format!("{{{place}}}")).collect::<Vec<_>>().join(", ")
}

/// Where a place stands in the file.
fn place_of(file: &LayerFile, entry: &Entry, place: &str) -> Span {
    let written = format!("{{{place}}}");
    let text = file.text().and_then(|text| text.get(entry.span.range())).unwrap_or_default();
    text.find(&written).map_or(entry.span, |at| {
        let start = entry.span.start + at;
        Span { start, end: start + written.len() }
    })
}
