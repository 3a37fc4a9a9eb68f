//! Front matter as a tree of the words that were written, each with its place in the file.
//!
//! YAML's own types play no part: `3.10`, `00123`, `NO` and `2021` arrive as those letters, and what they
//! mean is for the field that they stand in.

pub mod codes;
mod commas;
mod parse;
#[cfg(test)]
mod tests;
mod trouble;

pub use parse::parse;

use crate::diagnostic::{Span, Spanned};

/// A value and its place.
///
/// A list's or a mapping's span ends with its first line, which is what a message should point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A key with nothing after it, `~`, or `null`.
    Nothing,
    Scalar(String),
    List(Vec<Node>),
    /// In the order of the file; no key stands twice.
    Map(Vec<Entry>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub key: Spanned<String>,
    pub value: Node,
}

impl Node {
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    pub fn is_nothing(&self) -> bool {
        self.value == Value::Nothing
    }

    /// Nothing, a text without a letter, or a list or mapping without an entry.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Nothing => true,
            Value::Scalar(text) => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(entries) => entries.is_empty(),
        }
    }

    /// What it is, for a message: "a list".
    pub fn shape(&self) -> &'static str {
        match &self.value {
            Value::Nothing => "nothing",
            Value::Scalar(_) => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// The line, counted from 1, that a byte offset stands on.
pub fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}

/// The line that a byte offset stands on, without its end, and where it starts.
pub fn line_around(text: &str, offset: usize) -> (usize, &str) {
    let offset = offset.min(text.len());
    let bytes = text.as_bytes();
    let start = bytes.iter().take(offset).rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let length = bytes.iter().skip(start).position(|byte| *byte == b'\n').unwrap_or(text.len() - start);
    let line = text.get(start..start + length).unwrap_or_default();
    (start, line.strip_suffix('\r').unwrap_or(line))
}
