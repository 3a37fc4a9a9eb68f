//! Sums over cases, and how much of the archive they cover. Unknown is not zero.

use std::collections::BTreeMap;

use super::Case;
use crate::content::value::money::Currency;
use crate::content::value::{Date, Figure};

/// A sum over the cases that give a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    pub figure: Figure,
    /// Cases that give one.
    pub known: usize,
}

/// What a set of cases adds up to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Totals {
    pub cases: usize,
    pub size: Option<Coverage>,
    pub follows: Option<Coverage>,
    pub spend: BTreeMap<Currency, Coverage>,
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// Cases on which sources disagree.
    pub disagreements: usize,
}

impl Totals {
    pub fn of<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Self {
        let mut totals = Self::default();
        for case in cases {
            totals.cases += 1;
            add(&mut totals.size, case.size);
            add(&mut totals.follows, case.follows);
            for (currency, amount) in &case.spend {
                let mut sum = totals.spend.get(currency).copied();
                add(&mut sum, Some(*amount));
                totals.spend.extend(sum.map(|sum| (*currency, sum)));
            }
            if let Some(date) = case.date.map(|date| date.date) {
                let starts = |date: &Date| date.first_day().or(date.last_day());
                if totals.first.is_none_or(|first| starts(&date) < starts(&first)) {
                    totals.first = Some(date);
                }
                if totals.last.is_none_or(|last| date.sort_key() > last.sort_key()) {
                    totals.last = Some(date);
                }
            }
            totals.disagreements += usize::from(case.disagreements > 0);
        }
        totals
    }
}

fn add(sum: &mut Option<Coverage>, figure: Option<Figure>) {
    let Some(figure) = figure else { return };
    *sum = Some(match *sum {
        Some(sum) => Coverage { figure: sum.figure.plus(figure), known: sum.known + 1 },
        None => Coverage { figure, known: 1 },
    });
}
