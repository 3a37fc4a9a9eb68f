//! Every way in which files change.

use std::fs;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::browser::Tab;
use super::{Previewed, pair, until, write};
use crate::tiny::{SOURCE, Tiny, tiny};

fn case(title: &str, words: &str) -> String {
    format!("---\ntitle: {title}\nremoved: 2021-05\n{SOURCE}---\n{words}\n")
}

#[test]
fn files_that_are_edited_replaced_renamed_and_deleted() {
    let previewed = Previewed::of(&pair());
    let cases = previewed.root.join("content/cases");
    previewed.write("content/cases/one.md", &case("One", "Written over."));
    previewed.shows("/cases/one/", "Written over.");
    // As vim does it: a backup, and a new file under the old name.
    fs::rename(cases.join("one.md"), cases.join("one.md~")).expect("renamed");
    write(&cases.join("one.md"), case("One", "By vim.").as_bytes());
    fs::remove_file(cases.join("one.md~")).expect("removed");
    previewed.shows("/cases/one/", "By vim.");
    // As VS Code and others do: written beside, and moved over.
    write(&cases.join("one.md.tmp123"), case("One", "Moved over.").as_bytes());
    fs::rename(cases.join("one.md.tmp123"), cases.join("one.md")).expect("renamed");
    previewed.shows("/cases/one/", "Moved over.");
    fs::rename(cases.join("one.md"), cases.join("uno.md")).expect("renamed");
    previewed.shows("/cases/uno/", "Moved over.");
    previewed.answers("/cases/one/", 404);
    fs::remove_file(cases.join("uno.md")).expect("removed");
    previewed.answers("/cases/uno/", 404);
}

#[test]
fn folders_that_come_with_files_in_them_and_go() {
    let previewed = Previewed::of(&pair());
    let deep = previewed.root.join("content/cases/2021/may");
    fs::create_dir_all(&deep).expect("folders");
    write(&deep.join("deep.md"), case("Deep", "Words in the deep.").as_bytes());
    previewed.shows("/cases/deep/", "Words in the deep.");
    write(&deep.join("deep.md"), case("Deep", "Edited in the deep.").as_bytes());
    previewed.shows("/cases/deep/", "Edited in the deep.");
    // A whole folder is moved in from elsewhere, and edited there.
    let aside = previewed.root.join("aside");
    write(&aside.join("inner/moved.md"), case("Moved", "Moved in.").as_bytes());
    fs::rename(&aside, previewed.root.join("content/cases/2022")).expect("renamed");
    previewed.shows("/cases/moved/", "Moved in.");
    previewed.write("content/cases/2022/inner/moved.md", &case("Moved", "Edited there."));
    previewed.shows("/cases/moved/", "Edited there.");
    fs::rename(previewed.root.join("content/cases/2022"), &aside).expect("renamed");
    previewed.answers("/cases/moved/", 404);
    fs::remove_dir_all(previewed.root.join("content/cases/2021")).expect("removed");
    previewed.answers("/cases/deep/", 404);
}

#[test]
fn all_that_is_not_a_case() {
    let previewed = Previewed::of(&pair());
    previewed.write("content/about.md", "---\ntitle: About\n---\nWho we are.\n");
    previewed.shows("/about/", "Who we are.");
    previewed.write("site.toml", "title = \"Renamed\"\ntheme = \"own\"\n");
    until("an unknown theme is named", || previewed.problems()["errors"] == 1);
    // The folder of themes is new.
    previewed.write("themes/own/templates/page.html", "<html><body>Own {{ page.title }}</body></html>");
    previewed.shows("/about/", "Own About");
    previewed.write("themes/own/templates/page.html", "<html><body>Edited {{ page.title }}</body></html>");
    previewed.shows("/about/", "Edited About");
    previewed.shows("/", "Renamed");
    previewed.write("content/_static/CNAME", "example.org");
    previewed.shows("/CNAME", "example.org");
    // A picture that a case shows.
    write(&previewed.root.join("content/cases/one/photo.png"), b"first");
    previewed.write(
        "content/cases/one/index.md",
        &case("With a picture", "![A photo](photo.png)").replacen("title:", "id: seen\ntitle:", 1),
    );
    previewed.shows("/cases/seen/photo.png", "first");
    let mut tab = Tab::open(previewed.preview.address(), "/cases/seen/");
    tab.expect("hello");
    tab.expect("problems");
    write(&previewed.root.join("content/cases/one/photo.png"), b"second");
    tab.expect("page");
    assert_eq!(previewed.get("/cases/seen/photo.png").text(), "second");
}

