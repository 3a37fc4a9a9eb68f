//! What reading a body finds, and the mistakes that it reports.

use super::{outline, read_body};
use crate::config::RawHtml;
use crate::content::documents::{Target, Words, joined};
use crate::diagnostic::Diagnostic;

/// The codes of a body's mistakes, each with the words of the file that it points at.
fn mistakes(markdown: &str) -> Vec<(&'static str, String)> {
    let (body, found) = outline(markdown, "en", RawHtml::Sanitize);
    let words =
        |found: &Diagnostic| found.span.map(|span| body.text[span.range()].to_owned()).unwrap_or_default();
    found.iter().map(|found| (found.code, words(found))).collect()
}

fn check(markdown: &str, expected: &[(&'static str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(code, words)| (*code, (*words).to_owned())).collect();
    assert_eq!(mistakes(markdown), expected, "in {markdown}");
}

#[test]
fn an_outline_holds_what_the_archive_needs() {
    let markdown = "## Intro\n\n> quoted\n\nThe *first* \"one\".[@meta] See [[ispr#size|the case]] now. Last.\n\n\
                    ## Intro\n\n- [a](../actors/x.md) and [f](r.pdf)\n- [b](/tags/y/)\n\n![w](/logo.png)";
    let (outline, found) = read_body(markdown);
    assert_eq!(found, []);
    let headings: Vec<_> =
        outline.headings.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(headings, [(2, "intro", "Intro"), (2, "intro-2", "Intro")]);
    assert_eq!(joined(&outline.first_paragraph, |_| None), "The first “one”. See the case now. Last.");
    let links: Vec<_> =
        outline.links.iter().map(|l| (l.target.clone(), l.fragment.as_deref(), l.context.as_str())).collect();
    assert_eq!(
        links,
        [
            (Target::Wiki("ispr".into()), Some("size"), "See the case now."),
            (Target::File("content/actors/x.md".into()), None, "a and f"),
            (Target::Address("/tags/y/".into()), None, "b"),
        ]
    );
    let files: Vec<_> = outline.files.iter().map(|file| file.value.as_str()).collect();
    assert_eq!(files, ["content/cases/r.pdf", "content/_static/logo.png"]);
}

#[test]
fn a_first_paragraph_knows_which_words_stand_for_titles() {
    let (outline, _) = read_body("  [[a]] \"and\" *[[b#x]]* like [[c|it]].[@meta] [[d]] \n\nMore [[e]].");
    let text = |words: &str| Words::Text(words.to_owned());
    let title = |target: &str, written: &str| Words::Title(Target::Wiki(target.into()), written.to_owned());
    assert_eq!(
        outline.first_paragraph,
        [title("a", "a"), text(" “and” "), title("b", "b#x"), text(" like it. "), title("d", "d")]
    );
    let titled = |target: &Target| (*target == Target::Wiki("b".into())).then(|| "The B case".to_owned());
    assert_eq!(joined(&outline.first_paragraph, titled), "a “and” The B case like it. d");
}

#[test]
fn citations_are_checked_against_the_sources() {
    check("A.[@meta] B.[@mta, p. 3; @drm; @zzzzzz]", &[("E080", "@mta"), ("E080", "@zzzzzz")]);
    check("A.[@drm][@mtea] \\[@handle] `[@x]`", &[("E080", "@mtea")]);
    let (_, found) = read_body("A.[@mta]");
    assert_eq!(found[0].hints[0], "Did you mean `[@meta]`?");
}

#[test]
fn footnotes_are_checked() {
    check("A.[^1]\n\n[^1]: b", &[]);
    check("A.[^1] \\[^2] `[^3]`", &[("E081", "[^1]")]);
    check("A.\n\n[^x]: b\nc", &[("W025", "[^x]: b")]);
    check("A.[^1]\n\n[^1]: b\n\n[^1]: c", &[("E082", "[^1]: c")]);
}

#[test]
fn anchors_of_the_page_are_checked() {
    check("## What *was* found\n\n[a](#what-was-found) [b](#) [c](#src-1) [d](#sources)", &[]);
    check("## Found\n\n[a](#foud)", &[("E083", "[a](#foud)")]);
    check("<p id=\"here\">x</p>\n\n[a](#here)", &[]);
    let (_, found) = read_body("## Found\n\n[a](#foud)");
    assert_eq!(found[0].hints, ["Did you mean `#found`?"]);
}

#[test]
fn nothing_of_a_tables_row_is_lost_in_silence() {
    let table = |row: &str| format!("| a | b |\n|---|---|\n| c | d |\n{row}\n\nEnd | of | it | all.");
    check(&table("| [[ispr|the army]] | 1 |"), &[("W026", "[[ispr|the army]]")]);
    check(&table("| شبكة | [[ispr|the army]] |"), &[("W026", "[[ispr|the army]]")]);
    check(&table("| [[ispr\\|the army]] | 1 |"), &[]);
    check(&table("| e | f | `g` |"), &[("W027", " `g` |")]);
    check(&table("| e | f | |"), &[]);
    check("| [[x|y]] |\n|---|---|\n| a | b |", &[("W026", "[[x|y]]")]);
    check("> - | a |\n>   |---|\n>   | [[x|y]] |", &[("W026", "[[x|y]]")]);
    let (outline, found) = read_body(&table("| [[ispr|the army]] | 1 |"));
    assert_eq!(found[0].hints, ["Put a backslash before the bar: `[[ispr\\|the army]]`."]);
    assert_eq!(outline.links, []);
}

#[test]
fn addresses_are_checked() {
    check("[a](../../site.toml)", &[("E084", "[a](../../site.toml)")]);
    check("![a](../../../x.png)", &[("E084", "![a](../../../x.png)")]);
    check(
        "[a](javascript:x) [b](//x.org) [c]()",
        &[("W021", "[a](javascript:x)"), ("W021", "[b](//x.org)"), ("W021", "[c]()")],
    );
    check(
        "![](a.png) ![b](https://x.org/a.png)",
        &[("W022", "![](a.png)"), ("W024", "![b](https://x.org/a.png)")],
    );
    check("[[ open, [[]] and ]]", &[]);
}

#[test]
fn all_raw_html_that_goes_is_named() {
    check(
        "<b>fine</b>\n\n<script>x</script>\n\n<iframe></iframe>",
        &[("W023", "<script"), ("W023", "<iframe")],
    );
    check("a <i onclick=\"x\">b</i> <u onclick=\"x\" style=\"y\">c</u>", &[("W023", "<i"), ("W023", "<u")]);
    for mode in [RawHtml::Escape, RawHtml::Allow] {
        assert_eq!(outline("<script>x</script>", "en", mode).1, []);
    }
}

#[test]
fn places_are_right_beyond_ascii() {
    check("شبكة é 😀 [@mta]", &[("E080", "@mta")]);
    check("> - شبكة\n>   [@mta,\n>   p. 4]", &[("E080", "@mta")]);
}

#[test]
fn tags_without_a_partner_and_names_that_are_taken_are_told() {
    check("<div>\n\na *b*\n\n</div>\n\n<br> <p>c", &[]);
    check("<details>\n\na\n\nb", &[("W028", "<details>")]);
    check("a <script>b</script> c", &[("W023", "<script")]);
    check("a <b>c\n\n</div>", &[("W028", "<b>"), ("W028", "</div>")]);
    check("> <div>\n> a\n\nb", &[("W028", "<div>")]);
    check(
        "## Found\n\n<p id=\"found\">a</p><p id=x>b</p><p id='x'>c</p>",
        &[("W029", "found"), ("W029", "x")],
    );
    check("<p id=\"main\">a</p> <i id=src-1>b</i>", &[("W029", "main"), ("W029", "src-1")]);
    assert_eq!(outline("<div> <p id=\"main\">", "en", RawHtml::Escape).1, []);
}
