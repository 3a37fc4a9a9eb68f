use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::diagnostic::Severity;
use crate::diagnostic::Span;

const FILE: &str = "content/cases/x.md";

fn one(
    text: &str,
    diagnostic: impl Fn(&Arc<str>) -> Diagnostic,
    draw: impl Fn(&Findings<'_>) -> String,
) -> String {
    let sources = Sources::from_texts([(FILE, text)]);
    let diagnostics = [diagnostic(&FILE.into())];
    draw(&Findings { sources: &sources, diagnostics: &diagnostics })
}

/// Without colours, as where standard error is no terminal.
fn plain(findings: &Findings<'_>) -> String {
    anstream::adapter::strip_str(&human(findings, Extent::Places)).to_string()
}

fn unknown_key(file: &Arc<str>) -> Diagnostic {
    Diagnostic::error("E012", file, 17..23, "unknown key `removd`").hint("did you mean `removed`?")
}

const CASE: &str = "---\ntitle: Äther\nremovd: 2021-05\n---\n";

#[test]
fn people_see_the_line_and_the_advice() {
    let drawn = one(CASE, unknown_key, plain);
    let expected = "\
error[E012]: unknown key `removd`
 --> content/cases/x.md:3:1
  |
3 | removd: 2021-05
  | ^^^^^^
  |
  = help: did you mean `removed`?

1 error in 1 file
";
    let shifted =
        one(CASE, |file| Diagnostic { span: Some(Span { start: 18, end: 24 }), ..unknown_key(file) }, plain);
    assert_eq!(shifted, expected, "{drawn}");
}

#[test]
fn columns_count_characters_and_tabs_and_wide_letters_keep_the_mark_in_place() {
    let text = "a\t日本語 bad";
    let start = text.find("bad").expect("it is there");
    let drawn = one(text, |file| Diagnostic::warning("W003", file, start..start + 3, "odd"), plain);
    assert!(drawn.starts_with("warning[W003]: odd\n --> content/cases/x.md:1:7\n"), "{drawn}");
    let mark = drawn.lines().find(|line| line.contains('^')).expect("a mark");
    // `1 | ` and then a letter, a tab of four columns, three letters of two columns, a space.
    assert_eq!(mark.find('^'), Some(4 + 1 + 4 + 6 + 1), "{drawn}");
}

#[test]
fn a_long_line_is_cut_around_the_mark() {
    let text = format!("{}BAD {}", "word ".repeat(300), "word ".repeat(300));
    let drawn = one(&text, |file| Diagnostic::error("E001", file, 1500..1503, "bad"), plain);
    assert!(drawn.contains("content/cases/x.md:1:1501"), "{drawn}");
    assert!(drawn.contains("BAD") && drawn.lines().all(|line| line.chars().count() < 120), "{drawn}");
    let endless = "x".repeat(3_000_000);
    let drawn = one(&endless, |file| Diagnostic::error("E001", file, 2_000_000..2_000_003, "bad"), plain);
    assert!(drawn.contains("content/cases/x.md:1:2000001") && drawn.len() < 500, "{drawn}");
}

#[test]
fn a_span_over_lines_or_beyond_the_end_marks_what_is_there() {
    let drawn = one("one\r\ntwo\r\n", |file| Diagnostic::error("E001", file, 1..8, "bad"), plain);
    assert!(drawn.contains("1 | one\n  |  ^^\n"), "{drawn}");
    let drawn = one("one", |file| Diagnostic::error("E001", file, 3..99, "bad"), plain);
    assert!(drawn.contains(":1:4\n"), "{drawn}");
    // In the middle of a letter.
    let drawn = one("日", |file| Diagnostic::error("E001", file, 1..2, "bad"), plain);
    assert!(drawn.contains(":1:1\n"), "{drawn}");
}

#[test]
fn a_whole_file_is_named_by_its_first_place() {
    let drawn = one("", |file| Diagnostic::new(Severity::Notice, "N001", file, None, "old"), plain);
    assert_eq!(drawn, "notice[N001]: old\n--> content/cases/x.md:1:1\n\n1 notice\n");
}

#[test]
fn what_was_not_read_has_no_lines() {
    let full = Diagnostic::new(Severity::Error, "E134", &"public".into(), None, "full");
    let drawn = plain(&Findings { sources: &Sources::default(), diagnostics: &[full] });
    assert!(drawn.contains("--> public\n"), "{drawn}");
}

#[test]
fn words_from_a_file_cannot_paint_the_terminal() {
    let drawn = one(
        "\u{1b}[31mred",
        |file| Diagnostic::error("E001", file, 0..4, "\u{1b}[31mred").hint("\u{1b}[31mred"),
        |findings| human(findings, Extent::Places),
    );
    assert!(!drawn.contains("\u{1b}[31mred"), "{drawn:?}");
}

#[test]
fn the_summary_counts_files_once() {
    let error = |file: &str| Diagnostic::error("E001", &file.into(), 0..1, "x");
    let warning = Diagnostic::warning("W001", &"a".into(), 0..1, "x");
    assert_eq!(summary(&[error("a"), error("a"), error("b"), warning]), "3 errors in 2 files, 1 warning");
    assert_eq!(summary(&[]), "");
}

#[test]
fn programs_get_json() {
    let drawn =
        one(CASE, |file| Diagnostic { span: Some(Span { start: 18, end: 24 }), ..unknown_key(file) }, json);
    let parsed: serde_json::Value = serde_json::from_str(&drawn).expect("JSON");
    let expected = serde_json::json!([{
        "file": FILE, "line": 3, "column": 1, "endLine": 3, "endColumn": 7, "severity": "error",
        "code": "E012", "message": "unknown key `removd`", "hints": ["did you mean `removed`?"],
    }]);
    assert_eq!(parsed, expected);
    assert_eq!(json(&Findings { sources: &Sources::default(), diagnostics: &[] }), "[]\n");
}

#[test]
fn github_gets_escaped_commands() {
    let diagnostic =
        |file: &Arc<str>| Diagnostic::error("E012", file, 4..9, "100% wrong:\nreally").hint("stop");
    let drawn = one(CASE, diagnostic, |findings| github(findings, Path::new("./my,archive")));
    assert_eq!(
        drawn,
        "::error file=my%2Carchive/content/cases/x.md,line=2,endLine=2,col=1,endColumn=6,title=E012::\
         100%25 wrong:%0Areally%0Ahelp: stop\n"
    );
}

#[test]
fn sarif_has_a_rule_for_each_code_and_a_region() {
    let drawn = one(
        CASE,
        |file| Diagnostic::warning("E124", file, 4..9, "odd"),
        |findings| sarif(findings, Path::new("mein Archiv")),
    );
    let parsed: serde_json::Value = serde_json::from_str(&drawn).expect("JSON");
    let run = &parsed["runs"][0];
    assert_eq!(parsed["version"], "2.1.0");
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "E124");
    let result = &run["results"][0];
    assert_eq!((&result["level"], &result["ruleIndex"]), (&"warning".into(), &0.into()));
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "mein%20Archiv/content/cases/x.md");
    assert_eq!(location["region"]["startLine"], 2);
    assert_eq!(location["region"]["endColumn"], 6);
}

