//! Reading a date: EDTF level 1 as far as the contract goes, and what people write instead.

use super::{Date, PartialDate};
use crate::content::value::{ValueError, quoted};

const FORMS: &str = "write `2021`, `2021-05`, `2021-05-20`, or an interval such as `2021-01/2021-03`";

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Why a text is no date, before it is put into words.
enum Fault {
    Shape,
    NoMonth,
    /// 21 to 24, EDTF's spring to winter.
    Season(u8),
    NoDay(u8),
    NoEnds,
    Backwards,
}

pub(super) fn date(text: &str) -> Result<Date, ValueError> {
    let text = text.trim();
    strict(text).map_err(|fault| explain(text, &fault))
}

fn strict(text: &str) -> Result<Date, Fault> {
    let Some((start, end)) = text.split_once('/') else {
        return partial(text).map(Date::Point);
    };
    let side = |text: &str| if text == ".." { Ok(None) } else { partial(text).map(Some) };
    let (start, end) = (side(start)?, side(end)?);
    match (start, end) {
        (None, None) => Err(Fault::NoEnds),
        (Some(start), Some(end)) if end.last_day() < start.first_day() => Err(Fault::Backwards),
        (start, end) => Ok(Date::Interval { start, end }),
    }
}

fn partial(text: &str) -> Result<PartialDate, Fault> {
    let (approximate, uncertain) = match text.as_bytes().last() {
        Some(b'~') => (true, false),
        Some(b'?') => (false, true),
        Some(b'%') => (true, true),
        _ => (false, false),
    };
    let digits = text.strip_suffix(['~', '?', '%']).unwrap_or(text);
    let mut parts = digits.split('-');
    let year = parts.next().and_then(|part| number(part, 4)).ok_or(Fault::Shape)?;
    let month = parts.next().map(|part| number(part, 2).ok_or(Fault::Shape)).transpose()?;
    let day = parts.next().map(|part| number(part, 2).ok_or(Fault::Shape)).transpose()?;
    if parts.next().is_some() || year == 0 {
        return Err(Fault::Shape);
    }
    let (month, day) = (month.map(|m| m as u8), day.map(|d| d as u8));
    if let (Some(season @ 21..=24), None) = (month, day) {
        return Err(Fault::Season(season));
    }
    if month.is_some_and(|month| !(1..=12).contains(&month)) {
        return Err(Fault::NoMonth);
    }
    let month_only = PartialDate { year, month, day: None, approximate, uncertain };
    let last = month_only.last_day().2;
    if day.is_some_and(|day| !(1..=last).contains(&day)) {
        return Err(Fault::NoDay(last));
    }
    Ok(PartialDate { day, ..month_only })
}

