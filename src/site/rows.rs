//! Cases in lists, as HTML. A case stands in dozens of lists, so its row is rendered once; only its links and the level of
//! its heading change.

use std::sync::OnceLock;

use tera::{Context, Value};

use super::scope::{Scope, direction};
use crate::archive::CaseIndex;
use crate::diagnostic::Diagnostic;
use crate::theme::Theme;

/// Stands in a stored row where the way to the root goes; no text of an archive holds this character, and if one
/// did, it would show a few dots too many.
pub const ROOT: char = '\u{1}';
/// Stands there where the tag of the heading goes.
const TAG: char = '\u{2}';
/// Templates that make a row and only print its tag, as the program brings them.
const MAKERS: [&str; 2] = ["entry.html", "parts.html"];
/// Bytes of a row, mostly.
const ROW: usize = 1024;

/// The level of the titles in a list: below a heading of its own, or right below the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    H2,
    H3,
}

impl Heading {
    const fn tag(self) -> &'static str {
        match self {
            Self::H2 => "h2",
            Self::H3 => "h3",
        }
    }
}

/// Rows in the language of the site's frame, made when first asked for.
pub struct Rows {
    all: Vec<Row>,
    /// How many of them a case has: one for all levels, or one for each where a theme's own template may make more of the
    /// level than a tag.
    levels: usize,
}

/// A row, once it was asked for.
type Row = OnceLock<Result<Parts, Box<Diagnostic>>>;

/// Text with gaps for what differs from page to page.
pub struct Parts {
    text: Box<str>,
    /// Where a gap is, in bytes, and what goes there.
    gaps: Box<[(u32, Gap)]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Root,
    Tag,
}

impl Parts {
    pub fn of(text: &str) -> Self {
        let mut own = String::with_capacity(text.len());
        let mut gaps = Vec::new();
        let mut gap = |at: usize, gap| gaps.push((u32::try_from(at).unwrap_or(u32::MAX), gap));
        // One letter at a time is sought many bytes at once, two are not.
        for (nth, part) in text.split(ROOT).enumerate() {
            if nth > 0 {
                gap(own.len(), Gap::Root);
            }
            for (nth, words) in part.split(TAG).enumerate() {
                if nth > 0 {
                    gap(own.len(), Gap::Tag);
                }
                own.push_str(words);
            }
        }
        Self { text: own.into(), gaps: gaps.into() }
    }

    /// Appends the text as a page has it that gets to the root by `root`.
    pub fn push_to(&self, text: &mut String, root: &str) {
        self.push_with(text, root, "");
    }

    fn push_with(&self, text: &mut String, root: &str, tag: &str) {
        let mut from = 0;
        for (at, gap) in &self.gaps {
            let at = *at as usize;
            text.push_str(&self.text[from..at]);
            text.push_str(if *gap == Gap::Root { root } else { tag });
            from = at;
        }
        text.push_str(&self.text[from..]);
    }
}

impl Rows {
    pub fn new(cases: usize, theme: &Theme) -> Self {
        let levels = if theme.has_built_in(&MAKERS) { 1 } else { 2 };
        Self { all: (0..cases * levels).map(|_| Row::new()).collect(), levels }
    }

    fn of(&self, scope: &Scope<'_>, case: CaseIndex, heading: Heading) -> Result<&Parts, Diagnostic> {
        let (level, tag) = match self.levels {
            1 => (0, TAG.to_string()),
            _ => (heading as usize, heading.tag().to_owned()),
        };
        let make = || row(scope, case, &tag).map(|row| Parts::of(&row)).map_err(Box::new);
        let made = self.all[case * self.levels + level].get_or_init(make);
        made.as_ref().map_err(|diagnostic| (**diagnostic).clone())
    }
}

/// The rows of some cases, one after the other, for a page that gets to the root by `root`.
///
/// # Errors
/// A mistake in the template `entry.html`.
pub fn rows(
    scope: &Scope<'_>,
    cases: &[CaseIndex],
    heading: Heading,
    root: &str,
) -> Result<String, Diagnostic> {
    let mut html = String::with_capacity(cases.len() * ROW);
    let is_own = scope.language == scope.site.frame(scope.site.language());
    for case in cases {
        if is_own {
            scope.site.rows.of(scope, *case, heading)?.push_with(&mut html, root, heading.tag());
        } else {
            Parts::of(&row(scope, *case, heading.tag())?).push_to(&mut html, root);
        }
    }
    Ok(html)
}

fn row(scope: &Scope<'_>, case: CaseIndex, tag: &str) -> Result<String, Diagnostic> {
    let mut context = Context::new();
    let page = [("lang", scope.language.tag()), ("dir", direction(scope.language))];
    context.insert_value("entry", scope.entry(case));
    context.insert("heading", tag);
    context.insert("root", &ROOT);
    context.insert_value("page", Value::from(std::collections::BTreeMap::from(page)));
    scope.site.theme.render("entry", scope.strings, context)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_wherever_they_are() {
        let fill = |text: &str| {
            let mut filled = String::new();
            Parts::of(text).push_with(&mut filled, "../", "h2");
            filled
        };
        assert_eq!(fill("<\u{2}><a href=\"\u{1}x/\">é</a></\u{2}>"), "<h2><a href=\"../x/\">é</a></h2>");
        for (text, filled) in [("", ""), ("a", "a"), ("\u{1}", "../"), ("\u{1}\u{1}a\u{2}", "../../ah2")] {
            assert_eq!(fill(text), filled);
        }
    }
}
