//! A site's own theme, and what a template's mistake looks like.

use corkboard::archive::Options;
use corkboard::compile::compile;
use corkboard::emit::{Quiet, emit};

use crate::tiny::tiny;

const SITE: &str = "title = \"Tiny\"\ntheme = \"mine\"\n";

#[test]
fn a_site_overrides_one_template_and_inherits_the_rest() {
    let built = tiny()
        .file("site.toml", SITE)
        .file("themes/mine/theme.toml", "name = \"Mine\"\nparent = \"default\"\n")
        .file(
            "themes/mine/templates/not-found.html",
            "<!DOCTYPE html><title>Gone</title><p>Nothing at {{ root }}</p>",
        )
        .file("themes/mine/assets/extra.css", "p { color: inherit }")
        .case("x", "", "Words.")
        .build()
        .clean();
    assert_eq!(built.page("404.html"), "<!DOCTYPE html><title>Gone</title><p>Nothing at /</p>");
    assert!(built.words("cases/x/index.html").contains("Words."), "the default's own page");
    assert!(built.has("assets/extra.css") && built.has("assets/style.css"));
}

#[test]
fn a_frame_is_shared_only_by_pages_on_which_it_is_the_same() {
    let menu = "[[menu]]\nlabel = \"Home\"\nurl = \"/\"\n\n[[menu]]\nlabel = \"Y\"\nurl = \"/cases/y/\"\n";
    let mast = "{% for item in site.menu %}{% if item.url == page.url %}Here: {{ item.label }}.{% endif %}{% endfor %}";
    let built = tiny()
        .file("site.toml", &format!("{SITE}\n{menu}"))
        .file("themes/mine/templates/mast.html", mast)
        .case("x", "", "Words.")
        .case("y", "", "Words.")
        .case("z", "lang: ar\n", "Words.")
        .build()
        .clean();
    let here = |page: &str| {
        let words = built.page(page);
        ["Here: Home.", "Here: Y."].into_iter().filter(|mark| words.contains(mark)).collect::<Vec<_>>()
    };
    assert_eq!(here("index.html"), ["Here: Home."]);
    assert_eq!(here("cases/y/index.html"), ["Here: Y."]);
    assert_eq!(here("cases/x/index.html"), [""; 0]);
    assert_eq!(here("404.html"), [""; 0], "a lost address is not the home page's");
    assert!(
        built.page("cases/x/index.html").contains("href=\"../../corrections/\""),
        "the foot of its depth"
    );
    assert!(
        built.page("corrections/index.html").contains("href=\"../corrections/\""),
        "the foot of its depth"
    );
    let (english, arabic) = (built.page("cases/x/index.html"), built.page("cases/z/index.html"));
    let foot = |page: &str| page.split("<footer").nth(1).map(str::to_owned);
    assert_ne!(foot(&english), foot(&arabic), "the foot in the page's language");
}

#[test]
fn a_mistake_in_what_surrounds_all_pages_is_told_once() {
    let temporary = tempfile::tempdir().expect("a folder");
    let site = tiny()
        .file("site.toml", SITE)
        .file("themes/mine/theme.toml", "name = \"Mine\"\n")
        // A field of other pages' `page`, which the foot does not have.
        .file("themes/mine/templates/foot.html", "\n{{ page.title }}\n")
        .case("x", "", "Words.");
    let site = compile(&site.sources(), Options::default()).site.expect("a site");
    let output = temporary.path().join("public");
    let error = emit(&site, temporary.path(), &output, &Quiet).expect_err("a mistake");
    let [one] = error.diagnostics() else { panic!("{:?}", error.diagnostics()) };
    assert_eq!((&*one.file, one.code), ("themes/mine/templates/foot.html", "E114"));
    assert!(one.hints.iter().any(|hint| hint.contains("more of the pages")), "{one:?}");
}

#[test]
fn a_templates_mistake_names_its_place() {
    let built = tiny()
        .file("site.toml", SITE)
        .file("themes/mine/theme.toml", "name = \"Mine\"\n")
        .file("themes/mine/templates/case.html", "<p>\n{% if case.title %}\n")
        .build();
    let error = built.diagnostics().iter().find(|one| one.is_error()).expect("an error");
    assert_eq!(&*error.file, "themes/mine/templates/case.html");
    assert!(error.span.is_some_and(|span| span.start >= 4), "{error:?}");
}

#[test]
fn a_missing_theme_names_those_there_are() {
    let built = tiny().file("site.toml", "title = \"T\"\ntheme = \"defualt\"\n").build();
    let error = built.diagnostics().iter().find(|one| one.is_error()).expect("an error");
    assert!(
        error.message.contains("defualt") && error.hints.iter().any(|hint| hint.contains("default")),
        "{error:?}"
    );
}
