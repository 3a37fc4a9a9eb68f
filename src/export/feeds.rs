//! Atom (RFC 4287) and JSON Feed 1.1.
//!
//! Ids are `tag:` URIs (RFC 4151) made of the site's address or title, so that they stay when the host changes the path.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde_json::json;

use crate::archive::{Archive, Case, CaseIndex};
use crate::content::value::{Date, Day};
use crate::site::rows::{Parts, ROOT};
use crate::site::scope::Scope;
use crate::site::view::CorrectionEntry;
use crate::site::{Route, Site};

use super::sitemap::encoded;

/// Entries in a feed.
const LIMIT: usize = 20;
const ATOM: &str = "http://www.w3.org/2005/Atom";

/// An XML document under construction; writing to memory cannot fail.
pub struct Xml(Writer<Vec<u8>>);

impl Default for Xml {
    fn default() -> Self {
        Self::new()
    }
}

impl Xml {
    pub fn new() -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::with_capacity(4096), b' ', 1));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// A part of a document, as it stands within the outermost element.
    fn part() -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::with_capacity(1024), b' ', 1));
        xml.open("outermost", &[]);
        xml.0.get_mut().clear();
        xml
    }

    /// Adds a part that was made before.
    fn add(&mut self, part: &Parts, root: &str) {
        let mut text = String::new();
        part.push_to(&mut text, root);
        self.0.get_mut().extend_from_slice(text.as_bytes());
    }

    fn event(&mut self, event: Event<'_>) {
        // A Vec takes every write.
        let _ = self.0.write_event(event);
    }

    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    pub fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    pub fn text(&mut self, name: &str, text: &str) {
        let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        // All control characters begin with one of these bytes; few texts hold one.
        let lead = |byte: &u8| matches!(byte, ..0x20 | 0x7f | 0xc2);
        self.open(name, &[]);
        if text.bytes().any(|byte| lead(&byte)) && text.contains(control) {
            self.event(Event::Text(BytesText::new(&text.replace(control, ""))));
        } else {
            self.event(Event::Text(BytesText::new(text)));
        }
        self.close(name);
    }

    pub fn finish(self) -> String {
        let mut text = self.written();
        text.push('\n');
        text
    }

    fn written(self) -> String {
        String::from_utf8(self.0.into_inner()).unwrap_or_default()
    }
}

/// One entry, whatever it is about.
struct Entry {
    id: String,
    title: String,
    url: String,
    updated: String,
    summary: Option<String>,
    lang: String,
}

/// A case's entry in Atom, as all feeds have it: a case stands in many, the newest ones in the most.
pub struct Stored {
    updated: String,
    xml: Parts,
}

impl Stored {
    fn of(site: &Site, entry: Entry) -> Self {
        let mut xml = Xml::part();
        atom_entry(&mut xml, site, &entry);
        Self { updated: entry.updated, xml: Parts::of(&xml.written()) }
    }
}

/// A feed before it is written in one of the two forms.
struct Feed {
    id: String,
    /// Address of the feed itself and of the page that it belongs to, relative to the root.
    own: String,
    page: String,
    title: String,
}

/// The first day that a date can mean, of an interval the last.
fn day(date: &Date) -> Day {
    let last = date.last_day().filter(|_| matches!(date, Date::Interval { .. }));
    last.or(date.first_day()).unwrap_or((1970, 1, 1))
}

