//! What making a page needs: the site, and the words of the page's language.

use tera::Value;

use super::Site;
use super::pages::place_title;
use super::view::{
    CaseDateView, CoverageView, DateView, DisputeView, EntryView, FigureView, LinkView, PagerView, Shared,
    SourceRef, SpendTotal, TermRef, TotalsView,
};
use crate::archive::{Archive, Case, CaseDate, Coverage, TaxonomyKind, Term, Totals};
use crate::config::{Config, FieldKind};
use crate::content::case::{CaseFile, Status};
use crate::content::claim::{Dispute, SourceIndex};
use crate::content::documents::Target;
use crate::content::value::{Country, Date, Language, Money};
use crate::theme::Strings;

/// A site seen from a page in one language.
pub struct Scope<'a> {
    pub site: &'a Site,
    pub archive: &'a Archive,
    pub strings: &'a Strings,
    /// Of the frame: of the theme's words, figures and dates.
    pub language: &'a Language,
    /// Of the document that the page is about.
    pub text: &'a Language,
    /// Whether the language is that of the site's own frame, in which much is known already.
    is_own: bool,
}

/// `ltr` or `rtl`.
pub fn direction(language: &Language) -> &'static str {
    if language.is_rtl() { "rtl" } else { "ltr" }
}

impl<'a> Scope<'a> {
    pub fn new(site: &'a Site, language: &'a Language) -> Self {
        let frame = site.frame(language);
        let strings = site.theme.strings(frame.tag());
        Self {
            site,
            archive: &site.archive,
            strings,
            language: frame,
            text: language,
            is_own: frame == site.frame(site.language()),
        }
    }

    /// The language and direction of words, where they differ from the page's.
    pub fn foreign(&self, language: Option<&Language>) -> (Option<String>, Option<String>) {
        Self::other_than(self.language, language)
    }

    /// The language and direction of words within the document's text, where they differ from the text's.
    pub fn foreign_in_text(&self, language: Option<&Language>) -> (Option<String>, Option<String>) {
        Self::other_than(self.text, language)
    }

    fn other_than(base: &Language, language: Option<&Language>) -> (Option<String>, Option<String>) {
        let other = language.filter(|other| *other != base);
        (other.map(|other| other.tag().to_owned()), other.map(|other| direction(other).to_owned()))
    }

    /// What a case is about in a sentence or two: its summary, else the body's first paragraph.
    pub fn summary(&self, file: &CaseFile) -> Option<String> {
        if file.status == Status::Retracted {
            return None;
        }
        let title = |target: &Target| Some(place_title(self, self.archive.resolve(target)?));
        Some(file.about(title).into_owned()).filter(|words| !words.is_empty())
    }

    /// A case as this page lists it; shared where the page is in the site's language.
    pub fn entry(&self, case: usize) -> Value {
        if self.is_own {
            return self.site.entry(case);
        }
        Value::from_serializable(&self.entry_view(case))
    }

    pub fn entry_view(&self, index: usize) -> EntryView {
        let case = &self.archive.cases[index];
        let file = &case.file;
        let language = file.lang.as_ref().unwrap_or(self.site.language());
        let mut entry = EntryView {
            id: case.id().to_owned(),
            url: format!("cases/{}/", case.id()),
            title: file.title.clone(),
            lang: language.tag().to_owned(),
            dir: direction(language).to_owned(),
            status: file.status.word().to_owned(),
            ..EntryView::default()
        };
        if case.is_retracted() {
            return entry;
        }
        entry.summary = self.summary(file);
        entry.date = case.date.map(|date| self.case_date(date));
        entry.origin =
            file.origin.iter().flat_map(|claim| &claim.value).map(|country| self.country(*country)).collect();
        entry.operator =
            file.operator.iter().flat_map(|claim| &claim.value).map(|name| self.actor(&name.value)).collect();
        entry.size = case.size.map(|size| self.strings.figure(&size).text);
        entry.follows = case.follows.map(|follows| self.strings.figure(&follows).text);
        entry.spend = spend(case).iter().map(|money| self.strings.money(money)).collect();
        entry.disagreements = case.disagreements;
        entry
    }

    pub fn date(&self, date: &Date) -> Shared<DateView> {
        if self.is_own { self.site.known.date(date, self.strings) } else { self.strings.date(date).into() }
    }

