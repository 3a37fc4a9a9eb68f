//! The cells of a CSV text with their places (RFC 4180): the `csv` crate knows where a record starts, but not
//! where its fields are, and a mistake must be shown where it stands.

use std::borrow::Cow;

use crate::diagnostic::{Span, Spanned};

pub(super) type Cell<'a> = Spanned<Cow<'a, str>>;

/// A row that cannot be read: where, and why.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub span: Span,
    pub message: &'static str,
}

/// Rows of cells; lines without any text are skipped.
pub(super) struct Rows<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn row(&mut self) -> Result<Vec<Cell<'a>>, Fault> {
        let mut cells = Vec::new();
        loop {
            cells.push(if self.rest().starts_with('"') { self.quoted()? } else { self.plain() });
            if !self.take(",") {
                break;
            }
        }
        self.line_end();
        Ok(cells)
    }

    fn plain(&mut self) -> Cell<'a> {
        let start = self.at;
        let rest = self.rest();
        let len = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
        self.at += len;
        Spanned::new(Cow::Borrowed(&rest[..len]), start..self.at)
    }

    /// A cell between quotation marks; a doubled mark is one mark.
    fn quoted(&mut self) -> Result<Cell<'a>, Fault> {
        let open = self.at;
        self.at += 1;
        let start = self.at;
        let mut doubled = false;
        loop {
            let Some(mark) = self.rest().find('"') else {
                self.at = self.text.len();
                return Err(Fault {
                    span: (open..start).into(),
                    message: "this quotation mark is never closed",
                });
            };
            self.at += mark + 1;
            if !self.take("\"") {
                break;
            }
            doubled = true;
        }
        let span = Span { start, end: self.at - 1 };
        if !(self.rest().is_empty() || self.rest().starts_with([',', '\n', '\r'])) {
            let wrong = self.at..self.at + self.rest().chars().next().map_or(0, char::len_utf8);
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            self.line_end();
            return Err(Fault {
                span: wrong.into(),
                message: "there is text after a closing quotation mark",
            });
        }
        let inner = &self.text[span.range()];
        let inner = if doubled { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(inner) };
        Ok(Spanned::new(inner, span))
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, mark: &str) -> bool {
        let found = self.rest().starts_with(mark);
        self.at += if found { mark.len() } else { 0 };
        found
    }

    fn line_end(&mut self) {
        let _ = self.take("\r\n") || self.take("\n") || self.take("\r");
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Result<Vec<Cell<'a>>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.text.len() {
            let row = self.row();
            let blank = row.as_ref().is_ok_and(|cells| cells.iter().all(|cell| cell.value.trim().is_empty()));
            if !blank {
                return Some(row);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(csv: &str) -> Vec<Vec<String>> {
        Rows::new(csv)
            .flatten()
            .map(|row| row.into_iter().map(|cell| cell.value.into_owned()).collect())
            .collect()
    }

    #[test]
    fn cells_have_their_places() {
        let csv = "a,b\r\n\r\n\"x, \"\"y\"\"\nz\",é,\n,,\nlast";
        assert_eq!(texts(csv), [vec!["a", "b"], vec!["x, \"y\"\nz", "é", ""], vec!["last"]]);
        let rows: Vec<_> = Rows::new(csv).flatten().collect();
        assert_eq!(&csv[rows[1][0].span.range()], "x, \"\"y\"\"\nz");
        assert_eq!(&csv[rows[1][1].span.range()], "é");
    }

    #[test]
    fn broken_quotes_are_shown() {
        let faults = |csv| {
            Rows::new(csv).filter_map(Result::err).map(|f| (f.span.start, f.span.end)).collect::<Vec<_>>()
        };
        assert_eq!(faults("a,\"b\nc"), [(2, 3)]);
        assert_eq!(faults("\"a\"é,b\nc,d\n"), [(3, 5)]);
        assert_eq!(texts("\"a\"x,b\nc,d\n"), [["c", "d"]]);
    }

    proptest! {
        #[test]
        fn what_the_csv_crate_writes_is_read(rows in prop::collection::vec(prop::collection::vec("[a-é,\"\n\r ]{0,5}x", 3), 0..5)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in &rows {
                prop_assert!(writer.write_record(row).is_ok());
            }
            let bytes = writer.into_inner().unwrap_or_default();
            prop_assert_eq!(texts(&String::from_utf8_lossy(&bytes)), rows);
        }
    }
}
