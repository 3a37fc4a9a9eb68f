//! `corkboard man`: the manual pages.

use std::fs;
use std::path::PathBuf;

use super::{Failure, command, say};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  corkboard man | man -l -                  read the manual page
  corkboard man ~/.local/share/man/man1     write one page for each command")]
pub struct Args {
    /// A folder for all pages; without one, the main page is printed
    folder: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::usage(format!("the manual pages could not be written: {error}"), "name a folder of your own")
    };
    match &args.folder {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command()).render(&mut page).map_err(failed)?;
            say(&String::from_utf8_lossy(&page))
        }
        Some(folder) => {
            fs::create_dir_all(folder).map_err(failed)?;
            clap_mangen::generate_to(command(), folder).map_err(failed)?;
            say(&format!("Wrote the manual pages → {}\n", super::report::visible_path(folder)))
        }
    }
}
