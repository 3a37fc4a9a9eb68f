//! From the layers' string tables to one complete set of words a language.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::codes;
use super::layer::Layer;
use super::own;
use super::places;
use super::strings::Strings;
use super::table::{self, Entry};
use crate::diagnostic::Diagnostic;
use crate::source::Digest;

/// Tables in which any key may stand: names by code, words of the site's own, titles of its fields and vocabularies.
const OPEN: [&str; 10] = [
    "country",
    "currency",
    "field",
    "language",
    "own",
    "platform",
    "taxonomy",
    "taxonomy_note",
    "type",
    "source_kind",
];

/// CLDR's plural forms; a language may have any of them where English has `other`.
pub const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Every language that a layer has a table for, complete: English below, then shorter tags, then the language itself.
pub fn languages(layers: &[Layer], diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Strings> {
    let mut tables: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    let mut named: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    let english = known(layers);
    for layer in layers {
        for (path, file) in &layer.files {
            let Some(name) = path.strip_prefix("strings/").and_then(|name| name.strip_suffix(".toml")) else {
                continue;
            };
            let entries = table::read(&file.path, file.text().unwrap_or_default(), diagnostics);
            if !file.is_built_in() {
                for entry in &entries {
                    diagnostics.extend(unknown(&english, &file.path, entry));
                    diagnostics.extend(places::check(file, entry, &english));
                }
            }
            let lang = name.strip_prefix("names-").unwrap_or(name);
            if !file.is_built_in() {
                let own = entries.iter().filter(|entry| own::is_named(&entry.key)).cloned();
                named.entry(lang.to_owned()).or_default().extend(own);
            }
            tables.entry(lang.to_owned()).or_default().extend(entries);
        }
    }
    let complete = |lang: &String| {
        let mut texts = BTreeMap::new();
        for tag in std::iter::once("en").chain(prefixes(lang)) {
            texts.extend(
                tables.get(tag).into_iter().flatten().map(|entry| (entry.key.clone(), entry.text.clone())),
            );
        }
        let own = prefixes(lang).filter_map(|tag| named.get(tag)).flatten();
        let own = own.map(|entry| (entry.key.clone(), entry.text.clone())).collect();
        (lang.clone(), Strings::new(lang, texts).with_own(own))
    };
    tables.keys().map(complete).collect()
}

/// One digest of all that the words are made of. What is built in is always the same.
pub fn digest(layers: &[Layer]) -> Digest {
    let mut all = Vec::new();
    for (number, layer) in layers.iter().enumerate() {
        let tables =
            layer.files.iter().filter(|(path, file)| path.starts_with("strings/") && !file.is_built_in());
        for (_, file) in tables {
            all.extend(number.to_le_bytes());
            all.extend(file.path.as_bytes());
            all.push(0);
            all.extend(Digest::of(file.text().unwrap_or_default().as_bytes()).0);
        }
    }
    Digest::of(&all)
}

/// `zh`, `zh-Hant` of `zh-Hant`.
fn prefixes(tag: &str) -> impl Iterator<Item = &str> {
    let ends = tag.match_indices('-').map(|(at, _)| at).chain([tag.len()]);
    ends.map(|end| &tag[..end])
}

/// W040: a word that no template asks for.
fn unknown(english: &BTreeMap<String, String>, path: &Arc<str>, entry: &Entry) -> Option<Diagnostic> {
    (!is_known(english, &entry.key)).then(|| {
        let message = format!("no template asks for `{}`", entry.key);
        Diagnostic::warning(codes::UNKNOWN_STRING, path, entry.span, message)
            .hint(advice(english, &entry.key))
    })
}

/// What the built-in English table has.
fn known(layers: &[Layer]) -> BTreeMap<String, String> {
    let built_in = layers.first().into_iter().flat_map(|layer| &layer.files);
    let tables = built_in.filter(|(path, _)| *path == "strings/en.toml");
    tables
        .flat_map(|(_, file)| table::read(&file.path, file.text().unwrap_or_default(), &mut Vec::new()))
        .map(|entry| (entry.key, entry.text))
        .collect()
}

fn is_known(english: &BTreeMap<String, String>, key: &str) -> bool {
    let (head, _) = key.split_once('.').unwrap_or((key, ""));
    let (table, form) = key.rsplit_once('.').unwrap_or(("", key));
    OPEN.contains(&head)
        || english.contains_key(key)
        || (FORMS.contains(&form) && english.contains_key(&format!("{table}.other")))
}

fn advice(english: &BTreeMap<String, String>, key: &str) -> String {
    let score = |known: &&String| strsim::jaro_winkler(key, known);
    let closest = english.keys().max_by(|a, b| score(a).total_cmp(&score(b)).then_with(|| b.cmp(a)));
    match closest {
        Some(closest) if score(&closest) > 0.85 => format!("Did you mean `{closest}`?"),
        _ => "Words for templates of your own go under [own]; see strings/en.toml of the default theme."
            .to_owned(),
    }
}
