//! Columns: one value of every case, for facets, ranges and sorting. What a case does not say is not in them.

use super::bytes::{Bytes, Kind};
use crate::content::value::date::Day;
use crate::content::value::figure::Shape;
use crate::content::value::{Date, Figure};

/// A facet: its values by slug, each with the numbers of its cases in ascending order.
#[derive(Debug, Clone)]
pub struct Facet {
    /// Name in queries and addresses: `origin`.
    pub name: String,
    /// In the site's language.
    pub label: String,
    pub values: Vec<FacetValue>,
}

#[derive(Debug, Clone)]
pub struct FacetValue {
    pub slug: String,
    pub label: String,
    /// What else readers may call it: synonyms, aliases.
    pub others: Vec<String>,
    pub documents: Vec<u32>,
}

/// A number or date of each case that has one, or several.
#[derive(Debug, Clone)]
pub struct Range {
    pub name: String,
    pub label: String,
    /// `USD` of an amount.
    pub unit: Option<String>,
    pub is_date: bool,
    /// By document: its first value.
    pub cells: Vec<Option<Cell>>,
    /// Further values, each with its document, in the order of documents. Only a field that is a list has any.
    pub more: Vec<(usize, Cell)>,
}

/// A figure, or the days of a date since 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub shape: CellShape,
    pub about: bool,
    /// The end that is stated is itself excluded: over, under.
    pub strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellShape {
    Point(i64),
    /// Both ends included.
    Interval(i64, i64),
    From(i64),
    UpTo(i64),
}

impl Facet {
    /// The column's file.
    pub fn bytes(&self) -> Bytes {
        let mut out = Bytes::new(Kind::Column);
        out.number(self.values.len() as u64);
        for value in &self.values {
            out.text(&value.slug);
            out.text(&value.label);
            out.number(value.documents.len() as u64);
            out.ascending(value.documents.iter().copied());
        }
        let others = || {
            self.values
                .iter()
                .enumerate()
                .flat_map(|(at, value)| value.others.iter().map(move |name| (at, name)))
        };
        out.number(others().count() as u64);
        for (at, name) in others() {
            out.number(at as u64);
            out.text(name);
        }
        out
    }
}

impl Range {
    /// Adds a value of a document. Documents come in ascending order.
    pub fn add(&mut self, document: usize, cell: Cell) {
        match &mut self.cells[document] {
            Some(_) => self.more.push((document, cell)),
            first => *first = Some(cell),
        }
    }

    /// The column's file: which cases have a value, then each value as the distance to the one before.
    pub fn bytes(&self) -> Bytes {
        let mut out = Bytes::new(Kind::Column);
        let start = out.0.len();
        out.0.resize(start + self.cells.len().div_ceil(8), 0);
        for (document, _) in self.cells.iter().enumerate().filter(|(_, cell)| cell.is_some()) {
            out.0[start + document / 8] |= 1 << (document % 8);
        }
        let mut before = 0;
        let mut more = self.more.iter().peekable();
        for (document, first) in self.cells.iter().enumerate() {
            let mut next = first.as_ref();
            while let Some(cell) = next {
                next = more.next_if(|(of, _)| *of == document).map(|(_, cell)| cell);
                before = cell.write(&mut out, before, next.is_some());
            }
        }
        out
    }

    /// The least and the greatest number that a range can find; `None` if no case states one.
    pub fn bounds(&self) -> Option<(i64, i64)> {
        let all = || self.cells.iter().flatten().chain(self.more.iter().map(|(_, cell)| cell));
        let ends = || all().map(Cell::ends);
        Some((ends().map(|(first, _)| first).min()?, ends().map(|(_, last)| last).max()?))
    }

    /// Whether no case has a value.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Option::is_none)
    }

    /// Cases without a value.
    pub fn unknown(&self) -> usize {
        self.cells.iter().filter(|cell| cell.is_none()).count()
    }
}

impl Cell {
    fn plain(shape: CellShape) -> Self {
        Self { shape, about: false, strict: false }
    }

    /// A place in an order.
    pub fn rank(rank: usize) -> Self {
        Self::plain(CellShape::Point(rank as i64))
    }

