//! Typed relations between cases, their inverses, and the ones that cannot both be true.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::assemble::Hidden;
use super::case::{Case, Relative};
use crate::content::case::{CaseFile, Related, Relation, Status};
use crate::content::vocabulary::Known;
use crate::diagnostic::Diagnostic;

/// A relation as a case states it, found.
struct Stated<'a> {
    from: usize,
    to: usize,
    related: &'a Related,
}

/// Every case's relatives, by its index, and relations that lead nowhere or contradict each other.
pub fn relate(cases: &[Arc<Case>], hidden: &Hidden) -> (BTreeMap<usize, Vec<Relative>>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let files: Vec<_> = cases.iter().map(|case| &case.file).collect();
    let ids: HashMap<&str, usize> =
        files.iter().enumerate().map(|(i, file)| (file.id.value.as_str(), i)).collect();
    // Sorted, for the hint of a relation that leads nowhere: made for the first of them.
    let known = OnceCell::new();
    let known = || {
        known.get_or_init(|| {
            let mut known: Vec<&str> = ids.keys().copied().collect();
            known.sort_unstable();
            Known::new(known)
        })
    };
    let mut stated = Vec::new();
    for (from, file) in files.iter().enumerate().filter(|(from, _)| !cases[*from].is_retracted()) {
        for related in &file.related {
            let id = &related.case;
            match ids.get(id.value.as_str()) {
                Some(to) if *to == from => diagnostics.push(
                    Diagnostic::error(
                        "E098",
                        &file.path,
                        id.span,
                        format!("the case \"{}\" is related to itself", id.value),
                    )
                    .hint("write the id of the other case that is meant, or take the entry out"),
                ),
                Some(to) => stated.push(Stated { from, to: *to, related }),
                None => diagnostics.extend(unknown(&file.path, related, known, hidden)),
            }
            if let Some(Some(to)) = ids.get(id.value.as_str()).map(|to| files.get(*to))
                && file.status.is_public()
                && !to.status.is_public()
                && to.status != Status::Misspelt
            {
                let message =
                    format!("\"{}\" is a {}: a build refuses this relation", id.value, to.status.word());
                diagnostics.push(
                    Diagnostic::warning("W030", &file.path, id.span, message)
                        .hint("publish it, or remove this relation until it is published"),
                );
            }
        }
    }
    contradictions(&stated, &files, &mut diagnostics);
    let mut relatives: BTreeMap<usize, Vec<Relative>> = BTreeMap::new();
    for one in &stated {
        let (relation, note) = (one.related.relation, one.related.note.clone());
        add(relatives.entry(one.from).or_default(), Relative { case: one.to, relation, note, theirs: false });
    }
    for one in &stated {
        let (relation, note) = (one.related.relation.inverse(), one.related.note.clone());
        add(relatives.entry(one.to).or_default(), Relative { case: one.from, relation, note, theirs: true });
    }
    relatives.retain(|index, _| !cases[*index].is_retracted());
    for list in relatives.values_mut() {
        list.sort_by_key(|relative| (relative.relation, relative.case));
    }
    (relatives, diagnostics)
}

/// One relation that both sides state is shown once; a bare "see also" gives way to anything more exact.
fn add(list: &mut Vec<Relative>, one: Relative) {
    if let Some(same) = list.iter_mut().find(|other| other.case == one.case && other.relation == one.relation)
    {
        if same.note.is_none() {
            (same.note, same.theirs) = (one.note, one.theirs);
        }
        return;
    }
    let bare = |relative: &Relative| relative.relation == Relation::SeeAlso && relative.note.is_none();
    if bare(&one) && list.iter().any(|other| other.case == one.case) {
        return;
    }
    list.retain(|other| other.case != one.case || !bare(other));
    list.push(one);
}

fn unknown<'a>(
    path: &Arc<str>,
    related: &Related,
    known: impl Fn() -> &'a Known<&'a str>,
    hidden: &Hidden,
) -> Option<Diagnostic> {
    let id = &related.case;
    if let Some(status) = hidden.status(&format!("cases/{}", id.value)) {
        let message = format!("the case \"{}\" is a {}, which a build leaves out", id.value, status.word());
        // Of a misspelt status, or a file that cannot be read, the file itself says what is wrong.
        return (status != Status::Misspelt).then(|| {
            Diagnostic::error("E096", path, id.span, message)
                .hint("publish it, or remove this relation until it is published")
        });
    }
    let diagnostic = Diagnostic::error("E095", path, id.span, format!("there is no case \"{}\"", id.value));
    Some(match known().nearest(&id.value, |_| true) {
        Some(near) => diagnostic.hint(format!("did you mean \"{near}\"?")),
        None => diagnostic.hint("a case's id is its file's name without `.md`, unless the file sets `id`"),
    })
}

/// Whether two relations of one case to another cannot both hold.
fn contradict(a: Relation, b: Relation) -> bool {
    use Relation::{DuplicateOf, HasDuplicate, HasPart, PartOf, PredecessorOf, SuccessorOf};
    let pairs = [(SuccessorOf, PredecessorOf), (PartOf, HasPart), (DuplicateOf, HasDuplicate)];
    pairs.contains(&(a, b)) || pairs.contains(&(b, a))
}

fn contradictions(stated: &[Stated<'_>], files: &[&Arc<CaseFile>], diagnostics: &mut Vec<Diagnostic>) {
    let mut by_pair: HashMap<(usize, usize), Vec<&Stated<'_>>> = HashMap::new();
    for one in stated {
        by_pair.entry((one.from.min(one.to), one.from.max(one.to))).or_default().push(one);
    }
    for one in stated {
        let others = by_pair.get(&(one.from.min(one.to), one.from.max(one.to)));
        let seen = |other: &Stated<'_>| {
            if other.from == one.from { other.related.relation } else { other.related.relation.inverse() }
        };
        let against =
            others.into_iter().flatten().find(|other| contradict(one.related.relation, seen(other)));
        if let Some(other) = against {
            let message = format!(
                "\"{}\" {} \"{}\" contradicts {}, which says \"{}\" {} \"{}\"",
                files[one.from].id.value,
                one.related.relation.word(),
                files[one.to].id.value,
                files[other.from].path,
                files[other.from].id.value,
                other.related.relation.word(),
                files[other.to].id.value,
            );
            diagnostics.push(
                Diagnostic::error("E097", &files[one.from].path, one.related.case.span, message)
                    .hint("keep the true one; the other page shows the inverse by itself"),
            );
        }
    }
}
