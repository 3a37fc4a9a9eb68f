//! A build may be killed at any moment: the output is then the last site or the new one, whole.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the test runs builds, kills them, and looks at what is left")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const CASES: usize = 60;
const KILLS: u32 = 100;
/// So many of the kills must come while a build is writing files, or the test has proved nothing.
const KILLS_WHILE_WRITING: u32 = 20;

/// Two versions of an archive that share an output folder.
struct Archives {
    folder: TempDir,
}

impl Archives {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for version in [0, 1] {
            let archive = folder.path().join(version.to_string());
            fs::create_dir_all(archive.join("content/cases")).unwrap();
            fs::create_dir_all(archive.join("content/_static")).unwrap();
            fs::write(archive.join("site.toml"), "title = \"Killed\"\n").unwrap();
            for case in 0..CASES {
                let path = archive.join(format!("content/cases/{}.md", case_id(case, version)));
                fs::write(path, case_file(case, version)).unwrap();
            }
        }
        Self { folder }
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// There while a build is at work, and after it was killed.
    fn staging(&self) -> PathBuf {
        self.folder.path().join(".public.corkboard-staging")
    }

    fn start(&self, version: usize, output: &Path) -> Child {
        Command::new(env!("CARGO_BIN_EXE_corkboard"))
            .arg("build")
            .arg(self.folder.path().join(version.to_string()))
            .arg("-o")
            .arg(output)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn build(&self, version: usize, output: &Path) {
        let result = self.start(version, output).wait_with_output().unwrap();
        assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
    }
}

/// Every third case is in one version only, so that each build adds and removes files.
fn case_id(case: usize, version: usize) -> String {
    if case.is_multiple_of(3) { format!("case-{case}-{version}") } else { format!("case-{case}") }
}

/// Every fourth case is the same in both versions.
fn case_file(case: usize, version: usize) -> String {
    let word = if case.is_multiple_of(4) { "same" } else { ["first", "second"][version] };
    let body = format!("The {word} version of case {case}.\n\n").repeat(20);
    format!(
        "---\ntitle: Case {case}\ntags: [tag-{}]\nsources:\n  report: {{title: A report}}\n---\n\n{body}",
        case % 7
    )
}

type Tree = BTreeMap<PathBuf, blake3::Hash>;

fn tree(folder: &Path) -> Tree {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_owned();
            (path, blake3::hash(&fs::read(entry.path()).unwrap()))
        })
        .collect()
}

/// When to kill: after a share of a whole build's time, or a moment after writing has begun.
enum Moment {
    AfterStart(Duration),
    AfterStaging(Duration),
}

/// Spread evenly over the build; every other kill is aimed at the writing.
fn moment(kill: u32, whole: Duration, writing: Duration) -> Moment {
    let share = kill / 2;
    match kill % 2 {
        0 => Moment::AfterStart(whole * share / (KILLS / 2)),
        _ => Moment::AfterStaging(writing * share / (KILLS / 2)),
    }
}

/// Kills a build. Whether it was writing then: its staging folder was there, and the build had not ended.
fn kill(archives: &Archives, mut build: Child, moment: &Moment) -> bool {
    let start = Instant::now();
    let wait = match moment {
        Moment::AfterStart(wait) => *wait,
        Moment::AfterStaging(wait) => {
            while !archives.staging().join("tree").exists() && build.try_wait().unwrap().is_none() {
                std::hint::spin_loop();
            }
            start.elapsed() + *wait
        }
    };
    while start.elapsed() < wait && build.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(200));
    }
    let running = build.try_wait().unwrap().is_none();
    build.kill().unwrap();
    build.wait().unwrap();
    running && archives.staging().exists()
}

/// How long a build takes, and how long of that it writes.
fn measure(archives: &Archives, version: usize) -> (Duration, Duration) {
    let start = Instant::now();
    let mut build = archives.start(version, &archives.output());
    let mut staged = None;
    while build.try_wait().unwrap().is_none() {
        if staged.is_none() && archives.staging().exists() {
            staged = Some(start.elapsed());
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    let whole = start.elapsed();
    (whole, whole.saturating_sub(staged.unwrap_or_default()))
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let archives = Archives::new();
    let output = archives.output();
    let clean: Vec<Tree> = [0, 1]
        .map(|version| {
            let folder = archives.folder.path().join(format!("clean-{version}"));
            archives.build(version, &folder);
            tree(&folder)
        })
        .into();
    assert_ne!(clean[0], clean[1]);
    archives.build(0, &output);
    let (whole, writing) = measure(&archives, 1);
    assert_eq!(tree(&output), clean[1]);

    let mut while_writing = 0;
    for count in 0..KILLS {
        let version = count as usize % 2;
        let build = archives.start(version, &output);
        while_writing += u32::from(kill(&archives, build, &moment(count, whole, writing)));
        let left = tree(&output);
        assert!(left == clean[0] || left == clean[1], "kill {count} left neither the last site nor the new");
        if count % 10 == 9 {
            archives.build(version, &output);
            assert!(tree(&output) == clean[version], "the build after kill {count} differs from a clean one");
            assert!(!archives.staging().exists(), "the build after kill {count} left its staging folder");
        }
    }
    assert!(while_writing >= KILLS_WHILE_WRITING, "only {while_writing} kills came while files were written");
}
