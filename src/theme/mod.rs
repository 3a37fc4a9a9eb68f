//! The theme: templates, words and assets. The default one is part of the program; a site's own lies over it,
//! file by file.

pub mod codes;
mod date;
mod figure;
mod filters;
mod layer;
mod lean;
mod strings;
mod table;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{Context, ErrorKind, ReportError, Tera, Value};

pub use strings::Strings;

use crate::config::Config;
use crate::content::vocabulary::nearest;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::source::{Digest, Sources};
use layer::{Content, Layer, LayerFile};

/// A theme, ready to render.
#[derive(Debug, Clone)]
pub struct Theme {
    tera: Tera,
    words: Words,
    assets: BTreeMap<String, AssetContent>,
    /// Where each template comes from, by its name.
    origins: BTreeMap<String, Origin>,
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
        report_strays(&layers, &mut diagnostics);

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
        let mut theme = Self { tera, words, assets: assets(&layers), origins };
        let texts = templates.iter().filter_map(|(name, file)| Some((*name, file.text()?)));
        if let Err(error) = theme.tera.add_raw_templates(texts) {
            diagnostics.push(theme.diagnostic(codes::BAD_TEMPLATE, "", &error));
        }
        let failed = diagnostics.iter().any(Diagnostic::is_error);
        ((!failed).then_some(theme), diagnostics)
    }

    /// A page from the template of that name, with or without `.html`.
    ///
    /// # Errors
    /// What the template asked for and could not have, with the template's file, line and column.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, Diagnostic> {
        let html = format!("{}.html", template.strip_suffix(".html").unwrap_or(template));
        // Room for a whole page at once: growing by doubling would copy it four times.
        let mut page = Vec::with_capacity(PAGE);
        let rendered = self.tera.render_to(&html, context, &mut page);
        rendered.map_err(|error| self.diagnostic(codes::RENDERING, &html, &error))?;
        Ok(String::from_utf8(page).unwrap_or_default())
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

    /// What surrounds a page, as its template prints it: a [`FrameView`](crate::site::view::FrameView).
    ///
    /// # Errors
    /// As `render`.
    pub fn frame(&self, context: &Context) -> Result<Value, Diagnostic> {
        let mut parts = BTreeMap::new();
        for name in ["mast", "foot", "colophon"] {
            parts.insert(name, Value::safe_string(self.render(name, context)?.trim()));
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

    /// Tera's error as ours. `template` is the one that was asked for, in case the error names none.
    fn diagnostic(&self, code: &'static str, template: &str, error: &tera::Error) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => self.reported(code, report),
            kind => {
                let name = match kind {
                    ErrorKind::MissingParent { current, .. } => current,
                    ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl,
                    _ => template,
                };
                let text = error.to_string();
                let name = if name.is_empty() { self.named_in(&text) } else { name };
                let file = self.origins.get(name).map_or_else(
                    || Arc::from(format!("themes/{}/templates/{name}", layer::DEFAULT)),
                    |origin| Arc::clone(&origin.path),
                );
                let place = self.origins.get(name).filter(|origin| !origin.built_in);
                let place = place.and_then(|origin| place_in(&text, name, &origin.text));
                let text = if place.is_some() { first_line(&text) } else { &text };
                Diagnostic::new(Severity::Error, code, &file, place, text)
            }
        }
    }

    /// The template that a message of several lines (`--> case.html:3:4`) is about.
    fn named_in(&self, message: &str) -> &str {
        let named = |name: &&String| message.contains(&format!("--> {name}:"));
        self.origins.keys().find(named).map_or("", String::as_str)
    }

    fn reported(&self, code: &'static str, report: &ReportError) -> Diagnostic {
        let (name, span) = (report.filename(), report.span());
        let (words, near) = unlisted(report.message());
        let message = format!("{words} ({name}, line {}, column {})", span.start_line, span.start_col + 1);
        let origin = self.origins.get(name);
        let file = origin.map_or_else(|| Arc::from(name), |origin| Arc::clone(&origin.path));
        // A place in a built-in template is a place in no file of the site.
        let place = origin.is_some_and(|origin| !origin.built_in).then(|| Span::from(span.range.clone()));
        let mut diagnostic = Diagnostic::new(Severity::Error, code, &file, place, message);
        diagnostic.hints.extend(near);
        diagnostic.hint("themes/README.md lists what each page has, and the filters that there are.")
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

/// A message without the list of all that there is, and of that list a hint: what was probably meant, else all of it.
fn unlisted(message: &str) -> (&str, Option<String>) {
    let list =
        message.split_once(". Available ").and_then(|(words, list)| Some((words, list.split_once(": ")?)));
    let Some((words, (_, list))) = list else { return (message, None) };
    let asked = words.split('`').nth(1).unwrap_or_default();
    match nearest(asked, list.split(", ")) {
        Some(near) => (words, Some(format!("did you mean `{near}`?"))),
        None => (words, Some(format!("there are: {list}"))),
    }
}

/// The first line of one of Tera's drawn reports, without its label.
fn first_line(report: &str) -> &str {
    let line = report.lines().next().unwrap_or(report);
    line.strip_prefix("error: ").unwrap_or(line)
}

/// The place that a drawn report names (`--> case.html:2:17`), in the template's text.
fn place_in(report: &str, name: &str, text: &str) -> Option<Span> {
    let (_, rest) = report.split_once(&format!("--> {name}:"))?;
    let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).map(str::parse::<usize>);
    let (line, column) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    let line_start = text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    let words = text.get(line_start..)?.lines().next()?;
    let start = words.char_indices().nth(column - 1).map_or(words.len(), |(at, _)| at);
    let marks = report.lines().find(|line| line.contains('^')).map_or(1, |line| line.matches('^').count());
    Some(Span { start: line_start + start, end: (line_start + start + marks).min(line_start + words.len()) })
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

/// Warns of files of the site's themes that lie where nothing looks.
fn report_strays(layers: &[Layer], diagnostics: &mut Vec<Diagnostic>) {
    let read = |path: &str| {
        path.starts_with("assets/")
            || path == "theme.toml"
            || (path.starts_with("templates/") && path.ends_with(".html"))
            || (path.starts_with("strings/") && path.ends_with(".toml"))
            || path.ends_with(".md")
    };
    let strays: BTreeSet<&Arc<str>> = layers
        .iter()
        .flat_map(|layer| &layer.files)
        .filter(|(path, file)| !file.is_built_in() && !read(path))
        .map(|(_, file)| &file.path)
        .collect();
    for path in strays {
        let message = "nothing reads this file of a theme";
        diagnostics.push(
            Diagnostic::new(Severity::Warning, codes::STRAY_FILE, path, None, message)
                .hint("Templates belong in templates/*.html, words in strings/*.toml, everything to publish in assets/."),
        );
    }
}
