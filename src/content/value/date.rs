//! Partial dates and intervals: ISO 8601-2 (EDTF) level 1, without time zones.

use super::ValueError;

/// A year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    pub year: i16,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31, only with a month.
    pub day: Option<u8>,
    /// EDTF `~`, or `%` with `uncertain`.
    pub approximate: bool,
    /// EDTF `?`, or `%` with `approximate`.
    pub uncertain: bool,
}

/// A date as front matter gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Date {
    Point(PartialDate),
    /// At least one end is given; an open end is `None`.
    Interval {
        start: Option<PartialDate>,
        end: Option<PartialDate>,
    },
}

/// A day of the Gregorian calendar, ordered: (year, month, day).
pub type Day = (i16, u8, u8);

impl PartialDate {
    /// First day that the date can mean.
    pub fn first_day(&self) -> Day {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// Last day that the date can mean.
    pub fn last_day(&self) -> Day {
        let month = self.month.unwrap_or(12);
        let last = jiff::civil::Date::new(self.year, month as i8, 1).map_or(31, |d| d.days_in_month() as u8);
        (self.year, month, self.day.unwrap_or(last))
    }
}

impl Date {
    /// Reads `2021`, `2021-05`, `2021-05-20`, intervals, open ends, and the suffixes `~ ? %`.
    ///
    /// # Errors
    /// A sentence that says what is wrong, and a hint where there is one.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let _ = text;
        unimplemented!()
    }

    /// First day it can mean; `None` for an open start.
    pub fn first_day(&self) -> Option<Day> {
        match self {
            Self::Point(date) => Some(date.first_day()),
            Self::Interval { start, .. } => start.map(|date| date.first_day()),
        }
    }

    /// Last day it can mean; `None` for an open end.
    pub fn last_day(&self) -> Option<Day> {
        match self {
            Self::Point(date) => Some(date.last_day()),
            Self::Interval { end, .. } => end.map(|date| date.last_day()),
        }
    }

    /// What orders dates in lists: the last day, then the first (a day sorts within its month's end).
    /// An open end falls back to the start.
    pub fn sort_key(&self) -> (Day, Day) {
        let first = self.first_day();
        let last = self.last_day().or(first).unwrap_or_default();
        (last, first.unwrap_or(last))
    }

    /// The years it touches, first and last.
    pub fn years(&self) -> (i16, i16) {
        let first = self.first_day().or(self.last_day()).map_or(0, |day| day.0);
        (first, self.last_day().map_or(first, |day| day.0))
    }

    /// Whether the other says the same, only more or less finely: 2021 beside 2021-05.
    pub fn agrees_with(&self, other: &Self) -> bool {
        let covers = |a: &Self, b: &Self| a.first_day() <= b.first_day() && b.last_day() <= a.last_day();
        covers(self, other) || covers(other, self)
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.sort_key().cmp(&other.sort_key()).then_with(|| format!("{self:?}").cmp(&format!("{other:?}")))
    }
}
