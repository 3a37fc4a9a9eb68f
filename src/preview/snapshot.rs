//! A site at one moment, and its pages as they are asked for.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::Bytes;

use super::earlier::{Earlier, StandIns};
use super::{Faults, address, page, problems::Problems};
use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::site::pages::base_path;
use crate::site::{Content, Pages, Route, Site};
use crate::source::{Digest, Sources};
use crate::theme::AssetContent;

/// Bytes of pages that are kept, so that ten tabs cost one page. More are made anew.
const KEPT: usize = 64 * 1024 * 1024;
/// Base paths that are remembered.
const FORMER: usize = 20;

/// A site and where its files are.
pub struct Shown {
    /// `None` where there is not even a theme to make a page with.
    pub site: Option<Site>,
    /// Drafts and cases under review that are not in it.
    pub left_out: usize,
    /// The folder that files are copied from.
    pub root: PathBuf,
    /// `/register/` for a site whose `url` ends so; `/` for most.
    pub base: String,
    /// What the base path was before, the last one first: tabs and bookmarks may be there still.
    former: Vec<String>,
    /// The texts that a page's making can go wrong at.
    pub theme: Sources,
    kept: Mutex<Kept>,
    faults: Mutex<Faults>,
    /// Pages that failed before the last edit.
    doubts: Vec<String>,
    are_settled: OnceLock<()>,
    earlier: Earlier,
    stand_ins: Option<StandIns>,
    missing: OnceLock<Option<(Vec<u8>, String)>>,
    rendered: AtomicUsize,
    /// Style sheets that are copied, by their path in the archive.
    copied_styles: BTreeMap<Arc<str>, u64>,
    styles: OnceLock<BTreeMap<String, String>>,
}

#[derive(Default)]
struct Kept {
    pages: HashMap<String, Arc<OnceLock<Made>>>,
    bytes: usize,
}

type Made = Result<Arc<Page>, Diagnostic>;

/// What an address holds, ready to be sent.
pub struct Page {
    /// With the script, if it is HTML.
    pub bytes: Bytes,
    /// Of the bytes without the script, and of what they search in.
    pub version: String,
    /// The status of the case whose page it is, if a build leaves it out; else empty.
    pub draft: &'static str,
    /// Whether it is of the newest templates and words.
    pub is_newest: bool,
}

/// What stands at a path.
pub enum Found {
    Page,
    /// A file of the archive, by its path there.
    File(Arc<str>),
    Nothing,
}

impl Shown {
    /// A site, made after another.
    pub fn new(compiled: Compiled, root: PathBuf, sources: &Sources, before: Option<&Self>) -> Self {
        let Compiled { site, left_out, .. } = compiled;
        let base = match (&site, before) {
            (None, Some(before)) => before.base.clone(),
            _ => base_path(site.as_ref().and_then(|site| site.archive.config.url.as_deref())),
        };
        let theme = templates(site.as_ref(), before);
        let earlier = before.map(Self::remembered).unwrap_or_default();
        let copied_styles = sources.files.iter().filter(|(path, _)| path.ends_with(".css"));
        Self {
            former: before.map(|before| before.former_of(&base)).unwrap_or_default(),
            base,
            stand_ins: site.as_ref().map(|site| earlier.stand_ins(site)),
            earlier,
            doubts: before.map(|before| before.faults().doubts()).unwrap_or_default(),
            are_settled: OnceLock::new(),
            missing: OnceLock::new(),
            site,
            left_out,
            root,
            theme,
            kept: Mutex::default(),
            faults: Mutex::default(),
            rendered: AtomicUsize::new(0),
            copied_styles: copied_styles.map(|(path, file)| (Arc::clone(path), file.stamp)).collect(),
            styles: OnceLock::new(),
        }
    }

    pub fn find(&self, path: &str) -> Found {
        let Some(site) = &self.site else { return Found::Nothing };
        match site.route(path) {
            Some(Route::File(file)) => Found::File(file),
            Some(_) => Found::Page,
            // The first question for a file of the search index makes the index.
            None if site.search_file(path).is_some() => Found::Page,
            None => Found::Nothing,
        }
    }

    /// Base paths before one that comes now.
    fn former_of(&self, base: &str) -> Vec<String> {
        let mut former = self.former.clone();
        former.retain(|one| *one != self.base);
        former.insert(0, self.base.clone());
        former.retain(|one| one != base);
        former.truncate(FORMER);
        former
    }

    /// Where a path of the server is now that stood under an earlier base path, if something stands there.
    pub fn moved_to(&self, path: &str) -> Option<String> {
        let stands = |within: &str| {
            let places = [address::file_of(within), format!("{within}/index.html")];
            places.iter().any(|place| !matches!(self.find(place), Found::Nothing))
        };
        let within = |base: &String| match path.strip_prefix(base.as_str()) {
            None if path == base.trim_end_matches('/') => Some(""),
            within => within,
        };
        let within = self.former.iter().filter_map(within).find(|within| stands(within))?;
        Some(format!("{}{within}", self.base))
    }

    /// What is remembered when another site comes: this one too, unless it is known to fail.
    fn remembered(&self) -> Earlier {
        match &self.site {
            Some(site) if self.faults().is_empty() => self.earlier.then(site, self.rendered() > 0),
            _ => self.earlier.clone(),
        }
    }

