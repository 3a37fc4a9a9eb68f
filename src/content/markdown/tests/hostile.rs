//! Whatever a body says, its page is safe.

use proptest::prelude::*;

use super::{CASE, Page, html, read_body};
use crate::config::RawHtml;

const MODES: [RawHtml; 2] = [RawHtml::Sanitize, RawHtml::Escape];

/// What makes a page unsafe, if it does: an element or attribute that runs, or an address that does.
///
/// Reads the tags alone, as a browser would find them: words that look like an attribute are no danger.
fn danger(html: &str) -> Option<String> {
    let lower = html.to_lowercase();
    let mut rest = lower.as_str();
    while let Some(at) = rest.find('<') {
        let tag = &rest[at..];
        let mut quoted = false;
        let end = tag.bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b'>' && !quoted
        });
        let Some(end) = end else { return Some(tag.to_owned()) };
        let (tag, after) = tag.split_at(end);
        // Outside of values, quotes mark where values were.
        let outside: String = tag.split('"').step_by(2).collect();
        let runs =
            ["<script", "<iframe", "<object", "<embed", "<style", "<form", "<svg", "<link", "<meta", "<base"];
        let addresses = tag.split('"').collect::<Vec<_>>();
        let leads = addresses.windows(2).any(|pair| {
            (pair[0].ends_with("href=") || pair[0].ends_with("src="))
                && ["javascript:", "data:", "vbscript:"]
                    .iter()
                    .any(|scheme| pair[1].trim().starts_with(scheme))
        });
        let handles =
            outside.split_ascii_whitespace().any(|name| name.starts_with("on") || name.starts_with("style"));
        if leads || handles || runs.iter().any(|name| tag.starts_with(name)) {
            return Some(tag.to_owned());
        }
        rest = after;
    }
    None
}

fn check(markdown: &str) {
    for raw_html in MODES {
        let html = html(markdown, Page { raw_html, ..CASE });
        assert_eq!(danger(&html), None, "{raw_html:?} of {markdown:?}: {html}");
    }
    read_body(markdown);
}

#[test]
fn known_tricks() {
    let tricks = [
        "<script>alert(1)</script>",
        "<ScRiPt src=//x.org></sCrIpT>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<p style=\"background:url(javascript:x)\" onclick=x>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT&colon;alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](\u{1}javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x](data:text/html,<script>)",
        "![x](javascript:alert(1))",
        "![x\" onerror=alert(1)](a.png \"\\\" onload=x\")",
        "![x](a.png\"onerror=x \"t\")",
        "[x](https://ok.org \"\\\"><script>alert(1)</script>\")",
        "[x](https://ok.org/\"onmouseover=alert(1))",
        "[[ispr\"onclick=x]] [[\"><script>|x]]",
        "[@meta, \"><script>alert(1)</script>]",
        "[^\"onclick=x]\n\n[^\"onclick=x]: a",
        "```\"onclick=x\n```",
        "```<script>\n</script>\n```",
        "## <script>\n\n## \" onclick=x",
        "> [!NOTE\"onclick=x]\n> a",
    ];
    for trick in tricks {
        check(trick);
    }
}

#[test]
fn the_check_finds_what_it_looks_for() {
    for bad in [
        "<p onclick=x>",
        "<a href=\"javascript:x\">",
        "<p><script>",
        "<p class=\"a\" style=\"x\">",
        "<p title=\"x",
    ] {
        assert!(danger(bad).is_some(), "{bad}");
    }
    assert_eq!(danger("<p title=\" onclick=\">a onclick=x</p>"), None);
}

/// Ten thousand of anything must neither overflow the stack nor take minutes.
#[test]
fn deep_and_long_input_ends() {
    for part in [
        "[",
        "![",
        "[[",
        "[@",
        "> ",
        "*a ",
        "`",
        "<b>",
        "](",
        "[^a]",
        "\\\"",
        "- ",
        "<div>\n\n",
        "[x](<",
        "&amp;",
    ] {
        check(&part.repeat(10_000));
    }
    let paired = [("[", "]"), ("[[", "]]"), ("![", "](a)"), ("[@a", "]"), ("**a ", " b**")];
    for (open, close) in paired {
        check(&format!("{}x{}", open.repeat(10_000), close.repeat(10_000)));
    }
    check(&"## A\n\n".repeat(5_000));
    check(&"[^a]: x\n\n[^a]\n\n".repeat(2_000));
}

/// Strings that are likelier than chance to hit a rule.
fn bodies() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "[",
        "]",
        "(",
        ")",
        "[[",
        "]]",
        "|",
        "[@",
        "@meta",
        "; ",
        ", p. 4",
        "[^1]",
        "[^1]: ",
        "!",
        "<",
        ">",
        "<script>",
        "<b onclick=x>",
        "</b>",
        "javascript:",
        "https://evil.com",
        "https://ok.org",
        "\"",
        "'",
        "\\",
        "`",
        "```",
        "\n",
        "\n\n",
        "    ",
        "# ",
        "- ",
        "- [x] ",
        "> ",
        "> [!NOTE]\n",
        "| a | b |\n|---|--:|\n",
        "*",
        "**",
        "~~",
        "_",
        "--",
        "...",
        "&",
        "&#34;",
        "é",
        "شبكة",
        "\u{202e}",
        "\u{0}",
        "evil.com",
        "data:",
        "on=",
        " ",
        "a",
        "#",
        "\t",
        "\r\n",
    ]);
    prop::collection::vec(prop_oneof![4 => parts.prop_map(str::to_owned), 1 => "\\PC{0,6}"], 0..40)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn any_string_gives_a_safe_page(markdown in bodies()) {
        check(&markdown);
    }

    #[test]
    fn any_characters_give_a_safe_page(markdown in any::<String>()) {
        check(&markdown);
    }
}

#[test]
fn what_is_listed_is_defanged_where_marks_cut_it() {
    let html = html("By *evil*.com, evil<b>.</b>com and **@troll**king.\n", CASE);
    assert!(html.contains("<em>evil</em>[.]com, evil<b>[.]</b>com"), "{html}");
    assert!(html.contains("<strong>[@]troll</strong>king"), "{html}");
}

#[test]
fn what_is_listed_is_defanged_where_tags_cut_it() {
    for start in ["<div>", "<p>", "<table><tr><td>"] {
        let html = html(&format!("{start}\n<b>ev</b>il.c<i>om</i>, @<b>troll</b>king\n"), CASE);
        assert!(html.contains("<b>ev</b>il[.]c<i>om</i>, [@]<b>troll</b>king"), "{html}");
    }
}

#[test]
fn what_is_listed_is_defanged_within_marks_too() {
    let body = "By **@trollking** on **evil.com**, ~~evil.com~~, *see `evil.com`*, [@trollking](https://good.org/), \
        ![evil.com](https://good.org/x.png) and | evil.com |.\n\n> ## evil.com\n\n- evil.com[^1]\n\n[^1]: @trollking\n";
    let html = html(body, CASE);
    assert!(!html.contains("@trollking") && !html.contains("evil.com"), "{html}");
    assert!(html.contains("<strong>[@]trollking</strong> on <strong>evil[.]com</strong>"), "{html}");
}
