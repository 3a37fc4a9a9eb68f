//! Countries: ISO 3166-1 alpha-2, with Kosovo's `XK`.

use std::fmt;

use crate::content::value::{ValueError, quoted};

/// ISO 3166-1 alpha-2, upper case: `PK`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(pub [u8; 2]);

/// Codes of states that are no more (ISO 3166-3), and what came after them.
const OBSOLETE: [(&str, &str, &str); 10] = [
    ("SU", "the Soviet Union", "`RU` for Russia, or the code of the republic"),
    ("YU", "Yugoslavia", "`RS` for Serbia, or the code of the republic"),
    ("CS", "Serbia and Montenegro, and Czechoslovakia before", "`RS`, `ME`, `CZ` or `SK`"),
    ("DD", "the German Democratic Republic", "`DE` for Germany"),
    ("AN", "the Netherlands Antilles", "`CW` for Curaçao, `SX` for Sint Maarten or `BQ`"),
    ("ZR", "Zaire", "`CD` for the Democratic Republic of the Congo"),
    ("TP", "East Timor", "`TL` for Timor-Leste"),
    ("BU", "Burma", "`MM` for Myanmar"),
    ("FX", "metropolitan France", "`FR` for France"),
    ("NT", "the Neutral Zone", "`SA` for Saudi Arabia or `IQ` for Iraq"),
];

/// Codes and names that people take for ISO 3166-1 ones; names in lower case without spaces.
const HABITS: [(&str, &str); 24] = [
    ("uk", "GB"),
    ("el", "GR"),
    ("eng", "GB"),
    ("wales", "GB"),
    ("britain", "GB"),
    ("usa", "US"),
    ("america", "US"),
    ("uae", "AE"),
    ("prc", "CN"),
    ("drc", "CD"),
    ("dprk", "KP"),
    ("burma", "MM"),
    ("turkey", "TR"),
    ("turkiye", "TR"),
    ("vatican", "VA"),
    ("laos", "LA"),
    ("swaziland", "SZ"),
    ("capeverde", "CV"),
    ("macau", "MO"),
    ("ivorycoast", "CI"),
    ("côted'ivoire", "CI"),
    ("republicofthecongo", "CG"),
    ("palestinianterritories", "PS"),
    ("vietnam", "VN"),
];

/// Short English names where the list's own are official or out of order.
const NAMES: [(&str, &str); 46] = [
    ("AE", "United Arab Emirates"),
    ("AG", "Antigua and Barbuda"),
    ("AX", "Åland Islands"),
    ("BA", "Bosnia and Herzegovina"),
    ("BL", "Saint Barthélemy"),
    ("BN", "Brunei"),
    ("BO", "Bolivia"),
    ("BS", "Bahamas"),
    ("CD", "Democratic Republic of the Congo"),
    ("CF", "Central African Republic"),
    ("CG", "Republic of the Congo"),
    ("CI", "Côte d’Ivoire"),
    ("CW", "Curaçao"),
    ("DO", "Dominican Republic"),
    ("FK", "Falkland Islands"),
    ("FM", "Micronesia"),
    ("GB", "United Kingdom"),
    ("GM", "Gambia"),
    ("GW", "Guinea-Bissau"),
    ("IR", "Iran"),
    ("KM", "Comoros"),
    ("KN", "Saint Kitts and Nevis"),
    ("KP", "North Korea"),
    ("KR", "South Korea"),
    ("LA", "Laos"),
    ("MD", "Moldova"),
    ("MF", "Saint Martin"),
    ("MK", "North Macedonia"),
    ("NE", "Niger"),
    ("NL", "Netherlands"),
    ("PH", "Philippines"),
    ("PS", "Palestine"),
    ("RE", "Réunion"),
    ("RU", "Russia"),
    ("SD", "Sudan"),
    ("SH", "Saint Helena, Ascension and Tristan da Cunha"),
    ("ST", "São Tomé and Príncipe"),
    ("SX", "Sint Maarten"),
    ("SY", "Syria"),
    ("TL", "Timor-Leste"),
    ("TT", "Trinidad and Tobago"),
    ("TW", "Taiwan"),
    ("TZ", "Tanzania"),
    ("US", "United States"),
    ("VC", "Saint Vincent and the Grenadines"),
    ("VE", "Venezuela"),
];

