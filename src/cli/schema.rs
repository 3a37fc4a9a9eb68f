//! `corkboard schema`: front matter as editors can check and complete it.

use std::path::PathBuf;

use clap::ValueEnum;

use super::load::is_no_archive;
use super::report::{self, Extent, Findings};
use super::{Failure, say, tell};
use crate::compile::{Options, compile};
use crate::diagnostic::Diagnostic;
use crate::export::schema::{Document, schema};
use crate::read::read_folder;
use crate::source::Sources;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  corkboard schema > case.schema.json                  of case files
  corkboard schema --kind actor > actor.schema.json    of files under content/actors
  corkboard schema register                            of the archive in `register`

The schema has the site's own fields, platforms and words, and suggests the tags, actors and
cases that there are, drafts too: print it again when these change. README.md says how editors
are told of it.")]
pub struct Args {
    /// The archive's folder
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Which files it is for
    #[arg(long, value_enum, default_value_t = Kind::Case)]
    kind: Kind,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// `content/cases/`
    Case,
    /// `content/actors/`
    Actor,
    /// `content/tags/` and the folders of other taxonomies
    Term,
    /// Any other page
    Page,
}

impl Kind {
    fn document(self) -> Document {
        match self {
            Self::Case => Document::Case,
            Self::Actor => Document::Actor,
            Self::Term => Document::Term,
            Self::Page => Document::Page,
        }
    }
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let sources = read_folder(&args.folder);
    if let Some(nothing) = sources.diagnostics.iter().find(|found| is_no_archive(found)) {
        refuse(&sources, std::slice::from_ref(nothing));
        return Err(Failure::Refused);
    }
    let compiled = compile(&sources, Options { drafts: true });
    // Mistakes in the content are no reason to keep the schema back: it is there to mend them with. Those of
    // site.toml are, since its fields would be missing; and those of a theme where there is no site without it.
    let configures = |found: &&Diagnostic| found.is_error() && &*found.file == "site.toml";
    let mistakes: Vec<_> = compiled.diagnostics.iter().filter(configures).cloned().collect();
    match &compiled.site {
        Some(site) if mistakes.is_empty() => {
            let schema = schema(&site.archive, args.kind.document());
            let text = serde_json::to_string_pretty(&schema).map_err(|error| {
                Failure::usage(format!("the schema cannot be written: {error}"), "report this")
            })?;
            say(&format!("{text}\n"))
        }
        Some(_) => {
            refuse(&sources, &mistakes);
            Err(Failure::Mistakes)
        }
        None => {
            refuse(&sources, &compiled.diagnostics);
            Err(Failure::Mistakes)
        }
    }
}

fn refuse(sources: &Sources, diagnostics: &[Diagnostic]) {
    tell(&report::human(&Findings { sources, diagnostics }, Extent::Places));
}
