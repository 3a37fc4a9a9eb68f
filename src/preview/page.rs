//! Pages as browsers get them: a site's own with the script at its end, and one where there is none.

use super::{address, client};

/// The script that reloads a page, as it stands in an answer.
///
/// `data-page` is the page's address within the site, or the whole path where that is not within it; `data-base` is what
/// stands before the addresses of all pages, `data-version` the digest of the bytes without this, and `data-draft` the
/// status of the page's case, if a build leaves it out.
pub fn script(page: &str, version: &str, draft: &str, base: &str) -> String {
    format!(
        "<script type=\"module\" src=\"{}client.js\" data-page=\"{}\" data-version=\"{version}\" data-base=\"{}\" data-draft=\"{draft}\"></script>",
        client::FOLDER,
        address::encode(page),
        address::encode(base)
    )
}

/// Where the script goes: before the end of the body, if there is one.
pub fn end_of_body(html: &[u8]) -> usize {
    const END: &[u8] = b"</body>";
    html.windows(END.len()).rposition(|part| part == END).unwrap_or(html.len())
}

/// The digest of a page: 16 hexadecimal digits.
pub fn version(bytes: &[u8]) -> String {
    let digest = blake3::hash(bytes);
    digest.as_bytes()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What stands where a page cannot be made and never could, with the mistakes that are in its way.
pub fn out_of_order(what: &str, mistakes: &[String]) -> String {
    let items: String =
        mistakes.iter().map(|one| format!("<li><code>{}</code></li>\n", escaped(one))).collect();
    let list = if items.is_empty() { items } else { format!("<ul>\n{items}</ul>\n") };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{what}</title>\n</head>\n<body {NO_VERSION}>\n<main>\n\
         <h1>{what}</h1>\n{list}<p>This page comes by itself when that is mended.</p>\n</main>\n</body>\n</html>\n"
    )
}

/// By this the overlay knows that there is no good version under it.
const NO_VERSION: &str = "data-preview=\"no-version\"";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_goes_before_the_last_end_of_a_body() {
        assert_eq!(end_of_body(b"<body><pre></body></pre></body></html>"), 24);
        assert_eq!(end_of_body(b"no body"), 7);
        assert_eq!(end_of_body(b""), 0);
    }

    #[test]
    fn an_address_cannot_end_the_attribute_that_it_stands_in() {
        assert!(script("a\"><b>/", "0", "", "/").contains("data-page=\"a%22%3E%3Cb%3E/\""));
    }
}
