//! A folder that is filled by paths from itself: the system need not walk the whole way to it again for each of
//! thousands of files.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::PathBuf;

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
        assert!(folder.create("a/b/c.txt/d").is_err() && folder.create_folder("a/b/c.txt").is_err());
    }
}
