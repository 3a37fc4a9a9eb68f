//! A body as its readers get it: its words without the marks between them, and what stands in attributes.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::flow::{Flow, Piece};

/// A part of a strand: its words, and where in the body they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    pub text: Cow<'a, str>,
    pub at: Range<usize>,
}

/// What a reader sees in one go: the parts of a paragraph, or one address or title.
pub type Strand<'a> = Vec<Part<'a>>;

/// Every strand of a body. Nothing that can reach the page is left out: raw HTML is given too, with its tags apart.
pub fn strands(body: &str) -> Vec<Strand<'_>> {
    let flow = Flow::parse(body);
    let mut braid = Braid { done: Vec::new(), words: Vec::new() };
    for (piece, at) in flow.pieces {
        braid.piece(piece, at);
    }
    braid.end();
    braid.done
}

struct Braid<'a> {
    done: Vec<Strand<'a>>,
    words: Strand<'a>,
}

impl<'a> Braid<'a> {
    fn piece(&mut self, piece: Piece<'a>, at: Range<usize>) {
        match piece {
            Piece::Literal(text) | Piece::Markdown(Event::Text(text) | Event::Code(text)) => {
                self.words.push(Part { text: text.into(), at });
            }
            Piece::Cite(text) => self.aside(text, at),
            Piece::Markdown(Event::SoftBreak | Event::HardBreak) => {
                self.words.push(Part { text: " ".into(), at });
            }
            Piece::Markdown(Event::Html(html) | Event::InlineHtml(html)) => self.html(&html, &at),
            Piece::Markdown(Event::Start(
                Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. },
            )) => {
                self.aside(dest_url, at.clone());
                self.aside(title, at);
            }
            Piece::Markdown(
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
                | Event::End(
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
                )
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_),
            ) => {}
            Piece::Markdown(_) => self.end(),
        }
    }

    /// Ends a block.
    fn end(&mut self) {
        if !self.words.is_empty() {
            self.done.push(std::mem::take(&mut self.words));
        }
    }

    /// What stands beside the words, in an attribute.
    fn aside(&mut self, text: impl Into<Cow<'a, str>>, at: Range<usize>) {
        let text = text.into();
        if !text.is_empty() {
            self.done.push(vec![Part { text, at }]);
        }
    }

    /// Raw HTML: what is between its tags belongs to the words, a tag or a comment stands beside them.
    fn html(&mut self, html: &str, at: &Range<usize>) {
        let exact = html.len() == at.len();
        let place = |from: usize, to: usize| {
            if exact { at.start + from..at.start + to } else { at.clone() }
        };
        let mut from = 0;
        while let Some(rest) = html.get(from..).filter(|rest| !rest.is_empty()) {
            let length = tag_length(rest);
            let to = from + length.unwrap_or_else(|| words_length(rest));
            let text = html[from..to].to_owned();
            match length {
                Some(_) => self.aside(text, place(from, to)),
                None => self.words.push(Part { text: text.into(), at: place(from, to) }),
            }
            from = to;
        }
    }
}

/// The length of the words that a text begins with, where that is no tag: up to the next `<`.
pub(super) fn words_length(text: &str) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    text[first..].find('<').map_or(text.len(), |next| first + next)
}

/// The length of the tag or comment that a text begins with.
pub(super) fn tag_length(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(text.len(), |end| end + "-->".len()));
    }
    let named = text.strip_prefix('<')?.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
    let mut quote = None;
    let end = text.bytes().position(|byte| match quote {
        Some(mark) => {
            quote = quote.filter(|_| byte != mark);
            false
        }
        None => {
            quote = Some(byte).filter(|byte| matches!(byte, b'"' | b'\''));
            byte == b'>'
        }
    });
    named.then(|| end.map_or(text.len(), |end| end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_given_without_the_marks_between_them() {
        let read = |body| -> Vec<String> {
            strands(body).iter().map(|strand| strand.iter().map(|part| &*part.text).collect()).collect()
        };
        assert_eq!(read("a**b**`c`&#100;\n\ne"), ["abcd", "e"]);
        assert_eq!(read("[x*y*](/z \"t\") w"), ["/z", "t", "xy w"]);
        assert_eq!(
            read("<b title='u>v'>h<!-- - -->i</b>j"),
            ["<b title='u>v'>", "<!-- - -->", "</b>", "hij"]
        );
        assert_eq!(read("<div>é<b>日</b> < ü</div>"), ["<div>", "<b>", "</b>", "</div>", "é日 < ü"]);
        assert_eq!(read("| a | b |\n|---|---|\n| c | d<e |"), ["a", "b", "c", "d<e"]);
    }
}
