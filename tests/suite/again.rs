//! Compiling again after an edit: the same site as from nothing, for less work.
//!
//! `EDITS_SEED=n cargo test --test suite again` plays the edits of another seed.

use std::collections::BTreeMap;

use corkboard::archive::Options;
use corkboard::compile::{Compiled, Compiler, compile};
use corkboard::content::read;
use corkboard::diagnostic::Diagnostic;
use corkboard::site::{Content, Pages, Route, Site};
use corkboard::source::{Sources, Text};
use rayon::prelude::*;

const EDITS: usize = 150;
const SITE: &str = "title = \"Edits\"\nurl = \"https://example.org/edits\"\n";

/// A folder that edits are played on.
struct Folder {
    texts: BTreeMap<String, String>,
    /// The last text without mistakes of each file that ever had one.
    good: BTreeMap<String, String>,
    random: Random,
    made: usize,
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

fn case(n: usize, random: &mut Random) -> String {
    let tag = random.pick(&["kashmir", "elections", "spam", "covid-19"]);
    let status = random.pick(&["published", "published", "corrected", "draft", "review", "retracted"]);
    let origin = random.pick(&["PK", "RU", "IR"]);
    let operator = random.pick(&["ISPR", "Archimedes Group", "Nobody & Sons"]);
    let linked = random.below(n + 1);
    let correction = match *status {
        "corrected" => "corrections:\n  - {date: 2021-01-01, change: A figure}\n",
        _ => "",
    };
    format!(
        "---\ntitle: Network {n}\nstatus: {status}\nremoved: 20{:02}-0{}-01\norigin: [{origin}]\n\
         operator: {operator}\nnetwork:\n  facebook: {{accounts: {}}}\ntags: [{tag}, n{}]\n{correction}\
         sources:\n  report: {{title: Report, publisher: Meta, kind: primary, url: 'https://example.org/{n}'}}\n\
         ---\nIt follows [[case-{linked}]], see [the section](case-{linked}.md#what-it-did).\n\n## What it did\n\nWords.\n",
        10 + random.below(15),
        1 + random.below(9),
        random.below(5_000),
        random.below(6),
    )
}

impl Folder {
    fn new(seed: u64) -> Self {
        let mut folder =
            Self { texts: BTreeMap::new(), good: BTreeMap::new(), random: Random(seed), made: 0 };
        folder.texts.insert("site.toml".into(), SITE.into());
        folder
            .texts
            .insert("content/about.md".into(), "---\ntitle: About\n---\nWords, see [[case-3]].\n".into());
        folder.texts.insert(
            "content/actors/ispr.md".into(),
            "---\nname: ISPR\naliases: [The Directorate]\ncountry: PK\n---\nAn actor.\n".into(),
        );
        folder.texts.insert("content/tags/kashmir.md".into(), "---\ntitle: Kashmir\n---\nA place.\n".into());
        for _ in 0..12 {
            folder.add();
        }
        folder.look();
        folder
    }

    /// Notes which texts are without mistakes.
    fn look(&mut self) {
        let (config, _) = corkboard::config::read(Some(&Text::new("site.toml", SITE)));
        let config = config.expect("a configuration");
        let sources = self.sources();
        self.good.retain(|path, _| self.texts.contains_key(path));
        let mut found = Vec::new();
        let cases = self.texts.iter().filter(|(path, _)| path.contains("/cases/"));
        for (path, text) in cases.filter(|(path, text)| self.good.get(*path) != Some(text)) {
            let read = read::case(&Text::new(path, text), &sources, &config);
            if !read.diagnostics.iter().any(Diagnostic::is_error) {
                found.push((path.clone(), text.clone()));
            }
        }
        self.good.extend(found);
    }

    fn is_broken(&self, path: &str) -> bool {
        self.texts.contains_key(path) && self.texts.get(path) != self.good.get(path)
    }

    fn add(&mut self) {
        let text = case(self.made, &mut self.random);
        self.texts.insert(format!("content/cases/case-{}.md", self.made), text);
        self.made += 1;
    }

