//! The bars of a table's row, each of which begins a cell, wherever it stands.

use std::ops::Range;

/// Where the bars of a row are that no backslash takes back.
fn bars(row: &str) -> impl Iterator<Item = usize> {
    row.match_indices('|').map(|(at, _)| at).filter(|at| !row[..*at].ends_with('\\'))
}

/// `[[id|words]]` of a row, whose bar cuts it in two.
pub(super) fn cut_links(row: &str) -> Vec<Range<usize>> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(end) = row[from..].find("]]").map(|at| from + at) {
        if let Some(start) = row[from..end].rfind("[[").map(|at| from + at)
            && bars(row).any(|bar| start < bar && bar < end)
        {
            links.push(start..end + 2);
        }
        from = end + 2;
    }
    links
}

/// How many cells a row has, and where those begin that are beyond `columns`, if they say anything.
pub(super) fn beyond(row: &str, columns: usize) -> Option<(usize, usize)> {
    let inner = row.trim_end();
    let lead = row.len() - row.trim_start().len();
    let first = if row[lead..].starts_with('|') { lead + 1 } else { lead };
    let starts: Vec<usize> = std::iter::once(first)
        .chain(bars(inner).map(|bar| bar + 1).filter(|start| *start > first && *start < inner.len()))
        .collect();
    let start = *starts.get(columns)?;
    let says = inner[start..].chars().any(|c| c != '|' && !c.is_whitespace());
    says.then_some((starts.len(), start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_as_they_are_cut() {
        assert_eq!(beyond("| a | b |\n", 2), None);
        assert_eq!(beyond("a | b", 2), None);
        assert_eq!(beyond("| a | b | c |", 2), Some((3, 9)));
        assert_eq!(beyond(" a | b | `c|d`", 2), Some((4, 8)));
        assert_eq!(beyond("| a \\| b | c |", 2), None);
        assert_eq!(beyond("| a | b | |", 2), None, "nothing is lost");
        assert_eq!(beyond("", 1), None);
    }

    #[test]
    fn links_are_found_that_a_bar_cuts() {
        let row = "| [[a|b]] [[c]] | [[d\\|e]] [[ | x]] ]] |";
        let cut: Vec<&str> = cut_links(row).into_iter().map(|at| &row[at]).collect();
        assert_eq!(cut, ["[[a|b]]", "[[ | x]]"]);
    }
}
