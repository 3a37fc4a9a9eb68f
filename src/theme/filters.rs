//! The filters that templates have beside Tera's own. Each reads the page's language from `s`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use tera::value::Key;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

use super::strings::{Strings, fill};

/// All languages of a theme, shared with its filters.
pub type Languages = Arc<BTreeMap<String, Strings>>;

/// Registers `plural`, `number`, `fill`, `link`, `date`, `refs` and `json`; must come before the templates are added.
pub fn register(tera: &mut Tera, languages: &Languages) {
    let all = Arc::clone(languages);
    tera.register_filter("number", move |n: u64, _: Kwargs, state: &State| -> TeraResult<String> {
        Ok(strings(&all, state)?.number(n))
    });
    let all = Arc::clone(languages);
    tera.register_filter("plural", move |n: u64, kwargs: Kwargs, state: &State| {
        plural(&all, n, &kwargs, state)
    });
    let all = Arc::clone(languages);
    tera.register_filter("fill", move |text: &str, kwargs: Kwargs, state: &State| {
        fill_places(text, strings(&all, state)?, &kwargs)
    });
    tera.register_filter("link", |term: &Map, _: Kwargs, state: &State| link(term, state));
    tera.register_filter("date", |view: &Map, kwargs: Kwargs, state: &State| date(view, &kwargs, state));
    let all = Arc::clone(languages);
    tera.register_filter("refs", move |sources: &[Value], _: Kwargs, state: &State| {
        refs(sources, strings(&all, state)?, state)
    });
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State| -> TeraResult<String> {
        serde_json::to_string(value).map_err(|error| Error::message(error.to_string()))
    });
}

/// `{{ d | date }}`, `{{ d | date(short=true) }}`: a [`DateView`](crate::site::view::DateView) in a `<time>`, if it is one.
fn date(view: &Map, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let field = |name: &'static str| view.get(&Key::Str(name)).and_then(Value::as_str);
    let words = if kwargs.get::<bool>("short")? == Some(true) { "short" } else { "text" };
    let words = state.escape(field(words).unwrap_or_default())?;
    Ok(Value::safe_string(&match field("datetime") {
        Some(datetime) => format!("<time datetime=\"{}\">{words}</time>", state.escape(datetime)?),
        None => words,
    }))
}

/// `{{ list | refs }}`: [`SourceRef`](crate::site::view::SourceRef)s as links to the list of sources; nothing for none.
fn refs(sources: &[Value], strings: &Strings, state: &State) -> TeraResult<Value> {
    let mut html = String::new();
    for source in sources {
        let number =
            source.as_map().and_then(|source| source.get(&Key::Str("number"))).and_then(Value::as_u64);
        let Some(number) = number else { continue };
        html.push_str(if html.is_empty() { "<span class=\"src\">" } else { " " });
        let label = state.escape(&strings.fill("source_ref", &[("n", &strings.number(number))]))?;
        let _ = write!(html, "<a href=\"#src-{number}\" aria-label=\"{label}\">[{number}]</a>");
    }
    if !html.is_empty() {
        html.push_str("</span>");
    }
    Ok(Value::safe_string(&html))
}

/// `{{ term | link }}`: a [`TermRef`](crate::site::view::TermRef) as a link to its page, or its words alone.
///
/// A filter and not a component, since a case page has dozens of them.
fn link(term: &Map, state: &State) -> TeraResult<Value> {
    let field = |name: &'static str| term.get(&Key::Str(name)).and_then(Value::as_str);
    let title = state.escape(field("title").unwrap_or_default())?;
    let language = match (field("lang"), field("dir")) {
        (Some(lang), Some(dir)) => {
            format!(" lang=\"{}\" dir=\"{}\"", state.escape(lang)?, state.escape(dir)?)
        }
        _ => String::new(),
    };
    let html = match field("url") {
        Some(url) => {
            let external = term.get(&Key::Str("external")).is_some_and(Value::is_truthy);
            if external {
                let url = state.escape(url)?;
                let html =
                    format!("<a href=\"{url}\" rel=\"nofollow noopener noreferrer\"{language}>{title}</a>");
                return Ok(Value::safe_string(&html));
            }
            let root = state.get::<String>("root")?.unwrap_or_default();
            format!("<a href=\"{}{}\"{language}>{title}</a>", state.escape(&root)?, state.escape(url)?)
        }
        None if language.is_empty() => title,
        None => format!("<bdi{language}>{title}</bdi>"),
    };
    Ok(Value::safe_string(&html))
}

/// `{{ n | plural(of=s.case_count, …) }}`: the form of a plural table that suits `n`, `{n}` and other places filled.
fn plural(languages: &Languages, n: u64, kwargs: &Kwargs, state: &State) -> TeraResult<String> {
    let strings = strings(languages, state)?;
    let forms = kwargs.must_get::<&Map>("of")?;
    let form = |category: &'static str| forms.get(&Key::Str(category)).and_then(Value::as_str);
    let text = form(strings.category(n)).or_else(|| form("other"));
    let text = text.ok_or_else(|| Error::message("`of` is no plural table: it has no form `other`"))?;
    let filled = fill(text, &[("n", &strings.number(n))]);
    fill_places(&filled, strings, kwargs)
}

/// `{{ text | fill(value=…, of=…) }}`: each `{name}` replaced by the argument of that name; numbers in the language's way.
fn fill_places(text: &str, strings: &Strings, kwargs: &Kwargs) -> TeraResult<String> {
    let values: Vec<(String, String)> = kwargs
        .iter()
        .filter(|(_, value)| !value.is_map())
        .map(|(key, value)| {
            let text = value.as_u64().map_or_else(|| value.to_string(), |n| strings.number(n));
            (key.to_string(), text)
        })
        .collect();
    let values: Vec<(&str, &str)> =
        values.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    Ok(fill(text, &values))
}

fn strings<'a>(languages: &'a Languages, state: &State) -> TeraResult<&'a Strings> {
    let words = state.get::<Value>("s")?;
    let lang = words.as_ref().and_then(Value::as_map).and_then(|map| map.get(&Key::Str("lang")));
    lang.and_then(Value::as_str).and_then(|lang| languages.get(lang)).ok_or_else(|| {
        Error::message("this filter needs the page's words: take `@s` among the component's arguments")
    })
}
