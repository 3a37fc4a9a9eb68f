//! Words of others as they may stand on a terminal: an archive comes from many hands, and so do its file names.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

/// A name or a message on one line, with what would steer the terminal or turn the order of letters as `\u{1b}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => shown.extend(c.escape_default()),
            c if steers(c) => drop(write!(shown, "\\u{{{:x}}}", u32::from(c))),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// The same of a path of this machine.
pub fn visible_path(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

/// A line of a file, each byte in its place: the frames are drawn by one who knows all other characters that steer.
pub fn tame(line: &str) -> Cow<'_, str> {
    let is_newer = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    match line.contains(is_newer) {
        // Of two bytes as well.
        true => Cow::Owned(line.replace(is_newer, "¤")),
        false => Cow::Borrowed(line),
    }
}

/// Control characters, among them line ends, and the marks that turn the direction of what follows.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_written_out() {
        assert_eq!(visible("content/cases/Ätna — ترند.md"), "content/cases/Ätna — ترند.md");
        assert_eq!(visible("\u{1b}[2J\u{7}\n\u{9b}a\u{202e}b"), r"\u{1b}[2J\u{7}\n\u{9b}a\u{202e}b");
        assert_eq!(tame("a\u{9b}é"), "a¤é");
    }
}
