//! `corkboard check`: every mistake, for people or for programs.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ValueEnum;

use super::load::Loaded;
use super::progress::{Bar, When};
use super::report::{self, Extent, Findings, plural};
use super::{Failure, say, tell};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  corkboard check                             the archive you are in
  corkboard check register --strict           fail on warnings too
  corkboard check --format github             annotations in a GitHub workflow
  corkboard check --format sarif > out.sarif  for code scanning")]
pub struct Args {
    /// The archive's folder
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// How mistakes are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// Show each mistake with its line, also where many are the same; other formats always do
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// With the line that is meant, to standard error
    Human,
    /// A JSON array, one mistake a line
    Json,
    /// SARIF 2.1.0, which code scanning tools read
    Sarif,
    /// Workflow commands that GitHub shows beside the line
    Github,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let start = Instant::now();
    // What is wrong with the folder itself names it as it was written: there is no path within it.
    let nothing = Path::new("");
    let mut loaded = Loaded::read(&args.folder, args.strict, |findings| write(args, findings, nothing))?;
    loaded.look_into_drafts();
    loaded.make_pages(&Bar::new("Checking", When::Auto));
    write(args, &loaded.findings(), &args.folder)?;
    if matches!(args.format, Format::Human) && !loaded.has_errors() {
        let cases = plural(loaded.compiled.case_count, "case", "cases");
        let time = start.elapsed().as_secs_f64();
        say(&format!("Checked {cases} in {time:.2} s: no mistakes\n"))?;
    }
    if loaded.has_errors() { Err(Failure::Mistakes) } else { Ok(()) }
}

/// For people to standard error, for programs to standard output: a whole document even where there is no archive.
fn write(args: &Args, findings: &Findings<'_>, folder: &Path) -> Result<(), Failure> {
    match args.format {
        Format::Human => {
            tell(&report::human(findings, Extent::Places.or_all(args.verbose)));
            Ok(())
        }
        Format::Json => say(&report::json(findings)),
        Format::Sarif => say(&report::sarif(findings, folder)),
        Format::Github => say(&report::github(findings, folder)),
    }
}
