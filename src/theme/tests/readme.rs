//! `themes/README.md` documents every field that a template may see.

const README: &str = include_str!("../../../themes/README.md");
const VIEWS: [&str; 5] = [
    include_str!("../../site/view/mod.rs"),
    include_str!("../../site/view/case.rs"),
    include_str!("../../site/view/chart.rs"),
    include_str!("../../site/view/pages.rs"),
    include_str!("../../site/view/search.rs"),
];

/// The part of the README about one view.
fn section(name: &str) -> Option<&'static str> {
    let (_, after) = README.split_once(&format!("\n### {name}\n"))?;
    after.split("\n### ").next()
}

#[test]
fn every_field_of_every_view_is_documented() {
    let mut fields = 0;
    for source in VIEWS {
        let mut view = "";
        let mut renamed = None;
        for line in source.lines().map(str::trim) {
            if let Some(rest) = line.strip_prefix("pub struct ") {
                view = rest.split_whitespace().next().unwrap_or_default();
            } else if let Some(rest) = line.strip_prefix("#[serde(rename = \"") {
                renamed = rest.split('"').next();
            } else if let Some((name, _)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")) {
                let name = renamed.take().unwrap_or(name);
                let documented = section(view).is_some_and(|text| text.contains(&format!("| `{name}` |")));
                assert!(documented, "themes/README.md says nothing of `{name}` of {view}");
                fields += 1;
            }
        }
    }
    assert!(fields > 200, "found only {fields} fields");
}
