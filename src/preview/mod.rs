//! The preview: a site that is always the one of the folder as it is now. Part of the rim: watches files, serves
//! pages, and looks at the clock.
//!
//! ```text
//! watch ─paths→ Keeper (Folder → Compiler → Snapshot) ─newest→ server (address → bytes, events)
//! ```
//! A page is made when it is asked for, from the newest snapshot, by the same `Site` that a build writes out. What
//! is added while serving, the script that reloads, is added to the answer and never to a page.
#![expect(clippy::disallowed_methods, reason = "the rim: this room watches files and talks to browsers")]

mod address;
mod answer;
mod client;
pub mod codes;
mod connection;
mod content_type;
mod editor;
mod events;
mod files;
mod host;
mod keeper;
mod life;
mod page;
mod poll;
mod problems;
mod server;
mod snapshot;
mod watch;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::watch as newest;

use crate::compile::Options;
use crate::diagnostic::Diagnostic;
use crate::read::Changed;
use crate::source::Sources;
pub use editor::Editor;
pub use host::Host;
pub use keeper::Keeper;
pub use life::Life;
pub use problems::Problems;
pub use server::Server;
pub use snapshot::{Page, Shown, Snapshot};
use watch::Watch;

/// How a folder is previewed.
#[derive(Debug, Clone)]
pub struct Settings {
    pub folder: PathBuf,
    /// Show drafts and cases under review.
    pub drafts: bool,
    pub host: Host,
    /// The first one to try; 0 for any.
    pub port: u16,
    /// Look at all files again and again, where the system tells of no changes.
    pub poll: bool,
    /// Tell browsers to show the page of the file that was edited.
    pub follow: bool,
    pub editor: Editor,
}

/// What a compilation brought.
pub struct News<'a> {
    pub sources: &'a Sources,
    /// Files that are another now; empty at the start, and where only what is known of them is another.
    pub changed: &'a [Changed],
    /// From the first sign of a change until the new pages can be asked for.
    pub time: Duration,
    /// As browsers are told of them now.
    pub problems: &'a Problems,
    /// Documents that were read anew.
    pub parsed: usize,
    pub snapshot: &'a Snapshot,
}

/// Is told what happens; called from the thread that compiles, and from those that render.
pub trait Observer: Send + Sync + 'static {
    fn compiled(&self, news: &News<'_>);
    /// A page could not be made: told once for each mistake while the site stays as it is.
    fn fault(&self, fault: &Diagnostic, sources: &Sources);
    /// The folder cannot be watched as it should.
    fn trouble(&self, trouble: &Diagnostic);
}

/// A preview that runs until it is dropped.
pub struct Preview {
    server: Server,
    messages: Sender<life::Message>,
    life: Option<JoinHandle<()>>,
}

impl Preview {
    /// Compiles the folder and serves it.
    ///
    /// # Errors
    /// Where there is no archive, no port is free, or the host has no such address.
    pub fn start(settings: Settings, observer: Arc<dyn Observer>) -> Result<Self, Box<Diagnostic>> {
        let start = std::time::Instant::now();
        let (sender, messages): (Sender<life::Message>, Receiver<life::Message>) = channel();
        let root = std::fs::canonicalize(&settings.folder).unwrap_or_else(|_| settings.folder.clone());
        // Before anything is read, so that no change is lost.
        let (watch, trouble) = Watch::start(&root, settings.poll, sender.clone());
        let mut keeper = Keeper::open(root, Options { drafts: settings.drafts })?;
        if let Some(trouble) = trouble {
            observer.trouble(&trouble);
        }
        let (first, problems) = keeper.compile();
        let snapshot = Arc::new(Snapshot::new(first, Arc::new(problems)));
        let (show, newest) = newest::channel(Arc::clone(&snapshot));
        let server = Server::start(&settings, keeper.root(), newest, Arc::clone(&observer))?;
        observer.compiled(&News {
            sources: keeper.sources(),
            changed: &[],
            time: start.elapsed(),
            problems: &snapshot.problems,
            parsed: keeper.parsed(),
            snapshot: &snapshot,
        });
        let life = Life { keeper, watch, show, observer, follow: settings.follow };
        let life = std::thread::spawn(move || life.run(&messages));
        Ok(Self { server, messages: sender, life: Some(life) })
    }

    pub fn address(&self) -> SocketAddr {
        self.server.address
    }

    /// Where the site's first page is.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// What is shown now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.server.snapshot()
    }

    /// A planted mistake, for the test that must find it: the next change is read and not compiled.
    #[doc(hidden)]
    pub fn skip_one(&self) {
        let _ = self.messages.send(life::Message::Skip);
    }

    /// Serves until the program is asked to end, by Ctrl-C or SIGTERM.
    pub fn wait(&self) {
        self.server.wait();
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.messages.send(life::Message::Stop);
        if let Some(life) = self.life.take() {
            let _ = life.join();
        }
    }
}
