//! One text file: read, measured, and its encoding checked.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::sync::Arc;

use super::codes;
use super::walk::{Found, unreadable};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Digest, Text};

/// Bytes. A case file of this size is a pasted dump; no editor opens it with pleasure.
pub const LIMIT: u64 = 10 * 1024 * 1024;

/// Reads a text file, without its byte order mark; beside it E124 where it is not UTF-8.
///
/// A text in another encoding is kept with its bad bytes replaced, so that the diagnostic can show its line and
/// other files' links to it still lead somewhere.
///
/// # Errors
/// E123 where it cannot be read, E125 where it is larger than `LIMIT`.
pub fn read(found: &Found) -> Result<(Text, Option<Diagnostic>), Diagnostic> {
    let unreadable = |error| unreadable(&found.path, &error);
    let file = File::open(&found.full).map_err(unreadable)?;
    let len = file.metadata().map_err(unreadable)?.len();
    if len > LIMIT {
        return Err(too_large(&found.path, len));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or_default() + 1);
    // One byte more than allowed: a file that grows while it is read is caught too.
    let read = file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if read as u64 > LIMIT {
        return Err(too_large(&found.path, read as u64));
    }
    let digest = Digest::of(&bytes);
    let (whole, problem) = decode(&found.path, &bytes);
    let (text, bom) = match whole.strip_prefix('\u{feff}') {
        Some(rest) => (rest, true),
        None => (&*whole, false),
    };
    let text = Text { path: Arc::clone(&found.path), text: Arc::from(text), bom, digest };
    Ok((text, problem))
}

fn too_large(path: &Arc<str>, len: u64) -> Diagnostic {
    let message = format!(
        "`{path}` is {:.1} MB, more than the {} MB that a text file may have",
        len as f64 / (1024.0 * 1024.0),
        LIMIT / (1024 * 1024)
    );
    Diagnostic::new(Severity::Error, codes::TOO_LARGE, path, None, message)
        .hint("keep the words here and put the data into a file of its own under `content/_static/`, which is copied and never read")
}

fn decode<'a>(path: &Arc<str>, bytes: &'a [u8]) -> (Cow<'a, str>, Option<Diagnostic>) {
    let bad = match std::str::from_utf8(bytes) {
        // Text without accents in UTF-16 is valid UTF-8 full of zeros; words never hold one.
        Ok(text) => match text.find('\0') {
            None => return (Cow::Borrowed(text), None),
            Some(zero) if !is_wide(bytes) => {
                return (Cow::Borrowed(text), Some(stray_zero(path, bytes, zero)));
            }
            Some(zero) => zero,
        },
        Err(error) => error.valid_up_to(),
    };
    let message = format!("`{path}` is not UTF-8 text: here is the byte {:#04x}", bytes[bad]);
    // One mark, U+FFFD, stands for the bad bytes; a byte order mark before them is not part of the text.
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { bad - 3 } else { bad };
    let shown = if bytes[bad] == 0 { 1 } else { char::REPLACEMENT_CHARACTER.len_utf8() };
    let problem = Diagnostic::error(codes::NOT_UTF8, path, start..start + shown, message)
        .hint(format!("{}; open it in your editor and save it again as UTF-8", likely_encoding(bytes)))
        .hint("a file that is only for readers to download may stay as it is under `content/_static/`");
    (String::from_utf8_lossy(bytes), Some(problem))
}

/// Whether so many bytes are zero that letters must be made of two.
fn is_wide(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| **byte == 0).count() * 4 > bytes.len()
}

/// A NUL in what is text otherwise.
fn stray_zero(path: &Arc<str>, bytes: &[u8], zero: usize) -> Diagnostic {
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { zero - 3 } else { zero };
    let message = format!("`{path}` holds a NUL character (U+0000) here, which no text may have");
    Diagnostic::error(codes::NOT_UTF8, path, start..start + 1, message)
        .hint("delete it; most editors show it when asked to show invisible characters")
        .hint("a file that is only for readers to download may stay as it is under `content/_static/`")
}

/// Whose handwriting this is, as far as bytes betray it.
fn likely_encoding(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.contains(&0) {
        return "it looks like UTF-16 (Windows calls it “Unicode”), or it is no text at all";
    }
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    // Western text has an accent here and there; in other alphabets nearly every letter is beyond ASCII.
    if high > letters {
        return "it looks like an older encoding of its language, such as Windows-1251 (Cyrillic) or Windows-1256 (Arabic)";
    }
    "it looks like Latin-1 or Windows-1252 (Windows calls it “ANSI”)"
}
