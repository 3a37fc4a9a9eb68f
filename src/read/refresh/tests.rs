//! After every change, a folder that was refreshed holds what a fresh look finds.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::super::read_folder;
use super::{Folder, differences};

struct Watched {
    _temporary: tempfile::TempDir,
    root: PathBuf,
    folder: Folder,
}

impl Watched {
    fn new(files: &[&str]) -> Self {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let root = temporary.path().canonicalize().expect("a folder");
        for path in files {
            write(&root, path, path);
        }
        let folder = Folder::open(root.clone());
        Self { _temporary: temporary, root, folder }
    }

    /// Tells of a change, and whether anything is another; compares with a fresh look.
    fn refresh(&mut self, paths: &[&str]) -> bool {
        let full: Vec<PathBuf> = paths.iter().map(|path| self.root.join(path)).collect();
        let any = !self.folder.refresh(&full).is_empty();
        let fresh = read_folder(&self.root);
        assert!(differences(&self.folder.sources, &fresh).is_empty(), "a fresh look finds the same");
        any
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.folder.sources.texts.get(path).map(|text| text.text.as_ref())
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let full = root.join(path);
    fs::create_dir_all(full.parent().expect("a parent")).expect("folders");
    fs::write(full, text).expect("a file");
}

#[test]
fn an_edit_reads_its_file_alone() {
    let mut watched = Watched::new(&["site.toml", "content/cases/a.md", "content/cases/b.md"]);
    write(&watched.root, "content/cases/a.md", "new");
    // Nobody tells of this one, so it is not read.
    write(&watched.root, "content/cases/b.md", "untold");
    let changed = watched.folder.refresh(&[watched.root.join("content/cases/a.md")]);
    assert_eq!((changed.len(), &*changed[0].path), (1, "content/cases/a.md"));
    assert_eq!(changed[0].before.as_ref().map(|text| &*text.text), Some("content/cases/a.md"));
    assert_eq!(
        (watched.text("content/cases/a.md"), watched.text("content/cases/b.md")),
        (Some("new"), Some("content/cases/b.md"))
    );
    assert!(watched.refresh(&["content/cases/b.md"]));
    assert!(!watched.refresh(&["content/cases/a.md", "content/cases/b.md"]), "nothing changed");
}

#[test]
fn folders_come_and_go_with_all_that_is_in_them() {
    let mut watched = Watched::new(&["site.toml", "content/cases/a.md", "content/cases/a.md.txt"]);
    write(&watched.root, "content/cases/2021/deep/b.md", "b");
    write(&watched.root, "content/cases/2021/photo.jpg", "photo");
    assert!(watched.refresh(&["content/cases/2021"]));
    assert_eq!(watched.text("content/cases/2021/deep/b.md"), Some("b"));
    fs::rename(watched.root.join("content/cases/2021"), watched.root.join("content/cases/2022"))
        .expect("renamed");
    assert!(watched.refresh(&["content/cases/2021", "content/cases/2022"]));
    assert_eq!(watched.text("content/cases/2022/deep/b.md"), Some("b"));
    fs::remove_file(watched.root.join("content/cases/a.md")).expect("removed");
    assert!(watched.refresh(&["content/cases/a.md"]));
    assert!(watched.folder.sources.files.contains_key("content/cases/a.md.txt"), "only a name like it");
    fs::remove_dir_all(watched.root.join("content")).expect("removed");
    assert!(watched.refresh(&["content"]));
}

#[test]
fn what_is_skipped_or_elsewhere_is_nothing_new() {
    let mut watched = Watched::new(&["site.toml", "content/cases/a.md"]);
    let others = [
        "content/.git/x.md",
        "content/cases/.a.md.swp",
        "content/node_modules/deep/x.md",
        "notes.md",
        "public/a.html",
    ];
    for other in others {
        write(&watched.root, other, "x");
    }
    assert!(!watched.refresh(&others));
}

#[test]
fn a_link_makes_every_look_a_whole_one() {
    let mut watched = Watched::new(&["site.toml", "content/cases/a.md", "shared/b.md"]);
    symlink("../../shared", watched.root.join("content/cases/linked")).expect("link");
    assert!(watched.refresh(&["content/cases/linked"]));
    write(&watched.root, "shared/b.md", "changed where the link leads");
    assert!(watched.refresh(&["content/cases/linked/b.md"]));
    fs::remove_file(watched.root.join("content/cases/linked")).expect("removed");
    assert!(watched.refresh(&["content/cases/linked"]));
}

#[test]
fn mistakes_of_reading_come_and_go() {
    let mut watched = Watched::new(&["site.toml", "content/cases/a.md", "content/cases/b.md"]);
    fs::write(watched.root.join("content/cases/b.md"), b"caf\xe9").expect("written");
    assert!(watched.refresh(&["content/cases/b.md"]));
    assert_eq!(watched.folder.sources.diagnostics.len(), 1);
    write(&watched.root, "content/cases/a.md", "another file");
    assert!(watched.refresh(&["content/cases/a.md"]));
    write(&watched.root, "content/cases/b.md", "café");
    assert!(watched.refresh(&["content/cases/b.md"]));
    assert_eq!(watched.folder.sources.diagnostics, []);
}

#[test]
fn an_archive_that_goes_away_comes_back() {
    let mut watched = Watched::new(&["site.toml", "content/cases/a.md"]);
    let away = watched.root.with_extension("away");
    fs::rename(&watched.root, &away).expect("renamed");
    watched.folder.reread();
    assert!(watched.folder.sources.texts.is_empty());
    fs::rename(&away, &watched.root).expect("renamed");
    assert!(watched.refresh(&["content/cases/a.md"]));
    assert_eq!(watched.text("site.toml"), Some("site.toml"));
}

/// Whoever looks at all files again and again tells of those that a link leads to.
#[test]
fn what_a_link_leads_to_outside_is_not_read_by_its_path_either() {
    let outside = tempfile::tempdir().expect("a temporary folder");
    fs::write(outside.path().join("secret.md"), "secret").expect("written");
    let mut watched = Watched::new(&["site.toml", "content/cases/a.md"]);
    symlink(outside.path(), watched.root.join("content/cases/ext")).expect("a link");
    assert!(watched.refresh(&["content/cases/ext/secret.md"]), "the link is told of");
    assert_eq!(watched.text("content/cases/ext/secret.md"), None);
    assert!(watched.folder.sources.diagnostics.iter().any(|one| one.code == "E127"));
}
