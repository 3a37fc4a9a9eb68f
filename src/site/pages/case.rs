//! A case's own page.

use super::{Page, body, disputes, figures, license};
use crate::archive::{Case, CaseIndex, Place, Relative, TaxonomyKind};
use crate::content::case::{Attribution, Correction, Indicator, Source, SourceKind, Status, Technique};
use crate::content::vocabulary;
use crate::diagnostic::Diagnostic;
use crate::export::citation;
use crate::site::scope::Scope;
use crate::site::view::{
    AlternateView, AttributionView, CaseView, CorrectionView, FrameworkView, IndicatorView, KindCount,
    RelatedView, SourceView, TechniqueView,
};
use crate::site::{Site, charts};

pub fn page(site: &Site, index: CaseIndex) -> Result<Vec<u8>, Diagnostic> {
    let case = &site.archive.cases[index];
    let file = &*case.file;
    let language = file.lang.as_ref().unwrap_or(site.language());
    let scope = Scope::new(site, language);
    let url = format!("cases/{}/", case.id());
    let page = Page::new(site, "case", &url, language).titled(&file.title).section("cases");
    if case.is_retracted() {
        let mut page = page;
        page.view.noindex = true;
        return page.render(site, "case", &retracted(&scope, case));
    }
    let page =
        page.described(scope.summary(file)).alternate("JSON", "application/json", format!("{url}index.json"));
    let view = view(&scope, index, &page.root);
    let mut page = page;
    // A draft is seen in the preview only, but should it ever be put online, no search engine is to keep it.
    page.view.noindex = !file.status.is_public();
    page.render(site, "case", &view)
}

/// A retracted case keeps its address, title, reason and corrections, and nothing else.
fn retracted(scope: &Scope<'_>, case: &Case) -> CaseView {
    let file = &*case.file;
    let newest = newest_first(&file.corrections).into_iter().next();
    CaseView {
        id: case.id().to_owned(),
        title: file.title.clone(),
        status: Status::Retracted.word().to_owned(),
        retraction: newest.map(|newest| newest.reason.clone().unwrap_or_else(|| newest.change.clone())),
        corrections: corrections(scope, &file.corrections),
        ..CaseView::default()
    }
}

fn view(scope: &Scope<'_>, index: CaseIndex, root: &str) -> CaseView {
    let case = &scope.archive.cases[index];
    let file = &*case.file;
    let facts = figures::facts(scope, case);
    let size = figures::size(scope, case);
    let reach = figures::reach(scope, file);
    let newest = newest_first(&file.corrections).into_iter().next();
    let url = format!("cases/{}/", case.id());
    let neighbours = neighbours(scope, index);
    CaseView {
        id: case.id().to_owned(),
        title: file.title.clone(),
        status: file.status.word().to_owned(),
        kind: file.kind.as_ref().map(|kind| scope.term(TaxonomyKind::Types, &kind.value)),
        summary: scope.summary(file),
        content_warning: file.content_warning.clone(),
        date: case.date.map(|date| scope.case_date(date)),
        announced: file.announced.as_ref().map(|claim| scope.date(&claim.value)),
        last_corrected: newest.map(|newest| scope.date(&newest.date)),
        retraction: None,
        differs_on: disputes::differs_on(scope, file, &facts, size.as_ref(), &reach),
        disputes: disputes::about(scope, file, "case"),
        facts,
        size,
        reach,
        body: body::render(scope, &file.body, &file.path, root, 3, &file.sources, Some(file)),
        headings: body::headings(&file.body),
        narratives: file.narratives.clone(),
        tags: file.tags.iter().map(|tag| scope.term(TaxonomyKind::Tags, &tag.value)).collect(),
        attribution: file.attribution.iter().map(|said| attribution(scope, case, said)).collect(),
        related: case.relatives.iter().enumerate().map(|(n, relative)| related(scope, n, relative)).collect(),
        relation_chart: charts::relations(scope, case, &case.relatives),
        backlinks: body::backlinks(scope, Place::Case(index)),
        techniques: frameworks(scope, file.techniques.iter().map(|technique| &technique.value)),
        indicators: file.indicators.iter().map(|indicator| indicator_view(scope, indicator)).collect(),
        indicators_text: file
            .indicators
            .iter()
            .map(|indicator| indicator.value.as_str())
            .collect::<Vec<_>>()
            .join("\n"),
        sources: sources(scope, &file.sources, &file.path),
        source_kinds: source_kinds(&file.sources),
        hashes: file.sources.iter().any(|source| source.sha256.is_some()),
        corrections: corrections(scope, &file.corrections),
        license: file.license.as_ref().or(scope.archive.config.license.as_ref()).map(|id| license(id)),
        citation: citation::plain(scope, case),
        bibtex: citation::bibtex(scope, case),
        data: vec![AlternateView {
            label: "JSON".into(),
            media: "application/json".into(),
            url: format!("{url}index.json"),
        }],
        earlier: neighbours.0.map(|case| scope.entry(case)),
        later: neighbours.1.map(|case| scope.entry(case)),
    }
}

/// The cases before and after by date; the list is newest first.
fn neighbours(scope: &Scope<'_>, index: CaseIndex) -> (Option<CaseIndex>, Option<CaseIndex>) {
    let dated =
        |index: &CaseIndex| scope.archive.listed().get(*index).is_some_and(|case| case.date.is_some());
    if !dated(&index) {
        return (None, None);
    }
    (Some(index + 1).filter(dated), index.checked_sub(1).filter(dated))
}

