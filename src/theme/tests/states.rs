//! Every template in every state, as pages.

use serde::Serialize;
use tera::Context;

use super::case_fixture::*;
use super::default_theme;
use super::fixtures::*;
use crate::site::view::*;
use crate::theme::Strings;

/// A page: its address and its HTML.
pub struct Page {
    pub url: &'static str,
    pub html: String,
}

pub fn render(
    s: &Strings,
    kind: &str,
    title: &str,
    url: &'static str,
    key: &'static str,
    view: &impl Serialize,
) -> Page {
    let section = match kind {
        "cases" | "case" => "cases",
        "taxonomy" | "term" | "actor" | "indexes" => "indexes",
        other => other,
    };
    let rtl = s.lang() == "ar";
    let page = PageView {
        kind: kind.into(),
        title: title.into(),
        description: Some("A description.".into()),
        url: url.into(),
        lang: s.lang().into(),
        dir: if rtl { "rtl" } else { "ltr" }.into(),
        words: String::new(),
        section: section.into(),
        noindex: url.contains("retracted"),
        alternates: vec![AlternateView {
            label: "Feed (Atom)".into(),
            media: "application/atom+xml".into(),
            url: "feed.xml".into(),
        }],
        canonical: Some(format!("https://example.org/{url}")),
    };
    let mut context = Context::new();
    context.insert("site", &site(s));
    context.insert("page", &page);
    let root = "../".repeat(url.matches('/').count());
    context.insert("root", if root.is_empty() { "./" } else { &root });
    let frame = default_theme().frame(s, context.clone()).unwrap_or_else(|d| panic!("{url}: {}", d.message));
    context.insert_value("frame", frame);
    context.insert(key, view);
    let html = default_theme().render(kind, s, context).unwrap_or_else(|d| panic!("{url}: {}", d.message));
    Page { url, html }
}

pub fn cases(s: &'static Strings) -> Vec<Page> {
    let show = |url, case: CaseView| render(s, "case", &case.title.clone(), url, "case", &case);
    let minimal = CaseView {
        id: "m".into(),
        title: "A title and one source".into(),
        status: "published".into(),
        sources: case(s).sources[3..].to_vec(),
        citation: "A title.".into(),
        bibtex: "@misc{m}".into(),
        ..CaseView::default()
    };
    let mut large = case(s);
    if let Some(size) = &mut large.size {
        (size.unit, size.unit_text) = (1000, s.number(1000));
    }
    large.size.as_mut().and_then(|size| size.groups[0].rows.get_mut(1)).expect("a row").tally.ghost_width = 0;
    let retracted = CaseView {
        status: "retracted".into(),
        title: case(s).title,
        retraction: Some("The network was authentic.".into()),
        corrections: corrections(s),
        ..CaseView::default()
    };
    let undisputed = CaseView {
        status: "published".into(),
        size: None,
        reach: Vec::new(),
        differs_on: Vec::new(),
        disputes: Vec::new(),
        facts: case(s).facts.split_off(1),
        content_warning: None,
        indicators: Vec::new(),
        ..case(s)
    };
    vec![
        show("cases/x/", case(s)),
        show("cases/minimal/", minimal),
        show("cases/large/", CaseView { status: "published".into(), ..large }),
        show("cases/retracted/", retracted),
        show("cases/draft/", CaseView { status: "draft".into(), ..case(s) }),
        show("cases/review/", CaseView { status: "review".into(), ..case(s) }),
        show("cases/undisputed/", undisputed),
    ]
}

fn home(s: &Strings) -> HomeView {
    HomeView {
        body: "<p>What platforms and researchers disclose, source by source.</p>".into(),
        totals: totals(s),
        timeline: Some(timeline(&["inauthentic", "espionage", "other"])),
        latest: entries(s),
        latest_html: "<li class=\"entry\">A case</li>".into(),
        origins: terms()
            .into_iter()
            .map(|t| BarView { width: format!("{}%", t.count * 7), term: t.term, count: t.count })
            .collect(),
        origin_count: 27,
        origin_known: 65,
        origin_unknown: 8,
        corrections: correction_entries(s),
        actors: terms(),
        actor_count: 6,
        actor_unknown: 70,
    }
}

