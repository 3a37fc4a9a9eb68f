//! Case files, actor files, term files and plain pages: front matter and body, read and checked.
//!
//! One file in, one typed value out, with every mistake of the file. Nothing here knows another file.

mod agreement;
pub mod case;
pub mod claim;
pub mod codes;
pub mod decode;
pub mod documents;
pub mod fields;
pub mod front_matter;
pub mod indicator;
pub mod markdown;
pub mod read;
pub mod redaction;
pub mod signs;
pub mod value;
pub mod vocabulary;
pub mod words;
pub mod yaml;
