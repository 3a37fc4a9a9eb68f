//! Plain pages beside each other.

use crate::tiny::{Tiny, tiny};

/// What a page of the folder names of the others, in the order in which it names them.
fn named(built: &crate::tiny::Built, page: usize) -> Vec<usize> {
    let html = built.page(&format!("notes/n{page:03}/index.html"));
    let links = html.split("href=\"../../notes/n").skip(1);
    links.filter_map(|rest| rest.split('/').next()?.parse().ok()).collect()
}

fn notes(count: usize) -> Tiny {
    (0..count).fold(tiny(), |folder, n| {
        folder.file(&format!("content/notes/n{n:03}.md"), &format!("---\ntitle: Note {n:03}\n---\nWords.\n"))
    })
}

#[test]
fn a_page_names_those_around_it() {
    let built = notes(120).build().clean();
    let but = |from: usize, page: usize| (from..from + 51).filter(|n| *n != page).collect::<Vec<_>>();
    for (page, from) in [(0, 0), (10, 0), (25, 0), (26, 1), (60, 35), (94, 69), (119, 69)] {
        assert_eq!(named(&built, page), but(from, page), "beside {page}");
    }
    // Few are all named.
    let few = notes(51).build().clean();
    assert_eq!(named(&few, 50), (0..50).collect::<Vec<_>>());
}

/// As many links on each page as there are pages made ten thousand of them take a minute, and five gigabytes.
#[test]
fn twice_as_many_pages_are_twice_as_many_links() {
    let links = |count: usize| -> usize {
        let built = notes(count).build().clean();
        (0..count).map(|page| named(&built, page).len()).sum()
    };
    assert_eq!(links(200), 2 * links(100));
}

fn at_the_top(count: usize) -> crate::tiny::Built {
    let page = |n: usize| (format!("content/n{n:03}.md"), format!("---\ntitle: Note {n:03}\n---\nWords.\n"));
    let home = tiny().file("content/index.md", "---\ntitle: Home\n---\nWords.\n");
    let all = (0..count).map(page).fold(home, |tiny, (path, text)| tiny.file(&path, &text));
    all.build().clean()
}

/// What a page at the top names of the others: in the menu, and beside its text.
fn named_at_the_top(built: &crate::tiny::Built, page: usize) -> [Vec<usize>; 2] {
    let html = built.page(&format!("n{page:03}/index.html"));
    let (menu, rest) = html.split_once("<main").expect("a main part");
    let (main, foot) = rest.split_once("</main>").expect("its end");
    assert_eq!(
        foot.matches("href=\"../n").count(),
        menu.matches("href=\"../n").count(),
        "the foot is as long"
    );
    [menu, main].map(|part| {
        let links = part.split("href=\"../n").skip(1);
        links.filter_map(|rest| rest.split('/').next()?.parse().ok()).collect()
    })
}

#[test]
fn the_menu_has_the_first_of_very_many_pages_and_each_names_those_around_it() {
    let few = at_the_top(50);
    assert_eq!(named_at_the_top(&few, 49), [(0..50).collect(), Vec::new()]);
    let many = at_the_top(120);
    for (page, from) in [(0, 0), (60, 35), (119, 69)] {
        let beside = (from..from + 51).filter(|n| *n != page).collect::<Vec<_>>();
        assert_eq!(named_at_the_top(&many, page), [(0..50).collect(), beside], "at {page}");
    }
    assert!(!many.page("n060/index.html").contains(">Home<"), "the home page is beside none");
}

#[test]
fn weights_go_before_titles_and_a_folders_page_names_all() {
    let folder = notes(60)
        .file("content/notes/index.md", "---\ntitle: Notes\n---\nWords.\n")
        .file("content/notes/n007.md", "---\ntitle: Note 007\nweight: 2\n---\nWords.\n")
        .file("content/notes/n059.md", "---\ntitle: Note 059\nweight: 1\n---\nWords.\n");
    let built = folder.build().clean();
    assert_eq!(named(&built, 0)[..3], [59, 7, 1]);
    let all = built.page("notes/index.html");
    assert!((0..60).all(|n| all.contains(&format!("notes/n{n:03}/"))), "{all}");
    assert!(built.page("notes/n003/index.html").contains("href=\"../../notes/\""), "the page above");
}
