//! Files that are published as they are, and what they may not show.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::content::redaction::Redactions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Digest, Sources};

/// How much of a file is looked at to tell whether it is text: films need not be read to their ends.
const FIRST: u64 = 64 * 1024;

/// What files were found to show: after an edit, only those are read again that are others.
#[derive(Debug, Default)]
pub struct Looked {
    /// Of the values that were looked for.
    values: Digest,
    found: BTreeMap<String, (Digest, Option<Diagnostic>)>,
}

impl Looked {
    /// [`leaks`], where `sources` tell which files are as they were.
    pub fn leaks(
        &mut self,
        root: &Path,
        paths: &[&String],
        redactions: &Redactions,
        sources: &Sources,
    ) -> Vec<Diagnostic> {
        let before = match self.values == redactions.digest() {
            true => std::mem::take(&mut self.found),
            false => BTreeMap::new(),
        };
        let look = |path: &&String| {
            let state = state(sources, path)?;
            let known = before.get(*path).filter(|(then, _)| *then == state);
            let found = known.map_or_else(|| leak(root, path, redactions), |(_, found)| found.clone());
            Some(((*path).clone(), (state, found)))
        };
        self.values = redactions.digest();
        self.found = paths.par_iter().filter_map(look).collect();
        self.found.values().filter_map(|(_, found)| found.clone()).collect()
    }
}

/// What tells a file from the one that it was before.
fn state(sources: &Sources, path: &str) -> Option<Digest> {
    let file = || sources.files.get(path).map(|file| Digest::of(&file.stamp.to_le_bytes()));
    sources.texts.get(path).map(|text| text.digest).or_else(file)
}

/// E104: files of text (tables, notes, drawings), given by their paths in the archive at `root`, in which a value stands that a
/// case redacts. What a picture or a PDF shows cannot be known. One that cannot be read is told when it is copied.
pub fn leaks(root: &Path, paths: &[&String], redactions: &Redactions) -> Vec<Diagnostic> {
    paths.par_iter().filter_map(|path| leak(root, path, redactions)).collect()
}

fn leak(root: &Path, path: &str, redactions: &Redactions) -> Option<Diagnostic> {
    let text = text(&root.join(path))?;
    let place = redactions.in_text(&text, None).into_iter().map(|span| span.start).min()?;
    let line = text.as_bytes()[..place].iter().filter(|byte| **byte == b'\n').count() + 1;
    let message = format!("line {line} of this file, which is published, names a value that a case redacts");
    Some(
        Diagnostic::new(Severity::Error, "E104", &Arc::from(path), None, message)
            .hint("take the value out of the file, or the file out of the archive"),
    )
}

/// A file's text; `None` for what is none.
fn text(path: &Path) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let mut bytes = Vec::new();
    file.by_ref().take(FIRST).read_to_end(&mut bytes).ok()?;
    // A letter may be cut at the end of the first part.
    let spoilt = std::str::from_utf8(&bytes).err().is_some_and(|error| error.error_len().is_some());
    if spoilt || bytes.contains(&0) {
        return None;
    }
    file.read_to_end(&mut bytes).ok()?;
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::source::FileEntry;

    #[test]
    fn only_files_that_are_others_are_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.txt", "b.txt"].map(str::to_owned);
        let paths: Vec<&String> = paths.iter().collect();
        let write =
            |text: &str| paths.iter().for_each(|path| fs::write(folder.path().join(path), text).unwrap());
        let sources = |stamps: [u64; 2]| {
            let entry = |(path, stamp): (&&String, u64)| {
                let path: Arc<str> = path.as_str().into();
                (Arc::clone(&path), FileEntry { path, len: 1, stamp })
            };
            Sources { files: paths.iter().zip(stamps).map(entry).collect(), ..Sources::default() }
        };
        let case = Arc::from("content/cases/x.md");
        let of = |value| Redactions::new([(value, &case)]).unwrap();
        let mut looked = Looked::default();
        let mut named = |redactions: &Redactions, stamps| -> Vec<String> {
            let found = looked.leaks(folder.path(), &paths, redactions, &sources(stamps));
            found.iter().map(|one| one.file.to_string()).collect()
        };
        let (victim, other) = (of("victim.example"), of("other.example"));
        write("nothing");
        assert_eq!(named(&victim, [1, 1]), [""; 0]);
        write("other.example and victim.example");
        assert_eq!(named(&victim, [1, 2]), ["b.txt"], "the other is as it was");
        assert_eq!(named(&other, [1, 2]), ["a.txt", "b.txt"], "another value");
        write("nothing");
        assert_eq!(named(&other, [1, 3]), ["a.txt"]);
    }

    #[test]
    fn a_letter_may_be_cut_at_the_end_of_the_first_part() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let words = format!("{}é victim.example", "x".repeat(usize::try_from(FIRST).unwrap() - 1));
        fs::write(file.path(), &words).unwrap();
        assert_eq!(text(file.path()), Some(words));
        fs::write(file.path(), b"\xff victim.example").unwrap();
        assert_eq!(text(file.path()), None);
    }

    #[test]
    fn text_files_are_read_for_what_is_redacted() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in [
            ("a.csv", &b"x,y\nwww.Victim[.]example,1\n"[..]),
            ("b.svg", b"<svg><text>jane&#46;victim.example</text></svg>"),
            ("c.png", b"\x89PNG\0victim.example"),
            ("d.txt", b"nothing of it"),
        ] {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let case = Arc::from("content/cases/x.md");
        let redactions = Redactions::new([("victim.example", &case)]).unwrap();
        let paths = ["a.csv", "b.svg", "c.png", "d.txt", "gone.txt"].map(str::to_owned);
        let found = leaks(folder.path(), &paths.iter().collect::<Vec<_>>(), &redactions);
        let told: Vec<_> = found.iter().map(|one| (one.code, &*one.file, &one.message[..6])).collect();
        assert_eq!(told, [("E104", "a.csv", "line 2"), ("E104", "b.svg", "line 1")]);
    }
}
