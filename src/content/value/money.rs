//! Money: a figure and an ISO 4217 currency. Never summed across currencies.

use std::fmt;

use super::{Figure, ValueError, quoted};

/// An amount in whole units of one currency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    pub amount: Figure,
    /// ISO 4217 letters, upper case: `USD`.
    pub currency: Currency,
}

/// ISO 4217 alphabetic code, upper case.
pub type Currency = [u8; 3];

/// Withdrawn codes (ISO 4217 list three) of currencies that were still spent in the years that archives cover.
const WITHDRAWN: [&str; 11] = ["ANG", "BYR", "EEK", "LTL", "LVL", "MRO", "SKK", "STD", "VEF", "ZMK", "ZWD"];

/// Signs, names and habits, with the code that is meant. A sign that several currencies share is left out,
/// but for the dollar, whose hint says so.
const NAMES: [(&str, &str); 27] = [
    ("us$", "USD"),
    ("$", "USD"),
    ("usd$", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("us dollars", "USD"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("£", "GBP"),
    ("ukp", "GBP"),
    ("pounds", "GBP"),
    ("₹", "INR"),
    ("rs", "INR"),
    ("rs.", "INR"),
    ("₽", "RUB"),
    ("rur", "RUB"),
    ("rubles", "RUB"),
    ("roubles", "RUB"),
    ("₴", "UAH"),
    ("₺", "TRY"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("rmb", "CNY"),
    ("yuan", "CNY"),
    ("yen", "JPY"),
    ("ntd", "TWD"),
];

impl Money {
    /// Reads `about 40000 USD`.
    ///
    /// # Errors
    /// No currency or one that ISO 4217 does not know, signs instead of codes, an amount that is no figure.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let trimmed = text.trim();
        let Some((amount, code)) = trimmed.rsplit_once(char::is_whitespace) else {
            return Err(misspelt(trimmed));
        };
        match currency(code) {
            Ok(currency) => Ok(Self { amount: Figure::parse(amount)?, currency }),
            Err(_) if respelt(trimmed).is_some() || code.contains(|c: char| c.is_ascii_digit()) => {
                Err(misspelt(trimmed))
            }
            Err(error) => Err(error),
        }
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.currency).unwrap_or_default()
    }
}

/// The contract's spelling: what `parse` reads back as the same amount.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.code())
    }
}

/// Reads an ISO 4217 code, for amounts and for `currency` in `site.toml`.
///
/// # Errors
/// Lower case, a sign or a name, or a code that ISO 4217 does not know, with the nearest one.
pub fn currency(code: &str) -> Result<Currency, ValueError> {
    if let Some(currency) = known(code) {
        return Ok(currency);
    }
    let error = ValueError::new("E026", format!("{} is not a currency of ISO 4217", quoted(code)));
    let meant = named(code).map(str::to_owned).or_else(|| nearest(&code.to_uppercase()));
    Err(match meant {
        Some(meant) => error.hint(format!("write `{meant}`, if that is meant")),
        None => error.hint("write the currency's three letters, such as `USD` or `EUR`"),
    })
}

/// A code that is in use or was; `XXX` ("no currency") and `XTS` (for tests) are none.
fn known(code: &str) -> Option<Currency> {
    let letters: Currency = code.as_bytes().try_into().ok()?;
    let upper = letters.iter().all(u8::is_ascii_uppercase);
    let listed = iso_currency::Currency::from_code(code).is_some() && !matches!(code, "XXX" | "XTS");
    (upper && (listed || WITHDRAWN.contains(&code))).then_some(letters)
}

/// Every code that an amount may have.
pub fn currencies() -> impl Iterator<Item = String> {
    let letters = || b'A'..=b'Z';
    let codes = letters().flat_map(move |a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])));
    codes.filter_map(|code| String::from_utf8(code.to_vec()).ok()).filter(|code| known(code).is_some())
}

/// The code of a sign, a name, or a code in lower case.
fn named(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    NAMES.iter().find(|(name, _)| *name == lower).map(|(_, code)| *code)
}

