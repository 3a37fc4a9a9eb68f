//! Names in templates that mean nothing: of filters, components, templates and blocks.

use std::collections::BTreeMap;

use super::known::{self, FILTERS, FUNCTIONS, TESTS};
use super::mistakes::LISTED;
use super::{Origin, Theme, codes, layer};
use crate::content::vocabulary::nearest;
use crate::diagnostic::{Diagnostic, Severity, Span};

impl Theme {
    pub(super) fn drawn(&self, drawn: Vec<Drawn<'_>>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        // By the file that lacks it and what it lacks: the built-in templates that want it.
        let mut lacking: BTreeMap<(&str, &str, &str), Vec<&str>> = BTreeMap::new();
        for one in drawn {
            match (self.lacks(&one), one.words.split('`').nth(1)) {
                (Some((file, what)), Some(name)) => {
                    lacking.entry((file, what, name)).or_default().push(one.template);
                }
                _ => found.push(self.unknown(&one)),
            }
        }
        found.extend(lacking.into_iter().filter_map(|(lack, mut users)| {
            users.dedup();
            self.lacking(lack, &users)
        }));
        found
    }

    /// The site's template that lacks what a built-in one finds in the built-in template of that name.
    fn lacks(&self, one: &Drawn<'_>) -> Option<(&str, &'static str)> {
        if self.own(one.template).is_some() {
            return None;
        }
        let mut own = self.origins.iter().filter(|(_, origin)| !origin.built_in);
        let name = one.words.split('`').nth(1)?;
        if one.words.starts_with("Block ") {
            let mut parent = self.origins.get_key_value(one.template)?.0;
            while let Some(next) =
                self.origins.get(parent.as_str()).and_then(|origin| known::parent(&origin.text))
            {
                parent = self.origins.get_key_value(next)?.0;
                if self.own(parent).is_some() {
                    return Some((parent, "block"));
                }
            }
        }
        let had = |file: &str| {
            layer::built_in_text(file)
                .is_some_and(|text| known::components(text).any(|(_, known)| known == name))
        };
        let is_component = one.words.starts_with("Unknown component ");
        own.find(|(file, _)| is_component && had(file)).map(|(file, _)| (file.as_str(), "component"))
    }

    fn lacking(&self, (file, what, name): (&str, &str, &str), users: &[&str]) -> Option<Diagnostic> {
        const NAMED: usize = 3;
        let mut of = users.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        if users.len() > NAMED {
            of.push_str(&format!(" and {} more", users.len() - NAMED));
        }
        let message = format!("`{file}` has no {what} `{name}`, which built-in templates need: {of}");
        let path = &self.origins.get(file)?.path;
        let diagnostic = Diagnostic::new(Severity::Error, codes::BAD_TEMPLATE, path, None, message);
        Some(diagnostic.hint(match what {
            "block" => format!("put `{{% block {name} %}}{{% endblock %}}` where its content belongs"),
            _ => format!("copy the component `{name}` from the built-in `{file}`"),
        }))
    }

    /// A name that means nothing, in the template that has it.
    fn unknown(&self, one: &Drawn<'_>) -> Diagnostic {
        let Some(origin) = self.origins.get(one.template) else {
            return self.in_words(codes::BAD_TEMPLATE, one.template, one.words);
        };
        let place = one.place.filter(|_| !origin.built_in);
        let diagnostic =
            Diagnostic::new(Severity::Error, codes::BAD_TEMPLATE, &origin.path, place, one.words);
        let asked = one.words.split('`').nth(1).unwrap_or_default();
        let near = |names: &[&str], what: &str| match nearest(asked, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.len() <= LISTED => format!("there are: {}", names.join(", ")),
            None => format!("there is no such {what}; {}", "themes/README.md lists what templates may use"),
        };
        let texts = || self.origins.values().map(|origin| &*origin.text);
        let hint = match one.words.split(' ').nth(1).unwrap_or_default() {
            "filter" => near(&FILTERS, "filter"),
            "test" => near(&TESTS, "test"),
            "function" => near(&FUNCTIONS, "function"),
            "component" => {
                let all: Vec<&str> = texts().flat_map(known::components).map(|(_, name)| name).collect();
                near(&all, "component")
            }
            "template" => self.templates_hint(asked, one.template),
            _ if one.words.starts_with("Block ") => {
                let parent = known::parent(&origin.text).unwrap_or_default();
                let blocks =
                    self.origins.get(parent).map(|parent| known::blocks(&parent.text)).unwrap_or_default();
                match nearest(asked, blocks.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("`{parent}` has these blocks: {}", blocks.join(", ")),
                }
            }
            _ => return diagnostic,
        };
        diagnostic.hint(hint)
    }

    pub(super) fn templates_hint(&self, asked: &str, asking: &str) -> String {
        let names: Vec<&str> =
            self.origins.keys().map(String::as_str).filter(|name| *name != asking).collect();
        if let Some(near) = nearest(asked, names.iter().copied()) {
            return format!("did you mean `{near}`?");
        }
        format!("there are: {}", names.join(", "))
    }
}

/// One of Tera's drawn reports: `error: WORDS`, and `--> case.html:2:17` below it.
pub(super) struct Drawn<'a> {
    words: &'a str,
    template: &'a str,
    place: Option<Span>,
}

impl<'a> Drawn<'a> {
    pub(super) fn read(report: &'a str, origins: &BTreeMap<String, Origin>) -> Option<Self> {
        let mut lines = report.lines();
        let words = lines.next()?.strip_prefix("error: ")?;
        let place = lines.next()?.trim_start().strip_prefix("--> ")?;
        let mut parts = place.rsplitn(3, ':');
        let (column, line, template) = (parts.next()?, parts.next()?, parts.next()?);
        let marks = lines.find(|line| line.contains('^')).map_or(1, |line| line.matches('^').count());
        let text = origins.get(template).map(|origin| &*origin.text);
        let place = text.and_then(|text| place_in(text, line.parse().ok()?, column.parse().ok()?, marks));
        Some(Self { words, template, place })
    }
}

/// A line and a column in a text, so many letters long.
fn place_in(text: &str, line: usize, column: usize, letters: usize) -> Option<Span> {
    let line_start = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum::<usize>();
    let words = text.get(line_start..)?.lines().next()?;
    let at = |n: usize| line_start + words.char_indices().nth(n).map_or(words.len(), |(at, _)| at);
    let column = column.checked_sub(1)?;
    Some(Span { start: at(column), end: at(column + letters) })
}
