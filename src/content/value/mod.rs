//! The value types of front matter: FRONT-MATTER's table "Values", one module a type.

pub mod code;
pub mod codes;
pub mod date;
pub mod figure;
pub mod money;

pub use code::{Country, Language};
pub use date::{Date, Day, PartialDate};
pub use figure::Figure;
pub use money::Money;

/// Why a value is not what its field takes; the reader of front matter adds the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError {
    /// `E0xx`, a key of `codes::explain`.
    pub code: &'static str,
    pub message: String,
    pub hint: Option<String>,
}

impl ValueError {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None }
    }

    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// What was written, short enough to quote in a message.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}
