//! All that a template may see. Plain data, ready to print: dates and figures are already in the page's
//! language, addresses are relative to the site's root (`{{ root }}{{ entry.url }}`), and charts come with
//! their geometry. `themes/README.md` documents every field; `tests/` checks that it does.

pub mod case;
pub mod chart;
pub mod pages;
pub mod search;
mod shared;

use serde::Serialize;

pub use case::*;
pub use chart::*;
pub use pages::*;
pub use search::*;
pub use shared::Shared;

/// `site`: the same on every page.
#[derive(Debug, Clone, Serialize, Default)]
pub struct SiteView {
    pub title: String,
    pub description: Option<String>,
    pub publisher: Option<String>,
    pub license: Option<LicenseView>,
    /// Absolute address without a slash at the end, if `site.toml` gives one.
    pub url: Option<String>,
    /// Whether there is a search page.
    pub search: bool,
    /// `[[menu]]` of `site.toml`; `None`: the theme makes its own.
    pub menu: Option<Vec<LinkView>>,
    /// Top-level plain pages, by weight then title: the first 50.
    pub pages: Vec<LinkView>,
    /// Taxonomies that have terms, in the order of the indexes.
    pub taxonomies: Vec<TaxonomyLink>,
    pub case_count: usize,
    pub correction_count: usize,
    /// `Corkboard 0.1.0`.
    pub generator: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct LicenseView {
    /// SPDX id: `CC-BY-4.0`.
    pub id: String,
    /// `CC BY 4.0`.
    pub title: String,
    pub url: Option<String>,
}

/// A link: `url` is relative to the root unless `external`.
#[derive(Debug, Clone, Serialize, Default, PartialEq)]
pub struct LinkView {
    pub label: String,
    pub url: String,
    pub external: bool,
}

/// `frame`: what surrounds a page, HTML that is printed as it is. Each is the template of its name, rendered once for all
/// pages on which it is the same: its `page` is a [`FramedPage`].
#[derive(Debug, Clone, Default)]
pub struct FrameView {
    /// The masthead with the menu and the search box.
    pub mast: String,
    /// The site's name and its links, at the foot.
    pub foot: String,
    /// Publisher, licence and program.
    pub colophon: String,
}

/// `page` in `mast.html`, `foot.html` and `colophon.html`: what they can depend on.
#[derive(Debug, Clone, Serialize)]
pub struct FramedPage {
    pub kind: String,
    /// `-` unless a menu or the site's top pages have the page.
    pub url: String,
    pub lang: String,
    pub dir: String,
    pub section: String,
}

/// `page`: the page at hand.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PageView {
    /// Template's name without `.html`: `home`, `cases`, `case`, `taxonomy`, `term`, `actor`, `page`, `indexes`,
    /// `codebook`, `corrections`, `search`, `not-found`, `redirect`.
    pub kind: String,
    /// For `<h1>` and `<title>`; empty on the home page.
    pub title: String,
    pub description: Option<String>,
    /// Relative to the root, `cases/x/`; empty for the home page.
    pub url: String,
    /// Absolute; only with `url` in site.toml.
    pub canonical: Option<String>,
    /// Of the theme's words, figures and dates: the document's language where the theme speaks it. BCP 47.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// Attributes for what the document itself says, where that is in another language: ` lang="fr" dir="ltr"`; else
    /// empty.
    pub words: String,
    pub noindex: bool,
    /// Which entry of the default menu is current: `cases`, `indexes`, `codebook`, `corrections`, `search`, `about`, or empty.
    pub section: String,
    /// Feeds and data of this page: `{label, type, url}`.
    pub alternates: Vec<AlternateView>,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct AlternateView {
    pub label: String,
    /// A media type: `application/atom+xml`.
    #[serde(rename = "type")]
    pub media: String,
    pub url: String,
}

/// A figure ready to print.
#[derive(Debug, Clone, Serialize, Default, PartialEq)]
pub struct FigureView {
    /// Whole: `about 800,000`, `40 to 50`.
    pub text: String,
    /// `about`, `over`, `at least`, … in the page's language, or empty.
    pub qualifier: String,
    /// Without the qualifier: `800,000`.
    pub number: String,
    /// Shortened for a big display: `9.02 m`; the same as `number` below a million.
    pub short: String,
    /// The number that the source states.
    pub value: u64,
}

/// A date ready to print.
#[derive(Debug, Clone, Serialize, Default, PartialEq)]
pub struct DateView {
    /// `3 June 2021`, `May 2021`, `January to March 2023`.
    pub text: String,
    /// `3 Jun 2021`, `Q1 2023`, `H1 2026`.
    pub short: String,
    /// As written: `2021-05`, `2023-01/2023-03`.
    pub iso: String,
    /// A valid value for `<time datetime>`; `None` for intervals.
    pub datetime: Option<String>,
}

/// A term of a taxonomy: `url` is relative to the root unless `external`; `None` where there is no page (free words).
#[derive(Debug, Clone, Serialize, Default, PartialEq)]
pub struct TermRef {
    pub title: String,
    pub url: Option<String>,
    /// An address elsewhere on the web, as a field of the site's own may have.
    pub external: bool,
    /// The title's language and direction where they differ from the page's.
    pub lang: Option<String>,
    pub dir: Option<String>,
}

/// A numbered source: `[1]`, anchor `#src-1`.
#[derive(Debug, Clone, Serialize, Default, PartialEq)]
pub struct SourceRef {
    /// From 1, the order of the file.
    pub number: usize,
    pub title: String,
}

/// What other sources say of a point.
#[derive(Debug, Clone, Serialize, Default, PartialEq)]
pub struct DisputeView {
    /// The other value, ready to print.
    pub value: String,
    /// `rejected`, `disputed`, `superseded`: key of `s.verdict`.
    pub verdict: String,
    pub note: Option<String>,
    pub sources: Vec<SourceRef>,
}

/// An [`EntryView`] as templates hold it: made once for each case and shared by all pages, since a case stands in
/// dozens of lists.
pub type Entry = tera::Value;

/// A case in a list. Made once for each case and language, shared by all pages.
#[derive(Debug, Clone, Serialize, Default)]
pub struct EntryView {
    pub id: String,
    /// `cases/x/`.
    pub url: String,
    pub title: String,
    pub summary: Option<String>,
    /// Language and direction of title and summary.
    pub lang: String,
    pub dir: String,
    /// `draft`, `review`, `published`, `corrected`, `retracted`.
    pub status: String,
    pub date: Option<CaseDateView>,
    pub origin: Vec<Shared<TermRef>>,
    pub operator: Vec<Shared<TermRef>>,
    /// Network size, computed, ready to print: `about 100`.
    pub size: Option<String>,
    /// Its reach in follows, ready to print.
    pub follows: Option<String>,
    /// Each ready to print, one a currency: `about 40,000 USD`.
    pub spend: Vec<String>,
    /// Points on which sources disagree.
    pub disagreements: usize,
}

/// A case's date and which of its dates it is.
#[derive(Debug, Clone, Serialize, Default)]
pub struct CaseDateView {
    /// `removed`, `reporting_period`, `announced`, `detected`, `active`: key of `s.field`.
    pub label: String,
    pub date: Shared<DateView>,
}

/// A taxonomy in the list of indexes.
#[derive(Debug, Clone, Serialize, Default)]
pub struct TaxonomyLink {
    /// `tags`, `actors`, `platforms`, … or the site field's name: key of `s.taxonomy`.
    pub key: String,
    /// The label that site.toml gives a field of the site's own; `None` for built-in ones.
    pub label: Option<String>,
    /// `tags/`.
    pub url: String,
    /// Terms.
    pub count: usize,
}

/// A term in an index, with the number of its cases.
#[derive(Debug, Clone, Serialize, Default)]
pub struct TermCount {
    pub term: Shared<TermRef>,
    pub count: usize,
}
