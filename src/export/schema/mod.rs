//! The JSON Schema of front matter, so that an editor completes and checks it: the site's own fields, words and names
//! too.
//!
//! Draft 7, which `yaml-language-server` reads best, and with it every editor that has it. The schema sees what YAML
//! makes of a text (`3.10` a number, `2021` an integer), so each type here allows for that. It knows one file alone:
//! citations, addresses and links stay with `check`. What `check` has nothing against, the schema takes.

mod combine;
mod fields;
mod figures;
mod known;
mod shapes;
mod words;

use serde_json::{Map, Value, json};

use crate::archive::{Archive, TaxonomyKind};
use crate::config::Config;
use crate::content::fields::{ACTOR, CASE, Field, PAGE, TERM};
use combine::or_nothing;
use known::Known;

/// Which documents a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// `content/cases/`
    Case,
    /// `content/actors/`
    Actor,
    /// `content/tags/` and the folders of other taxonomies
    Term,
    /// Any other page
    Page,
}

/// The schema of one kind of document in this archive.
pub fn schema(archive: &Archive, document: Document) -> Value {
    let writer = Writer { config: &archive.config, known: Known::of(archive) };
    let (table, name) = match document {
        Document::Case => (CASE, "Case file"),
        Document::Actor => (ACTOR, "Actor"),
        Document::Term => (TERM, "Term"),
        Document::Page => (PAGE, "Page"),
    };
    let mut record = writer.record(table);
    if document == Document::Case {
        writer.add_own_fields(&mut record);
    }
    let mut root = Map::new();
    root.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    root.insert("title".into(), json!(format!("{name} · {}", archive.config.title)));
    root.extend(record);
    root.insert("definitions".into(), writer.definitions());
    Value::Object(root)
}

/// What a schema is written from.
struct Writer<'a> {
    config: &'a Config,
    known: Known<'a>,
}

impl Writer<'_> {
    /// A mapping with the fields of a table and no others.
    fn record(&self, table: &[Field]) -> Map<String, Value> {
        let mut properties = Map::new();
        for field in table {
            let value = self.field(field);
            let value = if field.required { value } else { or_nothing(value) };
            properties.insert(field.key.into(), described(value, field.meaning));
        }
        let required: Vec<_> = table.iter().filter(|field| field.required).map(|field| field.key).collect();
        record_of(properties, &required)
    }

    /// Adds the fields that `site.toml` declares.
    fn add_own_fields(&self, record: &mut Map<String, Value>) {
        let own = self.config.fields.iter().enumerate();
        if let Some(Value::Object(properties)) = record.get_mut("properties") {
            properties.extend(own.map(|(at, field)| {
                let value = self.own_field(at, field);
                let value = if field.required { value } else { or_nothing(value) };
                (field.name.clone(), described(value, &field.label))
            }));
        }
        if let Some(Value::Array(required)) = record.get_mut("required") {
            let own = self.config.fields.iter().filter(|field| field.required);
            required.extend(own.map(|field| json!(field.name)));
        }
    }

    /// What is large and used in several places.
    fn definitions(&self) -> Value {
        let mut definitions = Map::new();
        definitions.insert("country".into(), words::countries());
        definitions.insert("language".into(), words::languages());
        definitions.insert("technique".into(), self.technique_words());
        definitions.insert("network-of-platform".into(), self.figures_of_network());
        definitions.insert("reach-of-platform".into(), self.figures_of_reach());
        let own = self.config.fields.iter().enumerate();
        let own = own.map(|(at, field)| (fields::known_of(field), self.known.terms(TaxonomyKind::Field(at))));
        let known = [
            ("known-cases", &self.known.cases),
            ("known-actors", &self.known.actors),
            ("known-tags", &self.known.tags),
            ("known-publishers", &self.known.publishers),
        ];
        let known = known.map(|(name, words)| (name.to_owned(), words.clone()));
        let all = known.into_iter().chain(own).filter(|(_, words)| !words.is_empty());
        definitions.extend(all.map(|(name, words)| (name, words::listed(&words))));
        Value::Object(definitions)
    }
}

/// A mapping of these fields alone.
fn record_of(properties: Map<String, Value>, required: &[&str]) -> Map<String, Value> {
    let mut record = Map::new();
    record.insert("type".into(), json!("object"));
    record.insert("properties".into(), Value::Object(properties));
    record.insert("required".into(), json!(required));
    record.insert("additionalProperties".into(), json!(false));
    record
}

/// A value with the sentence that says what it means, for the editor to show.
fn described(value: Value, meaning: &str) -> Value {
    let Value::Object(value) = value else { return value };
    let mut described = Map::new();
    described.insert("description".into(), json!(meaning));
    if value.contains_key("$ref") {
        // Beside a reference a description counts for nothing in draft 7.
        described.insert("allOf".into(), json!([value]));
    } else {
        described.extend(value);
    }
    Value::Object(described)
}
