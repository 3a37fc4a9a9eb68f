//! Fields that `site.toml` declares, as readers see them.

use crate::tiny::{Built, tiny};

const SITE: &str = "title = \"Tiny\"\nurl = \"https://example.org/tiny\"\n[fields.backer]\ntype = \"actor\"\nfacet = true\n\
                    list = true\n[fields.dossier]\ntype = \"url\"\n";

#[test]
fn an_actors_names_are_one_term() {
    let built = tiny()
        .file("site.toml", SITE)
        .file(
            "content/actors/ispr.md",
            "---\nname: Inter-Services Public Relations\naliases: [ISPR]\n---\nWords.\n",
        )
        .case("a", "backer: [ISPR, Inter-Services Public Relations]\n", "Words.")
        .case("b", "backer: Inter-Services Public Relations\n", "Words.")
        .case("c", "backer: Somebody Else\n", "Words.")
        .build();
    assert_eq!(built.codes(), ["W003"]);
    let term = built.page("backer/inter-services-public-relations/index.html");
    assert!(term.contains("cases/a/") && term.contains("cases/b/") && !term.contains("cases/c/"));
    assert!(!built.has("backer/ispr/index.html") && built.has("backer/somebody-else/index.html"));
    let index = built.page("backer/index.html");
    assert!(index.contains(">2<") || index.contains("2 cases"), "each case counts once: {index}");
    assert!(built.page("cases/a/index.html").contains("../../backer/inter-services-public-relations/"));
}

#[test]
fn an_address_is_a_link_unless_it_is_an_indicator() {
    let built = tiny()
        .file("site.toml", SITE)
        .case("a", "dossier: https://paper.example/d?a=1&b=2\n", "Words.")
        .case(
            "b",
            "dossier: https://evil.example/d\nindicators: [{type: domain, value: evil.example}]\n",
            "Words.",
        )
        .build()
        .clean();
    let page = built.page("cases/a/index.html");
    let link = "<a href=\"https://paper.example/d?a=1&amp;b=2\" rel=\"nofollow noopener noreferrer\">";
    assert!(page.contains(link), "{page}");
    for path in ["cases/b/index.html", "cases/b/index.json"] {
        let page = built.page(path);
        assert!(
            page.contains("hxxps://evil[.]example/d") && !page.contains("https://evil.example"),
            "{path}"
        );
    }
}

#[test]
fn an_address_of_another_scheme_is_refused() {
    for url in ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "//example.org/"] {
        let built =
            tiny().file("site.toml", SITE).case("a", &format!("dossier: '{url}'\n"), "Words.").build();
        let found: Vec<_> = built.diagnostics().iter().filter(|found| found.is_error()).collect();
        assert!(found.len() == 1 && found[0].hints[0].contains("https://"), "{url}: {found:?}");
    }
}

#[test]
fn a_figure_of_a_range_may_be_open_within_it() {
    let site = "title = \"Tiny\"\nurl = \"https://example.org/tiny\"\n[fields.scale]\ntype = \"figure\"\nrange = [1, 6]\n";
    for (scale, fits) in [
        ("1", true),
        ("7", false),
        ("0", false),
        ("over 5", true),
        ("over 6", false),
        ("at least 6", true),
        ("at least 7", false),
        ("under 1", false),
        ("under 2", true),
        ("under 7", true),
        ("under 8", false),
        ("at most 1", true),
        ("at most 0", false),
        ("2 to 6", true),
        ("2 to 7", false),
        ("about 7", false),
    ] {
        let built = tiny().file("site.toml", site).case("a", &format!("scale: {scale}\n"), "Words.").build();
        assert_eq!(built.codes(), if fits { vec![] } else { vec!["E063"] }, "{scale}");
    }
}

const DAYS: &str =
    "title = \"Tiny\"\nurl = \"https://example.org/tiny\"\n[fields.day]\ntype = \"date\"\nfacet = true\n";

#[test]
fn a_date_that_is_not_exact_is_a_term_of_its_own() {
    let dates = [
        ("2019", "2019"),
        ("2019~", "2019-about"),
        ("2019?", "2019-uncertain"),
        ("2019%", "2019-about-uncertain"),
        ("2019/..", "2019-and-after"),
        ("../2019", "2019-and-before"),
        ("2019-05", "2019-05"),
        ("2019-05-01", "2019-05-01"),
        ("2019/2020", "2019-2020"),
        ("2019~/2020", "2019-about-2020"),
        ("2019/2020~", "2019-2020-about"),
    ];
    let mut site = tiny().file("site.toml", DAYS);
    for (n, (date, _)) in dates.iter().enumerate() {
        site = site.case(&format!("c{n}"), &format!("day: {date}\n"), "Words.");
    }
    let built = site.build().clean();
    for (n, (date, slug)) in dates.iter().enumerate() {
        let term = built.page(&format!("day/{slug}/index.html"));
        assert_eq!(term.matches("class=\"entry\"").count(), 1, "{date}");
        assert!(term.contains(&format!("cases/c{n}/")), "{date}");
        let case = built.page(&format!("cases/c{n}/index.html"));
        assert!(case.contains(&format!("../../day/{slug}/\"")), "{date}");
    }
}

