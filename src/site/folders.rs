//! Plain pages by the folder that they are in: looked for anew on each page, ten thousand in one folder took a minute.

use std::collections::HashMap;

use crate::archive::Archive;
use crate::content::documents::PageFile;

/// How many pages of its folder a page names, and how many the menu, so that a site of twice as many pages is no more
/// than twice as large.
pub const NEAR: usize = 50;

/// The pages of each folder, by their numbers in the archive.
pub struct Folders(HashMap<String, Vec<usize>>);

impl Folders {
    pub fn new(archive: &Archive) -> Self {
        let mut all: HashMap<String, Vec<usize>> = HashMap::new();
        // The home page is beside none.
        for (index, page) in archive.pages.iter().enumerate().filter(|(_, page)| !page.address.is_empty()) {
            let folder = folder(&page.address);
            match all.get_mut(folder) {
                Some(pages) => pages.push(index),
                None => drop(all.insert(folder.to_owned(), vec![index])),
            }
        }
        for pages in all.values_mut() {
            pages.sort_by(|a, b| order(&archive.pages[*a]).cmp(&order(&archive.pages[*b])));
        }
        Self(all)
    }

    /// Pages in the folder of that address, by weight, then title.
    pub fn children(&self, address: &str) -> &[usize] {
        self.0.get(address).map_or(&[], Vec::as_slice)
    }

    /// Other pages of a page's folder, in the same order; of very many those around it. At the top only where they are so
    /// many: else the menu shows them all.
    pub fn beside<'a>(&'a self, archive: &Archive, page: usize) -> impl Iterator<Item = usize> + use<'a> {
        let own = &archive.pages[page];
        let folder = folder(&own.address);
        let all = self.children(folder);
        let all = if folder.is_empty() && all.len() <= NEAR { &[][..] } else { all };
        let at = all.partition_point(|other| order(&archive.pages[*other]) < order(own));
        let first = at.saturating_sub(NEAR / 2).min(all.len().saturating_sub(NEAR + 1));
        all.iter().skip(first).take(NEAR + 1).copied().filter(move |other| *other != page)
    }
}

/// What pages are sorted by: weight, then title.
pub fn order(page: &PageFile) -> (i64, &str, &str) {
    (page.weight.unwrap_or(i64::MAX), &page.title, &page.address)
}

/// The folder that an address is in: `guide` of `guide/first-case`.
pub fn folder(address: &str) -> &str {
    address.rsplit_once('/').map_or("", |(folder, _)| folder)
}
