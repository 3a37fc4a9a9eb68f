//! Takes along what others put into the output folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::EmitError;
use super::failure::failed;
use super::previous::{Kind, Previous};
use super::stage::{link, parents};
use super::target::Target;

/// Puts every stranger into the staged tree too. The originals stay until the old tree is deleted, so that a
/// killed build has lost nothing.
pub fn carry(previous: &Previous, target: &Target, tree: &Path) -> Result<(), EmitError> {
    let fail = |path: &PathBuf, error| failed(&target.shown, path, &error);
    let of_kind = |kind| previous.strangers.iter().filter(move |stranger| stranger.kind == kind);
    for folder in of_kind(Kind::Folder) {
        fs::create_dir_all(tree.join(&folder.path)).map_err(|error| fail(&folder.path, error))?;
    }
    for stranger in of_kind(Kind::Link) {
        relink(&target.path.join(&stranger.path), &tree.join(&stranger.path))
            .map_err(|error| fail(&stranger.path, error))?;
    }
    let files: Vec<&PathBuf> = of_kind(Kind::File).map(|stranger| &stranger.path).collect();
    files.par_iter().try_for_each(|path| {
        let (old, new) = (target.path.join(path), tree.join(path));
        // A stranger may be in a folder that the site no longer has.
        parents(&new).and_then(|()| link(&old, &new)).map_err(|error| fail(path, error))
    })?;
    // Last and innermost first: a folder may forbid writing, which filling it needs.
    for folder in of_kind(Kind::Folder).collect::<Vec<_>>().into_iter().rev() {
        copy_permissions(&target.path.join(&folder.path), &tree.join(&folder.path))
            .map_err(|error| fail(&folder.path, error))?;
    }
    if previous.exists {
        copy_permissions(&target.path, tree).map_err(|error| fail(&target.path, error))?;
    }
    Ok(())
}

fn copy_permissions(from: &Path, to: &Path) -> io::Result<()> {
    fs::set_permissions(to, fs::metadata(from)?.permissions())
}

#[cfg(unix)]
fn relink(old: &Path, new: &Path) -> io::Result<()> {
    parents(new)?;
    std::os::unix::fs::symlink(fs::read_link(old)?, new)
}

#[cfg(not(unix))]
fn relink(old: &Path, new: &Path) -> io::Result<()> {
    // Links need a privilege here: the file itself is taken along.
    parents(new)?;
    link(&fs::canonicalize(old)?, new)
}
