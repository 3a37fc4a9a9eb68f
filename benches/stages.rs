//! How long each stage takes on the archive in this repository: read, parse, assemble, render.
//!
//! Another archive: `CORKBOARD_ARCHIVE=FOLDER cargo bench`.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads a real archive")]

use std::path::PathBuf;
use std::sync::Arc;

use corkboard::archive::{Documents, Options, assemble};
use corkboard::compile::{Compiler, compile};
use corkboard::config::Config;
use corkboard::content::read;
use corkboard::read::read_folder;
use corkboard::site::{Content, Pages};
use corkboard::source::{Sources, Text};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn folder() -> PathBuf {
    std::env::var_os("CORKBOARD_ARCHIVE").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

fn case_texts(sources: &Sources) -> Vec<&Text> {
    let is_case = |text: &&Text| text.path.starts_with("content/cases/") && text.path.ends_with(".md");
    sources.texts.values().filter(is_case).collect()
}

fn cases(sources: &Sources, config: &Config) -> Documents {
    let read = case_texts(sources).into_iter().filter_map(|text| read::case(text, sources, config).value);
    Documents { cases: read.map(Arc::new).collect(), ..Documents::default() }
}

fn stages(criterion: &mut Criterion) {
    let sources = read_folder(&folder());
    let (config, _) = corkboard::config::read(sources.texts.get("site.toml"));
    let config = Arc::new(config.expect("the archive has a valid site.toml"));
    let documents = cases(&sources, &config);
    let site = compile(&sources, Options::default()).site.expect("the archive makes a site");
    let render = |path: &String| match site.content(path) {
        Ok(Content::Bytes(bytes)) => bytes.len(),
        Ok(Content::File(_)) => 0,
        Err(fault) => panic!("{path}: {}", fault.message),
    };

    let mut group = criterion.benchmark_group("stages");
    group.sample_size(20);
    group.bench_function("read", |bencher| bencher.iter(|| read_folder(&folder())));
    let bytes: usize = case_texts(&sources).iter().map(|text| text.text.len()).sum();
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("parse", |bencher| bencher.iter(|| cases(&sources, &config)));
    group.throughput(Throughput::Elements(documents.cases.len() as u64));
    group.bench_function("assemble", |bencher| {
        bencher.iter(|| assemble(&config, &documents, &sources, Options::default()));
    });
    group.throughput(Throughput::Elements(site.paths().len() as u64));
    group.bench_function("render", |bencher| {
        bencher.iter(|| site.paths().iter().map(render).sum::<usize>());
    });
    group.finish();
}

/// A file that is edited, compiled again: what a preview waits for before it renders a page.
fn edits(criterion: &mut Criterion) {
    let mut sources = read_folder(&folder());
    let mut compiler = Compiler::default();
    let _first = compiler.compile(&sources, Options::default());
    let mut group = criterion.benchmark_group("edits");
    group.sample_size(20);
    let last = case_texts(&sources).last().map(|text| Text::clone(text)).expect("a case");
    let ends = [("body", "\nMore words.\n"), ("page", "\nMore words, see [[another]].\n")];
    for (name, more) in ends {
        let texts = [last.text.to_string(), format!("{}{more}", last.text)];
        let mut turn = 0;
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                turn += 1;
                let text = Text::new(&last.path, &texts[turn % 2]);
                sources.texts.insert(text.path.clone(), text);
                compiler.compile(&sources, Options::default())
            });
        });
    }
    group.finish();
}

/// The search index alone: from nothing, and after an edit of one case.
fn search(criterion: &mut Criterion) {
    let mut sources = read_folder(&folder());
    let mut compiler = Compiler::default();
    let mut compiled = compiler.compile(&sources, Options::default());
    let cases = compiled.case_count as u64;
    let mut group = criterion.benchmark_group("search");
    group.sample_size(10).throughput(Throughput::Elements(cases));
    group.bench_function("index", |bencher| {
        let site = compiled.site.as_ref().expect("the archive makes a site");
        bencher.iter(|| site.new_index(None));
    });
    let last = case_texts(&sources).last().map(|text| Text::clone(text)).expect("a case");
    let edited = Text::new(&last.path, &format!("{}\nMore words.\n", last.text));
    let before = compiled.site.as_ref().map(|site| site.new_index(None)).expect("an index");
    sources.texts.insert(edited.path.clone(), edited);
    compiled = compiler.compile(&sources, Options::default());
    group.bench_function("edit", |bencher| {
        let site = compiled.site.as_ref().expect("the archive makes a site");
        bencher.iter(|| site.new_index(Some(before.kept())));
    });
    group.finish();
}

criterion_group!(benches, stages, edits, search);
criterion_main!(benches);
