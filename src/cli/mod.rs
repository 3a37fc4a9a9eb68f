//! The commands. Raw arguments become checked ones here, before any work; each command is a file of its own.
#![expect(
    clippy::disallowed_methods,
    reason = "the rim: commands talk to the terminal and look at the clock"
)]

mod build;
mod check;
mod completions;
mod explain;
mod init;
mod load;
mod man;
mod new;
mod progress;
pub mod registry;
pub mod report;
mod schema;
mod serve;
mod watch;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// A static site generator for archives of investigations.
#[derive(Debug, Parser)]
#[command(name = "corkboard", version, about, max_term_width = 100, arg_required_else_help = true)]
#[command(long_about = "\
Corkboard makes a website of an archive of case files: Markdown files with front matter,
one for each network, operation or incident. It checks every figure, date and citation,
and shows who says what.")]
#[command(after_help = "\
Examples:
  corkboard init register                start an archive in the folder `register`
  corkboard new case \"The Nile network\"  add a case file to the archive you are in
  corkboard serve                        show the website as you write it
  corkboard check                        name every mistake, write nothing
  corkboard build                        write the website to `public`
  corkboard explain E120                 say more about a mistake

Exit codes:
  0  all is well
  1  there are mistakes in the content
  2  the command could not be carried out")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start a new archive, with a first case to learn from
    Init(init::Args),
    /// Add a file to an archive
    New(new::Args),
    /// Write the website
    Build(build::Args),
    /// Show the website in the browser as you write it
    Serve(serve::Args),
    /// Name every mistake in an archive, and write nothing
    Check(check::Args),
    /// Say more about the code of a mistake
    Explain(explain::Args),
    /// Print the JSON Schema of front matter, for editors
    Schema(schema::Args),
    /// Print completions for a shell
    Completions(completions::Args),
    /// Print the manual page, or write all manual pages to a folder
    Man(man::Args),
}

/// Why a command ends with another exit code than 0.
#[derive(Debug)]
pub enum Failure {
    /// Mistakes in the content, which have been reported: exit code 1.
    Mistakes,
    /// Reported already: exit code 2.
    Refused,
    /// What was asked cannot be done, and what to do instead: exit code 2.
    Usage { message: String, hint: String },
}

impl Failure {
    fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: hint.into() }
    }
}

/// Runs the command that the program's arguments name.
pub fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Init(args) => init::run(&args),
        Command::New(args) => new::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Mistakes) => ExitCode::from(1),
        Err(Failure::Refused) => ExitCode::from(2),
        Err(Failure::Usage { message, hint }) => {
            tell(&report::usage(&message, &hint));
            ExitCode::from(2)
        }
    }
}

fn command() -> clap::Command {
    Cli::command()
}

/// Writes to standard output. A reader who has seen enough (`| head`) is no mistake.
fn say(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::usage(format!("the output could not be written: {error}"), "is the disk full?"))
        }
        _ => Ok(()),
    }
}

/// Writes to standard error, with colours on a terminal. If even this fails, there is nobody to tell.
fn tell(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}