fn newest_first(corrections: &[Correction]) -> Vec<&Correction> {
    let mut all: Vec<_> = corrections.iter().collect();
    all.sort_by_key(|correction| std::cmp::Reverse(correction.date.sort_key()));
    all
}

fn corrections(scope: &Scope<'_>, corrections: &[Correction]) -> Vec<CorrectionView> {
    newest_first(corrections)
        .into_iter()
        .map(|correction| CorrectionView {
            date: scope.date(&correction.date),
            change: correction.change.clone(),
            reason: correction.reason.clone(),
        })
        .collect()
}

fn attribution(scope: &Scope<'_>, case: &Case, said: &Attribution) -> AttributionView {
    AttributionView {
        by: said.by.clone(),
        to: said.to.as_ref().map(|name| scope.actor(&name.value)),
        degree: said.degree.map(|degree| degree.word().to_owned()),
        rank: said.degree.map_or(0, |degree| degree.rank()),
        confidence: said.confidence.map(|confidence| confidence.word().to_owned()),
        date: said.date.map(|date| scope.date(&date)),
        statement: said.statement.clone(),
        sources: scope.sources(&case.file, &said.sources),
    }
}

fn related(scope: &Scope<'_>, n: usize, relative: &Relative) -> RelatedView {
    let writer = relative.theirs.then(|| &scope.archive.cases[relative.case].file);
    let language = match writer {
        Some(file) => file.lang.as_ref().unwrap_or(scope.site.language()),
        None => scope.text,
    };
    let (lang, dir) = scope.foreign(relative.note.as_ref().map(|_| language));
    RelatedView {
        letter: charts::letter(n),
        relation: relative.relation.word().to_owned(),
        note: relative.note.clone(),
        lang,
        dir,
        entry: scope.entry(relative.case),
    }
}

fn technique(scope: &Scope<'_>, technique: &Technique) -> TechniqueView {
    let whole = format!("{}:{}", technique.framework, technique.id);
    let term = scope.term(TaxonomyKind::Techniques, &whole);
    TechniqueView {
        id: technique.id.clone(),
        name: (term.title != whole).then(|| term.title.clone()),
        url: term.url.clone().unwrap_or_default(),
    }
}

/// Techniques by framework, in the order in which frameworks first occur.
fn frameworks<'t>(scope: &Scope<'_>, techniques: impl Iterator<Item = &'t Technique>) -> Vec<FrameworkView> {
    let mut all: Vec<FrameworkView> = Vec::new();
    for one in techniques {
        let row = technique(scope, one);
        match all.iter_mut().find(|framework| framework.key == one.framework) {
            Some(framework) => framework.rows.push(row),
            None => all.push(FrameworkView {
                key: one.framework.clone(),
                title: vocabulary::framework_title(&scope.archive.config, &one.framework),
                rows: vec![row],
            }),
        }
    }
    all
}

fn indicator_view(scope: &Scope<'_>, indicator: &Indicator) -> IndicatorView {
    let config = &scope.archive.config;
    IndicatorView {
        kind: indicator.kind.word().to_owned(),
        platform: indicator.platform.as_ref().map(|slug| scope.strings.platform(config, slug)),
        value: indicator.value.clone(),
        technique: indicator.technique.as_ref().map(|one| technique(scope, one)),
        first_seen: indicator.first_seen.map(|date| scope.date(&date)),
        note: indicator.note.clone(),
    }
}

/// Sources as a list shows them; `path` is the file that they stand in.
pub fn sources(scope: &Scope<'_>, sources: &[Source], path: &str) -> Vec<SourceView> {
    sources.iter().enumerate().map(|(index, source)| source_view(scope, index + 1, source, path)).collect()
}

fn source_view(scope: &Scope<'_>, number: usize, source: &Source, path: &str) -> SourceView {
    let (lang, dir) = scope.foreign(source.lang.as_ref());
    let beside = source.url.as_ref().and_then(|url| crate::archive_path::beside(path, &url.value));
    let local = beside.as_ref().and_then(|file| scope.archive.files.get(file).cloned());
    SourceView {
        number,
        id: source.id.value.clone(),
        title: source.title.clone(),
        publisher: source
            .publisher
            .as_ref()
            .map(|publisher| scope.term(TaxonomyKind::Publishers, &publisher.value)),
        kind: source.kind.map(|kind| kind.word().to_owned()),
        local: local.is_some(),
        url: if beside.is_some() { local } else { source.url.as_ref().map(|url| url.value.clone()) },
        archive: source.archive.clone(),
        published: source.published.map(|date| scope.date(&date)),
        accessed: source.accessed.map(|date| scope.date(&date)),
        sha256: source.sha256.clone(),
        lang,
        dir,
    }
}

fn source_kinds(sources: &[Source]) -> Vec<KindCount> {
    SourceKind::ALL
        .into_iter()
        .map(|kind| KindCount {
            kind: kind.word().to_owned(),
            count: sources.iter().filter(|source| source.kind == Some(kind)).count(),
        })
        .filter(|kind| kind.count > 0)
        .collect()
}
