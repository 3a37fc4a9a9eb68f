//! A case's own list of disputes, as readers see it.

use crate::tiny::{Built, SOURCE, Tiny, tiny};

const SITE: &str = "title = \"Tiny\"\nurl = \"https://example.org/tiny\"\n[fields.scale]\ntype = \"figure\"\n\
                    label = \"Breakout Scale\"\nrange = [1, 6]\n";

fn disputed(front_matter: &str, dispute: &str) -> Tiny {
    let title = if front_matter.contains("title:") { "" } else { "title: The a network\n" };
    let dispute = format!("disputed: [{{{dispute}, sources: [report], verdict: rejected}}]\n");
    let text = format!("---\n{title}{front_matter}{dispute}{SOURCE}---\nWords.\n");
    tiny().file("site.toml", SITE).file("content/cases/a.md", &text)
}

fn words(front_matter: &str, dispute: &str) -> String {
    disputed(front_matter, dispute).build().clean().words("cases/a/index.html")
}

#[test]
fn a_value_is_printed_as_its_field_prints_it() {
    for (dispute, expected) in [
        ("field: removed, value: 2020", "Removed Sources disagree: One source says 2020"),
        ("field: removed, value: 2020-05", "Removed Sources disagree: One source says May 2020"),
        ("field: origin, value: IN", "Run from Sources disagree: One source says India"),
        ("field: origin, value: [IN, PK]", "Run from Sources disagree: One source says India, Pakistan"),
        ("field: targets, value: IN", "Aimed at Sources disagree: One source says India"),
        ("field: languages, value: ur", "Languages Sources disagree: One source says Urdu"),
        ("field: platforms, value: twitter", "Platforms Sources disagree: One source says X"),
        ("field: ad_spend, value: 50000 USD", "Ad spend Sources disagree: One source says 50,000 USD"),
        ("field: title, value: The b network", "Title Sources disagree: One source says The b network"),
        (
            "field: indicators, value: 'b[.]example'",
            "Indicators Sources disagree: One source says b[.]example",
        ),
        ("field: scale, value: 3", "Breakout Scale Sources disagree: One source says 3"),
        (
            "field: network.twitter.accounts, value: 1200",
            "X Accounts Sources disagree: One source says 1,200",
        ),
        (
            "field: reach.facebook.views, value: 1200",
            "Views on Facebook Sources disagree: One source says 1,200",
        ),
    ] {
        let words = words("", dispute);
        assert!(words.contains(expected), "{dispute}: {words}");
        let key = dispute.split([' ', ',']).nth(1).unwrap_or_default();
        assert!(!words.contains("field.") && !words.contains(&format!("point.{key}")), "{words}");
    }
}

#[test]
fn a_dispute_stands_with_the_figure_that_it_is_about() {
    let front = "network: {x: {accounts: 40}}\nad_spend: 100 USD\n";
    let page = disputed(front, "field: network.twitter.accounts, value: 52").build().clean();
    let html = page.page("cases/a/index.html");
    assert!(html.contains("id=\"d-x-accounts\"") && html.contains("href=\"#d-x-accounts\""), "{html}");
    let page = disputed(front, "field: ad_spend, value: 90 USD").build().clean();
    let html = page.page("cases/a/index.html");
    assert_eq!(html.matches("id=\"d-ad_spend\"").count(), 1, "{html}");
    // A line that has no anchor without a dispute.
    let html = disputed("languages: [en]\n", "field: languages, value: ur").build().clean();
    assert!(html.page("cases/a/index.html").contains("href=\"#d-languages\""));
}

