//! A field's schema, by what `content::fields` says may be written there.

use serde_json::{Map, Value, json};

use super::combine::{either, one_or_list, or_nothing};
use super::words::{audience, choice, suggested_from};
use super::{Writer, described, record_of, shapes};
use crate::archive::TaxonomyKind;
use crate::config::{FieldConfig, FieldKind};
use crate::content::case::{Confidence, Degree, IndicatorKind, Relation, SourceKind, Status};
use crate::content::claim::Verdict;
use crate::content::fields::{self, Field};

impl Writer<'_> {
    /// A field of the program's own.
    pub fn field(&self, field: &Field) -> Value {
        let mut value = self.of_kind(field.key, field.kind).unwrap_or_else(|| json!({}));
        if let Value::Object(text) = &mut value
            && field.required
            && field.kind == "text"
        {
            // Elsewhere an empty text counts as absent.
            text.insert("minLength".into(), json!(1));
        }
        // The figures of `network` and `reach` are claims, each for itself.
        if field.claim && !field.kind.starts_with("platform") { claim(&value) } else { value }
    }

    /// What a kind of value takes; `None` for a kind that has no schema yet, which a test finds.
    fn of_kind(&self, key: &str, kind: &str) -> Option<Value> {
        self.value(key, kind).or_else(|| self.word(kind)).or_else(|| self.list(kind))
    }

    fn value(&self, key: &str, kind: &str) -> Option<Value> {
        Some(match kind {
            "text" if key == "publisher" => {
                suggested_from("known-publishers", &self.known.publishers, shapes::text())
            }
            "text" => shapes::text(),
            "slug" => shapes::id(),
            "date" | "interval" => shapes::date(),
            "actor" => self.actor(),
            "country" => json!({ "$ref": "#/definitions/country" }),
            "language" => json!({ "$ref": "#/definitions/language" }),
            "technique" => json!({ "$ref": "#/definitions/technique" }),
            "platform" => self.platform(),
            "case id" => self.case_id(),
            "address" => shapes::address(),
            "address, or path of a file beside the case" => shapes::address_or_file(),
            "64 hexadecimal digits" => shapes::sha256(),
            "true or false" => shapes::truth(),
            "whole number" => shapes::whole_number(),
            "SPDX id" => shapes::license(),
            "a field's key, or `case`" => self.disputed_field(),
            // Of which type the field decides: `check` says what is wrong with it.
            "the field's value" => one_or_list(&shapes::text()),
            "platform → kind → figure" => self.by_platform("network-of-platform"),
            "platform → metric → figure" => self.by_platform("reach-of-platform"),
            "id → source" => self.sources(),
            _ => return None,
        })
    }

    fn word(&self, kind: &str) -> Option<Value> {
        Some(match kind {
            "status" => choice(Status::ALL.map(Status::word)),
            "case type" => self.case_types(),
            "verdict" => verdict(),
            "source kind" => choice(SourceKind::ALL.map(SourceKind::word)),
            "degree" => choice(Degree::ALL.map(Degree::word)),
            "confidence" => choice(Confidence::ALL.map(Confidence::word)),
            "relation" => choice(Relation::WRITTEN.map(Relation::word)),
            "indicator type" => choice(IndicatorKind::ALL.map(IndicatorKind::word)),
            _ => return None,
        })
    }

    /// Lists; a single value counts as a list of one.
    fn list(&self, kind: &str) -> Option<Value> {
        let item = match kind {
            "list of texts" | "list of source ids" => shapes::text(),
            "list of paths" => shapes::path(),
            "list of slugs" => suggested_from("known-tags", &self.known.tags, shapes::slug()),
            "actor, or list of actors" | "list of actors" => self.actor(),
            "country, or list of countries" => json!({ "$ref": "#/definitions/country" }),
            "list of audiences" => audience(),
            "list of languages" => json!({ "$ref": "#/definitions/language" }),
            "list of platforms" => self.platform(),
            "list of techniques" => json!({ "$ref": "#/definitions/technique" }),
            "money, or list of money" => shapes::money(),
            "list of attributions" => Value::Object(self.record(fields::ATTRIBUTION)),
            "list of relations" => either(self.case_id(), Value::Object(self.record(fields::RELATED))),
            "list of disputes" => Value::Object(self.record(fields::CASE_DISPUTE)),
            "list of corrections" => Value::Object(self.record(fields::CORRECTION)),
            "list of indicators, or the name of a CSV file" => {
                either(shapes::csv_name(), Value::Object(self.record(fields::INDICATOR)))
            }
            _ => return None,
        };
        Some(one_or_list(&item))
    }

    fn actor(&self) -> Value {
        suggested_from("known-actors", &self.known.actors, shapes::text())
    }

    fn case_id(&self) -> Value {
        suggested_from("known-cases", &self.known.cases, shapes::id())
    }

    fn disputed_field(&self) -> Value {
        let mut keys: Vec<&str> = fields::keys(fields::CASE).chain(["case"]).collect();
        keys.extend(self.config.fields.iter().map(|field| field.name.as_str()));
        shapes::disputed_field(&keys)
    }

    fn sources(&self) -> Value {
        json!({
            "type": "object",
            "minProperties": 1,
            "propertyNames": shapes::id_pattern(),
            "additionalProperties": self.record(fields::SOURCE),
        })
    }

    /// A field that `site.toml` declares; each is a claim.
    pub fn own_field(&self, at: usize, field: &FieldConfig) -> Value {
        let suggested =
            |shape| suggested_from(&known_of(field), &self.known.terms(TaxonomyKind::Field(at)), shape);
        let item = match &field.kind {
            FieldKind::Figure => ranged(shapes::figure(), field.range),
            FieldKind::Money => shapes::money(),
            FieldKind::Date => shapes::date(),
            FieldKind::Country => json!({ "$ref": "#/definitions/country" }),
            FieldKind::Language => json!({ "$ref": "#/definitions/language" }),
            FieldKind::Actor => self.actor(),
            FieldKind::Text => suggested(shapes::text()),
            FieldKind::Slug => suggested(shapes::slug()),
            FieldKind::Choice(choices) => choice(choices.iter().map(String::as_str)),
            FieldKind::Url => shapes::address(),
        };
        claim(&if field.list { one_or_list(&item) } else { item })
    }
}

