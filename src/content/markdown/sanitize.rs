//! Raw HTML in bodies: what stays, and what is taken out (ammonia, with this program's own marks let through).

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use ammonia::Builder;

use super::address::{Destination, classify};

/// On links that leave the site.
pub(super) const OUTSIDE: &str = "nofollow noopener noreferrer";

struct Policy {
    builder: Builder<'static>,
    tags: HashSet<&'static str>,
    of_all: HashSet<&'static str>,
    of_tag: HashMap<&'static str, HashSet<&'static str>>,
}

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["section", "input"])
        .add_generic_attributes(["id", "class", "role", "tabindex", "dir"])
        .add_generic_attributes(["aria-label", "aria-hidden", "aria-labelledby"])
        .add_tag_attributes("a", ["rel"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("details", ["open"])
        // The only field that a body has is a task list's box, which nobody can tick.
        .set_tag_attribute_value("input", "type", "checkbox")
        .set_tag_attribute_value("input", "disabled", "")
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(None)
        .attribute_filter(|tag, name, value| match (tag, name) {
            (_, "src" | "href") if !is_address_kept(tag, value) => None,
            ("a", "rel") if value != OUTSIDE => None,
            _ => Some(value.into()),
        });
    Policy {
        tags: builder.clone_tags(),
        of_all: builder.clone_generic_attributes(),
        of_tag: builder.clone_tag_attributes(),
        builder,
    }
});

/// Whether an address in raw HTML stays; an image of another site would tell it who reads the page.
fn is_address_kept(tag: &str, value: &str) -> bool {
    match classify(value, "content/x.md") {
        Destination::Refused(_) => false,
        Destination::Outside(_) | Destination::Mail(_) => tag == "a",
        _ => true,
    }
}

/// A body's whole HTML, cleaned. Links that raw HTML made get what other links have.
pub(super) fn clean(html: &str, listed: &dyn Fn(&str) -> bool) -> String {
    let clean = POLICY.builder.clean(html).to_string();
    let mut out = String::with_capacity(clean.len());
    let mut rest = clean.as_str();
    while let Some(at) = rest.find("<a ") {
        let (before, tag) = rest.split_at(at + 2);
        let (attributes, after) = tag.split_at(end_of_tag(tag));
        out.push_str(before);
        link(&mut out, attributes, listed);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The attributes of one `<a>`, which ammonia has written: double quotes, and none of them within a value.
fn link(out: &mut String, attributes: &str, listed: &dyn Fn(&str) -> bool) {
    const HREF: &str = " href=\"";
    let value = attributes.find(HREF).and_then(|at| {
        let start = at + HREF.len();
        let end = start + attributes[start..].find('"')?;
        Some((at, start..end))
    });
    let Some((at, value)) = value else { return out.push_str(attributes) };
    let address = attributes[value.clone()].replace("&amp;", "&");
    if listed(&address) {
        out.push_str(&attributes[..at]);
        return out.push_str(&attributes[value.end + 1..]);
    }
    out.push_str(attributes);
    if address.contains("://") && !attributes.contains(" rel=\"") {
        out.push_str(" rel=\"");
        out.push_str(OUTSIDE);
        out.push('"');
    }
}

/// Where the `>` of a tag is, attribute values passed over.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.unwrap_or(tag.len())
}

/// The first thing in raw HTML that cleaning takes out: its place and its name, `<script>` or `onclick`.
pub(super) fn removed(html: &str) -> Option<(Range<usize>, String)> {
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let tag = &html[start + 1..];
        at = start + 1;
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
        let name = tag[..name_end].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let range = start..start + 1 + name_end;
        if !POLICY.tags.contains(name.as_str()) {
            return Some((range, format!("<{name}>")));
        }
        let attributes = &tag[name_end..name_end + end_of_tag(&tag[name_end..])];
        if let Some(attribute) = removed_attribute(&name, attributes) {
            return Some((range, attribute));
        }
    }
    None
}

fn removed_attribute(tag: &str, attributes: &str) -> Option<String> {
    let mut rest = attributes.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || "=/".contains(c)).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            (value, rest) = match after.chars().next() {
                Some(mark @ ('"' | '\'')) => after[1..].split_once(mark).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
            };
        }
        let known = POLICY.of_all.contains(name.as_str())
            || POLICY.of_tag.get(tag).is_some_and(|names| names.contains(name.as_str()));
        let kept = known && (!matches!(name.as_str(), "src" | "href") || is_address_kept(tag, value));
        if !name.is_empty() && !kept {
            return Some(name);
        }
        // An equals sign without a name would stop us here forever.
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "=/".contains(c));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_is_taken_out() {
        let html = r#"<p onclick="x()" style="color:red" class="n">a<script>x</script><iframe src="x"></iframe>
<a href="https://good.org/?a=1&amp;b=2" rel="opener">b</a><a href="javascript:x">c</a><a href="/x/">d</a>
<img src="https://good.org/x.png" alt="e"><input type="text" name="q"></p>"#;
        let expected = r#"<p class="n">a
<a href="https://good.org/?a=1&amp;b=2" rel="nofollow noopener noreferrer">b</a><a>c</a><a href="/x/">d</a>
<img alt="e"><input type="checkbox" disabled=""></p>"#;
        assert_eq!(clean(html, &|_| false), expected);
        let listed = |address: &str| address.starts_with("https://good.org");
        assert!(!clean(html, &listed).contains("href=\"https"));
    }

    #[test]
    fn what_would_be_taken_out_is_named() {
        let name = |html| removed(html).map(|(_, name)| name);
        assert_eq!(name("<b>x</b><br/><time datetime='2021'>y</time><!-- note -->"), None);
        assert_eq!(name("<b>x</b><SCRIPT>"), Some("<script>".into()));
        assert_eq!(name("<b class=x style=\"a>b\">x</b>"), Some("style".into()));
        assert_eq!(name("<a href = 'javascript:x'>x</a>"), Some("href".into()));
        assert_eq!(name("<p =x y>"), Some("y".into()));
    }
}
