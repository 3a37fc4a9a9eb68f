//! The preview as a browser and an author see it: real files, the real watcher, real HTTP.

mod browser;
mod equal;
mod hostile;
mod moved;
mod running;
mod tabs;
mod templates;
mod terminal;
#[cfg(target_os = "linux")]
mod threads;
mod watching;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use corkboard::diagnostic::Diagnostic;
use corkboard::preview::{Editor, Following, Host, News, Observer, Preview, Settings, Snapshot};

use crate::tiny::{Tiny, tiny};
use browser::{Answer, Browser};

/// Far more than anything takes; only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the preview said, in order.
#[derive(Default)]
pub struct Log(Mutex<Vec<Said>>);

/// One compilation, as the author is told of it.
#[derive(Debug, Clone)]
pub struct Said {
    pub changed: Vec<String>,
    pub codes: Vec<&'static str>,
    pub parsed: usize,
}

impl Observer for Log {
    fn compiled(&self, news: &News<'_>) {
        self.0.lock().unwrap().push(Said {
            changed: news.changed.iter().map(|one| one.path.to_string()).collect(),
            codes: news.problems.diagnostics.iter().map(|one| one.code).collect(),
            parsed: news.parsed,
        });
    }

    fn faults(&self, faults: &[Diagnostic], _snapshot: &Snapshot) {
        let codes: Vec<_> = faults.iter().map(|one| one.code).collect();
        if !codes.is_empty() {
            self.0.lock().unwrap().push(Said { changed: Vec::new(), codes, parsed: 0 });
        }
    }

    fn trouble(&self, trouble: &Diagnostic) {
        panic!("{trouble:?}");
    }
}

/// A folder on disk and its preview.
pub struct Previewed {
    /// Kept, so that the folder is.
    _temporary: tempfile::TempDir,
    pub root: PathBuf,
    pub preview: Preview,
    pub log: Arc<Log>,
}

impl Previewed {
    pub fn of(archive: &Tiny) -> Self {
        Self::with(archive.texts(), |_| {})
    }

    pub fn with(texts: &BTreeMap<String, String>, set: impl FnOnce(&mut Settings)) -> Self {
        let temporary = tempfile::tempdir().expect("a folder");
        // Below the temporary folder, so that it can be taken away.
        let root = temporary.path().join("archive");
        for (path, text) in texts {
            write(&root.join(path), text.as_bytes());
        }
        let mut settings = Settings {
            folder: root.clone(),
            following: Following { drafts: true, ..Following::default() },
            host: Host::Loopback,
            port: 0,
            editor: Editor::default(),
        };
        set(&mut settings);
        let log = Arc::new(Log::default());
        let preview = Preview::start(&settings, Arc::clone(&log) as Arc<dyn Observer>).expect("a preview");
        Self { _temporary: temporary, root, preview, log }
    }

    pub fn write(&self, path: &str, text: &str) {
        write(&self.root.join(path), text.as_bytes());
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.preview.address())
    }

    pub fn get(&self, path: &str) -> Answer {
        self.browser().get(path)
    }

    /// Waits until a page holds some words.
    #[track_caller]
    pub fn shows(&self, path: &str, words: &str) {
        let mut browser = self.browser();
        until(&format!("{words:?} at {path}"), || browser.get(path).text().contains(words));
    }

    /// Waits until an address has a status.
    #[track_caller]
    pub fn answers(&self, path: &str, status: u16) {
        let mut browser = self.browser();
        until(&format!("{status} at {path}"), || browser.get(path).status == status);
    }

    pub fn problems(&self) -> serde_json::Value {
        serde_json::from_slice(&self.get("/_preview/problems.json").body).expect("JSON")
    }

    pub fn said(&self) -> Vec<Said> {
        self.log.0.lock().unwrap().clone()
    }
}

pub fn write(full: &std::path::Path, bytes: &[u8]) {
    fs::create_dir_all(full.parent().expect("a parent")).expect("folders");
    fs::write(full, bytes).expect("a file");
}

/// Waits for what will be, looking again and again.
#[track_caller]
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "never: {what}");
        sleep(Duration::from_millis(5));
    }
}

/// Two cases, the second linked from the first, and an archive without an address.
pub fn pair() -> Tiny {
    tiny()
        .file("site.toml", "title = \"Pair\"\n")
        .case("one", "removed: 2021-05\ntags: [first]\n", "Words of one, see [[two]].")
        .case("two", "removed: 2020-05\n", "Words of two.")
}
