//! What the template `search.html` sees.

use serde::Serialize;

use super::{LinkView, TermCount};

/// `search`: the plain ways into the archive, and what a query can ask for.
#[derive(Debug, Clone, Serialize, Default)]
pub struct SearchView {
    /// Cases that can be found.
    pub cases: usize,
    /// Facets that have a value, in the order in which they are shown.
    pub facets: Vec<SearchField>,
    /// Figures and dates that a case gives, in the order in which they are shown.
    pub numbers: Vec<SearchField>,
    /// Newest first.
    pub years: Vec<TermCount>,
    /// The letters of `cases/a-z/`.
    pub letters: Vec<LinkView>,
    /// The sizes of `cases/by-size/`.
    pub sizes: Vec<LinkView>,
}

/// Something that a query can ask for by name.
#[derive(Debug, Clone, Serialize, Default)]
pub struct SearchField {
    /// As in queries and addresses: `origin`, `spend.eur`.
    pub name: String,
    /// The label that site.toml gives a field of the site's own; `None` for built-in ones.
    pub label: Option<String>,
    /// `facet`, `number`, `date`.
    pub kind: String,
    /// The currency of an amount.
    pub unit: Option<String>,
}
