//! The tables of `site.toml` that add something: menu, platforms, frameworks, vocabulary.

use std::collections::BTreeMap;

use toml_edit::{Item, TableLike};

use super::read::{Reader, key_span, value_span};
use super::{Framework, MenuItem, Platform};
use crate::content::vocabulary;
use crate::diagnostic::Span;
use crate::slug;

/// An address of the site that is like this one: `/about/#team` for `about#team`.
fn within(url: &str) -> String {
    let (path, tail) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let path = path.trim_matches('/');
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match path {
        "" => format!("/{tail}"),
        _ if is_file => format!("/{path}{tail}"),
        _ => format!("/{path}/{tail}"),
    }
}

impl Reader<'_> {
    /// `[[menu]]`: an empty one is no menu, an absent one the theme's.
    pub(super) fn menu(&mut self, root: &dyn TableLike) -> Option<Vec<MenuItem>> {
        let item = root.get("menu")?;
        let tables: Option<Vec<&dyn TableLike>> = match item {
            Item::ArrayOfTables(tables) => Some(tables.iter().map(|table| table as &dyn TableLike).collect()),
            _ => item.as_array().and_then(|array| {
                array
                    .iter()
                    .map(|value| value.as_inline_table().map(|table| table as &dyn TableLike))
                    .collect()
            }),
        };
        let Some(tables) = tables else {
            self.error(
                "E072",
                key_span(root, "menu"),
                "`menu` is a list of entries with a label and an address",
            )
            .hints
            .push(
                "Write `[[menu]]` for each entry, and below it `label = \"About\"` and `url = \"/about/\"`."
                    .into(),
            );
            return None;
        };
        Some(tables.into_iter().filter_map(|table| self.menu_item(table)).collect())
    }

    fn menu_item(&mut self, table: &dyn TableLike) -> Option<MenuItem> {
        self.known(table, &["label", "url"], "[[menu]]");
        let (label, url) = (self.string(table, "label"), self.string(table, "url"));
        for key in ["label", "url"].into_iter().filter(|key| !table.contains_key(key)) {
            let span = table.iter().next().map_or(Span::default(), |(first, _)| key_span(table, first));
            self.error("E072", span, format!("An entry of the menu has no `{key}`"))
                .hints
                .push("Each has both: label = \"About\", url = \"/about/\"".into());
        }
        let span = value_span(table, "url");
        let item = MenuItem { label: label?, url: url?, span };
        let is_known =
            ["/", "https://", "http://", "mailto:"].iter().any(|start| item.url.starts_with(start));
        if !is_known || item.url.starts_with("//") {
            let message = format!("`{}` is no address that a menu can link to", item.url);
            let hint = match item.url.strip_prefix("//") {
                Some(elsewhere) => format!("Write the whole address: `https://{elsewhere}`."),
                None => format!(
                    "Write an address of the site, such as `{}`, or one that begins with `https://`.",
                    within(&item.url)
                ),
            };
            self.error("E072", span, message).hints.push(hint);
            return None;
        }
        Some(item)
    }

    /// The entries of a table of tables whose names go into addresses.
    fn named<'t>(&mut self, root: &'t dyn TableLike, key: &str) -> Vec<(&'t str, &'t dyn TableLike)> {
        let Some(table) = self.table(root, key) else { return Vec::new() };
        let mut found = Vec::new();
        for (name, item) in table.iter() {
            let Some(inner) = item.as_table_like() else {
                self.error(
                    "E072",
                    value_span(table, name),
                    format!("`{name}` is a table, with keys of its own"),
                )
                .hints
                .push(format!("Write `[{key}.{name}]`, and below it `title = \"…\"`."));
                continue;
            };
            if slug::slugify(name).as_deref() != Some(name) {
                let better = slug::slugify(name).unwrap_or_else(|| "name".into());
                self.error(
                    "E072",
                    key_span(table, name),
                    format!("`{name}` goes into addresses, and cannot as it is"),
                )
                .hints
                .push(format!("Write `[{key}.{better}]`."));
                continue;
            }
            found.push((name, inner));
        }
        found
    }

    pub(super) fn platforms(&mut self, root: &dyn TableLike) -> BTreeMap<String, Platform> {
        let mut platforms = BTreeMap::new();
        for (slug, table) in self.named(root, "platforms") {
            self.known(table, &["title", "aliases"], &format!("[platforms.{slug}]"));
            let title = self.string(table, "title").unwrap_or_else(|| slug.to_owned());
            platforms.insert(slug.to_owned(), Platform { title, aliases: self.strings(table, "aliases") });
        }
        platforms
    }

    pub(super) fn frameworks(&mut self, root: &dyn TableLike) -> BTreeMap<String, Framework> {
        let mut frameworks = BTreeMap::new();
        for (name, table) in self.named(root, "frameworks") {
            self.known(table, &["title", "url"], &format!("[frameworks.{name}]"));
            let title = self.string(table, "title").unwrap_or_else(|| name.to_owned());
            let url = self.string(table, "url").filter(|url| self.pattern(table, url));
            frameworks.insert(name.to_owned(), Framework { title, url });
        }
        frameworks
    }

    fn pattern(&mut self, table: &dyn TableLike, url: &str) -> bool {
        let sound = url.contains("{id}") && (url.starts_with("https://") || url.starts_with("http://"));
        if !sound {
            self.error("E072", value_span(table, "url"), format!("`{url}` is no address pattern"))
                .hints
                .push("Write the address of a technique with `{id}` in the place of its id: \"https://example.org/{id}\"".into());
        }
        sound
    }

    /// Words added to a built-in list; `type` is the one that grows this way.
    pub(super) fn vocabulary(&mut self, root: &dyn TableLike) -> BTreeMap<String, Vec<String>> {
        let Some(table) = self.table(root, "vocabulary") else { return BTreeMap::new() };
        for (key, _) in table.iter().filter(|(key, _)| *key != "type") {
            let hint = match key {
                "platforms" | "platform" => {
                    "A platform is added with a heading of its own: `[platforms.bilibili]`."
                }
                _ => {
                    "`type` is the list that a site can add words to; other words of its own are a field, `[fields.NAME]` with `type = \"choice\"`."
                }
            };
            self.error("E071", key_span(table, key), format!("There is no list `{key}` to add words to"))
                .hints
                .push(hint.into());
        }
        let mut words = Vec::new();
        for word in self.strings(table, "type") {
            let slug = slug::slugify(&word);
            if slug.as_deref() != Some(&*word) {
                self.error(
                    "E072",
                    value_span(table, "type"),
                    format!("`{word}` goes into addresses, and cannot as it is"),
                )
                .hints
                .push(format!("Write `{}`.", slug.unwrap_or_else(|| "a-word".into())));
            } else if !words.contains(&word) && !vocabulary::TYPES.iter().any(|known| known.word == word) {
                words.push(word);
            }
        }
        if words.is_empty() { BTreeMap::new() } else { BTreeMap::from([("type".to_owned(), words)]) }
    }
}
