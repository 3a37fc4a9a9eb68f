//! All codes of all rooms, for `corkboard explain`.

use crate::diagnostic::codes::Code;

/// Every room's table, from the ground up.
const TABLES: &[&[Code]] = &[
    crate::content::yaml::codes::CODES,
    crate::content::codes::CODES,
    crate::content::value::codes::CODES,
    crate::content::vocabulary::codes::CODES,
    crate::content::indicator::codes::CODES,
    crate::content::markdown::codes::CODES,
    crate::config::codes::CODES,
    crate::archive::codes::CODES,
    crate::theme::codes::CODES,
    crate::read::codes::CODES,
    crate::emit::codes::CODES,
    crate::preview::codes::CODES,
];

/// All codes: errors, then notices, then warnings, each by number.
pub fn all() -> Vec<&'static Code> {
    let mut codes: Vec<&Code> = TABLES.iter().copied().flatten().collect();
    codes.sort_by_key(|code| code.code);
    codes
}

/// The code of this name, in capitals or not.
pub fn find(name: &str) -> Option<&'static Code> {
    TABLES.iter().copied().flatten().find(|code| code.code.eq_ignore_ascii_case(name))
}

/// The code that was most likely meant: fewest letters changed, then the nearest number.
pub fn nearest(name: &str) -> Option<&'static Code> {
    let name = name.to_ascii_uppercase();
    let number = |code: &str| code.get(1..).and_then(|digits| digits.parse::<i64>().ok()).unwrap_or_default();
    all().into_iter().min_by_key(|code| {
        (strsim::damerau_levenshtein(code.code, &name), number(code.code).abs_diff(number(&name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_well_formed_stands_once_and_explains_itself() {
        let codes = all();
        for pair in codes.windows(2) {
            assert_ne!(pair[0].code, pair[1].code, "two codes of one name");
        }
        for code in codes {
            let (letter, number) = code.code.split_at(1);
            assert!(matches!(letter, "E" | "W" | "N"), "{}", code.code);
            assert!(number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()), "{}", code.code);
            assert!(!code.title.is_empty() && !code.title.ends_with('.'), "{}", code.code);
            let lines = code.explanation.lines().count();
            assert!((2..=14).contains(&lines), "{} has {lines} lines", code.code);
        }
    }

    #[test]
    fn a_mistyped_code_finds_its_neighbour() {
        assert_eq!(find("e120").map(|code| code.code), Some("E120"));
        assert!(find("E12").is_none());
        assert_eq!(nearest("e12O").map(|code| code.code), Some("E120"));
        assert_eq!(nearest("E1244").map(|code| code.code), Some("E124"));
    }
}
