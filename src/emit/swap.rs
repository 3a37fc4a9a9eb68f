//! The moment in which the new site takes the old one's place.

use std::fs;
use std::io;
use std::path::Path;

use super::staging::Staging;

/// Whether the output is the new tree now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swapped {
    Yes,
    /// The output cannot be renamed: a mount point, or a layer of a container.
    No,
}

/// Swaps the staged tree with the output: one system call where the system knows how, else two renames, which
/// `Staging::open` completes if the program dies between them.
pub fn swap(staging: &mut Staging, output: &Path) -> io::Result<Swapped> {
    if fs::symlink_metadata(output).is_err() {
        return fs::rename(staging.tree(), output).map(|()| Swapped::Yes);
    }
    if exchange(&staging.tree(), output).is_ok() {
        return Ok(Swapped::Yes);
    }
    if fs::rename(output, staging.old()).is_err() {
        return Ok(Swapped::No);
    }
    match fs::rename(staging.tree(), output) {
        Ok(()) => Ok(Swapped::Yes),
        Err(error) => {
            // Until the old site is back, what is left of it must not be deleted.
            staging.keep = fs::rename(staging.old(), output).is_err();
            Err(error)
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos", target_os = "ios"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos", target_os = "ios")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
