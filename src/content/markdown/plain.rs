//! A body as plain text: what a reader sees of it, without marks, for search and its excerpts.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::address::{Destination, classify_wiki};
use super::defang;
use super::flow::{Flow, Piece};
use super::notes::Notes;
use super::split;
use super::strands::{tag_length, words_length};
use super::typography::{Form, Typesetter};
use crate::config::RawHtml;
use crate::content::documents::{Body, Target};

/// What the plain text of a body depends on beside the body.
#[derive(Clone, Copy)]
pub struct PlainContext<'a> {
    /// BCP 47 tag of the language that the file is written in.
    pub lang: &'a str,
    pub raw_html: RawHtml,
    /// The title of the page that a link without words of its own leads to; `None` where it leads nowhere.
    pub linked: &'a dyn Fn(&Target) -> Option<String>,
    /// Whether an address, host or handle is an indicator, to be shown defanged; `None` where there is none.
    pub listed: Option<&'a dyn Fn(&str) -> bool>,
}

/// The text of a body, a line for each paragraph, heading, list item and row of a table; footnotes last.
///
/// Citations and footnote marks are left out, code and the words for images are in.
pub fn plain(body: &Body, context: &PlainContext<'_>) -> String {
    let text = body.text.get(body.start..).unwrap_or_default();
    let mut flow = Flow::parse(text);
    split::defang(&mut flow, context.listed);
    let mut writer = Writer {
        out: String::with_capacity(text.len()),
        flow: &flow,
        context,
        setter: Typesetter::new(context.lang, Form::Plain),
        notes: Notes::default(),
        in_code: false,
    };
    writer.pieces(0..flow.pieces.len());
    writer.footnotes();
    writer.end_line();
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

struct Writer<'a> {
    out: String,
    flow: &'a Flow<'a>,
    context: &'a PlainContext<'a>,
    setter: Typesetter,
    notes: Notes,
    in_code: bool,
}

impl Writer<'_> {
    fn pieces(&mut self, range: Range<usize>) {
        let flow = self.flow;
        let mut at = range.start;
        while at < range.end {
            at = match &flow.pieces[at].0 {
                Piece::Literal(text) => {
                    self.setter.literal(&mut self.out, text);
                    at + 1
                }
                Piece::Cite(_) => {
                    self.close_up();
                    at + 1
                }
                Piece::Markdown(Event::Start(tag)) => self.begin(tag, at),
                Piece::Markdown(event) => {
                    self.event(event);
                    at + 1
                }
            };
        }
    }

    /// Begins an element and returns the index of the piece to go on with.
    fn begin(&mut self, tag: &Tag<'_>, at: usize) -> usize {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image { .. } => {}
            Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, dest_url, .. } => {
                if let Destination::Page { target, .. } = classify_wiki(dest_url)
                    && let Some(title) = (self.context.linked)(&target)
                {
                    let title = defang::text(&title, self.context.listed);
                    self.setter.literal(&mut self.out, &title);
                    return self.flow.end_of(at) + 1;
                }
            }
            Tag::Link { .. } => {}
            Tag::FootnoteDefinition(_) => return self.flow.after_definition(at),
            Tag::TableCell => self.space(),
            Tag::CodeBlock(_) => {
                self.end_line();
                self.in_code = true;
            }
            _ => self.end_line(),
        }
        at + 1
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) if self.in_code => {
                self.out.push_str(&defang::text(text, self.context.listed));
            }
            Event::Text(text) => {
                let text = defang::text(text, self.context.listed);
                self.setter.running(&mut self.out, &text);
            }
            Event::Code(code) => {
                self.out.push_str(&defang::text(code, self.context.listed));
                self.setter.passed('x');
            }
            Event::SoftBreak | Event::HardBreak => self.setter.literal(&mut self.out, " "),
            Event::FootnoteReference(label) => {
                if let Some(definition) = self.flow.definition(label) {
                    self.notes.refer(definition);
                }
                self.close_up();
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(html),
            Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
                | TagEnd::TableCell,
            ) => {}
            Event::End(tag) => {
                self.in_code &= *tag != TagEnd::CodeBlock;
                self.end_line();
            }
            _ => {}
        }
    }

    /// Raw HTML: its tags and comments say nothing, nor does what stands in a script or a style sheet.
    fn html(&mut self, html: &str) {
        if self.context.raw_html == RawHtml::Escape {
            let html = defang::text(html, self.context.listed);
            return self.setter.literal(&mut self.out, &html);
        }
        let mut rest = html;
        while !rest.is_empty() {
            if let Some(length) = tag_length(rest) {
                let (tag, after) = rest.split_at(length);
                rest = match silent_element(tag) {
                    Some(end) => after.split_once(end).map_or("", |(_, after)| after),
                    None => after,
                };
                continue;
            }
            let to = words_length(rest);
            let words = defang::text(&rest[..to], self.context.listed);
            let words =
                words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            self.setter.literal(&mut self.out, &words);
            rest = &rest[to..];
        }
    }

    fn footnotes(&mut self) {
        let mut number = 1;
        while let Some(definition) = (!self.notes.is_empty()).then(|| self.notes.definition(number)).flatten()
        {
            self.end_line();
            self.pieces(self.flow.definitions[definition].inside.clone());
            number += 1;
        }
    }

    /// A mark says nothing, nor does the space before it.
    fn close_up(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }

    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(['\n', ' ']) {
            self.out.push(' ');
        }
        self.setter.start();
    }

    fn end_line(&mut self) {
        self.out.truncate(self.out.trim_end().len());
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.setter.start();
    }
}

