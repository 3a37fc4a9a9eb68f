use std::sync::Arc;

use super::{Node, Value, line_around, line_at, parse};
use crate::diagnostic::Diagnostic;

fn read(source: &str) -> (Option<Node>, Vec<Diagnostic>) {
    parse(&Arc::from("x.md"), source, 0..source.len())
}

/// The tree in one line: `{key: [a, b]}`, `~` for nothing.
fn show(node: &Node) -> String {
    match &node.value {
        Value::Nothing => "~".into(),
        Value::Scalar(text) => format!("<{text}>"),
        Value::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let shown: Vec<_> =
                entries.iter().map(|entry| format!("{}: {}", entry.key.value, show(&entry.value))).collect();
            format!("{{{}}}", shown.join(", "))
        }
    }
}

#[test]
fn words_stay_the_words_that_were_written() {
    for (source, tree) in [
        ("a: 3.10", "{a: <3.10>}"),
        ("a: 00123", "{a: <00123>}"),
        ("a: [NO, no, yes, 1e3, 0x1F, 2021-05]", "{a: [<NO>, <no>, <yes>, <1e3>, <0x1F>, <2021-05>]}"),
        ("a: 40,000", "{a: <40,000>}"),
        ("a: ''\nb:\nc: ~\nd: null\ne: '~'", "{a: <>, b: ~, c: ~, d: ~, e: <~>}"),
        ("a: one\n  two\n\n  three", "{a: <one two\nthree>}"),
        ("a: |\n  one\n  two\n", "{a: <one\ntwo\n>}"),
        ("a:\r\n  - b\r\n  - c: d\r\n", "{a: [<b>, {c: <d>}]}"),
    ] {
        let (root, found) = read(source);
        assert_eq!(root.as_ref().map(show).as_deref(), Some(tree), "{source}");
        assert_eq!(found, [], "{source}");
    }
}

#[test]
fn places_are_bytes_of_the_whole_file() {
    let text = "---\nä: ö\nb: {c: 'd'}\nc:\n  - e\n---\n";
    let (root, _) = parse(&Arc::from("x.md"), text, 4..text.len() - 4);
    let Value::Map(entries) = root.unwrap().value else { panic!("a mapping") };
    let words: Vec<_> = entries
        .iter()
        .map(|entry| (&text[entry.key.span.range()], &text[entry.value.span.range()]))
        .collect();
    assert_eq!(words, [("ä", "ö"), ("b", "{c: 'd'}"), ("c", "- e")]);
}

#[test]
fn a_comma_in_a_number_between_brackets_is_named_and_mended() {
    for (source, tree, hint) in [
        ("a: {b: 40,000}", "{a: {b: <40000>}}", "`40000`"),
        ("a: {b: 40, 000, c: 1}", "{a: {b: <40000>, c: <1>}}", "`40000`"),
        ("a: {b: about 1,200,000 USD}", "{a: {b: <about 1200000 USD>}}", "`about 1200000 USD`"),
        ("a: [40,000 USD]", "{a: [<40000 USD>]}", "`40000 USD`"),
        ("a: {b: 40,000, c: 50,000}", "{a: {b: <40000>, c: <50000>}}", "`40000`"),
    ] {
        let (root, found) = read(source);
        assert_eq!(root.as_ref().map(show).as_deref(), Some(tree), "{source}");
        assert!(found.iter().all(|one| one.code == "E015"), "{source}");
        assert!(found[0].hints[0].contains(hint), "{source}: {:?}", found[0].hints);
    }
    assert_eq!(read("a: {b: 1,200,000}").1.len(), 1);
    assert_eq!(read("a: {b: 1,200, c: 3,400}").1.len(), 2);
    assert_eq!(read("a: [100,200]").1, []);
}

#[test]
fn a_hashtag_that_is_a_comment_to_yaml_is_told() {
    for (source, tree, lost) in [
        ("a: Network #4 of Russia", "{a: <Network>}", vec!["#4 of Russia"]),
        ("a: ö   #Free \r\nb: 1\r\n", "{a: <ö>, b: <1>}", vec!["#Free"]),
        ("a:\n  - b #c\n  - d\te\t#é\n", "{a: [<b>, <d\te>]}", vec!["#c", "#é"]),
        ("a: one\n  two #three\nb: c", "{a: <one two>, b: <c>}", vec!["#three"]),
        ("a: [b, c #d\n  ]", "{a: [<b>, <c>]}", vec!["#d"]),
        ("a: {b: 4 #5\n  }", "{a: {b: <4>}}", vec!["#5"]),
        ("a: b # c", "{a: <b>}", vec![]),
        ("a: b #\nc: d ### e", "{a: <b>, c: <d>}", vec![]),
        ("a: b#c\n#d: e\nf: '1 #2' #3\ng: |\n  h #i\n", "{a: <b#c>, f: <1 #2>, g: <h #i\n>}", vec![]),
    ] {
        let (root, found) = read(source);
        assert_eq!(root.as_ref().map(show).as_deref(), Some(tree), "{source}");
        let told: Vec<_> = found.iter().map(|one| (one.code, &source[one.span.unwrap().range()])).collect();
        assert_eq!(told, lost.into_iter().map(|lost| ("W006", lost)).collect::<Vec<_>>(), "{source}");
    }
}

#[test]
fn deep_and_repeated_structures_are_refused() {
    for brackets in ["[", "{", "- ", "[{a: "] {
        let (root, found) = read(&brackets.repeat(10_000));
        assert_eq!((root, found[0].code), (None, "E012"), "{brackets}");
    }
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let before = format!("*a{}", level - 1);
        bomb += &format!("a{level}: &a{level} [{}]\n", vec![before; 9].join(", "));
    }
    let (root, found) = read(&bomb);
    assert_eq!((root, found.len(), found[0].code), (None, 1, "E009"));
}

#[test]
fn lines_are_counted_from_one() {
    let text = "a\nbc\r\n\nd";
    assert_eq!([0, 1, 2, 6, 7].map(|at| line_at(text, at)), [1, 1, 2, 3, 4]);
    assert_eq!(line_around(text, 3), (2, "bc"));
    assert_eq!(line_around(text, 99), (7, "d"));
    assert_eq!(line_around("", 0), (0, ""));
}
