//! How to cite a case: a line of text, and BibTeX.

use crate::archive::Case;
use crate::content::case::{Correction, Status};
use crate::site::scope::Scope;

/// The newest correction, if the case has any.
fn newest(case: &Case) -> Option<&Correction> {
    case.file.corrections.iter().max_by_key(|correction| correction.date.sort_key())
}

/// The case's address: absolute where the site has one, else from the root.
pub fn address(scope: &Scope<'_>, case: &Case) -> String {
    match &scope.archive.config.url {
        Some(url) => format!("{url}/cases/{}/", case.id()),
        None => format!("/cases/{}/", case.id()),
    }
}

/// A citation in plain text, in the page's language.
pub fn plain(scope: &Scope<'_>, case: &Case) -> String {
    let address = address(scope, case);
    let note = newest(case).map(|correction| {
        let date = scope.strings.date(&correction.date).text;
        scope.strings.fill("citation.corrected", &[("date", &date)])
    });
    let words = [
        ("title", case.file.title.as_str()),
        ("site", &scope.archive.config.title),
        ("id", case.id()),
        ("url", &address),
        ("note", note.as_deref().unwrap_or_default()),
    ];
    scope.strings.fill(if note.is_some() { "citation.dated" } else { "citation.text" }, &words)
}

/// A BibTeX entry, with TeX's own signs escaped.
pub fn bibtex(scope: &Scope<'_>, case: &Case) -> String {
    let file = &case.file;
    let config = &scope.archive.config;
    let author = config.publisher.as_ref().unwrap_or(&config.title);
    let mut fields = vec![
        ("title", format!("{{{}}}", escape(&file.title))),
        ("author", format!("{{{{{}}}}}", escape(author))),
    ];
    let year = newest(case).map(|correction| correction.date.sort_key().0.0);
    let year = year.or_else(|| file.announced.as_ref().map(|claim| claim.value.sort_key().0.0));
    let year = year.or_else(|| case.date.map(|date| date.date.sort_key().0.0));
    fields.extend(year.map(|year| ("year", format!("{{{year}}}"))));
    if file.status == Status::Corrected
        && let Some(correction) = newest(case)
    {
        fields.push(("note", format!("{{Corrected {}}}", correction.date)));
    }
    fields.push(("howpublished", format!("{{{}}}", escape(&config.title))));
    fields.push(("url", format!("{{{}}}", address(scope, case))));
    let lines: Vec<String> = fields.iter().map(|(key, value)| format!("  {key:<12} = {value}")).collect();
    format!("@misc{{{},\n{}\n}}", case.id(), lines.join(",\n"))
}

/// Escapes what TeX would read as its own.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            other => out.push(other),
        }
    }
    out
}
