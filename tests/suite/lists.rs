//! The lists of all cases in their orders.

use crate::tiny::{Built, tiny};

/// The ids of a page's headings and titles' cases, in their order.
fn anchors(page: &str, prefix: &str) -> Vec<String> {
    let id = format!(" id=\"{prefix}");
    page.split(&id).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn cases(page: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for rest in page.split("cases/c").skip(1) {
        let id = format!("c{}", rest.split('/').next().unwrap_or_default());
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

fn titled(titles: &[&str]) -> Built {
    let mut site = tiny();
    for (n, title) in titles.iter().enumerate() {
        site = site.case(&format!("c{n}"), &format!("title: \"{title}\"\n"), "Words.");
    }
    site.build().clean()
}

#[test]
fn each_letter_is_one_heading_however_it_is_written() {
    let titles = [
        "apple",
        "Zebra",
        "Äpfel",
        "éclair",
        "Əli",
        "Ñandú",
        "nube",
        "oben",
        "Östlich",
        "Ærø",
        "3 days",
        "شبكة",
        "ـشبكة",
        "“Egg”",
        "azure",
        "!!",
    ];
    let built = titled(&titles);
    let page = built.page("cases/a-z/index.html");
    let letters = anchors(&page, "letter-");
    assert_eq!(letters, ["A", "E", "N", "O", "Z", "ش", "other"], "{page}");
    let order: Vec<&str> = cases(&page)
        .iter()
        .filter_map(|id| id[1..].parse::<usize>().ok())
        .filter_map(|n| titles.get(n).copied())
        .collect();
    let expected = [
        "Ærø",
        "Äpfel",
        "apple",
        "azure",
        "éclair",
        "“Egg”",
        "Əli",
        "Ñandú",
        "nube",
        "oben",
        "Östlich",
        "Zebra",
    ];
    assert_eq!(order[..expected.len()], expected);
    let search = built.page("search/index.html");
    assert_eq!(search.matches("#letter-A\"").count(), 1, "{search}");
}

#[test]
fn what_is_under_a_number_is_not_listed_with_it() {
    let built = tiny()
        .case("c0", "network: {x: {accounts: under 10}}\n", "Words.")
        .case("c1", "network: {x: {accounts: at most 10}}\n", "Words.")
        .case("c2", "network: {x: {accounts: under 5, groups: under 5}}\n", "Words.")
        .case("c3", "network: {x: {accounts: 10}}\n", "Words.")
        .case("c4", "network: {x: {accounts: under 1}}\n", "Words.")
        .build()
        .clean();
    let page = built.page("cases/by-size/index.html");
    assert_eq!(anchors(&page, "size-"), ["10", "1", "0"], "{page}");
    let ten = page.split(" id=\"size-1\"").next().unwrap_or_default();
    assert_eq!(cases(ten), ["c3", "c1"]);
    assert!(page.split(" id=\"size-0\"").nth(1).is_some_and(|rest| cases(rest).contains(&"c4".to_owned())));
}
