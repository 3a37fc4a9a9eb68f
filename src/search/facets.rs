//! Which facets an archive has: its taxonomies, actors and states.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Frame;
use super::column::{Facet, FacetValue};
use crate::archive::{Actor, CaseIndex, TaxonomyKind};
use crate::config::{FieldConfig, FieldKind};
use crate::content::case::SourceKind;
use crate::content::vocabulary::platform_synonyms;

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

/// Every facet, in the order in which a page shows them. A query may name one that no case fills: it then finds nothing.
pub fn facets(frame: &Frame<'_>) -> Vec<Facet> {
    let mut all: Vec<Facet> = frame
        .archive
        .taxonomies
        .iter()
        .filter(|taxonomy| !own_field(frame, taxonomy.kind).is_some_and(is_range))
        .map(|taxonomy| {
            let values = taxonomy.terms.iter().map(|term| FacetValue {
                slug: slug(&term.slug),
                label: (frame.term_title)(taxonomy.kind, term),
                others: other_names(frame, taxonomy.kind, &term.value),
                documents: frame.documents(&term.cases),
            });
            facet(frame, facet_name(frame, taxonomy.kind), values.collect())
        })
        .collect();
    all.extend(actors(frame));
    all.extend(states(frame));
    let own = frame.archive.config.fields.iter().filter(|field| field.facet && !is_range(field));
    let names: Vec<&str> = ORDER.into_iter().chain(own.map(|field| field.name.as_str())).collect();
    for name in names {
        if !all.iter().any(|facet| facet.name == name) {
            all.push(facet(frame, name, Vec::new()));
        }
    }
    let place = |facet: &Facet| ORDER.iter().position(|name| *name == facet.name);
    let own = ORDER.len() - 3;
    // The site's own fields keep their order.
    all.sort_by_key(|facet| place(facet).map_or((own, 0), |at| (at, 1)));
    all
}

/// Whether a field is of figures, amounts or dates: in a search these are a range, and one field is not two things.
fn is_range(field: &FieldConfig) -> bool {
    matches!(field.kind, FieldKind::Figure | FieldKind::Money | FieldKind::Date)
}

/// A site's own field that a taxonomy is of.
fn own_field<'a>(frame: &Frame<'a>, kind: TaxonomyKind) -> Option<&'a FieldConfig> {
    let TaxonomyKind::Field(index) = kind else { return None };
    frame.archive.config.fields.get(index)
}

/// A value as queries and addresses name it. `unknown` asks for cases without a value, so a value of that name gets a
/// mark that no other slug ends with.
fn slug(slug: &str) -> String {
    let slug = slug.to_lowercase();
    if slug == "unknown" { "unknown-".to_owned() } else { slug }
}

/// What else a term is called: an author may write it so, and a reader may ask for it so.
fn other_names(frame: &Frame<'_>, kind: TaxonomyKind, value: &str) -> Vec<String> {
    let archive = frame.archive;
    match kind {
        TaxonomyKind::Platforms => platform_synonyms(&archive.config, value),
        TaxonomyKind::Field(_)
            if own_field(frame, kind).is_some_and(|field| field.kind == FieldKind::Actor) =>
        {
            let actor = archive.actors.find(value).and_then(|index| archive.actors.all.get(index));
            actor.map_or_else(Vec::new, aliases)
        }
        _ => Vec::new(),
    }
}

/// The other names of an actor.
fn aliases(actor: &Actor) -> Vec<String> {
    let names = actor.file.iter().flat_map(|file| &file.aliases);
    names.map(|name| name.value.clone()).collect()
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
            slug: slug(&actor.slug),
            label: actor.name.clone(),
            others: aliases(actor),
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
            .map(|(value, cases)| FacetValue {
                slug: slug(value),
                label: label(value),
                others: Vec::new(),
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
