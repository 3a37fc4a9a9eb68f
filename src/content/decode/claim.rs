//! Claims: a plain value, or `{value, sources, note, disputed}` around it.

use super::{Decoder, nearest};
use crate::content::claim::{Claim, Dispute, SourceIndex, Verdict};
use crate::content::fields;
use crate::content::yaml::{Node, Value};
use crate::diagnostic::Span;

impl Decoder<'_> {
    /// Reads a claim whose value `read` reads.
    pub fn claim<T>(
        &mut self,
        node: &Node,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Claim<T>> {
        if !matches!(node.value, Value::Map(_)) {
            return read(self, node).map(|value| Claim::plain(value, node.span));
        }
        let fields = self.fields(node, fields::CLAIM, &[])?;
        let sources = fields.read(self, "sources", |d, node| Some(d.source_refs(node))).unwrap_or_default();
        let note = fields.read(self, "note", Self::text);
        let disputed = fields.list(self, "disputed", |d, node| d.dispute(node, &mut read));
        let node = fields.get("value")?;
        let value = read(self, node)?;
        Some(Claim { value, sources, note, disputed, span: node.span })
    }

    /// A claim whose value is a list.
    pub fn list_claim<T: Clone>(
        &mut self,
        node: &Node,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
        same: impl Fn(&T, &T) -> bool,
    ) -> Option<Claim<Vec<T>>> {
        self.claim(node, |d, node| {
            Some(d.distinct(node, &mut read, &same)).filter(|values| !values.is_empty())
        })
    }

    fn dispute<T>(
        &mut self,
        node: &Node,
        read: &mut impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Dispute<T>> {
        let fields = self.fields(node, fields::DISPUTED, &[])?;
        let sources = fields.read(self, "sources", |d, node| Some(d.source_refs(node))).unwrap_or_default();
        let verdict = fields.read(self, "verdict", Self::verdict).unwrap_or(Verdict::Disputed);
        let note = fields.read(self, "note", Self::text);
        let node = fields.get("value")?;
        let value = read(self, node)?;
        Some(Dispute { value, sources, verdict, note, span: node.span })
    }

    pub fn verdict(&mut self, node: &Node) -> Option<Verdict> {
        self.choice(node, &Verdict::ALL, Verdict::word)
    }

    /// A list of the ids of the file's own sources.
    pub fn source_refs(&mut self, node: &Node) -> Vec<SourceIndex> {
        self.list(node, |d, node| {
            let id = d.text(node)?;
            let found = d.source_ids.iter().position(|known| *known == id);
            if found.is_none() {
                d.unknown_source(node.span, &id);
            }
            found
        })
    }

    fn unknown_source(&mut self, span: Span, id: &str) {
        let known: Vec<&str> = self.source_ids.iter().map(String::as_str).collect();
        let hint = match nearest(id, &known) {
            Some(near) => format!("Did you mean `{near}`?"),
            None if known.is_empty() => "The file names no sources; add them under `sources:`.".to_owned(),
            None => format!("Its sources are: {}.", known.join(", ")),
        };
        self.error("E053", span, format!("The file has no source `{id}`")).hints.push(hint);
    }
}
