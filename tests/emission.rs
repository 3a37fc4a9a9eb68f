//! What a build does to its output folder, whatever the site is.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "the tests look at what is on disk")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use corkboard::diagnostic::{Diagnostic, Severity};
use corkboard::emit::{EmitError, Quiet, Report, emit};
use corkboard::site::{Content, Pages};
use tempfile::TempDir;

/// A site of fixed pages. A page whose text is `fault` cannot be rendered.
struct Fixed {
    paths: Vec<String>,
    pages: BTreeMap<String, Content>,
}

impl Fixed {
    fn new(pages: &[(&str, &str)]) -> Self {
        let pages: BTreeMap<String, Content> = pages
            .iter()
            .map(|(path, text)| match text.strip_prefix("file:") {
                Some(source) => ((*path).to_owned(), Content::File(Arc::from(source))),
                None => ((*path).to_owned(), Content::Bytes(text.as_bytes().to_vec())),
            })
            .collect();
        Self { paths: pages.keys().cloned().collect(), pages }
    }
}

impl Pages for Fixed {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn content(&self, path: &str) -> Result<Content, Diagnostic> {
        match &self.pages[path] {
            Content::Bytes(bytes) if bytes == b"fault" => {
                Err(Diagnostic::new(Severity::Error, "E999", &"case.html".into(), None, "a broken template"))
            }
            content => Ok(content.clone()),
        }
    }
}

