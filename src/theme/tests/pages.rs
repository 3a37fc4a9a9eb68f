//! What every page must hold to. With CORKBOARD_THEME_OUT set, the pages are written there to be looked at.

use std::collections::BTreeSet;

use super::case_fixture::case;
use super::states::{all, cases, render};
use super::{arabic, default_theme, english};
use crate::theme::AssetContent;

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_state_has_unique_ids_and_anchors_that_exist() {
    for page in all(english()).iter().chain(&all(arabic())) {
        let ids = values(&page.html, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{}: {ids:?}", page.url);
        let here = values(&page.html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
        let named = values(&page.html, "aria-labelledby").into_iter().flat_map(str::split_whitespace);
        for id in here.chain(named) {
            assert!(unique.contains(id), "{} lacks #{id}", page.url);
        }
        assert!(!page.html.contains("{{"), "{}", page.url);
    }
}

#[test]
fn headings_descend_one_by_one() {
    for page in all(english()).iter().filter(|page| page.url != "old/") {
        let levels: Vec<u32> =
            page.html.split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10)).collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{}", page.url);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{}: {levels:?}", page.url);
    }
}

#[test]
fn a_retracted_case_says_why_and_nothing_else() {
    let pages = cases(english());
    let retracted = pages.iter().find(|page| page.url == "cases/retracted/").expect("the page");
    for word in ["The network was authentic.", "Facebook Pages: 25, was 52.", "noindex"] {
        assert!(retracted.html.contains(word), "no {word}");
    }
    for id in ["sources", "indicators", "size", "cite", "glance"] {
        assert!(!values(&retracted.html, "id").contains(&id), "#{id}");
    }
}

#[test]
fn words_from_sources_are_escaped() {
    let pages = cases(english());
    assert!(pages[0].html.contains("Pakistan &amp; linked them to &lt;individuals&gt;."));
    assert!(!pages[0].html.contains("<individuals>"));
}

#[test]
fn unknown_words_of_an_archive_stand_as_they_are() {
    let s = english();
    let mut odd = case(s);
    odd.status = "embargoed".into();
    odd.source_kinds.clear();
    odd.sources[0].kind = Some("leak".into());
    odd.related[0].relation = "cousin-of".into();
    let page = render(s, "case", "Odd", "cases/x/", "case", &odd);
    for word in ["embargoed", "leak", "cousin-of"] {
        assert!(page.html.contains(word), "no {word}");
    }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "writes the pages for a look, only when asked to")]
fn pages_can_be_written_out() {
    let Some(out) = std::env::var_os("CORKBOARD_THEME_OUT").map(std::path::PathBuf::from) else { return };
    for (folder, strings) in [("en", english()), ("ar", arabic())] {
        for page in all(strings) {
            let folder = out.join(folder).join(page.url);
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(folder.join("index.html"), page.html).expect("a page");
        }
        for (address, content) in default_theme().assets() {
            let file = out.join(folder).join(address);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            if let AssetContent::Bytes(bytes) = content {
                std::fs::write(file, bytes).expect("an asset");
            }
        }
    }
}
