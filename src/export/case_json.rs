//! `cases/<id>/index.json`: everything that a case's front matter says, in types that programs can read.
//!
//! Unknown fields are absent, never null or zero. Figures are `{text, low?, high?, over?, under?, about?}`.

use serde_json::{Map, Value, json};

use crate::archive::{Archive, Case, taxonomy};
use crate::content::case::{Attribution, Audience, Indicator, SiteValue, Source};
use crate::content::claim::{Claim, Dispute, SourceIndex};
use crate::content::value::{Date, Figure, Money};

/// The JSON of a case, with a line break at its end.
pub fn case_json(archive: &Archive, case: &Case) -> String {
    let mut text = serde_json::to_string(&value(archive, case)).unwrap_or_default();
    text.push('\n');
    text
}

/// Sets a key if there is something to say.
fn put(object: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    let empty = |value: &Value| {
        matches!(value, Value::Array(list) if list.is_empty())
            || matches!(value, Value::Object(map) if map.is_empty())
    };
    if let Some(value) = value.filter(|value| !empty(value)) {
        object.insert(key.to_owned(), value);
    }
}

fn value(archive: &Archive, case: &Case) -> Value {
    let file = &*case.file;
    let ids = Ids(&file.sources);
    let config = &archive.config;
    let mut out = Map::new();
    out.insert("id".into(), json!(case.id()));
    out.insert("title".into(), json!(file.title));
    put(&mut out, "url", config.url.as_ref().map(|url| json!(format!("{url}/cases/{}/", case.id()))));
    out.insert("status".into(), json!(file.status.word()));
    let lang = file.lang.as_ref().unwrap_or(&config.language);
    out.insert("lang".into(), json!(lang.tag()));
    put(&mut out, "type", file.kind.as_ref().map(|kind| json!(kind.value)));
    put(&mut out, "summary", crate::site::scope::summary(file).map(Value::from));
    put(
        &mut out,
        "date",
        case.date.map(|date| json!({"field": date.kind.word(), "value": date.date.to_string()})),
    );
    let dates = [
        ("removed", &file.removed),
        ("announced", &file.announced),
        ("detected", &file.detected),
        ("reporting_period", &file.reporting_period),
        ("active", &file.active),
    ];
    for (key, claim) in dates {
        put(
            &mut out,
            key,
            claim.as_ref().map(|claim| ids.claim(claim, |date: &Date| json!(date.to_string()))),
        );
    }
    let names = |names: &Vec<crate::diagnostic::Spanned<String>>| {
        json!(names.iter().map(|name| &name.value).collect::<Vec<_>>())
    };
    put(&mut out, "operator", file.operator.as_ref().map(|claim| ids.claim(claim, names)));
    put(&mut out, "clients", file.clients.as_ref().map(|claim| ids.claim(claim, names)));
    let codes = |all: &Vec<crate::content::value::Country>| {
        json!(all.iter().map(|country| country.code()).collect::<Vec<_>>())
    };
    put(&mut out, "origin", file.origin.as_ref().map(|claim| ids.claim(claim, codes)));
    put(
        &mut out,
        "targets",
        file.targets.as_ref().map(|claim| ids.claim(claim, |all| all.iter().map(audience).collect())),
    );
    put(&mut out, "languages", Some(file.languages.iter().map(|language| json!(language.tag())).collect()));
    put(&mut out, "platforms", Some(json!(taxonomy::platforms(case))));
    let rows = file.network.iter().map(|row| ids.row(&row.platform, "kind", row.kind.word(), &row.figure));
    put(&mut out, "network", Some(rows.collect()));
    put(&mut out, "size", case.size.as_ref().map(figure));
    let rows = file.reach.iter().map(|row| ids.row(&row.platform, "metric", row.metric.word(), &row.figure));
    put(&mut out, "reach", Some(rows.collect()));
    put(&mut out, "follows", case.follows.as_ref().map(figure));
    put(
        &mut out,
        "ad_spend",
        file.ad_spend.as_ref().map(|claim| ids.claim(claim, |all| all.iter().map(money).collect())),
    );
    put(&mut out, "attribution", Some(file.attribution.iter().map(|said| ids.attribution(said)).collect()));
    put(&mut out, "tags", Some(file.tags.iter().map(|tag| json!(tag.value)).collect()));
    put(&mut out, "narratives", Some(json!(file.narratives)));
    let techniques =
        file.techniques.iter().map(|one| json!(format!("{}:{}", one.value.framework, one.value.id)));
    put(&mut out, "techniques", Some(techniques.collect()));
    put(&mut out, "related", Some(case.relatives.iter().map(|one| related(archive, one)).collect()));
    put(&mut out, "sources", Some(file.sources.iter().map(source).collect()));
    put(&mut out, "indicators", Some(file.indicators.iter().map(indicator).collect()));
    put(&mut out, "disputed", Some(whole_disputes(case, &ids)));
    put(&mut out, "corrections", Some(corrections(case)));
    put(&mut out, "content_warning", file.content_warning.as_ref().map(|text| json!(text)));
    put(&mut out, "license", file.license.as_ref().or(config.license.as_ref()).map(|id| json!(id)));
    put(&mut out, "fields", Some(own_fields(archive, case, &ids)));
    Value::Object(out)
}

