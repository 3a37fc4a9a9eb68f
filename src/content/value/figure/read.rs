//! Reading a figure: qualifiers, digits in groups, and what people write instead.

use super::Figure;
use crate::content::value::{ValueError, quoted};

#[derive(Clone, Copy)]
enum Bound {
    Over,
    AtLeast,
    Under,
    AtMost,
}

/// Words that go before a number.
const BOUNDS: [(&str, Bound); 8] = [
    ("over", Bound::Over),
    ("more than", Bound::Over),
    ("at least", Bound::AtLeast),
    ("under", Bound::Under),
    ("fewer than", Bound::Under),
    ("at most", Bound::AtMost),
    ("up to", Bound::AtMost),
    ("less than", Bound::Under),
];

/// Other people's signs and words for the same, with the contract's.
const FOREIGN: [(&str, &str); 20] = [
    (">=", "at least"),
    ("≥", "at least"),
    ("<=", "at most"),
    ("≤", "at most"),
    (">", "over"),
    ("<", "under"),
    ("~", "about"),
    ("≈", "about"),
    ("±", "about"),
    ("c.", "about"),
    ("ca.", "about"),
    ("ca ", "about"),
    ("circa", "about"),
    ("approximately", "about"),
    ("approx.", "about"),
    ("around", "about"),
    ("roughly", "about"),
    ("nearly", "under"),
    ("almost", "under"),
    ("below", "under"),
];

/// Why a text is no figure, before it is put into words.
enum Fault {
    Missing,
    UnderZero,
    TooLarge,
    Backwards(u64, u64),
    /// `about over 40`: what is left with one of the two.
    Twice(String, String),
    /// The part that should have been a number.
    NoNumber(String),
}

pub(super) fn figure(text: &str) -> Result<Figure, ValueError> {
    strict(text).map_err(|fault| {
        let shown = quoted(text);
        match fault {
            Fault::Missing => ValueError::new("E020", "a figure is missing")
                .hint("write a whole number such as `40`, or leave the field out if it is unknown"),
            Fault::UnderZero => ValueError::new("E021", format!("{shown} would be a negative figure"))
                .hint("write `0`, or leave it out if it is unknown"),
            Fault::TooLarge => ValueError::new("E023", format!("{shown} is too large a figure"))
                .hint(format!("the largest is {}", Figure::MAX)),
            Fault::Backwards(low, high) => {
                ValueError::new("E024", format!("the range {shown} ends before it starts"))
                    .hint(format!("write `{high} to {low}`"))
            }
            Fault::Twice(about, bound) => {
                ValueError::new("E020", format!("{shown} says two things about one number"))
                    .hint(format!("write `{about}` or `{bound}`"))
            }
            Fault::NoNumber(part) => explain(&part, text),
        }
    })
}

fn strict(text: &str) -> Result<Figure, Fault> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let words = rejoin_groups(&words);
    if words.is_empty() {
        return Err(Fault::Missing);
    }
    let (about, rest) = strip_about(&words);
    for (word, bound) in BOUNDS {
        if let Some(rest) = strip_word(rest, word) {
            let (late, rest) = strip_about(rest);
            if about || late {
                number(rest)?;
                return Err(Fault::Twice(format!("about {rest}"), format!("{word} {rest}")));
            }
            return bounded(bound, number(rest)?);
        }
    }
    let figure = match rest.split_once(" to ") {
        Some((low, high)) => range(number(low)?, number(high)?)?,
        None => Figure::exact(number(rest)?),
    };
    Ok(Figure { about, ..figure })
}

fn bounded(bound: Bound, n: u64) -> Result<Figure, Fault> {
    let exact = Figure::exact(n);
    match bound {
        Bound::Over => Ok(Figure { over: true, high: None, ..exact }),
        Bound::AtLeast => Ok(Figure { high: None, ..exact }),
        Bound::AtMost => Ok(Figure { low: 0, ..exact }),
        Bound::Under if n == 0 => Err(Fault::UnderZero),
        Bound::Under => Ok(Figure { low: 0, under: true, ..exact }),
    }
}

fn range(low: u64, high: u64) -> Result<Figure, Fault> {
    if low > high {
        return Err(Fault::Backwards(low, high));
    }
    Ok(Figure { high: Some(high), ..Figure::exact(low) })
}

