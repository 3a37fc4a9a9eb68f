//! Words that a good part of many cases have: with less written of each.

use std::collections::{BTreeMap, BTreeSet};

use corkboard::archive::Options;
use corkboard::compile::Compiler;

use super::edits::{after, edit};
use super::files::Files;
use super::naive::Expected;
use super::{Made, WORDS, archive, index_files};

/// A case of a large archive. A remainder decides who has a word how often: `eighth` of 8 is in one of eight.
fn common_case(n: usize) -> Made {
    let often = |word: &'static str, times: usize| vec![word; times];
    let mut body: Vec<Vec<&'static str>> =
        WORDS.iter().skip(n % 20).take(4).map(|word| vec![*word]).collect();
    body.push(often("most", usize::from(!n.is_multiple_of(9)) * (1 + n % 40)));
    body.push(often("half", n % 2 * (1 + n % 7)));
    body.push(often("eighth", usize::from(n.is_multiple_of(8)) * (1 + n % 30)));
    body.push(often("third", usize::from(n.is_multiple_of(3)) * (1 + n % 15)));
    body.retain(|words| !words.is_empty());
    Made {
        year: 2020,
        lang: "en",
        title: if n.is_multiple_of(21) { vec!["third", "most"] } else { vec!["network"] },
        operator: None,
        tag: None,
        summary: if n.is_multiple_of(12) { vec!["third"] } else { Vec::new() },
        body,
        narratives: Vec::new(),
        accounts: None,
        spend: None,
    }
}

/// A large archive: ids in the reverse of the documents' order, as the archive sorts them.
fn large(cases: usize) -> Vec<(String, Made)> {
    (0..cases).map(|n| (format!("case-{:04}", cases - n), common_case(n))).collect()
}

#[test]
fn common_words_say_with_less_in_how_many_cases_they_weigh_how_much() {
    for cases in [2047, 2048, 2057] {
        let cases = large(cases);
        let cases: Vec<(String, &Made)> = cases.iter().map(|(id, case)| (id.clone(), case)).collect();
        let files = Files::of(&archive(&cases).build().tree());
        let expected = Expected::of(&cases.iter().map(|(_, case)| case.texts()).collect::<Vec<_>>());
        assert!(files.groups == expected.groups, "of {}", cases.len());
        let steps =
            |word: &str| files.groups[word].iter().map(|(_, impact)| *impact).collect::<BTreeSet<_>>();
        let found = ["most", "third", "eighth"].map(|word| steps(word).len());
        match cases.len() {
            2047 => assert!(found.iter().all(|steps| *steps > 3), "{found:?}"),
            // One of eight of 2,048 is no more than an eighth.
            2048 => assert!(found[..2] == [2, 3] && found[2] > 3, "{found:?}"),
            _ => assert_eq!(found, [2, 3, 3]),
        }
    }
}

#[test]
fn a_word_that_becomes_common_without_an_edit_of_its_own_is_written_anew() {
    let cases = large(2058);
    let cases: Vec<(String, &Made)> = cases.iter().map(|(id, case)| (id.clone(), case)).collect();
    let mut sources = archive(&cases).sources();
    let path = |id: &str| format!("content/cases/{id}.md");
    for (n, (id, _)) in cases.iter().enumerate() {
        // Enough words that the common one is in no shard with words of a case that goes.
        edit(&mut sources, &path(id), |text| {
            format!("{text}\ne{0}a e{0}b e{0}c e{0}d e{0}e e{0}f e{0}g\n", 9999 - n)
        });
    }
    let mut compiler = Compiler::default();
    let mut before = compiler.compile(&sources, Options::default());
    index_files(&before);
    // The newest cases go, so that no other one's number changes: of some, none has the word that becomes common.
    for newest in [2057, 2056, 2055, 2049, 2047, 2046] {
        cases[newest..].iter().for_each(|(id, _)| drop(sources.texts.remove(&*path(id))));
        let compiled = compiler.compile(&sources, Options::default());
        let (files, made, shards) = after(&before, &compiled);
        let anew = Compiler::default().compile(&sources, Options::default());
        assert!(files == index_files(&anew), "another index of {newest} cases");
        assert!(made < shards, "all {shards} shards were made of {newest} cases");
        before = compiled;
    }
}

#[test]
fn a_word_that_becomes_frequent_is_short_in_all_texts() {
    let cases = large(2060);
    let cases: Vec<(String, &Made)> = cases.iter().map(|(id, case)| (id.clone(), case)).collect();
    let mut sources = archive(&cases).sources();
    let path = |id: &str| format!("content/cases/{id}.md");
    let (seldom, often) = cases.split_at(2060 / 32 - 1);
    for (id, _) in seldom {
        edit(&mut sources, &path(id), |text| format!("{text}\nabcdefgh\n"));
    }
    let mut compiler = Compiler::default();
    let before = compiler.compile(&sources, Options::default());
    let old = index_files(&before);
    // One case more has the word.
    edit(&mut sources, &path(&often[0].0), |text| format!("{text}\nabcdefgh\n"));
    let compiled = compiler.compile(&sources, Options::default());
    let (files, ..) = after(&before, &compiled);
    let words = |tree: &BTreeMap<String, Vec<u8>>| Files::of(tree).head["words"].clone();
    let has = |tree: &BTreeMap<String, Vec<u8>>| {
        super::word(&words(tree)).split(' ').any(|word| word == "abcdefgh")
    };
    assert!(!has(&old) && has(&files), "{} {}", words(&old), words(&files));
    assert!(files == index_files(&Compiler::default().compile(&sources, Options::default())));
    // Whoever keeps an output up to date must be told so of every text, though no other case was edited.
    for (path, bytes) in
        files.iter().filter(|(path, _)| path.starts_with("search/x/") || path.starts_with("search/d/"))
    {
        assert!(old[path] != *bytes, "{path}");
        let made_of = |compiled| super::site(compiled).made_of_but(path, None).expect("a digest");
        assert!(made_of(&before) != made_of(&compiled), "{path}");
    }
}
