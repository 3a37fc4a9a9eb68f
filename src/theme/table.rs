//! String tables as they are written: TOML, nested, every leaf a text.

use std::sync::Arc;

use toml_edit::{Document, Item};

use super::codes;
use crate::diagnostic::{Diagnostic, Span};

/// One text of a table: `case.size`, `case_count.one`.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Parts joined by dots.
    pub key: String,
    pub text: String,
    pub span: Span,
}

/// Reads a string table, in the order of the file.
///
/// A file that is no TOML gives no entries and one error; a leaf that is no text is left out with an error.
pub fn read(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let mut entries = Vec::new();
    match Document::parse(text) {
        Ok(document) => {
            for (key, item) in document.iter() {
                collect(key, item, file, &mut entries, diagnostics);
            }
        }
        Err(error) => diagnostics.push(syntax_error(codes::BAD_STRINGS, file, &error)),
    }
    entries
}

/// What TOML's reader says, as one diagnostic.
pub fn syntax_error(code: &'static str, file: &Arc<str>, error: &toml_edit::TomlError) -> Diagnostic {
    let span = Span::from(error.span().unwrap_or_default());
    let message = error.message().lines().collect::<Vec<_>>().join("; ");
    Diagnostic::error(code, file, span, format!("this is not TOML as it should be: {message}"))
        .hint("Write `key = \"text\"`, one a line, and put a backslash before a quotation mark in a text.")
}

fn collect(
    key: &str,
    item: &Item,
    file: &Arc<str>,
    entries: &mut Vec<Entry>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let span = Span::from(item.span().unwrap_or_default());
    if let Some(table) = item.as_table_like() {
        for (name, item) in table.iter() {
            collect(&format!("{key}.{name}"), item, file, entries, diagnostics);
        }
    } else if let Some(text) = item.as_str() {
        entries.push(Entry { key: key.to_owned(), text: text.to_owned(), span });
    } else {
        let message = format!("`{key}` is {}, but every word of a string table is text", kind(item));
        let hint = format!("Write `{} = \"…\"`, in quotes.", key.rsplit('.').next().unwrap_or(key));
        diagnostics.push(Diagnostic::error(codes::BAD_STRINGS, file, span, message).hint(hint));
    }
}

/// The kind of a value with its article: `an integer`.
pub fn kind(item: &Item) -> String {
    let name = item.type_name();
    let article = if name.starts_with(['a', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}
