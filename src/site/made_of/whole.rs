//! What pages are made of that is the same for many of them: summed up once a site.

use super::Sum;
use crate::archive::{Archive, Case};
use crate::content::case::{CaseFile, Shown};
use crate::content::documents::Body;
use crate::site::{Site, pages};
use crate::source::Digest;

/// Digests of a whole site.
pub struct Whole {
    /// What every page may show.
    pub world: Digest,
    pub indicators: Digest,
    /// Which cases there are, in their order.
    pub order: Digest,
    /// What links to cases show of them, and how they are found.
    pub names: Digest,
    /// All but the bodies of cases.
    pub everything: Digest,
}

impl Whole {
    pub fn of(site: &Site) -> Self {
        let archive = &*site.archive;
        let indicators = sum(|sum| sum.add(&archive.indicators));
        let world = world(site);
        let order = sum(|sum| archive.cases.iter().for_each(|case| sum.text(case.id())));
        Self {
            everything: sum(|sum| everything(archive, [indicators, order], sum)),
            names: sum(|sum| names(archive, sum)),
            order,
            world,
            indicators,
        }
    }
}

fn sum(fill: impl FnOnce(&mut Sum)) -> Digest {
    let mut sum = Sum::new(None);
    fill(&mut sum);
    sum.done()
}

/// Of a body, its whole file; what has none has said nothing.
pub fn text(body: Option<&Body>) -> Digest {
    body.map_or(Digest::default(), |body| body.digest)
}

/// What pages show of a case: a file that stays is summed up once, however often the site is made anew.
pub fn shown(case: &Case) -> &Shown {
    let file = &*case.file;
    file.shown.get_or_init(|| Shown {
        text: sum(|sum| {
            sum.digest(text(Some(&file.body)));
            beside(file, sum);
        }),
        face: sum(|sum| {
            sum.text(file.body.text.get(..file.body.start).unwrap_or_default());
            sum.text(&file.title);
            if file.summary.is_none() {
                sum.add(&file.body.outline.first_paragraph);
            }
            beside(file, sum);
        }),
        name: sum(|sum| {
            sum.text(&file.id.value);
            sum.text(&file.title);
            sum.text(file.lang.as_ref().map_or("", |language| language.tag()));
        }),
    })
}

/// What a case's text does not say: what follows from its path, and its table of indicators.
fn beside(file: &CaseFile, sum: &mut Sum) {
    sum.text(&file.id.value);
    sum.text(&file.path);
    if file.indicator_file.is_some() {
        sum.add(&(&file.indicators, &file.redacted));
    }
}

/// By which addresses and paths cases are linked to, and what such a link shows.
fn names(archive: &Archive, sum: &mut Sum) {
    for case in &archive.cases {
        sum.digest(shown(case).name);
        sum.text(&case.file.path);
    }
    sum.add(&archive.redirects);
}

/// All that every page may show, and so all of it that is ever named on a page.
fn world(site: &Site) -> Digest {
    let archive = &*site.archive;
    sum(|sum| {
        sum.digest(site.theme.digest());
        sum.add(&archive.config);
        let mut view = pages::site_view(archive, site.theme.strings(site.language().tag()));
        if site.theme.is_built_in() {
            // A tag that is new is counted, but only on pages that show something of every case.
            view.taxonomies.iter_mut().for_each(|taxonomy| taxonomy.count = 0);
        }
        sum.add(&serde_json::to_string(&view).unwrap_or_default());
        sum.add(&(&archive.technique_names, &archive.files));
        for actor in &archive.actors.all {
            let file = actor.file.as_ref().map(|file| (&file.aliases, &file.lang));
            sum.add(&(&actor.slug, &actor.name, file));
        }
        for taxonomy in &archive.taxonomies {
            sum.add(&taxonomy.folder);
            // A term without a file is called what its cases call it, in the same words: else they would be two (E092).
            for term in &taxonomy.terms {
                if let Some(file) = &term.file {
                    sum.add(&(&term.slug, &term.value, &file.title, &file.lang));
                }
            }
        }
        for (folder, file) in &archive.taxonomy_pages {
            sum.add(&(folder, &file.title, &file.lang));
        }
        for page in &archive.pages {
            sum.add(&(&page.address, &page.title, &page.weight, &page.lang));
        }
    })
}

fn everything(archive: &Archive, others: [Digest; 2], sum: &mut Sum) {
    let faces = archive.cases.iter().map(|case| shown(case).face);
    faces.chain(others).for_each(|digest| sum.digest(digest));
    sum.add(&archive.listed);
    let actors = archive.actors.all.iter().filter_map(|actor| actor.file.as_ref()).map(|file| &file.body);
    let terms = archive.taxonomies.iter().flat_map(|taxonomy| &taxonomy.terms);
    let terms = terms.filter_map(|term| term.file.as_ref()).map(|file| &file.body);
    let indexes = archive.taxonomy_pages.values().map(|file| &file.body);
    let pages = archive.pages.iter().map(|page| &page.body);
    actors.chain(terms).chain(indexes).chain(pages).for_each(|body| sum.digest(text(Some(body))));
    for taxonomy in &archive.taxonomies {
        sum.add(&taxonomy.unknown);
    }
    // Old addresses lead to places by other names.
    sum.add(&archive.redirects);
}
