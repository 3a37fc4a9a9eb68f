//! `site.toml`, checked: what an archive is called, which words it adds, which fields are its own.

mod address;
pub mod codes;
mod fields;
mod read;
mod tables;
#[cfg(test)]
mod tests;

pub use read::read;

use std::collections::BTreeMap;

use crate::content::value::Language;
use crate::diagnostic::Span;

/// A whole `site.toml`.
#[derive(Debug, Clone)]
pub struct Config {
    pub title: String,
    pub description: Option<String>,
    /// Without a slash at the end.
    pub url: Option<String>,
    pub language: Language,
    pub publisher: Option<String>,
    /// SPDX id.
    pub license: Option<String>,
    /// ISO 4217: the one that spend sums, ranges and sorts use.
    pub currency: [u8; 3],
    pub theme: String,
    pub page_size: usize,
    /// Whether the site has a search page and its index.
    pub search: bool,
    /// `None`: the theme's default menu.
    pub menu: Option<Vec<MenuItem>>,
    pub raw_html: RawHtml,
    /// Platforms beyond the built-in ones, by slug.
    pub platforms: BTreeMap<String, Platform>,
    pub frameworks: BTreeMap<String, Framework>,
    /// Added words, by field.
    pub vocabulary: BTreeMap<String, Vec<String>>,
    /// The site's own fields, in the order of the file.
    pub fields: Vec<FieldConfig>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    pub label: String,
    /// `/about/` or `https://…`.
    pub url: String,
    /// Of the address, in site.toml.
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RawHtml {
    #[default]
    Sanitize,
    Escape,
    Allow,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    pub title: String,
    pub aliases: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    pub title: String,
    /// An address pattern with `{id}`.
    pub url: Option<String>,
}

/// `[fields.NAME]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldConfig {
    pub name: String,
    pub kind: FieldKind,
    pub label: String,
    /// Inclusive bounds of a figure.
    pub range: Option<(u64, u64)>,
    pub list: bool,
    pub required: bool,
    pub facet: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    Figure,
    Money,
    Date,
    Country,
    Language,
    Actor,
    Text,
    Slug,
    Choice(Vec<String>),
    Url,
}

impl FieldKind {
    /// The words that `type` takes.
    pub const WORDS: [&str; 10] =
        ["figure", "money", "date", "country", "language", "actor", "text", "slug", "choice", "url"];

    /// What an author may write, for messages and the codebook.
    pub fn words(&self) -> String {
        match self {
            Self::Figure => "a figure".into(),
            Self::Money => "money".into(),
            Self::Date => "a date".into(),
            Self::Country => "a country".into(),
            Self::Language => "a language".into(),
            Self::Actor => "an actor".into(),
            Self::Text => "a text".into(),
            Self::Slug => "a slug".into(),
            Self::Choice(choices) => format!("one of {}", choices.join(", ")),
            Self::Url => "an address".into(),
        }
    }
}

impl Config {
    /// What a site is with nothing in its `site.toml` but a title.
    pub fn default_for(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            description: None,
            url: None,
            language: Language("en".into()),
            publisher: None,
            license: None,
            currency: *b"USD",
            theme: "default".to_owned(),
            page_size: 50,
            search: true,
            menu: None,
            raw_html: RawHtml::default(),
            platforms: BTreeMap::new(),
            frameworks: BTreeMap::new(),
            vocabulary: BTreeMap::new(),
            fields: Vec::new(),
        }
    }
}
