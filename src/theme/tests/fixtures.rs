//! Hand-made views: what pages share.

use crate::content::value::{Date, Figure, PartialDate};
use crate::site::view::*;
use crate::theme::Strings;

pub fn day(year: i16, month: u8, day: u8) -> Date {
    let some = |n| (n > 0).then_some(n);
    Date::Point(PartialDate {
        year,
        month: some(month),
        day: some(day),
        approximate: false,
        uncertain: false,
    })
}

pub fn term(title: &str, url: &str) -> Shared<TermRef> {
    TermRef { title: title.into(), url: (!url.is_empty()).then(|| url.into()), ..TermRef::default() }.into()
}

pub fn refs(numbers: &[usize]) -> Vec<SourceRef> {
    numbers.iter().map(|n| SourceRef { number: *n, title: format!("Source {n}") }).collect()
}

pub fn dispute(value: &str, verdict: &str, note: &str, sources: &[usize]) -> DisputeView {
    DisputeView {
        value: value.into(),
        verdict: verdict.into(),
        note: (!note.is_empty()).then(|| note.into()),
        sources: refs(sources),
    }
}

pub fn site(s: &Strings) -> SiteView {
    let taxonomy =
        |key: &str, count| TaxonomyLink { key: key.into(), label: None, url: format!("{key}/"), count };
    SiteView {
        title: if s.lang() == "ar" { "سجل الإزالات" } else { "The Takedown Register" }.into(),
        description: Some("Influence operations that platforms have taken down: who is said to have run them, what was removed, and where the sources disagree.".into()),
        publisher: Some("A small newsroom".into()),
        license: Some(LicenseView { id: "CC-BY-4.0".into(), title: "CC BY 4.0".into(), url: Some("https://creativecommons.org/licenses/by/4.0/".into()) }),
        pages: vec![LinkView { label: "About".into(), url: "about/".into(), external: false }],
        taxonomies: ["tags", "actors", "origins", "platforms", "types"].map(|key| taxonomy(key, 27)).into(),
        case_count: 73,
        correction_count: 2,
        generator: "Corkboard 0.1.0".into(),
        ..SiteView::default()
    }
}

fn entry_view(s: &Strings, id: &str, title: &str) -> EntryView {
    EntryView {
        id: id.into(),
        url: format!("cases/{id}/"),
        title: title.into(),
        summary: Some("Invented journalists and activists from Balochistan fronted a blog called The Balochistan Diaries.".into()),
        lang: "en".into(),
        dir: "ltr".into(),
        status: "published".into(),
        date: Some(CaseDateView { label: "removed".into(), date: s.date(&day(2021, 5, 0)).into() }),
        origin: vec![term("Pakistan", "origins/pk/")],
        size: Some(s.figure(&Figure::exact(99)).text),
        spend: vec!["about 40,000 USD".into()],
        disagreements: 2,
        ..EntryView::default()
    }
}

/// Entries in every shape: full, corrected, retracted elsewhere, in another script, with nothing but a title.
pub fn entry(s: &Strings, id: &str, title: &str) -> Entry {
    Entry::from_serializable(&entry_view(s, id, title))
}

pub fn entries(s: &Strings) -> Vec<Entry> {
    let views = [
        entry_view(s, "a", "Domestic Pakistani activity displaying wide use of AI & more"),
        EntryView {
            status: "corrected".into(),
            disagreements: 1,
            ..entry_view(s, "b", "China-based network targeting Taiwan")
        },
        EntryView {
            lang: "ar".into(),
            dir: "rtl".into(),
            summary: Some("أزالت فيسبوك 99 حسابًا وصفحة ومجموعة تدار من باكستان.".into()),
            ..entry_view(s, "c", "شبكة ألفابرو (باكستان)، أزيلت في مايو 2021")
        },
        EntryView {
            id: "d".into(),
            url: "cases/d/".into(),
            title: "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsnetzwerk".into(),
            lang: "en".into(),
            dir: "ltr".into(),
            status: "draft".into(),
            ..EntryView::default()
        },
    ];
    views.iter().map(Entry::from_serializable).collect()
}

