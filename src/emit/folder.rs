//! A folder that is filled by paths from itself: the system need not walk the whole way to it again for each of
//! thousands of files.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use rayon::prelude::*;

use super::stage::parents;

/// An open folder.
pub struct Folder {
    path: PathBuf,
    #[cfg(unix)]
    handle: File,
}

impl Folder {
    pub fn open(path: PathBuf) -> io::Result<Self> {
        #[cfg(unix)]
        let handle = File::open(&path)?;
        Ok(Self {
            path,
            #[cfg(unix)]
            handle,
        })
    }

    /// The way to a file in it.
    pub fn join(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// Makes a file, and its folders only where they are missing: a case's page and its JSON share theirs.
    pub fn create(&self, path: &str) -> io::Result<File> {
        match self.create_file(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                parents(&self.join(path))?;
                self.create_file(path)
            }
            other => other,
        }
    }

    /// Makes a folder, and those around it where they are missing; one that is there is no error.
    pub fn create_folder(&self, path: &str) -> io::Result<()> {
        self.create_one_folder(path).or_else(|_| fs::create_dir_all(self.join(path)))
    }

    /// Links the file at a path in another folder under the same path here; copies it with its times where the file system
    /// knows no links. Folders that are missing are made.
    pub fn take_from(&self, other: &Self, path: &str) -> io::Result<()> {
        self.link(other, path).or_else(|_| {
            let (old, new) = (other.join(path), self.join(path));
            parents(&new)?;
            super::stage::link(&old, &new)
        })
    }

    /// Deletes files, and the folders that hold nothing else. What cannot be deleted stays.
    pub fn delete<'a>(&self, files: impl ParallelIterator<Item = &'a str>) {
        let folders: HashSet<&str> = files
            .map(|path| {
                let _ = self.delete_file(path);
                path.rsplit_once('/').map_or("", |(folder, _)| folder)
            })
            .collect();
        let mut depths: BTreeMap<usize, HashSet<&str>> = BTreeMap::new();
        for folder in folders {
            let mut rest = folder;
            while !rest.is_empty() {
                // What is there already was followed up to the root.
                if !depths.entry(rest.matches('/').count()).or_default().insert(rest) {
                    break;
                }
                rest = rest.rsplit_once('/').map_or("", |(around, _)| around);
            }
        }
        // The innermost first.
        for folders in depths.values().rev() {
            folders.par_iter().for_each(|folder| drop(self.delete_folder(folder)));
        }
    }

    #[cfg(unix)]
    fn link(&self, other: &Self, path: &str) -> io::Result<()> {
        use rustix::fs::{AtFlags, linkat};
        Ok(linkat(&other.handle, path, &self.handle, path, AtFlags::empty())?)
    }

    #[cfg(not(unix))]
    fn link(&self, other: &Self, path: &str) -> io::Result<()> {
        fs::hard_link(other.join(path), self.join(path))
    }

    #[cfg(unix)]
    fn delete_file(&self, path: &str) -> io::Result<()> {
        use rustix::fs::{AtFlags, unlinkat};
        Ok(unlinkat(&self.handle, path, AtFlags::empty())?)
    }

    #[cfg(not(unix))]
    fn delete_file(&self, path: &str) -> io::Result<()> {
        fs::remove_file(self.join(path))
    }

    #[cfg(unix)]
    fn delete_folder(&self, path: &str) -> io::Result<()> {
        use rustix::fs::{AtFlags, unlinkat};
        Ok(unlinkat(&self.handle, path, AtFlags::REMOVEDIR)?)
    }

    #[cfg(not(unix))]
    fn delete_folder(&self, path: &str) -> io::Result<()> {
        fs::remove_dir(self.join(path))
    }

    #[cfg(unix)]
    fn create_file(&self, path: &str) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags, openat};
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::TRUNC | OFlags::CLOEXEC;
        Ok(openat(&self.handle, path, flags, Mode::from_raw_mode(0o666))?.into())
    }

    #[cfg(not(unix))]
    fn create_file(&self, path: &str) -> io::Result<File> {
        File::create(self.join(path))
    }

    #[cfg(unix)]
    fn create_one_folder(&self, path: &str) -> io::Result<()> {
        use rustix::fs::{Mode, mkdirat};
        Ok(mkdirat(&self.handle, path, Mode::from_raw_mode(0o777))?)
    }

    #[cfg(not(unix))]
    fn create_one_folder(&self, path: &str) -> io::Result<()> {
        fs::create_dir(self.join(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_are_made_with_what_is_around_them() {
        let temporary = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(temporary.path().to_owned()).expect("it is there");
        folder.create("a/b/c.txt").expect("its folders are made");
        folder.create_folder("a/b").expect("it is there already");
        folder.create_folder("d/e").expect("both are made");
        fs::write(folder.join("a/b/c.txt"), "long").expect("a file");
        folder.create("a/b/c.txt").expect("it is emptied");
        assert_eq!(fs::read_to_string(temporary.path().join("a/b/c.txt")).expect("a file"), "");
        assert!(temporary.path().join("d/e").is_dir());
        let other = Folder::open(temporary.path().join("d")).expect("it is there");
        folder.create("e/f.txt").expect("its folder is made");
        other.take_from(&folder, "e/f.txt").expect("it is linked");
        assert!(temporary.path().join("d/e/f.txt").is_file());
        assert!(folder.create("a/b/c.txt/d").is_err() && folder.create_folder("a/b/c.txt").is_err());

        folder.create("a/x.txt").expect("a file that stays");
        folder.delete(["a/b/c.txt", "d/e/f.txt", "gone/g.txt"].par_iter().copied());
        let left = |path: &str| temporary.path().join(path).exists();
        assert!(!left("a/b") && !left("d") && left("a/x.txt") && left("e/f.txt"));
    }
}
