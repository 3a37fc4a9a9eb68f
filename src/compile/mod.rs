//! Sources in, a site out: the one path that `build`, `check` and the preview share.

mod misplaced;
mod reading;
mod themed;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use crate::archive::Options;
use crate::archive::{Assembled, redaction};
use crate::config::{self, Config};
use crate::content::case::{CaseFile, Status};
use crate::content::redaction::Redactions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::site::{Search, Site, menu};
use crate::source::{Digest, Sources};
use reading::Reading;
use themed::Themed;

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
    /// Files that have mistakes and stand as they were before.
    pub stale: BTreeSet<Arc<str>>,
    /// Files with mistakes that never were without: what can be read of them is shown.
    pub unfinished: BTreeSet<Arc<str>>,
    /// What no output may show.
    pub redactions: Option<Redactions>,
}

impl Compiled {
    fn nothing(diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            site: None,
            diagnostics,
            case_count: 0,
            left_out: 0,
            stale: BTreeSet::new(),
            unfinished: BTreeSet::new(),
            redactions: None,
        }
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Compiles an archive. All mistakes of all files are reported, also those between files.
pub fn compile(sources: &Sources, options: Options) -> Compiled {
    Compiler::default().compile(sources, options)
}

/// Compiles an archive again and again: what has the same text as the time before is not read anew, and what has
/// mistakes now counts as it last stood without.
#[derive(Clone, Default)]
pub struct Compiler {
    config: Option<Configured>,
    theme: Themed,
    reading: Reading,
    last: Option<Assembled>,
    /// Of the last site: what its index knows of cases serves the next one.
    search: Option<Arc<Search>>,
    /// Whether the last archive was made from the one before.
    updated: bool,
}

impl Compiler {
    /// Compiles the archive as it is now.
    pub fn compile(&mut self, sources: &Sources, options: Options) -> Compiled {
        // On a thread of the pool, whose memory reading leaves behind: the caller's would be fresh, and clearing
        // fresh memory took half of `assemble`.
        let mut compiled = None;
        rayon::scope(|_| compiled = Some(self.compile_here(sources, options)));
        compiled.unwrap_or_else(|| Compiled::nothing(Vec::new()))
    }

    /// Documents that were read the last time.
    pub fn parsed(&self) -> usize {
        self.reading.parsed
    }

    /// Whether the last archive was made from the one before, and not from nothing.
    pub fn updated(&self) -> bool {
        self.updated
    }

    fn compile_here(&mut self, sources: &Sources, options: Options) -> Compiled {
        let mut diagnostics = sources.diagnostics.clone();
        let Some(config) = self.config(sources, &mut diagnostics) else {
            return Compiled::nothing(sorted(diagnostics));
        };
        let Self { theme, reading, .. } = self;
        let ((theme, of_theme), (documents, of_documents)) =
            rayon::join(|| theme.load(sources, &config), || reading.read(sources, &config));
        // The last good site.toml may have its lines elsewhere than the one that is there, or others.
        let is_of_text = self.config.as_ref().is_some_and(|known| known.is_of(sources));
        diagnostics.extend(of_theme.into_iter().filter(|one| is_of_text || stands(one)));
        diagnostics.extend(of_documents);
        let redactions = redaction::of_all(&documents);
        let named = redactions.as_ref().map(|all| redaction::redacted_elsewhere(all, sources, &documents));
        diagnostics.extend(named.into_iter().flatten());
        diagnostics.extend(unread(sources));
        let drafts = documents.cases.iter().filter(|case| !case.status.is_public()).count();
        let hidden: BTreeMap<String, Status> = match config.menu.is_some() && !options.drafts {
            true => documents.cases.iter().filter_map(|case| hidden(case)).collect(),
            false => BTreeMap::new(),
        };
        let unread = Arc::clone(&documents.unread);
        let updated = self.last.take().and_then(|last| last.update(&config, &documents, sources, options));
        self.updated = updated.is_some();
        let assembled = updated.unwrap_or_else(|| Assembled::new(&config, documents, sources, options));
        let archive = Arc::clone(&assembled.archive);
        let stale = self.reading.stale();
        // What is wrong between files is said of the text that is there, not of an earlier one.
        diagnostics.extend(assembled.diagnostics().filter(|found| !stale.contains(&found.file)).cloned());
        self.last = Some(assembled);
        if config.url.is_none() {
            diagnostics.push(no_address());
        }
        let case_count = archive.listed;
        let left_out = if options.drafts { 0 } else { drafts };
        let search = Search::after(self.search.as_ref().and_then(|search| search.kept()));
        let site = theme.map(|theme| Site::new(archive, theme, search));
        if let Some(site) = &site {
            self.search = Some(Arc::clone(site.search()));
        }
        diagnostics.extend(site.iter().flat_map(Site::clashes).cloned());
        if is_of_text {
            let unread = |address: &str| unread.covers(address).then_some(Status::Misspelt);
            let hidden = |address: &str| hidden.get(address).copied().or_else(|| unread(address));
            diagnostics.extend(site.iter().flat_map(|site| menu::astray(site, hidden)));
        }
        let unfinished = self.reading.unfinished();
        Compiled {
            site,
            diagnostics: sorted(diagnostics),
            case_count,
            left_out,
            stale,
            unfinished,
            redactions,
        }
    }

    /// The configuration, or the last good one if this one has mistakes.
    fn config(&mut self, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<Config>> {
        let text = sources.texts.get("site.toml");
        let digest = text.map(|text| text.digest);
        let (config, found) = config::read(text);
        let good = !found.iter().any(Diagnostic::is_error);
        diagnostics.extend(found);
        let stands = |known: &Configured| known.digest == digest || (known.good && !good);
        if !self.config.as_ref().is_some_and(stands)
            && let Some(config) = config
        {
            self.config = Some(Configured { digest, config: Arc::new(config), good });
        }
        self.config.as_ref().map(|known| Arc::clone(&known.config))
    }
}

/// Whether what an earlier site.toml brought up is in the text that is there: its place was looked up in that.
fn stands(one: &Diagnostic) -> bool {
    &*one.file != "site.toml" || one.span.is_some()
}

/// A configuration and the text that it is of, if there is one.
#[derive(Clone)]
struct Configured {
    digest: Option<Digest>,
    config: Arc<Config>,
    /// Whether it has no mistakes.
    good: bool,
}

impl Configured {
    fn is_of(&self, sources: &Sources) -> bool {
        self.digest == sources.texts.get("site.toml").map(|text| text.digest)
    }
}

/// The address of a case that a build leaves out, and why.
fn hidden(case: &CaseFile) -> Option<(String, Status)> {
    (!case.status.is_public()).then(|| (format!("cases/{}", case.id.value), case.status))
}

fn no_address() -> Diagnostic {
    let file = Arc::from("site.toml");
    Diagnostic::new(Severity::Notice, "N030", &file, None, "the site has no address yet")
        .hint("add `url = \"https://…\"` for a sitemap, canonical addresses and absolute feed links")
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

/// E103: a Markdown file by another ending, which would be lost in silence.
fn unread(sources: &Sources) -> Vec<Diagnostic> {
    let named = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        name.ends_with(".md") || name.ends_with(".markdown") || name.ends_with(".mdown")
    };
    let markdown = |path: &str| {
        path.starts_with("content/")
            && !path.ends_with(".md")
            && !path.starts_with("content/_static/")
            && named(path)
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
