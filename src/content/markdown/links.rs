//! Links and images of a body as HTML.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::address::{self, Destination, classify, classify_image, classify_wiki};
use super::defang;
use super::escape;
use super::flow::Piece;
use super::raw_tags::RawTag;
use super::render::Writer;
use super::sanitize::OUTSIDE;
use crate::content::documents::Target;

/// What a link that is open ends with.
#[derive(Debug)]
pub(super) enum Closing {
    Anchor,
    /// Its words stand without a link.
    Words,
    /// Its words, and the address that is never a link, defanged.
    Address(String),
}

impl Writer<'_> {
    /// Begins a link and returns the index of the piece to go on with.
    pub(super) fn begin_link(&mut self, at: usize, kind: LinkType, dest: &str, title: &str) -> usize {
        let path = self.context.path;
        let (destination, is_bare) = match kind {
            LinkType::WikiLink { has_pothole } => (classify_wiki(dest), !has_pothole),
            LinkType::Email => (Destination::Mail(format!("mailto:{dest}").into()), true),
            _ => (classify(dest, path), kind == LinkType::Autolink),
        };
        let closing = match destination {
            Destination::Outside(url) if self.is_listed(&url) => {
                if is_bare || self.says(at + 1, &url) {
                    return self.fangless(&url, at);
                }
                Closing::Address(defang::address(&url))
            }
            Destination::Mail(url) if self.is_listed(mailbox(&url)) => {
                if is_bare {
                    return self.fangless(mailbox(&url), at);
                }
                Closing::Address(defang::address(mailbox(&url)))
            }
            Destination::Outside(url) => self.anchor(&url, OUTSIDE, title),
            Destination::Mail(url) => self.anchor(&url, "", title),
            Destination::Page { target, query, fragment } => {
                return self.page_link(at, &target, &query, fragment.as_deref(), title, is_bare);
            }
            Destination::File { path, tail } => match (self.context.asset)(&path) {
                Some(asset) => self.anchor(&format!("{}{asset}{tail}", self.context.root), "", title),
                None => Closing::Words,
            },
            Destination::Climbs | Destination::Refused(_) => Closing::Words,
        };
        self.link = Some(closing);
        if is_bare { self.bare_words(at) } else { at + 1 }
    }

    pub(super) fn end_link(&mut self) {
        match self.link.take() {
            Some(Closing::Anchor) => self.out.push_str("</a>"),
            Some(Closing::Address(address)) => {
                self.out.push_str(" (<code>");
                escape::text(&mut self.out, &address);
                self.out.push_str("</code>)");
            }
            Some(Closing::Words) | None => {}
        }
    }

    fn anchor(&mut self, url: &str, rel: &str, title: &str) -> Closing {
        self.out.push_str("<a href=\"");
        escape::address(&mut self.out, url);
        self.attribute("title", title);
        self.attribute("rel", rel);
        self.out.push_str("\">");
        Closing::Anchor
    }

    /// A link to a page of the archive, or to a place on this one.
    fn page_link(
        &mut self,
        at: usize,
        target: &Target,
        query: &str,
        fragment: Option<&str>,
        title: &str,
        is_bare: bool,
    ) -> usize {
        let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        if *target == Target::Here {
            self.link = Some(self.anchor(&format!("{query}{fragment}"), "", title));
            return at + 1;
        }
        let Some(page) = (self.context.resolve)(target) else {
            self.link = Some(Closing::Words);
            return at + 1;
        };
        let url = format!("{}{}", self.context.root, page.url);
        let url = if url.is_empty() { "./" } else { &url };
        self.out.push_str("<a href=\"");
        escape::address(&mut self.out, &format!("{url}{query}{fragment}"));
        self.attribute("title", title);
        self.attribute("hreflang", page.lang.as_deref().unwrap_or_default());
        if is_bare {
            self.attribute("lang", page.lang.as_deref().unwrap_or_default());
            self.attribute("dir", page.dir.as_deref().unwrap_or_default());
        }
        self.out.push_str("\">");
        self.link = Some(Closing::Anchor);
        if !is_bare {
            return at + 1;
        }
        let title = defang::text(&page.title, self.context.listed);
        self.setter.literal(&mut self.out, &title);
        self.flow.end_of(at)
    }

    /// What an address of the archive in raw HTML is on the page; `None` if it stays.
    pub(super) fn raw_address(&self, tag: &RawTag<'_>, address: &str) -> Option<String> {
        let root = self.context.root;
        if tag.name == "img" {
            return self.source(address);
        }
        match classify(address, self.context.path) {
            Destination::Page { target, query, fragment } if target != Target::Here => {
                let page = (self.context.resolve)(&target)?;
                let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
                let url = format!("{root}{}", page.url);
                Some(format!("{}{query}{fragment}", if url.is_empty() { "./" } else { &url }))
            }
            Destination::File { path, tail } => {
                (self.context.asset)(&path).map(|asset| format!("{root}{asset}{tail}"))
            }
            _ => None,
        }
    }

    /// The words of an autolink, which are its address: no marks are changed in it.
    fn bare_words(&mut self, at: usize) -> usize {
        let end = self.flow.end_of(at);
        for (piece, _) in &self.flow.pieces[at + 1..end] {
            if let Piece::Markdown(Event::Text(text)) = piece {
                let text = defang::text(text, self.context.listed);
                self.setter.literal(&mut self.out, &text);
            }
        }
        end
    }

    /// A listed address in place of a whole link.
    fn fangless(&mut self, address: &str, at: usize) -> usize {
        self.setter.literal(&mut self.out, &defang::address(address));
        self.flow.end_of(at) + 1
    }

    /// Whether an address is an indicator, which is never linked.
    fn is_listed(&self, address: &str) -> bool {
        self.context.listed.is_some_and(|listed| listed(address))
    }

    /// Whether a link's words are just this.
    fn says(&self, at: usize, words: &str) -> bool {
        matches!(&self.flow.pieces[at].0, Piece::Markdown(Event::Text(text)) if **text == *words)
            && self.ends_at(at + 1, TagEnd::Link)
    }

    /// An image with a title, alone in its paragraph: a figure. Returns the index after the paragraph.
    pub(super) fn figure(&mut self, paragraph: usize) -> Option<usize> {
        let at = paragraph + 1;
        let (Piece::Markdown(Event::Start(Tag::Image { dest_url, title, .. })), _) =
            self.flow.pieces.get(at)?
        else {
            return None;
        };
        let end = self.flow.end_of(at);
        if title.is_empty() || !self.ends_at(end + 1, TagEnd::Paragraph) {
            return None;
        }
        let source = self.source(dest_url)?;
        self.out.push_str("<figure>\n");
        self.img(at, &source, "");
        self.out.push_str("\n<figcaption>");
        self.text(title);
        self.out.push_str("</figcaption>\n</figure>\n");
        Some(end + 2)
    }

    /// Writes an image and returns the index after it. One that is not ours is a link, or its words.
    pub(super) fn image(&mut self, at: usize, dest: &str, title: &str) -> usize {
        let end = self.flow.end_of(at);
        if let Some(source) = self.source(dest) {
            self.img(at, &source, title);
        } else {
            self.words_of_image(at, dest, title);
        }
        self.setter.passed('x');
        end + 1
    }

    fn words_of_image(&mut self, at: usize, dest: &str, title: &str) {
        let words = self.alt(at);
        match classify_image(dest, self.context.path) {
            Destination::Outside(url) if self.link.is_none() => {
                let shown = if words.trim().is_empty() { &*url } else { &words };
                if self.is_listed(&url) {
                    self.text(&words);
                    self.link = Some(Closing::Address(defang::address(&url)));
                } else {
                    self.link = Some(self.anchor(&url, OUTSIDE, title));
                    self.text(shown);
                }
                self.end_link();
            }
            _ => self.text(&words),
        }
    }

    /// An image's address on the page, if it is a file that the archive publishes.
    fn source(&self, dest: &str) -> Option<String> {
        match classify_image(dest, self.context.path) {
            address::Destination::File { path, tail } => {
                (self.context.asset)(&path).map(|asset| format!("{}{asset}{tail}", self.context.root))
            }
            _ => None,
        }
    }

    fn img(&mut self, at: usize, source: &str, title: &str) {
        let alt = self.alt(at);
        self.out.push_str("<img src=\"");
        escape::address(&mut self.out, source);
        self.out.push_str("\" alt=\"");
        escape::attribute(&mut self.out, &defang::text(&alt, self.context.listed));
        self.attribute("title", title);
        self.out.push_str("\" loading=\"lazy\">");
    }

    /// The plain words of an image's description.
    fn alt(&self, at: usize) -> String {
        let mut alt = String::new();
        for (piece, _) in &self.flow.pieces[at + 1..self.flow.end_of(at)] {
            match piece {
                Piece::Literal(text) | Piece::Markdown(Event::Text(text) | Event::Code(text)) => {
                    alt.push_str(text);
                }
                Piece::Markdown(Event::SoftBreak | Event::HardBreak) => alt.push(' '),
                _ => {}
            }
        }
        alt
    }
}

fn mailbox(url: &str) -> &str {
    url.get("mailto:".len()..).unwrap_or_default()
}
