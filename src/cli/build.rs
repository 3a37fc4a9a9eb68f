//! `corkboard build`: the whole website, to a folder.

use std::fmt::Write as _;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::load::Loaded;
use super::progress::{Bar, When};
use super::report::{self, Extent, Findings, plural, visible_path};
use super::watch::{self, Watching};
use super::{Failure, say, tell};
use crate::diagnostic::{Diagnostic, Severity};
use crate::emit::{self, EmitError, Report, codes};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  corkboard build                       the archive you are in, to `public`
  corkboard build register              the archive in `register`, to `register/public`
  corkboard build -o /srv/www/register  to another folder
  corkboard build --strict              build only if there is not even a warning
  corkboard build --watch               build, and again whenever a file changes

Cases with the status `draft` or `review` are never in a build. If there is a mistake, nothing is
written and the last website stays as it is.")]
pub struct Args {
    /// The archive's folder
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Where the website goes; `public` in the archive's folder if not given
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// Show each mistake with its line, also where many are the same
    #[arg(short, long)]
    verbose: bool,
    /// Whether to show how far the build is
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    progress: When,
    /// Stay, and write what changes: for those who serve the folder with another program
    #[arg(short, long)]
    watch: bool,
    /// With --watch: look at all files again and again, for folders of a network or shared with a container
    #[arg(long, requires = "watch")]
    poll: bool,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    if args.watch {
        return watch::run(&Watching {
            folder: &args.folder,
            output: args.output.clone().unwrap_or_else(|| inside(&args.folder, "public")),
            strict: args.strict,
            poll: args.poll,
            progress: args.progress,
        });
    }
    let start = Instant::now();
    // Never taken apart: the program ends here, and freeing 10,000 cases one by one took 3% of a build.
    let loaded = ManuallyDrop::new(Loaded::read(&args.folder, args.strict, |findings| {
        tell(&report::human(findings, Extent::Start.or_all(args.verbose)));
        Ok(())
    })?);
    let site = match &loaded.compiled.site {
        Some(site) if !loaded.has_errors() => site,
        _ => {
            tell(&report::human(&loaded.findings(), Extent::Start.or_all(args.verbose)));
            tell("Nothing was built.\n");
            return Err(Failure::Mistakes);
        }
    };
    let output = args.output.clone().unwrap_or_else(|| inside(&args.folder, "public"));
    match emit::emit(site, &args.folder, &output, &Bar::new("Building", args.progress)) {
        Ok(report) => {
            let mut diagnostics = loaded.compiled.diagnostics.clone();
            diagnostics.extend(report.warnings.iter().cloned());
            diagnostics.extend(strangers(&report, &output));
            let findings = Findings { sources: &loaded.sources, diagnostics: &diagnostics };
            tell(&report::human(&findings, Extent::Start.or_all(args.verbose)));
            say(&closing_line(
                &report,
                &counted(loaded.compiled.case_count, loaded.compiled.left_out),
                start.elapsed(),
                &output,
            ))
        }
        Err(error) => {
            let mut diagnostics = loaded.compiled.diagnostics.clone();
            diagnostics.extend(error.diagnostics().iter().cloned());
            let findings = Findings { sources: &loaded.sources, diagnostics: &diagnostics };
            tell(&report::human(&findings, Extent::Start.or_all(args.verbose)));
            tell("Nothing was built.\n");
            match error {
                EmitError::Pages(_) => Err(Failure::Mistakes),
                EmitError::Refused(_) | EmitError::Failed(_) => Err(Failure::Refused),
            }
        }
    }
}

/// `public` and not `./public`: what is printed should be what a person would write.
fn inside(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}

/// N050: whoever uploads the whole folder should know what else is in it.
pub fn strangers(report: &Report, output: &Path) -> Option<Diagnostic> {
    const NAMED: usize = 5;
    if report.strangers.is_empty() {
        return None;
    }
    let named: Vec<String> = report.strangers.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    let mut message = format!(
        "{} in the output that no build wrote, kept as {}: {}",
        plural(report.strangers.len(), "file or folder", "files and folders"),
        if report.strangers.len() == 1 { "it is" } else { "they are" },
        named.join(", ")
    );
    if report.strangers.len() > NAMED {
        let _ = write!(message, " and {} more", report.strangers.len() - NAMED);
    }
    let file = Arc::from(output.display().to_string());
    Some(
        Diagnostic::new(Severity::Notice, codes::STRANGERS_KEPT, &file, None, message)
            .hint("move away what should not be public"),
    )
}

/// `73 cases`, and how many are not there yet: nobody should wonder where a draft went.
pub fn counted(count: usize, left_out: usize) -> String {
    let cases = plural(count, "case", "cases");
    match left_out {
        0 => cases,
        drafts => format!("{cases} ({} left out)", plural(drafts, "draft", "drafts")),
    }
}

pub fn closing_line(report: &Report, cases: &str, time: Duration, output: &Path) -> String {
    format!(
        "Built {}: {}, {} in {:.2} s ({} written, {} unchanged, {} removed) → {}\n",
        cases,
        plural(report.files, "file", "files"),
        size(report.bytes),
        time.as_secs_f64(),
        report.written,
        report.unchanged,
        report.removed,
        visible_path(output)
    )
}

/// In decimal units, as disks and browsers count.
fn size(bytes: u64) -> String {
    let bytes_f = bytes as f64;
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", bytes_f / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes_f / 1e6),
        _ => format!("{:.1} GB", bytes_f / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_in_units_that_people_read() {
        let sizes: Vec<String> = [0, 999, 1_000, 3_140_000, 2_000_000_000].into_iter().map(size).collect();
        assert_eq!(sizes, ["0 B", "999 B", "1.0 kB", "3.1 MB", "2.0 GB"]);
    }

    #[test]
    fn the_closing_line_counts() {
        let report = Report { files: 412, bytes: 3_100_000, written: 5, unchanged: 407, ..Report::default() };
        assert_eq!(
            closing_line(&report, "73 cases", Duration::from_millis(210), Path::new("public")),
            "Built 73 cases: 412 files, 3.1 MB in 0.21 s (5 written, 407 unchanged, 0 removed) → public\n"
        );
    }

    #[test]
    fn a_notice_names_the_first_strangers() {
        let strangers_of = |count: usize| Report {
            strangers: (0..count).map(|n| format!("{n}.txt")).collect(),
            ..Report::default()
        };
        let message =
            |count| strangers(&strangers_of(count), Path::new("public")).map(|notice| notice.message);
        assert_eq!(message(0), None);
        assert_eq!(
            message(1).as_deref(),
            Some("1 file or folder in the output that no build wrote, kept as it is: `0.txt`")
        );
        assert!(message(7).is_some_and(|text| text.ends_with("`4.txt` and 2 more")));
    }
}
