//! Diagnostics as workflow commands, which GitHub shows beside the lines of a change.

use std::fmt::Write as _;
use std::path::Path;

use super::{Findings, full_message, path_from_here};

/// `::error file=…,line=…,col=…,title=E012::…`, a line each.
pub fn github(findings: &Findings<'_>, folder: &Path) -> String {
    let mut commands = String::new();
    for diagnostic in findings.diagnostics {
        let file = property(&path_from_here(folder, &diagnostic.file));
        let _ = write!(commands, "::{} file={file}", diagnostic.severity.word());
        if let Some(place) = findings.place(diagnostic) {
            let _ = write!(commands, ",line={},endLine={}", place.line, place.end_line);
            let _ = write!(commands, ",col={}", place.column);
            // GitHub refuses columns that belong to two lines.
            if place.line == place.end_line {
                let _ = write!(commands, ",endColumn={}", place.end_column);
            }
        }
        let _ = writeln!(commands, ",title={}::{}", diagnostic.code, data(&full_message(diagnostic)));
    }
    commands
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
