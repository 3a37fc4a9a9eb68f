//! The list of files that a build wrote: sorted, without times, the same bytes for the same site.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::plan::Plan;

pub const NAME: &str = ".corkboard-manifest";
const HEADER: &str = "corkboard-manifest 1: the files that a build wrote; no others are ever deleted";

#[derive(Debug, Default)]
pub struct Manifest {
    pub paths: BTreeSet<String>,
}

impl Manifest {
    pub fn of(plan: &Plan<'_>) -> Self {
        Self { paths: plan.paths.iter().cloned().collect() }
    }

    /// The manifest of an output folder; `None` where there is none, or where it is not ours.
    pub fn read(output: &Path) -> io::Result<Option<Self>> {
        let text = match fs::read_to_string(output.join(NAME)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut lines = text.lines();
        Ok((lines.next() == Some(HEADER)).then(|| Self { paths: lines.map(str::to_owned).collect() }))
    }

    pub fn text(&self) -> String {
        text(&self.paths)
    }
}

/// A manifest of paths that are sorted.
pub fn text<'a>(paths: impl IntoIterator<Item = &'a String> + Clone) -> String {
    let length: usize = paths.clone().into_iter().map(|path| path.len() + 1).sum();
    let mut text = String::with_capacity(length + HEADER.len() + 1);
    text.push_str(HEADER);
    text.push('\n');
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}
