//! Renders every page and writes it to the staging folder, in parallel, one page's bytes in memory a thread.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::failure::{failed, gone};
use super::folder::Folder;
use super::plan::Plan;
use super::previous::Previous;
use super::staging::Staging;
use super::target::Target;
use super::{EmitError, Progress};
use crate::site::{Content, Pages};

/// Pages that a thread makes before others may take over what is left.
const PIECE: usize = 16;

/// All that a page's writing needs to know.
pub struct Stage<'a> {
    pub pages: &'a dyn Pages,
    pub plan: &'a Plan<'a>,
    pub previous: &'a Previous,
    pub target: &'a Target,
    pub staging: &'a Staging,
}

/// What became of the plan's paths.
pub struct Tally {
    /// By the plan's order: whether the file is new or has other bytes than before.
    pub written: Vec<bool>,
    /// Of all files.
    pub bytes: u64,
}

struct Staged {
    written: bool,
    bytes: u64,
}

impl Stage<'_> {
    /// Fills the staging folder.
    ///
    /// A page that cannot be rendered stops the writing but not the rendering, so that all mistakes are named.
    pub fn fill(&self, progress: &dyn Progress) -> Result<Tally, EmitError> {
        let fail = |error| self.failed("", &error);
        let tree = Folder::open(self.staging.tree()).map_err(fail)?;
        let faulty = AtomicBool::new(false);
        let faults = Mutex::new(Vec::new());
        let one = |path: &String| {
            let content = match self.pages.content(path) {
                Ok(content) => content,
                Err(fault) => {
                    faulty.store(true, Ordering::Relaxed);
                    faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
                    return Ok(Staged { written: false, bytes: 0 });
                }
            };
            if faulty.load(Ordering::Relaxed) {
                return Ok(Staged { written: false, bytes: 0 });
            }
            let staged = self.stage(&tree, path, &content);
            progress.step();
            staged
        };
        self.make_folders(&tree)?;
        // In small pieces: the pages of terms and their long lists stand side by side, and would all fall to one thread.
        let pieces = self.plan.paths.par_iter().with_max_len(PIECE);
        let staged: Vec<Staged> = pieces.map(one).collect::<Result<_, EmitError>>()?;
        let faults = faults.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !faults.is_empty() {
            return Err(EmitError::of_pages(faults));
        }
        let bytes = staged.iter().map(|staged| staged.bytes).sum();
        Ok(Tally { written: staged.iter().map(|staged| staged.written).collect(), bytes })
    }

    /// Makes all folders of a first build. A later one may write next to nothing, and makes those that it needs.
    fn make_folders(&self, tree: &Folder) -> Result<(), EmitError> {
        if !self.previous.ours.is_empty() {
            return Ok(());
        }
        let folders: Vec<&str> = self.plan.folders.iter().copied().collect();
        folders
            .par_iter()
            .try_for_each(|folder| tree.create_folder(folder).map_err(|error| self.failed(folder, &error)))
    }

    fn stage(&self, tree: &Folder, path: &str, content: &Content) -> Result<Staged, EmitError> {
        let old = self.previous.ours.contains(path).then(|| self.target.path.join(path));
        match content {
            Content::Bytes(bytes) => put_bytes(bytes, old, || tree.create(path)),
            Content::File(source) => {
                let full = self.target.root.join(source.as_ref());
                let file = File::open(&full).map_err(|error| gone(source, &error))?;
                put_copy(&full, file, old, || tree.create(path))
            }
        }
        .map_err(|error| self.failed(path, &error))
    }

    /// Takes along the files whose bytes are as they were: inode and modification time stay.
    ///
    /// Done last, so that a build that changes nothing need not do it at all.
    pub fn keep_unchanged(&self, tally: &Tally) -> Result<(), EmitError> {
        if tally.written.iter().all(|written| *written) {
            return Ok(());
        }
        let fail = |error| self.failed("", &error);
        let tree = Folder::open(self.staging.tree()).map_err(fail)?;
        let old = Folder::open(self.target.path.clone()).map_err(fail)?;
        let unchanged = self.plan.paths.par_iter().zip(&tally.written).filter(|(_, written)| !**written);
        unchanged
            .try_for_each(|(path, _)| tree.take_from(&old, path).map_err(|error| self.failed(path, &error)))
    }

    fn failed(&self, path: &str, error: &io::Error) -> EmitError {
        failed(&self.target.shown, &Path::new(&self.target.shown).join(path), error)
    }
}

fn put_bytes(
    bytes: &[u8],
    old: Option<PathBuf>,
    create: impl FnOnce() -> io::Result<File>,
) -> io::Result<Staged> {
    let len = bytes.len() as u64;
    if let Some(old) = old
        && holds(&old, bytes)?
    {
        return Ok(Staged { written: false, bytes: len });
    }
    create()?.write_all(bytes)?;
    Ok(Staged { written: true, bytes: len })
}

fn put_copy(
    full: &Path,
    mut file: File,
    old: Option<PathBuf>,
    create: impl FnOnce() -> io::Result<File>,
) -> io::Result<Staged> {
    let len = file.metadata()?.len();
    if let Some(old) = old
        && has_bytes(&old, len, File::open(full)?)?
    {
        return Ok(Staged { written: false, bytes: len });
    }
    // Not `fs::copy`, which would give a private file's permissions to the published one.
    let bytes = io::copy(&mut file, &mut create()?)?;
    Ok(Staged { written: true, bytes })
}

/// Makes the folders that a file needs.
pub fn parents(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Links a file under a second name; copies it with its times where the file system knows no links.
pub fn link(old: &Path, new: &Path) -> io::Result<()> {
    if fs::hard_link(old, new).is_ok() {
        return Ok(());
    }
    fs::copy(old, new)?;
    let modified = fs::metadata(old)?.modified()?;
    File::options().write(true).open(new)?.set_modified(modified)
}

/// Whether a file holds just these bytes.
fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    // Deleted, or closed to us, since it was listed: it is written anew.
    let Ok(mut file) = File::open(path) else { return Ok(false) };
    let (mut piece, mut rest) = ([0; 32 * 1024], bytes);
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(rest.is_empty()),
            Ok(read) if rest.len() >= read && rest[..read] == piece[..read] => rest = &rest[read..],
            Ok(_) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Whether a file holds just what another does. Compared piece by piece: a film is not read into memory.
fn has_bytes(path: &Path, len: u64, mut bytes: impl Read) -> io::Result<bool> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        // Deleted, or closed to us, since it was listed: it is written anew.
        Err(_) => return Ok(false),
    };
    if file.metadata()?.len() != len {
        return Ok(false);
    }
    let (mut ours, mut theirs) = ([0; 16 * 1024], [0; 16 * 1024]);
    loop {
        let read = fill(&mut file, &mut ours)?;
        if read != fill(&mut bytes, &mut theirs)? || ours[..read] != theirs[..read] {
            return Ok(false);
        }
        if read < ours.len() {
            return Ok(true);
        }
    }
}

/// Reads until the buffer is full or the end is there.
fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}
