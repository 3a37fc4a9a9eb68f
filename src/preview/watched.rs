//! A folder that is followed: the loop on its thread, and what came of it last.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Instant;

use tokio::sync::watch as newest;

use super::life::{Life, Message};
use super::watch::Watch;
use super::{Keeper, News, Observer, Snapshot};
use crate::compile::Options;
use crate::diagnostic::Diagnostic;
use crate::read::read_folder;

/// A folder and its site as it is now, until this is dropped.
pub struct Watched {
    pub root: PathBuf,
    pub newest: newest::Receiver<Arc<Snapshot>>,
    messages: Sender<Message>,
    life: Option<JoinHandle<()>>,
}

/// How a folder is followed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Following {
    /// Show drafts and cases under review.
    pub drafts: bool,
    /// Look at all files again and again, where the system tells of no changes.
    pub poll: bool,
    /// Tell browsers to show the page of the file that was edited.
    pub follow: bool,
}

impl Watched {
    /// Compiles a folder, and again whenever it changes; the observer is told of each time, the first one included.
    ///
    /// # Errors
    /// Where there is no archive.
    pub fn start(
        folder: &Path,
        following: Following,
        observer: Arc<dyn Observer>,
    ) -> Result<Self, Box<Diagnostic>> {
        let start = Instant::now();
        let (messages, received) = channel();
        let root = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        // Before anything is read, so that no change is lost.
        let (mut watch, trouble) = Watch::start(&root, following.poll, messages.clone());
        let options = Options { drafts: following.drafts };
        // Said of the folder as the user wrote it.
        let mut keeper = Keeper::open(root.clone(), options).map_err(|refused| {
            let found = read_folder(folder).diagnostics.into_iter().find(|found| found.code == refused.code);
            found.map_or(refused, Box::new)
        })?;
        if watch.follow(keeper.targets()) {
            keeper.refresh_all();
        }
        if let Some(trouble) = trouble {
            observer.trouble(&trouble);
        }
        let (shown, problems) = keeper.compile();
        let snapshot = Arc::new(Snapshot::new(shown, Arc::new(problems)));
        let (show, newest) = newest::channel(Arc::clone(&snapshot));
        observer.compiled(&News {
            sources: keeper.sources(),
            changed: &[],
            time: start.elapsed(),
            problems: &snapshot.problems,
            parsed: keeper.parsed(),
            snapshot: &snapshot,
        });
        let life = Life { keeper, watch, show, observer, follow: following.follow };
        let life = std::thread::spawn(move || life.run(&received));
        Ok(Self { root, newest, messages, life: Some(life) })
    }

    /// Ends without waiting for what is being compiled: for a program that ends with it.
    pub fn leave(mut self) {
        self.life = None;
    }

    /// A planted mistake, for the test that must find it: the next change is read and not compiled.
    #[doc(hidden)]
    pub fn skip_one(&self) {
        let _ = self.messages.send(Message::Skip);
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.messages.send(Message::Stop);
        if let Some(life) = self.life.take() {
            let _ = life.join();
        }
    }
}