    fn some_case(&mut self) -> Option<String> {
        let all: Vec<_> = self.texts.keys().filter(|path| path.contains("/cases/")).cloned().collect();
        (!all.is_empty()).then(|| self.random.pick(&all).clone())
    }

    fn replace(&mut self, path: &str, from: &str, to: &str) {
        if let Some(text) = self.texts.get_mut(path) {
            *text = text.replacen(from, to, 1);
        }
    }

    fn write(&mut self, path: &str, text: String) {
        self.texts.insert(path.to_owned(), text);
    }

    /// One edit at random; what it was.
    fn edit(&mut self) -> String {
        let Some(path) = self.some_case() else {
            self.add();
            self.look();
            return "the first case".into();
        };
        let n = self.random.next() % 1_000;
        let kind = self.random.below(20);
        match kind {
            0 => self.replace(&path, "Words.", &format!("Words {n}. And words.")),
            1 => self.replace(&path, "title: Network", &format!("title: The {n} Network")),
            2 => self.replace(&path, "tags: [", &format!("tags: [t{n}, ")),
            3 => self.replace(&path, "tags: [", "tags: [kashmir, "),
            4 => self.replace(&path, "title:", &format!("id: named-{n}\ntitle:")),
            5 => self.replace(&path, "status: published", "status: draft"),
            6 => self.replace(&path, "status: draft", "status: published"),
            7 => self.replace(&path, "accounts: ", "accounts: 1"),
            8 => self.replace(&path, "\nWords", &format!("\nSee [[case-{}]]. Words", n % 14)),
            9 => self.replace(&path, "## What it did", "## What it does"),
            10 => self.replace(&path, "operator: ", "operator: New "),
            11 => self.replace(&path, "title:", &format!("related: [case-{}]\ntitle:", n % 14)),
            12 => self.replace(&path, "title:", &format!("aliases: [/old/{n}/]\ntitle:")),
            13 => {
                let template = format!("<article data-n=\"{n}\">{{{{ case.title }}}}</article>\n");
                self.texts.insert("themes/own/templates/case.html".into(), template);
                self.write("site.toml", format!("{SITE}theme = \"own\"\n"));
            }
            14 => self.write("site.toml", format!("{SITE}page_size = {}\n", 3 + n % 9)),
            15 => {
                self.texts.remove(&path);
            }
            16 => self.add(),
            17 => {
                let text = self.texts.remove(&path).unwrap_or_default();
                // Under its new name a file with mistakes has never been without.
                let to = format!("content/cases/moved-{n}.md");
                self.texts.insert(to, text);
            }
            18 => {
                self.texts.insert(path.clone(), format!("---\ntitle: [Broken {n}\n---\nWords.\n"));
            }
            _ => {
                let text = case(self.made, &mut self.random);
                self.write(&path, text);
            }
        }
        self.look();
        if matches!(kind, 13 | 14) { "site.toml".into() } else { format!("edit {kind} of {path}") }
    }

