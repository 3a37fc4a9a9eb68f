//! Pairs of Markdown and the HTML that it becomes, a feature each.

use super::{CASE, Page, html};
use crate::config::RawHtml;

fn check(page: Page, pairs: &[(&str, &str)]) {
    for (markdown, expected) in pairs {
        assert_eq!(html(markdown, page).trim_end(), *expected, "of {markdown}");
    }
}

#[test]
fn running_text() {
    check(
        CASE,
        &[
            (
                "It's *so* **very** ~~not~~ `a<b`.",
                "<p>It’s <em>so</em> <strong>very</strong> <del>not</del> <code>a&lt;b</code>.</p>",
            ),
            ("\"*Yes*,\" -- she said... \\\"no\\\"", "<p>“<em>Yes</em>,” – she said… \"no\"</p>"),
            ("one\ntwo  \nthree\\\nfour", "<p>one\ntwo<br>\nthree<br>\nfour</p>"),
            ("a < b & c &amp; d &#60;e&#62;", "<p>a &lt; b &amp; c &amp; d &lt;e&gt;</p>"),
            ("a\n\n***\n\n> b", "<p>a</p>\n<hr>\n<blockquote>\n<p>b</p>\n</blockquote>"),
            ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
            (
                "- [ ] a\n- [x] b\n- c",
                "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"Not done\"> a</li>\n\
                 <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"Done\" checked> b</li>\n\
                 <li>c</li>\n</ul>",
            ),
            (
                "> [!WARNING]\n> Not checked.",
                "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n\
                 <p>Not checked.</p>\n</div>",
            ),
            ("https://ok.org/a_b_c--d stays text", "<p>https://ok.org/a_b_c--d stays text</p>"),
        ],
    );
}

#[test]
fn quotation_marks_follow_the_language() {
    let page = |lang| Page { lang, ..CASE };
    check(page("de"), &[("Er sagt \"so\".", "<p>Er sagt „so“.</p>")]);
    check(page("fr"), &[("Il dit \"oui\".", "<p>Il dit «\u{202f}oui\u{202f}».</p>")]);
    check(page("ja"), &[("\"x\" -- y", "<p>\"x\" – y</p>")]);
}

#[test]
fn headings_go_below_the_page_and_skip_no_level() {
    check(
        CASE,
        &[
            (
                "## Found & lost\n\n### More",
                "<h3 id=\"found--lost\">Found &amp; lost</h3>\n<h4 id=\"more\">More</h4>",
            ),
            (
                "#### A\n\n#### A\n\n## Sources",
                "<h3 id=\"a\">A</h3>\n<h3 id=\"a-2\">A</h3>\n<h3 id=\"sources-2\">Sources</h3>",
            ),
            (
                "# A\n\n## B\n\n#### C\n\n#### D\n\n##### E\n\n###### F\n\n## G",
                "<h3 id=\"a\">A</h3>\n<h4 id=\"b\">B</h4>\n<h5 id=\"c\">C</h5>\n<h5 id=\"d-2\">D</h5>\n\
                 <h6 id=\"e\">E</h6>\n<h6 id=\"f\">F</h6>\n<h4 id=\"g\">G</h4>"
                    .replace("d-2", "d")
                    .leak(),
            ),
        ],
    );
    check(Page { heading_base: 2, ..CASE }, &[("## A\n\n### B", "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>")]);
}

#[test]
fn tables_scroll_in_a_frame() {
    check(
        CASE,
        &[(
            "| | n |\n|---|---:|\n| [[ispr\\|a]] | 1 |",
            "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Table 1\">\n<table>\n<thead>\n\
             <tr><td></td><th scope=\"col\" class=\"n\">n</th></tr>\n</thead>\n<tbody>\n\
             <tr><td><a href=\"../../cases/ispr/\">a</a></td><td class=\"n\">1</td></tr>\n</tbody>\n</table>\n</section>",
        )],
    );
}

#[test]
fn citations() {
    let meta = "<a href=\"#src-1\" aria-label=\"Source 1\" title=\"The report\">[1]</a>";
    let drm = "<a href=\"#src-2\" aria-label=\"Source 2, p. 4\">[2, p. 4]</a>";
    let cite = |links: &str| format!("<span class=\"cite\">{links}</span>");
    let both = format!("{meta} {drm}");
    let cases = [
        ("So [@meta].", format!("<p>So{}.</p>", cite(meta))),
        ("So.[@drm, p. 4]", format!("<p>So.{}</p>", cite(drm))),
        ("So.[@meta; @drm,\np. 4]", format!("<p>So.{}</p>", cite(&both))),
        ("So.[@meta][@drm, p. 4]", format!("<p>So.{}{}</p>", cite(meta), cite(drm))),
        ("So![@meta]", format!("<p>So!{}</p>", cite(meta))),
        ("[so][@meta]", format!("<p>[so]{}</p>", cite(meta))),
        ("\\[@meta] and `[@meta]` and [@lost]", "<p>[@meta] and <code>[@meta]</code> and [@lost]</p>".into()),
    ];
    for (markdown, expected) in cases {
        assert_eq!(html(markdown, CASE).trim_end(), expected, "of {markdown}");
    }
}