/// The name under which the terms of a site's own field are defined.
pub fn known_of(field: &FieldConfig) -> String {
    format!("known-{}-of-this-site", field.name)
}

/// A figure within bounds. Those of a figure in words are left to `check`.
fn ranged(figure: Value, range: Option<(u64, u64)>) -> Value {
    let (Value::Object(mut figure), Some((low, high))) = (figure.clone(), range) else { return figure };
    figure.insert("minimum".into(), json!(low));
    figure.insert("maximum".into(), json!(high));
    Value::Object(figure)
}

fn verdict() -> Value {
    choice(Verdict::ALL.map(Verdict::word))
}

/// A plain value, or `{value, sources, note, disputed}` around it.
pub fn claim(value: &Value) -> Value {
    let texts = one_or_list(&shapes::text());
    let around = |table: &[Field]| -> Map<String, Value> {
        let of = |field: &Field| match field.key {
            "value" => value.clone(),
            "sources" => or_nothing(texts.clone()),
            "verdict" => or_nothing(verdict()),
            _ => or_nothing(shapes::text()),
        };
        table.iter().map(|field| (field.key.into(), described(of(field), field.meaning))).collect()
    };
    let dispute = Value::Object(record_of(around(fields::DISPUTED), &["value"]));
    let mut properties = around(fields::CLAIM);
    if let Some(field) = fields::CLAIM.iter().find(|field| field.key == "disputed") {
        properties.insert("disputed".into(), described(or_nothing(one_or_list(&dispute)), field.meaning));
    }
    either(value.clone(), Value::Object(record_of(properties, &["value"])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Documents, Options, assemble};
    use crate::config::Config;
    use crate::source::Sources;

    #[test]
    fn every_kind_of_field_has_a_schema() {
        let config = std::sync::Arc::new(Config::default_for("Test"));
        let (archive, _) =
            assemble(&config, &Documents::default(), &Sources::default(), Options { drafts: true });
        let writer = Writer { config: &config, known: super::super::known::Known::of(&archive) };
        let tables = [
            fields::CASE,
            fields::SOURCE,
            fields::ATTRIBUTION,
            fields::RELATED,
            fields::INDICATOR,
            fields::CASE_DISPUTE,
            fields::CORRECTION,
            fields::ACTOR,
            fields::TERM,
            fields::PAGE,
        ];
        for field in tables.into_iter().flatten() {
            assert!(writer.of_kind(field.key, field.kind).is_some(), "{}: {}", field.key, field.kind);
        }
    }
}
