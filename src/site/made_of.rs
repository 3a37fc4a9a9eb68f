//! What a page is made of, as one digest: where it is the same in two sites, so is the page.
//!
//! Whoever keeps a folder up to date asks here before making a page, and makes a handful of thirty thousand. Nothing is
//! said of a page that costs less to make than to explain, and each digest holds rather too much than too little: a
//! needless part costs time, a missing one a stale page. A test leaves out one [`Part`] after the other and must notice.

mod whole;

use std::fmt::{Debug, Write};
use std::hash::BuildHasher;

use foldhash::quality::FixedState;

use super::routes::Order;
use super::{Route, Site};
use crate::archive::{CaseIndex, Place};
use crate::content::case::Shown;
use crate::content::documents::{Body, Words};
use crate::search;
use crate::source::Digest;
pub use whole::Whole;

/// Why a page may be another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The theme, the configuration, and what every page may show of the site: names of terms, actors and pages.
    World,
    /// The text of the page's own file.
    Own,
    /// The cases that it lists, and their number.
    Listed,
    Relatives,
    /// The cases before and after it.
    Neighbours,
    /// Who links to it, and in which words.
    Backlinks,
    /// What the pages that it links to are called.
    Links,
    /// Which addresses are to be defanged in words that belong to no case.
    Indicators,
}

impl Part {
    pub const ALL: [Self; 8] = [
        Self::World,
        Self::Own,
        Self::Listed,
        Self::Relatives,
        Self::Neighbours,
        Self::Backlinks,
        Self::Links,
        Self::Indicators,
    ];
}

/// Of the hashes of a digest.
const SEEDS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0x2545_f491_4f6c_dd1d];

/// A digest in the making.
pub(super) struct Sum {
    /// What it will be of: a digest of many small pieces takes longer than one of them all.
    bytes: Vec<u8>,
    left_out: Option<Part>,
}

impl Write for Sum {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.bytes.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl Sum {
    fn new(left_out: Option<Part>) -> Self {
        Self { bytes: Vec::with_capacity(1024), left_out }
    }

    /// Adds a value by all that it says of itself.
    fn add(&mut self, value: &(impl Debug + ?Sized)) {
        // Writing to a digest cannot fail. The end tells two values from one.
        let _ = write!(self, "{value:?}\u{0}");
    }

    fn digest(&mut self, digest: Digest) {
        self.bytes.extend_from_slice(&digest.0);
    }

    /// A text and its length, which tells two texts from one.
    fn text(&mut self, text: &str) {
        self.bytes.extend_from_slice(&text.len().to_le_bytes());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn maybe(&mut self, text: Option<&str>) {
        self.bytes.push(u8::from(text.is_some()));
        self.text(text.unwrap_or_default());
    }

    fn part(&mut self, part: Part, fill: impl FnOnce(&mut Self)) {
        if self.left_out != Some(part) {
            self.bytes.push(part as u8);
            fill(self);
        }
    }

    /// The digest, which is compared within one run of the program: two fast hashes tell as much apart as is needed.
    fn done(&self) -> Digest {
        let mut digest = Digest::default();
        for (half, seed) in digest.0.chunks_exact_mut(8).zip(SEEDS) {
            half.copy_from_slice(&FixedState::with_seed(seed).hash_one(&self.bytes).to_le_bytes());
        }
        digest
    }
}

impl Site {
    /// A digest of all that the page at a path is made of; `None` where only making it can tell.
    ///
    /// `left_out` is for tests alone: without a part, some page is stale after some edit.
    pub fn made_of_but(&self, path: &str, left_out: Option<Part>) -> Option<Digest> {
        let whole = self.whole();
        let mut sum = Sum::new(left_out);
        sum.part(Part::World, |sum| sum.digest(whole.world));
        let Some(route) = self.route(path) else {
            return self.search_made_of(path, &mut sum).map(|()| sum.done());
        };
        match &route {
            Route::Asset(bytes) => return Some(Digest::of(bytes)),
            // Whoever writes it knows whether the file is another.
            Route::File(_) => return None,
            Route::Case(case) => self.case_made_of(*case, &mut sum),
            Route::CaseJson(case) => {
                sum.part(Part::Own, |sum| self.face(*case, sum));
                sum.part(Part::Relatives, |sum| self.relatives(*case, sum));
            }
            Route::Cases(order, page) => self.list_made_of(*order, *page, &mut sum),
            Route::Term(taxonomy, term, page) => self.term_made_of(*taxonomy, *term, *page, &mut sum),
            Route::Actor(actor, page) => self.actor_made_of(*actor, *page, &mut sum),
            Route::TermFeed(taxonomy, term) => {
                self.newest(&self.archive.taxonomies[*taxonomy].terms[*term].cases, &mut sum);
            }
            Route::ActorFeed(actor) => self.newest(&self.archive.actors.all[*actor].cases(), &mut sum),
            Route::Page(page) => {
                let body = &self.archive.pages[*page].body;
                self.words_made_of(Place::Page(*page), Some(body), &mut sum);
            }
            Route::Redirect(to) => sum.part(Part::Links, |sum| {
                let place = self.archive.place(to);
                sum.add(to);
                self.name(place, sum);
            }),
            Route::NotFound | Route::Robots => {}
            // One of each, and most show something of every case.
            _ => sum.part(Part::Listed, |sum| sum.digest(whole.everything)),
        }
        sum.text(path);
        Some(sum.done())
    }

