//! Figures: whole numbers as sources give them, exact, "about", "over", or a range.

use std::cmp::Ordering;

/// An interval of whole numbers and a mark for "about".
///
/// `40` is \[40, 40\]; `over 40` is (40, ∞); `at least 40` is \[40, ∞); `under 40` is \[0, 40);
/// `at most 40` is \[0, 40\]; `40 to 50` is \[40, 50\]; `about 40` is \[40, 40\] with `about` set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Figure {
    pub low: u64,
    /// The low bound itself is excluded ("over").
    pub over: bool,
    /// `None`: no upper bound.
    pub high: Option<u64>,
    /// The high bound itself is excluded ("under").
    pub under: bool,
    pub about: bool,
}

impl Figure {
    pub const fn exact(n: u64) -> Self {
        Self { low: n, over: false, high: Some(n), under: false, about: false }
    }

    /// Reads a figure as an author writes it; see FRONT-MATTER's table "Values".
    ///
    /// # Errors
    /// A sentence that says what is wrong, and a hint where there is one.
    pub fn parse(text: &str) -> Result<Self, super::ValueError> {
        let _ = text;
        unimplemented!()
    }

    /// The number that the source states: the number of "about", "over", "at least", "under" and
    /// "at most", the lower end of a range. Sorting and plain range queries use it.
    pub fn stated(&self) -> u64 {
        match self.high {
            Some(high) if self.low == 0 && high > 0 => high,
            _ => self.low,
        }
    }

    /// A range such as `40 to 50` (as against one number with or without a qualifier).
    pub fn is_range(&self) -> bool {
        self.low > 0 && self.high.is_some_and(|high| high > self.low)
    }

    /// The sum: bounds added, "over" and "under" kept strict, `about` if either is.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_add(other.low),
            over: self.over || other.over,
            high: self.high.zip(other.high).map(|(a, b)| a.saturating_add(b)),
            under: self.under || other.under,
            about: self.about || other.about,
        }
    }

    /// The sum of all, `None` if there are none: unknown is not zero.
    pub fn sum(figures: impl IntoIterator<Item = Self>) -> Option<Self> {
        figures.into_iter().reduce(Self::plus)
    }
}

impl Ord for Figure {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |f: &Self| (f.stated(), f.over, f.high.is_none(), f.low, f.high, f.under, f.about);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Figure {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
