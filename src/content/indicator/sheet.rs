//! A CSV file of indicators beside a case.

use std::borrow::Cow;
use std::sync::Arc;

use super::cells::{Cell, Rows};
use super::{Listed, Redacted, check, defang, defang_notes, kind};
use crate::config::Config;
use crate::content::case::Indicator;
use crate::content::value::{Date, ValueError, quoted};
use crate::content::vocabulary::{nearest, platform, technique, unknown_platform};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::source::Text;

const COLUMNS: [&str; 7] = ["type", "platform", "value", "technique", "first_seen", "note", "redact"];

/// What a file of indicators holds.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Values and notes are defanged.
    pub indicators: Vec<Indicator>,
    /// For `Listed` alone: these reach no output.
    pub redacted: Vec<Redacted>,
    /// Spans are byte offsets into the file's text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Indicators and mistakes of a CSV file; redacted rows are dropped.
pub fn read_csv(text: &Text, config: &Config) -> (Vec<Indicator>, Vec<Diagnostic>) {
    let sheet = read_sheet(text, config);
    (sheet.indicators, sheet.diagnostics)
}

/// Reads a CSV file with the columns `type, platform, value, technique, first_seen, note, redact` in any order;
/// `type` and `value` are required.
pub fn read_sheet(text: &Text, config: &Config) -> Sheet {
    let mut rows = Rows::new(&text.text);
    let mut reader = Reader { file: &text.path, config, columns: Vec::new(), sheet: Sheet::default() };
    let readable = match rows.next() {
        Some(Ok(header)) => reader.header(&header),
        Some(Err(fault)) => {
            reader.error("E036", fault.span, fault.message, QUOTES);
            false
        }
        None => {
            reader.error("E035", Span::default(), "the file is empty", "begin it with the line `type,value`");
            false
        }
    };
    if !readable {
        return reader.sheet;
    }
    for row in rows {
        match row {
            Ok(cells) => reader.row(&cells),
            Err(fault) => reader.error("E036", fault.span, fault.message, QUOTES),
        }
    }
    let mut sheet = reader.sheet;
    let listed = Listed::new(&sheet.indicators, &sheet.redacted, &[]);
    defang_notes(&mut sheet.indicators, &listed);
    sheet
}

const QUOTES: &str = "put a cell that has a comma or a quotation mark between quotation marks, and double each mark within: \"say \"\"no\"\"\"";

struct Reader<'a> {
    file: &'a Arc<str>,
    config: &'a Config,
    /// What each column holds; `None` for one that has been reported.
    columns: Vec<Option<&'static str>>,
    sheet: Sheet,
}

