//! Raw HTML among a body's own: what its tags open is closed with the paragraph, list or text around it, and they close
//! nothing that they have not opened. So a forgotten tag swallows neither the text below nor the page.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::flow::Piece;
use super::strands::{tag_length, words_length};

/// Elements without an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
/// Elements that end by themselves, with what they stand in.
const LOOSE: [&str; 16] = [
    "caption", "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rp", "rt", "tbody", "td", "tfoot",
    "th", "thead", "tr",
];
/// Elements that hold another language.
const FOREIGN: [&str; 2] = ["math", "svg"];
/// Elements whose content is no HTML, up to their end.
const PLAIN: [&str; 7] = ["iframe", "noembed", "noframes", "script", "style", "textarea", "title"];

/// How deep each piece stands in blocks and marks; the end of one as deep as its beginning.
pub(super) fn levels(pieces: &[(Piece<'_>, Range<usize>)]) -> Vec<usize> {
    let mut depth = 0usize;
    let level = |(piece, _): &(Piece<'_>, Range<usize>)| match piece {
        // Blank lines part what one element holds.
        Piece::Markdown(Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock)) => depth,
        Piece::Markdown(Event::Start(_)) => {
            depth += 1;
            depth - 1
        }
        Piece::Markdown(Event::End(_)) => {
            depth = depth.saturating_sub(1);
            depth
        }
        _ => depth,
    };
    pieces.iter().map(level).collect()
}

/// A tag that has no partner.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Unclosed(String, Range<usize>),
    Stray(String, Range<usize>),
}

#[derive(Debug)]
struct Open {
    name: String,
    level: usize,
    at: Range<usize>,
    /// Closed within a paragraph that began after it: it ends with that.
    is_over: bool,
}

/// The elements that raw HTML has opened.
#[derive(Debug)]
pub(super) struct Balance {
    /// What stands for `h1`, which a page has one of.
    top: String,
    open: Vec<Open>,
    /// How many of them are over.
    over: usize,
    pub faults: Vec<Fault>,
}

impl Balance {
    pub(super) fn new(heading_base: u8) -> Self {
        Self { top: format!("h{heading_base}"), open: Vec::new(), over: 0, faults: Vec::new() }
    }

    /// Closes what does not reach beyond a piece of some level.
    pub(super) fn before(&mut self, out: &mut String, level: usize, is_end: bool) {
        // Mostly nothing does: what was opened last stands deepest.
        if self.over == 0 && self.open.last().is_none_or(|last| last.level <= level) {
            return;
        }
        let ends = |open: &Open| open.level > level || (open.is_over && !is_end && open.level == level);
        if let Some(first) = self.open.iter().position(ends) {
            self.close(out, first);
        }
    }

    /// Closes all.
    pub(super) fn end(&mut self, out: &mut String) {
        self.close(out, 0);
    }

    fn close(&mut self, out: &mut String, first: usize) {
        for open in self.open.drain(first..).rev() {
            self.over -= usize::from(open.is_over);
            if !LOOSE.contains(&open.name.as_str()) {
                push_end(out, &self.top, &open.name);
                if !open.is_over {
                    self.faults.push(Fault::Unclosed(open.name, open.at));
                }
            }
        }
    }

    /// Writes a piece of raw HTML; `place` tells where in the body a part of it stands.
    pub(super) fn html(
        &mut self,
        out: &mut String,
        html: &str,
        level: usize,
        place: impl Fn(Range<usize>) -> Range<usize>,
    ) {
        let mut from = 0;
        while let Some(rest) = html.get(from..).filter(|rest| !rest.is_empty()) {
            let Some(length) = tag_length(rest) else {
                let length = words_length(rest);
                out.push_str(&rest[..length]);
                from += length;
                continue;
            };
            let (tag, after) = rest.split_at(length);
            let at = place(from..from + length);
            from += length;
            if tag.starts_with("<!--") {
                out.push_str(tag);
                // Else it would hide the rest of the page.
                out.push_str(if tag.ends_with("-->") { "" } else { "-->" });
            } else if !tag.ends_with('>') {
                self.faults.push(Fault::Unclosed(name_of(tag), at));
            } else if tag.starts_with("</") {
                self.end_tag(out, name_of(&tag[1..]), level, at);
            } else {
                from += self.start_tag(out, (tag, after), level, at);
            }
        }
    }

