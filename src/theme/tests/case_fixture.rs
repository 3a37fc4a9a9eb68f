//! One full case, after the design's.

use super::fixtures::*;
use crate::content::value::Figure;
use crate::site::view::*;
use crate::theme::Strings;

fn size_row(s: &Strings, kind: &str, n: u64, sources: &[usize]) -> SizeRow {
    let x = |n: u32| n / 10 * 74 + n % 10 * 7;
    SizeRow {
        kind: kind.into(),
        figure: s.figure(&Figure::exact(n)),
        tally: Tally { width: 400, marks: x(n as u32), ghost_x: 0, ghost_width: 0 },
        sources: refs(sources),
        anchor: format!("d-facebook-{kind}"),
        ..SizeRow::default()
    }
}

pub fn size(s: &Strings) -> SizeView {
    let mut pages = size_row(s, "pages", 25, &[1, 2]);
    pages.disputes = vec![dispute(
        "52",
        "rejected",
        "Digits transposed: the same article’s total of 55 Pages for the month fits 25 + 30.",
        &[2],
    )];
    (pages.tally.ghost_x, pages.tally.ghost_width) = (183, 199);
    let group = |title: &str, rows| SizeGroup { platform: term(title, "platforms/x/"), rows };
    let noted = SizeRow { note: Some("Counted by hand.".into()), ..size_row(s, "groups", 6, &[1]) };
    SizeView {
        total: Some(s.figure(&Figure::exact(99))),
        groups: vec![
            group("Facebook", vec![size_row(s, "accounts", 40, &[1, 2]), pages, noted]),
            group("Instagram", vec![size_row(s, "accounts", 28, &[1])]),
        ],
        unit: 1,
        unit_text: "1".into(),
        ghosts: true,
        disputes: vec![dispute(
            "more than 200",
            "rejected",
            "Adds the Sudan network of the same report.",
            &[1, 2],
        )],
        anchor: "d-network".into(),
    }
}

/// Words in English, on whatever page.
fn in_english(term: &TermRef) -> Shared<TermRef> {
    TermRef { lang: Some("en".into()), dir: Some("ltr".into()), ..term.clone() }.into()
}

fn facts(s: &Strings) -> Vec<FactView> {
    let fact = |key: &str, values: Vec<Shared<TermRef>>| FactView {
        key: key.into(),
        values,
        anchor: format!("d-{key}"),
        ..FactView::default()
    };
    vec![
        FactView {
            sources: refs(&[1, 2]),
            disputes: vec![dispute(
                "May 2020",
                "rejected",
                "The article says May 2020 but quotes the report of 3 June 2021.",
                &[2],
            )],
            ..fact("removed", vec![term(&s.date(&day(2021, 5, 0)).text, "")])
        },
        fact("operator", vec![in_english(&term("AlphaPro", "actors/alphapro/"))]),
        FactView {
            note: Some("Of the firm.".into()),
            ..fact("clients", vec![term("Inter-Services Public Relations (ISPR)", "actors/ispr/")])
        },
        fact(
            "targets",
            vec![
                term("Pakistan", "targets/pk/"),
                in_english(&term("English-speaking audiences globally", "")),
            ],
        ),
        fact("size", vec![term("99", "")]),
        FactView { label: Some("Breakout Scale".into()), ..fact("breakout_scale", vec![term("3", "")]) },
    ]
}

fn source(s: &Strings, number: usize) -> SourceView {
    SourceView {
        number,
        id: format!("s{number}"),
        title: "May 2021 Coordinated Inauthentic Behavior Report".into(),
        publisher: Some(term("Facebook", "publishers/facebook/")),
        kind: Some("primary".into()),
        url: Some(
            "https://about.fb.com/news/2021/06/may-2021-coordinated-inauthentic-behavior-report/".into(),
        ),
        published: Some(s.date(&day(2021, 6, 3)).into()),
        accessed: Some(s.date(&day(2026, 10, 2)).into()),
        ..SourceView::default()
    }
}

