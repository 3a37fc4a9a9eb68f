//! The theme: templates, words and assets. The default one is part of the program; a site's own lies over it,
//! file by file.

pub mod codes;
mod date;
mod figure;
mod filters;
mod known;
mod layer;
mod lean;
mod mistakes;
mod own;
mod places;
mod spoken;
mod stray;
mod strings;
mod table;
mod unknown;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, Tera, Value};

pub use strings::Strings;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::source::{Digest, Sources};
use layer::{Content, Layer, LayerFile};
use spoken::Spoken;

/// A theme, ready to render.
#[derive(Debug, Clone)]
pub struct Theme {
    tera: Tera,
    words: Words,
    assets: BTreeMap<String, AssetContent>,
    /// Where each template comes from, by its name.
    origins: BTreeMap<String, Origin>,
    spoken: Spoken,
}

/// What an asset's file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssetContent {
    Bytes(Arc<[u8]>),
    /// A path in `Sources::files`.
    File(Arc<str>),
}

/// Bytes that a page usually needs.
const PAGE: usize = 32 * 1024;
/// Bytes that a part of a page usually needs.
const PART: usize = 1024;

/// The words of all languages, what they are made of, and what is wrong with that.
#[derive(Debug, Clone)]
struct Words {
    digest: Digest,
    languages: filters::Languages,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Clone)]
struct Origin {
    path: Arc<str>,
    built_in: bool,
    text: Arc<str>,
}

impl Theme {
    /// The theme that `site.toml` names: the built-in default, its `parent`s, and `themes/<name>/` on top.
    ///
    /// `None` if there is an error; warnings come with a theme.
    pub fn load(sources: &Sources, config: &Config) -> (Option<Self>, Vec<Diagnostic>) {
        Self::load_after(None, sources, config)
    }

    /// The same, with the words of the theme before where they are made of the same: they take most of the time, and
    /// an edit of a template leaves them alone.
    pub fn load_after(
        before: Option<&Self>,
        sources: &Sources,
        config: &Config,
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let layers = layer::layers(sources, &config.theme, &mut diagnostics);
        let words = Words::load_after(before.map(|theme| &theme.words), &layers);
        diagnostics.extend(words.diagnostics.iter().cloned());
        stray::report(&layers, &mut diagnostics);

        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        filters::register(&mut tera, &words.languages);
        let templates = templates(&layers);
        let origins = templates
            .iter()
            .map(|(name, file)| {
                (
                    (*name).to_owned(),
                    Origin {
                        path: Arc::clone(&file.path),
                        built_in: file.is_built_in(),
                        text: Arc::from(file.text().unwrap_or_default()),
                    },
                )
            })
            .collect();
        let spoken = Spoken::new(&words.languages, &origins);
        let mut theme = Self { tera, words, assets: assets(&layers), origins, spoken };
        let texts = templates.iter().filter_map(|(name, file)| Some((*name, file.text()?)));
        if let Err(error) = theme.tera.add_raw_templates(texts) {
            diagnostics.extend(theme.unreadable(&error));
        }
        let failed = diagnostics.iter().any(Diagnostic::is_error);
        ((!failed).then_some(theme), diagnostics)
    }

    /// A part of a page from the template of that name, with or without `.html`, in the words of `strings`, which are its `s`.
    ///
    /// # Errors
    /// What the template asked for and could not have, with the template's file, line and column.
    pub fn render(
        &self,
        template: &str,
        strings: &Strings,
        mut context: Context,
    ) -> Result<String, Diagnostic> {
        context.insert_value("s", strings.value().clone());
        self.print(template, strings, &context, PART).map(text)
    }

    /// A whole page as the bytes of a file.
    ///
    /// # Errors
    /// As `render`.
    pub fn render_bytes(
        &self,
        template: &str,
        strings: &Strings,
        mut context: Context,
    ) -> Result<Vec<u8>, Diagnostic> {
        context.insert_value("s", strings.value().clone());
        self.print(template, strings, &context, PAGE)
    }

    /// With room for `room` bytes at once: growing by doubling would copy a page four times.
    fn print(
        &self,
        template: &str,
        strings: &Strings,
        context: &Context,
        room: usize,
    ) -> Result<Vec<u8>, Diagnostic> {
        let html = format!("{}.html", template.strip_suffix(".html").unwrap_or(template));
        let mut page = Vec::with_capacity(room);
        if self.spoken.of(&self.tera, &self.origins, strings).render_to(&html, context, &mut page).is_err() {
            // Said of the templates as they are written: with words put in, places are others.
            page.clear();
            let rendered = self.tera.render_to(&html, context, &mut page);
            rendered.map_err(|error| self.unmade(&html, &error))?;
        }
        Ok(page)
    }

