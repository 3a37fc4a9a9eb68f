//! Disputes that are none: what another source says is what the case says, if more coarsely.

use std::sync::Arc;

use super::case::{Audience, CaseDispute, CaseFile, SiteValue};
use super::value::{Date, Figure};
use super::words;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span};

/// Takes out disputes that agree with what they are about, and tells of each.
pub fn agreements(path: &Arc<str>, case: &mut CaseFile, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for claim in words::dates(case) {
        let ours = claim.value;
        claim.disputed.retain(|dispute| {
            let agrees = ours.agrees_with(&dispute.value);
            if agrees {
                found.push(no_dispute(path, dispute.span, &dispute.value.to_string(), &ours.to_string()));
            }
            !agrees
        });
    }
    let mut disputed = std::mem::take(&mut case.disputed);
    disputed.retain(|dispute| {
        let agrees = agrees(case, config, dispute);
        if agrees {
            let ours = format!("what `{}` says already", dispute.field);
            found.push(no_dispute(path, dispute.span, &dispute.value, &ours));
        }
        !agrees
    });
    case.disputed = disputed;
    found
}

fn no_dispute(path: &Arc<str>, span: Span, theirs: &str, ours: &str) -> Diagnostic {
    Diagnostic::warning("W004", path, span, format!("{theirs} agrees with {ours}: it is no dispute"))
        .hint("take it out of `disputed`, and name its source under `sources`")
}

fn agrees(case: &CaseFile, config: &Config, dispute: &CaseDispute) -> bool {
    let ours = stated(case, config, &dispute.field);
    if let ([SiteValue::Date(ours)], [SiteValue::Date(theirs)]) = (&ours[..], &dispute.values[..]) {
        return ours.agrees_with(theirs);
    }
    // In whatever order; two sums of money may be the same and still be two.
    let mut theirs = dispute.values.clone();
    let mut ours = ours;
    theirs.sort_unstable();
    ours.sort_unstable();
    !ours.is_empty() && ours == theirs
}

/// What the case itself says of a field that is disputed; nothing if it says nothing.
fn stated(case: &CaseFile, config: &Config, field: &str) -> Vec<SiteValue> {
    use SiteValue as V;
    let date =
        |claim: &Option<super::claim::Claim<Date>>| claim.iter().map(|one| V::Date(one.value)).collect();
    let actors = |claim: &Option<super::claim::Claim<Vec<crate::diagnostic::Spanned<String>>>>| {
        claim.iter().flat_map(|claim| &claim.value).map(|name| V::Actor(name.value.clone())).collect()
    };
    let text = |text: Option<&String>| text.into_iter().map(|text| V::Text(text.clone())).collect();
    match field {
        "removed" => date(&case.removed),
        "announced" => date(&case.announced),
        "detected" => date(&case.detected),
        "reporting_period" => date(&case.reporting_period),
        "active" => date(&case.active),
        "operator" => actors(&case.operator),
        "clients" => actors(&case.clients),
        "origin" => case.origin.iter().flat_map(|claim| &claim.value).map(|one| V::Country(*one)).collect(),
        "targets" => case
            .targets
            .iter()
            .flat_map(|claim| &claim.value)
            .map(|audience| match audience {
                Audience::Country(country) => V::Country(*country),
                Audience::Words(words) => V::Text(words.clone()),
            })
            .collect(),
        "languages" => case.languages.iter().cloned().map(V::Language).collect(),
        "lang" => case.lang.iter().cloned().map(V::Language).collect(),
        "platforms" => case.platforms.iter().cloned().map(V::Slug).collect(),
        "ad_spend" => case.ad_spend.iter().flat_map(|claim| &claim.value).cloned().map(V::Money).collect(),
        "tags" => case.tags.iter().map(|tag| V::Slug(tag.value.clone())).collect(),
        "techniques" => case
            .techniques
            .iter()
            .map(|one| V::Text(format!("{}:{}", one.value.framework, one.value.id)))
            .collect(),
        "type" => case.kind.iter().map(|kind| V::Choice(kind.value.clone())).collect(),
        "status" => vec![V::Choice(case.status.word().to_owned())],
        "license" => text(case.license.as_ref()),
        "title" => text(Some(&case.title)),
        "summary" => text(case.summary.as_ref()),
        "content_warning" => text(case.content_warning.as_ref()),
        _ => match figure(case, field) {
            Some(figure) => vec![V::Figure(figure)],
            None => own(case, config, field),
        },
    }
}

fn own(case: &CaseFile, config: &Config, field: &str) -> Vec<SiteValue> {
    let named = |index: usize| config.fields.get(index).is_some_and(|own| own.name == field);
    case.fields.iter().filter(|own| named(own.field)).flat_map(|own| own.values.clone()).collect()
}

/// The figure at a path, or the sum of those beneath it: `network`, `network.facebook`, `network.facebook.accounts`.
fn figure(case: &CaseFile, field: &str) -> Option<Figure> {
    let mut parts = field.split('.');
    let key = parts.next()?;
    let wanted: Vec<&str> = parts.collect();
    let fits = |platform: &str, kind: &str| wanted.iter().all(|part| *part == platform || *part == kind);
    // Posts and events are no part of a size, and are counted where they are asked for.
    let named = |kind: &str| wanted.contains(&kind);
    match key {
        "network" => Figure::sum(
            case.network
                .iter()
                .filter(|row| fits(&row.platform, row.kind.word()))
                .filter(|row| row.kind.is_size() || named(row.kind.word()))
                .map(|row| row.figure.value),
        ),
        // Reach has no sum over its metrics.
        "reach" if !wanted.is_empty() => {
            let mut rows = case.reach.iter().filter(|row| fits(&row.platform, row.metric.word()));
            rows.next().filter(|_| rows.next().is_none()).map(|row| row.figure.value)
        }
        _ => None,
    }
}
