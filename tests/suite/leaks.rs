//! Drafts and redacted values never reach any output; a retracted case keeps its address and its reason alone.

use crate::search::files::{Files, unpacked};
use crate::tiny::{Built, tiny};

/// Fails if any file of the site holds the words, also inside the files of the search index.
#[track_caller]
fn nowhere(built: &Built, words: &str) {
    for (path, bytes) in built.tree() {
        let bytes =
            if path.starts_with("search/") && path.ends_with(".gz") { unpacked(&bytes) } else { bytes };
        let text = String::from_utf8_lossy(&bytes);
        // The words that one can search by are plain where the words that one reads are defanged.
        let is_read = !path.starts_with("search/t/");
        assert!(!path.contains(words), "{words:?} is in {path}");
        assert!(!is_read || !text.contains(words), "{words:?} is in {path}");
    }
}

/// Fails if the words can be read or searched.
#[track_caller]
fn unfound(built: &Built, words: &str) {
    nowhere(built, words);
    let files = Files::of(&built.tree());
    let plain = words.trim_matches('/').to_lowercase();
    for key in files.groups.keys().chain(files.surfaces.keys()) {
        assert!(!key.contains(&plain), "{words:?} can be searched, as {key}");
    }
}

#[test]
fn drafts_and_reviews_are_in_no_file_of_a_build() {
    let archive = tiny()
        .case("open", "removed: 2021-05\noperator: Known\n", "Words.")
        .case("secretdraft", "status: draft\ntags: [secrettag]\noperator: Secretoperator\n", "Secretwords.")
        .case("secretreview", "status: review\norigin: PK\n", "Secretreviewed.");
    let built = archive.build().clean();
    for words in
        ["secretdraft", "secrettag", "Secretoperator", "Secretwords", "secretreview", "Secretreviewed", "pk/"]
    {
        unfound(&built, words);
    }
    let preview = archive.with_drafts().build().clean();
    assert!(preview.has("cases/secretdraft/index.html") && preview.has("cases/secretreview/index.html"));
}

#[test]
fn a_redacted_indicator_is_in_no_file_and_an_error_where_the_body_shows_it() {
    let front = "indicators:\n  - {type: account, platform: x, value: 'privatehandle', redact: true}\n  - {type: domain, value: shown.example}\n";
    let built = tiny().case("one", front, "Words.").build().clean();
    unfound(&built, "privatehandle");
    assert!(built.page("cases/one/index.html").contains("shown[.]example"));
    let shown = tiny().case("one", front, "See privatehandle there.").build();
    assert!(shown.codes().iter().any(|code| code.starts_with('E')), "{:?}", shown.diagnostics());
}

#[test]
fn a_retracted_case_shows_its_reason_and_nothing_else() {
    let front = "status: retracted\nsummary: Oldsummary\nremoved: 2021-05\noperator: Oldoperator\norigin: PK\ntags: [oldtag]\n\
                 network: {facebook: {accounts: 40}}\naliases: [/old/]\n\
                 corrections: [{date: 2022-01-02, change: Withdrawn, reason: The report was forged}]\n";
    let built =
        tiny().case("gone", front, "Oldbody.").case("other", "related: [gone]\n", "Words.").build().clean();
    let page = built.page("cases/gone/index.html");
    assert!(page.contains("noindex"));
    let words = built.words("cases/gone/index.html");
    assert!(
        words.contains("The gone network")
            && words.contains("The report was forged")
            && words.contains("Withdrawn")
    );
    for old in ["Oldsummary", "Oldoperator", "oldtag", "Oldbody"] {
        unfound(&built, old);
    }
    assert!(!built.has("cases/gone/index.json") && !built.has("origins/pk/index.html"));
    assert!(built.page("old/index.html").contains("../cases/gone/"), "its old address still leads to it");
    for list in ["feed.xml", "feed.json", "sitemap.xml", "cases/index.html"] {
        assert!(!built.page(list).contains("cases/gone"), "{list}");
    }
    assert!(built.words("corrections/index.html").contains("The report was forged"));
}

#[test]
fn indicators_are_defanged_everywhere() {
    let front = "indicators: [{type: domain, value: bad.example}]\n";
    let body = "Seen at https://bad.example/x and [here](https://www.bad.example/) and `bad.example`, unlike https://good.example.";
    let built = tiny().case("one", front, body).build().clean();
    nowhere(&built, "bad.example");
    // It is found all the same, plain or defanged.
    let files = Files::of(&built.tree());
    assert!(files.surfaces.contains_key("bad.example") && files.surfaces.contains_key("bad.example/x"));
    assert!(built.page("cases/one/index.html").contains("bad[.]example"));
}

