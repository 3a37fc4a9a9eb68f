//! A site is a function from an address to bytes.
//!
//! [`Site`] knows every address and makes a page when it is asked for it: `emit` asks for all of them, in
//! parallel; the preview for the one that the browser shows.

pub mod charts;
pub mod faults;
mod folders;
mod frame;
mod known;
mod made_of;
pub mod menu;
pub mod pages;
pub mod routes;
pub(crate) mod rows;
pub mod scope;
mod search;
mod strangers;
pub mod view;

use std::sync::{Arc, OnceLock};

use tera::Value;

pub use made_of::Part;
pub use routes::Route;
pub use search::Search;

use crate::archive::{Archive, CaseIndex};
use crate::content::value::Language;
use crate::diagnostic::Diagnostic;
use crate::source::Digest;
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

    /// Those of the paths that are known at once; the others cost as much as many pages.
    fn soon(&self) -> &[String] {
        self.paths()
    }

    /// A digest of all that a page is made of: with the same one, its content is the same. `None` where only making
    /// it can tell.
    fn made_of(&self, _path: &str) -> Option<Digest> {
        None
    }
}

/// A whole site, not yet rendered.
pub struct Site {
    pub archive: Arc<Archive>,
    pub theme: Arc<Theme>,
    /// The language of lists and of every other page without a text of its own.
    frame: Language,
    pub(crate) site_view: Value,
    pub(crate) frames: frame::Frames,
    /// Cases as lists show them, in the site's language, made when first asked for.
    entries: Vec<OnceLock<Value>>,
    rows: rows::Rows,
    pub(crate) known: known::Known,
    folders: OnceLock<folders::Folders>,
    /// Cases as feeds show them, made when first asked for.
    pub(crate) feed_entries: Vec<OnceLock<crate::export::feeds::Stored>>,
    /// Orders of all cases, made when first asked for: by date, alphabet, size.
    orders: [OnceLock<Vec<CaseIndex>>; 3],
    table: routes::Table,
    /// All paths and what stands there, listed when first asked for.
    all: OnceLock<(Vec<String>, Vec<Route>)>,
    search: Arc<Search>,
    /// What pages are made of, summed up when first asked for.
    whole: OnceLock<made_of::Whole>,
}

impl Site {
    /// A site whose search index, if it is asked for, takes over what it can of the one before.
    pub fn new(archive: Arc<Archive>, theme: Arc<Theme>, search: Search) -> Self {
        let table = routes::Table::new(&archive, &theme);
        let own = &archive.config.language;
        let frame = if theme.speaks(own.tag()) { own.clone() } else { Language("en".into()) };
        let rows = rows::Rows::new(archive.cases.len(), &theme);
        let known = known::Known::new(&archive);
        let entries = (0..archive.cases.len()).map(|_| OnceLock::new()).collect();
        let feed_entries = (0..archive.cases.len()).map(|_| OnceLock::new()).collect();
        let site_view = pages::site_view(&archive, theme.strings(own.tag()));
        let frames = frame::Frames::new(&site_view);
        Self {
            archive,
            theme,
            frame,
            site_view: Value::from_serializable(&site_view),
            frames,
            entries,
            rows,
            known,
            folders: OnceLock::new(),
            feed_entries,
            orders: Default::default(),
            table,
            all: OnceLock::new(),
            search: Arc::new(search),
            whole: OnceLock::new(),
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

    /// Plain pages by folder.
    pub(crate) fn folders(&self) -> &folders::Folders {
        self.folders.get_or_init(|| folders::Folders::new(&self.archive))
    }

    /// Old addresses and copied files that would be in the way of other pages: each an error.
    pub fn clashes(&self) -> &[Diagnostic] {
        &self.table.clashes
    }

    /// Paths and what stands there.
    pub fn routes(&self) -> impl Iterator<Item = (&str, &Route)> {
        let (paths, routes) = self.all();
        paths.iter().map(String::as_str).zip(routes)
    }

    fn all(&self) -> &(Vec<String>, Vec<Route>) {
        self.all.get_or_init(|| routes::all(&self.archive, &self.table).into_iter().unzip())
    }

    /// What stands at a path: found without a list of all.
    pub fn route(&self, path: &str) -> Option<Route> {
        self.table.find(&self.archive, path)
    }
}

impl Pages for Site {
    fn paths(&self) -> &[String] {
        self.all_paths()
    }

    fn content(&self, path: &str) -> Result<Content, Diagnostic> {
        match self.route(path) {
            Some(route) => pages::content(self, path, &route),
            None => Ok(Content::Bytes(self.search_file(path).unwrap_or_default())),
        }
    }

    /// All but the files of the search index.
    fn soon(&self) -> &[String] {
        &self.all().0
    }

    fn made_of(&self, path: &str) -> Option<Digest> {
        self.made_of_but(path, None)
    }
}
