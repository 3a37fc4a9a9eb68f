//! Reading every document of an archive, each only once for each text that it has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::misplaced;
use crate::archive::{Documents, TaxonomyKind, Unread};
use crate::config::Config;
use crate::content::case::CaseFile;
use crate::content::documents::{ActorFile, PageFile, TermFile};
use crate::content::read::{self, Read};
use crate::diagnostic::Diagnostic;
use crate::source::{Digest, Sources, Text};

/// Files that a thread reads before others may take over what is left.
const PIECE: usize = 16;

/// One file, read as what its place says it is.
#[derive(Debug, Clone)]
enum Document {
    Case(Arc<CaseFile>),
    Actor(Arc<ActorFile>),
    Term(Arc<TermFile>),
    Page(Arc<PageFile>),
}

/// What reading a file gave, and what it was read from.
#[derive(Clone)]
struct Entry {
    text: Text,
    /// Of all tables, which a case with a file of indicators is read with, and a file with mistakes may be.
    tables: Option<Digest>,
    /// What stands for the file: of its last good text, if this one has mistakes.
    document: Option<Document>,
    /// The last text without mistakes: what `document` is of, if there ever was one.
    good: Option<Text>,
    diagnostics: Vec<Diagnostic>,
}

/// All documents that were read, by path.
#[derive(Clone, Default)]
pub struct Reading {
    config: Option<Arc<Config>>,
    entries: BTreeMap<Arc<str>, Entry>,
    /// Of the last file of techniques without mistakes.
    techniques: Option<Arc<BTreeMap<String, String>>>,
    /// Files that were read the last time.
    pub parsed: usize,
}

impl Reading {
    /// Reads what is new or has another text than the last time, in parallel.
    ///
    /// A file with mistakes counts as its last good text, if it ever had one.
    pub fn read(&mut self, sources: &Sources, config: &Arc<Config>) -> (Documents, Vec<Diagnostic>) {
        let same = self.config.as_ref().is_some_and(|before| Arc::ptr_eq(before, config));
        self.config = Some(Arc::clone(config));
        let tables = tables(sources);
        // Both are sorted, and most paths are the very same: looking each up took a third of an edit's time.
        let mut known = self.entries.values().peekable();
        let fresh: Vec<&Text> = documents(sources)
            .filter(|text| {
                while known.next_if(|entry| entry.text.path < text.path).is_some() {}
                let entry = known.next_if(|entry| entry.text.path == text.path);
                !same || !entry.is_some_and(|entry| entry.is_of(text, tables))
            })
            .collect();
        let folders: Vec<&str> =
            TaxonomyKind::all(config).into_iter().map(|kind| kind.folder(config)).collect();
        let read: Vec<Entry> = fresh
            .par_iter()
            .with_max_len(PIECE)
            .map(|text| entry(text, tables, sources, config, &folders))
            .collect();
        self.parsed = read.len();
        for mut entry in read {
            if let Some(before) = self.entries.remove(&entry.text.path).filter(|_| entry.good.is_none()) {
                entry.stand_for(before, same, |text| document(text, sources, config, &folders).0);
            }
            self.entries.insert(Arc::clone(&entry.text.path), entry);
        }
        if self.entries.len() > documents(sources).count() {
            self.entries.retain(|path, _| sources.texts.contains_key(path));
        }
        self.gathered(sources)
    }

    /// Files that stand for an earlier text of theirs.
    pub fn stale(&self) -> BTreeSet<Arc<str>> {
        self.entries.iter().filter(|(_, entry)| entry.is_stale()).map(|(path, _)| Arc::clone(path)).collect()
    }

    /// Files that stand as far as they can be read: they have mistakes and never were without.
    pub fn unfinished(&self) -> BTreeSet<Arc<str>> {
        let all = self.entries.iter().filter(|(_, entry)| entry.good.is_none() && entry.document.is_some());
        all.map(|(path, _)| Arc::clone(path)).collect()
    }