/// A day as RFC 3339 asks for it, at midnight UTC.
fn timestamp((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
}

/// Used where nothing has a date: no clock is asked, so that the same sources give the same bytes.
const UNDATED: &str = "1970-01-01T00:00:00Z";

/// Makes `tag:` URIs for addresses of this site.
struct Tags {
    /// All that stands before the address.
    start: String,
}

impl Tags {
    fn new(site: &Site) -> Self {
        let config = &site.archive.config;
        let host = config
            .url
            .as_deref()
            .and_then(|url| url.split_once("://"))
            .map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
        let name = crate::slug::slugify(&config.title).unwrap_or_else(|| "archive".to_owned());
        let authority = host.map_or_else(
            || format!("{}.invalid", encoded(&name)),
            |host| host.split(':').next().unwrap_or(host).to_owned(),
        );
        Self { start: format!("tag:{authority},2020:{}/", encoded(&name)) }
    }

    fn of(&self, address: &str) -> String {
        format!("{}{}", self.start, encoded(address))
    }
}

/// An address as a feed can give it: absolute with `url` in site.toml, else by its way to the root.
fn link(site: &Site, root: &str, address: &str) -> String {
    let start = site.archive.config.url.as_ref().map(|url| format!("{url}/"));
    format!("{}{}", start.as_deref().unwrap_or(root), encoded(address))
}

/// The feed of all cases, of a term or of an actor.
pub fn feed(site: &Site, route: &Route) -> String {
    let scope = Scope::new(site, site.language());
    let archive = &*site.archive;
    let title = |words: String| format!("{words} · {}", archive.config.title);
    let (own, page, title, cases): (String, String, String, Vec<CaseIndex>) = match route {
        Route::TermFeed(taxonomy, term) => {
            let taxonomy = &archive.taxonomies[*taxonomy];
            let term = &taxonomy.terms[*term];
            let page = format!("{}/{}/", taxonomy.folder, term.slug);
            (
                format!("{page}feed.xml"),
                page,
                title(scope.term_title(taxonomy.kind, term)),
                term.cases.clone(),
            )
        }
        Route::ActorFeed(actor) => {
            let actor = &archive.actors.all[*actor];
            let page = format!("actors/{}/", actor.slug);
            (format!("{page}feed.xml"), page, title(actor.name.clone()), actor.cases())
        }
        Route::FeedJson => {
            ("feed.json".into(), String::new(), archive.config.title.clone(), (0..archive.listed).collect())
        }
        _ => ("feed.xml".into(), String::new(), archive.config.title.clone(), (0..archive.listed).collect()),
    };
    let public = newest(archive, &cases);
    let tags = Tags::new(site);
    let entry = |one| case_entry(&scope, &tags, one);
    if *route == Route::FeedJson {
        let entries: Vec<Entry> = public.map(entry).collect();
        return json_feed(site, &Feed { id: tags.of(&own), own, page, title }, &entries);
    }
    let stored =
        |one: (CaseIndex, Day)| site.feed_entries[one.0].get_or_init(|| Stored::of(site, entry(one)));
    let entries: Vec<&Stored> = public.map(stored).collect();
    atom(site, &Feed { id: tags.of(&own), own, page, title }, &entries)
}

/// The first of some cases, as a feed has them, and when each was updated. A case without any date is in none: an entry must say
/// when it was updated, and readers of feeds would take any date that is made up for true.
pub fn newest<'a>(
    archive: &'a Archive,
    cases: &'a [CaseIndex],
) -> impl Iterator<Item = (CaseIndex, Day)> + 'a {
    let entry = |index: &CaseIndex| {
        let case = &archive.cases[*index];
        Some((*index, updated(case).filter(|_| case.file.status.is_public())?))
    };
    cases.iter().filter_map(entry).take(LIMIT)
}

/// When a case was last news: by its own dates, else by those of what it rests on.
fn updated(case: &Case) -> Option<Day> {
    let file = &*case.file;
    let corrected = file.corrections.iter().map(|correction| &correction.date);
    let own = file.announced.iter().map(|claim| &claim.value).chain(case.date.iter().map(|date| &date.date));
    let beneath = || {
        let sources = file.sources.iter().flat_map(|source| source.published.iter().chain(&source.accessed));
        sources.chain(file.attribution.iter().filter_map(|said| said.date.as_ref())).map(day).max()
    };
    own.chain(corrected).map(day).max().or_else(beneath)
}

fn case_entry(scope: &Scope<'_>, tags: &Tags, (index, updated): (CaseIndex, Day)) -> Entry {
    let case = &scope.archive.cases[index];
    let address = format!("cases/{}/", case.id());
    Entry {
        id: tags.of(&address),
        title: case.file.title.clone(),
        updated: timestamp(updated),
        summary: scope.summary(&case.file),
        lang: case.file.lang.as_ref().unwrap_or(scope.site.language()).tag().to_owned(),
        url: address,
    }
}

