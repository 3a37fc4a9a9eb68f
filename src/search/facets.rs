//! Which facets an archive has: its taxonomies, actors and states.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Frame;
use super::column::{Facet, FacetValue};
use crate::archive::{Actor, CaseIndex, TaxonomyKind};
use crate::content::case::SourceKind;

/// Built-in facets in the order in which a page shows them; a site's own stand before `status`.
const ORDER: [&str; 15] = [
    "origin",
    "type",
    "platform",
    "target",
    "operator",
    "client",
    "actor",
    "tag",
    "technique",
    "publisher",
    "language",
    "year",
    "status",
    "lang",
    "sources",
];

/// The name of a taxonomy's facet, in queries and addresses.
pub fn facet_name<'a>(frame: &Frame<'a>, kind: TaxonomyKind) -> &'a str {
    match kind {
        TaxonomyKind::Tags => "tag",
        TaxonomyKind::Platforms => "platform",
        TaxonomyKind::Origins => "origin",
        TaxonomyKind::Targets => "target",
        TaxonomyKind::Languages => "language",
        TaxonomyKind::Types => "type",
        TaxonomyKind::Techniques => "technique",
        TaxonomyKind::Publishers => "publisher",
        TaxonomyKind::Years => "year",
        TaxonomyKind::Field(index) => frame.archive.config.fields.get(index).map_or("", |field| &field.name),
    }
}

/// Every facet that has a value, in the order in which a page shows them.
pub fn facets(frame: &Frame<'_>) -> Vec<Facet> {
    let mut all: Vec<Facet> = frame
        .archive
        .taxonomies
        .iter()
        .map(|taxonomy| {
            let values = taxonomy.terms.iter().map(|term| FacetValue {
                slug: term.slug.to_lowercase(),
                label: (frame.term_title)(taxonomy.kind, term),
                documents: frame.documents(&term.cases),
            });
            facet(frame, facet_name(frame, taxonomy.kind), values.collect())
        })
        .collect();
    all.extend(actors(frame));
    all.extend(states(frame));
    all.retain(|facet| !facet.values.is_empty());
    let place = |facet: &Facet| ORDER.iter().position(|name| *name == facet.name);
    let own = ORDER.len() - 3;
    // The site's own fields keep their order.
    all.sort_by_key(|facet| place(facet).map_or((own, 0), |at| (at, 1)));
    all
}

fn facet(frame: &Frame<'_>, name: &str, mut values: Vec<FacetValue>) -> Facet {
    if name == "year" {
        values.sort_by_key(|value| Reverse(value.slug.parse::<i32>().unwrap_or_default()));
    } else {
        values.sort_by(|a, b| {
            let key = |value: &FacetValue| Reverse(value.documents.len());
            key(a).cmp(&key(b)).then_with(|| a.label.cmp(&b.label)).then_with(|| a.slug.cmp(&b.slug))
        });
    }
    Facet { name: name.to_owned(), label: label(frame, name), values }
}

/// A column's name for readers: the site's own, else the theme's.
pub(super) fn label(frame: &Frame<'_>, name: &str) -> String {
    // An amount in another currency is of the same field: `spend.eur`.
    let key = name.split('.').next().unwrap_or(name);
    let own = frame.archive.config.fields.iter().find(|field| field.name == key);
    own.map_or_else(|| frame.words(&format!("search.field.{key}"), name), |field| frame.strings.field(field))
}

/// Actors in any role, as operators, as clients.
fn actors(frame: &Frame<'_>) -> Vec<Facet> {
    let one = |name: &str, cases: &dyn Fn(&Actor) -> Vec<CaseIndex>| {
        let values = frame.archive.actors.all.iter().map(|actor| FacetValue {
            slug: actor.slug.clone(),
            label: actor.name.clone(),
            documents: frame.documents(&cases(actor)),
        });
        facet(frame, name, values.filter(|value| !value.documents.is_empty()).collect())
    };
    vec![
        one("actor", &Actor::cases),
        one("operator", &|actor| actor.operator_of.clone()),
        one("client", &|actor| actor.client_of.clone()),
    ]
}

/// The status of cases, the language that they are written in, and what can be said of their sources.
fn states(frame: &Frame<'_>) -> Vec<Facet> {
    let mut status: BTreeMap<&str, Vec<CaseIndex>> = BTreeMap::new();
    let mut languages: BTreeMap<&str, Vec<CaseIndex>> = BTreeMap::new();
    let mut sources: BTreeMap<&str, Vec<CaseIndex>> = BTreeMap::new();
    for (index, case) in frame.archive.listed().iter().enumerate() {
        status.entry(case.file.status.word()).or_default().push(index);
        languages.entry(super::fields::language(case, frame.archive).tag()).or_default().push(index);
        if case.disagreements > 0 {
            sources.entry("disagree").or_default().push(index);
        }
        if case.file.sources.iter().any(|source| source.kind == Some(SourceKind::Primary)) {
            sources.entry("primary").or_default().push(index);
        }
    }
    let values = |of: BTreeMap<&str, Vec<CaseIndex>>, label: &dyn Fn(&str) -> String| {
        of.into_iter()
            .map(|(slug, cases)| FacetValue {
                slug: slug.to_lowercase(),
                label: label(slug),
                documents: frame.documents(&cases),
            })
            .collect()
    };
    let language = |tag: &str| frame.strings.language(&crate::content::value::Language(tag.into()));
    vec![
        facet(frame, "status", values(status, &|word| frame.words(&format!("status.{word}"), word))),
        facet(frame, "lang", values(languages, &language)),
        facet(
            frame,
            "sources",
            values(sources, &|word| frame.words(&format!("search.sources.{word}"), word)),
        ),
    ]
}
