//! Frameworks of techniques: `disarm:T0097.202`, `kill-chain:7.1.1`, `attack:T1566.001`, and a site's own.

use crate::config::Config;
use crate::content::case::Technique;
use crate::content::value::{ValueError, quoted};

use super::{nearest, sentence};

struct Builtin {
    slug: &'static str,
    title: &'static str,
    /// An id as it should look, for hints.
    example: &'static str,
    is_id: fn(&str) -> bool,
    /// The same as a regular expression, for programs that cannot ask.
    shape: &'static str,
    /// The framework's own page on an id, where it has a lasting one.
    url: fn(&str) -> Option<String>,
}

const BUILTIN: [Builtin; 3] = [
    Builtin {
        slug: "disarm",
        title: "DISARM",
        example: "T0097.202",
        is_id: is_tactic_or_technique,
        shape: TACTIC_OR_TECHNIQUE,
        url: disarm_url,
    },
    Builtin {
        slug: "kill-chain",
        title: "Online Operations Kill Chain",
        example: "7.1.1",
        is_id: is_numbered,
        shape: NUMBERED,
        url: |_| None,
    },
    Builtin {
        slug: "attack",
        title: "MITRE ATT&CK",
        example: "T1566.001",
        is_id: is_tactic_or_technique,
        shape: TACTIC_OR_TECHNIQUE,
        url: attack_url,
    },
];

const TACTIC_OR_TECHNIQUE: &str = r"TA[0-9]{2,4}|T[0-9]{4}(?:\.[0-9]{3})?";
const NUMBERED: &str = r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}";

/// Reads `framework:id`. The id's shape is checked; its name comes from the site's own files.
///
/// # Errors
/// No framework, an unknown one, or an id of another shape.
pub fn technique(config: &Config, text: &str) -> Result<Technique, ValueError> {
    let text = text.trim();
    let error = || ValueError::new("E033", format!("{} is not a technique", quoted(text)));
    let Some((framework, id)) = text.split_once(':').map(|(framework, id)| (framework.trim(), id.trim()))
    else {
        let meant = BUILTIN.iter().find(|known| (known.is_id)(&text.to_uppercase()));
        return Err(match meant {
            Some(known) => {
                error().hint(format!("write the framework before the id: `{}:{text}`", known.slug))
            }
            None => error().hint("write a framework and an id: `disarm:T0097.202`, `kill-chain:7.1.1`"),
        });
    };
    let made = |id: &str| Technique { framework: framework.to_owned(), id: id.to_owned() };
    if config.frameworks.contains_key(framework) {
        let bad = id.is_empty() || id.chars().any(char::is_whitespace);
        return if bad {
            Err(error().hint(format!("write an id without spaces: `{framework}:1.2`")))
        } else {
            Ok(made(id))
        };
    }
    let Some(known) = BUILTIN.iter().find(|known| known.slug == framework) else {
        return Err(unknown_framework(config, framework, id));
    };
    match () {
        () if (known.is_id)(id) => Ok(made(id)),
        () if (known.is_id)(&id.to_uppercase()) => {
            Err(error().hint(format!("write `{framework}:{}`", id.to_uppercase())))
        }
        () => {
            Err(error().hint(format!("an id of {} looks like `{framework}:{}`", known.title, known.example)))
        }
    }
}

fn unknown_framework(config: &Config, framework: &str, id: &str) -> ValueError {
    let known = BUILTIN.iter().map(|known| known.slug).chain(config.frameworks.keys().map(String::as_str));
    let error = ValueError::new("E033", format!("{} is not a known framework", quoted(framework)));
    match nearest(framework, known) {
        Some(known) => error.hint(format!("did you mean `{known}:{id}`?")),
        None => error.hint("built in are `disarm`, `kill-chain` and `attack`; add others to site.toml as `[frameworks.NAME]`"),
    }
}

/// A framework's title; the site's own first.
pub fn framework_title(config: &Config, slug: &str) -> String {
    if let Some(own) = config.frameworks.get(slug) {
        return own.title.clone();
    }
    let builtin = BUILTIN.iter().find(|known| known.slug == slug);
    builtin.map_or_else(|| sentence(slug), |known| known.title.to_owned())
}

/// The frameworks that are built in: slug and title.
pub fn builtin_frameworks() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILTIN.iter().map(|known| (known.slug, known.title))
}

