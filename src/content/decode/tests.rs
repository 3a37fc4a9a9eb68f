use crate::config::{Config, FieldConfig, FieldKind};
use crate::content::case::{Audience, CaseFile, Relation, Status};
use crate::content::read::{self, Read};
use crate::content::yaml::line_at;
use crate::source::{Sources, Text};

const REST: &str = "title: T\nsources: {s: {title: S}}\n";

fn config() -> Config {
    let mut config = Config::default_for("A site");
    let scale = FieldConfig {
        name: "scale".into(),
        kind: FieldKind::Figure,
        label: "Scale".into(),
        range: Some((1, 6)),
        list: false,
        required: false,
        facet: true,
    };
    let method = FieldConfig {
        name: "method".into(),
        kind: FieldKind::Choice(vec!["spam".into(), "forgery".into()]),
        range: None,
        list: true,
        ..scale.clone()
    };
    config.fields = vec![scale, method];
    config.vocabulary.insert("type".into(), vec!["doxxing".into()]);
    config
}

fn file(text: &str) -> Read<CaseFile> {
    read::case(&Text::new("content/cases/a-case.md", text), &Sources::default(), &config())
}

/// A case with these fields besides a title and a source.
fn with(fields: &str) -> Read<CaseFile> {
    file(&format!("---\n{fields}{REST}---\nBody.\n"))
}

/// The one diagnostic of a file: its code, line, column, and a part of a hint.
fn check(text: &str, expected: (&str, usize, usize), hint: &str) {
    let found = file(text).diagnostics;
    let [one] = found.as_slice() else { panic!("{text}\n{found:#?}") };
    let start = one.span.unwrap_or_default().start;
    let column = start - text[..start].rfind('\n').map_or(0, |at| at + 1) + 1;
    assert_eq!((one.code, line_at(text, start), column), expected, "{text}");
    assert!(one.hints.iter().any(|one| one.contains(hint)), "{text}\n{:?}", one.hints);
}

#[test]
fn slips_of_yaml_are_explained_where_they_were_made() {
    for (fields, expected, hint) in [
        ("title: T\ntitle: U\nsources: {s: {title: S}}", ("E008", 3, 1), "Keep one"),
        ("network:\n\tfacebook: {accounts: 3}", ("E005", 3, 1), "two spaces"),
        ("title: a\n\tb: c", ("E005", 3, 1), "two spaces"),
        ("title: \"abc\nid: x", ("E006", 2, 8), "Close it"),
        ("title: \"abc\nid: \"x\"", ("E006", 2, 8), "to line 3"),
        ("title: 'it's here'", ("E006", 2, 8), "`''`"),
        ("tags: [a, b\ntype: x", ("E007", 2, 7), "Write `]`"),
        ("network: {a: 1\ntype: x\nz: y", ("E007", 2, 10), "Write `}`"),
        ("title: ]", ("E007", 2, 8), "quotes"),
        ("title: &a x", ("E009", 2, 8), "quotes"),
        ("title: *Breaking* news", ("E009", 2, 8), "quotes"),
        ("title: !x y", ("E010", 2, 8), "quotes"),
        ("title: a\n...\nid: b", ("E011", 3, 1), "`...`"),
        ("title: a\n--- b\nid: c", ("E011", 3, 1), "`--- b`"),
        ("- a\n- b", ("E013", 2, 1), "title"),
        ("title: Foo: bar", ("E014", 2, 8), "`title: \"Foo: bar\"`"),
        ("title: @handle", ("E014", 2, 8), "`title: \"@handle\"`"),
        ("title: [Deleted] network", ("E014", 2, 8), "`title: \"[Deleted] network\"`"),
        ("title: - foo", ("E014", 2, 8), "`title: \"- foo\"`"),
        ("title: \"\\d\"", ("E014", 2, 8), "single quotes"),
        ("title\nid: x", ("E017", 2, 1), "`title: …`"),
        ("title:foo\nid: x", ("E017", 2, 1), "`title: foo`"),
        ("title: a\n  id: b", ("E017", 3, 3), "same column"),
        ("title: a\n- b", ("E017", 3, 1), "list"),
        ("a:\n  b:\n    c: 1\n   d: 2", ("E017", 5, 4), "same column"),
    ] {
        check(&format!("---\n{fields}\n---\nBody.\n"), expected, hint);
    }
    check(&format!("---\ntitle: {}\n---\n", "[".repeat(10_000)), ("E012", 2, 72), "five levels");
}

