//! What stands in for a page that the newest templates cannot make: the last good text of the one that is broken, the
//! last good templates, or the last good archive.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::archive::Archive;
use crate::diagnostic::Diagnostic;
use crate::site::{Content, Pages, Search, Site};
use crate::theme::Theme;

/// Themes that are remembered. A theme counts as good until it fails, so one that was edited again before anybody
/// looked may be as broken as the one after it. The newest that can make pages is kept whatever came since.
const REMEMBERED: usize = 4;

#[derive(Clone)]
struct Remembered {
    theme: Arc<Theme>,
    /// Whether it has made pages, or can make one of each kind: tried only when one is to be forgotten.
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
    /// The same after a site that has not failed; `is_seen` if somebody looked at pages of it.
    pub fn then(&self, site: &Site, is_seen: bool) -> Self {
        let theme = &site.theme;
        let (same, others): (Vec<_>, Vec<_>) =
            self.themes.iter().cloned().partition(|before| Arc::ptr_eq(&before.theme, theme));
        let new = || Remembered { theme: Arc::clone(theme), is_good: Arc::default() };
        let newest = same.into_iter().next().unwrap_or_else(new);
        if is_seen {
            // Known already where it is not new.
            let _ = newest.is_good.set(true);
        }
        let mut themes: Vec<Remembered> = std::iter::once(newest).chain(others).collect();
        if themes.len() > REMEMBERED {
            let is_known = |one: &Remembered| one.is_good.get() == Some(&true);
            let good = themes.iter().position(is_known);
            // Trying takes as long as many pages, and nobody waits for those if nobody looks.
            let good = good.or_else(|| themes.iter().position(|one| one.is_good(&site.archive)));
            themes.remove(if good == Some(REMEMBERED) { REMEMBERED - 1 } else { REMEMBERED });
        }
        Self { themes, last: Some((Arc::clone(&site.archive), Arc::clone(theme))) }
    }

    /// What stands in for pages of a site.
    pub fn stand_ins(&self, site: &Site) -> StandIns {
        let is_same = |theme: &Arc<Theme>| Arc::ptr_eq(theme, &site.theme);
        let (archive, theme) = (Arc::clone(&site.archive), Arc::clone(&site.theme));
        let themes: Vec<_> =
            self.themes.iter().map(|one| Arc::clone(&one.theme)).filter(|theme| !is_same(theme)).collect();
        StandIns {
            last: self.last.as_ref().map(|(archive, theme)| StandIn::new(archive, theme)),
            is_of_words: self.last.as_ref().is_some_and(|(_, theme)| is_same(theme)),
            whole: themes.iter().map(|theme| StandIn::new(&archive, theme)).collect(),
            archive,
            theme,
            themes,
            mixes: Mutex::default(),
        }
    }
}

type Mixes = HashMap<(Arc<str>, usize), Option<Arc<StandIn>>>;

/// What stands in for pages of a site that its templates cannot make.
pub struct StandIns {
    archive: Arc<Archive>,
    theme: Arc<Theme>,
    /// The last good site.
    last: Option<StandIn>,
    /// Whether that has the same templates, so that the words brought the mistake to light.
    is_of_words: bool,
    /// Other themes, newest first, and the newest words in them.
    themes: Vec<Arc<Theme>>,
    whole: Vec<StandIn>,
    /// The newest words in the newest templates but one, by that one's file and the theme that it is taken from.
    mixes: Mutex<Mixes>,
}

impl StandIns {
    /// A page, from the best of them that can make it, and what stopped it.
    ///
    /// The newest words in the newest templates, but for the broken one, are nearest to what is being written. Where
    /// words brought the mistake to light, those before them are shown.
    pub fn content(&self, path: &str, fault: &Diagnostic) -> Option<Content> {
        let last = || self.last.as_ref()?.content(path);
        let first = if self.is_of_words { last() } else { None };
        first
            .or_else(|| (0..self.themes.len()).find_map(|at| self.mix(&fault.file, at)?.content(path)))
            .or_else(|| self.whole.iter().find_map(|one| one.content(path)))
            .or_else(last)
    }

    fn mix(&self, file: &Arc<str>, at: usize) -> Option<Arc<StandIn>> {
        let make = || {
            let theme = self.theme.with_template_of(&self.themes[at], file)?;
            Some(Arc::new(StandIn::new(&self.archive, &Arc::new(theme))))
        };
        let mut mixes = self.mixes.lock().unwrap_or_else(PoisonError::into_inner);
        mixes.entry((Arc::clone(file), at)).or_insert_with(make).clone()
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
struct StandIn {
    archive: Arc<Archive>,
    theme: Arc<Theme>,
    site: OnceLock<Site>,
}

impl StandIn {
    fn new(archive: &Arc<Archive>, theme: &Arc<Theme>) -> Self {
        Self { archive: Arc::clone(archive), theme: Arc::clone(theme), site: OnceLock::new() }
    }

    /// What it has at a path, if it has that and can make it.
    fn content(&self, path: &str) -> Option<Content> {
        let make = || Site::new(Arc::clone(&self.archive), Arc::clone(&self.theme), Search::default());
        let site = self.site.get_or_init(make);
        site.route(path)?;
        site.content(path).ok()
    }
}
