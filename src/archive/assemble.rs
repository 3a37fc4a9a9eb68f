//! Files become an archive: sorted, related, gathered into taxonomies, and checked against each other.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::address::{Claimant, Place, Places, RESERVED, Register};
use super::links::{Linking, link};
use super::relations::relate;
use super::taxonomy::{Taxonomy, TaxonomyKind};
use super::unread::Unread;
use super::{Actors, Archive, Case, defang};
use crate::config::Config;
use crate::content::case::{CaseFile, Status};
use crate::content::documents::{ActorFile, PageFile, TermFile};
use crate::diagnostic::{Diagnostic, Span};
use crate::source::Sources;

/// Every document of an archive, read.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    pub cases: Vec<Arc<CaseFile>>,
    pub actors: Vec<Arc<ActorFile>>,
    pub terms: Vec<Arc<TermFile>>,
    pub pages: Vec<Arc<PageFile>>,
    pub technique_names: Arc<BTreeMap<String, String>>,
    /// Files that gave no document.
    pub unread: Arc<Unread>,
}

/// What an archive is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Include drafts and cases under review. Never for a build.
    pub drafts: bool,
}

/// What is there and not in the archive: links to it get a message of their own, or none.
#[derive(Debug, Default)]
pub struct Hidden {
    /// Cases that are left out, by address and by path.
    left_out: HashMap<String, Status>,
    unread: Arc<Unread>,
}

impl Hidden {
    /// What keeps a case out. A file that cannot be read is as one whose status cannot.
    pub fn status(&self, address: &str) -> Option<Status> {
        let unread = || self.unread.covers(address).then_some(Status::Misspelt);
        self.left_out.get(address).copied().or_else(unread)
    }
}

/// Makes an archive of documents; reports everything that is wrong between them.
///
/// The archive does not depend on the order of the documents.
pub fn assemble(
    config: &Arc<Config>,
    documents: &Documents,
    sources: &Sources,
    options: Options,
) -> (Archive, Vec<Diagnostic>) {
    let Parts { archive, mut found, of_links, .. } = assembled(config, documents, sources, options);
    found.extend(of_links);
    (archive, found)
}

/// An archive, and what an edit needs to know of how it came to be.
pub(super) struct Parts {
    pub archive: Archive,
    /// What is wrong between files, but for links.
    pub found: Vec<Diagnostic>,
    /// What is wrong with links.
    pub of_links: Vec<Diagnostic>,
    /// Cases that are left out.
    pub hidden: Hidden,
}

/// [`assemble`], with its parts.
pub(super) fn assembled(
    config: &Arc<Config>,
    documents: &Documents,
    sources: &Sources,
    options: Options,
) -> Parts {
    let mut diagnostics = Vec::new();
    let mut register = Register::default();
    let (mut cases, hidden) = choose_cases(documents, sources, options, &mut register, &mut diagnostics);
    let listed = cases.iter().take_while(|case| !case.is_retracted()).count();
    let mut actor_files = documents.actors.clone();
    actor_files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut term_files = documents.terms.clone();
    term_files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut pages = documents.pages.clone();
    pages.sort_by(|a, b| a.address.cmp(&b.address).then_with(|| a.path.cmp(&b.path)));
    let others = actor_files.len() + term_files.len() + pages.len();
    let indicators = defang::listed(&cases[..listed], others > 0);
    defang::words(&mut actor_files, &indicators);
    defang::words(&mut term_files, &indicators);
    defang::words(&mut pages, &indicators);
    defang::links(&mut actor_files, &indicators, &mut diagnostics);
    let ((relatives, of_relations), (actors, of_actors)) =
        rayon::join(|| relate(&cases, &hidden), || Actors::gather(&actor_files, &cases[..listed]));
    for (case, relatives) in relatives {
        Arc::make_mut(&mut cases[case]).relatives = relatives;
    }
    diagnostics.extend(of_relations);
    diagnostics.extend(of_actors);
    actors.merge_names(&mut cases[..listed], &mut diagnostics);
    let gathered: Vec<_> = TaxonomyKind::all(config)
        .into_par_iter()
        .map(|kind| {
            let mut found = Vec::new();
            (Taxonomy::gather(kind, config, &cases[..listed], &actors, &term_files, &mut found), found)
        })
        .collect();
    let mut taxonomies = Vec::new();
    for (taxonomy, found) in gathered {
        taxonomies.extend(taxonomy.map(Arc::new));
        diagnostics.extend(found);
    }
    let mut archive = Archive {
        config: Arc::clone(config),
        cases,
        listed,
        actors: Arc::new(actors),
        taxonomies,
        pages,
        taxonomy_pages: term_files
            .iter()
            .filter(|file| file.is_index())
            .map(|file| (file.taxonomy.clone(), Arc::clone(file)))
            .collect(),
        technique_names: Arc::clone(&documents.technique_names),
        redirects: Arc::default(),
        files: Arc::default(),
        static_files: Arc::default(),
        indicators: Arc::new(indicators),
        places: Arc::default(),
        backlinks: Arc::default(),
    };
    register_pages(&mut archive, &mut register, &mut diagnostics);
    // Files before old addresses: of the two, an alias is the one to mend.
    super::files::publish(&mut archive, sources, &mut register, &mut diagnostics);
    super::redirects::register(&mut archive, &mut register, &mut diagnostics);
    let of_links = archive.link(&hidden);
    Parts { archive, found: diagnostics, of_links, hidden }
}

