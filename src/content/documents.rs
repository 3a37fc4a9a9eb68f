//! Everything that is not a case: actor files, term files, plain pages; and the body that all have.

use std::sync::Arc;

use super::case::Source;
use super::value::{Country, Language};
use crate::diagnostic::Spanned;
use crate::source::Digest;

/// A Markdown body: its text, where it starts, and what reading it found.
///
/// HTML is made when a page is rendered (`markdown::render`), so that memory stays flat.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The whole file's text; the body is `text[start..]`.
    pub text: Arc<str>,
    /// Of the whole file.
    pub digest: Digest,
    pub start: usize,
    pub outline: Outline,
}

/// What a body contains, found once when its file is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    pub headings: Vec<Heading>,
    /// `[[target]]`, `[[target|words]]`, relative `.md` links and root-relative addresses: to be resolved by the archive.
    pub links: Vec<Link>,
    /// First paragraph in plain words, for a summary; empty if there is none.
    pub first_paragraph: Vec<Words>,
    /// Files beside the case that the body shows or links to, as paths in the archive.
    pub files: Vec<Spanned<String>>,
}

/// A part of a text in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    Text(String),
    /// A link without words of its own, for which readers see the title of its page; and the target as written.
    Title(Target, String),
}

impl Outline {
    /// The author's own words in the first paragraph.
    pub fn first_words(&mut self) -> impl Iterator<Item = &mut String> {
        self.first_paragraph.iter_mut().filter_map(|part| match part {
            Words::Text(words) => Some(words),
            Words::Title(..) => None,
        })
    }
}

/// A text in one, with the titles that `title` knows.
pub fn joined(words: &[Words], title: impl Fn(&Target) -> Option<String>) -> String {
    let mut text = String::new();
    for part in words {
        match part {
            Words::Text(words) => text.push_str(words),
            Words::Title(target, written) => {
                let title = title(target).filter(|title| !title.is_empty());
                text.push_str(title.as_deref().unwrap_or(written));
            }
        }
    }
    text
}

/// A heading: its anchor and plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6 as written.
    pub level: u8,
    pub id: String,
    pub text: String,
}

/// A link into the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub target: Target,
    /// `#fragment` without the mark.
    pub fragment: Option<String>,
    /// Where the link stands in the file.
    pub span: crate::diagnostic::Span,
    /// Words around the link, for a backlink's context: plain text, one sentence or so.
    pub context: String,
}

/// What a link in a body points at, before the archive resolves it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// `[[pk-ispr-2019-04]]`, `[[actors/ispr]]`, `[[tags/kashmir]]`: as written.
    Wiki(String),
    /// A relative link to a `.md` file: a path in the archive, `content/cases/x.md`.
    File(String),
    /// `/cases/x/`: an address of the site, with its leading slash.
    Address(String),
    /// `#anchor` on the same page.
    Here,
}

/// `content/actors/<slug>.md`.
#[derive(Debug, Clone)]
pub struct ActorFile {
    pub path: Arc<str>,
    /// The file's stem.
    pub slug: String,
    pub name: Spanned<String>,
    pub aliases: Vec<Spanned<String>>,
    /// Free words: `company`, `state body`.
    pub kind: Option<String>,
    pub country: Option<Country>,
    pub url: Option<String>,
    pub sources: Vec<Source>,
    pub lang: Option<Language>,
    pub summary: Option<String>,
    pub body: Body,
}

/// `content/<taxonomy>/<slug>.md` for any other taxonomy.
#[derive(Debug, Clone)]
pub struct TermFile {
    pub path: Arc<str>,
    /// The taxonomy's folder: `tags`, `publishers`, `techniques`, …
    pub taxonomy: String,
    pub slug: String,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub lang: Option<Language>,
    pub body: Body,
}

impl TermFile {
    /// Words for the taxonomy's own page: `content/tags/index.md`.
    pub fn is_index(&self) -> bool {
        self.path.strip_prefix("content/").and_then(|path| path.strip_suffix("/index.md"))
            == Some(&self.taxonomy)
    }
}

/// Any other Markdown file of `content/`.
#[derive(Debug, Clone)]
pub struct PageFile {
    pub path: Arc<str>,
    /// Address without slashes at the ends: `about`, `guide/first-case`; empty for `content/index.md`.
    pub address: String,
    pub title: String,
    pub summary: Option<String>,
    /// Lower comes first in menus; files without one come last, by title.
    pub weight: Option<i64>,
    pub aliases: Vec<Spanned<String>>,
    pub lang: Option<Language>,
    pub body: Body,
}
