//! Replaces files one by one, where the output folder cannot be swapped.
//!
//! Each file is whole at each moment; the site is a mixture of old and new for as long as the renames take.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::manifest::{self, Manifest};
use super::plan::{Plan, ancestors};
use super::previous::Previous;
use super::stage::Tally;
use super::staging::{self, Staging};
use super::target::Target;

/// Moves the staged files that have changed into the output and deletes those that the site no longer has.
pub fn replace(
    plan: &Plan<'_>,
    previous: &Previous,
    tally: &Tally,
    target: &Target,
    staging: &Staging,
) -> io::Result<()> {
    let output = &target.path;
    let tree = staging.tree();
    // While files move, the manifest lists the old and the new: a build that is killed here leaves no file
    // that the next one would take for a stranger.
    let new = Manifest::of(plan);
    let both = Manifest { paths: previous.manifest.paths.union(&new.paths).cloned().collect() };
    write_manifest(&both.text(), &tree, output)?;
    remove_stale(previous.stale(plan), plan, output)?;
    for folder in &plan.folders {
        match fs::create_dir(output.join(folder)) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    for (path, _) in plan.paths.iter().zip(&tally.written).filter(|(_, written)| **written) {
        put(&tree.join(path), &output.join(path), output)?;
    }
    write_manifest(&new.text(), &tree, output)
}

pub fn write_manifest(text: &str, tree: &Path, output: &Path) -> io::Result<()> {
    let staged = tree.join(manifest::NAME);
    fs::write(&staged, text)?;
    put(&staged, &output.join(manifest::NAME), output)
}

/// Renames; across file systems copies under our own name first, so that no reader sees half a file.
pub fn put(staged: &Path, place: &Path, output: &Path) -> io::Result<()> {
    match fs::rename(staged, place) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            let ours = output.join(staging::INSIDE);
            fs::copy(staged, &ours)?;
            fs::rename(&ours, place)
        }
        other => other,
    }
}

/// Deletes files that the site no longer has, and the folders that nothing is left in.
pub fn remove_stale<'a>(
    stale: impl Iterator<Item = &'a str>,
    plan: &Plan<'_>,
    output: &Path,
) -> io::Result<()> {
    for path in stale {
        match fs::remove_file(output.join(path)) {
            // Somebody else was sooner: another `build --watch`, say.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            other => other?,
        }
        let folders: Vec<&str> = ancestors(path).filter(|folder| !plan.folders.contains(folder)).collect();
        for folder in folders.into_iter().rev() {
            // Fails where something is left in it, as it should.
            if fs::remove_dir(output.join(folder)).is_err() {
                break;
            }
        }
    }
    Ok(())
}
