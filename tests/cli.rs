//! Runs the transcripts in `tests/cli`: Markdown with `console` blocks of commands and what they answer.
//!
//! Each file has a folder of its own, in which its commands run one after the other. `? 2` is an exit code.
//! `[..]` stands for anything in a line, `...` for any lines. `SNAPSHOTS=overwrite` writes the answers anew.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the tests run the program and read files")]

use std::fs;
use std::path::Path;
use std::process::Command;

use snapbox::{Assert, Data};

#[test]
fn transcripts_answer_as_written() {
    let mut files: Vec<_> = fs::read_dir("tests/cli").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    assert!(files.len() >= 5, "the transcripts are missing: {files:?}");
    for file in files {
        let folder = tempfile::tempdir().unwrap();
        let actual = replay(&fs::read_to_string(&file).unwrap(), folder.path());
        Assert::new().action_env("SNAPSHOTS").normalize_paths(false).eq(actual, Data::read_from(&file, None));
    }
}

/// The transcript with the answers that the commands give now.
fn replay(transcript: &str, folder: &Path) -> String {
    let mut actual = String::new();
    let mut in_block = false;
    for line in transcript.lines() {
        if line.starts_with("```") {
            in_block = line == "```console";
        }
        if in_block && line.starts_with("$ ") {
            actual += &format!("{line}\n{}", run(&line[2..], folder));
        } else if !in_block || line == "```console" {
            actual += &format!("{line}\n");
        }
    }
    actual
}

fn run(line: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_corkboard")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{line}")])
        .current_dir(folder)
        .env("PATH", path)
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    let mut answer = String::from_utf8(output.stdout).unwrap();
    if !answer.is_empty() && !answer.ends_with('\n') {
        answer.push('\n');
    }
    match output.status.code() {
        Some(0) => {}
        code => answer.insert_str(0, &format!("? {}\n", code.unwrap_or(-1))),
    }
    answer
}
