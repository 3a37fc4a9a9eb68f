//! From YAML's events to the tree. What front matter has no use for is refused by name.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde_yaml::granit_parser::{Event, Options, Parser, ScalarStyle, Span as Mark, StructureStyle, options};

use super::{Entry, Node, Value, commas, line_around, line_at, trouble};
use crate::diagnostic::{Diagnostic, Span, Spanned};

/// Lists and mappings within each other: far beyond any case file, far below any stack.
const DEPTH: usize = 64;
/// Values in one file.
const NODES: usize = 500_000;

/// Reads the YAML that stands in `range` of a file.
///
/// The tree is `None` if the YAML as a whole cannot be read; then the last diagnostic says why. Mistakes
/// that leave the rest readable (a key given twice, `40,000` between braces) are collected.
pub fn parse(file: &Arc<str>, text: &str, range: Range<usize>) -> (Option<Node>, Vec<Diagnostic>) {
    let source = text.get(range.clone()).unwrap_or_default();
    let mut builder = Builder {
        file,
        text,
        offset: range.start,
        stack: Vec::new(),
        root: None,
        nodes: 0,
        diagnostics: Vec::new(),
    };
    let mut seen = 0;
    for event in Parser::new_from_str_with_options(source, limits()) {
        let step = match event {
            Ok((event, mark)) => {
                seen = mark.byte_range().map_or(seen, |bytes| bytes.end.max(seen));
                builder.take(event, mark)
            }
            Err(error) => Err(trouble::explain(&trouble::Scene {
                file,
                text,
                range: range.clone(),
                seen: range.start + seen,
                open: builder.innermost_bracket(),
                error: &error,
            })),
        };
        if let Err(fatal) = step {
            builder.diagnostics.push(fatal);
            return (None, builder.diagnostics);
        }
    }
    let nothing = Node { value: Value::Nothing, span: Span { start: range.start, end: range.start } };
    (Some(builder.root.unwrap_or(nothing)), builder.diagnostics)
}

fn limits() -> Options {
    options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        disallow_directives: true,
        emit_comments: false,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    }
}

/// A list or mapping that is not closed yet.
struct Frame {
    start: usize,
    /// Written with brackets or braces.
    flow: bool,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, places: BTreeMap<String, usize>, key: Key },
}

/// What a mapping waits for.
enum Key {
    Awaited,
    Read(Spanned<String>),
    /// A key that was refused: its value goes with it.
    Refused,
}

