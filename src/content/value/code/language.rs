//! Languages: BCP 47 tags whose language part is checked against ISO 639.

use std::fmt;

use super::language_names::{HABITS, NAMES};
use crate::content::value::{Country, ValueError, quoted};

/// A BCP 47 tag in canonical case: `en`, `zh-Hant`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(pub Box<str>);

impl Language {
    /// Reads a tag and checks its language part against ISO 639.
    ///
    /// # Errors
    /// Not well formed, or an unknown language.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let Ok(tag) = oxilangtag::LanguageTag::parse_and_normalize(text) else {
            return Err(explain(text));
        };
        let primary = tag.primary_language();
        let short = isolang::Language::from_639_3(primary).and_then(|language| language.to_639_1());
        if let (3, Some(short)) = (primary.len(), short) {
            return Err(ValueError::new(
                "E031",
                format!("{} is not the shortest code of its language", quoted(text)),
            )
            .hint(format!("write `{short}{}`", &tag.as_str()[primary.len()..])));
        }
        if isolang::Language::from_639_1(primary).or_else(|| isolang::Language::from_639_3(primary)).is_none()
        {
            return Err(explain(text));
        }
        if let Some(region) = tag.region().filter(|region| region.len() == 2) {
            Country::parse(region).map_err(|error| ValueError {
                code: "E031",
                message: format!("{} has an unknown country part", quoted(text)),
                ..error
            })?;
        }
        Ok(Self(tag.into_inner().into()))
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The language alone: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The English name of the language alone, where it is a widely spoken one.
    pub fn name(&self) -> Option<&'static str> {
        NAMES.iter().find(|(code, _)| *code == self.primary()).map(|(_, name)| *name)
    }

    /// Written from right to left: by the tag's script if it names one, else the language's usual one.
    pub fn is_rtl(&self) -> bool {
        const SCRIPTS: [&str; 8] = ["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Aran"];
        const LANGUAGES: [&str; 20] = [
            "ar", "fa", "ur", "ps", "he", "yi", "dv", "ckb", "sd", "ug", "syr", "nqo", "prs", "arz", "azb",
            "ks", "skr", "pnb", "bal", "glk",
        ];
        let script = self
            .0
            .split('-')
            .skip(1)
            .find(|part| part.len() == 4 && !part.starts_with(|c: char| c.is_ascii_digit()));
        script.map_or_else(|| LANGUAGES.contains(&self.primary()), |script| SCRIPTS.contains(&script))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn explain(text: &str) -> ValueError {
    let error = ValueError::new("E031", format!("{} is not a language of BCP 47", quoted(text)));
    match respelt(text) {
        Some((code, name)) => error.hint(format!("`{code}` is {name}")),
        None if text.contains('_') && Language::parse(&text.replace('_', "-")).is_ok() => {
            error.hint(format!("write `{}`", text.replace('_', "-")))
        }
        None => error.hint("write a language code such as `en`, `ar` or `zh-Hant`"),
    }
}

/// The code of an English name, or of a country whose code is taken for its language's.
fn respelt(text: &str) -> Option<(&'static str, &'static str)> {
    let lower = text.to_lowercase();
    let habit = HABITS.iter().find(|(word, _)| *word == lower).map(|(_, code)| *code);
    NAMES.iter().find(|(code, name)| Some(*code) == habit || name.to_lowercase() == lower).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_canonical_case() {
        for (text, tag, rtl) in [
            ("en", "en", false),
            ("EN-gb", "en-GB", false),
            ("zh-hant", "zh-Hant", false),
            ("ar", "ar", true),
            ("pa-arab-PK", "pa-Arab-PK", true),
            ("ar-Latn", "ar-Latn", false),
            ("prs", "prs", true),
            ("es-419", "es-419", false),
            ("uk", "uk", false),
        ] {
            let language = Language::parse(text).unwrap_or_else(|e| panic!("{text}: {}", e.message));
            assert_eq!((language.tag(), language.is_rtl()), (tag, rtl));
        }
    }

    #[test]
    fn mistakes_are_told_with_the_right_code() {
        for (text, hint) in [
            ("jp", "`ja` is Japanese"),
            ("cz", "`cs` is Czech"),
            ("ua", "`uk` is Ukrainian"),
            ("cn", "`zh` is Chinese"),
            ("English", "`en` is English"),
            ("eng", "write `en`"),
            ("ger", "`de` is German"),
            ("zho-Hant", "write `zh-Hant`"),
            ("en_GB", "write `en-GB`"),
            ("en-UK", "`GB` is United Kingdom"),
            ("qx", "such as `en`"),
            ("", "such as `en`"),
        ] {
            let error = Language::parse(text).expect_err(text);
            assert_eq!(error.code, "E031");
            assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{text}: {error:?}");
        }
    }

    #[test]
    fn every_code_in_the_tables_is_a_language() {
        for (code, name) in NAMES {
            assert!(Language::parse(code).is_ok(), "{code} {name}");
        }
        for (word, code) in HABITS {
            assert!(NAMES.iter().any(|(known, _)| *known == code), "{word} {code}");
            assert!(Language::parse(word).is_err(), "{word} is a language of its own");
        }
    }
}
