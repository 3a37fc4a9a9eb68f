//! Rules of the house that a machine can keep: which room may see which, and how long a file may be.
#![expect(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up. A room may import those before it, itself, and those on its own line. `view` is
/// `site::view`, the plain types that templates see, which the theme's filters know too.
const FLOORS: &[&[&str]] = &[
    &["diagnostic"],
    &["archive_path", "slug"],
    &["source"],
    &["config", "content"],
    &["archive"],
    &["view"],
    &["theme"],
    &["search"],
    // A feed is a page in another format: it lists what the site's routes lead to, and is one of them.
    &["export", "site"],
    &["compile"],
    &["read"],
    &["emit"],
    &["preview"],
    &["publish"],
    &["cli"],
];

/// Rooms that may touch files, the clock, the environment and the network.
const RIM: &[&str] = &["read", "emit", "preview", "publish", "cli"];

const LONGEST_FILE: usize = 400;

/// Every Rust file under `src` but the two roots, with its room.
fn files() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&src).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(&src).unwrap().to_owned();
        let is_root = matches!(path.to_str(), Some("lib.rs" | "main.rs"));
        if !is_root && path.extension().is_some_and(|extension| extension == "rs") {
            let room = match path.starts_with("site/view") {
                true => "view".to_owned(),
                false => path.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned(),
            };
            let text = fs::read_to_string(entry.path()).unwrap();
            files.push((room, path, text));
        }
    }
    files
}

/// Tests of a room that live beside it: they may read files, and their fixtures are as long as they are.
fn is_test(path: &Path) -> bool {
    path.ends_with("tests.rs") || path.iter().any(|part| part == "tests")
}

fn floor(room: &str) -> usize {
    FLOORS.iter().position(|rooms| rooms.contains(&room)).unwrap_or_else(|| {
        panic!("the room `{room}` has no floor: add it to FLOORS in tests/architecture.rs")
    })
}

/// The rooms that a text names: `crate::room…` and `crate::{room…, room…}`, comments apart.
fn imports(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut rooms = BTreeSet::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        if rest.starts_with("site::view") {
            rooms.insert("view".to_owned());
            continue;
        }
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(group_members(group)),
            None => rooms.extend(first_word(rest)),
        }
    }
    rooms
}

/// The first words of a braced list: `a::b, c::{d, e}}` gives `a` and `c`.
fn group_members(group: &str) -> Vec<String> {
    let mut depth = 1;
    let mut members = vec![String::new()];
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => members.push(String::new()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if let Some(member) = members.last_mut() {
            member.push(letter);
        }
    }
    members.iter().filter_map(|member| first_word(member.trim_start_matches([',', ' ', '\n']))).collect()
}

fn first_word(text: &str) -> Option<String> {
    let word: String =
        text.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
    (!word.is_empty() && word.chars().all(|letter| !letter.is_ascii_uppercase())).then_some(word)
}

#[test]
fn rooms_import_only_rooms_below_them() {
    let mut wrong = Vec::new();
    for (room, path, text) in files() {
        for import in imports(&text) {
            if import != room && floor(&import) > floor(&room) {
                wrong.push(format!("{} imports `{import}`, a room above", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_rim_may_touch_the_world() {
    let mut wrong = Vec::new();
    for (room, path, text) in files() {
        let excused =
            text.contains("(clippy::disallowed_methods") || text.contains("(clippy::disallowed_macros");
        if excused && !is_test(&path) && !RIM.contains(&room.as_str()) {
            wrong.push(path.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "rooms that excuse themselves from clippy.toml: {wrong:?}");
}

#[test]
fn every_code_that_is_given_can_be_explained() {
    let mut unknown = BTreeSet::new();
    for (_, path, text) in files() {
        for (at, _) in text.match_indices('"') {
            let code = text.get(at + 1..at + 5).unwrap_or_default();
            let is_code = code.starts_with(['E', 'W', 'N'])
                && code.bytes().skip(1).all(|byte| byte.is_ascii_digit())
                && text.get(at + 5..at + 6) == Some("\"");
            // E9…: codes that tests make up.
            if is_code && !code.starts_with("E9") && corkboard::cli::registry::find(code).is_none() {
                unknown.insert(format!("{code} in {}", path.display()));
            }
        }
    }
    assert!(unknown.is_empty(), "codes that `corkboard explain` does not know: {unknown:?}");
}

#[test]
fn files_are_short_enough_to_read() {
    let lines = |text: &str| text.lines().count();
    let long: Vec<String> = files()
        .iter()
        .filter(|(_, path, text)| lines(text) > LONGEST_FILE && !is_test(path))
        .map(|(_, path, text)| format!("{}: {} lines", path.display(), lines(text)))
        .collect();
    assert!(long.is_empty(), "files over {LONGEST_FILE} lines: {long:?}");
}

#[test]
fn imports_are_found_however_they_are_written() {
    let text = "use crate::slug::slugify;\n// use crate::cli::x;\nuse crate::{\n    emit::{a, b},\n    site,\n};\nlet x = crate::read::y(crate::site::view::Z);";
    let found: Vec<String> = imports(text).into_iter().collect();
    assert_eq!(found, ["emit", "read", "site", "slug", "view"]);
}
