//! What one edit brought, drawn so that it is still on the screen when all is said: last, after a few words on what
//! stood before it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::extent::Extent;
use super::human::frames;
use super::visible::visible;
use super::{Findings, plural, summary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// Mistakes that stood before and have a line each; all others are counted.
const LINES: usize = 4;
/// Columns. A line that took two rows would push out another.
const WIDTH: usize = 80;

/// Mistakes after an edit.
#[derive(Debug, Default)]
pub struct Edit {
    /// Those that stood before it, wherever it moved them.
    pub older: Vec<Diagnostic>,
    pub new: Vec<Diagnostic>,
    /// How many there are no more.
    pub gone: usize,
}

impl Edit {
    /// Parts what there is now by what there was before. A place does not tell whether a mistake is the same: an edit
    /// above moves it. A notice is worth saying once.
    pub fn of<'a>(before: impl Iterator<Item = &'a Diagnostic>, now: &[Diagnostic]) -> Self {
        let at_place: BTreeSet<&Diagnostic> = now.iter().collect();
        let (stayed, moved): (Vec<_>, Vec<_>) = before.partition(|one| at_place.contains(*one));
        let stayed: BTreeSet<&Diagnostic> = stayed.into_iter().collect();
        let mut left: BTreeMap<_, usize> = BTreeMap::new();
        for one in moved.into_iter().filter(|one| one.severity != Severity::Notice) {
            *left.entry(words(one)).or_default() += 1;
        }
        let mut edit = Self::default();
        for one in now {
            let is_older = stayed.contains(one)
                || left.get_mut(&words(one)).filter(|left| **left > 0).map(|left| *left -= 1).is_some();
            match is_older {
                true if one.severity == Severity::Notice => {}
                true => edit.older.push(one.clone()),
                false => edit.new.push(one.clone()),
            }
        }
        edit.gone = left.values().sum();
        edit
    }

    pub fn is_empty(&self) -> bool {
        self.older.is_empty() && self.new.is_empty()
    }

    /// What is drawn at last: what is new, or, where nothing is, what still stands in the files that were edited.
    fn drawn(&self, edited: &[&str]) -> (Vec<&Diagnostic>, Vec<Diagnostic>) {
        let is_edited = |one: &&Diagnostic| edited.contains(&&*one.file);
        let (of_edited, others): (Vec<_>, Vec<_>) = self.older.iter().partition(is_edited);
        match self.new.is_empty() {
            true => (others, of_edited.into_iter().cloned().collect()),
            false => (of_edited.into_iter().chain(others).collect(), self.new.clone()),
        }
    }
}

fn words(one: &Diagnostic) -> (Severity, &'static str, &str, &str) {
    (one.severity, one.code, &one.file, &one.message)
}

/// Draws what an edit of some files brought, after what stood before it, and counts it all; nothing if there is none.
pub fn edit(sources: &Sources, edit: &Edit, edited: &[&str]) -> String {
    let (named, mut drawn) = edit.drawn(edited);
    let of_older = Findings { sources, diagnostics: &edit.older };
    let mut text = String::new();
    let lines = if named.len() > LINES + 1 { LINES } else { named.len() };
    for one in &named[..lines] {
        let _ = writeln!(text, "{}", line(&of_older, one));
    }
    let others = &named[lines..];
    if !others.is_empty() {
        let files: BTreeSet<&str> = others.iter().map(|one| &*one.file).collect();
        let files = plural(files.len(), "file", "files");
        let _ = writeln!(
            text,
            "And {} in {files} that stood before: `corkboard check` lists them.",
            plural(others.len(), "mistake", "mistakes")
        );
    }
    if !text.is_empty() {
        text.push('\n');
    }
    // Not all may be drawn: what stops a build should be.
    drawn.sort_by_key(|one| one.severity);
    text.push_str(&frames(&Findings { sources, diagnostics: &drawn }, Extent::Glance));
    let all: Vec<Diagnostic> = edit.older.iter().chain(&edit.new).cloned().collect();
    if !all.is_empty() {
        let _ = writeln!(text, "{}", summary(&all));
    }
    text
}

