//! The theme of an archive, read anew where it is another; each file with mistakes counts as it last was without.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::source::{Digest, FileEntry, Sources, Text};
use crate::theme::Theme;

/// The last theme that could be made.
#[derive(Clone, Default)]
pub struct Themed(Option<Known>);

#[derive(Clone)]
struct Known {
    /// Of what was read last, and what is wrong with that.
    digest: Digest,
    found: Vec<Diagnostic>,
    theme: Arc<Theme>,
    /// The texts that `theme` is made of.
    texts: BTreeMap<Arc<str>, Text>,
}

impl Themed {
    /// The theme, with the last good text of each file that has mistakes; the last good theme where those do not fit
    /// together either.
    pub fn load(&mut self, sources: &Sources, config: &Config) -> (Option<Arc<Theme>>, Vec<Diagnostic>) {
        let frame = frame(sources);
        let digest = digest(&frame, config);
        if let Some(known) = self.0.as_ref().filter(|known| known.digest == digest) {
            return (Some(Arc::clone(&known.theme)), known.found.clone());
        }
        let before = self.0.as_ref().map(|known| &*known.theme);
        let (theme, found) = Theme::load_after(before, &frame, config);
        let made = theme
            .map(|theme| (theme, frame.texts.clone()))
            .or_else(|| self.0.as_ref()?.patched(frame, config, &found));
        if let Some((theme, texts)) = made {
            self.0 = Some(Known { digest, found: found.clone(), theme: Arc::new(theme), texts });
        } else if let Some(known) = &mut self.0
            // What is said of site.toml has its place in a text that is not part of the digest.
            && found.iter().all(|one| one.file.starts_with(FOLDER))
        {
            known.digest = digest;
            known.found.clone_from(&found);
        }
        (self.0.as_ref().map(|known| Arc::clone(&known.theme)), found)
    }
}

impl Known {
    /// A theme of files as they are, but of those that errors are found in, which are as they were in this one.
    fn patched(
        &self,
        mut frame: Sources,
        config: &Config,
        found: &[Diagnostic],
    ) -> Option<(Theme, BTreeMap<Arc<str>, Text>)> {
        let mut broken: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut found = found.to_vec();
        loop {
            // Of several files with mistakes, the templates are told of one by one.
            let count = broken.len();
            for one in found.iter().filter(|one| one.is_error() && one.file.starts_with(FOLDER)) {
                if !broken.insert(Arc::clone(&one.file)) {
                    continue;
                }
                match self.texts.get(&one.file) {
                    Some(good) => drop(frame.texts.insert(Arc::clone(&one.file), good.clone())),
                    None => drop(frame.texts.remove(&one.file)),
                }
            }
            if broken.len() == count {
                return None;
            }
            match Theme::load_after(Some(&self.theme), &frame, config) {
                (Some(theme), _) => return Some((theme, frame.texts)),
                (None, others) => found = others,
            }
        }
    }
}

const FOLDER: &str = "themes/";

/// All that a theme is made of, and the text that names it.
fn frame(sources: &Sources) -> Sources {
    let is_theme = |path: &Arc<str>| path.starts_with(FOLDER);
    let start = || Arc::<str>::from(FOLDER)..;
    let texts = sources.texts.range(start()).take_while(|(path, _)| is_theme(path));
    let texts = texts.chain(sources.texts.get_key_value("site.toml"));
    let files = sources.files.range(start()).take_while(|(path, _)| is_theme(path));
    Sources {
        texts: texts.map(|(path, text)| (Arc::clone(path), text.clone())).collect(),
        files: files.map(|(path, file): (_, &FileEntry)| (Arc::clone(path), file.clone())).collect(),
        diagnostics: Vec::new(),
    }
}

/// One digest of all that a theme is made of: its name, its texts, and the names of its other files.
fn digest(frame: &Sources, config: &Config) -> Digest {
    let mut all = config.theme.clone().into_bytes();
    for text in frame.texts.values().filter(|text| text.path.starts_with(FOLDER)) {
        all.extend(text.path.as_bytes());
        all.extend(text.digest.0);
    }
    for path in frame.files.keys() {
        all.extend(path.as_bytes());
        all.push(0);
    }
    Digest::of(&all)
}