fn strip_about(text: &str) -> (bool, &str) {
    strip_word(text, "about").map_or((false, text), |rest| (true, rest))
}

/// The rest after a whole word at the start.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.strip_prefix(word)?.strip_prefix(' ')
}

/// Thin and unbreakable spaces between groups of digits count as white space: `40 000` becomes one number
/// again, as it does with ordinary spaces.
fn rejoin_groups(words: &str) -> String {
    let mut joined = String::with_capacity(words.len());
    let mut previous_is_group = false;
    for word in words.split(' ') {
        let digits = is_digits(word);
        if previous_is_group && digits && word.len() == 3 {
            joined.push_str(word);
            continue;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
        previous_is_group = digits && word.len() <= 3 && word != "0";
    }
    joined
}

/// Digits, plain or in groups of three parted by commas or apostrophes.
fn number(text: &str) -> Result<u64, Fault> {
    let text = text.trim();
    let digits = [',', '\'', '’'].iter().find_map(|mark| ungroup(text, *mark));
    let digits = digits.as_deref().unwrap_or(text);
    if !is_digits(digits) {
        return Err(Fault::NoNumber(text.to_owned()));
    }
    digits.parse().ok().filter(|n| *n <= Figure::MAX).ok_or(Fault::TooLarge)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `40,000` without its marks, if they part groups of three.
fn ungroup(text: &str, mark: char) -> Option<String> {
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = !rest.is_empty()
        && is_digits(first)
        && first.len() <= 3
        && rest.iter().all(|part| is_digits(part) && part.len() == 3);
    grouped.then(|| format!("{first}{}", rest.concat()))
}

/// Why a text is no number, from the most telling reason to the least.
fn explain(text: &str, whole: &str) -> ValueError {
    let shown = quoted(whole);
    let negative =
        text.strip_prefix(['-', '−', '–']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if negative {
        return ValueError::new("E021", format!("{shown} is a negative figure"))
            .hint("a figure is never negative; leave it out if it is unknown");
    }
    if let Some(error) = not_whole(text, &shown) {
        return error;
    }
    let error = ValueError::new("E020", format!("{shown} is not a figure"));
    if let Some(better) = respelt(whole) {
        return error.hint(format!("write `{better}`"));
    }
    error.hint(
        "write a whole number such as `40`, `about 40`, `over 40`, `at least 40`, `under 40`, `at most 40` \
         or `40 to 50`",
    )
}

/// Decimals, ambiguous points, `40k` and `1.2 million`.
fn not_whole(text: &str, shown: &str) -> Option<ValueError> {
    if let Some(n) = expand(text) {
        return Some(
            ValueError::new("E022", format!("{shown} is shortened"))
                .hint(format!("write the number out: `{n}`")),
        );
    }
    if let Some(digits) = ungroup(text, '.') {
        const REASON: &str = "a point parts thousands in some languages and decimals in others";
        return Some(
            ValueError::new("E022", format!("{shown} can be read in two ways: {REASON}"))
                .hint(format!("write `{digits}`")),
        );
    }
    let (units, rest) = text.split_once(['.', ','])?;
    (is_digits(units) && is_digits(rest)).then(|| {
        ValueError::new("E022", format!("{shown} is not a whole number"))
            .hint(format!("write whole digits without a fraction, such as `about {units}`"))
    })
}

/// `40k`, `1.2m`, `3 million` as a whole number.
fn expand(text: &str) -> Option<u64> {
    const UNITS: [(&str, u32); 12] = [
        ("thousand", 3),
        ("million", 6),
        ("billion", 9),
        ("lakh", 5),
        ("crore", 7),
        ("mln", 6),
        ("mio", 6),
        ("bn", 9),
        ("tsd", 3),
        ("k", 3),
        ("m", 6),
        ("b", 9),
    ];
    let (digits, power) =
        UNITS.iter().find_map(|(unit, power)| Some((text.strip_suffix(unit)?.trim_end(), *power)))?;
    let (units, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let all_digits = !units.is_empty() && units.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit());
    let missing = power.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    let number = all_digits.then(|| format!("{units}{fraction}"))?.parse::<u64>().ok()?;
    number.checked_mul(10u64.pow(missing)).filter(|n| *n <= Figure::MAX)
}

/// The contract's spelling of what was meant, if that can be told.
fn respelt(whole: &str) -> Option<String> {
    let lower = ascii_digits(&whole.trim().to_lowercase());
    let readable = |text: String| strict(&text).ok().map(|f| f.to_string());
    let signed = FOREIGN.iter().find_map(|(sign, word)| {
        lower.strip_prefix(sign).and_then(|rest| readable(format!("{word} {}", rest.trim())))
    });
    let dashed = || {
        let (low, high) = lower.split_once(['-', '–', '—']).or_else(|| lower.split_once(".."))?;
        readable(format!("{} to {}", low.trim(), high.trim().trim_start_matches('-')))
    };
    let between = || readable(lower.strip_prefix("between ")?.replacen(" and ", " to ", 1));
    let plus = || readable(format!("at least {}", lower.strip_suffix('+')?.trim()));
    let glued = || {
        let start = lower.find(|c: char| c.is_ascii_digit()).filter(|start| *start > 0)?;
        readable(format!("{} {}", lower[..start].trim(), &lower[start..]))
    };
    let digits = || (lower != whole.trim().to_lowercase()).then(|| readable(lower.clone())).flatten();
    signed.or_else(dashed).or_else(between).or_else(plus).or_else(glued).or_else(digits)
}

/// Arabic, Persian and Devanagari digits as ASCII ones.
fn ascii_digits(text: &str) -> String {
    const ZEROS: [u32; 4] = [0x0660, 0x06F0, 0x0966, 0xFF10];
    let digit = |c: char| {
        let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&u32::from(c)))?;
        char::from_digit(u32::from(c) - zero, 10)
    };
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_the_contract() {
        let read = |text: &str| figure(text).map(|f| f.to_string()).unwrap_or_else(|e| e.message);
        for (text, written) in [
            ("40", "40"),
            ("0", "0"),
            ("about 40", "about 40"),
            ("Over 40", "over 40"),
            ("more than 40", "over 40"),
            ("at least 40", "at least 40"),
            ("under 40", "under 40"),
            ("FEWER THAN 40", "under 40"),
            ("at most 40", "at most 40"),
            ("up to 40", "at most 40"),
            ("40 to 50", "40 to 50"),
            ("about 40 to 50", "about 40 to 50"),
            ("40,000", "40000"),
            ("1'234'567", "1234567"),
            ("40\u{2009}000", "40000"),
            ("40\u{202f}000 to 1\u{a0}000\u{a0}000", "40000 to 1000000"),
            ("40 to 40", "40"),
        ] {
            assert_eq!(read(text), written, "{text:?}");
        }
    }

    #[test]
    fn mistakes_are_told_with_the_right_spelling() {
        for (text, code, hint) in [
            ("-5", "E021", "a figure is never negative; leave it out if it is unknown"),
            ("under 0", "E021", "write `0`"),
            ("40.000", "E022", "write `40000`"),
            ("4.5", "E022", "`about 4`"),
            ("40k", "E022", "write the number out: `40000`"),
            ("1.2m", "E022", "write the number out: `1200000`"),
            ("about 3 million", "E022", "`3000000`"),
            ("99999999999999999999", "E023", "9007199254740991"),
            ("50 to 40", "E024", "write `40 to 50`"),
            ("~40", "E020", "write `about 40`"),
            ("about over 3", "E020", "write `about 3` or `over 3`"),
            ("more than about 1,000", "E020", "write `about 1,000` or `more than 1,000`"),
            ("~>40", "E020", "write a whole number"),
            (">40", "E020", "write `over 40`"),
            (">= 40", "E020", "write `at least 40`"),
            ("40-50", "E020", "write `40 to 50`"),
            ("40+", "E020", "write `at least 40`"),
            ("over40", "E020", "write `over 40`"),
            ("٤٠", "E020", "write `40`"),
            ("4,00", "E022", "whole digits"),
            ("", "E020", "leave the field out"),
            ("some", "E020", "`about 40`"),
        ] {
            let error = figure(text).expect_err(text);
            assert_eq!(error.code, code, "{text}: {error:?}");
            assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{text}: {error:?}");
        }
    }
}