#[test]
fn an_indicator_in_the_title_of_another_case_is_defanged_in_a_summary() {
    let front = "removed: 2021\nindicators: [{type: domain, value: bad.example}]\n";
    let built = tiny()
        .case("one", front, "After [[two]].")
        .case("two", "title: On bad.example\n", "")
        .build()
        .clean();
    for path in ["cases/one/index.html", "cases/one/index.json", "feed.xml", "cases/index.html"] {
        let page = built.page(path);
        assert!(
            page.contains("After On bad[.]example.") && !page.contains("After On bad.example"),
            "{path}: {page}"
        );
    }
}

#[test]
fn a_file_of_indicators_is_never_published() {
    let sheet = "type,value,redact\ndomain,hush.example,true\ndomain,shown.example,\n";
    let front = "indicators: ./i.csv\n";
    let archive = tiny().file("content/cases/i.csv", sheet);
    let built = archive.clone().case("one", front, "Words.").build().clean();
    unfound(&built, "hush.example");
    for body in ["[x](i.csv)", "![x](./i.csv)", "[x](../cases/i.csv)"] {
        let built = archive.clone().case("one", front, body).build();
        assert!(built.codes().contains(&"E102"), "{body}: {:?}", built.codes());
    }
    let page =
        archive.case("one", front, "").file("content/p.md", "---\ntitle: P\n---\n[x](cases/i.csv)\n").build();
    assert!(page.codes().contains(&"E102"), "{:?}", page.codes());
}

#[test]
fn another_file_may_not_name_a_redacted_value() {
    let front = "indicators: [{type: domain, value: hush.example, redact: true}]\n";
    let built = tiny().case("one", front, "").case("two", "", "Seen at hush[.]example.").build();
    assert_eq!(built.codes(), ["E104"]);
}

#[test]
fn an_indicator_is_no_live_link_however_its_host_is_spelt() {
    let front = "indicators: [{type: domain, value: ioc.example}]\nnarratives: ['see http://ioc.example/x']\n\
                 corrections: [{date: 2022-01-01, change: 'Removed ioc.example'}]\n";
    let body = "[a](http://ioc%2Eexample/) [b](http://ioc\u{3002}example/) ![c](http://ioc%2eexample/a.png)";
    let built = tiny().case("one", front, body).build();
    for (path, bytes) in built.tree() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for live in ["ioc.example", "href=\"http://ioc", "src=\"http://ioc"] {
            assert!(!text.contains(live), "{live} in {path}");
        }
    }
}

/// Spellings of `hush.example` that a page would show, or lead to.
const SPELLINGS: [&str; 21] = [
    "hu**sh**.example",
    "*hush*.example",
    "see**&#104;ush.example**now",
    "&#x68;ush&period;example",
    "hu`sh.exa`mple",
    "[hush](https://example.org/).example",
    "[x](https://hush%2Eexample/)",
    "[x](https://example.org/?u=https%3A%2F%2Fhush.example%2Fy)",
    "[x](https://example.org/ \"hu\u{ad}sh.example\")",
    "![hu*sh*.example](https://example.org/x.png)",
    "hu\u{200b}sh.example",
    "_hush.example_",
    "hush\\.example",
    "hush [dot] example",
    "**hush** . example",
    "hush\n.example",
    "hush <b>[.]</b> example",
    "anna@\nhush.example",
    "hu<b>sh</b>.example",
    "hu<!-- x -->sh.example",
    "<p title=\"hush&#46;example\">x</p>",
];

#[test]
fn no_spelling_of_a_redacted_value_passes() {
    let front = "indicators: [{type: domain, value: hush.example, redact: true}]\n";
    for spelling in SPELLINGS {
        let body = format!("First.\n\nSeen at {spelling} there.\n");
        let own = tiny().case("one", front, &body).build();
        assert!(own.codes().contains(&"E062"), "{spelling}: {:?}", own.codes());
        let files = [
            ("content/actors/a.md", "name: A"),
            ("content/cases/two.md", "title: T\nsources: {r: {title: R}}"),
            ("content/p.md", "title: P"),
            ("content/tags/t.md", "title: T"),
        ];
        let text = |head: &str| format!("---\n{head}\n---\n{body}");
        let archive = tiny().case("one", front, "");
        let built = files.iter().fold(archive, |all, (path, head)| all.file(path, &text(head))).build();
        for (path, head) in files {
            let found = built.diagnostics().iter().find(|one| one.code == "E104" && *one.file == *path);
            let found = found.unwrap_or_else(|| panic!("{spelling} in {path}: {:?}", built.codes()));
            let (line, span) = (text(head).find("Seen").expect("a line"), found.span.expect("a place"));
            assert!(span.start >= line && span.end <= text(head).len(), "{spelling}: {span:?}");
        }
    }
}

