//! Figures: whole numbers as sources give them, exact, "about", "over", or a range.

mod read;

use std::cmp::Ordering;
use std::fmt;

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

/// How a figure is put into words: what a page's language needs to know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Exact(u64),
    Over(u64),
    AtLeast(u64),
    Under(u64),
    AtMost(u64),
    /// Both ends included.
    Range(u64, u64),
}

impl Figure {
    /// The largest number that may be written: 2⁵³ − 1, the last whole number that every reader of JSON keeps.
    pub const MAX: u64 = (1 << 53) - 1;

    pub const fn exact(n: u64) -> Self {
        Self { low: n, over: false, high: Some(n), under: false, about: false }
    }

    /// Reads a figure as an author writes it; see FRONT-MATTER's table "Values".
    ///
    /// # Errors
    /// A sentence that says what is wrong, and a hint where there is one.
    pub fn parse(text: &str) -> Result<Self, super::ValueError> {
        read::figure(text)
    }

    /// The figure's wording, apart from "about".
    ///
    /// A sum can have bounds that no author writes, such as 10 + under 5. Figures are whole, so that
    /// is `10 to 14`.
    pub fn shape(&self) -> Shape {
        match self.high {
            None if self.over => Shape::Over(self.low),
            None => Shape::AtLeast(self.low),
            Some(high) if self.under && self.low == 0 => Shape::Under(high),
            Some(_) => match self.last() {
                Some(last) if last <= self.low => Shape::Exact(self.low),
                Some(last) if self.low == 0 => Shape::AtMost(last),
                Some(last) => Shape::Range(self.low, last),
                None => Shape::AtLeast(self.low),
            },
        }
    }

    /// The shape that is put into words. What is "about" has no other qualifier, though a sum can have both: one word
    /// says how far it can be trusted.
    pub fn wording(&self) -> Shape {
        match self.shape() {
            Shape::Over(n) | Shape::AtLeast(n) if self.about => Shape::Exact(n),
            Shape::Under(n) if self.about && n > 1 => Shape::Range(0, n - 1),
            Shape::Under(n) if self.about => Shape::Exact(n),
            Shape::AtMost(n) if self.about => Shape::Range(0, n),
            shape => shape,
        }
    }

    /// The number that the source states: the number of "about", "over", "at least", "under" and
    /// "at most", the lower end of a range. Sorting and plain range queries use it.
    pub fn stated(&self) -> u64 {
        match self.shape() {
            Shape::Exact(n) | Shape::Over(n) | Shape::AtLeast(n) | Shape::Under(n) | Shape::AtMost(n) => n,
            Shape::Range(low, _) => low,
        }
    }

    /// A range such as `40 to 50` (as against one number with or without a qualifier).
    pub fn is_range(&self) -> bool {
        matches!(self.shape(), Shape::Range(..))
    }

    /// Whether a query from `lo` to `hi`, both included and each possibly open, finds this figure: a plain
    /// figure by the number stated (of `under 10` by the 9 that it is at most), a range of figures by overlap.
    pub fn matches_range(&self, lo: Option<u64>, hi: Option<u64>) -> bool {
        let (first, last) = match self.shape() {
            Shape::Range(low, high) => (low, high),
            Shape::Under(n) => (n.saturating_sub(1), n.saturating_sub(1)),
            _ => (self.stated(), self.stated()),
        };
        lo.is_none_or(|lo| lo <= last) && hi.is_none_or(|hi| first <= hi)
    }

    /// The sum: bounds added, "over" and "under" kept strict, `about` if either is.
    ///
    /// Figures are whole, so that twice under 10 is 18 at most, under 19; and 5 more is 5 to 23, in whatever order.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let last = self.last().zip(other.last()).map(|(a, b)| a.saturating_add(b));
        let low = self.low.saturating_add(other.low);
        let under = last.is_some() && low == 0 && (self.under || other.under);
        Self {
            low,
            over: self.over || other.over,
            high: last.map(|last| last.saturating_add(u64::from(under))),
            under,
            about: self.about || other.about,
        }
    }

    /// The sum of all, `None` if there are none: unknown is not zero.
    pub fn sum(figures: impl IntoIterator<Item = Self>) -> Option<Self> {
        figures.into_iter().reduce(Self::plus)
    }

    /// The last whole number within the bounds, `None` without an upper bound.
    fn last(&self) -> Option<u64> {
        self.high.map(|high| if self.under { high.saturating_sub(1) } else { high })
    }
}

