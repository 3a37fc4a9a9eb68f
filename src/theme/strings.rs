//! The theme's words in one language, and how that language writes numbers, lists and names.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use tera::Value;

use crate::content::markdown::Words;
use crate::content::value::{Country, Language};

/// One language's words, complete: what its own tables lack is there in English.
#[derive(Clone)]
pub struct Strings {
    lang: String,
    texts: BTreeMap<String, String>,
    /// The site's own words in this very language for what has a name without them.
    own: BTreeMap<String, String>,
    /// All texts for looking up: every page asks hundreds of times.
    lookup: HashMap<Box<str>, Box<str>, foldhash::fast::FixedState>,
    value: Value,
    rules: Option<PluralRules>,
    body_words: Words,
    /// What numbers and dates ask for without end: the mark between thousands; the months, long and short.
    group: Box<str>,
    months: [Vec<Box<str>>; 2],
}

impl fmt::Debug for Strings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Strings").field("lang", &self.lang).field("texts", &self.texts.len()).finish()
    }
}

impl Strings {
    /// Makes the strings of `lang` (BCP 47) from texts by dotted key.
    pub fn new(lang: &str, mut texts: BTreeMap<String, String>) -> Self {
        texts.insert("lang".to_owned(), lang.to_owned());
        let primary = lang.split('-').next().unwrap_or_default();
        let rules = primary
            .parse::<unic_langid::LanguageIdentifier>()
            .ok()
            .and_then(|id| PluralRules::create(id, PluralRuleType::CARDINAL).ok());
        let value = nested(&texts);
        let body_words = body_words(&texts);
        let lookup = texts.iter().map(|(key, text)| (key.as_str().into(), text.as_str().into())).collect();
        let word = |key: &str| texts.get(key).map(|text| text.as_str().into());
        let group = word("number.group").unwrap_or_else(|| "number.group".into());
        let months = ["month", "month_short"].map(|table| {
            (1..=12).map(|n| word(&format!("{table}.{n}")).unwrap_or_else(|| n.to_string().into())).collect()
        });
        let own = BTreeMap::new();
        Self { lang: lang.to_owned(), texts, own, lookup, value, rules, body_words, group, months }
    }

    /// The same with the site's own words for what has a name without them.
    #[must_use]
    pub(super) fn with_own(self, own: BTreeMap<String, String>) -> Self {
        Self { own, ..self }
    }

    /// One of those words by its dotted key.
    pub(super) fn own(&self, key: &str) -> Option<&str> {
        self.own.get(key).map(String::as_str)
    }

    /// The language that the words are in, which is English where the theme lacks the page's.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The words as templates see them: the map `s`.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The words that a Markdown body needs.
    pub fn body_words(&self) -> &Words {
        &self.body_words
    }

    /// Every key and its text, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// A text by its dotted key, if there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.lookup.get(key).map(|text| &**text)
    }

    /// A text by its dotted key (`field.removed`); the key itself if there is none, so that a gap shows.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.get(key).unwrap_or(key)
    }

    /// A text with its `{name}` places filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.text(key), values)
    }

    /// The form of `key` that the language uses for `n`, with `{n}` filled.
    ///
    /// The rules are CLDR's; a form that the table lacks falls back to `other`.
    pub fn plural(&self, key: &str, n: u64) -> String {
        let form = self.get(&format!("{key}.{}", self.category(n)));
        let text = form.or_else(|| self.get(&format!("{key}.other"))).unwrap_or(key);
        fill(text, &[("n", &self.number(n))])
    }

    /// CLDR's plural category of a whole number: `one`, `few`, `other`, …
    pub fn category(&self, n: u64) -> &'static str {
        match self.rules.as_ref().and_then(|rules| rules.select(n).ok()) {
            Some(PluralCategory::ZERO) => "zero",
            Some(PluralCategory::ONE) => "one",
            Some(PluralCategory::TWO) => "two",
            Some(PluralCategory::FEW) => "few",
            Some(PluralCategory::MANY) => "many",
            _ => "other",
        }
    }

    /// A whole number with the language's mark between thousands: `40,000`.
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        if digits.len() <= 3 {
            return digits;
        }
        let group = &*self.group;
        let mut out = String::with_capacity(digits.len() + 8);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push_str(group);
            }
            out.push(digit);
        }
        out
    }

    /// A month's name, from 1 on.
    pub(super) fn month(&self, month: u8, short: bool) -> &str {
        let names = &self.months[usize::from(short)];
        names.get(usize::from(month).wrapping_sub(1)).map_or("", |name| name)
    }

    /// Texts joined as the language joins a list: `a, b, c`.
    pub fn join<T: AsRef<str>>(&self, items: &[T]) -> String {
        let parts: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        parts.join(self.text("joiner"))
    }

    /// A country's name (CLDR), or its code where the language has none.
    pub fn country(&self, country: &Country) -> String {
        let code = country.code();
        self.get(&format!("country.{code}")).unwrap_or(code).to_owned()
    }

    /// A currency's name as it stands after a number (CLDR: `US dollars`), or its ISO 4217 code.
    pub fn currency(&self, code: &str) -> String {
        self.get(&format!("currency.{code}")).unwrap_or(code).to_owned()
    }

    /// A language's name (CLDR): of the whole tag if it has one, else of the language with the rest in brackets.
    pub fn language(&self, language: &Language) -> String {
        if let Some(name) = self.get(&format!("language.{}", language.tag())) {
            return name.to_owned();
        }
        let primary = language.primary();
        let Some(name) = self.get(&format!("language.{primary}")) else { return language.tag().to_owned() };
        let rest = language.tag()[primary.len()..].trim_start_matches('-');
        if rest.is_empty() {
            return name.to_owned();
        }
        let rest: Vec<&str> =
            rest.split('-').map(|part| self.get(&format!("country.{part}")).unwrap_or(part)).collect();
        self.fill("language_variant", &[("language", name), ("variant", &self.join(&rest))])
    }
}