#[test]
fn slips_of_fields_are_explained_where_they_were_made() {
    for (fields, expected, hint) in [
        ("remvoed: 2021\n", ("E050", 2, 1), "`removed`"),
        ("breakout: 3\n", ("E050", 2, 1), "[fields.breakout]"),
        ("removed: {vaule: 2021}\n", ("E050", 2, 11), "`value`"),
        ("summary: [a, b]\n", ("E051", 2, 10), "Keep one"),
        ("network: 40\n", ("E051", 2, 10), "facebook"),
        ("removed: {note: x}\n", ("E052", 2, 10), "value"),
        ("attribution: [{to: x}]\n", ("E052", 2, 15), "by"),
        ("removed: {value: 2021, sources: [t]}\n", ("E053", 2, 34), "s."),
        ("status: publshed\n", ("E054", 2, 9), "`published`"),
        ("type: campain\n", ("E054", 2, 7), "`campaign`"),
        ("related: [{case: b, relation: part}]\n", ("E054", 2, 31), "`part-of`"),
        ("network: {facebook: {account: 4}}\n", ("E054", 2, 22), "`accounts`"),
        ("network: {accounts: 4}\n", ("E054", 2, 11), "Name the platform first"),
        ("disputed: {field: netwrk, value: 3}\n", ("E054", 2, 19), "`network`"),
        ("network: {x: {accounts: 1}, twitter: {pages: 1}}\n", ("E008", 2, 29), "under one"),
        ("aliases: old/case\n", ("E055", 2, 10), "`/old/case`"),
        ("tags: [Covid 19]\n", ("E056", 2, 8), "`covid-19`"),
        ("status: retracted\n", ("E059", 2, 9), "corrections"),
        ("id: a case\n", ("E060", 2, 5), "`a-case`"),
        ("indicators: x.csv\n", ("E061", 2, 13), "content/cases"),
        ("scale: 7\n", ("E063", 2, 8), "1 to 6"),
        ("scale: [1, 2]\n", ("E051", 2, 8), "list = true"),
        ("method: spma\n", ("E054", 2, 9), "`spam`"),
        ("indicators: [{type: ip, value: 192.0.2.1, redact: maybe}]\n", ("E039", 2, 51), "`true`"),
        ("tags:\n", ("W001", 2, 1), "remove the line"),
        ("summary: #Lies\n", ("W001", 2, 1), "quotes"),
        ("tags: []\n", ("W001", 2, 1), "remove the line"),
        ("network: {}\n", ("W001", 2, 1), "remove the line"),
        ("network: {facebook: {}}\n", ("W001", 2, 11), "remove the line"),
        ("summary: \"\"\n", ("W001", 2, 10), "remove the field"),
        ("narratives: [' ']\n", ("W001", 2, 14), "remove the field"),
        ("tags: [a, b, a]\n", ("W003", 2, 14), "Remove one"),
        ("network: {facebook: {accounts: 40,000}}\n", ("E015", 2, 32), "`40000`"),
    ] {
        check(&format!("---\n{fields}{REST}---\nBody.\n"), expected, hint);
    }
    check("---\nsources: {s: {title: S}}\n---\n", ("E052", 1, 1), "title");
    check("---\ntitle: T\n---\n", ("E052", 1, 1), "sources");
    check("---\ntitle: \"\"\nsources: {s: {title: S}}\n---\n", ("E052", 2, 1), "Fill it in");
    check("---\ntitle: [ä: b'\n---\n", ("E007", 2, 8), "Write `]`");
    check("---\ntitle: T\nsources: {s: {title: S, sha256: abc}}\n---\n", ("E057", 3, 33), "sha256sum");
    check(
        "---\ntitle: T\nsources: {s: {title: S, url: www.x.org}}\n---\n",
        ("E058", 3, 30),
        "`https://www.x.org`",
    );
}

#[test]
fn slips_of_values_have_the_place_of_the_value() {
    for (fields, code, line, column) in [
        ("removed: 2021-13\n", "E028", 2, 10),
        ("active: 2021-05/2020\n", "E029", 2, 9),
        ("origin: no\n", "E030", 2, 9),
        ("origin: [PK, XX]\n", "E030", 2, 14),
        ("languages: [en, xx]\n", "E031", 2, 17),
        ("ad_spend: 40 XXX\n", "E026", 2, 11),
        ("network: {facebok: {accounts: 1}}\n", "E032", 2, 11),
        ("network: {facebook: {accounts: -4}}\n", "E021", 2, 32),
        ("techniques: [T0097]\n", "E033", 2, 14),
        ("license: foo bar\n", "E034", 2, 10),
    ] {
        check(&format!("---\n{fields}{REST}---\nBody.\n"), (code, line, column), "");
    }
}

