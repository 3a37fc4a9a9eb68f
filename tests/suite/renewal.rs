//! `build --watch`: after every edit the output is what a build would write, for fewer files.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use corkboard::archive::Options;
use corkboard::compile::Compiler;
use corkboard::emit::{Quiet, Renewal};
use corkboard::site::{Content, Pages, Site};

use crate::edits::Folder;
use crate::preview::{until, write};

const EDITS: usize = 60;

/// All files of an output folder but the manifest.
fn on_disk(output: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(output).into_iter().map(|entry| entry.expect("an entry"));
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(output).expect("inside").to_str().expect("UTF-8").to_owned();
            (path, fs::read(entry.path()).expect("a file"))
        })
        .filter(|(path, _)| path != ".corkboard-manifest")
        .collect()
}

fn expected(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let bytes = |path: &String| match site.content(path) {
        Ok(Content::Bytes(bytes)) => bytes,
        other => panic!("{path}: {other:?}"),
    };
    site.paths().iter().map(|path| (path.clone(), bytes(path))).collect()
}

#[test]
fn the_output_follows_every_edit() {
    let seed = std::env::var("EDITS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_127);
    let temporary = tempfile::tempdir().expect("a folder");
    let output = temporary.path().join("public");
    let mut folder = Folder::of(seed, 4);
    let mut compiler = Compiler::default();
    let site = compiler.compile(&folder.sources(), Options::default()).site.expect("a site");
    fs::create_dir(temporary.path().join("archive")).expect("a folder");
    let root = temporary.path().join("archive");
    let (mut renewal, report) = Renewal::start(&site, &root, &output, &Quiet).expect("written");
    let mut all = report.files;
    for step in 0..EDITS {
        let edit = folder.edit();
        let site = compiler.compile(&folder.sources(), Options::default()).site.expect("a site");
        let renewed = renewal.renew(&site, &["index.html".to_owned()], &|| true).expect("written");
        assert!(!renewed.is_partial);
        assert!(on_disk(&output) == expected(&site), "seed {seed}, step {step}: {edit}");
        all += renewed.written;
    }
    assert!(all < EDITS * report.files / 2, "{all} files were written");
}

#[test]
fn what_is_left_when_something_newer_comes_is_written_later() {
    let temporary = tempfile::tempdir().expect("a folder");
    let (root, output) = (temporary.path().join("archive"), temporary.path().join("public"));
    fs::create_dir(&root).expect("a folder");
    let mut folder = Folder::of(1, 4);
    let mut compiler = Compiler::default();
    let site = compiler.compile(&folder.sources(), Options::default()).site.expect("a site");
    let (mut renewal, _) = Renewal::start(&site, &root, &output, &Quiet).expect("written");
    let robots = fs::metadata(output.join("robots.txt")).expect("a file").ino();
    folder.replace("content/about.md", "title: About", "title: All about");
    folder.texts.insert("content/more.md".into(), "---\ntitle: More\n---\nMore.\n".into());
    let site = compiler.compile(&folder.sources(), Options::default()).site.expect("a site");
    let renewed = renewal.renew(&site, &["about/index.html".to_owned()], &|| false).expect("written");
    assert!(renewed.is_partial && renewed.written == 1);
    let about = fs::read_to_string(output.join("about/index.html")).expect("a page");
    assert!(about.contains("All about"), "the edited page is written first");
    assert!(!output.join("more/index.html").exists());
    let renewed = renewal.renew(&site, &[], &|| true).expect("written");
    assert!(!renewed.is_partial && on_disk(&output) == expected(&site));
    assert_eq!(fs::metadata(output.join("robots.txt")).expect("a file").ino(), robots, "not touched");
    // What others put there stays, and is never in the way of what is removed.
    fs::write(output.join("more/notes.txt"), "a stranger").expect("written");
    folder.texts.remove("content/more.md");
    let site = compiler.compile(&folder.sources(), Options::default()).site.expect("a site");
    renewal.renew(&site, &[], &|| true).expect("written");
    assert!(!output.join("more/index.html").exists() && output.join("more/notes.txt").exists());
    assert!(renewal.is_there());
    fs::remove_dir_all(&output).expect("removed");
    assert!(!renewal.is_there());
}

#[test]
fn the_command_builds_again_and_ends_when_it_is_asked_to() {
    let temporary = tempfile::tempdir().expect("a folder");
    for (path, text) in crate::preview::pair().texts() {
        write(&temporary.path().join(path), text.as_bytes());
    }
    let page = temporary.path().join("public/cases/one/index.html");
    let mut child = Command::new(env!("CARGO_BIN_EXE_corkboard"))
        .args(["build", "--watch"])
        .current_dir(temporary.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("a program");
    let shows = |words: &str| fs::read_to_string(&page).is_ok_and(|page| page.contains(words));
    until("the first build", || shows("Words of one"));
    let case = temporary.path().join("content/cases/one.md");
    let text = fs::read_to_string(&case).expect("a case");
    fs::write(&case, text.replace("Words of one", "Edited words")).expect("written");
    until("the edit", || shows("Edited words"));
    // A mistake leaves all as it is, until it is mended.
    fs::write(&case, text.replace("removed: 2021-05", "removed: 2021-13")).expect("written");
    fs::write(&case, text.replace("Words of one", "Mended words")).expect("written");
    until("the mended words", || shows("Mended words"));
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("a signal");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}
