//! Slugs: the last part of an address, readable in any script, and the same on any file system.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Characters, so that a slug with its `index.html` fits into a file name of 255 bytes in most scripts.
const LONGEST: usize = 100;

/// Names that Windows keeps for devices, whatever their extension.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Makes a slug: letters, digits and marks of any script in lower case and NFC, everything else one `-`.
///
/// Latin letters lose their diacritics (`é` is `e`, `ß` is `ss`); Arabic loses vowel signs and tatweel.
/// `None` if nothing is left, as with a text of emoji alone. A second pass changes nothing.
pub fn slugify(text: &str) -> Option<String> {
    // Most of what is asked for is a slug already: every page asks for its terms.
    if is_plain(text) {
        return Some(text.to_owned());
    }
    if text.is_ascii() {
        return finished(plain_slug(text));
    }
    let lower: String = text.nfc().flat_map(char::to_lowercase).nfc().collect();
    let mut slug = Builder::default();
    for c in lower.chars().filter(|c| !is_silent(*c)) {
        slug.push(c);
    }
    finished(slug.slug.nfc().take(LONGEST).collect())
}

/// What [`Builder`] makes of a text in ASCII, without asking Unicode's tables of each letter.
fn plain_slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            if std::mem::take(&mut gap) && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(byte.to_ascii_lowercase() as char);
        } else {
            gap = true;
        }
    }
    slug.truncate(LONGEST);
    slug
}

/// A slug without a hyphen at its end, and with one after a device's name.
fn finished(slug: String) -> Option<String> {
    let slug = slug.trim_end_matches('-');
    let device = RESERVED.contains(&slug)
        || ["com", "lpt"].iter().any(|port| {
            slug.strip_prefix(port).is_some_and(|n| {
                n.chars().count() == 1 && n.contains(|c| matches!(c, '0'..='9' | '¹' | '²' | '³'))
            })
        });
    match slug {
        "" => None,
        _ if device => Some(format!("{slug}-")),
        _ => Some(slug.to_owned()),
    }
}

/// Small ASCII letters, digits and single hyphens between them, and no device's name.
fn is_plain(text: &str) -> bool {
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
    let bytes = text.as_bytes();
    (5..=LONGEST).contains(&bytes.len())
        && bytes.iter().all(plain)
        && bytes[0] != b'-'
        && bytes[bytes.len() - 1] != b'-'
        && !text.contains("--")
}

/// Whether a text is a slug as it stands.
pub fn is_slug(text: &str) -> bool {
    slugify(text).as_deref() == Some(text)
}

/// Two slugs with the same key would be one file where case or normal form is ignored.
pub fn collision_key(slug: &str) -> String {
    if slug.is_ascii() {
        return slug.to_ascii_lowercase();
    }
    slug.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

#[derive(Default)]
struct Builder {
    slug: String,
    /// The last letter was Latin: its marks are dropped.
    latin: bool,
    gap: bool,
}

impl Builder {
    fn push(&mut self, c: char) {
        if is_combining_mark(c) {
            if !self.latin && !self.gap && !self.slug.is_empty() {
                self.slug.push(c);
            }
        } else if c.is_alphanumeric() && !is_pictograph(c) {
            if self.gap && !self.slug.is_empty() {
                self.slug.push('-');
            }
            self.gap = false;
            self.latin = self.push_letter(c);
        } else {
            self.gap = true;
        }
    }

    /// Adds a letter, without its diacritics if it is Latin, and says whether it is.
    fn push_letter(&mut self, c: char) -> bool {
        if let Some(folded) = special(c) {
            self.slug.push_str(folded);
            return true;
        }
        let mut base = c;
        let mut first = true;
        decompose_canonical(c, |part| {
            if std::mem::take(&mut first) {
                base = part;
            }
        });
        let latin = base.is_ascii_alphanumeric();
        match special(base) {
            Some(folded) => self.slug.push_str(folded),
            None => self.slug.push(if latin { base } else { c }),
        }
        latin || special(base).is_some()
    }
}

/// Latin letters that Unicode does not take apart.
fn special(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' | 'ǽ' | 'ǣ' => "ae",
        'œ' => "oe",
        'ø' | 'ǿ' => "o",
        'đ' | 'ð' | 'ɖ' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "ng",
        'ı' => "i",
        'ĸ' => "k",
        'ŀ' => "l",
        'ŉ' => "n",
        'ə' => "e",
        'ɓ' => "b",
        'ɗ' => "d",
        'ƙ' => "k",
        'ƴ' => "y",
        'ɛ' => "e",
        'ɔ' => "o",
        _ => return None,
    })
}

