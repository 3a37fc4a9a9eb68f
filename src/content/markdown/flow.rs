//! A body as a flat list of pieces: the one parse that reading and rendering share.
//!
//! pulldown-cmark does the parsing; here its text events are joined, so that an address is never split in
//! two, citations are told from other brackets, and footnotes are found wherever they are defined.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::citation;

/// A piece of a body, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece<'a> {
    Markdown(Event<'a>),
    /// A character that its author escaped: `\"` stays straight, `\[` begins nothing.
    Literal(CowStr<'a>),
    /// `@id, p. 4; @other`: what stands between the brackets.
    Cite(CowStr<'a>),
}

impl Piece<'_> {
    /// Whether a block begins or ends with it: a paragraph, heading, item, cell.
    pub(super) fn is_edge(&self) -> bool {
        match self {
            Self::Markdown(Event::Start(tag)) => !matches!(
                tag,
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
            ),
            Self::Markdown(Event::End(tag)) => !matches!(
                tag,
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
            ),
            _ => false,
        }
    }
}

/// A footnote's definition: `pieces[inside]` is its content.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Definition<'a> {
    pub label: CowStr<'a>,
    pub inside: Range<usize>,
}

/// A parsed body.
#[derive(Debug, Default)]
pub(super) struct Flow<'a> {
    /// Each with its bytes in the body.
    pub pieces: Vec<(Piece<'a>, Range<usize>)>,
    /// Indices of the pieces that begin a heading, ascending.
    pub headings: Vec<usize>,
    /// In the order of the file, second definitions of a label included.
    pub definitions: Vec<Definition<'a>>,
    /// Folded label to the first definition of it.
    labels: BTreeMap<String, usize>,
    pub has_raw_html: bool,
}

impl<'a> Flow<'a> {
    pub(super) fn parse(body: &'a str) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM
            | Options::ENABLE_WIKILINKS;
        // A citation is to the parser a link whose definition is missing.
        let cited = |link: BrokenLink<'a>| {
            let is_citation = citation::parse(&link.reference).is_some();
            is_citation.then_some((link.reference, CowStr::Borrowed("")))
        };
        let mut joiner = Joiner::new(body);
        for (event, range) in
            Parser::new_with_broken_link_callback(body, options, Some(cited)).into_offset_iter()
        {
            joiner.take(event, range);
        }
        joiner.flush();
        joiner.flow
    }

    /// The definition of a footnote: the first of that label, as pulldown-cmark has it.
    pub(super) fn definition(&self, label: &str) -> Option<usize> {
        self.labels.get(&folded(label)).copied()
    }

    /// The index after the definition that begins at a piece.
    pub(super) fn after_definition(&self, start: usize) -> usize {
        self.definitions
            .binary_search_by_key(&(start + 1), |definition| definition.inside.start)
            .map_or(start + 1, |found| self.definitions[found].inside.end + 1)
    }

    /// The index of the piece that ends what begins at `start`, which must be a start.
    pub(super) fn end_of(&self, start: usize) -> usize {
        let mut depth = 0usize;
        for (at, (piece, _)) in self.pieces.iter().enumerate().skip(start) {
            match piece {
                Piece::Markdown(Event::Start(_)) => depth += 1,
                Piece::Markdown(Event::End(_)) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at;
            }
        }
        self.pieces.len().saturating_sub(1)
    }
}

/// Labels are compared without case, as in CommonMark.
fn folded(label: &str) -> String {
    label.to_lowercase()
}

/// A link that the callback made from a missing definition, while its words go by.
struct Unknown<'a> {
    dest: CowStr<'a>,
    kind: LinkType,
    /// Index of the first piece of its words.
    words: usize,
    range: Range<usize>,
}

/// Text or raw HTML that may still grow.
struct Run<'a> {
    text: Cow<'a, str>,
    range: Range<usize>,
    is_html: bool,
}

struct Joiner<'a> {
    body: &'a str,
    flow: Flow<'a>,
    run: Option<Run<'a>>,
    /// Open links and images; `Some` for citations.
    open: Vec<Option<Unknown<'a>>>,
    /// Open definitions, as indices into `flow.definitions`.
    notes: Vec<usize>,
    in_code: bool,
}

impl<'a> Joiner<'a> {
    fn new(body: &'a str) -> Self {
        let pieces = Vec::with_capacity(body.len() / 16 + 16);
        let flow = Flow { pieces, ..Flow::default() };
        Self { body, flow, run: None, open: Vec::new(), notes: Vec::new(), in_code: false }
    }

    fn push(&mut self, piece: Piece<'a>, range: Range<usize>) {
        self.flush();
        self.flow.pieces.push((piece, range));
    }