/// The feed of corrections.
pub fn corrections(site: &Site, route: &Route) -> String {
    let scope = Scope::new(site, site.language());
    let entries = crate::site::pages::correction_entries(&scope, Some(LIMIT * 5));
    let json = *route == Route::CorrectionsJson;
    let tags = Tags::new(site);
    let mut seen = std::collections::BTreeMap::new();
    let entry = |one: CorrectionEntry| {
        // Two corrections of one case on one day are told apart by their order.
        let nth = seen.entry((one.url.clone(), one.date.iso.clone())).or_insert(0usize);
        *nth += 1;
        let reason = one.reason.as_ref().map(|reason| format!(" {reason}")).unwrap_or_default();
        Entry {
            id: tags.of(&format!("{}-{}-{nth}", one.url, one.date.iso)),
            title: one.title,
            updated: Date::parse(&one.date.iso)
                .map_or_else(|_| UNDATED.to_owned(), |date| timestamp(day(&date))),
            summary: Some(format!("{}{reason}", one.change)),
            lang: one.lang,
            url: one.url,
        }
    };
    let own = if json { "corrections/feed.json" } else { "corrections/feed.xml" };
    let feed = Feed {
        id: tags.of(own),
        own: own.to_owned(),
        page: "corrections/".to_owned(),
        title: format!("{} · {}", scope.strings.text("corrections.title"), site.archive.config.title),
    };
    let entries: Vec<Entry> = entries.into_iter().map(entry).collect();
    if json {
        return json_feed(site, &feed, &entries);
    }
    let entries: Vec<Stored> = entries.into_iter().map(|entry| Stored::of(site, entry)).collect();
    atom(site, &feed, &entries.iter().collect::<Vec<_>>())
}

fn atom(site: &Site, feed: &Feed, entries: &[&Stored]) -> String {
    let config = &site.archive.config;
    let root = crate::site::pages::root_of(&feed.own);
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", ATOM), ("xml:lang", config.language.tag())]);
    xml.text("id", &feed.id);
    xml.text("title", &feed.title);
    xml.text("updated", entries.iter().map(|entry| entry.updated.as_str()).max().unwrap_or(UNDATED));
    xml.empty(
        "link",
        &[("rel", "self"), ("type", "application/atom+xml"), ("href", &link(site, &root, &feed.own))],
    );
    xml.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("href", &link(site, &root, &feed.page))],
    );
    xml.open("author", &[]);
    xml.text("name", config.publisher.as_ref().unwrap_or(&config.title));
    xml.close("author");
    xml.open("generator", &[("version", env!("CARGO_PKG_VERSION"))]);
    xml.event(Event::Text(BytesText::new("Corkboard")));
    xml.close("generator");
    for entry in entries {
        xml.add(&entry.xml, &root);
    }
    xml.close("feed");
    xml.finish()
}

fn atom_entry(xml: &mut Xml, site: &Site, entry: &Entry) {
    let root = ROOT.to_string();
    xml.open("entry", &[("xml:lang", &entry.lang)]);
    xml.text("id", &entry.id);
    xml.text("title", &entry.title);
    xml.text("updated", &entry.updated);
    xml.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("href", &link(site, &root, &entry.url))],
    );
    if let Some(summary) = &entry.summary {
        xml.text("summary", summary);
    }
    xml.close("entry");
}

fn json_feed(site: &Site, feed: &Feed, entries: &[Entry]) -> String {
    let config = &site.archive.config;
    let root = crate::site::pages::root_of(&feed.own);
    let items: Vec<_> = entries
        .iter()
        .map(|entry| {
            json!({
                "id": entry.id,
                "url": link(site, &root, &entry.url),
                "title": entry.title,
                "content_text": entry.summary.as_deref().unwrap_or(&entry.title),
                "date_modified": entry.updated,
                "language": entry.lang,
            })
        })
        .collect();
    let value = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": link(site, &root, &feed.page),
        "feed_url": link(site, &root, &feed.own),
        "language": config.language.tag(),
        "authors": [{"name": config.publisher.as_ref().unwrap_or(&config.title)}],
        "items": items,
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}
