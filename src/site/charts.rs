//! Geometry of the charts: numbers in, positions out. Templates draw the marks.

mod relations;

pub use relations::{letter, relations};

use super::scope::Scope;
use super::view::{BlockView, GridLine, LegendView, PeriodRow, Shared, Tally, TickView, TimelineChart};
use crate::archive::{Case, CaseIndex};

/// Above this many marks, one mark stands for ten times as much.
const MOST_MARKS: u64 = 60;
/// Width of a mark, in pixels.
const MARK: u64 = 5;
/// y of a timeline's axis, in pixels.
const AXIS: u32 = 176;
/// Pixels above the axis that blocks may fill.
const ROOM: u32 = 160;
/// Most blocks on one another before a block stands for more than one case.
const MOST_BLOCKS: usize = 40;
/// Longest time, in quarters, that is drawn by quarter; beyond it, by year.
const MOST_QUARTERS: i32 = 48;

/// What a mark stands for, so that the largest figure needs 60 marks at most: 1, 10, 100, …
pub fn tally_unit(largest: u64) -> u64 {
    let mut unit = 1u64;
    while largest / unit > MOST_MARKS {
        unit = unit.saturating_mul(10);
    }
    unit
}

/// Marks of a figure, and hollow ones for the most that another source says. A figure that does not fill its last
/// mark shows a part of it, so that 15 of a thousand do not look like a thousand.
pub fn tally(figure: u64, others: impl Iterator<Item = u64>, unit: u64) -> Tally {
    let (figure, unit) = (figure.min(10 * MOST_MARKS * unit), unit.max(1));
    let marks = |n: u64| n.div_ceil(unit).min(10 * MOST_MARKS);
    let (own, most) = (marks(figure), others.map(marks).max().unwrap_or(0));
    let (end, far) = (mark_x(own), mark_x(most));
    let ghost_width = if most > own { drawn(most).saturating_sub(end) } else { 0 };
    let width = match figure % unit {
        0 => drawn(own),
        rest => mark_x(own - 1) + (rest * MARK).div_ceil(unit).max(1) as u32,
    };
    Tally {
        width: drawn(own.max(most)).max(1),
        marks: width,
        ghost_x: if far > end { end } else { 0 },
        ghost_width,
    }
}

/// Where mark `n` begins: ten marks of 5 and gaps of 2, then 4 (74 pixels).
fn mark_x(n: u64) -> u32 {
    u32::try_from(n / 10 * 74 + n % 10 * 7).unwrap_or(u32::MAX)
}

/// Width of `n` marks without the gap after the last.
fn drawn(n: u64) -> u32 {
    let gap = if n.is_multiple_of(10) { 6 } else { 2 };
    mark_x(n).saturating_sub(gap)
}

/// Percent with at most two decimals.
pub fn percent(part: f64) -> String {
    let mut text = two_places(part * 100.0);
    text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    text.push('%');
    text
}

/// What `{:.2}` writes, without the long division of decimals wherever hundredths are told apart without it.
fn two_places(number: f64) -> String {
    let hundredths = number * 100.0;
    let nearest = hundredths.round();
    let is_clear = (0.0..1e9).contains(&nearest) && (hundredths - nearest).abs() < 0.499;
    if !is_clear || hundredths.is_sign_negative() {
        return format!("{number:.2}");
    }
    let nearest = nearest as u64;
    let digit = |n: u64| char::from(b'0' + (n % 10) as u8);
    let mut text = (nearest / 100).to_string();
    text.extend(['.', digit(nearest / 10), digit(nearest)]);
    text
}

/// Quarters of a year, or whole years.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Quarter,
    Year,
}

/// Class of a case in a timeline of all cases: inauthentic behaviour, espionage, anything else.
fn type_class(case: &Case) -> usize {
    match case.file.kind.as_ref().map(|kind| kind.value.as_str()) {
        Some("cyber-espionage" | "apt" | "surveillance-for-hire") => 1,
        Some("malware" | "incident" | "attribution-claim" | "tactic") => 2,
        _ => 0,
    }
}