/// A figure with its bounds; an open bound is absent.
pub fn figure(figure: &Figure) -> Value {
    let mut out = Map::new();
    out.insert("text".into(), json!(figure.to_string()));
    out.insert("low".into(), json!(figure.low));
    put(&mut out, "high", figure.high.map(Value::from));
    for (key, set) in [("over", figure.over), ("under", figure.under), ("about", figure.about)] {
        put(&mut out, key, set.then_some(Value::Bool(true)));
    }
    Value::Object(out)
}

fn money(money: &Money) -> Value {
    let mut out = figure(&money.amount);
    if let Value::Object(out) = &mut out {
        out.insert("text".into(), json!(money.to_string()));
        out.insert("currency".into(), json!(money.code()));
    }
    out
}

fn audience(audience: &Audience) -> Value {
    match audience {
        Audience::Country(country) => json!({"country": country.code()}),
        Audience::Words(words) => json!({"words": words}),
    }
}

/// Source ids for the indexes that claims hold.
struct Ids<'a>(&'a [Source]);

impl Ids<'_> {
    fn of(&self, sources: &[SourceIndex]) -> Option<Value> {
        let ids: Vec<_> =
            sources.iter().filter_map(|index| self.0.get(*index)).map(|source| &source.id.value).collect();
        (!ids.is_empty()).then(|| json!(ids))
    }

    fn claim<T>(&self, claim: &Claim<T>, value: impl Fn(&T) -> Value) -> Value {
        let mut out = Map::new();
        out.insert("value".into(), value(&claim.value));
        put(&mut out, "sources", self.of(&claim.sources));
        put(&mut out, "note", claim.note.as_ref().map(|note| json!(note)));
        put(
            &mut out,
            "disputed",
            Some(claim.disputed.iter().map(|dispute| self.dispute(dispute, &value)).collect()),
        );
        Value::Object(out)
    }

    fn dispute<T>(&self, dispute: &Dispute<T>, value: &impl Fn(&T) -> Value) -> Value {
        let mut out = Map::new();
        out.insert("value".into(), value(&dispute.value));
        out.insert("verdict".into(), json!(dispute.verdict.word()));
        put(&mut out, "sources", self.of(&dispute.sources));
        put(&mut out, "note", dispute.note.as_ref().map(|note| json!(note)));
        Value::Object(out)
    }

    fn row(&self, platform: &str, key: &str, word: &str, claim: &Claim<Figure>) -> Value {
        let mut out = Map::new();
        out.insert("platform".into(), json!(platform));
        out.insert(key.to_owned(), json!(word));
        if let Value::Object(claim) = self.claim(claim, figure) {
            out.extend(claim);
        }
        Value::Object(out)
    }

    fn attribution(&self, said: &Attribution) -> Value {
        let mut out = Map::new();
        out.insert("by".into(), json!(said.by));
        put(&mut out, "to", said.to.as_ref().map(|name| json!(name.value)));
        put(&mut out, "degree", said.degree.map(|degree| json!(degree.word())));
        put(&mut out, "confidence", said.confidence.map(|confidence| json!(confidence.word())));
        put(&mut out, "date", said.date.map(|date| json!(date.to_string())));
        put(&mut out, "statement", said.statement.as_ref().map(|text| json!(text)));
        put(&mut out, "sources", self.of(&said.sources));
        Value::Object(out)
    }
}

