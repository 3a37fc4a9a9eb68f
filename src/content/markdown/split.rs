//! Listed addresses that marks cut in pieces, `**evil**.com`: a reader sees and copies them whole.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::flow::{Flow, Piece};
use super::split_html;
use crate::content::indicator;

/// Defangs what is listed and stands in more than one piece. What stands in one is defanged where that is written.
pub(super) fn defang(flow: &mut Flow<'_>, listed: Option<&dyn Fn(&str) -> bool>) {
    let Some(listed) = listed else { return };
    for (piece, _) in &mut flow.pieces {
        if let Piece::Markdown(Event::Html(html)) = piece
            && let Some(mended) = split_html::defang(html, listed)
        {
            *html = mended.into();
        }
    }
    let mut run: Vec<usize> = Vec::new();
    for at in 0..=flow.pieces.len() {
        let piece = flow.pieces.get(at).map(|(piece, _)| piece);
        if piece.is_some_and(says_nothing) {
            continue;
        }
        let text = piece.and_then(words);
        let before = run.last().and_then(|last| words(&flow.pieces[*last].0));
        let has_words = text.is_some();
        if !before.zip(text).is_some_and(|(before, text)| is_tight(before, text)) {
            mend(flow, &run, listed);
            run.clear();
        }
        run.extend(has_words.then_some(at));
    }
}

/// Marks within a line.
fn says_nothing(piece: &Piece<'_>) -> bool {
    matches!(
        piece,
        Piece::Markdown(
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
                | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
                | Event::InlineHtml(_)
        )
    )
}

fn words<'a>(piece: &'a Piece<'_>) -> Option<&'a CowStr<'a>> {
    match piece {
        Piece::Literal(text) | Piece::Markdown(Event::Text(text) | Event::Code(text)) => Some(text),
        _ => None,
    }
}

/// Whether an address can go on from one text to the next.
pub(super) fn is_tight(before: &str, after: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | ':' | '/');
    before.ends_with(joins) && after.starts_with(joins)
}

/// Defangs what is listed and reaches from one piece of a run into another.
fn mend(flow: &mut Flow<'_>, run: &[usize], listed: &dyn Fn(&str) -> bool) {
    if run.len() < 2 {
        return;
    }
    let texts: Vec<&str> =
        run.iter().map(|at| words(&flow.pieces[*at].0).map_or("", |text| &**text)).collect();
    let mended = across(&texts, listed);
    for (at, mended) in run.iter().zip(mended) {
        if let Some(mended) = mended
            && let Piece::Literal(text) | Piece::Markdown(Event::Text(text) | Event::Code(text)) =
                &mut flow.pieces[*at].0
        {
            *text = mended.into();
        }
    }
}

/// Texts that a reader sees as one: each with its part of what is listed and reaches from one into another defanged;
/// `None` for those that have no part of any.
pub(super) fn across(texts: &[&str], listed: &dyn Fn(&str) -> bool) -> Vec<Option<String>> {
    let joined = texts.concat();
    let found: Vec<(usize, usize)> = indicator::listed_addresses(&joined, listed).collect();
    let mut start = 0;
    let mut mend = |text: &&str| {
        let end = start + text.len();
        let across =
            |(from, to): &&(usize, usize)| *from < end && *to > start && (*from < start || *to > end);
        let mut mended = String::new();
        let mut done = 0;
        for (from, to) in found.iter().filter(across) {
            let (from, to) = (from.saturating_sub(start), to.saturating_sub(start).min(text.len()));
            mended.push_str(&text[done..from]);
            mended.push_str(&fangless(&text[from..to]));
            done = to;
        }
        start = end;
        (done > 0).then(|| mended + &text[done..])
    };
    texts.iter().map(&mut mend).collect()
}

/// A part of an address.
fn fangless(part: &str) -> String {
    part.replace('.', "[.]").replace('@', "[@]").replace("://", "[://]")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a body, with a stroke where a piece ends.
    fn pieces(body: &str) -> String {
        let mut flow = Flow::parse(body);
        defang(&mut flow, Some(&|address: &str| address.contains("evil.com")));
        let texts: Vec<&str> =
            flow.pieces.iter().filter_map(|(piece, _)| words(piece).map(|text| &**text)).collect();
        texts.join("|")
    }

    #[test]
    fn what_marks_cut_is_defanged() {
        let cases = [
            ("**evil**.com", "evil|[.]com"),
            ("At evil<b>.</b>com now", "At evil|[.]|com now"),
            ("*evil*.com, good.org", "evil|[.]com, good.org"),
            ("evil`.com`", "evil|[.]com"),
            ("[evil](https://good.org/).com", "evil|[.]com"),
            ("https:**//evil**.com/a and evil.com", "https:|//evil|[.]com/a and evil.com"),
            ("me@*evil*.com", "me[@]|evil|[.]com"),
            ("*шэ* **evil**.**com** *шэ*", "шэ| |evil|[.]|com| |шэ"),
            // In one piece each, or not listed.
            ("evil.com *evil.com*!", "evil.com |evil.com|!"),
            ("*good*.org", "good|.org"),
            // No marks, and no address.
            ("evil**.**com", "evil**.**com"),
            ("evil **.** com", "evil |.| com"),
            ("evil\n\n.com", "evil|.com"),
        ];
        for (body, expected) in cases {
            assert_eq!(pieces(body), expected, "{body}");
        }
    }
}
