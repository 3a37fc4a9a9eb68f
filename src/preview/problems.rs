//! What is wrong with an archive, as data for the overlay.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::repeat;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::Faults;
use super::editor::Editor;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::source::Sources;

/// So many are shown in full; all are counted.
const SHOWN: usize = 100;
/// So many files beyond those have the place of their first mistake at hand, to be shown on their own pages.
const FILES: usize = 1000;
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
    /// Addresses of pages whose file has mistakes and never was without: what can be read of it is shown.
    pub unfinished: Vec<String>,
}

#[derive(Debug, Clone)]
struct Spot {
    line: usize,
    column: usize,
    frame: Vec<Value>,
}

impl Problems {
    pub fn new(mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Self {
        // What stops a build comes first, also where only the first ones are shown.
        diagnostics.sort_by_key(|one| one.severity);
        let mut files = BTreeSet::new();
        let mut is_placed = |at, one: &Diagnostic| {
            let is_first = files.len() < FILES && files.insert(Arc::clone(&one.file));
            at < SHOWN || is_first
        };
        let all = diagnostics.iter().enumerate();
        let places = all.map(|(at, one)| is_placed(at, one).then(|| spot(one, sources)).flatten()).collect();
        Self { diagnostics, places, ..Self::default() }
    }

    /// The same, with the pages that do not show what their files say.
    #[must_use]
    pub fn on_pages(self, stale: Vec<String>, unfinished: Vec<String>) -> Self {
        Self { stale, unfinished, ..self }
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// As browsers get it, with the mistakes of templates that came to light since. Of those that weigh the same, a page's
    /// `own` come first.
    pub fn json(
        &self,
        faults: &Faults,
        theme: &Sources,
        own: impl Fn(&Diagnostic) -> bool,
        linked: (&Path, &Editor),
    ) -> String {
        let stale: Vec<String> = self.stale.iter().cloned().chain(faults.addresses()).collect();
        let faults = &faults.diagnostics;
        let count = |severity| {
            let all = self.diagnostics.iter().chain(faults);
            all.filter(|one| one.severity == severity).count()
        };
        let mut files: BTreeMap<&Arc<str>, ()> = BTreeMap::new();
        let counted = self.diagnostics.iter().chain(faults).filter(|one| one.severity != Severity::Notice);
        files.extend(counted.map(|one| (&one.file, ())));
        let placed: Vec<Option<Spot>> = faults.iter().take(SHOWN).map(|fault| spot(fault, theme)).collect();
        let of_faults = faults.iter().zip(placed.iter().chain(repeat(&None)));
        let mut all: Vec<_> = of_faults.chain(self.diagnostics.iter().zip(&self.places)).collect();
        all.sort_by_cached_key(|(one, _)| (one.severity, !own(one)));
        let first = all.into_iter().take(SHOWN);
        let shown: Vec<Value> = first.map(|(one, spot)| diagnostic(one, spot.as_ref(), linked)).collect();
        json!({
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "files": files.len(),
            "diagnostics": shown,
            "stale": stale,
            "unfinished": self.unfinished,
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

fn diagnostic(one: &Diagnostic, spot: Option<&Spot>, (root, editor): (&Path, &Editor)) -> Value {
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
        let problems = Problems::new(diagnostics, &sources).on_pages(vec!["cases/x/".into()], Vec::new());
        let (faults, theme, editor) = (Faults::default(), Sources::default(), Editor::default());
        let json = problems.json(&faults, &theme, |_| false, (Path::new("/register"), &editor));
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
            "errors": 1, "warnings": 0, "files": 1, "stale": ["cases/x/"], "unfinished": [],
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
    fn a_page_has_its_own_mistakes_first_though_many_others_stand_before() {
        let texts = [("content/about.md", "one"), ("content/cases/x.md", "two")];
        let sources = Sources::from_texts(texts);
        let of = |file: &str, at: usize| Diagnostic::error("E050", &file.into(), at..at + 1, "odd");
        let mut all: Vec<Diagnostic> = (0..150).map(|at| of("content/about.md", at % 3)).collect();
        all.push(of("content/cases/x.md", 2));
        all.push(Diagnostic::warning("W001", &"content/cases/x.md".into(), 0..1, "hm"));
        let problems = Problems::new(all, &sources);
        let own = |one: &Diagnostic| &*one.file == "content/cases/x.md";
        let linked = (Path::new("/register"), &Editor::default());
        let json = problems.json(&Faults::default(), &Sources::default(), own, linked);
        let json: Value = serde_json::from_str(&json).expect("JSON");
        let (first, second) = (&json["diagnostics"][0], &json["diagnostics"][1]);
        assert_eq!((&first["file"], &first["column"]), (&json!("content/cases/x.md"), &json!(3)));
        assert_eq!((&second["file"], &second["severity"]), (&json!("content/about.md"), &json!("error")));
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