/// The end tag of an element whose content no reader sees.
pub(super) fn silent_element(tag: &str) -> Option<&'static str> {
    let name = tag.strip_prefix('<')?.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    if name.eq_ignore_ascii_case("script") {
        return Some("</script>");
    }
    name.eq_ignore_ascii_case("style").then_some("</style>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(markdown: &str) -> String {
        let body = Body { text: markdown.into(), ..Body::default() };
        let linked = |target: &Target| match target {
            Target::Wiki(id) if id == "case-1" => Some("The first case".to_owned()),
            _ => None,
        };
        let listed = |address: &str| address.contains("evil.com");
        plain(
            &body,
            &PlainContext { lang: "en", raw_html: RawHtml::Sanitize, linked: &linked, listed: Some(&listed) },
        )
    }

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(
            text("# A *head*ing\n\nSome **bold**\ntext, `code` [link](https://a.org) ~~out~~.\n\n> Quoted\n"),
            "A heading\nSome bold text, code link out.\nQuoted"
        );
        assert_eq!(text("- one\n- two\n\n  more\n"), "one\ntwo\nmore");
        assert_eq!(text("| a | b |\n|---|---|\n| 1 | 2 |\n"), "a b\n1 2");
        assert_eq!(text("```rust\nlet a;\n```\nend"), "let a;\nend");
    }

    #[test]
    fn citations_and_footnotes_leave_no_mark() {
        assert_eq!(
            text("Said [@report, p. 4], and more.[^a]\n\n[^a]: The note.\n\n[^b]: Never.\n"),
            "Said, and more.\nThe note."
        );
    }

    #[test]
    fn links_without_words_say_where_they_lead() {
        assert_eq!(
            text("See [[case-1]] and [[case-1|these words]] and [[lost]]."),
            "See The first case and these words and lost."
        );
    }

    #[test]
    fn indicators_are_defanged_and_html_has_no_tags() {
        assert_eq!(text("At evil.com and `evil.com`."), "At evil[.]com and evil[.]com.");
        assert_eq!(
            text(
                "<div class=\"x\">Some &amp; <b>html</b></div>\n\n<script>alert(1)</script>\n\na <i>b</i> c"
            ),
            "Some & html\na b c"
        );
        assert_eq!(text("<div>é<b>日</b> ü</div>"), "é日 ü");
    }
}
