//! Sources in, a site out: the one path that `build`, `check` and the preview share.

use std::sync::Arc;

use rayon::prelude::*;

pub use crate::archive::Options;
use crate::archive::{Documents, assemble, redaction};
use crate::config::{self, Config};
use crate::content::read::{self, Read};
use crate::diagnostic::{Diagnostic, Severity};
use crate::site::Site;
use crate::source::{Sources, Text};
use crate::theme::Theme;

/// A site and everything that is wrong with its sources.
pub struct Compiled {
    /// `None` where there is not even a configuration or a theme to make a site of.
    pub site: Option<Site>,
    /// By file, then place.
    pub diagnostics: Vec<Diagnostic>,
    /// Cases that are counted.
    pub case_count: usize,
    /// Drafts and cases under review that are left out.
    pub left_out: usize,
}

impl Compiled {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Compiles an archive. All mistakes of all files are reported, also those between files.
pub fn compile(sources: &Sources, options: Options) -> Compiled {
    // On a thread of the pool, whose memory reading leaves behind: the caller's would be fresh, and clearing fresh
    // memory took half of `assemble`.
    rayon::scope(|_| compile_here(sources, options))
}

fn compile_here(sources: &Sources, options: Options) -> Compiled {
    let mut diagnostics = sources.diagnostics.clone();
    let (config, found) = config::read(sources.texts.get("site.toml"));
    diagnostics.extend(found);
    let Some(config) = config.map(Arc::new) else {
        return Compiled { site: None, diagnostics: sorted(diagnostics), case_count: 0, left_out: 0 };
    };
    let ((theme, of_theme), (documents, of_documents)) =
        rayon::join(|| Theme::load(sources, &config), || documents(sources, &config));
    diagnostics.extend(of_theme);
    diagnostics.extend(of_documents);
    diagnostics.extend(redaction::redacted_elsewhere(sources, &documents));
    diagnostics.extend(unread(sources));
    let (archive, found) = assemble(&config, &documents, sources, options);
    diagnostics.extend(found);
    if config.url.is_none() {
        let file = Arc::from("site.toml");
        diagnostics.push(
            Diagnostic::new(Severity::Notice, "N030", &file, None, "the site has no address yet")
                .hint("add `url = \"https://…\"` for a sitemap, canonical addresses and absolute feed links"),
        );
    }
    let case_count = archive.listed;
    let drafts = documents.cases.iter().filter(|case| !case.status.is_public()).count();
    let left_out = if options.drafts { 0 } else { drafts };
    let site = theme.map(|theme| Site::new(Arc::new(archive), Arc::new(theme)));
    diagnostics.extend(site.iter().flat_map(Site::clashes).cloned());
    Compiled { site, diagnostics: sorted(diagnostics), case_count, left_out }
}

/// By file and place, each once. Of a file that is not even text, nothing else is worth saying.
fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    const NOT_TEXT: &str = "E124";
    let spoilt: Vec<Arc<str>> =
        diagnostics.iter().filter(|one| one.code == NOT_TEXT).map(|one| Arc::clone(&one.file)).collect();
    diagnostics.retain(|one| one.code == NOT_TEXT || !spoilt.contains(&one.file));
    let mut diagnostics: Vec<_> = diagnostics.into_iter().map(Diagnostic::in_one_voice).collect();
    diagnostics.sort();
    diagnostics.dedup();
    diagnostics
}

/// One file, read as what its place says it is.
enum Document {
    Case(Box<Read<crate::content::case::CaseFile>>),
    Actor(Read<crate::content::documents::ActorFile>),
    Term(Read<crate::content::documents::TermFile>),
    Page(Read<crate::content::documents::PageFile>),
}

/// Reads every document of the archive, in parallel.
fn documents(sources: &Sources, config: &Config) -> (Documents, Vec<Diagnostic>) {
    let folders: Vec<&str> =
        crate::archive::TaxonomyKind::all(config).into_iter().map(|kind| kind.folder(config)).collect();
    let texts: Vec<&Text> = sources
        .texts
        .values()
        .filter(|text| text.path.starts_with("content/") && text.path.ends_with(".md"))
        .collect();
    let read: Vec<Document> =
        texts.par_iter().map(|text| document(text, sources, config, &folders)).collect();
    let mut documents = Documents::default();
    let mut diagnostics = Vec::new();
    for one in read {
        match one {
            Document::Case(read) => keep(*read, &mut documents.cases, &mut diagnostics),
            Document::Actor(read) => keep(read, &mut documents.actors, &mut diagnostics),
            Document::Term(read) => keep(read, &mut documents.terms, &mut diagnostics),
            Document::Page(read) => keep(read, &mut documents.pages, &mut diagnostics),
        }
    }
    if let Some(text) = sources.texts.get("content/techniques.csv") {
        let (names, found) = read::techniques_csv(text);
        documents.technique_names = Arc::new(names);
        diagnostics.extend(found);
    }
    (documents, diagnostics)
}

/// E103: a Markdown file by another ending, which would be lost in silence.
fn unread(sources: &Sources) -> Vec<Diagnostic> {
    let markdown = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        path.starts_with("content/")
            && !path.starts_with("content/_static/")
            && !path.ends_with(".md")
            && (name.ends_with(".md") || name.ends_with(".markdown") || name.ends_with(".mdown"))
    };
    let paths = sources.texts.keys().chain(sources.files.keys()).filter(|path| markdown(path));
    paths
        .map(|path| {
            let better = format!("{}.md", path.rsplit_once('.').map_or(&**path, |(stem, _)| stem));
            Diagnostic::new(
                Severity::Error,
                "E103",
                path,
                None,
                "this file is not read: its name does not end with `.md`",
            )
            .hint(format!("rename it to `{better}`"))
        })
        .collect()
}

fn keep<T>(read: Read<T>, documents: &mut Vec<Arc<T>>, diagnostics: &mut Vec<Diagnostic>) {
    documents.extend(read.value.map(Arc::new));
    diagnostics.extend(read.diagnostics);
}

/// What a file is follows from the folder that it is in.
fn document(text: &Text, sources: &Sources, config: &Config, folders: &[&str]) -> Document {
    let rest = text.path.strip_prefix("content/").unwrap_or(&text.path);
    match rest.split_once('/') {
        Some(("cases", _)) => Document::Case(Box::new(read::case(text, sources, config))),
        Some(("actors", "index.md")) => Document::Term(read::term(text, config)),
        Some(("actors", _)) => Document::Actor(read::actor(text, config)),
        Some((folder, _)) if folders.contains(&folder) => Document::Term(read::term(text, config)),
        _ => Document::Page(read::page(text, config)),
    }
}
