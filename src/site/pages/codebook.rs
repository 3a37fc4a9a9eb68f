//! The codebook: every field and vocabulary, and how often each is used. Generated, so that it is true.

use std::collections::BTreeMap;

use super::Page;
use crate::archive::{Archive, Case, TaxonomyKind};
use crate::config::FieldKind;
use crate::content::case::{
    AssetKind, Confidence, Degree, IndicatorKind, Metric, Relation, SourceKind, Status,
};
use crate::content::claim::Verdict;
use crate::content::fields;
use crate::content::vocabulary;
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use crate::site::scope::Scope;
use crate::site::view::{CodebookField, CodebookView, VocabularyView, WordView};

pub fn page(site: &Site) -> Result<Vec<u8>, Diagnostic> {
    let scope = Scope::new(site, site.language());
    let view = CodebookView {
        cases: site.archive.listed,
        fields: field_rows(&scope),
        vocabularies: vocabularies(&scope),
    };
    Page::new(site, "codebook", "codebook/", site.language())
        .titled(scope.strings.text("codebook.title"))
        .section("codebook")
        .render(site, "codebook", &view)
}

fn field_rows(scope: &Scope<'_>) -> Vec<CodebookField> {
    let archive = scope.archive;
    let built_in = fields::CASE.iter().map(|field| CodebookField {
        key: field.key.to_owned(),
        kind: field.kind.to_owned(),
        claim: field.claim,
        required: field.required,
        // Written for Markdown, shown as plain words.
        meaning: field.meaning.replace('`', ""),
        used: archive.listed().iter().filter(|case| gives(case, field.key)).count(),
        own: false,
        anchor: format!("f-{}", field.key),
    });
    let own = archive.config.fields.iter().enumerate().map(|(index, field)| CodebookField {
        key: field.name.clone(),
        kind: own_kind(&field.kind, field.list),
        claim: true,
        required: field.required,
        meaning: scope.strings.field(field),
        used: archive
            .listed()
            .iter()
            .filter(|case| case.file.fields.iter().any(|own| own.field == index))
            .count(),
        own: true,
        anchor: format!("f-{}", field.name),
    });
    built_in.chain(own).collect()
}

fn own_kind(kind: &FieldKind, list: bool) -> String {
    let one = match kind {
        FieldKind::Figure => "figure",
        FieldKind::Money => "money",
        FieldKind::Date => "date",
        FieldKind::Country => "country",
        FieldKind::Language => "language",
        FieldKind::Actor => "actor",
        FieldKind::Text => "text",
        FieldKind::Slug => "slug",
        FieldKind::Choice(_) => "choice",
        FieldKind::Url => "address",
    };
    if list { format!("{one}, or a list") } else { one.to_owned() }
}

/// Whether a case gives a field.
fn gives(case: &Case, key: &str) -> bool {
    let file = &case.file;
    match key {
        "title" | "id" | "status" => true,
        "aliases" => !file.aliases.is_empty(),
        "lang" => file.lang.is_some(),
        "type" => file.kind.is_some(),
        "summary" => file.summary.is_some(),
        "removed" => file.removed.is_some(),
        "announced" => file.announced.is_some(),
        "detected" => file.detected.is_some(),
        "reporting_period" => file.reporting_period.is_some(),
        "active" => file.active.is_some(),
        "operator" => file.operator.is_some(),
        "clients" => file.clients.is_some(),
        "origin" => file.origin.is_some(),
        "targets" => file.targets.is_some(),
        "languages" => !file.languages.is_empty(),
        "platforms" => !file.platforms.is_empty(),
        "network" => !file.network.is_empty(),
        "reach" => !file.reach.is_empty(),
        "ad_spend" => file.ad_spend.is_some(),
        "attribution" => !file.attribution.is_empty(),
        "tags" => !file.tags.is_empty(),
        "narratives" => !file.narratives.is_empty(),
        "techniques" => !file.techniques.is_empty(),
        "related" => !file.related.is_empty(),
        "sources" => !file.sources.is_empty(),
        "indicators" => !file.indicators.is_empty(),
        "disputed" => !file.disputed.is_empty(),
        "corrections" => !file.corrections.is_empty(),
        "content_warning" => file.content_warning.is_some(),
        "license" => file.license.is_some(),
        _ => false,
    }
}

/// How often each word occurs; a case that says a word twice counts once.
fn used<'a, I: IntoIterator<Item = &'a str>>(
    archive: &'a Archive,
    words: impl Fn(&'a Case) -> I,
) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for case in archive.listed() {
        let mut said: Vec<&str> = words(case).into_iter().collect();
        said.sort_unstable();
        said.dedup();
        for word in said {
            *counts.entry(word).or_insert(0) += 1;
        }
    }
    counts
}

