//! What the commands that stay say on the terminal: all that matters, and nothing that scrolls it away.

use super::running::Running;
use super::{pair, until};
use crate::tiny::SOURCE;

#[test]
fn a_flood_of_mistakes_leaves_their_number_and_the_address_in_sight() {
    let archive = (0..40).fold(pair(), |archive, n| archive.case(&format!("n{n:02}"), "", "Words."));
    let serve = Running::of(&archive, &["serve", "--port", "0"]);
    until("an address", || serve.said("out").contains("http://"));
    let of_many = |front: &str| {
        for n in 0..40 {
            let text = format!("---\ntitle: Case {n}\nremoved: 2021-01-01\n{SOURCE}{front}---\nWords.\n");
            serve.write(&format!("content/cases/n{n:02}.md"), &text);
        }
    };
    of_many("colour: blue\n");
    until("all are counted", || serve.said("err").contains("40 errors in 40 files"));
    until("the address is told again", || {
        let said = serve.said("err");
        let end = said.split("40 errors in 40 files\n").nth(1).unwrap_or_default();
        let at = end.strip_prefix("The site is at ").and_then(|end| end.strip_suffix('\n'));
        at.is_some_and(|url| serve.said("out").contains(url))
    });
    let said = serve.said("err");
    let of_all = said.rsplit(" ms\n").next().expect("what was told last");
    assert!(of_all.lines().count() < 40, "{of_all}");
    // What an edit brings is drawn last, however many stood before.
    serve.write("content/cases/n39.md", &format!("---\ntitle: Last\ncolour: blue\nsize: big\n{SOURCE}---\n"));
    until("the new one", || serve.said("err").contains("41 errors in 40 files\nThe site is at "));
    let said = serve.said("err");
    let of_edit = said.rsplit("content/cases/n39.md in ").next().expect("what was told last");
    let (before, new) = of_edit.split_once("\n\n").expect("what stood before, and what is new");
    assert!(before.contains("And 36 mistakes in 36 files that stood before"), "{before}");
    assert!(
        new.starts_with("error[E050]: there is no field `size`\n --> content/cases/n39.md:4:1\n"),
        "{new}"
    );
    assert!(of_edit.lines().count() <= 20, "{of_edit}");
    // Edits that only move a mistake, or bring none, say no more than that they are seen.
    serve.write("content/cases/n38.md", &format!("---\ntitle: Next\n\ncolour: blue\n{SOURCE}---\n"));
    until("the edit", || serve.said("err").contains("content/cases/n38.md in "));
    serve.write("content/about.md", "---\ntitle: About\n---\nWords.\n");
    until("the edit", || serve.said("err").contains("content/about.md in "));
    let said = serve.said("err");
    assert_eq!(said.rsplit("The site is at ").next().map(|end| end.lines().count()), Some(3), "{said}");
}

#[test]
fn a_file_name_cannot_steer_the_terminal() {
    let serve = Running::of(&pair(), &["serve", "--port", "0"]);
    until("an address", || serve.said("out").contains("http://"));
    let name = "content/cases/\u{1b}]0;mine\u{7}\n\u{202e}x.md";
    let shown = r"content/cases/\u{1b}]0;mine\u{7}\n\u{202e}x.md";
    serve.write(name, &format!("---\ntitle: Odd\ncolour: blue\n{SOURCE}---\n"));
    serve.says(&format!("{shown} in "), 1);
    serve.says(&format!(" --> {shown}:3:1\n"), 1);
    serve.write("content/about.md", "---\ntitle: About\nsize: big\n---\n");
    serve.says(&format!("\n{shown}:3:1: error[E050]: "), 1);
    assert!(!serve.said("err").contains(['\u{1b}', '\u{7}', '\u{202e}']));
}
