//! One case, analysed: its words, where they stand, and what they weigh. Depends on the case alone, so it is kept
//! from one index to the next.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::Frame;
use super::fields::{Field, Item, language};
use super::lexicon::{Id, Lexicon};
use super::said::{Said, Weight, Writer};
use super::stem::Stemming;
use super::words::Cutter;
use crate::archive::Case;
use crate::content::case::CaseFile;
use crate::content::indicator::{Listed, Spared};
use crate::content::markdown::{self, PlainContext};
use crate::source::Digest;

/// Positions between one text and the next, so that no phrase reaches across.
const GAP: u32 = 8;

/// Texts begin at multiples of this, so that a word more in one seldom moves the words of the next.
const START: u32 = 16;

/// Longest piece of text that is remembered with its words, in bytes.
const LONGEST_PIECE: usize = 24;

/// Pieces of text that one thread remembers.
const MOST_PIECES: usize = 1 << 17;

/// A case's words.
pub struct Analysis {
    /// What it was made of.
    file: Arc<CaseFile>,
    others: Others,
    pub said: Said,
    /// The body's plain text, after the summary.
    pub text: Box<str>,
}

/// Analyses one case after the other. Each thread has one of its own.
pub struct Analyst<'a> {
    frame: &'a Frame<'a>,
    lexicon: &'a Lexicon,
    cutter: Cutter,
    /// Pieces of text between white space, whose words are known, for each way of stemming.
    pieces: HashMap<Stemming, Pieces, FixedState>,
    /// The case at hand.
    tokens: Vec<Token>,
    order: Vec<u64>,
    writer: Writer,
    weights: Vec<Weight>,
    more_groups: Vec<(Id, Id)>,
}

/// A short piece of text with zeros after it: compared without a look elsewhere, which is most of the work.
type Piece = [u64; 3];

#[derive(Default)]
struct Pieces {
    known: HashMap<Piece, Known, FixedState>,
    tokens: Vec<Token>,
}

/// The words of a piece.
#[derive(Clone, Copy)]
enum Known {
    /// One word, as nearly all pieces are: it and its group stand here, so that nothing else is looked up.
    One(Id, Id),
    /// A range of `tokens`, and how many positions they take.
    Some { from: u32, to: u32, length: u32 },
}

impl Pieces {
    /// Keeps the words of a piece that begins at a position.
    fn learned(&mut self, tokens: &[Token], position: u32, length: u32) -> Known {
        if let ([token], 1) = (tokens, length) {
            return Known::One(token.surface, token.group);
        }
        let from = self.tokens.len() as u32;
        self.tokens
            .extend(tokens.iter().map(|token| Token { position: token.position - position, ..*token }));
        Known::Some { from, to: self.tokens.len() as u32, length }
    }
}

/// A word at a place.
#[derive(Debug, Clone, Copy)]
struct Token {
    surface: Id,
    group: Id,
    position: u32,
    field: Field,
}

/// What a case's analysis depends on beside its file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Others {
    /// Of its texts, with the names that other files and the theme give, and of the language of the site.
    pub texts: Digest,
    /// Of the titles of pages that it links to.
    pub linked: Digest,
}

impl Analysis {
    /// Whether it is still what the case would give as far as its file can tell; names from elsewhere may be others.
    pub fn is_of(&self, case: &Case) -> bool {
        Arc::ptr_eq(&self.file, &case.file)
    }

    pub fn has_linked(&self, linked: Digest) -> bool {
        self.others.linked == linked
    }

    pub fn has_texts(&self, texts: Digest) -> bool {
        self.others.texts == texts
    }

    pub fn path(&self) -> &str {
        &self.file.path
    }
}

/// A digest of the titles of all pages that a case links to.
pub fn linked(frame: &Frame<'_>, case: &Case) -> Digest {
    let links = &case.file.body.outline.links;
    if links.is_empty() {
        return Digest::default();
    }
    let mut all = Vec::new();
    for link in links {
        all.extend((frame.linked)(&link.target).unwrap_or_default().as_bytes());
        all.push(0);
    }
    Digest::of(&all)
}

