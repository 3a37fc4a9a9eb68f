//! A case in its archive: the file, and what is computed from it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::CaseIndex;
use crate::content::case::{CaseFile, Relation, Status};
use crate::content::claim::{Claim, Verdict};
use crate::content::value::money::Currency;
use crate::content::value::{Date, Figure};

/// A case and what follows from it.
#[derive(Debug, Clone)]
pub struct Case {
    pub file: Arc<CaseFile>,
    /// The date that orders it, and which one it is.
    pub date: Option<CaseDate>,
    /// Accounts, pages, groups, channels, websites and apps together; `None` if no such figure is given.
    pub size: Option<Figure>,
    /// Followers and page-followers together.
    pub follows: Option<Figure>,
    pub spend: BTreeMap<Currency, Figure>,
    /// Points on which sources disagree.
    pub disagreements: usize,
    /// Stated and inverse relations, each other case once, by relation and date.
    pub relatives: Vec<Relative>,
}

/// A related case as this case's page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Relative {
    pub case: CaseIndex,
    pub relation: Relation,
    pub note: Option<String>,
    /// The note stands in the other case's file, in that file's language.
    pub theirs: bool,
}

/// The date of a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CaseDate {
    pub kind: DateKind,
    pub date: Date,
}

/// Which of its dates stands for a case, in the order of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateKind {
    Removed,
    ReportingPeriod,
    Announced,
    Detected,
    Active,
}

impl DateKind {
    /// The field's key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::ReportingPeriod => "reporting_period",
            Self::Announced => "announced",
            Self::Detected => "detected",
            Self::Active => "active",
        }
    }
}

impl Case {
    pub fn new(file: Arc<CaseFile>) -> Self {
        let size = file.network.iter().filter(|row| row.kind.is_size()).map(|row| row.figure.value);
        let follows = file.reach.iter().filter(|row| row.metric.is_follows()).map(|row| row.figure.value);
        let mut spend: BTreeMap<Currency, Figure> = BTreeMap::new();
        for money in file.ad_spend.iter().flat_map(|claim| &claim.value) {
            spend
                .entry(money.currency)
                .and_modify(|sum| *sum = sum.plus(money.amount))
                .or_insert(money.amount);
        }
        Self {
            date: case_date(&file),
            size: Figure::sum(size),
            follows: Figure::sum(follows),
            spend,
            disagreements: disputed_points(&file).len(),
            relatives: Vec::new(),
            file,
        }
    }

    pub fn id(&self) -> &str {
        &self.file.id.value
    }

    pub fn is_retracted(&self) -> bool {
        self.file.status == Status::Retracted
    }

    /// What the archive makes of the values that other sources give.
    pub fn verdicts(&self) -> impl Iterator<Item = Verdict> + use<> {
        disputed_points(&self.file).into_iter().flatten()
    }

    /// Years that its date touches; none if it has no date.
    pub fn years(&self) -> impl Iterator<Item = i16> + use<> {
        // A slip such as 0021/2021 must not make two thousand pages.
        const MOST: i16 = 200;
        let years = self.date.map(|date| date.date.years());
        years.into_iter().flat_map(|(first, last)| first.max(last.saturating_sub(MOST))..=last)
    }
}

/// "A case's date = removed, else reporting_period, else announced, else detected, else the end of active."
fn case_date(file: &CaseFile) -> Option<CaseDate> {
    let claims = [
        (DateKind::Removed, &file.removed),
        (DateKind::ReportingPeriod, &file.reporting_period),
        (DateKind::Announced, &file.announced),
        (DateKind::Detected, &file.detected),
    ];
    let stated = claims
        .into_iter()
        .find_map(|(kind, claim)| claim.as_ref().map(|claim| CaseDate { kind, date: claim.value }));
    stated.or_else(|| {
        let active = file.active.as_ref()?;
        let date = match active.value {
            Date::Interval { end: Some(end), .. } => Date::Point(end),
            // Still active when it was described: listed by its start, said to be open, and in no timeline.
            other => other,
        };
        Some(CaseDate { kind: DateKind::Active, date })
    })
}

/// The verdicts of each claim that another source differs on, and of each dispute about the case as a whole.
fn disputed_points(file: &CaseFile) -> Vec<Vec<Verdict>> {
    fn of<T>(claim: Option<&Claim<T>>) -> Vec<Verdict> {
        claim.into_iter().flat_map(|claim| &claim.disputed).map(|dispute| dispute.verdict).collect()
    }
    let dates = [&file.removed, &file.announced, &file.detected, &file.reporting_period, &file.active];
    let mut points: Vec<_> = dates.into_iter().map(|claim| of(claim.as_ref())).collect();
    points.push(of(file.operator.as_ref()));
    points.push(of(file.clients.as_ref()));
    points.push(of(file.origin.as_ref()));
    points.push(of(file.targets.as_ref()));
    points.push(of(file.ad_spend.as_ref()));
    points.extend(file.network.iter().map(|row| of(Some(&row.figure))));
    points.extend(file.reach.iter().map(|row| of(Some(&row.figure))));
    points.extend(file.fields.iter().map(|own| own.disputed.iter().map(|dispute| dispute.verdict).collect()));
    points.extend(file.disputed.iter().map(|dispute| vec![dispute.verdict]));
    points.retain(|point| !point.is_empty());
    points
}