#[test]
fn words_of_text_fields_are_kept_and_norway_is_a_country() {
    let found = file("---\ntitle: 3.10\nsummary: 00123\norigin: NO\nsources: {s: {title: 1.20}}\n---\n");
    assert_eq!(found.diagnostics, []);
    let case = found.value.unwrap();
    assert_eq!((case.title.as_str(), case.summary.as_deref()), ("3.10", Some("00123")));
    assert_eq!(case.sources[0].title, "1.20");
    assert_eq!(case.origin.unwrap().value[0].code(), "NO");
}

#[test]
fn a_claim_has_its_sources_and_what_others_say() {
    let text = "---\ntitle: T\nsources: {a: {title: A}, b: {title: B}}\nremoved:\n  value: 2021-05\n  sources: [a]\n  \
                disputed: {value: 2020, sources: b, verdict: rejected, note: A slip}\nnetwork: {facebook: {pages: 4}}\n---\n";
    let found = file(text);
    assert_eq!(found.diagnostics.iter().map(|one| one.code).collect::<Vec<_>>(), ["W002"]);
    let case = found.value.unwrap();
    let removed = case.removed.unwrap();
    assert_eq!((removed.sources, removed.disputed.len()), (vec![0], 1));
    assert_eq!((&removed.disputed[0].sources, removed.disputed[0].verdict.word()), (&vec![1], "rejected"));
    assert_eq!(&text[removed.span.range()], "2021-05");
    assert_eq!(case.network[0].figure.value.stated(), 4);
}

#[test]
fn short_forms_are_taken() {
    let fields = "operator: AlphaPro\nrelated: other\ntags: kashmir\ntargets: [PK, Arabic-speaking audiences]\n\
                  corrections: {date: 2024, change: Figures}\nmethod: spam\ntype: doxxing\nid: A-Case\n";
    let found = with(fields);
    assert_eq!(found.diagnostics, []);
    let case = found.value.unwrap();
    assert_eq!(case.operator.unwrap().value[0].value, "AlphaPro");
    assert_eq!((case.related[0].case.value.as_str(), case.related[0].relation), ("other", Relation::SeeAlso));
    assert!(matches!(&case.targets.unwrap().value[..], [Audience::Country(_), Audience::Words(_)]));
    assert_eq!((case.status, case.id.value.as_str()), (Status::Corrected, "A-Case"));
    assert_eq!(case.fields[0].field, 1);
}

#[test]
fn a_redacted_value_is_dropped_and_may_not_be_named() {
    let text = "---\ntitle: T\nsources: {s: {title: S}}\nsummary: About secret.example\nindicators:\n  \
                - {type: domain, value: 'secret[.]example', redact: true, note: secret.example}\n  \
                - {type: url, value: 'https://a.secret.example/x'}\n---\nSee hxxp://SECRET[.]example.\n";
    let found = file(text);
    let places: Vec<_> =
        found.diagnostics.iter().map(|one| (one.code, &text[one.span.unwrap().range()])).collect();
    assert_eq!(
        places,
        [
            ("E062", "About secret.example"),
            ("E062", "'https://a.secret.example/x'"),
            ("E062", "SECRET[.]example"),
        ]
    );
    let case = found.value.unwrap();
    assert_eq!((case.indicators.len(), case.redacted[0].value.as_str()), (1, "secret[.]example"));
}

#[test]
fn a_redacted_row_of_a_file_is_dropped_and_may_not_be_named() {
    let case = format!("---\nindicators: i.csv\n{REST}---\nSecret.example\n");
    let csv =
        "type,value,redact,note\ndomain,secret.example,true,\ndomain,open.example,,like secret[.]example\n";
    let sources = Sources::from_texts([("content/cases/x/i.csv", csv)]);
    let found = read::case(&Text::new("content/cases/x/index.md", &case), &sources, &config());
    let codes: Vec<_> = found.diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["E062", "E062"]);
    let case = found.value.unwrap();
    assert_eq!((case.id.value.as_str(), case.indicators.len(), case.redacted.len()), ("x", 1, 1));
}

#[test]
fn all_mistakes_of_a_file_are_found_in_its_order() {
    let found = with("removed: 2021-13\norigin: XX\nfoo: 1\ntags: A\n");
    assert!(found.value.is_some());
    let codes: Vec<_> = found.diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["E028", "E030", "E050", "E056"]);
}

