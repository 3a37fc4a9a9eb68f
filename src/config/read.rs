//! `site.toml` → `Config`, with all its mistakes in one run.

use std::sync::Arc;

use toml_edit::{Document, Item, TableLike};

use super::{Config, RawHtml};
use crate::content::value::{Language, ValueError, money};
use crate::content::vocabulary;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::source::Text;

/// What stands at the top of `site.toml`.
const KEYS: [&str; 16] = [
    "title",
    "description",
    "url",
    "language",
    "publisher",
    "license",
    "currency",
    "theme",
    "page_size",
    "search",
    "menu",
    "markdown",
    "platforms",
    "frameworks",
    "vocabulary",
    "fields",
];

/// Reads a `site.toml`; `None` as text means that there is none.
///
/// The configuration is `None` only if the file is absent or no TOML; otherwise what is wrong has its default.
pub fn read(text: Option<&Text>) -> (Option<Config>, Vec<Diagnostic>) {
    let Some(text) = text else {
        let missing = Diagnostic::new(
            Severity::Error,
            "E070",
            &Arc::from("site.toml"),
            None,
            "There is no site.toml here",
        )
        .hint("Run the program in the archive's folder, or begin an archive with `corkboard init`.")
        .hint("The shortest site.toml is one line: `title = \"The name of the archive\"`.");
        return (None, vec![missing]);
    };
    let document = match Document::parse(&*text.text) {
        Ok(document) => document,
        Err(error) => return (None, vec![syntax(text, &error)]),
    };
    let mut reader = Reader { file: &text.path, text: &text.text, diagnostics: Vec::new() };
    let config = reader.config(document.as_table());
    reader.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    (Some(config), reader.diagnostics)
}

fn syntax(text: &Text, error: &toml_edit::TomlError) -> Diagnostic {
    let span = error.span().map(Span::from).unwrap_or_default();
    let message = error.message().lines().next().unwrap_or_default();
    let hint = if message.contains("duplicate") {
        "Keep one of the two."
    } else {
        "A line is `key = value`; text stands between double quotes, lists between brackets."
    };
    Diagnostic::error("E070", &text.path, span, format!("TOML cannot read this: {message}")).hint(hint)
}

