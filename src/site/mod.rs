//! A site is a function from an address to bytes.
//!
//! [`Site`] knows every address and makes a page when it is asked for it: `emit` asks for all of them, in
//! parallel; the preview for the one that the browser shows.

pub mod charts;
pub mod pages;
pub mod routes;
pub(crate) mod rows;
pub mod scope;
mod strangers;
pub mod view;

use std::sync::{Arc, OnceLock};

use tera::Value;

pub use routes::Route;

use crate::archive::{Archive, CaseIndex};
use crate::content::value::Language;
use crate::diagnostic::Diagnostic;
use crate::theme::Theme;

/// What an address holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Bytes(Vec<u8>),
    /// A file that is copied byte for byte: its path in the sources.
    File(Arc<str>),
}

/// Output paths and what they hold: all that writing a site needs to know.
pub trait Pages: Sync {
    /// Sorted, relative, with `/` between parts: `cases/x/index.html`.
    fn paths(&self) -> &[String];

    /// # Errors
    /// A template's mistake, with the page's address in its message.
    fn content(&self, path: &str) -> Result<Content, Diagnostic>;
}

/// A whole site, not yet rendered.
pub struct Site {
    pub archive: Arc<Archive>,
    pub theme: Arc<Theme>,
    /// The language of lists and of every other page without a text of its own.
    frame: Language,
    pub(crate) site_view: Value,
    /// Cases as lists show them, in the site's language, made when first asked for.
    entries: Vec<OnceLock<Value>>,
    rows: rows::Rows,
    /// Cases as feeds show them, made when first asked for.
    pub(crate) feed_entries: Vec<OnceLock<crate::export::feeds::Stored>>,
    /// Orders of all cases, made when first asked for: by date, alphabet, size.
    orders: [OnceLock<Vec<CaseIndex>>; 3],
    paths: Vec<String>,
    routes: Vec<Route>,
    clashes: Vec<Diagnostic>,
}

impl Site {
    pub fn new(archive: Arc<Archive>, theme: Arc<Theme>) -> Self {
        let (routes, clashes) = routes::all(&archive, &theme);
        let (paths, routes) = routes.into_iter().unzip();
        let own = &archive.config.language;
        let frame = if theme.speaks(own.tag()) { own.clone() } else { Language("en".into()) };
        let rows = rows::Rows::new(archive.cases.len());
        let entries = (0..archive.cases.len()).map(|_| OnceLock::new()).collect();
        let feed_entries = (0..archive.cases.len()).map(|_| OnceLock::new()).collect();
        let site_view = Value::from_serializable(&pages::site_view(&archive));
        Self {
            archive,
            theme,
            frame,
            site_view,
            entries,
            rows,
            feed_entries,
            orders: Default::default(),
            paths,
            routes,
            clashes,
        }
    }

    /// The language of a page's frame: of the theme's words around a text in `language`. The text's own where the
    /// theme speaks it, else the site's, else English.
    pub fn frame<'a>(&'a self, language: &'a Language) -> &'a Language {
        if self.theme.speaks(language.tag()) { language } else { &self.frame }
    }

    /// The site's own language.
    pub fn language(&self) -> &Language {
        &self.archive.config.language
    }

    /// A case as lists show it, in the site's language.
    pub(crate) fn entry(&self, case: usize) -> Value {
        let make = || Value::from_serializable(&scope::Scope::new(self, self.language()).entry_view(case));
        self.entries[case].get_or_init(make).clone()
    }

    /// All listed cases in an order.
    pub(crate) fn sorted(&self, order: routes::Order) -> &[CaseIndex] {
        self.orders[order as usize].get_or_init(|| pages::sort_cases(self, order))
    }

    /// Old addresses and copied files that would be in the way of other pages: each an error.
    pub fn clashes(&self) -> &[Diagnostic] {
        &self.clashes
    }

    /// Paths and what stands there.
    pub fn routes(&self) -> impl Iterator<Item = (&str, &Route)> {
        self.paths.iter().map(String::as_str).zip(&self.routes)
    }

    pub fn route(&self, path: &str) -> Option<&Route> {
        let at = self.paths.binary_search_by(|known| known.as_str().cmp(path)).ok()?;
        self.routes.get(at)
    }
}

impl Pages for Site {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn content(&self, path: &str) -> Result<Content, Diagnostic> {
        match self.route(path) {
            Some(route) => pages::content(self, path, route),
            None => Ok(Content::Bytes(Vec::new())),
        }
    }
}
