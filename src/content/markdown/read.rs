//! Reading a body once: its headings, links, files, first paragraph, and its mistakes.

mod raw;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::ReadOptions;
use super::address::{self, Destination};
use super::anchors::Anchors;
use super::bars;
use super::citation;
use super::excerpt;
use super::findings::Findings;
use super::flow::{Flow, Piece};
use super::typography::{Form, Typesetter};
use crate::content::documents::{Heading, Link, Outline, Target, Words};
use crate::diagnostic::{Diagnostic, Spanned};
use raw::Raw;

/// Reads the body `text[start..]` of the file at `path` (`content/cases/x.md`).
///
/// Diagnostics: E080 to E084 and W020 to W029, with places counted in the whole file. What only the archive
/// can know, whether a link's target exists, is left to it: `Outline::links` and `Outline::files`.
pub fn read(
    text: &Arc<str>,
    start: usize,
    path: &Arc<str>,
    options: &ReadOptions<'_>,
) -> (Outline, Vec<Diagnostic>) {
    let body = text.get(start..).unwrap_or_default();
    let flow = Flow::parse(body);
    let mut reader = Reader {
        body,
        flow: &flow,
        options,
        anchors: Anchors::new(path),
        setter: Typesetter::new(options.lang, Form::Plain),
        findings: Findings { path, start, list: Vec::new() },
        outline: Outline::default(),
        block: String::new(),
        needs_words: None,
        links: Vec::new(),
        titles: Vec::new(),
        heading: None,
        containers: 0,
        here: Vec::new(),
        cited: vec![false; flow.definitions.len()],
        columns: 0,
        raw: Raw::of(&flow, options.raw_html),
        in_code: false,
    };
    reader.pieces();
    reader.notes();
    reader.raw_faults();
    reader.anchors_here();
    let Reader { outline, findings, .. } = reader;
    let mut list = findings.list;
    list.sort_by_key(|found| found.span);
    (outline, list)
}

struct Reader<'a> {
    body: &'a str,
    flow: &'a Flow<'a>,
    options: &'a ReadOptions<'a>,
    anchors: Anchors<'a>,
    setter: Typesetter,
    findings: Findings<'a>,
    outline: Outline,
    /// Plain words of the paragraph, heading or cell that is being read.
    block: String,
    /// Whether anything is made of them, most of a body being read for its mistakes alone; `None` before a block's first piece.
    needs_words: Option<bool>,
    /// Links of that block: index into the outline, and where in `block` they stand.
    links: Vec<(usize, usize)>,
    /// Where in `block` the target of a link stands that has no words of its own.
    titles: Vec<(Range<usize>, Target)>,
    heading: Option<HeadingLevel>,
    /// Lists, quotations, tables and footnotes around the current block.
    containers: usize,
    /// Links to anchors of this page.
    here: Vec<(String, Range<usize>)>,
    /// For each definition of a footnote, whether something refers to it.
    cited: Vec<bool>,
    /// Of the table that is being read.
    columns: usize,
    raw: Raw,
    in_code: bool,
}

