//! Edits at random: after each, every address of the preview holds what a build would write there.
//!
//! `EDITS_SEED=n` plays the edits of another seed, `EDITS=n` so many of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use corkboard::archive::Options;
use corkboard::compile::Compiler;
use corkboard::site::{Content, Pages};
use corkboard::source::Sources;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rayon::prelude::*;

use super::browser::Browser;
use super::{PATIENCE, Previewed, write};
use crate::edits::Folder;

const EDITS: usize = 500;
const BASE: &str = "/edits/";
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

type Tree = BTreeMap<String, Vec<u8>>;

/// What a build of the folder writes, each file with mistakes as it last was without.
fn built(folder: &Folder, blank: &Compiler) -> Tree {
    let compiled = blank.clone().compile(&folder.good_sources(), Options::default());
    let site = compiled.site.expect("a site");
    let bytes = |path: &String| match site.content(path) {
        Ok(Content::Bytes(bytes)) => bytes,
        other => panic!("{path}: {other:?}"),
    };
    site.paths().par_iter().map(|path| (path.clone(), bytes(path))).collect()
}

/// The configuration and the theme of a folder.
fn frame(folder: &Folder) -> BTreeMap<String, String> {
    let is_frame = |path: &str| path == "site.toml" || path.starts_with("themes/");
    let texts = folder.texts.iter().filter(|(path, _)| is_frame(path));
    texts.map(|(path, text)| (path.clone(), text.clone())).collect()
}

/// A compiler that has read nothing but these, which takes most of the time in a small archive.
fn blank(frame: &BTreeMap<String, String>) -> Compiler {
    let mut blank = Compiler::default();
    let texts = frame.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    blank.compile(&Sources::from_texts(texts), Options::default());
    blank
}

/// The first address that holds something else than a build would write, or that should be nowhere.
fn difference(browser: &mut Browser, built: &Tree, before: &Tree) -> Option<String> {
    for (path, bytes) in built {
        let answer = browser.get(&address(path));
        let body = without_script(answer.body);
        if answer.status != 200 || body != *bytes {
            return Some(format!("{path} differs (status {})", answer.status));
        }
    }
    let gone = before.keys().filter(|path| !built.contains_key(*path));
    gone.filter(|path| browser.get(&address(path)).status != 404)
        .map(|path| format!("{path} is still there"))
        .next()
}

fn address(path: &str) -> String {
    let path = path.strip_suffix("index.html").unwrap_or(path);
    format!("{BASE}{}", utf8_percent_encode(path, KEPT))
}

fn without_script(mut body: Vec<u8>) -> Vec<u8> {
    let find = |text: &[u8], from: usize, body: &[u8]| {
        body[from..].windows(text.len()).position(|part| part == text).map(|at| from + at)
    };
    if let Some(start) = find(b"<script type=\"module\" src=\"/_preview/client.js\"", 0, &body)
        && let Some(end) = find(b"</script>", start, &body)
    {
        body.drain(start..end + b"</script>".len());
    }
    body
}

/// Brings the files on disk to what the folder holds now.
fn bring(root: &Path, before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) {
    for path in before.keys().filter(|path| !now.contains_key(*path)) {
        fs::remove_file(root.join(path)).expect("removed");
    }
    for (path, text) in now.iter().filter(|(path, text)| before.get(*path) != Some(text)) {
        write(&root.join(path), text.as_bytes());
    }
}

/// A preview of what a build would write, and the folder that edits are played on.
struct Played {
    folder: Folder,
    previewed: Previewed,
    browser: Browser,
    frame: BTreeMap<String, String>,
    blank: Compiler,
    built: Tree,
}

impl Played {
    fn new(seed: u64) -> Self {
        let folder = Folder::of(seed, 4);
        let previewed = Previewed::with(&folder.texts, |settings| settings.following.drafts = false);
        let frame = frame(&folder);
        let blank = blank(&frame);
        let built = built(&folder, &blank);
        Self { browser: previewed.browser(), folder, previewed, frame, blank, built }
    }

    /// One edit on disk; what differs when there was time enough.
    fn play(
        &mut self,
        patience: Duration,
        edit: impl FnOnce(&mut Folder) -> String,
    ) -> (String, Option<String>) {
        let before = self.folder.texts.clone();
        let what = edit(&mut self.folder);
        bring(&self.previewed.root, &before, &self.folder.texts);
        let frame = frame(&self.folder);
        if frame != self.frame {
            self.blank = blank(&frame);
            self.frame = frame;
        }
        let now = built(&self.folder, &self.blank);
        let start = Instant::now();
        let difference = loop {
            let found = difference(&mut self.browser, &now, &self.built);
            if found.is_none() || start.elapsed() > patience {
                break found;
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        self.built = now;
        (what, difference)
    }
}

#[test]
fn what_is_served_is_what_a_build_writes() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seed = number("EDITS_SEED").unwrap_or(20_261_126);
    let mut played = Played::new(seed);
    for step in 0..number("EDITS").unwrap_or(EDITS as u64) {
        let (edit, difference) = played.play(PATIENCE, Folder::edit);
        assert_eq!(difference, None, "seed {seed}, step {step}: {edit}");
    }
}

#[test]
fn a_recomputation_that_is_skipped_is_noticed() {
    let mut played = Played::new(1);
    let edit = |folder: &mut Folder| {
        folder.replace("content/about.md", "Words, see", "Other words, see");
        "about".to_owned()
    };
    played.previewed.preview.skip_one();
    let (_, difference) = played.play(Duration::from_secs(2), edit);
    assert!(difference.is_some_and(|found| found.starts_with("about/index.html differs")));
    // The next change mends what was skipped.
    let edit = |folder: &mut Folder| {
        folder.replace("content/about.md", "title: About", "title: About us");
        "about".to_owned()
    };
    assert_eq!(played.play(PATIENCE, edit).1, None);
}
