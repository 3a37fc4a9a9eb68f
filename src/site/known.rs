//! What pages show again and again, in the language of the site's frame: made when first asked for.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{OnceLock, PoisonError, RwLock};

use serde::Serialize;

use super::view::{DateView, Shared, TermRef, TickView, YearsView};
use crate::archive::Archive;
use crate::content::value::Date;
use crate::theme::Strings;

/// Links to terms and actors, dates in words, and what stands behind charts.
pub struct Known {
    /// By taxonomy, then term.
    pub terms: Vec<Vec<OnceLock<Shared<TermRef>>>>,
    /// By actor; in all languages alike.
    pub actors: Vec<OnceLock<Shared<TermRef>>>,
    dates: Made<Date, DateView>,
    years: Made<(i64, i64, u32), YearsView>,
    ticks: Made<(i32, i32, usize), Vec<TickView>>,
}

/// Views that were made, by what they are made of.
type Made<K, T> = RwLock<HashMap<K, Shared<T>, foldhash::fast::FixedState>>;

impl Known {
    pub fn new(archive: &Archive) -> Self {
        let terms = archive.taxonomies.iter().map(|taxonomy| vec![OnceLock::new(); taxonomy.terms.len()]);
        Self {
            terms: terms.collect(),
            actors: vec![OnceLock::new(); archive.actors.all.len()],
            dates: RwLock::default(),
            years: RwLock::default(),
            ticks: RwLock::default(),
        }
    }

    /// A date in the words of the frame's language, which are `strings`.
    pub fn date(&self, date: &Date, strings: &Strings) -> Shared<DateView> {
        known(&self.dates, *date, || strings.date(date))
    }

    /// The years behind a chart of relations, by the first one, the one after the last, and the chart's height in pixels.
    pub fn years(&self, key: (i64, i64, u32), make: impl FnOnce() -> YearsView) -> Shared<YearsView> {
        known(&self.years, key, make)
    }

    /// The ticks of a timeline, by periods a year, the first period and their number.
    pub fn ticks(
        &self,
        key: (i32, i32, usize),
        make: impl FnOnce() -> Vec<TickView>,
    ) -> Shared<Vec<TickView>> {
        known(&self.ticks, key, make)
    }
}

fn known<K: Copy + Eq + Hash, T: Serialize>(
    made: &Made<K, T>,
    key: K,
    make: impl FnOnce() -> T,
) -> Shared<T> {
    if let Some(known) = made.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return known.clone();
    }
    let view = Shared::from(make());
    made.write().unwrap_or_else(PoisonError::into_inner).insert(key, view.clone());
    view
}
