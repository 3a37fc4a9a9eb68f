//! The manifest of an output that is kept up to date, as its keeper knows it.

use std::cell::OnceCell;
use std::{fs, io};

use super::EmitError;
use super::failure::failed;
use super::in_place;
use super::manifest::{self, Manifest};
use super::plan::{Plan, ancestors, in_the_way_of};
use super::staging::Staging;
use super::target::Target;

/// What the manifest lists, sorted.
pub struct Listed {
    paths: Vec<String>,
}

impl Listed {
    /// Of paths that are sorted and already in the manifest.
    pub fn of(paths: &[String]) -> Self {
        Self { paths: paths.to_vec() }
    }

    pub fn is(&self, paths: &[String]) -> bool {
        self.paths == paths
    }

    fn has(&self, path: &str) -> bool {
        self.paths.binary_search_by(|other| other.as_str().cmp(path)).is_ok()
    }

    /// Lists what was there and what is to come, until all is done.
    ///
    /// The folder is not walked through: nobody but this writes what the manifest lists, so only where a new file is
    /// to stand can something be in the way.
    pub fn announce(&mut self, plan: &Plan<'_>, staging: &Staging, target: &Target) -> Result<(), EmitError> {
        let new: Vec<&String> = without(plan.paths, &self.paths).collect();
        let written = OnceCell::new();
        // Another `build --watch` of the same site may have written it already.
        let is_of_a_build = |path: &str| {
            let read = || Manifest::read(&target.path).ok().flatten().unwrap_or_default();
            written.get_or_init(read).paths.contains(path)
        };
        for path in &new {
            match self.check_stranger(path, target) {
                Err(_) if is_of_a_build(path) => {}
                other => other?,
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        let mut both = self.paths.clone();
        both.extend(new.into_iter().cloned());
        both.sort();
        self.set(both, staging, target)
    }

    /// E136 where something that is not ours stands where a new file is to be, or one of its folders.
    fn check_stranger(&self, path: &str, target: &Target) -> Result<(), EmitError> {
        let there = |path: &str| fs::symlink_metadata(target.path.join(path)).ok();
        let of_ours = |folder: &str| {
            let prefix = format!("{folder}/");
            let next = self.paths.partition_point(|other| *other < prefix);
            self.paths.get(next).is_some_and(|other| other.starts_with(&prefix))
        };
        let blocks = |folder: &&str| !self.has(folder) && there(folder).is_some_and(|there| !there.is_dir());
        if let Some(folder) = ancestors(path).find(blocks) {
            return Err(in_the_way_of(target, folder));
        }
        // A folder of files that go is no stranger.
        match there(path) {
            Some(there) if !(there.is_dir() && of_ours(path)) => Err(in_the_way_of(target, path)),
            _ => Ok(()),
        }
    }

    /// Writes another list.
    pub fn set(&mut self, paths: Vec<String>, staging: &Staging, target: &Target) -> Result<(), EmitError> {
        self.paths = paths;
        in_place::write_manifest(&manifest::text(&self.paths), &staging.tree(), &target.path)
            .map_err(|error| fail(target, &error))
    }

    /// Deletes the listed files that a plan no longer has; returns how many there were.
    pub fn remove_stale(&self, plan: &Plan<'_>, target: &Target) -> Result<usize, EmitError> {
        let is_file =
            |path: &str| fs::symlink_metadata(target.path.join(path)).is_ok_and(|there| there.is_file());
        let gone = self.gone(plan).map(String::as_str);
        let stale: Vec<&str> = gone.filter(|path| is_file(path)).collect();
        in_place::remove_stale(stale.iter().copied(), plan, &target.path)
            .map_err(|error| fail(target, &error))?;
        Ok(stale.len())
    }

    /// The listed paths that a plan does not have.
    pub fn gone<'a>(&'a self, plan: &'a Plan<'_>) -> impl Iterator<Item = &'a String> {
        without(&self.paths, plan.paths)
    }
}

/// What stands in one of two sorted lists and not in the other.
pub fn without<'a>(paths: &'a [String], others: &'a [String]) -> impl Iterator<Item = &'a String> {
    let mut others = others.iter().peekable();
    paths.iter().filter(move |path| {
        while others.next_if(|other| other < path).is_some() {}
        others.peek() != Some(path)
    })
}

fn fail(target: &Target, error: &io::Error) -> EmitError {
    failed(&target.shown, &target.path, error)
}
