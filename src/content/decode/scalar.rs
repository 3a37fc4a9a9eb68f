//! Single values and lists of them.

use super::{Decoder, nearest};
use crate::content::value::{Country, Date, Figure, Language, Money, ValueError};
use crate::content::yaml::{Node, Value};
use crate::diagnostic::{Span, Spanned};
use crate::slug;

/// Whether a text can stand in an address as it is; capital letters may.
pub fn is_slug(text: &str) -> bool {
    slug::slugify(text).is_some_and(|slug| slug == text.to_lowercase())
}

impl Decoder<'_> {
    /// The words of a single value.
    pub fn words<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        if let Some(text) = node.text() {
            return Some(text);
        }
        let mut hint = None;
        if let Value::List(items) = &node.value {
            hint = Some(if items.len() == 1 {
                "Remove the brackets or the hyphen."
            } else {
                "Keep one of them."
            });
        } else if matches!(node.value, Value::Map(_)) {
            hint = Some("Text with a colon or a brace in it goes into quotes.");
        }
        let message = format!("A single value is wanted here, not {}", node.shape());
        self.error("E051", node.span, message).hints.extend(hint.map(str::to_owned));
        None
    }

    pub fn text(&mut self, node: &Node) -> Option<String> {
        let text = self.words(node)?.trim();
        if text.is_empty() {
            self.warning("W001", node.span, "This text is empty, and counts as absent")
                .hints
                .push("Fill it in, or remove the field.".into());
            return None;
        }
        Some(text.to_owned())
    }

    pub fn spanned_text(&mut self, node: &Node) -> Option<Spanned<String>> {
        self.text(node).map(|text| Spanned::new(text, node.span))
    }

    /// A value with a notation of its own.
    pub fn parsed<T>(&mut self, node: &Node, parse: impl FnOnce(&str) -> Result<T, ValueError>) -> Option<T> {
        let text = self.words(node)?;
        match parse(text.trim()) {
            Ok(value) => Some(value),
            Err(error) => {
                self.value_error(node.span, error);
                None
            }
        }
    }

    pub fn value_error(&mut self, span: Span, error: ValueError) {
        self.error(error.code, span, error.message).hints.extend(error.hint);
    }

    pub fn figure(&mut self, node: &Node) -> Option<Figure> {
        self.parsed(node, Figure::parse)
    }

    pub fn money(&mut self, node: &Node) -> Option<Money> {
        self.parsed(node, Money::parse)
    }

    pub fn date(&mut self, node: &Node) -> Option<Date> {
        self.parsed(node, Date::parse)
    }

    pub fn country(&mut self, node: &Node) -> Option<Country> {
        self.parsed(node, Country::parse)
    }

    pub fn language(&mut self, node: &Node) -> Option<Language> {
        self.parsed(node, Language::parse)
    }

    /// A word out of a fixed list of them.
    pub fn choice<T: Copy>(&mut self, node: &Node, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let text = self.text(node)?;
        if let Some(found) = all.iter().find(|one| word(**one) == text) {
            return Some(*found);
        }
        let known: Vec<&str> = all.iter().map(|one| word(*one)).collect();
        self.unknown_word(node.span, &text, &known);
        None
    }

    pub fn unknown_word(&mut self, span: Span, word: &str, known: &[&str]) {
        let near = nearest(word, known).map(|near| format!("Did you mean `{near}`?"));
        let choices = format!("The words to choose from: {}.", known.join(", "));
        self.error("E054", span, format!("`{word}` is no word that this field knows"))
            .hints
            .extend(near.into_iter().chain([choices]));
    }

    /// A text that can stand in an address: lower case letters, digits, hyphens.
    pub fn slug(&mut self, node: &Node) -> Option<Spanned<String>> {
        let text = self.text(node)?;
        match slug::slugify(&text) {
            Some(slug) if slug == text => {}
            Some(slug) => {
                self.error("E056", node.span, format!("`{text}` cannot stand in an address as it is"))
                    .hints
                    .push(format!("Write `{slug}`."));
            }
            None => {
                self.error(
                    "E056",
                    node.span,
                    format!("`{text}` has no letter or digit to stand in an address"),
                )
                .hints
                .push("Write a word in lower case letters.".into());
            }
        }
        Some(Spanned::new(slug::slugify(&text)?, node.span))
    }

    /// An old address of the site.
    pub fn path(&mut self, node: &Node) -> Option<Spanned<String>> {
        let text = self.text(node)?;
        let odd = |c: char| c.is_control() || "?#%<>\" \\".contains(c);
        let climbs = text.split('/').any(|part| part.starts_with('.'));
        if text.starts_with('/') && !text.starts_with("//") && !text.contains(odd) && !climbs {
            return Some(Spanned::new(text, node.span));
        }
        let path = text
            .split_once("://")
            .map_or(text.as_str(), |(_, rest)| rest.split_once('/').map_or("", |r| r.1));
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let parts = path.split(['/', '\\']).filter(|part| !part.is_empty() && !part.starts_with('.'));
        let plain: Vec<String> = parts.filter_map(crate::slug::slugify).collect();
        let slash = if path.ends_with('/') { "/" } else { "" };
        let hint = format!("Write the path alone: `/{}{slash}`.", plain.join("/"));
        self.error(
            "E055",
            node.span,
            format!("`{text}` is no plain address within the site: those begin with `/`, and have neither `?`, `#`, `%`, spaces nor parts that begin with a dot"),
        )
        .hints
        .push(hint);
        None
    }

    pub fn whole_number(&mut self, node: &Node) -> Option<i64> {
        let text = self.text(node)?;
        let number = text.parse().ok();
        if number.is_none() {
            self.error("E064", node.span, format!("`{text}` is no whole number"))
                .hints
                .push("Write digits alone, such as `10`.".into());
        }
        number
    }

    /// Each entry of a list; a single value is a list of one. What stands twice counts once.
    pub fn list<T>(&mut self, node: &Node, mut read: impl FnMut(&mut Self, &Node) -> Option<T>) -> Vec<T> {
        let Value::List(items) = &node.value else {
            return read(self, node).into_iter().collect();
        };
        let mut seen: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            if item.is_nothing() {
                self.warning("W001", item.span, "This entry of the list is empty, and counts as absent")
                    .hints
                    .push("Fill it in, or remove it.".into());
            } else if item.text().is_some_and(|text| !seen.insert(text)) {
                let text = item.text().unwrap_or_default();
                self.warning(
                    "W003",
                    item.span,
                    format!("`{text}` stands twice in this list, and counts once"),
                )
                .hints
                .push("Remove one of the two.".into());
            } else {
                values.extend(read(self, item));
            }
        }
        values
    }

    /// A list whose entries are one if they mean the same, however they are written: `en` and `EN`.
    pub fn distinct<T: Clone>(
        &mut self,
        node: &Node,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
        same: impl Fn(&T, &T) -> bool,
    ) -> Vec<T> {
        let mut kept: Vec<(T, &str)> = Vec::new();
        let Value::List(items) = &node.value else { return self.list(node, read) };
        let values = self.list(node, |d, item| Some((read(d, item)?, item.span)));
        for (value, span) in values {
            let words = items.iter().find(|item| item.span == span).and_then(Node::text).unwrap_or("…");
            match kept.iter().find(|(other, _)| same(other, &value)) {
                Some((_, first)) => {
                    let message = format!("`{words}` says the same as `{first}` before it, and counts once");
                    self.warning("W003", span, message).hints.push("Remove one of the two.".into());
                }
                None => kept.push((value, words)),
            }
        }
        kept.into_iter().map(|(value, _)| value).collect()
    }

    /// An address on the web.
    pub fn web_address(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        if is_web_address(&text) {
            return Some(text);
        }
        self.bad_address(node.span, &text, "It begins with `https://` or `http://`.");
        None
    }

    /// An address on the web, or the path of a file beside the case.
    pub fn address(&mut self, node: &Node) -> Option<Spanned<String>> {
        let text = self.text(node)?;
        let relative = !text.contains(':') && !text.starts_with(['/', '\\']) && !text.starts_with("www.");
        if is_web_address(&text) || (relative && !text.is_empty()) {
            return Some(Spanned::new(text, node.span));
        }
        self.bad_address(
            node.span,
            &text,
            "Write an address that begins with `https://` or `http://`, or the name of a file beside the case.",
        );
        None
    }

    fn bad_address(&mut self, span: Span, text: &str, hint: &str) {
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let hint = if text.starts_with("www.") {
            format!("Write `https://{text}`.")
        } else if text.starts_with("hxxp") {
            let scheme = if text.starts_with("hxxps") { "https" } else { "http" };
            let plain = rest.replace("[.]", ".");
            format!("A source is linked, so its address is written plain: `{scheme}://{plain}`.")
        } else {
            hint.to_owned()
        };
        self.error("E058", span, format!("`{text}` is no address that a page can link to")).hints.push(hint);
    }
}

fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/')) && !text.contains(char::is_whitespace)
}
