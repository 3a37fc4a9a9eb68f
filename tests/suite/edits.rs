//! Edits at random, played on the files of a small archive.

use std::collections::BTreeMap;

use corkboard::content::read;
use corkboard::diagnostic::Diagnostic;
use corkboard::source::{Sources, Text};

pub const SITE: &str = "title = \"Edits\"\nurl = \"https://example.org/edits\"\n";

/// A folder that edits are played on.
pub struct Folder {
    pub texts: BTreeMap<String, String>,
    /// The last text without mistakes of each file that ever had one.
    pub good: BTreeMap<String, String>,
    pub random: Random,
    made: usize,
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

pub fn case(n: usize, random: &mut Random) -> String {
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
    pub fn new(seed: u64) -> Self {
        Self::of(seed, 12)
    }

    /// A folder of some cases.
    pub fn of(seed: u64, cases: usize) -> Self {
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
        for _ in 0..cases {
            folder.add();
        }
        folder.look();
        folder
    }

    /// Notes which texts are without mistakes.
    pub fn look(&mut self) {
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

    pub fn is_broken(&self, path: &str) -> bool {
        self.texts.contains_key(path) && self.texts.get(path) != self.good.get(path)
    }

    pub fn add(&mut self) {
        let text = case(self.made, &mut self.random);
        self.texts.insert(format!("content/cases/case-{}.md", self.made), text);
        self.made += 1;
    }

    pub fn some_case(&mut self) -> Option<String> {
        let all: Vec<_> = self.texts.keys().filter(|path| path.contains("/cases/")).cloned().collect();
        (!all.is_empty()).then(|| self.random.pick(&all).clone())
    }

    pub fn replace(&mut self, path: &str, from: &str, to: &str) {
        if let Some(text) = self.texts.get_mut(path) {
            *text = text.replacen(from, to, 1);
        }
    }

    pub fn write(&mut self, path: &str, text: String) {
        self.texts.insert(path.to_owned(), text);
    }

    /// One edit at random; what it was.
    pub fn edit(&mut self) -> String {
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

    /// One edit at random of anything that a site is made of; what it was.
    pub fn edit_anything(&mut self) -> String {
        let n = self.random.next() % 1_000;
        let kind = self.random.below(30);
        let Some(path) = self.some_case().filter(|_| kind < 17) else { return self.edit() };
        let (actor, term, about) = ("content/actors/ispr.md", "content/tags/kashmir.md", "content/about.md");
        match kind {
            0 => self.replace(&path, "title:", &format!("summary: What {n} is.\ntitle:")),
            1 => self.replace(&path, "accounts: ", &format!("groups: {n}, accounts: ")),
            2 => self.replace(&path, "operator: ", &format!("clients: [Client {}]\noperator: ", n % 3)),
            3 => self.replace(&path, "title:", "related: [{case: case-1, relation: part-of}]\ntitle:"),
            4 => self.replace(&path, "removed: 20", "removed: 19"),
            5 => self.replace(
                &path,
                "It follows",
                &format!("See [[tags/kashmir]] and [{n}](/actors/ispr/). It follows"),
            ),
            6 => self.replace(
                &path,
                "sources:",
                &format!("indicators:\n  - {{type: domain, value: bad-{}.example}}\nsources:", n % 3),
            ),
            7 => self.replace(
                actor,
                "An actor.",
                &format!("An actor of bad-{}.example, see [[case-{}]].", n % 3, n % 12),
            ),
            8 => self.replace(actor, "aliases: [", &format!("aliases: [New {n}, ")),
            9 => self.replace(actor, "name: ISPR", &format!("name: ISPR {n}")),
            10 => self.replace(term, "title: Kashmir", &format!("title: Kashmir {n}")),
            11 => self.replace(
                term,
                "A place.",
                &format!("A place. See [[case-{}]] and http://bad-1.example.", n % 12),
            ),
            12 => self.replace(about, "title: About", &format!("title: About {n}")),
            13 => self.replace(
                about,
                "Words, see",
                &format!("Words {n}, not http://bad-{}.example, see", n % 3),
            ),
            14 => self.write("themes/own/assets/own.css", format!("a {{ top: {n}px }}\n")),
            15 => self.replace(&path, "title: ", &format!("title: No {n} ")),
            _ => self.write("content/techniques.csv", format!("id,name\ndisarm:T0018,Technique {n}\n")),
        }
        self.look();
        format!("edit of anything {kind} at {path}")
    }

    pub fn sources(&self) -> Sources {
        Sources::from_texts(self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// Each file with mistakes as it last was without.
    pub fn good_sources(&self) -> Sources {
        let mut sources = self.sources();
        for (path, good) in &self.good {
            sources.texts.insert(path.as_str().into(), Text::new(path, good));
        }
        sources
    }
}