#[test]
fn a_switch_of_many_files_is_compiled_a_few_times() {
    let pages = |word: &str| {
        let page = |n| (format!("content/p{n}.md"), format!("---\ntitle: Page {n}\n---\n{word} {n}.\n"));
        (0..2_000).map(page).collect::<Vec<_>>()
    };
    let archive = pages("Old").iter().fold(tiny(), |archive: Tiny, (path, text)| archive.file(path, text));
    let previewed = Previewed::of(&archive.file("site.toml", "title = \"Many\"\n"));
    for (path, text) in pages("New") {
        previewed.write(&path, &text);
    }
    fs::remove_file(previewed.root.join("content/p7.md")).expect("removed");
    previewed.shows("/p1999/", "New 1999.");
    previewed.answers("/p7/", 404);
    assert!(previewed.said().len() < 20, "{} compilations", previewed.said().len());
}

#[test]
fn reading_is_no_change() {
    let previewed = Previewed::of(&pair());
    for path in ["site.toml", "content/cases/one.md", "content/cases/two.md"] {
        fs::read(previewed.root.join(path)).expect("read");
    }
    fs::read_dir(previewed.root.join("content/cases")).expect("a folder").count();
    previewed.write("content/cases/one.md", &case("One", "A change."));
    previewed.shows("/cases/one/", "A change.");
    // The start, and the one change.
    until("it is said", || previewed.said().len() == 2);
    assert_eq!(previewed.preview.snapshot().number, 1);
}

#[test]
fn polling_sees_what_the_system_does_not_tell() {
    let previewed = Previewed::with(pair().texts(), |settings| settings.following.poll = true);
    for n in 0..3 {
        // Within one second, of one length.
        previewed.write("content/cases/one.md", &case("One", &format!("Words {n}.")));
        previewed.shows("/cases/one/", &format!("Words {n}."));
    }
    previewed.write("content/cases/new/index.md", &case("New", "New words."));
    previewed.shows("/cases/new/", "New words.");
    fs::remove_file(previewed.root.join("content/cases/two.md")).expect("removed");
    previewed.answers("/cases/two/", 404);
}

