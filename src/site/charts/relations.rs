//! Related cases in time, with arcs from a case to the others.

use super::{percent, two_places};
use crate::archive::{Case, CaseIndex, Relative};
use crate::content::case::Relation;
use crate::site::scope::Scope;
use crate::site::view::{RelationChart, RelationLine, RelationNode, Shared, YearLabel, YearsView};

/// More relatives than these cannot be told apart.
const MOST: usize = 12;
/// The width that a label takes, as a part of the chart.
const LABEL: f64 = 0.17;
/// Two nodes this near to each other, as a part of the chart, would overlap on a telephone.
const CLOSE: f64 = 0.085;
/// y of this case, and of most others, in pixels.
const ROW: u32 = 110;
/// Pixels between rows.
const PITCH: u32 = 46;

/// The time that a chart shows, in whole years: from the first one's start to the last one's end.
#[derive(Clone, Copy)]
struct Span {
    first: f64,
    last: f64,
}

impl Span {
    fn of(own: f64, others: impl Iterator<Item = f64> + Clone) -> Self {
        let first = others.clone().fold(own, f64::min).floor();
        Self { first, last: others.fold(own, f64::max).floor() + 1.0 }
    }

    /// A moment's place, as a part of the chart. Nodes at the very edge would be cut in half.
    fn x(self, at: f64) -> f64 {
        0.03 + (at - self.first) / (self.last - self.first) * 0.94
    }

    /// The years behind the chart, which are the same for all charts of this time.
    fn years(self, scope: &Scope<'_>, height: u32) -> Shared<YearsView> {
        let key = (self.first as i64, self.last as i64, height);
        scope.site.known.years(key, || {
            let years = (self.last - self.first) as i64;
            let every = years.unsigned_abs().div_ceil(10).max(1) as usize;
            let foot = height - 14;
            let mut view = YearsView::default();
            for year in 0..years {
                let x = self.x(self.first + year as f64);
                view.grid.push_str(&format!("M{} 24V{foot}", two_places(x * 100.0)));
                if (year as usize).is_multiple_of(every) {
                    let label = (self.first as i64 + year).to_string();
                    view.labels.push(YearLabel { x: percent(x + 0.005), label });
                }
            }
            view
        })
    }
}

/// When a case was, in years.
fn moment(case: &Case) -> Option<f64> {
    let day = case.date?.date.last_day()?;
    Some(f64::from(day.0) + (f64::from(day.1) - 1.0) / 12.0 + f64::from(day.2) / 372.0)
}

/// Related cases in time; `None` where this case or all the others have no date, or there are too many to tell apart.
pub fn relations(scope: &Scope<'_>, case: &Case, relatives: &[Relative]) -> Option<RelationChart> {
    let own = moment(case)?;
    let others: Vec<_> = relatives
        .iter()
        .enumerate()
        .filter_map(|(n, relative)| moment(&scope.archive.cases[relative.case]).map(|at| (n, relative, at)))
        .collect();
    if others.is_empty() || relatives.len() > MOST {
        return None;
    }
    let span = Span::of(own, others.iter().map(|(.., at)| *at));
    let own_x = span.x(own);
    let mut placed = vec![(own_x, 0)];
    let mut lines = Lines::default();
    let mut nodes = Vec::with_capacity(others.len());
    for (n, relative, at) in &others {
        let x = span.x(*at);
        let beside = (x - own_x).abs() < CLOSE;
        let lane = free_lane(&placed, x);
        placed.push((x, lane));
        let y = ROW + lane * PITCH;
        // A label that would run into another mark is left to the list, which the letter leads to.
        let end = x > 0.75;
        let crowded = |other: f64| {
            let gap = if end { x - span.x(other) } else { span.x(other) - x };
            (0.0..LABEL).contains(&gap)
        };
        let alone = beside || !others.iter().any(|(m, _, other)| m != n && crowded(*other)) && !crowded(own);
        lines.add(style(relative.relation), (own_x, x), y, if beside { None } else { Some(n % 2 == 0) });
        nodes.push(RelationNode {
            letter: letter(*n),
            x: percent(x),
            y,
            label: if alone { node_label(scope, relative.case) } else { String::new() },
            end,
        });
    }
    let lanes = placed.iter().map(|(_, lane)| *lane).max().unwrap_or(0);
    let height = 210 + lanes.saturating_sub(1) * PITCH;
    Some(RelationChart {
        height,
        years: span.years(scope, height),
        self_x: percent(own_x),
        self_y: ROW,
        self_end: own_x > 0.75,
        lines: lines.0.into_iter().filter(|line| !line.path.is_empty()).collect(),
        nodes,
    })
}

