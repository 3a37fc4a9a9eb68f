//! Tiny archives made of strings, an action, and the whole of what a reader or an author sees.

#![allow(clippy::disallowed_methods, reason = "tests write files and run the program")]

mod again;
mod aliases;
mod archive;
mod bad_input;
mod bodies;
mod disputes;
mod edits;
mod emission_equal;
mod feeds;
mod folders;
mod languages;
mod last_good;
mod leaks;
mod lists;
mod menu;
mod own_fields;
mod preview;
mod real;
mod renewal;
mod schema;
mod search;
mod theme;
mod tiny;
