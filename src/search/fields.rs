//! What is searched in a case: its texts, by the field that they count for.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::Frame;
use crate::archive::{Archive, Case, Taxonomy, TaxonomyKind, Term, taxonomy};
use crate::content::case::{Audience, CaseFile, SiteValue};
use crate::content::claim::{Claim, Dispute};
use crate::content::value::{Country, Language};

/// Where a text stands in a case, in the order in which positions run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Title,
    Body,
    Name,
    Tag,
    Summary,
    Rest,
}

impl Field {
    /// How much an occurrence counts in BM25F.
    pub fn weight(self) -> u32 {
        match self {
            Self::Title => 8,
            Self::Name | Self::Tag => 5,
            Self::Summary => 3,
            Self::Body | Self::Rest => 1,
        }
    }
}

/// One text of a case.
pub type Item<'a> = (Field, Cow<'a, str>);

/// The titles that terms have, where a value does not say it itself.
pub struct Labels<'a>(HashMap<TaxonomyKind, HashMap<&'a str, String>>);

impl<'a> Labels<'a> {
    /// Every term's title, in the site's language.
    pub fn new(frame: &Frame<'a>) -> Self {
        let archive: &'a Archive = frame.archive;
        let of = |taxonomy: &'a Taxonomy| {
            let titled = |term: &'a Arc<Term>| (term.value.as_str(), (frame.term_title)(taxonomy.kind, term));
            (taxonomy.kind, taxonomy.terms.iter().map(titled).collect())
        };
        Self(archive.taxonomies.iter().map(|taxonomy| of(taxonomy)).collect())
    }

    pub fn of(&self, kind: TaxonomyKind, value: &str) -> Option<&str> {
        self.0.get(&kind)?.get(value).map(String::as_str)
    }
}

/// The language that a case is written in.
pub fn language<'a>(case: &'a Case, archive: &'a Archive) -> &'a Language {
    case.file.lang.as_ref().unwrap_or(&archive.config.language)
}

/// Every text of a case but its body, in the order of positions; the body stands after the title.
pub fn items<'a>(frame: &Frame<'a>, labels: &'a Labels<'a>, case: &'a Case) -> Vec<Item<'a>> {
    let file = &*case.file;
    let mut all = Gather { items: Vec::with_capacity(48), field: Field::Title };
    all.push(&file.title);
    all.field = Field::Name;
    names(&mut all, frame.archive, file);
    all.field = Field::Tag;
    for tag in &file.tags {
        all.push(&tag.value);
        all.other(labels.of(TaxonomyKind::Tags, &tag.value), &tag.value);
    }
    all.field = Field::Summary;
    all.maybe(file.summary.as_ref());
    all.field = Field::Rest;
    all.each(&file.narratives);
    for source in &file.sources {
        all.push(&source.title);
        all.maybe(source.publisher.as_ref().map(|publisher| &publisher.value));
    }
    vocabularies(&mut all, frame, labels, case);
    said(&mut all, file);
    notes(&mut all, file);
    own_fields(&mut all, file);
    all.items
}

struct Gather<'a> {
    items: Vec<Item<'a>>,
    field: Field,
}

impl<'a> Gather<'a> {
    fn push(&mut self, text: &'a str) {
        self.items.push((self.field, Cow::Borrowed(text)));
    }

    fn maybe(&mut self, text: Option<&'a String>) {
        if let Some(text) = text {
            self.push(text);
        }
    }

    fn each(&mut self, texts: &'a [String]) {
        texts.iter().for_each(|text| self.push(text));
    }

    /// A text that says something else than the one before it.
    fn other(&mut self, text: Option<&'a str>, than: &str) {
        if let Some(text) = text.filter(|text| *text != than) {
            self.push(text);
        }
    }

    fn owned(&mut self, text: String) {
        self.items.push((self.field, Cow::Owned(text)));
    }

    fn claim<T>(&mut self, claim: Option<&'a Claim<T>>) {
        let Some(claim) = claim else { return };
        self.maybe(claim.note.as_ref());
        self.disputes(&claim.disputed);
    }

