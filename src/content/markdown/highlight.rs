//! Code in colour: syntect's thousands of scopes flattened to the few classes that a theme styles.
//!
//! `k` keyword, `s` string, `c` comment, `n` number or constant, `f` function, type or tag name, `v` key or
//! attribute name. What has none of these is plain.

mod json;

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::escape;

/// One of the letters above, or nothing.
type Class = &'static str;

/// Longer code is shown plain: nobody reads it for its colours, and a page would wait for it.
const MOST_LINES: usize = 2_000;
/// Bytes; minified code on one line takes the parser very long.
const LONGEST_LINE: usize = 2_000;

/// Loaded when the first code block is met; some milliseconds, once.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let classes = [
        ("comment", "c"),
        ("meta.structure.dictionary.key", "v"),
        ("string", "s"),
        ("constant.numeric", "n"),
        ("constant.language", "n"),
        ("constant", "s"),
        ("keyword.operator", ""),
        ("keyword", "k"),
        ("storage", "k"),
        ("entity.name.tag.yaml", "v"),
        ("entity.name", "f"),
        ("variable.function", "f"),
        ("support.function", "f"),
        ("support.type", "f"),
        ("entity.other.attribute-name", "v"),
        ("support.constant", "n"),
    ];
    classes.into_iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class))).collect()
});

/// Appends code as HTML; plain where the language is not known.
pub(super) fn write(out: &mut String, code: &str, language: &str) {
    let plain = language.is_empty()
        || code.lines().nth(MOST_LINES).is_some()
        || code.lines().any(|line| line.len() > LONGEST_LINE);
    if !plain
        && language.eq_ignore_ascii_case("json")
        && let Some(parts) = json::parts(code)
    {
        let mut spans = Spans::new(out);
        parts.into_iter().for_each(|(part, class)| spans.write(part, class));
        return spans.close();
    }
    let syntax = if plain { None } else { SYNTAXES.find_syntax_by_token(language) };
    match syntax {
        Some(syntax) => coloured(out, code, syntax),
        None => escape::text(out, code),
    }
}

fn coloured(out: &mut String, code: &str, syntax: &SyntaxReference) {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut spans = Spans::new(out);
    for line in LinesWithEndings::from(code) {
        let Ok(changes) = state.parse_line(line, &SYNTAXES) else {
            spans.write(line, "");
            continue;
        };
        let mut done = 0;
        for (at, change) in changes {
            if let Some(part) = line.get(done..at).filter(|part| !part.is_empty()) {
                spans.write(part, class_of(&stack));
                done = at;
            }
            // A stack that does not fit costs colour, never text.
            let _ = stack.apply(&change);
        }
        spans.write(&line[done..], class_of(&stack));
    }
    spans.close();
}

/// The class of the innermost scope that has one; a string that is a key counts as a key.
fn class_of(stack: &ScopeStack) -> &'static str {
    let class = |scope: &Scope| CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
    let mut classes = stack.as_slice().iter().rev().filter_map(class).map(|(_, class)| *class);
    match (classes.next(), classes.next()) {
        (Some("s"), Some("v")) => "v",
        (class, _) => class.unwrap_or_default(),
    }
}

/// Joins neighbours of one class into one span; white space between two classes stays outside of both.
struct Spans<'a> {
    out: &'a mut String,
    class: &'static str,
    space: String,
}

impl<'a> Spans<'a> {
    fn new(out: &'a mut String) -> Self {
        Self { out, class: "", space: String::new() }
    }

    fn write(&mut self, text: &str, class: &'static str) {
        let solid = text.trim_ascii_end();
        if !solid.is_empty() {
            if class != self.class {
                self.close();
                if !class.is_empty() {
                    self.out.push_str("<span class=\"");
                    self.out.push_str(class);
                    self.out.push_str("\">");
                }
                self.class = class;
            }
            self.out.push_str(&self.space);
            self.space.clear();
            escape::text(self.out, solid);
        }
        self.space.push_str(&text[solid.len()..]);
    }

    fn close(&mut self) {
        if !self.class.is_empty() {
            self.out.push_str("</span>");
            self.class = "";
        }
        self.out.push_str(&self.space);
        self.space.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(code: &str, language: &str) -> String {
        let mut out = String::new();
        write(&mut out, code, language);
        out
    }

    #[test]
    fn code_gets_few_classes() {
        assert_eq!(
            html("# note\nif x == 1:\n    print(\"<b>\")\n", "python"),
            "<span class=\"c\"># note</span>\n<span class=\"k\">if</span> x == <span class=\"n\">1</span>:\n    \
             <span class=\"f\">print</span>(<span class=\"s\">\"&lt;b&gt;\"</span>)\n"
        );
        assert_eq!(
            html("{\"a\": [1, \"b\"]}", "json"),
            "{<span class=\"v\">\"a\"</span>: [<span class=\"n\">1</span>, <span class=\"s\">\"b\"</span>]}"
        );
    }

    #[test]
    fn the_unknown_and_the_endless_stay_plain() {
        assert_eq!(html("a < b", "klingon"), "a &lt; b");
        assert_eq!(html("a < b", ""), "a &lt; b");
        let long = "x = 1\n".repeat(2_001);
        assert_eq!(html(&long, "python"), long);
    }
}
