//! The server: listens, and knows the newest snapshot.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::connection::Connections;
use super::host::{Host, no_address};
use super::{Editor, Faults, Observer, Settings, Snapshot, Watched, answer, client, codes, events, keeper};
use crate::diagnostic::{Diagnostic, Severity};

/// Threads that make pages, beside those that answer.
const BLOCKING: usize = 8;

/// Ports that are tried, one after the other.
const TRIED: u16 = 100;

/// A server that answers until it is dropped.
pub struct Server {
    pub address: SocketAddr,
    site: Arc<Serving>,
    runtime: Option<Runtime>,
}

/// What an answer is made of.
pub struct Serving {
    pub newest: watch::Receiver<Arc<Snapshot>>,
    pub root: PathBuf,
    pub editor: Editor,
    /// This run's own name, by which a tab knows a server that was started anew.
    pub id: String,
    pub host: Host,
    pub observer: Arc<dyn Observer>,
    /// Mistakes of templates that the observer was told of last, and after which edit.
    told: Mutex<(u64, Faults)>,
    /// Counts how often they were others, for the tabs that show them.
    pub came_to_light: watch::Sender<u64>,
}

impl Server {
    /// Answers.
    ///
    /// # Errors
    /// E140 where the system lets nobody listen.
    pub fn start(
        listener: TcpListener,
        settings: &Settings,
        watched: &Watched,
        observer: Arc<dyn Observer>,
    ) -> Result<Self, Box<Diagnostic>> {
        let fail = |error: std::io::Error| Box::new(no_port(settings.port, &error));
        let address = listener.local_addr().map_err(fail)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            // Each thread that makes pages keeps memory of its own: a hundred tabs are to have no hundred threads.
            .max_blocking_threads(BLOCKING)
            .enable_all()
            .build()
            .map_err(fail)?;
        let site = Arc::new(Serving {
            newest: watched.newest.clone(),
            root: watched.root.clone(),
            editor: settings.editor.clone(),
            id: format!("{:016x}", RandomState::new().build_hasher().finish()),
            host: settings.host.clone(),
            observer,
            told: Mutex::default(),
            came_to_light: watch::channel(0).0,
        });
        let router = router(Arc::clone(&site));
        let listener = {
            let _inside = runtime.enter();
            listener.set_nonblocking(true).map_err(fail)?;
            tokio::net::TcpListener::from_std(listener).map_err(fail)?
        };
        runtime.spawn(async move {
            // Ends with the runtime; axum's accept loop itself never fails.
            let _ = axum::serve(Connections::new(listener), router).await;
        });
        Ok(Self { address, site, runtime: Some(runtime) })
    }

    pub fn origin(&self) -> String {
        format!("http://{}:{}", self.site.host.shown(self.address), self.address.port())
    }

    /// The same as another machine may reach it, where `origin` is for this one.
    pub fn origin_from_afar(&self) -> Option<String> {
        let host = self.site.host.from_afar(self.address)?;
        Some(format!("http://{host}:{}", self.address.port()))
    }

    pub fn base(&self) -> String {
        self.site.newest.borrow().shown.base.clone()
    }

    /// Waits for Ctrl-C or SIGTERM.
    pub fn wait<E>(&self, ready: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        self.runtime.as_ref().map_or(Ok(()), |runtime| runtime.block_on(asked_to_end(ready)))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Streams of events never end by themselves.
            runtime.shutdown_background();
        }
    }
}

/// Calls `ready` when a request to end would be heard, and waits for one unless that fails.
pub async fn asked_to_end<E>(ready: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let signals = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
        if let (Ok(mut interrupt), Ok(mut terminate)) = signals {
            ready()?;
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return Ok(());
        }
    }
    ready()?;
    // Where nobody may wait for it, this ends at once.
    let _ = tokio::signal::ctrl_c().await;
    Ok(())
}

fn router(site: Arc<Serving>) -> Router {
    Router::new()
        .route(&format!("{}events", client::FOLDER), get(events::events))
        .route(&format!("{}problems.json", client::FOLDER), get(answer::problems))
        .fallback(answer::answer)
        .layer(from_fn_with_state(Arc::clone(&site), check_host))
        .with_state(site)
}

/// 403 for a request that names another host than ours, 400 for one that names several (RFC 9112, section 3.2): of two
/// names, what stands between may have read the other.
async fn check_host(State(site): State<Arc<Serving>>, request: Request, next: Next) -> Response {
    let mut named = request.headers().get_all(HOST).iter();
    let first = named.next();
    if named.next().is_some() {
        return (StatusCode::BAD_REQUEST, "A request names one host.\n").into_response();
    }
    let host = first.and_then(|host| host.to_str().ok());
    let host = host.or_else(|| request.uri().authority().map(|authority| authority.as_str()));
    if host.is_some_and(|host| site.host.allows(host)) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "This preview answers only under its own name.\n").into_response()
}

impl Serving {
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.newest.borrow())
    }

    /// What is wrong, as the page of an address gets it.
    pub fn problems(&self, snapshot: &Snapshot, page: Option<&str>) -> String {
        let shown = &snapshot.shown;
        let own = |one: &Diagnostic| {
            let site = page.and(shown.site.as_ref());
            site.is_some_and(|site| keeper::address(site, &one.file).as_deref() == page)
        };
        snapshot.problems.json(&shown.faults(), &shown.theme, own, (&self.root, &self.editor))
    }

    /// Tells of pages that could not be made, if there is something new to tell.
    pub fn tell(&self, snapshot: &Snapshot) {
        // Of an earlier site nobody wants to know any more.
        if !Arc::ptr_eq(&snapshot.shown, &self.snapshot().shown) {
            return;
        }
        let faults = snapshot.shown.faults();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_other = told.1 != faults;
        if is_other || told.0 != snapshot.number {
            self.observer.faults(&faults.diagnostics, snapshot);
            *told = (snapshot.number, faults);
        }
        drop(told);
        if is_other {
            self.came_to_light.send_modify(|times| *times += 1);
        }
    }
}

/// The first free port from the one that is asked for.
///
/// # Errors
/// E140 where no port is free, E141 where the host has no such address.
pub fn listen(settings: &Settings) -> Result<TcpListener, Box<Diagnostic>> {
    let ip = settings.host.ip()?;
    let mut last = None;
    for offset in 0..TRIED {
        let Some(port) = settings.port.checked_add(offset) else { break };
        match TcpListener::bind((ip, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrNotAvailable => {
                return Err(Box::new(no_address(&ip.to_string())));
            }
            Err(error) => last = Some(error),
        }
    }
    let error = last.unwrap_or_else(|| ErrorKind::AddrInUse.into());
    Err(Box::new(no_port(settings.port, &error)))
}

fn no_port(port: u16, error: &std::io::Error) -> Diagnostic {
    let message = format!("no port from {port} on can be used: {error}");
    Diagnostic::new(Severity::Error, codes::NO_PORT, &"--port".into(), None, message)
        .hint("end the program that has it, or name another with `--port`")
}
