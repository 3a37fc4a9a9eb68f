//! Old addresses: each gets its page, or an error at its line which `check` and `build` share.

use crate::tiny::{Built, tiny};

/// Code, message and hint of each error, and the words that it marks in the case `a`.
fn errors(built: &Built, front: &str) -> Vec<(&'static str, String, String)> {
    let text = format!("---\ntitle: The a network\n{front}");
    let one = |found: &corkboard::diagnostic::Diagnostic| {
        let marked = found.span.filter(|_| found.file.ends_with("cases/a.md"));
        let marked = marked.and_then(|span| text.get(span.range())).unwrap_or_default().to_owned();
        (found.code, format!("{marked}: {}", found.message), found.hints.join(" "))
    };
    built.diagnostics().iter().filter(|found| found.is_error()).map(one).collect()
}

#[test]
fn an_old_address_leads_to_the_case() {
    let built = tiny()
        .case("a", "aliases: [/old/, /Old/Seite.html, /archiv/1.htm, /alt/index.html, /كشمير/]\n", "Words.")
        .build()
        .clean();
    for path in ["old/index.html", "Old/Seite.html", "archiv/1.htm", "alt/index.html", "كشمير/index.html"]
    {
        assert!(built.page(path).contains("cases/a/"), "{path}");
    }
}

#[test]
fn a_file_and_a_folder_of_one_name_clash() {
    let front = "aliases: [/x.html, /x.html/y/]\n";
    let built = tiny().case("a", front, "Words.").build();
    let found = errors(&built, front);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "E091");
    assert_eq!(
        found[0].1,
        "/x.html/y/: the alias needs a folder /x.html/, and /x.html is a file of the site"
    );
    assert!(found[0].2.contains("remove this alias"));
}

#[test]
fn what_the_site_has_cannot_be_an_old_address() {
    for (alias, message) in [
        ("/tags/kashmir/", "wants the place of /tags/kashmir/"),
        ("/Tags/Kashmir/", "wants the place of /Tags/Kashmir/"),
        ("/cases/page/1/x.html/", ""),
        ("/actors/ispr/", "wants the place of /actors/ispr/"),
        ("/404.html", "wants the place of /404.html"),
        ("/cases/a-z/", "wants the place of /cases/a-z/"),
        ("/cases/", "wants the address /cases/"),
        ("/notes.txt/old/", "needs a folder /notes.txt/"),
        ("/papers/", "wants the place of /papers/"),
        ("/icon.html", "wants the address /icon.html,"),
        ("/cases/a.html", ""),
        ("/deep.htm", "the site has /deep.htm/x.pdf in a folder of this name"),
        ("/", "belongs to the program itself"),
        ("/assets/old/", "belongs to the program itself"),
        ("/a//b/", "two slashes"),
        ("/feed.old.xml", "address of data"),
    ] {
        let front = format!("aliases: ['{alias}']\ntags: [kashmir]\noperator: ISPR\n");
        let mut archive = tiny().case("a", &front, "Words.");
        for path in ["notes.txt", "papers/index.html", "icon.html", "deep.htm/x.pdf"] {
            archive = archive.binary(&format!("content/_static/{path}"));
        }
        let found = errors(&archive.build(), &front);
        if message.is_empty() {
            assert!(found.is_empty(), "{alias}: {found:?}");
        } else {
            let at = format!("'{alias}': ");
            let right = found
                .iter()
                .any(|one| one.1.starts_with(&at) && one.1.contains(message) && !one.2.is_empty());
            assert!(right && found.iter().all(|one| one.1.starts_with(&at)), "{alias}: {found:?}");
        }
    }
}

#[test]
fn a_copied_file_does_not_hide_a_page() {
    let built = tiny().case("a", "", "Words.").binary("content/_static/cases/a/index.html").build();
    let found: Vec<_> = built.diagnostics().iter().filter(|found| found.is_error()).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].code, &*found[0].file), ("E091", "content/_static/cases/a/index.html"));
    assert!(found[0].message.contains("/cases/a/"));
}
