//! Compiling again after an edit: the same site as from nothing, for less work.
//!
//! `EDITS_SEED=n cargo test --test suite again` plays the edits of another seed.

use std::collections::BTreeMap;

use corkboard::archive::Options;
use corkboard::compile::{Compiled, Compiler, compile};
use corkboard::site::{Content, Pages, Route, Site};
use corkboard::source::Sources;
use rayon::prelude::*;

use crate::edits::{Folder, Random, SITE, case};

const EDITS: usize = 150;

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
    let aliased = case(1, &mut Random(3)).replace("title:", "aliases: [/old/, /cases/x.html]\ntitle:");
    folder.write("content/cases/case-1.md", aliased);
    folder.write("content/notes/page/2.md", "---\ntitle: A page\n---\nWords.\n".into());
    let mut compiler = Compiler::default();
    for step in 0..30 {
        let compiled = compiler.compile(&folder.sources(), Options { drafts: step % 2 == 0 });
        check_routes(compiled.site.as_ref().expect("a site"));
        folder.edit();
    }
}

#[test]
fn a_theme_that_is_not_there_is_told_for_as_long_as_site_toml_names_it() {
    let codes = |compiler: &mut Compiler, site: &str| {
        let sources = Sources::from_texts([("site.toml", site)]);
        let found = compiler.compile(&sources, Options::default()).diagnostics;
        let errors = found.iter().filter(|one| one.is_error());
        errors.map(|one| (one.code, one.span.map(|span| site[span.range()].to_owned()))).collect::<Vec<_>>()
    };
    let mut compiler = Compiler::default();
    let nope =
        |found: &[(&str, Option<String>)]| found.iter().any(|one| *one == ("E110", Some("nope".into())));
    let found = codes(&mut compiler, "title = \"T\"\ntheme = \"nope\"\n");
    assert!(nope(&found) && found.len() == 1, "{found:?}");
    // Broken elsewhere: the line stands, in another place.
    let found = codes(&mut compiler, "title = \n\ntheme = \"nope\"\n");
    assert!(nope(&found) && found.len() == 2, "{found:?}");
    let found = codes(&mut compiler, "title = \n");
    assert!(found.len() == 1 && found[0].0 != "E110", "{found:?}");
    assert_eq!(codes(&mut compiler, "title = \"T\"\n"), []);
}
