//! What stands in for a page that the newest templates cannot make: the last good templates, or the last good archive.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use crate::archive::Archive;
use crate::site::{Content, Pages, Search, Site};
use crate::theme::Theme;

/// Themes that are remembered. A theme counts as good until it fails, so one that was edited again before anybody
/// looked may be as broken as the one after it. The newest that can make pages is kept whatever came since.
const REMEMBERED: usize = 4;

#[derive(Clone)]
struct Remembered {
    theme: Arc<Theme>,
    /// Whether it can make a page of each kind: tried only when one is to be forgotten.
    is_good: Arc<OnceLock<bool>>,
}

/// Of the sites before, what is remembered without being known to fail.
#[derive(Clone, Default)]
pub struct Earlier {
    /// Newest first, each once.
    themes: Vec<Remembered>,
    last: Option<(Arc<Archive>, Arc<Theme>)>,
}

impl Earlier {
    /// The same after a site that has not failed.
    pub fn then(&self, site: &Site) -> Self {
        let theme = &site.theme;
        let (same, others): (Vec<_>, Vec<_>) =
            self.themes.iter().cloned().partition(|before| Arc::ptr_eq(&before.theme, theme));
        let new = || Remembered { theme: Arc::clone(theme), is_good: Arc::default() };
        let newest = same.into_iter().next().unwrap_or_else(new);
        let mut themes: Vec<Remembered> = std::iter::once(newest).chain(others).collect();
        if themes.len() > REMEMBERED {
            let good = themes.iter().position(|one| one.is_good(&site.archive));
            themes.remove(if good == Some(REMEMBERED) { REMEMBERED - 1 } else { REMEMBERED });
        }
        Self { themes, last: Some((Arc::clone(&site.archive), Arc::clone(theme))) }
    }

    /// What stands in for pages of a site, the best first.
    ///
    /// The newest words in the last templates are nearest to what is being written. Where the templates are the same,
    /// the words brought the mistake to light, and those before them are shown.
    pub fn stand_ins(&self, site: &Site) -> Vec<StandIn> {
        let is_same = |theme: &Arc<Theme>| Arc::ptr_eq(theme, &site.theme);
        let others = self.themes.iter().map(|one| &one.theme).filter(|theme| !is_same(theme));
        let mut all: Vec<StandIn> = others.map(|theme| StandIn::new(&site.archive, theme)).collect();
        if let Some((archive, theme)) = &self.last {
            let last = StandIn::new(archive, theme);
            all.insert(if is_same(theme) { 0 } else { all.len() }, last);
        }
        all
    }
}

impl Remembered {
    fn is_good(&self, archive: &Arc<Archive>) -> bool {
        *self.is_good.get_or_init(|| {
            let site = Site::new(Arc::clone(archive), Arc::clone(&self.theme), Search::default());
            let mut kinds = HashSet::new();
            let mut first = site
                .routes()
                .filter(|(_, route)| route.has_template() && kinds.insert(std::mem::discriminant(*route)));
            first.all(|(path, _)| site.content(path).is_ok())
        })
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