#[test]
fn a_collision_is_told_where_the_value_stands() {
    let site = "title = \"Tiny\"\nurl = \"https://example.org/tiny\"\n[fields.medium]\ntype = \"text\"\nfacet = true\nlist = true\n";
    let case = |medium: &str, publisher: &str| {
        format!(
            "---\ntitle: A network\nmedium: {medium}\nsources:\n  report:\n    title: Report\n    \
             publisher: {publisher}\n    url: https://example.org/r\n---\nWords.\n"
        )
    };
    let second = case("{value: [radio, print-media], note: n}", "Big-News");
    let built = tiny()
        .file("site.toml", site)
        .file("content/cases/a.md", &case("Print Media", "Big News"))
        .file("content/cases/b.md", &second)
        .build();
    let told: Vec<_> = built
        .diagnostics()
        .iter()
        .map(|one| (one.code, second.get(one.span.unwrap_or_default().range()).unwrap_or_default()))
        .collect();
    assert_eq!(told, [("E092", "print-media"), ("E092", "Big-News")]);
}

#[test]
fn an_actor_that_a_list_names_twice_counts_once() {
    let built = tiny()
        .file("site.toml", SITE)
        .file("content/actors/alphapro.md", "---\nname: Alpha Pro Ltd\naliases: [AlphaPro]\n---\nWords.\n")
        .case("a", "backer: [Alpha Pro Ltd, Somebody Else, AlphaPro]\n", "Words.")
        .build();
    assert_eq!(built.codes(), ["W003"]);
    let found = &built.diagnostics()[0];
    assert_eq!(found.span.unwrap_or_default().range(), 64..72, "{found:?}");
    let page = built.page("cases/a/index.html");
    assert_eq!(page.matches("../../backer/alpha-pro-ltd/").count(), 1, "{page}");
    assert_eq!(page.matches("../../backer/somebody-else/").count(), 1, "{page}");
    assert_eq!(built.page("cases/a/index.json").matches("Alpha").count(), 1);
}

const TABLES: [(&str, &str); 2] = [
    (
        "ar",
        "[field]\nscale = \"المقياس\"\n[taxonomy]\nscale = \"المقاييس\"\n[platform]\nx = \"إكس\"\nbilibili = \"بيليبيلي\"\n",
    ),
    ("en", "[field]\nscale = \"Breakout scale\"\n[platform]\nx = \"X (Twitter)\"\n"),
];
const FRONT: &str = "scale: {value: 3, sources: [report], disputed: [{value: 4, sources: [report]}]}\n\
                     network: {x: {accounts: 40}, bilibili: {accounts: 2}}\n\
                     indicators: [{type: account, platform: x, value: '@troll'}]\n";

fn translated(language: &str) -> Built {
    let site = format!(
        "title = \"Tiny\"\nurl = \"https://example.org/tiny\"\nlanguage = \"{language}\"\n[fields.scale]\ntype = \"figure\"\n\
         label = \"Label\"\nfacet = true\n[platforms.bilibili]\ntitle = \"Bilibili\"\n"
    );
    let tiny = TABLES
        .into_iter()
        .fold(tiny(), |tiny, (lang, table)| tiny.file(&format!("themes/default/strings/{lang}.toml"), table));
    let case = |lang: &str| format!("title: T\nlang: {lang}\n{FRONT}");
    tiny.file("site.toml", &site)
        .case("ar", &case("ar"), "")
        .case("en", &case("en"), "")
        .case("fr", &case("fr"), "")
        .build()
        .clean()
}

#[test]
fn a_field_is_called_as_the_tables_of_the_pages_language_say() {
    let built = translated("ar");
    let says = |path: &str, words: &[&str], others: &[&str]| {
        let page = built.words(path);
        for word in words {
            assert!(page.contains(word), "{path} lacks {word}: {page}");
        }
        for word in others {
            assert!(!page.contains(word), "{path} has {word}: {page}");
        }
    };
    let (arabic, english) = (["المقياس", "إكس", "بيليبيلي"], ["Breakout scale", "X (Twitter)"]);
    says("cases/ar/index.html", &arabic, &["Label", "Breakout", "Twitter", "Bilibili"]);
    // What the English table lacks is called as in site.toml, not in Arabic.
    says(
        "cases/en/index.html",
        &[english[0], english[1], "Bilibili"],
        &["Label", "المقياس", "إكس", "بيليبيلي"],
    );
    says("scale/index.html", &["المقاييس"], &["Label", "Breakout"]);
    says("scale/3/index.html", &["المقاييس"], &["Label", "Breakout"]);
    says("indexes/index.html", &["المقاييس", "إكس"], &["Label", "Breakout"]);
    says("codebook/index.html", &arabic, &["Label", "Breakout", "Twitter"]);
    says("search/index.html", &["المقياس", "المقاييس"], &["Label", "Breakout"]);
    says("platforms/x/index.html", &["إكس"], &["Twitter"]);
}

#[test]
fn english_names_do_not_stand_in_for_those_of_another_language() {
    let tiny = tiny()
        .file(
            "site.toml",
            "title = \"السجل\"\nlanguage = \"ar\"\nurl = \"https://example.org\"\n[fields.scale]\ntype = \"figure\"\nlabel = \"المقياس\"\n",
        )
        .file("themes/default/strings/en.toml", TABLES[1].1)
        .case("a", &FRONT.replace(", bilibili: {accounts: 2}", ""), "");
    let words = tiny.build().clean().words("cases/a/index.html");
    assert!(
        words.contains("المقياس") && !words.contains("Breakout") && !words.contains("Twitter"),
        "{words}"
    );
}
