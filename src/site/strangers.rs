//! What the program does not name itself: old addresses and copied files. Each gets its place, unless it would be
//! in the way of something else.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::routes::{Route, Table};
use crate::archive::{Archive, redirects};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::slug::collision_key;

/// An alias or a file that is copied.
struct Stranger {
    path: String,
    route: Route,
    file: Arc<str>,
    /// Of an alias; a copied file is the mistake as a whole.
    span: Option<Span>,
}

/// Aliases and copied files that have a place; E091 for each that wants another's path, or a file's as a folder.
pub fn find(archive: &Archive, table: &Table) -> (BTreeMap<String, Route>, Vec<Diagnostic>) {
    let mut clashes = Vec::new();
    let mut placed: BTreeMap<String, Route> = BTreeMap::new();
    let mut added: HashMap<String, bool> = HashMap::new();
    let all: Vec<Stranger> = files(archive).chain(aliases(archive)).collect();
    let mut kept = Vec::with_capacity(all.len());
    for stranger in all {
        let taken = |path: &str| placed.contains_key(path) || table.find(archive, path).is_some();
        if taken(&stranger.path) || taken(&collision_key(&stranger.path)) {
            let message = format!(
                "{} wants the place of /{}, which the site has already",
                stranger.what(),
                shown(&stranger.path)
            );
            clashes.push(stranger.error(message));
            continue;
        }
        added.insert(stranger.path.clone(), stranger.span.is_some());
        placed.insert(stranger.path.clone(), stranger.route.clone());
        kept.push(stranger);
    }
    for stranger in &kept {
        let (path, alias) = (stranger.path.as_str(), stranger.span.is_some());
        // Of two strangers an alias is the one to mend, else the inner one.
        let mine = |other: &str, inner: bool| match added.get(other) {
            Some(other) if *other == alias => inner,
            Some(_) => alias,
            None => true,
        };
        let is_file = |path: &str| placed.contains_key(path) || table.find(archive, path).is_some();
        let outer = path.match_indices('/').map(|(at, _)| &path[..at]).find(|outer| is_file(outer));
        if let Some(outer) = outer.filter(|outer| mine(outer, true)) {
            let message =
                format!("{} needs a folder /{outer}/, and /{outer} is a file of the site", stranger.what());
            clashes.push(stranger.error(message));
        }
        let folder = format!("{path}/");
        let beside = placed.range(folder.clone()..).next().map(|(inner, _)| inner);
        let beside = beside.filter(|inner| inner.starts_with(&folder)).cloned();
        // The first of both, as in a list of all paths.
        let inner = beside.into_iter().chain(table.below(archive, &folder)).min();
        if let Some(inner) = inner.filter(|inner| mine(inner, false)) {
            let message = format!(
                "{} would be a file /{path}, and the site has /{} in a folder of this name",
                stranger.what(),
                shown(&inner)
            );
            clashes.push(stranger.error(message));
        }
    }
    (placed, clashes)
}

fn files(archive: &Archive) -> impl Iterator<Item = Stranger> {
    archive.files.iter().chain(&*archive.static_files).map(|(from, to)| {
        let file: Arc<str> = Arc::from(from.as_str());
        Stranger { path: to.clone(), route: Route::File(Arc::clone(&file)), file, span: None }
    })
}

fn aliases(archive: &Archive) -> impl Iterator<Item = Stranger> {
    archive.redirects.iter().map(|(from, redirect)| Stranger {
        path: redirects::output_path(from),
        route: Route::Redirect(redirect.to.clone()),
        file: Arc::clone(&redirect.file),
        span: Some(redirect.span),
    })
}

/// An address as a reader sees it.
fn shown(path: &str) -> &str {
    path.strip_suffix("index.html").unwrap_or(path)
}

impl Stranger {
    fn what(&self) -> String {
        match self.span {
            Some(_) => "the alias".to_owned(),
            None => format!("the file {}", self.file),
        }
    }

    fn error(&self, message: String) -> Diagnostic {
        let hint = match self.span {
            Some(_) => "remove this alias, or what stands there",
            None => "rename the file",
        };
        Diagnostic::new(Severity::Error, "E091", &self.file, self.span, message).hint(hint)
    }
}
