//! The folder in which a new site grows, and the lock that keeps two builds apart.
//!
//! ```text
//! .public.corkboard-staging/lock   locked while a build runs; also the mark that the folder is ours
//! .public.corkboard-staging/tree   the new site; after the swap the old one
//! .public.corkboard-staging/old    the old site for a moment, where folders cannot be exchanged
//! ```

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::failure::{failed, refused};
use super::folder::Folder;
use super::target::Target;
use super::{EmitError, codes};

/// The staging folder's name where it has to be in the output folder.
pub const INSIDE: &str = ".corkboard-staging";
const LOCK: &str = "lock";
/// Between two looks at a lock that another build has.
const PAUSE: Duration = Duration::from_millis(20);

/// Where a staging folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the same folder as the output, to be swapped with it.
    Beside,
    /// In the output, which cannot be swapped: a mount point, or in a folder that cannot be written.
    Inside,
}

/// A staging folder, ours alone until it is dropped, which deletes it.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    pub place: Place,
    /// Something that must not be deleted is in it: the old site, if it could not be put back.
    pub keep: bool,
    /// Held, never read: the system lets go of it when a killed build's files are closed.
    _lock: File,
}

impl Staging {
    /// Makes the staging folder, takes its lock, puts back an old site that a killed build left in it, and
    /// deletes what else it left.
    ///
    /// # Errors
    /// E133 where another build has the lock, E138 where the folder is somebody else's.
    pub fn open(target: &Target) -> Result<Self, EmitError> {
        let fail = |error| failed(&target.shown, &target.path, &error);
        let exists = fs::symlink_metadata(&target.path).is_ok();
        let mut name = std::ffi::OsString::from(".");
        name.push(&target.name);
        name.push(INSIDE);
        let beside = target.parent.join(name);
        let inside = target.path.join(INSIDE);
        let staging = if exists && is_mount_point(target) {
            Self::take(inside, Place::Inside, target)?
        } else {
            fs::create_dir_all(&target.parent).map_err(fail)?;
            match make(&beside) {
                Ok(()) => Self::take(beside, Place::Beside, target)?,
                Err(error) if exists && is_denied(&error) => Self::take(inside, Place::Inside, target)?,
                Err(error) => return Err(fail(error)),
            }
        };
        let old = staging.old();
        if fs::symlink_metadata(&target.path).is_err() && fs::symlink_metadata(&old).is_ok() {
            fs::rename(&old, &target.path).map_err(fail)?;
        }
        staging.clear().map_err(fail)?;
        fs::create_dir(staging.tree()).map_err(fail)?;
        Ok(staging)
    }

    /// As [`Self::open`], after another build that has the lock, if it ends in time.
    pub fn wait(target: &Target, most: Duration) -> Result<Self, EmitError> {
        let end = Instant::now() + most;
        loop {
            match Self::open(target) {
                Err(EmitError::Refused(busy)) if busy.code == codes::BUSY && Instant::now() < end => {
                    std::thread::sleep(PAUSE);
                }
                other => return other,
            }
        }
    }

    fn take(folder: PathBuf, place: Place, target: &Target) -> Result<Self, EmitError> {
        let fail = |error| failed(&target.shown, &folder, &error);
        loop {
            make(&folder).map_err(fail)?;
            if !is_ours(&folder).map_err(fail)? {
                let message = format!("`{}` is in the way, and no build made it", folder.display());
                let hint = "move it away or delete it, then build again";
                return Err(refused(codes::STAGING_NOT_OURS, &target.shown, message, hint));
            }
            let path = folder.join(LOCK);
            let lock = match File::options().create(true).truncate(false).write(true).open(&path) {
                Ok(lock) => lock,
                // The build before us has just deleted its folder.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(fail(error)),
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(busy(target)),
                // Some network file systems know no locks; a build there is as careful as it can be.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(fail(error)),
            }
            // The build before us may have deleted the file between our opening and locking it.
            if is_at(&lock, &path) {
                return Ok(Self { folder, place, keep: false, _lock: lock });
            }
        }
    }

    pub fn tree(&self) -> PathBuf {
        self.folder.join("tree")
    }

    pub fn old(&self) -> PathBuf {
        self.folder.join("old")
    }

    /// Deletes the files of an old site that are known to be in it: to find them takes longer. The rest goes with the staging folder.
    pub fn empty(&self, files: &HashSet<String>) {
        for folder in [self.tree(), self.old()] {
            if let Ok(folder) = Folder::open(folder) {
                folder.delete(files.par_iter().map(String::as_str));
            }
        }
    }

    fn clear(&self) -> io::Result<()> {
        remove_tree(&self.tree())?;
        remove_tree(&self.old())
    }
}

impl Drop for Staging {
    /// What cannot be deleted now, the next build deletes.
    fn drop(&mut self) {
        if !self.keep && self.clear().is_ok() && fs::remove_file(self.folder.join(LOCK)).is_ok() {
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

fn busy(target: &Target) -> EmitError {
    let message = format!("another build is writing `{}` at this moment", target.shown);
    refused(
        codes::BUSY,
        &target.shown,
        message,
        "wait until it has ended, or choose another folder with `-o FOLDER`",
    )
}

fn make(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

/// A real folder that is empty or has our mark.
fn is_ours(folder: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(folder) {
        Ok(metadata) if !metadata.is_dir() => return Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    let marked = fs::symlink_metadata(folder.join(LOCK)).is_ok_and(|metadata| metadata.is_file());
    match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        entries => Ok(marked || entries?.next().is_none()),
    }
}

fn is_denied(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(file), Ok(path)) => id(&file) == id(&path),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    // Elsewhere an open file cannot be deleted.
    path.exists()
}

#[cfg(unix)]
fn is_mount_point(target: &Target) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(&target.path), fs::metadata(&target.parent)) {
        (Ok(output), Ok(parent)) => output.dev() != parent.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_mount_point(_target: &Target) -> bool {
    false
}

/// Deletes a folder and all in it; one that is not there is no error.
///
/// In parallel from the second level on, where the folders of cases and terms are: thousands of them.
fn remove_tree(folder: &Path) -> io::Result<()> {
    let mut within = Vec::new();
    for entry in entries(folder)? {
        match is_folder(&entry) {
            true => within.extend(entries(&entry)?),
            false => within.push(entry),
        }
    }
    within.par_iter().try_for_each(|path| match is_folder(path) {
        true => gone(fs::remove_dir_all(path)),
        false => gone(fs::remove_file(path)),
    })?;
    gone(fs::remove_dir_all(folder))
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// What is in a folder; nothing if it is not there.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        entries => entries?.map(|entry| entry.map(|entry| entry.path())).collect(),
    }
}

/// What is not there need not be deleted.
fn gone(deleted: io::Result<()>) -> io::Result<()> {
    match deleted {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
