//! Reading and compiling an archive: what build and check have in common.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::Failure;
use super::report::Findings;
use crate::compile::{Compiled, Compiler, Options};
use crate::diagnostic::{Diagnostic, Severity};
use crate::emit::Progress;
use crate::read::{self, read_folder};
use crate::site::Pages;
use crate::site::faults::each_once;
use crate::source::Sources;

/// Pages that a thread makes before others may take over what is left: lists of many cases stand side by side.
const PIECE: usize = 16;

/// An archive and what is wrong with it.
pub struct Loaded {
    pub sources: Sources,
    pub compiled: Compiled,
    /// What the compiler read, for another look; gone where there is no draft to look into.
    compiler: Option<Compiler>,
    strict: bool,
}

impl Loaded {
    /// Reads and compiles a folder as a build does: without drafts.
    ///
    /// # Errors
    /// Where there is no archive at all, which `report` is given to say.
    pub fn read(
        folder: &Path,
        strict: bool,
        report: impl FnOnce(&Findings<'_>) -> Result<(), Failure>,
    ) -> Result<Self, Failure> {
        let sources = read_folder(folder);
        if let Some(nothing) = sources.diagnostics.iter().find(|found| is_no_archive(found)) {
            let findings = Findings { sources: &sources, diagnostics: std::slice::from_ref(nothing) };
            report(&findings)?;
            return Err(Failure::Refused);
        }
        let mut compiler = Compiler::default();
        let mut compiled = compiler.compile(&sources, Options { drafts: false });
        let found = leaks_of_files(folder, &compiled);
        if !found.is_empty() {
            compiled.diagnostics.extend(found);
            compiled.diagnostics.sort();
        }
        if strict {
            make_strict(&mut compiled.diagnostics);
        }
        let compiler = (compiled.left_out > 0).then_some(compiler);
        Ok(Self { sources, compiled, compiler, strict })
    }

    /// Adds what a build would find in drafts and cases under review once they are published: links, relations and
    /// files that lead nowhere. Warnings, since a build leaves these cases out.
    pub fn look_into_drafts(&mut self) {
        let Some(compiler) = &mut self.compiler else { return };
        let with = compiler.compile(&self.sources, Options { drafts: true });
        let cases = with.site.iter().flat_map(|site| &site.archive.cases);
        let drafts: BTreeSet<&Arc<str>> = cases
            .map(|case| &case.file)
            .filter(|file| !file.status.is_public())
            .map(|file| &file.path)
            .collect();
        let key = |one: &Diagnostic| (Arc::clone(&one.file), one.code, one.span, one.message.clone());
        let known: BTreeSet<_> = self.compiled.diagnostics.iter().map(key).collect();
        let new =
            with.diagnostics.iter().filter(|one| drafts.contains(&one.file) && !known.contains(&key(one)));
        let mut new: Vec<Diagnostic> = new.cloned().map(of_a_draft).collect();
        if self.strict {
            make_strict(&mut new);
        }
        self.compiled.diagnostics.extend(new);
        self.compiled.diagnostics.sort();
    }

    /// Makes every page in memory, for mistakes of templates show only then, and adds those that stop any.
    pub fn make_pages(&mut self, progress: &dyn Progress) {
        let Some(site) = &self.compiled.site else { return };
        let pages: Vec<&str> =
            site.routes().filter(|(_, route)| route.has_template()).map(|(path, _)| path).collect();
        progress.begin(pages.len());
        let fault = |path: &&str| {
            let fault = site.content(path).err();
            progress.step();
            fault
        };
        let faults = pages.par_iter().with_max_len(PIECE).filter_map(fault).collect();
        progress.end();
        self.compiled.diagnostics.extend(each_once(faults));
        self.compiled.diagnostics.sort();
    }

    pub fn findings(&self) -> Findings<'_> {
        Findings { sources: &self.sources, diagnostics: &self.compiled.diagnostics }
    }

    pub fn has_errors(&self) -> bool {
        self.compiled.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Redacted values in files that are copied as they are, which nothing else reads.
fn leaks_of_files(folder: &Path, compiled: &Compiled) -> Vec<Diagnostic> {
    let (Some(site), Some(redactions)) = (&compiled.site, &compiled.redactions) else { return Vec::new() };
    read::leaks(folder, &site.archive.published(), redactions)
}

fn of_a_draft(mut found: Diagnostic) -> Diagnostic {
    if found.is_error() {
        found.severity = Severity::Warning;
        return found
            .hint("a build leaves this case out for now, and refuses it like this once it is published");
    }
    found
}

pub fn is_no_archive(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.code, read::codes::NO_FOLDER | read::codes::NO_ARCHIVE)
}

/// Under `--strict` a warning is an error; its code stays, for `explain`.
pub fn make_strict(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        if diagnostic.severity == Severity::Warning {
            diagnostic.severity = Severity::Error;
        }
    }
}
