//! Listed addresses that tags cut in pieces within raw HTML, `<b>evil</b>.com`, or that character references spell,
//! `evil&#46;com`: a reader sees and copies them whole.

use std::borrow::Cow;
use std::ops::Range;

use super::plain::silent_element;
use super::split::{across, is_tight};
use super::strands::{tag_length, words_length};
use crate::content::indicator::defang_text;
use crate::content::redaction::reference;

/// Tags that stay on the page and end a line of words there. All others join what is before and after them, those
/// that cleaning takes out too.
const BLOCKS: [&str; 39] = [
    "article",
    "aside",
    "blockquote",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "col",
    "colgroup",
];

/// Raw HTML in which no listed address stands in several pieces or behind references; `None` where none does.
pub(super) fn defang(html: &str, listed: &dyn Fn(&str) -> bool) -> Option<String> {
    let spelt = spelt_out(html);
    let spelt_whole = || (defang_text(&spelt, listed) != spelt).then(|| spelt.clone().into_owned());
    joined(&spelt, listed).or_else(|| if matches!(spelt, Cow::Owned(_)) { spelt_whole() } else { None })
}

/// The same HTML, in which the letters and marks of addresses stand for themselves: `&#46;` is `.`.
fn spelt_out(html: &str) -> Cow<'_, str> {
    const LONGEST: usize = 33;
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in html.match_indices('&') {
        let word: String = html[at + 1..].chars().take(LONGEST).collect();
        let Some((length, meant)) = reference(&word).filter(|_| at >= done) else { continue };
        if meant.chars().all(|c| c.is_alphanumeric() || ".-_@:/".contains(c)) {
            out.push_str(&html[done..at]);
            out.push_str(&meant);
            // A reference is ASCII throughout.
            done = at + 1 + length;
        }
    }
    if done == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[done..]);
    Cow::Owned(out)
}

fn joined(html: &str, listed: &dyn Fn(&str) -> bool) -> Option<String> {
    let runs = runs(html);
    let changed: Vec<(Range<usize>, String)> = runs
        .iter()
        .filter(|run| run.len() > 1)
        .flat_map(|run| {
            let texts: Vec<&str> = run.iter().map(|at| &html[at.clone()]).collect();
            run.iter().cloned().zip(across(&texts, listed)).collect::<Vec<_>>()
        })
        .filter_map(|(at, mended)| Some((at, mended?)))
        .collect();
    if changed.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(html.len() + 16);
    let mut done = 0;
    for (at, mended) in changed {
        out.push_str(&html[done..at.start]);
        out.push_str(&mended);
        done = at.end;
    }
    out.push_str(&html[done..]);
    Some(out)
}

/// Words with nothing but tags between them, that an address may reach through.
fn runs(html: &str) -> Vec<Vec<Range<usize>>> {
    let mut runs = Vec::new();
    let mut run: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(rest) = html.get(from..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = tag_length(rest) {
            let (tag, after) = rest.split_at(length);
            let silent =
                silent_element(tag).map(|end| after.find(end).map_or(after.len(), |at| at + end.len()));
            if is_block(tag) {
                runs.push(std::mem::take(&mut run));
            }
            from += length + silent.unwrap_or(0);
            continue;
        }
        let to = from + words_length(rest);
        if !run.last().is_some_and(|before| is_tight(&html[before.clone()], &html[from..to])) {
            runs.push(std::mem::take(&mut run));
        }
        run.push(from..to);
        from = to;
    }
    runs.push(run);
    runs
}

fn is_block(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next();
    name.is_some_and(|name| BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tags_cut_is_defanged() {
        let listed = |address: &str| address.contains("evil.example.com");
        for (html, expected) in [
            (
                "<div>\n<b>evil</b>.exam<i>ple.com</i>\n</div>",
                "<div>\n<b>evil</b>[.]exam<i>ple[.]com</i>\n</div>",
            ),
            ("<p>x evil<!-- - -->.example<wbr>.com, y", "<p>x evil<!-- - -->[.]example<wbr>[.]com, y"),
            ("evil.example<script>x</script>.com", "evil[.]example<script>x</script>[.]com"),
            // Cleaning takes this out, and what is left is one word.
            ("evil.example<form>.com</form>", "evil[.]example<form>[.]com</form>"),
            (
                "https:<b title='a>b'>//evil.example.com</b>/x",
                "https:<b title='a>b'>//evil[.]example[.]com</b>/x",
            ),
            ("<p>e<b>vil&#46;exam</b>ple&period;com", "<p>e<b>vil[.]exam</b>ple[.]com"),
            // Now in one piece, which is defanged where it is written.
            ("<p>evil&#x2E;ex&#97;mple&period;com &lt; &amp;", "<p>evil.example.com &lt; &amp;"),
        ] {
            assert_eq!(defang(html, &listed).as_deref(), Some(expected), "{html}");
        }
        for apart in [
            "<td>evil.example</td><td>.com</td>",
            "evil.example<br>.com",
            "evil.example<b> .com</b>",
            // In one piece: defanged where it is written.
            "<b>evil.example.com</b> <i>x</i>",
            "<b>good</b>.example.com",
            "<",
            "a<b",
            "<!-- evil.example",
            "é<é>é",
            "good&#46;example.com evil&lt;.example.com &#",
        ] {
            assert_eq!(defang(apart, &listed), None, "{apart}");
        }
    }
}
