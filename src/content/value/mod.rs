//! The value types of front matter: FRONT-MATTER's table "Values", one module a type.

pub mod code;
pub mod date;
pub mod figure;
pub mod money;

pub use code::{Country, Language};
pub use date::{Date, PartialDate};
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
