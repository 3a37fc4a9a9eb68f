//! Lists of small records: `attribution`, `related`, `corrections`.

use super::{Decoder, Fields};
use crate::content::case::{Attribution, Confidence, Correction, Degree, Related, Relation};
use crate::content::claim::SourceIndex;
use crate::content::fields;
use crate::content::yaml::{Node, Value};

impl Decoder<'_> {
    pub(super) fn sources_in(&mut self, fields: &Fields<'_>) -> Vec<SourceIndex> {
        fields.get("sources").map(|node| self.source_refs(node)).unwrap_or_default()
    }

    pub fn attribution(&mut self, node: &Node) -> Option<Attribution> {
        let fields = self.fields(node, fields::ATTRIBUTION, &[])?;
        let record = Attribution {
            by: fields.read(self, "by", Self::text).unwrap_or_default(),
            to: fields.read(self, "to", Self::spanned_text),
            degree: fields.read(self, "degree", |d, node| d.choice(node, &Degree::ALL, Degree::word)),
            confidence: fields
                .read(self, "confidence", |d, node| d.choice(node, &Confidence::ALL, Confidence::word)),
            date: fields.read(self, "date", Self::date),
            statement: fields.read(self, "statement", Self::text),
            sources: self.sources_in(&fields),
        };
        Some(record).filter(|record| !record.by.is_empty())
    }

    /// A case's id alone, or `{case, relation, note}`.
    pub fn related(&mut self, node: &Node) -> Option<Related> {
        if !matches!(node.value, Value::Map(_)) {
            let case = self.spanned_text(node)?;
            return Some(Related { case, relation: Relation::SeeAlso, note: None });
        }
        let fields = self.fields(node, fields::RELATED, &[])?;
        let relation =
            fields.read(self, "relation", |d, node| d.choice(node, &Relation::WRITTEN, Relation::word));
        let note = fields.read(self, "note", Self::text);
        let case = fields.read(self, "case", Self::spanned_text)?;
        Some(Related { case, relation: relation.unwrap_or(Relation::SeeAlso), note })
    }

    pub fn correction(&mut self, node: &Node) -> Option<Correction> {
        let fields = self.fields(node, fields::CORRECTION, &[])?;
        let date = fields.read(self, "date", Self::date);
        let change = fields.read(self, "change", Self::text);
        let reason = fields.read(self, "reason", Self::text);
        Some(Correction { date: date?, change: change?, reason })
    }
}
