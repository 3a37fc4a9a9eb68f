//! Chart geometry. x and widths in percent of the chart's width, y and heights in pixels; templates draw the marks.

use serde::Serialize;

use super::{Entry, FigureView, Shared};

/// Tally marks of a figure: ten marks of 5 px and gaps of 2, then 4; `x(n) = n div 10 * 74 + n mod 10 * 7`.
#[derive(Debug, Clone, Serialize, Default, PartialEq)]
pub struct Tally {
    /// Pixels of the drawing, the `viewBox` width: the same for all tallies of a page, so that they shrink alike.
    pub width: u32,
    /// Pixels of filled marks, from x = 0.
    pub marks: u32,
    /// Hollow marks for what another source adds: start and width in pixels; width 0 if none.
    pub ghost_x: u32,
    pub ghost_width: u32,
}

/// Cases by quarter or year, one block a case, stacked.
#[derive(Debug, Clone, Serialize, Default)]
pub struct TimelineChart {
    /// Pixels.
    pub height: u32,
    /// y of the axis.
    pub axis_y: u32,
    pub blocks: Vec<BlockView>,
    pub grid: Vec<GridLine>,
    pub ticks: Shared<Vec<TickView>>,
    /// Classes that occur, in order: 1, 2, 3 with the key of `s.kind_class`.
    pub legend: Vec<LegendView>,
    /// The same as a table: one row a period that has cases.
    pub rows: Vec<PeriodRow>,
    /// Cases that one block stands for; 1 unless the archive is large.
    pub unit: usize,
    pub unit_text: String,
    /// `quarter` or `year`: key of `s.period`.
    pub period: String,
    /// First and last period's names, and the largest one's, for the description.
    pub first: String,
    pub last: String,
    pub peak: String,
    pub peak_count: usize,
    /// Cases without any date, counted in words beside the chart.
    pub undated: usize,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct BlockView {
    /// `12.5%`.
    pub x: String,
    pub y: u32,
    /// `2.83%`.
    pub width: String,
    pub height: u32,
    /// 1, 2, 3: `c1`, `c2`, `c3`.
    pub class: u8,
    pub title: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct GridLine {
    pub y: u32,
    pub label: String,
}

#[derive(Debug, Clone, Serialize, Default, PartialEq)]
pub struct TickView {
    pub x: String,
    /// A little to the right of `x`.
    pub label_x: String,
    /// Empty for a tick without a label.
    pub label: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct LegendView {
    pub class: u8,
    /// Key of `s.kind_class`: `inauthentic`, `espionage`, `other`; for actors `operator`, `client`, `attributed`.
    pub key: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct PeriodRow {
    pub label: String,
    /// One count a legend entry.
    pub counts: Vec<usize>,
    pub total: usize,
}

/// Related cases in time, with arcs from this case.
#[derive(Debug, Clone, Serialize, Default)]
pub struct RelationChart {
    pub height: u32,
    pub years: Shared<YearsView>,
    pub self_x: String,
    pub self_y: u32,
    /// `true`: put the label to the left of the node.
    pub self_end: bool,
    /// From this case to the others: one line a style that occurs.
    pub lines: Vec<RelationLine>,
    pub nodes: Vec<RelationNode>,
}

/// The years behind a chart, made once for all charts of the same time.
#[derive(Debug, Clone, Serialize, Default, PartialEq)]
pub struct YearsView {
    /// A line at the start of each year: a path in a coordinate system of 0..100 by pixels.
    pub grid: String,
    /// Ten at most.
    pub labels: Vec<YearLabel>,
}

#[derive(Debug, Clone, Serialize, Default, PartialEq)]
pub struct YearLabel {
    /// A little to the right of the year's line.
    pub x: String,
    pub label: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct RelationLine {
    /// `solid`, `dash`, `dotted`.
    pub style: String,
    /// A path in a coordinate system of 0..100 by pixels.
    pub path: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct RelationNode {
    pub letter: String,
    pub x: String,
    pub y: u32,
    /// Short words beside the node: year, and the origin if there is one.
    pub label: String,
    pub end: bool,
}

/// A horizontal bar: a term, its count, its share of the longest.
#[derive(Debug, Clone, Serialize, Default)]
pub struct BarView {
    pub term: Shared<super::TermRef>,
    pub count: usize,
    /// `64.3%`.
    pub width: String,
}

/// Key figures: "In this archive".
#[derive(Debug, Clone, Serialize, Default)]
pub struct TotalsView {
    pub cases: usize,
    pub size: Option<CoverageView>,
    pub follows: Option<CoverageView>,
    /// One a currency, the site's own first.
    pub spend: Vec<SpendTotal>,
    /// First and last date, ready to print.
    pub first: Option<String>,
    pub last: Option<String>,
    /// Cases with at least one disagreement.
    pub disagreements: usize,
}

/// A sum and how much of the archive it covers.
#[derive(Debug, Clone, Serialize, Default)]
pub struct CoverageView {
    pub figure: FigureView,
    /// Cases that give a figure; the rest of `cases` are unknown, not zero.
    pub known: usize,
    pub unknown: usize,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct SpendTotal {
    /// ISO 4217.
    pub currency: String,
    /// The currency's name in the page's language if known, else the code.
    pub name: String,
    pub figure: FigureView,
    pub known: usize,
}

/// Cases of one heading: a letter, a size class, a role, a year.
#[derive(Debug, Clone, Serialize, Default)]
pub struct EntryGroup {
    /// A letter; or a key: `operator`, `client`, `attributed` (`s.role`), a size class (ready to print).
    pub key: String,
    pub label: String,
    /// For links: `a`, `at-least-1000`.
    pub anchor: String,
    pub entries: Vec<Entry>,
    /// The same as list items, each from the template `entry.html`: made once for each case, so that lists are cheap.
    pub html: String,
}
