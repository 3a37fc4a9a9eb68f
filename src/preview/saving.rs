//! Files in the middle of a save, as their texts betray it.

use std::time::Duration;

/// A file that is emptied or taken away for a save is back by then.
const BACK: Duration = Duration::from_millis(120);
/// One that is cut off is whole by then.
const WHOLE: Duration = Duration::from_millis(80);
/// Files whose first half may be as good as the whole: it would be shown, and be something else. Of all others it is a
/// mistake, and those are waited for anyway.
const ENDINGS: [&str; 3] = [".toml", ".csv", ".css"];

/// How long the rest of a text is waited for, by what its file held before and holds now, if it held and holds a text,
/// and by whether somebody still writes to it.
pub fn half_saved(
    path: &str,
    before: Option<&str>,
    now: Option<&str>,
    is_open: impl FnOnce() -> bool,
) -> Option<Duration> {
    let has_words = |text: &str| !text.trim().is_empty();
    match (before, now) {
        (Some(before), None) => has_words(before).then_some(BACK),
        // A new file is empty until its first words are written.
        (before, Some(now)) if !has_words(now) => before.is_none_or(has_words).then_some(BACK),
        (before, Some(now)) => {
            let is_cut = |before| is_cut_off(before, now);
            (can_be_cut(path) && (is_open() || before.is_some_and(is_cut))).then_some(WHOLE)
        }
        (None, None) => None,
    }
}

fn can_be_cut(path: &str) -> bool {
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// Whether a text is shorter and lost its last two lines: one alone, such as a brace, stands in many places. They may
/// have been edited: that is seen a moment later.
fn is_cut_off(before: &str, now: &str) -> bool {
    let before = before.trim_end();
    let start = before.rmatch_indices('\n').nth(1).map_or(0, |(at, _)| at + 1);
    now.len() < before.len() && !now.trim_end().ends_with(&before[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_gone_or_cut_off_is_waited_for() {
        let case = |before, now| half_saved("content/cases/x.md", before, now, || true);
        assert_eq!(case(Some("a"), None), Some(BACK));
        assert_eq!(case(Some("a"), Some("\n")), Some(BACK));
        assert_eq!(case(None, Some("")), Some(BACK));
        assert_eq!(case(Some(""), Some("")), None);
        assert_eq!(case(None, Some("a")), None);
        assert_eq!(case(Some("a\nb\n"), Some("a\n")), None);
        let saved = |now, is_open| {
            half_saved("content/techniques.csv", Some("id,name\na,A\nb,B\nc,C\n"), Some(now), || is_open)
        };
        let table = |now| saved(now, false);
        assert_eq!([table("id,name\na,A\nb,B\n"), table("id,na")], [Some(WHOLE); 2]);
        // A row is taken out of the middle, or another is edited, or one more is there.
        assert_eq!(table("id,name\nb,B\nc,C\n"), None);
        assert_eq!(table("id,name\na,Another\nb,B\nc,C\n"), None);
        assert_eq!(table("id,name\na,A\nb,B\nc,C\nd,D\n"), None);
        // More may follow as long as it is written to.
        assert_eq!(saved("id,name\na,A\nb,B\nc,C\nd,D\n", true), Some(WHOLE));
    }
}
