//! Text into words: what a reader would call one, in any script, and addresses whole as well.
//!
//! The client cuts queries in the same way; `tests/search/analysis.json` holds both to it.

use super::normalise::{Folded, Letter, is_dense, is_letter, is_mark, is_word};

/// Longest word, in characters.
const LONGEST: usize = 64;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// As it is compared.
    pub surface: &'a str,
    /// The word in lower case with its accents, if it has a stem: not a number, an address or a pair of characters.
    pub stemmed: Option<&'a str>,
    /// Counted from 0 in the text.
    pub position: u32,
}

/// Cuts texts into words, again and again in the same memory.
#[derive(Debug, Default)]
pub struct Cutter {
    folded: Folded,
    words: Vec<Word>,
    runs: Vec<Run>,
    surface: String,
    whole: String,
}

/// A word as a range of letters; an apostrophe or comma within is left out.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    /// With a digit: it has no stem.
    Digits,
    /// One or two characters of a script without spaces.
    Dense,
}

/// A run of letters that may be an address; its words are `words[first..last]`.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    first: usize,
    last: usize,
}

impl Cutter {
    /// Hands each word of a text to `each`; returns how many positions they take.
    ///
    /// White space parts everything, so a text may be handed over in pieces that end at white space.
    pub fn cut(&mut self, text: &str, mut each: impl FnMut(Token<'_>)) -> u32 {
        let Self { folded, words, runs, surface, whole } = self;
        folded.set(text);
        let letters = &folded.letters[..];
        words.clear();
        find_words(letters, words);
        runs.clear();
        if letters.iter().any(|letter| matches!(letter.char, '.' | '@' | '/')) {
            find_runs(letters, words, runs);
        }
        let mut runs = runs.iter().peekable();
        for (index, word) in words.iter().enumerate() {
            let position = index as u32;
            if let Some(run) = runs.next_if(|run| run.first == index) {
                whole.clear();
                whole.extend(letters[run.start..run.end].iter().map(|letter| letter.char));
                let is_new = |candidate: &str| {
                    words[run.first..run.last].iter().all(|word| !word.says(letters).eq(candidate.chars()))
                };
                for surface in wholes(whole, is_new).into_iter().flatten() {
                    each(Token { surface, stemmed: None, position });
                }
            }
            surface.clear();
            surface.extend(word.says(letters));
            let stemmed = (word.kind == Kind::Letters).then(|| folded.written(word));
            each(Token { surface, stemmed, position });
        }
        words.len() as u32
    }
}

impl Word {
    /// The word as it is compared.
    fn says(self, letters: &[Letter]) -> impl Iterator<Item = char> {
        let letters = letters[self.start..self.end].iter().map(|letter| letter.char);
        letters.filter(|c| is_word(*c) || *c == '.').take(LONGEST)
    }
}

impl Folded {
    /// A word in lower case, as it was written.
    fn written(&self, word: &Word) -> &str {
        let at = |index: usize| self.letters.get(index).map_or(self.lower.len(), |letter| letter.at as usize);
        &self.lower[at(word.start)..at(word.end)]
    }
}

fn find_words(letters: &[Letter], words: &mut Vec<Word>) {
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if !is_word(letter.char) {
            at += 1;
            continue;
        }
        let start = at;
        let dense = is_dense(letter.char);
        at = if dense { dense_end(letters, at) } else { word_end(letters, at) };
        let run = &letters[start..at];
        if !run.iter().any(|letter| is_letter(letter.char) || letter.char.is_numeric()) {
            continue;
        }
        if dense {
            let pairs = start..(at - 1).max(start + 1);
            words.extend(pairs.map(|from| Word { start: from, end: (from + 2).min(at), kind: Kind::Dense }));
        } else {
            let digits = run.iter().any(|letter| letter.char.is_numeric());
            words.push(Word { start, end: at, kind: if digits { Kind::Digits } else { Kind::Letters } });
        }
    }
}

