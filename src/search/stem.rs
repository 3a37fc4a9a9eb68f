//! Stems: what the forms of a word have in common. Only the index knows them; the client looks words up.

use rust_stemmers::{Algorithm, Stemmer};

use super::normalise::normalise;
use crate::content::value::Language;

/// Scripts that have a stemmer, and all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Greek,
    Tamil,
    Other,
}

/// What words of a text are stemmed by: the language's own stemmer for words in its script, the script's for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stemming {
    script: Script,
    /// An index into [`STEMMERS`], if the language has one.
    own: Option<usize>,
}

/// Languages with a stemmer.
const STEMMERS: [(&str, Script, Algorithm); 20] = [
    ("ar", Script::Arabic, Algorithm::Arabic),
    ("da", Script::Latin, Algorithm::Danish),
    ("de", Script::Latin, Algorithm::German),
    ("el", Script::Greek, Algorithm::Greek),
    ("en", Script::Latin, Algorithm::English),
    ("es", Script::Latin, Algorithm::Spanish),
    ("fi", Script::Latin, Algorithm::Finnish),
    ("fr", Script::Latin, Algorithm::French),
    ("hu", Script::Latin, Algorithm::Hungarian),
    ("it", Script::Latin, Algorithm::Italian),
    ("nb", Script::Latin, Algorithm::Norwegian),
    ("nl", Script::Latin, Algorithm::Dutch),
    ("nn", Script::Latin, Algorithm::Norwegian),
    ("no", Script::Latin, Algorithm::Norwegian),
    ("pt", Script::Latin, Algorithm::Portuguese),
    ("ro", Script::Latin, Algorithm::Romanian),
    ("ru", Script::Cyrillic, Algorithm::Russian),
    ("sv", Script::Latin, Algorithm::Swedish),
    ("ta", Script::Tamil, Algorithm::Tamil),
    ("tr", Script::Latin, Algorithm::Turkish),
];

/// Languages that are usually written in Cyrillic and have no stemmer here.
const CYRILLIC: [&str; 12] = ["uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt", "ba", "ce"];

/// Languages in a script of their own.
const OTHER: [&str; 28] = [
    "zh", "ja", "ko", "th", "lo", "km", "my", "hi", "mr", "ne", "bn", "as", "gu", "pa", "or", "te", "kn",
    "ml", "si", "ka", "hy", "am", "ti", "he", "yi", "dv", "syr", "nqo",
];

impl Stemming {
    pub fn of(language: &Language) -> Self {
        let primary = language.primary();
        let own = STEMMERS.iter().position(|(code, ..)| *code == primary);
        let script = script_of(language, own);
        // A language's stemmer is for its usual script.
        let own = own.filter(|own| STEMMERS[*own].1 == script);
        Self { script, own }
    }

    /// The stem of a word in lower case with its accents, as it is compared; `None` if it is the word itself.
    pub fn stem(self, word: &str) -> Option<String> {
        let script = script(word.chars().find(|c| c.is_alphabetic())?);
        let algorithm = if script == self.script {
            STEMMERS[self.own?].2
        } else {
            match script {
                Script::Latin => Algorithm::English,
                Script::Cyrillic => Algorithm::Russian,
                Script::Arabic => Algorithm::Arabic,
                Script::Greek => Algorithm::Greek,
                Script::Tamil => Algorithm::Tamil,
                Script::Other => return None,
            }
        };
        let straight = word.replace('’', "'");
        let word = match (algorithm, straight.split_once('\'')) {
            // l'armée, d'Italia, qu'Iran: the article is not part of the word.
            (Algorithm::French | Algorithm::Italian, Some((article, noun)))
                if (article.chars().count() == 1 || article == "qu") && !noun.is_empty() =>
            {
                noun
            }
            _ => &straight,
        };
        let stem = Stemmer::create(algorithm).stem(word).replace('\'', "");
        let stem = if stem.is_ascii() { stem } else { normalise(&stem) };
        (!stem.is_empty()).then_some(stem)
    }
}

/// The script that a language is written in: as its tag says, else its usual one.
fn script_of(language: &Language, own: Option<usize>) -> Script {
    let named = language.tag().split('-').skip(1).find_map(|part| match part {
        "Latn" => Some(Script::Latin),
        "Cyrl" => Some(Script::Cyrillic),
        "Arab" | "Aran" => Some(Script::Arabic),
        _ => None,
    });
    let primary = language.primary();
    named.or(own.map(|own| STEMMERS[own].1)).unwrap_or_else(|| match primary {
        _ if CYRILLIC.contains(&primary) => Script::Cyrillic,
        _ if OTHER.contains(&primary) => Script::Other,
        _ if language.is_rtl() => Script::Arabic,
        _ => Script::Latin,
    })
}

fn script(letter: char) -> Script {
    match u32::from(letter) {
        0x41..=0x24f | 0x1e00..=0x1eff => Script::Latin,
        0x370..=0x3ff | 0x1f00..=0x1fff => Script::Greek,
        0x400..=0x52f => Script::Cyrillic,
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff => Script::Arabic,
        0xb80..=0xbff => Script::Tamil,
        _ => Script::Other,
    }
}
