//! Corkboard: sources become an archive, and a site is a function from an address to bytes.
//!
//! ```text
//! folder ─read→ Sources ─parse→ CaseFile* ─assemble→ Archive ─Site→ (address → bytes)
//! ```

pub mod archive;
pub mod archive_path;
pub mod cli;
pub mod compile;
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod emit;
pub mod export;
pub mod preview;
pub mod read;
pub mod search;
pub mod site;
pub mod slug;
pub mod source;
pub mod theme;
