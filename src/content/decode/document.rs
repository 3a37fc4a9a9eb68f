//! Front matter of actors, terms and plain pages.

use std::sync::Arc;

use super::Decoder;
use crate::content::documents::{ActorFile, Body, Outline, PageFile, TermFile};
use crate::content::fields;
use crate::content::yaml::Node;
use crate::diagnostic::{Span, Spanned};
use crate::source::Text;

/// `content/actors/<slug>.md`.
pub fn actor(d: &mut Decoder<'_>, root: &Node, body: usize, stem: &str) -> Option<ActorFile> {
    let f = d.fields(root, fields::ACTOR, &[])?;
    let name = f.read(d, "name", Decoder::spanned_text);
    Some(ActorFile {
        path: Arc::clone(d.file),
        slug: d.stem(stem),
        name: name.unwrap_or_else(|| Spanned::new(stem.to_owned(), Span::default())),
        aliases: f.list(d, "aliases", Decoder::spanned_text),
        kind: f.read(d, "kind", Decoder::text),
        country: f.read(d, "country", Decoder::country),
        url: f.read(d, "url", Decoder::web_address),
        sources: f.get("sources").map(|node| d.sources(node)).unwrap_or_default(),
        lang: f.read(d, "lang", Decoder::language),
        summary: f.read(d, "summary", Decoder::text),
        body: d.body(body),
    })
}

/// `content/<taxonomy>/<slug>.md`.
pub fn term(d: &mut Decoder<'_>, root: &Node, body: usize, taxonomy: &str, stem: &str) -> Option<TermFile> {
    let f = d.fields(root, fields::TERM, &[])?;
    Some(TermFile {
        path: Arc::clone(d.file),
        taxonomy: taxonomy.to_owned(),
        slug: d.stem(stem),
        title: f.read(d, "title", Decoder::text),
        summary: f.read(d, "summary", Decoder::text),
        lang: f.read(d, "lang", Decoder::language),
        body: d.body(body),
    })
}

/// Any other page; `parts` are the folders and the stem that its address is made of.
pub fn page(d: &mut Decoder<'_>, root: &Node, body: usize, parts: &[&str]) -> Option<PageFile> {
    let f = d.fields(root, fields::PAGE, &[])?;
    let title = f.read(d, "title", Decoder::text);
    let address: Vec<String> = parts.iter().map(|part| d.stem(part)).collect();
    Some(PageFile {
        path: Arc::clone(d.file),
        address: address.join("/"),
        title: title.unwrap_or_else(|| parts.last().map_or("Home", |stem| *stem).to_owned()),
        summary: f.read(d, "summary", Decoder::text),
        weight: f.read(d, "weight", Decoder::whole_number),
        aliases: f.list(d, "aliases", Decoder::path),
        lang: f.read(d, "lang", Decoder::language),
        body: d.body(body),
    })
}

impl Decoder<'_> {
    pub fn body(&self, start: usize) -> Body {
        let Text { text, digest, .. } = self.source;
        Body { text: Arc::clone(text), digest: *digest, start, outline: Outline::default() }
    }

    /// A file's or folder's name as a part of an address.
    pub fn stem(&mut self, stem: &str) -> String {
        let slug = crate::slug::slugify(stem);
        if !super::is_slug(stem) {
            let better = slug.clone().unwrap_or_else(|| "some-words".into());
            self.error(
                "E060",
                Span::default(),
                format!("The file's name gives its address, and `{stem}` cannot"),
            )
            .hints
            .push(format!("Rename it to `{better}`, or give a case an `id`."));
        }
        if super::is_slug(stem) { stem.to_owned() } else { slug.unwrap_or_else(|| "unnamed".into()) }
    }
}
