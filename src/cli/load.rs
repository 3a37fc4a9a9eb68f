//! Reading and compiling an archive: what build and check have in common.

use std::path::Path;

use rayon::prelude::*;

use super::Failure;
use super::report::Findings;
use crate::compile::{Compiled, Options, compile};
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
        let mut compiled = compile(&sources, Options { drafts: false });
        if strict {
            make_strict(&mut compiled.diagnostics);
        }
        Ok(Self { sources, compiled })
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
