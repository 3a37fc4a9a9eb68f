//! The home page and the lists of all cases.

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Page, body, plain};
use crate::archive::{CaseIndex, TaxonomyKind, Totals};
use crate::content::value::Language;
use crate::content::value::figure::{Figure, Shape};
use crate::diagnostic::Diagnostic;
use crate::site::routes::{Order, page_address};
use crate::site::rows::{Heading, rows};
use crate::site::scope::Scope;
use crate::site::view::{BarView, EntryGroup, HomeView, ListView, TermCount};
use crate::site::{Site, charts};
use crate::slug::slugify;

/// Cases, origins, actors and corrections that the home page shows.
const LATEST: usize = 6;
const ORIGINS: usize = 8;
const ACTORS: usize = 10;
const CORRECTIONS: usize = 5;

pub fn home(site: &Site) -> Result<Vec<u8>, Diagnostic> {
    let archive = &*site.archive;
    let own = archive.pages.iter().find(|page| page.address.is_empty());
    let language: &Language = own.and_then(|page| page.lang.as_ref()).unwrap_or(site.language());
    let scope = Scope::new(site, language);
    let feed = scope.strings.text("feeds.atom");
    let page = Page::new(site, "home", "", language)
        .described(archive.config.description.clone())
        .section("home")
        .alternate(feed, "application/atom+xml", "feed.xml")
        .alternate(scope.strings.text("feeds.json_feed"), "application/feed+json", "feed.json");
    let cases: Vec<CaseIndex> = (0..archive.listed).collect();
    let mut view = HomeView {
        body: own
            .map(|own| body::render(&scope, &own.body, &own.path, &page.root, 2, &[], None))
            .unwrap_or_default(),
        totals: scope.totals(&Totals::of(archive.listed().iter().map(|case| &**case))),
        timeline: charts::timeline(&scope, &cases),
        latest: cases.iter().take(LATEST).map(|case| scope.entry(*case)).collect(),
        latest_html: rows(&scope, &cases[..LATEST.min(cases.len())], Heading::H3, &page.root)?,
        corrections: plain::correction_entries(&scope, Some(CORRECTIONS)),
        ..HomeView::default()
    };
    origins(&scope, &mut view);
    actors(&scope, &mut view);
    page.render(site, "home", &view)
}

fn origins(scope: &Scope<'_>, view: &mut HomeView) {
    let taxonomy = scope.archive.taxonomies.iter().find(|taxonomy| taxonomy.kind == TaxonomyKind::Origins);
    let Some(taxonomy) = taxonomy else {
        view.origin_unknown = scope.archive.listed;
        return;
    };
    let mut terms: Vec<_> = taxonomy.terms.iter().collect();
    terms.sort_by_key(|term| (Reverse(term.cases.len()), &term.slug));
    let most = terms.first().map_or(1, |term| term.cases.len().max(1));
    view.origin_count = terms.len();
    view.origin_unknown = taxonomy.unknown;
    view.origin_known = scope.archive.listed - taxonomy.unknown;
    view.origins = terms
        .into_iter()
        .take(ORIGINS)
        .map(|term| BarView {
            term: scope.term(TaxonomyKind::Origins, &term.value),
            count: term.cases.len(),
            width: charts::percent(term.cases.len() as f64 / most as f64),
        })
        .collect();
}

fn actors(scope: &Scope<'_>, view: &mut HomeView) {
    let runs = |actor: &&crate::archive::Actor| !actor.operator_of.is_empty() || !actor.client_of.is_empty();
    let mut actors: Vec<_> =
        scope.archive.actors.all.iter().filter(runs).map(|actor| (actor.cases().len(), actor)).collect();
    actors.sort_by_key(|(count, actor)| (Reverse(*count), &actor.slug));
    view.actor_count = actors.len();
    view.actors = actors
        .into_iter()
        .take(ACTORS)
        .map(|(count, actor)| TermCount { term: scope.actor(&actor.name), count })
        .collect();
    let names_none =
        |case: &&Arc<crate::archive::Case>| case.file.operator.is_none() && case.file.clients.is_none();
    view.actor_unknown = scope.archive.listed().iter().filter(names_none).count();
}

