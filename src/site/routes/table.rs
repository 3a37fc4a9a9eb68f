//! What stands at one path, without a list of all: an archive of 50,000 cases has a quarter of a million paths, and a
//! preview asks for one of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Order, Route, SITEMAP_LIMIT, in_sitemap, index, page_count};
use crate::archive::{Archive, Place};
use crate::diagnostic::Diagnostic;
use crate::site::strangers;
use crate::theme::{AssetContent, Theme};

/// Scripts that only the search page loads.
const SEARCH_SCRIPTS: &str = "assets/search/";

/// The paths that do not follow from cases, actors and terms. Where two want one path, the later has it: `fixed`,
/// what follows from the archive, `late`. Strangers have only what nobody else wants.
pub struct Table {
    pub fixed: BTreeMap<String, Route>,
    pub late: BTreeMap<String, Route>,
    pub strangers: BTreeMap<String, Route>,
    /// Strangers that want a place which another has.
    pub clashes: Vec<Diagnostic>,
}

impl Table {
    pub fn new(archive: &Archive, theme: &Theme) -> Self {
        let mut table = Self {
            fixed: fixed(archive),
            late: BTreeMap::new(),
            strangers: BTreeMap::new(),
            clashes: Vec::new(),
        };
        for (page, it) in archive.pages.iter().enumerate().filter(|(_, it)| !it.address.is_empty()) {
            table.late.insert(format!("{}/index.html", it.address), Route::Page(page));
        }
        let is_needed = |path: &str| archive.config.search || !path.starts_with(SEARCH_SCRIPTS);
        for (path, content) in theme.assets().filter(|(path, _)| is_needed(path)) {
            let route = match content {
                AssetContent::Bytes(bytes) => Route::Asset(Arc::clone(bytes)),
                AssetContent::File(path) => Route::File(Arc::clone(path)),
            };
            table.late.insert(path.to_owned(), route);
        }
        if archive.config.url.is_some() {
            table.sitemaps(archive);
        }
        let (strangers, clashes) = strangers::find(archive, &table);
        Self { strangers, clashes, ..table }
    }

    /// What stands at a path.
    pub fn find(&self, archive: &Archive, path: &str) -> Option<Route> {
        let known = self.late.get(path).cloned();
        known
            .or_else(|| of_archive(archive, path))
            .or_else(|| self.fixed.get(path).cloned())
            .or_else(|| self.strangers.get(path).cloned())
    }

    /// A path that begins with a folder's, which ends with a slash. Of those that follow from the archive, one: its
    /// folders hold an `index.html`, but for that of a list's other pages, which has a second one.
    pub fn below(&self, archive: &Archive, folder: &str) -> Option<String> {
        let first = |routes: &BTreeMap<String, Route>| {
            let found = routes.range(folder.to_owned()..).next().map(|(path, _)| path);
            found.filter(|path| path.starts_with(folder)).cloned()
        };
        let made = [format!("{folder}index.html"), format!("{folder}2/index.html")];
        made.into_iter()
            .find(|path| of_archive(archive, path).is_some())
            .or_else(|| first(&self.late))
            .or_else(|| first(&self.fixed))
    }

    fn sitemaps(&mut self, archive: &Archive) {
        let own = self.fixed.iter().chain(&self.late).filter(|(path, route)| in_sitemap(path, route)).count();
        let parts = (own + pages_of_archive(archive)).div_ceil(SITEMAP_LIMIT);
        if parts <= 1 {
            self.late.insert("sitemap.xml".into(), Route::Sitemap(0));
            return;
        }
        self.late.insert("sitemap.xml".into(), Route::SitemapIndex);
        for part in 0..parts {
            self.late.insert(format!("sitemap-{}.xml", part + 1), Route::Sitemap(part));
        }
    }
}

/// HTML pages that follow from cases, actors and terms.
fn pages_of_archive(archive: &Archive) -> usize {
    let size = archive.config.page_size;
    let lists = Order::ALL.len() * page_count(archive.listed, size);
    let actors: usize = archive.actors.all.iter().map(|actor| page_count(actor.cases().len(), size)).sum();
    let taxonomies = archive.taxonomies.iter().map(|taxonomy| {
        1 + taxonomy.terms.iter().map(|term| page_count(term.cases.len(), size)).sum::<usize>()
    });
    lists + archive.cases.len() + actors + taxonomies.sum::<usize>()
}

/// What follows from cases, actors and terms.
fn of_archive(archive: &Archive, path: &str) -> Option<Route> {
    let (folder, file) = path.rsplit_once('/')?;
    let (base, page) = match folder.rsplit_once("/page/") {
        Some((base, number)) => (base, other_page(number)?),
        None => (folder, 1),
    };
    match (file, page) {
        ("index.html", _) | ("index.json" | "feed.xml", 1) => {}
        _ => return None,
    }
    let is_page = file == "index.html";
    let on = |entries: usize| is_page && page <= page_count(entries, archive.config.page_size);
    match archive.place(base) {
        Some(Place::Case(case)) if base.strip_prefix("cases/") == Some(archive.cases[case].id()) => {
            let json = file == "index.json" && !archive.cases[case].is_retracted();
            if json {
                return Some(Route::CaseJson(case));
            }
            if is_page && page == 1 {
                return Some(Route::Case(case));
            }
        }
        Some(Place::Actor(actor))
            if base.strip_prefix("actors/") == Some(&*archive.actors.all[actor].slug) =>
        {
            if on(archive.actors.all[actor].cases().len()) {
                return Some(Route::Actor(actor, page));
            }
            return (file == "feed.xml").then_some(Route::ActorFeed(actor));
        }
        Some(Place::Taxonomy(taxonomy)) if base == archive.taxonomies[taxonomy].folder => {
            return (is_page && page == 1).then_some(Route::Taxonomy(taxonomy));
        }
        Some(Place::Term(taxonomy, term)) => {
            if on(archive.taxonomies[taxonomy].terms[term].cases.len()) {
                return Some(Route::Term(taxonomy, term, page));
            }
            return (file == "feed.xml").then_some(Route::TermFeed(taxonomy, term));
        }
        _ => {}
    }
    let order = Order::ALL.into_iter().find(|order| order.address().trim_end_matches('/') == base)?;
    on(archive.listed).then_some(Route::Cases(order, page))
}

/// The number of a page after the first, as addresses write it.
fn other_page(number: &str) -> Option<usize> {
    let page: usize = number.parse().ok()?;
    (page > 1 && page.to_string() == number).then_some(page)
}

fn fixed(archive: &Archive) -> BTreeMap<String, Route> {
    let mut routes = BTreeMap::new();
    routes.insert(index(""), Route::Home);
    routes.insert("404.html".into(), Route::NotFound);
    routes.insert("robots.txt".into(), Route::Robots);
    routes.insert("feed.xml".into(), Route::Feed);
    routes.insert("feed.json".into(), Route::FeedJson);
    routes.insert("codebook/index.html".into(), Route::Codebook);
    routes.insert("indexes/index.html".into(), Route::Indexes);
    if archive.config.search {
        routes.insert("search/index.html".into(), Route::Search);
    }
    routes.insert("corrections/index.html".into(), Route::Corrections);
    routes.insert("corrections/feed.xml".into(), Route::CorrectionsFeed);
    routes.insert("corrections/feed.json".into(), Route::CorrectionsJson);
    if !archive.actors.all.is_empty() {
        routes.insert("actors/index.html".into(), Route::ActorIndex);
    }
    routes
}
