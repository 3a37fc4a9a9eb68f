//! Where a file's front matter is, and where its body begins.

use std::ops::Range;

use super::yaml::line_around;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::source::Text;

/// A file's two parts, as byte offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The YAML between the two marks.
    pub yaml: Range<usize>,
    /// Where the Markdown begins.
    pub body: usize,
}

const MARK: &str = "---";

/// Finds the front matter: all between a first line `---` and the next line `---`.
///
/// The notices about byte order marks and Windows line ends are given for any file that is not empty.
pub fn split(text: &Text) -> (Option<Split>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    if text.text.trim().is_empty() {
        let empty = Diagnostic::new(Severity::Error, "E001", &text.path, None, "The file is empty").hint(
            "Write front matter and a body, or remove the file; `corkboard new` writes one to start from.",
        );
        return (None, vec![empty]);
    }
    notices(text, &mut diagnostics);
    let mut lines = lines(&text.text);
    if lines.next().is_none_or(|(_, line)| line.trim_end() != MARK) {
        diagnostics.push(no_front_matter(text));
        return (None, diagnostics);
    }
    let first = text.text.find('\n').map_or(text.text.len(), |at| at + 1);
    let close = lines.find(|(_, line)| line.trim_end() == MARK);
    let Some((start, line)) = close else {
        diagnostics.push(never_closed(text, first));
        return (None, diagnostics);
    };
    let after = start + line.len();
    let body = if text.text.as_bytes().get(after) == Some(&b'\n') { after + 1 } else { after };
    (Some(Split { yaml: first..start, body }), diagnostics)
}

/// Each line and where it starts; a carriage return at its end belongs to it.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n').scan(0, |next, line| {
        let start = *next;
        *next += line.len() + 1;
        Some((start, line))
    })
}

fn notices(text: &Text, diagnostics: &mut Vec<Diagnostic>) {
    let notice =
        |code, span, message: &str| Diagnostic::new(Severity::Notice, code, &text.path, span, message);
    if text.bom {
        let at = Some(Span::default());
        diagnostics.push(
            notice("N001", at, "The file begins with an invisible byte order mark")
                .hint("It does no harm here; save the file as \"UTF-8\" rather than \"UTF-8 with BOM\" to be rid of it."),
        );
    }
    if text.text.as_bytes().contains(&b'\r')
        && let Some(at) = text.text.find("\r\n")
    {
        diagnostics.push(
            notice("N002", Some(Span { start: at, end: at + 1 }), "The file has Windows line ends (CRLF)")
                .hint("They do no harm here; \"LF\" in the editor's line end setting makes all files alike."),
        );
    }
}

fn no_front_matter(text: &Text) -> Diagnostic {
    let (_, first) = line_around(&text.text, 0);
    let span = Span { start: 0, end: first.trim_end().len() };
    let error = Diagnostic::error("E002", &text.path, span, "The file does not begin with front matter");
    let word = first.trim();
    let begins_later =
        lines(&text.text).find(|(_, line)| !line.trim().is_empty()).map(|(_, line)| line.trim());
    if word.len() > MARK.len() && word.bytes().all(|byte| byte == b'-')
        || word == "--"
        || first.trim_end() != word && word == MARK
    {
        error.hint("The first line is three hyphens and nothing else: `---`.")
    } else if word.is_empty() && begins_later == Some(MARK) {
        error.hint("Remove the empty lines above `---`: it must be the first line of the file.")
    } else if word == "+++" {
        error.hint("Front matter is YAML between two lines `---`, not TOML between `+++`.")
    } else {
        error.hint(
            "Put a line `---` at the top, below it the fields (`title: …` first), and another line `---`.",
        )
    }
}

fn never_closed(text: &Text, first: usize) -> Diagnostic {
    let span = Span { start: 0, end: MARK.len() };
    let error =
        Diagnostic::error("E003", &text.path, span, "The front matter that begins here is never closed");
    let meant = lines(&text.text)
        .enumerate()
        .skip_while(|(_, (start, _))| *start < first)
        .find(|(_, (_, line))| line.trim().len() > 1 && line.trim().bytes().all(|byte| byte == b'-'));
    match meant {
        Some((number, (_, line))) => error.hint(format!(
            "Line {} is `{}`: write three hyphens there, at the start of the line.",
            number + 1,
            line.trim_end()
        )),
        None => error.hint("Write a line `---` below the last field."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> Option<(String, String)> {
        let text = Text::new("content/cases/x.md", source);
        let split = split(&text).0?;
        Some((text.text[split.yaml].to_owned(), text.text[split.body..].to_owned()))
    }

    #[test]
    fn the_parts_are_found() {
        let both = |yaml: &str, body: &str| Some((yaml.to_owned(), body.to_owned()));
        assert_eq!(parts("---\na: b\n---\nbody\n---\n"), both("a: b\n", "body\n---\n"));
        assert_eq!(parts("---\r\na: b\r\n---\r\nbody"), both("a: b\r\n", "body"));
        assert_eq!(parts("\u{feff}---  \na: b\n---"), both("a: b\n", ""));
        assert_eq!(parts("---\n---\n"), both("", ""));
        assert_eq!(parts("---\n--- x\n"), None);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (source, code, hint) in [
            ("", "E001", "remove the file"),
            (" \n\n", "E001", "remove the file"),
            ("# A title\n", "E002", "Put a line `---` at the top"),
            ("\n---\na: b\n---\n", "E002", "empty lines above"),
            ("----\na: b\n----\n", "E002", "three hyphens"),
            ("+++\na = 1\n+++\n", "E002", "TOML"),
            ("---\na: b\n", "E003", "below the last field"),
            ("---\na: b\n ----\nbody", "E003", "Line 3 is ` ----`"),
        ] {
            let (split, found) = split(&Text::new("x.md", source));
            assert_eq!(split, None, "{source:?}");
            let last = found.last().unwrap();
            assert_eq!(last.code, code, "{source:?}");
            assert!(last.hints[0].contains(hint), "{source:?}: {:?}", last.hints);
        }
    }

    #[test]
    fn marks_and_line_ends_are_notices() {
        let (split, found) = split(&Text::new("x.md", "\u{feff}---\r\na: b\r\n---\r\n"));
        assert!(split.is_some());
        let codes: Vec<_> = found.iter().map(|d| (d.code, d.severity, d.span)).collect();
        let crlf = Some(Span { start: 3, end: 4 });
        assert_eq!(
            codes,
            [("N001", Severity::Notice, Some(Span::default())), ("N002", Severity::Notice, crlf),]
        );
    }
}