    /// The page at a path that has one. Made once, whoever else asks for it. Where a template's mistake is in the way,
    /// the page as the last good templates make it.
    ///
    /// # Errors
    /// A template's mistake, where there is no good version at all.
    pub fn page(&self, path: &str) -> Made {
        let cell = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.bytes > KEPT {
                *kept = Kept::default();
            }
            Arc::clone(kept.pages.entry(path.to_owned()).or_default())
        };
        let made = cell.get_or_init(|| {
            let (bytes, is_newest) = self.make(path)?;
            let page = Arc::new(Page { is_newest, ..self.dressed(path, bytes) });
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).bytes += page.bytes.len();
            Ok(page)
        });
        made.clone()
    }

    /// The bytes of the site's page for lost addresses, without a script, and their digest.
    pub fn missing(&self) -> Option<&(Vec<u8>, String)> {
        let make = || {
            let (html, _) = self.make("404.html").ok().filter(|(html, _)| !html.is_empty())?;
            let version = page::version(&html);
            Some((html, version))
        };
        self.missing.get_or_init(make).as_ref()
    }

    /// Bytes, and whether they are of the newest templates and words.
    fn make(&self, path: &str) -> Result<(Vec<u8>, bool), Diagnostic> {
        self.rendered.fetch_add(1, Ordering::Relaxed);
        let Some(site) = &self.site else { return Ok((Vec::new(), true)) };
        let mut is_newest = true;
        let content = site.content(path).or_else(|fault| {
            is_newest = false;
            let fault = self.faults.lock().unwrap_or_else(PoisonError::into_inner).note(path, fault);
            self.stand_ins.as_ref().and_then(|stand_ins| stand_ins.content(path, &fault)).ok_or(fault)
        })?;
        match content {
            Content::Bytes(bytes) => Ok((bytes, is_newest)),
            Content::File(_) => Ok((Vec::new(), is_newest)),
        }
    }

    fn dressed(&self, path: &str, bytes: Vec<u8>) -> Page {
        let draft = self.draft(path);
        let version = match self.searched(path) {
            Some(digest) => page::version(&[&bytes[..], &digest.0].concat()),
            None => page::version(&bytes),
        };
        if !is_html(path) {
            return Page { bytes: bytes.into(), version, draft, is_newest: true };
        }
        let bytes = with_script(bytes, address::address_of(path), &version, draft, &self.base);
        Page { bytes, version, draft, is_newest: true }
    }

    /// What else the search page shows: its script has read the index, and would go on with one that is no more. Told by what
    /// the index is made of: the page itself does not wait for it.
    fn searched(&self, path: &str) -> Option<Digest> {
        let site = self.site.as_ref()?;
        matches!(site.route(path), Some(Route::Search)).then(|| site.index_made_of())
    }

    fn draft(&self, path: &str) -> &'static str {
        let Some(site) = &self.site else { return "" };
        let Some(Route::Case(case)) = site.route(path) else { return "" };
        let status = site.archive.cases[case].file.status;
        if status.is_public() { "" } else { status.word() }
    }

    /// Mistakes of templates that making pages has brought to light. Pages that failed before the last edit are made
    /// first: only that tells whether they are mended.
    pub fn faults(&self) -> Faults {
        self.are_settled.get_or_init(|| {
            for path in &self.doubts {
                if matches!(self.find(path), Found::Page) {
                    // Its mistake is noted.
                    let _ = self.page(path);
                }
            }
        });
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Pages that were made.
    pub fn rendered(&self) -> usize {
        self.rendered.load(Ordering::Relaxed)
    }

    /// Style sheets by path, and what tells one from another of the same name.
    pub fn styles(&self) -> &BTreeMap<String, String> {
        self.styles.get_or_init(|| {
            let Some(site) = &self.site else { return BTreeMap::new() };
            let assets = site.theme.assets().filter(|(path, _)| path.ends_with(".css"));
            let assets = assets.filter_map(|(path, content)| match content {
                AssetContent::Bytes(bytes) => Some((path.to_owned(), page::version(bytes))),
                AssetContent::File(_) => None,
            });
            let copied = site.archive.files.iter().chain(&*site.archive.static_files);
            let copied = copied.filter_map(|(from, to)| {
                Some((to.clone(), self.copied_styles.get(from.as_str())?.to_string()))
            });
            assets.chain(copied.filter(|_| !self.copied_styles.is_empty())).collect()
        })
    }
}

pub fn is_html(path: &str) -> bool {
    path.ends_with(".html") || path.ends_with(".htm")
}

/// A page with the script in it.
pub fn with_script(mut html: Vec<u8>, address: &str, version: &str, draft: &str, base: &str) -> Bytes {
    let end = page::end_of_body(&html);
    html.splice(end..end, page::script(address, version, draft, base).into_bytes());
    html.into()
}

/// What the preview shows now, and what it says of it.
pub struct Snapshot {
    pub shown: Arc<Shown>,
    pub problems: Arc<Problems>,
    /// The page of the file that was edited last, and the how manieth edit that was.
    pub edit: Option<(u64, String)>,
    /// Names of files that are not read but copied, such as images, and the edits that changed them: the last few.
    pub touched: Arc<Vec<(u64, String)>>,
    /// Counts edits.
    pub number: u64,
}

impl Snapshot {
    pub fn new(shown: Arc<Shown>, problems: Arc<Problems>) -> Self {
        Self { shown, problems, edit: None, touched: Arc::default(), number: 0 }
    }
}

/// The texts that a site's templates are of: the newest, or, of those that cannot be read, the last good ones, in which
/// a mistake has its place.
fn templates(site: Option<&Site>, before: Option<&Shown>) -> Sources {
    let Some(site) = site else { return Sources::default() };
    let is_same =
        |before: &&Shown| before.site.as_ref().is_some_and(|it| Arc::ptr_eq(&it.theme, &site.theme));
    if let Some(before) = before.filter(is_same) {
        return before.theme.clone();
    }
    Sources::from_texts(site.theme.own_texts())
}
