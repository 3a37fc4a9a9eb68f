//! A file with mistakes counts as it last was without, and as nothing else: all other edits show meanwhile.

use std::collections::BTreeMap;

use corkboard::archive::Options;
use corkboard::compile::{Compiled, Compiler};
use corkboard::site::{Content, Pages};

use crate::tiny::{Tiny, tiny};

const BASE: &str = "themes/own/templates/base.html";
const CASE: &str = "themes/own/templates/case.html";
const PAGE: &str = "themes/own/templates/page.html";
const FRAME: &str = "themes/own/templates/frame.html";
const EXTENDS: &str =
    "{% extends \"frame.html\" %}{% block main %}<h1>{{ case.title }}</h1>{% endblock main %}\n";

fn base(class: &str) -> String {
    let blocks = ["head", "start", "main"].map(|name| format!("{{% block {name} %}}{{% endblock %}}"));
    format!("<html><body class=\"{class}\">{}</body></html>\n", blocks.concat())
}

fn archive() -> Tiny {
    tiny()
        .file("site.toml", "title = \"T\"\ntheme = \"own\"\n")
        .file(BASE, &base("one"))
        .file(FRAME, "{% extends \"base.html\" %}\n")
        .file(CASE, EXTENDS)
        .file("themes/own/strings/en.toml", "[nav]\nsearch = \"Look\"\n")
        .file("content/about.md", "---\ntitle: About\n---\nWords.\n")
        .case("x", "removed: 2021\ntechniques: [disarm:T0014]\n", "Words.")
}

fn tree(compiled: &Compiled) -> BTreeMap<String, Vec<u8>> {
    let site = compiled.site.as_ref().expect("a site");
    let bytes = |path: &String| match site.content(path) {
        Ok(Content::Bytes(bytes)) => bytes,
        other => panic!("{path}: {other:?}"),
    };
    site.paths().iter().map(|path| (path.clone(), bytes(path))).collect()
}

/// Plays folders one after the other; the last, with mistakes, is as another folder without any.
#[track_caller]
fn assert_counts_as(compiler: &mut Compiler, broken: &Tiny, good: &Tiny) {
    let made = compiler.compile(&broken.sources(), Options::default());
    assert!(made.has_errors(), "{:?}", made.diagnostics);
    assert!(tree(&made) == good.build().tree(), "{:?}", made.diagnostics);
}

fn after(archive: &Tiny) -> Compiler {
    let mut compiler = Compiler::default();
    let compiled = compiler.compile(&archive.sources(), Options::default());
    assert!(!compiled.has_errors(), "{:?}", compiled.diagnostics);
    compiler
}

#[test]
fn good_edits_of_templates_show_while_another_is_broken() {
    let mut compiler = after(&archive());
    let broken = archive().file(CASE, "{% if %}");
    assert_counts_as(&mut compiler, &broken, &archive());
    let base = base("two");
    assert_counts_as(&mut compiler, &broken.clone().file(BASE, &base), &archive().file(BASE, &base));
    // Words and a new template too; a second broken one, which never was good, is not there.
    let page = "<p>{{ s.nav.search }} {{ page.title }}</p>\n";
    let words = "[nav]\nsearch = \"Seek\"\n";
    let more =
        |archive: Tiny| archive.file(BASE, &base).file(PAGE, page).file("themes/own/strings/en.toml", words);
    let two = more(broken).file("themes/own/templates/actor.html", "{% endif %}");
    assert_counts_as(&mut compiler, &two, &more(archive()));
    // What was good meanwhile is what counts from then on.
    let then = two.file(PAGE, "{{");
    assert_counts_as(&mut compiler, &then, &more(archive()));
    let mended = more(archive()).file(CASE, "<p>Mended</p>\n");
    let made = compiler.compile(&mended.sources(), Options::default());
    assert!(!made.has_errors() && tree(&made) == mended.build().tree());
}

#[test]
fn templates_that_do_not_fit_together_leave_the_last_theme() {
    let mut compiler = after(&archive());
    // The template that is told of is as it was: what it extends is gone.
    let alone = archive().without(FRAME);
    assert_counts_as(&mut compiler, &alone, &archive());
    assert_counts_as(&mut compiler, &alone.file(PAGE, "<p>A page</p>\n"), &archive());
    let together = archive().file(PAGE, "<p>A page</p>\n");
    let made = compiler.compile(&together.sources(), Options::default());
    assert!(!made.has_errors() && tree(&made) == together.build().tree());
}

#[test]
fn techniques_with_mistakes_count_as_they_were() {
    let techniques = |text: &str| archive().file("content/techniques.csv", text);
    let good = techniques("id,name\ndisarm:T0014,Raise money\n");
    let mut compiler = after(&good);
    let shows = |archive: &Tiny| {
        archive.build().tree().values().any(|page| String::from_utf8_lossy(page).contains("Raise money"))
    };
    assert!(shows(&good) && !shows(&archive()));
    for broken in ["nonsense\n", "id,name\ndisarm:T0014,Raise money\nnonsense\n"] {
        assert_counts_as(&mut compiler, &techniques(broken), &good);
    }
    // One that is deleted is no more, and has no good text when it comes back with mistakes.
    compiler.compile(&archive().sources(), Options::default());
    assert_counts_as(&mut compiler, &techniques("nonsense\n"), &archive());
}

/// Nobody knows what a misspelt status meant: what never had another must not show as published.
#[test]
fn a_new_case_with_a_misspelt_status_counts_as_a_draft() {
    let linked = "[[new]]";
    let folder = archive().case("new", "status: drfat\nremoved: 2020\n", "Words of the new one.").case(
        "y",
        "related: [new]\nremoved: 2019\n",
        linked,
    );
    for (drafts, left_out) in [(true, 0), (false, 1)] {
        let compiled = Compiler::default().compile(&folder.sources(), Options { drafts });
        let codes: Vec<_> =
            compiled.diagnostics.iter().filter(|one| one.is_error()).map(|one| one.code).collect();
        assert_eq!(codes, ["E054"], "one mistake is told once: {:?}", compiled.diagnostics);
        assert_eq!(compiled.left_out, left_out);
        let tree = tree(&compiled);
        assert_eq!(tree.contains_key("cases/new/index.html"), drafts);
        if drafts {
            let data: serde_json::Value =
                serde_json::from_slice(&tree["cases/new/index.json"]).expect("JSON");
            assert_eq!(data["status"], "draft");
        }
    }
    // What is empty counts as absent, of which a warning tells.
    let built = archive().case("new", "status: ''\n", "Words.").build();
    assert!(built.has("cases/new/index.html") && built.codes() == ["W001"], "{:?}", built.diagnostics());
    // With a good text before it, the case stands as that was.
    let before = archive().case("new", "removed: 2020\n", "Words.").case(
        "y",
        "related: [new]\nremoved: 2019\n",
        linked,
    );
    let broken = before.clone().case("new", "status: drfat\nremoved: 2020\n", "Words.");
    assert_counts_as(&mut after(&before), &broken, &before);
}
