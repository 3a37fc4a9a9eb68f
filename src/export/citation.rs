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
    let newest = newest(case);
    let year = newest.map(|correction| correction.date.sort_key().0.0);
    let year = year.or_else(|| file.announced.as_ref().map(|claim| claim.value.sort_key().0.0));
    let year = year.or_else(|| case.date.map(|date| date.date.sort_key().0.0));

    let mut entry = Entry::new(case.id());
    entry.field("title", |value| escape(value, &file.title));
    entry.field("author", |value| {
        // Braces of its own: an organisation has no first name.
        value.push('{');
        escape(value, config.publisher.as_ref().unwrap_or(&config.title));
        value.push('}');
    });
    if let Some(year) = year {
        entry.field("year", |value| value.push_str(&year.to_string()));
    }
    if let Some(correction) = newest.filter(|_| file.status == Status::Corrected) {
        entry.field("note", |value| value.push_str(&format!("Corrected {}", correction.date)));
    }
    entry.field("howpublished", |value| escape(value, &config.title));
    entry.field("url", |value| value.push_str(&address(scope, case)));
    entry.end()
}

/// An entry, written field by field.
struct Entry(String);

impl Entry {
    fn new(id: &str) -> Self {
        let mut text = String::with_capacity(512);
        text.push_str("@misc{");
        text.push_str(id);
        Self(text)
    }

    fn field(&mut self, key: &str, value: impl FnOnce(&mut String)) {
        const COLUMN: usize = 12;
        self.0.push_str(",\n  ");
        self.0.push_str(key);
        self.0.extend(std::iter::repeat_n(' ', COLUMN.saturating_sub(key.len())));
        self.0.push_str(" = {");
        value(&mut self.0);
        self.0.push('}');
    }

    fn end(mut self) -> String {
        self.0.push_str("\n}");
        self.0
    }
}

/// Escapes what TeX would read as its own.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            other => out.push(other),
        }
    }
}
