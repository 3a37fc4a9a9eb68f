//! Old addresses: `aliases`, and the name of an actor whose file has another name.

use std::sync::Arc;

use super::Archive;
use super::address::{Claimant, Register};
use crate::diagnostic::{Diagnostic, Span, Spanned};
use crate::slug::slugify;

/// Bytes that most file systems allow a file's name.
const LONGEST_NAME: usize = 255;

/// A small page that leads from an old address to the new one.
#[derive(Debug, Clone)]
pub struct Redirect {
    /// Without slashes at the ends.
    pub to: String,
    /// The file that asks for it, and where.
    pub file: Arc<str>,
    pub span: Span,
}

/// Where the page of an old address without slashes at the ends is written.
pub fn output_path(from: &str) -> String {
    if is_page(from) { from.to_owned() } else { format!("{from}/index.html") }
}

/// An old address may name a file itself: `old/page.html`.
fn is_page(address: &str) -> bool {
    let ending = address.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("html" | "htm"))
}

/// Registers every old address that is free; whether its file would be in the way of another is seen when all
/// files of the site are known.
pub fn register(archive: &mut Archive, register: &mut Register, diagnostics: &mut Vec<Diagnostic>) {
    let mut wanted: Vec<(String, Redirect)> = Vec::new();
    let mut aliases = |aliases: &[Spanned<String>], file: &Arc<str>, to: String| {
        for alias in aliases {
            let from = alias.value.trim_end_matches("index.html").trim_matches('/').to_owned();
            wanted.push((from, Redirect { to: to.clone(), file: Arc::clone(file), span: alias.span }));
        }
    };
    for case in &archive.cases {
        aliases(&case.file.aliases, &case.file.path, format!("cases/{}", case.id()));
    }
    for page in &archive.pages {
        aliases(&page.aliases, &page.path, page.address.clone());
    }
    for (from, redirect) in wanted {
        let error = |code, message| Diagnostic::error(code, &redirect.file, redirect.span, message);
        if let Some((message, hint)) = impossible(&from) {
            diagnostics.push(error("E105", message).hint(hint));
        } else if from.is_empty() || from.starts_with("assets/") {
            let message = format!("/{from} belongs to the program itself");
            diagnostics.push(error("E091", message).hint("choose another old address"));
        } else {
            let file = Some(Arc::clone(&redirect.file));
            let claimant = Claimant { what: "the alias in".into(), file, span: redirect.span };
            match register.take(&from, claimant, "E091") {
                Some(taken) => {
                    diagnostics.push(taken.hint("remove this alias, or the page that stands there"));
                }
                None => {
                    Arc::make_mut(&mut archive.redirects).insert(from, redirect);
                }
            }
        }
    }
    names_of_actors(archive);
    let redirects = Arc::clone(&archive.redirects);
    for (from, redirect) in &*redirects {
        if let Some(place) = archive.place(&redirect.to) {
            Arc::make_mut(&mut archive.places).entry(from.clone()).or_insert(place);
        }
    }
}

/// Why no page can be written at an old address, and what to do.
fn impossible(from: &str) -> Option<(String, &'static str)> {
    let ending = from.rsplit_once('.').map(|(_, ending)| ending);
    if let Some("xml" | "json") = ending {
        let message = format!("a redirect is a page, and /{from} is the address of data");
        return Some((message, "feeds and data cannot be redirected by a page; remove this alias"));
    }
    if from.split('/').any(str::is_empty) && !from.is_empty() {
        let message = format!("/{from} has two slashes in a row, which no file's path can have");
        return Some((message, "write one slash between two parts; servers read several as one"));
    }
    if from.split('/').any(|part| part.len() > LONGEST_NAME) {
        let message = "a part of this old address is longer than a file's name may be (255 bytes)".to_owned();
        return Some((message, "remove this alias; a rule of the web server can redirect it"));
    }
    None
}

fn names_of_actors(archive: &mut Archive) {
    let actors = Arc::clone(&archive.actors);
    for actor in &actors.all {
        let Some(file) = &actor.file else { continue };
        for name in std::iter::once(&file.name).chain(&file.aliases) {
            let Some(slug) = slugify(&name.value).filter(|slug| *slug != actor.slug) else { continue };
            let from = format!("actors/{slug}");
            if archive.place(&from).is_none() {
                Arc::make_mut(&mut archive.redirects).entry(from).or_insert_with(|| Redirect {
                    to: format!("actors/{}", actor.slug),
                    file: Arc::clone(&file.path),
                    span: name.span,
                });
            }
        }
    }
}
