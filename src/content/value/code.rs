//! Code lists: countries (ISO 3166-1), languages (BCP 47).

mod country;
mod language;
mod language_names;

pub use country::Country;
pub use language::Language;
