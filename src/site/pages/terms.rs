//! Index pages of taxonomies, and the page of each term and actor.

use std::cmp::Reverse;

use super::{Page, body, case, own_label};
use crate::archive::{Actor, Archive, CaseIndex, Place, Taxonomy, TaxonomyKind, Term, Totals};
use crate::content::case::Source;
use crate::content::documents::{Body, TermFile};
use crate::content::vocabulary;
use crate::diagnostic::Diagnostic;
use crate::site::routes::page_address;
use crate::site::rows::{Heading, rows};
use crate::site::scope::Scope;
use crate::site::view::{
    EntryGroup, IndexesView, LinkView, ProfileView, TaxonomyView, TermCount, TermView, TimelineChart,
};
use crate::site::{Site, charts};

const ATOM: &str = "application/atom+xml";

/// Terms by number of cases, then title; years newest first.
fn counts(scope: &Scope<'_>, taxonomy: &Taxonomy) -> Vec<TermCount> {
    let mut terms: Vec<_> =
        taxonomy.terms.iter().map(|term| (term, scope.term(taxonomy.kind, &term.value))).collect();
    match taxonomy.kind {
        TaxonomyKind::Years => terms.sort_by(|a, b| b.0.value.cmp(&a.0.value)),
        _ => {
            terms.sort_by_cached_key(|(term, shown)| (Reverse(term.cases.len()), shown.title.to_lowercase()))
        }
    }
    terms.into_iter().map(|(term, shown)| TermCount { term: shown, count: term.cases.len() }).collect()
}

/// Years with their cases, newest first.
pub(super) fn years(scope: &Scope<'_>) -> Vec<TermCount> {
    let years = scope.archive.taxonomies.iter().find(|taxonomy| taxonomy.kind == TaxonomyKind::Years);
    years.map(|taxonomy| counts(scope, taxonomy)).unwrap_or_default()
}

fn taxonomy_view(scope: &Scope<'_>, taxonomy: &Taxonomy) -> TaxonomyView {
    let terms = counts(scope, taxonomy);
    TaxonomyView {
        key: taxonomy.folder.clone(),
        label: own_label(&scope.archive.config, scope.strings, taxonomy.kind),
        url: format!("{}/", taxonomy.folder),
        total: terms.len(),
        terms,
        unknown: taxonomy.unknown,
        body: String::new(),
    }
}

fn actors_view(scope: &Scope<'_>) -> TaxonomyView {
    let mut actors: Vec<&Actor> = scope.archive.actors.all.iter().collect();
    actors.sort_by_cached_key(|actor| (Reverse(actor.cases().len()), actor.name.to_lowercase()));
    let listed = scope.archive.listed();
    TaxonomyView {
        key: "actors".to_owned(),
        label: None,
        url: "actors/".to_owned(),
        total: actors.len(),
        terms: actors
            .into_iter()
            .map(|actor| TermCount { term: scope.actor(&actor.name), count: actor.cases().len() })
            .collect(),
        unknown: listed
            .iter()
            .filter(|case| case.file.operator.is_none() && case.file.clients.is_none())
            .count(),
        body: String::new(),
    }
}

/// `/tags/` and the like.
pub fn taxonomy(site: &Site, index: usize) -> Result<Vec<u8>, Diagnostic> {
    let taxonomy = &site.archive.taxonomies[index];
    let own = site.archive.taxonomy_pages.get(&taxonomy.folder);
    index_page(site, own.map(|file| &**file), |scope| taxonomy_view(scope, taxonomy))
}

/// `/actors/`.
pub fn actor_index(site: &Site) -> Result<Vec<u8>, Diagnostic> {
    let own = site.archive.taxonomy_pages.get("actors");
    index_page(site, own.map(|file| &**file), actors_view)
}

