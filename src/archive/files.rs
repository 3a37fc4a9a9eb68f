//! Files beside documents: what a body or a source links to is published, and nothing else is.

use std::collections::HashSet;
use std::sync::Arc;

use super::Archive;
use super::address::{Claimant, Register};
use crate::archive_path::beside;
use crate::content::documents::Body;
use crate::diagnostic::{Diagnostic, Span, Spanned};
use crate::source::Sources;

/// Where files that are copied as they are live.
const STATIC: &str = "content/_static/";

/// Registers every file that is linked to, and everything under `content/_static/`.
pub fn publish(
    archive: &mut Archive,
    sources: &Sources,
    register: &mut Register,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut wanted: Vec<(Arc<str>, String, Spanned<String>)> = Vec::new();
    let mut want = |path: &Arc<str>, address: String, body: &Body| {
        wanted
            .extend(body.outline.files.iter().map(|file| (Arc::clone(path), address.clone(), file.clone())));
    };
    for case in archive.listed() {
        want(&case.file.path, format!("cases/{}", case.id()), &case.file.body);
    }
    for actor in &archive.actors.all {
        if let Some(file) = &actor.file {
            want(&file.path, format!("actors/{}", actor.slug), &file.body);
        }
    }
    for taxonomy in &archive.taxonomies {
        for term in &taxonomy.terms {
            if let Some(file) = &term.file {
                want(&file.path, format!("{}/{}", taxonomy.folder, term.slug), &file.body);
            }
        }
    }
    for page in &archive.pages {
        want(&page.path, page.address.clone(), &page.body);
    }
    for case in archive.listed() {
        for url in case.file.sources.iter().filter_map(|source| source.url.as_ref()) {
            if let Some(file) = beside(&case.file.path, &url.value) {
                let spanned = Spanned { value: file, span: url.span };
                wanted.push((Arc::clone(&case.file.path), format!("cases/{}", case.id()), spanned));
            }
        }
    }
    let listed = archive.listed().iter().filter_map(|case| case.file.indicator_file.clone());
    let indicators: HashSet<String> = listed.collect();
    for (path, address, file) in wanted {
        if indicators.contains(&file.value) {
            diagnostics.push(
                Diagnostic::error("E102", &path, file.span, format!("{} is never published", file.value))
                    .hint("the case's page shows its indicators, defanged; write the words without a link"),
            );
            continue;
        }
        if archive.files.contains_key(&file.value) {
            continue;
        }
        if !sources.holds(&file.value) {
            if sources.is_spoilt(&file.value) {
                continue;
            }
            diagnostics.push(
                Diagnostic::error("E101", &path, file.span, format!("there is no file {}", file.value))
                    .hint("the path is relative to this file; capital letters count"),
            );
            continue;
        }
        let name = file.value.rsplit('/').next().unwrap_or_default();
        let output = if address.is_empty() { name.to_owned() } else { format!("{address}/{name}") };
        let claimant = Claimant { what: "the file linked in".into(), file: Some(path), span: file.span };
        match register.take(&output, claimant, "E091") {
            Some(taken) => diagnostics.push(taken.hint("rename one of the two files")),
            None => {
                Arc::make_mut(&mut archive.files).insert(file.value, output);
            }
        }
    }
    for path in sources.files.keys().filter_map(|path| path.strip_prefix(STATIC).map(|rest| (path, rest))) {
        let (path, output) = path;
        let claimant =
            Claimant { what: "the file".into(), file: Some(Arc::clone(path)), span: Span::default() };
        match register.take(output, claimant, "E091") {
            Some(taken) => diagnostics.push(taken.hint("rename the file under content/_static/")),
            None => {
                Arc::make_mut(&mut archive.static_files).insert(path.to_string(), output.to_owned());
            }
        }
    }
}
