//! From the tree of words to typed values. A mistake is noted and reading goes on: one run shows them all.

mod case;
mod claim;
mod dispute;
mod document;
mod indicator;
mod network;
mod record;
mod redaction;
mod scalar;
mod site_field;
mod source;
#[cfg(test)]
mod tests;

pub use case::case;
pub use document::{actor, page, term};
pub use scalar::is_slug;

use self::indicator::Hidden;

use std::sync::Arc;

use super::fields::{self, Field};
use super::vocabulary;
use super::yaml::{Entry, Node, Value};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span};
use crate::source::Text;

/// What reading one file's front matter needs to know, and what it has found so far.
pub struct Decoder<'a> {
    pub file: &'a Arc<str>,
    pub text: &'a str,
    /// The same text, to be shared with the body.
    pub source: &'a Text,
    pub config: &'a Config,
    /// The ids of the file's `sources`, in their order: claims point at them.
    pub source_ids: Vec<String>,
    /// Indicators that stay out of every output.
    pub hidden: Vec<Hidden>,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Decoder<'a> {
    pub fn new(text: &'a Text, config: &'a Config) -> Self {
        Self {
            file: &text.path,
            text: &text.text,
            source: text,
            config,
            source_ids: Vec::new(),
            hidden: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Notes an error; the caller may add hints to what it gets back.
    pub fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.note(Diagnostic::error(code, self.file, span, message))
    }

    pub fn warning(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.note(Diagnostic::warning(code, self.file, span, message))
    }

    /// Front matter that is a list or a text.
    pub fn no_fields(&mut self, root: &Node) {
        let message = format!("Front matter is made of fields, one a line; this is {}", root.shape());
        self.error("E013", root.span, message).hints.push("Begin with `title: …`.".into());
    }

    fn note(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        let at = self.diagnostics.len();
        self.diagnostics.push(diagnostic);
        &mut self.diagnostics[at]
    }

    /// Takes a node for a mapping of known fields.
    ///
    /// Unknown fields, fields without a value and required ones that are absent are noted here, once for all
    /// tables. `more` are known besides the table's: the site's own.
    pub fn fields<'n>(
        &mut self,
        node: &'n Node,
        table: &'static [Field],
        more: &[&str],
    ) -> Option<Fields<'n>> {
        let Value::Map(entries) = &node.value else {
            let keys: Vec<_> = fields::keys(table).take(3).collect();
            let message = format!("Fields are wanted here ({}, …), not {}", keys.join(", "), node.shape());
            let example = format!("Write them as a mapping: `{{{}: …}}`.", keys.join(": …, "));
            self.error("E051", node.span, message).hints.push(example);
            return None;
        };
        let mut found = Fields { span: node.span, entries: Vec::new() };
        let mut meant = Vec::new();
        let mut known = Vec::from(more);
        known.extend(table.iter().map(|field| field.key));
        for entry in entries {
            let key = entry.key.value.as_str();
            if !known.contains(&key) {
                meant.extend(self.unknown(entry, table, &known));
            } else if entry.value.is_empty() {
                let required = table.iter().any(|field| field.required && field.key == key);
                if !required && entry.value.text().is_some() {
                    // Each kind of value says for itself what is missing.
                    found.entries.push(entry);
                } else if required {
                    meant.push(key.to_owned());
                    self.error(
                        "E052",
                        entry.key.span,
                        format!("`{key}` has no value, and cannot do without"),
                    )
                    .hints
                    .push("Fill it in.".into());
                } else {
                    self.nothing(entry);
                }
            } else {
                found.entries.push(entry);
            }
        }
        for field in table.iter().filter(|field| field.required) {
            if found.get(field.key).is_none() && !meant.iter().any(|meant| meant == field.key) {
                self.missing(field, node.span);
            }
        }
        Some(found)
    }

    /// Notes a field that nobody knows, and gives the known one that was probably meant.
    fn unknown(&mut self, entry: &Entry, table: &'static [Field], known: &[&str]) -> Option<String> {
        let key = entry.key.value.as_str();
        let near = nearest(key, known);
        let hint = match &near {
            Some(near) => format!("Did you mean `{near}`?"),
            None if table == fields::CASE => format!(
                "A field of the site's own is declared in site.toml: `[fields.{}]`, and below it `type = \"text\"`.",
                key.replace([' ', '.'], "_")
            ),
            None => format!("Known here: {}.", known.join(", ")),
        };
        self.error("E050", entry.key.span, format!("There is no field `{key}`")).hints.push(hint);
        near
    }

    fn nothing(&mut self, entry: &Entry) {
        let state = if entry.value.is_nothing() { "has no value" } else { "is empty" };
        let message = format!("`{}` {state}, and counts as absent", entry.key.value);
        let rest =
            self.text.get(entry.key.span.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let comment = rest.trim_start_matches(':').trim_start().starts_with('#');
        let hint = if comment {
            "`#` begins a comment: text that begins with it goes into quotes."
        } else {
            "Fill it in, or remove the line."
        };
        self.warning("W001", entry.key.span, message).hints.push(hint.into());
    }

    fn missing(&mut self, field: &Field, span: Span) {
        let hint = match field.key {
            "sources" => "Name at least one source: `sources: {some-id: {title: …, url: …}}`.".to_owned(),
            key => format!("Add `{key}: …` — {}", lower_first(field.meaning)),
        };
        self.error("E052", span, format!("`{}` is missing", field.key)).hints.push(hint);
    }
}

/// A mapping whose fields are known and have values.
pub struct Fields<'n> {
    pub span: Span,
    pub entries: Vec<&'n Entry>,
}

impl<'n> Fields<'n> {
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    /// Reads the field with `read`, if it is there.
    pub fn read<'a, T>(
        &self,
        decoder: &mut Decoder<'a>,
        key: &str,
        read: impl FnOnce(&mut Decoder<'a>, &Node) -> Option<T>,
    ) -> Option<T> {
        self.get(key).and_then(|node| read(decoder, node))
    }

    /// The same, of entries that may say one thing in two spellings.
    pub fn distinct<'a, T: Clone>(
        &self,
        decoder: &mut Decoder<'a>,
        key: &str,
        read: impl FnMut(&mut Decoder<'a>, &Node) -> Option<T>,
        same: impl Fn(&T, &T) -> bool,
    ) -> Vec<T> {
        self.get(key).map(|node| decoder.distinct(node, read, same)).unwrap_or_default()
    }

    /// Reads each entry of the field's list with `read`; a single value is a list of one.
    pub fn list<'a, T>(
        &self,
        decoder: &mut Decoder<'a>,
        key: &str,
        read: impl FnMut(&mut Decoder<'a>, &Node) -> Option<T>,
    ) -> Vec<T> {
        self.get(key).map(|node| decoder.list(node, read)).unwrap_or_default()
    }
}

/// The known word that was probably meant: one a slip away, or the only one that begins so.
pub fn nearest(word: &str, known: &[&str]) -> Option<String> {
    let mut begun = known.iter().copied().filter(|known| word.len() >= 3 && known.starts_with(word));
    let only = begun.next().filter(|_| begun.next().is_none());
    vocabulary::nearest(word, known.iter().copied()).or(only).map(str::to_owned)
}

fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