impl Reader<'_> {
    fn pieces(&mut self) {
        let flow = self.flow;
        let mut at = 0;
        while let Some((piece, range)) = flow.pieces.get(at) {
            if self.needs_words.is_none() {
                self.needs_words = Some(self.words_from(at));
            }
            self.raw.go_on(at, matches!(piece, Piece::Markdown(Event::End(_))));
            at += 1;
            match piece {
                Piece::Literal(text) => self.literal(text),
                Piece::Cite(text) => self.cite(text, range),
                Piece::Markdown(Event::Start(Tag::Image { dest_url, .. })) => {
                    let end = flow.end_of(at - 1);
                    self.image(dest_url, at..end, range);
                    at = end + 1;
                }
                Piece::Markdown(event) => self.event(event, range),
            }
        }
        self.finish_block(false);
    }

    /// Whether the words of the block whose first piece is at `at` matter: those of a heading, of the first paragraph, and
    /// of what has links.
    fn words_from(&self, at: usize) -> bool {
        let mut inline = self.flow.pieces[at..].iter().take_while(|(piece, _)| !piece.is_edge());
        self.heading.is_some()
            || (self.containers == 0 && self.outline.first_paragraph.is_empty())
            || inline.any(|(piece, _)| {
                matches!(
                    piece,
                    Piece::Markdown(
                        Event::Start(Tag::Link { .. } | Tag::Image { .. })
                            | Event::Html(_)
                            | Event::InlineHtml(_)
                    )
                )
            })
    }

    fn literal(&mut self, text: &str) {
        if self.needs_words == Some(true) {
            self.setter.literal(&mut self.block, text);
        }
    }

    fn running(&mut self, text: &str) {
        if self.needs_words == Some(true) {
            self.setter.running(&mut self.block, text);
        }
    }

    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.begin(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) if self.in_code => {}
            Event::Text(text) => {
                self.undefined_notes(text, range);
                self.running(text);
            }
            Event::Code(code) => self.literal(code),
            Event::SoftBreak | Event::HardBreak => self.literal(" "),
            Event::FootnoteReference(label) => {
                if let Some(definition) = self.flow.definition(label) {
                    self.cited[definition] = true;
                }
                self.end_word();
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html, range),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => return self.link(*link_type, dest_url, range),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::Heading { level, .. } => {
                self.finish_block(false);
                self.heading = Some(*level);
                return;
            }
            Tag::Table(alignments) => {
                self.columns = alignments.len();
                self.containers += 1;
            }
            Tag::TableHead | Tag::TableRow => self.row(range),
            Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) => self.containers += 1,
            _ => {}
        }
        self.finish_block(false);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                // Links do not nest: one that is still empty has begun last.
                if let Some((place, _)) = self.titles.last_mut().filter(|(place, _)| place.is_empty()) {
                    place.end = self.block.len();
                }
                return;
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => return,
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Table | TagEnd::FootnoteDefinition => {
                self.containers -= 1;
            }
            TagEnd::Heading(_) => return self.finish_heading(),
            _ => {}
        }
        self.finish_block(tag == TagEnd::Paragraph);
    }

    /// What the bars of a table's row take from its words.
    fn row(&mut self, range: &Range<usize>) {
        let row = self.body.get(range.clone()).unwrap_or_default();
        let cut = bars::cut_links(row);
        for at in &cut {
            self.findings.cut_link(&row[at.clone()], &(range.start + at.start..range.start + at.end));
        }
        if let Some((cells, from)) = bars::beyond(row, self.columns).filter(|_| cut.is_empty()) {
            let end = range.start + row.trim_end().len();
            self.findings.lost_cells(cells, self.columns, &(range.start + from..end));
        }
    }

    fn finish_heading(&mut self) {
        if let Some(level) = self.heading.take() {
            let text = self.block.trim().to_owned();
            let id = self.anchors.give(&text);
            self.outline.headings.push(Heading { level: level as u8, id, text });
        }
        self.finish_block(false);
    }

    /// Ends a paragraph, heading, item or cell: its links get their sentence.
    fn finish_block(&mut self, is_paragraph: bool) {
        for (link, place) in self.links.drain(..) {
            self.outline.links[link].context = excerpt::sentence(&self.block, place);
        }
        let is_first = is_paragraph && self.containers == 0 && self.outline.first_paragraph.is_empty();
        if is_first {
            self.outline.first_paragraph = parts(&self.block, &self.titles);
        }
        self.titles.clear();
        self.block.clear();
        self.needs_words = None;
        self.setter.start();
    }

    /// A citation or a footnote's mark says nothing in plain words, nor does the space before it.
    fn end_word(&mut self) {
        self.block.truncate(self.block.trim_end().len());
    }

    fn cite(&mut self, text: &str, range: &Range<usize>) {
        self.end_word();
        for citation in citation::parse(text).unwrap_or_default() {
            if self.options.source_ids.contains(&citation.id) {
                continue;
            }
            let name = format!("@{}", citation.id);
            let place = match self.body[range.clone()].find(&name) {
                Some(at) => range.start + at..range.start + at + name.len(),
                None => range.clone(),
            };
            self.findings.unknown_source(citation.id, &place, self.options.source_ids);
        }
    }

    fn link(&mut self, kind: LinkType, dest: &str, range: &Range<usize>) {
        if kind == LinkType::Email {
            return;
        }
        let destination = match kind {
            LinkType::WikiLink { .. } => address::classify_wiki(dest),
            _ => address::classify(dest, self.findings.path),
        };
        if let (LinkType::WikiLink { has_pothole: false }, Destination::Page { target, .. }) =
            (kind, &destination)
        {
            self.titles.push((self.block.len()..self.block.len(), target.clone()));
        }
        self.destination(destination, dest, range);
    }

    fn destination(&mut self, destination: Destination<'_>, dest: &str, range: &Range<usize>) {
        let span = self.findings.span(range).into();
        match destination {
            Destination::Outside(_) | Destination::Mail(_) => {}
            Destination::Page { target: Target::Here, fragment, .. } => {
                self.here.extend(fragment.filter(|f| !f.is_empty()).map(|f| (f, range.clone())));
            }
            Destination::Page { target, fragment, .. } => {
                self.links.push((self.outline.links.len(), self.block.len()));
                self.outline.links.push(Link { target, fragment, span, context: String::new() });
            }
            Destination::File { path, .. } => self.outline.files.push(Spanned::new(path, span)),
            Destination::Climbs => self.findings.climbing_path(dest, range),
            Destination::Refused(refusal) => self.findings.refused_address(&refusal, range),
        }
    }

    /// An image and its description, `pieces[words]`.
    fn image(&mut self, dest: &str, words: Range<usize>, range: &Range<usize>) {
        let has_words = self.flow.pieces[words].iter().any(|(piece, _)| match piece {
            Piece::Markdown(Event::Text(text) | Event::Code(text)) => !text.trim().is_empty(),
            Piece::Literal(_) => true,
            _ => false,
        });
        if !has_words {
            self.findings.silent_image(range);
        }
        match address::classify_image(dest, self.findings.path) {
            Destination::Outside(_) | Destination::Mail(_) => self.findings.distant_image(range),
            // `![words](#anchor)` shows nothing.
            Destination::Page { .. } => self.findings.refused_address(&address::Refusal::Empty, range),
            other => self.destination(other, dest, range),
        }
    }

    /// `[^x]` that the parser left as text has no definition.
    fn undefined_notes(&mut self, text: &str, range: &Range<usize>) {
        if !text.as_bytes().contains(&b'[') {
            return;
        }
        for (at, _) in text.match_indices("[^") {
            let Some((label, _)) = text[at + 2..].split_once(']') else { return };
            if label.is_empty() || label.contains(|c: char| c.is_whitespace() || c == '[') {
                continue;
            }
            let start = range.start + at;
            let place = start..start + label.len() + 3;
            let exact = self.body.get(place.clone()).is_some_and(|there| there.starts_with("[^"));
            self.findings.undefined_note(label, if exact { &place } else { range });
        }
    }

    fn notes(&mut self) {
        for (number, definition) in self.flow.definitions.iter().enumerate() {
            let range = &self.flow.pieces[definition.inside.start - 1].1;
            let line_end = self.body[range.clone()].find('\n').unwrap_or(range.len());
            let line = range.start..range.start + line_end;
            if self.flow.definition(&definition.label) != Some(number) {
                self.findings.repeated_note(&definition.label, &line);
            } else if !self.cited[number] {
                self.findings.unused_note(&definition.label, &line);
            }
        }
    }
}

/// The words of a block, and what stands for titles in it.
fn parts(block: &str, titles: &[(Range<usize>, Target)]) -> Vec<Words> {
    let end = block.trim_end().len();
    let mut done = block.len() - block.trim_start().len();
    let mut parts = Vec::new();
    let text = |words: &str, parts: &mut Vec<Words>| {
        if !words.is_empty() {
            parts.push(Words::Text(words.to_owned()));
        }
    };
    for (place, target) in titles {
        let within = |at: usize| at.clamp(done, end.max(done));
        let (start, stop) = (within(place.start), within(place.end));
        text(&block[done..start], &mut parts);
        parts.push(Words::Title(target.clone(), block[start..stop].to_owned()));
        done = stop;
    }
    text(block.get(done..end).unwrap_or_default(), &mut parts);
    parts
}
