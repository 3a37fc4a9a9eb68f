//! Files that are published as they are, and what they may not show.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::content::redaction::Redactions;
use crate::diagnostic::{Diagnostic, Severity};

/// E104: files of text (tables, notes, drawings), given by their paths in the archive at `root`, in which a value stands that a
/// case redacts. What a picture or a PDF shows cannot be known. One that cannot be read is told when it is copied.
pub fn leaks(root: &Path, paths: &[&String], redactions: &Redactions) -> Vec<Diagnostic> {
    let leak = |path: &&String| {
        let bytes = fs::read(root.join(path)).ok()?;
        let text = std::str::from_utf8(&bytes).ok().filter(|text| !text.contains('\0'))?;
        let place = redactions.in_text(text, None).into_iter().map(|span| span.start).min()?;
        let line = text.as_bytes()[..place].iter().filter(|byte| **byte == b'\n').count() + 1;
        let message =
            format!("line {line} of this file, which is published, names a value that a case redacts");
        Some(
            Diagnostic::new(Severity::Error, "E104", &Arc::from(path.as_str()), None, message)
                .hint("take the value out of the file, or the file out of the archive"),
        )
    };
    paths.par_iter().filter_map(leak).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
