//! The index's files, read back: a decoder that shares no code with the program.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// A figure or date: bits of its kind, first value, last value of an interval.
pub type Cell = (u64, i64, Option<i64>);

/// Everything that an index says.
#[derive(Debug, Default, PartialEq)]
pub struct Files {
    pub head: Value,
    /// By key: documents and impacts.
    pub groups: BTreeMap<String, Vec<(u32, u8)>>,
    /// By surface: the keys of its groups.
    pub surfaces: BTreeMap<String, BTreeSet<String>>,
    /// By surface: documents that have it in the title; none where there are none.
    pub entitled: BTreeMap<String, Vec<u32>>,
    /// By surface: documents and positions.
    pub positions: BTreeMap<String, Vec<(u32, Vec<u32>)>>,
    /// By name: slug, label and documents of each value.
    pub facets: BTreeMap<String, Vec<FacetValue>>,
    /// By facet: a value's slug, and another name of it.
    pub others: BTreeMap<String, Vec<(String, String)>>,
    /// By name and document: its first value.
    pub ranges: BTreeMap<String, Vec<Option<Cell>>>,
    /// By name: further values, each with its document.
    pub more: BTreeMap<String, Vec<(usize, Cell)>>,
    /// Title column: each document's place in the alphabet.
    pub titles: Vec<Option<Cell>>,
    /// Card and text of each document.
    pub texts: Vec<Value>,
    pub cards: Vec<Value>,
}

/// A file's bytes as they were before compression.
pub fn unpacked(bytes: &[u8]) -> Vec<u8> {
    assert_eq!(bytes[..3], [0x1f, 0x8b, 8], "a gzip file");
    assert_eq!(bytes[3..8], [0; 5], "without a name and without a time");
    let size: [u8; 4] = bytes[bytes.len() - 4..].try_into().expect("four bytes");
    let mut out = vec![0; u32::from_le_bytes(size) as usize];
    let written = libdeflater::Decompressor::new().gzip_decompress(bytes, &mut out).expect("a sound file");
    assert_eq!(written, out.len());
    out
}

struct Reader {
    bytes: Vec<u8>,
    at: usize,
}

impl Reader {
    fn new(packed: &[u8], kind: u8) -> Self {
        let bytes = unpacked(packed);
        assert_eq!(bytes[..4], [b'C', b'B', 1, kind]);
        Self { bytes, at: 4 }
    }

    fn take(&mut self, length: usize) -> &[u8] {
        self.at += length;
        &self.bytes[self.at - length..self.at]
    }

    fn number(&mut self) -> u64 {
        let mut n = 0;
        for shift in (0..).step_by(7) {
            let byte = self.take(1)[0];
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return n;
            }
        }
        unreachable!()
    }

    fn text(&mut self) -> String {
        let length = self.number() as usize;
        String::from_utf8(self.take(length).to_vec()).expect("UTF-8")
    }

    fn keys(&mut self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for _ in 0..self.number() {
            let shared = self.number() as usize;
            let rest = self.text();
            let key = format!("{}{rest}", keys.last().map_or("", |before| &before[..shared]));
            assert!(keys.last().is_none_or(|before| *before < key), "{key:?} is out of order");
            keys.push(key);
        }
        keys
    }

    fn documents(&mut self, count: usize) -> Vec<u32> {
        let mut at = 0;
        let mut next = |first: bool| {
            let step = self.number() as u32;
            assert!(first || step > 0);
            at += step;
            at
        };
        (0..count).map(|n| next(n == 0)).collect()
    }

    fn end(&self) {
        assert_eq!(self.at, self.bytes.len());
    }
}

