//! What sources disagree on: disputes of a case's own list, and the points that its head names.

use super::figures::{own_value, site_value};
use crate::archive::TaxonomyKind;
use crate::content::case::{CaseDispute, CaseFile, SiteValue};
use crate::content::fields;
use crate::site::scope::Scope;
use crate::site::view::{DiffersOn, DisputeView, FactView, ReachRow, SizeView};

/// Disputes of the file's own list about a field, a figure or, as `case`, the case as a whole.
pub fn about(scope: &Scope<'_>, file: &CaseFile, field: &str) -> Vec<DisputeView> {
    file.disputed
        .iter()
        .filter(|dispute| dispute.field == field)
        .map(|dispute| DisputeView {
            value: words(scope, dispute),
            verdict: dispute.verdict.word().to_owned(),
            note: dispute.note.clone(),
            sources: scope.sources(file, &dispute.sources),
        })
        .collect()
}

/// The disputed value as the field itself prints its own.
fn words(scope: &Scope<'_>, dispute: &CaseDispute) -> String {
    let own = scope.archive.config.fields.iter().position(|field| field.name == dispute.field);
    let term = |kind: TaxonomyKind, value: &str| scope.term(kind, value).title.clone();
    let one = |value: &SiteValue| match (dispute.field.as_str(), value) {
        ("origin", SiteValue::Country(country)) => term(TaxonomyKind::Origins, country.code()),
        ("targets", SiteValue::Country(country)) => term(TaxonomyKind::Targets, country.code()),
        ("languages", SiteValue::Language(language)) => term(TaxonomyKind::Languages, language.tag()),
        ("platforms", SiteValue::Slug(slug)) => term(TaxonomyKind::Platforms, slug),
        ("tags", SiteValue::Slug(slug)) => term(TaxonomyKind::Tags, slug),
        ("techniques", SiteValue::Text(technique)) => term(TaxonomyKind::Techniques, technique),
        ("type", SiteValue::Choice(word)) => term(TaxonomyKind::Types, word),
        ("status", SiteValue::Choice(word)) => scope.strings.text(&format!("status.{word}")).to_owned(),
        (_, value) => match own {
            Some(index) => own_value(scope, index, value).title.clone(),
            None => site_value(scope, value).title.clone(),
        },
    };
    scope.strings.join(&dispute.values.iter().map(one).collect::<Vec<_>>())
}

/// Disputes of the file's own list stand with the field that they are about; one about a field without a line gets
/// a line of its own.
pub fn add(scope: &Scope<'_>, file: &CaseFile, facts: &mut Vec<FactView>) {
    let mut fields: Vec<&str> = file.disputed.iter().map(|dispute| dispute.field.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    for field in fields.into_iter().filter(|field| !stands_elsewhere(file, field)) {
        let disputes = about(scope, file, field);
        match facts.iter_mut().find(|fact| fact.key == field) {
            Some(fact) => {
                fact.disputes.extend(disputes);
                if fact.anchor.is_empty() {
                    fact.anchor = format!("d-{field}");
                }
            }
            None => facts.push(FactView {
                label: (!is_built_in(field)).then(|| label(scope, field)),
                key: field.to_owned(),
                disputes,
                anchor: format!("d-case-{field}"),
                ..FactView::default()
            }),
        }
    }
}

/// Whether disputes about the field stand in the head, with the size or with the reach.
fn stands_elsewhere(file: &CaseFile, field: &str) -> bool {
    let is_path = |key: &str, platform: &str, kind: &str| {
        field.strip_prefix(key).and_then(|rest| rest.strip_prefix('.')).and_then(|rest| rest.split_once('.'))
            == Some((platform, kind))
    };
    matches!(field, "network" | "case")
        || (field == "ad_spend" && file.ad_spend.is_some())
        || file.network.iter().any(|row| is_path("network", &row.platform, row.kind.word()))
        || file.reach.iter().any(|row| is_path("reach", &row.platform, row.metric.word()))
}

/// Whether the theme has the field's words under its key.
fn is_built_in(field: &str) -> bool {
    fields::keys(fields::CASE).any(|key| key == field)
}

/// A disputed field in words; of a path, the words of the platform and the kind.
fn label(scope: &Scope<'_>, field: &str) -> String {
    let config = &scope.archive.config;
    if let Some(own) = config.fields.iter().find(|own| own.name == field) {
        return scope.strings.field(own);
    }
    let (key, path) = field.split_once('.').unwrap_or((field, ""));
    let kinds = match key {
        "network" => "kind",
        "reach" => "metric",
        _ => return scope.strings.text(&format!("field.{key}")).to_owned(),
    };
    let (platform, kind) = path.rsplit_once('.').unwrap_or(("", path));
    let title = |slug: &str| scope.strings.platform(config, slug);
    let kind_key = format!("{kinds}.{kind}");
    let kind_words = scope.strings.text(&kind_key);
    match (platform, kind) {
        ("", "") => scope.strings.text(&format!("field.{key}")).to_owned(),
        ("", kind) if kind_words == kind_key => title(kind),
        ("", _) if kinds == "kind" => kind_words.to_owned(),
        // The words of a metric name its platform.
        ("", _) => scope.strings.text("field.reach").to_owned(),
        (platform, _) if kinds == "kind" => {
            scope.strings.fill("point.asset", &[("platform", &title(platform)), ("kind", kind_words)])
        }
        (platform, _) => scope.strings.fill(&kind_key, &[("platform", &title(platform))]),
    }
}

/// The words for a field in the list of points; those of its line where it has no others.
fn point(scope: &Scope<'_>, field: &str) -> String {
    let key = format!("point.{field}");
    let words = scope.strings.text(&key);
    if words == key { label(scope, field) } else { words.to_owned() }
}

/// The points on which sources disagree, for the head of the page.
pub fn differs_on(
    scope: &Scope<'_>,
    file: &CaseFile,
    facts: &[FactView],
    size: Option<&SizeView>,
    reach: &[ReachRow],
) -> Vec<DiffersOn> {
    let mut points = Vec::new();
    let mut add = |anchor: &str, field: &str, label: String| {
        points.push(DiffersOn { anchor: anchor.to_owned(), field: field.to_owned(), label });
    };
    if file.disputed.iter().any(|dispute| dispute.field == "case") {
        add("d-case", "case", scope.strings.text("point.case").to_owned());
    }
    for fact in facts.iter().filter(|fact| !fact.disputes.is_empty()) {
        let label = fact.label.clone().unwrap_or_else(|| point(scope, &fact.key));
        add(&fact.anchor, &fact.key, label);
    }
    for group in size.into_iter().flat_map(|size| &size.groups) {
        for row in group.rows.iter().filter(|row| !row.disputes.is_empty()) {
            let key = format!("kind.{}", row.kind);
            let words = [("platform", group.platform.title.as_str()), ("kind", scope.strings.text(&key))];
            add(&row.anchor, &row.kind, scope.strings.fill("point.asset", &words));
        }
    }
    if let Some(size) = size.filter(|size| !size.disputes.is_empty()) {
        add(&size.anchor, "network", scope.strings.text("point.network").to_owned());
    }
    for row in reach.iter().filter(|row| !row.disputes.is_empty()) {
        let platform = row.platform.as_ref().map_or("", |platform| &platform.title);
        let key = if row.platform.is_some() {
            format!("metric.{}", row.metric)
        } else {
            "point.ad_spend".to_owned()
        };
        add(&row.anchor, &row.metric, scope.strings.fill(&key, &[("platform", platform)]));
    }
    points
}
