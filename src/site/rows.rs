//! Cases in lists, as HTML. A case stands in dozens of lists, so its row is rendered once and only its links change.

use std::sync::OnceLock;

use tera::{Context, Value};

use super::scope::{Scope, direction};
use crate::archive::CaseIndex;
use crate::diagnostic::Diagnostic;

/// Stands in a stored row where the way to the root goes; no text of an archive holds this character, and if one
/// did, it would show a few dots too many.
pub const ROOT: char = '\u{1}';

/// The level of the titles in a list: below a heading of its own, or right below the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    H2,
    H3,
}

/// Rows in the language of the site's frame, made when first asked for.
pub struct Rows(Vec<[Row; 2]>);

/// A row, once it was asked for.
type Row = OnceLock<Result<Parts, Diagnostic>>;

/// Text with the way to the root between its parts.
pub struct Parts(Box<[Box<str>]>);

impl Parts {
    pub fn of(text: &str) -> Self {
        Self(text.split(ROOT).map(Box::from).collect())
    }

    /// Appends the text as a page has it that gets to the root by `root`.
    pub fn push_to(&self, text: &mut String, root: &str) {
        for (at, part) in self.0.iter().enumerate() {
            if at > 0 {
                text.push_str(root);
            }
            text.push_str(part);
        }
    }
}

impl Rows {
    pub fn new(cases: usize) -> Self {
        Self((0..cases).map(|_| Default::default()).collect())
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
    let mut html = String::with_capacity(cases.len() * 800);
    for case in cases {
        if scope.language != scope.site.frame(scope.site.language()) {
            Parts::of(&row(scope, *case, heading)?).push_to(&mut html, root);
            continue;
        }
        let stored = scope.site.rows.0.get(*case).map(|rows| {
            rows[heading as usize].get_or_init(|| row(scope, *case, heading).map(|row| Parts::of(&row)))
        });
        match stored {
            Some(Ok(row)) => row.push_to(&mut html, root),
            Some(Err(diagnostic)) => return Err(diagnostic.clone()),
            None => {}
        }
    }
    Ok(html)
}

fn row(scope: &Scope<'_>, case: CaseIndex, heading: Heading) -> Result<String, Diagnostic> {
    let mut context = Context::new();
    let page = [("lang", scope.language.tag()), ("dir", direction(scope.language))];
    context.insert_value("entry", scope.entry(case));
    context.insert("heading", if heading == Heading::H2 { "h2" } else { "h3" });
    context.insert("root", &ROOT);
    context.insert_value("page", Value::from(std::collections::BTreeMap::from(page)));
    scope.site.theme.render("entry", scope.strings, context)
}
