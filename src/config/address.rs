//! `url` of site.toml: where the site will be.

use toml_edit::TableLike;

use super::read::{Reader, value_span};

/// What is wrong with an address, and the one that was probably meant.
struct Odd {
    why: &'static str,
    better: Option<String>,
}

impl Reader<'_> {
    /// The site's address, without its last slash.
    pub(super) fn base(&mut self, table: &dyn TableLike, url: &str) -> Option<String> {
        let odd = match check(url) {
            Ok(()) => return Some(url.trim_end_matches('/').to_owned()),
            Err(odd) => odd,
        };
        let better = odd.better.unwrap_or_else(|| "https://example.org/register".into());
        let message = format!("`{url}` is no address of a site: {}", odd.why);
        self.error("E072", value_span(table, "url"), message)
            .hints
            .push(format!("Write where the site will be: `url = \"{better}\"`."));
        None
    }
}

fn check(url: &str) -> Result<(), Odd> {
    let odd = |why, better| Err(Odd { why, better });
    let lower = url.to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme));
    let Some(scheme) = scheme else {
        let rest = url.trim_start_matches('/');
        let host = rest.split('/').next().unwrap_or_default();
        let likely = (host.contains('.') || host.starts_with("localhost:")) && is_host(host);
        return odd("it does not begin with `https://`", likely.then(|| format!("https://{rest}")));
    };
    let rest = &url[scheme.len()..];
    if let Some(at) = rest.find(['?', '#']) {
        return odd("it has a query or a fragment", Some(format!("{scheme}{}", &rest[..at])));
    }
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if let Some((_, host)) = host.rsplit_once('@') {
        return odd(
            "it holds a name or a password, which every page would show",
            Some(format!("{scheme}{host}{path}")),
        );
    }
    if !is_host(host) {
        return odd("it names no host", None);
    }
    if path.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c)) {
        return odd("it holds a letter that no address may have", None);
    }
    if path.split('/').any(|part| part == "." || part == "..") || path.trim_end_matches('/').contains("//") {
        return odd("its path has empty parts or dots", None);
    }
    if path.ends_with(".html") {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        return odd(
            "it names a page, not the folder that holds the site",
            Some(format!("{scheme}{host}{folder}")),
        );
    }
    if !url.starts_with(scheme) {
        return odd("its scheme is in capitals", Some(format!("{scheme}{rest}")));
    }
    Ok(())
}

/// A name in any script or an IP address, and perhaps a port.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !host.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok());
    let numbered = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let named = || {
        let letter =
            |c: char| c.is_alphanumeric() || c == '-' || c == '_' || !c.is_ascii() && !c.is_whitespace();
        name.trim_end_matches('.').split('.').all(|part| !part.is_empty() && part.chars().all(letter))
    };
    port_fits && numbered.map_or_else(named, |ip| ip.parse::<std::net::Ipv6Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn addresses_of_sites() {
        for url in [
            "https://example.org",
            "http://example.org/register/",
            "https://example.org:8443/a",
            "http://localhost:8000",
            "http://[::1]:8000/x",
            "https://مثال.إختبار/سجل",
            "https://user.github.io/repo",
        ] {
            assert!(check(url).is_ok(), "{url}");
        }
    }

    #[test]
    fn odd_addresses_get_the_one_that_was_meant() {
        for (url, better) in [
            ("example.org/register", Some("https://example.org/register")),
            ("//example.org", Some("https://example.org")),
            ("localhost:8000", Some("https://localhost:8000")),
            ("javascript:alert(1)", None),
            ("ftp://example.org/", None),
            ("/register/", None),
            ("https://", None),
            ("https:///register", None),
            ("https://exa mple.org", None),
            ("https://example.org:port/", None),
            ("https://example..org/", None),
            ("https://example.org/a b", None),
            ("https://example.org/a//b", None),
            ("https://example.org/../a", None),
            ("https://example.org/a?x=1", Some("https://example.org/a")),
            ("https://example.org/#top", Some("https://example.org/")),
            ("https://me:secret@example.org/a", Some("https://example.org/a")),
            ("https://example.org/a/index.html", Some("https://example.org/a")),
            ("HTTPS://example.org/A", Some("https://example.org/A")),
        ] {
            let odd = check(url).expect_err(url);
            assert_eq!(odd.better.as_deref(), better, "{url}: {}", odd.why);
        }
    }
}
