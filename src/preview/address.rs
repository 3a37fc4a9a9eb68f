//! From what a browser asks for to a path of the site, and back.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What may not stand in the path of an address (RFC 3986, 3.3), or in an attribute.
const QUERY_OR_ODD: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}');
const PATH: &AsciiSet = &QUERY_OR_ODD.add(b'\'').add(b'&').add(b'\\').add(b'^').add(b'|').add(b'[').add(b']');

/// A path with its escapes resolved; `None` for one that no file of a site can have: what leads out of a folder
/// (`..`, also escaped), letters that no name has, and bytes that are no UTF-8.
pub fn decode(path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let odd = |letter: char| letter.is_control() || letter == '\\';
    let leads_out = decoded.split('/').any(|part| matches!(part, "." | ".."));
    (decoded.starts_with('/') && !leads_out && !decoded.chars().any(odd) && !decoded.contains("//"))
        .then(|| decoded.into_owned())
}

/// A path as it stands in an address.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// The file that stands at an address of the site: `cases/x/` is `cases/x/index.html`.
pub fn file_of(address: &str) -> String {
    match address.ends_with('/') || address.is_empty() {
        true => format!("{address}index.html"),
        false => address.to_owned(),
    }
}

/// The address of a file of the site: `cases/x/index.html` is at `cases/x/`.
pub fn address_of(file: &str) -> &str {
    match file.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_the_site() {
        let hostile = [
            "/../../etc/passwd",
            "/%2e%2e/etc/passwd",
            "/..%2f..%2fetc/passwd",
            "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "/a/./b",
            "/a/%2E/b",
            "/..\\..\\x",
            "/..%5c..%5cx",
            "/a%00.html",
            "/%ff",
            "//etc/passwd",
            "/%2fetc/passwd",
            "a",
            "",
            "*",
        ];
        for path in hostile {
            assert_eq!(decode(path), None, "{path}");
        }
        for (path, decoded) in [
            ("/", "/"),
            ("/cases/x/", "/cases/x/"),
            ("/a%20b..c/%C3%A4", "/a b..c/ä"),
            ("/%252e%252e/", "/%2e%2e/"),
        ] {
            assert_eq!(decode(path).as_deref(), Some(decoded), "{path}");
        }
    }

    #[test]
    fn addresses_and_files_are_two_names_of_one_thing() {
        for (address, file) in
            [("", "index.html"), ("cases/x/", "cases/x/index.html"), ("feed.xml", "feed.xml")]
        {
            assert_eq!(file_of(address), file);
            assert_eq!(address_of(file), address);
        }
        assert_eq!(address_of("cases/oldindex.html"), "cases/oldindex.html");
        assert_eq!(encode("cases/ä \"x\"/"), "cases/%C3%A4%20%22x%22/");
    }
}
