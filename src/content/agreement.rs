//! Disputes that are none: what another source says is what the case says, of dates also more coarsely.

use std::sync::Arc;

use super::case::{Audience, CaseDispute, CaseFile, SiteValue};
use super::claim::{Claim, Dispute};
use super::value::{Country, Date, Figure, Money};
use super::words;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span, Spanned};

/// Takes out disputes that agree with what they are about, and tells of each.
pub fn agreements(path: &Arc<str>, case: &mut CaseFile, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut told = |span, theirs: &str, ours: &str| found.push(no_dispute(path, span, theirs, ours));
    for claim in words::dates(case) {
        of_claim(claim, Date::agrees_with, Date::to_string, &mut told);
    }
    for row in case.network.iter_mut().map(|row| &mut row.figure) {
        of_claim(row, Figure::eq, Figure::to_string, &mut told);
    }
    for row in case.reach.iter_mut().map(|row| &mut row.figure) {
        of_claim(row, Figure::eq, Figure::to_string, &mut told);
    }
    for names in [&mut case.operator, &mut case.clients].into_iter().flatten() {
        let name = |name: &Spanned<String>| name.value.clone();
        let same = |ours: &Vec<_>, theirs: &Vec<_>| same(ours.iter().map(name), theirs.iter().map(name));
        of_claim(names, same, |names| listed(names.iter().map(name)), &mut told);
    }
    case.origin.iter_mut().for_each(|claim| of_list(claim, Country::to_string, &mut told));
    case.targets.iter_mut().for_each(|claim| of_list(claim, audience, &mut told));
    case.ad_spend.iter_mut().for_each(|claim| of_list(claim, Money::to_string, &mut told));
    for own in &mut case.fields {
        let ours = &own.values;
        retain(
            &mut own.disputed,
            ours,
            |ours, theirs| agree(ours, theirs),
            |all| listed(all.iter().map(words_of)),
            &mut told,
        );
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

/// Tells of a dispute that is none: its place, what it says, what the case says.
type Told<'a> = dyn FnMut(Span, &str, &str) + 'a;

fn of_claim<T>(
    claim: &mut Claim<T>,
    agrees: impl Fn(&T, &T) -> bool,
    shown: impl Fn(&T) -> String,
    told: &mut Told<'_>,
) {
    retain(&mut claim.disputed, &claim.value, agrees, shown, told);
}

fn of_list<T: Clone + Ord>(claim: &mut Claim<Vec<T>>, shown: impl Fn(&T) -> String, told: &mut Told<'_>) {
    let same = |ours: &Vec<T>, theirs: &Vec<T>| same(ours.iter().cloned(), theirs.iter().cloned());
    of_claim(claim, same, |all| listed(all.iter().map(&shown)), told);
}

fn retain<T>(
    disputed: &mut Vec<Dispute<T>>,
    ours: &T,
    agrees: impl Fn(&T, &T) -> bool,
    shown: impl Fn(&T) -> String,
    told: &mut Told<'_>,
) {
    disputed.retain(|dispute| {
        let agrees = agrees(ours, &dispute.value);
        if agrees {
            told(dispute.span, &shown(&dispute.value), &format!("`{}`", shown(ours)));
        }
        !agrees
    });
}

/// Whether two lists hold the same, in whatever order; two sums of money may be the same and still be two.
fn same<T: Ord>(ours: impl Iterator<Item = T>, theirs: impl Iterator<Item = T>) -> bool {
    let (mut ours, mut theirs): (Vec<T>, Vec<T>) = (ours.collect(), theirs.collect());
    ours.sort_unstable();
    theirs.sort_unstable();
    !ours.is_empty() && ours == theirs
}

fn listed(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(", ")
}

fn audience(audience: &Audience) -> String {
    match audience {
        Audience::Country(country) => country.to_string(),
        Audience::Words(words) => words.clone(),
    }
}

fn words_of(value: &SiteValue) -> String {
    use SiteValue as V;
    match value {
        V::Figure(figure) => figure.to_string(),
        V::Money(money) => money.to_string(),
        V::Date(date) => date.to_string(),
        V::Country(country) => country.to_string(),
        V::Language(language) => language.to_string(),
        V::Actor(words) | V::Text(words) | V::Slug(words) | V::Choice(words) | V::Url(words) => words.clone(),
    }
}

fn no_dispute(path: &Arc<str>, span: Span, theirs: &str, ours: &str) -> Diagnostic {
    Diagnostic::warning("W004", path, span, format!("`{theirs}` agrees with {ours}: it is no dispute"))
        .hint("take it out of `disputed`, and name its source under `sources`")
}

fn agrees(case: &CaseFile, config: &Config, dispute: &CaseDispute) -> bool {
    agree(&stated(case, config, &dispute.field), &dispute.values)
}

fn agree(ours: &[SiteValue], theirs: &[SiteValue]) -> bool {
    match (ours, theirs) {
        ([SiteValue::Date(ours)], [SiteValue::Date(theirs)]) => ours.agrees_with(theirs),
        _ => same(ours.iter(), theirs.iter()),
    }
}

/// What the case itself says of a field that is disputed; nothing if it says nothing.
fn stated(case: &CaseFile, config: &Config, field: &str) -> Vec<SiteValue> {
    use SiteValue as V;
    let date = |claim: &Option<Claim<Date>>| claim.iter().map(|one| V::Date(one.value)).collect();
    let actors = |claim: &Option<Claim<Vec<Spanned<String>>>>| {
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
