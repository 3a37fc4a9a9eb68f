//! `build --watch`: after every edit the output is what a build would write, for fewer files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use corkboard::archive::Options;
use corkboard::compile::Compiler;
use corkboard::diagnostic::Diagnostic;
use corkboard::emit::{Quiet, Renewal, Renewed};
use corkboard::site::{Content, Pages, Part, Site};
use corkboard::source::Digest;

use crate::edits::Folder;
use crate::preview::{until, write};
use crate::search::files::unpacked;

const EDITS: usize = 160;

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

/// Pages, and then the index: as `build --watch` writes them.
fn renew(renewal: &mut Renewal, pages: &dyn Pages, first: &[String], goes_on: bool) -> Renewed {
    let soon = renewal.renew_soon(pages, first, &|| goes_on).expect("written");
    if soon.is_partial {
        return soon;
    }
    let late = renewal.renew_late(pages, &|| true).expect("written");
    Renewed { made: soon.made + late.made, written: soon.written + late.written, ..late }
}

/// A site of which somebody forgot that pages are made of a part of it.
struct Careless<'a>(&'a Site, Option<Part>);

impl Pages for Careless<'_> {
    fn paths(&self) -> &[String] {
        self.0.paths()
    }

    fn content(&self, path: &str) -> Result<Content, Diagnostic> {
        self.0.content(path)
    }

    fn soon(&self) -> &[String] {
        self.0.soon()
    }

    fn made_of(&self, path: &str) -> Option<Digest> {
        self.0.made_of_but(path, self.1)
    }
}

/// An archive that is edited, and where its outputs are.
struct Edited {
    temporary: tempfile::TempDir,
    folder: Folder,
    compiler: Compiler,
}

impl Edited {
    fn of(cases: usize) -> Self {
        let temporary = tempfile::tempdir().expect("a folder");
        fs::create_dir(temporary.path().join("archive")).expect("a folder");
        Self { temporary, folder: Folder::of(1, cases), compiler: Compiler::default() }
    }

    fn output(&self) -> PathBuf {
        self.temporary.path().join("public")
    }

    /// The site of the archive as it is now.
    fn site(&mut self) -> Site {
        self.compiler.compile(&self.folder.sources(), Options::default()).site.expect("a site")
    }

    fn start(&self, site: &Site, output: &str) -> Renewal {
        let [root, output] = ["archive", output].map(|name| self.temporary.path().join(name));
        Renewal::start(site, &root, &output, &Quiet).expect("written").0
    }
}

/// A folder that is kept up to date by what is known of its pages but for a part.
struct Kept {
    renewal: Renewal,
    left_out: Option<Part>,
    output: PathBuf,
    /// When a page of it was found to be stale.
    stale: Option<usize>,
}

