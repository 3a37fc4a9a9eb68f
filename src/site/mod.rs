//! A site is a function from an address to bytes.

pub mod view;
