//! One case, analysed: its words, where they stand, and what they weigh. Depends on the case alone, so it is kept
//! from one index to the next.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::fields::{Field, Item, language};
use super::lexicon::{Id, Lexicon};
use super::stem::Stemming;
use super::words::Cutter;
use super::{Frame, bytes::Bytes};
use crate::archive::Case;
use crate::content::case::CaseFile;
use crate::content::indicator::{Listed, Spared};
use crate::content::markdown::{self, PlainContext};
use crate::source::Digest;

/// Positions between one text and the next, so that no phrase reaches across.
const GAP: u32 = 8;

/// Longest piece of text that is remembered with its words, in bytes.
const LONGEST_PIECE: usize = 24;

/// Pieces of text that one thread remembers.
const MOST_PIECES: usize = 1 << 17;

/// A case's words.
pub struct Analysis {
    /// What it was made of.
    file: Arc<CaseFile>,
    others: Digest,
    /// By number.
    pub words: Box<[Word]>,
    /// Pairs of word and group beyond those of `words`: one word, in two spellings, can have two stems.
    pub more_groups: Box<[(Id, Id)]>,
    /// For each of `words`: how often, then the positions, each as the distance to the one before.
    pub places: Box<[u8]>,
    /// By number.
    pub groups: Box<[Weight]>,
    /// Positions in the body and in the rest.
    pub lengths: [u32; 2],
    /// The body's plain text, after the summary.
    pub text: Box<str>,
}

/// A word of a case.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    pub surface: Id,
    pub group: Id,
    /// Where its places begin.
    pub at: u32,
}

/// How often a case has words of a group.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weight {
    pub group: Id,
    /// In fields whose length does not matter, times their weights.
    pub fixed: u32,
    pub body: u32,
    pub rest: u32,
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
    surface: Vec<(Id, Id)>,
}

/// A short piece of text with zeros after it: compared without a look elsewhere, which is most of the work.
type Piece = [u64; 3];

#[derive(Default)]
struct Pieces {
    /// The words of a piece: a range of `tokens`, and how many positions they take.
    known: HashMap<Piece, (u32, u32, u32), FixedState>,
    tokens: Vec<Token>,
}

/// A word at a place.
#[derive(Debug, Clone, Copy)]
struct Token {
    surface: Id,
    group: Id,
    position: u32,
    field: Field,
}

impl Analysis {
    /// Whether it is still what the case would give: the same file, and the same words from elsewhere.
    pub fn is_of(&self, file: &Arc<CaseFile>, others: Digest) -> bool {
        Arc::ptr_eq(&self.file, file) && self.others == others
    }

    /// Each word with its places as the positions file has them: where they begin and end in `places`.
    pub fn words_with_places(&self) -> impl Iterator<Item = (&Word, u32, u32)> {
        let ends = self.words.iter().skip(1).map(|next| next.at).chain([self.places.len() as u32]);
        self.words.iter().zip(ends).map(|(word, end)| (word, word.at, end))
    }

    pub fn path(&self) -> &Arc<str> {
        &self.file.path
    }
}

