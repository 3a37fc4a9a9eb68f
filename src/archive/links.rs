//! Links between documents: where they lead, which lead nowhere, and who links back.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::assemble::Hidden;
use super::{Archive, Place};
use crate::content::case::Status;
use crate::content::documents::{Body, Link, Target};
use crate::content::vocabulary::{Known, nearest};
use crate::diagnostic::Diagnostic;

/// A link from elsewhere, with the words around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlink {
    pub from: Place,
    pub context: String,
    /// The target as written, where the link has no words of its own: readers see the title in its place.
    pub written: Option<String>,
}

/// Who links to a place, by place.
pub type Backlinks = HashMap<Place, Vec<Backlink>, FixedState>;

type Outlines<'a> = HashMap<Place, &'a Body, FixedState>;

/// A document that links to others.
pub struct Linking<'a> {
    pub place: Place,
    pub path: &'a Arc<str>,
    pub body: &'a Body,
}

/// Sections that the default theme gives every case page, beside the headings of its body.
const CASE_ANCHORS: [&str; 10] = [
    "main",
    "size",
    "account",
    "attribution",
    "related",
    "techniques",
    "indicators",
    "sources",
    "corrections",
    "cite",
];

/// The key under which a target is registered: an address without slashes at the ends, or a file's path.
pub fn address_of(target: &Target) -> Option<String> {
    match target {
        Target::Wiki(words) if words.contains('/') => Some(words.trim_matches('/').to_owned()),
        Target::Wiki(id) => Some(format!("cases/{id}")),
        Target::File(path) => Some(path.clone()),
        Target::Address(address) => {
            Some(address.trim_matches('/').trim_end_matches("/index.html").to_owned())
        }
        Target::Here => None,
    }
}

/// Finds every link's place, reports those that lead nowhere, and gathers backlinks.
pub fn link<'a>(
    archive: &Archive,
    documents: &[Linking<'a>],
    hidden: &Hidden,
    diagnostics: &mut Vec<Diagnostic>,
) -> Backlinks {
    let outlines = documents.iter().map(|document| (document.place, document.body)).collect();
    let around = Around { archive, outlines, hidden, known: OnceLock::new() };
    let found: Vec<_> = documents.par_iter().map(|document| links_of(&around, document)).collect();
    let mut backlinks = Backlinks::default();
    for (links, of_links) in found {
        diagnostics.extend(of_links);
        for (place, backlink) in links {
            let list = backlinks.entry(place).or_default();
            if list.last().is_none_or(|last| last.from != backlink.from) {
                list.push(backlink);
            }
        }
    }
    backlinks
}

/// What links are looked up in.
struct Around<'a> {
    archive: &'a Archive,
    outlines: Outlines<'a>,
    hidden: &'a Hidden,
    /// All addresses, sorted, for the hint of a link that leads nowhere: made for the first of them.
    known: OnceLock<Known<Cow<'a, str>>>,
}

impl<'a> Around<'a> {
    fn known(&self) -> &Known<Cow<'a, str>> {
        self.known.get_or_init(|| {
            let mut all: Vec<_> = self.archive.addresses().collect();
            all.sort_unstable();
            Known::new(all)
        })
    }
}

/// Where the links of one document lead, in their order, and what is wrong with them.
fn links_of(around: &Around<'_>, document: &Linking<'_>) -> (Vec<(Place, Backlink)>, Vec<Diagnostic>) {
    let archive = around.archive;
    let mut diagnostics = Vec::new();
    let mut links = Vec::new();
    for link in &document.body.outline.links {
        let Some(address) = address_of(&link.target) else { continue };
        let Some(place) = archive.place(&address) else {
            diagnostics.extend(nowhere(around, document.path, link, &address));
            continue;
        };
        check_fragment(document.path, link, place, &around.outlines, &mut diagnostics);
        diagnostics.extend(to_a_draft(archive, document, link, place));
        if place == document.place || place == Place::Other {
            continue;
        }
        let written = match &link.target {
            Target::Wiki(target) => Some(target.clone()),
            _ => None,
        };
        links.push((place, Backlink { from: document.place, context: link.context.clone(), written }));
    }
    (links, diagnostics)
}

