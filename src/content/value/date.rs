//! Partial dates and intervals: ISO 8601-2 (EDTF) level 1, without time zones.

mod read;

use std::cmp::Ordering;
use std::fmt;

use super::ValueError;

/// A year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// With words for its signs: an address has neither `~` nor `?`.
    fn address(&self) -> String {
        let exact = Self { approximate: false, uncertain: false, ..*self };
        match (self.approximate, self.uncertain) {
            (true, true) => format!("{exact}-about-uncertain"),
            (true, false) => format!("{exact}-about"),
            (false, true) => format!("{exact}-uncertain"),
            (false, false) => exact.to_string(),
        }
    }

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
        read::date(text)
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
        let covers = |a: &Self, b: &Self| {
            let starts = a.first_day() <= b.first_day();
            let ends = a.last_day().is_none_or(|end| b.last_day().is_some_and(|other| other <= end));
            starts && ends
        };
        covers(self, other) || covers(other, self)
    }

    /// Whether it shares a day with the days from `from` to `to`, both included; `None` is an open end.
    pub fn overlaps(&self, from: Option<Day>, to: Option<Day>) -> bool {
        let reaches = from.is_none_or(|from| self.last_day().is_none_or(|last| from <= last));
        let begins = to.is_none_or(|to| self.first_day().is_none_or(|first| first <= to));
        reaches && begins
    }

    /// The date in an address: `2019`, `2019-about`, `2019-2021`, `2019-and-after`. An exact one is as it is written.
    pub fn address(&self) -> String {
        match self {
            Self::Point(date) => date.address(),
            Self::Interval { start: Some(start), end: Some(end) } => {
                format!("{}-{}", start.address(), end.address())
            }
            Self::Interval { start: Some(date), end: None } => format!("{}-and-after", date.address()),
            Self::Interval { start: None, end: Some(date) } => format!("{}-and-before", date.address()),
            Self::Interval { start: None, end: None } => String::new(),
        }
    }

    fn ends(&self) -> (Option<PartialDate>, Option<PartialDate>, bool) {
        match self {
            Self::Point(date) => (Some(*date), Some(*date), false),
            Self::Interval { start, end } => (*start, *end, true),
        }
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Self| (date.sort_key(), date.ends());
        key(self).cmp(&key(other))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        f.write_str(match (self.approximate, self.uncertain) {
            (true, true) => "%",
            (true, false) => "~",
            (false, true) => "?",
            (false, false) => "",
        })
    }
}

/// As an author writes it: what `parse` reads back as the same date.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |f: &mut fmt::Formatter<'_>, date: &Option<PartialDate>| match date {
            Some(date) => write!(f, "{date}"),
            None => f.write_str(".."),
        };
        match self {
            Self::Point(date) => write!(f, "{date}"),
            Self::Interval { start, end: last } => {
                end(f, start)?;
                f.write_str("/")?;
                end(f, last)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|e| panic!("{text}: {}", e.message))
    }

    #[test]
    fn coarser_dates_agree() {
        for (a, b, agree) in [
            ("2021", "2021-05", true),
            ("2021-05", "2021-05-20", true),
            ("2021-05", "2020-05", false),
            ("2019/..", "2020/2021", true),
            ("../2021", "2020", true),
            ("2019/..", "2018", false),
            ("2020/2021", "2021/2022", false),
        ] {
            assert_eq!(date(a).agrees_with(&date(b)), agree, "{a} {b}");
            assert_eq!(date(b).agrees_with(&date(a)), agree, "{b} {a}");
        }
    }

    #[test]
    fn ranges_find_dates_by_overlap() {
        let year = |year| (Some((year, 1, 1)), Some((year, 12, 31)));
        let touches = |text: &str, (from, to): (Option<Day>, Option<Day>)| date(text).overlaps(from, to);
        assert!(touches("2021-05", year(2021)) && !touches("2021-05", year(2022)));
        assert!(touches("2019/..", year(2030)) && !touches("2019/..", year(2018)));
        assert!(touches("../2021-03", year(1990)) && !touches("../2021-03", year(2022)));
        assert!(touches("2021", (None, None)));
    }

    fn any_partial() -> impl Strategy<Value = PartialDate> {
        (1i16..=9999, 0u8..=12, 0u8..=28, any::<bool>(), any::<bool>()).prop_map(
            |(year, month, day, a, u)| {
                let month = (month > 0).then_some(month);
                let day = month.and((day > 0).then_some(day));
                PartialDate { year, month, day, approximate: a, uncertain: u }
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(a in any_partial(), b in any_partial(), kind in 0..4) {
            let (start, end) = if a.first_day() <= b.first_day() { (a, b) } else { (b, a) };
            let date = match kind {
                0 => Date::Point(a),
                1 => Date::Interval { start: Some(a), end: None },
                2 => Date::Interval { start: None, end: Some(a) },
                _ => Date::Interval { start: Some(start), end: Some(end) },
            };
            prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
            prop_assert!(date.sort_key().1 <= date.sort_key().0);
            let address = date.address();
            prop_assert!(crate::slug::is_slug(&address), "{address}");
            if date.to_string().chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/')) {
                prop_assert_eq!(crate::slug::slugify(&date.to_string()), Some(address));
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>(), near in "[0-9é./~?% -]{0,14}[A-Za-z ]{0,6}[0-9/-]{0,8}") {
            let _ = Date::parse(&text);
            if let Ok(date) = Date::parse(&near) {
                prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
            }
        }
    }
}
