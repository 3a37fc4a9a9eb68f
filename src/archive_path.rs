//! Paths in an archive: where a name beside a file leads.

/// The path in the archive of a file that another names relative to itself.
///
/// `None` for an address, for a path from the root, and for one that climbs out of `content/`.
pub fn beside(path: &str, name: &str) -> Option<String> {
    if name.contains("://") || name.starts_with('/') || name.starts_with("mailto:") || name.is_empty() {
        return None;
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    (parts.first() == Some(&"content")).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_name_leads_from_its_file_and_never_out_of_the_content() {
        let at = |name| beside("content/cases/x/index.md", name);
        assert_eq!(at("i.csv").as_deref(), Some("content/cases/x/i.csv"));
        assert_eq!(at("./a/../i.csv").as_deref(), Some("content/cases/x/i.csv"));
        assert_eq!(at("../y.pdf").as_deref(), Some("content/cases/y.pdf"));
        assert_eq!(at("../../../site.toml"), None);
        assert_eq!(at("https://example.org/i.csv"), None);
    }
}