#[test]
fn a_mistake_is_told_as_of_the_field() {
    let first = |built: &Built| {
        let found = built.diagnostics().iter().find(|one| one.is_error());
        found.map(|one| (one.code, one.span.unwrap_or_default().range())).unwrap_or_default()
    };
    for (field, value) in [
        ("removed", "2020-99"),
        ("origin", "XX"),
        ("ad_spend", "lots"),
        ("languages", "english"),
        ("type", "campain"),
        ("scale", "7"),
        ("network.x.accounts", "many"),
    ] {
        let built = disputed("", &format!("field: {field}, value: {value}")).build();
        let (code, range) = first(&built);
        let text = built_text(field, value);
        assert_eq!(text.get(range), Some(value), "{field}: {code} {:?}", built.diagnostics());
        let plain = match field.split_once('.') {
            None => format!("{field}: {value}\n"),
            Some(_) => format!("network: {{x: {{accounts: {value}}}}}\n"),
        };
        let own = tiny().file("site.toml", SITE).case("a", &plain, "Words.").build();
        assert_eq!(code, first(&own).0, "{field}");
    }
    for path in ["network.x.acounts", "network.twiter"] {
        let built = disputed("", &format!("field: {path}, value: 3")).build();
        assert!(!first(&built).0.is_empty(), "{path}");
    }
}

fn built_text(field: &str, value: &str) -> String {
    let tiny = disputed("", &format!("field: {field}, value: {value}"));
    tiny.texts().get("content/cases/a.md").cloned().unwrap_or_default()
}

#[test]
fn a_value_that_the_field_has_is_no_dispute() {
    for (front, dispute) in [
        ("removed: 2020-05\n", "field: removed, value: 2020"),
        ("origin: [PK, IN]\n", "field: origin, value: [IN, PK]"),
        ("scale: 3\n", "field: scale, value: 3"),
        ("network: {x: {accounts: 40, pages: 2}}\n", "field: network, value: 42"),
        ("network: {x: {accounts: 40, pages: 2}}\n", "field: network.twitter.pages, value: 2"),
        ("title: The network\n", "field: title, value: The network"),
    ] {
        let built = disputed(front, dispute).build();
        assert_eq!(built.codes(), ["W004"], "{dispute}");
        assert!(!built.words("cases/a/index.html").contains("One source says"), "{dispute}");
    }
}

#[test]
fn a_claims_dispute_that_says_the_same_is_none() {
    for (field, ours, theirs, told) in [
        ("removed", "2020-05", "2020", "`2020` agrees with `2020-05`"),
        ("operator", "[A, B]", "[B, A]", "`B, A` agrees with `A, B`"),
        ("clients", "A", "A", "`A` agrees with `A`"),
        ("origin", "[PK, IN]", "[IN, PK]", "`IN, PK` agrees with `PK, IN`"),
        ("targets", "[PK, the world]", "[PK, the world]", "`PK, the world` agrees with `PK, the world`"),
        ("ad_spend", "about 50000 USD", "about 50000 USD", "`about 50000 USD` agrees with `about 50000 USD`"),
        ("scale", "3", "3", "`3` agrees with `3`"),
        ("network.x.accounts", "over 40", "over 40", "`over 40` agrees with `over 40`"),
        ("reach.facebook.followers", "40", "40", "`40` agrees with `40`"),
    ] {
        let claim = format!(
            "{{value: {ours}, sources: [report], disputed: [{{value: {theirs}, sources: [report]}}]}}"
        );
        let front = match *field.split('.').collect::<Vec<_>>() {
            [key, platform, kind] => format!("{key}: {{{platform}: {{{kind}: {claim}}}}}\n"),
            _ => format!("{field}: {claim}\n"),
        };
        let built = tiny().file("site.toml", SITE).case("a", &front, "Words.").build();
        assert_eq!(built.codes(), ["W004"], "{field}: {:?}", built.diagnostics());
        let found = built.diagnostics().iter().find(|one| one.code == "W004").expect("one");
        assert!(found.message.starts_with(told), "{field}: {}", found.message);
        let file = built_from(&front);
        assert_eq!(file.get(found.span.expect("a place").range()), Some(theirs), "{field}");
        assert!(!built.words("cases/a/index.html").contains("One source says"), "{field}");
    }
    let front = "network: {x: {accounts: {value: 40, sources: [report], disputed: [{value: about 40, sources: [report]}]}}}\n";
    tiny().case("a", front, "Words.").build().clean();
}

fn built_from(front: &str) -> String {
    tiny().case("a", front, "Words.").texts().get("content/cases/a.md").cloned().unwrap_or_default()
}