fn index_page(
    site: &Site,
    own: Option<&TermFile>,
    view: impl Fn(&Scope<'_>) -> TaxonomyView,
) -> Result<Vec<u8>, Diagnostic> {
    let language = own.and_then(|file| file.lang.as_ref()).unwrap_or(site.language());
    let mut scope = Scope::new(site, site.language());
    let mut view = view(&scope);
    scope.text = language;
    let title = own
        .and_then(|file| file.title.clone())
        .or_else(|| view.label.clone())
        .unwrap_or_else(|| scope.strings.text(&format!("taxonomy.{}", view.key)).to_owned());
    let page = Page::new(site, "taxonomy", &view.url, site.language())
        .titled(title)
        .described(own.and_then(|file| file.summary.clone()))
        .worded(language)
        .section("indexes");
    view.body = own
        .map(|file| body::render(&scope, &file.body, &file.path, &page.root, 2, &[], None))
        .unwrap_or_default();
    page.render(site, "taxonomy", &view)
}

/// `/indexes/`: every taxonomy with its most frequent terms.
pub fn indexes(site: &Site) -> Result<Vec<u8>, Diagnostic> {
    const SHOWN: usize = 24;
    let scope = Scope::new(site, site.language());
    let mut taxonomies: Vec<TaxonomyView> =
        site.archive.taxonomies.iter().map(|taxonomy| taxonomy_view(&scope, taxonomy)).collect();
    if !site.archive.actors.all.is_empty() {
        taxonomies.insert(taxonomies.len().min(1), actors_view(&scope));
    }
    for taxonomy in &mut taxonomies {
        taxonomy.terms.truncate(SHOWN);
    }
    Page::new(site, "indexes", "indexes/", site.language())
        .titled(scope.strings.text("index.title"))
        .section("indexes")
        .render(site, "indexes", &IndexesView { taxonomies })
}

/// A page of a term.
pub fn term(site: &Site, index: usize, number: usize, page: usize) -> Result<Vec<u8>, Diagnostic> {
    let archive = &*site.archive;
    let taxonomy = &archive.taxonomies[index];
    let term = &taxonomy.terms[number];
    let file = term.file.as_deref();
    let language = file.and_then(|file| file.lang.as_ref()).unwrap_or(site.language());
    let scope = Scope::new(site, language);
    let base = format!("{}/{}/", taxonomy.folder, term.slug);
    let title = scope.term_title(taxonomy.kind, term);
    let own_title = file.is_some_and(|file| file.title.is_some());
    let (lang, dir) = scope.foreign(Some(scope.text).filter(|_| own_title));
    let shown = scope.page_of(&term.cases, page);
    let group = EntryGroup {
        entries: shown.iter().map(|case| scope.entry(*case)).collect(),
        html: rows(&scope, shown, Heading::H3, &super::root_of(&page_address(&base, page)))?,
        ..EntryGroup::default()
    };
    let about = About {
        base: &base,
        title: &title,
        summary: file.and_then(|file| file.summary.clone()),
        body: file.map(|file| (&*file.path, &file.body, [].as_slice())),
        place: Place::Term(index, number),
        page,
    };
    let view = TermView {
        taxonomy: taxonomy.folder.clone(),
        taxonomy_label: own_label(&archive.config, scope.strings, taxonomy.kind),
        taxonomy_url: format!("{}/", taxonomy.folder),
        code: code(taxonomy.kind, term, &title),
        external: external(&scope, taxonomy.kind, term),
        lang,
        dir,
        timeline: timeline(&scope, page, &term.cases),
        groups: vec![group],
        pager: scope.pager(&base, page, term.cases.len()),
        ..about.view(&scope, term_totals(archive, term))
    };
    about.render(site, language, "term", view)
}

/// A page of an actor: its cases by role.
pub fn actor(site: &Site, index: usize, page: usize) -> Result<Vec<u8>, Diagnostic> {
    let archive = &*site.archive;
    let actor = &archive.actors.all[index];
    let file = actor.file.as_deref();
    let language = file.and_then(|file| file.lang.as_ref()).unwrap_or(site.language());
    let scope = Scope::new(site, language);
    let base = format!("actors/{}/", actor.slug);
    let cases = actor.cases();
    let (lang, dir) = scope.foreign(file.map(|_| scope.text));
    let shown = scope.page_of(&cases, page);
    let about = About {
        base: &base,
        title: &actor.name,
        summary: file.and_then(|file| file.summary.clone()),
        body: file.map(|file| (&*file.path, &file.body, &*file.sources)),
        place: Place::Actor(index),
        page,
    };
    let view = TermView {
        taxonomy: "actors".to_owned(),
        taxonomy_url: "actors/".to_owned(),
        lang,
        dir,
        profile: Some(profile(&scope, actor)),
        timeline: actor_timeline(&scope, page, actor, &cases),
        groups: roles(&scope, actor, shown, &super::root_of(&page_address(&base, page)))?,
        pager: scope.pager(&base, page, cases.len()),
        // "In this archive" counts what it ran; what it commissioned or is accused of is not its own size.
        ..about.view(&scope, &totals(archive, &actor.operator_of))
    };
    about.render(site, language, "actor", view)
}

/// What a term's cases add up to.
pub fn term_totals<'a>(archive: &Archive, term: &'a Term) -> &'a Totals {
    term.totals.get_or_init(|| totals(archive, &term.cases))
}

fn totals(archive: &Archive, cases: &[CaseIndex]) -> Totals {
    Totals::of(cases.iter().map(|case| &*archive.cases[*case]))
}

/// What a term's page says beside its cases.
struct About<'a> {
    base: &'a str,
    title: &'a str,
    summary: Option<String>,
    /// Path, text and sources of the term's own file.
    body: Option<(&'a str, &'a Body, &'a [Source])>,
    place: Place,
    page: usize,
}

