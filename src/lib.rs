//! Corkboard: sources become an archive, and a site is a function from an address to bytes.
//!
//! ```text
//! folder ─read→ Sources ─parse→ CaseFile* ─assemble→ Archive ─Site→ (address → bytes)
//! ```

pub mod config;
pub mod content;
pub mod diagnostic;
pub mod site;
pub mod source;
