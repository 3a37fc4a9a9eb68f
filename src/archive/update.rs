//! An archive after an edit of a few cases, made from the one before: what the edit leaves alone is shared.
//!
//! Whatever it does not see through is `None`, and the archive is assembled anew. So this file decides how soon an
//! edit shows, never what it shows: a test plays random edits both ways.

use std::sync::Arc;

use super::assemble::{Documents, Hidden, Options, Parts, assembled};
use super::taxonomy::{TaxonomyKind, Value};
use super::{Archive, Case, CaseIndex, Place};
use crate::config::Config;
use crate::content::case::{CaseFile, Related};
use crate::content::claim::Claim;
use crate::content::documents::Link;
use crate::content::indicator::Listed;
use crate::diagnostic::{Diagnostic, Spanned};
use crate::source::Sources;

/// An archive, what it was made of, and what is wrong between its files.
#[derive(Debug, Clone)]
pub struct Assembled {
    pub archive: Arc<Archive>,
    /// What is wrong between files, but for links.
    found: Vec<Diagnostic>,
    of_links: Vec<Diagnostic>,
    documents: Documents,
    hidden: Arc<Hidden>,
    /// Every file of the folder, since documents link to files.
    files: Vec<Arc<str>>,
    options: Options,
}

/// A case before and after.
#[derive(Clone, Copy)]
struct Edit<'a> {
    before: &'a CaseFile,
    after: &'a Arc<CaseFile>,
}

impl Assembled {
    /// Assembles an archive from nothing.
    pub fn new(config: &Arc<Config>, documents: Documents, sources: &Sources, options: Options) -> Self {
        let Parts { archive, found, of_links, hidden } = assembled(config, &documents, sources, options);
        Self {
            archive: Arc::new(archive),
            found,
            of_links,
            documents,
            hidden: Arc::new(hidden),
            files: files(sources).map(Arc::clone).collect(),
            options,
        }
    }

    /// What is wrong between files.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter().chain(&self.of_links)
    }

    /// The archive of the documents as they are now; `None` where it is to be assembled anew.
    pub fn update(
        &self,
        config: &Arc<Config>,
        documents: &Documents,
        sources: &Sources,
        options: Options,
    ) -> Option<Self> {
        let same = Arc::ptr_eq(&self.archive.config, config)
            && self.options == options
            && self.files.iter().eq(files(sources));
        let edits = if same { edits(&self.documents, documents)? } else { return None };
        // What is said of an edited file names a place that may be another now.
        let spoken_of = |found: &[Diagnostic]| {
            edits.iter().any(|edit| found.iter().any(|found| found.file == edit.after.path))
        };
        if spoken_of(&self.found) {
            return None;
        }
        let mut archive = Archive::clone(&self.archive);
        let mut found = self.found.clone();
        for edit in &edits {
            if edit.after.status.is_public() || options.drafts {
                self.replace(&mut archive, *edit, &mut found)?;
            } else if !same_address(*edit) {
                return None;
            }
        }
        let of_links = if spoken_of(&self.of_links) || edits.iter().any(|edit| !same_links(*edit)) {
            archive.link(&self.hidden)
        } else {
            self.of_links.clone()
        };
        Some(Self {
            archive: Arc::new(archive),
            found,
            of_links,
            documents: documents.clone(),
            hidden: Arc::clone(&self.hidden),
            files: self.files.clone(),
            options,
        })
    }

    /// Puts the edited case in the place of the one before.
    fn replace(&self, archive: &mut Archive, edit: Edit<'_>, found: &mut Vec<Diagnostic>) -> Option<()> {
        let Some(Place::Case(index)) = archive.place(&edit.after.path) else { return None };
        let before = Arc::clone(archive.cases.get(index)?);
        let after = Case { relatives: before.relatives.clone(), ..Case::new(Arc::clone(edit.after)) };
        let same = same_address(edit)
            && before.date == after.date
            && same_relations(edit)
            && same_actors(edit)
            && same_files(edit)
            && listed(edit.before) == listed(edit.after);
        if !same {
            return None;
        }
        let mut after = [Arc::new(after)];
        if index < archive.listed {
            archive.actors.merge_names(&mut after, found);
            for kind in TaxonomyKind::all(&archive.config) {
                self.enter(archive, kind, index, &before, &after[0])?;
            }
        }
        let [after] = after;
        archive.cases[index] = after;
        Some(())
    }

    /// Takes a case out of the terms that it had, and puts it into those that it has.
    fn enter(
        &self,
        archive: &mut Archive,
        kind: TaxonomyKind,
        index: CaseIndex,
        before: &Case,
        after: &Case,
    ) -> Option<()> {
        let [old, new] = [before, after].map(|case| kind.values(case, &archive.actors));
        let words = |values: &[Value]| {
            values.iter().map(|(slug, words, _)| (slug.clone(), words.clone())).collect::<Vec<_>>()
        };
        // Two cases that write one term in two ways: which of them is told of it may be another now.
        if self.found.iter().any(Diagnostic::is_error) && words(&old) != words(&new) {
            return None;
        }
        let Some(at) = archive.taxonomies.iter().position(|taxonomy| taxonomy.kind == kind) else {
            return new.is_empty().then_some(());
        };
        let taxonomy = &archive.taxonomies[at];
        let edited = taxonomy.edited(index, &old, &new)?;
        let slugs = |taxonomy: &super::Taxonomy| {
            taxonomy.terms.iter().map(|term| term.slug.clone()).collect::<Vec<_>>()
        };
        if slugs(taxonomy) != slugs(&edited) {
            // Terms are known by their number, which is another now, and a file may wait for a term of its name.
            let here = |place: &Place| matches!(place, Place::Term(of, _) if *of == at);
            let linked =
                archive.backlinks.iter().any(|(to, from)| here(to) || from.iter().any(|one| here(&one.from)));
            let described = self.documents.terms.iter().any(|file| file.taxonomy == edited.folder);
            if linked || described {
                return None;
            }
        }
        archive.taxonomies[at] = Arc::new(edited);
        Some(())
    }
}

