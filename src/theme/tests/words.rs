//! The string tables against each other and against the templates.

use std::collections::BTreeSet;

use super::{arabic, english};
use crate::theme::Strings;
use crate::theme::layer::{LayerFile, layers};

const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
const NAMES: [&str; 3] = ["country.", "currency.", "language."];

/// Keys without plural forms and without the names by code, which CLDR has more of in one language than in another.
fn keys(strings: &Strings) -> BTreeSet<&str> {
    let own =
        strings.iter().map(|(key, _)| key).filter(|key| !NAMES.iter().any(|name| key.starts_with(name)));
    own.map(|key| match key.rsplit_once('.') {
        Some((table, form)) if FORMS.contains(&form) && strings.get(&format!("{table}.one")).is_some() => {
            table
        }
        _ => key,
    })
    .collect()
}

fn templates() -> Vec<(String, String)> {
    let default = layers(&Default::default(), "default", &mut Vec::new());
    let html = |(path, file): (&String, &LayerFile)| {
        path.ends_with(".html").then(|| (path.clone(), file.text().unwrap_or_default().to_owned()))
    };
    default.iter().flat_map(|layer| layer.files.iter().filter_map(html)).collect()
}

#[test]
fn arabic_says_all_that_english_says_in_each_plural_form() {
    // Completed from English by design, so that only its own table can tell: read it alone.
    let own = include_str!("../../../themes/default/strings/ar.toml");
    let entries = crate::theme::table::read(&"ar.toml".into(), own, &mut Vec::new());
    let texts = entries.into_iter().map(|entry| (entry.key, entry.text)).collect();
    let alone = Strings::new("ar", texts);
    assert_eq!(keys(&alone), keys(english()));
    for key in keys(&alone).iter().filter(|key| alone.get(&format!("{key}.one")).is_some()) {
        let missing: Vec<_> =
            FORMS.iter().filter(|form| alone.get(&format!("{key}.{form}")).is_none()).collect();
        assert!(missing.is_empty(), "{key} lacks {missing:?}");
    }
}

#[test]
fn translations_keep_the_places() {
    let places = |text: &str| -> BTreeSet<String> {
        text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
    };
    for (key, text) in english().iter() {
        let other = arabic().text(key);
        let (_, form) = key.rsplit_once('.').unwrap_or(("", key));
        // A form for one number may say it in words: "a case".
        if !FORMS.contains(&form) {
            assert_eq!(places(text), places(other), "{key}: {text} / {other}");
        }
    }
}

/// Else raw HTML of a body could give something else the same name, and take the theme's links.
#[test]
fn names_of_places_in_templates_are_taken() {
    let mut seen = 0;
    for (path, text) in templates() {
        // A body of each file that the template shows.
        let bodies: &[&str] = match path.trim_start_matches("templates/") {
            "base.html" | "mast.html" | "foot.html" | "parts.html" | "page.html" => {
                &["content/a.md", "content/index.md", "content/tags/a.md", "content/cases/a.md"]
            }
            "case.html" | "case-parts.html" => &["content/cases/a.md"],
            "home.html" => &["content/index.md"],
            "term.html" | "taxonomy.html" => &["content/tags/a.md", "content/actors/a.md"],
            _ => &[],
        };
        for (_, rest) in text.match_indices(" id=\"").map(|(at, mark)| text.split_at(at + mark.len())) {
            let id = rest.split('"').next().unwrap_or_default();
            for body in bodies.iter().filter(|_| !id.contains("{{")) {
                assert!(crate::content::markdown::is_taken(id, body), "{path}: {id} in {body}");
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "found only {seen}");
}

#[test]
fn templates_ask_for_words_that_exist() {
    let mut asked = 0;
    for (path, text) in templates() {
        for (at, _) in text.match_indices("s.") {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || "_./-".contains(c)) {
                continue;
            }
            let key: String = text[at + 2..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || "_.-".contains(*c))
                .collect();
            let known = english().iter().any(|(k, _)| k == key || k.starts_with(&format!("{key}.")));
            assert!(known, "{path} asks for s.{key}");
            asked += 1;
        }
    }
    assert!(asked > 200, "found only {asked} words in the templates");
}
