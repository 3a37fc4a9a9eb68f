//! An output that is kept up to date: after each edit only the files that are others now are written.
//!
//! Files are replaced one by one, each whole: whoever serves the folder with another program sees a page before or
//! after the edit, and never half of it. What was written is known by its digest, so that nothing is read again; and
//! what a page was made of is known by another, so that only pages that may be others are made again.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, UNIX_EPOCH};

use rayon::prelude::*;

use super::failure::{failed, gone};
use super::in_place::put;
use super::listed::{Listed, without};
use super::manifest;
use super::plan::Plan;
use super::stage::parents;
use super::staging::Staging;
use super::target::Target;
use super::{EmitError, Progress, Report, emit};
use crate::diagnostic::Diagnostic;
use crate::site::{Content, Pages};
use crate::source::Digest;

/// How long another build that writes the same folder is waited for.
const BUSY: Duration = Duration::from_secs(20);

/// An output folder and what is in it.
pub struct Renewal {
    target: Target,
    /// Of all files, by path.
    written: HashMap<String, Written>,
    listed: Listed,
    /// Those of them that cost as much as many pages.
    late: BTreeSet<String>,
}

/// A file as it was written.
struct Written {
    digest: Digest,
    made_of: Option<Digest>,
}

/// What a renewal did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Renewed {
    /// Pages and other files that were made, to see whether they are others.
    pub made: usize,
    pub written: usize,
    pub removed: usize,
    /// It was ended before all pages were looked at, since there is something newer.
    pub is_partial: bool,
}

impl Renewal {
    /// Writes a site as a build does, in one step.
    ///
    /// # Errors
    /// As `emit`.
    pub fn start(
        pages: &dyn Pages,
        sources_root: &Path,
        output: &Path,
        progress: &dyn Progress,
    ) -> Result<(Self, Report), EmitError> {
        let noted = Noted { pages, sources_root, written: Mutex::default() };
        let report = emit(&noted, sources_root, output, progress)?;
        let written = noted.written.into_inner().unwrap_or_else(PoisonError::into_inner);
        let target = Target::check(sources_root, output)?;
        Ok((Self { target, written, listed: Listed::of(pages.paths()), late: late(pages) }, report))
    }

    /// Whether the output is still the one that was written.
    pub fn is_there(&self) -> bool {
        fs::symlink_metadata(self.target.path.join(manifest::NAME)).is_ok()
    }

