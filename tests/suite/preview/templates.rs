//! Mistakes of templates that show only while a page is made: no page is ever taken away by one.

use std::fs::{self, File};

use corkboard::archive::Options;
use corkboard::compile::compile;
use corkboard::site::Pages;
use serde_json::json;

use super::browser::{Browser, Tab};
use super::running::Running;
use super::{Previewed, pair, until};
use crate::tiny::{SOURCE, Tiny};

const CASE: &str = "themes/own/templates/case.html";
const GOOD: &str = "<html><body><h1>{{ case.title }}</h1></body></html>\n";
const BAD: &str = "<html><body>\n<h2>{{ case.nonsense.deep }}</h2></body></html>\n";

fn own(template: &str) -> Tiny {
    pair().file("site.toml", "title = \"Pair\"\ntheme = \"own\"\n").file(CASE, template)
}

fn case(title: &str) -> String {
    format!("---\ntitle: {title}\nremoved: 2021-05\n{SOURCE}---\nWords.\n")
}

/// A tab whose first words are heard.
fn tab(previewed: &Previewed, path: &str) -> Tab {
    let mut tab = Tab::open(previewed.preview.address(), path);
    tab.expect("hello");
    tab.expect("problems");
    tab
}

/// Waits until the preview has the newest text of the theme, which no page need show.
fn until_themed(previewed: &Previewed, text: &str) {
    until("the template is read", || {
        previewed.preview.snapshot().shown.theme.texts.get(CASE).is_some_and(|one| &*one.text == text)
    });
}

#[test]
fn a_page_that_nobody_had_open_is_made_with_the_last_good_templates() {
    let previewed = Previewed::of(&own(GOOD));
    let mut home = tab(&previewed, "/");
    previewed.write(CASE, BAD);
    until_themed(&previewed, BAD);
    let page = previewed.get("/cases/two/");
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("<h1>The two network</h1>"), "{}", page.text());
    // The tab of another page hears of it too.
    let problems = home.expect("problems");
    let first = &problems["diagnostics"][0];
    assert_eq!((&problems["errors"], &problems["stale"]), (&json!(1), &json!(["cases/two/"])));
    assert_eq!(
        (&first["code"], &first["file"], &first["line"], &first["column"]),
        (&json!("E114"), &json!(CASE), &json!(2), &json!(13))
    );
    assert!(first["message"].as_str().is_some_and(|text| text.contains("/cases/two/")), "{first}");
    // As a build says it.
    let site = compile(&own(BAD).sources(), Options::default()).site.expect("a site");
    let fault = site.content("cases/two/index.html").expect_err("a mistake");
    assert_eq!((&first["message"], &first["hints"]), (&json!(fault.message), &json!(fault.hints)));
    assert_eq!(fault, fault.clone().in_one_voice());
    // Also after an edit that breaks it otherwise, and with the newest words.
    let other = BAD.replace("nonsense", "rubbish");
    previewed.write(CASE, &other);
    until_themed(&previewed, &other);
    previewed.write("content/cases/two.md", &case("Second"));
    previewed.shows("/cases/two/", "<h1>Second</h1>");
    assert_eq!(previewed.get("/cases/one/").status, 200);
    assert_eq!(previewed.problems()["errors"], 1, "one mistake, however many pages it stops");
    assert_eq!(previewed.problems()["stale"], json!(["cases/two/", "cases/one/"]));
    previewed.write(CASE, &GOOD.replace("h1", "h3"));
    previewed.shows("/cases/two/", "<h3>Second</h3>");
    assert_eq!(previewed.problems()["errors"], 0);
    assert_eq!(previewed.problems()["stale"], json!([]));
}

#[test]
fn good_edits_of_other_templates_show_on_a_page_whose_own_fails() {
    const FOOT: &str = "themes/own/templates/foot.html";
    let includes =
        |middle: &str| format!("<html><body>{middle}{{% include \"foot.html\" %}}</body></html>\n");
    let previewed =
        Previewed::of(&own(&includes("<h1>{{ case.title }}</h1>")).file(FOOT, "<footer>One</footer>"));
    assert!(previewed.get("/cases/two/").text().contains("<h1>The two network</h1><footer>One</footer>"));
    previewed.write(CASE, &includes("{{ case.nonsense.deep }}"));
    until("it is told", || {
        previewed.get("/cases/two/");
        previewed.problems()["errors"] == 1
    });
    previewed.write(FOOT, "<footer>Two</footer>");
    previewed.shows("/cases/two/", "<h1>The two network</h1><footer>Two</footer>");
    // The same with newer words, and where a third template cannot even be read.
    previewed.write("content/cases/two.md", &case("Second"));
    previewed.write("themes/own/templates/page.html", "{% if %}");
    previewed.write(FOOT, "<footer>Three</footer>");
    previewed.shows("/cases/two/", "<h1>Second</h1><footer>Three</footer>");
    until("both are told", || previewed.problems()["errors"] == 2);
}

