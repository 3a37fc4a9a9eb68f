//! Word lists that the program brings and a site extends: types of case, platforms, frameworks, licences.

pub mod codes;
pub mod frameworks;
pub mod licenses;
mod near;
pub mod platforms;

pub use frameworks::{framework_title, technique, technique_url};
pub use licenses::{License, license, license_id};
pub use near::{Known, nearest};
pub use platforms::{
    BuiltinPlatform, PLATFORMS, platform, platform_synonyms, platform_title, unknown_platform,
};

use crate::config::Config;

/// A word of a list and its English title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    pub word: &'static str,
    pub title: &'static str,
}

/// The built-in words of the field `type`, in the contract's order.
pub const TYPES: &[Word] = &[
    Word { word: "coordinated-inauthentic-behavior", title: "Coordinated inauthentic behavior" },
    Word { word: "inauthentic-behavior", title: "Inauthentic behavior" },
    Word { word: "cyber-espionage", title: "Cyber espionage" },
    Word { word: "apt", title: "Advanced persistent threat" },
    Word { word: "surveillance-for-hire", title: "Surveillance for hire" },
    Word { word: "malware", title: "Malware" },
    Word { word: "incident", title: "Incident" },
    Word { word: "campaign", title: "Campaign" },
    Word { word: "political-disinformation-campaign", title: "Political disinformation campaign" },
    Word { word: "attribution-claim", title: "Attribution claim" },
    Word { word: "tactic", title: "Tactic" },
];

/// All words that `type` takes: the built-in ones, then the site's own.
pub fn types(config: &Config) -> impl Iterator<Item = &str> {
    let own = config.vocabulary.get("type").into_iter().flatten().map(String::as_str);
    TYPES.iter().map(|word| word.word).chain(own)
}

/// The title of a type; a site's own word with spaces for its hyphens.
pub fn type_title(word: &str) -> String {
    let builtin = TYPES.iter().find(|known| known.word == word);
    builtin.map_or_else(|| sentence(word), |known| known.title.to_owned())
}

/// `fake-petition` as `Fake petition`.
pub(crate) fn sentence(word: &str) -> String {
    let spaced = word.replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::config::{Framework, Platform};

    /// A site with a platform, a framework and a type of its own.
    pub(crate) fn config() -> Config {
        let bilibili = Platform { title: "Bilibili".to_owned(), aliases: vec!["b站".to_owned()] };
        let fiat = Framework { title: "FIAT".to_owned(), url: Some("https://example.org/{id}".to_owned()) };
        Config {
            platforms: BTreeMap::from([("bilibili".to_owned(), bilibili)]),
            frameworks: BTreeMap::from([("fiat".to_owned(), fiat)]),
            vocabulary: BTreeMap::from([("type".to_owned(), vec!["doxxing".to_owned()])]),
            ..Config::default_for("Test")
        }
    }

    #[test]
    fn a_site_adds_types() {
        let config = config();
        assert_eq!(types(&config).last(), Some("doxxing"));
        assert_eq!(types(&config).count(), TYPES.len() + 1);
    }

    #[test]
    fn titles_of_own_words_are_made_from_them() {
        assert_eq!(type_title("apt"), "Advanced persistent threat");
        assert_eq!(type_title("fake-petition"), "Fake petition");
    }
}
