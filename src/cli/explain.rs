//! `corkboard explain`: what a code means.

use std::fmt::Write as _;

use super::{Failure, registry, say};
use crate::archive;

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
        Some(code) => {
            let explanation = code.explanation.trim_end();
            say(&format!("{}: {}\n\n{explanation}\n{}", code.code, code.title, weight(code.code)))
        }
        None => {
            let hint = match registry::nearest(name) {
                Some(code) => format!("did you mean {} ({})?", code.code, code.title),
                None => "`corkboard explain` lists all codes".to_owned(),
            };
            Err(Failure::usage(format!("there is no code `{name}`"), hint))
        }
    }
}

/// Why what a code names may count otherwise than its letter says: a code stays the same wherever it is told, so that it can be
/// looked up.
fn weight(code: &str) -> &'static str {
    match code.as_bytes().first() {
        _ if archive::codes::OF_WHAT_IS_IN.contains(&code) => {
            "\nIn a draft or a case under review it is shown as a warning, since a build leaves these cases out.\n"
        }
        Some(b'W') => "\nIt stops a build under `--strict` alone, where it is shown as an error.\n",
        _ => "",
    }
}
