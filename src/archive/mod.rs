//! The archive: all files of a site, related to each other, counted, and checked against each other.

pub mod actors;
pub mod address;
pub mod assemble;
pub mod case;
pub mod codes;
pub mod defang;
pub mod files;
pub mod links;
pub mod redaction;
pub mod redirects;
pub mod relations;
pub mod tally;
pub mod taxonomy;
pub mod unread;
pub mod update;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use actors::{Actor, Actors};
pub use address::Place;
pub use assemble::{Documents, Options, assemble};
pub use case::{Case, CaseDate, DateKind, Relative};
pub use links::Backlink;
pub use redirects::Redirect;
pub use tally::{Coverage, Totals};
pub use taxonomy::{Taxonomy, TaxonomyKind, Term};
pub use unread::Unread;
pub use update::Assembled;

use crate::config::Config;
use crate::content::documents::{Body, PageFile, Target, TermFile};
use crate::content::indicator::Listed;

/// Index into [`Archive::cases`].
pub type CaseIndex = usize;

/// A whole archive. Made anew from its files whenever one of them changes; never changed in place.
#[derive(Debug, Clone)]
pub struct Archive {
    pub config: Arc<Config>,
    /// Newest first, undated ones after them; retracted cases last, from `listed` on.
    pub cases: Vec<Arc<Case>>,
    /// Cases before this index are counted and listed; those from it on are retracted.
    pub listed: usize,
    pub actors: Arc<Actors>,
    /// Every taxonomy that has terms, in the order of the indexes.
    pub taxonomies: Vec<Arc<Taxonomy>>,
    /// Plain pages, by address.
    pub pages: Vec<Arc<PageFile>>,
    /// The words of a taxonomy's own page: `content/tags/index.md`, by folder.
    pub taxonomy_pages: BTreeMap<String, Arc<TermFile>>,
    /// Names of techniques, by `framework:id`.
    pub technique_names: Arc<BTreeMap<String, String>>,
    /// By old address, without slashes at the ends.
    pub redirects: Arc<BTreeMap<String, Redirect>>,
    /// Files beside documents that something links to: path in the archive to output path.
    pub files: Arc<BTreeMap<String, String>>,
    /// Files of `content/_static/`: path in the archive to output path.
    pub static_files: Arc<BTreeMap<String, String>>,
    /// What the cases list as indicators, for the bodies of other documents.
    pub indicators: Arc<Listed>,
    /// Where links lead, for bodies.
    /// But for terms, which their taxonomy finds.
    pub(crate) places: Arc<address::Places>,
    /// Backlinks by place.
    pub(crate) backlinks: Arc<links::Backlinks>,
}

impl Archive {
    /// The cases that are counted, newest first.
    pub fn listed(&self) -> &[Arc<Case>] {
        &self.cases[..self.listed]
    }

    /// Files that are published as they are, by their paths in the archive.
    pub fn published(&self) -> Vec<&String> {
        self.files.keys().chain(self.static_files.keys()).collect()
    }

    /// Where a link of a body leads; `None` if nowhere.
    pub fn resolve(&self, target: &Target) -> Option<Place> {
        links::address_of(target).and_then(|address| self.place(&address))
    }

    /// What stands at an address without slashes at the ends, or is made of the file at a path.
    pub fn place(&self, address: &str) -> Option<Place> {
        self.term(address).or_else(|| self.places.get(address).copied())
    }

    /// The term of a kind and slug: indices of the taxonomy and of the term in it.
    pub fn term_of(&self, kind: TaxonomyKind, slug: &str) -> Option<(usize, usize)> {
        let at = self.taxonomies.iter().position(|taxonomy| taxonomy.kind == kind)?;
        Some((at, self.taxonomies[at].find(slug)?))
    }

    /// The term at an address, `tags/kashmir`, or of a file, `content/tags/kashmir.md`.
    fn term(&self, address: &str) -> Option<Place> {
        let file = address.strip_prefix("content/").and_then(|path| path.strip_suffix(".md"));
        let (folder, slug) = file.unwrap_or(address).split_once('/')?;
        let at = self.taxonomies.iter().position(|taxonomy| taxonomy.folder == folder)?;
        let taxonomy = &self.taxonomies[at];
        let found = taxonomy.find(slug)?;
        let is_own = |own: &Arc<TermFile>| *own.path == *address;
        let here = file.is_none() || taxonomy.terms[found].file.as_ref().is_some_and(is_own);
        here.then_some(Place::Term(at, found))
    }

    /// Every address, without slashes at the ends.
    pub fn addresses(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let terms = self.taxonomies.iter().flat_map(|taxonomy| {
            taxonomy.terms.iter().map(|term| Cow::Owned(format!("{}/{}", taxonomy.folder, term.slug)))
        });
        self.places.keys().map(|address| Cow::Borrowed(address.as_str())).chain(terms)
    }

    /// The address of a place, relative to the root, with a slash at its end; empty for the home page.
    pub fn address(&self, place: Place) -> String {
        match place {
            Place::Case(case) => format!("cases/{}/", self.cases[case].id()),
            Place::Actor(actor) => format!("actors/{}/", self.actors.all[actor].slug),
            Place::Taxonomy(taxonomy) => format!("{}/", self.taxonomies[taxonomy].folder),
            Place::Term(taxonomy, term) => {
                let taxonomy = &self.taxonomies[taxonomy];
                format!("{}/{}/", taxonomy.folder, taxonomy.terms[term].slug)
            }
            Place::Page(page) if self.pages[page].address.is_empty() => String::new(),
            Place::Page(page) => format!("{}/", self.pages[page].address),
            Place::Other => String::new(),
        }
    }

    /// The words of a place, if it has words of its own.
    pub fn body(&self, place: Place) -> Option<&Body> {
        match place {
            Place::Case(case) => Some(&self.cases[case].file.body),
            Place::Actor(actor) => self.actors.all[actor].file.as_ref().map(|file| &file.body),
            Place::Taxonomy(taxonomy) => {
                self.taxonomy_pages.get(&self.taxonomies[taxonomy].folder).map(|file| &file.body)
            }
            Place::Term(taxonomy, term) => {
                self.taxonomies[taxonomy].terms[term].file.as_ref().map(|file| &file.body)
            }
            Place::Page(page) => Some(&self.pages[page].body),
            Place::Other => None,
        }
    }

    /// Who links to a place, in the order of their paths.
    pub fn backlinks(&self, place: Place) -> &[Backlink] {
        self.backlinks.get(&place).map_or(&[], Vec::as_slice)
    }
}