/// Reads tables and notes what is wrong with them.
pub(super) struct Reader<'a> {
    pub file: &'a Arc<str>,
    pub text: &'a str,
    pub diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn config(&mut self, table: &dyn TableLike) -> Config {
        self.known(table, &KEYS, "site.toml");
        let title = self.string(table, "title");
        let misspelt =
            self.diagnostics.iter().any(|found| found.hints.iter().any(|hint| hint.contains("`title`")));
        if !table.contains_key("title") && !misspelt {
            self.error("E073", Span::default(), "The site has no title")
                .hints
                .push("Add a line at the top: `title = \"The name of the archive\"`.".into());
        }
        let mut config = Config::default_for(title.as_deref().unwrap_or("Untitled"));
        config.description = self.string(table, "description");
        config.url = self.string(table, "url").and_then(|url| self.base(table, &url));
        config.publisher = self.string(table, "publisher");
        if let Some(id) = self.string(table, "license") {
            config.license = self.checked(table, "license", vocabulary::license_id(&id));
        }
        if let Some(tag) = self.string(table, "language")
            && let Some(language) = self.checked(table, "language", Language::parse(&tag))
        {
            config.language = language;
        }
        if let Some(code) = self.string(table, "currency")
            && let Some(currency) = self.checked(table, "currency", money::currency(&code))
        {
            config.currency = currency;
        }
        if let Some(theme) = self.string(table, "theme").filter(|theme| self.theme(table, theme)) {
            config.theme = theme;
        }
        if let Some(size) = self.number(table, "page_size", 1, 1000) {
            config.page_size = usize::try_from(size).unwrap_or(config.page_size);
        }
        config.search = !table.contains_key("search") || self.truth(table, "search");
        config.menu = self.menu(table);
        config.raw_html = self.markdown(table);
        config.platforms = self.platforms(table);
        config.frameworks = self.frameworks(table);
        config.vocabulary = self.vocabulary(table);
        config.fields = self.site_fields(table);
        config
    }

    /// A theme is a folder of `themes/`.
    fn theme(&mut self, table: &dyn TableLike, theme: &str) -> bool {
        let sound = !theme.is_empty() && !theme.starts_with('.') && !theme.contains(['/', '\\']);
        if !sound {
            self.error("E072", value_span(table, "theme"), format!("`{theme}` is no theme's name"))
                .hints
                .push("Write the name of a folder of `themes/`, or `default`.".into());
        }
        sound
    }

    fn markdown(&mut self, table: &dyn TableLike) -> RawHtml {
        let Some(markdown) = self.table(table, "markdown") else { return RawHtml::default() };
        self.known(markdown, &["raw_html"], "[markdown]");
        let Some(word) = self.string(markdown, "raw_html") else { return RawHtml::default() };
        match word.as_str() {
            "sanitize" => RawHtml::Sanitize,
            "escape" => RawHtml::Escape,
            "allow" => RawHtml::Allow,
            _ => {
                self.unknown_word(value_span(markdown, "raw_html"), &word, &["sanitize", "escape", "allow"]);
                RawHtml::default()
            }
        }
    }

    pub fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let at = self.diagnostics.len();
        self.diagnostics.push(Diagnostic::error(code, self.file, span, message));
        &mut self.diagnostics[at]
    }

    /// Notes the keys that nobody knows.
    pub fn known(&mut self, table: &dyn TableLike, keys: &[&str], place: &str) {
        for (key, _) in table.iter().filter(|(key, _)| !keys.contains(key)) {
            let hint = match vocabulary::nearest(key, keys.iter().copied()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("Known here: {}.", keys.join(", ")),
            };
            self.error("E071", key_span(table, key), format!("There is no key `{key}` in {place}"))
                .hints
                .push(hint);
        }
    }

    pub fn unknown_word(&mut self, span: Span, word: &str, known: &[&str]) {
        let near =
            vocabulary::nearest(word, known.iter().copied()).map(|near| format!("Did you mean `{near}`?"));
        let choices = format!("The words to choose from: {}.", known.join(", "));
        self.error("E072", span, format!("`{word}` is no word that this key knows"))
            .hints
            .extend(near.into_iter().chain([choices]));
    }

    /// The value of a check, or a note of what is wrong.
    pub fn checked<T>(
        &mut self,
        table: &dyn TableLike,
        key: &str,
        result: Result<T, ValueError>,
    ) -> Option<T> {
        result
            .map_err(|error| {
                self.error(error.code, value_span(table, key), error.message).hints.extend(error.hint);
            })
            .ok()
    }

    fn wrong(&mut self, span: Span, key: &str, wanted: &str, item: &Item, example: &str) {
        let found = match item.type_name() {
            "string" => "a text",
            "integer" | "float" => "a number",
            "boolean" => "true or false",
            "array" => "a list",
            "datetime" => "a date",
            _ => "a table",
        };
        self.error("E072", span, format!("`{key}` takes {wanted}, not {found}"))
            .hints
            .push(format!("Write `{key} = {example}`."));
    }

    pub fn string(&mut self, table: &dyn TableLike, key: &str) -> Option<String> {
        let item = table.get(key)?;
        let Some(text) = item.as_str() else {
            let written = self.text.get(item.span().unwrap_or_default()).unwrap_or_default().trim();
            let plain = item.is_integer() || item.is_float() || item.is_bool() || item.is_datetime();
            let example = if plain { format!("\"{written}\"") } else { "\"…\"".into() };
            self.wrong(value_span(table, key), key, "a text", item, &example);
            return None;
        };
        if text.trim().is_empty() {
            self.error("E072", value_span(table, key), format!("`{key}` is empty"))
                .hints
                .push("Fill it in, or remove the line.".into());
            return None;
        }
        Some(text.trim().to_owned())
    }

    pub fn number(&mut self, table: &dyn TableLike, key: &str, low: i64, high: i64) -> Option<i64> {
        let item = table.get(key)?;
        let Some(number) = item.as_integer() else {
            self.wrong(value_span(table, key), key, "a whole number", item, "50");
            return None;
        };
        if !(low..=high).contains(&number) {
            self.error("E072", value_span(table, key), format!("`{key}` goes from {low} to {high}"))
                .hints
                .push(format!("Write a number from {low} to {high}."));
            return None;
        }
        Some(number)
    }

    pub fn truth(&mut self, table: &dyn TableLike, key: &str) -> bool {
        let Some(item) = table.get(key) else { return false };
        item.as_bool().unwrap_or_else(|| {
            self.wrong(value_span(table, key), key, "true or false", item, "true");
            false
        })
    }

    pub fn strings(&mut self, table: &dyn TableLike, key: &str) -> Vec<String> {
        let Some(item) = table.get(key) else { return Vec::new() };
        let texts: Option<Vec<String>> = item
            .as_array()
            .and_then(|array| array.iter().map(|value| value.as_str().map(str::to_owned)).collect());
        texts.unwrap_or_else(|| {
            self.wrong(value_span(table, key), key, "a list of texts", item, "[\"…\", \"…\"]");
            Vec::new()
        })
    }

    pub fn table<'t>(&mut self, table: &'t dyn TableLike, key: &str) -> Option<&'t dyn TableLike> {
        let item = table.get(key)?;
        let found = item.as_table_like();
        if found.is_none() {
            self.error("E072", value_span(table, key), format!("`{key}` is a table, with keys of its own"))
                .hints
                .push(format!("Write it as a heading on a line of its own, `[{key}]`, and its keys below."));
        }
        found
    }
}

/// Where a key stands.
pub(super) fn key_span(table: &dyn TableLike, key: &str) -> Span {
    let span = table.key(key).and_then(toml_edit::Key::span);
    span.or_else(|| table.get(key).and_then(Item::span)).map(Span::from).unwrap_or_default()
}

/// Where a key's value stands.
pub(super) fn value_span(table: &dyn TableLike, key: &str) -> Span {
    let span = table.get(key).and_then(Item::span);
    span.map_or_else(|| key_span(table, key), Span::from)
}