/// One digest of all that a case's analysis depends on beside its file: names that other files give, titles of
/// pages that it links to, the language of the site.
pub fn others(frame: &Frame<'_>, case: &Case, items: &[Item<'_>]) -> Digest {
    let mut all = language(case, frame.archive).tag().as_bytes().to_vec();
    all.push(frame.archive.config.raw_html as u8);
    for (_, text) in items {
        all.push(0);
        all.extend_from_slice(text.as_bytes());
    }
    for link in &case.file.body.outline.links {
        all.push(1);
        all.extend((frame.linked)(&link.target).unwrap_or_default().as_bytes());
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
            surface: Vec::new(),
        }
    }

    /// `items` are the case's texts but its body, as [`items`](super::fields::items) gives them.
    pub fn analyse(&mut self, case: &Case, items: &[Item<'_>], others: Digest) -> Analysis {
        let body = body_text(self.frame, case);
        let before = items.iter().take_while(|(field, _)| *field < Field::Rest).count();
        let stemming = Stemming::of(language(case, self.frame.archive));
        let mut pieces = self.pieces.remove(&stemming).unwrap_or_default();
        self.tokens.clear();
        let mut next = 0;
        let mut lengths = [0, 0];
        let texts = items[..before].iter().map(|(field, text)| (*field, &**text));
        let texts = texts.chain([(Field::Body, body.as_str())]);
        let texts = texts.chain(items[before..].iter().map(|(field, text)| (*field, &**text)));
        for (field, text) in texts {
            let length = self.take(&mut pieces, stemming, field, text, next);
            next += if length > 0 { length + GAP } else { 0 };
            match field {
                Field::Body => lengths[0] += length,
                Field::Rest => lengths[1] += length,
                _ => {}
            }
        }
        self.pieces.insert(stemming, pieces);
        let text = excerpt_text(&case.file, body);
        self.gathered(case, others, lengths, text)
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
            if let Some((from, to, length)) = common.and_then(|common| pieces.known.get(&common)) {
                tokens.extend(pieces.tokens[*from as usize..*to as usize].iter().map(|token| Token {
                    position: token.position + position,
                    field,
                    ..*token
                }));
                position += length;
                continue;
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
                let start = pieces.tokens.len() as u32;
                pieces.tokens.extend(
                    tokens[from..]
                        .iter()
                        .map(|token| Token { position: token.position - position, ..*token }),
                );
                pieces.known.insert(common, (start, pieces.tokens.len() as u32, length));
            }
            position += length;
        }
        position - start
    }

    /// The tokens of a case by word and by group.
    fn gathered(&mut self, case: &Case, others: Digest, lengths: [u32; 2], text: Box<str>) -> Analysis {
        let Self { tokens, order, surface: more, .. } = self;
        order.clear();
        order.extend(tokens.iter().enumerate().map(|(at, token)| u64::from(token.surface) << 32 | at as u64));
        order.sort_unstable();
        more.clear();
        let mut words: Vec<Word> = Vec::with_capacity(order.len() / 2);
        let mut places = Bytes(Vec::with_capacity(order.len() * 2));
        let mut groups: Vec<Weight> = Vec::with_capacity(order.len() / 2);
        for same in order.chunk_by(|a, b| a >> 32 == b >> 32) {
            let token = |at: &u64| tokens[(at & 0xffff_ffff) as usize];
            let first = token(&same[0]);
            words.push(Word { surface: first.surface, group: first.group, at: places.0.len() as u32 });
            places.number(same.len() as u64);
            let mut before = 0;
            groups.push(Weight { group: first.group, ..Weight::default() });
            for at in same {
                let token = token(at);
                places.number(u64::from(token.position - before));
                before = token.position;
                if groups.last().is_none_or(|weight| weight.group != token.group) {
                    groups.push(Weight { group: token.group, ..Weight::default() });
                    more.push((token.surface, token.group));
                }
                if let Some(weight) = groups.last_mut() {
                    weight.add(token.field);
                }
            }
        }
        groups.sort_unstable_by_key(|weight| weight.group);
        groups.dedup_by(|other, kept| {
            let same = other.group == kept.group;
            if same {
                kept.fixed += other.fixed;
                kept.body += other.body;
                kept.rest += other.rest;
            }
            same
        });
        Analysis {
            file: Arc::clone(&case.file),
            others,
            words: words.into(),
            more_groups: more.as_slice().into(),
            places: places.0.into(),
            groups: groups.into(),
            lengths,
            text,
        }
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

/// A piece of text that is likely to come again: handles, addresses and numbers seldom do.
fn common(piece: &str) -> Option<Piece> {
    let bytes = piece.as_bytes();
    let rare = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'@' | b'/' | 0);
    if bytes.len() > LONGEST_PIECE || bytes.iter().any(rare) {
        return None;
    }
    let mut padded = [0; LONGEST_PIECE];
    padded[..bytes.len()].copy_from_slice(bytes);
    let mut common = Piece::default();
    for (word, eight) in common.iter_mut().zip(padded.chunks_exact(8)) {
        *word = eight.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
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
