//! Every address of a site and what stands there.

mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::archive::Archive;
pub use table::Table;

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
    Asset(Arc<[u8]>),
    /// A file of the sources.
    File(Arc<str>),
}

impl Route {
    /// Whether a template prints it, which can go wrong.
    pub fn has_template(&self) -> bool {
        match self {
            Self::Home | Self::Cases(..) | Self::Case(_) | Self::Page(_) => true,
            Self::ActorIndex | Self::Actor(..) | Self::Taxonomy(_) | Self::Term(..) | Self::Indexes => true,
            Self::Codebook | Self::Search | Self::Corrections | Self::NotFound | Self::Redirect(_) => true,
            Self::CaseJson(_) | Self::ActorFeed(_) | Self::TermFeed(..) | Self::Feed | Self::FeedJson => {
                false
            }
            Self::CorrectionsFeed | Self::CorrectionsJson | Self::Sitemap(_) | Self::SitemapIndex => false,
            Self::Robots | Self::Asset(_) | Self::File(_) => false,
        }
    }
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

/// A list in the making: where two want one path, the later has it.
type Routes = Vec<(String, Route)>;

/// All output paths, sorted, and what stands there.
pub fn all(archive: &Archive, table: &Table) -> Routes {
    let of_table = |part: &BTreeMap<String, Route>| -> Routes { part.clone().into_iter().collect() };
    let mut routes: Routes = of_table(&table.fixed);
    let size = archive.config.page_size;
    for order in Order::ALL {
        for page in 1..=page_count(archive.listed, size) {
            routes.push((index(&page_address(order.address(), page)), Route::Cases(order, page)));
        }
    }
    for (case, it) in archive.cases.iter().enumerate() {
        routes.push((format!("cases/{}/index.html", it.id()), Route::Case(case)));
        if !it.is_retracted() {
            routes.push((format!("cases/{}/index.json", it.id()), Route::CaseJson(case)));
        }
    }
    actors(archive, size, &mut routes);
    for (taxonomy, it) in archive.taxonomies.iter().enumerate() {
        routes.push((format!("{}/index.html", it.folder), Route::Taxonomy(taxonomy)));
        for (term, own) in it.terms.iter().enumerate() {
            let base = format!("{}/{}/", it.folder, own.slug);
            for page in 1..=page_count(own.cases.len(), size) {
                routes.push((index(&page_address(&base, page)), Route::Term(taxonomy, term, page)));
            }
            routes.push((format!("{base}feed.xml"), Route::TermFeed(taxonomy, term)));
        }
    }
    routes.extend([&table.late, &table.strangers].into_iter().flat_map(of_table));
    // Runs that are sorted already, for the most part; of equals the later stays behind the earlier.
    routes.sort_by(|a, b| a.0.cmp(&b.0));
    routes.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            std::mem::swap(later, earlier);
        }
        same
    });
    routes
}

fn index(address: &str) -> String {
    format!("{address}index.html")
}

fn actors(archive: &Archive, size: usize, routes: &mut Routes) {
    for (actor, it) in archive.actors.all.iter().enumerate() {
        let base = format!("actors/{}/", it.slug);
        for page in 1..=page_count(it.cases().len(), size) {
            routes.push((index(&page_address(&base, page)), Route::Actor(actor, page)));
        }
        routes.push((format!("{base}feed.xml"), Route::ActorFeed(actor)));
    }
}

/// Whether a page belongs in the sitemap: an HTML page that search engines may index.
pub fn in_sitemap(path: &str, route: &Route) -> bool {
    path.ends_with("index.html")
        && !matches!(route, Route::Redirect(_) | Route::File(_) | Route::Asset(_) | Route::NotFound)
}