    /// Writes an opening tag; how much more was written, of an element whose content is no HTML.
    fn start_tag(
        &mut self,
        out: &mut String,
        (tag, after): (&str, &str),
        level: usize,
        at: Range<usize>,
    ) -> usize {
        let name = name_of(tag);
        match name.as_str() {
            // It would have no end at all.
            "plaintext" => return 0,
            "h1" => {
                out.push('<');
                out.push_str(&self.top);
                out.push_str(&tag["<h1".len()..]);
            }
            _ => out.push_str(tag),
        }
        if PLAIN.contains(&name.as_str()) {
            let end = format!("</{name}");
            let length = after.to_ascii_lowercase().find(&end).unwrap_or(after.len());
            out.push_str(&after[..length]);
            // Within a line, its content and its end are pieces of their own.
            self.open.push(Open { name, level, at, is_over: false });
            return length;
        }
        // Only within drawings and formulas does a stroke at a tag's end close it.
        let is_closed = tag.ends_with("/>")
            && (FOREIGN.contains(&name.as_str())
                || self.open.iter().any(|open| FOREIGN.contains(&open.name.as_str())));
        // Declarations have no name.
        if !name.is_empty() && !is_closed && !VOID.contains(&name.as_str()) {
            self.open.push(Open { name, level, at, is_over: false });
        }
        0
    }

    fn end_tag(&mut self, out: &mut String, name: String, level: usize, at: Range<usize>) {
        let Some(found) = self.open.iter().rposition(|open| open.name == name && !open.is_over) else {
            // Browsers make an empty paragraph of one, and a line break of the other.
            return self.faults.push(Fault::Stray(name, at));
        };
        if self.open[found].level < level {
            self.open[found].is_over = true;
            self.over += 1;
            return;
        }
        self.close(out, found + 1);
        self.open.truncate(found);
        push_end(out, &self.top, &name);
    }
}

fn push_end(out: &mut String, top: &str, name: &str) {
    out.push_str("</");
    out.push_str(if name == "h1" { top } else { name });
    out.push('>');
}

/// `<Div class` and `/Div` as `div`.
fn name_of(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces at some levels, and an end; with the faults.
    fn balanced(pieces: &[(usize, &str)]) -> (String, Vec<Fault>) {
        let (mut balance, mut out) = (Balance::new(3), String::new());
        for (level, html) in pieces {
            balance.before(&mut out, *level, false);
            balance.html(&mut out, html, *level, |at| at);
        }
        balance.end(&mut out);
        (out, balance.faults)
    }

    fn unclosed(name: &str, at: Range<usize>) -> Fault {
        Fault::Unclosed(name.to_owned(), at)
    }

    #[test]
    fn what_is_closed_stays_as_it_is() {
        for html in [
            "<div class='a>b'>x<br><img src=y></div>",
            "<ul><li>a<li>b</ul><p>c",
            "<script>if (a<b) \"</div>\"</script><!-- <b> -->",
            "<!DOCTYPE html><?php x ?>",
            "<svg><g><path d='m0 0'/><circle r=\"1\" /></g></svg><svg/>",
        ] {
            assert_eq!(balanced(&[(0, html)]), (html.to_owned(), vec![]), "{html}");
        }
        assert_eq!(balanced(&[(1, "<script>"), (1, "</script>")]), ("<script></script>".to_owned(), vec![]));
        let parted = [(0, "<details>\n"), (1, "a <b>b</b>"), (0, "</details>\n")];
        assert_eq!(balanced(&parted), ("<details>\na <b>b</b></details>\n".to_owned(), vec![]));
        assert_eq!(balanced(&[(0, "<H1 class=x>a</H1 >")]), ("<h3 class=x>a</h3>".to_owned(), vec![]));
    }

    #[test]
    fn what_is_open_ends_with_what_it_stands_in() {
        assert_eq!(balanced(&[(0, "<div><b>a")]).0, "<div><b>a</b></div>");
        assert_eq!(balanced(&[(0, "<div/>a")]).0, "<div/>a</div>");
        let cut = [(0, "<div>"), (2, "<i>a"), (1, "b"), (0, "c")];
        assert_eq!(
            balanced(&cut),
            ("<div><i>a</i>bc</div>".to_owned(), vec![unclosed("i", 0..3), unclosed("div", 0..5)])
        );
        assert_eq!(balanced(&[(0, "<b><i>a</b>b</i>")]).0, "<b><i>a</i></b>b");
        assert_eq!(balanced(&[(0, "<script>a")]).0, "<script>a</script>");
        assert_eq!(balanced(&[(0, "<!-- a")]).0, "<!-- a-->");
        assert_eq!(balanced(&[(0, "a<div class=\"b")]), ("a".to_owned(), vec![unclosed("div", 1..14)]));
    }

    #[test]
    fn nothing_else_is_closed() {
        assert_eq!(balanced(&[(0, "a</div>b</p>")]).0, "ab");
        assert_eq!(balanced(&[(0, "a</div>")]).1, [Fault::Stray("div".to_owned(), 1..7)]);
        // Closed in a paragraph within it: it ends with the paragraph.
        assert_eq!(
            balanced(&[(0, "<div>"), (1, "a</div>"), (1, "b"), (0, "c")]),
            ("<div>ab</div>c".to_owned(), vec![])
        );
    }
}