/// Every file's path.
fn files(sources: &Sources) -> impl Iterator<Item = &Arc<str>> {
    sources.texts.keys().chain(sources.files.keys())
}

/// The cases that differ; `None` if anything else does.
fn edits<'a>(before: &'a Documents, after: &'a Documents) -> Option<Vec<Edit<'a>>> {
    fn same<T>(before: &[Arc<T>], after: &[Arc<T>]) -> bool {
        before.len() == after.len()
            && before.iter().zip(after).all(|(before, after)| Arc::ptr_eq(before, after))
    }
    let others = same(&before.actors, &after.actors)
        && same(&before.terms, &after.terms)
        && same(&before.pages, &after.pages)
        && before.technique_names == after.technique_names
        && before.unread == after.unread
        && before.cases.len() == after.cases.len();
    if !others {
        return None;
    }
    let pairs = before.cases.iter().zip(&after.cases).filter(|(before, after)| !Arc::ptr_eq(before, after));
    pairs.map(|(before, after)| (before.path == after.path).then_some(Edit { before, after })).collect()
}

fn same_address(edit: Edit<'_>) -> bool {
    let Edit { before, after } = edit;
    // With their places: what clashes with an alias is said of it.
    before.id.value == after.id.value && before.status == after.status && before.aliases == after.aliases
}

fn same_relations(edit: Edit<'_>) -> bool {
    let told = |one: &Related| (one.case.value.clone(), one.relation, one.note.clone());
    edit.before.related.iter().map(told).eq(edit.after.related.iter().map(told))
}

fn same_actors(edit: Edit<'_>) -> bool {
    type Names = Option<Claim<Vec<Spanned<String>>>>;
    let names = |claim: &Names| -> Vec<String> {
        claim.iter().flat_map(|claim| &claim.value).map(|name| name.value.clone()).collect()
    };
    let attributed = |case: &CaseFile| -> Vec<Option<String>> {
        case.attribution.iter().map(|one| one.to.as_ref().map(|to| to.value.clone())).collect()
    };
    let Edit { before, after } = edit;
    names(&before.operator) == names(&after.operator)
        && names(&before.clients) == names(&after.clients)
        && attributed(before) == attributed(after)
}

/// Whether the same files are published because of it.
fn same_files(edit: Edit<'_>) -> bool {
    let files = |case: &CaseFile| -> Vec<String> {
        let body = case.body.outline.files.iter().map(|file| file.value.clone());
        let urls = case.sources.iter().filter_map(|source| source.url.as_ref()).map(|url| url.value.clone());
        body.chain(urls).chain(case.indicator_file.clone()).collect()
    };
    files(edit.before) == files(edit.after)
}

fn listed(case: &CaseFile) -> Listed {
    Listed::new(&case.indicators, &case.redacted, &case.sources)
}

/// Whether it links to the same pages in the same words, and others can link to the same parts of it.
fn same_links(edit: Edit<'_>) -> bool {
    let links = |case: &CaseFile| -> Vec<_> {
        let told = |link: &Link| (link.target.clone(), link.fragment.clone(), link.context.clone());
        case.body.outline.links.iter().map(told).collect()
    };
    let anchors = |case: &CaseFile| -> Vec<String> {
        case.body.outline.headings.iter().map(|heading| heading.id.clone()).collect()
    };
    links(edit.before) == links(edit.after) && anchors(edit.before) == anchors(edit.after)
}
