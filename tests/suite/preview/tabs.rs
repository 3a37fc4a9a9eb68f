//! What open tabs are told, and how much work that is.

use serde_json::json;

use super::browser::Tab;
use super::{Previewed, pair, until};
use crate::tiny::SOURCE;

fn case(words: &str) -> String {
    format!("---\ntitle: The one network\nremoved: 2021-05\ntags: [first]\n{SOURCE}---\n{words}\n")
}

#[test]
fn an_edit_of_a_body_reads_one_file_and_makes_one_page_a_tab() {
    let previewed = Previewed::of(&pair());
    let address = previewed.preview.address();
    let mut tabs: Vec<Tab> = (0..10).map(|_| Tab::open(address, "/cases/one/")).collect();
    let mut other = Tab::open(address, "/cases/two/");
    for tab in tabs.iter_mut().chain([&mut other]) {
        tab.expect("hello");
        tab.expect("problems");
    }
    previewed.write("content/cases/one.md", &case("Other words of one, see [[two]]."));
    for tab in &mut tabs {
        tab.expect("page");
    }
    until("the other tab's page is looked at", || previewed.preview.snapshot().shown.rendered() >= 2);
    // Ten tabs show one page, and one tab another.
    assert_eq!(previewed.preview.snapshot().shown.rendered(), 2);
    until("it is said", || previewed.said().len() > 1);
    assert_eq!(previewed.said()[1].parsed, 1);
    assert_eq!(previewed.said()[1].changed, ["content/cases/one.md"]);
}

#[test]
fn a_tab_hears_of_its_own_page_alone() {
    let previewed = Previewed::of(&pair().file("content/notes.md", "---\ntitle: Notes\n---\nWords.\n"));
    let mut tab = Tab::open(previewed.preview.address(), "/cases/two/");
    let hello = tab.expect("hello");
    let version = previewed.get("/cases/two/").header("etag").trim_matches('"').to_owned();
    assert_eq!(hello["version"], json!(version));
    assert_eq!(tab.expect("problems")["errors"], 0);
    // A change elsewhere is silence, so the next word is of the page itself.
    previewed.write("content/notes.md", "---\ntitle: Notes\n---\nNothing at all.\n");
    previewed.shows("/notes/", "Nothing at all");
    previewed.write("content/cases/two.md", &case("New words."));
    let version = tab.expect("page")["version"].clone();
    let now = previewed.get("/cases/two/").header("etag").trim_matches('"').to_owned();
    assert_eq!(version, json!(now));
    std::fs::remove_file(previewed.root.join("content/cases/two.md")).expect("removed");
    tab.expect("gone");
}

#[test]
fn a_search_page_hears_of_what_it_would_find() {
    let previewed = Previewed::of(&pair());
    let mut tab = Tab::open(previewed.preview.address(), "/search/");
    let hello = tab.expect("hello");
    tab.expect("problems");
    let before = previewed.get("/search/");
    assert_eq!(json!(before.header("etag").trim_matches('"')), hello["version"]);
    previewed.write("content/cases/one.md", &case("A word that nobody wrote before, see [[two]]."));
    let told = tab.expect("page")["version"].clone();
    let now = previewed.get("/search/");
    assert_eq!(json!(now.header("etag").trim_matches('"')), told);
    assert_ne!(told, hello["version"]);
}

#[test]
fn styles_are_told_apart_from_pages() {
    let texts =
        pair().file("site.toml", "title = \"Pair\"\nurl = \"https://example.org/pair\"\ntheme = \"own\"\n");
    let texts = texts.file("themes/own/assets/style.css", "p { color: red }\n");
    let previewed = Previewed::of(&texts);
    let mut tab = Tab::open(previewed.preview.address(), "/pair/cases/one/");
    tab.expect("hello");
    tab.expect("problems");
    previewed.write("themes/own/assets/style.css", "p { color: blue }\n");
    assert_eq!(tab.expect("style"), json!({"hrefs": ["/pair/assets/style.css"]}));
    assert_eq!(previewed.get("/pair/assets/style.css").text(), "p { color: blue }\n");
    previewed.write("content/cases/one.md", &case("New words."));
    tab.expect("page");
}

