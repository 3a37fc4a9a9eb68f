//! How much is drawn where there is much, so that what matters is not scrolled away.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use super::plural;
use crate::diagnostic::{Diagnostic, Severity};

/// More of one kind than this are not all drawn, unless they are asked for.
const MANY: usize = 5;
/// So many of them are.
const DRAWN: usize = 3;
/// Kinds with more than this come first, and their places side by side: whoever reads from the end should not have to
/// wade through them.
pub const FLOOD: usize = 20;

/// What a command that tells of mistakes is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Each one is drawn, as `--verbose` asks.
    Everything,
    /// Every error with its place, as whoever checks wants to mend them: what many share is drawn a few times.
    Places,
    /// What stops a build, and how much more there is.
    Start,
    /// What one edit brought, beside which the address of the preview stays on the screen.
    Glance,
}

impl Extent {
    /// As `--verbose` has it, or else as the command does.
    pub fn or_all(self, verbose: bool) -> Self {
        if verbose { Self::Everything } else { self }
    }

    /// Errors that are named with their place beside those of the same words that are drawn.
    fn named_errors(self) -> usize {
        match self {
            Self::Everything | Self::Places => usize::MAX,
            Self::Start => 20,
            Self::Glance => 0,
        }
    }

    /// Warnings and notices that are named so.
    fn named_others(self) -> usize {
        if self == Self::Glance { 0 } else { 4 }
    }

    /// Of one code, whatever the words.
    fn of_code(self, count: usize) -> usize {
        match self {
            Self::Everything | Self::Places => usize::MAX,
            Self::Start => 20,
            Self::Glance if count > MANY => DRAWN,
            Self::Glance => MANY,
        }
    }

    fn in_all(self) -> usize {
        if self == Self::Glance { 10 } else { usize::MAX }
    }
}

/// A diagnostic that is drawn, and those of the same words that are named below it: so many of them.
pub struct Drawn<'a> {
    pub diagnostic: &'a Diagnostic,
    pub others: Vec<&'a Diagnostic>,
    pub named: usize,
}

/// What is drawn, and what is only counted.
pub struct Choice<'a> {
    pub drawn: Vec<Drawn<'a>>,
    /// By severity and code: how many were drawn, and the others.
    counted: BTreeMap<(Severity, &'static str), (usize, Vec<&'a Diagnostic>)>,
}

impl<'a> Choice<'a> {
    pub fn of(diagnostics: &'a [Diagnostic], extent: Extent) -> Self {
        let mut choice = Self { drawn: Vec::new(), counted: BTreeMap::new() };
        let mut alike: HashMap<_, Vec<&Diagnostic>> = HashMap::new();
        let mut of_code: HashMap<_, usize> = HashMap::new();
        for one in diagnostics {
            alike.entry(words(one)).or_default().push(one);
            *of_code.entry(code(one)).or_default() += 1;
        }
        let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
        if extent == Extent::Places {
            ordered.sort_by_key(|one| alike[&words(one)].len() <= FLOOD);
        }
        let mut seen: HashMap<_, usize> = HashMap::new();
        for one in ordered {
            let all = &alike[&words(one)];
            let nth = seen.entry(words(one)).and_modify(|nth| *nth += 1).or_insert(1);
            let few = extent == Extent::Everything || all.len() <= MANY;
            let known = choice.counted.entry(code(one)).or_default();
            let has_room =
                choice.drawn.len() < extent.in_all() && known.0 < extent.of_code(of_code[&code(one)]);
            if !has_room || (!few && *nth > DRAWN) {
                known.1.push(one);
                continue;
            }
            known.0 += 1;
            let named = if one.is_error() { extent.named_errors() } else { extent.named_others() };
            let is_last = !few && *nth == DRAWN && named > 0;
            let others = if is_last { all[DRAWN..].to_vec() } else { Vec::new() };
            choice.drawn.push(Drawn { diagnostic: one, others, named });
        }
        choice.forget_named();
        choice
    }

    /// What is named below another need not be counted once more.
    fn forget_named(&mut self) {
        let with_others = self.drawn.iter().filter(|one| !one.others.is_empty());
        let named: BTreeSet<_> = with_others.map(|one| words(one.diagnostic)).collect();
        for (_, others) in self.counted.values_mut() {
            others.retain(|one| !named.contains(&words(one)));
        }
    }

    /// `And 790 more of this kind (E012) in 790 files: …`, a line for each kind.
    pub fn counts(&self) -> String {
        let mut lines = String::new();
        for ((severity, code), (drawn, others)) in &self.counted {
            if others.is_empty() {
                continue;
            }
            let count = match (drawn, severity) {
                (1.., _) => format!("{} more", others.len()),
                (_, Severity::Error) => plural(others.len(), "error", "errors"),
                (_, Severity::Warning) => plural(others.len(), "warning", "warnings"),
                (_, Severity::Notice) => plural(others.len(), "notice", "notices"),
            };
            let files: BTreeSet<&str> = others.iter().map(|one| one.file.as_ref()).collect();
            let files = plural(files.len(), "file", "files");
            let verbose = if *severity == Severity::Error { "" } else { " -v" };
            // No longer than 80 columns, where nothing is odd.
            let _ = writeln!(
                lines,
                "And {count} of this kind ({code}) in {files}: `corkboard check{verbose}` lists them."
            );
        }
        lines
    }
}

/// What makes diagnostics the same, but for their places.
fn words(diagnostic: &Diagnostic) -> (Severity, &'static str, &str) {
    (diagnostic.severity, diagnostic.code, &diagnostic.message)
}

fn code(diagnostic: &Diagnostic) -> (Severity, &'static str) {
    (diagnostic.severity, diagnostic.code)
}
