//! Every text of a case that readers see, wherever it stands: what is done to one is done to all.

use super::case::{Audience, CaseFile, SiteValue};
use super::claim::{Claim, Dispute};
use super::value::Date;

/// Hands each free text of a case's front matter to `each`. Names that make addresses (actors, tags) stay.
pub fn visit(case: &mut CaseFile, each: &impl Fn(&mut String)) {
    each(&mut case.title);
    case.summary.iter_mut().for_each(each);
    case.content_warning.iter_mut().for_each(each);
    case.narratives.iter_mut().for_each(each);
    dates(case).for_each(|claim| notes(claim, each));
    case.operator.iter_mut().for_each(|claim| notes(claim, each));
    case.clients.iter_mut().for_each(|claim| notes(claim, each));
    case.origin.iter_mut().for_each(|claim| notes(claim, each));
    case.ad_spend.iter_mut().for_each(|claim| notes(claim, each));
    case.network.iter_mut().for_each(|row| notes(&mut row.figure, each));
    case.reach.iter_mut().for_each(|row| notes(&mut row.figure, each));
    if let Some(claim) = &mut case.targets {
        notes(claim, each);
        let disputed = claim.disputed.iter_mut().map(|dispute| &mut dispute.value);
        for audience in std::iter::once(&mut claim.value).chain(disputed).flatten() {
            if let Audience::Words(words) = audience {
                each(words);
            }
        }
    }
    for said in &mut case.attribution {
        each(&mut said.by);
        said.statement.iter_mut().for_each(each);
    }
    case.related.iter_mut().filter_map(|related| related.note.as_mut()).for_each(each);
    case.sources.iter_mut().for_each(|source| each(&mut source.title));
    for dispute in &mut case.disputed {
        each(&mut dispute.value);
        own_words(&mut dispute.values, each);
        dispute.note.iter_mut().for_each(each);
    }
    for correction in &mut case.corrections {
        each(&mut correction.change);
        correction.reason.iter_mut().for_each(each);
    }
    for own in &mut case.fields {
        own.note.iter_mut().for_each(each);
        dispute_notes(&mut own.disputed, each);
        own_words(&mut own.values, each);
    }
}

fn own_words(values: &mut [SiteValue], each: &impl Fn(&mut String)) {
    for value in values {
        if let SiteValue::Text(words) | SiteValue::Url(words) = value {
            each(words);
        }
    }
}

/// Every date that a case gives.
pub fn dates(case: &mut CaseFile) -> impl Iterator<Item = &mut Claim<Date>> {
    let all = [
        &mut case.removed,
        &mut case.announced,
        &mut case.detected,
        &mut case.reporting_period,
        &mut case.active,
    ];
    all.into_iter().flatten()
}

fn notes<T>(claim: &mut Claim<T>, each: &impl Fn(&mut String)) {
    claim.note.iter_mut().for_each(each);
    dispute_notes(&mut claim.disputed, each);
}

fn dispute_notes<T>(disputes: &mut [Dispute<T>], each: &impl Fn(&mut String)) {
    disputes.iter_mut().filter_map(|dispute| dispute.note.as_mut()).for_each(each);
}
