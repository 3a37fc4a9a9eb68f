//! Where a table's writer stands: which column, and whether in its head.

use pulldown_cmark::Alignment;

/// The table that is being written; tables do not nest.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
    /// Tables begun so far on this page.
    number: usize,
}

impl Table {
    /// Begins a table in a frame that scrolls by keyboard too; `label` is `Table {n}`.
    pub(super) fn begin(&mut self, out: &mut String, alignments: &[Alignment], label: &str) {
        self.alignments = alignments.to_vec();
        self.number += 1;
        self.has_body = false;
        out.push_str("<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
        super::render::numbered(out, label, &self.number.to_string());
        out.push_str("\">\n<table>\n");
    }

    pub(super) fn end(&self, out: &mut String) {
        out.push_str(if self.has_body {
            "</tbody>\n</table>\n</section>\n"
        } else {
            "</table>\n</section>\n"
        });
    }

    pub(super) fn begin_head(&mut self, out: &mut String) {
        (self.in_head, self.column) = (true, 0);
        out.push_str("<thead>\n<tr>");
    }

    pub(super) fn end_head(&mut self, out: &mut String) {
        self.in_head = false;
        out.push_str("</tr>\n</thead>\n");
    }

    pub(super) fn begin_row(&mut self, out: &mut String) {
        self.column = 0;
        out.push_str(if self.has_body { "<tr>" } else { "<tbody>\n<tr>" });
        self.has_body = true;
    }

    /// Begins a cell. An empty cell of the head is no heading: a screen reader would announce nothing.
    pub(super) fn begin_cell(&mut self, out: &mut String, is_empty: bool) {
        let right = self.alignments.get(self.column) == Some(&Alignment::Right);
        out.push_str(match (self.in_head && !is_empty, right) {
            (true, true) => "<th scope=\"col\" class=\"n\">",
            (true, false) => "<th scope=\"col\">",
            (false, true) => "<td class=\"n\">",
            (false, false) => "<td>",
        });
    }

    pub(super) fn end_cell(&mut self, out: &mut String, is_empty: bool) {
        self.column += 1;
        out.push_str(if self.in_head && !is_empty { "</th>" } else { "</td>" });
    }
}