/// The cases that are in, newest first, retracted last; ids checked against each other, drafts included.
fn choose_cases(
    documents: &Documents,
    sources: &Sources,
    options: Options,
    register: &mut Register,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Arc<Case>>, Hidden) {
    let mut files: Vec<_> = documents.cases.iter().collect();
    // Of two that want one id, the file that is called so has it, whatever the other's name.
    let takes_another = |file: &CaseFile| !is_called(&file.path, &file.id.value);
    files.sort_by(|a, b| (takes_another(a), &a.path).cmp(&(takes_another(b), &b.path)));
    let mut hidden = Hidden { unread: Arc::clone(&documents.unread), ..Hidden::default() };
    let mut cases = Vec::with_capacity(files.len());
    for file in files {
        let address = format!("cases/{}", file.id.value);
        let claimant =
            Claimant { what: "the case".into(), file: Some(Arc::clone(&file.path)), span: file.id.span };
        if let Some(taken) = register.take(&address, claimant, "E090") {
            let other = register.holder(&address).and_then(|other| {
                let (file, text) = sources.texts.get_key_value(other.file.as_ref()?)?;
                Some(format!("{file}:{}", crate::diagnostic::Place::of(&text.text, other.span).line))
            });
            let other = other.map(|place| format!(": here, or in {place}")).unwrap_or_default();
            diagnostics.push(taken.hint(format!("give one of the two files another `id`{other}")));
            continue;
        }
        if file.status.is_public() || options.drafts {
            cases.push(Arc::new(Case::new(Arc::clone(file))));
        } else {
            hidden.left_out.insert(address, file.status);
            hidden.left_out.insert(file.path.to_string(), file.status);
        }
    }
    cases.sort_by(|a, b| {
        let key = |case: &Case| (case.is_retracted(), case.date.is_none());
        let date = |case: &Case| case.date.map(|date| date.date.sort_key());
        key(a).cmp(&key(b)).then_with(|| date(b).cmp(&date(a))).then_with(|| a.id().cmp(b.id()))
    });
    (cases, hidden)
}

/// Whether a file, or the folder of its `index.md`, is named as its case's id.
fn is_called(path: &str, id: &str) -> bool {
    let name = path.strip_suffix(".md").unwrap_or(path);
    let name = name.strip_suffix("/index").unwrap_or(name);
    name.rsplit('/').next() == Some(id)
}

/// Whether this site has something at an address that the program keeps for itself.
fn stands(archive: &Archive, reserved: &str) -> bool {
    match reserved {
        // Kept for pages to come.
        "timeline" | "map" | "network" | "data" => false,
        "search" => archive.config.search,
        "sitemap.xml" => archive.config.url.is_some(),
        "actors" => !archive.actors.all.is_empty(),
        _ => true,
    }
}

