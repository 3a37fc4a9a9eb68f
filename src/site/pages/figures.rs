//! A case's figures as its page shows them: size with tallies, reach and spending, "at a glance".

use super::disputes;
use crate::archive::{Case, TaxonomyKind, taxonomy};
use crate::content::case::{Audience, CaseFile, SiteField, SiteValue};
use crate::content::claim::{Claim, Dispute};
use crate::content::value::{Country, Date, Money};
use crate::diagnostic::Spanned;
use crate::site::charts::{tally, tally_unit};
use crate::site::scope::Scope;
use crate::site::view::{DisputeView, FactView, ReachRow, Shared, SizeGroup, SizeRow, SizeView, TermRef};

/// Words alone, without a page behind them.
fn plain(title: impl Into<String>) -> Shared<TermRef> {
    TermRef { title: title.into(), ..TermRef::default() }.into()
}

/// An address on the web as a link; one that is an indicator of the case has been defanged, and is words alone.
fn outside(url: &str) -> Shared<TermRef> {
    let live = url.starts_with("https://") || url.starts_with("http://");
    TermRef { title: url.to_owned(), url: live.then(|| url.to_owned()), external: live, ..TermRef::default() }
        .into()
}

/// Network size by platform, with a tally of marks for each figure.
pub fn size(scope: &Scope<'_>, case: &Case) -> Option<SizeView> {
    let file = &*case.file;
    let disputes = disputes::about(scope, file, "network");
    if file.network.is_empty() && disputes.is_empty() {
        return None;
    }
    // Posts come by the hundred thousand: with a mark of their own they do not shrink the network's.
    let unit_of = |is_size: bool| {
        let rows = file.network.iter().filter(|row| row.kind.is_size() == is_size);
        rows.flat_map(|row| {
            let others = row.figure.disputed.iter().map(|other| other.value.stated());
            std::iter::once(row.figure.value.stated()).chain(others)
        })
        .max()
        .map(tally_unit)
    };
    let (of_size, of_others) = (unit_of(true), unit_of(false));
    let unit = of_size.or(of_others).unwrap_or(1);
    let mut groups: Vec<(String, SizeGroup)> = Vec::new();
    for row in &file.network {
        let claim = &row.figure;
        let others = claim.disputed.iter().map(|other| other.value.stated());
        let row_unit = if row.kind.is_size() { unit } else { of_others.unwrap_or(unit) };
        let field = format!("network.{}.{}", row.platform, row.kind.word());
        let mut disputes = scope.disputes(file, &claim.disputed, |figure| scope.strings.figure(figure).text);
        disputes.extend(disputes::about(scope, file, &field));
        let view = SizeRow {
            kind: row.kind.word().to_owned(),
            figure: scope.strings.figure(&claim.value),
            tally: tally(claim.value.stated(), others, row_unit),
            unit_text: (row_unit != unit).then(|| scope.strings.number(row_unit)),
            sources: scope.sources(file, &claim.sources),
            note: claim.note.clone(),
            disputes,
            anchor: format!("d-{}-{}", row.platform, row.kind.word()),
        };
        match groups.iter_mut().find(|(platform, _)| *platform == row.platform) {
            Some((_, group)) => group.rows.push(view),
            None => {
                let platform = scope.term(TaxonomyKind::Platforms, &row.platform);
                groups.push((row.platform.clone(), SizeGroup { platform, rows: vec![view] }));
            }
        }
    }
    // One width for all, or a narrow screen would shrink the longer tallies and not the shorter ones.
    let widest = groups.iter().flat_map(|(_, group)| &group.rows).map(|row| row.tally.width).max();
    for row in groups.iter_mut().flat_map(|(_, group)| &mut group.rows) {
        row.tally.width = widest.unwrap_or(1);
    }
    let mut rows = groups.iter().flat_map(|(_, group)| &group.rows);
    let ghosts = rows.any(|row| row.tally.ghost_width > 0);
    Some(SizeView {
        total: case.size.map(|size| scope.strings.figure(&size)),
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        unit,
        unit_text: scope.strings.number(unit),
        ghosts,
        disputes,
        anchor: "d-network".to_owned(),
    })
}

