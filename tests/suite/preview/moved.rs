//! A site whose base path is another now: its old addresses lead on, and its tabs are told.

use serde_json::json;

use super::browser::Tab;
use super::{Previewed, pair, until};

fn toml(path: &str) -> String {
    format!("title = \"Pair\"\nurl = \"https://example.org{path}\"\n")
}

fn at(path: &str) -> Previewed {
    Previewed::of(&pair().file("site.toml", &toml(path)))
}

impl Previewed {
    fn leads(&self, from: &str) -> (u16, String) {
        let answer = self.get(from);
        (answer.status, answer.header("location").to_owned())
    }
}

#[test]
fn old_addresses_lead_to_the_new_ones_and_back() {
    let previewed = at("/register");
    previewed.write("site.toml", &toml("/other/deep"));
    previewed.answers("/other/deep/", 200);
    assert_eq!(previewed.leads("/register/cases/one/?q=1"), (307, "/other/deep/cases/one/?q=1".into()));
    assert_eq!(previewed.leads("/register/"), (307, "/other/deep/".into()));
    assert_eq!(previewed.leads("/register"), (307, "/other/deep/".into()));
    assert_eq!(previewed.leads("/register/cases/one"), (307, "/other/deep/cases/one".into()));
    assert_eq!(previewed.leads("/register/nowhere/"), (404, String::new()), "nothing stands there");
    assert_eq!(previewed.leads("/elsewhere/cases/one/").0, 404, "nothing ever stood there");
    // To the root, of which the old path is a part, and back from there.
    previewed.write("site.toml", &toml(""));
    previewed.answers("/cases/one/", 200);
    assert_eq!(previewed.leads("/register/cases/one/"), (307, "/cases/one/".into()));
    assert_eq!(previewed.leads("/other/deep/cases/two/"), (307, "/cases/two/".into()));
    previewed.write("site.toml", &toml("/register"));
    previewed.answers("/register/cases/one/", 200);
    assert_eq!(previewed.leads("/cases/one/"), (307, "/register/cases/one/".into()));
    assert_eq!(previewed.leads("/other/deep/"), (307, "/register/".into()));
    assert_eq!(previewed.leads("/register/register/"), (404, String::new()));
}

#[test]
fn tabs_are_told_where_their_page_is_now() {
    let previewed = at("/register");
    let address = previewed.preview.address();
    let mut tab = Tab::open(address, "/register/cases/one/");
    assert_eq!(tab.expect("hello")["base"], json!("/register/"));
    tab.expect("problems");
    assert!(previewed.get("/register/cases/one/").text().contains(" data-base=\"/register/\" "));
    for (path, base) in [("/other/deep", "/other/deep/"), ("/register", "/register/"), ("", "/")] {
        previewed.write("site.toml", &toml(path));
        assert_eq!(tab.expect("moved"), json!({"base": base}));
        // Its bytes name the new address.
        tab.expect("page");
        until("the address of the preview", || previewed.preview.url().ends_with(base));
    }
    // Who comes back to a tab hears it at once.
    let mut late = Tab::of(address, "cases/one/", "0123456789abcdef");
    assert_eq!(late.expect("hello")["base"], json!("/"));
}

#[test]
fn a_tab_beside_the_site_hears_when_the_site_comes_to_it() {
    let previewed = at("/register");
    let mut tab = Tab::open(previewed.preview.address(), "/other/cases/one/");
    tab.expect("hello");
    tab.expect("problems");
    previewed.write("site.toml", &toml("/other"));
    assert_eq!(tab.expect("moved"), json!({"base": "/other/"}));
    let version = previewed.get("/other/cases/one/").header("etag").trim_matches('"').to_owned();
    assert_eq!(tab.expect("page")["version"], json!(version));
}
