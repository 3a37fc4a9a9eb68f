//! `case`: a case page.

use serde::Serialize;

use super::{
    AlternateView, CaseDateView, DateView, DisputeView, Entry, FigureView, LicenseView, RelationChart,
    Shared, SourceRef, Tally, TermRef,
};

/// A case page. A retracted case has only `id`, `title`, `status`, `corrections`, `retraction`; all else is empty.
#[derive(Debug, Clone, Serialize, Default)]
pub struct CaseView {
    pub id: String,
    pub title: String,
    pub status: String,
    pub kind: Option<Shared<TermRef>>,
    pub summary: Option<String>,
    pub content_warning: Option<String>,
    pub date: Option<CaseDateView>,
    pub announced: Option<Shared<DateView>>,
    /// Date of the newest correction.
    pub last_corrected: Option<Shared<DateView>>,
    /// Why it was retracted: the newest correction's reason, else its change.
    pub retraction: Option<String>,
    /// Every point on which sources disagree, for the line in the head.
    pub differs_on: Vec<DiffersOn>,
    /// Disputes about the case as a whole (`disputed: [{field: case}]`); shown in the head under the anchor `d-case`.
    pub disputes: Vec<DisputeView>,
    /// "At a glance": in print order, empty ones left out.
    pub facts: Vec<FactView>,
    pub size: Option<SizeView>,
    /// Reach and spending.
    pub reach: Vec<ReachRow>,
    /// Safe HTML, or empty.
    pub body: String,
    /// Headings of the body, levels 2 and 3.
    pub headings: Vec<HeadingView>,
    pub narratives: Vec<String>,
    pub tags: Vec<Shared<TermRef>>,
    pub attribution: Vec<AttributionView>,
    pub related: Vec<RelatedView>,
    pub relation_chart: Option<RelationChart>,
    /// Cases, actors and pages whose text mentions this case.
    pub backlinks: Vec<BacklinkView>,
    /// By framework.
    pub techniques: Vec<FrameworkView>,
    pub indicators: Vec<IndicatorView>,
    /// All values, one a line, defanged.
    pub indicators_text: String,
    pub sources: Vec<SourceView>,
    /// How many of each kind: `[{kind: "primary", count: 1}]`.
    pub source_kinds: Vec<KindCount>,
    /// Whether a source gives a hash.
    pub hashes: bool,
    /// Newest first.
    pub corrections: Vec<CorrectionView>,
    pub license: Option<LicenseView>,
    pub citation: String,
    pub bibtex: String,
    /// `index.json` and later exports.
    pub data: Vec<AlternateView>,
    /// By date.
    pub earlier: Option<Entry>,
    pub later: Option<Entry>,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct DiffersOn {
    /// `d-removed`: the anchor of the variant.
    pub anchor: String,
    /// What the point is: `removed`, or `facebook` + `pages`, or `network`, or `case`.
    pub field: String,
    /// Words ready to print: `date of removal`, `Facebook Pages`, `total size`.
    pub label: String,
}

/// One line of "At a glance".
#[derive(Debug, Clone, Serialize, Default)]
pub struct FactView {
    /// Key of `s.field`, or a site field's name.
    pub key: String,
    /// Only for fields of the site's own.
    pub label: Option<String>,
    /// Shown joined by commas; text in `title`.
    pub values: Vec<Shared<TermRef>>,
    pub sources: Vec<SourceRef>,
    pub note: Option<String>,
    pub disputes: Vec<DisputeView>,
    /// `d-removed`; used as id when there are disputes.
    pub anchor: String,
    /// Disputes that are shown at `anchor` in another section, so that the line links there.
    pub elsewhere: usize,
}

/// Network size by platform and kind.
#[derive(Debug, Clone, Serialize, Default)]
pub struct SizeView {
    /// `None` where only posts or events are given.
    pub total: Option<FigureView>,
    pub groups: Vec<SizeGroup>,
    /// What one mark of a tally stands for: 1, 10, 100, 1,000, …
    pub unit: u64,
    /// `unit` in the page's language.
    pub unit_text: String,
    /// Whether a tally has hollow marks.
    pub ghosts: bool,
    /// Disputes about the computed total (`disputed: [{field: network}]`).
    pub disputes: Vec<DisputeView>,
    pub anchor: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct SizeGroup {
    pub platform: Shared<TermRef>,
    pub rows: Vec<SizeRow>,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct SizeRow {
    /// `accounts`, `pages`, …: key of `s.kind`.
    pub kind: String,
    pub figure: FigureView,
    pub tally: Tally,
    /// What one mark of this row stands for, where that is another number than the table's.
    pub unit_text: Option<String>,
    pub sources: Vec<SourceRef>,
    pub note: Option<String>,
    pub disputes: Vec<DisputeView>,
    pub anchor: String,
}

/// A row of the table "Reach and spending".
#[derive(Debug, Clone, Serialize, Default)]
pub struct ReachRow {
    /// `followers`, `page-followers`, …, or `ad_spend`: key of `s.metric`.
    pub metric: String,
    /// `None` for spending.
    pub platform: Option<Shared<TermRef>>,
    /// Ready to print, with the currency if it is money.
    pub text: String,
    pub sources: Vec<SourceRef>,
    pub note: Option<String>,
    pub disputes: Vec<DisputeView>,
    pub anchor: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct HeadingView {
    pub level: u8,
    pub id: String,
    pub text: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct AttributionView {
    pub by: String,
    pub to: Option<Shared<TermRef>>,
    /// `direct`, `linked`, `inferred`, `unattributed`: key of `s.degree`; `None` if not stated.
    pub degree: Option<String>,
    /// 0 to 3.
    pub rank: usize,
    /// `high`, `moderate`, `low`: key of `s.confidence`; `None` if not stated.
    pub confidence: Option<String>,
    pub date: Option<Shared<DateView>>,
    pub statement: Option<String>,
    pub sources: Vec<SourceRef>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RelatedView {
    /// `A`, `B`, …: the key to the chart.
    pub letter: String,
    /// `linked-to`, …, `mentioned-by`: key of `s.relation`.
    pub relation: String,
    pub note: Option<String>,
    /// Of the note, where that is in another language than the page's frame.
    pub lang: Option<String>,
    pub dir: Option<String>,
    pub entry: Entry,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct BacklinkView {
    pub title: String,
    pub url: String,
    /// Words around the link, plain text.
    pub context: String,
    pub lang: Option<String>,
    pub dir: Option<String>,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct FrameworkView {
    pub key: String,
    /// `DISARM`, `Online Operations Kill Chain`, `MITRE ATT&CK`.
    pub title: String,
    pub rows: Vec<TechniqueView>,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct TechniqueView {
    pub id: String,
    /// From `content/techniques.csv` or a term file.
    pub name: Option<String>,
    /// The term's page.
    pub url: String,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct IndicatorView {
    /// Key of `s.indicator`.
    pub kind: String,
    pub platform: Option<String>,
    /// Defanged.
    pub value: String,
    pub technique: Option<TechniqueView>,
    pub first_seen: Option<Shared<DateView>>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct SourceView {
    pub number: usize,
    pub id: String,
    pub title: String,
    pub publisher: Option<Shared<TermRef>>,
    /// `primary`, `secondary`, `dataset`: key of `s.source_kind`.
    pub kind: Option<String>,
    /// Absolute, or relative to the root for a file beside the case (then `local`).
    pub url: Option<String>,
    pub local: bool,
    pub archive: Option<String>,
    pub published: Option<Shared<DateView>>,
    pub accessed: Option<Shared<DateView>>,
    pub sha256: Option<String>,
    /// Where it differs from the page's.
    pub lang: Option<String>,
    pub dir: Option<String>,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct KindCount {
    pub kind: String,
    pub count: usize,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct CorrectionView {
    pub date: Shared<DateView>,
    pub change: String,
    pub reason: Option<String>,
}
