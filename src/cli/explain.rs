//! `corkboard explain`: what a code means.

use std::fmt::Write as _;

use super::{Failure, registry, say};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  corkboard explain E120     what E120 means, and how to mend it
  corkboard explain          all codes, a line each")]
pub struct Args {
    /// A code as it stands in a message: `E120`; without one, all are listed
    code: Option<String>,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let Some(name) = &args.code else {
        let mut list = String::new();
        for code in registry::all() {
            let _ = writeln!(list, "{}  {}", code.code, code.title);
        }
        return say(&list);
    };
    let name = name.trim_matches(['[', ']']);
    match registry::find(name) {
        Some(code) => say(&format!("{}: {}\n\n{}\n", code.code, code.title, code.explanation.trim_end())),
        None => {
            let hint = match registry::nearest(name) {
                Some(code) => format!("did you mean {} ({})?", code.code, code.title),
                None => "`corkboard explain` lists all codes".to_owned(),
            };
            Err(Failure::usage(format!("there is no code `{name}`"), hint))
        }
    }
}
