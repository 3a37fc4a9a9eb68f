//! How many of what.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};

/// `3 errors in 2 files, 1 warning`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let counted = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Notice, "notice", "notices"),
    ];
    let mut parts = Vec::new();
    for (severity, one, many) in counted {
        let of_this: Vec<&Diagnostic> =
            diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).collect();
        if of_this.is_empty() {
            continue;
        }
        let mut part = plural(of_this.len(), one, many);
        if severity == Severity::Error {
            let files: BTreeSet<&str> = of_this.iter().map(|diagnostic| diagnostic.file.as_ref()).collect();
            part = format!("{part} in {}", plural(files.len(), "file", "files"));
        }
        parts.push(part);
    }
    parts.join(", ")
}

/// `1 file`, `2 files`.
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
