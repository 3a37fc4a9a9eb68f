//! `[@id]`, `[@id, p. 4]`, `[@a; @b, p. 3]`: what stands between the brackets.

/// One source that a sentence rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Citation<'a> {
    /// The key of a source in the front matter, without the `@`.
    pub id: &'a str,
    /// `p. 4`, `pp. 12–14`, `at 3:20`: shown as written.
    pub locator: Option<&'a str>,
}

/// Reads the words between the brackets; `None` if they are no citation, so that the brackets are text.
///
/// The comma before a locator may be left out: `[@id p. 4]` plainly means the same.
pub(super) fn parse(text: &str) -> Option<Vec<Citation<'_>>> {
    text.split(';').map(single).collect()
}

fn single(part: &str) -> Option<Citation<'_>> {
    let words = part.trim().strip_prefix('@')?;
    let end = words.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(words.len());
    let (id, rest) = words.split_at(end);
    let locator = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace()).trim_end();
    let sound = !id.is_empty() && !id.contains(['[', ']', '@']);
    sound.then_some(Citation { id, locator: (!locator.is_empty()).then_some(locator) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cite<'a>(id: &'a str, locator: Option<&'a str>) -> Citation<'a> {
        Citation { id, locator }
    }

    #[test]
    fn reads_ids_and_locators() {
        assert_eq!(parse("@meta"), Some(vec![cite("meta", None)]));
        assert_eq!(parse("@meta, p. 4"), Some(vec![cite("meta", Some("p. 4"))]));
        assert_eq!(parse("@meta p. 4"), Some(vec![cite("meta", Some("p. 4"))]));
        assert_eq!(parse("@a; @b, p. 3"), Some(vec![cite("a", None), cite("b", Some("p. 3"))]));
    }

    #[test]
    fn leaves_other_brackets_alone() {
        for text in ["see @meta", "@", "meta", "@a; and", "", ";", "@a@b"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