/// A known code in upper case, or one with two letters swapped or one letter changed.
fn nearest(code: &str) -> Option<String> {
    let letters: Currency = code.as_bytes().try_into().ok()?;
    let [a, b, c] = letters;
    let swapped = [[a, b, c], [b, a, c], [a, c, b]];
    let changed = [2, 1, 0].into_iter().flat_map(|at| {
        (b'A'..=b'Z').map(move |letter| {
            let mut other = letters;
            other[at] = letter;
            other
        })
    });
    let mut candidates = swapped.into_iter().chain(changed);
    candidates.find_map(|letters| {
        let code = std::str::from_utf8(&letters).ok()?;
        known(code).map(|_| code.to_owned())
    })
}

/// An amount whose currency is missing or stands in the wrong place.
fn misspelt(text: &str) -> ValueError {
    let shown = quoted(text);
    if let Some(better) = respelt(text) {
        let error = ValueError::new("E025", format!("{shown} is not how an amount of money is written"));
        let dollar = if text.contains('$') { ", or with the code of the dollar that is meant" } else { "" };
        return error.hint(format!("write `{better}`{dollar}"));
    }
    match Figure::parse(text) {
        Ok(figure) => ValueError::new("E025", format!("{shown} lacks its currency"))
            .hint(format!("write the currency's three letters after the figure: `{figure} USD`")),
        Err(_) => ValueError::new("E025", format!("{shown} is not an amount of money"))
            .hint("write a figure and the currency's three letters: `40000 USD`, `about 40000 USD`"),
    }
}

/// `USD 40000`, `$40000`, `40000usd`, `about $40,000` as the contract writes them.
fn respelt(text: &str) -> Option<String> {
    let is_letter =
        |c: char| !c.is_whitespace() && !c.is_ascii_digit() && !matches!(c, ',' | '\'' | '’' | '.');
    let code_of = |word: &str| {
        let word = word.trim();
        named(word).map(str::to_owned).or_else(|| known(&word.to_uppercase()).map(|_| word.to_uppercase()))
    };
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (before, digits, after) = (&text[..first], &text[first..last], &text[last..]);
    let write = |amount: &str, code: String| {
        let amount = Figure::parse(amount).ok()?;
        Some(format!("{amount} {code}"))
    };
    if let Some(code) = code_of(after) {
        return write(&text[..last], code);
    }
    if !after.trim().is_empty() {
        return None;
    }
    // `about USD 40000`: the currency is the last word before the digits, or is glued to them.
    let start = before.trim_end().rfind(|c| !is_letter(c)).map_or(0, |at| at + 1);
    let start = (start..=before.len()).find(|at| before.is_char_boundary(*at))?;
    write(&format!("{}{digits}", &before[..start]), code_of(&before[start..])?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_read_and_write_alike() {
        for text in ["40000 USD", "about 73600 USD", "over 0 HRK", "40 to 50 PKR"] {
            assert_eq!(Money::parse(text).map(|m| m.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(Money::parse("40,000 EUR").map(|m| m.to_string()), Ok("40000 EUR".to_owned()));
    }

    #[test]
    fn mistakes_are_told_with_the_right_spelling() {
        for (text, code, hint) in [
            ("USD 40000", "E025", "write `40000 USD`"),
            ("about USD 40000", "E025", "write `about 40000 USD`"),
            ("$40,000", "E025", "write `40000 USD`"),
            ("€ 500", "E025", "write `500 EUR`"),
            ("40000 usd", "E025", "write `40000 USD`"),
            ("40000USD", "E025", "write `40000 USD`"),
            ("40000 dollars", "E025", "write `40000 USD`"),
            ("40000 USX", "E026", "write `US"),
            ("40000 UDS", "E026", "write `USD`"),
            ("40000 XXX", "E026", "three letters"),
            ("40000", "E025", "`40000 USD`"),
            ("-5 USD", "E021", "never negative"),
            ("4.5 USD", "E022", "whole"),
            ("a lot", "E026", "three letters"),
            ("", "E025", "`40000 USD`"),
        ] {
            let error = Money::parse(text).expect_err(text);
            assert_eq!(error.code, code, "{text}: {error:?}");
            assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{text}: {error:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), near in "[a-z $€é]{0,8}[0-9., ]{0,8}[A-Za-z€ ]{0,5}") {
            let _ = Money::parse(&text);
            if let Ok(money) = Money::parse(&near) {
                prop_assert_eq!(Money::parse(&money.to_string()), Ok(money));
            }
        }
    }
}
