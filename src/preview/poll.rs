//! Looking at all files again and again, for file systems that tell of no changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use walkdir::WalkDir;

use super::life::Message;

/// From the end of one look to the start of the next.
const PAUSE: Duration = Duration::from_millis(250);
/// The coarsest clock of a file system that is in use (FAT counts in twos). Of a file that is younger, the time alone
/// does not say whether it is still the same.
const COARSE: Duration = Duration::from_secs(3);

/// A thread that looks, until it is dropped.
pub struct Poll {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What is compared of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    len: u64,
    read_only: bool,
    /// Of the bytes, while the file is young.
    digest: Option<blake3::Hash>,
}

impl Poll {
    pub fn start(root: &Path, sender: Sender<Message>) -> Self {
        let root = root.to_owned();
        let (stop, stopped) = channel::<()>();
        // The first look is over before anything is read.
        let mut before = look(&root);
        let thread = std::thread::spawn(move || {
            while stopped.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                let now = look(&root);
                let changed = differences(&before, &now);
                before = now;
                if !changed.is_empty() && sender.send(Message::Changed(changed)).is_err() {
                    return;
                }
            }
        });
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Poll {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn look(root: &Path) -> BTreeMap<PathBuf, Stamp> {
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".git");
    let mut all = BTreeMap::new();
    for top in ["site.toml", "content", "themes"].map(|top| root.join(top)) {
        let mut entries =
            WalkDir::new(top).follow_links(true).into_iter().filter_entry(|entry| !hidden(entry.file_name()));
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    // A link that leads nowhere, or around in a circle, and what may not be read.
                    all.extend(error.path().map(|path| (path.to_owned(), Stamp::default())));
                    continue;
                }
            };
            if entry.path_is_symlink() && entry.file_type().is_dir() {
                let to = entry.path().canonicalize().unwrap_or_default();
                if !to.starts_with(root) || entry.path().starts_with(&to) {
                    entries.skip_current_dir();
                }
                all.insert(entry.into_path(), Stamp::default());
                continue;
            }
            if entry.file_type().is_file()
                && let Ok(metadata) = entry.metadata()
            {
                let path = entry.into_path();
                let stamp = stamp(&path, &metadata);
                all.insert(path, stamp);
            }
        }
    }
    all
}

fn stamp(path: &Path, metadata: &std::fs::Metadata) -> Stamp {
    let modified = metadata.modified().ok();
    // A time in the future is no age either.
    let age = modified.and_then(|time| SystemTime::now().duration_since(time).ok());
    let is_young = age.is_none_or(|age| age < COARSE);
    let bytes = if is_young { std::fs::read(path).ok() } else { None };
    Stamp {
        modified,
        len: metadata.len(),
        read_only: metadata.permissions().readonly(),
        digest: bytes.map(|bytes| blake3::hash(&bytes)),
    }
}

/// A young file that has grown old is the same, if all else is.
fn is_same(before: &Stamp, now: &Stamp) -> bool {
    let digests = match (before.digest, now.digest) {
        (Some(before), Some(now)) => before == now,
        _ => true,
    };
    digests && (before.modified, before.len, before.read_only) == (now.modified, now.len, now.read_only)
}

fn differences(before: &BTreeMap<PathBuf, Stamp>, now: &BTreeMap<PathBuf, Stamp>) -> Vec<PathBuf> {
    let another =
        now.iter().filter(|(path, stamp)| !before.get(*path).is_some_and(|old| is_same(old, stamp)));
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    another.map(|(path, _)| path).chain(gone).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen_also_where_time_and_length_are_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("site.toml");
        std::fs::write(&file, "one").expect("written");
        let time = std::fs::metadata(&file).and_then(|data| data.modified()).expect("a time");
        let before = look(folder.path());
        assert!(differences(&before, &look(folder.path())).is_empty());
        std::fs::write(&file, "two").expect("written");
        std::fs::File::options()
            .write(true)
            .open(&file)
            .and_then(|open| open.set_modified(time))
            .expect("a time");
        assert_eq!(differences(&before, &look(folder.path())), std::slice::from_ref(&file));
        std::fs::remove_file(&file).expect("removed");
        assert_eq!(differences(&before, &look(folder.path())), [file]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_seen_wherever_they_lead() {
        let folder = tempfile::tempdir().expect("a folder");
        let content = folder.path().join("content");
        std::fs::create_dir(&content).expect("a folder");
        let before = look(folder.path());
        let links = ["loop", "nowhere", "outside"].map(|name| content.join(name));
        let outside = tempfile::tempdir().expect("a folder");
        for (link, to) in links.iter().zip([Path::new(".."), Path::new("gone"), outside.path()]) {
            std::os::unix::fs::symlink(to, link).expect("a link");
        }
        assert_eq!(differences(&before, &look(folder.path())), links);
    }
}
