//! A site's own words for what it has beside the theme: its fields, and the names of platforms.

use super::Strings;
use crate::config::{Config, FieldConfig};
use crate::content::vocabulary;

/// Tables of words that a site gives things which have a name without them, in the language of `site.toml`. So the words
/// of another language, or English ones, do not stand in for those that a table lacks.
pub const TABLES: [&str; 3] = ["field", "taxonomy", "platform"];

/// Whether a key is one of [`TABLES`]'.
pub fn is_named(key: &str) -> bool {
    key.split_once('.').is_some_and(|(table, _)| TABLES.contains(&table))
}

impl Strings {
    /// What the site calls a field of its own: `[field]` of its table in this language, else the label of `site.toml`.
    pub fn field(&self, field: &FieldConfig) -> String {
        self.own(&format!("field.{}", field.name)).unwrap_or(&field.label).to_owned()
    }

    /// What it calls the index of the field's values: `[taxonomy]`, else as the field.
    pub fn index_of(&self, field: &FieldConfig) -> String {
        self.own(&format!("taxonomy.{}", field.name)).map_or_else(|| self.field(field), str::to_owned)
    }

    /// A platform's name: `[platform]` of the site's table in this language, else the one that all languages share.
    pub fn platform(&self, config: &Config, slug: &str) -> String {
        let own = self.own(&format!("platform.{slug}"));
        own.map_or_else(|| vocabulary::platform_title(config, slug), str::to_owned)
    }
}
