//! Values whose spelling is the same on every site. Their patterns look neither ahead nor back, so that any validator
//! can read them.

use serde_json::{Value, json};

use super::words::{any_case, quoted};
use crate::content::value::Figure;
use crate::content::value::money::currencies;
use crate::content::vocabulary::licenses::{self, LICENSES};

/// Words of any sort. YAML takes `3.10` for a number and `yes it is` for a text; both are text to us.
pub fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// A value with a notation, and what to say where it is not kept.
pub fn notation(pattern: &str, message: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "patternErrorMessage": message })
}

/// Letters, digits and single hyphens; of capitals, `check` says better what to write.
const SMALL: &str = r"^[^\s!-,./:-`{-~-]+(?:-[^\s!-,./:-`{-~-]+)*$";
const ANY_CASE: &str = r"^[^\s!-,./:-@\[-`{-~-]+(?:-[^\s!-,./:-@\[-`{-~-]+)*$";

/// Words for an address, in small letters. A number is one too.
pub fn slug() -> Value {
    json!({
        "type": ["string", "integer"],
        "minimum": 0,
        "pattern": SMALL,
        "patternErrorMessage": "Write small letters and digits, with hyphens between words.",
    })
}

/// The same with capitals: the ids of cases and sources.
pub fn id() -> Value {
    json!({
        "type": ["string", "integer"],
        "minimum": 0,
        "pattern": ANY_CASE,
        "patternErrorMessage": "Write letters and digits, with hyphens between words.",
    })
}

/// The pattern of [`id`], for keys.
pub fn id_pattern() -> Value {
    json!({ "pattern": ANY_CASE })
}

/// Digits, plain or in groups of three.
const NUMBER: &str = r"(?:[0-9]{1,3}(?:[,'’\s][0-9]{3})+|[0-9]+)";

fn figure_pattern() -> String {
    let words = ["over", "more than", "at least", "under", "fewer than", "less than", "at most", "up to"];
    let bounds = words.map(|word| any_case(word).replace(' ', r"\s+")).join("|");
    let about = any_case("about");
    let to = any_case("to");
    format!(r"(?:(?:{about}\s+)?{NUMBER}(?:\s+{to}\s+{NUMBER})?|(?:{bounds})\s+{NUMBER})")
}

pub fn figure() -> Value {
    json!({
        "type": ["integer", "string"],
        "minimum": 0,
        "maximum": Figure::MAX,
        "pattern": format!(r"^\s*{}\s*$", figure_pattern()),
        "patternErrorMessage": "A figure is a number such as 40, about 40, over 40, at least 40, under 40, at most 40 \
            or 40 to 50.",
    })
}

pub fn money() -> Value {
    let codes = currencies().collect::<Vec<_>>().join("|");
    notation(
        &format!(r"^\s*{}\s+(?:{codes})\s*$", figure_pattern()),
        "Money is a figure and the three letters of a currency, such as about 40000 USD.",
    )
}

pub fn date() -> Value {
    let day = "(?:0[13578]|1[02])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|(?:0[469]|11)(?:-(?:0[1-9]|[12][0-9]|30))?\
               |02(?:-(?:0[1-9]|[12][0-9]))?";
    let year = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])";
    let point = format!("{year}(?:-(?:{day}))?[~?%]?");
    json!({
        "type": ["integer", "string"],
        // A year: YAML takes it for a number.
        "minimum": 1000,
        "maximum": 9999,
        "pattern": format!(r"^(?:{point}|{point}/(?:{point}|\.\.)|\.\./{point})$"),
        "patternErrorMessage": "A date is 2021, 2021-05 or 2021-05-20; an interval is 2021-01/2021-03, 2019/.. or \
            ../2021-03.",
    })
}

/// An old address within the site.
pub fn path() -> Value {
    let rest = r#"[^\x00-\x20?#%<>"\\/\x7f]*"#;
    let part = format!(r#"[^\x00-\x20?#%<>"\\/\x7f.]{rest}"#);
    notation(
        &format!("^/(?:{part}(?:/+{part})*/*)?$"),
        "An old address begins with / and has no host, spaces, ?, # or %.",
    )
}

const WEB: &str = r"https?://[^/\s]\S*";

pub fn address() -> Value {
    notation(&format!("^{WEB}$"), "An address begins with https:// or http://.")
}

/// An address, or the path of a file beside the case.
pub fn address_or_file() -> Value {
    let file = r"[^:/\\\sw][^:]*|w{1,2}(?:[^w:][^:]*)?|www(?:[^.:][^:]*)?";
    notation(
        &format!("^(?:{WEB}|{file})$"),
        "Write an address that begins with https:// or http://, or the name of a file beside the case.",
    )
}

pub fn csv_name() -> Value {
    notation(r"\.csv\s*$", "Write a list of indicators, or the name of a file that ends with .csv.")
}

pub fn sha256() -> Value {
    notation("^[0-9A-Fa-f]{64}$", "A SHA-256 has 64 hexadecimal digits.")
}

pub fn whole_number() -> Value {
    json!({ "type": ["integer", "string"], "pattern": "^[+-]?[0-9]+$", "patternErrorMessage": "Write digits alone." })
}

pub fn truth() -> Value {
    let words = ["true", "false", "yes", "no"].map(any_case).join("|");
    json!({
        "type": ["boolean", "integer", "string"],
        "minimum": 0,
        "maximum": 1,
        "pattern": format!("^(?:{words}|[01])$"),
        "patternErrorMessage": "Write true or false.",
    })
}

/// Every licence of the SPDX list, in any case, or one of the archive's own.
pub fn license() -> Value {
    let ids = licenses::ids().map(any_case).collect::<Vec<_>>().join("|");
    let examples: Vec<&str> = LICENSES.iter().map(|known| known.id).collect();
    json!({
        "type": "string",
        "pattern": format!(r"^\s*(?:LicenseRef-[A-Za-z0-9.-]+|{ids})\s*$"),
        "patternErrorMessage": "Write the id of a licence as https://spdx.org/licenses/ has it, such as CC-BY-4.0.",
        "examples": examples,
    })
}

/// The key of a field with what may follow it, `network.facebook.accounts`, or `case`.
pub fn disputed_field(keys: &[&str]) -> Value {
    let known = keys.iter().map(|key| quoted(key)).collect::<Vec<_>>().join("|");
    json!({
        "type": "string",
        "pattern": format!(r"^(?:{known})(?:\.|$)"),
        "patternErrorMessage": "Write the key of a field, such as network, or case for the case as a whole.",
        "examples": keys,
    })
}