impl Country {
    /// Reads a code; only upper case is taken, so that `no` and `NO` are never confused with false.
    ///
    /// # Errors
    /// Unknown, obsolete or lower-case codes, with the right one as a hint.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let code = text.trim();
        known(code).ok_or_else(|| explain(code))
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Its usual English name: `Pakistan`, `South Korea`.
    pub fn name(&self) -> String {
        let code = self.code();
        if let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == code) {
            return (*name).to_owned();
        }
        let listed = celes::Country::from_alpha2(code).map_or("", |country| country.long_name);
        let short = listed.strip_prefix("The ").unwrap_or(listed);
        short.replace(" And ", " and ").replace(" Of ", " of ").replace(" The ", " the ")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

fn known(code: &str) -> Option<Country> {
    let letters: [u8; 2] = code.as_bytes().try_into().ok()?;
    let upper = letters.iter().all(u8::is_ascii_uppercase);
    (upper && celes::Country::from_alpha2(code).is_ok()).then_some(Country(letters))
}

fn explain(text: &str) -> ValueError {
    let shown = quoted(text);
    let upper = text.to_uppercase();
    if let Some((code, name, after)) = OBSOLETE.iter().find(|(code, ..)| *code == upper) {
        return ValueError::new("E030", format!("`{code}` was the code of {name}, and is no longer in use"))
            .hint(format!("write {after}"));
    }
    let error = ValueError::new("E030", format!("{shown} is not a country code of ISO 3166-1"));
    match known(&upper).or_else(|| named(text)) {
        Some(country) if country.code() == upper => {
            error.hint(format!("`{country}` is {}: write it in capitals", country.name()))
        }
        Some(country) => error.hint(format!("`{country}` is {}", country.name())),
        None => {
            error.hint("write two capital letters, such as `PK` for Pakistan or `US` for the United States")
        }
    }
}

/// The country of an English name, a three-letter code or a habit.
fn named(text: &str) -> Option<Country> {
    let compact: String =
        text.to_lowercase().chars().filter(|c| !matches!(c, ' ' | '_' | '-' | '.')).collect();
    let bare = compact.strip_prefix("the").unwrap_or(&compact);
    if let Some((_, code)) = HABITS.iter().find(|(name, _)| *name == bare) {
        return known(code);
    }
    let listed = celes::Country::from_name(&compact)
        .or_else(|_| celes::Country::from_alias(bare))
        .or_else(|_| celes::Country::from_alpha3(&compact));
    listed.ok().and_then(|country| known(country.alpha2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_capitals_only() {
        for (code, name) in [
            ("PK", "Pakistan"),
            ("NO", "Norway"),
            ("XK", "Kosovo"),
            ("KR", "South Korea"),
            ("IM", "Isle of Man"),
            ("TR", "Türkiye"),
        ] {
            assert_eq!(Country::parse(code).map(|c| c.name()), Ok(name.to_owned()), "{code}");
        }
    }

    #[test]
    fn mistakes_are_told_with_the_right_code() {
        for (text, hint) in [
            ("no", "`NO` is Norway"),
            ("UK", "`GB` is United Kingdom"),
            ("SU", "`RU` for Russia"),
            ("BU", "`MM` for Myanmar"),
            ("Pakistan", "`PK` is Pakistan"),
            ("the Netherlands", "`NL` is Netherlands"),
            ("South Korea", "`KR` is South Korea"),
            ("USA", "`US` is United States"),
            ("PAK", "`PK` is Pakistan"),
            ("QQ", "two capital letters"),
            ("false", "two capital letters"),
            ("", "two capital letters"),
        ] {
            let error = Country::parse(text).expect_err(text);
            assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{text}: {error:?}");
        }
    }

    #[test]
    fn every_code_in_the_tables_is_known() {
        for (code, _) in NAMES {
            assert!(known(code).is_some(), "{code}");
        }
        for (name, code) in HABITS {
            assert!(known(code).is_some(), "{name}");
        }
    }
}
