//! The mistakes, in the order of the list.

use super::{Mistake, case, file, front, mistake};

const NO_FRONT: &str = "Just words.\n";

fn bytes(name: &str, before: &[u8], after: &str) -> Vec<(String, Vec<u8>)> {
    let mut text = before.to_vec();
    text.extend_from_slice(after.as_bytes());
    vec![(format!("content/cases/{name}.md"), text)]
}

pub fn mistakes() -> Vec<Mistake> {
    let mut all = of_files();
    all.extend(of_values());
    all.extend(between_files());
    all
}

fn of_files() -> Vec<Mistake> {
    let whole = "---\ntitle: A case\nsources: {r: {title: Report}}\n---\nWords.\n";
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    let deep = format!("tags: {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    let big = format!("{whole}{}", "word ".repeat(4 * 1024 * 1024));
    vec![
        front(
            "unknown-key",
            "removd: 2021-05\n",
            "error[E0",
            "unknown-key.md:3:1",
            "did you mean `removed`?",
        ),
        front(
            "duplicate-key",
            "removed: 2021\nremoved: 2022\n",
            "error[E0",
            "duplicate-key.md:4:1",
            "line 3",
        ),
        front(
            "tab-indentation",
            "network:\n\tfacebook: {accounts: 1}\n",
            "error[E0",
            "tab-indentation.md:4:1",
            "space",
        ),
        front("unclosed-quote", "summary: \"It began\n", "error[E0", "unclosed-quote.md:3:10", "quot"),
        mistake(
            "no-front-matter",
            vec![file("content/cases/no-front-matter.md", NO_FRONT)],
            "error[E0",
            "no-front-matter.md:1:1",
            "---",
        ),
        mistake(
            "never-closed",
            vec![file("content/cases/never-closed.md", "---\ntitle: A case\n\nWords.\n")],
            "error[E0",
            "never-closed.md:1:1",
            "---",
        ),
        mistake("bom", bytes("bom", b"\xef\xbb\xbf", whole), "notice[N0", "bom.md:1:1", ""),
        mistake(
            "crlf",
            vec![file("content/cases/crlf.md", &whole.replace('\n', "\r\n"))],
            "notice[N0",
            "crlf.md:1:4",
            "",
        ),
        mistake(
            "latin-1",
            bytes("latin-1", b"---\ntitle: Caf\xe9 network\n", "sources: {r: {title: R}}\n---\n"),
            "error[E1",
            "latin-1.md:2:11",
            "UTF-8",
        ),
        mistake(
            "broken-utf-8",
            bytes("broken-utf-8", b"---\ntitle: A\xe2\x82 case\n", "sources: {r: {title: R}}\n---\n"),
            "error[E1",
            "broken-utf-8.md:2:9",
            "UTF-8",
        ),
        mistake(
            "empty-file",
            vec![file("content/cases/empty-file.md", "")],
            "error[E0",
            "empty-file.md:1:1",
            "front matter",
        ),
        mistake(
            "twenty-megabytes",
            vec![file("content/cases/twenty-megabytes.md", &big)],
            "error[E1",
            "twenty-megabytes.md",
            "",
        ),
        front("anchor", "removed: &when 2021\n", "error[E0", "anchor.md:3:10", ""),
        front("alias-bomb", bomb, "error[E0", "alias-bomb.md:3:4", ""),
        front("nested-brackets", &deep, "error[E0", "nested-brackets.md:3:", ""),
    ]
}

fn of_values() -> Vec<Mistake> {
    vec![
        front("month-13", "removed: 2021-13\n", "error[E0", "month-13.md:3:10", "month"),
        front(
            "interval-backwards",
            "active: 2021-05/2021-03\n",
            "error[E0",
            "interval-backwards.md:3:9",
            "2021-03/2021-05",
        ),
        front(
            "hashtag-in-a-value",
            "summary: Accounts pushed #FreeKashmir and two more\n",
            "warning[W006]: ",
            "hashtag-in-a-value.md:3:26",
            "quotes",
        ),
        front("norway-in-small-letters", "origin: no\n", "error[E0", "norway-in-small-letters.md:3:9", "NO"),
        front("norway", "origin: NO\n", "", "", ""),
        mistake(
            "text-3.10",
            vec![file(
                "content/cases/text-3.10.md",
                "---\ntitle: 3.10\nid: text-3-10\nsources: {r: {title: Report}}\n---\n",
            )],
            "",
            "",
            "",
        ),
        mistake(
            "text-00123",
            vec![file(
                "content/cases/text-00123.md",
                "---\ntitle: 00123\nsources: {r: {title: Report}}\n---\n",
            )],
            "",
            "",
            "",
        ),
        front(
            "comma-in-flow-map",
            "network:\n  facebook: {accounts: 40,000}\n",
            "error[E0",
            "comma-in-flow-map.md:4:",
            "40000",
        ),
        front(
            "negative-figure",
            "network: {facebook: {accounts: -4}}\n",
            "error[E0",
            "negative-figure.md:3:32",
            "",
        ),
        front("unknown-country", "origin: PX\n", "error[E0", "unknown-country.md:3:9", ""),
        front("unknown-currency", "ad_spend: 400 USX\n", "error[E0", "unknown-currency.md:3:11", "USD"),
        front("unknown-language", "languages: [en, qx]\n", "error[E0", "unknown-language.md:3:17", ""),
        front(
            "unknown-platform",
            "platforms: [facebok]\n",
            "error[E0",
            "unknown-platform.md:3:13",
            "facebook",
        ),
        front("unknown-status", "status: publishd\n", "error[E0", "unknown-status.md:3:9", "published"),
        mistake(
            "citation-nowhere",
            vec![file(
                "content/cases/citation-nowhere.md",
                "---\ntitle: A case\nsources: {report: {title: R}}\n---\nSaid so.[@reprot]\n",
            )],
            "error[E08",
            "citation-nowhere.md:5:10",
            "report",
        ),
    ]
}

fn between_files() -> Vec<Mistake> {
    let nfc = "---\ntitle: A case\nid: caf\u{e9}-form\nsources: {r: {title: R}}\n---\n";
    let nfd = "---\ntitle: A case\nid: cafe\u{301}-form\nsources: {r: {title: R}}\n---\n";
    vec![
        mistake(
            "case-link-nowhere",
            vec![
                case("pk-ispr-2019-04", ""),
                file(
                    "content/cases/case-link-nowhere.md",
                    "---\ntitle: A case\nsources: {r: {title: R}}\n---\nSee [[pk-ispr-2019-4]].\n",
                ),
            ],
            "error[E094]",
            "case-link-nowhere.md:5:5",
            "[[pk-ispr-2019-04]]",
        ),
        mistake(
            "relation-to-a-draft",
            vec![
                case("relation-to-a-draft", "related: [unfinished]\n"),
                case("unfinished", "status: draft\n"),
            ],
            "error[E096]",
            "relation-to-a-draft.md:3:11",
            "publish it",
        ),
        mistake(
            "one-id-twice",
            vec![case("once", "id: one-id\n"), case("twice", "id: one-id\n")],
            "error[E090]",
            "twice.md:3:5",
            "another `id`: here, or in content/cases/once.md:3",
        ),
        mistake(
            "an-id-that-is-a-name",
            vec![case("an-id-that-is-a-name", "id: the-name\n"), case("the-name", "")],
            "error[E090]",
            "an-id-that-is-a-name.md:3:5",
            "here, or in content/cases/the-name.md:1",
        ),
        mistake(
            "case-outside-cases",
            vec![file(
                "content/case/outside.md",
                "---\ntitle: A case\nstatus: published\nremoved: 2021-05\nsources: {r: {title: R}}\n---\nSee [@r].\n",
            )],
            "error[E106]",
            "content/case/outside.md:4:1",
            "move it to `content/cases/outside.md`",
        ),
        mistake(
            "ids-differ-by-case",
            vec![case("big", "id: Letters\n"), case("small", "id: letters\n")],
            "error[E090]",
            "small.md:3:5",
            "another `id`",
        ),
        mistake(
            "ids-differ-by-form",
            vec![file("content/cases/form-c.md", nfc), file("content/cases/form-d.md", nfd)],
            "error[E0",
            "form-d.md:3:5",
            "",
        ),
        mistake(
            "terms-collide",
            vec![case("collide-a", "operator: Alpha Pro\n"), case("collide-b", "operator: Alpha-Pro\n")],
            "error[E092]",
            "collide-b.md:3:11",
            "Alpha Pro",
        ),
        front("term-with-slash", "tags: [east/west]\n", "error[E0", "term-with-slash.md:3:8", "east-west"),
        front("term-with-dots", "tags: [..]\n", "error[E0", "term-with-dots.md:3:8", ""),
        front("term-emoji", "tags: [\u{1f600}]\n", "error[E0", "term-emoji.md:3:8", ""),
        front("term-arabic", "tags: [كشمير]\n", "", "", ""),
        mistake(
            "contradicting-relations",
            vec![
                case("contradict-a", "related: [{case: contradict-b, relation: successor-of}]\n"),
                case("contradict-b", "related: [{case: contradict-a, relation: successor-of}]\n"),
            ],
            "error[E097]",
            "contradict-a.md:3:18",
            "inverse",
        ),
        mistake(
            "unknown-site-key",
            vec![file("site.toml", "title = \"T\"\npage_sise = 3\n")],
            "error[E0",
            "site.toml:2:1",
            "page_size",
        ),
        mistake(
            "missing-theme",
            vec![file("site.toml", "title = \"T\"\ntheme = \"defualt\"\n")],
            "error[E11",
            "site.toml:2:",
            "default",
        ),
        mistake(
            "template-error",
            vec![
                file("site.toml", "title = \"T\"\ntheme = \"mine\"\n"),
                file("themes/mine/theme.toml", "name = \"Mine\"\n"),
                file("themes/mine/templates/case.html", "<h1>\n{{ case.title | uper }}\n</h1>\n"),
            ],
            "error[E11",
            "themes/mine/templates/case.html:2:",
            "",
        ),
    ]
}