/// `content/cases/x.md:3:1: error[E050]: there is no field…`, in one row.
fn line(findings: &Findings<'_>, one: &Diagnostic) -> String {
    let place = findings.place(one).map(|place| format!(":{}:{}", place.line, place.column));
    let file = visible(&one.file);
    let message = visible(&one.message);
    let line =
        format!("{file}{}: {}[{}]: {message}", place.unwrap_or_default(), one.severity.word(), one.code);
    match line.char_indices().nth(WIDTH - 1) {
        Some((end, last)) if end + last.len_utf8() < line.len() => format!("{}…", &line[..end]),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "one\ntwo\nthree\n";

    fn error(file: &str, at: usize, message: &str) -> Diagnostic {
        Diagnostic::error("E050", &file.into(), at..at + 1, message)
    }

    fn drawn(sources: &Sources, edit: &Edit, edited: &[&str]) -> String {
        anstream::adapter::strip_str(&super::edit(sources, edit, edited)).to_string()
    }

    #[test]
    fn what_moved_is_older_and_one_more_of_the_same_is_new() {
        let before = [error("a.md", 1, "odd"), error("a.md", 4, "even"), error("b.md", 1, "odd")];
        let now = [
            error("a.md", 2, "odd"),
            error("a.md", 3, "odd"),
            error("a.md", 4, "even"),
            error("b.md", 1, "odd"),
        ];
        let edit = Edit::of(before.iter(), &now);
        assert_eq!(edit.older, [now[0].clone(), now[2].clone(), now[3].clone()]);
        assert_eq!(edit.new, [now[1].clone()]);
        let notice = Diagnostic::new(Severity::Notice, "N030", &"site.toml".into(), None, "old");
        assert!(Edit::of([&notice].into_iter(), std::slice::from_ref(&notice)).is_empty());
        let gone = |before: &[Diagnostic], now: &[Diagnostic]| Edit::of(before.iter(), now).gone;
        assert_eq!(gone(&now, &before), 1);
        assert_eq!(gone(&[before[0].clone(), notice], &now[..1]), 0);
    }

    #[test]
    fn on_24_rows_the_new_mistake_and_the_sum_stay_in_sight() {
        let paths: Vec<String> = (0..40).map(|n| format!("content/cases/m{n:02}.md")).collect();
        let sources = Sources::from_texts(paths.iter().map(|path| (path.as_str(), TEXT)));
        let odd = |path: &String| {
            (0..4)
                .map(|n| error(path, n, &format!("odd {n}, {}", "and so on ".repeat(9))))
                .collect::<Vec<_>>()
        };
        let before: Vec<Diagnostic> = paths.iter().flat_map(odd).collect();
        let mut now = before.clone();
        now.insert(6, error(&paths[1], 9, "the newest"));
        let edit = Edit::of(before.iter(), &now);
        let text = drawn(&sources, &edit, &[&paths[1]]);
        let expected = "And 156 mistakes in 39 files that stood before: `corkboard check` lists them.

error[E050]: the newest
 --> content/cases/m01.md:3:2
  |
3 | three
  |  ^

161 errors in 40 files
";
        assert!(text.ends_with(expected), "{text}");
        // Those of the file that was edited come first.
        assert_eq!(text.matches("content/cases/m01.md:1:").count(), 4, "{text}");
        assert!(text.lines().count() < 20, "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
    }

    #[test]
    fn where_nothing_is_new_what_still_stands_in_the_file_is_drawn() {
        let sources = Sources::from_texts([("a.md", TEXT), ("b.md", TEXT)]);
        let now = [error("a.md", 1, "odd"), error("b.md", 1, "odd")];
        let edit = Edit::of(now.iter(), &now);
        let text = drawn(&sources, &edit, &["b.md"]);
        assert!(
            text.starts_with("a.md:1:2: error[E050]: odd\n\nerror[E050]: odd\n --> b.md:1:2\n"),
            "{text}"
        );
        assert!(text.ends_with("\n2 errors in 2 files\n"), "{text}");
        assert_eq!(drawn(&sources, &Edit::default(), &[]), "");
    }
}