/// Exactly so many ASCII digits.
fn number(part: &str, len: usize) -> Option<i16> {
    (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
}

fn explain(text: &str, fault: &Fault) -> ValueError {
    let shown = quoted(text);
    match fault {
        Fault::NoMonth => {
            let error =
                ValueError::new("E028", format!("{shown} has no such month: months go from 01 to 12"));
            match swapped(text) {
                Some(better) => error.hint(format!("write `{better}`, if the day stands before the month")),
                None => error.hint("write the year, the month and the day: `2021-05-20`"),
            }
        }
        Fault::Season(season) => {
            let (name, from, to, next) = match season {
                21 => ("spring", 3, 5, 0),
                22 => ("summer", 6, 8, 0),
                23 => ("autumn", 9, 11, 0),
                _ => ("winter", 12, 2, 1),
            };
            let year: i16 = text.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
            let error = ValueError::new(
                "E027",
                format!("{shown} is a season, which begins in other months elsewhere"),
            );
            match text.contains('/') {
                true => error.hint("write the first and the last month: `2021-03/2021-08`"),
                false => error.hint(format!(
                    "write its months: `{year}-{from:02}/{}-{to:02}` for a northern {name}",
                    year + next
                )),
            }
        }
        Fault::NoDay(last) => ValueError::new("E028", format!("{shown} is no day of the calendar"))
            .hint(format!("that month ends on day {last}; leave the day out if it is unknown")),
        Fault::NoEnds => ValueError::new("E027", format!("{shown} has neither a start nor an end"))
            .hint("write at least one end: `../2021-03` or `2019/..`; leave it out if both are unknown"),
        Fault::Backwards => {
            let error = ValueError::new("E029", format!("{shown} ends before it starts"));
            match text.split_once('/') {
                Some((start, end)) => error.hint(format!("write `{end}/{start}`")),
                None => error,
            }
        }
        Fault::Shape => {
            let error = ValueError::new("E027", format!("{shown} is not a date"));
            match respelt(text) {
                Some(better) => error.hint(format!("write `{better}`")),
                None => error.hint(FORMS),
            }
        }
    }
}

/// `2021-20-05` with day and month in their places.
fn swapped(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let (year, day, month) = (parts.next()?, parts.next()?, parts.next()?);
    readable(&format!("{year}-{month}-{day}"))
}

fn readable(text: &str) -> Option<String> {
    strict(text).ok().map(|date| date.to_string())
}

/// The contract's spelling of what was meant, if that can be told.
fn respelt(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    open_end(&lower)
        .or_else(|| whole(&lower))
        .or_else(|| interval(&lower))
        .or_else(|| approximate(&lower))
        .or_else(|| readable(lower.split(['t', ' ']).next()?))
}

/// One date in another notation.
fn whole(text: &str) -> Option<String> {
    let point = |year: i32, month: i32, day: Option<i32>| match day {
        Some(day) => readable(&format!("{year:04}-{month:02}-{day:02}")),
        None => readable(&format!("{year:04}-{month:02}")),
    };
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',' | '–'))
        .filter(|word| !word.is_empty())
        .collect();
    let numeric = |word: &str| word.parse::<i32>().ok().filter(|n| *n >= 0);
    let ordinal = |word: &str| numeric(word.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    let is_year = |word: &str| word.len() == 4;
    match words.as_slice() {
        [quarter, year] | [year, quarter] if quarter.len() == 2 && quarter.starts_with(['q', 'h']) => {
            part_of_year(quarter, numeric(year)?)
        }
        [name, year] if month(name).is_some() => point(numeric(year)?, month(name)?, None),
        [year, name] if month(name).is_some() => point(numeric(year)?, month(name)?, None),
        [year, m] if is_year(year) && m.len() <= 2 => point(numeric(year)?, numeric(m)?, None),
        [m, year] if is_year(year) && m.len() <= 2 => point(numeric(year)?, numeric(m)?, None),
        [d, name, year] if month(name).is_some() => point(numeric(year)?, month(name)?, Some(ordinal(d)?)),
        [name, d, year] if month(name).is_some() => point(numeric(year)?, month(name)?, Some(ordinal(d)?)),
        [year, m, d] if is_year(year) => point(numeric(year)?, numeric(m)?, Some(numeric(d)?)),
        // `13/05/2021` can only be a day before a month; `05/13/2021` the reverse; `05/06/2021` can be both.
        [d, m, year] if is_year(year) && numeric(d)? > 12 => {
            point(numeric(year)?, numeric(m)?, Some(numeric(d)?))
        }
        [m, d, year] if is_year(year) && numeric(d)? > 12 => {
            point(numeric(year)?, numeric(m)?, Some(numeric(d)?))
        }
        [d, m, year] if is_year(year) => {
            let day_first = point(numeric(year)?, numeric(m)?, Some(numeric(d)?))?;
            let month_first = point(numeric(year)?, numeric(d)?, Some(numeric(m)?))?;
            Some(if day_first == month_first { day_first } else { format!("{day_first}` or `{month_first}") })
        }
        [digits] if digits.len() == 8 && digits.is_ascii() => {
            readable(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
        }
        _ => None,
    }
}

/// 1 to 12 for an English month, whole or shortened.
fn month(word: &str) -> Option<i32> {
    let at = MONTHS.iter().position(|name| {
        word.len() >= 3 && (name.starts_with(word) || word == "sept" && *name == "september")
    })?;
    i32::try_from(at + 1).ok()
}

/// `q1`, `h2` of a year as an interval of months.
fn part_of_year(part: &str, year: i32) -> Option<String> {
    let n: i32 = part.get(1..)?.parse().ok()?;
    let months = if part.starts_with('q') { 3 } else { 6 };
    let last = n * months;
    readable(&format!("{year:04}-{:02}/{year:04}-{last:02}", last - months + 1))
}

/// `2019/`, `/2021`, `since 2019`, `until 2021`.
fn open_end(text: &str) -> Option<String> {
    let start = ["since ", "from ", "after "].iter().find_map(|word| text.strip_prefix(word));
    let end = ["until ", "till ", "before ", "to "].iter().find_map(|word| text.strip_prefix(word));
    let start = start.or_else(|| text.strip_suffix('/')).or_else(|| text.strip_suffix(['-', '–']));
    let end = end.or_else(|| text.strip_prefix('/'));
    match (start, end) {
        (Some(start), _) => readable(&format!("{}/..", one(start)?)),
        (_, Some(end)) => readable(&format!("../{}", one(end)?)),
        _ => None,
    }
}

/// `2021-01 to 2021-03`, `2019–2021`, `May 2021 - June 2021`.
fn interval(text: &str) -> Option<String> {
    let years = || match text.split_once('-') {
        Some((start, end)) if start.len() == 4 && end.len() == 4 => Some((start, end)),
        _ => None,
    };
    let (start, end) = [" to ", " until ", " - ", "–", "—", " / ", "/", ".."]
        .iter()
        .find_map(|mark| text.split_once(mark))
        .or_else(years)?;
    readable(&format!("{}/{}", one(start)?, one(end)?))
}

/// `about 2021`, `~2021`, `early 2021` as approximate dates.
fn approximate(text: &str) -> Option<String> {
    const WORDS: [&str; 10] =
        ["about ", "around ", "circa ", "ca. ", "ca ", "c. ", "early ", "late ", "mid-", "mid "];
    let rest = WORDS.iter().find_map(|word| text.strip_prefix(word)).or_else(|| text.strip_prefix('~'))?;
    readable(&format!("{}~", one(rest)?))
}

/// One date, as the contract writes it or otherwise.
fn one(text: &str) -> Option<String> {
    let text = text.trim();
    let point = |text: String| (!text.contains(['/', '`'])).then_some(text);
    readable(text).or_else(|| whole(text)).and_then(point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_contract() {
        for text in [
            "2021",
            "2021-05",
            "2021-05-20",
            "2021-01/2021-03",
            "../2021-03",
            "2019/..",
            "2021~",
            "2021-05?",
            "2021-05-20%",
            "2024-02-29",
            "2021~/2022?",
            "2021/2021-03",
        ] {
            assert_eq!(date(text).map(|d| d.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn mistakes_are_told_with_the_right_spelling() {
        for (text, code, hint) in [
            ("2021-13", "E028", "`2021-05-20`"),
            ("2021-21", "E027", "write its months: `2021-03/2021-05` for a northern spring"),
            ("2021-24?", "E027", "`2021-12/2022-02`"),
            ("2021-21/2021-23", "E027", "the first and the last month"),
            ("2021-20-05", "E028", "write `2021-05-20`"),
            ("2021-02-30", "E028", "day 28"),
            ("2021-05/2021-01", "E029", "write `2021-01/2021-05`"),
            ("../..", "E027", "at least one end"),
            ("2019/", "E027", "write `2019/..`"),
            ("/2021-03", "E027", "write `../2021-03`"),
            ("05/2021", "E027", "write `2021-05`"),
            ("2021/05/20", "E027", "write `2021-05-20`"),
            ("20.5.2021", "E027", "write `2021-05-20`"),
            ("5/6/2021", "E027", "write `2021-06-05` or `2021-05-06`"),
            ("20 May 2021", "E027", "write `2021-05-20`"),
            ("May 20th, 2021", "E027", "write `2021-05-20`"),
            ("May 2021", "E027", "write `2021-05`"),
            ("Sept 2021", "E027", "write `2021-09`"),
            ("2021-5", "E027", "write `2021-05`"),
            ("Q1 2021", "E027", "write `2021-01/2021-03`"),
            ("H2 2025", "E027", "write `2025-07/2025-12`"),
            ("2019-2021", "E027", "write `2019/2021`"),
            ("2021-01 to 2021-03", "E027", "write `2021-01/2021-03`"),
            ("since 2019", "E027", "write `2019/..`"),
            ("~2021", "E027", "write `2021~`"),
            ("early 2021", "E027", "write `2021~`"),
            ("20210520", "E027", "write `2021-05-20`"),
            ("2021-05-20T10:00:00Z", "E027", "write `2021-05-20`"),
            ("yesterday", "E027", "`2021-05`"),
            ("0000", "E027", "`2021-05`"),
            ("", "E027", "`2021-05`"),
        ] {
            let error = date(text).expect_err(text);
            assert_eq!(error.code, code, "{text}: {error:?}");
            assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{text}: {error:?}");
        }
    }
}
