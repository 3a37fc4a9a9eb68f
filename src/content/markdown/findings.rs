//! The mistakes of a body, in words: what is wrong and what to write instead.

use std::ops::Range;
use std::sync::Arc;

use super::address::Refusal;
use crate::diagnostic::Diagnostic;

/// Makes diagnostics with spans counted in the whole file.
pub(super) struct Findings<'a> {
    pub path: &'a Arc<str>,
    /// Where the body starts in its file, in bytes.
    pub start: usize,
    pub list: Vec<Diagnostic>,
}

impl Findings<'_> {
    pub(super) fn span(&self, range: &Range<usize>) -> Range<usize> {
        range.start + self.start..range.end + self.start
    }

    fn error(&self, code: &'static str, range: &Range<usize>, message: String) -> Diagnostic {
        Diagnostic::error(code, self.path, self.span(range), message)
    }

    fn warning(&self, code: &'static str, range: &Range<usize>, message: String) -> Diagnostic {
        Diagnostic::warning(code, self.path, self.span(range), message)
    }

    pub(super) fn unknown_source(&mut self, id: &str, range: &Range<usize>, known: &[&str]) {
        let found =
            self.error("E080", range, format!("there is no source `{id}` in this file's front matter"));
        let found = match (nearest(id, known.iter().copied()), known) {
            (Some(near), _) => found.hint(format!("Did you mean `[@{near}]`?")),
            (None, []) => {
                found.hint(format!("Add it to the front matter, under `sources:`, with the key `{id}`."))
            }
            (None, known) => {
                let list = known.iter().take(8).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
                found.hint(format!("The sources of this file are {list}."))
            }
        };
        self.list.push(found.hint(format!("If these are plain words, put a backslash before: `\\[@{id}]`.")));
    }

    pub(super) fn undefined_note(&mut self, label: &str, range: &Range<usize>) {
        let found = self
            .error("E081", range, format!("the footnote `[^{label}]` has no text"))
            .hint(format!("Add a line `[^{label}]: its text` at the end of the file."));
        self.list.push(found);
    }

    pub(super) fn repeated_note(&mut self, label: &str, range: &Range<usize>) {
        let found = self
            .error("E082", range, format!("the footnote `[^{label}]` is defined twice"))
            .hint("Give one of the two another label.");
        self.list.push(found);
    }

    pub(super) fn lost_anchor(&mut self, anchor: &str, range: &Range<usize>, near: Option<&str>) {
        let found = self.error("E083", range, format!("no heading of this page has the anchor `#{anchor}`"));
        self.list.push(match near {
            Some(near) => found.hint(format!("Did you mean `#{near}`?")),
            None => found.hint("An anchor is its heading in lower case, with hyphens for spaces."),
        });
    }

    pub(super) fn climbing_path(&mut self, address: &str, range: &Range<usize>) {
        let found = self
            .error("E084", range, format!("`{address}` leads out of the folder `content`"))
            .hint("Each `../` goes up one folder; take one away, or move the file into `content`.");
        self.list.push(found);
    }

    pub(super) fn cut_link(&mut self, link: &str, range: &Range<usize>) {
        let found = self
            .warning(
                "W026",
                range,
                "the bar of this link begins the next cell of the table, which cuts it in two".to_owned(),
            )
            .hint(format!("Put a backslash before the bar: `{}`.", link.replace('|', "\\|")));
        self.list.push(found);
    }

    pub(super) fn lost_cells(&mut self, cells: usize, columns: usize, range: &Range<usize>) {
        let message =
            format!("this row has {cells} cells and its table {columns}: what is beyond is not shown");
        let found = self.warning("W027", range, message).hint(
            "Give the head of the table more cells, or, if a bar is part of the words, put a backslash before it: `\\|`.",
        );
        self.list.push(found);
    }

    pub(super) fn unclosed_tag(&mut self, name: &str, range: &Range<usize>) {
        let message = format!(
            "nothing closes this `<{name}>`: it is taken to end with the paragraph or text that it is in"
        );
        let found = self.warning("W028", range, message).hint(format!(
            "Write `</{name}>` where it ends; on a line of its own, between blank lines, if it holds whole paragraphs."
        ));
        self.list.push(found);
    }

    pub(super) fn stray_tag(&mut self, name: &str, range: &Range<usize>) {
        let message = format!("`</{name}>` closes nothing that is open here, and is left out");
        let found = self
            .warning("W028", range, message)
            .hint(format!("Take it out, or open `<{name}>` in the same paragraph or list before it."));
        self.list.push(found);
    }

    pub(super) fn taken_id(&mut self, id: &str, range: &Range<usize>) {
        let message = format!("the page has the id `{id}` already, so this one is given another");
        let found = self
            .warning("W029", range, message)
            .hint("Choose another word: links to `#…` lead to the first of that name.");
        self.list.push(found);
    }

    pub(super) fn unused_note(&mut self, label: &str, range: &Range<usize>) {
        let found = self
            .warning(
                "W025",
                range,
                format!("nothing refers to the footnote `[^{label}]`, so it is not shown"),
            )
            .hint(format!("Write `[^{label}]` where it belongs, or take the footnote out."));
        self.list.push(found);
    }

    pub(super) fn refused_address(&mut self, refusal: &Refusal, range: &Range<usize>) {
        let (message, hint) = match refusal {
            Refusal::Empty => (
                "this link has no address".to_owned(),
                "Write the address between ( and ), or in `href=\"…\"`.",
            ),
            Refusal::NoScheme => (
                "an address that begins with `//` is not taken".to_owned(),
                "Write `https://` before the name of the site.",
            ),
            Refusal::Scheme(scheme) if matches!(scheme.as_str(), "javascript" | "vbscript" | "data") => (
                format!(
                    "addresses that begin with `{scheme}:` are not taken; the words are shown without a link"
                ),
                "Such an address runs a program on the reader's machine: link the page that is meant, or write the words alone.",
            ),
            Refusal::Scheme(scheme) => (
                format!(
                    "addresses that begin with `{scheme}:` are not taken; the words are shown without a link"
                ),
                "Links may begin with `https:`, `http:` or `mailto:`; a file name with a colon needs `./` before it.",
            ),
        };
        let found = self.warning("W021", range, message).hint(hint);
        self.list.push(found);
    }

    pub(super) fn silent_image(&mut self, range: &Range<usize>) {
        let found = self
            .warning("W022", range, "this image has no description for readers who cannot see it".to_owned())
            .hint(
                "Write what it shows between the brackets: `![A page of the network, June 2021](page.png)`.",
            );
        self.list.push(found);
    }

    pub(super) fn removed_html(&mut self, names: &[String], range: &Range<usize>) {
        let verb = if names.len() == 1 { "is" } else { "are" };
        let names = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let found = self
            .warning("W023", range, format!("{names} in raw HTML {verb} taken out of the page"))
            .hint("Say it in Markdown, or set `raw_html = \"allow\"` under `[markdown]` in site.toml.");
        self.list.push(found);
    }

    pub(super) fn distant_raw_image(&mut self, range: &Range<usize>) {
        let found = self
            .warning("W024", range, "an image on another site is not shown".to_owned())
            .hint("Save the image beside this file and write its name instead: `<img src=\"image.png\" alt=\"…\">`.");
        self.list.push(found);
    }

    pub(super) fn distant_image(&mut self, range: &Range<usize>) {
        let found = self
            .warning("W024", range, "an image on another site is shown as a link".to_owned())
            .hint("Save the image beside this file and write its name instead: `![…](image.png)`.");
        self.list.push(found);
    }
}

/// The word most like another, if any is like it at all.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let most = (length / 3).max(1);
    // Nobody mistypes a name of a hundred letters, and comparing two of them takes long.
    known
        .filter(|known| length <= 100 && known.chars().count().abs_diff(length) <= most)
        .map(|known| (strsim::damerau_levenshtein(word, known), known))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, known)| known)
}
