//! A tiny archive: a few files as strings, compiled in memory.

use std::collections::BTreeMap;

use corkboard::archive::Options;
use corkboard::compile::{Compiled, compile};
use corkboard::diagnostic::Diagnostic;
use corkboard::site::{Content, Pages};
use corkboard::source::{FileEntry, Sources, Text};

/// What every case needs: front matter of one source, to be continued.
pub const SOURCE: &str =
    "sources:\n  report: {title: Report, publisher: Meta, kind: primary, url: 'https://example.org/r'}\n";

/// The files of an archive under test.
#[derive(Clone, Default)]
pub struct Tiny {
    texts: BTreeMap<String, String>,
    files: Vec<String>,
    drafts: bool,
}

/// A compiled tiny archive.
pub struct Built {
    pub compiled: Compiled,
}

/// An archive with a title, and nothing else.
pub fn tiny() -> Tiny {
    Tiny::default().file("site.toml", "title = \"Tiny\"\nurl = \"https://example.org/tiny\"\n")
}

impl Tiny {
    #[must_use]
    pub fn file(mut self, path: &str, text: &str) -> Self {
        self.texts.insert(path.to_owned(), text.to_owned());
        self
    }

    #[must_use]
    pub fn without(mut self, path: &str) -> Self {
        self.texts.remove(path);
        self
    }

    /// A file that is copied and not read.
    #[must_use]
    pub fn binary(mut self, path: &str) -> Self {
        self.files.push(path.to_owned());
        self
    }

    /// A case with a title, one source, more front matter, and a body.
    #[must_use]
    pub fn case(self, id: &str, front_matter: &str, body: &str) -> Self {
        let gives = |key: &str| front_matter.lines().any(|line| line.starts_with(key));
        let title = if gives("title:") { String::new() } else { format!("title: The {id} network\n") };
        let sources = if gives("sources:") { "" } else { SOURCE };
        let text = format!("---\n{title}{front_matter}{sources}---\n{body}\n");
        self.file(&format!("content/cases/{id}.md"), &text)
    }

    /// As the preview sees it: drafts and cases under review too.
    #[must_use]
    pub fn with_drafts(mut self) -> Self {
        self.drafts = true;
        self
    }

    /// Its files by path.
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    pub fn sources(&self) -> Sources {
        let mut sources = Sources::default();
        for (path, text) in &self.texts {
            sources.texts.insert(path.as_str().into(), Text::new(path, text));
        }
        for path in &self.files {
            let entry = FileEntry { path: path.as_str().into(), len: 3, stamp: 1 };
            sources.files.insert(path.as_str().into(), entry);
        }
        sources
    }

    pub fn build(&self) -> Built {
        Built { compiled: compile(&self.sources(), Options { drafts: self.drafts }) }
    }
}

impl Built {
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.compiled.diagnostics
    }

    /// Codes of all errors and warnings, in order.
    pub fn codes(&self) -> Vec<&'static str> {
        self.diagnostics().iter().filter(|one| !one.code.starts_with('N')).map(|one| one.code).collect()
    }

    /// Fails with every message unless there is neither an error nor a warning.
    #[track_caller]
    pub fn clean(self) -> Self {
        assert!(self.codes().is_empty(), "{:#?}", self.diagnostics());
        self
    }

    /// Every path of the site and its bytes; a copied file as the path that it comes from.
    #[track_caller]
    pub fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let site = self.compiled.site.as_ref().expect("a site");
        let bytes = |path: &String| match site.content(path) {
            Ok(Content::Bytes(bytes)) => bytes,
            Ok(Content::File(from)) => from.as_bytes().to_vec(),
            Err(diagnostic) => panic!("{path}: {diagnostic:?}"),
        };
        site.paths().iter().map(|path| (path.clone(), bytes(path))).collect()
    }

    #[track_caller]
    pub fn has(&self, path: &str) -> bool {
        self.compiled.site.as_ref().expect("a site").paths().iter().any(|known| known == path)
    }

    /// A page's bytes as text.
    #[track_caller]
    pub fn page(&self, path: &str) -> String {
        let site = self.compiled.site.as_ref().expect("a site");
        match site.content(path) {
            Ok(Content::Bytes(bytes)) => String::from_utf8(bytes).expect("UTF-8"),
            other => panic!("{path}: {other:?}"),
        }
    }

    /// What a reader sees of a page's main part: words without tags, white space folded.
    #[track_caller]
    pub fn words(&self, path: &str) -> String {
        let page = self.page(path);
        let main = page.split_once("<main").map_or(page.as_str(), |(_, rest)| rest);
        let main = main.split_once("</main>").map_or(main, |(main, _)| main);
        let mut words = String::new();
        let mut rest = main.split_once('>').map_or(main, |(_, rest)| rest);
        while let Some((text, tail)) = rest.split_once('<') {
            words.push_str(text);
            words.push(' ');
            rest = tail.split_once('>').map_or("", |(_, tail)| tail);
        }
        words.push_str(rest);
        let words =
            words.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
