//! What a YAML syntax error means to somebody who writes a case file, and where the slip was made.

use std::ops::Range;
use std::sync::Arc;

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::{line_around, line_at};
use crate::diagnostic::{Diagnostic, Span};

/// What is known when the parser gives up.
pub struct Scene<'a> {
    pub file: &'a Arc<str>,
    pub text: &'a str,
    /// Where the YAML stands in the file.
    pub range: Range<usize>,
    /// Up to here all was read: the slip is after it.
    pub seen: usize,
    /// Where the innermost open bracket or brace stands.
    pub open: Option<usize>,
    pub error: &'a ScanError,
}

/// The one diagnostic of a syntax error.
pub fn explain(scene: &Scene<'_>) -> Diagnostic {
    use ErrorKind as E;
    if let Some(tab) = scene.tab() {
        return tab;
    }
    match scene.error.kind() {
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => scene.unclosed_quote(scene.at()),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => scene.after_quote(),
        E::UnclosedFlowCollection { .. } | E::MismatchedFlowCollectionEnd { .. } => {
            scene.unclosed_bracket(scene.at())
        }
        E::MisplacedFlowCollectionEnd => scene
            .error("E007", scene.character(), "This bracket closes nothing")
            .hint("Remove it, or put the whole text into quotes."),
        E::RecursionLimitExceeded => scene
            .error("E012", scene.character(), "Lists and mappings stand too deep within each other")
            .hint("No field goes deeper than five levels; look for brackets that were not meant."),
        E::DirectiveDisallowed => scene
            .error(
                "E010",
                scene.line_span(),
                "A line that begins with `%` is a YAML directive, which front matter does not use",
            )
            .hint("Remove the line."),
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape => scene
            .error("E014", scene.rest_of_line(), "Between double quotes a backslash has a meaning of its own")
            .hint("Use single quotes, `'…\\…'`, or write the backslash twice."),
        E::MappingValueNotAllowed | E::InvalidColonPlacement => scene.colon(),
        E::SimpleKeyExpected => scene.no_colon(scene.at()),
        _ => scene.by_place(),
    }
}

