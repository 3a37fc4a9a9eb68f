//! `indicators`: a list, or the name of a CSV file beside the case.

use super::{Decoder, nearest};
use crate::content::case::Indicator;
use crate::content::indicator::Redacted;
use crate::content::yaml::{Node, Value};
use crate::content::{fields, indicator, signs, vocabulary};
use crate::diagnostic::Span;
use crate::source::Sources;

/// An indicator that stays out of every output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    pub value: String,
    /// The same for what makes links dead; `None` if its type is unknown.
    pub redacted: Option<Redacted>,
}

impl Decoder<'_> {
    /// Reads the indicators that may be shown; those with `redact: true` go to `self.hidden`.
    pub fn indicators(&mut self, node: &Node, sources: &Sources) -> Vec<Indicator> {
        match &node.value {
            Value::Scalar(name) => self.indicator_file(node, name.trim(), sources),
            _ => self.list(node, Self::indicator),
        }
    }

    /// One indicator; `None` if it is redacted, or cannot be read.
    fn indicator(&mut self, node: &Node) -> Option<Indicator> {
        let fields = self.fields(node, fields::INDICATOR, &[])?;
        // Where `redact` cannot be read, the indicator is left out rather than shown.
        let hidden = fields.get("redact").is_some_and(|node| self.redacts(node).unwrap_or(true));
        let kind = fields.read(self, "type", |d, node| d.parsed(node, indicator::kind));
        let platform = fields.read(self, "platform", Self::platform);
        let config = self.config;
        let technique = fields
            .read(self, "technique", |d, node| d.parsed(node, |text| vocabulary::technique(config, text)));
        let first_seen = fields.read(self, "first_seen", Self::date);
        let note = fields.read(self, "note", Self::text);
        let value = fields.read(self, "value", Self::text)?;
        if hidden {
            let redacted = kind.map(|kind| Redacted { kind, platform, value: value.clone() });
            self.hidden.push(Hidden { value, redacted });
            return None;
        }
        let kind = kind?;
        if let Some(odd) = indicator::check(kind, &value) {
            let span = fields.get("value").map_or(node.span, |node| node.span);
            self.warning(odd.code, span, odd.message).hints.extend(odd.hint);
        }
        let value = indicator::defang(kind, &value);
        Some(Indicator { kind, value, platform, technique, first_seen, note })
    }

    fn redacts(&mut self, node: &Node) -> Option<bool> {
        let text = self.text(node)?;
        match text.to_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => {
                self.error("E039", node.span, format!("`{text}` is neither yes nor no")).hints.push(
                    "Write `true` to keep this indicator out of every output, or remove the word.".into(),
                );
                None
            }
        }
    }

    fn indicator_file(&mut self, node: &Node, name: &str, sources: &Sources) -> Vec<Indicator> {
        let folder = self.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = format!("{folder}/{}", name.trim_start_matches("./"));
        let Some(text) = sources.texts.get(path.as_str()).filter(|_| name.ends_with(".csv")) else {
            if !sources.is_spoilt(&path) {
                self.no_indicator_file(node.span, name, folder, sources);
            }
            return Vec::new();
        };
        let sheet = indicator::read_sheet(text, self.config);
        self.diagnostics.extend(sheet.diagnostics);
        self.diagnostics.extend(signs::check(&text.path, &text.text, 0..text.text.len(), true));
        self.hidden.extend(
            sheet
                .redacted
                .into_iter()
                .map(|redacted| Hidden { value: redacted.value.clone(), redacted: Some(redacted) }),
        );
        sheet.indicators
    }

    fn no_indicator_file(&mut self, span: Span, name: &str, folder: &str, sources: &Sources) {
        let beside: Vec<&str> = sources
            .texts
            .keys()
            .filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/'))
            .filter(|name| name.ends_with(".csv") && !name.contains('/'))
            .collect();
        let hint = match nearest(name, &beside) {
            _ if !name.ends_with(".csv") => {
                "Write a list of indicators, or the name of a file that ends with `.csv`.".to_owned()
            }
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("The file is expected in the folder `{folder}`."),
        };
        self.error("E061", span, format!("There is no indicator file `{name}` beside the case"))
            .hints
            .push(hint);
    }
}