/// An archive's folder with a `content`, and an output folder in it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/_static")).unwrap();
        Self { folder }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn output(&self) -> PathBuf {
        self.root().join("public")
    }

    fn try_emit(&self, pages: &[(&str, &str)]) -> Result<Report, EmitError> {
        emit(&Fixed::new(pages), self.root(), &self.output(), &Quiet)
    }

    fn emit(&self, pages: &[(&str, &str)]) -> Report {
        self.try_emit(pages).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// All files and links of the output but the manifest, with what is in them.
    fn tree(&self) -> BTreeMap<String, String> {
        tree(&self.output())
    }

    /// The names beside the output: nothing may be left there.
    fn siblings(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if entry.path_is_symlink() {
            found.insert(path, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
        } else if entry.file_type().is_dir() {
            if fs::read_dir(entry.path()).unwrap().next().is_none() {
                found.insert(format!("{path}/"), String::new());
            }
        } else if path != ".corkboard-manifest" {
            found.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
    found
}

fn expected(pages: &[(&str, &str)]) -> BTreeMap<String, String> {
    pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn code(result: Result<Report, EmitError>) -> &'static str {
    result.unwrap_err().diagnostics()[0].code
}

const SITE: &[(&str, &str)] =
    &[("cases/a/index.html", "A"), ("cases/b/index.html", "B"), ("index.html", "home")];

#[test]
fn a_first_build_writes_all_and_leaves_nothing_beside() {
    let place = Place::new();
    let report = place.emit(SITE);
    assert_eq!((report.files, report.bytes, report.written, report.removed), (3, 6, 3, 0));
    assert_eq!(place.tree(), expected(SITE));
    assert_eq!(place.siblings(), ["content", "public"]);
    let manifest = fs::read_to_string(place.output().join(".corkboard-manifest")).unwrap();
    let lines: Vec<&str> = manifest.lines().skip(1).collect();
    assert_eq!(lines, ["cases/a/index.html", "cases/b/index.html", "index.html"]);
}

#[test]
fn a_second_build_touches_nothing() {
    let place = Place::new();
    place.emit(SITE);
    let ids = |place: &Place| {
        let ids =
            |path: &str| fs::metadata(place.output().join(path)).map(|m| (m.ino(), m.mtime_nsec())).unwrap();
        (ids("index.html"), ids("cases/a/index.html"), ids(".corkboard-manifest"), ids(""))
    };
    let before = ids(&place);
    let report = place.emit(SITE);
    assert_eq!((report.written, report.unchanged, report.removed), (0, 3, 0));
    assert_eq!(ids(&place), before);
}

#[test]
fn a_changed_page_is_written_and_its_neighbours_keep_inode_and_time() {
    let place = Place::new();
    place.emit(SITE);
    let id = |path: &str| {
        let metadata = fs::metadata(place.output().join(path)).unwrap();
        (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
    };
    let before = id("cases/b/index.html");
    let next = [("cases/a/index.html", "X"), ("cases/b/index.html", "B"), ("cases/c/index.html", "C")];
    let report = place.emit(&next);
    assert_eq!((report.written, report.unchanged, report.removed), (2, 1, 1));
    assert_eq!(place.tree(), expected(&next));
    assert_eq!(id("cases/b/index.html"), before);
    assert_eq!(place.siblings(), ["content", "public"]);
}

#[test]
fn a_file_becomes_a_folder_and_back() {
    let place = Place::new();
    place.emit(&[("a", "file"), ("b/c", "in a folder")]);
    place.emit(&[("a/index.html", "in a folder"), ("b", "file")]);
    assert_eq!(place.tree(), expected(&[("a/index.html", "in a folder"), ("b", "file")]));
}

#[test]
fn files_are_copied_and_compared() {
    let place = Place::new();
    let text = "x".repeat(100_000);
    place.write("content/_static/big.bin", &text);
    let pages = [("big.bin", "file:content/_static/big.bin")];
    assert_eq!(place.emit(&pages).written, 1);
    assert_eq!(place.emit(&pages).written, 0);
    let other = format!("{}y", &text[1..]);
    place.write("content/_static/big.bin", &other);
    assert_eq!(place.emit(&pages).written, 1);
    assert_eq!(place.tree(), expected(&[("big.bin", &other)]));
    // A later edit of the source must not reach the published file.
    place.write("content/_static/big.bin", "edited");
    assert_eq!(place.tree()["big.bin"].len(), 100_000);
}

#[test]
fn what_others_put_there_stays_and_is_named() {
    let place = Place::new();
    place.emit(SITE);
    place.write("public/.git/objects/ab/cd", "object");
    place.write("public/cases/a/note.txt", "note");
    place.write("public/cases/b/note.txt", "in a folder that goes");
    fs::create_dir_all(place.output().join("empty/inner")).unwrap();
    symlink("cases/a", place.output().join("latest")).unwrap();
    let inode = fs::metadata(place.output().join("cases/a/note.txt")).unwrap().ino();
    let report = place.emit(&[("cases/a/index.html", "A2")]);
    let names = [".git/", "cases/a/note.txt", "cases/b/note.txt", "empty/", "latest"];
    assert_eq!(report.strangers, names);
    assert_eq!(report.removed, 2);
    let kept = [
        (".git/objects/ab/cd", "object"),
        ("cases/a/index.html", "A2"),
        ("cases/a/note.txt", "note"),
        ("cases/b/note.txt", "in a folder that goes"),
        ("empty/inner/", ""),
        ("latest", "-> cases/a"),
    ];
    assert_eq!(place.tree(), expected(&kept));
    assert_eq!(fs::metadata(place.output().join("cases/a/note.txt")).unwrap().ino(), inode);
}

#[test]
fn a_stranger_in_the_way_is_never_overwritten() {
    for (stranger, page) in [("robots.txt", "robots.txt"), ("tags", "tags/x/index.html"), ("a/b", "a")] {
        let place = Place::new();
        place.emit(SITE);
        place.write(&format!("public/{stranger}"), "mine");
        assert_eq!(code(place.try_emit(&[(page, "the site's")])), "E136", "{stranger}");
        assert_eq!(place.tree()[stranger], "mine");
        assert_eq!(place.tree().len(), SITE.len() + 1);
    }
}

#[test]
fn folders_that_no_build_may_fill_are_refused() {
    let place = Place::new();
    place.write("themes/mine/theme.toml", "");
    place.write("full/letter.txt", "mine");
    place.write("file", "mine");
    symlink(place.root(), place.root().join("link")).unwrap();
    symlink("nowhere", place.root().join("dangling")).unwrap();
    let refusals = [
        (".", "E130"),
        ("..", "E130"),
        ("/", "E130"),
        ("link", "E130"),
        ("content", "E130"),
        ("content/public", "E130"),
        ("themes/mine/public", "E130"),
        ("new/../content/x", "E130"),
        ("file", "E131"),
        ("dangling", "E131"),
        ("full", "E132"),
    ];
    let before = tree(place.root());
    for (output, code_expected) in refusals {
        let result = emit(&Fixed::new(SITE), place.root(), &place.root().join(output), &Quiet);
        assert!(matches!(result, Err(EmitError::Refused(_))), "{output}");
        assert_eq!(code(result), code_expected, "{output}");
    }
    assert_eq!(tree(place.root()), before);
}

#[test]
fn an_empty_folder_and_a_link_to_one_are_filled() {
    let place = Place::new();
    fs::create_dir(place.root().join("web")).unwrap();
    symlink("web", place.output()).unwrap();
    place.emit(SITE);
    place.emit(&SITE[..2]);
    assert_eq!(tree(&place.root().join("web")), expected(&SITE[..2]));
    assert!(fs::symlink_metadata(place.output()).unwrap().is_symlink());
    assert_eq!(place.siblings(), ["content", "public", "web"]);
}

#[test]
fn a_page_that_cannot_be_rendered_leaves_the_last_site() {
    let place = Place::new();
    place.emit(SITE);
    let pages = [("cases/a/index.html", "fault"), ("cases/z/index.html", "fault"), ("index.html", "new")];
    let Err(EmitError::Pages(faults)) = place.try_emit(&pages) else { panic!("the pages are broken") };
    assert_eq!(faults.len(), 1, "the same mistake is told once");
    assert_eq!(place.tree(), expected(SITE));
    assert_eq!(place.siblings(), ["content", "public"]);
}

#[test]
fn paths_that_leave_the_folder_are_no_paths() {
    let place = Place::new();
    for path in ["../x", "/x", "a/../../x", ".corkboard-manifest", "a\nb"] {
        assert_eq!(code(place.try_emit(&[(path, "x")])), "E137", "{path:?}");
    }
    assert_eq!(code(place.try_emit(&[("a", "x"), ("a/b", "x")])), "E137");
    assert_eq!(place.siblings(), ["content"]);
}

/// The folder that it is in stays: where more files are others, the whole tree is another.
#[test]
fn one_changed_file_is_replaced_alone() {
    let place = Place::new();
    place.emit(&[("a/x.html", "x"), ("b/y.html", "y"), ("z.html", "z")]);
    place.write("public/a/note.txt", "mine");
    let folder = || fs::metadata(place.output()).unwrap().ino();
    let before = folder();
    let report = place.emit(&[("a/x.html", "new"), ("b/y.html", "y"), ("z.html", "z")]);
    assert_eq!((report.written, report.unchanged, folder()), (1, 2, before));
    let expected_tree =
        expected(&[("a/note.txt", "mine"), ("a/x.html", "new"), ("b/y.html", "y"), ("z.html", "z")]);
    assert_eq!(place.tree(), expected_tree);
    assert_eq!(place.siblings(), ["content", "public"]);
    place.emit(&[("a/x.html", "newer"), ("b/y.html", "newer"), ("z.html", "z")]);
    assert_ne!(folder(), before);
    place.emit(&[("a/x.html", "newer"), ("b/y.html", "newer")]);
    assert_eq!(place.tree().keys().collect::<Vec<_>>(), ["a/note.txt", "a/x.html", "b/y.html"]);
}

#[test]
fn what_a_killed_build_left_is_cleared_away() {
    let place = Place::new();
    place.emit(SITE);
    place.write(".public.corkboard-staging/lock", "");
    place.write(".public.corkboard-staging/tree/half", "half a site");
    place.emit(&SITE[..1]);
    assert_eq!(place.tree(), expected(&SITE[..1]));
    assert_eq!(place.siblings(), ["content", "public"]);
}

#[test]
fn an_interrupted_swap_by_two_renames_is_completed() {
    let place = Place::new();
    place.emit(SITE);
    place.write("public/note.txt", "mine");
    place.write(".public.corkboard-staging/lock", "");
    fs::rename(place.output(), place.root().join(".public.corkboard-staging/old")).unwrap();
    let report = place.emit(SITE);
    assert_eq!((report.unchanged, report.strangers.as_slice()), (3, ["note.txt".to_owned()].as_slice()));
    assert_eq!(place.tree()["note.txt"], "mine");
}

#[test]
fn a_folder_with_the_staging_name_that_is_not_ours_is_left_alone() {
    let place = Place::new();
    place.write(".public.corkboard-staging/diary.txt", "mine");
    assert_eq!(code(place.try_emit(SITE)), "E138");
    assert_eq!(tree(&place.root().join(".public.corkboard-staging")), expected(&[("diary.txt", "mine")]));
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let place = Place::new();
    place.write(".public.corkboard-staging/lock", "");
    let lock = fs::File::open(place.root().join(".public.corkboard-staging/lock")).unwrap();
    lock.try_lock().unwrap();
    assert_eq!(code(place.try_emit(SITE)), "E133");
    drop(lock);
    place.emit(SITE);
    assert_eq!(place.siblings(), ["content", "public"]);
}

/// A small file system in memory, where this process may mount one.
struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    fn new(folder: &'a Path, size: &str) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let options = format!("size={size}");
        let status = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(folder)
            .stderr(std::process::Stdio::null())
            .status();
        status.is_ok_and(|status| status.success()).then_some(Self(folder))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
#[expect(clippy::disallowed_macros, reason = "says why it was skipped")]
fn a_full_disk_is_named_and_leaves_the_last_site() {
    let place = Place::new();
    let disk = place.root().join("disk");
    let Some(_mounted) = Mounted::new(&disk, "64k") else {
        eprintln!("skipped: no permission to mount a small file system");
        return;
    };
    let output = disk.join("public");
    emit(&Fixed::new(SITE), place.root(), &output, &Quiet).unwrap();
    let large = "x".repeat(200_000);
    let result = emit(&Fixed::new(&[("index.html", &large)]), place.root(), &output, &Quiet);
    assert!(matches!(result, Err(EmitError::Failed(_))));
    assert_eq!(code(result), "E134");
    assert_eq!(tree(&output), expected(SITE));
    assert_eq!(fs::read_dir(&disk).unwrap().count(), 1, "the staging folder is gone");
}

#[test]
#[expect(clippy::disallowed_macros, reason = "says why it was skipped")]
fn a_mount_point_is_filled_file_by_file_with_a_warning() {
    let place = Place::new();
    let output = place.output();
    let Some(_mounted) = Mounted::new(&output, "1m") else {
        eprintln!("skipped: no permission to mount a small file system");
        return;
    };
    assert_eq!(place.emit(SITE).warnings[0].code, "W050");
    place.write("public/note.txt", "mine");
    let inode = fs::metadata(output.join("index.html")).unwrap().ino();
    let next = [("cases/a", "now a file"), ("index.html", "home"), ("note/x", "new")];
    let report = place.emit(&next);
    assert_eq!((report.written, report.unchanged, report.removed), (2, 1, 2));
    assert_eq!(report.strangers, ["note.txt"]);
    let mut all = expected(&next);
    all.insert("note.txt".to_owned(), "mine".to_owned());
    assert_eq!(place.tree(), all);
    assert_eq!(fs::metadata(output.join("index.html")).unwrap().ino(), inode);
    assert!(place.emit(&next).warnings.is_empty(), "nothing was replaced");
}