    pub(super) fn whole(&self) -> &Whole {
        self.whole.get_or_init(|| Whole::of(self))
    }

    fn shown(&self, case: CaseIndex) -> &Shown {
        whole::shown(&self.archive.cases[case])
    }

    /// What other pages show of a case, with the titles in its first words.
    fn face(&self, case: CaseIndex, sum: &mut Sum) {
        sum.digest(self.shown(case).face);
        let file = &self.archive.cases[case].file;
        if file.summary.is_some() {
            return;
        }
        for part in &file.body.outline.first_paragraph {
            if let Words::Title(target, _) = part {
                self.name(self.archive.resolve(target), sum);
            }
        }
    }

    /// A digest of all that the search index is made of.
    pub fn index_made_of(&self) -> Digest {
        let mut sum = Sum::new(None);
        sum.digest(self.whole().everything);
        (0..self.archive.listed).for_each(|case| sum.digest(self.shown(case).text));
        sum.done()
    }

    /// What a place is called: its address, title and language.
    fn name(&self, place: Option<Place>, sum: &mut Sum) {
        let Some(place) = place else { return sum.text("") };
        if let Place::Case(case) = place {
            return sum.digest(self.shown(case).name);
        }
        let scope = super::scope::Scope::new(self, self.language());
        sum.text(&self.archive.address(place));
        sum.text(&super::pages::place_title(&scope, place));
        sum.text(super::pages::place_language(&scope, place).map_or("", |language| language.tag()));
    }

    fn case_made_of(&self, case: CaseIndex, sum: &mut Sum) {
        sum.part(Part::Own, |sum| sum.digest(self.shown(case).text));
        sum.part(Part::Relatives, |sum| {
            self.relatives(case, sum);
            for relative in &self.archive.cases[case].relatives {
                self.face(relative.case, sum);
            }
        });
        sum.part(Part::Neighbours, |sum| {
            let beside = [case.checked_sub(1), Some(case + 1).filter(|case| *case < self.archive.listed)];
            for beside in beside {
                match beside {
                    Some(case) => self.face(case, sum),
                    None => sum.text("none"),
                }
            }
        });
        self.backlinks_of(Place::Case(case), sum);
        self.links_of(&self.archive.cases[case].file.body, sum);
    }

    fn relatives(&self, case: CaseIndex, sum: &mut Sum) {
        for relative in &self.archive.cases[case].relatives {
            sum.text(self.archive.cases[relative.case].id());
            sum.text(relative.relation.word());
            sum.maybe(relative.note.as_deref());
            sum.text(if relative.theirs { "theirs" } else { "ours" });
        }
    }

    fn backlinks_of(&self, place: Place, sum: &mut Sum) {
        sum.part(Part::Backlinks, |sum| {
            for backlink in self.archive.backlinks(place) {
                self.name(Some(backlink.from), sum);
                sum.text(&backlink.context);
                sum.maybe(backlink.written.as_deref());
            }
        });
    }

