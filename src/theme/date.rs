//! Dates in words: days, months, years, intervals, quarters and half-years, and how sure they are.

use super::strings::Strings;
use crate::content::value::{Date, PartialDate};
use crate::site::view::DateView;

/// Long words (`3 June 2021`) or short ones (`3 Jun 2021`).
#[derive(Clone, Copy, PartialEq)]
enum Width {
    Long,
    Short,
}

impl Strings {
    /// A date ready to print, long and short, as written, and for `<time datetime>`.
    pub fn date(&self, date: &Date) -> DateView {
        let (text, short) = match date {
            Date::Point(point) => (self.point(point, Width::Long), self.point(point, Width::Short)),
            Date::Interval { start: Some(start), end: Some(end) } => {
                let short =
                    self.named_period(start, end).unwrap_or_else(|| self.interval(start, end, Width::Short));
                (self.interval(start, end, Width::Long), short)
            }
            Date::Interval { start: Some(start), end: None } => self.open("date.since", start),
            Date::Interval { start: None, end: Some(end) } => self.open("date.until", end),
            Date::Interval { start: None, end: None } => Default::default(),
        };
        DateView { text, short, iso: iso(date), datetime: datetime(date) }
    }

    fn open(&self, key: &str, date: &PartialDate) -> (String, String) {
        let say = |width| self.fill(key, &[("date", &self.point(date, width))]);
        (say(Width::Long), say(Width::Short))
    }

    fn point(&self, date: &PartialDate, width: Width) -> String {
        let plain = self.plain(date, width);
        let key = match (date.approximate, date.uncertain, width) {
            (false, false, _) => return plain,
            (true, false, Width::Long) => "date.approximate",
            (false, true, Width::Long) => "date.uncertain",
            (true, true, Width::Long) => "date.both",
            (true, false, Width::Short) => "date.approximate_short",
            (false, true, Width::Short) => "date.uncertain_short",
            (true, true, Width::Short) => "date.both_short",
        };
        self.fill(key, &[("date", &plain)])
    }

    fn plain(&self, date: &PartialDate, width: Width) -> String {
        let year = year(date.year);
        match (date.month, date.day) {
            (None, _) => year,
            (Some(month), None) => self
                .fill("date.month", &[("month", self.month(month, width == Width::Short)), ("year", &year)]),
            (Some(month), Some(day)) => {
                let month = self.month(month, width == Width::Short);
                self.fill("date.day", &[("day", &day.to_string()), ("month", month), ("year", &year)])
            }
        }
    }

    /// `January to March 2023`: what both ends share is said once.
    fn interval(&self, start: &PartialDate, end: &PartialDate, width: Width) -> String {
        let key = if width == Width::Long { "date.interval" } else { "date.interval_short" };
        let range = |from: &str, to: &str| self.fill(key, &[("start", from), ("end", to)]);
        let year = year(end.year);
        let same_year = start.year == end.year && sure(start) && sure(end);
        match (start.month, start.day, end.month, end.day) {
            (Some(a), None, Some(b), None) if same_year && a < b => {
                let months =
                    range(self.month(a, width == Width::Short), self.month(b, width == Width::Short));
                self.fill("date.month", &[("month", &months), ("year", &year)])
            }
            (Some(a), Some(from), Some(b), Some(to)) if same_year && a == b && from < to => {
                let days = range(&from.to_string(), &to.to_string());
                let month = self.month(a, width == Width::Short);
                self.fill("date.day", &[("day", &days), ("month", month), ("year", &year)])
            }
            _ if start == end => self.point(start, width),
            _ => range(&self.point(start, width), &self.point(end, width)),
        }
    }

    /// `Q1 2023`, `H1 2026`, `2024`: intervals that fill quarters, a half or a whole year.
    fn named_period(&self, start: &PartialDate, end: &PartialDate) -> Option<String> {
        let ((year, first, 1), (end_year, last, day)) = (start.first_day(), end.last_day()) else {
            return None;
        };
        let month_ends = day == PartialDate { day: None, ..*end }.last_day().2;
        if year != end_year || !month_ends || !sure(start) || !sure(end) {
            return None;
        }
        let quarter = |n: u8| self.fill("date.quarter", &[("n", &n.to_string())]);
        let (from, to) = (first.div_ceil(3), last.div_ceil(3));
        let period = match (first, last) {
            (1, 12) => return Some(self::year(year)),
            (1, 6) => self.fill("date.half", &[("n", "1")]),
            (7, 12) => self.fill("date.half", &[("n", "2")]),
            _ if first % 3 != 1 || last % 3 != 0 => return None,
            _ if from == to => quarter(from),
            _ => self.fill("date.interval_short", &[("start", &quarter(from)), ("end", &quarter(to))]),
        };
        Some(self.fill("date.period", &[("period", &period), ("year", &self::year(year))]))
    }
}