impl Reader<'_> {
    fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.sheet.diagnostics.push(Diagnostic::error(code, self.file, span, message).hint(hint));
    }

    fn report(&mut self, span: Span, error: ValueError) {
        let severity = if error.code.starts_with('W') { Severity::Warning } else { Severity::Error };
        let diagnostic = Diagnostic::new(severity, error.code, self.file, Some(span), error.message);
        self.sheet.diagnostics.push(match error.hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        });
    }

    /// Takes the first row; `false` if the rest cannot be read without it.
    fn header(&mut self, cells: &[Cell<'_>]) -> bool {
        if let [only] = cells
            && only.value.contains([';', '\t'])
        {
            self.error(
                "E035",
                only.span,
                "the columns are not parted by commas",
                "save the file as CSV with commas",
            );
            return false;
        }
        for cell in cells {
            let name = cell.value.trim().to_lowercase();
            let column = COLUMNS.into_iter().find(|column| *column == name);
            match column {
                Some(column) if self.columns.contains(&Some(column)) => {
                    let message = format!("the column `{column}` is there twice");
                    self.error("E035", cell.span, message, "keep one of the two");
                }
                None => {
                    let hint = match nearest(&name, COLUMNS) {
                        Some(column) => format!("did you mean `{column}`?"),
                        None => format!("the columns are {}", COLUMNS.join(", ")),
                    };
                    self.error("E035", cell.span, format!("{} is not a column", quoted(&cell.value)), hint);
                }
                Some(_) => {}
            }
            self.columns.push(column);
        }
        let missing = ["type", "value"].into_iter().filter(|column| !self.columns.contains(&Some(*column)));
        let missing: Vec<&str> = missing.collect();
        for column in &missing {
            let span =
                cells.first().zip(cells.last()).map(|(a, b)| Span { start: a.span.start, end: b.span.end });
            let message = format!("the column `{column}` is missing");
            self.error(
                "E035",
                span.unwrap_or_default(),
                message,
                "the first line names the columns: `type,value,note`",
            );
        }
        missing.is_empty()
    }

    fn row(&mut self, cells: &[Cell<'_>]) {
        let extra = cells.iter().skip(self.columns.len()).any(|cell| !cell.value.trim().is_empty());
        if extra || cells.len() < self.columns.len() {
            let span =
                cells.first().zip(cells.last()).map(|(a, b)| Span { start: a.span.start, end: b.span.end });
            let message = format!("this row has {} cells, the first one {}", cells.len(), self.columns.len());
            self.error("E036", span.unwrap_or_default(), message, QUOTES);
            return;
        }
        let found = COLUMNS.map(|name| {
            let at = self.columns.iter().position(|column| *column == Some(name))?;
            cells.get(at)
        });
        if let Some(indicator) = self.indicator(found) {
            self.sheet.indicators.push(indicator);
        }
    }

    /// The row's indicator, unless it is redacted or has an error. The cells are in the order of `COLUMNS`.
    fn indicator(&mut self, cells: [Option<&Cell<'_>>; 7]) -> Option<Indicator> {
        let [kind_cell, platform_cell, value_cell, technique_cell, first_seen, note, redact] = cells;
        let hidden = match self.filled(redact, redacted) {
            Ok(hidden) => hidden.unwrap_or(false),
            Err(()) => return None,
        };
        let kind_cell = kind_cell?;
        let kind = self.read(kind_cell, kind);
        let config = self.config;
        let platform = self.filled(platform_cell, |word| {
            platform(config, word).ok_or_else(|| unknown_platform(config, word))
        });
        let technique = self.filled(technique_cell, |text| technique(config, text));
        let first_seen = self.filled(first_seen, Date::parse);
        let value_cell = value_cell?;
        let value = unescaped(value_cell.value.trim());
        if value.is_empty() {
            self.error(
                "E038",
                value_cell.span,
                "this indicator has no value",
                "fill the cell `value`, or remove the row",
            );
            return None;
        }
        let (kind, platform) = (kind.ok()?, platform.ok()?);
        if hidden {
            self.sheet.redacted.push(Redacted { kind, platform, value: value.to_owned() });
            return None;
        }
        if let Some(odd) = check(kind, value) {
            self.report(value_cell.span, odd);
        }
        let note = note.map(|cell| unescaped(cell.value.trim()).to_owned()).filter(|note| !note.is_empty());
        let value = defang(kind, value);
        Some(Indicator {
            kind,
            value,
            platform,
            technique: technique.ok()?,
            first_seen: first_seen.ok()?,
            note,
        })
    }

    /// An optional cell: `None` if it is empty; a mistake is reported.
    fn filled<T>(
        &mut self,
        cell: Option<&Cell<'_>>,
        parse: impl Fn(&str) -> Result<T, ValueError>,
    ) -> Result<Option<T>, ()> {
        match cell.filter(|cell| !cell.value.trim().is_empty()) {
            Some(cell) => self.read(cell, parse).map(Some),
            None => Ok(None),
        }
    }

    fn read<T>(&mut self, cell: &Cell<'_>, parse: impl Fn(&str) -> Result<T, ValueError>) -> Result<T, ()> {
        let text: &Cow<'_, str> = &cell.value;
        parse(text.trim()).map_err(|error| self.report(cell.span, error))
    }
}

/// A cell that a spreadsheet must not take for a formula has an apostrophe before it.
fn unescaped(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

fn redacted(text: &str) -> Result<bool, ValueError> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true),
        "false" | "no" | "0" => Ok(false),
        _ => Err(ValueError::new("E039", format!("{} is neither yes nor no", quoted(text)))
            .hint("write `true` to keep this indicator out of every output, or leave the cell empty")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::vocabulary::tests::config;

    fn read(csv: &str) -> Sheet {
        read_sheet(&Text::new("content/cases/x.csv", csv), &config())
    }

    #[test]
    fn a_sheet_is_defanged_and_redacted_rows_are_dropped() {
        let sheet = read(
            "Note,type,value,platform,technique,first_seen,redact\n\
             hosted on evil.com,md5,10c1f38305792a0f925e8a2cf9482ce3,,,,\n\
             \"see https://good.com, twice\",domain,evil.com,,kill-chain:0.9.4,2021-05,false\n\
             ,account,https://twitter.com/secret,twitter,,,true\n\
             ,account,'@troll,twitter,,,\n",
        );
        assert_eq!(sheet.diagnostics, []);
        let shown: Vec<_> = sheet.indicators.iter().map(|i| (i.value.as_str(), i.note.as_deref())).collect();
        assert_eq!(
            shown,
            [
                ("10c1f38305792a0f925e8a2cf9482ce3", Some("hosted on evil[.]com")),
                ("evil[.]com", Some("see hxxps://good[.]com, twice")),
                ("@troll", None),
            ]
        );
        assert_eq!(sheet.indicators[2].platform.as_deref(), Some("x"));
        assert_eq!(sheet.redacted.len(), 1);
        assert!(!format!("{:?}", sheet.indicators).contains("secret"));
    }

    #[test]
    fn every_mistake_is_shown_where_it_stands() {
        let csv = "type,value,platfrom,first_seen,redact\n\
                   domian,evil.com,x,,\n\
                   domain,évil.com,,2021-13,\n\
                   domain,,,,\n\
                   domain,evil.com\n\
                   domain,hidden.com,,,perhaps\n\
                   md5,abc,,,\n";
        let sheet = read(csv);
        let found: Vec<_> = sheet
            .diagnostics
            .iter()
            .map(|d| (d.code, d.span.map_or("", |span| &csv[span.range()])))
            .collect();
        assert_eq!(
            found,
            [
                ("E035", "platfrom"),
                ("E037", "domian"),
                ("E028", "2021-13"),
                ("E038", ""),
                ("E036", "domain,evil.com"),
                ("E039", "perhaps"),
                ("W020", "abc"),
            ]
        );
        assert_eq!(sheet.diagnostics[0].hints, ["did you mean `platform`?"]);
        assert!(sheet.diagnostics.iter().all(|d| !d.hints.is_empty()));
        assert_eq!(sheet.indicators.len(), 1, "an odd value is kept, a wrong one is not");
    }

    #[test]
    fn a_header_is_needed() {
        let codes = |csv| read(csv).diagnostics.iter().map(|d| d.code).collect::<Vec<_>>();
        assert_eq!(codes(""), ["E035"]);
        assert_eq!(codes("type;value\ndomain;evil.com\n"), ["E035"]);
        assert_eq!(codes("note\nx\n"), ["E035", "E035"]);
        assert_eq!(codes("\"type,value\n"), ["E036"]);
    }
}
