//! Diagnostics for eyes and for programs. The only place, besides the preview, that draws them.

mod edit;
mod extent;
mod github;
mod human;
mod json;
mod sarif;
mod summary;
mod visible;

pub use edit::{Edit, edit};
pub use extent::Extent;
pub use github::github;
pub use human::{human, usage};
pub use json::json;
pub use sarif::sarif;
pub use summary::{plural, summary};
pub use visible::{visible, visible_path};

use std::path::{Component, Path};

use crate::diagnostic::{Diagnostic, Place};
use crate::source::Sources;

/// Diagnostics and the texts that they are about.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    pub sources: &'a Sources,
    pub diagnostics: &'a [Diagnostic],
}

impl<'a> Findings<'a> {
    fn text(&self, diagnostic: &Diagnostic) -> Option<&'a str> {
        self.sources.texts.get(&diagnostic.file).map(|text| text.text.as_ref())
    }

    /// Line and column, where the diagnostic has a place in a file that could be read.
    fn place(&self, diagnostic: &Diagnostic) -> Option<Place> {
        Some(Place::of(self.text(diagnostic)?, diagnostic.span?))
    }
}

/// Message and advice as one text, for formats that know no hints.
fn full_message(diagnostic: &Diagnostic) -> String {
    let mut message = diagnostic.message.clone();
    for hint in &diagnostic.hints {
        message.push_str("\nhelp: ");
        message.push_str(hint);
    }
    message
}

/// A file's path from where the command runs, which is what code scanning and workflows expect.
fn path_from_here(folder: &Path, file: &str) -> String {
    let inside = folder.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let parts: Vec<_> = match inside {
        true => folder.components().filter(|part| matches!(part, Component::Normal(_))).collect(),
        false => Vec::new(),
    };
    let mut path = String::new();
    for part in parts {
        path.push_str(&part.as_os_str().to_string_lossy());
        path.push('/');
    }
    path + file
}

#[cfg(test)]
mod tests;
