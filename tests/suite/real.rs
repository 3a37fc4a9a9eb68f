//! Real archives: the demo without a warning, and the corpus of real cases where it is there.

use std::path::{Path, PathBuf};

use corkboard::archive::Options;
use corkboard::compile::compile;
use corkboard::diagnostic::Severity;
use corkboard::read::read_folder;

#[test]
fn the_demo_has_neither_errors_nor_warnings() {
    let sources = read_folder(Path::new(env!("CARGO_MANIFEST_DIR")));
    let compiled = compile(&sources, Options::default());
    let wrong: Vec<_> = compiled.diagnostics.iter().filter(|one| one.severity != Severity::Notice).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(compiled.case_count >= 32, "{}", compiled.case_count);
}

/// The folder of real cases beside the project, if it is there.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    folder.is_dir().then_some(folder)
}

#[test]
fn the_corpus_has_no_errors() {
    // `tests/run` says so where it is not there.
    let Some(corpus) = corpus() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let cases = folder.path().join("content/cases");
    std::fs::create_dir_all(&cases).expect("a folder");
    for from in ["seed", "meta"] {
        for entry in std::fs::read_dir(corpus.join(from)).expect("the corpus").flatten() {
            let name = entry.file_name();
            if name.to_string_lossy().ends_with(".md") || name.to_string_lossy().ends_with(".csv") {
                std::fs::copy(entry.path(), cases.join(name)).expect("a copy");
            }
        }
    }
    std::fs::copy(corpus.join("techniques.csv"), folder.path().join("content/techniques.csv"))
        .expect("a copy");
    std::fs::write(folder.path().join("site.toml"), "title = \"Corpus\"\n").expect("site.toml");
    let compiled = compile(&read_folder(folder.path()), Options::default());
    let wrong: Vec<_> = compiled.diagnostics.iter().filter(|one| one.is_error()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(compiled.case_count >= 73, "{}", compiled.case_count);
}
