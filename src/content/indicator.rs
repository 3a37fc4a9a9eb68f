//! Indicators: shown defanged and never as a live link, in lists, notes and bodies alike.

mod address;
mod cells;
mod check;
pub mod codes;
mod defang;
mod listed;
mod sheet;

pub use address::{FANGS, host, refang};
pub use check::{check, kind};
pub use defang::{defang, defang_text, listed_addresses};
pub use listed::{Listed, Redacted, Spared, defang_notes};
pub use sheet::{Sheet, read_csv, read_sheet};