    fn sources(&self) -> Sources {
        Sources::from_texts(self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// Each file with mistakes as it last was without.
    fn good_sources(&self) -> Sources {
        let mut sources = self.sources();
        for (path, good) in &self.good {
            sources.texts.insert(path.as_str().into(), Text::new(path, good));
        }
        sources
    }
}

fn tree(compiled: &Compiled) -> BTreeMap<&str, Result<Content, String>> {
    let site = compiled.site.as_ref().expect("a site");
    let content = |path| site.content(path).map_err(|diagnostic| diagnostic.message);
    site.paths().par_iter().map(|path| (path.as_str(), content(path))).collect()
}

#[test]
fn every_page_is_the_same_as_from_nothing() {
    let seed = std::env::var("EDITS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_260_919);
    let mut folder = Folder::new(seed);
    let mut compiler = Compiler::default();
    compiler.compile(&folder.sources(), Options::default());
    // One that has read nothing but the theme, which takes most of the time in a small archive.
    let mut blank = Compiler::default();
    blank.compile(&Sources::from_texts([("site.toml", SITE)]), Options::default());
    let mut updated = 0;
    for step in 0..EDITS {
        let edit = folder.edit();
        let again = compiler.compile(&folder.sources(), Options::default());
        updated += usize::from(compiler.updated());
        let anew = match edit.contains("site.toml") {
            true => compile(&folder.good_sources(), Options::default()),
            false => blank.clone().compile(&folder.good_sources(), Options::default()),
        };
        let (ours, expected) = rayon::join(|| tree(&again), || tree(&anew));
        let paths = |tree: &BTreeMap<&str, _>| tree.keys().map(|path| (*path).to_owned()).collect::<Vec<_>>();
        assert_eq!(paths(&ours), paths(&expected), "seed {seed}, step {step}: {edit}");
        for (path, content) in &ours {
            assert!(content == &expected[path], "seed {seed}, step {step}: {edit}: {path} differs");
        }
        if !folder.texts.keys().any(|path| path.contains("/cases/") && folder.is_broken(path)) {
            assert_eq!(again.diagnostics, anew.diagnostics, "seed {seed}, step {step}: {edit}");
        }
    }
    assert!(
        updated > EDITS / 8,
        "seed {seed}: only {updated} of {EDITS} archives were made from the one before"
    );
}

#[test]
fn an_edit_of_a_body_reads_one_file() {
    let mut folder = Folder::new(1);
    let mut compiler = Compiler::default();
    compiler.compile(&folder.sources(), Options::default());
    assert_eq!(compiler.parsed(), 15);
    folder.replace("content/cases/case-4.md", "Words.", "Other words.");
    compiler.compile(&folder.sources(), Options::default());
    assert_eq!(compiler.parsed(), 1);
    assert!(compiler.updated());
    compiler.compile(&folder.sources(), Options::default());
    assert_eq!(compiler.parsed(), 0);
}

#[test]
fn a_file_with_mistakes_stands_as_it_was_before() {
    let path = "content/cases/case-4.md";
    let mut folder = Folder::new(1);
    let mut compiler = Compiler::default();
    let before = compiler.compile(&folder.sources(), Options::default());
    folder.texts.insert(path.into(), "---\ntitle: [Broken\n---\n".into());
    let broken = compiler.compile(&folder.sources(), Options::default());
    assert!(broken.stale.contains(path));
    assert!(broken.has_errors());
    assert_eq!(tree(&broken), tree(&before));
    // It stays there under another configuration.
    folder.write("site.toml", format!("{SITE}page_size = 4\n"));
    let broken = compiler.compile(&folder.sources(), Options::default());
    assert!(broken.stale.contains(path));
    folder.texts.insert(path.into(), case(4, &mut Random(9)));
    let mended = compiler.compile(&folder.sources(), Options::default());
    assert!(mended.stale.is_empty());
    assert_eq!(tree(&mended), tree(&compile(&folder.sources(), Options::default())));
}

/// Each path is found by itself as the list of all has it, and no other is.
fn check_routes(site: &Site) {
    let listed: BTreeMap<&str, &Route> = site.routes().collect();
    for (path, route) in &listed {
        assert_eq!(site.route(path).as_ref(), Some(*route), "{path}");
        let folder = path.strip_suffix("index.html").unwrap_or(path);
        let others = ["page/1/index.html", "page/02/index.html", "page/2/index.html", "page/99/index.html"];
        let ends = ["feed.xml", "index.json", "index.html/index.html", "page/2/feed.xml", "x"];
        for near in others.iter().chain(&ends).map(|end| format!("{folder}{end}")) {
            assert_eq!(site.route(&near).as_ref(), listed.get(near.as_str()).copied(), "{near}");
        }
    }
}

#[test]
fn a_path_is_found_without_a_list_of_all() {
    let mut folder = Folder::new(7);
    folder.write("site.toml", format!("{SITE}page_size = 3\n"));
    folder.write(
        "content/cases/case-1.md",
        case(1, &mut Random(3)).replace("title:", "aliases: [/old/, /cases/x.html]\ntitle:"),
    );
    folder.write("content/notes/page/2.md", "---\ntitle: A page\n---\nWords.\n".into());
    for step in 0..40 {
        let compiled = compile(&folder.sources(), Options { drafts: step % 2 == 0 });
        check_routes(compiled.site.as_ref().expect("a site"));
        folder.edit();
    }
}
