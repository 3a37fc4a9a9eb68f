//! A theme as layers: the built-in default at the bottom, its children above, the site's own on top.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use toml_edit::Document;

use super::codes;
use super::table::{kind, syntax_error};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::source::Sources;

/// The default theme, as the repository has it.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The name of the theme that is built in.
pub const DEFAULT: &str = "default";

/// One theme's files by their path within it: `templates/case.html`.
#[derive(Debug, Default)]
pub struct Layer {
    pub files: BTreeMap<String, LayerFile>,
}

#[derive(Debug)]
pub struct LayerFile {
    /// Path in the archive, for diagnostics: `themes/mine/templates/case.html`.
    pub path: Arc<str>,
    pub content: Content,
}

#[derive(Debug)]
pub enum Content {
    BuiltIn(&'static [u8]),
    Text(Arc<str>),
    /// Not text: the path in `Sources::files` is all that is known.
    File,
}

impl LayerFile {
    /// The file's text; `None` for what is not text.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::BuiltIn(bytes) => std::str::from_utf8(bytes).ok(),
            Content::Text(text) => Some(text),
            Content::File => None,
        }
    }

    /// Part of the program, so that its text cannot be shown as a source.
    pub fn is_built_in(&self) -> bool {
        matches!(self.content, Content::BuiltIn(_))
    }
}

/// The layers of the theme `name`, the lowest first. Empty, with errors, if one is missing or they go round.
pub fn layers(sources: &Sources, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Layer> {
    let mut layers = Vec::new();
    let mut chain: Vec<String> = Vec::new();
    let mut next = Some((name.to_owned(), Arc::from("site.toml"), None));
    while let Some((name, file, span)) = next.take() {
        if chain.contains(&name) {
            chain.push(name);
            let message = format!("these themes are each other's parents: {}", chain.join(" → "));
            diagnostics.push(
                Diagnostic::new(Severity::Error, codes::CIRCULAR_PARENTS, &file, span, message)
                    .hint("Take out `parent` in one of them; it then builds on the default theme."),
            );
            return Vec::new();
        }
        let layer = from_sources(sources, &name);
        if layer.files.is_empty() && name != DEFAULT {
            diagnostics.push(unknown(sources, &name, &file, span));
            return Vec::new();
        }
        let parent = parent(&layer, diagnostics);
        next = match parent {
            Some((parent, file, span)) => Some((parent, file, Some(span))),
            None if name == DEFAULT => None,
            None => Some((DEFAULT.to_owned(), Arc::from("site.toml"), None)),
        };
        chain.push(name);
        layers.push(layer);
    }
    layers.push(built_in());
    layers.reverse();
    layers
}

/// The text of the built-in template of a name: `case.html`.
pub fn built_in_text(template: &str) -> Option<&'static str> {
    BUILT_IN.get_file(format!("templates/{template}"))?.contents_utf8()
}

/// The names of the built-in templates.
#[cfg(test)]
pub fn built_in_names() -> Vec<String> {
    let templates = built_in().files.into_keys();
    templates.filter_map(|path| path.strip_prefix("templates/").map(str::to_owned)).collect()
}

fn built_in() -> Layer {
    let mut layer = Layer::default();
    let mut folders = vec![&BUILT_IN];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let within = file.path().to_string_lossy().replace('\\', "/");
            let path = Arc::from(format!("themes/{DEFAULT}/{within}"));
            layer.files.insert(within, LayerFile { path, content: Content::BuiltIn(file.contents()) });
        }
    }
    layer
}

fn from_sources(sources: &Sources, name: &str) -> Layer {
    let prefix = format!("themes/{name}/");
    let within = |path: &Arc<str>| path.strip_prefix(prefix.as_str()).map(str::to_owned);
    let texts = sources.texts.values().filter_map(|text| {
        let content = Content::Text(Arc::clone(&text.text));
        Some((within(&text.path)?, LayerFile { path: Arc::clone(&text.path), content }))
    });
    let files = sources.files.keys().filter_map(|path| {
        Some((within(path)?, LayerFile { path: Arc::clone(path), content: Content::File }))
    });
    Layer { files: texts.chain(files).collect() }
}

fn unknown(sources: &Sources, name: &str, file: &Arc<str>, span: Option<Span>) -> Diagnostic {
    // `site.toml` was decoded before: its one line `theme = "…"` is looked up again for its place.
    let span = span.or_else(|| {
        let text = &sources.texts.get(file)?.text;
        let line = text
            .find("\ntheme")
            .map(|newline| newline + 1)
            .or_else(|| text.starts_with("theme").then_some(0))?;
        let start = line + text[line..].find(name)?;
        Some(Span { start, end: start + name.len() })
    });
    let paths = sources.texts.keys().chain(sources.files.keys());
    let folders =
        paths.filter_map(|path| path.strip_prefix("themes/")?.split_once('/').map(|(name, _)| name));
    let mut names: Vec<&str> = folders.chain([DEFAULT]).collect();
    names.sort_unstable();
    names.dedup();
    let closest = names.iter().max_by(|a, b| {
        strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b)).then_with(|| b.cmp(a))
    });
    let message =
        format!("there is no theme called `{name}`: no file in a folder themes/{name}/ beside site.toml");
    let diagnostic = Diagnostic::new(Severity::Error, codes::UNKNOWN_THEME, file, span, message)
        .hint(format!("These themes exist: {}.", names.join(", ")));
    match closest {
        Some(closest) if strsim::jaro_winkler(name, closest) > 0.85 => {
            diagnostic.hint(format!("Did you mean `{closest}`?"))
        }
        _ => diagnostic,
    }
}

/// The parent that a layer's `theme.toml` names, with its place; mistakes in the file are reported.
fn parent(layer: &Layer, diagnostics: &mut Vec<Diagnostic>) -> Option<(String, Arc<str>, Span)> {
    const KEYS: [&str; 7] = ["name", "version", "parent", "description", "author", "license", "url"];
    let file = layer.files.get("theme.toml")?;
    let document = match Document::parse(file.text()?) {
        Ok(document) => document,
        Err(error) => {
            diagnostics.push(syntax_error(codes::BAD_THEME_FILE, &file.path, &error));
            return None;
        }
    };
    let mut parent = None;
    for (key, item) in document.iter() {
        let span = Span::from(item.span().unwrap_or_default());
        let problem = match item.as_str() {
            _ if !KEYS.contains(&key) => format!("`{key}` means nothing in theme.toml"),
            None => format!("`{key}` is {}, but it must be text", kind(item)),
            Some(name) => {
                if key == "parent" {
                    parent = Some((name.to_owned(), Arc::clone(&file.path), span));
                }
                continue;
            }
        };
        let hint = format!("theme.toml may have these, each as text in quotes: {}.", KEYS.join(", "));
        diagnostics.push(Diagnostic::error(codes::BAD_THEME_FILE, &file.path, span, problem).hint(hint));
    }
    parent
}
