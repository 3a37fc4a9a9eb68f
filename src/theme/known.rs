//! The names that a template may use, and those that it gives and mentions.

/// The site's own filters, then Tera's, which keeps no list that can be asked for.
pub const FILTERS: [&str; 45] = [
    "number",
    "plural",
    "fill",
    "link",
    "links",
    "date",
    "refs",
    "json",
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
];
pub const TESTS: [&str; 17] = [
    "string",
    "number",
    "map",
    "bool",
    "array",
    "integer",
    "float",
    "none",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "ending_with",
    "containing",
];
pub const FUNCTIONS: [&str; 3] = ["range", "throw", "super"];

/// The template that a template extends.
pub fn parent(text: &str) -> Option<&str> {
    mentions(text, "extends").next().map(|(_, name)| name)
}

/// The templates that a tag names, each with its place: `{% include "parts.html" %}`.
pub fn mentions<'a>(text: &'a str, tag: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    tags(text, tag).filter_map(|(start, rest)| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let name = rest[1..].split(quote).next()?;
        Some((start + 1, name))
    })
}

/// The components that a template gives, each with its place.
pub fn components(text: &str) -> impl Iterator<Item = (usize, &str)> {
    tags(text, "component").map(|(start, rest)| (start, name(rest)))
}

/// The blocks of a template.
pub fn blocks(text: &str) -> Vec<&str> {
    tags(text, "block").map(|(_, rest)| name(rest)).collect()
}

fn name(rest: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    rest.split(|c| !is_part(c)).next().unwrap_or_default()
}

/// What stands behind `{% TAG `, with its place.
fn tags<'a>(text: &'a str, tag: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    text.match_indices("{%").filter_map(move |(at, _)| {
        let inside = text[at + 2..].strip_prefix('-').unwrap_or(&text[at + 2..]);
        let rest = inside.trim_start().strip_prefix(tag)?;
        let rest = rest.strip_prefix(char::is_whitespace)?.trim_start();
        Some((text.len() - rest.len(), rest))
    })
}

#[cfg(test)]
mod tests {
    use tera::Tera;

    use super::*;

    #[test]
    fn every_name_is_one_that_templates_may_use() {
        let mut tera = Tera::new();
        crate::theme::filters::register(&mut tera, &Default::default());
        let filters = FILTERS.iter().map(|name| format!("{{{{ x | {name} }}}}"));
        let tests = TESTS.iter().map(|name| format!("{{% if x is {name} %}}{{% endif %}}"));
        let functions =
            FUNCTIONS.iter().map(|name| format!("{{% block x %}}{{{{ {name}() }}}}{{% endblock %}}"));
        for (at, text) in filters.chain(tests).chain(functions).enumerate() {
            assert!(tera.add_raw_template(&at.to_string(), &text).is_ok(), "{text}");
        }
        assert!(tera.add_raw_template("x", "{{ x | shout }}").is_err());
    }

    #[test]
    fn tags_are_found_however_they_are_spaced() {
        let text = "{%extends \"a\"%}{%- include 'b' -%}{% includes 'c' %}{% block\n d -%}";
        assert_eq!(
            mentions(text, "include").map(|(at, name)| (&text[at..at + 1], name)).collect::<Vec<_>>(),
            [("b", "b")]
        );
        assert_eq!((parent(text), blocks(text)), (Some("a"), vec!["d"]));
    }
}