    /// The same with a template as another theme has it, by the path of its file here; `None` where that makes no theme
    /// of its own.
    #[must_use]
    pub fn with_template_of(&self, other: &Self, path: &str) -> Option<Self> {
        let (name, origin) = self.origins.iter().find(|(_, origin)| &*origin.path == path)?;
        let earlier = other.origins.get(name).filter(|earlier| earlier.text != origin.text)?;
        let mut theme = self.clone();
        theme.tera.add_raw_template(name, &earlier.text).ok()?;
        theme.origins.insert(name.clone(), earlier.clone());
        theme.spoken = Spoken::new(&theme.words.languages, &theme.origins);
        Some(theme)
    }

    /// The templates that are files of the site, by their path.
    pub fn own_texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.origins.values().filter(|origin| !origin.built_in);
        own.map(|origin| (&*origin.path, &*origin.text))
    }

    /// One digest of all that a page can show of a theme: its templates and its words.
    pub fn digest(&self) -> Digest {
        let mut all = self.words.digest.0.to_vec();
        for (name, origin) in &self.origins {
            all.extend(name.as_bytes());
            all.extend(Digest::of(origin.text.as_bytes()).0);
        }
        Digest::of(&all)
    }

    /// Whether all templates are those that the program brings.
    pub fn is_built_in(&self) -> bool {
        self.origins.iter().all(is_built_in)
    }

    /// Whether these templates are those that the program brings.
    pub fn has_built_in(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.origins.get_key_value(*name).is_some_and(is_built_in))
    }

    /// What surrounds a page, as its template prints it: a [`FrameView`](crate::site::view::FrameView).
    ///
    /// # Errors
    /// As `render`.
    pub fn frame(&self, strings: &Strings, mut context: Context) -> Result<Value, Diagnostic> {
        context.insert_value("s", strings.value().clone());
        let mut parts = BTreeMap::new();
        for name in ["mast", "foot", "colophon"] {
            parts.insert(name, Value::safe_string(text(self.print(name, strings, &context, PART)?).trim()));
        }
        Ok(Value::from(parts))
    }

    /// The files to publish, by address: `assets/style.css`.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &AssetContent)> {
        self.assets.iter().map(|(address, content)| (address.as_str(), content))
    }

    /// The words of a language (BCP 47): of the whole tag, else of a shorter one, else English.
    pub fn strings(&self, lang: &str) -> &Strings {
        self.own_strings(lang).or_else(|| self.words.languages.get("en")).unwrap_or(strings::none())
    }

    /// Whether the theme has words of its own in a language.
    pub fn speaks(&self, lang: &str) -> bool {
        self.own_strings(lang).is_some()
    }

    fn own_strings(&self, lang: &str) -> Option<&Strings> {
        let mut tag = lang;
        loop {
            if let Some(strings) = self.words.languages.get(tag) {
                return Some(strings);
            }
            tag = tag.rsplit_once('-')?.0;
        }
    }
}

impl Words {
    fn load_after(before: Option<&Self>, layers: &[Layer]) -> Self {
        let digest = words::digest(layers);
        if let Some(same) = before.filter(|before| before.digest == digest) {
            return same.clone();
        }
        let mut diagnostics = Vec::new();
        let languages = Arc::new(words::languages(layers, &mut diagnostics));
        Self { digest, languages, diagnostics }
    }
}

fn is_built_in((name, origin): (&String, &Origin)) -> bool {
    layer::built_in_text(name) == Some(&*origin.text)
}

/// What a template printed: text throughout, since all that it is made of is.
fn text(page: Vec<u8>) -> String {
    String::from_utf8(page).unwrap_or_default()
}

/// The topmost file of each template, by its name within `templates/`.
fn templates(layers: &[Layer]) -> BTreeMap<&str, &LayerFile> {
    let files = layers.iter().flat_map(|layer| &layer.files);
    files
        .filter_map(|(path, file)| Some((path.strip_prefix("templates/")?, file)))
        .filter(|(name, _)| name.ends_with(".html"))
        .collect()
}

fn assets(layers: &[Layer]) -> BTreeMap<String, AssetContent> {
    let files = layers.iter().flat_map(|layer| &layer.files).filter(|(path, _)| path.starts_with("assets/"));
    let built_in = |path: &str| layers.first().and_then(|layer| layer.files.get(path)?.text());
    files
        .map(|(path, file)| {
            let content = match &file.content {
                // Each byte of the search delays its first answer. Scripts of a site's own stay as they are.
                _ if path.ends_with(".js") && file.text().is_some() && file.text() == built_in(path) => {
                    AssetContent::Bytes(lean::lean(file.text().unwrap_or_default()).as_bytes().into())
                }
                Content::BuiltIn(bytes) => AssetContent::Bytes((*bytes).into()),
                Content::Text(text) => AssetContent::Bytes(text.as_bytes().into()),
                Content::File => AssetContent::File(Arc::clone(&file.path)),
            };
            (path.clone(), content)
        })
        .collect()
}