#[test]
fn the_first_half_of_a_save_is_not_shown_also_where_it_is_without_mistakes() {
    const THEME: &str = "themes/own/assets/own.css";
    let site = |n: usize| {
        format!(
            "title = \"Pair\"\ntheme = \"own\"\n# {n}\n[[menu]]\nlabel = \"Entry {n}\"\nurl = \"/about/\"\n"
        )
    };
    let css =
        |n: usize| format!("a {{\n  top: {n}px;\n}}\nb {{\n  top: {n}px;\n}}\nu {{\n  left: {n}px;\n}}\n");
    let techniques =
        |n: usize| format!("id,name\ndisarm:T0018,Another {n}\ndisarm:T0017,One\ndisarm:T0014,Named {n}\n");
    let archive = pair()
        .file("site.toml", &site(0))
        .file(THEME, &css(0))
        .file("content/techniques.csv", &techniques(0))
        .file("content/about.md", "---\ntitle: About\n---\nWords.\n")
        .case("three", "removed: 2021-05\ntechniques: [disarm:T0014]\n", "Words.");
    let previewed = Previewed::of(&archive);
    let mut n = 0;
    let mut save = |path: &str, text: &dyn Fn(usize) -> String, half: &str, page: &str, words: &str| {
        let once = || {
            n += 1;
            let (whole, half) = (text(n), half.replace('@', &n.to_string()));
            let (first, second) = whole.split_at(whole.find(&half).expect("a half") + half.len());
            let before = previewed.preview.snapshot().number;
            let start = Instant::now();
            let mut file = fs::File::create(previewed.root.join(path)).expect("emptied");
            std::io::Write::write_all(&mut file, first.as_bytes()).expect("one half");
            sleep(Duration::from_millis(20));
            std::io::Write::write_all(&mut file, second.as_bytes()).expect("the other");
            drop(file);
            let took = start.elapsed();
            previewed.shows(page, &words.replace('@', &n.to_string()));
            (took, previewed.preview.snapshot().number - before)
        };
        // On a busy machine the save itself may take too long: once more.
        let mut tries = std::iter::repeat_with(once).take(500);
        let in_time = tries.find(|(took, _)| *took < Duration::from_millis(50));
        assert_eq!(in_time.expect("a save that is quick enough").1, 1, "{path}");
    };
    save("site.toml", &site, "# @\n", "/", "Entry @");
    save(THEME, &css, "top: @px;\n}\n", "/assets/own.css", "left: @px");
    save("content/techniques.csv", &techniques, "Another @\n", "/cases/three/", "Named @");
    // Another that is longer is copied over it: its first half is as long as what was there.
    let longer = |n: usize| {
        let rules = css(n);
        let first = rules.repeat(20 * n);
        format!("{first}i {{\n  right: {n}px;\n}}\n{rules}s {{\n  bottom: {n}px;\n}}\n")
    };
    save(THEME, &longer, "right: @px;\n}\n", "/assets/own.css", "bottom: @px");
}

#[test]
fn what_a_link_leads_to_is_watched_wherever_it_is() {
    for poll in [false, true] {
        let previewed = Previewed::with(pair().texts(), |settings| settings.following.poll = poll);
        let root = &previewed.root;
        let (link, shared) = (root.join("content/cases/three.md"), root.join("shared/deep"));
        write(&shared.join("three.md"), case("Three", "Shared words.").as_bytes());
        std::os::unix::fs::symlink("../../shared/deep/three.md", &link).expect("a link");
        previewed.shows("/cases/three/", "Shared words.");
        write(&shared.join("three.md"), case("Three", "Edited there.").as_bytes());
        previewed.shows("/cases/three/", "Edited there.");
        // As editors do it: another file under the old name.
        write(&shared.join("three.tmp"), case("Three", "Moved over.").as_bytes());
        fs::rename(shared.join("three.tmp"), shared.join("three.md")).expect("renamed");
        previewed.shows("/cases/three/", "Moved over.");
        // Gone with its folder, and back.
        fs::rename(root.join("shared"), root.join("aside")).expect("renamed");
        until("it is told", || previewed.problems().to_string().contains("E123"));
        previewed.shows("/cases/three/", "Moved over.");
        fs::rename(root.join("aside"), root.join("shared")).expect("renamed");
        until("it is back", || previewed.problems()["errors"] == 0);
        write(&shared.join("three.md"), case("Three", "Watched again.").as_bytes());
        previewed.shows("/cases/three/", "Watched again.");
        // Another link to another folder.
        write(&root.join("other/three.md"), case("Three", "Elsewhere.").as_bytes());
        fs::remove_file(&link).expect("removed");
        std::os::unix::fs::symlink("../../other/three.md", &link).expect("a link");
        previewed.shows("/cases/three/", "Elsewhere.");
        write(&root.join("other/three.md"), case("Three", "Edited elsewhere.").as_bytes());
        previewed.shows("/cases/three/", "Edited elsewhere.");
        // A link that leads to it over another link, which is then led elsewhere.
        let lead = |to: &str| {
            let _ = fs::remove_file(root.join("between/three.md"));
            fs::create_dir_all(root.join("between")).expect("a folder");
            std::os::unix::fs::symlink(to, root.join("between/three.md")).expect("a link");
        };
        lead("../other/three.md");
        fs::remove_file(&link).expect("removed");
        std::os::unix::fs::symlink("../../between/three.md", &link).expect("a link");
        write(&root.join("other/three.md"), case("Three", "Over two links.").as_bytes());
        previewed.shows("/cases/three/", "Over two links.");
        // Whatever else was to be read again has been: only the link between tells of the next change.
        sleep(Duration::from_millis(800));
        lead("../shared/deep/three.md");
        previewed.shows("/cases/three/", "Watched again.");
        write(&root.join("shared/deep/three.md"), case("Three", "At its end.").as_bytes());
        previewed.shows("/cases/three/", "At its end.");
    }
    // One that was there from the start.
    let first = Previewed::of(&pair());
    fs::create_dir(first.root.join("shared")).expect("a folder");
    let (link, target) = (first.root.join("content/cases/one.md"), first.root.join("shared/one.md"));
    fs::rename(&link, &target).expect("renamed");
    std::os::unix::fs::symlink("../../shared/one.md", &link).expect("a link");
    let second = Previewed::with(pair().texts(), |settings| settings.folder.clone_from(&first.root));
    write(&target, case("One", "From the start.").as_bytes());
    second.shows("/cases/one/", "From the start.");
}