    pub fn of_figure(figure: &Figure) -> Self {
        // Sums can be greater than any figure that is written.
        let number = |n: u64| n.min(Figure::MAX) as i64;
        let (shape, strict) = match figure.shape() {
            Shape::Exact(n) => (CellShape::Point(number(n)), false),
            Shape::Range(low, high) => (CellShape::Interval(number(low), number(high)), false),
            Shape::Over(n) => (CellShape::From(number(n)), true),
            Shape::AtLeast(n) => (CellShape::From(number(n)), false),
            Shape::Under(n) => (CellShape::UpTo(number(n)), true),
            Shape::AtMost(n) => (CellShape::UpTo(number(n)), false),
        };
        Self { shape, about: figure.about, strict }
    }

    /// The days that a date can mean; `None` for one without ends.
    pub fn of_date(date: &Date) -> Option<Self> {
        let shape = match (date.first_day().map(days), date.last_day().map(days)) {
            (Some(first), Some(last)) if first == last => CellShape::Point(first),
            (Some(first), Some(last)) => CellShape::Interval(first, last),
            (Some(first), None) => CellShape::From(first),
            (None, Some(last)) => CellShape::UpTo(last),
            (None, None) => return None,
        };
        Some(Self::plain(shape))
    }

    /// Writes the value after the one before, and gives its first number.
    fn write(&self, out: &mut Bytes, before: i64, is_followed: bool) -> i64 {
        let (kind, first) = match self.shape {
            CellShape::Point(at) => (0, at),
            CellShape::Interval(first, _) => (1, first),
            CellShape::From(first) => (2, first),
            CellShape::UpTo(last) => (3, last),
        };
        let marks = [(4, self.about), (8, self.strict), (16, first < before), (32, is_followed)];
        let marks: u64 = marks.into_iter().filter(|(_, is_set)| *is_set).map(|(bit, _)| bit).sum();
        out.number(kind + marks);
        out.number(first.abs_diff(before));
        if let CellShape::Interval(first, last) = self.shape {
            out.number(last.abs_diff(first));
        }
        first
    }

    fn ends(&self) -> (i64, i64) {
        match self.shape {
            // Under 10 is found by ranges as 9.
            CellShape::UpTo(at) if self.strict => (at - 1, at - 1),
            CellShape::Point(at) | CellShape::From(at) | CellShape::UpTo(at) => (at, at),
            CellShape::Interval(first, last) => (first, last),
        }
    }
}

/// Days since 1 January 1970 in the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date
/// algorithms", `days_from_civil`).
fn days((year, month, day): Day) -> i64 {
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (text, shape) in [
            ("1970-01-01", CellShape::Point(0)),
            ("1969-12-31", CellShape::Point(-1)),
            ("2000-02", CellShape::Interval(10_988, 11_016)),
            ("2021", CellShape::Interval(18_628, 18_992)),
            ("2021/..", CellShape::From(18_628)),
            ("../2021", CellShape::UpTo(18_992)),
        ] {
            let date = Date::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message));
            assert_eq!(Cell::of_date(&date), Some(Cell::plain(shape)), "{text}");
        }
    }

    #[test]
    fn bounds_are_what_ranges_find() {
        let mut range = Range {
            name: "size".into(),
            label: "".into(),
            unit: None,
            is_date: false,
            cells: vec![None; 3],
            more: Vec::new(),
        };
        for (document, text) in [(0, "under 10"), (2, "12"), (2, "over 40"), (2, "20")] {
            let figure = Figure::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message));
            range.add(document, Cell::of_figure(&figure));
        }
        assert_eq!(range.bounds(), Some((9, 40)));
    }

    #[test]
    fn figures_keep_their_qualifiers() {
        let cell = |shape, about, strict| Cell { shape, about, strict };
        for (text, expected) in [
            ("over 40", cell(CellShape::From(40), false, true)),
            ("at least 40", cell(CellShape::From(40), false, false)),
            ("under 40", cell(CellShape::UpTo(40), false, true)),
            ("at most 40", cell(CellShape::UpTo(40), false, false)),
            ("about 7", cell(CellShape::Point(7), true, false)),
            ("40 to 50", cell(CellShape::Interval(40, 50), false, false)),
        ] {
            let figure = Figure::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message));
            assert_eq!(Cell::of_figure(&figure), expected, "{text}");
        }
    }
}
