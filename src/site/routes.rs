//! Every address of a site and what stands there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::strangers;
use crate::archive::Archive;
use crate::diagnostic::Diagnostic;
use crate::theme::{AssetContent, Theme};

/// What stands at an address. Page numbers count from 1; indexes are the archive's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    Home,
    Cases(Order, usize),
    Case(usize),
    CaseJson(usize),
    ActorIndex,
    Actor(usize, usize),
    ActorFeed(usize),
    Taxonomy(usize),
    Term(usize, usize, usize),
    TermFeed(usize, usize),
    Page(usize),
    Indexes,
    Codebook,
    Search,
    Corrections,
    CorrectionsFeed,
    CorrectionsJson,
    Feed,
    FeedJson,
    /// Part of the sitemap, from 0; the index itself if there are several.
    Sitemap(usize),
    SitemapIndex,
    Robots,
    NotFound,
    /// Leads to an address without slashes at the ends.
    Redirect(String),
    Asset(Vec<u8>),
    /// A file of the sources.
    File(Arc<str>),
}

/// Orders of the list of all cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Date,
    Alphabet,
    Size,
}

impl Order {
    pub const ALL: [Self; 3] = [Self::Date, Self::Alphabet, Self::Size];

    /// Address of the list's first page.
    pub fn address(self) -> &'static str {
        match self {
            Self::Date => "cases/",
            Self::Alphabet => "cases/a-z/",
            Self::Size => "cases/by-size/",
        }
    }

    /// Key of the theme's words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Alphabet => "a-z",
            Self::Size => "by-size",
        }
    }
}

/// Addresses in one sitemap file: the protocol's limit is 50,000 (sitemaps.org, "Sitemap file limits").
pub const SITEMAP_LIMIT: usize = 50_000;

/// Address of a page of a list: the first is the list's own.
pub fn page_address(base: &str, page: usize) -> String {
    if page <= 1 { base.to_owned() } else { format!("{base}page/{page}/") }
}

/// Pages that a list of `entries` needs; an empty list has one.
pub fn page_count(entries: usize, page_size: usize) -> usize {
    entries.div_ceil(page_size.max(1)).max(1)
}

/// All output paths, sorted, and what stands there; and whatever wants a place that another has.
pub fn all(archive: &Archive, theme: &Theme) -> (BTreeMap<String, Route>, Vec<Diagnostic>) {
    let mut routes = BTreeMap::new();
    let size = archive.config.page_size;
    fixed(archive, &mut routes);
    for order in Order::ALL {
        for page in 1..=page_count(archive.listed, size) {
            routes.insert(index(&page_address(order.address(), page)), Route::Cases(order, page));
        }
    }
    for (case, it) in archive.cases.iter().enumerate() {
        routes.insert(format!("cases/{}/index.html", it.id()), Route::Case(case));
        if !it.is_retracted() {
            routes.insert(format!("cases/{}/index.json", it.id()), Route::CaseJson(case));
        }
    }
    actors(archive, size, &mut routes);
    for (taxonomy, it) in archive.taxonomies.iter().enumerate() {
        routes.insert(format!("{}/index.html", it.folder), Route::Taxonomy(taxonomy));
        for (term, own) in it.terms.iter().enumerate() {
            let base = format!("{}/{}/", it.folder, own.slug);
            for page in 1..=page_count(own.cases.len(), size) {
                routes.insert(index(&page_address(&base, page)), Route::Term(taxonomy, term, page));
            }
            routes.insert(format!("{base}feed.xml"), Route::TermFeed(taxonomy, term));
        }
    }
    for (page, it) in archive.pages.iter().enumerate().filter(|(_, it)| !it.address.is_empty()) {
        routes.insert(format!("{}/index.html", it.address), Route::Page(page));
    }
    for (path, content) in theme.assets() {
        let route = match content {
            AssetContent::Bytes(bytes) => Route::Asset(bytes.to_vec()),
            AssetContent::File(path) => Route::File(Arc::clone(path)),
        };
        routes.insert(path.to_owned(), route);
    }
    if archive.config.url.is_some() {
        sitemaps(&mut routes);
    }
    let clashes = strangers::add(archive, &mut routes);
    (routes, clashes)
}

fn index(address: &str) -> String {
    format!("{address}index.html")
}

fn fixed(archive: &Archive, routes: &mut BTreeMap<String, Route>) {
    routes.insert("index.html".into(), Route::Home);
    routes.insert("404.html".into(), Route::NotFound);
    routes.insert("robots.txt".into(), Route::Robots);
    routes.insert("feed.xml".into(), Route::Feed);
    routes.insert("feed.json".into(), Route::FeedJson);
    routes.insert("codebook/index.html".into(), Route::Codebook);
    routes.insert("indexes/index.html".into(), Route::Indexes);
    routes.insert("search/index.html".into(), Route::Search);
    routes.insert("corrections/index.html".into(), Route::Corrections);
    routes.insert("corrections/feed.xml".into(), Route::CorrectionsFeed);
    routes.insert("corrections/feed.json".into(), Route::CorrectionsJson);
    if !archive.actors.all.is_empty() {
        routes.insert("actors/index.html".into(), Route::ActorIndex);
    }
}

fn actors(archive: &Archive, size: usize, routes: &mut BTreeMap<String, Route>) {
    for (actor, it) in archive.actors.all.iter().enumerate() {
        let base = format!("actors/{}/", it.slug);
        for page in 1..=page_count(it.cases().len(), size) {
            routes.insert(index(&page_address(&base, page)), Route::Actor(actor, page));
        }
        routes.insert(format!("{base}feed.xml"), Route::ActorFeed(actor));
    }
}

/// Whether a page belongs in the sitemap: an HTML page that search engines may index.
pub fn in_sitemap(path: &str, route: &Route) -> bool {
    path.ends_with("index.html")
        && !matches!(route, Route::Redirect(_) | Route::File(_) | Route::Asset(_) | Route::NotFound)
}

fn sitemaps(routes: &mut BTreeMap<String, Route>) {
    let pages = routes.iter().filter(|(path, route)| in_sitemap(path, route)).count();
    let parts = pages.div_ceil(SITEMAP_LIMIT);
    if parts <= 1 {
        routes.insert("sitemap.xml".into(), Route::Sitemap(0));
        return;
    }
    routes.insert("sitemap.xml".into(), Route::SitemapIndex);
    for part in 0..parts {
        routes.insert(format!("sitemap-{}.xml", part + 1), Route::Sitemap(part));
    }
}