impl About<'_> {
    fn view(&self, scope: &Scope<'_>, totals: &Totals) -> TermView {
        let first = self.page == 1;
        let root = super::root_of(&page_address(self.base, self.page));
        let body = self.body.filter(|_| first);
        TermView {
            title: self.title.to_owned(),
            summary: self.summary.clone(),
            body: body
                .map(|(path, text, sources)| body::render(scope, text, path, &root, 3, sources, None))
                .unwrap_or_default(),
            headings: body.map(|(_, text, _)| body::headings(text)).unwrap_or_default(),
            totals: scope.totals(totals),
            backlinks: if first { body::backlinks(scope, self.place) } else { Vec::new() },
            feed: format!("{}feed.xml", self.base),
            ..TermView::default()
        }
    }

    fn render(
        &self,
        site: &Site,
        language: &crate::content::value::Language,
        kind: &str,
        view: TermView,
    ) -> Result<Vec<u8>, Diagnostic> {
        Page::new(site, kind, &page_address(self.base, self.page), language)
            .titled(self.title)
            .described(self.summary.clone())
            .section("indexes")
            .alternate(self.title, ATOM, format!("{}feed.xml", self.base))
            .render(site, "term", &view)
    }
}

fn timeline(scope: &Scope<'_>, page: usize, cases: &[CaseIndex]) -> Option<TimelineChart> {
    let dated = cases.iter().filter(|case| scope.archive.cases[**case].date.is_some()).count();
    if page == 1 && dated >= 2 { charts::timeline(scope, cases) } else { None }
}

fn actor_timeline(
    scope: &Scope<'_>,
    page: usize,
    actor: &Actor,
    cases: &[CaseIndex],
) -> Option<TimelineChart> {
    let classed: Vec<_> = cases.iter().map(|case| (*case, role(actor, *case))).collect();
    if page != 1 || classed.len() < 2 {
        return None;
    }
    charts::timeline_of(scope, &classed, &ROLES)
}

const ROLES: [&str; 3] = ["operator", "client", "attributed"];

/// Index into [`ROLES`]: the weightiest part that an actor has in a case.
fn role(actor: &Actor, case: CaseIndex) -> usize {
    if actor.operator_of.contains(&case) {
        0
    } else if actor.client_of.contains(&case) {
        1
    } else {
        2
    }
}

/// Whether a case stands under a role: under each that the case gives the actor. What others attribute to it stands under
/// a heading of its own only where the case itself gives it no role, since most of it repeats that.
fn has_role(actor: &Actor, case: CaseIndex, wanted: usize) -> bool {
    match wanted {
        0 => actor.operator_of.contains(&case),
        1 => actor.client_of.contains(&case),
        _ => role(actor, case) == wanted,
    }
}

/// An actor's cases on this page, by role.
fn roles(
    scope: &Scope<'_>,
    actor: &Actor,
    cases: &[CaseIndex],
    root: &str,
) -> Result<Vec<EntryGroup>, Diagnostic> {
    let mut groups = Vec::new();
    for (wanted, key) in ROLES.into_iter().enumerate() {
        let cases: Vec<CaseIndex> =
            cases.iter().copied().filter(|case| has_role(actor, *case, wanted)).collect();
        if cases.is_empty() {
            continue;
        }
        groups.push(EntryGroup {
            key: key.to_owned(),
            label: scope.strings.text(&format!("role.{key}")).to_owned(),
            anchor: format!("as-{key}"),
            entries: cases.iter().map(|case| scope.entry(*case)).collect(),
            html: rows(scope, &cases, Heading::H3, root)?,
        });
    }
    Ok(groups)
}

fn profile(scope: &Scope<'_>, actor: &Actor) -> ProfileView {
    let file = actor.file.as_deref();
    ProfileView {
        aliases: file
            .map(|file| file.aliases.iter().map(|alias| alias.value.clone()).collect())
            .unwrap_or_default(),
        kind: file.and_then(|file| file.kind.clone()),
        country: file.and_then(|file| file.country).map(|country| scope.country(country)),
        url: file.and_then(|file| file.url.clone()),
        sources: file.map(|file| case::sources(scope, &file.sources, &file.path)).unwrap_or_default(),
        as_operator: actor.operator_of.len(),
        as_client: actor.client_of.len(),
        attributed: actor.attributed_in.len(),
    }
}

/// A code worth showing beside the title: a country's, a technique's.
fn code(kind: TaxonomyKind, term: &Term, title: &str) -> Option<String> {
    let shown = matches!(
        kind,
        TaxonomyKind::Origins | TaxonomyKind::Targets | TaxonomyKind::Languages | TaxonomyKind::Techniques
    );
    (shown && term.value != title).then(|| term.value.clone())
}

fn external(scope: &Scope<'_>, kind: TaxonomyKind, term: &Term) -> Option<LinkView> {
    if kind != TaxonomyKind::Techniques {
        return None;
    }
    let technique = vocabulary::technique(&scope.archive.config, &term.value).ok()?;
    let url = vocabulary::technique_url(&scope.archive.config, &technique)?;
    let label = vocabulary::framework_title(&scope.archive.config, &technique.framework);
    Some(LinkView { label, url, external: true })
}
