//! What a body may do, seen on the finished page.

use crate::tiny::{SOURCE, tiny};

#[test]
fn citations_lead_to_the_numbered_source() {
    let front = "title: X\nsources:\n  first: {title: First}\n  second: {title: Second}\n";
    let built = tiny().case("x", front, "Said so.[@second, p. 4]").build().clean();
    let page = built.page("cases/x/index.html");
    assert!(page.contains(r##"href="#src-2""##) && page.contains(r#"id="src-2""#), "{page}");
    assert!(page.contains("p. 4"));
}

#[test]
fn a_relative_link_to_a_file_becomes_its_address() {
    let built = tiny()
        .file("content/about.md", "---\ntitle: About\n---\nSee [the case](cases/x.md#the-size).\n")
        .case("x", "", "## The size\n\nBack to [about](../about.md) and [all](/cases/).")
        .build()
        .clean();
    assert!(built.page("about/index.html").contains("../cases/x/#the-size"));
    let page = built.page("cases/x/index.html");
    assert!(page.contains(r#"href="../../about/""#) && page.contains(r#"href="../../cases/""#), "{page}");
}

#[test]
fn links_that_lead_nowhere_are_errors_in_every_spelling() {
    let body = "[[nope]] [a](nope.md) [b](/nope/) [[actors/nope]] [c](#nope) [[x#nope]]";
    let built = tiny().case("x", "", body).build();
    assert!(built.codes().len() >= 5, "{:?}", built.diagnostics());
    assert!(built.codes().iter().all(|code| code.starts_with('E')));
}

#[test]
fn hostile_markup_is_harmless() {
    let body = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1))\n\n\
                <a href=\"javascript:alert(1)\" style=\"color:red\">c</a>\n";
    let page = tiny().case("x", "", body).build().page("cases/x/index.html").to_lowercase();
    for bad in ["<script", "onerror", "javascript:", "style="] {
        assert!(!page.contains(bad), "{bad}: {page}");
    }
}

#[test]
fn hostile_front_matter_is_text() {
    let front = format!(
        "title: '<script>alert(1)</script>'\nsummary: '\"><img src=x onerror=alert(1)>'\ntags: [a]\nnarratives: ['<b>x</b>']\n{SOURCE}"
    );
    let built = tiny().case("x", &front, "").build().clean();
    for (path, bytes) in built.tree() {
        let text = String::from_utf8_lossy(&bytes);
        if path.ends_with(".html") {
            assert!(!text.contains("<script>") && !text.contains("<img") && !text.contains("<b>x"), "{path}");
        }
    }
}

#[test]
fn an_arabic_case_reads_from_right_to_left_in_its_own_words() {
    let front = "title: شبكة من الحسابات\nlang: ar\nremoved: 2021-05-20\nlanguages: [ar]\n";
    let built = tiny().case("ar", front, "نص عربي.").build().clean();
    let page = built.page("cases/ar/index.html");
    assert!(page.contains(r#"<html lang="ar" dir="rtl">"#), "{page}");
    assert!(page.contains("مايو"), "the month is in Arabic");
    let list = built.page("cases/index.html");
    assert!(list.contains(r#"lang="ar""#), "elsewhere its title carries its language");
}

#[test]
fn text_fields_keep_their_digits() {
    let front = "title: 3.10\nsummary: 00123\nnarratives: [007, 1e3, yes, NO, 2021-05-20, ~]\n";
    let page = tiny().case("x", &format!("{front}{SOURCE}"), "").build().page("cases/x/index.html");
    for kept in [">3.10<", "00123", "007", "1e3", "yes", "NO", "2021-05-20"] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
}

#[test]
fn raw_html_is_checked_like_markdown() {
    let body = "Text <a href=\"/cases/nope/\">a</a> <a href='#nope'>b</a> <a href=nope.md>c</a> <img src=\"nope.png\" alt=\"d\">\n\n\
                <img src=\"https://example.org/x.png\" alt=\"e\">\n\n<a href=\"javascript:x()\">f</a>\n";
    let built = tiny().case("x", "", body).build();
    let mut codes = built.codes();
    codes.sort_unstable();
    assert_eq!(codes, ["E083", "E094", "E094", "E101", "W021", "W024"], "{:#?}", built.diagnostics());
    let line = format!("{:?}", built.diagnostics());
    assert!(line.contains("runs a program on the reader's machine"), "{line}");
}

#[test]
fn raw_html_links_as_markdown_does() {
    let body = "<a href=\"/cases/y/?a=1&amp;b=2#sources\">y</a>, <a href='y.md'>y</a>, <a href=\"/x.pdf\">z</a>\n\n\
                <p><a href=\"#x\" id=\"x\">x</a> <img src=\"shot.png\" alt=\"A shot\"> <a href=\"doc.pdf\">d</a></p>\n";
    for mode in ["sanitize", "allow"] {
        let site =
            format!("title = \"T\"\nurl = \"https://example.org/\"\n[markdown]\nraw_html = \"{mode}\"\n");
        let archive = tiny().file("site.toml", &site).case("x", "", &body.replace("/x.pdf", "/cases/"));
        let built = archive
            .case("y", "", "")
            .binary("content/cases/shot.png")
            .binary("content/cases/doc.pdf")
            .build();
        let page = built.clean().page("cases/x/index.html");
        for link in [
            "href=\"../../cases/y/?a=1&amp;b=2#sources\"",
            "../../cases/y/",
            "href=\"../../cases/\"",
            "src=\"../../cases/x/shot.png\"",
            "href=\"../../cases/x/doc.pdf\"",
        ] {
            assert!(page.contains(link), "{mode} {link}: {page}");
        }
    }
}
