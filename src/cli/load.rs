//! Reading and compiling an archive: what build and check have in common.

use std::path::Path;

use super::Failure;
use super::report::Findings;
use crate::compile::{Compiled, Options, compile};
use crate::diagnostic::{Diagnostic, Severity};
use crate::read::{self, read_folder};
use crate::source::Sources;

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