    fn gathered(&mut self, sources: &Sources) -> (Documents, Vec<Diagnostic>) {
        let mut documents = Documents::default();
        let mut diagnostics = Vec::new();
        for entry in self.entries.values() {
            match &entry.document {
                Some(Document::Case(case)) => documents.cases.push(Arc::clone(case)),
                Some(Document::Actor(actor)) => documents.actors.push(Arc::clone(actor)),
                Some(Document::Term(term)) => documents.terms.push(Arc::clone(term)),
                Some(Document::Page(page)) => documents.pages.push(Arc::clone(page)),
                None => {}
            }
            diagnostics.extend(entry.diagnostics.iter().cloned());
        }
        let broken = self.entries.values().filter(|entry| entry.document.is_none());
        documents.unread = Arc::new(Unread::new(sources, broken.map(|entry| &entry.text)));
        documents.technique_names = self.technique_names(sources, &mut diagnostics);
        (documents, diagnostics)
    }

    /// A file with mistakes counts as its last good text here too.
    fn technique_names(
        &mut self,
        sources: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<BTreeMap<String, String>> {
        let Some(text) = sources.texts.get("content/techniques.csv") else {
            self.techniques = None;
            return Arc::default();
        };
        let (names, found) = read::techniques_csv(text);
        let names = Arc::new(names);
        if !found.iter().any(Diagnostic::is_error) {
            self.techniques = Some(Arc::clone(&names));
        }
        diagnostics.extend(found);
        self.techniques.clone().unwrap_or(names)
    }
}

impl Entry {
    /// Takes over the last good document; read anew, where the configuration is another.
    fn stand_for(&mut self, before: Self, same: bool, read: impl FnOnce(&Text) -> Option<Document>) {
        let Some(good) = before.good else { return };
        let document = if same { before.document } else { read(&good) };
        if document.is_some() {
            self.document = document;
            self.good = Some(good);
        }
    }

    /// Whether it stands as it was before its mistakes.
    fn is_stale(&self) -> bool {
        self.good.is_some() && self.diagnostics.iter().any(Diagnostic::is_error)
    }

    fn is_of(&self, text: &Text, tables: Digest) -> bool {
        self.text.digest == text.digest && self.tables.is_none_or(|before| before == tables)
    }
}

/// The Markdown files of an archive.
fn documents(sources: &Sources) -> impl Iterator<Item = &Text> {
    sources.texts.values().filter(|text| text.path.starts_with("content/") && text.path.ends_with(".md"))
}

/// One digest of all tables.
fn tables(sources: &Sources) -> Digest {
    let tables = sources.texts.values().filter(|text| text.path.ends_with(".csv"));
    let all: Vec<u8> = tables.flat_map(|text| [text.path.as_bytes(), &text.digest.0].concat()).collect();
    Digest::of(&all)
}

fn entry(text: &Text, tables: Digest, sources: &Sources, config: &Config, folders: &[&str]) -> Entry {
    let (document, diagnostics) = document(text, sources, config, folders);
    let good = !diagnostics.iter().any(Diagnostic::is_error);
    let has_table = match &document {
        Some(Document::Case(case)) => case.indicator_file.is_some(),
        _ => false,
    };
    let tables = (has_table || !good).then_some(tables);
    Entry { text: text.clone(), tables, document, good: good.then(|| text.clone()), diagnostics }
}

/// What a file is follows from the folder that it is in.
fn document(
    text: &Text,
    sources: &Sources,
    config: &Config,
    folders: &[&str],
) -> (Option<Document>, Vec<Diagnostic>) {
    let rest = text.path.strip_prefix("content/").unwrap_or(&text.path);
    match rest.split_once('/') {
        Some(("cases", _)) => kept(read::case(text, sources, config), Document::Case),
        Some(("actors", "index.md")) => kept(read::term(text, config), Document::Term),
        Some(("actors", _)) => kept(read::actor(text, config), Document::Actor),
        Some((folder, _)) if folders.contains(&folder) => kept(read::term(text, config), Document::Term),
        _ => {
            let Read { value, diagnostics } = read::page(text, config);
            kept(Read { value, diagnostics: misplaced::told(text, diagnostics) }, Document::Page)
        }
    }
}

fn kept<T>(read: Read<T>, document: impl FnOnce(Arc<T>) -> Document) -> (Option<Document>, Vec<Diagnostic>) {
    (read.value.map(|value| document(Arc::new(value))), read.diagnostics)
}