fn sure(date: &PartialDate) -> bool {
    !date.approximate && !date.uncertain
}

fn year(year: i16) -> String {
    year.to_string()
}

/// EDTF level 1, as written.
fn iso(date: &Date) -> String {
    let open = |end: &Option<PartialDate>| end.as_ref().map_or_else(|| "..".to_owned(), edtf);
    match date {
        Date::Point(point) => edtf(point),
        Date::Interval { start, end } => format!("{}/{}", open(start), open(end)),
    }
}

fn edtf(date: &PartialDate) -> String {
    let suffix = match (date.approximate, date.uncertain) {
        (false, false) => "",
        (true, false) => "~",
        (false, true) => "?",
        (true, true) => "%",
    };
    format!("{}{suffix}", calendar(date))
}

/// ISO 8601 without EDTF's marks.
fn calendar(date: &PartialDate) -> String {
    let mut out = String::with_capacity(11);
    if date.year < 0 {
        out.push('-');
    }
    let year = date.year.unsigned_abs();
    if year < 10_000 {
        push_two(&mut out, (year / 100) as u8);
        push_two(&mut out, (year % 100) as u8);
    } else {
        out.push_str(&year.to_string());
    }
    for part in date.month.into_iter().chain(date.month.and(date.day)) {
        out.push('-');
        push_two(&mut out, part);
    }
    out
}

/// A number below a hundred, in two digits.
fn push_two(out: &mut String, n: u8) {
    out.push((b'0' + n / 10) as char);
    out.push((b'0' + n % 10) as char);
}

/// HTML takes a year above zero, a month or a day, and no interval.
fn datetime(date: &Date) -> Option<String> {
    match date {
        Date::Point(point) if point.year > 0 => Some(calendar(point)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::content::value::{Date, PartialDate};
    use crate::theme::tests::{arabic, english};

    fn point(year: i16, month: u8, day: u8) -> PartialDate {
        let some = |n| (n > 0).then_some(n);
        PartialDate { year, month: some(month), day: some(day), approximate: false, uncertain: false }
    }

    fn interval(start: PartialDate, end: PartialDate) -> Date {
        Date::Interval { start: Some(start), end: Some(end) }
    }

    #[test]
    fn points_are_said_as_finely_as_they_are_known() {
        let view = english().date(&Date::Point(point(2021, 6, 3)));
        assert_eq!((view.text.as_str(), view.short.as_str()), ("3 June 2021", "3 Jun 2021"));
        assert_eq!(view.datetime.as_deref(), Some("2021-06-03"));
        let about = PartialDate { approximate: true, ..point(2021, 5, 0) };
        let view = english().date(&Date::Point(about));
        assert_eq!((view.text.as_str(), view.iso.as_str()), ("about May 2021", "2021-05~"));
        assert_eq!(view.datetime.as_deref(), Some("2021-05"));
        assert_eq!(arabic().date(&Date::Point(point(2021, 6, 3))).text, "3 يونيو 2021");
    }

    #[test]
    fn intervals_say_once_what_both_ends_share() {
        let say = |date| {
            let view = english().date(&date);
            (view.text, view.short)
        };
        let two = |long: &str, short: &str| (long.to_owned(), short.to_owned());
        assert_eq!(
            say(interval(point(2023, 1, 0), point(2023, 3, 0))),
            two("January to March 2023", "Q1 2023")
        );
        assert_eq!(
            say(interval(point(2026, 1, 0), point(2026, 6, 0))),
            two("January to June 2026", "H1 2026")
        );
        assert_eq!(
            say(interval(point(2025, 4, 0), point(2025, 9, 0))),
            two("April to September 2025", "Q2–Q3 2025")
        );
        assert_eq!(say(interval(point(2023, 1, 1), point(2023, 3, 31))).1, "Q1 2023");
        assert_eq!(
            say(interval(point(2021, 5, 3), point(2021, 5, 9))),
            two("3 to 9 May 2021", "3–9 May 2021")
        );
        assert_eq!(say(interval(point(2019, 0, 0), point(2021, 0, 0))), two("2019 to 2021", "2019–2021"));
        assert_eq!(
            say(interval(point(2021, 2, 0), point(2021, 4, 0))),
            two("February to April 2021", "Feb–Apr 2021")
        );
        let open = Date::Interval { start: Some(point(2019, 0, 0)), end: None };
        assert_eq!(say(open), two("since 2019", "since 2019"));
        assert_eq!(english().date(&open).iso, "2019/..");
    }
}