    pub fn case_date(&self, date: CaseDate) -> CaseDateView {
        CaseDateView { label: date.kind.word().to_owned(), date: self.date(&date.date) }
    }

    /// A country as a place that networks are run from.
    pub fn country(&self, country: Country) -> Shared<TermRef> {
        self.term(TaxonomyKind::Origins, country.code())
    }

    /// An actor by any of its names; plain words where nobody knows it.
    pub fn actor(&self, name: &str) -> Shared<TermRef> {
        let Some(index) = self.archive.actors.find(name) else {
            return TermRef { title: name.to_owned(), ..TermRef::default() }.into();
        };
        let make = || {
            let actor = &self.archive.actors.all[index];
            let url = Some(format!("actors/{}/", actor.slug));
            TermRef { title: actor.name.clone(), url, ..TermRef::default() }.into()
        };
        self.site.known.actors[index].get_or_init(make).clone()
    }

    /// A value of a taxonomy as a link to its page, if it has one.
    pub fn term(&self, kind: TaxonomyKind, value: &str) -> Shared<TermRef> {
        let Some((taxonomy, term)) =
            slug_of(&self.archive.config, kind, value).and_then(|slug| self.archive.term_of(kind, &slug))
        else {
            return TermRef { title: self.value_title(kind, value), ..TermRef::default() }.into();
        };
        let make = || self.term_ref(taxonomy, term).into();
        if self.is_own { self.site.known.terms[taxonomy][term].get_or_init(make).clone() } else { make() }
    }

    fn term_ref(&self, taxonomy: usize, term: usize) -> TermRef {
        let taxonomy = &self.archive.taxonomies[taxonomy];
        let term = &taxonomy.terms[term];
        let (lang, dir) = self.foreign(term.file.as_ref().and_then(|file| file.lang.as_ref()));
        TermRef {
            title: self.term_title(taxonomy.kind, term),
            url: Some(format!("{}/{}/", taxonomy.folder, term.slug)),
            external: false,
            lang,
            dir,
        }
    }

    pub fn term_title(&self, kind: TaxonomyKind, term: &Term) -> String {
        let own = term.file.as_ref().and_then(|file| file.title.clone());
        own.unwrap_or_else(|| self.value_title(kind, &term.value))
    }

    /// A code or word in the page's language.
    fn value_title(&self, kind: TaxonomyKind, value: &str) -> String {
        match kind {
            TaxonomyKind::Platforms => self.strings.platform(&self.archive.config, value),
            TaxonomyKind::Origins | TaxonomyKind::Targets => Country::parse(value)
                .map_or_else(|_| value.to_owned(), |country| self.strings.country(&country)),
            TaxonomyKind::Languages => Language::parse(value)
                .map_or_else(|_| value.to_owned(), |language| self.strings.language(&language)),
            TaxonomyKind::Types => self.type_title(value),
            TaxonomyKind::Field(index) => {
                match self.archive.config.fields.get(index).map(|field| &field.kind) {
                    Some(FieldKind::Country) => self.value_title(TaxonomyKind::Origins, value),
                    Some(FieldKind::Language) => self.value_title(TaxonomyKind::Languages, value),
                    Some(FieldKind::Date) => Date::parse(value)
                        .map_or_else(|_| value.to_owned(), |date| self.strings.date(&date).text),
                    _ => value.to_owned(),
                }
            }
            TaxonomyKind::Techniques => {
                let name = self.archive.technique_names.get(value);
                name.cloned().unwrap_or_else(|| value.to_owned())
            }
            _ => value.to_owned(),
        }
    }

    /// The theme's words for a type; a site's own type in plain letters.
    fn type_title(&self, word: &str) -> String {
        let key = format!("type.{word}");
        let title = self.strings.text(&key);
        if title == key { word.replace('-', " ") } else { title.to_owned() }
    }

    pub fn sources(&self, file: &CaseFile, sources: &[SourceIndex]) -> Vec<SourceRef> {
        let one = |index: &SourceIndex| {
            file.sources
                .get(*index)
                .map(|source| SourceRef { number: index + 1, title: source.title.clone() })
        };
        sources.iter().filter_map(one).collect()
    }

