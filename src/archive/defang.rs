//! What cases list as indicators is not live in other documents either.

use std::sync::Arc;

use rayon::prelude::*;

use super::Case;
use crate::content::case::Source;
use crate::content::documents::{ActorFile, Body, PageFile, TermFile};
use crate::content::indicator::{Listed, Spared, defang_text};
use crate::diagnostic::Diagnostic;

/// The indicators of all cases as one; empty where there is no other document to defang.
pub fn listed(cases: &[Arc<Case>], has_documents: bool) -> Listed {
    if !has_documents {
        return Listed::default();
    }
    let each = cases
        .par_iter()
        .map(|case| Listed::new(&case.file.indicators, &case.file.redacted, &case.file.sources))
        .collect::<Vec<_>>();
    Listed::of_all(each)
}

/// A document other than a case, whose words are shown in more places than its body.
pub trait Worded: Clone {
    fn sources(&self) -> &[Source] {
        &[]
    }

    /// Hands over each text that readers see and that makes no address.
    fn visit(&mut self, each: &mut dyn FnMut(&mut String));
}

impl Worded for ActorFile {
    fn sources(&self) -> &[Source] {
        &self.sources
    }

    fn visit(&mut self, each: &mut dyn FnMut(&mut String)) {
        self.summary.iter_mut().chain(&mut self.kind).for_each(&mut *each);
        self.sources.iter_mut().for_each(|source| each(&mut source.title));
        visit_body(&mut self.body, each);
    }
}

impl Worded for TermFile {
    fn visit(&mut self, each: &mut dyn FnMut(&mut String)) {
        self.summary.iter_mut().chain(&mut self.title).for_each(&mut *each);
        visit_body(&mut self.body, each);
    }
}

impl Worded for PageFile {
    fn visit(&mut self, each: &mut dyn FnMut(&mut String)) {
        self.summary.iter_mut().for_each(&mut *each);
        each(&mut self.title);
        visit_body(&mut self.body, each);
    }
}

fn visit_body(body: &mut Body, each: &mut dyn FnMut(&mut String)) {
    body.outline.first_words().for_each(&mut *each);
    body.outline.headings.iter_mut().for_each(|heading| each(&mut heading.text));
    body.outline.links.iter_mut().for_each(|link| each(&mut link.context));
}

/// Defangs the words of documents; those that name no indicator stay the same value.
pub fn words<D: Worded + Send + Sync>(documents: &mut [Arc<D>], listed: &Listed) {
    if listed.is_empty() {
        return;
    }
    documents.par_iter_mut().for_each(|document| {
        let spared = Spared::new(document.sources());
        let covers = |address: &str| listed.covers_but(address, &spared);
        let mut changed = false;
        let mut defanged = D::clone(document);
        defanged.visit(&mut |text| {
            let new = defang_text(text, &covers).into_owned();
            changed |= new != *text;
            *text = new;
        });
        if changed {
            *document = Arc::new(defanged);
        }
    });
}

/// An actor's own address is a link on its page, unless a case lists it.
pub fn links(actors: &mut [Arc<ActorFile>], listed: &Listed, diagnostics: &mut Vec<Diagnostic>) {
    for actor in actors {
        let spared = Spared::new(&actor.sources);
        let Some(url) = actor.url.as_ref().filter(|url| listed.covers_but(url, &spared)) else { continue };
        let start = actor.body.text.find(url.as_str()).unwrap_or_default();
        diagnostics.push(
            Diagnostic::warning(
                "W032",
                &actor.path,
                start..start + url.len(),
                "a case lists this address as an indicator, so the actor's page does not link it",
            )
            .hint("take `url` out, or say in the text, defanged, where the actor is found"),
        );
        Arc::make_mut(actor).url = None;
    }
}