#[test]
fn a_redacted_value_is_found_in_every_field() {
    let front = "indicators: [{type: domain, value: hush.example, redact: true}]\n";
    for field in [
        "title: \"hu\\u00ADsh.example\"",
        "summary: \"h\\x75sh.example\"",
        "summary: >-\n  seen at\n  HUSH[.]example",
        "removed: {value: 2021, note: hush%2Eexample}",
        "title: T\nsources: {r: {title: R, url: 'https://hush%2eexample/'}}",
        "indicators: [{type: url, value: 'hxxps://hush[.]example/x'}]",
        "indicators: [{type: domain, value: other.example, note: with ｈush.example}]",
    ] {
        let built = tiny().case("one", front, "").case("two", &format!("{field}\n"), "").build();
        assert_eq!(built.codes(), ["E104"], "{field}");
    }
    let sheet = "type,value,note\ndomain,other.example,beside hush.example\n";
    let built = tiny()
        .case("one", front, "")
        .file("content/cases/i.csv", sheet)
        .case("two", "indicators: i.csv\n", "")
        .build();
    assert_eq!(built.codes(), ["E104"]);
    let said = &built.diagnostics().iter().find(|one| one.code == "E104").expect("one").message;
    assert!(said.starts_with("1 row of this file names"), "{said}");
    let handle = "indicators: [{type: account, platform: x, value: '@hushed', redact: true}]\n";
    let named = tiny().case("hushed", "title: T\n", "").case("one", handle, "").build();
    assert_eq!(named.codes(), ["E104"]);
    let key =
        tiny().case("one", handle, "").case("two", "title: T\nsources: {hushed: {title: R}}\n", "").build();
    assert_eq!(key.codes(), ["E104"]);
}

#[test]
fn a_slug_of_a_redacted_value_makes_no_address() {
    let front = "indicators: [{type: domain, value: hush.example, redact: true}]\n";
    let head = |key: &str| format!("---\n{key}: T\n---\n");
    for (path, text) in [
        ("content/actors/hush-example.md", head("name")),
        ("content/tags/on-hush-example.md", head("title")),
        ("content/p.md", head("title") + "## From hush-example\n"),
        ("content/q.md", head("title") + "From *hush*-example\n===\n"),
    ] {
        let built = tiny().case("one", front, "").file(path, &text).build();
        let found: Vec<_> = built.diagnostics().iter().filter(|one| one.code == "E104").collect();
        assert!(matches!(found[..], [one] if *one.file == *path), "{path}: {:?}", built.diagnostics());
    }
    let tagged = format!("tags: [hush-example]\n{front}");
    assert_eq!(tiny().case("one", &tagged, "").build().codes(), ["E062"]);
    assert_eq!(tiny().case("hush-example", &format!("title: T\n{front}"), "").build().codes(), ["E062"]);
    tiny().case("one", front, "They hush-example.").build().clean();
}

#[test]
fn two_cases_may_redact_one_value() {
    let front = "indicators: [{type: domain, value: hush.example, redact: true, note: see hush.example}]\n";
    tiny().case("one", front, "").case("two", front, "").build().clean();
}

#[test]
fn an_indicator_of_a_case_is_not_live_in_other_documents() {
    let front = "operator: Alpha\ntags: [t]\nsources: {r: {title: R, url: 'https://cited.example/'}}\ntitle: One\n\
                 indicators: [{type: domain, value: bad.example}, {type: account, platform: x, value: '@troll'}, \
                 {type: domain, value: cited.example}, {type: domain, value: own.example}]\n";
    let body = "# On bad.example\n\nSee <https://www.bad.example/x>, [it](http://bad.example), @troll, [[one]], https://cited.example/y \
                and https://own.example/z.\n";
    let words = "summary: About bad.example\n";
    let page = |head: &str| format!("---\n{head}{words}---\n{body}");
    let built = tiny()
        .case("one", front, "Words.")
        .file("content/p.md", &page("title: P of bad.example\n"))
        .file("content/tags/t.md", &page("title: T of bad.example\n"))
        .file("content/tags/index.md", &page("title: Tags of bad.example\n"))
        .file(
            "content/actors/alpha.md",
            &page("name: Alpha\nsources: {o: {title: O, url: 'https://own.example'}}\n"),
        )
        .build()
        .clean();
    nowhere(&built, "bad.example");
    nowhere(&built, "@troll,");
    for (path, own) in [
        ("p/index.html", "own[.]example"),
        ("tags/t/index.html", "own[.]example"),
        ("actors/alpha/index.html", "//own.example/z"),
    ] {
        let page = built.page(path);
        assert!(page.contains("hxxps://www[.]bad[.]example/x") && page.contains("[@]troll"), "{path}");
        assert!(
            page.contains("https://cited.example/y") && page.contains(own),
            "{path}: a source stays a link: {page}"
        );
    }
    let linked = tiny()
        .case("one", front, "")
        .file("content/actors/alpha.md", "---\nname: Alpha\nurl: https://bad.example/\n---\n")
        .build();
    assert_eq!(linked.codes(), ["W032"]);
    nowhere(&linked, "bad.example");
}
