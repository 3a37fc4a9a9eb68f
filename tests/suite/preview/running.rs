//! The program itself, and what it says in the terminal.

use std::fs::{self, File};
use std::process::{Child, Command, Stdio};

use super::{pair, until, write};
use crate::tiny::Tiny;

/// A command that runs in a folder, and what it says.
pub struct Running {
    pub folder: tempfile::TempDir,
    pub child: Child,
}

impl Running {
    pub fn of(archive: &Tiny, args: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in archive.texts() {
            write(&folder.path().join(path), text.as_bytes());
        }
        let file = |name: &str| File::create(folder.path().join(name)).expect("a file");
        let child = Command::new(env!("CARGO_BIN_EXE_corkboard"))
            .args(args)
            .current_dir(folder.path())
            .stdout(Stdio::from(file("out")))
            .stderr(Stdio::from(file("err")))
            .spawn()
            .expect("a program");
        Self { folder, child }
    }

    pub fn said(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).expect("a file")
    }

    pub fn write(&self, path: &str, text: &str) {
        write(&self.folder.path().join(path), text.as_bytes());
    }

    /// Waits until something was said so often.
    #[track_caller]
    pub fn says(&self, words: &str, times: usize) {
        until(words, || self.said("err").matches(words).count() == times);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a preview of two cases with some options until it has said where it is; what it said, in both ways.
fn told(options: &[&str]) -> String {
    let serve = Running::of(&pair(), &[&["serve", "--port", "0"], options].concat());
    until("an address", || serve.said("out").contains("http://"));
    until("a line's end", || serve.said("out").ends_with('\n'));
    serve.said("out") + &serve.said("err")
}

#[test]
fn only_who_can_be_reached_from_elsewhere_is_warned() {
    for host in ["localhost", "127.0.0.1"] {
        let told = told(&["--host", host]);
        assert!(!told.contains("everybody") && !told.contains("other machines"), "{told}");
    }
    let serve = Running::of(&pair(), &["serve", "--port", "0", "--host", "0.0.0.0"]);
    until("where others find it", || serve.said("out").contains("From other machines: http://"));
    assert!(serve.said("err").contains("everybody who can reach this machine"));
    let out = serve.said("out");
    let port = out.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).expect("a port");
    let afar = out.split("From other machines: ").nth(1).expect("the line");
    until("its end", || serve.said("out").ends_with(&format!(":{port}/\n")));
    assert!(!afar.contains("127.0.0.1") && !afar.contains("0.0.0.0"), "{out}");
}

#[test]
fn an_option_that_cannot_be_has_no_line_and_column() {
    let serve = Running::of(&pair(), &["serve", "--host", "no such name"]);
    until("the mistake", || serve.said("err").contains("E141"));
    let said = serve.said("err");
    assert!(said.contains("--> --host\n"), "{said}");
}

#[test]
fn the_terminal_names_the_address_that_a_new_base_path_makes() {
    let toml = |path: &str| format!("title = \"Pair\"\nurl = \"https://example.org{path}\"\n");
    let serve = Running::of(&pair().file("site.toml", &toml("/register")), &["serve", "--port", "0"]);
    until("an address", || serve.said("out").contains("/register/ "));
    let out = serve.said("out");
    let origin =
        out.split(" at ").nth(1).and_then(|rest| rest.split("/register/").next()).expect("an address");
    serve.write("site.toml", &toml("/other/deep"));
    serve.says(&format!("The site is now at {origin}/other/deep/\n"), 1);
    serve.write("content/cases/two.md", "---\ntitle: [\n---\n");
    serve.says(&format!("The site is at {origin}/other/deep/\n"), 1);
    assert_eq!(serve.said("err").matches("/register/").count(), 0);
}

#[test]
fn a_build_that_waits_for_its_folder_speaks_of_no_preview() {
    let build = Running::of(&pair(), &["build", "--watch"]);
    until("the first build", || build.said("out").contains("Built 2 cases"));
    fs::remove_file(build.folder.path().join("site.toml")).expect("removed");
    fs::remove_dir_all(build.folder.path().join("content")).expect("removed");
    until("it is told", || build.said("err").contains("goes on by itself"));
    let said = build.said("err");
    let (_, told) = said.split_once("E142").expect("the mistake");
    let place = told.lines().find(|line| line.starts_with("--> ")).expect("a place");
    assert!(place.len() > "--> ".len() && !place.ends_with(":1:1"), "a folder has no lines: {said}");
    assert!(!said.contains("preview") && said.contains("the last site stays as it is"), "{said}");
}