fn lists(s: &'static Strings) -> Vec<Page> {
    let link = |n: usize| {
        Some(LinkView {
            label: n.to_string(),
            url: if n == 2 { "cases/page/2/".into() } else { format!("cases/page/{n}/") },
            external: false,
        })
    };
    let pager = PagerView {
        page: 2,
        pages: 9,
        total: 441,
        from: 51,
        to: 100,
        previous: Some("cases/".into()),
        next: Some("cases/page/3/".into()),
        links: vec![link(1), link(2), link(3), None, link(9)],
    };
    let single = PagerView { page: 1, pages: 1, total: 4, from: 1, to: 4, ..PagerView::default() };
    let plain = EntryGroup { entries: entries(s), ..EntryGroup::default() };
    let group = |label: &str, anchor: &str| EntryGroup {
        key: label.into(),
        label: label.into(),
        anchor: anchor.into(),
        entries: entries(s),
        html: "<li class=\"entry\">A case</li>".into(),
    };
    let list = |order: &str, groups, pager: &PagerView| ListView {
        order: order.into(),
        groups,
        pager: pager.clone(),
    };
    let title = s.text("list.title");
    vec![
        render(s, "cases", title, "cases/page/2/", "list", &list("date", vec![plain], &pager)),
        render(
            s,
            "cases",
            title,
            "cases/a-z/",
            "list",
            &list("a-z", vec![group("A", "a"), group("D", "d")], &single),
        ),
        render(
            s,
            "cases",
            title,
            "cases/by-size/",
            "list",
            &list("by-size", vec![group("1,000 and more", "at-least-1000")], &single),
        ),
        render(s, "cases", title, "cases/none/", "list", &list("date", Vec::new(), &PagerView::default())),
    ]
}

fn terms_pages(s: &'static Strings) -> Vec<Page> {
    let role = |key: &str| EntryGroup {
        key: key.into(),
        anchor: key.into(),
        entries: entries(s),
        ..EntryGroup::default()
    };
    let term_view = TermView {
        taxonomy: "origins".into(),
        taxonomy_url: "origins/".into(),
        title: "Pakistan".into(),
        code: Some("PK".into()),
        totals: totals(s),
        timeline: Some(timeline(&["inauthentic", "espionage", "other"])),
        groups: vec![EntryGroup { entries: entries(s), ..EntryGroup::default() }],
        backlinks: backlinks(),
        feed: "origins/pk/feed.xml".into(),
        ..TermView::default()
    };
    let actor = TermView {
        taxonomy: "actors".into(),
        taxonomy_url: "actors/".into(),
        title: "Inter-Services Public Relations (ISPR)".into(),
        summary: Some("The media wing of the Pakistani military.".into()),
        body: "<p>Its employees were linked to a network in 2019.</p>".into(),
        profile: Some(ProfileView {
            aliases: vec!["ISPR".into()],
            kind: Some("state body".into()),
            country: Some(term("Pakistan", "origins/pk/")),
            url: Some("https://ispr.gov.pk/".into()),
            sources: case(s).sources,
            as_operator: 1,
            as_client: 1,
            attributed: 2,
        }),
        totals: TotalsView { cases: 2, ..TotalsView::default() },
        timeline: Some(timeline(&["operator", "client", "attributed"])),
        groups: vec![role("operator"), role("client"), role("attributed")],
        feed: "actors/ispr/feed.xml".into(),
        ..TermView::default()
    };
    let bare = TermView {
        taxonomy: "tags".into(),
        taxonomy_url: "tags/".into(),
        title: "كشمير".into(),
        lang: Some("ar".into()),
        dir: Some("rtl".into()),
        totals: TotalsView { cases: 1, ..TotalsView::default() },
        groups: vec![EntryGroup { entries: entries(s), ..EntryGroup::default() }],
        external: Some(LinkView {
            label: "DISARM".into(),
            url: "https://example.org/T1".into(),
            external: true,
        }),
        ..TermView::default()
    };
    let taxonomy = |key: &str, terms: Vec<TermCount>| TaxonomyView {
        key: key.into(),
        url: format!("{key}/"),
        total: terms.len() + 3,
        terms,
        unknown: 8,
        body: "<p>Words of the archive’s own.</p>".into(),
        label: None,
    };
    let all = IndexesView {
        taxonomies: vec![
            taxonomy("tags", terms()),
            taxonomy("origins", terms()),
            TaxonomyView { label: Some("Breakout Scale".into()), ..taxonomy("breakout_scale", terms()) },
        ],
    };
    vec![
        render(s, "term", "Pakistan", "origins/pk/", "term", &term_view),
        render(s, "actor", &actor.title.clone(), "actors/ispr/", "term", &actor),
        render(s, "term", "كشمير", "tags/kashmir/", "term", &bare),
        render(
            s,
            "taxonomy",
            s.text("taxonomy.origins"),
            "origins/",
            "taxonomy",
            &taxonomy("origins", terms()),
        ),
        render(
            s,
            "taxonomy",
            s.text("taxonomy.tags"),
            "tags/",
            "taxonomy",
            &TaxonomyView { total: 0, ..taxonomy("tags", Vec::new()) },
        ),
        render(s, "indexes", s.text("index.title"), "indexes/", "indexes", &all),
        render(s, "indexes", s.text("index.title"), "no-indexes/", "indexes", &IndexesView::default()),
    ]
}