/// A digest of a case's texts but its body, and of what its body is read by.
pub fn texts(frame: &Frame<'_>, case: &Case, items: &[Item<'_>]) -> Digest {
    let mut all = language(case, frame.archive).tag().as_bytes().to_vec();
    all.push(frame.archive.config.raw_html as u8);
    for (_, text) in items {
        all.push(0);
        all.extend_from_slice(text.as_bytes());
    }
    Digest::of(&all)
}

impl<'a> Analyst<'a> {
    pub fn new(frame: &'a Frame<'a>, lexicon: &'a Lexicon) -> Self {
        Self {
            frame,
            lexicon,
            cutter: Cutter::default(),
            pieces: HashMap::default(),
            tokens: Vec::new(),
            order: Vec::new(),
            writer: Writer::default(),
            weights: Vec::new(),
            more_groups: Vec::new(),
        }
    }

    /// `items` are the case's texts but its body, as [`items`](super::fields::items) gives them.
    pub fn analyse(&mut self, case: &Case, items: &[Item<'_>], others: Others) -> Analysis {
        let body = body_text(self.frame, case);
        // The body stands behind the title, so that a tag more does not move its words.
        let before = items.iter().take_while(|(field, _)| *field == Field::Title).count();
        let stemming = Stemming::of(language(case, self.frame.archive));
        let mut pieces = self.pieces.remove(&stemming).unwrap_or_default();
        self.tokens.clear();
        let mut next = 0;
        let (mut lengths, mut title) = ([0, 0], 0);
        let texts = items[..before].iter().map(|(field, text)| (*field, &**text));
        let texts = texts.chain([(Field::Body, body.as_str())]);
        let texts = texts.chain(items[before..].iter().map(|(field, text)| (*field, &**text)));
        for (field, text) in texts {
            let length = self.take(&mut pieces, stemming, field, text, next);
            if length > 0 {
                next = (next + length + GAP).next_multiple_of(START);
            }
            match field {
                Field::Title => title += length,
                Field::Body => lengths[0] += length,
                Field::Rest => lengths[1] += length,
                _ => {}
            }
        }
        self.pieces.insert(stemming, pieces);
        let text = excerpt_text(&case.file, body);
        Analysis { file: Arc::clone(&case.file), others, said: self.gathered(lengths, title), text }
    }

    /// Takes the words of one text; returns the positions that they fill.
    fn take(&mut self, pieces: &mut Pieces, stemming: Stemming, field: Field, text: &str, start: u32) -> u32 {
        let Self { cutter, lexicon, tokens, .. } = self;
        let mut position = start;
        let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
        for piece in text.split(|c: char| c.is_ascii() && is_space(c as u8)) {
            if piece.is_empty() {
                continue;
            }
            let common = common(piece);
            match common.and_then(|common| pieces.known.get(&common)) {
                Some(Known::One(surface, group)) => {
                    tokens.push(Token { surface: *surface, group: *group, position, field });
                    position += 1;
                    continue;
                }
                Some(Known::Some { from, to, length }) => {
                    tokens.extend(pieces.tokens[*from as usize..*to as usize].iter().map(|token| Token {
                        position: token.position + position,
                        field,
                        ..*token
                    }));
                    position += length;
                    continue;
                }
                None => {}
            }
            let from = tokens.len();
            let length = cutter.cut(piece, |token| {
                let surface = lexicon.id(token.surface);
                let stem = token.stemmed.and_then(|word| stemming.stem(word));
                let group =
                    stem.filter(|stem| stem != token.surface).map_or(surface, |stem| lexicon.id(&stem));
                tokens.push(Token { surface, group, position: token.position + position, field });
            });
            if let Some(common) = common.filter(|_| pieces.known.len() < MOST_PIECES) {
                let known = pieces.learned(&tokens[from..], position, length);
                pieces.known.insert(common, known);
            }
            position += length;
        }
        position - start
    }

    /// The tokens of a case by word and by group.
    fn gathered(&mut self, lengths: [u32; 2], title: u32) -> Said {
        let Self { tokens, order, writer, weights, more_groups, .. } = self;
        order.clear();
        order.extend(tokens.iter().enumerate().map(|(at, token)| u64::from(token.surface) << 32 | at as u64));
        order.sort_unstable();
        weights.clear();
        more_groups.clear();
        for same in order.chunk_by(|a, b| a >> 32 == b >> 32) {
            let token = |at: &u64| tokens[(at & 0xffff_ffff) as usize];
            let first = token(&same[0]);
            let positions = same.iter().map(|at| token(at).position);
            writer.word(first.surface, first.group, positions);
            weights.push(Weight { group: first.group, ..Weight::default() });
            for at in same {
                let token = token(at);
                if weights.last().is_none_or(|weight| weight.group != token.group) {
                    weights.push(Weight { group: token.group, ..Weight::default() });
                    more_groups.push((token.surface, token.group));
                }
                if let Some(weight) = weights.last_mut() {
                    weight.add(token.field);
                }
            }
        }
        weights.sort_unstable_by_key(|weight| weight.group);
        weights.dedup_by(|other, kept| {
            let same = other.group == kept.group;
            if same {
                kept.fixed += other.fixed;
                kept.body += other.body;
                kept.rest += other.rest;
            }
            same
        });
        writer.said(weights, more_groups, lengths, title)
    }
}

impl Weight {
    fn add(&mut self, field: Field) {
        match field {
            Field::Body => self.body += 1,
            Field::Rest => self.rest += 1,
            fixed => self.fixed += fixed.weight(),
        }
    }
}

/// A piece of text that is likely to come again: handles, addresses and numbers seldom do. Pieces that have the same
/// words are one: capitals and the marks at the end of a clause make no difference.
fn common(piece: &str) -> Option<Piece> {
    let bytes = piece.trim_end_matches([',', '.', ';', ':', '!', '?']).as_bytes();
    let rare = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'@' | b'/' | 0);
    if bytes.len() > LONGEST_PIECE || bytes.iter().any(rare) {
        return None;
    }
    let mut padded = [0; LONGEST_PIECE];
    padded[..bytes.len()].copy_from_slice(bytes);
    let mut common = Piece::default();
    for (word, eight) in common.iter_mut().zip(padded.chunks_exact(8)) {
        *word = eight.iter().fold(0, |word, byte| word << 8 | u64::from(byte.to_ascii_lowercase()));
    }
    Some(common)
}