/// W030: what is published links to what is not, which only the preview knows of.
fn to_a_draft(archive: &Archive, document: &Linking<'_>, link: &Link, place: Place) -> Option<Diagnostic> {
    let status = |place: Place| match place {
        Place::Case(case) => archive.cases.get(case).map(|case| case.file.status),
        _ => None,
    };
    let to = status(place).filter(|to| !to.is_public() && *to != Status::Misspelt)?;
    let from_public = status(document.place).is_none_or(Status::is_public);
    let message = format!("this link leads to a {}: a build refuses it", to.word());
    from_public.then(|| {
        Diagnostic::warning("W030", document.path, link.span, message)
            .hint("publish it, or write the words without a link until it is published")
    })
}

fn nowhere(around: &Around<'_>, path: &Arc<str>, link: &Link, address: &str) -> Option<Diagnostic> {
    if let Some(status) = around.hidden.status(address) {
        let message = format!("this link leads to a {}, which a build leaves out", status.word());
        // Of a misspelt status, or a file that cannot be read, the file itself says what is wrong.
        return (status != Status::Misspelt).then(|| {
            Diagnostic::error("E096", path, link.span, message)
                .hint("publish it, or write the words without a link until it is published")
        });
    }
    let words = match &link.target {
        Target::Wiki(words) => format!("there is no case or term \"{words}\""),
        Target::File(file) => format!("there is no file {file}"),
        Target::Address(address) => format!("this site has no page {address}"),
        Target::Here => String::new(),
    };
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
    let near = around.known().nearest(address, |known| known.starts_with(folder));
    let diagnostic = Diagnostic::error("E094", path, link.span, words);
    Some(match (near, &link.target) {
        (Some(near), Target::Wiki(words)) if !words.contains('/') => {
            diagnostic.hint(format!("did you mean [[{}]]?", near.trim_start_matches("cases/")))
        }
        (Some(near), Target::Wiki(_)) => diagnostic.hint(format!("did you mean [[{near}]]?")),
        (Some(near), Target::Address(_)) => diagnostic.hint(format!("did you mean /{near}/?")),
        (Some(near), _) => diagnostic.hint(format!("did you mean {near}?")),
        (None, _) => diagnostic.hint("check the spelling, or write the words without a link"),
    })
}

fn check_fragment(
    path: &Arc<str>,
    link: &Link,
    place: Place,
    outlines: &Outlines<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (Some(fragment), Some(body)) = (&link.fragment, outlines.get(&place)) else { return };
    if let Some((message, hint)) = lost_fragment(place, body, fragment) {
        diagnostics.push(Diagnostic::error("E099", path, link.span, message).hint(hint));
    }
}

/// What is wrong with a link to a part of a page, and a hint; `None` if there is such a part.
pub fn lost_fragment(place: Place, body: &Body, fragment: &str) -> Option<(String, String)> {
    let headings = body.outline.headings.iter().map(|heading| heading.id.as_str());
    let sections = CASE_ANCHORS.into_iter().filter(|_| matches!(place, Place::Case(_)));
    let mut known: Vec<&str> = headings.chain(sections).collect();
    let made = ["src-", "d-", "fn-"].iter().any(|prefix| fragment.starts_with(prefix));
    if made || known.contains(&fragment) {
        return None;
    }
    known.sort_unstable();
    let message = format!("the page has no heading or section \"#{fragment}\"");
    let hint = match nearest(fragment, known) {
        Some(near) => format!("did you mean #{near}?"),
        None => "a heading's name is its words in small letters with hyphens".to_owned(),
    };
    Some((message, hint))
}
