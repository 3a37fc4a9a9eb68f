//! Bytes of the index's files: whole numbers, texts, and the compression around them.

use libdeflater::{CompressionLvl, Compressor};

/// What a file holds: the fourth byte of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Head,
    Terms,
    Positions,
    Text,
    Cards,
    Column,
}

/// A file under way.
#[derive(Debug, Default)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    pub fn new(kind: Kind) -> Self {
        let letter = match kind {
            Kind::Head => b'H',
            Kind::Terms => b'T',
            Kind::Positions => b'P',
            Kind::Text => b'X',
            Kind::Cards => b'D',
            Kind::Column => b'C',
        };
        Self(vec![b'C', b'B', 1, letter])
    }

    /// LEB128: seven bits a byte, the lowest first.
    pub fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    /// Its length in bytes and the text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// How many bytes it shares with the text before, and the rest.
    pub fn front_coded(&mut self, before: &str, text: &str) {
        let same = before.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        let shared = (0..=same).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        self.number(shared as u64);
        self.text(&text[shared..]);
    }

    /// The first hexadecimal digits of the file's BLAKE3.
    pub fn hash(&self, digits: usize) -> String {
        hash(&self.0, digits)
    }
}

/// The first hexadecimal digits of BLAKE3.
pub fn hash(bytes: &[u8], digits: usize) -> String {
    blake3::hash(bytes).to_hex()[..digits].to_owned()
}

/// Compresses files one after the other; the bytes depend on nothing but what goes in.
pub struct Gzip(Compressor);

impl Gzip {
    /// For files that few readers fetch whole and that there are many of.
    pub fn quick() -> Self {
        Self(Compressor::new(CompressionLvl::new(5).unwrap_or_default()))
    }

    /// For files that every reader fetches.
    pub fn small() -> Self {
        Self(Compressor::new(CompressionLvl::new(9).unwrap_or_default()))
    }

    pub fn compress(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = vec![0; self.0.gzip_compress_bound(bytes.len())];
        // It fails only where the room is too small, which the bound rules out.
        let length = self.0.gzip_compress(bytes, &mut out).unwrap_or(0);
        out.truncate(length);
        out.shrink_to_fit();
        out
    }
}