#[test]
fn a_file_in_the_middle_of_a_save_is_no_mistake_yet() {
    let previewed = Previewed::of(&pair());
    let path = previewed.root.join("content/cases/one.md");
    let mut tried = 0;
    loop {
        let before = previewed.said().len();
        let whole = case("One", &format!("Save {tried}."));
        let start = Instant::now();
        fs::write(&path, "").expect("emptied");
        sleep(Duration::from_millis(2));
        fs::write(&path, &whole[..20]).expect("cut off");
        sleep(Duration::from_millis(2));
        fs::write(&path, &whole).expect("whole");
        let took = start.elapsed();
        previewed.shows("/cases/one/", &format!("Save {tried}."));
        let told: Vec<_> = previewed.said()[before..].iter().flat_map(|said| said.codes.clone()).collect();
        // On a busy machine the save itself took too long: once more.
        if took < Duration::from_millis(30) {
            assert!(!told.iter().any(|code| code.starts_with('E')), "{told:?}");
            break;
        }
        tried += 1;
        assert!(tried < 500, "no save was quick enough");
    }
    // One that stays empty is one.
    fs::write(&path, "").expect("emptied");
    until("the mistake is told", || previewed.problems()["errors"].as_u64() > Some(0));
    assert!(previewed.get("/cases/one/").text().contains("Save "), "the last good text");
}

#[test]
fn what_cannot_be_read_stands_as_it_was() {
    let previewed = Previewed::of(&pair());
    let path = previewed.root.join("content/cases/one.md");
    let stands = |code: &str| {
        until(code, || previewed.problems().to_string().contains(code));
        assert!(previewed.get("/cases/one/").text().contains("Words of one"), "{code}");
        assert_eq!(previewed.problems()["stale"], serde_json::json!(["cases/one/"]), "{code}");
        assert_eq!(previewed.get("/cases/two/").status, 200);
    };
    fs::write(&path, b"---\ntitle: caf\xe9\n---\n").expect("written");
    stands("E124");
    // Twenty megabytes, by mistake, into a file that was empty: nothing more is said of what it was.
    fs::write(&path, "").expect("emptied");
    stands("E001");
    fs::write(&path, "x".repeat(20_000_000)).expect("written");
    stands("E125");
    until("one mistake is told", || previewed.problems()["errors"] == 1);
    // Unreadable also for root: a link that leads nowhere. In one step, or the file would be gone for a moment, which
    // on a busy machine counts as deleted.
    let link = previewed.root.join("link");
    std::os::unix::fs::symlink("nowhere.md", &link).expect("a link");
    fs::rename(&link, &path).expect("renamed");
    stands("E123");
    fs::remove_file(&path).expect("removed");
    fs::write(&path, case("One", "Mended.")).expect("written");
    previewed.shows("/cases/one/", "Mended.");
    until("no mistake is left", || previewed.problems()["errors"] == 0);
}

