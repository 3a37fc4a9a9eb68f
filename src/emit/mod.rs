//! A site becomes files. Part of the rim: the only room that writes what a build makes.
//!
//! The new site grows in a staging folder beside the output and takes its place in one step, so that whoever
//! looks at the output sees the whole last site or the whole new one, also when a build fails or is killed.
//! A manifest in the output names the files that a build wrote; nothing else there is ever changed or deleted.
#![expect(clippy::disallowed_methods, reason = "the rim: this room exists to write files")]

pub mod codes;
mod failure;
mod folder;
mod in_place;
mod listed;
mod manifest;
mod plan;
mod previous;
mod renew;
mod stage;
mod staging;
mod strangers;
mod swap;
mod target;

use std::fs;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity};
use crate::site::Pages;
use crate::site::faults::each_once;
use manifest::Manifest;
use plan::Plan;
use previous::Previous;
pub use renew::{Renewal, Renewed};
use stage::{Stage, Tally};
use staging::{Place, Staging};
use target::Target;

/// What a build did to its output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files of the site.
    pub files: usize,
    /// Of all files together.
    pub bytes: u64,
    pub written: usize,
    /// Files that were there with the same bytes: not touched.
    pub unchanged: usize,
    /// Files of the last build that the site no longer has.
    pub removed: usize,
    /// What others put into the output folder, kept as it is: `notes.txt`, and folders as `.git/`. Sorted.
    pub strangers: Vec<String>,
    /// W050, where the output could not be replaced in one step.
    pub warnings: Vec<Diagnostic>,
}

/// Why nothing was emitted. The last site is still there, whole.
#[derive(Debug)]
pub enum EmitError {
    /// The output folder is none that a build may fill: E130 to E133, E136, E138.
    Refused(Box<Diagnostic>),
    /// The system said no: a full disk, a missing permission (E134, E135), or a path that is none (E137).
    Failed(Box<Diagnostic>),
    /// Pages that could not be rendered, sorted, each mistake once.
    Pages(Vec<Diagnostic>),
}

impl EmitError {
    fn of_pages(faults: Vec<Diagnostic>) -> Self {
        Self::Pages(each_once(faults))
    }

    /// What to tell the user.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Self::Refused(diagnostic) | Self::Failed(diagnostic) => std::slice::from_ref(diagnostic),
            Self::Pages(diagnostics) => diagnostics,
        }
    }
}

/// Told how far a build is; called from many threads.
pub trait Progress: Sync {
    /// Before the first file.
    fn begin(&self, files: usize);
    /// After each file.
    fn step(&self);
    /// After the last file, also when the build fails.
    fn end(&self);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _files: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}

/// Writes a site to a folder. `sources_root` is where `Content::File` is copied from.
///
/// Files with the same bytes as in the last build keep their inode and modification time.
///
/// # Errors
/// See `EmitError`. In each case the output is as it was before, whole.
pub fn emit(
    pages: &dyn Pages,
    sources_root: &Path,
    output: &Path,
    progress: &dyn Progress,
) -> Result<Report, EmitError> {
    let target = Target::check(sources_root, output)?;
    let plan = Plan::of(pages.paths(), &target)?;
    let staging = Staging::open(&target)?;
    let previous = Previous::read(&target)?;
    plan.check_strangers(&previous, &target)?;

    let stage = Stage { pages, plan: &plan, previous: &previous, target: &target, staging: &staging };
    progress.begin(plan.paths.len());
    let tally = stage.fill(progress);
    progress.end();
    let tally = tally?;

    let mut report = report(&plan, &previous, &tally);
    let same_files = previous.has_manifest && previous.manifest.paths.iter().eq(plan.paths);
    if same_files && report.written == 1 && replace_one(&plan, &tally, &target, &staging) {
        return Ok(report);
    }
    if report.written > 0 || !same_files {
        if staging.place == Place::Beside {
            stage.keep_unchanged(&tally)?;
        }
        report.warnings = replace(&plan, &previous, &tally, &target, staging)?;
    }
    Ok(report)
}

/// Where only one file is another, to rename it over the old one is a step that is whole too, and spares linking all others.
fn replace_one(plan: &Plan<'_>, tally: &Tally, target: &Target, staging: &Staging) -> bool {
    let written = plan.paths.iter().zip(&tally.written).find(|(_, written)| **written);
    let renamed = |path: &String| fs::rename(staging.tree().join(path), target.path.join(path)).is_ok();
    written.is_some_and(|(path, _)| renamed(path))
}

fn report(plan: &Plan<'_>, previous: &Previous, tally: &Tally) -> Report {
    let written = tally.written.iter().filter(|&&written| written).count();
    Report {
        files: plan.paths.len(),
        bytes: tally.bytes,
        written,
        unchanged: plan.paths.len() - written,
        removed: previous.stale(plan).count(),
        strangers: previous.stranger_names(),
        warnings: Vec::new(),
    }
}

/// Puts the staged files in the place of the old ones: in one step, or one by one where that cannot be.
fn replace(
    plan: &Plan<'_>,
    previous: &Previous,
    tally: &Tally,
    target: &Target,
    mut staging: Staging,
) -> Result<Vec<Diagnostic>, EmitError> {
    let fail = |error| failure::failed(&target.shown, &target.path, &error);
    if staging.place == Place::Beside {
        strangers::carry(previous, target, &staging.tree())?;
        let manifest = Manifest::of(plan).text();
        fs::write(staging.tree().join(manifest::NAME), manifest).map_err(fail)?;
        if swap::swap(&mut staging, &target.path).map_err(fail)? == swap::Swapped::Yes {
            staging.empty(&previous.ours);
            return Ok(Vec::new());
        }
    }
    in_place::replace(plan, previous, tally, target, &staging).map_err(fail)?;
    let message = format!("the files of `{}` were replaced one by one", target.shown);
    let warning =
        Diagnostic::new(Severity::Warning, codes::IN_PLACE, &target.shown.as_str().into(), None, message)
            .hint("it is a mount point, or its parent folder cannot be written: choose an output folder inside another one to have it replaced in one step");
    Ok(vec![warning])
}
