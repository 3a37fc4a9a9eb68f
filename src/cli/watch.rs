//! `corkboard build --watch`: the folder of a website, kept up to date for whoever serves it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use super::build::{closing_line, counted, strangers};
use super::progress::{Bar, When};
use super::report::{self, Findings, plural};
use super::serve::Teller;
use super::{Failure, say, tell};
use crate::diagnostic::{Diagnostic, Severity};
use crate::emit::{EmitError, Renewal};
use crate::preview::{Following, News, Observer, Shown, Watched, wait_for_end};
use crate::read::Changed;
use crate::source::Sources;

/// How a folder is built again and again.
pub struct Watching<'a> {
    pub folder: &'a Path,
    pub output: PathBuf,
    pub strict: bool,
    pub poll: bool,
    pub progress: When,
}

/// What is to be written.
struct Task {
    shown: Arc<Shown>,
    /// Paths of the pages whose files were edited, which are written before all others.
    first: Vec<String>,
    is_faulty: bool,
    start: Instant,
}

enum Message {
    Task(Task),
    End,
}

/// Says what happens, and hands on what is to be written.
struct Writer {
    teller: Teller,
    tasks: Sender<Message>,
    given: Arc<AtomicUsize>,
    strict: bool,
}

impl Observer for Writer {
    fn compiled(&self, news: &News<'_>) {
        let start = Instant::now();
        self.teller.compiled(news);
        let refused = |one: &Diagnostic| one.is_error() || (self.strict && one.severity == Severity::Warning);
        let task = Task {
            shown: Arc::clone(&news.snapshot.shown),
            first: news.changed.iter().filter_map(|one| page_of(&news.snapshot.shown, one)).collect(),
            is_faulty: news.problems.diagnostics.iter().any(refused),
            start: start.checked_sub(news.time).unwrap_or(start),
        };
        self.given.fetch_add(1, Ordering::SeqCst);
        // Nobody listens any more when the program ends.
        let _ = self.tasks.send(Message::Task(task));
    }

    fn fault(&self, fault: &Diagnostic, sources: &Sources) {
        self.teller.fault(fault, sources);
    }

    fn trouble(&self, trouble: &Diagnostic) {
        self.teller.trouble(trouble);
    }
}

fn page_of(shown: &Shown, changed: &Changed) -> Option<String> {
    let archive = &shown.site.as_ref()?.archive;
    archive.place(&changed.path).map(|place| format!("{}index.html", archive.address(place)))
}

/// Builds until the program is asked to end.
pub fn run(watching: &Watching<'_>) -> Result<(), Failure> {
    let (tasks, received) = channel();
    let end = tasks.clone();
    std::thread::spawn(move || {
        wait_for_end();
        let _ = end.send(Message::End);
    });
    let given = Arc::new(AtomicUsize::new(0));
    let writer =
        Writer { teller: Teller::default(), tasks, given: Arc::clone(&given), strict: watching.strict };
    let following = Following { poll: watching.poll, ..Following::default() };
    let watched = Watched::start(watching.folder, following, Arc::new(writer)).map_err(|refused| {
        let findings =
            Findings { sources: &Sources::default(), diagnostics: std::slice::from_ref(&*refused) };
        tell(&report::human(&findings, false));
        Failure::Refused
    })?;
    let ended = write(watching, &received, &given);
    drop(watched);
    ended
}

fn write(watching: &Watching<'_>, tasks: &Receiver<Message>, given: &AtomicUsize) -> Result<(), Failure> {
    let mut renewal: Option<Renewal> = None;
    let mut left: Vec<String> = Vec::new();
    while let Ok(Message::Task(mut task)) = tasks.recv() {
        left.append(&mut task.first);
        // Only the newest counts.
        while let Ok(message) = tasks.try_recv() {
            match message {
                Message::Task(mut newer) => {
                    left.append(&mut newer.first);
                    task = Task { start: task.start, ..newer };
                }
                Message::End => return Ok(()),
            }
        }
        let count = given.load(Ordering::SeqCst);
        let Some(site) = task.shown.site.as_ref().filter(|_| !task.is_faulty) else {
            tell("Nothing is written until this is mended.\n");
            continue;
        };
        let outcome = match renewal.as_mut().filter(|renewal| renewal.is_there()) {
            Some(renewal) => {
                let goes_on = || given.load(Ordering::SeqCst) == count;
                renewal.renew(site, &left, &goes_on).map(|renewed| match renewed.is_partial {
                    true => None,
                    false => {
                        let files = plural(renewed.written, "file", "files");
                        Some(format!(
                            "{files} written, {} removed in {:.2} s\n",
                            renewed.removed,
                            task.start.elapsed().as_secs_f64()
                        ))
                    }
                })
            }
            None => first(watching, site, task.start).map(|(first, line)| {
                renewal = Some(first);
                Some(line)
            }),
        };
        match outcome {
            Ok(line) => {
                if let Some(line) = line {
                    left.clear();
                    say(&line)?;
                }
            }
            Err(error) => refuse(&error, &task)?,
        }
    }
    Ok(())
}

/// The first build, as `build` does it.
fn first(
    watching: &Watching<'_>,
    site: &crate::site::Site,
    start: Instant,
) -> Result<(Renewal, String), EmitError> {
    let bar = Bar::new("Building", watching.progress);
    let (renewal, report) = Renewal::start(site, watching.folder, &watching.output, &bar)?;
    let found: Vec<Diagnostic> =
        report.warnings.iter().cloned().chain(strangers(&report, &watching.output)).collect();
    tell(&report::human(&Findings { sources: &Sources::default(), diagnostics: &found }, false));
    let cases = counted(site.archive.listed, 0);
    let line = closing_line(&report, &cases, start.elapsed(), &watching.output);
    Ok((renewal, format!("{line}Watching for changes   (Ctrl-C ends this)\n")))
}

/// Mistakes of templates can be mended; an output that cannot be written ends the command.
fn refuse(error: &EmitError, task: &Task) -> Result<(), Failure> {
    let findings = Findings { sources: &task.shown.theme, diagnostics: error.diagnostics() };
    tell(&report::human(&findings, false));
    match error {
        EmitError::Pages(_) => Ok(()),
        EmitError::Refused(_) | EmitError::Failed(_) => Err(Failure::Refused),
    }
}
