//! Text made safe for HTML: between tags, in a double-quoted attribute, in an address.

/// Appends text that stands between tags.
pub(super) fn text(out: &mut String, text: &str) {
    run(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Appends the value of an attribute in double quotes. A line break becomes a space: titles are one line.
///
/// `=` is written as a reference so that no value reads like an attribute, whatever reads it next.
pub(super) fn attribute(out: &mut String, value: &str) {
    run(out, value, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        b'=' => Some("&#61;"),
        b'\n' | b'\r' | b'\t' => Some(" "),
        _ => None,
    });
}

/// Appends an address as the value of an attribute: what an address may not hold is percent-encoded.
///
/// Letters beyond ASCII stay as they are (WHATWG URL), so that Arabic addresses are readable in the source.
pub(super) fn address(out: &mut String, address: &str) {
    run(out, address, |byte| match byte {
        b'&' => Some("&amp;"),
        b' ' => Some("%20"),
        b'"' => Some("%22"),
        b'\'' => Some("%27"),
        b'<' => Some("%3C"),
        b'>' => Some("%3E"),
        b'\\' => Some("%5C"),
        b'`' => Some("%60"),
        b'{' => Some("%7B"),
        b'|' => Some("%7C"),
        b'}' => Some("%7D"),
        _ => None,
    });
}

/// Copies `text` in the longest runs that need no change.
fn run(out: &mut String, text: &str, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(new) = replacement(byte) {
            out.push_str(&text[done..at]);
            out.push_str(new);
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
}

#[cfg(test)]
mod tests {
    fn made(write: fn(&mut String, &str), text: &str) -> String {
        let mut out = String::new();
        write(&mut out, text);
        out
    }

    #[test]
    fn each_place_has_its_own_rules() {
        assert_eq!(made(super::text, "a < b & \"c\""), "a &lt; b &amp; \"c\"");
        assert_eq!(made(super::attribute, "\" onload=x\n'"), "&quot; onload&#61;x &#39;");
        assert_eq!(made(super::address, "/قضية/?a=1&b=\"c d\""), "/قضية/?a=1&amp;b=%22c%20d%22");
    }
}
