//! `cases/<id>/index.json`: everything that a case's front matter says, in types that programs can read.
//!
//! Unknown fields are absent, never null or zero. Figures are `{text, low?, high?, over?, under?, about?}`.

use super::json::{Json, Object};
use crate::archive::{Archive, Case, taxonomy};
use crate::content::case::{Attribution, Audience, CaseFile, Indicator, SiteValue, Source};
use crate::content::claim::{Claim, Dispute, SourceIndex};
use crate::content::value::{Country, Date, Figure, Money};
use crate::diagnostic::Spanned;
use crate::site::scope::Scope;

/// Bytes that a case's JSON usually needs.
const USUAL: usize = 4096;

/// The JSON of a case, with a line break at its end.
pub fn case_json(scope: &Scope<'_>, case: &Case) -> String {
    let mut text = Vec::with_capacity(USUAL);
    // A Vec takes every write.
    let _ = serde_json::to_writer(&mut text, &value(scope, case));
    text.push(b'\n');
    String::from_utf8(text).unwrap_or_default()
}

fn value<'a>(scope: &Scope<'a>, case: &'a Case) -> Object<'a> {
    let archive = scope.archive;
    let file = &*case.file;
    let ids = Ids(&file.sources);
    let config = &archive.config;
    let mut out = Object::default();
    out.set("id", case.id());
    out.set("title", &file.title);
    out.put("url", config.url.as_ref().map(|url| format!("{url}/cases/{}/", case.id())));
    out.set("status", file.status.word());
    out.set("lang", file.lang.as_ref().unwrap_or(&config.language).tag());
    out.put("type", file.kind.as_ref().map(|kind| &kind.value));
    out.put("summary", scope.summary(file));
    out.put(
        "date",
        case.date
            .map(|date| pair(("field", date.kind.word().into()), ("value", date.date.to_string().into()))),
    );
    claims(&mut out, file, &ids);
    out.put("languages", file.languages.iter().map(|language| language.tag().into()).collect::<Json<'_>>());
    out.put("platforms", taxonomy::platforms(case).into_iter().map(Json::from).collect::<Json<'_>>());
    let rows = file.network.iter().map(|row| ids.row(&row.platform, "kind", row.kind.word(), &row.figure));
    out.put("network", rows.collect::<Json<'_>>());
    out.put("size", case.size.as_ref().map(figure));
    let rows = file.reach.iter().map(|row| ids.row(&row.platform, "metric", row.metric.word(), &row.figure));
    out.put("reach", rows.collect::<Json<'_>>());
    out.put("follows", case.follows.as_ref().map(figure));
    let amounts = |all: &'a Vec<Money>| all.iter().map(|one| Json::from(money(one))).collect();
    out.put("ad_spend", file.ad_spend.as_ref().map(|claim| ids.claim(claim, amounts)));
    out.put("attribution", file.attribution.iter().map(|said| ids.attribution(said)).collect::<Json<'_>>());
    out.put("tags", file.tags.iter().map(|tag| Json::from(&tag.value)).collect::<Json<'_>>());
    out.put("narratives", file.narratives.iter().map(Json::from).collect::<Json<'_>>());
    let techniques =
        file.techniques.iter().map(|one| format!("{}:{}", one.value.framework, one.value.id).into());
    out.put("techniques", techniques.collect::<Json<'_>>());
    out.put("related", case.relatives.iter().map(|one| related(archive, one)).collect::<Json<'_>>());
    out.put("sources", file.sources.iter().map(source).collect::<Json<'_>>());
    out.put("indicators", file.indicators.iter().map(indicator).collect::<Json<'_>>());
    out.put("disputed", whole_disputes(case, &ids));
    out.put("corrections", corrections(case));
    out.put("content_warning", file.content_warning.as_ref());
    out.put("license", file.license.as_ref().or(config.license.as_ref()));
    out.put("fields", own_fields(archive, case, &ids));
    out
}

/// The claims that the file makes by name.
fn claims<'a>(out: &mut Object<'a>, file: &'a CaseFile, ids: &Ids<'a>) {
    let dates = [
        ("removed", &file.removed),
        ("announced", &file.announced),
        ("detected", &file.detected),
        ("reporting_period", &file.reporting_period),
        ("active", &file.active),
    ];
    for (key, claim) in dates {
        out.put(key, claim.as_ref().map(|claim| ids.claim(claim, |date: &Date| date.to_string().into())));
    }
    let names = |names: &'a Vec<Spanned<String>>| names.iter().map(|name| Json::from(&name.value)).collect();
    out.put("operator", file.operator.as_ref().map(|claim| ids.claim(claim, names)));
    out.put("clients", file.clients.as_ref().map(|claim| ids.claim(claim, names)));
    let codes = |all: &'a Vec<Country>| all.iter().map(|country| country.code().into()).collect();
    out.put("origin", file.origin.as_ref().map(|claim| ids.claim(claim, codes)));
    let targets = |all: &'a Vec<Audience>| all.iter().map(audience).collect();
    out.put("targets", file.targets.as_ref().map(|claim| ids.claim(claim, targets)));
}

fn pair<'a>(one: (&'a str, Json<'a>), other: (&'a str, Json<'a>)) -> Object<'a> {
    let mut out = Object::default();
    out.set(one.0, one.1);
    out.set(other.0, other.1);
    out
}

/// A figure with its bounds; an open bound is absent.
pub fn figure(figure: &Figure) -> Object<'_> {
    let mut out = Object::default();
    out.set("text", figure.to_string());
    out.set("low", figure.low);
    out.put("high", figure.high);
    for (key, set) in [("over", figure.over), ("under", figure.under), ("about", figure.about)] {
        out.put(key, set.then_some(true));
    }
    out
}

fn money(money: &Money) -> Object<'_> {
    let mut out = figure(&money.amount);
    out.set("text", money.to_string());
    out.set("currency", money.code());
    out
}

fn audience(audience: &Audience) -> Json<'_> {
    let mut out = Object::default();
    match audience {
        Audience::Country(country) => out.set("country", country.code()),
        Audience::Words(words) => out.set("words", words),
    }
    out.into()
}

/// Source ids for the indexes that claims hold.
struct Ids<'a>(&'a [Source]);

impl<'a> Ids<'a> {
    fn of(&self, sources: &[SourceIndex]) -> Json<'a> {
        sources
            .iter()
            .filter_map(|index| self.0.get(*index))
            .map(|source| Json::from(&source.id.value))
            .collect()
    }

    fn claim<T>(&self, claim: &'a Claim<T>, value: impl Fn(&'a T) -> Json<'a>) -> Object<'a> {
        let mut out = Object::default();
        out.set("value", value(&claim.value));
        out.put("sources", self.of(&claim.sources));
        out.put("note", claim.note.as_ref());
        let disputes = claim.disputed.iter().map(|dispute| self.dispute(dispute, &value));
        out.put("disputed", disputes.collect::<Json<'_>>());
        out
    }

    fn dispute<T>(&self, dispute: &'a Dispute<T>, value: &impl Fn(&'a T) -> Json<'a>) -> Json<'a> {
        let mut out = Object::default();
        out.set("value", value(&dispute.value));
        out.set("verdict", dispute.verdict.word());
        out.put("sources", self.of(&dispute.sources));
        out.put("note", dispute.note.as_ref());
        out.into()
    }

    fn row(&self, platform: &'a str, key: &'a str, word: &'a str, claim: &'a Claim<Figure>) -> Json<'a> {
        let mut out = Object::default();
        out.set("platform", platform);
        out.set(key, word);
        out.extend(self.claim(claim, |one| figure(one).into()));
        out.into()
    }

    fn attribution(&self, said: &'a Attribution) -> Json<'a> {
        let mut out = Object::default();
        out.set("by", &said.by);
        out.put("to", said.to.as_ref().map(|name| &name.value));
        out.put("degree", said.degree.map(|degree| degree.word()));
        out.put("confidence", said.confidence.map(|confidence| confidence.word()));
        out.put("date", said.date.map(|date| date.to_string()));
        out.put("statement", said.statement.as_ref());
        out.put("sources", self.of(&said.sources));
        out.into()
    }
}

fn related<'a>(archive: &'a Archive, relative: &'a crate::archive::Relative) -> Json<'a> {
    let mut out = Object::default();
    out.set("case", archive.cases[relative.case].id());
    out.set("relation", relative.relation.word());
    out.put("note", relative.note.as_ref());
    out.into()
}

fn source(source: &Source) -> Json<'_> {
    let mut out = Object::default();
    out.set("id", &source.id.value);
    out.set("title", &source.title);
    out.put("publisher", source.publisher.as_ref().map(|publisher| &publisher.value));
    out.put("kind", source.kind.map(|kind| kind.word()));
    out.put("url", source.url.as_ref().map(|url| &url.value));
    out.put("archive", source.archive.as_ref());
    out.put("published", source.published.map(|date| date.to_string()));
    out.put("accessed", source.accessed.map(|date| date.to_string()));
    out.put("sha256", source.sha256.as_ref());
    out.put("lang", source.lang.as_ref().map(|lang| lang.tag()));
    out.into()
}

fn indicator(indicator: &Indicator) -> Json<'_> {
    let mut out = Object::default();
    out.set("type", indicator.kind.word());
    out.set("value", &indicator.value);
    out.put("platform", indicator.platform.as_ref());
    out.put("technique", indicator.technique.as_ref().map(|one| format!("{}:{}", one.framework, one.id)));
    out.put("first_seen", indicator.first_seen.map(|date| date.to_string()));
    out.put("note", indicator.note.as_ref());
    out.into()
}

fn whole_disputes<'a>(case: &'a Case, ids: &Ids<'a>) -> Json<'a> {
    let one = |dispute: &'a crate::content::case::CaseDispute| {
        let mut out = Object::default();
        out.set("field", &dispute.field);
        out.set("value", &dispute.value);
        out.set("verdict", dispute.verdict.word());
        out.put("sources", ids.of(&dispute.sources));
        out.put("note", dispute.note.as_ref());
        Json::from(out)
    };
    case.file.disputed.iter().map(one).collect()
}

fn corrections(case: &Case) -> Json<'_> {
    let one = |correction: &'_ crate::content::case::Correction| {
        let mut out = Object::default();
        out.set("date", correction.date.to_string());
        out.set("change", correction.change.clone());
        out.put("reason", correction.reason.clone());
        Json::from(out)
    };
    case.file.corrections.iter().map(one).collect()
}

fn own_fields<'a>(archive: &'a Archive, case: &'a Case, ids: &Ids<'a>) -> Object<'a> {
    let mut fields = Object::default();
    for own in &case.file.fields {
        let Some(field) = archive.config.fields.get(own.field) else { continue };
        let value = |value: &'a SiteValue| match value {
            SiteValue::Figure(one) => figure(one).into(),
            SiteValue::Money(one) => money(one).into(),
            other => Json::from(taxonomy::site_value_words(other)),
        };
        let mut out = Object::default();
        let list = |values: &'a Vec<SiteValue>| values.iter().map(value).collect::<Json<'a>>();
        if field.list {
            out.set("value", list(&own.values));
        } else {
            out.set("value", own.values.first().map(value));
        }
        out.put("sources", ids.of(&own.sources));
        out.put("note", own.note.as_ref());
        let disputes = own.disputed.iter().map(|dispute| ids.dispute(dispute, &list));
        out.put("disputed", disputes.collect::<Json<'_>>());
        fields.set(&field.name, out);
    }
    fields
}
