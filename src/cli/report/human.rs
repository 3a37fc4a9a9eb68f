//! Diagnostics as people read them: the line that is meant, a mark under the words, and advice.

use std::cmp::Reverse;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title};

use super::extent::{Choice, Drawn, Extent, FLOOD};
use super::visible::{tame, visible};
use super::{Findings, Place, plural, summary};
use crate::diagnostic::{Diagnostic, Severity, Span, boundary};

/// Columns; longer lines are cut around the mark.
const WIDTH: usize = 100;
/// Bytes. A line longer than this is no line that a person wrote: it is named and not shown.
const LONGEST_LINE: usize = 20_000;
/// Columns of a list of names, which with its indentation fits into 80.
const LISTED: usize = 66;

/// All diagnostics and a line that counts them, with colours; nothing if there are none.
///
/// Where many say the same, the first are drawn and the others named or counted, so that they bury nothing else.
pub fn human(findings: &Findings<'_>, extent: Extent) -> String {
    let mut drawn = frames(findings, extent);
    if !findings.diagnostics.is_empty() {
        drawn.push_str(&summary(findings.diagnostics));
        drawn.push('\n');
    }
    drawn
}

/// The same without the line that counts all.
pub fn frames(findings: &Findings<'_>, extent: Extent) -> String {
    let renderer = Renderer::styled().term_width(WIDTH);
    let mut choice = Choice::of(findings.diagnostics, extent);
    if extent == Extent::Glance {
        // What stops a build stays on the screen.
        choice.drawn.sort_by_key(|one| Reverse(one.diagnostic.severity));
    }
    let mut drawn = String::new();
    for one in &choice.drawn {
        let mut group = group(findings, one.diagnostic);
        if !one.others.is_empty() {
            group = group.element(Level::NOTE.message(the_same(findings, one, extent)));
        }
        drawn.push_str(&renderer.render(&[group]));
        drawn.push_str("\n\n");
    }
    drawn.push_str(&choice.counts());
    drawn
}

/// `the same in 70 more places: …`.
fn the_same(findings: &Findings<'_>, drawn: &Drawn<'_>, extent: Extent) -> String {
    let place = |one: &Diagnostic| match findings.place(one) {
        Some(place) => format!("{}:{}:{}", visible(&one.file), place.line, place.column),
        None => visible(&one.file).into_owned(),
    };
    let count = drawn.others.len();
    let mut text = format!("the same in {}:", plural(count, "more place", "more places"));
    let named = &drawn.others[..drawn.named.min(count)];
    if named.len() > FLOOD {
        text.push_str(&by_folder(findings, named));
    } else {
        text.extend(named.iter().map(|one| format!("\n{}", place(one))));
    }
    if let Some(left @ 1..) = count.checked_sub(drawn.named) {
        let lists = match extent {
            Extent::Start if drawn.diagnostic.is_error() => "corkboard check` lists",
            _ => "--verbose` shows",
        };
        let _ = write!(text, "\nand {left} more, which `{lists}");
    }
    text
}

/// Hundreds of places, the names of a folder's files side by side: a line for each would fill dozens of screens.
fn by_folder(findings: &Findings<'_>, named: &[&Diagnostic]) -> String {
    let (folder, name) = (|one| folder_and_name(one).0, |one| folder_and_name(one).1);
    let mut text = String::new();
    for files in named.chunk_by(|one, other| folder(one) == folder(other)) {
        let _ = write!(text, "\nin {}/:", visible(folder(files[0])));
        let mut width = LISTED;
        for one in files {
            let line = findings.place(one).map_or(1, |place| place.line);
            let name = format!("{}:{line}", visible(name(one)));
            let length = name.chars().count() + 2;
            let is_next = width + length > LISTED;
            width = if is_next { length } else { width + length };
            let _ = write!(text, "{}{name}", if is_next { "\n  " } else { "  " });
        }
    }
    text
}

fn folder_and_name(one: &Diagnostic) -> (&str, &str) {
    one.file.rsplit_once('/').unwrap_or(("", &one.file))
}

/// A mistake in the command itself, which has no code and no file.
pub fn usage(message: &str, hint: &str) -> String {
    let title = Renderer::styled().render(&[Group::with_title(Level::ERROR.primary_title(visible(message)))]);
    format!("{title}\n  help: {}\n", visible(hint))
}

fn group<'a>(findings: &Findings<'a>, diagnostic: &'a Diagnostic) -> Group<'a> {
    let title = title(diagnostic);
    let file = visible(&diagnostic.file);
    let group = match (findings.text(diagnostic), diagnostic.span) {
        (Some(text), Some(span)) => {
            let place = Place::of(text, span);
            let (line, within) = first_line(text, span);
            if line.len() > LONGEST_LINE {
                title.element(Origin::path(file).line(place.line).char_column(place.column))
            } else {
                let mark = AnnotationKind::Primary.span(within.range());
                title.element(Snippet::source(tame(line)).path(file).line_start(place.line).annotation(mark))
            }
        }
        // A text as a whole is named by its first place, so that editors can open it.
        (Some(_), None) => title.element(Origin::path(file).line(1).char_column(1)),
        // An option of the command has no lines, nor has a folder, an output or what could not be read.
        (None, _) => title.element(Origin::path(file)),
    };
    diagnostic.hints.iter().fold(group, |group, hint| group.element(Level::HELP.message(visible(hint))))
}

fn title(diagnostic: &Diagnostic) -> Title<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::INFO.with_name("notice"),
    };
    level.primary_title(visible(&diagnostic.message)).id(diagnostic.code)
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
