//! Diagnostics as people read them: the line that is meant, a mark under the words, and advice.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt::Write as _;

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title, normalize_untrusted_str,
};

use super::{Findings, Place, plural, summary};
use crate::diagnostic::{Diagnostic, Severity, Span, boundary};

/// Columns; longer lines are cut around the mark.
const WIDTH: usize = 100;
/// Bytes. A line longer than this is no line that a person wrote: it is named and not shown.
const LONGEST_LINE: usize = 20_000;

/// More of one kind than this are not all drawn, unless they are asked for.
const MANY: usize = 5;
/// So many of them are.
const DRAWN: usize = 3;

/// All diagnostics and a line that counts them, with colours; nothing if there are none.
///
/// Where many say the same, the first are drawn and the others named, so that they bury nothing else. Errors are
/// named with each place; of warnings and notices, `verbose` draws all.
pub fn human(findings: &Findings<'_>, verbose: bool) -> String {
    let renderer = Renderer::styled().term_width(WIDTH);
    let mut alike: HashMap<_, Vec<&Diagnostic>> = HashMap::new();
    for one in findings.diagnostics {
        alike.entry(kind(one)).or_default().push(one);
    }
    let mut seen: HashMap<_, usize> = HashMap::new();
    let mut drawn = String::new();
    for diagnostic in findings.diagnostics {
        let all = &alike[&kind(diagnostic)];
        let nth = seen.entry(kind(diagnostic)).and_modify(|nth| *nth += 1).or_insert(1);
        let mut group = group(findings, diagnostic);
        if !verbose && all.len() > MANY {
            match (*nth).cmp(&DRAWN) {
                Ordering::Less => {}
                Ordering::Equal => {
                    group = group.element(Level::NOTE.message(the_same(findings, &all[DRAWN..])));
                }
                Ordering::Greater => continue,
            }
        }
        drawn.push_str(&renderer.render(&[group]));
        drawn.push_str("\n\n");
    }
    if !findings.diagnostics.is_empty() {
        drawn.push_str(&summary(findings.diagnostics));
        drawn.push('\n');
    }
    drawn
}

/// What makes diagnostics the same, but for their places.
fn kind(diagnostic: &Diagnostic) -> (Severity, &'static str, &str) {
    (diagnostic.severity, diagnostic.code, &diagnostic.message)
}

/// `the same in 70 more places: …`.
fn the_same(findings: &Findings<'_>, others: &[&Diagnostic]) -> String {
    const NAMED: usize = 4;
    let place = |one: &&Diagnostic| match findings.place(one) {
        Some(place) => format!("{}:{}:{}", one.file, place.line, place.column),
        None => one.file.to_string(),
    };
    let named = if others.iter().any(|one| one.is_error()) { others.len() } else { NAMED };
    let mut text = format!("the same in {}:", plural(others.len(), "more place", "more places"));
    for one in others.iter().take(named) {
        let _ = write!(text, "\n{}", place(one));
    }
    if others.len() > named {
        let _ = write!(text, "\nand {} more, which `--verbose` shows", others.len() - named);
    }
    normalize_untrusted_str(&text)
}

/// A mistake in the command itself, which has no code and no file.
pub fn usage(message: &str, hint: &str) -> String {
    let title = Renderer::styled().render(&[Group::with_title(Level::ERROR.primary_title(message))]);
    format!("{title}\n  help: {}\n", normalize_untrusted_str(hint))
}

fn group<'a>(findings: &Findings<'a>, diagnostic: &'a Diagnostic) -> Group<'a> {
    let title = title(diagnostic);
    let file = diagnostic.file.as_ref();
    let group = match (findings.text(diagnostic), diagnostic.span) {
        (Some(text), Some(span)) => {
            let place = Place::of(text, span);
            let (line, within) = first_line(text, span);
            if line.len() > LONGEST_LINE {
                title.element(Origin::path(file).line(place.line).char_column(place.column))
            } else {
                let mark = AnnotationKind::Primary.span(within.range());
                title.element(Snippet::source(line).path(file).line_start(place.line).annotation(mark))
            }
        }
        // A file as a whole is named by its first place, so that editors can open it.
        _ => title.element(Origin::path(file).line(1).char_column(1)),
    };
    diagnostic
        .hints
        .iter()
        .fold(group, |group, hint| group.element(Level::HELP.message(normalize_untrusted_str(hint))))
}

fn title(diagnostic: &Diagnostic) -> Title<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::INFO.with_name("notice"),
    };
    level.primary_title(diagnostic.message.as_str()).id(diagnostic.code)
}

/// The line in which a span starts, without its end, and the part of the span that is in it.
fn first_line(text: &str, span: Span) -> (&str, Span) {
    let start = boundary(text, span.start);
    let end = boundary(text, span.end).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let line = text[line_start..line_end].trim_end_matches('\r');
    let within = |at: usize| (at - line_start).min(line.len());
    (line, Span { start: within(start), end: within(end) })
}
