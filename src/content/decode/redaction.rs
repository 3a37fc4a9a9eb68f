//! Redacted values reach no output: a text of the case that names one is an error.

use super::Decoder;
use crate::content::case::Indicator;
use crate::content::redaction::Redactions;
use crate::content::yaml::{Node, Value};
use crate::diagnostic::Span;

impl Decoder<'_> {
    /// Notes each place outside their own entries where a redacted value would come to light.
    pub fn check_redactions(&mut self, root: &Node, body: usize, indicators: &[Indicator]) {
        let file = self.file;
        let Some(redactions) = Redactions::new(self.hidden.iter().map(|one| (one.value.as_str(), file)))
        else {
            return;
        };
        for span in redactions.in_parts(self.text, root, body, None) {
            self.leak(span);
        }
        if redactions.in_path(file) {
            self.error("E062", Span::default(), "This file's name has a value in it that the case redacts")
                .hints
                .push("Rename the file: its name stands in the case's address.".into());
        }
        self.shown_indicators(root, indicators, &redactions);
    }

    fn leak(&mut self, span: Span) {
        self.error("E062", span, "This names a value that the case redacts")
            .hints
            .push("Take it out of the text, or take `redact: true` from the indicator.".into());
    }

    /// Indicators from a CSV file have no place in this one: the file's name has to stand for them.
    fn shown_indicators(&mut self, root: &Node, indicators: &[Indicator], redactions: &Redactions) {
        let Value::Map(entries) = &root.value else { return };
        let Some(entry) = entries.iter().find(|entry| entry.key.value == "indicators") else { return };
        if entry.value.text().is_none() {
            return;
        }
        let leaks = redactions.in_indicators(indicators, None);
        if leaks > 0 {
            let rows = match leaks {
                1 => "1 other row of this file names".to_owned(),
                more => format!("{more} other rows of this file name"),
            };
            let message = format!("{rows} a value that the file redacts");
            self.error("E062", entry.value.span, message).hints.push(
                "Write `true` in the column `redact` of those rows too, or take the value out of them."
                    .into(),
            );
        }
    }
}