#[test]
fn other_documents_are_read() {
    let text = |path: &str, yaml: &str| Text::new(path, &format!("---\n{yaml}---\nBody"));
    let actor = read::actor(
        &text("content/actors/alphapro.md", "name: AlphaPro\naliases: Alpha\ncountry: PK\n"),
        &config(),
    );
    assert_eq!(actor.diagnostics, []);
    assert_eq!(
        actor.value.map(|actor| (actor.slug, actor.name.value)),
        Some(("alphapro".into(), "AlphaPro".into()))
    );
    let term = read::term(&text("content/tags/kashmir.md", ""), &config());
    assert_eq!(term.diagnostics, []);
    assert_eq!(term.value.map(|term| (term.taxonomy, term.slug)), Some(("tags".into(), "kashmir".into())));
    for (path, address) in
        [("about.md", "about"), ("guide/index.md", "guide"), ("index.md", ""), ("a/b.md", "a/b")]
    {
        let page = read::page(&text(&format!("content/{path}"), "title: A\nweight: -3\n"), &config());
        assert_eq!(page.diagnostics, []);
        assert_eq!(page.value.map(|page| (page.address, page.weight)), Some((address.into(), Some(-3))));
    }
    let badly_named = read::page(&text("content/My page.md", "title: A\n"), &config());
    assert_eq!(badly_named.diagnostics[0].code, "E060");
    assert!(badly_named.diagnostics[0].hints[0].contains("`my-page`"));
}

#[test]
fn technique_names_are_read() {
    let (names, found) = read::techniques_csv(&Text::new("t.csv", "id,name\ndisarm:T0014,\"Fund, raise\"\n"));
    assert_eq!(found, []);
    assert_eq!(names["disarm:T0014"], "Fund, raise");
    for (csv, start) in [
        ("code,name\n", 0),
        ("id,name\ndisarm:T1,a,b\n", 8),
        ("id,name\nT1,a\n", 8),
        ("id,name\na:b,c\na:b,d\n", 14),
    ] {
        let (_, found) = read::techniques_csv(&Text::new("t.csv", csv));
        assert_eq!((found.len(), found[0].code, found[0].span.unwrap().start), (1, "E018", start), "{csv}");
    }
}

/// A case with something of everything, to be spoilt.
const FULL: &str = "---\ntitle: 'ä: b'\nremoved: {value: 2021-05, sources: [a], disputed: [{value: 2020, sources: b}]}\n\
    network: {facebook: {accounts: 40,000, pages: {value: 3, sources: [a]}}}\nad_spend: [40 USD]\ntags:\n  - x\n  - ü\n\
    summary: |\n  one\n  two\nindicators:\n  - {type: url, value: 'hxxps://x[.]org', redact: true}\n\
    sources:\n  a: {title: A, url: \"https://a.org\"}\n  b: {title: B}\n---\nSee x[.]org and ä.\n";

proptest::proptest! {
    /// Whatever is written, nothing panics and every place is a place in the file.
    #[test]
    fn no_text_is_beyond_reading(at in 0..FULL.len(), until in 0..9_usize, put in "[-\\[\\]{}:,#&*!|>'\"%@`\t\r\n .?~<a0\u{e4}\u{feff}]{0,6}") {
        let cut = |at: usize| (0..=at.min(FULL.len())).rev().find(|at| FULL.is_char_boundary(*at)).unwrap_or(0);
        let text = format!("{}{put}{}", &FULL[..cut(at)], &FULL[cut(at + until).max(cut(at))..]);
        let text = Text::new("content/cases/a.md", &text);
        let found = read::case(&text, &Sources::default(), &config());
        for one in &found.diagnostics {
            let span = one.span.unwrap_or_default();
            proptest::prop_assert!(text.text.get(span.range()).is_some(), "{:?} in {:?}", one, text.text);
        }
        proptest::prop_assert!(found.value.is_some() || found.diagnostics.iter().any(|one| one.is_error()));
    }
}

/// Real case files, where they are at hand.
#[test]
#[allow(clippy::disallowed_methods, reason = "a test reads its samples")]
fn the_corpus_reads_without_an_error() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus");
    let mut sources = Sources::default();
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.depth() > 1 && (name.ends_with(".md") || name.ends_with(".csv")) {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let text = Text::new(&format!("content/cases/{name}"), &text);
            sources.texts.insert(text.path.clone(), text);
        }
    }
    for (path, text) in sources.texts.iter().filter(|(path, _)| path.ends_with(".md")) {
        let read = read::case(text, &sources, &Config::default_for("Corpus"));
        let errors: Vec<_> = read.diagnostics.iter().filter(|one| one.is_error()).collect();
        assert!(errors.is_empty() && read.value.is_some(), "{path}: {errors:#?}");
    }
}