struct Builder<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    offset: usize,
    stack: Vec<Frame>,
    root: Option<Node>,
    nodes: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, mark: Mark) -> Result<(), Diagnostic> {
        let span = self.span(&mark);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => Err(self.second_document(span)),
            Event::Alias(_) | Event::UnresolvedAlias(_) | Event::Anchor(..) => Err(self.anchor(span)),
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => {
                Err(self.tag(mark.tag_span().map_or(span, |tag| self.span(&tag))))
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let nothing =
                    plain && (span.start == span.end || matches!(&*text, "~" | "null" | "Null" | "NULL"));
                let value = if nothing { Value::Nothing } else { Value::Scalar(text.into_owned()) };
                if plain && span.start < span.end {
                    self.diagnostics.extend(self.lost_words(span));
                }
                self.add(Node { value, span })
            }
            Event::SequenceStart(style, ..) => {
                self.open(span, style, Content::List(Vec::new()));
                Ok(())
            }
            Event::MappingStart(style, ..) => {
                let content =
                    Content::Map { entries: Vec::new(), places: BTreeMap::new(), key: Key::Awaited };
                self.open(span, style, content);
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => Ok(()),
        }
    }

    fn span(&self, mark: &Mark) -> Span {
        Span::from(mark.byte_range().unwrap_or_default()).shifted(self.offset)
    }

    fn open(&mut self, span: Span, style: StructureStyle, content: Content) {
        self.stack.push(Frame { start: span.start, flow: style == StructureStyle::Flow, content });
    }

    fn close(&mut self, end: Span) -> Result<(), Diagnostic> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let (line_start, line) = line_around(self.text, frame.start);
        let line_end = line_start + line.trim_end().len();
        let span = Span { start: frame.start, end: end.end.min(line_end).max(frame.start) };
        let value = match frame.content {
            Content::List(items) => Value::List(items),
            Content::Map { entries, .. } => Value::Map(entries),
        };
        self.add(Node { value, span })
    }

    /// Puts a finished value into the list or mapping that is open.
    fn add(&mut self, node: Node) -> Result<(), Diagnostic> {
        self.nodes += 1;
        if self.nodes > NODES {
            return Err(self.error("E012", node.span, format!("The front matter has more than {NODES} values"))
                .hint("Put long lists of indicators into a CSV file beside the case: `indicators: indicators.csv`."));
        }
        let Some(mut frame) = self.stack.pop() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut frame.content {
            Content::List(items) => {
                let proto = self.comma();
                if !(frame.flow && commas::mend_item(items, &node, &mut self.diagnostics, &proto)) {
                    items.push(node);
                }
            }
            Content::Map { entries, places, key } => match std::mem::replace(key, Key::Awaited) {
                Key::Awaited => *key = self.key(node),
                Key::Refused => {}
                Key::Read(read) => self.entry(entries, places, Entry { key: read, value: node }, frame.flow),
            },
        }
        self.stack.push(frame);
        Ok(())
    }

    fn key(&mut self, node: Node) -> Key {
        match node.value {
            Value::Scalar(text) if text == "<<" => {
                let refused = self
                    .error(
                        "E009",
                        node.span,
                        "`<<` copies fields from elsewhere, which front matter does not do",
                    )
                    .hint("Write the fields out.");
                self.diagnostics.push(refused);
                Key::Refused
            }
            Value::Scalar(text) => Key::Read(Spanned::new(text, node.span)),
            _ => {
                let message = format!("A field's name is one word; here it is {}", node.shape());
                let refused = self
                    .error("E016", node.span, message)
                    .hint("Text that begins with `{` or `[` goes into quotes: `title: \"{…}\"`.");
                self.diagnostics.push(refused);
                Key::Refused
            }
        }
    }

    fn entry(
        &mut self,
        entries: &mut Vec<Entry>,
        places: &mut BTreeMap<String, usize>,
        entry: Entry,
        flow: bool,
    ) {
        if flow && entry.value.is_nothing() {
            let proto = self.comma();
            if commas::mend_entry(entries, &entry.key, &mut self.diagnostics, &proto) {
                return;
            }
        }
        let name = &entry.key.value;
        let Some(first) = places.get(name) else {
            places.insert(name.clone(), entry.key.span.start);
            entries.push(entry);
            return;
        };
        let (first, second) = (line_at(self.text, *first), line_at(self.text, entry.key.span.start));
        let message = format!("`{name}` is given twice: on line {first} and on line {second}");
        let twice = self
            .error("E008", entry.key.span, message)
            .hint("Keep one of the two, or put both values into one.");
        self.diagnostics.push(twice);
    }

    fn innermost_bracket(&self) -> Option<usize> {
        // The pair in `[a: b]` is a mapping without a bracket of its own.
        let bracket = |start: usize| matches!(self.text.as_bytes().get(start), Some(b'[' | b'{'));
        self.stack
            .iter()
            .rev()
            .map(|frame| (frame.flow, frame.start))
            .find_map(|(flow, start)| (flow && bracket(start)).then_some(start))
    }

    fn error(&self, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.file, span, message)
    }

    /// W006: what looks like a hashtag or a number after a value, but is a comment to YAML.
    fn lost_words(&self, value: Span) -> Option<Diagnostic> {
        let rest = self.text.get(value.end..)?.split('\n').next()?;
        let lost = rest.trim_start();
        let after = lost.trim_start_matches('#');
        let glued = after.len() < lost.len() && after.starts_with(|c: char| !c.is_whitespace());
        if !glued || lost.len() == rest.len() {
            return None;
        }
        let start = value.end + rest.len() - lost.len();
        let lost = lost.trim_end();
        let message = format!("YAML takes `{lost}` for a comment, so it is not part of this value");
        let span = Span { start, end: start + lost.len() };
        Some(
            Diagnostic::warning("W006", self.file, span, message)
                .hint("Put the whole value into quotes.")
                .hint("If it is meant as a comment, leave a space after the `#`."),
        )
    }

    fn comma(&self) -> Diagnostic {
        self.error(
            "E015",
            Span::default(),
            "Between brackets or braces a comma ends an entry, so this number is read as two",
        )
    }

    fn second_document(&self, span: Span) -> Diagnostic {
        let before = self.text.get(..span.start).unwrap_or_default();
        let (start, line) = match before.rfind("\n...") {
            Some(end) if !self.text.get(span.range()).unwrap_or_default().starts_with("---") => {
                line_around(self.text, end + 1)
            }
            _ => line_around(self.text, span.start),
        };
        let line = line.trim_end();
        let span = Span { start, end: start + line.len() };
        self.error("E011", span, "The front matter ends here and begins again")
            .hint(format!("Remove the line `{line}`, or write `---` alone if the body begins below it."))
    }

    fn anchor(&self, span: Span) -> Diagnostic {
        let written = self.text.get(span.range()).unwrap_or_default();
        self.error(
            "E009",
            span,
            format!("`{written}` is a YAML anchor or alias, which front matter does not use"),
        )
        .hint("Write the value out where it is wanted.")
        .hint("If it is meant as text, put the whole text into quotes.")
    }

    fn tag(&self, span: Span) -> Diagnostic {
        let written = self.text.get(span.range()).unwrap_or_default();
        self.error("E010", span, format!("`{written}` is a YAML tag, which front matter does not use"))
            .hint("If it is meant as text, put the whole text into quotes; else remove it.")
    }
}
