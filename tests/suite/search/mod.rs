//! The search index: its words, what its files say, and what they must not say.

mod common;
mod edits;
pub mod files;
mod naive;

use std::collections::{BTreeMap, BTreeSet};

use corkboard::archive::Options;
use corkboard::compile::{Compiled, Compiler};
use corkboard::search::Cutter;
use corkboard::site::{Content, Pages};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::tiny::{Tiny, tiny};
use files::{Files, list, word};
use naive::{Expected, Texts};

/// What the client's test reads too.
const GOLDEN: &str = include_str!("../../search/analysis.json");

#[test]
fn words_are_cut_as_the_client_cuts_them() {
    let cases: Vec<Value> = serde_json::from_str(GOLDEN).expect("JSON");
    assert!(cases.len() >= 150);
    let mut cutter = Cutter::default();
    let mut wrong = Vec::new();
    for case in &cases {
        let text = case["text"].as_str().expect("a text");
        let (mut tokens, mut positions) = (Vec::new(), Vec::new());
        cutter.cut(text, |token| {
            tokens.push(token.surface.to_owned());
            positions.push(token.position as usize);
        });
        let counted = || json!((0..tokens.len()).collect::<Vec<_>>());
        let expected = case.get("positions").cloned().unwrap_or_else(counted);
        if case["tokens"] != json!(tokens) || expected != json!(positions) {
            let golden = &case["tokens"];
            wrong.push(format!(
                "{text:?}\n  is       {tokens:?} {positions:?}\n  expected {golden} {expected}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Words of a few scripts, so that some stems meet and some surfaces have two groups.
const WORDS: [&str; 24] = [
    "network",
    "networks",
    "Networked",
    "Kashmir",
    "café",
    "cafe",
    "cafés",
    "40,000",
    "don’t",
    "evil[.]example",
    "hxxps://evil[.]example/a",
    "@handle_1",
    "сети",
    "сеть",
    "شبكات",
    "الشبكة",
    "中国人民",
    "ニュース",
    "redes",
    "red",
    "ελλάδας",
    "state-run",
    "a",
    "running",
];

#[derive(Debug, Clone)]
struct Made {
    year: u16,
    lang: &'static str,
    title: Vec<&'static str>,
    operator: Option<usize>,
    tag: Option<usize>,
    summary: Vec<&'static str>,
    body: Vec<Vec<&'static str>>,
    narratives: Vec<Vec<&'static str>>,
    accounts: Option<u32>,
    spend: Option<u32>,
}

const NAMES: [&str; 3] = ["Archimedes Group", "ISPR", "Nobody and Sons"];
const TAGS: [&str; 3] = ["kashmir", "covid-19", "red-teams"];

fn some_words(most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..most)
}

fn made() -> impl Strategy<Value = Made> {
    let lang = prop::sample::select(&["en", "en", "es", "ru", "ar", "ur", "zh"][..]);
    let head = (2010..2025u16, lang, some_words(4), prop::option::of(0..3usize), prop::option::of(0..3usize));
    let texts = (
        prop::option::of(some_words(5)),
        prop::collection::vec(some_words(12), 0..4),
        prop::collection::vec(some_words(5), 0..3),
    );
    (head, texts, prop::option::of(0..5_000u32), prop::option::of(1..90_000u32)).prop_map(
        |((year, lang, title, operator, tag), (summary, body, narratives), accounts, spend)| Made {
            // A list that says the same twice says it once, and the program warns.
            narratives: narratives.into_iter().collect::<BTreeSet<_>>().into_iter().collect(),
            year,
            lang,
            title,
            operator,
            tag,
            summary: summary.unwrap_or_default(),
            body,
            accounts,
            spend,
        },
    )
}

impl Made {
    fn front_matter(&self) -> String {
        let quoted = |words: &[&str]| format!("\"{}\"", words.join(" "));
        let mut out =
            format!("title: {}\nlang: {}\nremoved: {}\n", quoted(&self.title), self.lang, self.year);
        let mut line = |key: &str, value: Option<String>| {
            out.extend(value.map(|value| format!("{key}: {value}\n")));
        };
        line("operator", self.operator.map(|name| NAMES[name].to_owned()));
        line("tags", self.tag.map(|tag| format!("[{}]", TAGS[tag])));
        line("summary", (!self.summary.is_empty()).then(|| quoted(&self.summary)));
        let narratives: Vec<String> = self.narratives.iter().map(|words| quoted(words)).collect();
        line("narratives", (!narratives.is_empty()).then(|| format!("[{}]", narratives.join(", "))));
        line("network", self.accounts.map(|n| format!("{{x: {{accounts: {n}}}}}")));
        line("ad_spend", self.spend.map(|n| format!("{n} USD")));
        out
    }

    fn texts(&self) -> Texts {
        let joined = |words: &[&str]| words.join(" ");
        let mut fixed = vec![(joined(&self.title), 8.0)];
        fixed.extend(self.operator.map(|name| (NAMES[name].to_owned(), 5.0)));
        fixed.extend(self.tag.map(|tag| (TAGS[tag].to_owned(), 5.0)));
        if !self.summary.is_empty() {
            fixed.push((joined(&self.summary), 3.0));
        }
        let mut rest: Vec<String> = self.narratives.iter().map(|words| joined(words)).collect();
        rest.extend(["Report".to_owned(), "Meta".to_owned()]);
        rest.extend(self.accounts.map(|_| "X".to_owned()));
        let body = self.body.iter().map(|words| joined(words)).collect::<Vec<_>>().join("\n");
        Texts { lang: self.lang, fixed, body, rest }
    }
}

/// Cases with their ids, in the order of their documents' numbers: by year, then the last id first.
fn numbered(cases: &[Made]) -> Vec<(String, &Made)> {
    let mut all: Vec<(String, &Made)> =
        cases.iter().enumerate().map(|(n, case)| (format!("case-{n:02}"), case)).collect();
    all.sort_by(|(a, one), (b, other)| one.year.cmp(&other.year).then_with(|| b.cmp(a)));
    all
}

fn archive(cases: &[(String, &Made)]) -> Tiny {
    let body = |case: &Made| case.body.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("\n\n");
    cases.iter().fold(tiny(), |archive, (id, case)| archive.case(id, &case.front_matter(), &body(case)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_files_say_what_the_cases_say(cases in prop::collection::vec(made(), 1..12)) {
        let cases = numbered(&cases);
        let files = Files::of(&archive(&cases).build().tree());
        let expected = Expected::of(&cases.iter().map(|(_, case)| case.texts()).collect::<Vec<_>>());
        prop_assert_eq!(&files.groups, &expected.groups);
        prop_assert_eq!(&files.surfaces, &expected.surfaces);
        prop_assert_eq!(&files.positions, &expected.positions);
        prop_assert_eq!(&files.entitled, &expected.entitled);
        let point = |n: Option<u32>| n.map(|n| (0, i64::from(n), None));
        let size: Vec<_> = cases.iter().map(|(_, case)| point(case.accounts)).collect();
        let spend: Vec<_> = cases.iter().map(|(_, case)| point(case.spend)).collect();
        // A column that no case has a value in is not there.
        for (name, cells) in [("size", size), ("spend", spend)] {
            match files.ranges.get(name) {
                Some(range) => prop_assert_eq!(range, &cells),
                None => prop_assert!(cells.iter().all(Option::is_none)),
            }
        }
        let tagged = |slug: usize| -> Vec<u32> {
            let has = cases.iter().enumerate().filter(|(_, (_, case))| case.tag == Some(slug));
            has.map(|(d, _)| d as u32).collect()
        };
        for (n, slug) in TAGS.iter().enumerate() {
            let values = files.facets.get("tag").map_or(&[][..], Vec::as_slice);
            let found = values.iter().find(|(value, ..)| value == slug).map_or(Vec::new(), |value| value.2.clone());
            prop_assert_eq!(found, tagged(n));
        }
        for (d, (id, case)) in cases.iter().enumerate() {
            let text = word(&files.texts[d]["text"]);
            prop_assert_eq!(word(&files.texts[d]["card"]["id"]), id);
            prop_assert_eq!(&files.cards[d], &files.texts[d]["card"]);
            prop_assert!(case.body.iter().all(|words| text.contains(&words.join(" "))));
        }
    }
}

#[test]
fn each_value_of_a_list_is_in_its_column() {
    let site = "title = \"Tiny\"\nurl = \"https://example.org/\"\n\
                [fields.waves]\ntype = \"figure\"\nlist = true\n\
                [fields.payments]\ntype = \"money\"\nlist = true\n\
                [fields.seen]\ntype = \"date\"\nlist = true\n";
    let built = tiny()
        .file("site.toml", site)
        .case(
            "a",
            "removed: 2020\nwaves: [40, over 7, 10 to 20]\npayments: [5 EUR, 90 USD, 7 EUR]\n",
            "Words.",
        )
        .case("b", "removed: 2021\nwaves: [3]\nseen: [1970-01-03, 1970-01-02/..]\n", "Words.")
        .case("c", "removed: 2022\n", "Words.")
        .build()
        .clean();
    let files = Files::of(&built.tree());
    let column = |name: &str| (files.ranges[name].clone(), files.more[name].clone());
    let point = |n| Some((0, n, None));
    assert_eq!(
        column("waves"),
        (vec![point(40), point(3), None], vec![(0, (2 + 8, 7, None)), (0, (1, 10, Some(20)))])
    );
    assert_eq!(column("payments"), (vec![point(90), None, None], Vec::new()));
    assert_eq!(column("payments.eur"), (vec![point(5), None, None], vec![(0, (0, 7, None))]));
    assert_eq!(column("seen"), (vec![None, point(2), None], vec![(1, (2, 1, None))]));
    let head = list(&files.head["numbers"]).iter().find(|one| one["name"] == "waves").expect("a column");
    assert_eq!((&head["min"], &head["max"], &head["unknown"]), (&json!(3), &json!(40), &json!(1)));
}

#[test]
fn a_facet_of_figures_is_a_range_and_nothing_else() {
    let site = "title = \"Tiny\"\nurl = \"https://example.org/\"\n\
                [fields.scale]\ntype = \"figure\"\nfacet = true\n\
                [fields.fine]\ntype = \"money\"\nfacet = true\n\
                [fields.day]\ntype = \"date\"\nfacet = true\n\
                [fields.mood]\ntype = \"text\"\nfacet = true\n";
    let built = tiny()
        .file("site.toml", site)
        .case("a", "scale: 3\nfine: over 7 EUR\nday: 2020\nmood: unknown\nplatforms: [twitter]\n", "")
        .case("b", "scale: 2 to 4\n", "")
        .build()
        .clean();
    let tree = built.tree();
    assert!(tree.contains_key("scale/2-to-4/index.html"), "its terms keep their pages");
    let files = Files::of(&tree);
    for name in ["scale", "fine", "fine.eur", "day"] {
        let of = |list_: &str| list(&files.head[list_]).iter().filter(|one| one["name"] == name).count();
        assert_eq!((of("facets"), of("numbers")), (0, 1), "{name}");
    }
    assert!(!files.ranges.contains_key("fine"), "no case has an amount in dollars");
    assert_eq!(files.ranges["scale"].iter().flatten().count(), 2);
    // `unknown` asks for what has no value.
    assert_eq!(files.facets["mood"][0].0, "unknown-");
    assert!(files.others["platform"].contains(&("x".into(), "twitter".into())));
}

fn site(compiled: &Compiled) -> &corkboard::site::Site {
    compiled.site.as_ref().expect("a site")
}

fn index_files(compiled: &Compiled) -> BTreeMap<String, Vec<u8>> {
    let site = site(compiled);
    let paths = site.paths().iter().filter(|path| path.starts_with("search/"));
    paths
        .map(|path| match site.content(path) {
            Ok(Content::Bytes(bytes)) => (path.clone(), bytes),
            other => panic!("{path}: {other:?}"),
        })
        .collect()
}

#[test]
fn a_site_can_do_without_search() {
    let site = |settings: &str| {
        let site_toml = format!("title = \"Tiny\"\n{settings}");
        tiny().file("site.toml", &site_toml).case("one", "", "Words.").build().clean()
    };
    let (with, without) = (site(""), site("search = false\n"));
    assert!(with.has("search/index.html") && with.has("search/head.gz"));
    for path in without.compiled.site.iter().flat_map(Pages::paths) {
        assert!(!path.contains("search"), "{path}");
        let page = if path.ends_with(".html") { without.page(path) } else { String::new() };
        assert!(
            !page.contains("search/") && !page.contains("role=\"search\""),
            "{path} leads to the search page"
        );
    }
}

#[test]
fn a_page_is_made_without_an_index() {
    let compiled =
        Compiler::default().compile(&tiny().case("one", "", "Words.").sources(), Options::default());
    let site = site(&compiled);
    assert!(matches!(site.content("cases/one/index.html"), Ok(Content::Bytes(bytes)) if !bytes.is_empty()));
    assert!(site.content("search/index.html").is_ok());
    assert!(site.search().kept().is_none(), "nobody asked for the index");
    assert!(site.search_file("search/head.gz").is_some());
    assert!(site.search().kept().is_some());
    for path in [
        "search/x/1.gz",
        "search/x/a.gz",
        "search/x/-1.gz",
        "search/d/9.gz",
        "search/d/99999999999999999999.gz",
        "search/",
        "cases/head.gz",
    ] {
        assert_eq!(site.search_file(path), None, "{path}");
    }
}

#[test]
fn an_empty_archive_has_an_empty_index() {
    let files = Files::of(&tiny().build().tree());
    assert_eq!(files.head["n"], 0);
    assert!(files.groups.is_empty() && files.texts.is_empty());
    // Its fields are known, so that a query for one finds nothing rather than all; none has a file.
    assert!(files.facets.is_empty() && files.ranges.is_empty());
    let named = |list_: &str, name: &str| list(&files.head[list_]).iter().any(|one| one["name"] == name);
    assert!(named("facets", "type") && named("facets", "status") && named("numbers", "spend"));
}