#[test]
fn a_folder_that_goes_away_and_comes_back() {
    let previewed = Previewed::of(&pair());
    let away = previewed.root.with_extension("away");
    fs::rename(&previewed.root, &away).expect("renamed");
    until("it is said", || previewed.problems().to_string().contains("E142"));
    previewed.shows("/cases/one/", "Words of one");
    fs::rename(&away, &previewed.root).expect("renamed");
    until("it is back", || previewed.problems()["errors"] == 0);
    previewed.write("content/cases/one.md", &case("One", "Back."));
    previewed.shows("/cases/one/", "Back.");
    fs::remove_dir_all(&previewed.root).expect("removed");
    until("it is said", || previewed.problems().to_string().contains("E142"));
    previewed.shows("/cases/one/", "Back.");
    previewed.write("site.toml", "title = \"Another\"\n");
    previewed.write("content/cases/new.md", &case("New", "Made anew."));
    previewed.shows("/cases/new/", "Made anew.");
    previewed.write("content/cases/new.md", &case("New", "And watched."));
    previewed.shows("/cases/new/", "And watched.");
}

#[test]
fn two_previews_of_one_folder() {
    let first = Previewed::of(&pair());
    let port = first.preview.address().port();
    let second = Previewed::with(pair().texts(), |settings| {
        settings.folder.clone_from(&first.root);
        settings.port = port;
    });
    assert_ne!(second.preview.address().port(), port, "the next free one");
    first.write("content/cases/one.md", &case("One", "Seen by both."));
    first.shows("/cases/one/", "Seen by both.");
    second.shows("/cases/one/", "Seen by both.");
}

#[test]
fn the_command_says_where_and_ends_when_it_is_asked_to() {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in pair().texts() {
        write(&folder.path().join(path), text.as_bytes());
    }
    for signal in ["INT", "TERM"] {
        let out = folder.path().join("out");
        let mut child = Command::new(env!("CARGO_BIN_EXE_corkboard"))
            .args(["serve", "--port", "0"])
            .current_dir(folder.path())
            .stdout(fs::File::create(&out).expect("a file"))
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("a program");
        let said = || fs::read_to_string(&out).expect("a file");
        until("an address", || said().contains("2 cases at http://127.0.0.1:"));
        Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().expect("a signal");
        assert_eq!(child.wait().expect("an end").code(), Some(0), "{signal}");
    }
}

/// What a build refuses, the preview tells of, and `build --watch`, which is the same loop, writes nothing.
#[test]
fn files_that_are_published_as_they_are_are_looked_into() {
    let hides = "indicators: [{type: domain, value: hush.example, redact: true}]\n";
    let previewed =
        Previewed::of(&pair().case("three", hides, "").file("content/_static/note.txt", "Nothing.\n"));
    let told =
        |previewed: &Previewed| previewed.said().last().is_some_and(|said| said.codes.contains(&"E104"));
    assert!(!told(&previewed), "{:?}", previewed.said());
    previewed.write("content/_static/note.txt", "Seen at hush.example.\n");
    until("the mistake", || told(&previewed));
    previewed.write("content/cases/one.md", "---\ntitle: One\nsources: {r: {title: R}}\n---\nOther words.\n");
    previewed.shows("/cases/one/", "Other words.");
    assert!(told(&previewed), "it stands until it is mended");
    previewed.write("content/_static/note.txt", "Seen elsewhere.\n");
    until("that it is mended", || !told(&previewed));
}