#[test]
fn mistakes_come_and_go_while_the_last_good_page_stays() {
    let previewed = Previewed::of(&pair());
    let mut tab = Tab::open(previewed.preview.address(), "/cases/one/");
    tab.expect("hello");
    assert_eq!(tab.expect("problems")["diagnostics"].as_array().map(Vec::len), Some(1), "N030 alone");
    previewed.write("content/cases/one.md", &case("Broken.").replace("removed: 2021-05", "removed: 2021-13"));
    let problems = tab.expect("problems");
    assert_eq!((&problems["errors"], &problems["files"]), (&json!(1), &json!(1)));
    assert_eq!(problems["stale"], json!(["cases/one/"]));
    let first = &problems["diagnostics"][0];
    assert_eq!(
        (&first["file"], &first["line"], &first["column"]),
        (&json!("content/cases/one.md"), &json!(3), &json!(10))
    );
    let file = previewed.root.canonicalize().expect("a folder").join("content/cases/one.md");
    assert_eq!(first["editor"], json!(format!("vscode://file{}:3:10", file.display())));
    assert_eq!(first["frame"][1], json!({"n": 3, "text": "removed: 2021-13", "from": 9, "to": 16}));
    assert_eq!(previewed.problems(), problems);
    assert!(previewed.get("/cases/one/").text().contains("Words of one"), "the last good text");
    assert!(previewed.get("/cases/two/").text().contains("Words of two"), "all others live");
    previewed.write("content/cases/one.md", &case("Mended."));
    tab.expect("page");
    let problems = tab.expect("problems");
    assert_eq!((&problems["errors"], &problems["stale"]), (&json!(0), &json!([])));
}

#[test]
fn drafts_are_named_and_follow_leads_to_what_is_edited() {
    let draft = format!("---\ntitle: Soon\nstatus: review\n{SOURCE}---\nWords.\n");
    let texts = pair().file("content/cases/soon.md", &draft);
    let previewed = Previewed::with(texts.texts(), |settings| settings.following.follow = true);
    assert!(previewed.get("/cases/soon/").text().contains("data-draft=\"review\""));
    assert!(previewed.get("/cases/one/").text().contains("data-draft=\"\""));
    let mut tab = Tab::open(previewed.preview.address(), "/");
    tab.expect("hello");
    tab.expect("problems");
    previewed.write("content/cases/soon.md", &draft.replace("Words.", "Other words."));
    let (mut event, mut data) = tab.next();
    if event == "page" {
        (event, data) = tab.next();
    }
    assert_eq!((event.as_str(), data), ("follow", json!({"page": "cases/soon/"})));
    // A link from what is published is a warning here, and an error of a build.
    previewed.write("content/cases/one.md", &case("See [[soon]]."));
    until("W030", || previewed.problems()["warnings"] == 1);
    assert!(previewed.problems().to_string().contains("W030"));
    let related = format!("---\ntitle: One\nremoved: 2021-05\nrelated: [soon]\n{SOURCE}---\nWords.\n");
    previewed.write("content/cases/one.md", &related);
    until("its hint", || {
        previewed.problems().to_string().contains("remove this relation until it is published")
    });
    let published = Previewed::with(texts.texts(), |settings| settings.following.drafts = false);
    assert_eq!(published.get("/cases/soon/").status, 404);
}

#[test]
fn a_tab_on_a_missing_page_sees_it_come() {
    let previewed = Previewed::of(&pair());
    let mut tab = Tab::open(previewed.preview.address(), "/cases/three/");
    assert!(
        !tab.expect("hello")["version"].is_null(),
        "it shows what there is: the page for what is missing"
    );
    tab.expect("problems");
    previewed.write("content/cases/three.md", &case("Three."));
    tab.expect("page");
    let mut stale = Tab::of(previewed.preview.address(), "cases/nowhere/", "0123456789abcdef");
    assert!(stale.expect("hello")["version"].is_null());
}

#[test]
fn a_new_case_with_mistakes_is_known_to_be_unfinished() {
    let previewed = Previewed::of(&pair());
    previewed
        .write("content/cases/three.md", &case("Three.").replace("removed: 2021-05", "removed: 2021-13"));
    until("its mistake", || previewed.problems()["errors"] == 1);
    let problems = previewed.problems();
    assert_eq!((&problems["unfinished"], &problems["stale"]), (&json!(["cases/three/"]), &json!([])));
    assert!(previewed.get("/cases/three/").text().contains("Three."), "what can be read is shown");
    previewed.write("content/cases/three.md", &case("Three."));
    until("it is whole", || previewed.problems()["unfinished"] == json!([]));
    previewed
        .write("content/cases/three.md", &case("Three.").replace("removed: 2021-05", "removed: 2021-13"));
    until("it was good once", || previewed.problems()["stale"] == json!(["cases/three/"]));
    assert_eq!(previewed.problems()["unfinished"], json!([]));
}

#[test]
fn a_tab_gets_the_mistakes_of_its_own_file_first() {
    let about = "---\ntitle: About\ncolour: red\n---\nWords.\n";
    let previewed = Previewed::of(&pair().file("content/about.md", about));
    previewed.write("content/cases/one.md", &case("One.").replace("removed: 2021-05", "removed: 2021-13"));
    until("both mistakes", || previewed.problems()["errors"] == 2);
    let first_of = |path: &str| {
        let mut tab = Tab::open(previewed.preview.address(), path);
        tab.expect("hello");
        tab.expect("problems")["diagnostics"][0]["file"].clone()
    };
    assert_eq!(first_of("/about/"), json!("content/about.md"));
    assert_eq!(first_of("/cases/one/"), json!("content/cases/one.md"));
}
