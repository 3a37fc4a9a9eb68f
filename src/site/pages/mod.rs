//! Making pages: a route in, bytes out.

mod body;
mod case;
mod codebook;
mod disputes;
mod figures;
mod lists;
mod plain;
mod search;
mod terms;

pub use lists::sort as sort_cases;
pub use plain::{base_path, correction_entries, place_language, place_title};
pub use terms::term_totals;

use serde::Serialize;
use tera::Context;

use super::scope::{Scope, direction};
use super::view::{AlternateView, LicenseView, PageView, RedirectView, SiteView, TaxonomyLink};
use super::{Content, Route, Site, faults, menu};
use crate::archive::{Archive, TaxonomyKind};
use crate::config::Config;
use crate::content::value::Language;
use crate::content::vocabulary;
use crate::diagnostic::Diagnostic;
use crate::export;
use crate::theme::Strings;

/// What stands at a path.
///
/// # Errors
/// A template's mistake.
pub fn content(site: &Site, path: &str, route: &Route) -> Result<Content, Diagnostic> {
    let archive = &*site.archive;
    let text = |text: String| Ok(Content::Bytes(text.into_bytes()));
    match route {
        Route::Asset(bytes) => return Ok(Content::Bytes(bytes.to_vec())),
        Route::File(file) => return Ok(Content::File(file.clone())),
        Route::CaseJson(case) => {
            let scope = Scope::new(site, site.language());
            return text(export::case_json::case_json(&scope, &archive.cases[*case]));
        }
        Route::Feed | Route::FeedJson | Route::ActorFeed(_) | Route::TermFeed(..) => {
            return text(export::feeds::feed(site, route));
        }
        Route::CorrectionsFeed | Route::CorrectionsJson => {
            return text(export::feeds::corrections(site, route));
        }
        Route::Sitemap(part) => return text(export::sitemap::sitemap(site, *part)),
        Route::SitemapIndex => return text(export::sitemap::index(site)),
        Route::Robots => return text(export::sitemap::robots(archive)),
        _ => {}
    }
    let rendered = match route {
        Route::Home => lists::home(site),
        Route::Cases(order, page) => lists::cases(site, *order, *page),
        Route::Case(case) => case::page(site, *case),
        Route::Taxonomy(taxonomy) => terms::taxonomy(site, *taxonomy),
        Route::ActorIndex => terms::actor_index(site),
        Route::Term(taxonomy, term, page) => terms::term(site, *taxonomy, *term, *page),
        Route::Actor(actor, page) => terms::actor(site, *actor, *page),
        Route::Page(page) => plain::page(site, *page),
        Route::Indexes => terms::indexes(site),
        Route::Codebook => codebook::page(site),
        Route::Search => search::page(site),
        Route::Corrections => plain::corrections(site),
        Route::NotFound => plain::not_found(site),
        Route::Redirect(to) => redirect(site, path, to),
        _ => return Ok(Content::Bytes(Vec::new())),
    };
    rendered.map(Content::Bytes).map_err(|fault| faults::on_page(fault, path))
}

/// A page's own part of what its template sees.
pub struct Page<'a> {
    /// Of the frame.
    pub language: &'a Language,
    pub view: PageView,
    /// How the page gets to the root: `../../`.
    pub root: String,
}

impl<'a> Page<'a> {
    /// A page at an address relative to the root (`cases/x/`, empty for the home page), about a text in `language`.
    pub fn new(site: &'a Site, kind: &str, url: &str, language: &'a Language) -> Self {
        let text = language;
        let language = site.frame(language);
        let canonical = site.archive.config.url.as_ref().map(|base| format!("{base}/{url}"));
        let view = PageView {
            kind: kind.to_owned(),
            url: url.to_owned(),
            canonical,
            lang: language.tag().to_owned(),
            dir: direction(language).to_owned(),
            ..PageView::default()
        };
        Self { language, view, root: root_of(url) }.worded(text)
    }

