//! The default theme's tests: what loads, what its words say, and every page in every state.

mod case_fixture;
mod fixtures;
mod load;
mod pages;
mod readme;
mod states;
mod words;

use std::sync::LazyLock;

use super::{Strings, Theme};
use crate::config::Config;
use crate::source::Sources;

/// A configuration that names a theme and nothing else.
pub fn config(theme: &str) -> Config {
    Config { theme: theme.into(), ..Config::default_for("The Takedown Register") }
}

/// The theme that is built in, loaded once.
pub fn default_theme() -> &'static Theme {
    static THEME: LazyLock<Theme> = LazyLock::new(|| {
        let (theme, diagnostics) = Theme::load(&Sources::default(), &config("default"));
        assert_eq!(diagnostics, []);
        theme.expect("a theme without diagnostics")
    });
    &THEME
}

pub fn english() -> &'static Strings {
    default_theme().strings("en-GB")
}

pub fn arabic() -> &'static Strings {
    default_theme().strings("ar")
}
