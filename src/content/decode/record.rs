//! Lists of small records: `attribution`, `related`, `disputed`, `corrections`.

use super::{Decoder, Fields, nearest};
use crate::content::case::{Attribution, CaseDispute, Confidence, Correction, Degree, Related, Relation};
use crate::content::claim::{SourceIndex, Verdict};
use crate::content::fields;
use crate::content::yaml::{Node, Value};

impl Decoder<'_> {
    fn sources_in(&mut self, fields: &Fields<'_>) -> Vec<SourceIndex> {
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

    pub fn case_dispute(&mut self, node: &Node) -> Option<CaseDispute> {
        let fields = self.fields(node, fields::CASE_DISPUTE, &[])?;
        let field = fields.read(self, "field", Self::disputed_field);
        let value = fields.read(self, "value", Self::text);
        let sources = self.sources_in(&fields);
        let verdict = fields.read(self, "verdict", Self::verdict).unwrap_or(Verdict::Disputed);
        let note = fields.read(self, "note", Self::text);
        Some(CaseDispute { field: field?, value: value?, sources, verdict, note, span: node.span })
    }

    /// `case`, a field's key, or a figure's path: `network.facebook.accounts`.
    fn disputed_field(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        let key = text.split('.').next().unwrap_or_default();
        let mut known: Vec<&str> = fields::keys(fields::CASE).chain(["case"]).collect();
        known.extend(self.config.fields.iter().map(|field| field.name.as_str()));
        if known.contains(&key) {
            return Some(text);
        }
        let hint = nearest(key, &known).map_or_else(
            || "Write the key of a field, such as `network`, or `case` for the case as a whole.".to_owned(),
            |near| format!("Did you mean `{near}`?"),
        );
        self.error("E054", node.span, format!("There is no field `{key}` to dispute")).hints.push(hint);
        None
    }

    pub fn correction(&mut self, node: &Node) -> Option<Correction> {
        let fields = self.fields(node, fields::CORRECTION, &[])?;
        let date = fields.read(self, "date", Self::date);
        let change = fields.read(self, "change", Self::text);
        let reason = fields.read(self, "reason", Self::text);
        Some(Correction { date: date?, change: change?, reason })
    }
}
