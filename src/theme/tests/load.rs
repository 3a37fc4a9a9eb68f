//! Layers: what a site may replace, and what it is told when it goes wrong.

use tera::Context;

use super::config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileEntry, Sources};
use crate::theme::{AssetContent, Theme, codes};

fn load(theme: &str, files: &[(&str, &str)]) -> (Option<Theme>, Vec<Diagnostic>) {
    Theme::load(&Sources::from_texts(files.iter().copied()), &config(theme))
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<(&str, &str)> {
    diagnostics.iter().filter(|d| d.is_error()).map(|d| (d.code, &*d.file)).collect()
}

#[test]
fn a_site_replaces_single_files() {
    let mut sources = Sources::from_texts([
        ("themes/mine/templates/redirect.html", "{{ s.own.motto }}, {{ s.skip }}"),
        ("themes/mine/strings/en.toml", "skip = \"Jump\"\n[own]\nmotto = \"Truth\""),
        ("themes/mine/assets/style.css", "body {}"),
    ]);
    let logo = FileEntry { path: "themes/mine/assets/logo.png".into(), len: 3, stamp: 1 };
    sources.files.insert(logo.path.clone(), logo);
    let (theme, diagnostics) = Theme::load(&sources, &config("mine"));
    assert_eq!(diagnostics, []);
    let theme = theme.expect("a theme");
    let mut context = Context::new();
    context.insert_value("s", theme.strings("en").value().clone());
    assert_eq!(theme.render("redirect", &context).as_deref(), Ok("Truth, Jump"));
    let assets: Vec<_> = theme.assets().collect();
    assert!(assets.contains(&("assets/logo.png", &AssetContent::File("themes/mine/assets/logo.png".into()))));
    assert!(assets.contains(&("assets/style.css", &AssetContent::Bytes((*b"body {}").into()))));
    assert_eq!(theme.strings("ar").text("skip"), super::arabic().text("skip"));
}

#[test]
fn parents_give_what_a_theme_lacks() {
    let (theme, diagnostics) = load(
        "child",
        &[
            ("themes/child/theme.toml", "parent = \"elder\""),
            ("themes/child/strings/en.toml", "skip = \"child\""),
            ("themes/elder/strings/en.toml", "skip = \"elder\"\nfeed = \"elder\""),
        ],
    );
    assert_eq!(diagnostics, []);
    let theme = theme.expect("a theme");
    let strings = theme.strings("en");
    assert_eq!((strings.text("skip"), strings.text("feed")), ("child", "elder"));
}

#[test]
fn a_missing_theme_names_those_that_exist() {
    let (theme, diagnostics) = load("newsrom", &[("themes/newsroom/strings/en.toml", "")]);
    assert!(theme.is_none());
    assert_eq!(errors(&diagnostics), [(codes::UNKNOWN_THEME, "site.toml")]);
    assert_eq!(diagnostics[0].hints, ["These themes exist: default, newsroom.", "Did you mean `newsroom`?"]);
}

#[test]
fn parents_that_go_round_are_an_error() {
    let files =
        [("themes/a/theme.toml", "parent = \"b\""), ("themes/b/theme.toml", "name = \"B\"\nparent = \"a\"")];
    let (theme, diagnostics) = load("a", &files);
    assert!(theme.is_none());
    assert_eq!(errors(&diagnostics), [(codes::CIRCULAR_PARENTS, "themes/b/theme.toml")]);
    assert!(diagnostics[0].message.contains("a → b → a"));
    assert_eq!(&files[1].1[diagnostics[0].span.expect("a span").range()], "\"a\"");
}

#[test]
fn a_template_that_does_not_parse_is_shown_at_its_place() {
    let path = "themes/mine/templates/case.html";
    let text = "<p>é</p>\n{{ case.title | shout }}";
    let (theme, diagnostics) = load("mine", &[(path, text)]);
    assert!(theme.is_none());
    assert_eq!(errors(&diagnostics), [(codes::BAD_TEMPLATE, path)]);
    let text = "<p>é</p>\n{% if case.title %}";
    let (_, diagnostics) = load("mine", &[(path, text)]);
    assert_eq!(errors(&diagnostics), [(codes::BAD_TEMPLATE, path)]);
    let span = diagnostics[0].span.expect("a span");
    assert!(text.get(span.range()).is_some(), "{span:?}");
    assert!(diagnostics[0].message.contains("line 2"), "{}", diagnostics[0].message);
}

#[test]
fn a_template_that_fails_is_named_with_its_place() {
    let path = "themes/mine/templates/case.html";
    let failing = |text: &str| {
        let (theme, _) = load("mine", &[(path, text)]);
        let mut context = Context::new();
        context.insert("case", &std::collections::BTreeMap::from([("title", "x"), ("summary", "y")]));
        theme.expect("a theme").render("case", &context).expect_err("no such field")
    };
    let text = "<h1>é</h1>\n<p>{{ case.nothing.here }}</p>";
    let diagnostic = failing(text);
    assert_eq!(diagnostic.hints[0], "there are: summary, title");
    let misspelt = failing("{{ case.tilte }}");
    assert_eq!(misspelt.message, "Field `tilte` is not defined (case.html, line 1, column 9)");
    assert_eq!(misspelt.hints[0], "did you mean `title`?");
    assert_eq!((diagnostic.code, &*diagnostic.file), (codes::RENDERING, path));
    let span = diagnostic.span.expect("a span");
    assert_eq!(&text[span.range()], "nothing");
    assert!(diagnostic.message.contains("line 2, column"), "{}", diagnostic.message);
}

#[test]
fn mistakes_in_words_are_reported_together() {
    let strings =
        "skip = 3\n[case]\natribution = \"x\"\nsizee = { one = \"a\" }\n[country]\nXX = \"Nowhere\"";
    let files = [
        ("themes/mine/strings/en.toml", strings),
        ("themes/mine/strings/fr.toml", "a = \"\"b"),
        ("themes/mine/theme.toml", "parnt = \"x\"\nversion = 2"),
        ("themes/mine/case.html", ""),
    ];
    let (theme, diagnostics) = load("mine", &files);
    assert!(theme.is_none());
    let found: Vec<_> = diagnostics.iter().map(|d| (d.severity, d.code)).collect();
    assert_eq!(
        found,
        [
            (Severity::Error, codes::BAD_THEME_FILE),
            (Severity::Error, codes::BAD_THEME_FILE),
            (Severity::Error, codes::BAD_STRINGS),
            (Severity::Warning, codes::UNKNOWN_STRING),
            (Severity::Warning, codes::UNKNOWN_STRING),
            (Severity::Error, codes::BAD_STRINGS),
            (Severity::Warning, codes::STRAY_FILE),
        ]
    );
    assert_eq!(diagnostics[3].hints, ["Did you mean `case.attribution`?"]);
}
