//! Feeds, as programs that follow them read them.

use crate::tiny::{Built, tiny};

const UNDATED: &str = "sources: {report: {title: Report}}\n";

#[test]
fn a_case_without_any_date_is_in_no_feed() {
    let built = tiny()
        .case("dated", "operator: Alpha\nremoved: 2021-05\n", "")
        .case("undated", &format!("operator: Alpha\ntags: [lone]\n{UNDATED}"), "")
        .case(
            "sourced",
            "operator: Alpha\nattribution: [{by: A, to: Alpha, date: 2020-01-02}]\n\
             sources: {report: {title: Report, published: 2019-03-04, accessed: 2020-05}}\n",
            "",
        )
        .build()
        .clean();
    for feed in ["feed.xml", "feed.json", "actors/alpha/feed.xml"] {
        let feed = built.page(feed);
        assert!(feed.contains("2021-05-01T00:00:00Z") && feed.contains("cases/dated/"), "{feed}");
        assert!(feed.contains("2020-05-01T00:00:00Z") && feed.contains("cases/sourced/"), "{feed}");
        assert!(!feed.contains("cases/undated/") && !feed.contains("1970"), "{feed}");
    }
    assert!(!built.page("tags/lone/feed.xml").contains("<entry"));
    assert!(built.page("cases/index.html").contains("cases/undated/"), "lists have it all the same");
}

/// A feed has twenty entries; what is in none takes no place of theirs.
#[test]
fn undated_cases_take_no_place() {
    let undated = (0..30).fold(tiny(), |all, n| all.case(&format!("a{n:02}"), UNDATED, ""));
    let sourced = "sources: {report: {title: Report, published: 2019-03-04}}\n";
    let built = (0..25).fold(undated, |all, n| all.case(&format!("b{n:02}"), sourced, "")).build().clean();
    assert_eq!(built.page("feed.xml").matches("<entry").count(), 20);
}

#[test]
fn a_link_without_words_is_called_by_its_title() {
    let built = tiny()
        .case("a", "removed: 2021\n", "After [[b]] and [[actors/alpha]], unlike [[c|others]].")
        .case("b", "operator: Alpha\n", "")
        .case("c", "", "")
        .build()
        .clean();
    let words = "After The b network and Alpha, unlike others.";
    for path in ["feed.xml", "feed.json", "cases/index.html", "cases/a/index.json", "cases/a/index.html"] {
        let page = built.page(path);
        assert!(page.contains(words) && !page.contains("After b "), "{path}: {page}");
    }
}

/// A page that shows a case's first words shows the titles in them, and is another when these are.
#[test]
fn a_title_in_first_words_is_part_of_what_pages_are_made_of() {
    let site = |title: &str| {
        let text = format!("title: {title}\nsources: {{r: {{title: R, published: 2019}}}}\n");
        let built = tiny()
            .case("a", "removed: 2021\ntags: [own]\noperator: Alpha\n", "After [[b]].")
            .case("b", &text, "")
            .case("c", "removed: 2020\nrelated: [a]\n", "")
            .build();
        built.clean()
    };
    let (before, after) = (site("Before"), site("Afterwards"));
    let (old, new) = (before.tree(), after.tree());
    let made_of =
        |built: &Built, path: &str| built.compiled.site.as_ref().expect("a site").made_of_but(path, None);
    let stale: Vec<&String> = new
        .iter()
        .filter(|(path, bytes)| old.get(*path).is_some_and(|old| old != *bytes))
        .map(|(path, _)| path)
        .filter(|path| made_of(&after, path).is_some_and(|of| Some(of) == made_of(&before, path)))
        .collect();
    assert_eq!(stale, [""; 0]);
    for path in ["tags/own/index.html", "tags/own/feed.xml", "cases/a/index.json"] {
        assert!(after.page(path).contains("After Afterwards."), "{path}");
    }
}
