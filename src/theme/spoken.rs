//! Templates with a language's words put in: `{{ s.case.size }}` is looked up once, not on every page.
//!
//! Only the program's own templates are treated so, whose marks are known here. A site's own are rendered as written, and
//! if one of them gives the name `s` to something else, so are all.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::Tera;

use super::Origin;
use super::strings::Strings;

/// The templates of each language of a theme, made when a page in it is asked for.
#[derive(Debug, Clone, Default)]
pub struct Spoken(Arc<BTreeMap<String, OnceLock<Tera>>>);

impl Spoken {
    pub fn new(languages: &BTreeMap<String, Strings>, origins: &BTreeMap<String, Origin>) -> Self {
        if origins.values().any(|origin| !origin.built_in && renames(&origin.text)) {
            return Self::default();
        }
        Self(Arc::new(languages.keys().map(|lang| (lang.clone(), OnceLock::new())).collect()))
    }

    /// The templates for pages in the language of `strings`: those of `tera`, with its words.
    pub fn of<'a>(
        &'a self,
        tera: &'a Tera,
        origins: &BTreeMap<String, Origin>,
        strings: &Strings,
    ) -> &'a Tera {
        let Some(templates) = self.0.get(strings.lang()) else { return tera };
        templates.get_or_init(|| {
            let own = origins.iter().filter(|(_, origin)| origin.built_in);
            let texts = own.map(|(name, origin)| (name.as_str(), with_words(&origin.text, strings)));
            let mut spoken = tera.clone();
            // With the words left to be looked up, they are the same templates, only slower.
            if spoken.add_raw_templates(texts).is_ok() { spoken } else { tera.clone() }
        })
    }
}

/// Whether a template may give the name of the words to something else.
fn renames(template: &str) -> bool {
    ["set s", "set_global s", "for s", ", s in", " s=", " s ="].iter().any(|mark| {
        template.match_indices(mark).any(|(at, _)| {
            // Not `set status`, `for source`.
            !template[at + mark.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    })
}

/// A template with its words put in. What is more than a word to print stays: `{{ s.status[case.status] }}`.
fn with_words(template: &str, strings: &Strings) -> String {
    let mut out = String::with_capacity(template.len() + template.len() / 4);
    let mut rest = template;
    while let Some(at) = rest.find("{{ s.") {
        let (before, print) = rest.split_at(at);
        out.push_str(before);
        let (mark, end_mark) = ("{{ s.", " }}");
        let key = print[mark.len()..].split_once(end_mark);
        match key.and_then(|(key, after)| Some((word(strings, key)?, after))) {
            Some((word, after)) => {
                out.push_str(&word);
                rest = after;
            }
            None => {
                out.push_str(mark);
                rest = &print[mark.len()..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// A word as a page shows it, escaped; `None` where a template would not take it for plain text.
fn word(strings: &Strings, key: &str) -> Option<String> {
    let text = strings.get(key)?;
    // The marks beside it may cut white space, and a brace may begin a mark.
    if text.is_empty() || text.trim() != text || text.contains(['{', '}']) {
        return None;
    }
    let mut escaped = Vec::with_capacity(text.len());
    tera::escape_html(text, &mut escaped).ok()?;
    String::from_utf8(escaped).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::layer;

    fn strings() -> Strings {
        let texts = [("a.b", "Size & <reach>"), ("c", " x"), ("d", "{n} cases"), ("e", "it's"), ("f", "")];
        let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
        Strings::new("en", texts.into())
    }

    #[test]
    fn words_stand_where_they_are_printed() {
        let put = |template: &str| with_words(template, &strings());
        assert_eq!(put("<b>{{ s.a.b }}</b>{{ s.e }}"), "<b>Size &amp; &lt;reach&gt;</b>it&#39;s");
        for same in [
            "{{- s.a.b -}}",
            "{{ s.a.b | upper }}",
            "{{ s.a[x] }}",
            "{{ s.a }}",
            "{% if s.a.b %}{% endif %}",
            "{{ s.c }}{{ s.d }}{{ s.f }}{{ s.none }}",
            "{{ s.a.b",
            "{{ s.",
        ] {
            assert_eq!(put(same), same);
        }
    }

    #[test]
    fn a_page_is_the_same_with_its_words_put_in() {
        let template = "{{ s.a.b }}: {%- if true -%} {{ s.e }} {%- endif %} {{ s.c }}|{{- s.e }} {{ s.d }}";
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        let text = with_words(template, &strings());
        tera.add_raw_templates([("plain.html", template), ("spoken.html", &text)]).expect("both are sound");
        let mut context = tera::Context::new();
        context.insert_value("s", strings().value().clone());
        let page = |name| tera.render(name, &context).expect("a page");
        assert_ne!(text, template);
        assert_eq!(page("spoken.html"), page("plain.html"));
    }

    #[test]
    fn built_in_templates_give_the_name_of_words_to_nothing_else() {
        let names = layer::built_in_names();
        assert!(names.iter().any(|name| name == "case.html"));
        for name in names {
            let text = layer::built_in_text(&name).expect("a template");
            assert!(!renames(text) && !text.contains("raw %}"), "{name}");
        }
        assert!(
            renames("{% set s = 1 %}") && renames("{% for s in x %}") && renames("{{ <entry s={x} /> }}")
        );
        assert!(!renames("{% set status = 1 %}{% for source in s.all %}"));
    }
}
