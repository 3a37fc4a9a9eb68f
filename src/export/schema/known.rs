//! What the archive has already, to be suggested: each with the words that an editor shows beside it.

use crate::archive::{Archive, TaxonomyKind};

/// Suggestions, each a word and its meaning. None of them keeps an author from writing another.
pub struct Known<'a> {
    archive: &'a Archive,
    pub tags: Vec<(String, String)>,
    pub actors: Vec<(String, String)>,
    pub cases: Vec<(String, String)>,
    pub techniques: Vec<(String, String)>,
    pub publishers: Vec<(String, String)>,
}

impl<'a> Known<'a> {
    pub fn of(archive: &'a Archive) -> Self {
        let named = |actor: &crate::archive::Actor| {
            let summary = actor.file.as_ref().and_then(|file| file.summary.clone());
            (actor.name.clone(), summary.unwrap_or_default())
        };
        let mut cases: Vec<_> =
            archive.cases.iter().map(|case| (case.id().to_owned(), case.file.title.clone())).collect();
        cases.sort();
        let mut known = Self {
            archive,
            tags: Vec::new(),
            actors: archive.actors.all.iter().map(named).collect(),
            cases,
            techniques: archive.technique_names.iter().map(|(id, name)| (id.clone(), name.clone())).collect(),
            publishers: Vec::new(),
        };
        known.tags = known.terms(TaxonomyKind::Tags);
        known.publishers = known.terms(TaxonomyKind::Publishers);
        let used = known.terms(TaxonomyKind::Techniques);
        known.techniques.extend(used.into_iter().filter(|(id, _)| !archive.technique_names.contains_key(id)));
        known.techniques.sort();
        known
    }

    /// The terms that cases use, with the titles of their own pages.
    pub fn terms(&self, kind: TaxonomyKind) -> Vec<(String, String)> {
        let taxonomy = self.archive.taxonomies.iter().find(|taxonomy| taxonomy.kind == kind);
        let terms = taxonomy.into_iter().flat_map(|taxonomy| &taxonomy.terms);
        terms
            .map(|term| {
                let title = term.file.as_ref().and_then(|file| file.title.clone());
                (term.value.clone(), title.unwrap_or_default())
            })
            .collect()
    }
}
