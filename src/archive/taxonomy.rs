//! Taxonomies: every way into the archive that has an index and a page for each term.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::actors::no_letters;
use super::{Actors, Case, CaseIndex, Totals};
use crate::config::Config;
use crate::content::case::{Audience, SiteValue};
use crate::content::documents::TermFile;
use crate::diagnostic::{Diagnostic, Span};
use crate::slug::slugify;

/// Which field a taxonomy comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxonomyKind {
    Tags,
    Platforms,
    Origins,
    Targets,
    Languages,
    Types,
    Techniques,
    Publishers,
    Years,
    /// Index into `Config::fields`.
    Field(usize),
}

/// A field's terms.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    pub kind: TaxonomyKind,
    /// Folder of its address and of its words: `tags`.
    pub folder: String,
    /// By slug.
    pub terms: Vec<Arc<Term>>,
    /// Listed cases that have no term here.
    pub unknown: usize,
}

/// One value of a taxonomy and the cases that have it.
#[derive(Debug, Clone)]
pub struct Term {
    pub slug: String,
    /// The value as written, or its code: `kashmir`, `PK`, `disarm:T0018`, `Meta`.
    pub value: String,
    /// Newest first.
    pub cases: Vec<CaseIndex>,
    pub file: Option<Arc<TermFile>>,
    /// What its cases add up to: the same on each of its pages, so made once.
    pub totals: OnceLock<Totals>,
}

impl TaxonomyKind {
    pub const BUILT_IN: [Self; 9] = [
        Self::Tags,
        Self::Platforms,
        Self::Origins,
        Self::Targets,
        Self::Languages,
        Self::Types,
        Self::Techniques,
        Self::Publishers,
        Self::Years,
    ];

    /// The folder of its address; also the key of its words in string tables.
    pub fn folder(self, config: &Config) -> &str {
        match self {
            Self::Tags => "tags",
            Self::Platforms => "platforms",
            Self::Origins => "origins",
            Self::Targets => "targets",
            Self::Languages => "languages",
            Self::Types => "types",
            Self::Techniques => "techniques",
            Self::Publishers => "publishers",
            Self::Years => "years",
            Self::Field(field) => config.fields.get(field).map_or("", |field| &field.name),
        }
    }

    /// Every taxonomy that a site can have.
    pub fn all(config: &Config) -> Vec<Self> {
        let own = config
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.facet)
            .map(|(index, _)| Self::Field(index));
        Self::BUILT_IN.into_iter().chain(own).collect()
    }

    /// The values of a case, as pairs of slug and value; a value without a slug has no letters.
    pub(super) fn values(self, case: &Case, actors: &Actors) -> Vec<Value> {
        let file = &case.file;
        let at = |words: &str, span: Span| (slugify(words), words.to_owned(), span);
        let code = |code: &str, span: Span| (Some(code.to_lowercase()), code.to_owned(), span);
        match self {
            Self::Tags => file.tags.iter().map(|tag| at(&tag.value, tag.span)).collect(),
            Self::Platforms => {
                platforms(case).into_iter().map(|slug| (Some(slug.clone()), slug, Span::default())).collect()
            }
            Self::Origins => file
                .origin
                .iter()
                .flat_map(|claim| claim.value.iter().map(|country| code(country.code(), claim.span)))
                .collect(),
            Self::Targets => file
                .targets
                .iter()
                .flat_map(|claim| claim.value.iter().map(move |audience| (audience, claim.span)))
                .filter_map(|(audience, span)| match audience {
                    Audience::Country(country) => Some(code(country.code(), span)),
                    Audience::Words(_) => None,
                })
                .collect(),
            Self::Languages => {
                file.languages.iter().map(|language| code(language.tag(), Span::default())).collect()
            }
            Self::Types => file.kind.iter().map(|kind| at(&kind.value, kind.span)).collect(),
            Self::Techniques => file
                .techniques
                .iter()
                .map(|technique| {
                    at(&format!("{}:{}", technique.value.framework, technique.value.id), technique.span)
                })
                .collect(),
            Self::Publishers => file
                .sources
                .iter()
                .filter_map(|source| {
                    source.publisher.as_ref().map(|publisher| at(&publisher.value, publisher.span))
                })
                .collect(),
            Self::Years => {
                case.years().map(|year| (Some(year.to_string()), year.to_string(), Span::default())).collect()
            }
            Self::Field(index) => {
                let own = file.fields.iter().filter(|own| own.field == index);
                own.flat_map(|own| own.values.iter().zip(&own.spans))
                    .map(|(value, span)| {
                        let words = term_words(value, actors);
                        (term_slug(value, &words), words, *span)
                    })
                    .collect()
            }
        }
    }
}

/// Every platform of a case: those of `network` and `reach`, then those of `platforms`.
pub fn platforms(case: &Case) -> Vec<String> {
    let file = &case.file;
    let mut all: Vec<String> = Vec::new();
    let named =
        file.network.iter().map(|row| &row.platform).chain(file.reach.iter().map(|row| &row.platform));
    for platform in named.chain(&file.platforms) {
        if !all.contains(platform) {
            all.push(platform.clone());
        }
    }
    all
}

/// A site field's value as the term that it belongs to: an actor goes by one name, whichever a case uses.
pub fn term_words(value: &SiteValue, actors: &Actors) -> String {
    match value {
        SiteValue::Actor(name) => {
            let known = actors.find(name).and_then(|index| actors.all.get(index));
            known.map_or_else(|| name.clone(), |actor| actor.name.clone())
        }
        other => site_value_words(other),
    }
}

