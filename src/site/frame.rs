//! What surrounds a page: the masthead, the foot and the colophon, rendered once for all pages on which they are the same.

use std::collections::{BTreeSet, HashMap};
use std::sync::{PoisonError, RwLock};

use tera::{Context, Value};

use super::Site;
use super::pages::Page;
use super::view::{FramedPage, PageView, SiteView};
use crate::diagnostic::Diagnostic;

/// Stands for the address of a page that no menu has: the empty one is the home page's.
const UNLISTED: &str = "-";

/// Frames that were made, by all that they can depend on.
pub struct Frames {
    /// Addresses that a menu marks as the current one.
    listed: BTreeSet<String>,
    made: RwLock<HashMap<String, Value>>,
}

impl Frames {
    pub fn new(site: &SiteView) -> Self {
        let links = site.menu.iter().flatten().chain(&site.pages).map(|link| link.url.clone());
        let listed = links.chain(["", "cases/", "indexes/"].map(str::to_owned)).collect();
        Self { listed, made: RwLock::default() }
    }

    /// A page's frame: a [`FrameView`](super::view::FrameView).
    ///
    /// # Errors
    /// A mistake in one of its templates.
    pub fn of(&self, site: &Site, page: &Page<'_>) -> Result<Value, Diagnostic> {
        // The page for lost addresses has none itself.
        let has_url = page.view.kind != "not-found" && self.listed.contains(&page.view.url);
        let url = if has_url { &page.view.url } else { UNLISTED };
        let key = [&page.view.lang, &page.view.kind, &page.view.section, &page.root, url].join(" ");
        if let Some(known) = self.made.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(known.clone());
        }
        let mut context = Context::new();
        let PageView { kind, lang, dir, section, .. } = page.view.clone();
        let view = FramedPage { kind, url: url.to_owned(), lang, dir, section };
        context.insert_value("site", site.site_view.clone());
        context.insert("page", &view);
        context.insert("root", &page.root);
        let made = site.theme.frame(site.theme.strings(page.language.tag()), context)?;
        self.made.write().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
        Ok(made)
    }
}
