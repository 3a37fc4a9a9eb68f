//! Mistakes of texts, and of the words around them.

use super::{Mistake, file, mistake};

/// One in the body of a case, which begins in line 6.
fn body(
    name: &'static str,
    body: &str,
    code: &'static str,
    place: &'static str,
    hint: &'static str,
) -> Mistake {
    let text = format!("---\ntitle: A case\nsources:\n  r: {{title: Report}}\n---\n{body}\n");
    mistake(name, vec![file(&format!("content/cases/{name}.md"), &text)], code, place, hint)
}

pub fn mistakes() -> Vec<Mistake> {
    vec![
        body(
            "bar-that-cuts-a-link",
            "| network | accounts |\n|---|---|\n| [[bar-that-cuts-a-link|This]] | 40 |",
            "warning[W026]: ",
            "bar-that-cuts-a-link.md:8:3",
            "`[[bar-that-cuts-a-link",
        ),
        body(
            "row-longer-than-its-table",
            "| network | accounts |\n|---|---|\n| ISPR | 40 | as of May |",
            "warning[W027]: ",
            "row-longer-than-its-table.md:8:14",
            "more cells",
        ),
        body(
            "tag-without-a-partner",
            "<details>\n\nThe whole table.",
            "warning[W028]: ",
            "tag-without-a-partner.md:6:1",
            "`</details>`",
        ),
        body(
            "id-of-the-page",
            "<p id=\"sources\">Here.</p>",
            "warning[W029]: ",
            "id-of-the-page.md:6:8",
            "another word",
        ),
        mistake(
            "words-without-their-number",
            vec![file("themes/default/strings/fi.toml", "source_ref = \"Lähde\"\n")],
            "warning[W042]: ",
            "themes/default/strings/fi.toml:1:14",
            "Source {n}",
        ),
    ]
}
