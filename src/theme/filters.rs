//! The filters that templates have beside Tera's own. Each reads the page's language from `s`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use tera::value::Key;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

use super::strings::{Strings, fill};

/// All languages of a theme, shared with its filters.
pub type Languages = Arc<BTreeMap<String, Strings>>;

/// Registers `plural`, `number`, `fill`, `link`, `links`, `date`, `refs`, `json` and a faster way to escape; must come before the
/// templates are added.
pub fn register(tera: &mut Tera, languages: &Languages) {
    tera.set_escape_fn(escape);
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
    let all = Arc::clone(languages);
    tera.register_filter("links", move |terms: &[Value], _: Kwargs, state: &State| links(terms, &all, state));
    tera.register_filter("date", |view: &Map, kwargs: Kwargs, state: &State| date(view, &kwargs, state));
    let all = Arc::clone(languages);
    tera.register_filter("refs", move |sources: &[Value], _: Kwargs, state: &State| {
        // Most facts have no source of their own.
        if sources.is_empty() {
            return Ok(Value::safe_string(""));
        }
        refs(sources, strings(&all, state)?, state)
    });
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State| -> TeraResult<String> {
        serde_json::to_string(value).map_err(|error| Error::message(error.to_string()))
    });
}

/// A field of a view. A view has a dozen fields at most, and comparing their names is quicker than hashing one.
fn field<'a>(view: &'a Map, name: &str) -> Option<&'a Value> {
    view.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value)
}

/// Whether words are the same in HTML, which most are.
fn is_plain(words: &str) -> bool {
    let (pieces, rest) = words.as_bytes().as_chunks::<16>();
    let mut last = [0; 16];
    last[..rest.len()].copy_from_slice(rest);
    !pieces.iter().any(has_mark) && !has_mark(&last)
}

/// Whether HTML writes one of the letters otherwise. Without a branch, so that the machine looks at all at once.
fn has_mark(piece: &[u8; 16]) -> bool {
    let mark = |byte: u8| {
        u8::from(byte == b'&')
            | u8::from(byte == b'<')
            | u8::from(byte == b'>')
            | u8::from(byte == b'"')
            | u8::from(byte == b'\'')
    };
    piece.iter().fold(0, |marks, byte| marks | mark(*byte)) != 0
}

/// Writes words as Tera does, which looks at them letter by letter.
fn escape(words: &str, out: &mut dyn Write) -> io::Result<()> {
    if is_plain(words) { out.write_all(words.as_bytes()) } else { tera::escape_html(words, out) }
}

/// Appends words, escaped as Tera escapes them. Most hold nothing to escape and are not copied for it.
fn push(html: &mut String, words: &str, state: &State) -> TeraResult<()> {
    if is_plain(words) {
        html.push_str(words);
    } else {
        html.push_str(&state.escape(words)?);
    }
    Ok(())
}

/// `{{ d | date }}`, `{{ d | date(short=true) }}`: a [`DateView`](crate::site::view::DateView) in a `<time>`, if it is one.
fn date(view: &Map, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let field = |name| field(view, name).and_then(Value::as_str);
    let words = if kwargs.get::<bool>("short")? == Some(true) { "short" } else { "text" };
    let words = field(words).unwrap_or_default();
    let mut html = String::with_capacity(64);
    let datetime = field("datetime");
    if let Some(datetime) = datetime {
        html.push_str("<time datetime=\"");
        push(&mut html, datetime, state)?;
        html.push_str("\">");
    }
    push(&mut html, words, state)?;
    if datetime.is_some() {
        html.push_str("</time>");
    }
    Ok(Value::safe_string(&html))
}