fn find_runs(letters: &[Letter], words: &[Word], runs: &mut Vec<Run>) {
    let mut at = 0;
    let mut first = 0;
    while at < letters.len() {
        let start = at;
        at += letters[at..].iter().take_while(|letter| is_of_address(letter.char)).count();
        if at == start {
            at += 1;
            continue;
        }
        first += words[first..].iter().take_while(|word| word.start < start).count();
        let last = first + words[first..].iter().take_while(|word| word.start < at).count();
        if last > first {
            runs.push(Run { start, end: at, first, last });
        }
        first = last;
    }
}

/// The end of a run of characters without spaces.
fn dense_end(letters: &[Letter], start: usize) -> usize {
    let run = letters[start..].iter().take_while(|letter| is_word(letter.char) && is_dense(letter.char));
    start + run.count()
}

/// The end of a word, which may hold an apostrophe between letters, and a point or comma between digits.
fn word_end(letters: &[Letter], start: usize) -> usize {
    let at = |index: usize| letters.get(index).map(|letter| letter.char);
    let mut end = start;
    let mut length = 0;
    while let Some(c) = at(end) {
        let before = if end > start { at(end - 1) } else { None };
        let joins = match c {
            // After a single letter it parts: l’Iran, d’Ivoire.
            '\'' | '‘' | '’' => {
                length > 1
                    && before.is_some_and(|c| is_letter(c) || is_mark(c))
                    && at(end + 1).is_some_and(|c| is_letter(c) && !is_dense(c))
            }
            '.' => before.is_some_and(char::is_numeric) && at(end + 1).is_some_and(is_digit),
            ',' => {
                before.is_some_and(char::is_numeric)
                    && (1..=3).all(|next| at(end + next).is_some_and(is_digit))
                    && !at(end + 4).is_some_and(char::is_numeric)
            }
            _ => is_word(c) && !is_dense(c),
        };
        if !joins {
            break;
        }
        length += 1;
        end += 1;
    }
    end
}

/// `\p{N}` of a script with spaces.
fn is_digit(c: char) -> bool {
    c.is_numeric() && !is_dense(c)
}

fn is_of_address(c: char) -> bool {
    matches!(c, '.' | '@' | '/' | ':' | '-' | '&' | '+' | '~' | '%' | '#' | '=' | '?')
        || (is_word(c) && !is_dense(c))
}

/// The whole of an address, and its host alone if it has a path.
fn wholes(run: &str, is_new: impl Fn(&str) -> bool) -> [Option<&str>; 2] {
    let address = without_scheme(trimmed(run));
    let address = address.strip_prefix("www.").unwrap_or(address);
    if !(address.contains(['@', '/']) || has_inner_point(address)) || !is_new(address) {
        return [None, None];
    }
    let host = address
        .split_once('/')
        .map(|(host, _)| host)
        .filter(|host| (has_inner_point(host) || host.find('@').is_some_and(|at| at > 0)) && is_new(host));
    [Some(cut(address)), host.map(cut)]
}

/// Without marks at the ends, but for the `@` of a handle.
fn trimmed(run: &str) -> &str {
    let run = run.trim_end_matches(|c| !is_word(c));
    let bare = run.trim_start_matches(|c| !is_word(c));
    let marks = run.len() - bare.len();
    if run[..marks].ends_with('@') { &run[marks - 1..] } else { bare }
}

fn without_scheme(address: &str) -> &str {
    let of_scheme = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '.' | '-');
    match address.split_once("://") {
        Some((scheme, rest))
            if scheme.starts_with(|c: char| c.is_ascii_lowercase()) && scheme.chars().all(of_scheme) =>
        {
            rest
        }
        _ => address,
    }
}

/// A point between two characters of words.
fn has_inner_point(text: &str) -> bool {
    text.match_indices('.').any(|(at, _)| {
        text[..at].chars().next_back().is_some_and(is_word)
            && text[at + 1..].chars().next().is_some_and(is_word)
    })
}

/// The first characters, as many as a word may have.
fn cut(text: &str) -> &str {
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}