/// The frameworks that are built in: slug, and the shape of an id as a regular expression.
pub fn builtin_shapes() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILTIN.iter().map(|known| (known.slug, known.shape))
}

/// The framework's own page on a technique, if it has one or the site's pattern gives it.
pub fn technique_url(config: &Config, technique: &Technique) -> Option<String> {
    if let Some(own) = config.frameworks.get(&technique.framework) {
        return own.url.as_ref().map(|pattern| pattern.replace("{id}", &technique.id));
    }
    BUILTIN
        .iter()
        .find(|known| known.slug == technique.framework)
        .and_then(|known| (known.url)(&technique.id))
}

/// `T0097`, `T0097.202`; `TA15`, `TA0001` for a tactic.
fn is_tactic_or_technique(id: &str) -> bool {
    if let Some(digits) = id.strip_prefix("TA") {
        return is_digits(digits, 2, 4);
    }
    let Some(rest) = id.strip_prefix('T') else { return false };
    match rest.split_once('.') {
        Some((main, sub)) => is_digits(main, 4, 4) && is_digits(sub, 3, 3),
        None => is_digits(rest, 4, 4),
    }
}

/// Two to four numbers with points: phase, tactic, technique, procedure.
fn is_numbered(id: &str) -> bool {
    let parts = id.split('.');
    (2..=4).contains(&parts.clone().count()) && parts.into_iter().all(|part| is_digits(part, 1, 2))
}

fn is_digits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn disarm_url(id: &str) -> Option<String> {
    let folder = if id.starts_with("TA") { "tactics" } else { "techniques" };
    Some(format!(
        "https://github.com/DISARMFoundation/DISARMframeworks/blob/main/generated_pages/{folder}/{id}.md"
    ))
}

fn attack_url(id: &str) -> Option<String> {
    let folder = if id.starts_with("TA") { "tactics" } else { "techniques" };
    Some(format!("https://attack.mitre.org/{folder}/{}/", id.replace('.', "/")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::vocabulary::tests::config;

    #[test]
    fn techniques_have_a_framework_an_id_and_perhaps_an_address() {
        let config = config();
        for (text, url) in [
            (
                "disarm:T0097.202",
                Some(
                    "https://github.com/DISARMFoundation/DISARMframeworks/blob/main/generated_pages/techniques/T0097.202.md",
                ),
            ),
            (
                "disarm:T0018",
                Some(
                    "https://github.com/DISARMFoundation/DISARMframeworks/blob/main/generated_pages/techniques/T0018.md",
                ),
            ),
            ("kill-chain:7.1.1", None),
            ("kill-chain:0.9.12", None),
            ("attack:T1566.001", Some("https://attack.mitre.org/techniques/T1566/001/")),
            ("attack:TA0001", Some("https://attack.mitre.org/tactics/TA0001/")),
            ("fiat:a-7", Some("https://example.org/a-7")),
        ] {
            let read = technique(&config, text);
            assert_eq!(read.as_ref().ok().and_then(|t| technique_url(&config, t)).as_deref(), url);
            assert_eq!(read.map(|t| format!("{}:{}", t.framework, t.id)), Ok(text.to_owned()));
        }
        assert_eq!(framework_title(&config, "fiat"), "FIAT");
        assert_eq!(framework_title(&config, "attack"), "MITRE ATT&CK");
    }

    #[test]
    fn mistakes_are_told_with_the_right_spelling() {
        let config = config();
        for (text, hint) in [
            ("T0097.202", "`disarm:T0097.202`"),
            ("7.1.1", "`kill-chain:7.1.1`"),
            ("disarm:t0097", "write `disarm:T0097`"),
            ("disarm:97", "looks like `disarm:T0097.202`"),
            ("kill-chain:T1", "looks like `kill-chain:7.1.1`"),
            ("Disarm:T0097", "did you mean `disarm:T0097`?"),
            ("killchain:7.1.1", "did you mean `kill-chain:7.1.1`?"),
            ("abc:1", "`[frameworks.NAME]`"),
            ("fiat:a b", "without spaces"),
            ("", "a framework and an id"),
        ] {
            let error = technique(&config, text).expect_err(text);
            assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{text}: {error:?}");
        }
    }
}
