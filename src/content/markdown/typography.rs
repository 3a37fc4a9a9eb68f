//! Quotation marks, dashes and ellipses by language: typewriter marks in, print marks out.
//!
//! Only running text comes here, never code or an address. pulldown-cmark's own smart punctuation knows
//! English alone.

/// How a language marks a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quotes {
    open: &'static str,
    close: &'static str,
    /// Inner marks; `None` where `'` is more often a letter than a mark, as in Arabic names in Latin script.
    inner: Option<(&'static str, &'static str)>,
}

/// Whether the result goes into HTML, or into plain text such as a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Plain,
}

/// Bytes that may be printed otherwise than they are typed.
fn is_mark(byte: &u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | b'-' | b'.')
}

/// Where the next such byte stands. Without a branch a byte, so that the machine can look at many bytes at once.
fn next_mark(bytes: &[u8]) -> Option<usize> {
    const PIECE: usize = 32;
    let mut done = 0;
    for piece in bytes.chunks(PIECE) {
        if piece.iter().fold(false, |marked, byte| marked | is_mark(byte)) {
            return piece.iter().position(is_mark).map(|at| done + at);
        }
        done += piece.len();
    }
    None
}

/// Sets text in a language's marks. Remembers the last character, since a mark's side depends on it.
#[derive(Debug, Clone)]
pub(super) struct Typesetter {
    quotes: Option<Quotes>,
    form: Form,
    last: Option<char>,
}

impl Typesetter {
    /// `lang` is a BCP 47 tag; languages whose marks are not known here keep straight ones.
    pub(super) fn new(lang: &str, form: Form) -> Self {
        Self { quotes: quotes(lang), form, last: None }
    }

    /// A new paragraph, cell or heading begins.
    pub(super) fn start(&mut self) {
        self.last = None;
    }

    /// Something that is not text was written: code, an image, a line break (`' '`).
    pub(super) fn passed(&mut self, last: char) {
        self.last = Some(last);
    }

    /// Appends text as it is, without any change of marks.
    pub(super) fn literal(&mut self, out: &mut String, text: &str) {
        match self.form {
            Form::Html => super::escape::text(out, text),
            Form::Plain => out.push_str(text),
        }
        self.last = text.chars().next_back().or(self.last);
    }

    /// Appends running text. Words that hold an address are left as they are.
    pub(super) fn running(&mut self, out: &mut String, text: &str) {
        // A colon is sought many bytes at a time, a text of three letters is not.
        if !text.as_bytes().contains(&b':') || !text.contains("://") {
            return self.set(out, text);
        }
        for word in text.split_inclusive(char::is_whitespace) {
            if word.contains("://") { self.literal(out, word) } else { self.set(out, word) }
        }
    }

    fn set(&mut self, out: &mut String, text: &str) {
        let bytes = text.as_bytes();
        let (mut done, mut at) = (0, 0);
        while let Some(next) = next_mark(&bytes[at..]) {
            at += next;
            let (new, len) = match bytes[at] {
                b'&' if self.form == Form::Html => ("&amp;", 1),
                b'<' if self.form == Form::Html => ("&lt;", 1),
                b'>' if self.form == Form::Html => ("&gt;", 1),
                mark @ (b'"' | b'\'') => match self.mark(text, at, mark) {
                    Some(new) => (new, 1),
                    None => ("", 0),
                },
                b'-' => dash(text, at),
                b'.' if bytes[at..].starts_with(b"...") => ("…", 3),
                _ => ("", 0),
            };
            if len == 0 {
                at += if bytes[at] == b'-' { run_of_hyphens(&bytes[at..]) } else { 1 };
                continue;
            }
            out.push_str(&text[done..at]);
            out.push_str(new);
            at += len;
            done = at;
        }
        out.push_str(&text[done..]);
        self.last = text.chars().next_back().or(self.last);
    }

    /// The print form of the mark at a place, or `None` to keep it.
    fn mark(&self, text: &str, at: usize, mark: u8) -> Option<&'static str> {
        let quotes = self.quotes?;
        let before = text[..at].chars().next_back().or(self.last);
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{<-–—/“‘«„‚=\"'".contains(c));
        if mark == b'"' {
            return Some(if opens { quotes.open } else { quotes.close });
        }
        let after = text[at + 1..].chars().next();
        let inner = quotes.inner?;
        if opens && !after.is_some_and(|c| c.is_ascii_digit()) {
            Some(inner.0)
        }
        // An apostrophe looks the same in every language; a closing mark need not.
        else if after.is_some_and(char::is_alphanumeric) {
            Some("’")
        } else {
            Some(inner.1)
        }
    }
}

/// `--` and `---`. Between two letters two hyphens stay: `xn--80ak6aa92e.com` is a name, not a pause.
fn dash(text: &str, at: usize) -> (&'static str, usize) {
    let run = run_of_hyphens(&text.as_bytes()[at..]);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match run {
        3 => ("—", 3),
        2 if letter(text[..at].chars().next_back()) && letter(text[at + 2..].chars().next()) => ("", 0),
        2 => ("–", 2),
        _ => ("", 0),
    }
}

fn run_of_hyphens(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| **byte == b'-').count()
}

fn quotes(lang: &str) -> Option<Quotes> {
    let (open, close, inner) = match lang.split('-').next().unwrap_or_default() {
        "en" | "es" | "pt" | "it" | "nl" | "tr" | "id" | "hi" => ("“", "”", Some(("‘", "’"))),
        "de" | "cs" | "sk" | "sl" | "bg" => ("„", "“", Some(("‚", "‘"))),
        "pl" | "ro" | "hu" => ("„", "”", Some(("‚", "’"))),
        "fr" => ("«\u{202f}", "\u{202f}»", Some(("‘", "’"))),
        "ru" | "uk" | "be" | "el" => ("«", "»", Some(("‘", "’"))),
        "ar" | "fa" | "ps" => ("«", "»", None),
        _ => return None,
    };
    Some(Quotes { open, close, inner })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(lang: &str, text: &str) -> String {
        let mut out = String::new();
        Typesetter::new(lang, Form::Plain).running(&mut out, text);
        out
    }

    #[test]
    fn languages_have_their_own_marks() {
        assert_eq!(set("en-GB", r#""It's 'so'," he said"#), "“It’s ‘so’,” he said");
        assert_eq!(set("de", r#"Er sagte: "Nein 'so'.""#), "Er sagte: „Nein ‚so‘.“");
        assert_eq!(set("fr", r#"dit "l'ami""#), "dit «\u{202f}l’ami\u{202f}»");
        assert_eq!(set("ar", r#"قال "نعم" عن 'Abd"#), "قال «نعم» عن 'Abd");
        assert_eq!(set("ja", r#""x""#), r#""x""#);
        assert_eq!(set("en", "the '90s"), "the ’90s");
    }

    #[test]
    fn dashes_spare_names_and_addresses() {
        assert_eq!(set("en", "a -- b --- c... d---e"), "a – b — c… d—e");
        assert_eq!(set("en", "xn--80ak6aa92e.com ----- -"), "xn--80ak6aa92e.com ----- -");
        assert_eq!(set("en", "\"https://x.org/a--'b' \"c\""), "\"https://x.org/a--'b' “c”");
    }

    #[test]
    fn html_is_escaped_on_the_way() {
        let mut out = String::new();
        Typesetter::new("en", Form::Html).running(&mut out, "\"<b>\" & c");
        assert_eq!(out, "“&lt;b&gt;” &amp; c");
    }
}
