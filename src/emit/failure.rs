//! What the system refuses, in words.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::{EmitError, codes};
use crate::diagnostic::{Diagnostic, Severity};

/// E134 for a full disk, E135 for all else. `shown` is the output as the user wrote it.
pub fn failed(shown: &str, path: &Path, error: &io::Error) -> EmitError {
    let diagnostic = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            let message = format!("the disk is full: `{}` could not be written", path.display());
            Diagnostic::new(Severity::Error, codes::DISK_FULL, &shown.into(), None, message)
                .hint("make room and build again; the last site is untouched")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            let message = format!("`{}` could not be written: you have no permission", path.display());
            Diagnostic::new(Severity::Error, codes::NOT_WRITTEN, &shown.into(), None, message)
                .hint("choose another folder with `-o FOLDER`, or ask for the right to write there")
        }
        _ => {
            let message = format!("`{}` could not be written: {error}", path.display());
            Diagnostic::new(Severity::Error, codes::NOT_WRITTEN, &shown.into(), None, message)
                .hint("the last site is untouched; build again when this is mended")
        }
    };
    EmitError::Failed(Box::new(diagnostic))
}

/// An output folder, or a path in it, that a build must not touch.
pub fn refused(code: &'static str, shown: &str, message: String, hint: &str) -> EmitError {
    EmitError::Refused(Box::new(
        Diagnostic::new(Severity::Error, code, &shown.into(), None, message).hint(hint),
    ))
}

/// A file of the archive that was there when the build began.
pub fn gone(source: &str, error: &io::Error) -> EmitError {
    let message = format!("`{source}` could not be copied: {error}");
    EmitError::Failed(Box::new(
        Diagnostic::new(Severity::Error, codes::NOT_WRITTEN, &source.into(), None, message)
            .hint("it has changed while the site was built: build again"),
    ))
}
