//! What stands in for a page that the newest templates cannot make: the last good templates, or the last good archive.

use std::sync::{Arc, OnceLock};

use crate::archive::Archive;
use crate::site::{Content, Pages, Search, Site};
use crate::theme::Theme;

/// Themes that are remembered. A theme counts as good until it fails, so one that was edited again before anybody
/// looked may be as broken as the one after it.
const REMEMBERED: usize = 4;

/// Of the sites before, what is remembered without being known to fail.
#[derive(Clone, Default)]
pub struct Earlier {
    /// Newest first, each once.
    themes: Vec<Arc<Theme>>,
    last: Option<(Arc<Archive>, Arc<Theme>)>,
}

impl Earlier {
    /// The same after a site that has not failed.
    pub fn then(&self, site: &Site) -> Self {
        let theme = &site.theme;
        let others = self.themes.iter().filter(|before| !Arc::ptr_eq(before, theme));
        let themes = std::iter::once(theme).chain(others).take(REMEMBERED).cloned().collect();
        Self { themes, last: Some((Arc::clone(&site.archive), Arc::clone(theme))) }
    }

    /// What stands in for pages of a site, the best first.
    ///
    /// The newest words in the last templates are nearest to what is being written. Where the templates are the same,
    /// the words brought the mistake to light, and those before them are shown.
    pub fn stand_ins(&self, site: &Site) -> Vec<StandIn> {
        let is_same = |theme: &Arc<Theme>| Arc::ptr_eq(theme, &site.theme);
        let others = self.themes.iter().filter(|theme| !is_same(theme));
        let mut all: Vec<StandIn> = others.map(|theme| StandIn::new(&site.archive, theme)).collect();
        if let Some((archive, theme)) = &self.last {
            let last = StandIn::new(archive, theme);
            all.insert(if is_same(theme) { 0 } else { all.len() }, last);
        }
        all
    }
}

/// A site that is made only if it is needed.
pub struct StandIn {
    archive: Arc<Archive>,
    theme: Arc<Theme>,
    site: OnceLock<Site>,
}

impl StandIn {
    fn new(archive: &Arc<Archive>, theme: &Arc<Theme>) -> Self {
        Self { archive: Arc::clone(archive), theme: Arc::clone(theme), site: OnceLock::new() }
    }

    /// What it has at a path, if it has that and can make it.
    pub fn content(&self, path: &str) -> Option<Content> {
        let make = || Site::new(Arc::clone(&self.archive), Arc::clone(&self.theme), Search::default());
        let site = self.site.get_or_init(make);
        site.route(path)?;
        site.content(path).ok()
    }
}