    #[inline]
    fn flush(&mut self) {
        // Most pieces follow a piece that is no text: nothing waits, and nothing need be moved.
        if self.run.is_none() {
            return;
        }
        if let Some(Run { text, range, is_html }) = self.run.take() {
            let text = CowStr::from(text);
            let event = if is_html { Event::Html(text) } else { Event::Text(text) };
            self.flow.pieces.push((Piece::Markdown(event), range));
        }
    }

    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Text(text) => return self.text(text, range),
            Event::Html(html) => {
                self.flow.has_raw_html = true;
                return self.grow(html, range, true);
            }
            Event::InlineHtml(_) => self.flow.has_raw_html = true,
            Event::Start(Tag::Link { link_type, dest_url, .. }) if is_unknown(link_type) => {
                return self.begin_unknown(link_type, dest_url, range);
            }
            Event::Start(Tag::Image { link_type, dest_url, .. }) if is_unknown(link_type) => {
                // `well![@id]` is an exclamation and a citation, not an image.
                self.grow(CowStr::Borrowed("!"), range.start..range.start + 1, false);
                return self.begin_unknown(link_type, dest_url, range);
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.open.push(None),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(Some(unknown)) = self.open.pop() {
                    return self.end_unknown(unknown);
                }
            }
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            _ => {}
        }
        self.flush();
        self.note(&event);
        self.push(Piece::Markdown(event), range);
    }

    /// Remembers where headings and definitions are.
    fn note(&mut self, event: &Event<'a>) {
        let next = self.flow.pieces.len();
        match event {
            Event::Start(Tag::Heading { .. }) => self.flow.headings.push(next),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let definition = self.flow.definitions.len();
                self.notes.push(definition);
                self.flow.labels.entry(folded(label)).or_insert(definition);
                self.flow.definitions.push(Definition { label: label.clone(), inside: next + 1..next + 1 });
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some(definition) = self.notes.pop() {
                    self.flow.definitions[definition].inside.end = next;
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: CowStr<'a>, range: Range<usize>) {
        let continues = self.run.as_ref().is_some_and(|run| run.range.end == range.start);
        if self.in_code || continues || !is_escaped(self.body, &text, &range) {
            return self.grow(text, range, false);
        }
        let (literal, rest) = split_first(text);
        let middle = range.start + 1;
        self.push(Piece::Literal(literal), range.start..middle);
        if !rest.is_empty() {
            self.grow(rest, middle..range.end, false);
        }
    }

    /// Adds to the run before, without a copy where the two are neighbours in the file.
    fn grow(&mut self, text: CowStr<'a>, range: Range<usize>, is_html: bool) {
        let Some(run) = self.run.as_mut().filter(|run| run.is_html == is_html) else {
            self.flush();
            self.run = Some(Run { text: text.into(), range, is_html });
            return;
        };
        let both = self.body.get(run.range.start..range.end).filter(|both| {
            run.range.end == range.start
                && matches!(run.text, Cow::Borrowed(before) if before.len() == run.range.len())
                && range.len() == text.len()
                && both.ends_with(&*text)
        });
        match both {
            Some(both) => run.text = Cow::Borrowed(both),
            None => run.text.to_mut().push_str(&text),
        }
        run.range.end = range.end;
    }

    fn begin_unknown(&mut self, kind: LinkType, dest: CowStr<'a>, range: Range<usize>) {
        // A piece between keeps the words from being joined with the text before the bracket.
        self.push(Piece::Literal(CowStr::Borrowed("[")), range.clone());
        let words = self.flow.pieces.len();
        self.open.push(Some(Unknown { dest, kind, words, range }));
    }

    fn end_unknown(&mut self, unknown: Unknown<'a>) {
        self.flush();
        let Unknown { dest, kind, words, range } = unknown;
        let first = match &self.flow.pieces[words..] {
            // `[@a][@b]`: the parser takes `@a` for the words of a link to `@b`.
            [(Piece::Markdown(Event::Text(text)), _)] if citation::parse(text).is_some() => {
                Some(text.clone())
            }
            _ => None,
        };
        match (kind, first) {
            (LinkType::ReferenceUnknown, Some(first)) => {
                self.flow.pieces.truncate(words - 1);
                self.push(Piece::Cite(first), range.clone());
            }
            (LinkType::ReferenceUnknown, None) => {
                self.push(Piece::Literal(CowStr::Borrowed("]")), range.clone());
            }
            _ => self.flow.pieces.truncate(words - 1),
        }
        self.push(Piece::Cite(dest), range);
    }
}

fn is_unknown(kind: LinkType) -> bool {
    matches!(kind, LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown)
}

/// Whether text begins with a mark that its author escaped; other escapes change nothing that follows.
fn is_escaped(body: &str, text: &str, range: &Range<usize>) -> bool {
    text.starts_with(['"', '\'', '['])
        && range.start > 0
        && body.as_bytes().get(range.start - 1) == Some(&b'\\')
}

fn split_first(text: CowStr<'_>) -> (CowStr<'_>, CowStr<'_>) {
    match text {
        CowStr::Borrowed(text) => (CowStr::Borrowed(&text[..1]), CowStr::Borrowed(&text[1..])),
        owned => (owned[..1].to_owned().into(), owned[1..].to_owned().into()),
    }
}
