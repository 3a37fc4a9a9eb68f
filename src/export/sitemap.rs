//! `sitemap.xml` (sitemaps.org protocol 0.9) and `robots.txt` (RFC 9309).

use super::feeds::Xml;
use crate::archive::Archive;
use crate::site::routes::{SITEMAP_LIMIT, in_sitemap};
use crate::site::{Route, Site};

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Addresses that belong in the sitemap, relative to the root.
fn addresses(site: &Site) -> Vec<String> {
    let retracted = |route: &Route| matches!(route, Route::Case(case) if !listed(site, *case));
    site.routes()
        .filter(|(path, route)| in_sitemap(path, route) && !retracted(route))
        .map(|(path, _)| path.trim_end_matches("index.html").to_owned())
        .collect()
}

fn listed(site: &Site, case: usize) -> bool {
    site.archive.listed().get(case).is_some_and(|case| case.file.status.is_public())
}

/// One sitemap file, 50,000 addresses at most.
pub fn sitemap(site: &Site, part: usize) -> String {
    let base = site.archive.config.url.clone().unwrap_or_default();
    let mut xml = Xml::new();
    xml.open("urlset", &[("xmlns", NAMESPACE)]);
    for address in addresses(site).iter().skip(part * SITEMAP_LIMIT).take(SITEMAP_LIMIT) {
        xml.open("url", &[]);
        xml.text("loc", &format!("{base}/{}", encoded(address)));
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

/// The index of several sitemap files.
pub fn index(site: &Site) -> String {
    let base = site.archive.config.url.clone().unwrap_or_default();
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[("xmlns", NAMESPACE)]);
    for (path, _) in site.routes().filter(|(_, route)| matches!(route, Route::Sitemap(_))) {
        xml.open("sitemap", &[]);
        xml.text("loc", &format!("{base}/{path}"));
        xml.close("sitemap");
    }
    xml.close("sitemapindex");
    xml.finish()
}

/// Everything may be read; where the sitemap is, if there is one.
pub fn robots(archive: &Archive) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(url) = &archive.config.url {
        text.push_str(&format!("Sitemap: {url}/sitemap.xml\n"));
    }
    text
}

/// An address as RFC 3986 writes it: letters outside ASCII as percent-encoded UTF-8.
pub fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/#?=&:@!$'()*+,;%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