/// `{{ list | refs }}`: [`SourceRef`](crate::site::view::SourceRef)s as links to the list of sources; nothing for none.
fn refs(sources: &[Value], strings: &Strings, state: &State) -> TeraResult<Value> {
    let mut html = String::new();
    for source in sources {
        let number = source.as_map().and_then(|source| field(source, "number")).and_then(Value::as_u64);
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
    let mut html = String::with_capacity(128);
    push_link(&mut html, term, state)?;
    Ok(Value::safe_string(&html))
}

/// `{{ terms | links }}`: links as `link` makes them, with the language's joiner between them.
fn links(terms: &[Value], languages: &Languages, state: &State) -> TeraResult<Value> {
    let mut html = String::with_capacity(terms.len() * 128);
    for (at, term) in terms.iter().enumerate() {
        if at > 0 {
            push(&mut html, strings(languages, state)?.text("joiner"), state)?;
        }
        match term.as_map() {
            Some(term) => push_link(&mut html, term, state)?,
            None => return Err(Error::message("`links` takes a list of links: a TermRef each")),
        }
    }
    Ok(Value::safe_string(&html))
}

fn push_link(html: &mut String, term: &Map, state: &State) -> TeraResult<()> {
    let words = |name| field(term, name).and_then(Value::as_str);
    let title = words("title").unwrap_or_default();
    let language = words("lang").zip(words("dir"));
    let end = match words("url") {
        Some(url) => {
            html.push_str("<a href=\"");
            let external = field(term, "external").is_some_and(Value::is_truthy);
            if !external {
                let root = state.get::<Value>("root")?;
                push(html, root.as_ref().and_then(Value::as_str).unwrap_or_default(), state)?;
            }
            push(html, url, state)?;
            html.push_str(if external { "\" rel=\"nofollow noopener noreferrer\"" } else { "\"" });
            "</a>"
        }
        None if language.is_none() => "",
        None => {
            html.push_str("<bdi");
            "</bdi>"
        }
    };
    if let Some((lang, dir)) = language {
        html.push_str(" lang=\"");
        push(html, lang, state)?;
        html.push_str("\" dir=\"");
        push(html, dir, state)?;
        html.push('"');
    }
    html.push_str(if end.is_empty() { "" } else { ">" });
    push(html, title, state)?;
    html.push_str(end);
    Ok(())
}

/// `{{ n | plural(of=s.case_count, …) }}`: the form of a plural table that suits `n`, `{n}` and other places filled.
fn plural(languages: &Languages, n: u64, kwargs: &Kwargs, state: &State) -> TeraResult<String> {
    let strings = strings(languages, state)?;
    let forms = kwargs.must_get::<&Map>("of")?;
    let form = |category: &'static str| field(forms, category).and_then(Value::as_str);
    let text = form(strings.category(n)).or_else(|| form("other"));
    let text = text.ok_or_else(|| Error::message("`of` is no plural table: it has no form `other`"))?;
    let filled = fill(text, &[("n", &strings.number(n))]);
    fill_places(&filled, strings, kwargs)
}

/// `{{ text | fill(value=…, of=…) }}`: each `{name}` replaced by the argument of that name; numbers in the language's way.
fn fill_places(text: &str, strings: &Strings, kwargs: &Kwargs) -> TeraResult<String> {
    let values: Vec<(&str, Cow<'_, str>)> = kwargs
        .iter()
        .filter(|(_, value)| !value.is_map())
        .filter_map(|(key, value)| {
            let text = match (value.as_str(), value.as_u64()) {
                (Some(text), _) => Cow::Borrowed(text),
                (_, Some(n)) => Cow::Owned(strings.number(n)),
                _ => Cow::Owned(value.to_string()),
            };
            Some((key.as_str()?, text))
        })
        .collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, &**value)).collect();
    Ok(fill(text, &values))
}

fn strings<'a>(languages: &'a Languages, state: &State) -> TeraResult<&'a Strings> {
    let words = state.get::<Value>("s")?;
    let lang = words.as_ref().and_then(Value::as_map).and_then(|map| map.get(&Key::Str("lang")));
    lang.and_then(Value::as_str).and_then(|lang| languages.get(lang)).ok_or_else(|| {
        Error::message("this filter needs the page's words: take `@s` among the component's arguments")
    })
}