#[test]
fn footnotes() {
    check(
        CASE,
        &[(
            "One [^b], two[^A], one again.[^b]\n\n[^a]: Para.\n\n    More.\n[^b]: *Short*.",
            "<p>One<span class=\"cite\"><a href=\"#fn-1\" id=\"fr-1\" aria-label=\"Note a\">a</a></span>, \
             two<span class=\"cite\"><a href=\"#fn-2\" id=\"fr-2\" aria-label=\"Note b\">b</a></span>, \
             one again.<span class=\"cite\"><a href=\"#fn-1\" id=\"fr-1-2\" aria-label=\"Note a\">a</a></span></p>\n\
             <section aria-label=\"Notes\"><ol class=\"notes\">\n\
             <li id=\"fn-1\"><b>a</b><span><em>Short</em>. <a href=\"#fr-1\" aria-label=\"Back to the text\">Back</a> \
             <a href=\"#fr-1-2\" aria-label=\"Back to the text 2\">2</a></span></li>\n\
             <li id=\"fn-2\"><b>b</b><div>\n<p>Para.</p>\n<p>More.</p>\n\
             <p><a href=\"#fr-2\" aria-label=\"Back to the text\">Back</a></p>\n</div></li>\n</ol></section>",
        )],
    );
}

#[test]
fn links() {
    check(
        CASE,
        &[
            ("[[ispr]]", "<p><a href=\"../../cases/ispr/\">The ISPR network</a></p>"),
            ("[[ispr#size|*w*]]", "<p><a href=\"../../cases/ispr/#size\"><em>w</em></a></p>"),
            (
                "[[arabic]]",
                "<p><a href=\"../../cases/arabic/\" hreflang=\"ar\" lang=\"ar\" dir=\"rtl\">شبكة</a></p>",
            ),
            ("[[arabic|w]]", "<p><a href=\"../../cases/arabic/\" hreflang=\"ar\">w</a></p>"),
            ("[[lost]] [[lost|w]] [[ x ]", "<p>lost w [[ x ]</p>"),
            ("[a](../actors/ispr.md#x y)", "<p>[a](../actors/ispr.md#x y)</p>"),
            ("[a](../actors/ispr.md#x)", "<p><a href=\"../../actors/ispr/#x\">a</a></p>"),
            (
                "[a](/cases/ispr/?a=1&b=\"2\"#c)",
                "<p><a href=\"../../cases/ispr/?a=1&amp;b=%222%22#c\">a</a></p>",
            ),
            ("[a](r.pdf#page=2) [b](lost.pdf)", "<p><a href=\"../../cases/r.pdf#page=2\">a</a> b</p>"),
            ("## A\n\n[a](#a)", "<h3 id=\"a\">A</h3>\n<p><a href=\"#a\">a</a></p>"),
            (
                "[a](https://ok.org \"t\") <https://ok.org/a--b> <a@ok.org>",
                "<p><a href=\"https://ok.org\" title=\"t\" rel=\"nofollow noopener noreferrer\">a</a> \
                 <a href=\"https://ok.org/a--b\" rel=\"nofollow noopener noreferrer\">https://ok.org/a--b</a> \
                 <a href=\"mailto:a@ok.org\">a@ok.org</a></p>",
            ),
            ("[a](ftp://x.org) [b](//x.org) [c](../../../x)", "<p>a b c</p>"),
        ],
    );
}

#[test]
fn images() {
    let img = "<img src=\"../../cases/a.png\" alt=\"The front page\" loading=\"lazy\">";
    let figure = format!("<figure>\n{img}\n<figcaption>As of “June”</figcaption>\n</figure>");
    assert_eq!(html("![The *front* page](a.png \"As of \\\"June\\\"\")", CASE).trim_end(), figure);
    assert_eq!(html("![The front page](a.png)", CASE).trim_end(), format!("<p>{img}</p>"));
    check(
        CASE,
        &[
            ("![w](data:image/png;base64,AA) ![v](lost.png)", "<p>w v</p>"),
            (
                "![w](https://ok.org/a.png)",
                "<p><a href=\"https://ok.org/a.png\" rel=\"nofollow noopener noreferrer\">w</a></p>",
            ),
        ],
    );
}

#[test]
fn code() {
    check(
        CASE,
        &[
            ("    a < b", "<pre tabindex=\"0\"><code>a &lt; b</code></pre>"),
            (
                "```sql\nselect 1\n```",
                "<pre tabindex=\"0\"><code class=\"language-sql\"><span class=\"k\">select</span> \
                 <span class=\"n\">1</span>\n</code></pre>",
            ),
        ],
    );
}

