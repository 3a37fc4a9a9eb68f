//! Figures and dates of cases, as columns for ranges and sorting.

use super::Frame;
use super::column::{Cell, Range};
use super::facets::label;
use super::normalise::normalise;
use crate::archive::Case;
use crate::config::{FieldConfig, FieldKind};
use crate::content::case::SiteValue;
use crate::content::value::money::Currency;
use crate::content::value::{Date, Figure};

/// Every figure and date, in the order in which a page shows them. A query may name one that no case states: it then finds
/// nothing.
pub fn ranges(frame: &Frame<'_>) -> Vec<Range> {
    let config = &frame.archive.config;
    let figure = |name: &str, unit: Option<Currency>, of: &dyn Fn(&Case) -> Option<Figure>| {
        column(frame, name, unit, false, &|case, say| {
            if let Some(figure) = of(case) {
                say(Cell::of_figure(&figure));
            }
        })
    };
    let date = |name: &str, of: &dyn Fn(&Case) -> Option<Date>| {
        column(frame, name, None, true, &|case, say| {
            if let Some(cell) = of(case).as_ref().and_then(Cell::of_date) {
                say(cell);
            }
        })
    };
    let mut all = vec![
        figure("size", None, &|case| case.size),
        figure("follows", None, &|case| case.follows),
        figure("spend", Some(config.currency), &|case| case.spend.get(&config.currency).copied()),
    ];
    for currency in currencies(frame, |case| case.spend.keys().copied().collect()) {
        let name = in_currency("spend", currency);
        all.push(figure(&name, Some(currency), &|case| case.spend.get(&currency).copied()));
    }
    all.push(date("date", &|case| case.date.map(|date| date.date)));
    all.push(date("removed", &|case| case.file.removed.as_ref().map(|claim| claim.value)));
    for (index, field) in config.fields.iter().enumerate() {
        all.extend(own(frame, index, field));
    }
    all
}

/// The columns of a field of the site's own: one, of an amount one a currency; none of what is neither figure nor date.
/// Each value of a list is in them.
fn own(frame: &Frame<'_>, index: usize, field: &FieldConfig) -> Vec<Range> {
    let of = |name: &str, unit: Option<Currency>, cell: &dyn Fn(&SiteValue) -> Option<Cell>| {
        let is_date = field.kind == FieldKind::Date;
        column(frame, name, unit, is_date, &|case, say| {
            values(case, index).iter().filter_map(cell).for_each(say)
        })
    };
    match field.kind {
        FieldKind::Figure => vec![of(&field.name, None, &|value| match value {
            SiteValue::Figure(figure) => Some(Cell::of_figure(figure)),
            _ => None,
        })],
        FieldKind::Date => vec![of(&field.name, None, &|value| match value {
            SiteValue::Date(date) => Cell::of_date(date),
            _ => None,
        })],
        FieldKind::Money => {
            let amounts = |name: &str, currency: Currency| {
                of(name, Some(currency), &|value| match value {
                    SiteValue::Money(money) if money.currency == currency => {
                        Some(Cell::of_figure(&money.amount))
                    }
                    _ => None,
                })
            };
            let stated = |value: &SiteValue| match value {
                SiteValue::Money(money) => Some(money.currency),
                _ => None,
            };
            let others = currencies(frame, |case| values(case, index).iter().filter_map(stated).collect());
            let others = others.into_iter().map(|other| amounts(&in_currency(&field.name, other), other));
            std::iter::once(amounts(&field.name, frame.archive.config.currency)).chain(others).collect()
        }
        _ => Vec::new(),
    }
}

/// What a case says in the field of that number.
fn values(case: &Case, index: usize) -> &[SiteValue] {
    let own = case.file.fields.iter().find(|own| own.field == index);
    own.map_or(&[], |own| &own.values)
}

/// What a field is called where it is in another currency than the site's: `spend.eur`.
fn in_currency(field: &str, currency: Currency) -> String {
    format!("{field}.{}", String::from_utf8_lossy(&currency).to_lowercase())
}

/// Currencies other than the site's, in the order of their codes.
fn currencies(frame: &Frame<'_>, of: impl Fn(&Case) -> Vec<Currency>) -> Vec<Currency> {
    let mut all: Vec<Currency> = frame.archive.listed().iter().flat_map(|case| of(case)).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|currency| *currency != frame.archive.config.currency);
    all
}

/// Takes the values of a case one after the other.
type Say<'a> = &'a mut dyn FnMut(Cell);

/// A column of what `each` says of every case: nothing, a value, or several.
fn column(
    frame: &Frame<'_>,
    name: &str,
    unit: Option<Currency>,
    is_date: bool,
    each: &dyn Fn(&Case, Say<'_>),
) -> Range {
    let base = name.split('.').next().unwrap_or(name);
    let cases = frame.archive.listed();
    let mut range = Range {
        name: name.to_owned(),
        label: label(frame, base),
        unit: unit.map(|unit| String::from_utf8_lossy(&unit).into_owned()),
        is_date,
        cells: vec![None; cases.len()],
        more: Vec::new(),
    };
    for (document, case) in cases.iter().rev().enumerate() {
        each(case, &mut |cell| range.add(document, cell));
    }
    range
}

/// Where each case stands in the alphabet, a column to sort by. Later documents come first among equals.
pub fn titles(frame: &Frame<'_>) -> Range {
    let cases = frame.archive.listed();
    let mut order: Vec<(String, usize)> = cases
        .iter()
        .rev()
        .enumerate()
        .map(|(document, case)| (normalise(&case.file.title), document))
        .collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut cells = vec![None; cases.len()];
    for (rank, (_, document)) in order.into_iter().enumerate() {
        cells[document] = Some(Cell::rank(rank));
    }
    Range { name: "title".into(), label: String::new(), unit: None, is_date: false, cells, more: Vec::new() }
}
