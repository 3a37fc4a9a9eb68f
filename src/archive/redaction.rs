//! Values that one file redacts, looked for in all others.

use std::sync::Arc;

use rayon::prelude::*;

use super::Documents;
use crate::content::redaction::Redactions;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::source::{Sources, Text};

const MESSAGE: &str = "this names a value that another case redacts";

/// What the cases redact, drafts included; `None` where that is nothing.
pub fn of_all(documents: &Documents) -> Option<Redactions> {
    let values = documents
        .cases
        .iter()
        .flat_map(|case| case.redacted.iter().map(|redacted| (redacted.value.as_str(), &case.path)));
    Redactions::new(values)
}

/// E104: a file that names a value which another file redacts. Each case's own text is checked when it is read.
pub fn redacted_elsewhere(
    redactions: &Redactions,
    sources: &Sources,
    documents: &Documents,
) -> Vec<Diagnostic> {
    let texts: Vec<&Text> = sources.texts.values().collect();
    let mut found: Vec<Diagnostic> =
        texts.par_iter().flat_map_iter(|text| in_text(redactions, text)).collect();
    found.extend(in_sheets(redactions, documents));
    found.extend(in_names(redactions, sources, documents));
    found
}

fn in_text(redactions: &Redactions, text: &Text) -> Vec<Diagnostic> {
    let places = match text.path.rsplit_once('.') {
        Some((_, "md")) if text.path.starts_with("content/") => redactions.in_document(text),
        // Of other tables only what a case shows of them is published: see `in_sheets`.
        Some((_, "csv")) if *text.path != *"content/techniques.csv" => Vec::new(),
        _ => redactions.in_text(&text.text, None),
    };
    let error = |span| Diagnostic::error("E104", &text.path, span, MESSAGE).hint("take it out of the text");
    places.into_iter().map(error).collect()
}

/// Rows of a case's CSV file that name what another case redacts.
fn in_sheets(redactions: &Redactions, documents: &Documents) -> Vec<Diagnostic> {
    let sheets = documents.cases.par_iter().filter_map(|case| {
        case.indicator_file.as_ref().map(|sheet| (case, Arc::<str>::from(sheet.as_str())))
    });
    let leaks = sheets.filter_map(|(case, sheet)| {
        let leaks = redactions.in_indicators(&case.indicators, Some(&case.path));
        let rows = match leaks {
            1 => "1 row of this file names".to_owned(),
            more => format!("{more} rows of this file name"),
        };
        let message = format!("{rows} a value that another case redacts");
        (leaks > 0).then(|| {
            Diagnostic::new(Severity::Error, "E104", &sheet, None, message)
                .hint("write `true` in the column `redact` of those rows too, or take the value out of them")
        })
    });
    leaks.collect()
}

/// Names of files that make an address.
fn in_names(redactions: &Redactions, sources: &Sources, documents: &Documents) -> Vec<Diagnostic> {
    let own =
        |path: &Arc<str>| documents.cases.iter().any(|case| case.path == *path && !case.redacted.is_empty());
    let published = |path: &&Arc<str>| {
        path.starts_with("content/") && (path.ends_with(".md") || path.starts_with("content/_static/"))
    };
    let paths = sources.texts.keys().chain(sources.files.keys()).filter(published);
    let named = paths.filter(|path| redactions.in_path(path) && !own(path));
    let error = |path: &Arc<str>| {
        let message = "this file's name has a value in it that a case redacts";
        Diagnostic::error("E104", path, Span::default(), message)
            .hint("rename the file: its name stands in its address")
    };
    named.map(error).collect()
}