impl Files {
    /// Reads the index of a site; each file of it must be asked for, and nothing be left.
    pub fn of(tree: &BTreeMap<String, Vec<u8>>) -> Self {
        let index = tree.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("search/")?, bytes)));
        let mut left: BTreeMap<&str, &Vec<u8>> = index.filter(|(path, _)| *path != "index.html").collect();
        let mut file = |path: &str, kind: u8| {
            Reader::new(left.remove(path).unwrap_or_else(|| panic!("no file {path}")), kind)
        };
        let mut files = Self::default();
        let head = file("head.gz", b'H');
        files.head = serde_json::from_slice(&head.bytes[4..]).expect("JSON");
        let head = files.head.clone();
        files.shards(&head, &mut file);
        // What no case fills has no file.
        for facet in list(&head["facets"]).iter().filter(|facet| facet.get("file").is_some()) {
            let mut reader = file(word(&facet["file"]), b'C');
            let (values, others) = read_facet(&mut reader);
            assert_eq!(facet["total"], values.len());
            files.others.insert(word(&facet["name"]).to_owned(), others);
            files.facets.insert(word(&facet["name"]).to_owned(), values);
        }
        let documents = head["n"].as_u64().expect("a number") as usize;
        for range in list(&head["numbers"]).iter().filter(|range| range.get("file").is_some()) {
            let (cells, more) = read_range(&mut file(word(&range["file"]), b'C'), documents);
            files.ranges.insert(word(&range["name"]).to_owned(), cells);
            files.more.insert(word(&range["name"]).to_owned(), more);
        }
        files.titles = read_range(&mut file(word(&head["title"]["file"]), b'C'), documents).0;
        files.texts(&head, documents, &mut file);
        assert!(left.is_empty(), "files that the head does not lead to: {:?}", left.keys());
        files
    }

    fn shards(&mut self, head: &Value, file: &mut impl FnMut(&str, u8) -> Reader) {
        let firsts = firsts(&head["shards"]["first"]);
        let block = head["shards"]["block"].as_u64().expect("a number") as usize;
        let hashes = word(&head["shards"]["hash"]);
        assert_eq!(hashes.len(), 5 * firsts.len().div_ceil(block));
        // What the shards of a block say together.
        let mut own = String::new();
        for (number, first) in firsts.iter().enumerate() {
            let hash = &hashes[number / block * 5..][..5];
            let mut terms = file(&format!("t/{number}-{hash}.gz"), b'T');
            own += &blake3::hash(&terms.bytes).to_hex()[..16];
            if (number + 1) % block == 0 || number + 1 == firsts.len() {
                assert_eq!(&blake3::hash(std::mem::take(&mut own).as_bytes()).to_hex()[..5], hash);
            }
            let place_hash = terms.text();
            let surfaces = self.terms(&mut terms, head["n"].as_u64().expect("a number") as usize);
            let next = firsts.get(number + 1);
            let inside = |key: &String| key >= first && next.is_none_or(|next| key < next);
            assert!(surfaces.iter().all(inside), "shard {number}");
            let mut places = file(&format!("p/{number}-{place_hash}.gz"), b'P');
            assert_eq!(blake3::hash(&places.bytes).to_hex()[..5], place_hash);
            for surface in surfaces {
                let count = places.number() as usize;
                let mut document = 0;
                let mut all = Vec::new();
                for _ in 0..count {
                    document += places.number() as u32;
                    let count = places.number() as usize;
                    all.push((document, places.documents(count)));
                }
                assert!(self.positions.insert(surface, all).is_none());
            }
            places.end();
        }
    }

    /// One shard's words; its surfaces in order.
    fn terms(&mut self, reader: &mut Reader, n: usize) -> BTreeSet<String> {
        let keys = reader.keys();
        let heads: Vec<(usize, bool)> =
            keys.iter().map(|_| reader.number() as usize).map(|n| (n / 2, n % 2 == 1)).collect();
        let documents: Vec<Vec<u32>> =
            heads.iter().map(|(count, _)| read_postings(reader, *count, n)).collect();
        let (mut surfaces, mut order) = (BTreeSet::new(), Vec::new());
        for ((key, documents), (count, own)) in keys.iter().zip(documents).zip(&heads) {
            let impacts = read_impacts(reader, *count, n);
            let postings: Vec<_> = documents.into_iter().zip(impacts).collect();
            assert!(postings.len() == *count && self.groups.insert(key.clone(), postings).is_none());
            if *own {
                surfaces.insert(key.clone());
                order.push(key.clone());
                self.surfaces.insert(key.clone(), BTreeSet::from([key.clone()]));
            }
        }
        for surface in reader.keys() {
            let mut own = BTreeSet::new();
            for _ in 0..reader.number() {
                own.insert(match reader.number() as usize {
                    0 => reader.text(),
                    at => keys[at - 1].clone(),
                });
            }
            assert!(!own.is_empty() && own != BTreeSet::from([surface.clone()]));
            assert!(self.surfaces.insert(surface.clone(), own).is_none());
            assert!(surfaces.insert(surface.clone()));
            order.push(surface);
        }
        let counts: Vec<usize> = order.iter().map(|_| reader.number() as usize).collect();
        for (surface, count) in order.into_iter().zip(counts) {
            let documents = reader.documents(count);
            if count > 0 {
                self.entitled.insert(surface, documents);
            }
        }
        reader.end();
        surfaces
    }

    fn texts(&mut self, head: &Value, documents: usize, file: &mut impl FnMut(&str, u8) -> Reader) {
        let block = head["epochs"]["block"].as_u64().expect("a number") as usize;
        let epochs = word(&head["epochs"]["hash"]);
        let words: Vec<&str> = word(&head["words"]).split(' ').collect();
        let mut json = |path: String, kind: u8, document: usize| -> Value {
            let mut reader = file(&path, kind);
            let at = document / block * 8;
            assert_eq!(reader.take(8), &epochs.as_bytes()[at..at + 8]);
            assert_eq!(reader.number() as usize, document);
            let json = in_full(std::str::from_utf8(&reader.bytes[reader.at..]).expect("UTF-8"), &words);
            serde_json::from_str(&json).expect("JSON")
        };
        self.texts = (0..documents).map(|d| json(format!("x/{d}.gz"), b'X', d)).collect();
        let per = head["cards"]["per"].as_u64().expect("a number") as usize;
        let cards = (0..documents.div_ceil(per)).map(|k| json(format!("d/{k}.gz"), b'D', k * per));
        self.cards = cards.flat_map(|cards| list(&cards).to_vec()).collect();
    }
}

