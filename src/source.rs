//! The files of an archive as plain data: the program's only input.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;

/// Everything that was read from an archive's folder.
///
/// Paths are relative to the folder, in NFC as the file system gives them, with `/` between parts:
/// `site.toml`, `content/cases/x.md`, `themes/mine/templates/case.html`.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Files that the program reads: Markdown, TOML, CSV, and everything of the site's own theme that is text.
    pub texts: BTreeMap<Arc<str>, Text>,
    /// Every other file under `content/` and `themes/`: published byte for byte when something links to it.
    pub files: BTreeMap<Arc<str>, FileEntry>,
    /// What could not be read: unreadable files, link loops, broken UTF-8, files over the size limit.
    pub diagnostics: Vec<Diagnostic>,
}

/// A text file, whole.
#[derive(Debug, Clone)]
pub struct Text {
    pub path: Arc<str>,
    /// Without a byte order mark; line ends as they are in the file.
    pub text: Arc<str>,
    /// Whether the file began with a byte order mark, which is not part of `text`.
    pub bom: bool,
    pub digest: Digest,
}

/// A file that is copied, not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    pub path: Arc<str>,
    /// Bytes.
    pub len: u64,
    /// Changes when the file changes: a hash of its size and modification time, read at the rim.
    pub stamp: u64,
}

/// BLAKE3 of a file's bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

impl Text {
    /// A text that is not on disk: tests, embedded files.
    pub fn new(path: &str, text: &str) -> Self {
        let digest = Digest::of(text.as_bytes());
        let (text, bom) = match text.strip_prefix('\u{feff}') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        Self { path: path.into(), text: text.into(), bom, digest }
    }
}

impl Sources {
    pub fn holds(&self, path: &str) -> bool {
        self.texts.contains_key(path) || self.files.contains_key(path)
    }

    /// Whether a file is there and could not be read, which is told of it.
    pub fn is_spoilt(&self, path: &str) -> bool {
        self.diagnostics.iter().any(|one| *one.file == *path)
    }

    /// Sources made of pairs (path, text): for tests and `init`.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let texts = texts.into_iter().map(|(path, text)| (Arc::from(path), Text::new(path, text))).collect();
        Self { texts, ..Self::default() }
    }
}
