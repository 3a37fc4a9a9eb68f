//! Connections: not more than a machine can bear, and none that a reader who never reads, or a client that never asks,
//! holds against those who come after.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep};

/// At one time, each with buffers of its own. A browser opens six for a site.
const MOST: usize = 1024;
/// Files that the preview asks the system to let it have open: connections are files too, and some systems give 256.
const FILES: u64 = 4096;
/// A reader that takes nothing for so long has gone.
const PATIENCE: Duration = Duration::from_secs(30);
/// Whoever does nothing for so long makes way, where all places are taken.
const IDLE: Duration = Duration::from_secs(1);
/// Between two looks whether somebody makes way.
const MOMENT: Duration = Duration::from_millis(50);

/// Accepts connections, up to a number at a time.
pub struct Connections {
    listener: TcpListener,
    places: Arc<Mutex<Places>>,
}

/// Connections that there are.
struct Places {
    most: usize,
    next: u64,
    taken: HashMap<u64, Place>,
}

struct Place {
    /// Whether anything was ever sent: an event stream is silent for long, but somebody asked for it.
    is_answered: bool,
    /// When the last bytes came or went.
    used: Instant,
    /// Dropped to end the connection.
    _end: oneshot::Sender<()>,
}

/// A connection that ends when it can write nothing for a while, or makes way for another.
pub struct Connection {
    stream: TcpStream,
    stalled: Option<Pin<Box<Sleep>>>,
    /// Comes to its end when the connection has to; `None` then.
    end: Option<oneshot::Receiver<()>>,
    number: u64,
    places: Arc<Mutex<Places>>,
}

impl Connections {
    pub fn new(listener: TcpListener) -> Self {
        let places = Places { most: most(), next: 0, taken: HashMap::new() };
        Self { listener, places: Arc::new(Mutex::new(places)) }
    }
}

/// How many connections there may be: half of the files that may be open, for others are read and watched.
#[cfg(unix)]
fn most() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let before = getrlimit(Resource::Nofile);
    let wanted = before.maximum.map_or(FILES, |most| most.min(FILES));
    if before.current.is_some_and(|current| current < wanted) {
        // Refused, it stays as it was.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), ..before });
    }
    let half = getrlimit(Resource::Nofile).current.map_or(MOST as u64, |files| files / 2);
    usize::try_from(half).unwrap_or(MOST).min(MOST)
}

#[cfg(not(unix))]
fn most() -> usize {
    MOST
}

fn locked(places: &Mutex<Places>) -> MutexGuard<'_, Places> {
    places.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Places {
    /// Whether there is a place for one more; whoever has done nothing for the longest time makes way. Who never asked
    /// goes before those who did.
    fn has_room(&mut self) -> bool {
        if self.taken.len() < self.most {
            return true;
        }
        // A tab's stream does not make way because those who never asked came only just now: they are waited for.
        let longest = self.taken.iter().min_by_key(|(_, place)| (place.is_answered, place.used));
        let idle = longest.filter(|(_, place)| place.used.elapsed() >= IDLE).map(|(number, _)| *number);
        idle.is_some_and(|number| self.taken.remove(&number).is_some())
    }

    fn take(&mut self) -> (u64, oneshot::Receiver<()>) {
        let (end, ended) = oneshot::channel();
        self.next += 1;
        let place = Place { is_answered: false, used: Instant::now(), _end: end };
        self.taken.insert(self.next, place);
        (self.next, ended)
    }
}

impl Listener for Connections {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        while !locked(&self.places).has_room() {
            sleep(MOMENT).await;
        }
        // Events are small and wait for nothing.
        let _ = stream.set_nodelay(true);
        let (number, end) = locked(&self.places).take();
        let places = Arc::clone(&self.places);
        (Connection { stream, stalled: None, end: Some(end), number, places }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        locked(&self.places).taken.remove(&self.number);
    }
}

impl Connection {
    /// Notes that bytes came or went, and ends a connection that has to make way for others.
    fn used<T>(
        &mut self,
        context: &mut Context<'_>,
        poll: Poll<io::Result<T>>,
        is_answer: bool,
    ) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            if let Some(place) = locked(&self.places).taken.get_mut(&self.number) {
                place.used = Instant::now();
                place.is_answered |= is_answer;
            }
            return poll;
        }
        if self.end.as_mut().is_none_or(|end| Pin::new(end).poll(context).is_ready()) {
            self.end = None;
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        poll
    }

    /// Ends a connection whose reader has taken nothing for too long.
    fn patient<T>(&mut self, context: &mut Context<'_>, poll: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            self.stalled = None;
            return poll;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(PATIENCE)));
        match stalled.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let poll = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.used(context, poll, false)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.stream).poll_write(context, bytes);
        let poll = self.used(context, poll, true);
        self.patient(context, poll)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let poll = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        let poll = self.used(context, poll, true);
        self.patient(context, poll)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_never_asked_goes_before_a_stream_that_was_silent_for_longer() {
        let mut places = Places { most: 2, next: 0, taken: HashMap::new() };
        let ago = |seconds| Instant::now().checked_sub(Duration::from_secs(seconds)).expect("a time");
        let (stream, _end) = places.take();
        places.taken.insert(stream, Place { is_answered: true, used: ago(10), _end: oneshot::channel().0 });
        assert!(places.has_room());
        let (idle, mut end) = places.take();
        assert!(!places.has_room(), "it came only now, and may be about to ask");
        if let Some(place) = places.taken.get_mut(&idle) {
            place.used = ago(2);
        }
        assert!(places.has_room() && places.taken.contains_key(&stream));
        assert!(matches!(end.try_recv(), Err(oneshot::error::TryRecvError::Closed)), "it is told to end");
        // Where nobody else is, the one that was silent for longest makes way.
        let (newest, _end) = places.take();
        places.taken.insert(newest, Place { is_answered: true, used: ago(3), _end: oneshot::channel().0 });
        assert!(places.has_room() && places.taken.contains_key(&newest));
    }
}