#[test]
fn a_template_that_is_written_in_two_steps_never_counts_as_an_empty_one() {
    let previewed = Previewed::of(
        &pair()
            .file("site.toml", "title = \"Pair\"\ntheme = \"own\"\n")
            .file("themes/own/templates/other.html", "-"),
    );
    let good = previewed.get("/cases/two/").text();
    let mut home = tab(&previewed, "/");
    // New, with its words a moment later, and a mistake in them.
    let mut file = File::create(previewed.root.join(CASE)).expect("created");
    std::thread::sleep(std::time::Duration::from_millis(30));
    std::io::Write::write_all(&mut file, b"{% if %}").expect("written");
    drop(file);
    let problems = home.expect("problems");
    assert_eq!(problems["diagnostics"][0]["code"], "E113");
    assert_eq!(previewed.get("/cases/two/").text(), good);
}

#[test]
fn themes_that_nobody_looked_at_do_not_stand_in() {
    let previewed = Previewed::of(&own(GOOD));
    // However many they are.
    for n in 0..12 {
        let broken = BAD.replace("nonsense", &format!("nonsense{n}"));
        previewed.write(CASE, &broken);
        until_themed(&previewed, &broken);
    }
    assert!(previewed.get("/cases/one/").text().contains("<h1>"));
}

#[test]
fn a_mistake_of_what_surrounds_all_pages_takes_none_away() {
    let previewed = Previewed::of(
        &pair()
            .file("site.toml", "title = \"Pair\"\ntheme = \"own\"\n")
            .file("themes/own/theme.toml", "name = \"Own\"\n"),
    );
    // So that the base is one that was looked at.
    assert_eq!(previewed.get("/").status, 200);
    previewed.write("themes/own/templates/foot.html", "{{ nowhere.deep }}");
    until("it is told", || {
        let answers = ["/", "/cases/one/", "/codebook/"].map(|path| previewed.get(path).status);
        assert_eq!(answers, [200, 200, 200]);
        assert_eq!(previewed.get("/nowhere/").status, 404);
        previewed.problems()["errors"] == 1
    });
    assert!(previewed.get("/nowhere/").text().contains("<footer"), "the site's own page");
}

#[test]
fn words_that_a_template_cannot_print_leave_those_before_them() {
    let picky = GOOD.replace(
        "{{ case.title",
        "{% if case.title == \"Odd\" %}{{ case.nonsense.deep }}{% endif %}{{ case.title",
    );
    let previewed = Previewed::of(&own(&picky).file("content/cases/two.md", &case("Even")));
    let mut tab = tab(&previewed, "/cases/two/");
    previewed.write("content/cases/two.md", &case("Odd"));
    assert_eq!(tab.expect("problems")["stale"], json!(["cases/two/"]));
    assert!(previewed.get("/cases/two/").text().contains("<h1>Even</h1>"));
    // Edits elsewhere do not push what is good out of reach.
    for n in 0..3 {
        previewed.write("content/cases/one.md", &case(&format!("Elsewhere {n}")));
        previewed.shows("/cases/one/", &format!("Elsewhere {n}"));
        assert!(previewed.get("/cases/two/").text().contains("<h1>Even</h1>"));
    }
    previewed.write("content/cases/two.md", &case("Mended"));
    previewed.shows("/cases/two/", "<h1>Mended</h1>");
    assert_eq!(previewed.problems()["errors"], 0);
}

#[test]
fn a_template_that_cannot_print_a_page_is_told_and_mended() {
    let previewed = Previewed::of(&own(GOOD));
    let mut open = tab(&previewed, "/cases/one/");
    previewed.write(CASE, BAD);
    assert_eq!(open.expect("problems")["diagnostics"][0]["file"], CASE);
    // A tab that was opened on the mistake comes alive too.
    let mut late = tab(&previewed, "/cases/one/");
    previewed.write(CASE, &GOOD.replace("h1", "h2"));
    open.expect("page");
    assert_eq!(open.expect("problems")["errors"], 0);
    late.expect("page");
    assert!(previewed.get("/cases/one/").text().contains("<h2>"));
    // One that cannot even be read leaves the last good one in its place.
    previewed.write(CASE, "{% if %}");
    assert_eq!(open.expect("problems")["errors"], 1);
    assert!(previewed.get("/cases/one/").text().contains("<h2>"));
}