fn sources(s: &Strings) -> Vec<SourceView> {
    vec![
        SourceView {
            archive: Some("https://web.archive.org/web/2021/https://about.fb.com/".into()),
            lang: Some("en".into()),
            dir: Some("ltr".into()),
            ..source(s, 1)
        },
        SourceView {
            sha256: Some("3c842be237274409f4b8b51ff1b7610617a42a17735fec55880294c06e0289d3".into()),
            kind: Some("secondary".into()),
            ..source(s, 2)
        },
        SourceView {
            url: Some("cases/x/report.pdf".into()),
            local: true,
            publisher: None,
            kind: None,
            ..source(s, 3)
        },
        SourceView {
            number: 4,
            id: "s4".into(),
            title: "Conversation with a moderator".into(),
            ..SourceView::default()
        },
    ]
}

fn relation_chart() -> RelationChart {
    let node = |letter: &str, x: &str, y, label: &str| RelationNode {
        letter: letter.into(),
        x: x.into(),
        y,
        label: label.into(),
        end: letter == "C",
    };
    let year = |x: &str, label: &str| YearLabel { x: x.into(), label: label.into() };
    let line = |style: &str, path: &str| RelationLine { style: style.into(), path: path.into() };
    RelationChart {
        height: 210,
        years: YearsView {
            grid: "M3.00 24V196M26.50 24V196M91.20 24V196".into(),
            labels: vec![year("3.5%", "2019"), year("27%", "2021"), year("91.7%", "2026")],
        }
        .into(),
        self_x: "30.58%".into(),
        self_y: 110,
        self_end: false,
        lines: vec![
            line("solid", "M30.58 110C30.58 40 3.23 40 3.23 110"),
            line("dash", "M30.58 110L33.00 156"),
            line("dotted", "M30.58 110C30.58 40 93.55 40 93.55 110"),
        ],
        nodes: vec![
            node("A", "3.23%", 110, "2019, Pakistan"),
            node("B", "33%", 156, "2021, Sudan"),
            node("C", "93.55%", 110, "2026, Pakistan"),
        ],
    }
}

const BODY: &str = r##"<p>In its report of 3 June 2021 Facebook described a network.<span class="cite"><a href="#src-1" aria-label="Source 1">[1]</a></span> Its note says more.<span class="cite"><a href="#fn-1" id="fr-1" aria-label="Note a">a</a></span></p>
<h3 id="what">What was found</h3>
<p>Facebook linked the network to <em>individuals associated with</em> AlphaPro.</p>
<ul>
<li class="task"><input type="checkbox" disabled aria-label="Done" checked> hashes compared</li>
<li>an item</li>
</ul>
<div class="alert alert-warning" role="note">
<p class="alert-title">Warning</p>
<p>The article gives another year.</p>
</div>
<blockquote>
<p>A quotation.</p>
</blockquote>
<section class="scroll" tabindex="0" aria-label="Table 1">
<table>
<thead>
<tr><th scope="col">Asset</th><th scope="col" class="n">Count</th></tr>
</thead>
<tbody>
<tr><td>Pages</td><td class="n">25</td></tr>
</tbody>
</table>
</section>
<pre tabindex="0"><code class="language-sql"><span class="k">select</span> <span class="n">1</span>, <span class="s">'text'</span>, <span class="f">count</span>(*) <span class="c">-- a remark that runs on and on and on and on, past the measure</span>
</code></pre>
<ol class="notes" aria-label="Notes">
<li id="fn-1"><b>a</b><span>Recorded under <code>clients</code>. <a href="#fr-1" aria-label="Back to the text">Back</a></span></li>
</ol>"##;

