//! Characters that nobody sees and that change what everybody reads.

use std::sync::Arc;

use super::yaml::{Node, Value};
use crate::diagnostic::{Diagnostic, Span};

/// E019 and W005 of a file's text: control characters, and marks that turn the direction of what follows.
///
/// A paragraph ends with an empty line; `lines` says that it ends with each line, as in front matter and tables.
pub fn check(path: &Arc<str>, text: &str, range: std::ops::Range<usize>, lines: bool) -> Vec<Diagnostic> {
    let part = text.get(range.clone()).unwrap_or_default();
    let mut found = Vec::new();
    // Piece by piece and without a branch a byte, so that the machine can look at many bytes at once.
    let led = |piece: &[u8]| piece.iter().fold(false, |led, byte| led | is_lead(*byte));
    if !part.as_bytes().chunks(256).any(led) {
        return found;
    }
    let mut open: Vec<(Span, char)> = Vec::new();
    let mut line_start = 0;
    for (at, c) in part.char_indices() {
        let span = Span { start: at, end: at + c.len_utf8() }.shifted(range.start);
        match c {
            '\n' => {
                let empty = part.get(line_start..at).is_none_or(|line| line.trim().is_empty());
                if lines || empty {
                    found.extend(open.drain(..).map(|(span, c)| unclosed(path, span, c)));
                }
                line_start = at + 1;
            }
            '\t' | '\r' => {}
            '\0'..='\u{1f}' => found.push(control(path, span, c)),
            '\u{202d}' | '\u{202e}' => found.push(turning(path, span, c)),
            '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}' => open.push((span, c)),
            '\u{202c}' => close(&mut open, |c| c < '\u{2066}'),
            '\u{2069}' => close(&mut open, |c| c >= '\u{2066}'),
            _ => {}
        }
    }
    found.extend(open.into_iter().map(|(span, c)| unclosed(path, span, c)));
    found
}

/// The same in values that YAML's own escapes wrote: `"\u202E"`.
pub fn check_values(path: &Arc<str>, text: &str, node: &Node, found: &mut Vec<Diagnostic>) {
    match &node.value {
        Value::Nothing => {}
        Value::Scalar(words) => {
            let written = text.get(node.span.range()).unwrap_or_default();
            let escaped = |one: &Diagnostic| {
                let sign = one.span.and_then(|span| words.get(span.range())).unwrap_or_default();
                !written.contains(sign)
            };
            let of_words = check(path, words, 0..words.len(), false).into_iter().filter(escaped);
            found.extend(of_words.map(|one| Diagnostic { span: Some(node.span), ..one }));
        }
        Value::List(items) => items.iter().for_each(|item| check_values(path, text, item, found)),
        Value::Map(entries) => {
            entries.iter().for_each(|entry| check_values(path, text, &entry.value, found));
        }
    }
}

/// Bytes that such a character can begin with: a quick look that spares most texts the long one.
fn is_lead(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r') || byte == 0xe2
}

fn close(open: &mut Vec<(Span, char)>, same: impl Fn(char) -> bool) {
    if let Some(at) = open.iter().rposition(|(_, c)| same(*c)) {
        open.truncate(at);
    }
}

fn control(path: &Arc<str>, span: Span, c: char) -> Diagnostic {
    let message = format!("Here is an invisible control character, U+{:04X}", u32::from(c));
    Diagnostic::error("E019", path, span, message)
        .hint("Delete it; most editors show it when asked to show invisible characters.")
}

fn turning(path: &Arc<str>, span: Span, c: char) -> Diagnostic {
    let message = format!("An invisible mark (U+{:04X}) shows what follows in another order", u32::from(c));
    Diagnostic::warning("W005", path, span, message)
        .hint("Delete it: words of every script are shown in their own direction without it.")
}

fn unclosed(path: &Arc<str>, span: Span, c: char) -> Diagnostic {
    let end = if c < '\u{2066}' { "U+202C" } else { "U+2069" };
    let message = format!(
        "An invisible mark (U+{:04X}) turns the direction of words and is never closed",
        u32::from(c)
    );
    Diagnostic::warning("W005", path, span, message).hint(format!("Delete it, or close it with {end}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_misleads_is_told() {
        let codes = |text: &str| -> Vec<(&str, usize)> {
            let found = check(&Arc::from("x.md"), text, 0..text.len(), false);
            found.into_iter().map(|one| (one.code, one.span.unwrap_or_default().start)).collect()
        };
        assert_eq!(codes("plain – “words”, עברית \u{200f}\t\r\n"), []);
        assert_eq!(codes("a\u{0}b\u{1b}"), [("E019", 1), ("E019", 3)]);
        assert_eq!(codes("x\u{202e}gpj.exe\u{202c}"), [("W005", 1)]);
        assert_eq!(codes("\u{2067}שלום\nעולם\u{2069} \u{202b}x\u{202c}"), []);
        assert_eq!(codes("\u{2067}שלום\n\nעולם\u{2069}"), [("W005", 0)]);
        assert_eq!(codes("\u{2066}a \u{202a}b\u{2069} c"), []);
    }
}