    pub fn disputes<T>(
        &self,
        file: &CaseFile,
        disputes: &[Dispute<T>],
        print: impl Fn(&T) -> String,
    ) -> Vec<DisputeView> {
        let one = |dispute: &Dispute<T>| DisputeView {
            value: print(&dispute.value),
            verdict: dispute.verdict.word().to_owned(),
            note: dispute.note.clone(),
            sources: self.sources(file, &dispute.sources),
        };
        disputes.iter().map(one).collect()
    }

    pub fn totals(&self, totals: &Totals) -> TotalsView {
        let coverage = |sum: &Coverage| CoverageView {
            figure: self.strings.figure(&sum.figure),
            known: sum.known,
            unknown: totals.cases - sum.known,
        };
        let own = self.archive.config.currency;
        let mut spend: Vec<_> = totals.spend.iter().collect();
        spend.sort_by_key(|(currency, sum)| (**currency != own, std::cmp::Reverse(sum.known), **currency));
        let span = span(totals.first, totals.last);
        TotalsView {
            cases: totals.cases,
            size: totals.size.as_ref().map(coverage),
            follows: totals.follows.as_ref().map(coverage),
            spend: spend.into_iter().map(|(currency, sum)| self.spend_total(*currency, sum)).collect(),
            first: span.0.map(|date| self.strings.date(&date).text),
            last: span.1.map(|date| self.strings.date(&date).text),
            disagreements: totals.disagreements,
        }
    }

    fn spend_total(&self, currency: [u8; 3], sum: &Coverage) -> SpendTotal {
        let code = String::from_utf8_lossy(&currency).into_owned();
        let figure: FigureView = self.strings.figure(&sum.figure);
        SpendTotal { name: self.strings.currency(&code), currency: code, figure, known: sum.known }
    }

    /// Links to the pages of a list: the first, the last, and those around the current one.
    pub fn pager(&self, base: &str, page: usize, total: usize) -> PagerView {
        let size = self.archive.config.page_size;
        let pages = super::routes::page_count(total, size);
        let address = |page: usize| super::routes::page_address(base, page);
        let near = |number: usize| number == 1 || number == pages || number.abs_diff(page) <= 2;
        let mut links: Vec<Option<LinkView>> = Vec::new();
        for number in 1..=pages {
            if near(number) {
                links.push(Some(LinkView {
                    label: self.strings.number(number as u64),
                    url: address(number),
                    external: false,
                }));
            } else if links.last().is_some_and(Option::is_some) {
                links.push(None);
            }
        }
        PagerView {
            page,
            pages,
            total,
            from: if total == 0 { 0 } else { (page - 1) * size + 1 },
            to: (page * size).min(total),
            previous: (page > 1).then(|| address(page - 1)),
            next: (page < pages).then(|| address(page + 1)),
            links,
        }
    }

    /// The part of a list that one page shows.
    pub fn page_of<'s, T>(&self, all: &'s [T], page: usize) -> &'s [T] {
        let size = self.archive.config.page_size;
        let from = ((page - 1) * size).min(all.len());
        &all[from..(from + size).min(all.len())]
    }
}

/// The two ends of a time: from where the first period starts to where the last one ends, unless they are one.
fn span(first: Option<Date>, last: Option<Date>) -> (Option<Date>, Option<Date>) {
    if first == last {
        return (first, last);
    }
    let start = first.map(|date| match date {
        Date::Interval { start: Some(start), .. } => Date::Point(start),
        other => other,
    });
    let end = last.map(|date| match date {
        Date::Interval { end: Some(end), .. } => Date::Point(end),
        other => other,
    });
    (start, end)
}

/// A case's spending, one amount a currency.
pub fn spend(case: &Case) -> Vec<Money> {
    case.spend.iter().map(|(currency, amount)| Money { amount: *amount, currency: *currency }).collect()
}

/// The last part of a term's address.
pub fn slug_of(config: &Config, kind: TaxonomyKind, value: &str) -> Option<String> {
    let is_date = |index: usize| config.fields.get(index).is_some_and(|field| field.kind == FieldKind::Date);
    match kind {
        TaxonomyKind::Field(index) if is_date(index) => {
            Date::parse(value).map_or_else(|_| crate::slug::slugify(value), |date| Some(date.address()))
        }
        TaxonomyKind::Origins | TaxonomyKind::Targets | TaxonomyKind::Languages => Some(value.to_lowercase()),
        TaxonomyKind::Platforms | TaxonomyKind::Years => Some(value.to_owned()),
        _ => crate::slug::slugify(value),
    }
}
