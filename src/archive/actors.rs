//! Actors: who runs networks or has them run. One identity, one page, all its roles.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::{Case, CaseIndex};
use crate::content::case::{CaseFile, SiteValue};
use crate::content::documents::ActorFile;
use crate::diagnostic::{Diagnostic, Span, Spanned};
use crate::slug::slugify;

/// One identity.
#[derive(Debug)]
pub struct Actor {
    pub slug: String,
    pub name: String,
    pub file: Option<Arc<ActorFile>>,
    pub operator_of: Vec<CaseIndex>,
    pub client_of: Vec<CaseIndex>,
    /// Cases in which somebody attributes something to it.
    pub attributed_in: Vec<CaseIndex>,
}

/// All actors, by slug, and the names that they go by.
#[derive(Debug, Default)]
pub struct Actors {
    pub all: Vec<Actor>,
    by_name: HashMap<String, usize>,
}

impl Actor {
    /// Every case that it has a part in, newest first, each once.
    pub fn cases(&self) -> Vec<CaseIndex> {
        let mut cases: Vec<_> =
            self.operator_of.iter().chain(&self.client_of).chain(&self.attributed_in).copied().collect();
        cases.sort_unstable();
        cases.dedup();
        cases
    }
}

impl Actors {
    /// The actor of a name or alias; `None` for a name that runs nothing and has no file.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name_key(name)).copied()
    }

    /// Gathers actors from their files and from the cases that name them.
    pub fn gather(files: &[Arc<ActorFile>], cases: &[Arc<Case>]) -> (Self, Vec<Diagnostic>) {
        let mut actors = Self::default();
        let mut diagnostics = Vec::new();
        for file in files {
            actors.add_file(file, &mut diagnostics);
        }
        let mut slugs: HashMap<String, usize> =
            actors.all.iter().enumerate().map(|(index, actor)| (actor.slug.clone(), index)).collect();
        for case in cases {
            let named = case.file.operator.iter().chain(&case.file.clients).flat_map(|claim| &claim.value);
            for name in named {
                actors.add_name(name, &case.file.path, &mut slugs, &mut diagnostics);
            }
        }
        actors.sort();
        for (index, case) in cases.iter().enumerate() {
            actors.count(index, case);
        }
        (actors, diagnostics)
    }

    /// Keeps each actor of a case once in a list: two of its names are one actor, which files alone can tell.
    pub fn merge_names(&self, cases: &mut [Arc<Case>], diagnostics: &mut Vec<Diagnostic>) {
        for case in cases {
            let again: Vec<(Span, String)> =
                lists_of_names(&case.file).flat_map(|names| self.named_again(&names)).collect();
            if again.is_empty() {
                continue;
            }
            let kept = |span: Span| again.iter().all(|(other, _)| *other != span);
            let case = Arc::make_mut(case);
            let file = Arc::make_mut(&mut case.file);
            for claim in [&mut file.operator, &mut file.clients].into_iter().flatten() {
                claim.value.retain(|name| kept(name.span));
            }
            for own in &mut file.fields {
                let mut spans = own.spans.iter();
                own.values.retain(|_| spans.next().is_none_or(|span| kept(*span)));
                own.spans.retain(|span| kept(*span));
            }
            diagnostics.extend(again.into_iter().map(|(span, message)| {
                Diagnostic::warning("W003", &case.file.path, span, message).hint("remove one of the two")
            }));
        }
    }

    fn named_again(&self, names: &[(&str, Span)]) -> Vec<(Span, String)> {
        let mut met: Vec<(usize, &str)> = Vec::new();
        let mut again = Vec::new();
        for (name, span) in names {
            let Some(actor) = self.find(name) else { continue };
            match met.iter().find(|(other, _)| *other == actor) {
                Some((_, first)) => again.push((
                    *span,
                    format!("`{name}` is another name of `{first}` before it, and counts once"),
                )),
                None => met.push((actor, name)),
            }
        }
        again
    }

    fn add_file(&mut self, file: &Arc<ActorFile>, diagnostics: &mut Vec<Diagnostic>) {
        let index = self.all.len();
        self.all.push(Actor {
            slug: file.slug.clone(),
            name: file.name.value.clone(),
            file: Some(Arc::clone(file)),
            operator_of: Vec::new(),
            client_of: Vec::new(),
            attributed_in: Vec::new(),
        });
        for name in std::iter::once(&file.name).chain(&file.aliases) {
            match self.by_name.insert(name_key(&name.value), index) {
                Some(other) if other != index => {
                    let holder = self.all[other].file.as_ref().map_or("", |file| &file.path);
                    let message = format!("the name \"{}\" belongs to {holder} already", name.value);
                    diagnostics.push(
                        Diagnostic::error("E100", &file.path, name.span, message)
                            .hint("keep the name in one of the two files"),
                    );
                }
                _ => {}
            }
        }
    }

    fn add_name(
        &mut self,
        name: &Spanned<String>,
        path: &Arc<str>,
        slugs: &mut HashMap<String, usize>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let key = name_key(&name.value);
        if self.by_name.contains_key(&key) {
            return;
        }
        let Some(slug) = slugify(&name.value) else {
            diagnostics.push(no_letters(path, name.span, &name.value));
            return;
        };
        if let Some(other) = slugs.get(&slug) {
            let other = &self.all[*other];
            diagnostics.push(
                Diagnostic::error(
                    "E092",
                    path,
                    name.span,
                    format!(
                        "the actors \"{}\" and \"{}\" would share the address /actors/{slug}/",
                        name.value, other.name
                    ),
                )
                .hint(format!(
                    "if they are one, write \"{}\" or add \"{}\" to `aliases` in content/actors/{slug}.md",
                    other.name, name.value
                )),
            );
            return;
        }
        slugs.insert(slug.clone(), self.all.len());
        self.by_name.insert(key, self.all.len());
        self.all.push(Actor {
            slug,
            name: name.value.clone(),
            file: None,
            operator_of: Vec::new(),
            client_of: Vec::new(),
            attributed_in: Vec::new(),
        });
    }

    fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by(|a, b| self.all[*a].slug.cmp(&self.all[*b].slug));
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        let mut sorted: BTreeMap<usize, Actor> =
            self.all.drain(..).enumerate().map(|(old, actor)| (place[old], actor)).collect();
        self.all = std::mem::take(&mut sorted).into_values().collect();
        for index in self.by_name.values_mut() {
            *index = place[*index];
        }
    }

    fn count(&mut self, index: CaseIndex, case: &Case) {
        let find = |actors: &Self, names: &[Spanned<String>]| -> Vec<usize> {
            let mut found: Vec<usize> = names.iter().filter_map(|name| actors.find(&name.value)).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        for actor in case.file.operator.as_ref().map_or(Vec::new(), |claim| find(self, &claim.value)) {
            self.all[actor].operator_of.push(index);
        }
        for actor in case.file.clients.as_ref().map_or(Vec::new(), |claim| find(self, &claim.value)) {
            self.all[actor].client_of.push(index);
        }
        let attributed: Vec<_> =
            case.file.attribution.iter().filter_map(|statement| statement.to.clone()).collect();
        for actor in find(self, &attributed) {
            self.all[actor].attributed_in.push(index);
        }
    }
}

/// Each list of a case that names more than one actor: the operators, the clients, fields of the site's own.
fn lists_of_names(file: &CaseFile) -> impl Iterator<Item = Vec<(&str, Span)>> {
    let roles = [&file.operator, &file.clients].into_iter().flatten().filter(|claim| claim.value.len() > 1);
    let roles = roles.map(|claim| claim.value.iter().map(|name| (name.value.as_str(), name.span)).collect());
    let own = file.fields.iter().filter(|own| own.values.len() > 1).map(|own| {
        let values = own.values.iter().zip(&own.spans);
        let names = values.filter_map(|(value, span)| match value {
            SiteValue::Actor(name) => Some((name.as_str(), *span)),
            _ => None,
        });
        names.collect()
    });
    roles.chain(own)
}

/// Names are compared as written, but for white space and Unicode normal form.
fn name_key(name: &str) -> String {
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_ascii() { words } else { words.nfc().collect() }
}

/// The error for a term that has no address.
pub(super) fn no_letters(path: &Arc<str>, span: Span, words: &str) -> Diagnostic {
    Diagnostic::error("E093", path, span, format!("\"{words}\" has no letter or digit to make an address of"))
        .hint("write it in words")
}
