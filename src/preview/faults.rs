//! Mistakes that show only while a page is made, as they come to light.

use super::address;
use crate::diagnostic::Diagnostic;
use crate::site::faults::is_same;

/// Pages that are made anew after an edit, to see whether their mistakes are mended.
const DOUBTED: usize = 16;

/// Mistakes of templates, each place once, with the first page that showed it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// In the order in which they came to light.
    pub diagnostics: Vec<Diagnostic>,
    /// Paths of all pages that could not be made, in that order.
    pub pages: Vec<String>,
}

impl Faults {
    /// Notes what stopped a page; the mistake as it was told first.
    pub fn note(&mut self, path: &str, fault: Diagnostic) -> Diagnostic {
        if !self.pages.iter().any(|page| page == path) {
            self.pages.push(path.to_owned());
        }
        if let Some(known) = self.diagnostics.iter().find(|one| is_same(one, &fault)) {
            return known.clone();
        }
        self.diagnostics.push(fault.clone());
        fault
    }

    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Addresses of the pages, which show an earlier version if any.
    pub fn addresses(&self) -> impl Iterator<Item = String> {
        self.pages.iter().map(|page| address::address_of(page).to_owned())
    }

    /// Pages to be looked at again after an edit.
    pub fn doubts(&self) -> Vec<String> {
        self.pages.iter().take(DOUBTED).cloned().collect()
    }
}