impl Scene<'_> {
    /// Where the parser gave up, as an offset in the file.
    fn at(&self) -> usize {
        let offset = self.error.marker().byte_offset().unwrap_or_default();
        (self.range.start + offset).min(self.range.end)
    }

    fn error(&self, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.file, span, message)
    }

    fn character(&self) -> Span {
        let start = self.at();
        let length = self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span { start, end: start + length }
    }

    fn rest_of_line(&self) -> Span {
        let (start, line) = line_around(self.text, self.at());
        Span { start: self.at(), end: (start + line.trim_end().len()).max(self.at()) }
    }

    fn line_span(&self) -> Span {
        span_of_line(self.text, self.at())
    }

    /// A tab in the indentation of the line where it went wrong, or of the next.
    fn tab(&self) -> Option<Diagnostic> {
        let (start, line) = line_around(self.text, self.at());
        let next = start + line.len() + 1;
        [start, next].into_iter().filter(|start| *start < self.range.end).find_map(|start| {
            let (start, line) = line_around(self.text, start);
            let indent = line.len() - line.trim_start().len();
            let tab = line.get(..indent)?.find('\t')? + start;
            let message = "A tab stands in the indentation: YAML takes only spaces";
            Some(
                self.error("E005", Span { start: tab, end: tab + 1 }, message)
                    .hint("Indent with two spaces a level; most editors can turn tabs into spaces."),
            )
        })
    }

    fn unclosed_quote(&self, quote: usize) -> Diagnostic {
        self.error("E006", Span { start: quote, end: quote + 1 }, "This quote is opened and never closed")
            .hint("Close it at the end of the text, with the same mark.")
            .hint("An apostrophe at the start of a text is read as a quote: put the whole text into double quotes.")
    }

    /// Words after a closing quote: it closed too early, or it opened lines above.
    fn after_quote(&self) -> Diagnostic {
        let at = self.at();
        let before = self.text.get(self.seen..at).unwrap_or_default();
        let opened = before.find(['"', '\'']).map_or(at, |found| self.seen + found);
        if line_at(self.text, opened) < line_at(self.text, at) {
            let line = line_at(self.text, at);
            return self
                .unclosed_quote(opened)
                .hint(format!("As it stands, the text goes on to line {line}."));
        }
        let mark = self.text.get(opened..=opened).unwrap_or_default();
        let (inner, other) = if mark == "'" { ("''", "\"") } else { ("\\\"", "'") };
        let span = Span { start: opened, end: self.rest_of_line().end };
        self.error("E006", span, "The quote is closed before the text ends").hint(format!(
            "Put the whole text between `{other}` marks, or write `{inner}` for the quote inside.",
        ))
    }

    fn unclosed_bracket(&self, bracket: usize) -> Diagnostic {
        let open = self.text.get(bracket..=bracket).unwrap_or_default();
        let close = if open == "{" { "}" } else { "]" };
        self.error(
            "E007",
            Span { start: bracket, end: bracket + 1 },
            format!("`{open}` is opened and never closed"),
        )
        .hint(format!("Write `{close}` where the list ends."))
        .hint("Text that begins with a bracket goes into quotes.")
    }

    /// A colon where YAML can take none.
    fn colon(&self) -> Diagnostic {
        if let Some(open) = self.open {
            return self.unclosed_bracket(open);
        }
        let (start, line) = line_around(self.text, self.at());
        let before = line.get(..self.at() - start).unwrap_or_default();
        if let Some((key, _)) = before.split_once(": ") {
            let value = line.get(key.len() + 2..).unwrap_or_default().trim();
            let span = Span { start: start + key.len() + 2, end: start + line.trim_end().len() };
            return self
                .error(
                    "E014",
                    span,
                    "A colon with a space after it begins a value, so this text must be in quotes",
                )
                .hint(format!("Write `{}: {}`.", key.trim_start(), quoted(value)));
        }
        self.line_above(start)
    }

    /// The line is sound in itself: the one above it was not finished, or this one stands too deep.
    fn line_above(&self, start: usize) -> Diagnostic {
        let above = start.saturating_sub(1);
        if above <= self.range.start {
            return self.indentation();
        }
        let (_, line) = line_around(self.text, above);
        match line.split_once(':') {
            None => self.no_colon(above),
            Some((key, rest)) if rest.starts_with(|next: char| !next.is_whitespace()) => self
                .error(
                    "E017",
                    span_of_line(self.text, above),
                    "A colon after a field's name is followed by a space",
                )
                .hint(format!("Write `{}: {}`.", key.trim(), rest.trim())),
            Some(_) => self.indentation(),
        }
    }

    fn no_colon(&self, at: usize) -> Diagnostic {
        let span = span_of_line(self.text, at);
        let word = self.text.get(span.range()).unwrap_or_default();
        self.error("E017", span, "This line is no field: there is no colon after a name")
            .hint(format!("Write `{word}: …`, or indent the line if it goes on with the text above."))
    }

    fn indentation(&self) -> Diagnostic {
        self.error("E017", self.line_span(), "This line is not indented as the lines above it are")
            .hint("Fields that belong together begin in the same column; what belongs to a field is two spaces further in.")
    }

    /// All the rest, told apart by what stands there.
    fn by_place(&self) -> Diagnostic {
        let (start, line) = line_around(self.text, self.at());
        let indent = line.len() - line.trim_start().len();
        let column = self.at() - start;
        if column <= indent && self.open.is_none() {
            return self.indentation();
        }
        if let Some(open) = self.open.filter(|open| line_at(self.text, *open) < line_at(self.text, self.at()))
        {
            return self.unclosed_bracket(open);
        }
        if line.trim_start().starts_with("- ") && self.open.is_none() {
            return self
                .error(
                    "E017",
                    self.line_span(),
                    "An entry of a list stands here, below a field that already has a value",
                )
                .hint("The entries of a list follow a line with the field's name and a colon alone.");
        }
        let Some((key, value)) = line.split_once(": ").filter(|(key, _)| key.len() < column) else {
            return self
                .error("E004", self.rest_of_line(), format!("YAML cannot read this: {}", self.error.kind()))
                .hint("If it is meant as text, put the whole text into quotes.");
        };
        let start = start + line.len() - value.trim_start().len();
        self.error(
            "E014",
            Span { start, end: self.rest_of_line().end },
            "This text begins with, or has, a sign that YAML keeps for itself",
        )
        .hint(format!("Put it into quotes: `{}: {}`.", key.trim_start(), quoted(value.trim())))
    }
}

fn span_of_line(text: &str, at: usize) -> Span {
    let (start, line) = line_around(text, at);
    let indent = line.len() - line.trim_start().len();
    Span { start: start + indent.min(line.len()), end: start + line.trim_end().len().max(indent) }
}

/// A text as YAML wants it between quotes.
fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}