/// Signs that are not read: Arabic vowel signs and tatweel, direction marks, joiners, soft hyphens, variation
/// selectors, keycaps.
fn is_silent(c: char) -> bool {
    matches!(c,
        '\u{64B}'..='\u{652}' | '\u{670}' | '\u{640}' | '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200D}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{20D0}'..='\u{20FF}' | '\u{E0000}'..='\u{E01EF}')
}

/// Letters in circles and squares count as letters for Unicode, but are emoji to a reader.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{24B6}'..='\u{24E9}' | '\u{3297}' | '\u{3299}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs_of_many_scripts() {
        for (text, slug) in [
            ("Inter-Services Public Relations (ISPR)", "inter-services-public-relations-ispr"),
            ("disarm:T0097.202", "disarm-t0097-202"),
            ("Présence à Łódź, Größe & Øre", "presence-a-lodz-grosse-ore"),
            ("Doppelgänger", "doppelganger"),
            ("كَشْمِير", "كشمير"),
            ("كـــشمير أزاد", "كشمير-أزاد"),
            ("Кашмир й Ё", "кашмир-й-ё"),
            ("कश्मीर", "कश्मीर"),
            ("克什米尔", "克什米尔"),
            ("İstanbul", "istanbul"),
            ("../etc/passwd", "etc-passwd"),
            ("CON", "con-"),
            ("lpt1", "lpt1-"),
            ("1\u{FE0F}\u{20E3} first", "1-first"),
        ] {
            assert_eq!(slugify(text).as_deref(), Some(slug), "{text}");
        }
        for text in ["", "🎉", "🅰\u{FE0F}❤\u{FE0F}", "..", "./", "—", "\u{301}"] {
            assert_eq!(slugify(text), None, "{text:?}");
        }
        assert!(is_slug("pk-ispr-2019-04") && !is_slug("PK-ISPR") && !is_slug("a--b"));
    }

    #[test]
    fn slugs_that_differ_only_by_case_collide() {
        assert_eq!(collision_key("PK-Ispr"), collision_key("pk-ispr"));
        assert_eq!(collision_key("σας"), collision_key("ΣΑΣ"));
        assert_ne!(collision_key("a-b"), collision_key("ab"));
    }

    proptest! {
        #[test]
        fn a_slug_is_stable_and_safe(text in any::<String>(), near in "[a-zé\u{301}\u{64E}\u{640}ßİا\u{654}ेक./ -]{0,130}") {
            for text in [text, near] {
                let slug = slugify(&text);
                if text.is_ascii() {
                    let mut built = Builder::default();
                    text.to_ascii_lowercase().chars().for_each(|c| built.push(c));
                    prop_assert_eq!(plain_slug(&text), built.slug.chars().take(LONGEST).collect::<String>());
                }
                prop_assert_eq!(&slugify(&text.nfd().collect::<String>()), &slug);
                prop_assert_eq!(&slugify(&text.nfc().collect::<String>()), &slug);
                let Some(slug) = slug else { continue };
                prop_assert_eq!(slugify(&slug), Some(slug.clone()));
                prop_assert!(!slug.contains(['/', '\\', '.', ':', ' ']) && !slug.starts_with('-'));
                prop_assert!(slug.chars().count() <= LONGEST + 1);
            }
        }
    }
}
