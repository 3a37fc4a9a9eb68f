//! Bytes of the index's files: whole numbers, texts, and the compression around them.

use std::cell::RefCell;

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
    pub fn number(&mut self, n: u64) {
        number(&mut self.0, n);
    }

    /// Its length in bytes and the text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// How many bytes follow, and they.
    pub fn bits(&mut self, bits: &[u8]) {
        self.number(bits.len() as u64);
        self.0.extend_from_slice(bits);
    }

    /// How many bytes it shares with the text before, and the rest.
    pub fn front_coded(&mut self, before: &str, text: &str) {
        let same = before.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        let shared = (0..=same).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        self.number(shared as u64);
        self.text(&text[shared..]);
    }

    /// Documents, each as the distance to the one before.
    pub fn ascending(&mut self, documents: impl IntoIterator<Item = u32>) {
        let mut before = 0;
        for document in documents {
            self.number(u64::from(document - before));
            before = document;
        }
    }

    /// The first hexadecimal digits of the file's BLAKE3.
    pub fn hash(&self, digits: usize) -> String {
        hash(&self.0, digits)
    }
}

/// LEB128: seven bits a byte, the lowest first.
pub fn number(bytes: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        bytes.push(n as u8 | 0x80);
        n >>= 7;
    }
    bytes.push(n as u8);
}

/// The first hexadecimal digits of BLAKE3.
pub fn hash(bytes: &[u8], digits: usize) -> String {
    blake3::hash(bytes).to_hex()[..digits].to_owned()
}

/// Compresses files one after the other; the bytes depend on nothing but what goes in.
pub struct Gzip {
    compressor: Compressor,
    /// Room for the file under way.
    room: Vec<u8>,
}

thread_local! {
    /// A compressor takes more memory than the files that it is for, and clearing that took longer than their bytes.
    static QUICK: RefCell<Gzip> = RefCell::new(Gzip::quick());
}

/// Compresses a file of which there are many, and a reader fetches a few.
pub fn quickly_compressed(bytes: &[u8]) -> Vec<u8> {
    QUICK.with_borrow_mut(|quick| quick.compress(bytes))
}

impl Gzip {
    /// For files that there are many of, and each reader fetches a few: short texts hardly get smaller by more work.
    pub fn quick() -> Self {
        Self::of_level(1)
    }

    /// For words, which every query fetches.
    pub fn small() -> Self {
        Self::of_level(7)
    }

    /// For the few files that nearly every reader fetches.
    pub fn smallest() -> Self {
        Self::of_level(12)
    }

    fn of_level(level: i32) -> Self {
        let level = CompressionLvl::new(level).unwrap_or_default();
        Self { compressor: Compressor::new(level), room: Vec::new() }
    }

    pub fn compress(&mut self, bytes: &[u8]) -> Vec<u8> {
        let most = self.compressor.gzip_compress_bound(bytes.len());
        if self.room.len() < most {
            self.room.resize(most, 0);
        }
        // It fails only where the room is too small, which the bound rules out.
        let length = self.compressor.gzip_compress(bytes, &mut self.room).unwrap_or(0);
        self.room[..length].to_vec()
    }
}