/// The lines of a chart, those of one style as one path.
struct Lines([RelationLine; 3]);

impl Default for Lines {
    fn default() -> Self {
        let line = |style: &str| RelationLine { style: style.to_owned(), path: String::new() };
        Self([line("solid"), line("dash"), line("dotted")])
    }
}

impl Lines {
    /// From this case to another: an arc, low or high, so that two do not cover one another; straight where they are near.
    fn add(&mut self, style: &str, (from, to): (f64, f64), y: u32, low: Option<bool>) {
        let (from, to) = (two_places(from * 100.0), two_places(to * 100.0));
        let part = match low {
            None => format!("M{from} {ROW}L{to} {y}"),
            Some(low) => {
                let top = if low { 40 } else { 10 };
                format!("M{from} {ROW}C{from} {top} {to} {top} {to} {y}")
            }
        };
        if let Some(line) = self.0.iter_mut().find(|line| line.style == style) {
            line.path.push_str(&part);
        }
    }
}

/// The highest row in which a node at `x` overlaps none of those placed before it.
fn free_lane(placed: &[(f64, u32)], x: f64) -> u32 {
    let near = |lane| placed.iter().any(|(at, taken)| *taken == lane && (at - x).abs() < CLOSE);
    (0..).find(|lane| !near(*lane)).unwrap_or(0)
}

/// A, B, …, Z, AA: the key between the chart and the list.
pub fn letter(n: usize) -> String {
    let last = char::from(b'A' + (n % 26) as u8);
    if n < 26 { last.to_string() } else { format!("{}{last}", letter(n / 26 - 1)) }
}

fn node_label(scope: &Scope<'_>, case: CaseIndex) -> String {
    let case = &scope.archive.cases[case];
    let year = case.date.map(|date| date.date.sort_key().0.0.to_string());
    let origin = case.file.origin.iter().flat_map(|claim| claim.value.first()).next();
    let place = origin.map(|country| scope.strings.country(country));
    place.into_iter().chain(year).collect::<Vec<_>>().join(", ")
}

fn style(relation: Relation) -> &'static str {
    match relation {
        Relation::SameAnnouncement => "dash",
        Relation::SeeAlso | Relation::Mentions | Relation::MentionedBy => "dotted",
        _ => "solid",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_would_overlap_stand_in_rows_of_their_own() {
        let mut placed = vec![(0.5, 0)];
        for (x, row) in [(0.2, 0), (0.25, 1), (0.3, 0), (0.28, 2), (0.52, 1)] {
            assert_eq!(free_lane(&placed, x), row, "at {x}");
            placed.push((x, row));
        }
    }

    #[test]
    fn lines_of_one_style_are_one_path() {
        let mut lines = Lines::default();
        lines.add("dash", (0.5, 0.25), 110, Some(true));
        lines.add("dash", (0.5, 0.75), 110, Some(false));
        lines.add("solid", (0.5, 0.52), 156, None);
        let paths = lines.0.map(|line| (line.style, line.path));
        assert_eq!(paths[0], ("solid".to_owned(), "M50.00 110L52.00 156".to_owned()));
        let arcs = "M50.00 110C50.00 40 25.00 40 25.00 110M50.00 110C50.00 10 75.00 10 75.00 110";
        assert_eq!(paths[1], ("dash".to_owned(), arcs.to_owned()));
        assert_eq!(paths[2].1, "");
    }
}
