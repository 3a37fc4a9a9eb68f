//! Raw HTML in bodies: what stays, and what is taken out (ammonia, with this program's own marks let through).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

use super::address::{Destination, classify};
use super::raw_tags::{Attribute, RawTag};

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
pub(super) fn clean(html: &str, listed: Option<&dyn Fn(&str) -> bool>) -> String {
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
fn link(out: &mut String, attributes: &str, listed: Option<&dyn Fn(&str) -> bool>) {
    const HREF: &str = " href=\"";
    let value = attributes.find(HREF).and_then(|at| {
        let start = at + HREF.len();
        let end = start + attributes[start..].find('"')?;
        Some((at, start..end))
    });
    let Some((at, value)) = value else { return out.push_str(attributes) };
    let address = attributes[value.clone()].replace("&amp;", "&");
    if listed.is_some_and(|listed| listed(&address)) {
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

/// What cleaning takes out of a tag: `<script>` for all of it, else the names of attributes. An image's or a link's
/// address is not among them, since reading looks at those more closely.
pub(super) fn removed(tag: &RawTag<'_>) -> Vec<String> {
    if !POLICY.tags.contains(tag.name.as_str()) {
        return vec![format!("<{}>", tag.name)];
    }
    let of_tag = POLICY.of_tag.get(tag.name.as_str());
    let kept = |attribute: &Attribute<'_>| {
        let name = attribute.name.as_str();
        let known = POLICY.of_all.contains(name) || of_tag.is_some_and(|names| names.contains(name));
        known && (!matches!(name, "src" | "href") || is_address_kept(&tag.name, &attribute.value))
            || tag.address().is_some_and(|address| address.name == name)
    };
    tag.attributes
        .iter()
        .filter(|attribute| !kept(attribute))
        .map(|attribute| attribute.name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::raw_tags::raw_tags;
    use super::*;

    #[test]
    fn what_runs_is_taken_out() {
        let html = r#"<p onclick="x()" style="color:red" class="n">a<script>x</script><iframe src="x"></iframe>
<a href="https://good.org/?a=1&amp;b=2" rel="opener">b</a><a href="javascript:x">c</a><a href="/x/">d</a>
<img src="https://good.org/x.png" alt="e"><input type="text" name="q"></p>"#;
        let expected = r#"<p class="n">a
<a href="https://good.org/?a=1&amp;b=2" rel="nofollow noopener noreferrer">b</a><a>c</a><a href="/x/">d</a>
<img alt="e"><input type="checkbox" disabled=""></p>"#;
        assert_eq!(clean(html, None), expected);
        let listed = |address: &str| address.starts_with("https://good.org");
        assert!(!clean(html, Some(&listed)).contains("href=\"https"));
    }

    #[test]
    fn what_would_be_taken_out_is_named() {
        let names = |html| raw_tags(html).iter().flat_map(removed).collect::<Vec<_>>();
        assert_eq!(names("<b>x</b><br/><time datetime='2021'>y</time><!-- <i x> -->"), [""; 0]);
        assert_eq!(names("<b>x</b><SCRIPT>if (a<b)</SCRIPT><form><b>"), ["<script>", "<form>"]);
        assert_eq!(names("<b class=x style=\"a>b\" onclick='y'>x</b>"), ["style", "onclick"]);
        assert_eq!(names("<a href = 'javascript:x'>x</a><blockquote cite='y'>"), [""; 0]);
        assert_eq!(names("<p =x y>"), ["x", "y"]);
    }
}
