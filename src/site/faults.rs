//! Mistakes that show only while a page is made: which page it was, and which of them are one and the same.

use crate::diagnostic::Diagnostic;

const WHILE: &str = " (while making the page /";

/// A template's mistake with the page that showed it, in the voice of all other mistakes.
pub(super) fn on_page(fault: Diagnostic, path: &str) -> Diagnostic {
    let mut fault = fault.in_one_voice();
    let address = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    fault.message = format!("{}{WHILE}{address})", fault.message);
    fault
}

/// Whether two pages were stopped by the same mistake at the same place.
pub fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    let words = |fault: &Diagnostic| fault.message.rsplit_once(WHILE).map(|(words, _)| words.to_owned());
    (&one.file, one.span, one.code) == (&other.file, other.span, other.code)
        // Without a place in a file of the site, only the words tell one from another.
        && (one.span.is_some() || words(one) == words(other))
}

/// Of a broken template, which fails on every page, one mistake with the first page that showed it. Sorted.
pub fn each_once(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    faults.sort();
    let same = faults.chunk_by(is_same);
    same.map(|same| match same.len() - 1 {
        0 => same[0].clone(),
        more => same[0].clone().hint(format!("the same place stops {more} more of the pages")),
    })
    .collect()
}