/// The last part of a term's address: a date's says how exact it is, which its signs do not in an address.
fn term_slug(value: &SiteValue, words: &str) -> Option<String> {
    match value {
        SiteValue::Date(date) => Some(date.address()),
        _ => slugify(words),
    }
}

/// A site field's value in plain words, as it was written.
pub fn site_value_words(value: &SiteValue) -> String {
    match value {
        SiteValue::Figure(figure) => figure.to_string(),
        SiteValue::Money(money) => money.to_string(),
        SiteValue::Date(date) => date.to_string(),
        SiteValue::Country(country) => country.code().to_owned(),
        SiteValue::Language(language) => language.tag().to_owned(),
        SiteValue::Actor(words)
        | SiteValue::Text(words)
        | SiteValue::Slug(words)
        | SiteValue::Choice(words)
        | SiteValue::Url(words) => words.clone(),
    }
}

/// A value of a case: its slug, the words, and where they stand. Without a slug it has no letters.
pub(super) type Value = (Option<String>, String, Span);

impl Term {
    fn new(slug: &str, value: &str) -> Self {
        Self {
            slug: slug.to_owned(),
            value: value.to_owned(),
            cases: Vec::new(),
            file: None,
            totals: OnceLock::new(),
        }
    }

    /// The same, to be counted anew.
    fn recounted(&self) -> Self {
        Self { totals: OnceLock::new(), ..self.clone() }
    }
}

impl Taxonomy {
    /// Gathers one taxonomy; `None` if no case has a term of it and no file describes one.
    pub fn gather(
        kind: TaxonomyKind,
        config: &Config,
        cases: &[Arc<Case>],
        actors: &Actors,
        files: &[Arc<TermFile>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let folder = kind.folder(config).to_owned();
        let mut terms: BTreeMap<String, Term> = BTreeMap::new();
        let mut unknown = 0;
        for (index, case) in cases.iter().enumerate() {
            let values = kind.values(case, actors);
            unknown += usize::from(values.is_empty());
            for (slug, value, span) in values {
                let Some(slug) = slug else {
                    diagnostics.push(no_letters(&case.file.path, span, &value));
                    continue;
                };
                let term = terms.entry(slug).or_insert_with_key(|slug| Term::new(slug, &value));
                if term.value != value {
                    diagnostics.push(collision(&folder, term, &value, case, span));
                } else if term.cases.last() != Some(&index) {
                    term.cases.push(index);
                }
            }
        }
        for file in files.iter().filter(|file| file.taxonomy == folder && !file.is_index()) {
            match terms.get_mut(&file.slug) {
                Some(term) => term.file = Some(Arc::clone(file)),
                None => diagnostics.push(
                    Diagnostic::warning(
                        "W031",
                        &file.path,
                        Span::default(),
                        format!("no case has the term \"{}\"", file.slug),
                    )
                    .hint(format!("check the file's name against the {folder} that cases use")),
                ),
            }
        }
        if terms.is_empty() {
            return None;
        }
        Some(Self { kind, folder, terms: terms.into_values().map(Arc::new).collect(), unknown })
    }

    /// The taxonomy after an edit of a case: out of its old terms, into its new ones. What its terms add up to is to be
    /// counted anew even where they are the same. `None` where the words of a term are in question.
    pub(super) fn edited(&self, case: CaseIndex, old: &[Value], new: &[Value]) -> Option<Self> {
        let mut edited = self.clone();
        for (slug, ..) in old {
            let at = edited.find(slug.as_ref()?)?;
            let mut term = edited.terms[at].recounted();
            term.cases.retain(|other| *other != case);
            if term.cases.is_empty() && !new.iter().any(|(slug, ..)| slug.as_ref() == Some(&term.slug)) {
                edited.terms.remove(at);
            } else {
                edited.terms[at] = Arc::new(term);
            }
        }
        for (slug, value, _) in new {
            let slug = slug.as_ref()?;
            let mut term = match edited.find(slug) {
                Some(at) => edited.terms[at].recounted(),
                None => Term::new(slug, value),
            };
            if term.value != *value {
                return None;
            }
            if let Err(place) = term.cases.binary_search(&case) {
                term.cases.insert(place, case);
            }
            match edited.terms.binary_search_by(|other| other.slug.cmp(slug)) {
                Ok(at) => edited.terms[at] = Arc::new(term),
                Err(at) => edited.terms.insert(at, Arc::new(term)),
            }
        }
        edited.unknown =
            (edited.unknown + usize::from(new.is_empty())).checked_sub(usize::from(old.is_empty()))?;
        (!edited.terms.is_empty()).then_some(edited)
    }

    /// The term of a slug.
    pub fn find(&self, slug: &str) -> Option<usize> {
        self.terms.binary_search_by(|term| term.slug.as_str().cmp(slug)).ok()
    }
}

fn collision(folder: &str, term: &Term, value: &str, case: &Case, span: Span) -> Diagnostic {
    let message =
        format!("\"{value}\" and \"{}\" would share the address /{folder}/{}/", term.value, term.slug);
    Diagnostic::error("E092", &case.file.path, span, message)
        .hint(format!("if they are one, write \"{}\" here too; else make the words differ", term.value))
}
