//! `[fields.NAME]`: fields of the site's own.

use toml_edit::{Item, TableLike};

use super::read::{Reader, key_span, value_span};
use super::{FieldConfig, FieldKind};
use crate::content::fields;

const KEYS: [&str; 7] = ["type", "label", "range", "list", "required", "facet", "choices"];

/// Taxonomies, pages and search words of the program's own: a facet of that name would want the same.
const TAKEN: [&str; 36] = [
    "actor",
    "actors",
    "assets",
    "case",
    "cases",
    "client",
    "codebook",
    "corrections",
    "data",
    "date",
    "feed",
    "follows",
    "index",
    "indexes",
    "language",
    "map",
    "origins",
    "page",
    "platform",
    "publisher",
    "publishers",
    "q",
    "search",
    "sitemap",
    "size",
    "sort",
    "spend",
    "tag",
    "target",
    "technique",
    "techniques",
    "timeline",
    "types",
    "view",
    "year",
    "years",
];

impl Reader<'_> {
    pub(super) fn site_fields(&mut self, root: &dyn TableLike) -> Vec<FieldConfig> {
        let Some(table) = self.table(root, "fields") else { return Vec::new() };
        let mut found = Vec::new();
        for (name, item) in table.iter() {
            let Some(inner) = item.as_table_like() else {
                self.error(
                    "E075",
                    key_span(table, name),
                    format!("The field `{name}` is a table, with keys of its own"),
                )
                .hints
                .push(format!("Write `[fields.{name}]`, and below it `type = \"text\"`."));
                continue;
            };
            if self.name(table, name) {
                found.push(self.site_field(name, inner, key_span(table, name)));
            }
        }
        found
    }

    fn name(&mut self, table: &dyn TableLike, name: &str) -> bool {
        let span = key_span(table, name);
        if fields::is_built_in(name) || TAKEN.contains(&name) {
            self.error("E075", span, format!("`{name}` is a name of the program's own"))
                .hints
                .push("Give the site's field another name.".into());
            return false;
        }
        let sound = name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-');
        if !sound {
            let better: String = name
                .to_lowercase()
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
                .collect();
            self.error("E075", span, format!("`{name}` cannot be a field's name")).hints.push(format!(
                "Use lower case letters, digits and `_`, such as `{better}`; `label` is what readers see."
            ));
        }
        sound
    }

    /// One field; without a type that is known it counts as text, so that its uses are no further mistakes.
    fn site_field(
        &mut self,
        name: &str,
        table: &dyn TableLike,
        span: crate::diagnostic::Span,
    ) -> FieldConfig {
        self.known(table, &KEYS, &format!("[fields.{name}]"));
        if !table.contains_key("type") {
            self.error("E075", span, format!("The field `{name}` has no type")).hints.push(format!(
                "Add a line such as `type = \"text\"`; the types are {}.",
                FieldKind::WORDS.join(", ")
            ));
        }
        let choices = self.strings(table, "choices");
        let kind = self.string(table, "type").and_then(|word| self.kind(name, table, &word, choices));
        let range = self.range(table, kind.as_ref());
        let (list, required) = (self.truth(table, "list"), self.truth(table, "required"));
        let facet = self.truth(table, "facet");
        let label = self.string(table, "label").unwrap_or_else(|| label(name));
        FieldConfig {
            name: name.to_owned(),
            kind: kind.unwrap_or(FieldKind::Text),
            label,
            range,
            list,
            required,
            facet,
        }
    }

    fn kind(
        &mut self,
        name: &str,
        table: &dyn TableLike,
        word: &str,
        choices: Vec<String>,
    ) -> Option<FieldKind> {
        if word != "choice" && table.contains_key("choices") {
            self.error("E075", key_span(table, "choices"), "Only a field of the type `choice` has choices")
                .hints
                .push("Write `type = \"choice\"`, or remove the line.".into());
        }
        Some(match word {
            "figure" => FieldKind::Figure,
            "money" => FieldKind::Money,
            "date" => FieldKind::Date,
            "country" => FieldKind::Country,
            "language" => FieldKind::Language,
            "actor" => FieldKind::Actor,
            "text" => FieldKind::Text,
            "slug" => FieldKind::Slug,
            "url" => FieldKind::Url,
            "choice" => {
                if choices.is_empty() {
                    self.error(
                        "E075",
                        value_span(table, "type"),
                        format!("The field `{name}` has no choices"),
                    )
                    .hints
                    .push("Add a line such as `choices = [\"low\", \"high\"]`.".into());
                }
                FieldKind::Choice(choices)
            }
            _ => {
                self.unknown_word(value_span(table, "type"), word, &FieldKind::WORDS);
                return None;
            }
        })
    }

    /// `range = [1, 6]`.
    fn range(&mut self, table: &dyn TableLike, kind: Option<&FieldKind>) -> Option<(u64, u64)> {
        let item = table.get("range")?;
        if kind.is_some_and(|kind| *kind != FieldKind::Figure) {
            self.error("E075", key_span(table, "range"), "Only a field of the type `figure` has a range")
                .hints
                .push("Write `type = \"figure\"`, or remove the line.".into());
            return None;
        }
        let bounds = bounds(item);
        if bounds.is_none() {
            self.error(
                "E075",
                value_span(table, "range"),
                "A range is two whole numbers, the lower one first",
            )
            .hints
            .push("Write for example `range = [1, 6]`.".into());
        }
        bounds
    }
}

fn bounds(item: &Item) -> Option<(u64, u64)> {
    let array = item.as_array().filter(|array| array.len() == 2)?;
    let bound = |at| array.get(at).and_then(toml_edit::Value::as_integer).and_then(|n| u64::try_from(n).ok());
    Some((bound(0)?, bound(1)?)).filter(|(low, high)| low <= high)
}

/// A name as words: `breakout_scale` is "Breakout scale".
fn label(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
