//! Bodies as authors write them, and what becomes of them.

mod golden;
mod hostile;
mod reading;

use std::sync::Arc;

use super::{ReadOptions, RenderContext, Resolved, Words, read, render};
use crate::config::RawHtml;
use crate::content::documents::{Body, Outline, Target};
use crate::diagnostic::Diagnostic;

const PATH: &str = "content/cases/x.md";
const SOURCES: [(&str, usize, &str); 2] = [("meta", 1, "The report"), ("drm", 2, "")];

/// How a test's body is rendered.
#[derive(Clone, Copy)]
struct Page {
    lang: &'static str,
    raw_html: RawHtml,
    heading_base: u8,
}

const CASE: Page = Page { lang: "en", raw_html: RawHtml::Sanitize, heading_base: 3 };

/// Reads a body that follows some front matter, so that places are counted in the file.
fn outline(markdown: &str, lang: &str, raw_html: RawHtml) -> (Body, Vec<Diagnostic>) {
    let front = "---\ntitle: x\n---\n";
    let text: Arc<str> = format!("{front}{markdown}").into();
    let options = ReadOptions { source_ids: &["meta", "drm"], lang, raw_html };
    let (outline, found) = read(&text, front.len(), &PATH.into(), &options);
    (Body { text, start: front.len(), outline, ..Body::default() }, found)
}

fn html(markdown: &str, page: Page) -> String {
    let (body, _) = outline(markdown, page.lang, page.raw_html);
    let context = RenderContext {
        root: "../../",
        path: PATH,
        lang: page.lang,
        raw_html: page.raw_html,
        heading_base: page.heading_base,
        sources: &SOURCES,
        resolve: &resolve,
        asset: &|path| path.strip_prefix("content/").filter(|path| !path.contains("lost")).map(str::to_owned),
        listed: Some(&|address| address.contains("evil.com") || address == "@trollking"),
        strings: &Words::default(),
        of_strings: "",
    };
    render(&body, &context)
}

fn resolve(target: &Target) -> Option<Resolved> {
    let (url, title, lang) = match target {
        Target::Wiki(id) if id == "ispr" => ("cases/ispr/", "The ISPR network", None),
        Target::Wiki(id) if id == "arabic" => ("cases/arabic/", "شبكة", Some(("ar", "rtl"))),
        Target::File(path) if path == "content/actors/ispr.md" => ("actors/ispr/", "ISPR", None),
        Target::Address(path) if path == "/cases/ispr/" => ("cases/ispr/", "The ISPR network", None),
        _ => return None,
    };
    Some(Resolved {
        url: url.to_owned(),
        title: title.to_owned(),
        lang: lang.map(|(lang, _)| lang.to_owned()),
        dir: lang.map(|(_, dir)| dir.to_owned()),
    })
}

fn read_body(markdown: &str) -> (Outline, Vec<Diagnostic>) {
    let (body, found) = outline(markdown, "en", RawHtml::Sanitize);
    (body.outline, found)
}
