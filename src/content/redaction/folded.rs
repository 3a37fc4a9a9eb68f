//! A text as it is meant, however it is spelt, with the place of each letter.

use std::iter::once;

use pulldown_cmark::{Event, Parser};
use unicode_normalization::UnicodeNormalization;

use crate::content::indicator::FANGS;
use crate::content::markdown::Part;
use crate::diagnostic::Span;

#[derive(Debug, Clone, Copy)]
struct Letter {
    c: char,
    at: Span,
    /// Markup, or something that nobody sees, stands before it: it may begin a word, whatever that was.
    fresh: bool,
}

/// Lower case, compatible forms as one, without character references, `%2E`, defanging, and what nobody sees.
pub(super) struct Folded {
    pub text: String,
    letters: Vec<Letter>,
    /// The letter that each byte of the text belongs to.
    of_byte: Vec<u32>,
    /// The same without spaces around dots and at signs, where there are some.
    pub closed: Option<Box<Self>>,
}

impl Folded {
    /// The parts of a strand, whose places are counted from `start`; `whole` is the text that they count in.
    pub fn of(parts: &[Part<'_>], whole: &str, start: usize) -> Self {
        let mut letters = Vec::new();
        for part in parts {
            let exact = whole.get(part.at.clone()) == Some(&*part.text);
            let range = Span::from(part.at.clone()).shifted(start);
            letters.extend(part.text.char_indices().map(|(at, c)| {
                let place = range.start + at;
                let at_place = if exact { Span { start: place, end: place + c.len_utf8() } } else { range };
                Letter { c, at: at_place, fresh: at == 0 }
            }));
        }
        Self::from_letters(letters)
    }

    pub fn plain(text: &str) -> Self {
        Self::of(&[Part { text: text.into(), at: 0..text.len() }], text, 0)
    }

    fn from_letters(letters: Vec<Letter>) -> Self {
        // Twice: `&amp;#46;` and `%252E` are dots to whoever follows them far enough.
        let letters = (0..2).fold(letters, |letters, _| percent_decoded(referred(letters)));
        let letters = without_fangs(compatible(letters));
        let closed = closed_up(&letters).map(|letters| Box::new(Self::small(&letters, None)));
        Self::small(&letters, closed)
    }

    /// Of letters that are alike but for their case.
    fn small(letters: &[Letter], closed: Option<Box<Self>>) -> Self {
        let mut folded = Self {
            text: String::with_capacity(letters.len()),
            letters: Vec::with_capacity(letters.len()),
            of_byte: Vec::with_capacity(letters.len()),
            closed,
        };
        for (letter, c) in letters.iter().flat_map(|letter| letter.c.to_lowercase().map(move |c| (letter, c)))
        {
            let at = u32::try_from(folded.letters.len()).unwrap_or(u32::MAX);
            folded.letters.push(Letter { c, ..*letter });
            folded.text.push(c);
            folded.of_byte.resize(folded.text.len(), at);
        }
        folded
    }

    /// The same with hyphens for spaces, as an address has it; `None` without spaces.
    pub fn hyphened(&self) -> Option<Self> {
        let hyphen = |letter: &Letter| Letter { c: if letter.c == ' ' { '-' } else { letter.c }, ..*letter };
        let letters: Vec<Letter> = self.letters.iter().map(hyphen).collect();
        self.text.contains(' ').then(|| Self::small(&letters, None))
    }

    /// The place of `text[start..end]`, if it stands there as words of its own.
    pub fn place(&self, start: usize, end: usize) -> Option<Span> {
        let letter = |byte: usize| self.of_byte.get(byte).and_then(|at| self.letters.get(*at as usize));
        let (first, last) = (letter(start)?, letter(end.checked_sub(1)?)?);
        let is_word = |letter: &Letter| letter.c.is_alphanumeric() || letter.c == '_';
        let before = start.checked_sub(1).and_then(letter);
        let runs_on = before.is_some_and(is_word) && !first.fresh
            || letter(end).is_some_and(|after| is_word(after) && !after.fresh);
        let place = Span { start: first.at.start.min(last.at.start), end: last.at.end.max(first.at.end) };
        (!runs_on).then_some(place)
    }
}

/// Letters without what nobody sees, in the plainest of the forms that mean the same; one space for any run of them.
fn compatible(letters: Vec<Letter>) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::with_capacity(letters.len());
    let mut hidden = false;
    for letter in letters {
        if is_invisible(letter.c) {
            hidden = true;
            continue;
        }
        for c in once(letter.c).nfkd().filter(|c| !is_vowel_sign(*c)) {
            let c = match c {
                c if c.is_whitespace() => ' ',
                '\u{3002}' => '.',
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                c => c,
            };
            if c != ' ' || out.last().is_none_or(|last| last.c != ' ') {
                out.push(Letter { c, fresh: letter.fresh || hidden, ..letter });
            }
        }
        hidden = false;
    }
    out
}

/// Arabic vowel signs and tatweel, which one may write or leave out.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}')
}