    /// Writes what is another now of what is made at once: all but the search index, which stays whole as it was. `first`
    /// is written before all others. Goes on as long as `goes_on` says so; what was not looked at is looked at the next
    /// time.
    ///
    /// # Errors
    /// As `emit`; a page that cannot be made stays as it was, and all others are written.
    pub fn renew_soon(
        &mut self,
        pages: &dyn Pages,
        first: &[String],
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Renewed, EmitError> {
        let soon = pages.soon();
        let mut all: Vec<String> = soon.iter().chain(&self.late).cloned().collect();
        // Two runs that are sorted already.
        all.sort();
        all.dedup();
        self.round(pages, &all, [first, soon], Removal::First, goes_on)
    }

    /// The rest, after [`Self::renew_soon`].
    ///
    /// # Errors
    /// As [`Self::renew_soon`].
    pub fn renew_late(
        &mut self,
        pages: &dyn Pages,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Renewed, EmitError> {
        let late = late(pages);
        let looked_at: Vec<String> = late.iter().cloned().collect();
        self.late.extend(late.iter().cloned());
        let renewed = self.round(pages, pages.paths(), [&[], &looked_at], Removal::Last, goes_on)?;
        if !renewed.is_partial {
            self.late = late;
        }
        Ok(renewed)
    }

    /// Writes again what somebody else deleted, after [`Self::renew_late`]. Asking for each of 40,000 files takes some
    /// tens of milliseconds, and whoever edits waits for none of that.
    ///
    /// # Errors
    /// As [`Self::renew_soon`].
    pub fn restore(&mut self, pages: &dyn Pages) -> Result<Renewed, EmitError> {
        let missing = self.missing();
        if missing.is_empty() {
            return Ok(Renewed::default());
        }
        for path in &missing {
            self.written.remove(path);
        }
        self.round(pages, pages.paths(), [&missing, &[]], Removal::Last, &|| true)
    }

    /// Files that were written and are not there any more, sorted. What stands in their place is left alone.
    fn missing(&self) -> Vec<String> {
        let is_gone = |path: &&String| fs::symlink_metadata(self.target.path.join(path)).is_err();
        let mut missing: Vec<String> =
            self.written.par_iter().map(|(path, _)| path).filter(is_gone).cloned().collect();
        missing.sort();
        missing
    }

    /// Looks at some paths of a site, one list after the other; `all` are those that are to stay.
    fn round(
        &mut self,
        pages: &dyn Pages,
        all: &[String],
        looked_at: [&[String]; 2],
        removal: Removal,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Renewed, EmitError> {
        let is_new_list = !self.listed.is(all);
        let plan = if is_new_list { Plan::of(all, &self.target)? } else { Plan::proved(all) };
        let staging = Staging::wait(&self.target, BUSY)?;
        let mut renewed = Renewed::default();
        if is_new_list {
            self.listed.announce(&plan, &staging, &self.target)?;
        }
        if is_new_list && removal == Removal::First {
            renewed.removed = self.remove_stale(&plan)?;
        }
        let round = Round { renewal: self, pages, staging: &staging, made: AtomicUsize::new(0) };
        let [first, rest] = looked_at;
        let first: BTreeSet<&String> = first.iter().filter(|path| plan.has(path)).collect();
        let one = |path: &String| round.one(path).map_err(|error| (path.clone(), error));
        let soon: Vec<_> = first.par_iter().map(|path| one(path)).collect();
        let rest = rest.par_iter().filter(|path| !first.contains(path));
        let rest: Vec<_> = rest.map(|path| if goes_on() { one(path) } else { Ok(One::Passed) }).collect();
        let (mut faults, mut failure) = (Vec::new(), None);
        for one in soon.into_iter().chain(rest) {
            let one = match one {
                Ok(one) => one,
                Err((path, error)) => {
                    // Who knows what stands there now.
                    self.written.remove(&path);
                    failure.get_or_insert(error);
                    continue;
                }
            };
            match one {
                One::Same => {}
                One::Passed => renewed.is_partial = true,
                One::Fault(fault) => faults.push(fault),
                One::Made { path, written, is_other } => {
                    renewed.made += 1;
                    renewed.written += usize::from(is_other);
                    self.written.insert(path, written);
                }
            }
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
        if is_new_list && !renewed.is_partial && faults.is_empty() {
            if removal == Removal::Last {
                renewed.removed = self.remove_stale(&plan)?;
            }
            self.listed.set(all.to_vec(), &staging, &self.target)?;
        }
        if faults.is_empty() { Ok(renewed) } else { Err(EmitError::of_pages(faults)) }
    }

    fn remove_stale(&mut self, plan: &Plan<'_>) -> Result<usize, EmitError> {
        for path in self.listed.gone(plan) {
            self.written.remove(path);
        }
        self.listed.remove_stale(plan, &self.target)
    }
}

/// When files go that a site no longer has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Removal {
    /// They may stand where a folder is to be.
    First,
    /// What is still there may need them.
    Last,
}

/// The paths that are not known at once.
fn late(pages: &dyn Pages) -> BTreeSet<String> {
    without(pages.paths(), pages.soon()).cloned().collect()
}

/// What became of a path.
enum One {
    /// It is made of the same, and was not made.
    Same,
    Passed,
    Fault(Diagnostic),
    Made {
        path: String,
        written: Written,
        is_other: bool,
    },
}

/// One renewal under way.
struct Round<'a> {
    renewal: &'a Renewal,
    pages: &'a dyn Pages,
    staging: &'a Staging,
    made: AtomicUsize,
}

impl Round<'_> {
    fn one(&self, path: &str) -> Result<One, EmitError> {
        let target = &self.renewal.target;
        let before = self.renewal.written.get(path);
        let made_of = self.pages.made_of(path);
        if made_of.is_some() && before.is_some_and(|before| before.made_of == made_of) {
            return Ok(One::Same);
        }
        let content = match self.pages.content(path) {
            Ok(content) => content,
            Err(fault) => return Ok(One::Fault(fault)),
        };
        let digest = digest(&content, &target.root);
        let is_other = before.is_none_or(|before| before.digest != digest);
        if is_other {
            self.write(path, &content)?;
        }
        Ok(One::Made { path: path.to_owned(), written: Written { digest, made_of }, is_other })
    }

    fn write(&self, path: &str, content: &Content) -> Result<(), EmitError> {
        let target = &self.renewal.target;
        let place = target.path.join(path);
        let staged = self.staging.tree().join(self.made.fetch_add(1, Ordering::Relaxed).to_string());
        let write = || match content {
            Content::Bytes(bytes) => fs::write(&staged, bytes),
            // Not `fs::copy`, which would give a private file's permissions to the published one.
            Content::File(source) => {
                let mut file = fs::File::open(target.root.join(source.as_ref()))?;
                std::io::copy(&mut file, &mut fs::File::create(&staged)?).map(drop)
            }
        };
        let refused = |error| failed(&target.shown, &Path::new(&target.shown).join(path), &error);
        match (write(), content) {
            (Ok(()), _) => {}
            (Err(error), Content::File(source)) => return Err(gone(source, &error)),
            (Err(error), Content::Bytes(_)) => return Err(refused(error)),
        }
        parents(&place).and_then(|()| put(&staged, &place, &target.path)).map_err(refused)
    }
}

/// Of a page its bytes; of a file that is copied, what tells whether it is another.
fn digest(content: &Content, root: &Path) -> Digest {
    match content {
        Content::Bytes(bytes) => Digest::of(bytes),
        Content::File(source) => {
            let known = fs::metadata(root.join(source.as_ref()));
            let modified = known.as_ref().ok().and_then(|known| known.modified().ok());
            let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
            let len = known.map_or(0, |known| known.len());
            Digest::of(format!("{source} {len} {}", since.as_nanos()).as_bytes())
        }
    }
}

/// A site whose pages are noted while they are written.
struct Noted<'a> {
    pages: &'a dyn Pages,
    sources_root: &'a Path,
    written: Mutex<HashMap<String, Written>>,
}

impl Pages for Noted<'_> {
    fn paths(&self) -> &[String] {
        self.pages.paths()
    }

    fn content(&self, path: &str) -> Result<Content, Diagnostic> {
        let content = self.pages.content(path)?;
        let digest = digest(&content, self.sources_root);
        let written = Written { digest, made_of: self.pages.made_of(path) };
        self.written.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), written);
        Ok(content)
    }
}