#[test]
fn indicators_are_never_links() {
    check(
        CASE,
        &[
            (
                "At evil.com, https://evil.com/a_b_c?d&e.",
                "<p>At evil[.]com, hxxps://evil[.]com/a_b_c?d&amp;e.</p>",
            ),
            ("evil\\.com evil&#46;com", "<p>evil[.]com evil[.]com</p>"),
            ("<https://evil.com> <a@evil.com>", "<p>hxxps://evil[.]com a[@]evil[.]com</p>"),
            ("[it](https://evil.com/x)", "<p>it (<code>hxxps://evil[.]com/x</code>)</p>"),
            ("[https://evil.com](https://evil.com)", "<p>hxxps://evil[.]com</p>"),
            ("`evil.com`", "<p><code>evil[.]com</code></p>"),
            ("    evil.com", "<pre tabindex=\"0\"><code>evil[.]com\n</code></pre>".replace('\n', "").leak()),
            (
                "![evil.com](a.png)",
                "<p><img src=\"../../cases/a.png\" alt=\"evil[.]com\" loading=\"lazy\"></p>",
            ),
            (
                "[a](https://ok.org \"evil.com\")",
                "<p><a href=\"https://ok.org\" title=\"evil[.]com\" rel=\"nofollow noopener noreferrer\">a</a></p>",
            ),
            ("<b>evil.com</b> <a href=\"https://&#101;vil.com\">x</a>", "<p><b>evil[.]com</b> <a>x</a></p>"),
        ],
    );
}

#[test]
fn raw_html_as_the_site_says() {
    let markdown = "<b onclick=\"x()\">a</b>\n\n<div>\n\n[@meta]\n\n</div>";
    let cite =
        "<span class=\"cite\"><a href=\"#src-1\" aria-label=\"Source 1\" title=\"The report\">[1]</a></span>";
    let with = |raw_html| html(markdown, Page { raw_html, ..CASE });
    assert_eq!(with(RawHtml::Sanitize), format!("<p><b>a</b></p>\n<div>\n<p>{cite}</p>\n</div>"));
    assert_eq!(
        with(RawHtml::Escape),
        format!(
            "<p>&lt;b onclick=\"x()\"&gt;a&lt;/b&gt;</p>\n<p>&lt;div&gt;\n</p>\n<p>{cite}</p>\n<p>&lt;/div&gt;</p>\n"
        )
    );
    assert_eq!(
        with(RawHtml::Allow),
        format!("<p><b onclick=\"x()\">a</b></p>\n<div>\n<p>{cite}</p>\n</div>")
    );
}

#[test]
fn raw_html_neither_swallows_nor_closes_what_is_not_its_own() {
    let markdown = "# A\n\n<h1 id=\"a\">B</h1>\n\n<details>\n\n- c <b>d\n- e[^1] <i id=\"main\">f</i>\n\n</section></main>\n\n[^1]: g";
    for raw_html in [RawHtml::Sanitize, RawHtml::Allow] {
        let html = html(markdown, Page { raw_html, ..CASE });
        for part in [
            "<h3 id=\"a\">A</h3>",
            "<h3 id=\"a-2\">B</h3>",
            "<li>c <b>d</b></li>",
            "<i id=\"main-2\">f</i>",
            "</details><section aria-label=\"Notes\">",
        ] {
            assert!(html.contains(part), "{raw_html:?}: {part} in {html}");
        }
        assert!(!html.contains("</main>") && html.matches("</section>").count() == 1, "{raw_html:?}: {html}");
    }
}

#[test]
fn arabic() {
    check(
        Page { lang: "ar", ..CASE },
        &[
            (
                "قال \"نعم\" عن evil.com، وفي `code`.[@drm، ص 4]",
                "<p>قال «نعم» عن evil[.]com، وفي <code dir=\"ltr\">code</code>.[@drm، ص 4]</p>",
            ),
            (
                "## أرقام الشبكة\n\nفي [القسم](#أرقام-الشبكة).[@drm, ص 4]",
                "<h3 id=\"أرقام-الشبكة\">أرقام الشبكة</h3>\n<p>في <a href=\"#أرقام-الشبكة\">القسم</a>.\
                 <span class=\"cite\"><a href=\"#src-2\" aria-label=\"Source 2، ص 4\">[2، ص 4]</a></span></p>",
            ),
            (
                "| الأصل | العدد |\n|---|---:|\n| صفحات | 25 |\n\nانظر [[ispr|القضية]] و[[arabic]].",
                "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Table 1\">\n<table>\n<thead>\n\
                 <tr><th scope=\"col\">الأصل</th><th scope=\"col\" class=\"n\">العدد</th></tr>\n</thead>\n<tbody>\n\
                 <tr><td>صفحات</td><td class=\"n\">25</td></tr>\n</tbody>\n</table>\n</section>\n\
                 <p>انظر <a href=\"../../cases/ispr/\">القضية</a> \
                 و<a href=\"../../cases/arabic/\" hreflang=\"ar\" lang=\"ar\" dir=\"rtl\">شبكة</a>.</p>",
            ),
        ],
    );
}
