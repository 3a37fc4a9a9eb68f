//! What is wrong with an archive, as data for the overlay.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::Faults;
use super::editor::Editor;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::source::Sources;

/// So many are shown in full; all are counted.
const SHOWN: usize = 100;
/// Characters. Of a longer line the part around the mark is shown.
const LONGEST_LINE: usize = 300;

/// All diagnostics of an archive, and what overlays need to show the first of them.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    pub diagnostics: Vec<Diagnostic>,
    /// Line and column, from 1, and the lines around, of the first ones.
    places: Vec<Option<Spot>>,
    /// Addresses of pages that show an earlier text of their file.
    pub stale: Vec<String>,
}

#[derive(Debug, Clone)]
struct Spot {
    line: usize,
    column: usize,
    frame: Vec<Value>,
}

impl Problems {
    pub fn new(mut diagnostics: Vec<Diagnostic>, sources: &Sources, stale: Vec<String>) -> Self {
        // What stops a build comes first, also where only the first ones are shown.
        diagnostics.sort_by_key(|one| one.severity);
        let places = diagnostics.iter().take(SHOWN).map(|one| spot(one, sources)).collect();
        Self { diagnostics, places, stale }
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// As browsers get it, with the mistakes of templates that came to light since.
    pub fn json(&self, faults: &Faults, theme: &Sources, root: &Path, editor: &Editor) -> String {
        let stale: Vec<String> = self.stale.iter().cloned().chain(faults.addresses()).collect();
        let faults = &faults.diagnostics;
        let count = |severity| {
            let all = self.diagnostics.iter().chain(faults);
            all.filter(|one| one.severity == severity).count()
        };
        let mut files: BTreeMap<&Arc<str>, ()> = BTreeMap::new();
        let counted = self.diagnostics.iter().chain(faults).filter(|one| one.severity != Severity::Notice);
        files.extend(counted.map(|one| (&one.file, ())));
        let of_faults = faults.iter().map(|fault| (fault, spot(fault, theme)));
        let others = self.diagnostics.iter().zip(self.places.iter().cloned());
        let shown: Vec<Value> = of_faults
            .chain(others)
            .take(SHOWN)
            .map(|(one, spot)| diagnostic(one, spot.as_ref(), root, editor))
            .collect();
        json!({
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "files": files.len(),
            "diagnostics": shown,
            "stale": stale,
        })
        .to_string()
    }

    /// The first errors in words, for a page that has nothing else to show.
    pub fn lines(&self) -> Vec<String> {
        let errors = self.diagnostics.iter().zip(&self.places).filter(|(one, _)| one.is_error());
        errors.map(|(one, spot)| worded(one, spot.as_ref())).collect()
    }

    /// Whether there is an error that was not there before.
    pub fn adds_errors(&self, before: &Self) -> bool {
        let known: BTreeSet<&Diagnostic> = before.diagnostics.iter().filter(|one| one.is_error()).collect();
        self.diagnostics.iter().any(|one| one.is_error() && !known.contains(one))
    }
}

/// A mistake in words, with its place.
pub fn line(one: &Diagnostic, sources: &Sources) -> String {
    worded(one, spot(one, sources).as_ref())
}

fn worded(one: &Diagnostic, spot: Option<&Spot>) -> String {
    let place = spot.map_or_else(String::new, |spot| format!(":{}:{}", spot.line, spot.column));
    format!("{}{place}: error[{}]: {}", one.file, one.code, one.message)
}

fn diagnostic(one: &Diagnostic, spot: Option<&Spot>, root: &Path, editor: &Editor) -> Value {
    let (line, column) = spot.map_or((1, 1), |spot| (spot.line, spot.column));
    json!({
        "severity": one.severity.word(),
        "code": one.code,
        "message": one.message,
        "file": one.file.as_ref(),
        "line": spot.map(|spot| spot.line),
        "column": spot.map(|spot| spot.column),
        "frame": spot.map_or(&[][..], |spot| &spot.frame),
        "hints": one.hints,
        "editor": editor.link(&root.join(one.file.as_ref()), line, column),
    })
}

fn spot(one: &Diagnostic, sources: &Sources) -> Option<Spot> {
    let text = sources.texts.get(&one.file)?.text.as_ref();
    let place = Place::of(text, one.span?);
    let first = place.line.saturating_sub(1).max(1);
    let lines = text.lines().enumerate().skip(first - 1).take(place.line + 2 - first);
    let frame = lines.map(|(at, line)| framed(at + 1, line, place)).collect();
    Some(Spot { line: place.line, column: place.column, frame })
}

/// A line of a frame; the marked one with the range of its mark, in characters from 0.
fn framed(number: usize, line: &str, place: Place) -> Value {
    if number != place.line {
        return json!({"n": number, "text": cut(line, 0)});
    }
    let length = line.chars().count();
    let from = (place.column - 1).min(length);
    let to = if place.end_line == place.line { (place.end_column - 1).min(length) } else { length };
    // An empty mark, as of what is missing, is one character wide.
    let to = to.max(from + 1);
    let skipped = if length > LONGEST_LINE { from.saturating_sub(LONGEST_LINE / 3) } else { 0 };
    let to = (to - skipped).min(LONGEST_LINE.max(from - skipped + 1));
    json!({"n": number, "text": cut(line, skipped), "from": from - skipped, "to": to})
}

fn cut(line: &str, skipped: usize) -> String {
    line.chars().skip(skipped).take(LONGEST_LINE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json_of(text: &str, diagnostics: Vec<Diagnostic>) -> Value {
        let sources = Sources::from_texts([("content/cases/x.md", text)]);
        let problems = Problems::new(diagnostics, &sources, vec!["cases/x/".into()]);
        let json = problems.json(
            &Faults::default(),
            &Sources::default(),
            Path::new("/register"),
            &Editor::default(),
        );
        serde_json::from_str(&json).expect("JSON")
    }

    fn error(range: std::ops::Range<usize>) -> Diagnostic {
        Diagnostic::error("E050", &"content/cases/x.md".into(), range, "odd").hint("mend it")
    }

    #[test]
    fn a_mistake_has_its_lines_and_its_mark() {
        let text = "---\ntitle: Äther\nremvoed: 2021\n---\n";
        let at = text.find("remvoed").expect("there");
        let problems = json_of(text, vec![error(at..at + 7)]);
        let expected = json!({
            "errors": 1, "warnings": 0, "files": 1, "stale": ["cases/x/"],
            "diagnostics": [{
                "severity": "error", "code": "E050", "message": "odd", "file": "content/cases/x.md",
                "line": 3, "column": 1, "hints": ["mend it"],
                "editor": "vscode://file/register/content/cases/x.md:3:1",
                "frame": [
                    {"n": 2, "text": "title: Äther"},
                    {"n": 3, "text": "remvoed: 2021", "from": 0, "to": 7},
                    {"n": 4, "text": "---"},
                ],
            }],
        });
        assert_eq!(problems, expected);
    }

    #[test]
    fn marks_stay_on_their_line() {
        // Over two lines, beyond the end, and in a line of a thousand letters.
        let frame = |text: &str, range| json_of(text, vec![error(range)])["diagnostics"][0]["frame"].clone();
        assert_eq!(frame("one\ntwo", 1..6)[0], json!({"n": 1, "text": "one", "from": 1, "to": 3}));
        assert_eq!(frame("one", 90..99)[0], json!({"n": 1, "text": "one", "from": 3, "to": 4}));
        assert_eq!(frame("", 0..0), json!([]));
        let long = frame(&format!("{}BAD{}", "é".repeat(1000), "x".repeat(1000)), 2000..2003);
        let text: Vec<char> = long[0]["text"].as_str().expect("text").chars().collect();
        let range = |key: &str| long[0][key].as_u64().expect("a number") as usize;
        assert_eq!(text[range("from")..range("to")].iter().collect::<String>(), "BAD");
        assert_eq!(text.len(), LONGEST_LINE);
    }

    #[test]
    fn all_are_counted_and_errors_are_shown_first() {
        let warning = |at: usize| Diagnostic::warning("W001", &"content/cases/x.md".into(), at..at + 1, "hm");
        let mut all: Vec<Diagnostic> = (0..150).map(warning).collect();
        all.push(error(3..4));
        let problems = json_of(&"x".repeat(200), all);
        assert_eq!(problems["warnings"], 150);
        assert_eq!(problems["diagnostics"].as_array().map(Vec::len), Some(100));
        assert_eq!(problems["diagnostics"][0]["severity"], "error");
    }
}
