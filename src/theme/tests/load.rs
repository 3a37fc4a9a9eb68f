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
    let redirect = theme.render("redirect", theme.strings("en"), Context::new());
    assert_eq!(redirect.as_deref(), Ok("Truth, Jump"));
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

/// What is wrong with templates of the site's own: each file's name, the words at the place, the message and the hint.
fn told(templates: &[(&str, &str)]) -> Vec<(String, String, String, String)> {
    let files: Vec<_> =
        templates.iter().map(|(name, text)| (format!("themes/mine/templates/{name}"), *text)).collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let (theme, diagnostics) = load("mine", &files);
    assert!(
        theme.is_none() && diagnostics.iter().all(|one| one.code == codes::BAD_TEMPLATE),
        "{diagnostics:?}"
    );
    let told = diagnostics.into_iter().map(|one| {
        let text = files.iter().find(|(path, _)| *path == &*one.file).expect("a file of the site's own").1;
        let words = one.span.map(|span| text[span.range()].to_owned()).unwrap_or_default();
        let name = one.file.rsplit('/').next().unwrap_or_default().to_owned();
        (name, words, one.message, one.hints.join("; "))
    });
    told.collect()
}

#[track_caller]
fn tells(templates: &[(&str, &str)], expected: &[[&str; 4]]) {
    let told = told(templates);
    let told: Vec<_> =
        told.iter().map(|(file, words, message, hint)| [&**file, words, message, hint]).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_name_that_means_nothing_is_shown_at_its_place_with_the_nearest() {
    let all = "{{ x | datee }}\n{% if x is strng %}{{ rnage(end=3) }}{% endif %}\n<é>{% include \"prats.html\" %}\
               {{ <entri e={x} /> }}";
    tells(
        &[("case.html", all)],
        &[
            ["case.html", "datee", "Unknown filter `datee`", "did you mean `date`?"],
            ["case.html", "strng", "Unknown test `strng`", "did you mean `string`?"],
            ["case.html", "rnage(end=3)", "Unknown function `rnage`", "did you mean `range`?"],
            ["case.html", "\"prats.html\"", "Unknown template `prats.html`", "did you mean `parts.html`?"],
            ["case.html", "<entri e={x} />", "Unknown component `entri`", "did you mean `entry`?"],
        ],
    );
    let told = told(&[("case.html", "{{ x | shout }}")]);
    assert_eq!(told[0].3, "there is no such filter; themes/README.md lists what templates may use");
}

#[test]
fn a_parent_that_is_missing_or_leads_back_is_shown_where_it_is_named() {
    let missing = "there is no template `bas.html`, which `case.html` extends";
    tells(
        &[("case.html", "{%- extends 'bas.html' -%}")],
        &[["case.html", "bas.html", missing, "did you mean `base.html`?"]],
    );
    let own =
        "this file stands in the place of the built-in `case.html`: copy from that one what you want to keep";
    tells(
        &[("case.html", "{# mine #}\n{% extends \"case.html\" %}")],
        &[["case.html", "case.html", "the template `case.html` extends itself", own]],
    );
    let round = [("case.html", "{% extends \"a.html\" %}"), ("a.html", "{% extends \"case.html\" %}")];
    let told = told(&round);
    assert!(told[0].2.starts_with("these templates extend each other: "), "{told:?}");
    assert!(told[0].1.ends_with(".html") && told[0].3 == "take the line out of one of them", "{told:?}");
    tells(
        &[("a.html", "<p>{% include \"b.html\" %}"), ("b.html", "{% include \"a.html\" %}")],
        &[[
            "a.html",
            "b.html",
            "these templates include each other: a.html → b.html → a.html",
            "take the line out of one of them",
        ]],
    );
}

#[test]
fn what_built_in_templates_need_is_missed_in_the_sites_own_file() {
    let block = |name: &str| format!("put `{{% block {name} %}}{{% endblock %}}` where its content belongs");
    let all = "{% block start %}{% endblock %}{% block head %}{% endblock %}";
    let needs = "`base.html` has no block `main`, which built-in templates need: case.html, cases.html, codebook.html \
                 and 8 more";
    tells(&[("base.html", all)], &[["base.html", "", needs, &block("main")]]);
    let told = told(&[("parts.html", "")]);
    let pager = told.iter().find(|one| one.2.contains("`pager`")).expect("a component");
    assert_eq!(
        pager.2,
        "`parts.html` has no component `pager`, which built-in templates need: cases.html, term.html"
    );
    assert_eq!(pager.3, "copy the component `pager` from the built-in `parts.html`");
    // A block too many is in the file that has it.
    tells(
        &[("case.html", "{% extends \"base.html\" %}{% block mian %}{% endblock %}")],
        &[[
            "case.html",
            "mian",
            "Block `mian` is not defined in any parent template",
            "did you mean `main`?",
        ]],
    );
    tells(
        &[("mine.html", "{% component entry(e) %}{% endcomponent entry %}")],
        &[[
            "mine.html",
            "entry",
            "Component `entry` is defined in both `mine.html` and `parts.html`",
            "give it another name; to replace a built-in component, replace the template that has it",
        ]],
    );
}

#[test]
fn a_template_that_nothing_uses_is_a_stray_file() {
    let strays = |files: &[(&str, &str)]| {
        let (theme, diagnostics) = load("mine", files);
        assert!(theme.is_some(), "{diagnostics:?}");
        let told = diagnostics
            .into_iter()
            .map(|one| (one.severity, one.code, one.file.to_string(), one.hints.join("; ")));
        told.collect::<Vec<_>>()
    };
    let (case, cas) = ("themes/mine/templates/case.html", "themes/mine/templates/cas.html");
    let warning = |hint: &str| vec![(Severity::Warning, codes::STRAY_FILE, cas.to_owned(), hint.to_owned())];
    assert_eq!(strays(&[(cas, "x")]), warning("did you mean `case.html`?"));
    // It names itself, and nobody else does.
    assert_eq!(strays(&[(cas, "{# cas.html #}\"cas.html\"")]), warning("did you mean `case.html`?"));
    for user in ["{% extends 'cas.html' %}", "{% include \"cas.html\" %}"] {
        assert_eq!(strays(&[(cas, "x"), (case, user)]), []);
    }
    let component = "{% component mine() %}x{% endcomponent mine %}";
    assert_eq!(strays(&[(cas, component), (case, "{{ <mine /> }}")]), []);
    assert_eq!(strays(&[(cas, component)]), warning("did you mean `case.html`?"));
}

#[test]
fn a_template_that_fails_is_named_with_its_place() {
    let path = "themes/mine/templates/case.html";
    let failing = |text: &str| {
        let (theme, _) = load("mine", &[(path, text)]);
        let mut context = Context::new();
        context.insert("case", &std::collections::BTreeMap::from([("title", "x"), ("summary", "y")]));
        let theme = theme.expect("a theme");
        theme.render("case", theme.strings("en"), context).expect_err("no such field")
    };
    let text = "<h1>é</h1>\n<p>{{ case.nothing.here }}</p>";
    let diagnostic = failing(text);
    assert_eq!(diagnostic.hints[0], "there are: summary, title");
    let misspelt = failing("{{ case.tilte }}");
    assert_eq!(misspelt.message, "Field `tilte` is not defined (case.html, line 1, column 9)");
    assert_eq!(misspelt.hints[0], "did you mean `title`?");
    let (theme, _) = load(
        "mine",
        &[
            (path, "{{ s.removd }}{{ s.qqqqq }}"),
            ("themes/mine/templates/page.html", "{{ s.qqqqq }}"),
            ("themes/mine/templates/term.html", "{{ s.bodies }}"),
        ],
    );
    let theme = theme.expect("a theme");
    let hint = |template: &str| {
        let page = theme.render(template, theme.strings("en"), Context::new());
        page.expect_err("no such words").hints[0].clone()
    };
    // Words of a table that was left out; of a long list only what is like it.
    assert_eq!(hint("case"), "did you mean `s.field.removed` or `s.point.removed`?");
    assert!(hint("page").ends_with(" others, and none is like it"), "{}", hint("page"));
    assert!(hint("term").contains("the nearest are: body") && hint("term").len() < 80, "{}", hint("term"));
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

#[test]
fn places_that_differ_from_the_english_ones_are_told() {
    let path = "themes/default/strings/fr.toml";
    let text = "source_ref = \"Source\"\nremoved_count = \"{count} retirés\"\nskip = \"{n}!\"\n\
                case_count = { zero = \"aucun cas\", one = \"un cas\", many = \"cas\", other = \"{m} cas\" }\n\
                [figure]\nrange = \"de {hight} à {low}\"\n[date]\nday = \"{month} {day} {year}\"\n[own]\nx = \"{y}\"\n";
    let (theme, found) = load("default", &[(path, text)]);
    assert!(theme.is_some());
    let told: Vec<_> = found
        .iter()
        .map(|one| {
            (one.code, &text[one.span.expect("a place").range()], one.message.as_str(), one.hints[0].as_str())
        })
        .collect();
    let shown = "so it would be shown like this";
    let expected = [
        (
            "\"Source\"",
            "`source_ref` lacks {n}, which the program fills".to_owned(),
            "The English text is \"Source {n}\".",
        ),
        (
            "{count}",
            format!("nothing fills {{count}} in `removed_count`, {shown}"),
            "The English text has {n}.",
        ),
        (
            "\"{count} retirés\"",
            "`removed_count` lacks {n}, which the program fills".to_owned(),
            "The English text is \"{n} removed\".",
        ),
        (
            "{n}",
            format!("nothing fills {{n}} in `skip`, {shown}"),
            "The English text has no such places: take it out.",
        ),
        (
            "\"cas\"",
            "`case_count.many` lacks {n}, which the program fills".to_owned(),
            "The English text is \"{n} cases\".",
        ),
        ("{m}", format!("nothing fills {{m}} in `case_count.other`, {shown}"), "The English text has {n}."),
        (
            "\"{m} cas\"",
            "`case_count.other` lacks {n}, which the program fills".to_owned(),
            "The English text is \"{n} cases\".",
        ),
        ("{hight}", format!("nothing fills {{hight}} in `figure.range`, {shown}"), "Did you mean {high}?"),
        (
            "\"de {hight} à {low}\"",
            "`figure.range` lacks {high}, which the program fills".to_owned(),
            "The English text is \"{low} to {high}\".",
        ),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(place, message, hint)| (codes::PLACES, *place, message.as_str(), *hint))
        .collect();
    assert_eq!(told, expected);
}
