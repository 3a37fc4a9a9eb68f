//! Everything that is known to go wrong: each with its place and its hint, and all of them in one run.
//!
//! `tests/cli/bad-input/` holds what the program prints for each; `SNAPSHOTS=overwrite` writes it anew.

use std::path::Path;
use std::process::{Command, Output};

use snapbox::{Data, assert_data_eq};

/// One mistake: its name, the files that make it, and what the program must say of it.
struct Mistake {
    name: &'static str,
    files: Vec<(String, Vec<u8>)>,
    /// `error[E050]: ` up to `path:line:column`.
    severity_and_code: &'static str,
    place: &'static str,
    /// Words that a hint must hold.
    hint: &'static str,
}

/// What must get a clear diagnostic. The list stands apart from the table, so that nobody drops an entry in silence.
const REQUIRED: [&str; 56] = [
    "unknown-key",
    "duplicate-key",
    "tab-indentation",
    "unclosed-quote",
    "no-front-matter",
    "never-closed",
    "bom",
    "crlf",
    "latin-1",
    "broken-utf-8",
    "empty-file",
    "twenty-megabytes",
    "anchor",
    "alias-bomb",
    "nested-brackets",
    "month-13",
    "interval-backwards",
    "norway-in-small-letters",
    "norway",
    "text-3.10",
    "text-00123",
    "comma-in-flow-map",
    "negative-figure",
    "unknown-country",
    "unknown-currency",
    "unknown-language",
    "unknown-platform",
    "unknown-status",
    "citation-nowhere",
    "case-link-nowhere",
    "relation-to-a-draft",
    "one-id-twice",
    "ids-differ-by-case",
    "ids-differ-by-form",
    "terms-collide",
    "term-with-slash",
    "term-with-dots",
    "term-emoji",
    "term-arabic",
    "contradicting-relations",
    "unknown-site-key",
    "symlink-loop",
    "unreadable-file",
    "missing-theme",
    "template-error",
    "full-disk",
    "control-character",
    "turned-direction",
    "alias-where-no-page-can-be",
    "actor-address-is-an-indicator",
    "hashtag-in-a-value",
    "bar-that-cuts-a-link",
    "row-longer-than-its-table",
    "tag-without-a-partner",
    "id-of-the-page",
    "words-without-their-number",
];

/// A case file of front matter and body, named after the mistake.
fn case(name: &str, front: &str) -> (String, Vec<u8>) {
    let text = format!("---\ntitle: A case\n{front}sources:\n  r: {{title: Report}}\n---\nWords.\n");
    (format!("content/cases/{name}.md"), text.into_bytes())
}

fn file(path: &str, text: &str) -> (String, Vec<u8>) {
    (path.to_owned(), text.as_bytes().to_vec())
}

fn mistake(
    name: &'static str,
    files: Vec<(String, Vec<u8>)>,
    severity_and_code: &'static str,
    place: &'static str,
    hint: &'static str,
) -> Mistake {
    Mistake { name, files, severity_and_code, place, hint }
}

/// A mistake in the front matter of one case; the third line is the first of `front`.
fn front(
    name: &'static str,
    front: &str,
    code: &'static str,
    at: &'static str,
    hint: &'static str,
) -> Mistake {
    mistake(name, vec![case(name, front)], code, at, hint)
}

mod bodies;
mod table;
mod unseen;

fn mistakes() -> Vec<Mistake> {
    [bodies::mistakes(), table::mistakes(), unseen::mistakes()].into_iter().flatten().collect()
}

fn write(folder: &Path, files: &[(String, Vec<u8>)]) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    let site = folder.join("site.toml");
    if !site.exists() {
        std::fs::write(site, "title = \"Tiny\"\nurl = \"https://example.org\"\n").expect("site.toml");
    }
}

