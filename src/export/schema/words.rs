//! Words out of lists: countries, languages, and the vocabularies that a site adds to.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Writer;
use super::combine::either;
use super::shapes::notation;
use crate::content::value::{Country, Language};
use crate::content::vocabulary::{self, PLATFORMS};

/// A word of a fixed list. A word that YAML takes for a number or a truth is in it as both.
pub fn choice<'a>(words: impl IntoIterator<Item = &'a str>) -> Value {
    let mut all = Vec::new();
    for word in words {
        let read: Option<Value> = serde_json::from_str(word).ok();
        all.push(json!(word));
        all.extend(read.filter(|read| read.is_number() || read.is_boolean()));
    }
    json!({ "enum": all })
}

/// A list with what each word means. Editors show the meanings beside the words; validators pass them over.
pub fn listed(words: &[(String, String)]) -> Value {
    let (words, meanings): (Vec<&str>, Vec<&str>) =
        words.iter().map(|(word, meaning)| (word.as_str(), meaning.as_str())).unzip();
    json!({ "enum": words, "enumDescriptions": meanings })
}

/// Known words are offered, and others of the same shape are as good.
pub fn suggested(known: &[(String, String)], shape: Value) -> Value {
    if known.is_empty() { shape } else { either(listed(known), shape) }
}

/// [`suggested`], with the words under their name among the definitions: there are thousands, and they are suggested in
/// many places.
pub fn suggested_from(name: &str, known: &[(String, String)], shape: Value) -> Value {
    if known.is_empty() { shape } else { either(json!({ "$ref": format!("#/definitions/{name}") }), shape) }
}

/// Every code of two letters that `read` takes, with a name.
fn two_letters(first: char, read: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    let letters = || (0..26).map(|at| char::from(first as u8 + at));
    let codes = letters().flat_map(|a| letters().map(move |b| format!("{a}{b}")));
    codes.filter_map(|code| read(&code).map(|name| (code, name))).collect()
}

pub fn countries() -> Value {
    listed(&two_letters('A', |code| Country::parse(code).ok().map(|country| country.name())))
}

/// The widely spoken ones by name, and every well-formed tag.
pub fn languages() -> Value {
    let all = two_letters('a', |code| {
        Language::parse(code).ok().map(|language| language.name().unwrap_or_default().to_owned())
    });
    let primary = all.iter().map(|(code, _)| any_case(code)).collect::<Vec<_>>().join("|");
    let known: Vec<_> = all.into_iter().filter(|(_, name)| !name.is_empty()).collect();
    suggested(
        &known,
        notation(
            &format!("^(?:{primary}|[A-Za-z]{{3}})(?:-[A-Za-z0-9]{{1,8}})*$"),
            "A language is a tag such as en, ar or zh-Hant.",
        ),
    )
}

/// Two capital letters are a country; all else is words.
pub fn audience() -> Value {
    let words = json!({
        "type": ["string", "number", "boolean"],
        "pattern": r"^\s*(?:\S|[^A-Za-z\s]\S|\S[^A-Za-z\s]|\S[\s\S]+\S)\s*$",
        "patternErrorMessage": "Two letters are the code of a country, in capitals; else write words.",
    });
    either(json!({ "$ref": "#/definitions/country" }), words)
}

impl Writer<'_> {
    pub fn case_types(&self) -> Value {
        let meaning = |word: &str| (word.to_owned(), vocabulary::type_title(word));
        listed(&vocabulary::types(self.config).map(meaning).collect::<Vec<_>>())
    }

    /// Every word for a platform: the slugs, the built-in ones first; then what else each is called.
    pub fn platforms(&self) -> impl Iterator<Item = &str> {
        let own = &self.config.platforms;
        let slugs = PLATFORMS.iter().map(|known| known.slug).chain(own.keys().map(String::as_str));
        let synonyms = PLATFORMS.iter().flat_map(|known| known.aliases.iter().copied());
        let titles = own.values().flat_map(|platform| {
            std::iter::once(&platform.title).chain(&platform.aliases).map(String::as_str)
        });
        slugs.chain(synonyms).chain(titles)
    }

    /// All of them in any case, with spaces or `_` for hyphens.
    pub fn platform_pattern(&self) -> String {
        let words: Vec<_> = self.platforms().map(loose).collect();
        format!(r"^\s*(?:{})\s*$", words.join("|"))
    }

    pub fn platform(&self) -> Value {
        json!({
            "type": "string",
            "pattern": self.platform_pattern(),
            "patternErrorMessage": "This is no known platform. A new one is declared in site.toml, as [platforms.NAME].",
            "examples": self.platforms().collect::<Vec<_>>(),
        })
    }

    pub fn technique_words(&self) -> Value {
        let mut shapes: Vec<String> = vocabulary::frameworks::builtin_shapes()
            .filter(|(slug, _)| !self.config.frameworks.contains_key(*slug))
            .map(|(slug, shape)| format!(r"{}\s*:\s*(?:{shape})", quoted(slug)))
            .collect();
        shapes.extend(self.config.frameworks.keys().map(|slug| format!(r"{}\s*:\s*\S+", quoted(slug))));
        suggested(
            &self.known.techniques,
            notation(
                &format!(r"^\s*(?:{})\s*$", shapes.join("|")),
                "A technique is a framework and an id, such as disarm:T0097.202 or kill-chain:7.1.1.",
            ),
        )
    }
}

/// A word in any case, and with spaces or `_` for hyphens.
fn loose(word: &str) -> String {
    word.trim().split(['-', '_', ' ']).map(any_case).collect::<Vec<_>>().join("[-_ ]")
}

/// A pattern for a word in any case: schemas have no mark for that.
pub fn any_case(word: &str) -> String {
    let mut pattern = String::new();
    for c in word.chars() {
        let (lower, upper): (String, String) = (c.to_lowercase().collect(), c.to_uppercase().collect());
        if lower == upper || lower.chars().count() != 1 || upper.chars().count() != 1 {
            pattern.push_str(&quoted(&c.to_string()));
        } else {
            let _ = write!(pattern, "[{upper}{lower}]");
        }
    }
    pattern
}

/// A word that stands for itself in a pattern.
pub fn quoted(word: &str) -> String {
    let mut pattern = String::new();
    for c in word.chars() {
        if r"\^$.|?*+()[]{}/".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}
