//! Rendering a body: safe HTML from the same pieces that reading saw.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::RenderContext;
use super::anchors;
use super::balance::{Balance, levels};
use super::defang;
use super::escape;
use super::flow::{Flow, Piece};
use super::highlight;
use super::links::Closing;
use super::notes::Notes;
use super::raw_tags;
use super::sanitize;
use super::split;
use super::tables::Table;
use super::typography::{Form, Typesetter};
use crate::config::RawHtml;
use crate::content::documents::{Body, Heading};
use crate::content::value::Language;

/// A body's HTML: blocks with a line break after each, footnotes last, and no element around them.
pub fn render(body: &Body, context: &RenderContext<'_>) -> String {
    let text = body.text.get(body.start..).unwrap_or_default();
    let mut flow = Flow::parse(text);
    split::defang(&mut flow, context.listed);
    let mut writer = Writer {
        out: String::with_capacity(text.len() + text.len() / 2),
        flow: &flow,
        context,
        setter: Typesetter::new(context.lang, Form::Html),
        headings: &body.outline.headings,
        levels: Vec::new(),
        table: Table::default(),
        balance: Balance::new(context.heading_base),
        levels_of_raw: if flow.has_raw_html { levels(&flow.pieces) } else { Vec::new() },
        ids: BTreeSet::new(),
        notes: Notes::default(),
        link: None,
        is_rtl: Language(context.lang.into()).is_rtl(),
    };
    writer.pieces(0..flow.pieces.len());
    writer.footnotes();
    if flow.has_raw_html && context.raw_html == RawHtml::Sanitize {
        return sanitize::clean(&writer.out, context.listed);
    }
    writer.out
}

