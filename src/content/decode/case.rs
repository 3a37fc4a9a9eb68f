//! A case file's front matter, field by field.

use std::sync::{Arc, OnceLock};

use super::{Decoder, Fields};
use crate::content::case::{Audience, CaseFile, Correction, Indicator, Source, Status};
use crate::content::claim::Claim;
use crate::content::indicator::{Listed, Redacted, defang_notes};
use crate::content::value::{Country, Language, Money};
use crate::content::yaml::{Node, Value};
use crate::content::{fields, vocabulary};
use crate::diagnostic::{Span, Spanned};
use crate::source::Sources;

/// Reads a case; `stem` stands in for what an unreadable file does not say.
///
/// `body` is where the Markdown begins. `None` only if the front matter is no mapping at all.
pub fn case(
    d: &mut Decoder<'_>,
    root: &Node,
    body: usize,
    stem: &str,
    sources: &Sources,
) -> Option<CaseFile> {
    let own: Vec<&str> = d.config.fields.iter().map(|field| field.name.as_str()).collect();
    let f = d.fields(root, fields::CASE, &own)?;
    let Evidence { sources, indicators, redacted } = evidence(d, &f, root, body, sources);
    let corrections = f.list(d, "corrections", Decoder::correction);
    Some(CaseFile {
        path: Arc::clone(d.file),
        id: case_id(d, &f, stem),
        title: f.read(d, "title", Decoder::text).unwrap_or_else(|| stem.to_owned()),
        aliases: f.list(d, "aliases", Decoder::path),
        lang: f.read(d, "lang", Decoder::language),
        status: status(d, &f, &corrections),
        kind: f.read(d, "type", case_type),
        summary: f.read(d, "summary", Decoder::text),
        removed: f.read(d, "removed", |d, node| d.claim(node, Decoder::date)),
        announced: f.read(d, "announced", |d, node| d.claim(node, Decoder::date)),
        detected: f.read(d, "detected", |d, node| d.claim(node, Decoder::date)),
        reporting_period: f.read(d, "reporting_period", |d, node| d.claim(node, Decoder::date)),
        active: f.read(d, "active", |d, node| d.claim(node, Decoder::date)),
        operator: f.read(d, "operator", |d, node| d.list_claim(node, Decoder::spanned_text, same_words)),
        clients: f.read(d, "clients", |d, node| d.list_claim(node, Decoder::spanned_text, same_words)),
        origin: f.read(d, "origin", |d, node| d.list_claim(node, Decoder::country, Country::eq)),
        targets: f.read(d, "targets", |d, node| d.list_claim(node, audience, Audience::eq)),
        languages: f.distinct(d, "languages", Decoder::language, Language::eq),
        platforms: f.distinct(d, "platforms", Decoder::platform, String::eq),
        network: f.get("network").map(|node| d.network(node)).unwrap_or_default(),
        reach: f.get("reach").map(|node| d.reach(node)).unwrap_or_default(),
        ad_spend: f.read(d, "ad_spend", ad_spend),
        attribution: f.list(d, "attribution", Decoder::attribution),
        tags: f.distinct(d, "tags", Decoder::slug, same_value),
        narratives: f.list(d, "narratives", Decoder::text),
        techniques: f.distinct(d, "techniques", technique, same_value),
        related: f.list(d, "related", Decoder::related),
        disputed: f.list(d, "disputed", Decoder::case_dispute),
        content_warning: f.read(d, "content_warning", Decoder::text),
        license: f.read(d, "license", license),
        fields: d.site_fields(&f),
        redacted,
        sources,
        indicators,
        indicator_file: indicator_file(d, &f),
        corrections,
        body: d.body(body),
        shown: OnceLock::new(),
    })
}

/// Where the indicators are, if they are in a file of their own.
fn indicator_file(d: &Decoder<'_>, f: &Fields<'_>) -> Option<String> {
    match &f.get("indicators")?.value {
        Value::Scalar(name) => crate::archive_path::beside(d.file, name.trim()),
        _ => None,
    }
}

/// What the rest of a case rests on.
struct Evidence {
    sources: Vec<Source>,
    indicators: Vec<Indicator>,
    redacted: Vec<Redacted>,
}

