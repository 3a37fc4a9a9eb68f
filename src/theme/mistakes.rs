//! What Tera says of templates as what a writer is told: in the writer's own file, at its place, with a hint.

use std::sync::Arc;

use tera::{ErrorKind, ReportError};

use super::unknown::Drawn;
use super::{Origin, Theme, codes, known, layer};
use crate::content::vocabulary::nearest;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// A list longer than this hides what was meant.
pub(super) const LISTED: usize = 40;
/// Names of a long list that are told: the nearest.
const NEAREST: usize = 4;

impl Theme {
    /// Why templates cannot be read: all that Tera says.
    pub(super) fn unreadable(&self, error: &tera::Error) -> Vec<Diagnostic> {
        match error.kind() {
            ErrorKind::SyntaxError(report) => vec![self.reported(codes::BAD_TEMPLATE, report)],
            ErrorKind::MissingParent { current, parent } => vec![self.missing_parent(current, parent)],
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                let chain: Vec<&str> =
                    std::iter::once(tpl).chain(inheritance_chain).map(String::as_str).collect();
                vec![self.circle("extend", &chain)]
            }
            ErrorKind::CircularInclude { include_chain, .. } => {
                let chain: Vec<&str> = include_chain.iter().map(String::as_str).collect();
                vec![self.circle("include", &chain)]
            }
            kind => {
                let text = kind.to_string();
                let drawn = text.split("\n\n").filter_map(|report| Drawn::read(report, &self.origins));
                let found = self.drawn(drawn.collect());
                if found.is_empty() { vec![self.in_words(codes::BAD_TEMPLATE, "", &text)] } else { found }
            }
        }
    }

    /// Why a page cannot be made. `template` is the one that was asked for, in case the error names none.
    pub(super) fn unmade(&self, template: &str, error: &tera::Error) -> Diagnostic {
        match error.kind() {
            ErrorKind::RenderingError(report) => self.reported(codes::RENDERING, report),
            kind => self.in_words(codes::RENDERING, template, &kind.to_string()),
        }
    }

    fn reported(&self, code: &'static str, report: &ReportError) -> Diagnostic {
        let (name, span) = (report.filename(), report.span());
        let (words, list) = unlisted(report.message());
        let message = format!("{words} ({name}, line {}, column {})", span.start_line, span.start_col + 1);
        let origin = self.origins.get(name);
        let file = origin.map_or_else(|| Arc::from(name), |origin| Arc::clone(&origin.path));
        // A place in a built-in template is a place in no file of the site.
        let place = origin.is_some_and(|origin| !origin.built_in).then(|| Span::from(span.range.clone()));
        let mut diagnostic = Diagnostic::new(Severity::Error, code, &file, place, message);
        if let Some(list) = list {
            let asked = words.split('`').nth(1).unwrap_or_default();
            let before = origin.and_then(|origin| origin.text.get(..span.range.start)).unwrap_or_default();
            diagnostic.hints.push(self.meant(asked, list, before));
        }
        diagnostic.hint(match words {
            _ if code == codes::RENDERING => {
                "themes/README.md lists what each page has, and the filters that there are"
            }
            words if words.starts_with("`extends` needs") => "move it to the very start of the file",
            _ => "https://keats.github.io/tera/ explains the marks of templates",
        })
    }

    /// What was probably meant by a name that is in no list. `before` is the template's text up to it.
    fn meant(&self, asked: &str, list: &str, before: &str) -> String {
        let names: Vec<&str> = list.split(", ").collect();
        if let Some(near) = nearest(asked, names.iter().copied()) {
            return format!("did you mean `{near}`?");
        }
        if let Some(keys) = self.words_meant(asked, before) {
            return format!("did you mean {keys}?");
        }
        if names.len() <= LISTED {
            return format!("there are: {list}");
        }
        match resembling(asked, &names) {
            near if near.is_empty() => format!("there are {} others, and none is like it", names.len()),
            near => format!("of {}, the nearest are: {}", names.len(), near.join(", ")),
        }
    }

    /// Words stand in tables: those of which the table was left out. `s.removed` is `s.field.removed`.
    fn words_meant(&self, asked: &str, before: &str) -> Option<String> {
        const NAMED: usize = 3;
        let outer = before.strip_suffix("s.")?;
        if outer.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.')) {
            return None;
        }
        let keys = || self.strings("en").iter().filter_map(|(key, _)| Some((key, key.split_once('.')?.1)));
        let near = nearest(asked, keys().map(|(_, last)| last))?;
        let keys = keys().filter(|(_, last)| *last == near).take(NAMED);
        Some(keys.map(|(key, _)| format!("`s.{key}`")).collect::<Vec<_>>().join(" or "))
    }

    /// What Tera says in words alone, of the template that it names.
    pub(super) fn in_words(&self, code: &'static str, template: &str, text: &str) -> Diagnostic {
        let quoted: Vec<&str> = text.split(['`', '\'']).collect();
        let is_own = |name: &&&str| self.own(name).is_some();
        let name = quoted.iter().rfind(is_own).copied().unwrap_or(template);
        let Some(origin) = self.origins.get(name) else {
            let file = Arc::from(format!("themes/{}/templates/{name}", layer::DEFAULT));
            return Diagnostic::new(Severity::Error, code, &file, None, text);
        };
        // `Component x is defined in both …`: the name comes first.
        let place = quoted.get(1).filter(|_| !origin.built_in).and_then(|asked| {
            let start = known::components(&origin.text).find(|(_, component)| component == asked)?.0;
            Some(Span { start, end: start + asked.len() })
        });
        let diagnostic = Diagnostic::new(Severity::Error, code, &origin.path, place, text);
        if place.is_none() {
            return diagnostic;
        }
        diagnostic
            .hint("give it another name; to replace a built-in component, replace the template that has it")
    }

    fn missing_parent(&self, current: &str, parent: &str) -> Diagnostic {
        let message = format!("there is no template `{parent}`, which `{current}` extends");
        self.at_mention(current, "extends", parent, message).hint(self.templates_hint(parent, current))
    }

    /// Templates that lead back to where they started.
    fn circle(&self, verb: &str, chain: &[&str]) -> Diagnostic {
        // It may have been entered from a template that is not in it.
        let last = chain.last().copied().unwrap_or_default();
        let circle = &chain[chain.iter().position(|name| *name == last).unwrap_or_default()..];
        let pair = circle.windows(2).find(|pair| self.own(pair[0]).is_some());
        let (from, to) = pair.map_or((last, last), |pair| (pair[0], pair[1]));
        let tag = if verb == "extend" { "extends" } else { "include" };
        if from == to {
            let diagnostic = self.at_mention(from, tag, to, format!("the template `{from}` {verb}s itself"));
            return match layer::built_in_text(from) {
                Some(_) => diagnostic.hint(format!(
                    "this file stands in the place of the built-in `{from}`: copy from that one what you want to keep"
                )),
                None => diagnostic.hint(format!("{verb} another one, or take the line out")),
            };
        }
        let message = format!("these templates {verb} each other: {}", circle.join(" → "));
        self.at_mention(from, tag, to, message).hint("take the line out of one of them")
    }

    /// A mistake at the place where a template names another.
    fn at_mention(&self, template: &str, tag: &str, named: &str, message: String) -> Diagnostic {
        let Some(origin) = self.origins.get(template) else {
            return self.in_words(codes::BAD_TEMPLATE, template, &message);
        };
        let place = known::mentions(&origin.text, tag).find(|(_, name)| *name == named);
        let place = place.filter(|_| !origin.built_in);
        let span = place.map(|(start, name)| Span { start, end: start + name.len() });
        Diagnostic::new(Severity::Error, codes::BAD_TEMPLATE, &origin.path, span, message)
    }

    pub(super) fn own(&self, name: &str) -> Option<&Origin> {
        self.origins.get(name).filter(|origin| !origin.built_in)
    }
}

/// A message without the list of all that there is, and that list.
fn unlisted(message: &str) -> (&str, Option<&str>) {
    let list = message.split_once(". Available ");
    list.and_then(|(words, list)| Some((words, Some(list.split_once(": ")?.1)))).unwrap_or((message, None))
}

/// The few of many names that are most like another.
fn resembling<'a>(asked: &str, names: &[&'a str]) -> Vec<&'a str> {
    const LIKE: f64 = 0.7;
    let likeness = |name: &str| strsim::jaro_winkler(asked, name);
    let mut near: Vec<&str> = names.iter().copied().filter(|name| likeness(name) > LIKE).collect();
    near.sort_by(|one, other| likeness(other).total_cmp(&likeness(one)).then_with(|| one.cmp(other)));
    near.truncate(NEAREST);
    near
}