/// A case's body in plain words, defanged as its page shows it.
fn body_text(frame: &Frame<'_>, case: &Case) -> String {
    let file = &*case.file;
    let listed = Listed::new(&file.indicators, &file.redacted, &file.sources);
    let spared = Spared::new(&file.sources);
    let covers = |address: &str| listed.covers_but(address, &spared);
    let context = PlainContext {
        lang: language(case, frame.archive).tag(),
        raw_html: frame.archive.config.raw_html,
        linked: frame.linked,
        listed: if listed.is_empty() { None } else { Some(&covers) },
    };
    markdown::plain(&file.body, &context)
}

/// What excerpts are taken from: the summary, unless the body begins with it, and the body.
fn excerpt_text(file: &CaseFile, body: String) -> Box<str> {
    match &file.summary {
        Some(summary) if !body.starts_with(summary.as_str()) => format!("{summary}\n{body}").into(),
        _ => body.into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> (Vec<(String, Option<String>, u32)>, u32) {
        let mut words = Vec::new();
        let length = Cutter::default().cut(text, |token| {
            words.push((token.surface.to_owned(), token.stemmed.map(str::to_owned), token.position));
        });
        (words, length)
    }

    proptest! {
        /// Pieces that count as one have the same words, wherever a capital or a mark stands.
        #[test]
        fn pieces_that_are_one_have_the_same_words(
            piece in "([a-zA-Zäß'’é中字аё_.,:;!?\\[\\]()&-]|hxxp|\\[\\.\\]|\\(dot\\)|:\\[/\\]){1,12}",
            marks in "[,.;:!?]{0,3}",
        ) {
            let other = format!("{}{marks}", piece.to_ascii_uppercase());
            if common(&piece).is_some() && common(&piece) == common(&other) {
                prop_assert_eq!(words(&piece), words(&other));
            }
        }
    }
}