/// The table `[body]`.
fn body_words(texts: &BTreeMap<String, String>) -> Words {
    let word = |key: &str| texts.get(&format!("body.{key}")).cloned().unwrap_or_else(|| key.to_owned());
    Words {
        note: word("note"),
        tip: word("tip"),
        important: word("important"),
        warning: word("warning"),
        caution: word("caution"),
        footnotes: word("footnotes"),
        footnote: word("footnote"),
        back: word("back"),
        back_to_text: word("back_to_text"),
        source: word("source"),
        table: word("table"),
        done: word("done"),
        open: word("open"),
    }
}

/// Fills `{name}` places; a place without a value stays as it is.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    // Byte by byte: these texts are a few words long, and a search for one letter is made for long ones.
    let place_of = |text: &str, mark: u8| text.bytes().position(|byte| byte == mark);
    while let Some(start) = place_of(rest, b'{') {
        let (before, tail) = rest.split_at(start);
        out.push_str(before);
        let end = place_of(tail, b'}').map_or(tail.len(), |end| end + 1);
        let (place, after) = tail.split_at(end);
        let name = place.trim_matches(['{', '}']);
        let value = values.iter().find(|(key, _)| *key == name).map_or(place, |(_, value)| value);
        out.push_str(value);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A table of tables while it is being made: a map within a `Value` would be copied for each key that it gets.
enum Nest<'a> {
    Text(&'a str),
    Table(BTreeMap<&'a str, Nest<'a>>),
}

/// Dotted keys as nested maps.
fn nested(texts: &BTreeMap<String, String>) -> Value {
    let mut root = BTreeMap::new();
    for (key, text) in texts {
        insert(&mut root, key, text);
    }
    value(Nest::Table(root))
}

fn insert<'a>(table: &mut BTreeMap<&'a str, Nest<'a>>, key: &'a str, text: &'a str) {
    let Some((head, rest)) = key.split_once('.') else {
        table.insert(key, Nest::Text(text));
        return;
    };
    let slot = table.entry(head).or_insert_with(|| Nest::Table(BTreeMap::new()));
    if let Nest::Text(_) = slot {
        *slot = Nest::Table(BTreeMap::new());
    }
    if let Nest::Table(inner) = slot {
        insert(inner, rest, text);
    }
}

fn value(nest: Nest<'_>) -> Value {
    match nest {
        Nest::Text(text) => Value::from(text),
        Nest::Table(table) => {
            let pairs = table.into_iter().map(|(key, nest)| (key.to_owned().into(), value(nest)));
            Value::from(pairs.collect::<tera::Map>())
        }
    }
}

/// Words for the case that a theme has no English, which the built-in one always has: keys show as they are.
pub(super) fn none() -> &'static Strings {
    static NONE: std::sync::LazyLock<Strings> =
        std::sync::LazyLock::new(|| Strings::new("en", BTreeMap::new()));
    &NONE
}

#[cfg(test)]
mod tests {
    use super::fill;
    use crate::content::value::{Country, Language};
    use crate::theme::tests::{arabic, english};

    #[test]
    fn places_without_a_value_stay() {
        assert_eq!(fill("{n} of {cases}, {x", &[("n", "1"), ("cases", "{n}")]), "1 of {n}, {x");
    }

    #[test]
    fn each_language_counts_in_its_own_forms() {
        assert_eq!(english().plural("case_count", 1), "1 case");
        assert_eq!(english().plural("case_count", 1200), "1,200 cases");
        let forms: Vec<String> = [0, 1, 2, 3, 11, 100].map(|n| arabic().plural("case_count", n)).into();
        let distinct: std::collections::BTreeSet<&String> = forms.iter().collect();
        assert_eq!(distinct.len(), forms.len(), "{forms:?}");
    }

    #[test]
    fn names_of_codes() {
        let strings = english();
        assert_eq!(strings.country(&Country(*b"TR")), "Türkiye");
        assert_eq!(strings.language(&Language("zh-Hant".into())), "Traditional Chinese");
        assert_eq!(strings.language(&Language("ur-IN".into())), "Urdu (India)");
        assert_eq!(strings.currency("USD"), "US dollars");
        assert_eq!(strings.join(&["a", "b"]), "a, b");
        assert_eq!(strings.text("no.such"), "no.such");
    }

    #[test]
    fn a_language_without_words_speaks_english() {
        assert_eq!(english().lang(), "en");
        assert_eq!(crate::theme::tests::default_theme().strings("fi").lang(), "en");
    }
}
