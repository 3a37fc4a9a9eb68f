use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use super::*;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn codes_of(sources: &Sources) -> Vec<(&str, &str)> {
    sources.diagnostics.iter().map(|diagnostic| (diagnostic.code, diagnostic.file.as_ref())).collect()
}

#[test]
fn texts_are_read_and_other_files_only_listed() {
    let folder = folder(&[
        ("site.toml", b"title = \"x\""),
        ("content/cases/a.md", "\u{feff}---\r\ntitle: ä\r\n---\r\n".as_bytes()),
        ("content/cases/a/photo.JPG", &[0xff, 0xd8]),
        ("content/_static/page.md", b"\xff"),
        ("content/_static/.nojekyll", b""),
        ("themes/mine/templates/case.html", b"<p>"),
        ("public/index.html", b"old output"),
        ("notes.md", b"raw material"),
    ]);
    let sources = read_folder(folder.path());
    assert_eq!(codes_of(&sources), []);
    let texts: Vec<&str> = sources.texts.keys().map(AsRef::as_ref).collect();
    assert_eq!(texts, ["content/cases/a.md", "site.toml", "themes/mine/templates/case.html"]);
    let files: Vec<&str> = sources.files.keys().map(AsRef::as_ref).collect();
    assert_eq!(files, ["content/_static/.nojekyll", "content/_static/page.md", "content/cases/a/photo.JPG"]);
    let case = &sources.texts["content/cases/a.md"];
    assert_eq!((case.bom, case.text.as_ref()), (true, "---\r\ntitle: ä\r\n---\r\n"));
}

#[test]
fn what_editors_and_systems_leave_behind_is_skipped() {
    let folder = folder(&[
        ("content/cases/a.md", b"x"),
        ("content/cases/a.md~", b"x"),
        ("content/cases/.a.md.swp", b"x"),
        ("content/cases/#a.md#", b"x"),
        ("content/.git/config", b"x"),
        ("content/.DS_Store", b"x"),
        ("content/_static/.env", b"x"),
        ("themes/mine/node_modules/x/y.js", b"x"),
    ]);
    let sources = read_folder(folder.path());
    assert_eq!(sources.texts.keys().map(AsRef::as_ref).collect::<Vec<&str>>(), ["content/cases/a.md"]);
    assert!(sources.files.is_empty());
}

#[test]
fn a_folder_without_an_archive_says_how_to_start_one() {
    let empty = folder(&[("notes.txt", b"x")]);
    let sources = read_folder(empty.path());
    assert_eq!(sources.diagnostics[0].code, codes::NO_ARCHIVE);
    assert!(sources.diagnostics[0].hints[0].contains("corkboard init"));
    let missing = read_folder(&empty.path().join("nowhere"));
    assert_eq!(missing.diagnostics[0].code, codes::NO_FOLDER);
    let file = read_folder(&empty.path().join("notes.txt"));
    assert!(file.diagnostics[0].message.ends_with("is a file, not a folder"));
}

#[test]
fn other_encodings_are_named_with_their_place() {
    let folder = folder(&[
        ("content/latin.md", b"one\ntwo caf\xe9 au lait\n"),
        ("content/cyrillic.md", b"\xcf\xf0\xe8\xe2\xe5\xf2 x"),
        ("content/utf16.md", b"h\0i\0"),
        ("content/zero.md", b"one \0word of many"),
    ]);
    let sources = read_folder(folder.path());
    let hints: Vec<(&str, &str)> =
        sources.diagnostics.iter().map(|d| (d.message.as_str(), d.hints[0].as_str())).collect();
    let latin = sources.texts.get("content/latin.md").map(|text| &*text.text);
    assert_eq!(latin, Some("one\ntwo caf\u{fffd} au lait\n"), "kept, so that its line can be shown");
    assert!(hints[0].1.contains("Windows-1251"), "{hints:?}");
    assert!(hints[1].0.contains("here is the byte 0xe9"), "{hints:?}");
    assert!(hints[1].1.contains("Windows-1252"), "{hints:?}");
    assert!(hints[2].1.contains("UTF-16"), "{hints:?}");
    assert!(hints[3].0.contains("holds a NUL character") && hints[3].1.contains("delete it"), "{hints:?}");
}

