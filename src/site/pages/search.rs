//! The search page: what it shows before its script, or without one.

use super::Page;
use super::lists::heading;
use super::terms::years;
use crate::diagnostic::Diagnostic;
use crate::search::{facets, ranges};
use crate::site::Site;
use crate::site::routes::{Order, page_address};
use crate::site::scope::Scope;
use crate::site::view::{LinkView, SearchField, SearchView};

pub fn page(site: &Site) -> Result<Vec<u8>, Diagnostic> {
    let scope = Scope::new(site, site.language());
    let own = |name: &str| site.archive.config.fields.iter().find(|field| field.name == name);
    let field = |name: String, kind: &str, unit: Option<String>| SearchField {
        label: own(name.split('.').next().unwrap_or_default()).map(|field| scope.strings.field(field)),
        name,
        kind: kind.to_owned(),
        unit,
    };
    let (mut facets, mut numbers) = site.with_frame(|frame| (facets(frame), ranges(frame)));
    // What no case fills is nothing to choose from.
    facets.retain(|facet| !facet.values.is_empty());
    numbers.retain(|range| !range.is_empty());
    let view = SearchView {
        cases: site.archive.listed,
        facets: facets.into_iter().map(|facet| field(facet.name, "facet", None)).collect(),
        numbers: numbers
            .into_iter()
            .map(|range| field(range.name, if range.is_date { "date" } else { "number" }, range.unit))
            .collect(),
        years: years(&scope),
        letters: groups(&scope, Order::Alphabet),
        sizes: groups(&scope, Order::Size),
    };
    Page::new(site, "search", "search/", site.language())
        .titled(scope.strings.text("search.title"))
        .section("search")
        .render(site, "search", &view)
}

/// Links to the groups of a list of all cases, on whatever page of it they begin.
fn groups(scope: &Scope<'_>, order: Order) -> Vec<LinkView> {
    let mut links: Vec<LinkView> = Vec::new();
    let mut last = None;
    for (place, case) in scope.site.sorted(order).iter().enumerate() {
        let (key, label, anchor) = heading(scope, order, *case);
        if last.as_ref() == Some(&key) {
            continue;
        }
        let page = page_address(order.address(), place / scope.archive.config.page_size + 1);
        links.push(LinkView { label, url: format!("{page}#{anchor}"), external: false });
        last = Some(key);
    }
    links
}