/// Reads sources and indicators. They come first: all that cites a source is checked against them.
fn evidence(d: &mut Decoder<'_>, f: &Fields<'_>, root: &Node, body: usize, files: &Sources) -> Evidence {
    let sources = f.get("sources").map(|node| d.sources(node)).unwrap_or_default();
    if let Some(node) = f.get("sources")
        && matches!(&node.value, Value::Map(entries) if entries.is_empty())
    {
        d.error("E052", node.span, "`sources` is empty").hints.push("Name at least one source.".into());
    }
    let mut indicators = f.get("indicators").map(|node| d.indicators(node, files)).unwrap_or_default();
    d.check_redactions(root, body, &indicators);
    let redacted: Vec<Redacted> = d.hidden.iter().filter_map(|one| one.redacted.clone()).collect();
    let listed = Listed::new(&indicators, &redacted, &sources);
    defang_notes(&mut indicators, &listed);
    Evidence { sources, indicators, redacted }
}

/// `id`, which may have capital letters, or the file's own name.
fn case_id(d: &mut Decoder<'_>, f: &Fields<'_>, stem: &str) -> Spanned<String> {
    let Some(id) = f.read(d, "id", Decoder::spanned_text) else {
        return Spanned::new(d.stem(stem), Span::default());
    };
    if super::is_slug(&id.value) {
        return id;
    }
    let slug = crate::slug::slugify(&id.value).unwrap_or_else(|| stem.to_owned());
    d.error("E060", id.span, format!("`{}` cannot be the last part of an address", id.value))
        .hints
        .push(format!("Write `{slug}`."));
    Spanned::new(slug, id.span)
}

/// The status as readers see it: corrections make a published case a corrected one.
fn status(d: &mut Decoder<'_>, f: &Fields<'_>, corrections: &[Correction]) -> Status {
    let read = f.read(d, "status", |d, node| d.choice(node, &Status::ALL, Status::word));
    let is_said = f.get("status").is_some_and(|node| !node.is_empty());
    let status = read.unwrap_or(if is_said { Status::Misspelt } else { Status::Published });
    if matches!(status, Status::Corrected | Status::Retracted) && f.get("corrections").is_none() {
        let span = f.get("status").map_or(f.span, |node| node.span);
        d.error("E059", span, format!("A case that is {} says what was changed, and why", status.word()))
            .hints
            .push("Add `corrections: [{date: 2024-05-01, change: …, reason: …}]`.".into());
    }
    if status == Status::Published && !corrections.is_empty() { Status::Corrected } else { status }
}

pub(super) fn case_type(d: &mut Decoder<'_>, node: &Node) -> Option<Spanned<String>> {
    let word = d.spanned_text(node)?;
    let known: Vec<&str> = vocabulary::types(d.config).collect();
    if known.contains(&word.value.as_str()) {
        return Some(word);
    }
    d.unknown_word(node.span, &word.value, &known);
    None
}

/// Two capital letters are meant as a country's code; all else is words.
pub(super) fn audience(d: &mut Decoder<'_>, node: &Node) -> Option<Audience> {
    let text = d.text(node)?;
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return d.parsed(node, Country::parse).map(Audience::Country);
    }
    Some(Audience::Words(text))
}

fn same_value<T: PartialEq>(a: &Spanned<T>, b: &Spanned<T>) -> bool {
    a.value == b.value
}

/// Names differ by more than the white space in them.
fn same_words(a: &Spanned<String>, b: &Spanned<String>) -> bool {
    a.value.split_whitespace().eq(b.value.split_whitespace())
}

/// Sums that are the same may still be two.
fn ad_spend(d: &mut Decoder<'_>, node: &Node) -> Option<Claim<Vec<Money>>> {
    let spend = d.list_claim(node, Decoder::money, |_, _| false)?;
    d.sourced("ad_spend", &spend);
    Some(spend)
}

pub(super) fn technique(
    d: &mut Decoder<'_>,
    node: &Node,
) -> Option<Spanned<crate::content::case::Technique>> {
    let config = d.config;
    let technique = d.parsed(node, |text| vocabulary::technique(config, text))?;
    Some(Spanned::new(technique, node.span))
}

pub(super) fn license(d: &mut Decoder<'_>, node: &Node) -> Option<String> {
    d.parsed(node, vocabulary::license_id)
}
