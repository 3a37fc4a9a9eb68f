//! Case files, actor files, term files and plain pages: front matter and body, read and checked.
//!
//! One file in, one typed value out, with every mistake of the file. Nothing here knows another file.

pub mod case;
pub mod claim;
pub mod documents;
pub mod value;