    fn links_of(&self, body: &Body, sum: &mut Sum) {
        sum.part(Part::Links, |sum| {
            for link in &body.outline.links {
                self.name(self.archive.resolve(&link.target), sum);
            }
        });
    }

    /// Words that belong to no case, and the links to and from them.
    fn words_made_of(&self, place: Place, body: Option<&Body>, sum: &mut Sum) {
        sum.part(Part::Own, |sum| sum.digest(whole::text(body)));
        sum.part(Part::Indicators, |sum| sum.digest(self.whole().indicators));
        self.backlinks_of(place, sum);
        if let Some(body) = body {
            self.links_of(body, sum);
        }
    }

    fn list_made_of(&self, order: Order, page: usize, sum: &mut Sum) {
        let shown = self.on_page(self.sorted(order), page);
        sum.part(Part::Listed, |sum| {
            sum.add(&self.archive.listed);
            self.faces(shown, sum);
        });
    }

    /// The cases of a page of a list.
    fn on_page<'a>(&self, cases: &'a [CaseIndex], page: usize) -> &'a [CaseIndex] {
        super::scope::Scope::new(self, self.language()).page_of(cases, page)
    }

    fn faces(&self, cases: &[CaseIndex], sum: &mut Sum) {
        cases.iter().for_each(|case| self.face(*case, sum));
    }

    fn term_made_of(&self, taxonomy: usize, term: usize, page: usize, sum: &mut Sum) {
        let own = &self.archive.taxonomies[taxonomy].terms[term];
        let body = own.file.as_ref().map(|file| &file.body);
        self.words_made_of(Place::Term(taxonomy, term), body, sum);
        // The first page draws all cases in time; the others only count them, but a count is of all of them too.
        let shown = if page == 1 { &own.cases[..] } else { self.on_page(&own.cases, page) };
        sum.part(Part::Listed, |sum| {
            sum.add(&super::pages::term_totals(&self.archive, own));
            sum.add(&own.cases.len());
            self.faces(shown, sum);
        });
    }

    fn actor_made_of(&self, actor: usize, page: usize, sum: &mut Sum) {
        let own = &self.archive.actors.all[actor];
        let body = own.file.as_ref().map(|file| &file.body);
        self.words_made_of(Place::Actor(actor), body, sum);
        sum.part(Part::Listed, |sum| {
            sum.add(&page);
            for role in [&own.operator_of, &own.client_of, &own.attributed_in] {
                sum.add(&role.len());
                self.faces(role, sum);
            }
        });
    }

    /// The cases that a feed shows.
    fn newest(&self, cases: &[CaseIndex], sum: &mut Sum) {
        sum.part(Part::Listed, |sum| {
            crate::export::feeds::newest(&self.archive, cases).for_each(|(case, _)| self.face(case, sum));
        });
    }

    /// Of the files of the search index, the texts and cards of cases, which are made when they are asked for. Their
    /// numbers follow from all cases; the marks at their beginning tell what of them is said in short.
    fn search_made_of(&self, path: &str, sum: &mut Sum) -> Option<()> {
        let (folder, number) = path.strip_prefix(search::FOLDER)?.strip_suffix(".gz")?.split_once('/')?;
        let whole = self.whole();
        let number: usize = number.parse().ok()?;
        let listed = self.archive.listed;
        if folder == "d" {
            let first = number.checked_mul(search::CARDS)?;
            self.with_epoch(first, |epoch| sum.text(epoch));
            let last = listed.min(first + search::CARDS);
            sum.part(Part::Listed, |sum| {
                sum.digest(whole.order);
                (first..last).for_each(|document| self.face(listed - 1 - document, sum));
            });
            sum.text(path);
            return Some(());
        }
        let case = listed.checked_sub(number + 1).filter(|_| folder == "x")?;
        sum.part(Part::Listed, |sum| sum.digest(whole.order));
        sum.part(Part::Own, |sum| sum.digest(self.shown(case).text));
        self.with_epoch(number, |epoch| sum.text(epoch));
        self.links_of(&self.archive.cases[case].file.body, sum);
        sum.text(path);
        Some(())
    }
}
