//! Diagnostics as a JSON array, one object a line.

use serde_json::json;

use super::Findings;

/// Paths are relative to the archive; lines and columns count from 1, columns in characters, ends exclusive,
/// and are `null` for a diagnostic about a whole file.
pub fn json(findings: &Findings<'_>) -> String {
    let objects: Vec<String> = findings
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let place = findings.place(diagnostic);
            json!({
                "file": diagnostic.file.as_ref(),
                "line": place.map(|place| place.line),
                "column": place.map(|place| place.column),
                "endLine": place.map(|place| place.end_line),
                "endColumn": place.map(|place| place.end_column),
                "severity": diagnostic.severity.word(),
                "code": diagnostic.code,
                "message": diagnostic.message,
                "hints": diagnostic.hints,
            })
            .to_string()
        })
        .collect();
    if objects.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", objects.join(",\n")) }
}
