//! Case files that lie where plain pages do.

use std::sync::Arc;

use crate::content::fields::{CASE, PAGE, keys};
use crate::content::vocabulary::nearest;
use crate::diagnostic::{Diagnostic, Span};
use crate::source::Text;

/// There is no such field: what a page says of a case's.
const NO_FIELD: &str = "E050";
/// Fields that pages of other programs have too, so that they alone make no case.
const COMMON: [&str; 7] = ["id", "status", "type", "tags", "languages", "related", "license"];

/// E106 in the place of all that is wrong with a page, if it is a case by its fields: a hundred mistakes, each of which
/// says that a page has no such field, do not tell that the file is in the wrong folder.
pub fn told(text: &Text, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let of_case = |span: Span| {
        let key = text.text.get(span.range())?;
        let is_of_case = keys(CASE).any(|known| known == key) && !keys(PAGE).any(|known| known == key);
        is_of_case.then_some((key, span))
    };
    let fields: Vec<(&str, Span)> =
        found.iter().filter(|one| one.code == NO_FIELD).filter_map(|one| of_case(one.span?)).collect();
    let first = fields.iter().find(|(key, _)| !COMMON.contains(key));
    let Some((_, span)) = first.filter(|_| fields.len() > 1) else { return found };
    let names: Vec<String> = fields.iter().map(|(key, _)| format!("`{key}`")).collect();
    let message = "this file looks like a case, but only files in `content/cases/` are read as cases";
    let diagnostic = Diagnostic::error("E106", &text.path, *span, message)
        .hint(format!("move it to `{}`", better(&text.path)))
        .hint(format!("if it is a page, take out what only cases have: {}", names.join(", ")));
    vec![diagnostic]
}

/// The same name in the folder of cases; a folder whose name is nearly that one is left out.
fn better(path: &Arc<str>) -> String {
    let rest = path.strip_prefix("content/").unwrap_or(path);
    let rest = match rest.split_once('/') {
        Some((folder, name)) if nearest(folder, ["cases"]).is_some() => name,
        _ => rest,
    };
    format!("content/cases/{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Options, compile};
    use crate::source::Sources;

    fn codes(path: &str, front: &str) -> Vec<(&'static str, String)> {
        let text = format!("---\ntitle: T\n{front}---\nWords.\n");
        let compiled = compile(&Sources::from_texts([("site.toml", ""), (path, &text)]), Options::default());
        let found = compiled.diagnostics.into_iter().filter(|one| &*one.file == path);
        found.map(|one| (one.code, one.hints.first().cloned().unwrap_or_default())).collect()
    }

    #[test]
    fn a_case_among_the_pages_is_told_once_and_a_page_keeps_its_mistakes() {
        let front =
            "removed: 2021\noperator: X\nnetwork: {facebook: {accounts: 1}}\nsources: {r: {title: R}}\n";
        for (path, better) in [
            ("content/x.md", "content/cases/x.md"),
            ("content/2021/x.md", "content/cases/2021/x.md"),
            ("content/Case/x.md", "content/cases/x.md"),
        ] {
            assert_eq!(codes(path, front), [("E106", format!("move it to `{better}`"))]);
        }
        assert!(
            codes("content/x.md", "tags: [a]\nstatus: draft\n").iter().all(|(code, _)| *code == NO_FIELD)
        );
        assert!(codes("content/x.md", "removed: 2021\n").iter().all(|(code, _)| *code == NO_FIELD));
        assert_eq!(codes("content/cases/x.md", "removed: 2021\nsources: {r: {title: R}}\n"), []);
    }
}
