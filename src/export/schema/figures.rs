//! `network` and `reach`: platform, kind, figure.

use serde_json::{Map, Value, json};

use super::combine::or_nothing;
use super::fields::claim;
use super::shapes::figure;
use super::{Writer, record_of};
use crate::content::case::{AssetKind, Metric};

impl Writer<'_> {
    /// A mapping of platforms to what `definition` says.
    pub fn by_platform(&self, definition: &str) -> Value {
        let value = or_nothing(json!({ "$ref": format!("#/definitions/{definition}") }));
        let offered: Map<String, Value> =
            self.platforms().map(|word| (word.to_owned(), value.clone())).collect();
        json!({
            "type": "object",
            "properties": offered,
            "patternProperties": { self.platform_pattern(): value },
            "additionalProperties": false,
        })
    }

    pub fn figures_of_network(&self) -> Value {
        figures(&AssetKind::ALL.map(AssetKind::word))
    }

    pub fn figures_of_reach(&self) -> Value {
        figures(&Metric::ALL.map(Metric::word))
    }
}

fn figures(kinds: &[&str]) -> Value {
    let claim = or_nothing(claim(&figure()));
    Value::Object(record_of(kinds.iter().map(|kind| ((*kind).to_owned(), claim.clone())).collect(), &[]))
}
