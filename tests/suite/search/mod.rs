//! The search index: its words, and what its files say.

use corkboard::search::Cutter;
use serde_json::{Value, json};

/// What the client's test reads too.
const GOLDEN: &str = include_str!("../../search/analysis.json");

#[test]
fn words_are_cut_as_the_client_cuts_them() {
    let cases: Vec<Value> = serde_json::from_str(GOLDEN).expect("JSON");
    assert!(cases.len() >= 150);
    let mut cutter = Cutter::default();
    let mut wrong = Vec::new();
    for case in &cases {
        let text = case["text"].as_str().expect("a text");
        let (mut tokens, mut positions) = (Vec::new(), Vec::new());
        cutter.cut(text, |token| {
            tokens.push(token.surface.to_owned());
            positions.push(token.position as usize);
        });
        let counted = || json!((0..tokens.len()).collect::<Vec<_>>());
        let expected = case.get("positions").cloned().unwrap_or_else(counted);
        if case["tokens"] != json!(tokens) || expected != json!(positions) {
            wrong.push(format!(
                "{text:?}\n  is       {tokens:?} {positions:?}\n  expected {} {expected}",
                case["tokens"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
