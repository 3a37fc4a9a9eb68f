//! What an archive makes of its files together.

use crate::tiny::tiny;

#[test]
fn unknown_is_not_zero() {
    let built = tiny()
        .case("a", "network: {facebook: {accounts: over 40}}\n", "")
        .case("b", "network: {facebook: {accounts: 1, posts: 900}}\n", "")
        .case("c", "", "")
        .build()
        .clean();
    let home = built.words("index.html");
    assert!(home.contains("over 41"), "{home}");
    assert!(home.contains("2 of 3"), "the coverage is said: {home}");
    let none = built.words("cases/c/index.html");
    assert!(!none.contains(" 0 "), "{none}");
    assert!(!built.page("cases/c/index.json").contains("size"));
}

#[test]
fn figures_say_who_differs_and_why() {
    let front = "title: X\nnetwork:\n  facebook:\n    pages:\n      value: 25\n      sources: [a]\n      disputed:\n        - {value: 52, sources: [b], verdict: rejected, note: Digits transposed.}\n\
                 sources:\n  a: {title: First, publisher: P}\n  b: {title: Second, publisher: Q}\n";
    let built = tiny().case("x", front, "").build().clean();
    let words = built.words("cases/x/index.html");
    for expected in ["25", "52", "Digits transposed.", "rejected"] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    // The disputed value never enters a sum.
    assert!(built.page("cases/x/index.json").contains(r#""size":{"text":"25""#));
}

#[test]
fn the_other_side_shows_the_inverse() {
    let built = tiny()
        .case("old", "removed: 2019\n", "")
        .case(
            "new",
            "removed: 2021\nrelated: [{case: old, relation: successor-of, note: Same people.}]\n",
            "",
        )
        .build()
        .clean();
    assert!(built.page("cases/new/index.json").contains(r#""case":"old","relation":"successor-of""#));
    assert!(built.page("cases/old/index.json").contains(r#""case":"new","relation":"predecessor-of""#));
    assert!(built.words("cases/old/index.html").contains("Same people."));
}

#[test]
fn a_relation_that_both_sides_state_is_shown_once() {
    let built = tiny()
        .case("a", "related: [{case: b, relation: linked-to}]\n", "")
        .case("b", "related: [{case: a, relation: linked-to}]\n", "")
        .build()
        .clean();
    assert_eq!(built.page("cases/a/index.json").matches("linked-to").count(), 1);
}

#[test]
fn an_actor_is_one_page_whatever_it_is_called() {
    let actor = "---\nname: Inter-Services Public Relations\naliases: [ISPR, 'I.S.P.R.']\nkind: state body\ncountry: PK\n---\nThe media wing.\n";
    let built = tiny()
        .file("content/actors/ispr.md", actor)
        .case("a", "operator: ISPR\n", "See [[actors/ispr]].")
        .case(
            "b",
            "clients: [Inter-Services Public Relations]\nattribution: [{by: Facebook, to: I.S.P.R.}]\n",
            "",
        )
        .build()
        .clean();
    let words = built.words("actors/ispr/index.html");
    assert!(
        words.contains("The a network")
            && words.contains("The b network")
            && words.contains("The media wing.")
    );
    assert!(
        built.page("actors/inter-services-public-relations/index.html").contains("actors/ispr/"),
        "the name redirects"
    );
    assert!(!built.has("actors/facebook/index.html"), "who attributes is a party, not an actor");
}

#[test]
fn a_case_stands_under_each_role_that_it_gives_an_actor() {
    let named = "attribution: [{by: Facebook, to: Alpha}]\n";
    let built = tiny()
        .case("own", &format!("operator: Alpha\nclients: [Alpha]\n{named}"), "")
        .case("said", named, "")
        .build()
        .clean();
    let page = built.page("actors/alpha/index.html");
    let under = |role: &str| {
        let section = page.split_once(&format!("id=\"as-{role}\"")).map_or("", |(_, rest)| rest);
        let section = section.split_once("</section>").map_or(section, |(section, _)| section);
        ["own", "said"].map(|id| section.contains(&format!("cases/{id}/")))
    };
    assert_eq!(under("operator"), [true, false]);
    assert_eq!(under("client"), [true, false]);
    assert_eq!(under("attributed"), [false, true]);
}

#[test]
fn a_link_gives_a_backlink_with_its_context() {
    let built = tiny()
        .case("a", "", "Some words before [[b|the other network]] and after.")
        .case("b", "", "")
        .build()
        .clean();
    let words = built.words("cases/b/index.html");
    assert!(words.contains("The a network") && words.contains("the other network"), "{words}");
    let bare =
        tiny().case("a", "", "It grew out of [[long-id-2021]].").case("long-id-2021", "", "").build().clean();
    let words = bare.words("cases/long-id-2021/index.html");
    assert!(words.contains("It grew out of The long-id-2021 network."), "{words}");
}

#[test]
fn years_touch_every_year_of_an_interval() {
    let built = tiny().case("a", "reporting_period: 2020-11/2021-02\n", "").build().clean();
    assert!(built.has("years/2020/index.html") && built.has("years/2021/index.html"));
}

#[test]
fn targets_in_words_are_text_and_countries_are_terms() {
    let built = tiny().case("a", "targets: [PK, 'Arabic-speaking readers']\n", "").build().clean();
    assert!(built.has("targets/pk/index.html"));
    assert_eq!(
        built
            .tree()
            .keys()
            .filter(|path| path.starts_with("targets/") && path.ends_with("index.html"))
            .count(),
        2
    );
    assert!(built.words("cases/a/index.html").contains("Arabic-speaking readers"));
}

#[test]
fn lists_are_paged_and_every_page_knows_its_neighbours() {
    let mut archive = tiny().file("site.toml", "title = \"Tiny\"\npage_size = 2\n");
    for n in 1..=5 {
        archive = archive.case(&format!("case{n}"), &format!("removed: 202{n}\ntags: [all]\n"), "");
    }
    let built = archive.build().clean();
    assert!(built.has("cases/page/3/index.html") && !built.has("cases/page/4/index.html"));
    assert!(built.has("tags/all/page/3/index.html"));
    let words = built.words("cases/index.html");
    assert!(
        words.contains("case5") && words.contains("case4") && !words.contains("case3"),
        "newest first: {words}"
    );
    assert!(built.page("cases/page/2/index.html").contains("../../../cases/page/3/"));
}

#[test]
fn a_folder_is_a_case_and_only_linked_files_are_published() {
    let built = tiny()
        .file(
            "content/cases/deep/index.md",
            "---\ntitle: Deep\nsources: {r: {title: R, url: report.pdf}}\n---\n![A map](map.png)\n",
        )
        .binary("content/cases/deep/map.png")
        .binary("content/cases/deep/report.pdf")
        .binary("content/cases/deep/private.pdf")
        .binary("content/_static/CNAME")
        .build()
        .clean();
    assert!(built.has("cases/deep/map.png") && built.has("cases/deep/report.pdf") && built.has("CNAME"));
    assert!(!built.tree().keys().any(|path| path.contains("private")));
}

#[test]
fn the_archive_does_not_depend_on_the_order_of_its_files() {
    use corkboard::archive::{Documents, Options, assemble};
    use corkboard::content::read;
    use std::sync::Arc;
    let mut archive = tiny();
    for n in 0..12 {
        let front = format!(
            "removed: 20{:02}\ntags: [t{}, t{}]\noperator: Actor {}\nrelated: [case{}]\n",
            10 + n % 4,
            n % 3,
            n % 5,
            n % 4,
            (n + 1) % 12
        );
        archive = archive.case(&format!("case{n}"), &front, "Words about [[case3]].");
    }
    let sources = archive.sources();
    let (config, _) = corkboard::config::read(sources.texts.get("site.toml"));
    let config = Arc::new(config.expect("a configuration"));
    let cases: Vec<_> = sources
        .texts
        .values()
        .filter(|text| text.path.ends_with(".md"))
        .filter_map(|text| read::case(text, &sources, &config).value.map(Arc::new))
        .collect();
    let (theme, _) = corkboard::theme::Theme::load(&sources, &config);
    let theme = Arc::new(theme.expect("the default theme"));
    let tree = |cases: Vec<Arc<corkboard::content::case::CaseFile>>| {
        use corkboard::site::{Pages, Search, Site};
        let documents = Documents { cases, ..Documents::default() };
        let (archive, _) = assemble(&config, &documents, &sources, Options::default());
        let site = Site::new(Arc::new(archive), Arc::clone(&theme), Search::default());
        site.paths().iter().map(|path| (path.clone(), site.content(path).ok())).collect::<Vec<_>>()
    };
    let expected = tree(cases.clone());
    assert!(expected.len() > 30);
    proptest::proptest!(proptest::test_runner::Config::with_cases(12), |(keys in proptest::collection::vec(0u32.., 12))| {
        let mut order: Vec<usize> = (0..cases.len()).collect();
        order.sort_by_key(|n| keys[*n]);
        let shuffled = order.iter().map(|n| Arc::clone(&cases[*n])).collect();
        proptest::prop_assert!(tree(shuffled) == expected);
    });
}

#[test]
fn a_date_without_an_end_is_in_no_timeline() {
    let archive = tiny().case("a", "removed: 2021-05\n", "").case("b", "removed: 2022-05\n", "");
    for open in ["removed: 2011/..", "active: 2011/.."] {
        let built = archive.clone().case("c", &format!("{open}\ntags: [t]\n"), "").build().clean();
        assert!(!built.words("timeline/index.html").contains("2011"), "{open}");
        assert!(built.words("cases/c/index.html").contains("2011"), "{open}: its own page says so");
        assert!(built.has("years/2011/index.html"), "{open}: it touches the year");
    }
}

#[test]
fn what_is_said_twice_counts_once() {
    let actor = "---\nname: AlphaPro\naliases: [Alpha Pro Ltd]\n---\n";
    for (field, at) in [
        ("operator: [AlphaPro, Beta, Alpha Pro Ltd]", "Alpha Pro Ltd"),
        ("clients: [Beta,  'Be  ta', Be ta]", "Be ta"),
        ("languages: [en, EN]", "EN"),
        ("platforms: [x, twitter]", "twitter"),
        ("targets: [PK, \"PK \"]", "\"PK \""),
    ] {
        let built =
            tiny().case("x", &format!("{field}\n"), "").file("content/actors/alphapro.md", actor).build();
        assert_eq!(built.codes(), ["W003"], "{field}: {:?}", built.diagnostics());
        let one = built.diagnostics().iter().find(|one| one.code == "W003").expect("one");
        let start = "---\ntitle: The x network\n".len() + field.find(at).expect("there");
        assert_eq!(one.span.map(|span| span.start), Some(start), "{field}");
        assert_eq!(one.hints, ["remove one of the two"]);
        if field.starts_with("operator") {
            assert!(!built.words("cases/x/index.html").contains("Alpha Pro Ltd"));
        }
    }
}

#[test]
fn every_figure_names_its_source_where_there_are_several() {
    let sources = "title: X\nsources: {a: {title: A}, b: {title: B}}\n";
    let site = "title = \"T\"\nurl = \"https://example.org/\"\n[fields.cost]\ntype = \"money\"\n[fields.score]\ntype = \"figure\"\n";
    for field in ["ad_spend: 40 USD", "cost: 40 USD", "score: 3", "reach: {x: {followers: 3}}"] {
        let built = tiny().file("site.toml", site).case("x", &format!("{field}\n{sources}"), "").build();
        assert_eq!(built.codes(), ["W002"], "{field}");
    }
    let said = format!("ad_spend: {{value: 40 USD, sources: [a]}}\n{sources}");
    tiny().file("site.toml", site).case("x", &said, "").build().clean();
}

#[test]
fn a_case_is_not_related_to_itself() {
    let built = tiny().case("x", "related: [x]\n", "").build();
    assert_eq!(built.codes(), ["E098"]);
    assert!(
        built.diagnostics().iter().any(|one| one.hints.iter().any(|hint| hint.contains("the other case")))
    );
}

#[test]
fn a_link_to_a_page_that_this_site_does_not_have_leads_nowhere() {
    let links = |settings: &str, addresses: &[&str]| {
        let words: String = addresses.iter().map(|address| format!("[Here]({address}).\n")).collect();
        let site_toml = format!("title = \"Tiny\"\n{settings}");
        tiny().file("site.toml", &site_toml).case("one", "", &words).build().codes()
    };
    let pages = ["/search/", "/codebook/", "/cases/", "/feed.xml", "/tags/"];
    assert_eq!(links("", &pages), [""; 0], "pages that are there");
    assert_eq!(links("", &["/timeline/", "/map/", "/network/", "/data/"]), ["E094"; 4]);
    assert_eq!(links("", &["/actors/", "/sitemap.xml"]), ["E094"; 2], "no actor, no address of the site");
    assert_eq!(links("search = false\n", &["/search/"]), ["E094"]);
}

#[test]
fn links_to_a_file_that_cannot_be_read_are_no_mistakes_of_their_own() {
    let body =
        "[[broken]] [[own-id]] [it](broken.md) [it](/cases/broken/) [[tags/t]] [p](../p.md) [p](/p/)\n";
    let front = "related: [broken, {case: own-id, relation: part-of}]\n";
    let unclosed = "---\nid: own-id\ntitle: 'A\n---\nWords.\n";
    let broken = tiny()
        .file("site.toml", "title = \"T\"\nmenu = [{label = \"B\", url = \"/cases/broken/\"}]\n")
        .case("fine", front, body)
        .file("content/cases/broken.md", unclosed)
        .file("content/tags/t.md", unclosed)
        .file("content/p.md", "Words.\n");
    let codes = broken.build().codes();
    assert_eq!(codes, ["E006", "E002", "E006"], "{:?}", broken.build().diagnostics());
    let gone = broken.without("content/cases/broken.md").without("content/tags/t.md").without("content/p.md");
    let codes = gone.build().codes();
    assert_eq!(codes.iter().filter(|code| **code == "E095").count(), 2, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == "E094").count(), 8, "{codes:?}");
}

#[test]
fn a_compiler_sees_when_a_file_can_be_read_no_more() {
    use corkboard::archive::Options;
    use corkboard::compile::Compiler;
    let archive = |id: &str| {
        tiny()
            .case("fine", "", "[[other]]")
            .file("content/cases/b.md", &format!("---\nid: {id}\ntitle: 'A\n---\n"))
    };
    let mut compiler = Compiler::default();
    for (id, expected) in [("other", &["E006"][..]), ("elsewhere", &["E006", "E094"]), ("other", &["E006"])] {
        let made = compiler.compile(&archive(id).sources(), Options::default());
        let codes: Vec<_> =
            made.diagnostics.iter().map(|one| one.code).filter(|code| code.starts_with('E')).collect();
        assert_eq!(codes, expected, "{id}");
    }
}

#[test]
fn nothing_is_missing_that_only_cannot_be_read() {
    let archive = tiny().case(
        "fine",
        "related: [shut]\nindicators: shut.csv\n",
        "[[shut]] [it](shut.md) [all](data.csv) [[x]] [it](2021/x.md)",
    );
    let mut sources = archive.sources();
    let found = |sources: &corkboard::source::Sources| -> Vec<&'static str> {
        let found = corkboard::compile::compile(sources, corkboard::archive::Options::default()).diagnostics;
        found.iter().map(|one| one.code).filter(|code| code.starts_with('E')).collect()
    };
    assert_eq!(found(&sources), ["E095", "E061", "E094", "E094", "E101", "E094", "E094"]);
    let shut = |path: &str| {
        let path = path.into();
        corkboard::diagnostic::Diagnostic::new(
            corkboard::diagnostic::Severity::Error,
            "E123",
            &path,
            None,
            "shut",
        )
    };
    sources.diagnostics =
        vec![shut("content/cases/shut.md"), shut("content/cases/shut.csv"), shut("content/cases/data.csv")];
    assert_eq!(found(&sources), ["E123", "E094", "E094", "E123", "E123"]);
    sources.diagnostics.push(shut("content/cases/2021"));
    assert_eq!(found(&sources), ["E123"; 4]);
}