fn related(archive: &Archive, relative: &crate::archive::Relative) -> Value {
    let mut out = Map::new();
    out.insert("case".into(), json!(archive.cases[relative.case].id()));
    out.insert("relation".into(), json!(relative.relation.word()));
    put(&mut out, "note", relative.note.as_ref().map(|note| json!(note)));
    Value::Object(out)
}

fn source(source: &Source) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), json!(source.id.value));
    out.insert("title".into(), json!(source.title));
    put(&mut out, "publisher", source.publisher.as_ref().map(|text| json!(text)));
    put(&mut out, "kind", source.kind.map(|kind| json!(kind.word())));
    put(&mut out, "url", source.url.as_ref().map(|url| json!(url.value)));
    put(&mut out, "archive", source.archive.as_ref().map(|url| json!(url)));
    put(&mut out, "published", source.published.map(|date| json!(date.to_string())));
    put(&mut out, "accessed", source.accessed.map(|date| json!(date.to_string())));
    put(&mut out, "sha256", source.sha256.as_ref().map(|hash| json!(hash)));
    put(&mut out, "lang", source.lang.as_ref().map(|lang| json!(lang.tag())));
    Value::Object(out)
}

fn indicator(indicator: &Indicator) -> Value {
    let mut out = Map::new();
    out.insert("type".into(), json!(indicator.kind.word()));
    out.insert("value".into(), json!(indicator.value));
    put(&mut out, "platform", indicator.platform.as_ref().map(|slug| json!(slug)));
    let technique = indicator.technique.as_ref().map(|one| json!(format!("{}:{}", one.framework, one.id)));
    put(&mut out, "technique", technique);
    put(&mut out, "first_seen", indicator.first_seen.map(|date| json!(date.to_string())));
    put(&mut out, "note", indicator.note.as_ref().map(|note| json!(note)));
    Value::Object(out)
}

fn whole_disputes(case: &Case, ids: &Ids<'_>) -> Value {
    let one = |dispute: &crate::content::case::CaseDispute| {
        let mut out = Map::new();
        out.insert("field".into(), json!(dispute.field));
        out.insert("value".into(), json!(dispute.value));
        out.insert("verdict".into(), json!(dispute.verdict.word()));
        put(&mut out, "sources", ids.of(&dispute.sources));
        put(&mut out, "note", dispute.note.as_ref().map(|note| json!(note)));
        Value::Object(out)
    };
    case.file.disputed.iter().map(one).collect()
}

fn corrections(case: &Case) -> Value {
    let one = |correction: &crate::content::case::Correction| {
        let mut out = Map::new();
        out.insert("date".into(), json!(correction.date.to_string()));
        out.insert("change".into(), json!(correction.change));
        put(&mut out, "reason", correction.reason.as_ref().map(|reason| json!(reason)));
        Value::Object(out)
    };
    case.file.corrections.iter().map(one).collect()
}

fn own_fields(archive: &Archive, case: &Case, ids: &Ids<'_>) -> Value {
    let mut fields = Map::new();
    for own in &case.file.fields {
        let Some(field) = archive.config.fields.get(own.field) else { continue };
        let value = |value: &SiteValue| match value {
            SiteValue::Figure(one) => figure(one),
            SiteValue::Money(one) => money(one),
            other => json!(taxonomy::site_value_words(other)),
        };
        let mut out = Map::new();
        let values: Vec<Value> = own.values.iter().map(value).collect();
        let single =
            if field.list { Value::from(values) } else { values.into_iter().next().unwrap_or_default() };
        out.insert("value".into(), single);
        put(&mut out, "sources", ids.of(&own.sources));
        put(&mut out, "note", own.note.as_ref().map(|note| json!(note)));
        let list = |values: &Vec<SiteValue>| values.iter().map(value).collect();
        put(
            &mut out,
            "disputed",
            Some(own.disputed.iter().map(|dispute| ids.dispute(dispute, &list)).collect()),
        );
        fields.insert(field.name.clone(), Value::Object(out));
    }
    Value::Object(fields)
}
