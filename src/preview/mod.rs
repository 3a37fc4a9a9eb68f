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
mod earlier;
mod editor;
mod events;
mod faults;
mod files;
mod host;
mod keeper;
mod life;
mod page;
mod poll;
mod problems;
mod range;
mod saving;
mod server;
mod snapshot;
mod watch;
mod watched;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::read::Changed;
use crate::source::Sources;
pub use editor::Editor;
pub use faults::Faults;
pub use host::Host;
use keeper::Keeper;
pub use problems::Problems;
pub use server::Server;
pub use snapshot::{Page, Shown, Snapshot};
pub use watched::{Following, Watched};

/// How a folder is previewed.
#[derive(Debug, Clone)]
pub struct Settings {
    pub folder: PathBuf,
    pub following: Following,
    pub host: Host,
    /// The first one to try; 0 for any.
    pub port: u16,
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
    /// Pages could not be made: all mistakes of templates that are known now, each place once.
    fn faults(&self, faults: &[Diagnostic], snapshot: &Snapshot);
    /// The folder cannot be watched as it should.
    fn trouble(&self, trouble: &Diagnostic);
}

/// A preview that runs until it is dropped.
pub struct Preview {
    server: Server,
    watched: Watched,
}

impl Preview {
    /// Compiles the folder and serves it.
    ///
    /// # Errors
    /// Where there is no archive, no port is free, or the host has no such address.
    pub fn start(settings: &Settings, observer: Arc<dyn Observer>) -> Result<Self, Box<Diagnostic>> {
        // First, since it is quick to fail. Who comes too early waits until the site is there.
        let listener = server::listen(settings)?;
        let watched = Watched::start(&settings.folder, settings.following, Arc::clone(&observer))?;
        let server = Server::start(listener, settings, &watched, observer)?;
        Ok(Self { server, watched })
    }

    pub fn address(&self) -> SocketAddr {
        self.server.address
    }

    /// `http://127.0.0.1:4000`, without the path at which the site's first page is.
    pub fn origin(&self) -> String {
        self.server.origin()
    }

    /// How other machines reach it, where `origin` is for this one alone.
    pub fn origin_from_afar(&self) -> Option<String> {
        self.server.origin_from_afar()
    }

    /// Where the site's first page is.
    pub fn url(&self) -> String {
        self.server.origin() + &self.server.base()
    }

    /// What is shown now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.watched.newest.borrow())
    }

    #[doc(hidden)]
    pub fn skip_one(&self) {
        self.watched.skip_one();
    }

    /// Serves until the program is asked to end, by Ctrl-C or SIGTERM.
    ///
    /// # Errors
    /// What `ready` gives, which is called when that would be heard: nobody is told of the preview before.
    pub fn wait<E>(&self, ready: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        self.server.wait(ready)
    }

    /// Ends without waiting for what is being compiled: for a program that ends with it.
    pub fn leave(self) {
        self.watched.leave();
    }
}

/// Waits until the program is asked to end, by Ctrl-C or SIGTERM; at once, where the system lets nobody wait.
pub fn wait_for_end() {
    if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
        // Nothing is to be said, which could fail.
        let _ = runtime.block_on(server::asked_to_end(|| Ok::<(), std::convert::Infallible>(())));
    }
}