#[test]
fn paths_start_where_the_command_runs() {
    let here = |folder: &str| path_from_here(Path::new(folder), "content/x.md");
    assert_eq!(here("."), "content/x.md");
    assert_eq!(here("a/./b"), "a/b/content/x.md");
    assert_eq!(here("../a"), "content/x.md");
    assert_eq!(here("/abs"), "content/x.md");
}

/// As many cases as are asked for, each with the same words, drawn without colours.
fn many(count: usize, severity: Severity, message: impl Fn(usize) -> String, extent: Extent) -> String {
    let paths: Vec<String> = (1..=count).map(|n| format!("content/cases/{n:03}.md")).collect();
    let sources = Sources::from_texts(paths.iter().map(|path| (path.as_str(), CASE)));
    let new = |(n, path): (usize, &String)| Diagnostic {
        severity,
        ..Diagnostic::warning("W001", &Arc::from(path.as_str()), 4..9, message(n))
    };
    let diagnostics: Vec<_> = paths.iter().enumerate().map(new).collect();
    let drawn = human(&Findings { sources: &sources, diagnostics: &diagnostics }, extent);
    anstream::adapter::strip_str(&drawn).to_string()
}

fn same(_: usize) -> String {
    "lines end with CR LF".into()
}

#[test]
fn what_many_files_share_is_drawn_a_few_times_and_then_named() {
    let few = many(12, Severity::Warning, same, Extent::Places);
    assert_eq!(few.matches("warning[W001]").count(), 3);
    let note = "  = note: the same in 9 more places:
          content/cases/004.md:2:1
          content/cases/005.md:2:1
          content/cases/006.md:2:1
          content/cases/007.md:2:1
          and 5 more, which `--verbose` shows

12 warnings
";
    assert!(few.ends_with(note), "{few}");
    let errors = many(12, Severity::Error, same, Extent::Places);
    assert!((1..=12).all(|n| errors.contains(&format!("content/cases/{n:03}.md:2:1"))), "{errors}");
    let all = many(12, Severity::Warning, same, Extent::Everything);
    assert_eq!(all.matches("warning[W001]").count(), 12);
}

