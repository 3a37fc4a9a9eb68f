//! Being told of changes: by the system, or by looking again and again where it tells of none.
//!
//! Only what belongs to an archive is watched, and never the site's output or other things beside it. Folders that
//! come, go or are exchanged are watched anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::codes;
use super::life::Message;
use super::poll::Poll;
use crate::diagnostic::{Diagnostic, Severity};

/// Whether the system tells when a file that was written to is closed.
const TELLS_THE_END: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// The folders of an archive that are watched with all that is in them.
const PARTS: [&str; 2] = ["content", "themes"];

/// Tells of changes until it is dropped.
pub struct Watch {
    root: PathBuf,
    means: Means,
    /// Which folder is at the root, as long as one is.
    identity: Option<Identity>,
    /// Folders beside those of the archive that hold what its links lead to.
    followed: BTreeSet<PathBuf>,
}

enum Means {
    System(RecommendedWatcher),
    Poll {
        _poll: Poll,
    },
    /// The system has no means to.
    Nothing,
}

/// What came of a look at the folders.
pub struct Renewed {
    /// Another folder is at the root now, or none, or one where there was none.
    pub is_another: bool,
    pub trouble: Option<Diagnostic>,
}

impl Watch {
    /// Starts watching; W060 beside it, where something cannot be watched.
    pub fn start(root: &Path, poll: bool, sender: Sender<Message>) -> (Self, Option<Diagnostic>) {
        let identity = identity(root);
        let with = |means| Self { root: root.to_owned(), means, identity, followed: BTreeSet::new() };
        if poll {
            return (with(Means::Poll { _poll: Poll::start(root, sender) }), None);
        }
        let told = move |event: notify::Result<Event>| {
            // Nobody listens any more when the preview ends.
            let _ = message(event).map(|message| sender.send(message));
        };
        match notify::recommended_watcher(told) {
            Ok(watcher) => {
                let mut watch = with(Means::System(watcher));
                let trouble = watch.watch_all();
                (watch, trouble)
            }
            Err(error) => (with(Means::Nothing), Some(trouble(root, &error))),
        }
    }

    fn watch_all(&mut self) -> Option<Diagnostic> {
        let Means::System(watcher) = &mut self.means else { return None };
        let mut found = None;
        if let Err(error) = watcher.watch(&self.root, RecursiveMode::NonRecursive) {
            found = Some(trouble(&self.root, &error));
        }
        for part in PARTS.map(|part| self.root.join(part)) {
            found = found.or(watch_part(watcher, &part));
        }
        found
    }

    /// Watches the folders of files that links lead to; whether any is watched only now, so that something may have
    /// changed there before.
    pub fn follow<'a>(&mut self, targets: impl Iterator<Item = &'a Path>) -> bool {
        // What is in the archive's own folders is watched as it is, also through links to folders.
        let is_beside = |folder: &&Path| {
            folder.starts_with(&self.root)
                && *folder != self.root
                && !PARTS.iter().any(|part| folder.starts_with(self.root.join(part)))
        };
        let files = targets.filter(|target| !target.is_dir() || target.is_symlink());
        // With those around them, which may be taken away as a whole and come back.
        let folders = files.flat_map(|file| file.ancestors().skip(1).filter(is_beside));
        let wanted: BTreeSet<PathBuf> = folders.map(Path::to_owned).collect();
        let Means::System(watcher) = &mut self.means else { return false };
        for folder in self.followed.difference(&wanted) {
            let _ = watcher.unwatch(folder);
        }
        self.followed.retain(|folder| wanted.contains(folder));
        let before = self.followed.len();
        for folder in wanted {
            // One that cannot be watched is tried again with the next change.
            if !self.followed.contains(&folder) && watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok()
            {
                self.followed.insert(folder);
            }
        }
        self.followed.len() > before
    }

    /// Forgets followed folders that came or went, so that they are watched anew.
    fn unfollow(&mut self, is_another: impl Fn(&Path) -> bool) {
        let Means::System(watcher) = &mut self.means else { return };
        self.followed.retain(|folder| {
            let stays = !is_another(folder);
            if !stays {
                let _ = watcher.unwatch(folder);
            }
            stays
        });
    }

    /// Watches anew what was exchanged: the root, or one of its folders that is named by `paths`.
    pub fn renew(&mut self, paths: &[PathBuf]) -> Renewed {
        let now = identity(&self.root);
        let is_another = now != self.identity;
        self.unfollow(|folder| is_another || paths.iter().any(|path| folder.starts_with(path)));
        if is_another {
            self.identity = now;
            if let Means::System(watcher) = &mut self.means {
                let _ = watcher.unwatch(&self.root);
                for part in PARTS {
                    let _ = watcher.unwatch(&self.root.join(part));
                }
            }
            let trouble = self.identity.and_then(|_| self.watch_all());
            return Renewed { is_another, trouble };
        }
        let mut trouble = None;
        if let Means::System(watcher) = &mut self.means {
            for part in PARTS.map(|part| self.root.join(part)).iter().filter(|part| paths.contains(part)) {
                let _ = watcher.unwatch(part);
                trouble = trouble.or(watch_part(watcher, part));
            }
        }
        Renewed { is_another, trouble }
    }
}

fn watch_part(watcher: &mut RecommendedWatcher, part: &Path) -> Option<Diagnostic> {
    if !part.is_dir() {
        return None;
    }
    let watched = watcher.watch(part, RecursiveMode::Recursive);
    // Gone again: the root's watch tells of it.
    watched.err().filter(|_| part.is_dir()).map(|error| trouble(part, &error))
}

fn trouble(path: &Path, error: &notify::Error) -> Diagnostic {
    let name = path.display().to_string();
    let why = match &error.kind {
        notify::ErrorKind::MaxFilesWatch => "the system watches no more folders".to_owned(),
        notify::ErrorKind::Io(error) => error.to_string(),
        other => format!("{other:?}"),
    };
    let message = format!("changes in `{name}` may go unnoticed: {why}");
    Diagnostic::new(Severity::Warning, codes::NOT_WATCHED, &name.into(), None, message)
        .hint("end this and start it again with `--poll`, which looks at the files itself")
}

/// What an event means. Reading a file is an event too, and no change: our own reading would never end.
fn message(event: notify::Result<Event>) -> Option<Message> {
    let Ok(event) = event else { return Some(Message::Everything) };
    if event.need_rescan() {
        return Some(Message::Everything);
    }
    let mut paths = event.paths;
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => return Some(Message::Written(paths)),
        EventKind::Modify(ModifyKind::Data(_)) if TELLS_THE_END => return Some(Message::Writing(paths)),
        EventKind::Access(_) => return None,
        EventKind::Create(CreateKind::Folder) if paths.len() == 1 => return paths.pop().map(Message::Folder),
        EventKind::Modify(ModifyKind::Name(RenameMode::To)) if paths.len() == 1 => {
            return paths.pop().map(Message::Folder);
        }
        _ => {}
    }
    (!paths.is_empty()).then_some(Message::Changed(paths))
}

/// What a folder is beside its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity(u64, u64);

#[cfg(unix)]
fn identity(root: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(root).ok().filter(std::fs::Metadata::is_dir)?;
    Some(Identity(metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(root: &Path) -> Option<Identity> {
    root.is_dir().then_some(Identity(0, 0))
}
