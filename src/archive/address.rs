//! Where things are: every page's address, and the check that no two want the same one.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::diagnostic::{Diagnostic, Span};
use crate::slug::collision_key;

/// A page that links can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    Case(usize),
    Actor(usize),
    /// Taxonomy and term.
    Term(usize, usize),
    Taxonomy(usize),
    Page(usize),
    /// A page without words of its own: `/cases/`, `/codebook/`, a feed.
    Other,
}

/// Places by address.
pub type Places = HashMap<String, Place, FixedState>;

/// Who wants an address: for messages.
#[derive(Debug, Clone)]
pub struct Claimant {
    /// What it is, in words that a file's path can follow: `the case`, `the page`, `the alias in`.
    pub what: String,
    pub file: Option<Arc<str>>,
    pub span: Span,
}

/// All addresses of a site as they are given out.
#[derive(Debug, Default)]
pub struct Register {
    taken: HashMap<String, Claimant, FixedState>,
}

/// Addresses that the program itself uses; a plain page may not take them.
pub const RESERVED: [&str; 24] = [
    "cases",
    "tags",
    "actors",
    "platforms",
    "origins",
    "targets",
    "languages",
    "types",
    "techniques",
    "publishers",
    "years",
    "indexes",
    "codebook",
    "corrections",
    "search",
    "timeline",
    "map",
    "network",
    "data",
    "assets",
    "feed.xml",
    "feed.json",
    "sitemap.xml",
    "robots.txt",
];

impl Register {
    /// Who has an address.
    pub fn holder(&self, address: &str) -> Option<&Claimant> {
        self.taken.get(&collision_key(address))
    }

    /// Gives out an address, or says who has it.
    ///
    /// Addresses are compared as the least careful web server would: ignoring case and Unicode normal form.
    pub fn take(&mut self, address: &str, claimant: Claimant, code: &'static str) -> Option<Diagnostic> {
        let key = collision_key(address);
        let Some(other) = self.taken.get(&key) else {
            self.taken.insert(key, claimant);
            return None;
        };
        let holder = match &other.file {
            Some(file) => format!("{} {file}", other.what),
            None => other.what.clone(),
        };
        let (file, span) = match (&claimant.file, &other.file) {
            (Some(file), _) => (Arc::clone(file), claimant.span),
            (None, Some(file)) => (Arc::clone(file), other.span),
            (None, None) => (Arc::from("site.toml"), Span::default()),
        };
        let what = claimant.what.trim_end_matches(" in").trim_end_matches(" linked");
        let slash = if address.rsplit('/').next().is_some_and(|name| name.contains('.')) { "" } else { "/" };
        let message = format!("{what} wants the address /{address}{slash}, which {holder} has already");
        Some(Diagnostic::error(code, &file, span, message))
    }
}