/// `victim-site . com` as it is meant, and `victim-` at the end of a line before `site.com`; a dot with a space after it alone may
/// end a sentence. `None` without any.
fn closed_up(letters: &[Letter]) -> Option<Vec<Letter>> {
    let sign = |at: usize| letters.get(at).map(|letter| letter.c);
    let before = |at: usize, by: usize| at.checked_sub(by).and_then(sign);
    let closes = |at: usize| {
        let (last, next) = (before(at, 1), sign(at + 1));
        let no_end = before(at, 2) == Some(' ') || next.is_some_and(char::is_lowercase);
        let broken = matches!(last, Some('-' | '/' | '_')) && before(at, 2) != Some(' ');
        last == Some('@')
            || matches!(next, Some('@' | '.'))
            || last == Some('.') && no_end
            || broken && next.is_some_and(char::is_alphanumeric)
    };
    let gone = |at: usize, letter: &Letter| letter.c == ' ' && closes(at);
    let first = letters.iter().enumerate().position(|(at, letter)| gone(at, letter))?;
    let rest = letters.iter().enumerate().skip(first).filter(|(at, letter)| !gone(*at, letter));
    Some(letters[..first].iter().chain(rest.map(|(_, letter)| letter)).copied().collect())
}

/// What a reader never sees, and a search may never find.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}')
        || c.is_control() && !c.is_whitespace()
}

/// `&#104;`, `&#x68;`, `&shy;` read as a browser reads them.
fn referred(letters: Vec<Letter>) -> Vec<Letter> {
    const LONGEST: usize = 33;
    if letters.iter().all(|letter| letter.c != '&') {
        return letters;
    }
    let mut out = Vec::with_capacity(letters.len());
    let mut at = 0;
    while let Some(first) = letters.get(at) {
        let word: String = match first.c {
            '&' => letters[at + 1..].iter().take(LONGEST).map(|letter| letter.c).collect(),
            _ => String::new(),
        };
        let Some((length, meant)) = reference(&word) else {
            out.push(*first);
            at += 1;
            continue;
        };
        let place = Span { start: first.at.start, end: letters[at + length].at.end };
        out.extend(meant.chars().map(|c| Letter { c, at: place, fresh: true }));
        at += length + 1;
    }
    out
}

/// The reference after an `&`: how many letters it has, and what it stands for.
pub fn reference(word: &str) -> Option<(usize, String)> {
    if let Some(number) = word.strip_prefix('#') {
        let (radix, digits, lead) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (16, digits, 2),
            None => (10, number, 1),
        };
        let count = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let c = u32::from_str_radix(&digits[..count], radix).ok().and_then(char::from_u32)?;
        return Some((lead + count + usize::from(digits[count..].starts_with(';')), c.to_string()));
    }
    // The one name of these that browsers take without a semicolon.
    if let Some(rest) = word.strip_prefix("shy") {
        return Some((3 + usize::from(rest.starts_with(';')), "\u{ad}".to_owned()));
    }
    let end = word.find(|c: char| !c.is_ascii_alphanumeric()).filter(|end| word[*end..].starts_with(';'))?;
    let named = format!("&{}", &word[..=end]);
    let meant = Parser::new(&named).find_map(|event| match event {
        Event::Text(text) if *text != *named => Some(text.into_string()),
        _ => None,
    })?;
    Some((end + 1, meant))
}

/// `%2E` and the like read, where they give UTF-8.
fn percent_decoded(letters: Vec<Letter>) -> Vec<Letter> {
    let byte = |at: usize| {
        let digit = |at: usize| letters.get(at).and_then(|letter: &Letter| letter.c.to_digit(16));
        let sign = letters.get(at).is_some_and(|letter| letter.c == '%');
        sign.then(|| Some(u8::try_from(digit(at + 1)? * 16 + digit(at + 2)?).unwrap_or_default()))?
    };
    if letters.iter().all(|letter| letter.c != '%') {
        return letters;
    }
    let mut out = Vec::with_capacity(letters.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let run: Vec<u8> = (at..).step_by(3).map_while(byte).take(64).collect();
        let valid = match std::str::from_utf8(&run) {
            Ok(text) => text,
            Err(error) => {
                run.get(..error.valid_up_to()).and_then(|run| std::str::from_utf8(run).ok()).unwrap_or("")
            }
        };
        if valid.is_empty() {
            out.push(*letter);
            at += 1;
            continue;
        }
        for c in valid.chars() {
            let end = at + 3 * c.len_utf8();
            let place = Span { start: letters[at].at.start, end: letters[end - 1].at.end };
            out.push(Letter { c, at: place, fresh: true });
            at = end;
        }
        // What follows is no part of the number before it.
        if let Some(next) = letters.get(at).filter(|next| next.c != '%') {
            out.push(Letter { fresh: true, ..*next });
            at += 1;
        }
    }
    out
}

/// Found in texts, but too odd to be taken for an address that somebody lists.
const MORE_FANGS: [(&str, &str); 3] = [("[::]", "::"), ("{at}", "@"), ("{@}", "@")];

/// `[.]` and `[dot]` as what they stand for.
fn without_fangs(letters: Vec<Letter>) -> Vec<Letter> {
    let mut out = Vec::with_capacity(letters.len());
    let mut at = 0;
    while let Some(first) = letters.get(at) {
        let spells = |written: &str| {
            let rest = &letters[at..];
            let same = |(c, letter): (char, &Letter)| c == letter.c.to_ascii_lowercase();
            written.len() <= rest.len() && written.chars().zip(rest).all(same)
        };
        let fang = matches!(first.c, '[' | '(' | '{')
            .then(|| FANGS.iter().chain(&MORE_FANGS).find(|(written, _)| spells(written)));
        match fang.flatten() {
            Some((written, meant)) => {
                let place = Span { start: first.at.start, end: letters[at + written.len() - 1].at.end };
                out.extend(meant.chars().map(|c| Letter { c, at: place, fresh: first.fresh }));
                at += written.len();
            }
            None => {
                out.push(*first);
                at += 1;
            }
        }
    }
    out
}