fn check(folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_corkboard"))
        .arg("check")
        .arg(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("it runs")
}

/// What the program says, without the folder's own name.
fn said(output: &Output, folder: &Path) -> String {
    String::from_utf8_lossy(&output.stderr)
        .replace(&folder.display().to_string(), "[FOLDER]")
        .replace('\\', "/")
}

#[track_caller]
fn assert_says(mistake: &Mistake, text: &str) {
    for (what, words) in
        [("code", mistake.severity_and_code), ("place", mistake.place), ("hint", mistake.hint)]
    {
        assert!(text.contains(words), "{}: no {what} {words:?} in\n{text}", mistake.name);
    }
}

#[test]
fn each_mistake_gets_its_place_and_its_hint() {
    for mistake in mistakes() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &mistake.files);
        let output = check(folder.path());
        let text = said(&output, folder.path());
        if mistake.severity_and_code.is_empty() {
            assert!(output.status.success() && !text.contains("error["), "{}: {text}", mistake.name);
        } else {
            assert_says(&mistake, &text);
        }
        let transcript = format!("{}/tests/cli/bad-input/{}.txt", env!("CARGO_MANIFEST_DIR"), mistake.name);
        assert_data_eq!(text, Data::read_from(Path::new(&transcript), None).raw());
    }
}

#[test]
fn every_required_mistake_is_tried() {
    let mut tried: Vec<&str> = mistakes().iter().map(|mistake| mistake.name).collect();
    tried.extend(IN_OTHER_TESTS);
    for name in REQUIRED {
        assert!(tried.contains(&name), "{name} is not tried");
    }
}

/// Those that need more than files: below, and in `tests/emission.rs`.
const IN_OTHER_TESTS: [&str; 3] = ["symlink-loop", "unreadable-file", "full-disk"];

#[test]
fn one_folder_with_all_of_them_reports_all_in_one_run() {
    let folder = tempfile::tempdir().expect("a folder");
    // Two mistakes are of site.toml and of the theme; they stop nothing but themselves.
    let apart = ["unknown-site-key", "missing-theme", "template-error"];
    let all: Vec<Mistake> = mistakes().into_iter().filter(|mistake| !apart.contains(&mistake.name)).collect();
    for mistake in &all {
        write(folder.path(), &mistake.files);
    }
    std::fs::write(
        folder.path().join("site.toml"),
        "title = \"Tiny\"\nurl = \"https://example.org\"\npage_sise = 3\n",
    )
    .expect("site.toml");
    let output = check(folder.path());
    assert_eq!(output.status.code(), Some(1));
    let text = said(&output, folder.path());
    for mistake in all.iter().filter(|mistake| !mistake.severity_and_code.is_empty()) {
        assert_says(mistake, &text);
    }
    assert!(text.contains("site.toml:3:1"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_link_loop_and_an_unreadable_file_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[case("fine", "")]);
    let cases = folder.path().join("content/cases");
    std::os::unix::fs::symlink(&cases, cases.join("loop")).expect("a link");
    std::os::unix::fs::symlink("nowhere.md", cases.join("dangling.md")).expect("a link");
    let output = check(folder.path());
    let text = said(&output, folder.path());
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("content/cases/loop") && text.contains("content/cases/dangling.md"), "{text}");
}

#[test]
fn an_output_path_that_is_a_file_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[case("fine", "")]);
    let output = folder.path().join("public");
    std::fs::write(&output, "mine").expect("a file");
    let run = Command::new(env!("CARGO_BIN_EXE_corkboard"))
        .arg("build")
        .arg(folder.path())
        .arg("-o")
        .arg(&output)
        .output()
        .expect("it runs");
    assert!(!run.status.success());
    assert!(String::from_utf8_lossy(&run.stderr).contains("public"));
    assert_eq!(std::fs::read_to_string(&output).expect("the file"), "mine");
}

#[test]
fn invisible_characters_that_mislead_are_named() {
    for (front, body, code, sign) in [
        ("", "A page\u{c}break", "E019", "U+000C"),
        ("summary: \"an \\e escape\"\n", "", "E019", "U+001B"),
        ("", "Sent as \u{202e}gpj.exe", "W005", "U+202E"),
        ("summary: Sent as \u{202e}gpj.exe\n", "", "W005", "U+202E"),
        ("summary: \"Sent as \\u202Egpj.exe\"\n", "", "W005", "U+202E"),
        ("summary: \u{2067}never closed\nremoved: 2021\n", "", "W005", "U+2069"),
    ] {
        let built = crate::tiny::tiny().case("x", front, body).build();
        assert_eq!(built.codes(), [code], "{front}{body}: {:?}", built.diagnostics());
        let one = built.diagnostics().iter().find(|one| one.code == code).expect("one");
        assert!(format!("{} {:?}", one.message, one.hints).contains(sign), "{one:?}");
    }
}
