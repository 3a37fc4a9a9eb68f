//! What pages show again and again, in the language of the site's frame: made when first asked for.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use super::view::{DateView, Shared, TermRef};
use crate::archive::Archive;
use crate::content::value::Date;
use crate::theme::Strings;

/// Links to terms and actors, and dates in words.
pub struct Known {
    /// By taxonomy, then term.
    pub terms: Vec<Vec<OnceLock<Shared<TermRef>>>>,
    /// By actor; in all languages alike.
    pub actors: Vec<OnceLock<Shared<TermRef>>>,
    dates: RwLock<HashMap<Date, Shared<DateView>, foldhash::fast::FixedState>>,
}

impl Known {
    pub fn new(archive: &Archive) -> Self {
        let terms = archive.taxonomies.iter().map(|taxonomy| vec![OnceLock::new(); taxonomy.terms.len()]);
        Self {
            terms: terms.collect(),
            actors: vec![OnceLock::new(); archive.actors.all.len()],
            dates: RwLock::default(),
        }
    }

    /// A date in the words of the frame's language, which are `strings`.
    pub fn date(&self, date: &Date, strings: &Strings) -> Shared<DateView> {
        if let Some(known) = self.dates.read().unwrap_or_else(PoisonError::into_inner).get(date) {
            return known.clone();
        }
        let made = Shared::from(strings.date(date));
        self.dates.write().unwrap_or_else(PoisonError::into_inner).insert(*date, made.clone());
        made
    }
}