#[test]
fn a_flood_is_drawn_a_few_times_and_then_counted() {
    let end = "And 797 more of this kind (W001) in 797 files: `corkboard check` lists them.
800 errors in 800 files
";
    for message in [same, |n| format!("unknown key `k{n}`")] {
        let glance = many(800, Severity::Error, message, Extent::Glance);
        assert_eq!(glance.matches("error[W001]").count(), 3, "{glance}");
        assert!(glance.ends_with(end) && glance.lines().count() < 30, "{glance}");
    }
    // A build says more, and yet not all; a check names each.
    let build = many(800, Severity::Error, same, Extent::Start);
    assert!(build.contains("and 777 more, which `corkboard check` lists\n"), "{build}");
    let build = many(800, Severity::Error, |n| format!("unknown key `k{n}`"), Extent::Start);
    assert_eq!(build.matches("error[W001]").count(), 20, "{build}");
    assert!(build.contains("And 780 more of this kind (W001) in 780 files"), "{build}");
    let check = many(800, Severity::Error, same, Extent::Places);
    assert!(
        (4..=800).all(|n| check.contains(&format!("  {n:03}.md:2"))) && !check.contains("And "),
        "{check}"
    );
    assert!(check.contains("          in content/cases/:\n") && check.lines().count() < 180, "{check}");
    assert!(check.lines().all(|line| line.chars().count() <= 80), "{check}");
    assert!(many(800, Severity::Warning, same, Extent::Glance).contains("`corkboard check -v` lists"));
}

#[test]
fn many_kinds_are_not_all_drawn_at_a_glance_and_those_of_a_check_end_with_the_rare() {
    let codes =
        ["E001", "E002", "E003", "E004", "E005", "E006", "E007", "E008", "E009", "E010", "E011", "E012"];
    let mut diagnostics: Vec<_> =
        codes.iter().map(|code| Diagnostic::error(code, &FILE.into(), 4..9, "odd")).collect();
    let sources = Sources::from_texts([(FILE, CASE)]);
    let draw = |diagnostics: &[Diagnostic], extent| {
        let drawn = human(&Findings { sources: &sources, diagnostics }, extent);
        anstream::adapter::strip_str(&drawn).to_string()
    };
    let glance = draw(&diagnostics, Extent::Glance);
    assert_eq!(glance.matches("error[").count(), 10);
    assert!(
        glance.contains("And 1 error of this kind (E012) in 1 file: `corkboard check` lists them"),
        "{glance}"
    );
    let flood = (0..30).map(|at| Diagnostic::error("E099", &FILE.into(), at..at + 1, "flood"));
    diagnostics.extend(flood);
    let check = draw(&diagnostics, Extent::Places);
    assert!(check.find("E099") < check.find("E001"), "{check}");
}