/// The contract's spelling: what `parse` reads back as the same figure, unless it is a sum that is about and over.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.about { "about " } else { "" };
        match self.wording() {
            Shape::Exact(n) => write!(f, "{about}{n}"),
            Shape::Over(n) => write!(f, "over {n}"),
            Shape::AtLeast(n) => write!(f, "at least {n}"),
            Shape::Under(n) => write!(f, "under {n}"),
            Shape::AtMost(n) => write!(f, "at most {n}"),
            Shape::Range(low, high) => write!(f, "{about}{low} to {high}"),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figure(text: &str) -> Figure {
        Figure::parse(text).unwrap_or_else(|e| panic!("{text}: {}", e.message))
    }

    fn sum(texts: &[&str]) -> String {
        Figure::sum(texts.iter().map(|text| figure(text))).map(|f| f.to_string()).unwrap_or_default()
    }

    #[test]
    fn sums_add_the_bounds() {
        assert_eq!(sum(&["over 40", "1"]), "over 41");
        assert_eq!(sum(&["at least 10", "at most 5"]), "at least 10");
        assert_eq!(sum(&["about 40", "10"]), "about 50");
        assert_eq!(sum(&["about 40", "over 10"]), "about 50");
        assert_eq!(sum(&["about 40", "under 10"]), "about 40 to 49");
        assert_eq!(sum(&["about 0", "at most 10"]), "about 0 to 10");
        assert_eq!(sum(&["about 0", "under 10"]), "about 0 to 9");
        assert_eq!(sum(&["40 to 50", "under 5"]), "40 to 54");
        assert_eq!(sum(&["over 3", "under 5"]), "over 3");
        assert_eq!(sum(&["under 10", "under 10"]), "under 19");
        for order in
            [["under 10", "under 10", "5"], ["under 10", "5", "under 10"], ["5", "under 10", "under 10"]]
        {
            assert_eq!(sum(&order), "5 to 23");
        }
        assert_eq!(sum(&["under 1", "741"]), "741");
        assert_eq!(sum(&["0", "0"]), "0");
        assert_eq!(sum(&[]), "");
    }

    #[test]
    fn a_query_finds_by_the_number_stated_and_ranges_by_overlap() {
        for text in ["40", "about 40", "over 40", "at least 40", "under 41", "at most 40"] {
            assert!(figure(text).matches_range(Some(40), Some(40)), "{text}");
            assert!(!figure(text).matches_range(Some(41), None), "{text}");
            assert!(!figure(text).matches_range(None, Some(39)), "{text}");
        }
        assert!(
            figure("under 40").matches_range(None, Some(39))
                && !figure("under 40").matches_range(Some(40), None)
        );
        let range = figure("40 to 50");
        assert!(range.matches_range(Some(50), None) && range.matches_range(None, Some(40)));
        assert!(!range.matches_range(Some(51), None) && !range.matches_range(None, Some(39)));
        assert!(figure("0").matches_range(None, None));
    }

    fn any_figure() -> impl Strategy<Value = Figure> {
        let n = 0..=Figure::MAX;
        (0..6, n.clone(), n, any::<bool>()).prop_map(|(kind, a, b, about)| {
            let exact = Figure { about: about && matches!(kind, 0 | 5), ..Figure::exact(a) };
            match kind {
                0 => exact,
                1 => Figure { over: true, high: None, ..exact },
                2 => Figure { high: None, ..exact },
                3 => Figure { low: 0, high: Some(a.max(1)), under: true, ..exact },
                4 => Figure { low: 0, ..exact },
                _ => Figure { low: a.min(b), high: Some(a.max(b)), ..exact },
            }
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(figure in any_figure()) {
            prop_assert_eq!(Figure::parse(&figure.to_string()), Ok(figure));
        }

        #[test]
        fn a_sum_does_not_depend_on_the_order(a in any_figure(), b in any_figure(), c in any_figure()) {
            prop_assert_eq!(a.plus(b), b.plus(a));
            prop_assert_eq!(a.plus(b).plus(c), a.plus(b.plus(c)));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), digits in "[a-z ~<>-]{0,9}[0-9.,' km-]{0,30}[a-z ]{0,4}") {
            let _ = Figure::parse(&text);
            if let Ok(figure) = Figure::parse(&digits) {
                prop_assert_eq!(Figure::parse(&figure.to_string()), Ok(figure));
            }
        }
    }
}
