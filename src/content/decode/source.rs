//! `sources`: where it all comes from.

use super::{Decoder, is_slug};
use crate::content::case::{Source, SourceKind};
use crate::content::fields;
use crate::content::yaml::{Entry, Node, Value};
use crate::slug;

impl Decoder<'_> {
    /// Reads `sources`, and remembers their ids for all that points at them.
    pub fn sources(&mut self, node: &Node) -> Vec<Source> {
        let Value::Map(entries) = &node.value else {
            self.error(
                "E051",
                node.span,
                format!("`sources` gives each source an id; here it is {}", node.shape()),
            )
            .hints
            .push("Write `sources: {some-id: {title: …, url: …}}`, one id for each source.".into());
            return Vec::new();
        };
        self.source_ids = entries.iter().map(|entry| entry.key.value.clone()).collect();
        entries.iter().map(|entry| self.source(entry)).collect()
    }

    /// One source. It is kept whatever is wrong with it, so that claims find it where they look.
    fn source(&mut self, entry: &Entry) -> Source {
        let id = &entry.key;
        if !is_slug(&id.value) {
            let slug = slug::slugify(&id.value).unwrap_or_else(|| "source-1".into());
            self.error(
                "E056",
                id.span,
                format!("`{}` cannot be a source's id: it is cited as `[@id]`", id.value),
            )
            .hints
            .push(format!("Write `{slug}`."));
        }
        let mut source = Source {
            id: id.clone(),
            title: id.value.clone(),
            publisher: None,
            kind: None,
            url: None,
            archive: None,
            published: None,
            accessed: None,
            sha256: None,
            lang: None,
        };
        let Some(fields) = self.fields(&entry.value, fields::SOURCE, &[]) else { return source };
        if let Some(title) = fields.read(self, "title", Self::text) {
            source.title = title;
        }
        source.publisher = fields.read(self, "publisher", Self::spanned_text);
        source.kind = fields.read(self, "kind", |d, node| d.choice(node, &SourceKind::ALL, SourceKind::word));
        source.url = fields.read(self, "url", Self::address);
        source.archive = fields.read(self, "archive", Self::web_address);
        source.published = fields.read(self, "published", Self::date);
        source.accessed = fields.read(self, "accessed", Self::date);
        source.sha256 = fields.read(self, "sha256", Self::sha256);
        source.lang = fields.read(self, "lang", Self::language);
        source
    }

    fn sha256(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(text.to_ascii_lowercase());
        }
        let message =
            format!("A SHA-256 has 64 hexadecimal digits; this has {} characters", text.chars().count());
        let message = if text.chars().count() == 64 {
            "A SHA-256 has the digits 0 to 9 and a to f alone".to_owned()
        } else {
            message
        };
        self.error("E057", node.span, message)
            .hints
            .push("Copy the whole of what `sha256sum FILE` prints before the file's name.".into());
        None
    }
}