fn vocabulary_of(
    key: &str,
    words: impl IntoIterator<Item = WordView>,
    used: &BTreeMap<&str, usize>,
) -> VocabularyView {
    let words = words.into_iter().map(|mut word| {
        word.used = used.get(word.word.as_str()).copied().unwrap_or(0);
        word
    });
    VocabularyView { key: key.to_owned(), anchor: format!("v-{key}"), words: words.collect() }
}

fn word(word: &str) -> WordView {
    WordView { word: word.to_owned(), ..WordView::default() }
}

fn vocabularies(scope: &Scope<'_>) -> Vec<VocabularyView> {
    let archive = scope.archive;
    let plain = |words: &[&'static str]| words.iter().map(|one| word(one)).collect::<Vec<_>>();
    let statuses =
        Status::ALL.into_iter().filter(|status| status.is_public() && *status != Status::Retracted);
    vec![
        vocabulary_of(
            "type",
            types(scope),
            &used(archive, |case| case.file.kind.iter().map(|kind| kind.value.as_str())),
        ),
        vocabulary_of("platform", platforms(scope), &platform_counts(archive)),
        vocabulary_of(
            "status",
            statuses.map(|one| word(one.word())),
            &used(archive, |case| [case.file.status.word()]),
        ),
        vocabulary_of(
            "kind",
            plain(&AssetKind::ALL.map(AssetKind::word)),
            &used(archive, |case| case.file.network.iter().map(|row| row.kind.word())),
        ),
        vocabulary_of(
            "metric",
            plain(&Metric::ALL.map(Metric::word)),
            &used(archive, |case| case.file.reach.iter().map(|row| row.metric.word())),
        ),
        vocabulary_of(
            "degree",
            plain(&Degree::ALL.map(Degree::word)),
            &used(archive, |case| {
                case.file.attribution.iter().filter_map(|said| said.degree.map(Degree::word))
            }),
        ),
        vocabulary_of(
            "confidence",
            plain(&Confidence::ALL.map(Confidence::word)),
            &used(archive, |case| {
                case.file.attribution.iter().filter_map(|said| said.confidence.map(Confidence::word))
            }),
        ),
        vocabulary_of("verdict", plain(&Verdict::ALL.map(Verdict::word)), &verdict_counts(archive)),
        vocabulary_of(
            "relation",
            plain(&Relation::WRITTEN.map(Relation::word)),
            &used(archive, |case| case.file.related.iter().map(|one| one.relation.word())),
        ),
        vocabulary_of(
            "source_kind",
            plain(&SourceKind::ALL.map(SourceKind::word)),
            &used(archive, |case| case.file.sources.iter().filter_map(|one| one.kind.map(SourceKind::word))),
        ),
        vocabulary_of(
            "indicator",
            plain(&IndicatorKind::ALL.map(IndicatorKind::word)),
            &used(archive, |case| case.file.indicators.iter().map(|one| one.kind.word())),
        ),
    ]
}

fn types(scope: &Scope<'_>) -> Vec<WordView> {
    let built_in = vocabulary::TYPES.iter().map(|one| (one.word, false));
    let own =
        scope.archive.config.vocabulary.get("type").into_iter().flatten().map(|word| (word.as_str(), true));
    let view = |(one, own): (&str, bool)| {
        let title = scope.term(TaxonomyKind::Types, one).title.clone();
        WordView { title: (title != one).then_some(title), own, ..word(one) }
    };
    built_in.chain(own).map(view).collect()
}

fn platforms(scope: &Scope<'_>) -> Vec<WordView> {
    let config = &scope.archive.config;
    let title = |slug: &str| scope.strings.platform(config, slug);
    let built_in = vocabulary::PLATFORMS.iter().map(|platform| WordView {
        title: Some(title(platform.slug)).filter(|title| title != platform.slug),
        aliases: platform.aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        ..word(platform.slug)
    });
    let own = config.platforms.iter().map(|(slug, platform)| WordView {
        title: Some(title(slug)),
        aliases: platform.aliases.clone(),
        own: true,
        ..word(slug)
    });
    built_in.chain(own).collect()
}

/// Cases by platform, wherever they name it.
fn platform_counts(archive: &Archive) -> BTreeMap<&str, usize> {
    let taxonomy = archive.taxonomies.iter().find(|taxonomy| taxonomy.kind == TaxonomyKind::Platforms);
    taxonomy
        .into_iter()
        .flat_map(|taxonomy| &taxonomy.terms)
        .map(|term| (term.value.as_str(), term.cases.len()))
        .collect()
}

/// Cases by verdict, over every figure, date and whole-case dispute.
fn verdict_counts(archive: &Archive) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for case in archive.listed() {
        let mut said: Vec<&'static str> = case.verdicts().map(Verdict::word).collect();
        said.sort_unstable();
        said.dedup();
        for verdict in said {
            *counts.entry(verdict).or_insert(0) += 1;
        }
    }
    counts
}
