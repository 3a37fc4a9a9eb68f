//! What a visible tab is told: that its page is another now, that styles are, and what is wrong.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Weak};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::server::Serving;
use super::snapshot::Found;
use super::{Snapshot, address};

/// A comment is sent so often, which shows both sides that the other is there.
const PING: Duration = Duration::from_secs(15);

/// One tab and what it shows.
struct Tab {
    site: Arc<Serving>,
    newest: watch::Receiver<Arc<Snapshot>>,
    /// The one that was looked at, for as long as it is the newest.
    seen: Weak<Snapshot>,
    /// Mistakes that other tabs' pages brought to light.
    came_to_light: watch::Receiver<u64>,
    /// Its page, as the script names it.
    page: String,
    /// The file that its page is: `cases/x/index.html`.
    path: String,
    /// The site's base path when it was looked at.
    base: String,
    version: Option<String>,
    styles: BTreeMap<String, String>,
    problems: String,
    /// The edit that was seen last.
    number: u64,
    events: VecDeque<Event>,
}

/// What a tab's address holds now.
enum Now {
    Page {
        version: String,
        bytes: Option<Bytes>,
    },
    /// It cannot be made: the tab keeps what it shows.
    Faulty,
    Gone,
}

pub async fn events(
    State(site): State<Arc<Serving>>,
    RawQuery(query): RawQuery,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let asked = fields(&query.unwrap_or_default());
    let page = asked.get("page").cloned().unwrap_or_default();
    let mut tab = Tab {
        newest: site.newest.clone(),
        seen: Weak::new(),
        came_to_light: site.came_to_light.subscribe(),
        path: String::new(),
        base: String::new(),
        page,
        version: asked.get("version").cloned(),
        styles: BTreeMap::new(),
        problems: String::new(),
        number: 0,
        events: VecDeque::new(),
        site,
    };
    let snapshot = Arc::clone(&tab.newest.borrow_and_update());
    let tab = seen(tab, snapshot, Tab::hello).await;
    let all = stream::unfold(tab, |tab| async move {
        let mut tab = tab?;
        loop {
            if let Some(event) = tab.events.pop_front() {
                return Some((Ok(event), Some(tab)));
            }
            tab = tokio::select! {
                // A tab hears of its page before it hears of mistakes.
                biased;
                another = tab.newest.changed() => {
                    another.ok()?;
                    let snapshot = Arc::clone(&tab.newest.borrow_and_update());
                    seen(tab, snapshot, Tab::look).await?
                }
                told = tab.came_to_light.changed() => {
                    told.ok()?;
                    // Of a newer snapshot the tab hears what it is to hear, in its order.
                    match tab.seen.upgrade() {
                        Some(snapshot) => seen(tab, snapshot, Tab::tell_problems).await?,
                        None => tab,
                    }
                }
            };
        }
    });
    Sse::new(all).keep_alive(KeepAlive::new().interval(PING).text("ping"))
}

/// The fields of a query, as browsers write them.
fn fields(query: &str) -> HashMap<String, String> {
    let plain = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (plain(name), plain(value))).collect()
}

/// Pages are made off the threads that serve.
async fn seen(
    mut tab: Tab,
    snapshot: Arc<Snapshot>,
    look: impl FnOnce(&mut Tab, &Snapshot) + Send + 'static,
) -> Option<Tab> {
    tab.seen = Arc::downgrade(&snapshot);
    let looked = tokio::task::spawn_blocking(move || {
        look(&mut tab, &snapshot);
        tab
    });
    looked.await.ok()
}

/// The path that a tab names, which may have been escaped once more on its way.
fn path_of(page: &str, snapshot: &Snapshot) -> String {
    let page = within(page, &snapshot.shown.base);
    let once = address::file_of(page);
    if !matches!(snapshot.shown.find(&once), Found::Nothing) {
        return once;
    }
    match address::decode(&format!("/{page}")) {
        Some(path) => address::file_of(path.trim_start_matches('/')),
        None => once,
    }
}

/// A page's address within the site. One that was no part of it is named by its whole path, and may be one now.
fn within<'a>(page: &'a str, base: &str) -> &'a str {
    match page.starts_with('/') {
        true => page.strip_prefix(base).unwrap_or(page).trim_start_matches('/'),
        false => page,
    }
}

