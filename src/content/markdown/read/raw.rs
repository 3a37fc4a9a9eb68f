//! What raw HTML brings into a body: links and images, names, and tags without a partner.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Reader;
use crate::config::RawHtml;
use crate::content::markdown::address::{self, Destination};
use crate::content::markdown::anchors;
use crate::content::markdown::balance::{Balance, Fault, levels};
use crate::content::markdown::findings::nearest;
use crate::content::markdown::flow::Flow;
use crate::content::markdown::raw_tags::{Attribute, raw_tags};
use crate::content::markdown::sanitize;

/// What is known of a body's raw HTML so far.
pub(super) struct Raw {
    balance: Balance,
    /// Of each piece, if there is any.
    levels: Vec<usize>,
    /// The piece that is being read.
    at: usize,
    /// The names that it gives, each with its place.
    ids: Vec<(String, Range<usize>)>,
}

impl Raw {
    pub(super) fn of(flow: &Flow<'_>, raw_html: RawHtml) -> Self {
        let is_read = flow.has_raw_html && raw_html != RawHtml::Escape;
        let levels = if is_read { levels(&flow.pieces) } else { Vec::new() };
        Self { balance: Balance::new(1), levels, at: 0, ids: Vec::new() }
    }

    /// Goes on with a piece.
    pub(super) fn go_on(&mut self, at: usize, is_end: bool) {
        self.at = at;
        if let Some(level) = self.levels.get(at) {
            self.balance.before(&mut String::new(), *level, is_end);
        }
    }
}

impl Reader<'_> {
    /// Links and images of raw HTML are looked at like any others.
    pub(super) fn raw_html(&mut self, html: &str, range: &Range<usize>) {
        if self.options.raw_html == RawHtml::Escape {
            return;
        }
        let cleaned = self.options.raw_html == RawHtml::Sanitize;
        // Within a list or quotation the piece's text is not the file's, so the places differ.
        let whole = self.body.get(range.clone()) == Some(html);
        let within = |part: &Range<usize>| {
            let written = || self.body.get(range.clone()).zip(html.get(part.clone()));
            let found = || written().and_then(|(body, part)| body.find(part));
            let start = if whole { Some(part.start) } else { found() };
            start.map_or(range.clone(), |start| range.start + start..range.start + start + part.len())
        };
        let level = self.raw.levels[self.raw.at];
        self.raw.balance.html(&mut String::new(), html, level, |part| within(&part));
        for tag in raw_tags(html) {
            let place = &within(&tag.at);
            let id =
                tag.attributes.iter().find(|attribute| attribute.name == "id" && !attribute.value.is_empty());
            self.raw.ids.extend(id.map(|id| (id.value.to_string(), within(&id.at))));
            let removed = if cleaned { sanitize::removed(&tag) } else { Vec::new() };
            if !removed.is_empty() {
                self.findings.removed_html(&removed, place);
            }
            let Some(Attribute { value, .. }) = tag.address() else { continue };
            let destination = match tag.name.as_str() {
                "img" => address::classify_image(value, self.findings.path),
                _ => address::classify(value, self.findings.path),
            };
            match destination {
                Destination::Outside(_) | Destination::Mail(_) if cleaned && tag.name == "img" => {
                    self.findings.distant_raw_image(place);
                }
                // A site that allows all raw HTML has what it asked for.
                Destination::Refused(_) if !cleaned => {}
                destination => self.destination(destination, value, place),
            }
        }
    }

    /// Tags without a partner, and names that the page has already.
    pub(super) fn raw_faults(&mut self) {
        self.raw.balance.end(&mut String::new());
        for fault in std::mem::take(&mut self.raw.balance.faults) {
            match fault {
                Fault::Unclosed(name, at) => self.findings.unclosed_tag(&name, &at),
                Fault::Stray(name, at) => self.findings.stray_tag(&name, &at),
            }
        }
        let mut taken: BTreeSet<String> =
            self.outline.headings.iter().map(|heading| heading.id.clone()).collect();
        for (id, at) in std::mem::take(&mut self.raw.ids) {
            if anchors::is_taken(&id, self.findings.path) || !taken.insert(id.clone()) {
                self.findings.taken_id(&id, &at);
            }
        }
    }

    pub(super) fn anchors_here(&mut self) {
        if self.here.is_empty() {
            return;
        }
        let ids: BTreeSet<&str> = self.outline.headings.iter().map(|heading| heading.id.as_str()).collect();
        for (anchor, range) in std::mem::take(&mut self.here) {
            let known = ids.contains(anchor.as_str())
                || anchor == "top"
                || anchors::is_of_page(&anchor, self.findings.path)
                || (self.flow.has_raw_html && self.names_in_html(&anchor));
            if !known {
                self.findings.lost_anchor(&anchor, &range, nearest(&anchor, ids.iter().copied()));
            }
        }
    }

    /// Whether raw HTML of the body gives something that name.
    fn names_in_html(&self, anchor: &str) -> bool {
        ["id=\"", "id='", "id="].iter().any(|before| self.body.contains(&format!("{before}{anchor}")))
    }
}