/// JSON with its words in short written out, and a space between two that follow each other.
fn in_full(json: &str, words: &[&str]) -> String {
    let mut out = String::new();
    let mut chars = json.chars().peekable();
    while let Some(char) = chars.next() {
        if !('\x0e'..='\x1f').contains(&char) {
            out.push(char);
            continue;
        }
        let second = chars.next().expect("a second sign");
        out += words[94 * (char as usize - 14) + (second as usize - 33)];
        if chars.peek().is_some_and(|next| ('\x0e'..='\x1f').contains(next)) {
            out.push(' ');
        }
    }
    out
}

/// Each a capital, A for 0, that says how many characters are those of the one before, and the rest.
fn firsts(value: &Value) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for char in word(value).chars() {
        if char.is_ascii_uppercase() {
            let shared = usize::from(char as u8 - b'A');
            all.push(all.last().map_or(String::new(), |before| before.chars().take(shared).collect()));
        } else {
            all.last_mut().expect("a capital").push(char);
        }
    }
    assert!(all.is_sorted_by(|a, b| a < b), "{all:?}");
    all
}

/// Documents of a group; of a common one each has a bit, up to the last that is in it.
fn read_postings(reader: &mut Reader, count: usize, n: usize) -> Vec<u32> {
    if n < 2048 || count * 8 <= n {
        return reader.documents(count);
    }
    let bytes = reader.number() as usize;
    let bits = reader.take(bytes).to_vec();
    assert!(bits.last() != Some(&0) && bits.len() <= n.div_ceil(8));
    (0..8 * bytes as u32).filter(|document| bits[*document as usize / 8] >> (document % 8) & 1 == 1).collect()
}

/// A common group has places of the middle step, unless most have it, and places of the highest.
fn read_impacts(reader: &mut Reader, count: usize, n: usize) -> Vec<u8> {
    if n < 2048 || count * 8 <= n {
        let impacts = reader.take(count.div_ceil(2)).to_vec();
        return (0..count).map(|at| impacts[at / 2] >> (4 * (at % 2)) & 15).collect();
    }
    let mut impacts = vec![4; count];
    for step in if count * 2 > n { &[12][..] } else { &[8, 12] } {
        let places = reader.number() as usize;
        for at in reader.documents(places) {
            assert_eq!(std::mem::replace(&mut impacts[at as usize], *step), 4, "a case of two steps");
        }
    }
    impacts
}

/// Slug, label and documents of a value.
type FacetValue = (String, String, Vec<u32>);

/// Its values, and their other names by slug.
fn read_facet(reader: &mut Reader) -> (Vec<FacetValue>, Vec<(String, String)>) {
    let values: Vec<FacetValue> = (0..reader.number())
        .map(|_| {
            let (slug, label, count) = (reader.text(), reader.text(), reader.number() as usize);
            (slug, label, reader.documents(count))
        })
        .collect();
    let others =
        (0..reader.number()).map(|_| (values[reader.number() as usize].0.clone(), reader.text())).collect();
    reader.end();
    (values, others)
}

/// The first value of each document, and further ones.
fn read_range(reader: &mut Reader, documents: usize) -> (Vec<Option<Cell>>, Vec<(usize, Cell)>) {
    let present = reader.take(documents.div_ceil(8)).to_vec();
    let (mut cells, mut more) = (vec![None; documents], Vec::new());
    let mut before = 0;
    for document in (0..documents).filter(|document| present[document / 8] >> (document % 8) & 1 == 1) {
        loop {
            let bits = reader.number();
            let step = reader.number() as i64;
            before += if bits & 16 == 0 { step } else { -step };
            let last = (bits & 3 == 1).then(|| before + reader.number() as i64);
            let cell = (bits & 15, before, last);
            match cells[document] {
                Some(_) => more.push((document, cell)),
                None => cells[document] = Some(cell),
            }
            if bits & 32 == 0 {
                break;
            }
        }
    }
    reader.end();
    (cells, more)
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn word(value: &Value) -> &str {
    value.as_str().expect("a text")
}