/// Gives every page its address and its place.
fn register_pages(archive: &mut Archive, register: &mut Register, diagnostics: &mut Vec<Diagnostic>) {
    let mut places = Places::default();
    for reserved in RESERVED {
        let claimant = Claimant { what: "the program".into(), file: None, span: Span::default() };
        diagnostics.extend(register.take(reserved, claimant, "E091"));
        if stands(archive, reserved) {
            places.insert(reserved.to_owned(), Place::Other);
        }
    }
    places.insert(String::new(), Place::Other);
    for other in ["cases/a-z", "cases/by-size", "corrections/feed.xml", "corrections/feed.json"] {
        places.insert(other.to_owned(), Place::Other);
    }
    for (index, case) in archive.cases.iter().enumerate() {
        places.insert(format!("cases/{}", case.id()), Place::Case(index));
        places.insert(format!("cases/{}/index.json", case.id()), Place::Other);
        places.insert(case.file.path.to_string(), Place::Case(index));
    }
    for (index, actor) in archive.actors.all.iter().enumerate() {
        places.insert(format!("actors/{}", actor.slug), Place::Actor(index));
        if let Some(file) = &actor.file {
            places.insert(file.path.to_string(), Place::Actor(index));
        }
    }
    for (t, taxonomy) in archive.taxonomies.iter().enumerate() {
        if let TaxonomyKind::Field(_) = taxonomy.kind {
            let claimant = Claimant { what: "the site's field".into(), file: None, span: Span::default() };
            diagnostics.extend(register.take(&taxonomy.folder, claimant, "E091"));
        }
        places.insert(taxonomy.folder.clone(), Place::Taxonomy(t));
        if let Some(file) = archive.taxonomy_pages.get(&taxonomy.folder) {
            places.insert(file.path.to_string(), Place::Taxonomy(t));
        }
    }
    for (index, page) in archive.pages.iter().enumerate() {
        let claimant =
            Claimant { what: "the page".into(), file: Some(Arc::clone(&page.path)), span: Span::default() };
        if let Some(taken) = register.take(&page.address, claimant, "E091") {
            diagnostics.push(taken.hint("rename the file"));
            continue;
        }
        places.insert(page.address.clone(), Place::Page(index));
        places.insert(page.path.to_string(), Place::Page(index));
    }
    archive.places = Arc::new(places);
}

impl Archive {
    /// Finds who links to whom; what is wrong with the links.
    pub(super) fn link(&mut self, hidden: &Hidden) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let backlinks = link(self, &linking(self), hidden, &mut found);
        self.backlinks = Arc::new(backlinks);
        found
    }
}

/// Every document whose body is shown.
fn linking(archive: &Archive) -> Vec<Linking<'_>> {
    let mut all = Vec::new();
    for (index, case) in archive.listed().iter().enumerate() {
        all.push(Linking { place: Place::Case(index), path: &case.file.path, body: &case.file.body });
    }
    for (index, actor) in archive.actors.all.iter().enumerate() {
        let file = actor.file.as_ref();
        all.extend(file.map(|file| Linking {
            place: Place::Actor(index),
            path: &file.path,
            body: &file.body,
        }));
    }
    for (t, taxonomy) in archive.taxonomies.iter().enumerate() {
        let own = archive.taxonomy_pages.get(&taxonomy.folder);
        all.extend(own.map(|file| Linking { place: Place::Taxonomy(t), path: &file.path, body: &file.body }));
        for (index, term) in taxonomy.terms.iter().enumerate() {
            let file = term.file.as_ref();
            all.extend(file.map(|file| Linking {
                place: Place::Term(t, index),
                path: &file.path,
                body: &file.body,
            }));
        }
    }
    for (index, page) in archive.pages.iter().enumerate() {
        all.push(Linking { place: Place::Page(index), path: &page.path, body: &page.body });
    }
    all.sort_by(|a, b| a.path.cmp(b.path));
    all
}
