//! Pages of words: plain pages, corrections, the page for an address that leads nowhere.

use std::cmp::Reverse;

use super::{Page, body};
use crate::archive::{Archive, Place};
use crate::content::documents::PageFile;
use crate::content::value::Language;
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use crate::site::folders::{NEAR, folder, order};
use crate::site::scope::{Scope, direction};
use crate::site::view::{ContentView, CorrectionEntry, CorrectionsView, LinkView};

/// What a place is called.
pub fn place_title(scope: &Scope<'_>, place: Place) -> String {
    let archive = scope.archive;
    match place {
        Place::Case(case) => archive.cases[case].file.title.clone(),
        Place::Actor(actor) => archive.actors.all[actor].name.clone(),
        Place::Taxonomy(taxonomy) => {
            let taxonomy = &archive.taxonomies[taxonomy];
            let own = archive.taxonomy_pages.get(&taxonomy.folder).and_then(|file| file.title.clone());
            own.or_else(|| super::own_label(&archive.config, scope.strings, taxonomy.kind))
                .unwrap_or_else(|| scope.strings.text(&format!("taxonomy.{}", taxonomy.folder)).to_owned())
        }
        Place::Term(taxonomy, term) => {
            let taxonomy = &archive.taxonomies[taxonomy];
            scope.term_title(taxonomy.kind, &taxonomy.terms[term])
        }
        Place::Page(page) => archive.pages[page].title.clone(),
        Place::Other => String::new(),
    }
}

/// The language that a place's title is in, if its file names one.
pub fn place_language<'a>(scope: &Scope<'a>, place: Place) -> Option<&'a Language> {
    let archive = scope.archive;
    let own = match place {
        Place::Case(case) => archive.cases[case].file.lang.as_ref(),
        Place::Actor(actor) => archive.actors.all[actor].file.as_ref().and_then(|file| file.lang.as_ref()),
        Place::Term(taxonomy, term) => {
            archive.taxonomies[taxonomy].terms[term].file.as_ref().and_then(|file| file.lang.as_ref())
        }
        Place::Page(page) => archive.pages[page].lang.as_ref(),
        Place::Taxonomy(_) | Place::Other => None,
    };
    own.or(Some(scope.site.language()))
}

fn link(page: &PageFile) -> LinkView {
    let url = if page.address.is_empty() { String::new() } else { format!("{}/", page.address) };
    LinkView { label: page.title.clone(), url, external: false }
}

/// Plain pages at the top, which the menu shows; of very many the first, since each page has the menu.
pub fn top_pages(archive: &Archive) -> Vec<LinkView> {
    let at_the_top = |page: &&PageFile| !page.address.is_empty() && !page.address.contains('/');
    let mut pages: Vec<&PageFile> = archive.pages.iter().map(|page| &**page).filter(at_the_top).collect();
    pages.sort_by_key(|page| order(page));
    pages.into_iter().take(NEAR).map(link).collect()
}

pub fn page(site: &Site, index: usize) -> Result<Vec<u8>, Diagnostic> {
    let archive = &*site.archive;
    let file = &*archive.pages[index];
    let language = file.lang.as_ref().unwrap_or(site.language());
    let scope = Scope::new(site, language);
    let url = format!("{}/", file.address);
    let page = Page::new(site, "page", &url, language)
        .titled(&file.title)
        .described(file.summary.clone())
        .section("about");
    let parent = folder(&file.address);
    let parent = archive.pages.binary_search_by(|other| (*other.address).cmp(parent)).ok();
    let linked = |index: usize| link(&archive.pages[index]);
    let view = ContentView {
        title: file.title.clone(),
        summary: file.summary.clone(),
        body: body::render(&scope, &file.body, &file.path, &page.root, 2, &[], None),
        headings: body::headings(&file.body),
        siblings: site.folders().beside(archive, index).map(linked).collect(),
        children: site.folders().children(&file.address).iter().copied().map(linked).collect(),
        parent: parent.filter(|_| file.address.contains('/')).map(linked),
        backlinks: body::backlinks(&scope, Place::Page(index)),
    };
    page.render(site, "content", &view)
}

/// Corrections of all cases, newest first; all of them without a limit.
pub fn correction_entries(scope: &Scope<'_>, limit: Option<usize>) -> Vec<CorrectionEntry> {
    let mut all: Vec<_> = scope
        .archive
        .cases
        .iter()
        .flat_map(|case| case.file.corrections.iter().map(move |correction| (case, correction)))
        .collect();
    all.sort_by_key(|(case, correction)| (Reverse(correction.date.sort_key()), case.id()));
    all.truncate(limit.unwrap_or(usize::MAX));
    all.into_iter()
        .map(|(case, correction)| {
            let language = case.file.lang.as_ref().unwrap_or(scope.site.language());
            CorrectionEntry {
                date: scope.date(&correction.date),
                title: case.file.title.clone(),
                url: format!("cases/{}/#corrections", case.id()),
                lang: language.tag().to_owned(),
                dir: direction(language).to_owned(),
                status: case.file.status.word().to_owned(),
                change: correction.change.clone(),
                reason: correction.reason.clone(),
            }
        })
        .collect()
}

pub fn corrections(site: &Site) -> Result<Vec<u8>, Diagnostic> {
    let scope = Scope::new(site, site.language());
    let view = CorrectionsView {
        entries: correction_entries(&scope, None),
        feed: "corrections/feed.xml".to_owned(),
    };
    let title = scope.strings.text("corrections.title");
    Page::new(site, "corrections", "corrections/", site.language())
        .titled(title)
        .section("corrections")
        .alternate(scope.strings.text("feeds.corrections"), "application/atom+xml", "corrections/feed.xml")
        .alternate(scope.strings.text("feeds.json_feed"), "application/feed+json", "corrections/feed.json")
        .render(site, "corrections", &view)
}

/// The page for addresses that lead nowhere: hosts show it at any depth, so that its links start at the base path.
pub fn not_found(site: &Site) -> Result<Vec<u8>, Diagnostic> {
    let scope = Scope::new(site, site.language());
    let mut page =
        Page::new(site, "not-found", "", site.language()).titled(scope.strings.text("not_found.title"));
    page.root = base_path(site.archive.config.url.as_deref());
    page.view.noindex = true;
    page.view.canonical = None;
    page.render(site, "not_found", &())
}

/// The path of a site's address with slashes around it: `/register/`, or `/`.
pub fn base_path(url: Option<&str>) -> String {
    let rest = url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    match rest.split_once('/') {
        Some((_, path)) if !path.trim_matches('/').is_empty() => format!("/{}/", path.trim_matches('/')),
        _ => "/".to_owned(),
    }
}
