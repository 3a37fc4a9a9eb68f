//! An output that is kept up to date: after each edit only the files that are others now are written.
//!
//! Files are replaced one by one, each whole: whoever serves the folder with another program sees a page before or
//! after the edit, and never half of it. What was written is known by its digest, so that nothing is read again.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use super::failure::{failed, gone};
use super::in_place::{put, remove_stale, write_manifest};
use super::manifest::{self, Manifest};
use super::plan::Plan;
use super::previous::Previous;
use super::stage::parents;
use super::staging::Staging;
use super::target::Target;
use super::{EmitError, Progress, Report, emit};
use crate::diagnostic::Diagnostic;
use crate::site::{Content, Pages};
use crate::source::Digest;

/// An output folder and what is in it.
pub struct Renewal {
    target: Target,
    /// Of all files, by path; sorted by it.
    written: HashMap<String, Digest>,
    paths: Vec<String>,
}

/// What a renewal did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Renewed {
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
        let noted = Noted { pages, sources_root, digests: Mutex::default() };
        let report = emit(&noted, sources_root, output, progress)?;
        let written = noted.digests.into_inner().unwrap_or_else(PoisonError::into_inner);
        let target = Target::check(sources_root, output)?;
        Ok((Self { target, written, paths: pages.paths().to_vec() }, report))
    }

    /// Whether the output is still the one that was written.
    pub fn is_there(&self) -> bool {
        fs::symlink_metadata(self.target.path.join(manifest::NAME)).is_ok()
    }

    /// Writes what is another now: `first` before all others. Goes on as long as `goes_on` says so; what was not
    /// looked at is looked at the next time.
    ///
    /// # Errors
    /// As `emit`; a page that cannot be made stays as it was, and all others are written.
    pub fn renew(
        &mut self,
        pages: &dyn Pages,
        first: &[String],
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Renewed, EmitError> {
        let fail = |error| failed(&self.target.shown, &self.target.path, &error);
        let plan = Plan::of(pages.paths(), &self.target)?;
        let staging = Staging::open(&self.target)?;
        let is_other = self.paths != pages.paths();
        let mut renewed = Renewed::default();
        if is_other {
            let previous = Previous::read(&self.target)?;
            plan.check_strangers(&previous, &self.target)?;
            // Until all is done, the manifest lists the old and the new.
            let new = Manifest::of(&plan);
            let both = Manifest { paths: previous.manifest.paths.union(&new.paths).cloned().collect() };
            write_manifest(&both, &staging.tree(), &self.target.path).map_err(fail)?;
            renewed.removed = previous.stale(&plan).count();
            remove_stale(&plan, &previous, &self.target.path).map_err(fail)?;
            self.written.retain(|path, _| plan.has(path));
        }
        let round = Round { renewal: self, pages, staging: &staging, made: AtomicUsize::new(0) };
        let known: Vec<&String> = first.iter().filter(|path| plan.has(path)).collect();
        let soon: Vec<_> = known.par_iter().map(|path| round.one(path)).collect();
        let rest: Vec<_> = plan
            .paths
            .par_iter()
            .filter(|path| !known.contains(path))
            .map(|path| if goes_on() { round.one(path) } else { Ok(One::Passed) })
            .collect();
        let mut faults = Vec::new();
        for one in soon.into_iter().chain(rest) {
            match one? {
                One::Same => {}
                One::Passed => renewed.is_partial = true,
                One::Fault(fault) => faults.push(fault),
                One::Written(path, digest) => {
                    renewed.written += 1;
                    self.written.insert(path, digest);
                }
            }
        }
        if is_other && !renewed.is_partial && faults.is_empty() {
            write_manifest(&Manifest::of(&plan), &staging.tree(), &self.target.path).map_err(fail)?;
            self.paths = pages.paths().to_vec();
        }
        faults.sort();
        faults.dedup();
        if faults.is_empty() { Ok(renewed) } else { Err(EmitError::Pages(faults)) }
    }
}

/// What became of a path.
enum One {
    Same,
    Passed,
    Fault(Diagnostic),
    Written(String, Digest),
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
        let content = match self.pages.content(path) {
            Ok(content) => content,
            Err(fault) => return Ok(One::Fault(fault)),
        };
        let digest = digest(&content, &target.root);
        if self.renewal.written.get(path) == Some(&digest) {
            return Ok(One::Same);
        }
        let place = target.path.join(path);
        let staged = self.staging.tree().join(self.made.fetch_add(1, Ordering::Relaxed).to_string());
        let write = || match &content {
            Content::Bytes(bytes) => fs::write(&staged, bytes),
            // Not `fs::copy`, which would give a private file's permissions to the published one.
            Content::File(source) => {
                let mut file = fs::File::open(target.root.join(source.as_ref()))?;
                std::io::copy(&mut file, &mut fs::File::create(&staged)?).map(drop)
            }
        };
        let refused = |error| failed(&target.shown, &Path::new(&target.shown).join(path), &error);
        match (write(), &content) {
            (Ok(()), _) => {}
            (Err(error), Content::File(source)) => return Err(gone(source, &error)),
            (Err(error), Content::Bytes(_)) => return Err(refused(error)),
        }
        parents(&place).and_then(|()| put(&staged, &place, &target.path)).map_err(refused)?;
        Ok(One::Written(path.to_owned(), digest))
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
    digests: Mutex<HashMap<String, Digest>>,
}

impl Pages for Noted<'_> {
    fn paths(&self) -> &[String] {
        self.pages.paths()
    }

    fn content(&self, path: &str) -> Result<Content, Diagnostic> {
        let content = self.pages.content(path)?;
        let digest = digest(&content, self.sources_root);
        self.digests.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), digest);
        Ok(content)
    }
}