/// Cases by quarter, coloured by what they are; `None` without a dated case.
pub fn timeline(scope: &Scope<'_>, cases: &[CaseIndex]) -> Option<TimelineChart> {
    let classed: Vec<_> = cases.iter().map(|case| (*case, type_class(&scope.archive.cases[*case]))).collect();
    timeline_of(scope, &classed, &["inauthentic", "espionage", "other"])
}

/// Cases by quarter with given classes (0, 1, 2) and the keys of their words.
pub fn timeline_of(
    scope: &Scope<'_>,
    cases: &[(CaseIndex, usize)],
    keys: &[&str; 3],
) -> Option<TimelineChart> {
    // Totals put an interval at its end; one without an end has no place yet.
    let at = |case: usize| scope.archive.cases[case].date.and_then(|date| date.date.last_day());
    let dated: Vec<_> =
        cases.iter().filter_map(|(case, class)| at(*case).map(|day| (*case, *class, day))).collect();
    let quarter = |day: (i16, u8, u8)| i32::from(day.0) * 4 + (i32::from(day.1) - 1) / 3;
    let first_quarter = dated.iter().map(|(.., day)| quarter(*day)).min()?;
    let last_quarter = dated.iter().map(|(.., day)| quarter(*day)).max()?;
    let step = if last_quarter - first_quarter < MOST_QUARTERS { Step::Quarter } else { Step::Year };
    let slot = |day: (i16, u8, u8)| if step == Step::Quarter { quarter(day) } else { i32::from(day.0) };
    // A chart begins with a whole year, so that the first label has its tick.
    let first =
        if step == Step::Quarter { first_quarter.div_euclid(4) * 4 } else { first_quarter.div_euclid(4) };
    let last = if step == Step::Quarter { last_quarter } else { last_quarter.div_euclid(4) };
    let slots = usize::try_from(last - first + 1).unwrap_or(1);
    let mut stacks: Vec<[Vec<CaseIndex>; 3]> = vec![Default::default(); slots];
    for (case, class, day) in &dated {
        let index = usize::try_from(slot(*day) - first).unwrap_or(0);
        stacks[index][*class].push(*case);
    }
    let name = |index: usize| period_name(scope, step, first + index as i32);
    let sum = |stack: &[Vec<CaseIndex>; 3]| stack.iter().map(Vec::len).sum::<usize>();
    let (peak, most) =
        stacks.iter().map(sum).enumerate().max_by_key(|(index, n)| (*n, usize::MAX - index))?;
    let mut unit = 1;
    while most.div_ceil(unit) > MOST_BLOCKS {
        unit *= 10;
    }
    let classes: Vec<usize> =
        (0..3).filter(|class| stacks.iter().any(|stack| !stack[*class].is_empty())).collect();
    let filled: Vec<usize> = (0..slots).filter(|index| sum(&stacks[*index]) > 0).collect();
    let pitch = (ROOM / most.div_ceil(unit).max(10) as u32).clamp(3, 16);
    Some(TimelineChart {
        height: AXIS + 24,
        axis_y: AXIS,
        blocks: blocks(scope, &stacks, unit, pitch),
        grid: grid(scope, most, unit, pitch),
        ticks: ticks(scope, step, first, slots),
        legend: classes
            .iter()
            .map(|class| LegendView { class: *class as u8 + 1, key: keys[*class].to_owned() })
            .collect(),
        rows: filled
            .iter()
            .map(|index| PeriodRow {
                label: name(*index),
                counts: classes.iter().map(|class| stacks[*index][*class].len()).collect(),
                total: sum(&stacks[*index]),
            })
            .collect(),
        unit,
        unit_text: scope.strings.number(unit as u64),
        period: if step == Step::Quarter { "quarter" } else { "year" }.to_owned(),
        first: filled.first().map(|index| name(*index)).unwrap_or_default(),
        last: filled.last().map(|index| name(*index)).unwrap_or_default(),
        peak: name(peak),
        peak_count: most,
        undated: cases.len() - dated.len(),
    })
}

