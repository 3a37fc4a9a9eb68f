//! `[[menu]]` of site.toml: entries that lead nowhere are mistakes as links in texts are, and all others work.

use corkboard::diagnostic::{Diagnostic, Place, Severity};

use crate::tiny::{Tiny, tiny};

fn site(entries: &[&str]) -> Tiny {
    let menu: String =
        entries.iter().map(|url| format!("[[menu]]\nlabel = \"Entry\"\nurl = \"{url}\"\n")).collect();
    tiny()
        .file("site.toml", &format!("title = \"Menu\"\nurl = \"https://example.org/register\"\n{menu}"))
        .file("content/about.md", "---\ntitle: About\naliases: [/who/]\n---\n## Our team\n\nWords.\n")
        .file("content/tags/index.md", "---\ntitle: Tags\n---\n## How we tag\n\nWords.\n")
        .case("x", "tags: [kashmir]\n", "Words.")
        .case("soon", "status: draft\n", "Words.")
}

/// What is wrong with the one entry: code, place, message and hint.
fn wrong(url: &str) -> (&'static str, usize, usize, String, String) {
    of(&site(&[url]), site(&[url]).build().diagnostics())
}

fn of(site: &Tiny, found: &[Diagnostic]) -> (&'static str, usize, usize, String, String) {
    let [one] = found else { panic!("{found:#?}") };
    assert_eq!(&*one.file, "site.toml");
    let place = Place::of(&site.texts()["site.toml"], one.span.expect("a place"));
    (one.code, place.line, place.column, one.message.clone(), one.hints.join(" "))
}

#[test]
fn entries_that_lead_somewhere() {
    let entries = [
        "/",
        "/index.html",
        "/#recent",
        "/?x=1",
        "/about/",
        "/about",
        "/about/index.html",
        "/about/#our-team",
        "/who/",
        "/cases/",
        "/cases/a-z",
        "/cases/x/",
        "/cases/x",
        "/cases/x/#sources",
        "/cases/x/index.json",
        "/tags/",
        "/tags/#how-we-tag",
        "/tags/kashmir/",
        "/tags/kashmir/feed.xml",
        "/tags/k%61shmir/",
        "/feed.xml",
        "/search/?q=kashmir",
        "/codebook/",
        "/404.html",
        "/assets/style.css",
        "https://example.org/",
        "mailto:a@example.org",
    ];
    let built = site(&entries).build();
    assert_eq!(built.diagnostics(), []);
}

#[test]
fn entries_that_lead_nowhere() {
    let expected = |code, message: &str, hint: &str| (code, 5, 7, message.to_owned(), hint.to_owned());
    assert_eq!(wrong("/abuot/"), expected("E094", "this site has no page /abuot/", "did you mean /about/?"));
    assert_eq!(
        wrong("/tag/kashmir?x#y"),
        expected("E094", "this site has no page /tag/kashmir?x#y", "did you mean /tags/kashmir/?")
    );
    // In another folder.
    assert_eq!(
        wrong("/kashmir/"),
        expected("E094", "this site has no page /kashmir/", "did you mean /tags/kashmir/?")
    );
    assert_eq!(
        wrong("/fed.xml"),
        expected("E094", "this site has no page /fed.xml", "did you mean /feed.xml?")
    );
    let (code, .., hint) = wrong("/nope/");
    assert_eq!(code, "E094");
    assert!(hint.starts_with("check the spelling"), "{hint}");
    // The program keeps this name, and has no page there.
    assert_eq!(wrong("/timeline/").0, "E094");
    assert_eq!(
        wrong("/about/#our-taem"),
        expected("E099", "the page has no heading or section \"#our-taem\"", "did you mean #our-team?")
    );
    let publish = "publish it, or take it out of the menu until it is published";
    assert_eq!(
        wrong("/cases/soon/"),
        expected("E096", "this entry of the menu leads to a draft, which a build leaves out", publish)
    );
    let drafts = site(&["/cases/soon/"]).with_drafts();
    let found = drafts.build().diagnostics().to_vec();
    assert_eq!(
        of(&drafts, &found),
        expected("W030", "this entry of the menu leads to a draft: a build refuses it", publish)
    );
    assert_eq!(found[0].severity, Severity::Warning);
}

#[test]
fn the_current_page_is_marked_however_its_address_is_written() {
    let current = |url: &str, page: &str| {
        let page = site(&[url]).build().page(page);
        let nav =
            page.split("<nav").nth(1).and_then(|nav| nav.split("</nav>").next()).expect("a menu").to_owned();
        nav.contains("aria-current=\"page\"")
    };
    for url in ["/cases/a-z", "/cases/a-z/", "/cases/a-z/index.html"] {
        assert!(current(url, "cases/a-z/index.html"), "{url}");
        assert!(!current(url, "cases/index.html"), "{url}");
    }
    for url in ["/tags/kashmir", "/tags/k%61shmir/"] {
        assert!(current(url, "tags/kashmir/index.html"), "{url}");
    }
    assert!(current("/", "index.html") && current("/index.html", "index.html"));
}

#[test]
fn an_address_of_another_kind_stays_as_it_is() {
    let page = site(&["mailto:desk@example.org", "https://example.org/a"]).build().page("cases/x/index.html");
    assert!(page.contains("href=\"mailto:desk@example.org\""), "{page}");
    assert!(page.contains("href=\"https://example.org/a\""));
}
