//! Bodies as HTML, with the archive behind their links.

use crate::archive::{Backlink, Place};
use crate::content::case::{CaseFile, Source};
use crate::content::documents::{Body, Target};
use crate::content::indicator::{Listed, Spared};
use crate::content::markdown::{self, RenderContext, Resolved};
use crate::site::scope::Scope;
use crate::site::view::{BacklinkView, HeadingView};

use super::plain::{place_language, place_title};

/// A body as safe HTML. `sources` are those that it may cite; `case` gives the indicators that are defanged in it;
/// without one, those of all cases are.
///
/// `path` is the body's file, where relative links start; `heading_base` the level of its top headings.
pub fn render(
    scope: &Scope<'_>,
    body: &Body,
    path: &str,
    root: &str,
    heading_base: u8,
    sources: &[Source],
    case: Option<&CaseFile>,
) -> String {
    if body.text.get(body.start..).is_none_or(|text| text.trim().is_empty()) {
        return String::new();
    }
    let numbered: Vec<(&str, usize, &str)> = sources
        .iter()
        .enumerate()
        .map(|(index, source)| (source.id.value.as_str(), index + 1, source.title.as_str()))
        .collect();
    let own = case.map(|case| {
        // Most cases list none, and need not know whose hosts would be spared.
        if case.indicators.is_empty() && case.redacted.is_empty() {
            return Listed::default();
        }
        Listed::new(&case.indicators, &case.redacted, &case.sources)
    });
    let listed = own.as_ref().unwrap_or(&scope.archive.indicators);
    let spared = if listed.is_empty() { Spared::default() } else { Spared::new(sources) };
    let resolve = |target: &Target| {
        let place = scope.archive.resolve(target)?;
        let (lang, dir) = scope.foreign_in_text(place_language(scope, place));
        let url = match (place, target) {
            // A feed, a list: the address as it was written.
            (Place::Other, Target::Address(address)) => address.trim_start_matches('/').to_owned(),
            _ => scope.archive.address(place),
        };
        Some(Resolved { url, title: place_title(scope, place), lang, dir })
    };
    let asset = |path: &str| scope.archive.files.get(path).cloned();
    let covers = |address: &str| listed.covers_but(address, &spared);
    let of_strings = match scope.foreign_in_text(Some(scope.language)) {
        (Some(lang), Some(dir)) => format!(" lang=\"{lang}\" dir=\"{dir}\""),
        _ => String::new(),
    };
    markdown::render(
        body,
        &RenderContext {
            root,
            path,
            lang: scope.text.tag(),
            raw_html: scope.archive.config.raw_html,
            heading_base,
            sources: &numbered,
            resolve: &resolve,
            asset: &asset,
            listed: if listed.is_empty() { None } else { Some(&covers) },
            strings: scope.strings.body_words(),
            of_strings: &of_strings,
        },
    )
}

/// Headings for a table of contents.
pub fn headings(body: &Body) -> Vec<HeadingView> {
    body.outline
        .headings
        .iter()
        .filter(|heading| heading.level <= 3)
        .map(|heading| HeadingView {
            level: heading.level,
            id: heading.id.clone(),
            text: heading.text.clone(),
        })
        .collect()
}

/// Links from elsewhere to a place.
pub fn backlinks(scope: &Scope<'_>, place: Place) -> Vec<BacklinkView> {
    let title = place_title(scope, place);
    let one = |backlink: &Backlink| {
        let context = match &backlink.written {
            Some(written) => backlink.context.replacen(written, &title, 1),
            None => backlink.context.clone(),
        };
        let (lang, dir) = scope.foreign(place_language(scope, backlink.from));
        BacklinkView {
            title: place_title(scope, backlink.from),
            url: scope.archive.address(backlink.from),
            context,
            lang,
            dir,
        }
    };
    scope.archive.backlinks(place).iter().map(one).collect()
}
