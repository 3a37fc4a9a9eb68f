//! Letters as search compares them: without case, accents, vowel signs and the variants of one letter.
//!
//! The client does the same (`themes/default/assets/search/`); `tests/search/analysis.json` holds both to it.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A letter as it is compared, and where in the lower-cased text it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter {
    pub char: char,
    /// Byte offset in [`Folded::lower`].
    pub at: u32,
}

/// A text in lower case, and its letters as they are compared.
#[derive(Debug, Default)]
pub struct Folded {
    /// NFC, with its accents: what stemmers read.
    pub lower: String,
    pub letters: Vec<Letter>,
}

impl Folded {
    pub fn of(text: &str) -> Self {
        let mut folded = Self::default();
        folded.set(text);
        folded
    }

    /// The same for another text, in the same memory.
    pub fn set(&mut self, text: &str) {
        self.lower.clear();
        self.letters.clear();
        let text = refang(text);
        if text.is_ascii() {
            self.lower.push_str(&text);
            self.lower.make_ascii_lowercase();
            self.letters.extend(
                self.lower.bytes().enumerate().map(|(at, byte)| Letter { char: byte.into(), at: at as u32 }),
            );
            return;
        }
        let lower = text.nfkc().collect::<String>().to_lowercase();
        self.lower.extend(lower.nfc().filter(|c| !is_silent(*c)));
        for (at, c) in self.lower.char_indices() {
            fold(c, &mut |char| self.letters.push(Letter { char, at: at as u32 }));
        }
    }
}

/// A whole text as it is compared.
pub fn normalise(text: &str) -> String {
    Folded::of(text).letters.iter().map(|letter| letter.char).collect()
}

/// What defanging does to an address, and what was there before.
const DEFANGED: [(&str, &str); 9] = [
    ("[.]", "."),
    ("(.)", "."),
    ("[dot]", "."),
    ("(dot)", "."),
    ("[@]", "@"),
    ("[at]", "@"),
    ("[://]", "://"),
    ("[:]", ":"),
    ("[/]", "/"),
];

/// `hxxps://evil[.]example` as it was before it was defanged.
fn refang(text: &str) -> Cow<'_, str> {
    let masked = has_hxxp(text.as_bytes());
    if !masked && !text.contains(['[', '(']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let spelled = |c: char| is_letter(c) || c.is_numeric();
        if let Some((defanged, plain)) = DEFANGED.iter().find(|(defanged, _)| starts_with(rest, defanged)) {
            out.push_str(plain);
            rest = &rest[defanged.len()..];
        } else if masked && starts_with(rest, "hxxp") && !out.chars().next_back().is_some_and(spelled) {
            out.push_str("http");
            rest = &rest["hxxp".len()..];
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    Cow::Owned(out)
}

fn has_hxxp(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|four| four.eq_ignore_ascii_case(b"hxxp"))
}

fn starts_with(text: &str, ascii: &str) -> bool {
    text.as_bytes().get(..ascii.len()).is_some_and(|head| head.eq_ignore_ascii_case(ascii.as_bytes()))
}

/// Characters that no reader sees and no reader types: they part no words.
fn is_silent(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{2bb}' | '\u{2bc}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Accents, vowel signs and the like, which are not compared.
fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6ed}'
            | '\u{20d0}'..='\u{20ff}'
    )
}

/// One character of the lower-cased NFC text: its base without accents, put together again, in its plain form.
fn fold(c: char, push: &mut impl FnMut(char)) {
    if c.is_ascii() {
        return push(c);
    }
    // й is a letter of its own in Russian, ё is not.
    if c == 'й' {
        return push(c);
    }
    let mut parts = [None; 4];
    let mut count = 0;
    decompose_canonical(c, |part| {
        if !is_dropped(part) && count < parts.len() {
            parts[count] = Some(part);
            count += 1;
        }
    });
    if count == 1 {
        return parts.iter().flatten().for_each(|part| plain(*part, push));
    }
    parts.iter().flatten().copied().nfc().for_each(|part| plain(part, push));
}

/// Letters that are one to whoever searches.
fn plain(c: char, push: &mut impl FnMut(char)) {
    let one = match c {
        'ς' => 'σ',
        'ß' => return "ss".chars().for_each(push),
        'æ' => return "ae".chars().for_each(push),
        'œ' => return "oe".chars().for_each(push),
        'þ' => return "th".chars().for_each(push),
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ł' => 'l',
        'ı' => 'i',
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' | 'ۍ' | 'ئ' | 'ے' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ہ' | 'ھ' | 'ە' | 'ۀ' | 'ة' | 'ۃ' => 'ه',
        'ؤ' => 'و',
        'ګ' => 'گ',
        _ => digit(c).unwrap_or(c),
    };
    push(one);
}

/// The European form of a digit.
fn digit(c: char) -> Option<char> {
    [0x660, 0x6f0, 0x966, 0x9e6]
        .into_iter()
        .find_map(|zero| u32::from(c).checked_sub(zero).filter(|n| *n < 10))
        .and_then(|n| char::from_digit(n, 10))
}

/// Unicode's `\p{L}`.
pub fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !c.is_numeric() && !is_combining_mark(c) && !is_sign(c)
}

/// `\p{L}`, `\p{M}`, `\p{N}` or `_`: what words are made of.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    (c.is_alphanumeric() && !is_sign(c)) || is_combining_mark(c)
}

/// `\p{M}`.
pub fn is_mark(c: char) -> bool {
    is_combining_mark(c)
}

/// Letters in circles and squares: Unicode calls them alphabetic, but signs.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f149}' | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}')
}

/// Scripts that put no space between words: their runs are read as pairs of characters.
pub fn is_dense(c: char) -> bool {
    matches!(
        u32::from(c),
        0xe00..=0xeff
            | 0x1000..=0x109f
            | 0x1780..=0x17ff
            | 0x19e0..=0x19ff
            | 0x2e80..=0x2fdf
            | 0x3005..=0x3007
            | 0x3021..=0x3029
            | 0x3038..=0x303b
            | 0x3040..=0x30ff
            | 0x31f0..=0x31ff
            | 0x3400..=0x4dbf
            | 0x4e00..=0x9fff
            | 0xa9e0..=0xa9ff
            | 0xaa60..=0xaa7f
            | 0xf900..=0xfaff
            | 0x1b000..=0x1b16f
            | 0x20000..=0x3ffff
    )
}