/// Reach and spending.
pub fn reach(scope: &Scope<'_>, file: &CaseFile) -> Vec<ReachRow> {
    let with_whole = |mut disputes: Vec<DisputeView>, field: &str| {
        disputes.extend(disputes::about(scope, file, field));
        disputes
    };
    let mut rows: Vec<ReachRow> = file
        .reach
        .iter()
        .map(|row| ReachRow {
            metric: row.metric.word().to_owned(),
            platform: Some(scope.term(TaxonomyKind::Platforms, &row.platform)),
            text: scope.strings.figure(&row.figure.value).text,
            sources: scope.sources(file, &row.figure.sources),
            note: row.figure.note.clone(),
            disputes: with_whole(
                scope.disputes(file, &row.figure.disputed, |figure| scope.strings.figure(figure).text),
                &format!("reach.{}.{}", row.platform, row.metric.word()),
            ),
            anchor: format!("d-{}-{}", row.platform, row.metric.word()),
        })
        .collect();
    if let Some(claim) = &file.ad_spend {
        rows.push(ReachRow {
            metric: "ad_spend".to_owned(),
            platform: None,
            text: amounts(scope, &claim.value),
            sources: scope.sources(file, &claim.sources),
            note: claim.note.clone(),
            disputes: with_whole(
                scope.disputes(file, &claim.disputed, |money| amounts(scope, money)),
                "ad_spend",
            ),
            anchor: "d-ad_spend".to_owned(),
        });
    }
    rows
}

/// A value of a field of the site's own.
pub(super) fn own_value(scope: &Scope<'_>, index: usize, value: &SiteValue) -> Shared<TermRef> {
    if scope.archive.config.fields.get(index).is_some_and(|field| field.facet) {
        return scope.term(TaxonomyKind::Field(index), &taxonomy::term_words(value, &scope.archive.actors));
    }
    site_value(scope, value)
}

/// A value that has no page of its own kind.
pub(super) fn site_value(scope: &Scope<'_>, value: &SiteValue) -> Shared<TermRef> {
    match value {
        SiteValue::Figure(figure) => plain(scope.strings.figure(figure).text),
        SiteValue::Money(money) => plain(scope.strings.money(money)),
        SiteValue::Date(date) => plain(&scope.date(date).text),
        SiteValue::Country(country) => plain(scope.strings.country(country)),
        SiteValue::Language(language) => plain(scope.strings.language(language)),
        SiteValue::Actor(name) => scope.actor(name),
        SiteValue::Url(url) => outside(url),
        other => plain(taxonomy::site_value_words(other)),
    }
}

fn amounts(scope: &Scope<'_>, money: &[Money]) -> String {
    scope.strings.join(&money.iter().map(|money| scope.strings.money(money)).collect::<Vec<_>>())
}