impl Tab {
    /// The first words: who we are, and what the page is now.
    fn hello(&mut self, snapshot: &Snapshot) {
        self.path = path_of(&self.page, snapshot);
        self.base.clone_from(&snapshot.shown.base);
        let now = self.now(snapshot);
        let version = match now {
            Now::Page { version, .. } => Some(version),
            Now::Faulty => self.version.clone(),
            Now::Gone => None,
        };
        self.send(
            "hello",
            &json!({"server": self.site.id, "version": version, "base": address::encode(&self.base)}),
        );
        self.version = version;
        self.styles.clone_from(snapshot.shown.styles());
        self.number = snapshot.number;
        self.tell_problems(snapshot);
    }

    /// What is another since the last look.
    fn look(&mut self, snapshot: &Snapshot) {
        if self.base != snapshot.shown.base {
            self.base.clone_from(&snapshot.shown.base);
            self.path = path_of(&self.page, snapshot);
            self.send("moved", &json!({"base": address::encode(&self.base)}));
        }
        let styles = self.changed_styles(snapshot);
        if !styles.is_empty() {
            self.send("style", &json!({"hrefs": styles}));
        }
        // First, so that a tab that goes elsewhere does not begin to load what it leaves.
        if let Some((number, page)) = &snapshot.edit
            && *number > self.number
        {
            let page = address::encode(page);
            self.send("follow", &json!({"page": page}));
        }
        match self.now(snapshot) {
            Now::Page { version, bytes } => {
                let shows = |name: &String| bytes.as_ref().is_some_and(|bytes| mentions(bytes, name));
                let touched = snapshot.touched.iter().any(|(when, name)| *when > self.number && shows(name));
                if touched || self.version.as_ref() != Some(&version) {
                    self.send("page", &json!({"version": version}));
                    self.version = Some(version);
                }
            }
            Now::Faulty => {}
            Now::Gone => {
                if self.version.take().is_some() {
                    self.send("gone", &json!({}));
                }
            }
        }
        self.number = snapshot.number;
        self.tell_problems(snapshot);
    }

    fn now(&self, snapshot: &Snapshot) -> Now {
        let shown = &snapshot.shown;
        match shown.find(&self.path) {
            Found::Page => match shown.page(&self.path) {
                Ok(page) => Now::Page { version: page.version.clone(), bytes: Some(page.bytes.clone()) },
                Err(_) => Now::Faulty,
            },
            Found::File(_) => Now::Faulty,
            Found::Nothing if shown.site.is_none() => Now::Faulty,
            // A tab that shows the page for what is missing goes on to show just that.
            Found::Nothing => match shown.missing() {
                Some((_, version)) if self.version.as_ref() == Some(version) => {
                    Now::Page { version: version.clone(), bytes: None }
                }
                _ => Now::Gone,
            },
        }
    }

    /// Addresses of style sheets that are another now.
    fn changed_styles(&mut self, snapshot: &Snapshot) -> Vec<String> {
        let now = snapshot.shown.styles();
        let base = &snapshot.shown.base;
        let another = now.iter().filter(|(path, digest)| self.styles.get(*path) != Some(digest));
        let hrefs = another.map(|(path, _)| format!("{base}{}", address::encode(path))).collect();
        self.styles.clone_from(now);
        hrefs
    }

    fn tell_problems(&mut self, snapshot: &Snapshot) {
        self.site.tell(snapshot);
        let problems = self.site.problems(snapshot, Some(address::address_of(&self.path)));
        if problems != self.problems {
            self.events.push_back(Event::default().event("problems").data(&problems));
            self.problems = problems;
        }
    }

    fn send(&mut self, name: &str, data: &Value) {
        self.events.push_back(Event::default().event(name).data(data.to_string()));
    }
}

/// Whether a page names a file, as addresses write it.
fn mentions(page: &[u8], name: &str) -> bool {
    let names = [name.to_owned(), address::encode(name)];
    names.iter().any(|name| page.windows(name.len()).any(|part| part == name.as_bytes()))
}
