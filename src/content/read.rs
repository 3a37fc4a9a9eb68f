//! One file in, one typed value out, with every mistake of the file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::agreement;
use super::case::CaseFile;
use super::decode::{self, Decoder};
use super::documents::{ActorFile, Body, PageFile, TermFile};
use super::indicator::{Listed, defang_text};
use super::markdown::{self, ReadOptions};
use super::value::Language;
use super::yaml::{Node, Value};
use super::{front_matter, signs, words, yaml};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span};
use crate::source::{Sources, Text};

/// What reading a file gave.
///
/// `value` is there whenever enough could be read to check the file against others, even if there are errors;
/// without it the front matter as a whole could not be read.
#[derive(Debug, Clone)]
pub struct Read<T> {
    pub value: Option<T>,
    /// In the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a file of `content/cases/`. `sources` is asked for an indicator file beside it, and for nothing else.
pub fn case(text: &Text, sources: &Sources, config: &Config) -> Read<CaseFile> {
    let stem = stem(&text.path);
    let mut read = document(text, config, |d, root, body| decode::case(d, root, body, stem, sources));
    if let Some(case) = &mut read.value {
        let ids: Vec<&str> = case.sources.iter().map(|source| source.id.value.as_str()).collect();
        read.diagnostics.extend(outline(&text.path, &mut case.body, case.lang.as_ref(), &ids, config));
        read.diagnostics.extend(agreement::agreements(&text.path, case, config));
        defang_words(case);
    }
    read
}

/// Words that are taken out of a case and shown elsewhere: what they name stays defanged there too.
fn defang_words(case: &mut CaseFile) {
    let listed = Listed::new(&case.indicators, &case.redacted, &case.sources);
    if listed.is_empty() {
        return;
    }
    let defang = |text: &mut String| {
        if let Cow::Owned(defanged) = defang_text(text, &|address| listed.covers(address)) {
            *text = defanged;
        }
    };
    words::visit(case, &defang);
    let outline = &mut case.body.outline;
    outline.first_words().for_each(defang);
    outline.headings.iter_mut().for_each(|heading| defang(&mut heading.text));
    outline.links.iter_mut().for_each(|link| defang(&mut link.context));
}

/// Reads a body, and says what is wrong with it.
fn outline(
    path: &Arc<str>,
    body: &mut Body,
    lang: Option<&Language>,
    source_ids: &[&str],
    config: &Config,
) -> Vec<Diagnostic> {
    let lang = lang.unwrap_or(&config.language).tag();
    let options = ReadOptions { source_ids, lang, raw_html: config.raw_html };
    let (outline, diagnostics) = markdown::read(&body.text, body.start, path, &options);
    body.outline = outline;
    diagnostics
}

/// Reads a file of `content/actors/`.
pub fn actor(text: &Text, config: &Config) -> Read<ActorFile> {
    let stem = stem(&text.path);
    let mut read = document(text, config, |d, root, body| decode::actor(d, root, body, stem));
    if let Some(actor) = &mut read.value {
        let ids: Vec<&str> = actor.sources.iter().map(|source| source.id.value.as_str()).collect();
        read.diagnostics.extend(outline(&text.path, &mut actor.body, actor.lang.as_ref(), &ids, config));
    }
    read
}

/// Reads a file of another taxonomy's folder: `content/tags/kashmir.md`.
pub fn term(text: &Text, config: &Config) -> Read<TermFile> {
    let stem = stem(&text.path);
    let taxonomy = text.path.split('/').nth(1).unwrap_or_default();
    let mut read = document(text, config, |d, root, body| decode::term(d, root, body, taxonomy, stem));
    if let Some(term) = &mut read.value {
        read.diagnostics.extend(outline(&text.path, &mut term.body, term.lang.as_ref(), &[], config));
    }
    read
}

/// Reads any other Markdown file of `content/`; its path gives its address.
pub fn page(text: &Text, config: &Config) -> Read<PageFile> {
    let path = text.path.strip_prefix("content/").unwrap_or(&text.path);
    let path = path.strip_suffix(".md").unwrap_or(path);
    let mut parts: Vec<&str> = path.split('/').collect();
    if parts.last() == Some(&"index") {
        parts.pop();
    }
    let mut read = document(text, config, |d, root, body| decode::page(d, root, body, &parts));
    if let Some(page) = &mut read.value {
        read.diagnostics.extend(outline(&text.path, &mut page.body, page.lang.as_ref(), &[], config));
    }
    read
}

/// A file's name without its ending; the folder's for `index.md`.
fn stem(path: &str) -> &str {
    let path = path.strip_suffix(".md").unwrap_or(path);
    let path = path.strip_suffix("/index").unwrap_or(path);
    path.rsplit('/').next().unwrap_or(path)
}

/// What all documents have in common: two parts, and a tree in the first.
fn document<T>(
    text: &Text,
    config: &Config,
    decode: impl FnOnce(&mut Decoder<'_>, &Node, usize) -> Option<T>,
) -> Read<T> {
    let (split, mut diagnostics) = front_matter::split(text);
    let Some(split) = split else { return Read { value: None, diagnostics } };
    let (root, found) = yaml::parse(&text.path, &text.text, split.yaml.clone());
    diagnostics.extend(found);
    diagnostics.extend(signs::check(&text.path, &text.text, split.yaml.clone(), true));
    diagnostics.extend(signs::check(&text.path, &text.text, split.body..text.text.len(), false));
    if let Some(root) = &root {
        signs::check_values(&text.path, &text.text, root, &mut diagnostics);
    }
    let value = root.and_then(|mut root| {
        // Empty front matter has no fields; and what is missing from it is said of its first line.
        if root.is_nothing() {
            root.value = Value::Map(Vec::new());
        }
        if matches!(root.value, Value::Map(_)) {
            root.span = Span { start: 0, end: 3 };
        }
        let mut decoder = Decoder::new(text, config);
        let value = match root.value {
            Value::Map(_) => decode(&mut decoder, &root, split.body),
            _ => {
                decoder.no_fields(&root);
                None
            }
        };
        diagnostics.append(&mut decoder.diagnostics);
        value
    });
    diagnostics.sort_by_key(|diagnostic| (diagnostic.file != text.path, diagnostic.span));
    Read { value, diagnostics }
}

/// Reads `content/techniques.csv`: names of techniques by `framework:id`.
pub fn techniques_csv(text: &Text) -> (BTreeMap<String, String>, Vec<Diagnostic>) {
    let mut names = BTreeMap::new();
    let mut diagnostics = Vec::new();
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.text.as_bytes());
    let expected = reader.headers().is_ok_and(|headers| headers.iter().eq(["id", "name"]));
    if !expected {
        let end = text.text.lines().next().map_or(0, str::len);
        diagnostics.push(
            Diagnostic::error("E018", &text.path, Span { start: 0, end }, "The first line of this file is `id,name`")
                .hint("Add it above the techniques: one line each, such as `disarm:T0014,Prepare Fundraising Campaigns`."),
        );
        return (names, diagnostics);
    }
    for row in reader.records().filter_map(Result::ok) {
        let start = row.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default());
        if let Err(problem) = technique_row(&row, &mut names) {
            let line =
                text.text.get(start..).and_then(|rest| rest.trim_start().lines().next()).unwrap_or_default();
            let start = text.text.len() - text.text.get(start..).unwrap_or_default().trim_start().len();
            let span = Span { start, end: start + line.len() };
            diagnostics.push(
                Diagnostic::error("E018", &text.path, span, problem)
                    .hint("A line has an id and a name: `disarm:T0014,Prepare Fundraising Campaigns`; a name with a comma goes into double quotes."),
            );
        }
    }
    (names, diagnostics)
}

fn technique_row(row: &csv::StringRecord, names: &mut BTreeMap<String, String>) -> Result<(), String> {
    let (Some(id), Some(name), 2) = (row.get(0), row.get(1), row.len()) else {
        return Err(format!("This line has {} columns, not two", row.len()));
    };
    if name.is_empty()
        || !id.split_once(':').is_some_and(|(framework, id)| !framework.is_empty() && !id.is_empty())
    {
        return Err("This line lacks a name, or an id with its framework".into());
    }
    match names.insert(id.to_owned(), name.to_owned()) {
        Some(other) if other != name => Err(format!("`{id}` has two names: `{other}` and `{name}`")),
        _ => Ok(()),
    }
}
