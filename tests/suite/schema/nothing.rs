//! Keys with nothing after them.

use corkboard::content::fields::{self, Field};
use corkboard::diagnostic::Diagnostic;
use corkboard::export::schema::Document;

use super::{Checked, REST, archive, read, site};

/// A key with nothing after it, wherever one may stand: a warning, and no mistake of the schema, unless the field is required.
#[test]
fn nothing_after_a_key_is_taken_where_it_may_be_absent() {
    let site = site();
    let more = "[fields.needed]\ntype = \"text\"\nrequired = true\n";
    let sources = site.clone().file("site.toml", &format!("{}{more}", site.texts()["site.toml"])).sources();
    let schema = Checked::new(&archive(&sources), Document::Case);
    let table = |table: &'static [Field], around: &'static str| {
        table.iter().map(move |field| (field.key, format!("{REST}{around}")))
    };
    let own =
        ["scale", "method", "backer", "seen", "home", "spent", "needed"].map(|key| (key, format!("{REST}$")));
    let all = table(fields::CASE, "$")
        .chain(own)
        .chain(table(fields::SOURCE, "").map(|(key, _)| {
            let title = if key == "title" { "" } else { "title: S, " };
            (key, format!("title: T\nsources: {{s: {{{title}$}}, t: {{title: 2021}}}}\n"))
        }))
        .chain(table(fields::ATTRIBUTION, "attribution: [{by: X, $}]\n"))
        .chain(table(fields::RELATED, "related: [{case: a-case, $}]\n"))
        .chain(table(fields::INDICATOR, "indicators: [{type: domain, value: x.example, $}]\n"))
        .chain(table(fields::CASE_DISPUTE, "disputed: [{field: case, value: x, $}]\n"))
        .chain(table(fields::CORRECTION, "corrections: [{date: 2024-03-01, change: X, $}]\n"))
        .chain(table(fields::CLAIM, "removed: {value: 2021, $}\n"))
        .chain(table(fields::DISPUTED, "removed: {value: 2021, disputed: [{value: 2020, $}]}\n"))
        .chain([
            ("facebook", format!("{REST}network: {{$}}\n")),
            ("views", format!("{REST}reach: {{x: {{$}}}}\n")),
        ]);
    let mut taken = 0;
    for (key, around) in all {
        // In place of the value that is there, or the key would stand twice.
        let (head, tail) = around.split_once('$').expect("a place");
        let given = [
            "by: X, ",
            "case: a-case, ",
            "type: domain, ",
            "value: x.example, ",
            "field: case, ",
            "date: 2024-03-01, ",
        ];
        let given = given.into_iter().chain([
            "change: X, ",
            "value: x, ",
            "value: 2021, ",
            "value: 2020, ",
            "title: T\n",
        ]);
        let mut head = head.to_owned();
        for given in given.filter(|given| given.starts_with(&format!("{key}: "))) {
            head = head.replace(given, "");
        }
        if tail.is_empty() && key == "sources" {
            head = "title: T\n".into();
        }
        let needed = if key == "needed" { "" } else { "needed: x\n" };
        for nothing in ["", "null", "~", "[null]"] {
            let written = format!("{needed}{head}{key}: {nothing}{tail}");
            let is_wrong = read(&sources, &written).iter().any(Diagnostic::is_error);
            let refused = schema.refuses(&written);
            assert_eq!(refused.is_some(), is_wrong, "{written}\n{refused:?}\n{:?}", read(&sources, &written));
            taken += usize::from(!is_wrong);
        }
    }
    assert!(taken > 200, "{taken}");
}