/// The output follows every edit; and where any part of what pages are made of is left out, it does not.
#[test]
fn the_output_follows_every_edit() {
    let asked = std::env::var("EDITS_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = asked.unwrap_or(20_261_127);
    let temporary = tempfile::tempdir().expect("a folder");
    let root = temporary.path().join("archive");
    fs::create_dir(&root).expect("a folder");
    let mut folder = Folder::of(seed, 8);
    folder.replace(
        "content/about.md",
        "Words, see",
        "<http://bad-0.example> and <http://bad-1.example>, see",
    );
    let mut compiler = Compiler::default();
    let site = compiler.compile(&folder.sources(), Options::default()).site.expect("a site");
    let files = site.paths().len();
    let start = |left_out: Option<Part>| {
        let output = temporary.path().join(format!("public-{left_out:?}"));
        let (renewal, _) =
            Renewal::start(&Careless(&site, left_out), &root, &output, &Quiet).expect("written");
        Kept { renewal, left_out, output, stale: None }
    };
    let mut kept: Vec<Kept> = std::iter::once(None).chain(Part::ALL.map(Some)).map(start).collect();
    let mut made = 0;
    for step in 0..EDITS {
        let edit = folder.edit_anything();
        let site = compiler.compile(&folder.sources(), Options::default()).site.expect("a site");
        let expected = expected(&site);
        for one in kept.iter_mut().filter(|one| one.stale.is_none()) {
            let pages = Careless(&site, one.left_out);
            let renewed = renew(&mut one.renewal, &pages, &["index.html".to_owned()], true);
            assert!(!renewed.is_partial);
            let on_disk = on_disk(&one.output);
            if one.left_out.is_none() {
                let stale = stale(&on_disk, &expected);
                assert!(stale.is_empty(), "seed {seed}, step {step}: {edit}: {stale:?}");
                made += renewed.made;
            } else if on_disk != expected {
                one.stale = Some(step);
            }
        }
    }
    // Not every sequence of edits needs every part; this one does.
    for one in kept.iter().filter(|one| one.left_out.is_some() && asked.is_none()) {
        assert!(one.stale.is_some(), "seed {seed}: nobody missed {:?}", one.left_out);
    }
    assert!(made < EDITS * files / 2, "{made} files were made");
}

/// Paths that hold something else than they should.
fn stale(on_disk: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let all: BTreeSet<&String> = on_disk.keys().chain(expected.keys()).collect();
    all.into_iter().filter(|path| on_disk.get(*path) != expected.get(*path)).cloned().collect()
}

/// What an edit costs, counted: of all pages, those that may show it.
#[test]
fn an_edit_makes_the_pages_that_show_it_and_no_others() {
    let temporary = tempfile::tempdir().expect("a folder");
    let (root, output) = (temporary.path().join("archive"), temporary.path().join("public"));
    fs::create_dir(&root).expect("a folder");
    let mut folder = Folder::of(5, 0);
    for n in 0..60 {
        let (year, month) = (2010 + n / 6, 1 + n % 6);
        let text = format!(
            "---\ntitle: Case {n}\nremoved: {year}-{month:02}-01\ntags: [t{}]\n---\nFirst.\n\nWords.\n",
            n % 3
        );
        folder.write(&format!("content/cases/c-{n:02}.md"), text);
    }
    folder.replace("content/cases/c-20.md", "Words.", "See [[c-30]].");
    let mut compiler = Compiler::default();
    let mut compile =
        |folder: &Folder| compiler.compile(&folder.sources(), Options::default()).site.expect("a site");
    let site = compile(&folder);
    let (mut renewal, _) = Renewal::start(&site, &root, &output, &Quiet).expect("written");
    assert!(site.soon().len() > 150, "{} pages", site.soon().len());
    let mut cost = |folder: &Folder| {
        let site = compile(folder);
        let soon = renewal.renew_soon(&site, &[], &|| true).expect("written");
        let pages = on_disk(&output).into_iter().filter(|(path, _)| site.soon().contains(path));
        let expected = expected(&site).into_iter().filter(|(path, _)| site.soon().contains(path));
        assert!(pages.eq(expected), "all pages are written before the index is");
        let late = renewal.renew_late(&site, &|| true).expect("written");
        assert!(on_disk(&output) == self::expected(&site));
        // The files of words and columns come with the index; the text of each case is a file that is made.
        [soon.made, soon.written, late.made]
    };
    let [made, written, columns] = cost(&folder);
    assert_eq!([made, written], [0, 0], "nothing was edited");
    folder.replace("content/cases/c-30.md", "Words.", "Other words.");
    assert_eq!(cost(&folder), [1, 1, columns + 1], "a body is on its case's page, and its text in the index");
    folder.replace("content/cases/c-31.md", "Words.", "See [[c-40]].");
    assert_eq!(cost(&folder), [2, 2, columns + 1], "and its link on the other's");
    folder.replace("content/cases/c-30.md", "title: Case 30", "title: Renamed");
    let [made, written, _] = cost(&folder);
    let pages = site.soon().len();
    assert!(written >= 8 && made < pages / 4, "a title is on {made} of {pages} pages, {written} are others");
    folder.replace("content/cases/c-33.md", "tags: [t0]", "tags: [t0, new]");
    let [made, written, _] = cost(&folder);
    assert!(
        written >= 5 && made < pages / 4,
        "a new tag is on {made} of {pages} pages, {written} are others"
    );
    // A theme of one's own may show on all pages how many there are.
    let counts = "{% for all in site.taxonomies %}{{ all.key }} {{ all.count }} {% endfor %}";
    folder.write("themes/default/templates/mast.html", counts.into());
    cost(&folder);
    folder.replace("content/cases/c-36.md", "tags: [t0]", "tags: [t0, newer]");
    let [made, written, _] = cost(&folder);
    // All that templates print, which is half of what there is.
    assert!(written > 90, "{made} of {pages}, {written} are others");
    folder.replace("site.toml", "title = \"Edits\"", "title = \"Other\"");
    let [made, ..] = cost(&folder);
    assert!(made > pages - 30, "the site's title is on all pages: {made} of {pages}");
}

#[test]
fn what_is_left_when_something_newer_comes_is_written_later() {
    let mut edited = Edited::of(4);
    let (output, site) = (edited.output(), edited.site());
    let mut renewal = edited.start(&site, "public");
    let robots = fs::metadata(output.join("robots.txt")).expect("a file").ino();
    edited.folder.replace("content/about.md", "title: About", "title: All about");
    edited.folder.texts.insert("content/more.md".into(), "---\ntitle: More\n---\nMore.\n".into());
    let site = edited.site();
    let renewed = renew(&mut renewal, &site, &["about/index.html".to_owned()], false);
    assert!(renewed.is_partial && renewed.written == 1);
    let about = fs::read_to_string(output.join("about/index.html")).expect("a page");
    assert!(about.contains("All about"), "the edited page is written first");
    assert!(!output.join("more/index.html").exists());
    let renewed = renew(&mut renewal, &site, &[], true);
    assert!(!renewed.is_partial && on_disk(&output) == expected(&site));
    assert_eq!(fs::metadata(output.join("robots.txt")).expect("a file").ino(), robots, "not touched");
    // What others put there stays, and is never in the way of what is removed.
    fs::write(output.join("more/notes.txt"), "a stranger").expect("written");
    edited.folder.texts.remove("content/more.md");
    let site = edited.site();
    renew(&mut renewal, &site, &[], true);
    assert!(!output.join("more/index.html").exists() && output.join("more/notes.txt").exists());
    assert!(renewal.is_there());
    fs::remove_dir_all(&output).expect("removed");
    assert!(!renewal.is_there());
}

/// Somebody else deletes what a site still has: the next edit brings it back, and nothing else is made for it.
#[test]
fn what_is_missing_in_the_output_is_written_again() {
    let mut edited = Edited::of(8);
    let (output, site) = (edited.output(), edited.site());
    let mut renewal = edited.start(&site, "public");
    // Another output, which nobody touches, says what the edit alone costs.
    let mut whole = edited.start(&site, "whole");
    let before = on_disk(&output).len();
    fs::remove_file(output.join("robots.txt")).expect("removed");
    fs::remove_dir_all(output.join("cases")).expect("removed");
    fs::remove_dir_all(output.join("search")).expect("removed");
    let missing = before - on_disk(&output).len();
    assert!(missing > 20, "{missing} files");
    edited.folder.replace("content/about.md", "Words, see", "Other words, see");
    let site = edited.site();
    let soon = renewal.renew_soon(&site, &[], &|| true).expect("written");
    assert_eq!(soon, whole.renew_soon(&site, &[], &|| true).expect("written"), "the edit waits for nothing");
    let is_missing = |path: &&String| !output.join(path).exists();
    let pages = site.soon().iter().filter(is_missing).count();
    let missing = site.paths().iter().filter(is_missing).count();
    let [late, alone] =
        [&mut renewal, &mut whole].map(|one| one.renew_late(&site, &|| true).expect("written"));
    assert_eq!(late.made, alone.made, "the index waits for nothing");
    let [restored, nothing] = [&mut renewal, &mut whole].map(|one| one.restore(&site).expect("written"));
    // What the index wrote anew was there already.
    assert!((pages..=missing).contains(&restored.made), "{restored:?} for {missing}, {pages} of them pages");
    assert_eq!((restored.written, nothing), (restored.made, Renewed::default()));
    assert!(on_disk(&output) == expected(&site));
    assert_eq!(renewal.restore(&site).expect("written"), Renewed::default());
}

/// Two programs keep one output up to date: what the other has written already is not in the way.
#[test]
fn two_may_follow_one_folder() {
    let mut edited = Edited::of(8);
    let (output, site) = (edited.output(), edited.site());
    let mut both = [(); 2].map(|()| edited.start(&site, "public"));
    for words in ["Other words, see", "Still others, see"] {
        edited.folder.replace("content/about.md", "Words, see", words);
        let page = format!("content/page-{}.md", words.len());
        edited.folder.texts.insert(page, "---\ntitle: New\n---\nA new page.\n".into());
        let site = edited.site();
        for renewal in &mut both {
            renew(renewal, &site, &[], true);
        }
        assert!(on_disk(&output) == expected(&site));
        edited.folder.replace("content/about.md", words, "Words, see");
    }
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
        .stderr(fs::File::create(temporary.path().join("told")).expect("a file"))
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
    // A page that cannot be made stays as it was; all others are written, and so is the index.
    let template = temporary.path().join("themes/default/templates/codebook.html");
    write(&template, b"{{ nowhere }}");
    fs::write(&case, text.replace("Words of one", "Latest words")).expect("written");
    until("the latest words", || shows("Latest words"));
    let index = temporary.path().join("public/search/x");
    let is_found = || {
        let files = fs::read_dir(&index).into_iter().flatten().flatten();
        files
            .map(|file| fs::read(file.path()).unwrap_or_default())
            .any(|gz| String::from_utf8_lossy(&unpacked(&gz)).contains("Latest words"))
    };
    until("the index", is_found);
    // What stands in the way of a new page is waited out.
    let place = temporary.path().join("public/cases/new/index.html");
    write(&place, b"not of a build");
    let new = temporary.path().join("content/cases/new.md");
    fs::write(&new, text.replace("Words of one", "Words of another")).expect("written");
    let told = temporary.path().join("told");
    until("the mistake", || fs::read_to_string(&told).is_ok_and(|told| told.contains("E136")));
    fs::remove_file(&place).expect("removed");
    fs::write(&case, text.replace("Words of one", "Last words")).expect("written");
    until("the last words", || shows("Last words"));
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("a signal");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}
