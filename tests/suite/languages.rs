//! Pages in a language that the theme has no words in: each word is marked with the language that it is in.

use crate::tiny::tiny;

const FRENCH: &str = "title: Le réseau\nlang: fr\nremoved: {value: 2021-05, note: Une note}\ntargets: [Le public]\n\
                      network: {facebook: {accounts: 40000}}\nsummary: En bref.\nnarratives: [Un récit]\n\
                      corrections: [{date: 2022, change: Un changement}]\n";

#[test]
fn the_frame_of_a_french_case_is_in_the_sites_language() {
    let built = tiny().case("a", FRENCH, "Des mots.").build().clean();
    let page = built.page("cases/a/index.html");
    assert!(page.contains("<html lang=\"en\">"), "{page}");
    assert!(page.contains("40,000") && page.contains("May 2021"));
    let mark = " lang=\"fr\" dir=\"ltr\"";
    for words in [
        format!("<h1{mark}>Le réseau"),
        format!("<p class=\"standfirst\"{mark}>En bref"),
        format!("<div class=\"prose\"{mark}><p>Des mots"),
        format!("<ul{mark}><li>Un récit"),
        format!("<div{mark}><p>Un changement"),
        format!("<p class=\"small quiet\"{mark}>Une note"),
        format!("<bdi{mark}>Le public</bdi>"),
    ] {
        assert!(page.contains(&words), "{words}\n{page}");
    }
    assert!(built.page("cases/index.html").contains("lang=\"fr\""));
}

/// A French body's callouts, boxes and footnotes have English words where the theme has no French ones.
#[test]
fn the_themes_words_within_a_text_say_which_language_they_are_in() {
    let body = "> [!WARNING]\n> Attention.\n\n- [x] Fait[^1]\n\n[^1]: Une note.\n";
    let built = tiny()
        .case("a", FRENCH, body)
        .case("b", "", body)
        .case("c", "title: شبكة\nlang: ur\n", body)
        .file("content/fr.md", &format!("---\ntitle: À propos\nlang: fr\n---\n{body}"))
        .build()
        .clean();
    let mark = " lang=\"en\" dir=\"ltr\"";
    for path in ["cases/a/index.html", "fr/index.html", "cases/c/index.html"] {
        let page = built.page(path);
        for words in [
            format!("<p class=\"alert-title\"><bdi{mark}>Warning</bdi></p>"),
            format!("<input type=\"checkbox\" disabled{mark} aria-label=\"Done\""),
            format!("{mark} aria-label=\"Note a\">a</a>"),
            format!("{mark} aria-label=\"Back to the text\">Back</a>"),
        ] {
            assert!(page.contains(&words), "{path}: {words}\n{page}");
        }
    }
    let own = built.page("cases/b/index.html");
    assert!(
        own.contains("<p class=\"alert-title\">Warning</p>") && !own.contains("lang=\"en\" dir"),
        "{own}"
    );
    // Where the frame is in the site's language, so are these words.
    let site = "title = \"السجل\"\nlanguage = \"ar\"\nurl = \"https://example.org\"\n";
    let page =
        tiny().file("site.toml", site).case("a", FRENCH, body).build().clean().page("cases/a/index.html");
    assert!(page.contains("<p class=\"alert-title\"><bdi lang=\"ar\" dir=\"rtl\">"), "{page}");
}

#[test]
fn a_frame_is_arabic_where_the_theme_speaks_it() {
    let arabic = "title: الشبكة\nlang: ar\n";
    let page = tiny().case("a", arabic, "كلمات.").build().clean().page("cases/a/index.html");
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">") && page.contains("<h1>الشبكة"), "{page}");
    let site = "title = \"السجل\"\nlanguage = \"ar\"\nurl = \"https://example.org\"\n";
    let page = tiny().file("site.toml", site).case("a", FRENCH, "Des mots.").build().clean();
    let page = page.page("cases/a/index.html");
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">") && page.contains("<h1 lang=\"fr\" dir=\"ltr\">"));
}

#[test]
fn a_whole_site_in_a_language_without_words_has_an_english_frame() {
    let site = "title = \"Le registre\"\nlanguage = \"fr\"\nurl = \"https://example.org\"\n";
    let built = tiny()
        .file("site.toml", site)
        .case("a", "title: Le réseau\ntags: [cachemire]\n", "Des « mots » et [[tags/cachemire]].")
        .file("content/tags/cachemire.md", "---\ntitle: Le Cachemire\n---\nDes mots.\n")
        .file("content/about.md", "---\ntitle: À propos\n---\nDes mots.\n")
        .build()
        .clean();
    for path in [
        "index.html",
        "cases/index.html",
        "cases/a/index.html",
        "tags/cachemire/index.html",
        "about/index.html",
    ] {
        assert!(built.page(path).contains("<html lang=\"en\">"), "{path}");
    }
    for path in ["cases/a/index.html", "tags/cachemire/index.html", "about/index.html"] {
        let page = built.page(path);
        assert!(page.contains("<h1 lang=\"fr\" dir=\"ltr\">"), "{path}: {page}");
        assert!(page.contains("<div class=\"prose\" lang=\"fr\" dir=\"ltr\"><p>Des"), "{path}");
    }
    assert!(built.page("cases/index.html").contains("<div lang=\"fr\" dir=\"ltr\"><h"));
}

/// A relation's note stands on both pages, in the language of the file that it was written in.
#[test]
fn a_relations_note_is_in_the_language_of_its_file() {
    let built = tiny()
        .case("en", "related: [{case: fr, note: Of one hand}, {case: ar, relation: part-of}]\n", "Words.")
        .case("fr", "title: Le réseau\nlang: fr\nrelated: [{case: ar, note: La même main}]\n", "Mots.")
        .case("ar", "title: شبكة\nlang: ar\nrelated: [{case: en, note: كلمات}]\n", "كلمات.")
        .build()
        .clean();
    let [en, fr, ar] = ["en", "fr", "ar"].map(|id| built.page(&format!("cases/{id}/index.html")));
    assert!(en.contains("<p>Of one hand</p>"), "{en}");
    assert!(en.contains("<p lang=\"ar\" dir=\"rtl\">كلمات</p>"), "{en}");
    // The frame of a French page is in English here.
    assert!(fr.contains("<p>Of one hand</p>"), "{fr}");
    assert!(fr.contains("<p lang=\"fr\" dir=\"ltr\">La même main</p>"), "{fr}");
    assert!(ar.contains("<p lang=\"fr\" dir=\"ltr\">La même main</p>"), "{ar}");
    assert!(ar.contains("<p>كلمات</p>"), "{ar}");
}