pub fn backlinks() -> Vec<BacklinkView> {
    vec![
        BacklinkView {
            title: "AlphaPro".into(),
            url: "actors/alphapro/".into(),
            context: "The firm is named in the network of May 2021.".into(),
            ..BacklinkView::default()
        },
        BacklinkView {
            title: "عن الأرشيف".into(),
            url: "about/".into(),
            context: "كما في هذه الحالة.".into(),
            lang: Some("ar".into()),
            dir: Some("rtl".into()),
        },
    ]
}

pub fn corrections(s: &Strings) -> Vec<CorrectionView> {
    vec![
        CorrectionView {
            date: s.date(&day(2026, 10, 2)).into(),
            change: "Facebook Pages: 25, was 52.".into(),
            reason: Some("The first version followed one outlet.".into()),
        },
        CorrectionView {
            date: s.date(&day(2026, 9, 0)).into(),
            change: "Removal: May 2021, was May 2020.".into(),
            reason: None,
        },
    ]
}

pub fn correction_entries(s: &Strings) -> Vec<CorrectionEntry> {
    let entry = |c: CorrectionView, status: &str| CorrectionEntry {
        date: c.date,
        title: "AlphaPro network (Pakistan), removed May 2021".into(),
        url: "cases/x/#corrections".into(),
        lang: "en".into(),
        dir: "ltr".into(),
        status: status.into(),
        change: c.change,
        reason: c.reason,
    };
    corrections(s).into_iter().zip(["corrected", "retracted"]).map(|(c, status)| entry(c, status)).collect()
}

pub fn totals(s: &Strings) -> TotalsView {
    let about = |n| s.figure(&Figure { about: true, ..Figure::exact(n) });
    TotalsView {
        cases: 73,
        size: Some(CoverageView {
            figure: s.figure(&Figure { high: None, ..Figure::exact(24_910) }),
            known: 57,
            unknown: 16,
        }),
        follows: Some(CoverageView { figure: about(9_020_000), known: 38, unknown: 35 }),
        spend: ["USD", "EUR"]
            .map(|code| SpendTotal {
                currency: code.into(),
                name: s.currency(code),
                figure: about(2_660_000),
                known: 36,
            })
            .into(),
        first: Some("April 2019".into()),
        last: Some("June 2026".into()),
        disagreements: 13,
    }
}

pub fn timeline(classes: &[&str]) -> TimelineChart {
    let block = |x: &str, y, class| BlockView {
        x: x.into(),
        y,
        width: "2.83%".into(),
        height: 14,
        class,
        title: "Togo & Burkina Faso".into(),
    };
    TimelineChart {
        height: 200,
        axis_y: 176,
        blocks: vec![
            block("17.55%", 162, 1),
            block("21%", 162, 2),
            block("52.03%", 162, 1),
            block("52.03%", 146, 1),
            block("52.03%", 130, 3),
        ],
        grid: vec![GridLine { y: 96, label: "5".into() }],
        ticks: vec![
            TickView { x: "0%".into(), label_x: "0.4%".into(), label: "2019".into() },
            TickView { x: "51.72%".into(), label_x: "52.12%".into(), label: "2023".into() },
        ]
        .into(),
        legend: (1..).zip(classes).map(|(class, key)| LegendView { class, key: (*key).into() }).collect(),
        rows: vec![
            PeriodRow { label: "Q3 2020".into(), counts: vec![1, 0, 0], total: 1 },
            PeriodRow { label: "Q1 2023".into(), counts: vec![2, 0, 1], total: 3 },
        ],
        unit: 1,
        unit_text: "1".into(),
        period: "quarter".into(),
        first: "Q2 2019".into(),
        last: "Q2 2026".into(),
        peak: "Q1 2023".into(),
        peak_count: 3,
        undated: 1,
    }
}

pub fn terms() -> Vec<TermCount> {
    [("Russia", 14), ("China", 12), ("Iran", 11), ("Pakistan", 7), ("Türkiye", 3), ("India", 1)]
        .map(|(title, count)| TermCount { term: term(title, "origins/x/"), count })
        .into()
}