/// A case with everything.
pub fn case(s: &Strings) -> CaseView {
    let date = CaseDateView { label: "removed".into(), date: s.date(&day(2021, 5, 0)).into() };
    let differs = |anchor: &str, label: &str| DiffersOn {
        anchor: anchor.into(),
        label: label.into(),
        ..DiffersOn::default()
    };
    CaseView {
        id: "pk-alphapro-2021-05".into(),
        title: "AlphaPro network (Pakistan), removed May 2021".into(),
        status: "corrected".into(),
        kind: Some(term(s.text("type.coordinated-inauthentic-behavior"), "types/coordinated-inauthentic-behavior/")),
        summary: Some("Facebook took down 99 accounts, Pages and Groups run from Pakistan & linked them to <individuals>.".into()),
        content_warning: Some("Quotes hate speech.".into()),
        date: Some(date),
        announced: Some(s.date(&day(2021, 6, 3)).into()),
        last_corrected: Some(s.date(&day(2026, 10, 2)).into()),
        differs_on: vec![differs("d-removed", "date of removal"), differs("d-facebook-pages", "Facebook Pages"), differs("d-network", "total size"), differs("d-case", "the case as a whole")],
        disputes: vec![dispute("no network, but fans", "rejected", "The firm’s own account.", &[])],
        facts: facts(s),
        size: Some(size(s)),
        reach: reach(),
        body: BODY.into(),
        narratives: vec!["criticism of India’s treatment of Muslims, particularly in Kashmir".into()],
        tags: vec![term("covid-19", "tags/covid-19/"), term("kashmir", "tags/kashmir/")],
        attribution: attribution(s),
        related: ["A", "B", "C"].iter().zip(["linked-to", "same-announcement", "see-also"]).zip(entries(s)).map(|((letter, relation), entry)| RelatedView { letter: (*letter).into(), relation: relation.into(), note: Some("Some links to the network removed in April 2019.".into()), lang: None, dir: None, entry }).collect(),
        relation_chart: Some(relation_chart()),
        backlinks: backlinks(),
        techniques: vec![FrameworkView { key: "disarm".into(), title: "DISARM".into(), rows: vec![technique(Some("Purchase targeted advertisements")), technique(None)] }],
        indicators: indicators(s),
        indicators_text: "thebalochistandiaries[.]com\nhxxps://x[.]com/auroraapricus/".into(),
        sources: sources(s),
        hashes: true,
        source_kinds: vec![KindCount { kind: "primary".into(), count: 1 }, KindCount { kind: "secondary".into(), count: 5 }],
        corrections: corrections(s),
        license: site(s).license,
        citation: "“AlphaPro network (Pakistan), removed May 2021.” The Takedown Register, case pk-alphapro-2021-05.".into(),
        bibtex: "@misc{pk-alphapro-2021-05,\n  title  = {AlphaPro network (Pakistan), removed May 2021},\n}".into(),
        data: vec![AlternateView { label: "JSON".into(), media: "application/json".into(), url: "cases/x/index.json".into() }],
        earlier: Some(entry(s, "b", "Taking action against hackers in Palestine")),
        later: Some(entry(s, "a", "Sudan network run for people in Russia")),
        ..CaseView::default()
    }
}

fn reach() -> Vec<ReachRow> {
    let row = |metric: &str, platform: Option<&str>, text: &str| ReachRow {
        metric: metric.into(),
        platform: platform.map(|p| term(p, "platforms/facebook/")),
        text: text.into(),
        sources: refs(&[3]),
        anchor: format!("d-{metric}"),
        ..ReachRow::default()
    };
    vec![
        ReachRow {
            disputes: vec![dispute("at least 800,000", "disputed", "", &[2])],
            ..row("page-followers", Some("Facebook"), "about 800,000")
        },
        row("group-members", Some("Facebook"), "about 1,200"),
        row("ad_spend", None, "about 40,000 USD"),
    ]
}

fn attribution(s: &Strings) -> Vec<AttributionView> {
    vec![
        AttributionView {
            by: "Facebook".into(),
            to: Some(term("AlphaPro", "actors/alphapro/")),
            degree: Some("linked".into()),
            rank: 2,
            date: Some(s.date(&day(2021, 6, 3)).into()),
            statement: Some("“linked this latest operation to individuals associated with AlphaPro, a Pakistan-based PR firm”".into()),
            sources: refs(&[1]),
            ..AttributionView::default()
        },
        AttributionView { by: "Republic".into(), confidence: Some("low".into()), ..AttributionView::default() },
    ]
}

fn technique(name: Option<&str>) -> TechniqueView {
    TechniqueView { id: "T0018".into(), name: name.map(Into::into), url: "techniques/disarm-t0018/".into() }
}

fn indicators(s: &Strings) -> Vec<IndicatorView> {
    let indicator = |kind: &str, value: &str| IndicatorView {
        kind: kind.into(),
        value: value.into(),
        ..IndicatorView::default()
    };
    vec![
        indicator("domain", "thebalochistandiaries[.]com"),
        IndicatorView {
            platform: Some("X".into()),
            technique: Some(technique(None)),
            first_seen: Some(s.date(&day(2020, 1, 0)).into()),
            note: Some("deleted".into()),
            ..indicator("account", "hxxps://x[.]com/auroraapricus/")
        },
        indicator("sha256", "3c842be237274409f4b8b51ff1b7610617a42a17735fec55880294c06e0289d3"),
    ]
}
