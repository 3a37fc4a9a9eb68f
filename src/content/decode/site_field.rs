//! Fields that `site.toml` declares.

use super::{Decoder, Fields};
use crate::config::{FieldConfig, FieldKind};
use crate::content::case::{SiteField, SiteValue};
use crate::content::claim::Dispute;
use crate::content::value::Figure;
use crate::content::value::figure::Shape;
use crate::content::yaml::{Node, Value};
use crate::diagnostic::Spanned;

/// A dispute without the places of its values, which nobody asks for.
fn bare(dispute: Dispute<Vec<Spanned<SiteValue>>>) -> Dispute<Vec<SiteValue>> {
    let Dispute { value, sources, verdict, note, span } = dispute;
    Dispute { value: value.into_iter().map(|one| one.value).collect(), sources, verdict, note, span }
}

impl Decoder<'_> {
    /// Reads the site's own fields, in the order of `site.toml`.
    pub fn site_fields(&mut self, fields: &Fields<'_>) -> Vec<SiteField> {
        let config = self.config;
        let mut found = Vec::new();
        for (field, declared) in config.fields.iter().enumerate() {
            let Some(node) = fields.get(&declared.name) else {
                if declared.required {
                    let message = format!("`{}` is missing, which this site requires", declared.name);
                    self.error("E052", fields.span, message).hints.push(format!(
                        "Add `{}: …`, {}.",
                        declared.name,
                        declared.kind.words()
                    ));
                }
                continue;
            };
            let claim = self.claim(node, |d, node| d.site_values(node, declared));
            if let Some(claim) = claim {
                if matches!(declared.kind, FieldKind::Figure | FieldKind::Money) {
                    self.sourced(&declared.name, &claim);
                }
                let (values, spans) = claim.value.into_iter().map(|one| (one.value, one.span)).unzip();
                let disputed = claim.disputed.into_iter().map(bare).collect();
                let (sources, note) = (claim.sources, claim.note);
                found.push(SiteField { field, values, spans, sources, note, disputed });
            }
        }
        found
    }

    pub(super) fn site_values(
        &mut self,
        node: &Node,
        field: &FieldConfig,
    ) -> Option<Vec<Spanned<SiteValue>>> {
        let values = match &node.value {
            Value::List(_) if !field.list => {
                self.error("E051", node.span, format!("`{}` takes one value, not a list", field.name))
                    .hints
                    .push(format!(
                        "Keep one, or write `list = true` below `[fields.{}]` in site.toml.",
                        field.name
                    ));
                Vec::new()
            }
            _ => {
                let read =
                    |d: &mut Self, node: &Node| Some(Spanned::new(d.site_value(node, field)?, node.span));
                self.distinct(node, read, |a, b| a.value == b.value)
            }
        };
        Some(values).filter(|values| !values.is_empty())
    }

    fn site_value(&mut self, node: &Node, field: &FieldConfig) -> Option<SiteValue> {
        match &field.kind {
            FieldKind::Figure => {
                self.figure(node).filter(|figure| self.in_range(node, *figure, field)).map(SiteValue::Figure)
            }
            FieldKind::Money => self.money(node).map(SiteValue::Money),
            FieldKind::Date => self.date(node).map(SiteValue::Date),
            FieldKind::Country => self.country(node).map(SiteValue::Country),
            FieldKind::Language => self.language(node).map(SiteValue::Language),
            FieldKind::Actor => self.text(node).map(SiteValue::Actor),
            FieldKind::Text => self.text(node).map(SiteValue::Text),
            FieldKind::Slug => self.slug(node).map(|slug| SiteValue::Slug(slug.value)),
            FieldKind::Url => self.web_address(node).map(SiteValue::Url),
            FieldKind::Choice(choices) => {
                let text = self.text(node)?;
                if !choices.contains(&text) {
                    let known: Vec<&str> = choices.iter().map(String::as_str).collect();
                    self.unknown_word(node.span, &text, &known);
                    return None;
                }
                Some(SiteValue::Choice(text))
            }
        }
    }

    fn in_range(&mut self, node: &Node, figure: Figure, field: &FieldConfig) -> bool {
        let Some((low, high)) = field.range else { return true };
        // Figures are whole: over 6 is 7 at least, and under 1 is 0.
        let (first, last) = match figure.shape() {
            Shape::Exact(n) => (n, n),
            Shape::Over(n) => (n.saturating_add(1), n.saturating_add(1)),
            Shape::AtLeast(n) | Shape::AtMost(n) => (n, n),
            Shape::Under(n) => (n.saturating_sub(1), n.saturating_sub(1)),
            Shape::Range(first, last) => (first, last),
        };
        if (low..=high).contains(&first) && (low..=high).contains(&last) {
            return true;
        }
        let message = format!("`{}` goes from {low} to {high}", field.name);
        self.error("E063", node.span, message).hints.push(format!(
            "Write a number from {low} to {high}; site.toml sets the range below `[fields.{}]`.",
            field.name
        ));
        false
    }
}
