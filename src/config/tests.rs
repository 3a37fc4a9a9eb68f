use super::{Config, FieldKind, RawHtml, read};
use crate::content::yaml::line_at;
use crate::source::Text;

/// The contract's own example.
const EXAMPLE: &str = r#"title = "The Takedown Register"
description = "Cases"
url = "https://example.org/register/"
language = "ar"
publisher = "A group"
license = "CC-BY-4.0"
currency = "EUR"
theme = "mine"
page_size = 20
search = false
[[menu]]
label = "About"
url = "/about/"
[markdown]
raw_html = "escape"
[platforms.bilibili]
title = "Bilibili"
aliases = ["b站"]
[frameworks.fiat]
title = "FIAT"
url = "https://example.org/{id}"
[vocabulary]
type = ["doxxing"]
[fields.breakout_scale]
type = "figure"
label = "Breakout Scale"
range = [1, 6]
facet = true
[fields.method]
type = "choice"
choices = ["a", "b"]
list = true
required = true
"#;

fn config(source: &str) -> (Option<Config>, Vec<crate::diagnostic::Diagnostic>) {
    read(Some(&Text::new("site.toml", source)))
}

#[test]
fn every_key_is_read() {
    let (found, diagnostics) = config(EXAMPLE);
    assert_eq!(diagnostics, []);
    let found = found.unwrap();
    assert_eq!(found.url.as_deref(), Some("https://example.org/register"));
    assert_eq!((found.language.tag(), &found.currency, found.theme.as_str()), ("ar", b"EUR", "mine"));
    assert_eq!((found.page_size, found.search, found.raw_html), (20, false, RawHtml::Escape));
    assert_eq!(found.menu.unwrap()[0].url, "/about/");
    assert_eq!(found.platforms["bilibili"].aliases, ["b站"]);
    assert_eq!(found.frameworks["fiat"].url.as_deref(), Some("https://example.org/{id}"));
    assert_eq!(found.vocabulary["type"], ["doxxing"]);
    assert_eq!(found.fields[0].range, Some((1, 6)));
    assert_eq!(
        (found.fields[0].label.as_str(), found.fields[1].label.as_str()),
        ("Breakout Scale", "Method")
    );
    assert_eq!(found.fields[1].kind, FieldKind::Choice(vec!["a".into(), "b".into()]));
    assert!(found.fields[0].facet && found.fields[1].list && found.fields[1].required);
}

#[test]
fn a_title_is_all_that_is_needed() {
    let (found, diagnostics) = config("title = \"A\"\n");
    assert_eq!(diagnostics, []);
    assert_eq!(format!("{:?}", found.unwrap()), format!("{:?}", Config::default_for("A")));
    let (found, diagnostics) = read(None);
    assert!(found.is_none());
    assert!(diagnostics[0].hints[0].contains("corkboard init"));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (source, code, line, column, hint) in [
        ("", "E073", 1, 1, "title = "),
        ("titel = \"x\"", "E071", 1, 1, "`title`"),
        ("title = The Register", "E070", 1, 9, "double quotes"),
        ("title = \"a\"\ntitle = \"b\"", "E070", 2, 1, "Keep one"),
        ("title = 3", "E072", 1, 9, "`title = \"3\"`"),
        ("title = \"a\"\nlangauge = \"en\"", "E071", 2, 1, "`language`"),
        ("title = \"a\"\nlanguage = \"xx\"", "E031", 2, 12, "language code"),
        ("title = \"a\"\ncurrency = \"XXX\"", "E026", 2, 12, "three letters"),
        ("title = \"a\"\nurl = \"example.org\"", "E072", 2, 7, "https://"),
        ("title = \"a\"\npage_size = 0", "E072", 2, 13, "1 to 1000"),
        ("title = \"a\"\nsearch = \"no\"", "E072", 2, 10, "true"),
        ("title = \"a\"\ntheme = \"../x\"", "E072", 2, 9, "folder of `themes/`"),
        ("title = \"a\"\nmarkdown = true", "E072", 2, 12, "`[markdown]`"),
        ("title = \"a\"\n[markdown]\nraw_html = \"alow\"", "E072", 3, 12, "`allow`"),
        ("title = \"a\"\n[[menu]]\nlabel = \"x\"", "E072", 3, 1, "url = "),
        ("title = \"a\"\n[[menu]]\nlabel = \"x\"\nurl = \"about\"", "E072", 4, 7, "`/about/`"),
        ("title = \"a\"\n[[menu]]\nlabel = \"x\"\nurl = \"about#team\"", "E072", 4, 7, "`/about/#team`"),
        (
            "title = \"a\"\n[[menu]]\nlabel = \"x\"\nurl = \"cases/a-z?q=1#t\"",
            "E072",
            4,
            7,
            "`/cases/a-z/?q=1#t`",
        ),
        ("title = \"a\"\n[[menu]]\nlabel = \"x\"\nurl = \"#top\"", "E072", 4, 7, "`/#top`"),
        ("title = \"a\"\n[[menu]]\nlabel = \"x\"\nurl = \"feed.xml\"", "E072", 4, 7, "`/feed.xml`"),
        (
            "title = \"a\"\n[[menu]]\nlabel = \"x\"\nurl = \"//example.org/x\"",
            "E072",
            4,
            7,
            "`https://example.org/x`",
        ),
        ("title = \"a\"\n[platforms.\"B b\"]\n", "E072", 2, 12, "`[platforms.b-b]`"),
        ("title = \"a\"\n[frameworks.x]\nurl = \"https://x.org\"", "E072", 3, 7, "{id}"),
        ("title = \"a\"\n[vocabulary]\nplatforms = [\"x\"]", "E071", 3, 1, "[platforms.bilibili]"),
        ("title = \"a\"\n[vocabulary]\ntype = [\"A b\"]", "E072", 3, 8, "`a-b`"),
        ("title = \"a\"\n[fields.title]\ntype = \"text\"", "E075", 2, 9, "another name"),
        ("title = \"a\"\n[fields.assets]\ntype = \"text\"\nfacet = true", "E075", 2, 9, "another name"),
        ("title = \"a\"\n[fields.\"A b\"]\ntype = \"text\"", "E075", 2, 9, "`a_b`"),
        ("title = \"a\"\n[fields.a]\n", "E075", 2, 9, "type = "),
        ("title = \"a\"\n[fields.a]\ntype = \"choice\"", "E075", 3, 8, "choices = "),
        ("title = \"a\"\n[fields.a]\ntype = \"text\"\nrange = [1, 2]", "E075", 4, 1, "\"figure\""),
        ("title = \"a\"\n[fields.a]\ntype = \"figure\"\nrange = [2, 1]", "E075", 4, 9, "[1, 6]"),
    ] {
        let (_, found) = config(source);
        let [one] = found.as_slice() else { panic!("{source}: {found:#?}") };
        let start = one.span.unwrap().start;
        let column_found = start - source[..start].rfind('\n').map_or(0, |at| at + 1) + 1;
        assert_eq!((one.code, line_at(source, start), column_found), (code, line, column), "{source}");
        assert!(one.hints.iter().any(|one| one.contains(hint)), "{source}: {:?}", one.hints);
    }
}

#[test]
fn all_mistakes_are_found_in_one_run() {
    let (found, diagnostics) = config("titel = \"x\"\npage_size = \"50\"\ncurrency = 3\n[fields.id]\n");
    assert!(found.is_some());
    let codes: Vec<_> = diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["E071", "E072", "E072", "E075"]);
}
