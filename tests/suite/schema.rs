//! The JSON Schema of front matter, by a validator that is not ours: what `check` has nothing against it takes, and
//! what a single file can get wrong it does not.

mod nothing;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use boon::{Compiler, SchemaIndex, Schemas};
use corkboard::archive::Archive;
use corkboard::compile::{Options, compile};
use corkboard::config;
use corkboard::content;
use corkboard::content::vocabulary::{PLATFORMS, licenses, platform};
use corkboard::diagnostic::Diagnostic;
use corkboard::export::schema::{Document, schema};
use corkboard::read::read_folder;
use corkboard::source::{Sources, Text};
use serde_json::Value;

use crate::tiny::{Tiny, tiny};

/// A schema, ready to be asked.
struct Checked {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Checked {
    fn new(archive: &Archive, document: Document) -> Self {
        Self::of(schema(archive, document))
    }

    fn of(written: Value) -> Self {
        let mut compiler = Compiler::new();
        compiler.add_resource("mem:schema.json", written).expect("a resource");
        let mut schemas = Schemas::new();
        let index = compiler.compile("mem:schema.json", &mut schemas).expect("a schema by its own rules");
        Self { schemas, index }
    }

    /// Why it refuses a front matter; `None` if it takes it.
    fn refuses(&self, front_matter: &str) -> Option<String> {
        // As YAML 1.2 has it, and with it the editors: `NO` is a text.
        let options = serde_yaml::options! { strict_booleans: true };
        let value: Value = serde_yaml::from_str_with_options(front_matter, options).expect(front_matter);
        self.schemas.validate(&value, self.index).err().map(|error| format!("{error:#}"))
    }
}

/// An archive as its authors see it, drafts and all.
fn archive(sources: &Sources) -> Arc<Archive> {
    compile(sources, Options { drafts: true }).site.expect("a site").archive
}

fn front_matter(text: &str) -> &str {
    let rest = text.strip_prefix("---\n").expect("front matter");
    rest.split_once("\n---").expect("an end of it").0
}

/// Every Markdown file of the folders directly under a path.
fn markdown(folder: &Path) -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    files
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"))
        .filter(|entry| entry.file_name() != "README.md")
        .map(|entry| (entry.path().display().to_string(), fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

#[test]
fn the_demo_validates() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let archive = archive(&read_folder(root));
    for (folder, document) in [
        ("content/cases", Document::Case),
        ("content/actors", Document::Actor),
        ("content/tags", Document::Term),
    ] {
        let schema = Checked::new(&archive, document);
        let files = markdown(&root.join(folder));
        assert!(!files.is_empty(), "{folder}");
        for (path, text) in files {
            assert_eq!(schema.refuses(front_matter(&text)), None, "{path}");
        }
    }
    let page = Checked::new(&archive, Document::Page);
    let about = fs::read_to_string(root.join("content/data-licence.md")).unwrap();
    assert_eq!(page.refuses(front_matter(&about)), None);
}

/// Real case files, where they are at hand.
#[test]
fn the_corpus_validates() {
    let schema = Checked::new(&archive(&site().sources()), Document::Case);
    for (path, text) in markdown(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus")) {
        assert_eq!(schema.refuses(front_matter(&text)), None, "{path}");
    }
}

/// A site with words and fields of its own.
fn site() -> Tiny {
    tiny()
        .file(
            "site.toml",
            "title = \"Tiny\"\nurl = \"https://example.org/tiny\"\n[platforms.bilibili]\ntitle = \"Bilibili\"\n\
             aliases = [\"b站\"]\n[frameworks.fiat]\ntitle = \"FIAT\"\n[vocabulary]\ntype = [\"doxxing\"]\n\
             [fields.scale]\ntype = \"figure\"\nrange = [1, 6]\n[fields.method]\ntype = \"choice\"\n\
             choices = [\"spam\", \"3\", \"true\"]\nlist = true\n[fields.backer]\ntype = \"actor\"\nfacet = true\n\
             [fields.seen]\ntype = \"date\"\n[fields.home]\ntype = \"url\"\n[fields.spent]\ntype = \"money\"\n",
        )
        .file("content/actors/ispr.md", "---\nname: Inter-Services Public Relations\naliases: [ISPR]\n---\nWords.\n")
        .case("a-case", "tags: [kashmir]\nstatus: draft\n", "Words.")
}

/// What our own reader says of a case file.
fn read(sources: &Sources, front_matter: &str) -> Vec<Diagnostic> {
    let config = config::read(sources.texts.get("site.toml")).0.expect("a configuration");
    let text =
        Text::new("content/cases/mine.md", &format!("---\n{front_matter}\n---\nBody [@s] and [@t].\n"));
    content::read::case(&text, sources, &config).diagnostics
}

const REST: &str = "title: T\nsources: {s: {title: S}, t: {title: 2021}}\n";

/// What is right by the schema is right by the reader too: no error and no warning but that a source is not named.
#[test]
fn what_may_be_written_is_taken() {
    let sources = site().sources();
    let schema = Checked::new(&archive(&sources), Document::Case);
    for fields in RIGHT {
        let written = format!("{REST}{}", fields.replace("; ", "\n"));
        assert_eq!(schema.refuses(&written), None, "{fields}");
        let text = format!("---\n{written}\n---\nBody [@s] and [@t].\n");
        let built = site().case("other", "", "Words.").file("content/cases/mine.md", &text).build();
        let of_file: Vec<_> = built
            .diagnostics()
            .iter()
            .filter(|one| one.file.contains("mine") && one.code != "W002")
            .collect();
        assert!(of_file.is_empty(), "{fields}: {of_file:#?}");
    }
}

/// What counts as absent is a warning of the reader, and of the schema nothing: it knows no warnings.
#[test]
fn what_is_empty_is_taken_where_it_may_be_absent() {
    let sources = site().sources();
    let schema = Checked::new(&archive(&sources), Document::Case);
    for empty in [
        "summary: ''",
        "narratives: ['']",
        "removed: {value: 2021, note: ''}",
        "attribution: [{by: X, note: ''}]",
        "corrections: [{date: 2024-03-01, note: X, sources: ['']}]",
        "operator: ''",
        "clients: ['']",
        "sources: {s: {title: ''}, t: {title: x}}; title: T",
        "title: ''; sources: {s: {title: x}, t: {title: x}}",
        "attribution: [{by: ''}]",
        "corrections: [{date: 2024-03-01, note: ''}]",
    ] {
        let rest = if empty.contains("title:") { "" } else { REST };
        let written = format!("{rest}{}", empty.replace("; ", "\n"));
        let is_wrong = read(&sources, &written).iter().any(Diagnostic::is_error);
        assert_eq!(schema.refuses(&written).is_some(), is_wrong, "{empty}: {:?}", read(&sources, &written));
    }
}

/// Each of the list, and some that are in none.
#[test]
fn licences_are_those_of_the_reader() {
    let written = schema(&archive(&site().sources()), Document::Case);
    let license = Checked::of(written["properties"]["license"].clone());
    let own = ["LicenseRef-Our.Own-1", "licenseref-x", "LicenseRef-"];
    let others = ["foo", "CC BY 4.0", "mit", "Mit ", "GPL-2.0+", ""];
    for id in licenses::ids().chain(own).chain(others) {
        let is_taken = license.refuses(&format!("{id:?}")).is_none();
        assert_eq!(is_taken, licenses::license_id(id).is_ok(), "{id}");
    }
}

/// Each word of the list, in several spellings, and a title that no list has.
#[test]
fn platforms_are_those_of_the_reader() {
    let site = site();
    let sources = site.sources();
    let config = config::read(sources.texts.get("site.toml")).0.expect("a configuration");
    let written = schema(&archive(&sources), Document::Case);
    let platforms = Checked::of(written["properties"]["platforms"].clone());
    let known =
        PLATFORMS.iter().flat_map(|one| [one.slug, one.title].into_iter().chain(one.aliases.iter().copied()));
    for word in known.chain(["Bilibili", "B站", "bili", "Tik Tok", "FACEBOOK", "facebok"]) {
        let is_taken = platforms.refuses(&format!("[{word:?}]")).is_none();
        assert_eq!(is_taken, platform(&config, word).is_some(), "{word}");
    }
}

#[test]
fn what_may_not_be_written_is_refused() {
    let sources = site().sources();
    let schema = Checked::new(&archive(&sources), Document::Case);
    for fields in WRONG {
        let rest = if fields.contains("title:") { "" } else { REST };
        let written = format!("{rest}{}", fields.replace("; ", "\n"));
        assert!(schema.refuses(&written).is_some(), "{fields}");
        let found = read(&sources, &written);
        assert!(found.iter().any(Diagnostic::is_error), "{fields}: the reader has nothing against it");
    }
    assert_eq!(schema.refuses(REST), None);
}

/// A schema with each reference's definition in its place, as an editor reads it.
fn followed(root: &Value, schema: &Value) -> String {
    let mut text = schema.to_string();
    while let Some((before, rest)) = text.split_once("{\"$ref\":\"#/definitions/") {
        let (name, after) = rest.split_once("\"}").expect("a reference alone");
        let definition = root["definitions"].get(name).unwrap_or_else(|| panic!("no definition of {name}"));
        text = format!("{before}{definition}{after}");
    }
    text
}

#[test]
fn what_the_archive_has_is_suggested() {
    let written = schema(&archive(&site().sources()), Document::Case);
    for (field, word) in [
        ("tags", "kashmir"),
        ("operator", "Inter-Services Public Relations"),
        ("backer", "Inter-Services Public Relations"),
        ("related", "a-case"),
        ("platforms", "bilibili"),
        ("platforms", "Bilibili"),
        ("platforms", "b站"),
        ("platforms", "twitter"),
        ("network", "vkontakte"),
        ("type", "doxxing"),
        ("license", "CC-BY-4.0"),
        ("method", "spam"),
    ] {
        let offered = followed(&written, &written["properties"][field]);
        assert!(offered.contains(&format!("\"{word}\"")), "{field}: {offered}");
    }
    // There may be ten thousand of them, and they may be written in many places.
    let all = written.to_string();
    for word in ["a-case", "kashmir", "Inter-Services Public Relations"] {
        assert_eq!(all.matches(&format!("\"{word}\"")).count(), 1, "{word} is listed once");
    }
    assert_eq!(written["properties"]["removed"]["description"], "When the network was taken down.");
    assert_eq!(written["properties"]["scale"]["description"], "Scale");
}

/// Fields, `; ` between two of them.
const RIGHT: &[&str] = &[
    "summary: 3.10; narratives: [true, 00123]",
    "id: B-Case; lang: zh-Hant; languages: [EN, prs, es-419]",
    "removed: 2021; announced: 2021-05; detected: 2021-05-20~; active: ../2021-03; reporting_period: 2019/..",
    "removed: {value: 2021-05, sources: [s], note: 5, disputed: {value: 2020, sources: t, verdict: rejected}}",
    "origin: NO",
    "origin: {value: [PK, GB], sources: s}",
    "targets: [PK, Arabic-speaking audiences globally, EU institutions]",
    "operator: AlphaPro; clients: [ISPR, Somebody New]",
    "network: {facebook: {accounts: 4, pages: about 40}, Twitter: {accounts: {value: 'over 1,000', sources: [s]}}}",
    "network: {b站: {websites: 40 to 50}, truth social: {apps: 'Fewer than 7'}}",
    "reach: {instagram: {followers: at least 24 000}}",
    "ad_spend: [about 73600 USD, 40 to 50 EUR]",
    "ad_spend: {value: 4 GBP, sources: [s]}",
    "tags: [kashmir, covid-19, كشمير, 2021]",
    "type: doxxing; status: review; license: cc-by-4.0",
    "techniques: [disarm:T0097.202, 'kill-chain:7.1.1', attack:TA0001, fiat:a-7]",
    "related: other",
    "related: [{case: other, relation: part-of, note: n}]",
    "aliases: [/old/case, /b/]",
    "indicators: [{type: domain, value: 'x[.]example', redact: no}, {type: ip, value: 192.0.2.1, first_seen: 2021}]",
    "disputed: {field: network.facebook, value: 52, sources: [t], verdict: superseded}",
    "corrections: [{date: 2024, change: 7}]",
    "attribution: {by: Meta, to: ISPR, degree: linked, confidence: high, sources: [s]}",
    "scale: 6; method: [spam, 3, true]; backer: Nobody Else; seen: 2021/2022",
    "scale: {value: 2 to 3, sources: [s]}; home: https://example.org/; spent: 4 USD",
];

const WRONG: &[&str] = &[
    "remvoed: 2021",
    "title: T",
    "title: [T]; sources: {s: {title: S}}",
    "title: T; sources: {}",
    "title: T; sources: {s: {}}",
    "title: T; sources: {s: {title: S, url: www.x.org}}",
    "title: T; sources: {s: {title: S, url: 'hxxps://x.org'}}",
    "title: T; sources: {s: {title: S, sha256: abc}}",
    "title: T; sources: {s: {title: S, kind: first}}",
    "title: T; sources: {a b: {title: S}}",
    "id: a case",
    "status: publshed",
    "type: campain",
    "lang: english",
    "removed: 2021-13",
    "removed: 2021-02-30",
    "removed: yesterday",
    "removed: 99999",
    "removed: ../..",
    "removed: {note: x}",
    "removed: {vaule: 2021}",
    "removed: {value: 2021-13}",
    "removed: {value: 2021, disputed: {value: 2020, verdict: wrong}}",
    "removed: {value: 2021, disputed: {value: 2021-13}}",
    "removed: [2021, 2022]",
    "origin: XX",
    "origin: no way",
    "origin: pk",
    "origin: [PK, UK]",
    "targets: [zz]",
    "languages: [en, qx]",
    "network: 40",
    "network: {facebook: 40}",
    "network: {accounts: 4}",
    "network: {facebok: {accounts: 1}}",
    "network: {facebook: {account: 4}}",
    "network: {facebook: {accounts: -4}}",
    "network: {facebook: {accounts: 4.5}}",
    "network: {facebook: {accounts: 40k}}",
    "network: {facebook: {accounts: about over 4}}",
    "network: {facebook: {accounts: {value: -4}}}",
    "reach: {facebook: {accounts: 4}}",
    "ad_spend: 40000",
    "ad_spend: 40 XXX",
    "ad_spend: USD 40",
    "tags: [Covid 19]",
    "tags: {a: b}",
    "techniques: [T0097]",
    "techniques: ['disarm:97']",
    "related: [{relation: part-of}]",
    "related: [{case: a-case, relation: part}]",
    "aliases: old/case",
    "aliases: /a/../b",
    "indicators: x.txt",
    "indicators: [{type: telephone, value: 1}]",
    "indicators: [{type: ip, value: 192.0.2.1, redact: maybe}]",
    "disputed: {field: netwrk, value: 3}",
    "corrections: [{date: 2024}]",
    "attribution: [{to: X}]",
    "attribution: [{by: X, degree: sure}]",
    "license: all rights reserved",
    "license: foo",
    "scale: 7",
    "scale: [1, 2]",
    "method: spma",
    "seen: soon",
    "home: 'javascript:alert(1)'",
    "spent: a lot",
];
