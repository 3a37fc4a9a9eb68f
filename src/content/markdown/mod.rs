//! Markdown bodies: one parse, read once for what it contains and rendered when a page is asked for.
//!
//! CommonMark with GitHub's tables, footnotes, task lists, strikethrough and alerts, `[[case-id]]` links and
//! citations `[@id, p. 4]`. The HTML has no style attribute, no script and no address that a browser would
//! run, and what an archive lists as an indicator is never a link.

mod address;
mod anchors;
mod balance;
mod bars;
mod citation;
pub mod codes;
mod defang;
mod escape;
mod excerpt;
mod findings;
mod flow;
mod highlight;
mod links;
mod marks;
mod notes;
mod plain;
mod raw_tags;
mod read;
mod render;
mod sanitize;
mod split;
mod split_html;
mod strands;
mod tables;
#[cfg(test)]
mod tests;
mod typography;

use super::documents::Target;
use crate::config::RawHtml;

pub use anchors::{CASE_PAGE_IDS, is_taken};
pub use plain::{PlainContext, plain};
pub use read::read;
pub use render::render;
pub use strands::{Part, strands};

/// What reading a body must know of the file's front matter and the site.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions<'a> {
    /// The sources that the body may cite.
    pub source_ids: &'a [&'a str],
    /// BCP 47 tag of the language that the file is written in.
    pub lang: &'a str,
    pub raw_html: RawHtml,
}

/// What rendering a body must know of the page and the archive.
#[derive(Clone, Copy)]
pub struct RenderContext<'a> {
    /// From the page to the site's root: `../../`, or empty at the root.
    pub root: &'a str,
    /// Path of the body's file in the archive, `content/cases/x.md`: relative links start there.
    pub path: &'a str,
    /// BCP 47 tag of the language that the file is written in.
    pub lang: &'a str,
    pub raw_html: RawHtml,
    /// The level of the body's top headings: 3 where the body stands under an `h2`, 2 on a plain page.
    pub heading_base: u8,
    /// Each source's id, number on the page and title.
    pub sources: &'a [(&'a str, usize, &'a str)],
    /// Where a link into the archive leads; `None` shows its words alone.
    pub resolve: &'a dyn Fn(&Target) -> Option<Resolved>,
    /// The address, from the site's root, of a file given by its path in the archive.
    pub asset: &'a dyn Fn(&str) -> Option<String>,
    /// Whether an address, host or handle is an indicator, to be shown defanged and never linked; `None` where there is none.
    pub listed: Option<&'a dyn Fn(&str) -> bool>,
    pub strings: &'a Words,
    /// Attributes for the words of `strings`, where they are in another language than the body: ` lang="en" dir="ltr"`;
    /// else empty.
    pub of_strings: &'a str,
}

/// A page of the site that a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// From the site's root: `cases/x/`.
    pub url: String,
    /// Shown where a link has no words of its own.
    pub title: String,
    /// Given if it differs from the page's.
    pub lang: Option<String>,
    /// `ltr` or `rtl`, given if it differs from the page's.
    pub dir: Option<String>,
}

/// The theme's words that a body needs, in the page's language. `{n}` stands for a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub note: String,
    pub tip: String,
    pub important: String,
    pub warning: String,
    pub caution: String,
    /// Names the list of footnotes.
    pub footnotes: String,
    /// `Note {n}`: said of a footnote's letter.
    pub footnote: String,
    /// The word of the link from a footnote to the text, part of `back_to_text`.
    pub back: String,
    pub back_to_text: String,
    /// `Source {n}`.
    pub source: String,
    /// `Table {n}`: names the frame that a wide table scrolls in.
    pub table: String,
    /// Said of a ticked box of a task list.
    pub done: String,
    /// Said of an empty one.
    pub open: String,
}

impl Default for Words {
    fn default() -> Self {
        let word = str::to_owned;
        Self {
            note: word("Note"),
            tip: word("Tip"),
            important: word("Important"),
            warning: word("Warning"),
            caution: word("Caution"),
            footnotes: word("Notes"),
            footnote: word("Note {n}"),
            back: word("Back"),
            back_to_text: word("Back to the text"),
            source: word("Source {n}"),
            table: word("Table {n}"),
            done: word("Done"),
            open: word("Not done"),
        }
    }
}