    /// The language of the document's own words.
    #[must_use]
    pub fn worded(mut self, text: &Language) -> Self {
        self.view.words = if text == self.language {
            String::new()
        } else {
            format!(" lang=\"{}\" dir=\"{}\"", text.tag(), direction(text))
        };
        self
    }

    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.view.title = title.into();
        self
    }

    #[must_use]
    pub fn described(mut self, description: Option<String>) -> Self {
        self.view.description = description;
        self
    }

    #[must_use]
    pub fn section(mut self, section: &str) -> Self {
        section.clone_into(&mut self.view.section);
        self
    }

    #[must_use]
    pub fn alternate(mut self, label: impl Into<String>, media: &str, url: impl Into<String>) -> Self {
        self.view.alternates.push(AlternateView {
            label: label.into(),
            media: media.to_owned(),
            url: url.into(),
        });
        self
    }

    /// Renders the template of the page's kind with its view under `key`.
    pub fn render<T: Serialize>(
        self,
        site: &Site,
        key: &'static str,
        view: &T,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut context = Context::new();
        let template = format!("{}.html", self.view.kind);
        context.insert_value("site", site.site_view.clone());
        context.insert_value("frame", site.frames.of(site, &self)?);
        context.insert("page", &self.view);
        context.insert("root", &self.root);
        context.insert(key, view);
        // Bytes: that they are UTF-8 need not be looked at again before they are written.
        site.theme.render_bytes(&template, site.theme.strings(self.language.tag()), context)
    }
}

/// `../../` for `cases/x/`, `./` for the home page.
pub fn root_of(url: &str) -> String {
    match url.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// What every page knows of the site.
pub fn site_view(archive: &Archive, strings: &Strings) -> SiteView {
    let config = &*archive.config;
    let corrections = archive.cases.iter().map(|case| case.file.corrections.len()).sum();
    SiteView {
        title: config.title.clone(),
        description: config.description.clone(),
        publisher: config.publisher.clone(),
        license: config.license.as_deref().map(license),
        url: config.url.clone(),
        search: config.search,
        menu: config.menu.as_ref().map(|menu| menu.iter().map(|item| menu::link(archive, item)).collect()),
        pages: plain::top_pages(archive),
        taxonomies: taxonomy_links(archive, strings),
        case_count: archive.listed,
        correction_count: corrections,
        generator: concat!("Corkboard ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// A licence by its SPDX id.
pub fn license(id: &str) -> LicenseView {
    let known = vocabulary::license(id);
    LicenseView {
        id: id.to_owned(),
        title: known.map_or_else(|| id.to_owned(), |license| license.title.to_owned()),
        url: known.map(|license| license.url.to_owned()),
    }
}

/// What the site calls the index of a field of its own.
pub fn own_label(config: &Config, strings: &Strings, kind: TaxonomyKind) -> Option<String> {
    match kind {
        TaxonomyKind::Field(index) => config.fields.get(index).map(|field| strings.index_of(field)),
        _ => None,
    }
}

fn taxonomy_links(archive: &Archive, strings: &Strings) -> Vec<TaxonomyLink> {
    let mut links: Vec<_> = archive
        .taxonomies
        .iter()
        .map(|taxonomy| TaxonomyLink {
            key: taxonomy.folder.clone(),
            label: own_label(&archive.config, strings, taxonomy.kind),
            url: format!("{}/", taxonomy.folder),
            count: taxonomy.terms.len(),
        })
        .collect();
    if !archive.actors.all.is_empty() {
        let actors = TaxonomyLink {
            key: "actors".into(),
            label: None,
            url: "actors/".into(),
            count: archive.actors.all.len(),
        };
        links.insert(links.len().min(1), actors);
    }
    links
}

fn redirect(site: &Site, path: &str, to: &str) -> Result<Vec<u8>, Diagnostic> {
    let place = site.archive.place(to);
    let scope = Scope::new(site, site.language());
    let title = place.map_or_else(|| to.to_owned(), |place| plain::place_title(&scope, place));
    let mut page = Page::new(site, "redirect", path, site.language()).titled(title.clone());
    page.view.noindex = true;
    page.view.canonical = site.archive.config.url.as_ref().map(|base| format!("{base}/{to}/"));
    page.view.url = format!("{to}/");
    page.render(site, "redirect", &RedirectView { url: format!("{to}/"), title })
}
