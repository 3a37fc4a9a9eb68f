//! The trap of `{accounts: 40,000}`: between braces a comma ends an entry, and YAML reads two.

use super::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Spanned};

/// Three digits that could be the rest of a number: `000`, or `000 USD`.
fn continues_number(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3 && text.as_bytes().get(3).is_none_or(|next| *next == b' ')
}

fn ends_with_digit(node: &Node) -> bool {
    node.text().is_some_and(|text| text.ends_with(|last: char| last.is_ascii_digit()))
}

/// Takes a key without a value for the rest of the number before it: true if it was one.
///
/// The value before it becomes the whole number, so that one mistake is one message.
pub fn mend_entry(
    entries: &mut [Entry],
    key: &Spanned<String>,
    found: &mut Vec<Diagnostic>,
    proto: &Diagnostic,
) -> bool {
    let Some(last) = entries.last_mut() else { return false };
    if !continues_number(&key.value) || !ends_with_digit(&last.value) {
        return false;
    }
    join(&mut last.value, key, found, proto);
    true
}

/// The same between brackets, where only `40,000` without a space and with a zero after it is beyond doubt.
pub fn mend_item(items: &mut [Node], item: &Node, found: &mut Vec<Diagnostic>, proto: &Diagnostic) -> bool {
    let (Some(last), Some(text)) = (items.last_mut(), item.text()) else { return false };
    let adjacent = last.span.end + 1 == item.span.start;
    let certain = text.starts_with('0') || text.contains(' ');
    if !adjacent || !certain || !continues_number(text) || !ends_with_digit(last) {
        return false;
    }
    join(last, &Spanned::new(text.to_owned(), item.span), found, proto);
    true
}

fn join(first: &mut Node, rest: &Spanned<String>, found: &mut Vec<Diagnostic>, proto: &Diagnostic) {
    let whole = format!("{}{}", first.text().unwrap_or_default(), rest.value);
    // A number of millions has two commas: the second mends the message of the first.
    if found
        .last()
        .is_some_and(|last| last.code == "E015" && last.span.map(|s| s.end) == Some(first.span.end))
    {
        found.pop();
    }
    first.span.end = rest.span.end;
    let mut diagnostic = proto.clone().hint(format!("Write `{whole}`, without the comma."));
    diagnostic.span = Some(first.span);
    found.push(diagnostic);
    first.value = Value::Scalar(whole);
}
