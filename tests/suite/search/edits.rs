//! After an edit, the index is the one that is made from nothing, and little of it is made again.

use std::collections::BTreeMap;

use corkboard::archive::Options;
use corkboard::compile::{Compiled, Compiler};
use corkboard::source::{Sources, Text};

use super::files::Files;
use super::{index_files, site};
use crate::tiny::tiny;

#[test]
fn an_edit_analyses_one_case_and_gives_the_same_files_as_from_nothing() {
    let archive = (0..20).fold(tiny(), |archive, n| {
        archive.case(
            &format!("case-{n}"),
            &format!("operator: Actor {}\n", n % 3),
            &format!("Onlyhere{n} and more."),
        )
    });
    let mut sources = archive.sources();
    let mut compiler = Compiler::default();
    let first = compiler.compile(&sources, Options::default());
    assert_eq!(site(&first).new_index(None).kept().fresh(), 20);
    index_files(&first);
    let path = "content/cases/case-7.md";
    let edited = sources.texts[path].text.replace("Onlyhere7", "Unheard");
    sources.texts.insert(path.into(), Text::new(path, &edited));
    let again = compiler.compile(&sources, Options::default());
    let before = first.site.as_ref().and_then(|site| site.search().kept()).expect("analyses");
    assert_eq!(site(&again).new_index(Some(&before)).kept().fresh(), 1);
    let files = index_files(&again);
    let anew = Compiler::default().compile(&sources, Options::default());
    assert!(files == index_files(&anew));
    assert!(Files::of(&files).surfaces.contains_key("unheard"));
    // Words that nobody uses any more are gone.
    assert!(!Files::of(&files).surfaces.contains_key("onlyhere7"));
}

/// An archive of thousands of words, so that its index has many shards.
fn of_many_words(cases: usize) -> Sources {
    let words = |case: usize| {
        let word = move |n: usize| format!("w{}q{:x}", case % 30, (case * 7919 + n * 104_729) % 4096);
        (0..120).map(word).collect::<Vec<_>>().join(" ")
    };
    (0..cases).fold(tiny(), |archive, n| archive.case(&format!("case-{n:03}"), "", &words(n))).sources()
}

/// The files of an index that is made after another, its shards that were made, and all its shards.
pub fn after(before: &Compiled, compiled: &Compiled) -> (BTreeMap<String, Vec<u8>>, usize, usize) {
    let kept = site(before).search().kept();
    let index = site(compiled).new_index(kept.as_deref());
    let (made, shards) = index.kept().made();
    (index_files(compiled), made, shards)
}

#[test]
fn shards_without_a_word_of_an_edited_case_are_not_made_again() {
    let mut sources = of_many_words(150);
    let mut compiler = Compiler::default();
    let mut before = compiler.compile(&sources, Options::default());
    index_files(&before);
    let path = |n: usize| format!("content/cases/case-{n:03}.md");
    let edits: [&dyn Fn(&mut Sources); 5] = [
        // A word more.
        &|sources| edit(sources, &path(7), |text| format!("{text}\nUnheard.\n")),
        // A case more, which may stand before others.
        &|sources| {
            let text = sources.texts[&*path(3)].text.replace("case-003", "case-new");
            sources
                .texts
                .insert("content/cases/case-new.md".into(), Text::new("content/cases/case-new.md", &text));
        },
        &|sources| drop(sources.texts.remove(&*path(100))),
        &|sources| edit(sources, &path(149), |text| text.replace("title: ", "title: Renamed ")),
        // Every mean is another.
        &|sources| edit(sources, &path(20), |text| format!("{text}\n{}\n", "longer ".repeat(9000))),
    ];
    for (step, change) in edits.iter().enumerate() {
        change(&mut sources);
        let compiled = compiler.compile(&sources, Options::default());
        let (files, made, shards) = after(&before, &compiled);
        assert!(shards > 15, "{shards} shards");
        assert!(made > 0, "step {step}: nothing was made");
        if matches!(step, 0 | 3) {
            assert!(made < shards * 9 / 10, "step {step}: {made} of {shards} shards were made");
        }
        let anew = Compiler::default().compile(&sources, Options::default());
        assert!(files == index_files(&anew), "step {step}: another index");
        before = compiled;
    }
}

pub fn edit(sources: &mut Sources, path: &str, change: impl FnOnce(&str) -> String) {
    let text = change(&sources.texts[path].text);
    sources.texts.insert(path.into(), Text::new(path, &text));
}
