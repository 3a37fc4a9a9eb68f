//! Code lists: countries (ISO 3166-1), languages (BCP 47).

use super::ValueError;

/// ISO 3166-1 alpha-2, upper case: `PK`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(pub [u8; 2]);

/// A BCP 47 tag in canonical case: `en`, `zh-Hant`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(pub Box<str>);

impl Country {
    /// Reads a code; only upper case is taken, so that `no` and `NO` are never confused with false.
    ///
    /// # Errors
    /// Unknown, obsolete or lower-case codes, with the right one as a hint.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let _ = text;
        unimplemented!()
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl Language {
    /// Reads a tag and checks its language part against ISO 639.
    ///
    /// # Errors
    /// Not well formed, or an unknown language.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let _ = text;
        unimplemented!()
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The language alone: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Written from right to left: by the tag's script if it names one, else the language's usual one.
    pub fn is_rtl(&self) -> bool {
        const SCRIPTS: [&str; 8] = ["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Aran"];
        const LANGUAGES: [&str; 15] =
            ["ar", "fa", "ur", "ps", "he", "yi", "dv", "ckb", "sd", "ug", "syr", "nqo", "prs", "arz", "azb"];
        let script =
            self.0.split('-').find(|part| part.len() == 4 && !part.starts_with(|c: char| c.is_ascii_digit()));
        script.map_or_else(|| LANGUAGES.contains(&self.primary()), |script| SCRIPTS.contains(&script))
    }
}
