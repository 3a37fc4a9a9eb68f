//! What is wrong with a source, as plain data. Only `cli::report` and the preview overlay draw it.

pub mod codes;
mod place;

use std::ops::Range;
use std::sync::Arc;

pub use place::{Place, boundary};

/// How much a diagnostic weighs.
///
/// An `Error` stops a build; a `Warning` does not, unless `--strict` is given; a `Notice` never does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Notice,
}

impl Severity {
    /// As it stands in front of a code.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// A place in a file: byte offsets, end exclusive, counted from the start of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl Span {
    /// The same span counted from a place `by` bytes earlier: a part's span made a file's.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// One mistake, or one thing worth a look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Path of the file, relative to the archive's folder, with `/` between parts.
    pub file: Arc<str>,
    /// Where in the file; `None` when it is about the file as a whole.
    pub span: Option<Span>,
    pub severity: Severity,
    /// `E012`, `W003`, `N001`: the key of `codes::explain`.
    pub code: &'static str,
    pub message: String,
    /// Plain advice, one sentence each: what to write instead.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error at a place in a file.
    pub fn error(
        code: &'static str,
        file: &Arc<str>,
        span: impl Into<Span>,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, code, file, Some(span.into()), message)
    }

    /// A warning at a place in a file.
    pub fn warning(
        code: &'static str,
        file: &Arc<str>,
        span: impl Into<Span>,
        message: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, code, file, Some(span.into()), message)
    }

    /// Any diagnostic; without a span it is about the whole file.
    pub fn new(
        severity: Severity,
        code: &'static str,
        file: &Arc<str>,
        span: Option<Span>,
        message: impl Into<String>,
    ) -> Self {
        Self { file: Arc::clone(file), span, severity, code, message: message.into(), hints: Vec::new() }
    }

    /// The same diagnostic with one more piece of advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same in the voice that all rooms share: no capital at the start, no full stop after a single sentence.
    #[must_use]
    pub fn in_one_voice(mut self) -> Self {
        self.message = plain_voice(self.message);
        self.hints = self.hints.into_iter().map(plain_voice).collect();
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

fn plain_voice(mut text: String) -> String {
    let mut letters = text.chars();
    let first = letters.next().filter(|first| first.is_ascii_uppercase());
    // `YAML`, `E012` and `UTF-8` keep their capitals.
    if first.is_some() && letters.next().is_some_and(|second| second.is_ascii_lowercase() || second == ' ') {
        text[..1].make_ascii_lowercase();
    }
    if text.ends_with('.') && !text.ends_with("..") && !text[..text.len() - 1].contains(". ") {
        text.pop();
    }
    text
}

/// A value and where it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn new(value: T, span: impl Into<Span>) -> Self {
        Self { value, span: span.into() }
    }
}