/// One page of the list of all cases, in one of its orders.
pub fn cases(site: &Site, order: Order, number: usize) -> Result<Vec<u8>, Diagnostic> {
    let archive = &*site.archive;
    let scope = Scope::new(site, site.language());
    let sorted = site.sorted(order);
    let shown = scope.page_of(sorted, number);
    let address = page_address(order.address(), number);
    let view = ListView {
        order: order.word().to_owned(),
        groups: groups(&scope, order, shown, &super::root_of(&address))?,
        pager: scope.pager(order.address(), number, archive.listed),
    };
    let title = scope.strings.text("list.title");
    Page::new(site, "cases", &address, site.language())
        .titled(title)
        .section("cases")
        .alternate(scope.strings.text("feeds.atom"), "application/atom+xml", "feed.xml")
        .render(site, "list", &view)
}

/// All listed cases in an order.
pub fn sort(site: &Site, order: Order) -> Vec<CaseIndex> {
    let archive = &*site.archive;
    let mut cases: Vec<CaseIndex> = (0..archive.listed).collect();
    match order {
        Order::Date => {}
        Order::Alphabet => cases.sort_by_cached_key(|case| {
            let title = &archive.cases[*case].file.title;
            let letter = first_letter(title);
            // As the headings fold it, so that each heading comes once; titles that fold to one by their words.
            (letter.is_none(), letter, slugify(title), title.to_lowercase(), *case)
        }),
        // Unknown sorts last. By the heading first: `under 10` has 9 at most, and `at most 10` may have 10.
        Order::Size => cases.sort_by_key(|case| {
            let size = archive.cases[*case].size;
            (size.is_none(), Reverse(size.map(|size| floor(&size))), Reverse(size), *case)
        }),
    }
    cases
}

/// The letter that a title is filed under, without accents as in a slug; `None` for one that begins with no letter.
fn first_letter(title: &str) -> Option<String> {
    // Most titles begin with a letter that a slug keeps: the search page asks for every case's.
    let plain = title.chars().next().filter(char::is_ascii_alphanumeric);
    let first = plain.or_else(|| slugify(title)?.chars().next())?;
    first.is_alphabetic().then(|| first.to_uppercase().collect())
}

/// The least of the sizes that a figure is listed among.
fn floor(size: &Figure) -> u64 {
    // Figures are whole: what is under 10 is 9 at most.
    let number = match size.shape() {
        Shape::Under(number) => number.saturating_sub(1),
        _ => size.stated(),
    };
    [10_000, 1_000, 100, 10, 1].into_iter().find(|floor| number >= *floor).unwrap_or(0)
}

/// Cases of one page under their headings; without headings by date, so that their titles stand a level higher.
fn groups(
    scope: &Scope<'_>,
    order: Order,
    cases: &[CaseIndex],
    root: &str,
) -> Result<Vec<EntryGroup>, Diagnostic> {
    let level = if order == Order::Date { Heading::H2 } else { Heading::H3 };
    let keyed: Vec<_> = cases.iter().map(|case| (heading(scope, order, *case), *case)).collect();
    keyed
        .chunk_by(|a, b| a.0.0 == b.0.0)
        .map(|group| {
            let cases: Vec<CaseIndex> = group.iter().map(|(_, case)| *case).collect();
            let (key, label, anchor) = group[0].0.clone();
            let entries = cases.iter().map(|case| scope.entry(*case)).collect();
            Ok(EntryGroup { key, label, anchor, entries, html: rows(scope, &cases, level, root)? })
        })
        .collect()
}

/// Key, words and anchor of the heading that a case stands under.
pub(super) fn heading(scope: &Scope<'_>, order: Order, case: CaseIndex) -> (String, String, String) {
    let case = &scope.archive.cases[case];
    match order {
        Order::Date => (String::new(), String::new(), String::new()),
        Order::Alphabet => {
            let letter = first_letter(&case.file.title).unwrap_or_else(|| "#".to_owned());
            let anchor = format!("letter-{}", if letter == "#" { "other" } else { &letter });
            (letter.clone(), letter, anchor)
        }
        Order::Size => match case.size {
            None => {
                ("unknown".into(), scope.strings.text("list.size_unknown").to_owned(), "size-unknown".into())
            }
            Some(size) => {
                let floor = floor(&size);
                let figure = scope.strings.number(floor);
                let label = match floor {
                    0 => figure,
                    _ => scope.strings.fill("list.size_at_least", &[("n", &figure)]),
                };
                (floor.to_string(), label, format!("size-{floor}"))
            }
        },
    }
}