/// "At a glance", in print order; what is not given is not there.
pub fn facts(scope: &Scope<'_>, case: &Case) -> Vec<FactView> {
    let file = &*case.file;
    let facts = Facts { scope, file };
    let mut all = Vec::new();
    all.extend(facts.date("removed", &file.removed));
    all.extend(facts.date("announced", &file.announced));
    all.extend(facts.date("detected", &file.detected));
    all.extend(facts.date("reporting_period", &file.reporting_period));
    all.extend(facts.date("active", &file.active));
    let actors = |names: &Vec<Spanned<String>>| names.iter().map(|name| scope.actor(&name.value)).collect();
    all.extend(facts.claim("operator", file.operator.as_ref(), actors));
    all.extend(facts.claim("clients", file.clients.as_ref(), actors));
    let countries = |all: &Vec<Country>| all.iter().map(|country| scope.country(*country)).collect();
    all.extend(facts.claim("origin", file.origin.as_ref(), countries));
    let audiences = |all: &Vec<Audience>| all.iter().map(|audience| facts.audience(audience)).collect();
    all.extend(facts.claim("targets", file.targets.as_ref(), audiences));
    let languages = file.languages.iter().map(|language| scope.term(TaxonomyKind::Languages, language.tag()));
    all.extend(facts.plain("languages", languages.collect()));
    let platforms = taxonomy::platforms(case);
    all.extend(facts.plain(
        "platforms",
        platforms.iter().map(|slug| scope.term(TaxonomyKind::Platforms, slug)).collect(),
    ));
    all.extend(
        facts.plain("size", case.size.iter().map(|size| plain(scope.strings.figure(size).text)).collect()),
    );
    let spending = file.ad_spend.iter().map(|claim| plain(amounts(scope, &claim.value)));
    all.extend(facts.plain("ad_spend", spending.collect()));
    for (key, anchor, count) in [
        ("size", "d-network", disputes::about(scope, file, "network").len()),
        (
            "ad_spend",
            "d-ad_spend",
            file.ad_spend
                .as_ref()
                .map_or(0, |claim| claim.disputed.len() + disputes::about(scope, file, "ad_spend").len()),
        ),
    ] {
        if let Some(fact) = all.iter_mut().find(|fact| fact.key == key) {
            fact.elsewhere = count;
            anchor.clone_into(&mut fact.anchor);
        }
    }
    all.extend(file.fields.iter().filter_map(|own| facts.own(own)));
    disputes::add(scope, file, &mut all);
    all
}

struct Facts<'a> {
    scope: &'a Scope<'a>,
    file: &'a CaseFile,
}

impl Facts<'_> {
    fn claim<T>(
        &self,
        key: &str,
        claim: Option<&Claim<T>>,
        terms: impl Fn(&T) -> Vec<Shared<TermRef>>,
    ) -> Option<FactView> {
        let claim = claim?;
        let print = |value: &T| {
            self.scope.strings.join(&terms(value).iter().map(|term| term.title.as_str()).collect::<Vec<_>>())
        };
        let disputed: &[Dispute<T>] = &claim.disputed;
        Some(FactView {
            key: key.to_owned(),
            label: None,
            values: terms(&claim.value),
            sources: self.scope.sources(self.file, &claim.sources),
            note: claim.note.clone(),
            disputes: self.scope.disputes(self.file, disputed, print),
            anchor: format!("d-{key}"),
            elsewhere: 0,
        })
    }

    fn date(&self, key: &str, claim: &Option<Claim<Date>>) -> Option<FactView> {
        self.claim(key, claim.as_ref(), |date| vec![plain(&self.scope.date(date).text)])
    }

    fn plain(&self, key: &str, values: Vec<Shared<TermRef>>) -> Option<FactView> {
        (!values.is_empty()).then(|| FactView { key: key.to_owned(), values, ..FactView::default() })
    }

    fn audience(&self, audience: &Audience) -> Shared<TermRef> {
        match audience {
            Audience::Country(country) => self.scope.term(TaxonomyKind::Targets, country.code()),
            Audience::Words(words) => {
                let (lang, dir) = self.scope.foreign(Some(self.scope.text));
                TermRef { title: words.clone(), lang, dir, ..TermRef::default() }.into()
            }
        }
    }

    /// A field of the site's own.
    fn own(&self, own: &SiteField) -> Option<FactView> {
        let config = &self.scope.archive.config;
        let field = config.fields.get(own.field)?;
        let value = |value: &SiteValue| own_value(self.scope, own.field, value);
        Some(FactView {
            key: field.name.clone(),
            label: Some(self.scope.strings.field(field)),
            values: own.values.iter().map(value).collect(),
            sources: self.scope.sources(self.file, &own.sources),
            note: own.note.clone(),
            disputes: self.scope.disputes(self.file, &own.disputed, |values| {
                self.scope
                    .strings
                    .join(&values.iter().map(|one| value(one).title.clone()).collect::<Vec<_>>())
            }),
            anchor: format!("d-{}", field.name),
            elsewhere: 0,
        })
    }
}
