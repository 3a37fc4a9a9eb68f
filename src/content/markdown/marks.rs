//! The marks that follow a word: citations of sources and footnotes, and the list that the latter lead to.

use pulldown_cmark::{Event, Tag};

use super::citation::{self, Citation};
use super::defang;
use super::escape;
use super::flow::Piece;
use super::notes;
use super::render::{Writer, numbered};

impl Writer<'_> {
    /// Takes back the space before a mark, which belongs to the word that it follows.
    fn close_up(&mut self) {
        self.out.truncate(self.out.trim_end_matches([' ', '\n']).len());
    }

    pub(super) fn cite(&mut self, text: &str) {
        let citations = citation::parse(text).unwrap_or_default();
        let numbers: Vec<_> = citations
            .iter()
            .filter_map(|cited| self.context.sources.iter().find(|(id, ..)| *id == cited.id))
            .collect();
        if numbers.len() < citations.len() || citations.is_empty() {
            self.setter.literal(&mut self.out, "[");
            self.text(text);
            return self.setter.literal(&mut self.out, "]");
        }
        self.close_up();
        self.out.push_str("<span class=\"cite\">");
        for (place, (citation, (_, number, title))) in citations.iter().zip(numbers).enumerate() {
            if place > 0 {
                self.out.push(' ');
            }
            self.source_mark(citation, *number, title);
        }
        self.out.push_str("</span>");
    }

    fn source_mark(&mut self, citation: &Citation<'_>, number: usize, title: &str) {
        let number = number.to_string();
        let comma = if self.is_rtl { "، " } else { ", " };
        let locator = citation.locator.map(|locator| defang::text(locator, self.context.listed));
        if self.link.is_none() {
            self.out.push_str("<a href=\"#src-");
            self.out.push_str(&number);
            self.out.push_str("\" aria-label=\"");
            numbered(&mut self.out, &self.context.strings.source, &number);
            if let Some(locator) = &locator {
                self.out.push_str(comma);
                escape::attribute(&mut self.out, locator);
            }
            self.attribute("title", title);
            self.out.push_str("\">");
        }
        self.out.push('[');
        self.out.push_str(&number);
        if let Some(locator) = locator {
            self.out.push_str(comma);
            escape::text(&mut self.out, &locator);
        }
        self.out.push(']');
        if self.link.is_none() {
            self.out.push_str("</a>");
        }
    }

    pub(super) fn footnote_mark(&mut self, label: &str) {
        let Some(definition) = self.flow.definition(label) else { return };
        let (number, times) = self.notes.refer(definition);
        let letters = notes::letters(number);
        self.close_up();
        self.out.push_str("<span class=\"cite\">");
        if self.link.is_none() {
            let id = notes::reference_id(number, times);
            let of_words = self.context.of_strings;
            self.out.push_str(&format!("<a href=\"#fn-{number}\" id=\"{id}\"{of_words} aria-label=\""));
            numbered(&mut self.out, &self.context.strings.footnote, &letters);
            self.out.push_str("\">");
        }
        self.out.push_str(&letters);
        self.out.push_str(if self.link.is_none() { "</a></span>" } else { "</span>" });
    }

    /// The list of footnotes, in the order of their marks; notes that notes refer to follow.
    pub(super) fn footnotes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.out.push_str("<section aria-label=\"");
        escape::attribute(&mut self.out, &self.context.strings.footnotes);
        self.out.push_str("\"><ol class=\"notes\">\n");
        let mut number = 1;
        while let Some(definition) = self.notes.definition(number) {
            self.footnote(number, definition);
            number += 1;
        }
        self.out.push_str("</ol></section>\n");
    }

    fn footnote(&mut self, number: usize, definition: usize) {
        let inside = self.flow.definitions[definition].inside.clone();
        let is_line = inside.len() < 2
            || (matches!(self.flow.pieces[inside.start].0, Piece::Markdown(Event::Start(Tag::Paragraph)))
                && self.flow.end_of(inside.start) == inside.end - 1);
        self.setter.start();
        self.out.push_str(&format!("<li id=\"fn-{number}\"><b>{}</b>", notes::letters(number)));
        if is_line {
            self.out.push_str("<span>");
            self.pieces(inside.start + 1..inside.end.max(inside.start + 1) - 1);
            self.out.push(' ');
            self.back_links(number, definition);
            self.out.push_str("</span></li>\n");
        } else {
            self.out.push_str("<div>\n");
            self.pieces(inside);
            self.out.push_str("<p>");
            self.back_links(number, definition);
            self.out.push_str("</p>\n</div></li>\n");
        }
    }

    /// A link back to each mark of a footnote: `Back`, and `2`, `3` … for further ones.
    fn back_links(&mut self, number: usize, definition: usize) {
        let words = self.context.strings;
        for times in 1..=self.notes.times(definition) {
            let id = notes::reference_id(number, times);
            if times > 1 {
                self.out.push(' ');
            }
            let of_words = self.context.of_strings;
            self.out.push_str(&format!("<a href=\"#{id}\"{of_words} aria-label=\""));
            escape::attribute(&mut self.out, &words.back_to_text);
            if times == 1 {
                self.out.push_str("\">");
                escape::text(&mut self.out, &words.back);
            } else {
                self.out.push_str(&format!(" {times}\">{times}"));
            }
            self.out.push_str("</a>");
        }
    }
}
