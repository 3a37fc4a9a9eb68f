//! Every page that is not a case.

use serde::Serialize;

use super::{
    BacklinkView, BarView, DateView, Entry, EntryGroup, HeadingView, LinkView, Shared, SourceView, TermCount,
    TermRef, TimelineChart, TotalsView,
};

/// `home`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct HomeView {
    /// `content/index.md`, safe HTML; empty if there is none.
    pub body: String,
    pub totals: TotalsView,
    pub timeline: Option<TimelineChart>,
    pub latest: Vec<Entry>,
    /// The same as list items, from the template `entry.html`.
    pub latest_html: String,
    /// Origins by cases, the most frequent first, at most eight.
    pub origins: Vec<BarView>,
    pub origin_count: usize,
    pub origin_known: usize,
    pub origin_unknown: usize,
    pub corrections: Vec<CorrectionEntry>,
    /// Operators and clients, the most frequent first, at most ten.
    pub actors: Vec<TermCount>,
    pub actor_count: usize,
    /// Cases that name neither operator nor client.
    pub actor_unknown: usize,
}

/// `list`: `/cases/`, its pages, `/cases/a-z/`, `/cases/by-size/`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct ListView {
    /// `date`, `a-z`, `by-size`: which order is current.
    pub order: String,
    /// One group without a label when the order is `date`.
    pub groups: Vec<EntryGroup>,
    pub pager: PagerView,
}

/// Pages of a list.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PagerView {
    /// From 1.
    pub page: usize,
    pub pages: usize,
    /// Entries on all pages.
    pub total: usize,
    /// First and last entry on this page, from 1.
    pub from: usize,
    pub to: usize,
    /// Relative to the root.
    pub previous: Option<String>,
    pub next: Option<String>,
    /// Page links with gaps: `None` where pages are left out.
    pub links: Vec<Option<LinkView>>,
}

/// `indexes`: `/indexes/`, every taxonomy with its first terms.
#[derive(Debug, Clone, Serialize, Default)]
pub struct IndexesView {
    pub taxonomies: Vec<TaxonomyView>,
}

/// `taxonomy`: `/tags/` and the like.
#[derive(Debug, Clone, Serialize, Default)]
pub struct TaxonomyView {
    /// Key of `s.taxonomy` and `s.taxonomy_note`.
    pub key: String,
    pub label: Option<String>,
    pub url: String,
    /// By count, then title.
    pub terms: Vec<TermCount>,
    pub total: usize,
    /// Cases with no term of this taxonomy.
    pub unknown: usize,
    /// Words of `content/tags/index.md`, safe HTML.
    pub body: String,
}

/// `term`: one term of a taxonomy, actors included.
#[derive(Debug, Clone, Serialize, Default)]
pub struct TermView {
    /// Key of `s.taxonomy`.
    pub taxonomy: String,
    pub taxonomy_label: Option<String>,
    pub taxonomy_url: String,
    pub title: String,
    /// A code that is not the title: `PK`, `disarm:T0018`.
    pub code: Option<String>,
    pub lang: Option<String>,
    pub dir: Option<String>,
    pub summary: Option<String>,
    /// Safe HTML, first page only.
    pub body: String,
    pub headings: Vec<HeadingView>,
    /// For a technique: the framework's own page on it.
    pub external: Option<LinkView>,
    /// Actors only.
    pub profile: Option<ProfileView>,
    pub totals: TotalsView,
    /// First page only, and only with two dated cases or more.
    pub timeline: Option<TimelineChart>,
    /// Actors: one group a role; a case in which it has two stands in both. Others: one group.
    pub groups: Vec<EntryGroup>,
    pub pager: PagerView,
    pub backlinks: Vec<BacklinkView>,
    pub feed: String,
}

/// What an actor's own file says.
#[derive(Debug, Clone, Serialize, Default)]
pub struct ProfileView {
    pub aliases: Vec<String>,
    pub kind: Option<String>,
    pub country: Option<Shared<TermRef>>,
    pub url: Option<String>,
    pub sources: Vec<SourceView>,
    /// Cases as operator, as client; attributions that name it.
    pub as_operator: usize,
    pub as_client: usize,
    pub attributed: usize,
}

/// `content`: a plain page.
#[derive(Debug, Clone, Serialize, Default)]
pub struct ContentView {
    pub title: String,
    pub summary: Option<String>,
    pub body: String,
    pub headings: Vec<HeadingView>,
    /// Other pages of the same folder, by weight and title; in a folder of more than 51 the 50 around it. Of top-level
    /// pages only where they are more than the menu shows.
    pub siblings: Vec<LinkView>,
    /// Pages below, for a folder's own page.
    pub children: Vec<LinkView>,
    pub parent: Option<LinkView>,
    pub backlinks: Vec<BacklinkView>,
}

/// `corrections`: every correction, newest first.
#[derive(Debug, Clone, Serialize, Default)]
pub struct CorrectionsView {
    pub entries: Vec<CorrectionEntry>,
    pub feed: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct CorrectionEntry {
    pub date: Shared<DateView>,
    pub title: String,
    /// `cases/x/#corrections`.
    pub url: String,
    pub lang: String,
    pub dir: String,
    pub status: String,
    pub change: String,
    pub reason: Option<String>,
}

/// `codebook`: every field and vocabulary, generated.
#[derive(Debug, Clone, Serialize, Default)]
pub struct CodebookView {
    pub cases: usize,
    pub fields: Vec<CodebookField>,
    pub vocabularies: Vec<VocabularyView>,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct CodebookField {
    pub key: String,
    /// `figure`, `date`, `list of tags`, ready to print (English, as in the contract).
    pub kind: String,
    pub claim: bool,
    pub required: bool,
    pub meaning: String,
    /// Cases that give it.
    pub used: usize,
    /// Declared by site.toml.
    pub own: bool,
    /// Anchor: `f-removed`.
    pub anchor: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct VocabularyView {
    /// `type`, `platform`, `status`, …
    pub key: String,
    pub anchor: String,
    pub words: Vec<WordView>,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct WordView {
    pub word: String,
    /// Its title, if it differs from the word.
    pub title: Option<String>,
    /// Synonyms that are taken too.
    pub aliases: Vec<String>,
    pub used: usize,
    pub own: bool,
}

/// `redirect`: an old address.
#[derive(Debug, Clone, Serialize, Default)]
pub struct RedirectView {
    /// Relative to the root.
    pub url: String,
    pub title: String,
}