#[test]
fn a_page_without_any_good_version_tells_its_mistake_and_comes_by_itself() {
    let previewed = Previewed::of(&own(BAD));
    let page = previewed.get("/cases/one/");
    assert_eq!(page.status, 500);
    let text = page.text();
    assert!(text.contains(&format!("{CASE}:2:13: error[E114]")) && text.contains("/cases/one/"), "{text}");
    assert!(text.contains("data-page=\"cases/one/\""));
    assert_eq!(previewed.get("/cases/").status, 200);
    let mut tab = tab(&previewed, "/cases/one/");
    previewed.write(CASE, GOOD);
    tab.expect("page");
    assert_eq!(tab.expect("problems")["errors"], 0);
    assert_eq!(previewed.get("/cases/one/").status, 200);
}

#[test]
fn the_terminal_tells_each_mistake_once_and_when_it_is_mended() {
    let serve = Running::of(&own(GOOD), &["serve", "--port", "0"]);
    until("an address", || serve.said("out").contains("http://"));
    let out = serve.said("out");
    let address = out.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
    let mut browser = Browser::new(address.parse().expect("an address"));
    for round in 1..=2 {
        serve.write(CASE, BAD);
        until("the mistake", || {
            for path in ["/cases/one/", "/cases/two/"] {
                assert_eq!(browser.get(path).status, 200);
            }
            serve.said("err").matches("error[E114]").count() == round
        });
        // Nobody asks for a page: the preview looks by itself.
        serve.write(CASE, GOOD);
        serve.says("All mistakes are mended.", round);
    }
    // Mended while another stands.
    serve.write(CASE, BAD);
    until("the mistake", || {
        browser.get("/cases/one/");
        serve.said("err").matches("error[E114]").count() == 3
    });
    serve.write("content/cases/two.md", "---\ntitle: [Broken\n---\n");
    // All of them stand together.
    serve.says("error[E114]", 4);
    serve.write(CASE, GOOD);
    until("the other alone", || {
        serve.said("err").rsplit("case.html in ").next().is_some_and(|last| last.contains("error["))
    });
    assert_eq!(serve.said("err").matches("All mistakes are mended.").count(), 2);
    serve.write("content/cases/two.md", &case("Two"));
    serve.says("All mistakes are mended.", 3);
}

#[test]
fn a_folder_that_is_kept_up_to_date_hears_of_each_mistake_once_too() {
    let build = Running::of(&own(GOOD), &["build", "--watch"]);
    let shows = |page: &str, words: &str| {
        let path = build.folder.path().join("public/cases").join(page).join("index.html");
        until(words, || fs::read_to_string(&path).is_ok_and(|page| page.contains(words)));
    };
    shows("one", "<h1>");
    build.write(CASE, BAD);
    build.says("error[E114]", 1);
    build.says("the same place stops 1 more of the pages", 1);
    build.write("content/about.md", "---\ntitle: About\n---\nAnother page.\n");
    until("the others are written", || build.folder.path().join("public/about/index.html").exists());
    until("it is said", || build.said("out").matches("These pages stay as they were").count() == 2);
    build.says("error[E114]", 1);
    // What may have been mended since is not told before the pages are made again.
    build.write("content/about.md", "---\ntitle: [\n---\n");
    build.says("error[E007]", 1);
    build.says("error[E114]", 1);
    build.write("content/about.md", "---\ntitle: About\n---\nAn edit.\n");
    build.says("error[E114]", 2);
    build.says("All mistakes are mended.", 0);
    build.write(CASE, &GOOD.replace("h1", "h2"));
    build.says("All mistakes are mended.", 1);
    shows("two", "<h2>");
}

#[test]
fn drafts_that_are_left_out_are_named_as_a_build_names_them() {
    let archive = own(GOOD).case("soon", "status: draft\n", "Words.");
    let said = |args: &[&str], words: &str| {
        let running = Running::of(&archive, args);
        until(words, || running.said("out").contains(words));
    };
    said(&["build"], "Built 2 cases (1 draft left out): ");
    said(&["build", "--watch"], "Built 2 cases (1 draft left out): ");
    said(&["serve", "--no-drafts", "--port", "0"], "2 cases (1 draft left out) at http://");
    said(&["serve", "--port", "0"], "3 cases at http://");
}