fn period_name(scope: &Scope<'_>, step: Step, slot: i32) -> String {
    match step {
        Step::Quarter => {
            let quarter = scope.strings.fill("date.quarter", &[("n", &(slot.rem_euclid(4) + 1).to_string())]);
            let year = slot.div_euclid(4).to_string();
            scope.strings.fill("date.period", &[("period", &quarter), ("year", &year)])
        }
        Step::Year => slot.to_string(),
    }
}

fn blocks(scope: &Scope<'_>, stacks: &[[Vec<CaseIndex>; 3]], unit: usize, pitch: u32) -> Vec<BlockView> {
    let width = 1.0 / stacks.len() as f64;
    let mut blocks = Vec::new();
    let drawn = percent(0.8 * width);
    for (slot, stack) in stacks.iter().enumerate() {
        let x = percent((slot as f64 + 0.1) * width);
        let mut level = 0;
        for (class, cases) in stack.iter().enumerate() {
            for group in cases.chunks(unit) {
                level += 1;
                let title = match group {
                    [case] => scope.archive.cases[*case].file.title.clone(),
                    _ => scope.strings.plural("case_count", group.len() as u64),
                };
                blocks.push(BlockView {
                    x: x.clone(),
                    y: AXIS - level * pitch,
                    width: drawn.clone(),
                    height: pitch.saturating_sub(2).max(1),
                    class: class as u8 + 1,
                    title,
                });
            }
        }
    }
    blocks
}

/// Two lines: at a round number that fits, and at half of it.
fn grid(scope: &Scope<'_>, most: usize, unit: usize, pitch: u32) -> Vec<GridLine> {
    let top = (ROOM / pitch) as usize * unit;
    let round = [5, 10, 20, 30, 50, 100, 200, 300, 400, 500, 1000, 2000, 4000, 5000, 10000]
        .into_iter()
        .rfind(|n| *n <= top && (*n <= most * 2 || *n == 5));
    let Some(round) = round else { return Vec::new() };
    let y = |n: usize| AXIS - (n / unit) as u32 * pitch;
    let mut lines = vec![GridLine { y: y(round), label: scope.strings.number(round as u64) }];
    if round % 2 == 0 && (round / 2).is_multiple_of(unit) {
        lines.insert(0, GridLine { y: y(round / 2), label: scope.strings.number(round as u64 / 2) });
    }
    lines
}

/// A tick at the start of each year; labels thinned out to ten at most.
fn ticks(scope: &Scope<'_>, step: Step, first: i32, slots: usize) -> Shared<Vec<TickView>> {
    let per_year = if step == Step::Quarter { 4 } else { 1 };
    scope.site.known.ticks((per_year, first, slots), || {
        let per_year = per_year as usize;
        let years = slots.div_ceil(per_year);
        let every = years.div_ceil(10);
        let start = if step == Step::Quarter { first.div_euclid(4) } else { first };
        let tick = |year: usize| {
            let x = (year * per_year) as f64 / slots as f64;
            let label =
                if year.is_multiple_of(every) { (start + year as i32).to_string() } else { String::new() };
            TickView { x: percent(x), label_x: percent(x + 0.004), label }
        };
        (0..years).map(tick).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_are_what_the_language_writes() {
        let halves = (0..2_000).map(|n| f64::from(n) / 200.0);
        let thirds = (0..2_000).map(|n| f64::from(n) / 3.0);
        for number in halves.chain(thirds).chain([-0.004, -1.5, 0.0, 1e12, f64::NAN, f64::INFINITY]) {
            assert_eq!(two_places(number), format!("{number:.2}"));
        }
    }

    #[test]
    fn a_mark_that_is_not_full_is_drawn_in_part() {
        let marks = |figure, unit| tally(figure, std::iter::empty(), unit).marks;
        assert_eq!([marks(0, 1), marks(1, 1), marks(2, 1), marks(10, 1)], [0, 5, 12, 68]);
        assert_eq!([marks(1, 1_000), marks(500, 1_000), marks(1_000, 1_000)], [1, 3, 5]);
        assert_eq!([marks(7_704, 1_000), marks(8_000, 1_000)], [7 * 7 + 4, 7 * 7 + 5]);
        let other = tally(15, [2_000].into_iter(), 1_000);
        assert_eq!((other.marks, other.ghost_x, other.ghost_width), (1, 7, 5));
    }
}
