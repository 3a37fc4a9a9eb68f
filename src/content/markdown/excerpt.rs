//! Plain words out of a body: how many there are, and the sentence around a link.

/// Most characters on each side of a link that its context keeps.
const SIDE: usize = 160;

/// The sentence around a byte position of a paragraph, cut to some 300 characters.
pub(super) fn sentence(paragraph: &str, at: usize) -> String {
    let boundary = (0..=at.min(paragraph.len())).rev().find(|at| paragraph.is_char_boundary(*at));
    let (before, after) = paragraph.split_at(boundary.unwrap_or(0));
    let start = before.rmatch_indices(is_stop).find_map(|(stop, mark)| {
        let next = stop + mark.len();
        before[next..].starts_with(char::is_whitespace).then_some(next)
    });
    let end = after.match_indices(is_stop).find_map(|(stop, mark)| {
        let next = stop + mark.len();
        (after[next..].is_empty() || after[next..].starts_with(char::is_whitespace)).then_some(next)
    });
    let mut before = before[start.unwrap_or(0)..].trim_start();
    let mut after = after[..end.unwrap_or(after.len())].trim_end();
    let mut out = String::new();
    if let Some((cut, _)) = before.char_indices().rev().nth(SIDE) {
        before = before[cut..].split_once(char::is_whitespace).map_or(&before[cut..], |(_, rest)| rest);
        out.push('…');
    }
    out.push_str(before);
    let cut = after.char_indices().nth(SIDE).map(|(cut, _)| cut);
    if let Some(cut) = cut {
        after = after[..cut].rsplit_once(char::is_whitespace).map_or(&after[..cut], |(rest, _)| rest);
    }
    out.push_str(after);
    if cut.is_some() {
        out.push('…');
    }
    out
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '۔' | '。' | '।')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_found_around_a_place() {
        let text = "First one. It links v. 2.1 to the ISPR network here. Last one.";
        assert_eq!(sentence(text, text.find("ISPR").unwrap()), "2.1 to the ISPR network here.");
        let long = "wort ".repeat(200);
        let cut = sentence(&long, 500);
        assert!(cut.starts_with("…wort") && cut.ends_with("wort…") && cut.len() < 340, "{cut}");
        assert_eq!(sentence("قال ذلك. هنا الرابط؟ نعم", 30), "هنا الرابط؟");
    }
}
