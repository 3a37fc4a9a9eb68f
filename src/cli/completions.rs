//! `corkboard completions`: so that a shell knows the commands.

use clap_complete::Shell;

use super::{Failure, command, say};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  corkboard completions bash > ~/.local/share/bash-completion/completions/corkboard
  corkboard completions zsh > ~/.zfunc/_corkboard
  corkboard completions fish > ~/.config/fish/completions/corkboard.fish")]
pub struct Args {
    /// The shell that will read them
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "corkboard", &mut script);
    say(&String::from_utf8_lossy(&script))
}