pub(super) struct Writer<'a> {
    pub out: String,
    pub flow: &'a Flow<'a>,
    pub context: &'a RenderContext<'a>,
    pub setter: Typesetter,
    /// What reading found, in the order of `flow.headings`.
    headings: &'a [Heading],
    /// Headings that the current place stands under: level as written, level on the page.
    levels: Vec<(u8, u8)>,
    table: Table,
    /// What raw HTML has opened, how deep the pieces stand that it opens elements in, and the ids that it has given.
    balance: Balance,
    levels_of_raw: Vec<usize>,
    ids: BTreeSet<String>,
    pub notes: Notes,
    /// What ends the link that is open.
    pub link: Option<Closing>,
    pub is_rtl: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn pieces(&mut self, range: Range<usize>) {
        let flow = self.flow;
        let mut at = range.start;
        while at < range.end {
            if let Some(level) = self.levels_of_raw.get(at) {
                let is_end = matches!(flow.pieces[at].0, Piece::Markdown(Event::End(_)));
                self.balance.before(&mut self.out, *level, is_end);
            }
            at = match &flow.pieces[at].0 {
                Piece::Literal(text) => {
                    self.setter.literal(&mut self.out, text);
                    at + 1
                }
                Piece::Cite(text) => {
                    self.cite(text);
                    at + 1
                }
                Piece::Markdown(Event::Start(tag)) => self.begin(tag, at),
                Piece::Markdown(event) => {
                    self.event(event, at);
                    at + 1
                }
            };
        }
        self.balance.end(&mut self.out);
    }

    fn event(&mut self, event: &Event<'a>, at: usize) {
        match event {
            Event::Text(text) => self.text(text),
            Event::End(tag) => self.end(*tag, at),
            Event::Code(code) => {
                self.out.push_str(if self.is_rtl { "<code dir=\"ltr\">" } else { "<code>" });
                escape::text(&mut self.out, &defang::text(code, self.context.listed));
                self.out.push_str("</code>");
                self.setter.passed('x');
            }
            Event::SoftBreak => {
                self.out.push('\n');
                self.setter.passed(' ');
            }
            Event::HardBreak => {
                self.out.push_str("<br>\n");
                self.setter.passed(' ');
            }
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.footnote_mark(label),
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = defang::text(html, self.context.listed);
                match self.context.raw_html {
                    RawHtml::Escape => self.setter.literal(&mut self.out, &html),
                    RawHtml::Sanitize | RawHtml::Allow => self.raw_html(html, at),
                }
            }
            Event::TaskListMarker(done) => {
                let words = self.context.strings;
                let of_words = self.context.of_strings;
                self.out.push_str(&format!("<input type=\"checkbox\" disabled{of_words} aria-label=\""));
                escape::attribute(&mut self.out, if *done { &words.done } else { &words.open });
                self.out.push_str(if *done { "\" checked> " } else { "\"> " });
            }
            _ => {}
        }
    }

    fn raw_html(&mut self, html: Cow<'_, str>, at: usize) {
        let mut ids = std::mem::take(&mut self.ids);
        let html = raw_tags::with_values(html, |tag, attribute| match attribute.name.as_str() {
            "id" => self.new_id(&attribute.value, &mut ids),
            _ if tag.address() == Some(attribute) => self.raw_address(tag, &attribute.value),
            _ => None,
        });
        self.ids = ids;
        let level = self.levels_of_raw.get(at).copied().unwrap_or_default();
        self.balance.html(&mut self.out, &html, level, |part| part);
    }

    /// Another name, with a number, for one that the page has; and notes it.
    fn new_id(&self, id: &str, given: &mut BTreeSet<String>) -> Option<String> {
        let is_taken = |id: &str, given: &BTreeSet<String>| {
            given.contains(id)
                || anchors::is_taken(id, self.context.path)
                || self.headings.iter().any(|heading| heading.id == id)
        };
        let new = is_taken(id, given)
            .then(|| (2..).map(|number| format!("{id}-{number}")).find(|new| !is_taken(new, given)))
            .flatten();
        given.insert(new.clone().unwrap_or_else(|| id.to_owned()));
        new
    }

    /// Running text, in which no listed address stays whole.
    pub(super) fn text(&mut self, text: &str) {
        let text = defang::text(text, self.context.listed);
        self.setter.running(&mut self.out, &text);
    }

    /// Begins an element and returns the index of the piece to go on with.
    fn begin(&mut self, tag: &Tag<'a>, at: usize) -> usize {
        match tag {
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                return self.begin_link(at, *link_type, dest_url, title);
            }
            Tag::Image { dest_url, title, .. } => return self.image(at, dest_url, title),
            Tag::FootnoteDefinition(_) => return self.flow.after_definition(at),
            tag => {
                self.setter.start();
                return self.begin_block(tag, at);
            }
        }
        at + 1
    }

    fn begin_block(&mut self, tag: &Tag<'a>, at: usize) -> usize {
        match tag {
            Tag::Paragraph => match self.figure(at) {
                Some(next) => return next,
                None => self.out.push_str("<p>"),
            },
            Tag::Heading { level, .. } => self.begin_heading(*level as u8, at),
            Tag::BlockQuote(None) => self.out.push_str("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.begin_alert(*kind),
            Tag::CodeBlock(kind) => return self.code_block(kind, at),
            Tag::HtmlBlock if self.context.raw_html == RawHtml::Escape => self.out.push_str("<p>"),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.out.push_str(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.out.push_str(if self.is_task(at) { "<li class=\"task\">" } else { "<li>" }),
            Tag::Table(alignments) => {
                self.table.begin(&mut self.out, alignments, &self.context.strings.table);
            }
            Tag::TableHead => self.table.begin_head(&mut self.out),
            Tag::TableRow => self.table.begin_row(&mut self.out),
            Tag::TableCell => {
                let is_empty = self.ends_at(at + 1, TagEnd::TableCell);
                self.table.begin_cell(&mut self.out, is_empty);
            }
            _ => {}
        }
        at + 1
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        match tag {
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => {
                let level = self.levels.last().map_or(self.context.heading_base, |(_, level)| *level);
                self.out.push_str(&format!("</h{level}>\n"));
            }
            TagEnd::BlockQuote(None) => self.out.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.push_str("</div>\n"),
            TagEnd::HtmlBlock if self.context.raw_html == RawHtml::Escape => self.out.push_str("</p>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.table.end(&mut self.out),
            TagEnd::TableHead => self.table.end_head(&mut self.out),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                let is_empty =
                    matches!(self.flow.pieces[at - 1].0, Piece::Markdown(Event::Start(Tag::TableCell)));
                self.table.end_cell(&mut self.out, is_empty);
            }
            _ => {}
        }
    }

    pub(super) fn ends_at(&self, at: usize, tag: TagEnd) -> bool {
        matches!(self.flow.pieces.get(at), Some((Piece::Markdown(Event::End(end)), _)) if *end == tag)
    }

    fn is_task(&self, item: usize) -> bool {
        let piece = |at: usize| self.flow.pieces.get(at).map(|(piece, _)| piece);
        let first = match piece(item + 1) {
            Some(Piece::Markdown(Event::Start(Tag::Paragraph))) => piece(item + 2),
            first => first,
        };
        matches!(first, Some(Piece::Markdown(Event::TaskListMarker(_))))
    }

    fn begin_heading(&mut self, written: u8, at: usize) {
        let level = self.level(written);
        self.out.push_str(&format!("<h{level}"));
        let ordinal = self.flow.headings.binary_search(&at).ok();
        if let Some(heading) = ordinal.and_then(|ordinal| self.headings.get(ordinal)) {
            self.out.push_str(" id=\"");
            escape::attribute(&mut self.out, &heading.id);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// A heading's level on the page: one below the heading that it stands under, so that none is skipped.
    fn level(&mut self, written: u8) -> u8 {
        while self.levels.last().is_some_and(|(above, _)| *above > written) {
            self.levels.pop();
        }
        let level = match self.levels.last() {
            None => self.context.heading_base,
            Some((above, level)) if *above == written => return *level,
            Some((_, level)) => level + 1,
        };
        let level = level.clamp(1, 6);
        self.levels.push((written, level));
        level
    }

    fn begin_alert(&mut self, kind: BlockQuoteKind) {
        let words = self.context.strings;
        let (name, title) = match kind {
            BlockQuoteKind::Note => ("note", &words.note),
            BlockQuoteKind::Tip => ("tip", &words.tip),
            BlockQuoteKind::Important => ("important", &words.important),
            BlockQuoteKind::Warning => ("warning", &words.warning),
            BlockQuoteKind::Caution => ("caution", &words.caution),
        };
        self.out.push_str("<div class=\"alert alert-");
        self.out.push_str(name);
        self.out.push_str("\" role=\"note\">\n<p class=\"alert-title\">");
        let of_title = self.context.of_strings;
        if of_title.is_empty() {
            escape::text(&mut self.out, title);
        } else {
            // Not on the paragraph, which runs as the text below it does.
            self.out.push_str(&format!("<bdi{of_title}>"));
            escape::text(&mut self.out, title);
            self.out.push_str("</bdi>");
        }
        self.out.push_str("</p>\n");
    }

    /// A code block can be scrolled by keyboard, and runs from left to right in every script.
    fn code_block(&mut self, kind: &CodeBlockKind<'_>, at: usize) -> usize {
        let named = |c: char| c.is_ascii_alphanumeric() || "+#-_.".contains(c);
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split([' ', ',', '\t']).next().filter(|name| name.chars().all(named)).unwrap_or_default()
            }
            CodeBlockKind::Indented => "",
        };
        self.out.push_str(if self.is_rtl {
            "<pre tabindex=\"0\" dir=\"ltr\"><code"
        } else {
            "<pre tabindex=\"0\"><code"
        });
        if !language.is_empty() {
            self.out.push_str(" class=\"language-");
            self.out.push_str(language);
            self.out.push('"');
        }
        self.out.push('>');
        let end = self.flow.end_of(at);
        for (piece, _) in &self.flow.pieces[at + 1..end] {
            if let Piece::Markdown(Event::Text(code)) = piece {
                highlight::write(&mut self.out, &defang::text(code, self.context.listed), language);
            }
        }
        self.out.push_str("</code></pre>\n");
        end + 1
    }

    /// Ends the value before and begins one more attribute, if there is anything to say; leaves it open.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.out.push_str("\" ");
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape::attribute(&mut self.out, &defang::text(value, self.context.listed));
        }
    }
}

/// Appends one of the theme's patterns with its number, as the value of an attribute.
pub(super) fn numbered(out: &mut String, pattern: &str, number: &str) {
    let (before, after) = pattern.split_once("{n}").unwrap_or((pattern, ""));
    escape::attribute(out, before);
    out.push_str(number);
    escape::attribute(out, after);
}