fn codebook() -> CodebookView {
    let field = |key: &str, claim, required, own| CodebookField {
        key: key.into(),
        kind: "list of country".into(),
        claim,
        required,
        meaning: "where it was run from".into(),
        used: 65,
        own,
        anchor: format!("f-{key}"),
    };
    let word = |word: &str, title: Option<&str>, aliases: &[&str]| WordView {
        word: word.into(),
        title: title.map(Into::into),
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        used: 3,
        own: title.is_none(),
    };
    CodebookView {
        cases: 73,
        fields: vec![
            field("title", false, true, false),
            field("origin", true, false, false),
            field("breakout_scale", false, false, true),
        ],
        vocabularies: vec![
            VocabularyView {
                key: "platform".into(),
                anchor: "v-platform".into(),
                words: vec![word("x", Some("X"), &["twitter"]), word("bilibili", None, &[])],
            },
            VocabularyView {
                key: "status".into(),
                anchor: "v-status".into(),
                words: vec![word("draft", Some("Draft"), &[])],
            },
        ],
    }
}

fn others(s: &'static Strings) -> Vec<Page> {
    let link = |label: &str, url: &str| LinkView { label: label.into(), url: url.into(), external: false };
    let heading = |id: &str, text: &str| HeadingView { level: 2, id: id.into(), text: text.into() };
    let content = ContentView {
        title: "About".into(),
        summary: Some("How cases are chosen and figures are read.".into()),
        body: "<h2 id=\"one\">One</h2>\n<p>Text.</p>\n<h2 id=\"two\">Two</h2>\n<p>Text.</p>\n<h2 id=\"three\">Three</h2>\n<p>Text.</p>".into(),
        headings: vec![heading("one", "One"), heading("two", "Two"), heading("three", "Three")],
        siblings: vec![link("About", "about/"), link("Method", "method/")],
        children: vec![link("First case", "about/first/")],
        parent: Some(link("Guide", "guide/")),
        backlinks: backlinks(),
    };
    let corrections = |entries| CorrectionsView { entries, feed: "corrections/feed.xml".into() };
    let title = s.text("corrections.title");
    vec![
        render(s, "page", "About", "about/", "content", &content),
        render(
            s,
            "page",
            "Bare",
            "bare/",
            "content",
            &ContentView { title: "Bare".into(), body: "<p>Text.</p>".into(), ..ContentView::default() },
        ),
        render(s, "codebook", s.text("codebook.title"), "codebook/", "codebook", &codebook()),
        render(s, "corrections", title, "corrections/", "corrections", &corrections(correction_entries(s))),
        render(s, "corrections", title, "no-corrections/", "corrections", &corrections(Vec::new())),
        render(s, "not-found", s.text("not_found.title"), "nowhere/", "none", &()),
        render(
            s,
            "redirect",
            "AlphaPro",
            "old/",
            "redirect",
            &RedirectView { url: "cases/x/".into(), title: "AlphaPro <network>".into() },
        ),
    ]
}

pub fn all(s: &'static Strings) -> Vec<Page> {
    let empty = render(s, "home", "", "empty/", "home", &HomeView::default());
    let home = render(s, "home", "", "", "home", &home(s));
    [vec![home, empty], cases(s), lists(s), terms_pages(s), others(s)].into_iter().flatten().collect()
}
