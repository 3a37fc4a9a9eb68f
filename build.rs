//! Tells cargo that the default theme is part of the program: `include_dir` reads the folder when it is compiled, and
//! by itself cargo would notice a change to one of its files, but not a new one.
#![allow(clippy::disallowed_macros, reason = "cargo listens to standard output")]

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=themes/default");
}