#[test]
fn a_text_over_the_limit_is_not_read() {
    let exact = vec![b'x'; usize::try_from(text::LIMIT).expect("fits")];
    let mut over = exact.clone();
    over.push(b'x');
    let folder = folder(&[("content/exact.md", &exact), ("content/over.md", &over)]);
    let sources = read_folder(folder.path());
    assert_eq!(codes_of(&sources), [(codes::TOO_LARGE, "content/over.md")]);
    assert!(sources.texts.contains_key("content/exact.md"));
}

#[test]
fn links_inside_are_followed_and_others_named() {
    let outside = folder(&[("secret.md", b"x")]);
    let folder = folder(&[("content/cases/a.md", b"x"), ("shared/b.md", b"y"), (".git/config", b"token")]);
    let cases = folder.path().join("content/cases");
    symlink("../../shared/b.md", cases.join("b.md")).expect("link");
    symlink("..", cases.join("loop")).expect("link");
    symlink("self.md", cases.join("self.md")).expect("link");
    symlink("nowhere.md", cases.join("dangling.md")).expect("link");
    symlink(outside.path().join("secret.md"), cases.join("secret.md")).expect("link");
    symlink(outside.path(), cases.join("secrets")).expect("link");
    symlink("../../.git/config", cases.join("config.md")).expect("link");
    let sources = read_folder(folder.path());
    assert_eq!(
        codes_of(&sources),
        [
            (codes::LINK_OUTSIDE, "content/cases/config.md"),
            (codes::UNREADABLE, "content/cases/dangling.md"),
            (codes::LINK_LOOP, "content/cases/loop"),
            (codes::LINK_OUTSIDE, "content/cases/secret.md"),
            (codes::LINK_OUTSIDE, "content/cases/secrets"),
            (codes::LINK_LOOP, "content/cases/self.md"),
        ]
    );
    assert_eq!(sources.texts["content/cases/b.md"].text.as_ref(), "y");
}

#[test]
fn a_folder_where_a_file_belongs_and_a_name_that_is_no_text() {
    let folder = folder(&[("site.toml/x", b"x"), ("content/cases/a.md", b"x")]);
    let name = std::ffi::OsStr::from_bytes(b"op\xe9ration.md");
    fs::write(folder.path().join("content").join(name), "x").expect("a file");
    let sources = read_folder(folder.path());
    assert_eq!(
        codes_of(&sources),
        [(codes::BAD_NAME, "content/op\u{fffd}ration.md"), (codes::UNREADABLE, "site.toml")]
    );
}

#[test]
fn a_folder_that_nobody_may_open_says_how_to_open_it() {
    let told = |kind: std::io::ErrorKind| walk::unreadable_folder(&"content/cases".into(), &kind.into());
    let refused = told(std::io::ErrorKind::PermissionDenied);
    assert_eq!(refused.code, codes::UNREADABLE);
    assert_eq!(refused.message, "the folder `content/cases` cannot be read: you have no permission");
    assert!(refused.hints[0].contains("chmod u+rx FOLDER"), "{refused:?}");
    assert!(told(std::io::ErrorKind::TimedOut).hints[0].starts_with("see whether the disk"));
}

#[test]
fn a_changed_file_has_another_stamp() {
    let folder = folder(&[("content/photo.jpg", b"one")]);
    let stamp = |sources: &Sources| sources.files["content/photo.jpg"].stamp;
    let before = stamp(&read_folder(folder.path()));
    assert_eq!(before, stamp(&read_folder(folder.path())));
    fs::write(folder.path().join("content/photo.jpg"), b"three").expect("a file");
    assert_ne!(before, stamp(&read_folder(folder.path())));
}