    fn disputes<T>(&mut self, disputes: &'a [Dispute<T>]) {
        disputes.iter().for_each(|dispute| self.maybe(dispute.note.as_ref()));
    }
}

/// Operators and clients by all names that they go by, each name once.
fn names<'a>(all: &mut Gather<'a>, archive: &'a Archive, file: &'a CaseFile) {
    let mut met: Vec<&str> = Vec::new();
    for name in file.operator.iter().chain(&file.clients).flat_map(|claim| &claim.value) {
        let actor = archive.actors.find(&name.value).and_then(|index| archive.actors.all.get(index));
        let own = actor.and_then(|actor| actor.file.as_ref());
        let aliases = own.into_iter().flat_map(|file| &file.aliases).map(|alias| alias.value.as_str());
        let known = actor.map(|actor| actor.name.as_str());
        for name in std::iter::once(name.value.as_str()).chain(known).chain(aliases) {
            if !met.contains(&name) {
                met.push(name);
                all.push(name);
            }
        }
    }
}

/// Platforms, countries, audiences and techniques in words.
fn vocabularies<'a>(all: &mut Gather<'a>, frame: &Frame<'a>, labels: &'a Labels<'a>, case: &'a Case) {
    let file = &*case.file;
    for platform in taxonomy::platforms(case) {
        match labels.of(TaxonomyKind::Platforms, &platform) {
            Some(title) => all.push(title),
            None => all.owned(frame.platform(&platform)),
        }
    }
    let strings = frame.theme.strings(language(case, frame.archive).tag());
    let mut met: Vec<Country> = Vec::new();
    let mut country = |all: &mut Gather<'a>, country: Country| {
        if !met.contains(&country) {
            met.push(country);
            all.owned(strings.country(&country));
        }
    };
    for origin in file.origin.iter().flat_map(|claim| &claim.value) {
        country(all, *origin);
    }
    for target in file.targets.iter().flat_map(|claim| &claim.value) {
        match target {
            Audience::Country(target) => country(all, *target),
            Audience::Words(words) => all.push(words),
        }
    }
    for technique in &file.techniques {
        let code = format!("{}:{}", technique.value.framework, technique.value.id);
        all.other(labels.of(TaxonomyKind::Techniques, &code), &code);
        all.owned(code);
    }
}

/// Attributions and indicators.
fn said<'a>(all: &mut Gather<'a>, file: &'a CaseFile) {
    for said in &file.attribution {
        all.push(&said.by);
        if let Some(to) = &said.to {
            all.push(&to.value);
        }
        all.maybe(said.statement.as_ref());
    }
    for indicator in &file.indicators {
        all.push(&indicator.value);
        all.maybe(indicator.note.as_ref());
    }
}

/// Notes of claims and disputes, and corrections.
fn notes<'a>(all: &mut Gather<'a>, file: &'a CaseFile) {
    for claim in [&file.removed, &file.announced, &file.detected, &file.reporting_period, &file.active] {
        all.claim(claim.as_ref());
    }
    all.claim(file.operator.as_ref());
    all.claim(file.clients.as_ref());
    all.claim(file.origin.as_ref());
    all.claim(file.targets.as_ref());
    file.network.iter().for_each(|row| all.claim(Some(&row.figure)));
    file.reach.iter().for_each(|row| all.claim(Some(&row.figure)));
    all.claim(file.ad_spend.as_ref());
    for dispute in &file.disputed {
        all.push(&dispute.value);
        all.maybe(dispute.note.as_ref());
    }
    for correction in &file.corrections {
        all.push(&correction.change);
        all.maybe(correction.reason.as_ref());
    }
}

/// Words of the site's own fields; figures, amounts and dates are found by their columns.
fn own_fields<'a>(all: &mut Gather<'a>, file: &'a CaseFile) {
    for own in &file.fields {
        for value in &own.values {
            match value {
                SiteValue::Actor(words)
                | SiteValue::Text(words)
                | SiteValue::Slug(words)
                | SiteValue::Choice(words)
                | SiteValue::Url(words) => all.push(words),
                _ => {}
            }
        }
        all.maybe(own.note.as_ref());
        all.disputes(&own.disputed);
    }
}
