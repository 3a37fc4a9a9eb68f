//! `[[menu]]` of site.toml: where its entries lead, and those that lead nowhere.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::view::LinkView;
use super::{Route, Site};
use crate::archive::links::lost_fragment;
use crate::archive::{Archive, Place};
use crate::config::MenuItem;
use crate::content::case::Status;
use crate::content::vocabulary::nearest;
use crate::diagnostic::Diagnostic;

const PUBLISH: &str = "publish it, or take it out of the menu until it is published";

/// A place of the site as a menu writes it: `/about/?x#team`.
struct Written<'a> {
    /// Its page without slashes at the ends, with its escapes resolved.
    page: String,
    /// A folder's, written with its slash or its `index.html`.
    is_folder: bool,
    /// What follows: `?x#team`.
    tail: &'a str,
}

/// An entry as templates see it: the address is the page's own, so that it is known for the current one.
pub(super) fn link(archive: &Archive, item: &MenuItem) -> LinkView {
    let label = item.label.clone();
    let Some(Written { page, tail, .. }) = written(&item.url) else {
        return LinkView { label, url: item.url.clone(), external: true };
    };
    let own = archive.place(&page).filter(|place| *place != Place::Other).map(|place| archive.address(place));
    let is_file = page.is_empty() || page.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let address = own.unwrap_or_else(|| if is_file { page } else { format!("{page}/") });
    LinkView { label, url: format!("{address}{tail}"), external: false }
}

/// What is wrong with the entries of a site's menu. `hidden` knows cases that are left out, by address.
pub fn astray(site: &Site, hidden: impl Fn(&str) -> Option<Status>) -> Vec<Diagnostic> {
    let items = site.archive.config.menu.iter().flatten();
    items
        .filter_map(|item| Some((item, written(&item.url)?)))
        .filter_map(|(item, to)| wrong(site, item, &to, &hidden))
        .collect()
}

/// `None` for an address elsewhere on the web.
fn written(url: &str) -> Option<Written<'_>> {
    let (path, tail) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let decoded = percent_decode_str(path.strip_prefix('/')?).decode_utf8_lossy();
    let folder =
        decoded.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    let page = folder.unwrap_or(&decoded).trim_matches('/').to_owned();
    Some(Written { page, is_folder: folder.is_some() || path.ends_with('/'), tail })
}

fn wrong(
    site: &Site,
    item: &MenuItem,
    to: &Written<'_>,
    hidden: &impl Fn(&str) -> Option<Status>,
) -> Option<Diagnostic> {
    let file = Arc::from("site.toml");
    let page = &to.page;
    if let Some(route) = route(site, page, to.is_folder) {
        if let Route::Case(case) = route
            && let status = site.archive.cases[case].file.status
            && !status.is_public()
            && status != Status::Misspelt
        {
            let message = format!("this entry of the menu leads to a {}: a build refuses it", status.word());
            return Some(Diagnostic::warning("W030", &file, item.span, message).hint(PUBLISH));
        }
        let (_, fragment) = to.tail.split_once('#')?;
        let place = site.archive.place(page)?;
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let (message, hint) = lost_fragment(place, site.archive.body(place)?, &fragment)?;
        return Some(Diagnostic::error("E099", &file, item.span, message).hint(hint));
    }
    if let Some(status) = hidden(page) {
        let message =
            format!("this entry of the menu leads to a {}, which a build leaves out", status.word());
        // Of a misspelt status its own file says what is wrong.
        return (status != Status::Misspelt)
            .then(|| Diagnostic::error("E096", &file, item.span, message).hint(PUBLISH));
    }
    let message = format!("this site has no page {}", item.url);
    let hint = match near(site, page) {
        Some(near) => format!("did you mean {near}?"),
        None => "check the spelling: an entry of the menu leads to a page of this site, or to another site by `https://…`".into(),
    };
    Some(Diagnostic::error("E094", &file, item.span, message).hint(hint))
}

/// What stands at an address. Servers lead from one without its last slash to the page.
fn route(site: &Site, page: &str, is_folder: bool) -> Option<Route> {
    let file = (!is_folder && !page.is_empty()).then(|| site.route(page)).flatten();
    file.or_else(|| {
        site.route(&if page.is_empty() { "index.html".into() } else { format!("{page}/index.html") })
    })
}

/// The address that was probably meant, as it is written.
fn near(site: &Site, page: &str) -> Option<String> {
    let is_page = |address: &Cow<'_, str>| !address.is_empty() && !address.starts_with("content/");
    let mut known: Vec<_> = site.archive.addresses().filter(is_page).collect();
    known.sort_unstable();
    let last = page.rsplit('/').next().unwrap_or(page);
    // Of a page in another folder than was written, the name alone is right.
    let named = |address: &&Cow<'_, str>| address.rsplit('/').next() == Some(last);
    let near = nearest(
        page,
        known.iter().map(|address| &**address).filter(|address| route(site, address, false).is_some()),
    );
    let near = near.or_else(|| {
        let mut named = known.iter().filter(named).filter(|address| route(site, address, false).is_some());
        named.next().filter(|_| named.next().is_none()).map(|address| &**address)
    })?;
    let is_file = site.route(near).is_some();
    Some(format!("/{near}{}", if is_file { "" } else { "/" }))
}
