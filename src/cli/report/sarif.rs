//! Diagnostics as SARIF 2.1.0 (OASIS), which code scanning services and editors read.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::{Findings, full_message, path_from_here};
use crate::cli::registry;
use crate::diagnostic::{Diagnostic, Severity};

/// One run, with a rule for each code that occurs.
pub fn sarif(findings: &Findings<'_>, folder: &Path) -> String {
    let mut rules: BTreeMap<&str, usize> =
        findings.diagnostics.iter().map(|diagnostic| (diagnostic.code, 0)).collect();
    for (index, place) in rules.values_mut().enumerate() {
        *place = index;
    }
    let results: Vec<Value> = findings
        .diagnostics
        .iter()
        .map(|diagnostic| {
            json!({
                "ruleId": diagnostic.code,
                "ruleIndex": rules[diagnostic.code],
                "level": level(diagnostic.severity),
                "message": {"text": full_message(diagnostic)},
                "locations": [{"physicalLocation": location(findings, diagnostic, folder)}],
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "corkboard",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.keys().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &str) -> Value {
    match registry::find(code) {
        Some(known) => json!({
            "id": code,
            "shortDescription": {"text": known.title},
            "fullDescription": {"text": known.explanation},
        }),
        None => json!({"id": code}),
    }
}

fn location(findings: &Findings<'_>, diagnostic: &Diagnostic, folder: &Path) -> Value {
    let mut location = json!({"artifactLocation": {"uri": uri(&path_from_here(folder, &diagnostic.file))}});
    if let Some(place) = findings.place(diagnostic) {
        location["region"] = json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        });
    }
    location
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "note",
    }
}

/// A path as a relative reference: RFC 3986's unreserved letters and `/` stay, all else is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
