//! `corkboard build --watch`: the folder of a website, kept up to date for whoever serves it.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::build::{closing_line, counted, strangers};
use super::progress::{Bar, When};
use super::report::{self, Extent, Findings, plural};
use super::serve::Teller;
use super::{Failure, say, tell};
use crate::diagnostic::{Diagnostic, Severity};
use crate::emit::{EmitError, Renewal, Renewed};
use crate::preview::{Following, News, Observer, Shown, Snapshot, Watched, wait_for_end};
use crate::read::Changed;
use crate::site::Pages;
use crate::source::Sources;

/// How long nothing is edited before the output is looked over for what somebody else deleted: that takes as long as
/// many pages.
const IDLE: Duration = Duration::from_secs(1);

const NOTHING: &str = "Nothing is written until this is mended.\n";

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
    /// The search index of a site is made, and can be written.
    Indexed(Arc<Shown>),
    End,
}

/// Says what happens, and hands on what is to be written.
struct Writer {
    teller: Arc<Teller>,
    tasks: Sender<Message>,
    given: Arc<AtomicUsize>,
    strict: bool,
}

impl Observer for Writer {
    fn compiled(&self, news: &News<'_>) {
        let start = Instant::now();
        // Whether pages can be made now, writing them tells.
        self.teller.news(news, None);
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

    /// Nobody asks for pages: those that cannot be made are told of when they are written.
    fn faults(&self, _faults: &[Diagnostic], _snapshot: &Snapshot) {}

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
    let (end, again) = (tasks.clone(), tasks.clone());
    std::thread::spawn(move || {
        wait_for_end();
        let _ = end.send(Message::End);
    });
    let given = Arc::new(AtomicUsize::new(0));
    let teller = Arc::new(Teller::default());
    let writer =
        Writer { teller: Arc::clone(&teller), tasks, given: Arc::clone(&given), strict: watching.strict };
    let following = Following { poll: watching.poll, ..Following::default() };
    let watched = Watched::start(watching.folder, following, Arc::new(writer)).map_err(|refused| {
        let findings =
            Findings { sources: &Sources::default(), diagnostics: std::slice::from_ref(&*refused) };
        tell(&report::human(&findings, Extent::Glance));
        Failure::Refused
    })?;
    let left = Vec::new();
    let folder = Folder {
        watching,
        teller: &teller,
        renewal: None,
        left,
        late: None,
        again: &again,
        is_indexing: false,
        whole: None,
    };
    let ended = write(folder, &received, &given);
    watched.leave();
    teller.lock().line_end();
    ended
}

fn write(mut folder: Folder<'_>, tasks: &Receiver<Message>, given: &AtomicUsize) -> Result<(), Failure> {
    loop {
        let message = match &folder.whole {
            Some(_) => tasks.recv_timeout(IDLE),
            None => tasks.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match message {
            Ok(Message::Task(task)) => {
                let Some(task) = newest(task, tasks, &mut folder) else { return Ok(()) };
                folder.write(&task, given)?;
            }
            Ok(Message::Indexed(shown)) => folder.write_index(&shown)?,
            Err(RecvTimeoutError::Timeout) => folder.restore()?,
            Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

/// Only the newest counts; `None` at the end.
fn newest(mut task: Task, tasks: &Receiver<Message>, folder: &mut Folder<'_>) -> Option<Task> {
    folder.left.append(&mut task.first);
    while let Ok(message) = tasks.try_recv() {
        match message {
            Message::Task(mut newer) => {
                folder.left.append(&mut newer.first);
                task = Task { start: task.start, ..newer };
            }
            Message::Indexed(_) => folder.is_indexing = false,
            Message::End => return None,
        }
    }
    Some(task)
}

/// The folder that is kept up to date, and what is still to be written to it.
struct Folder<'a> {
    watching: &'a Watching<'a>,
    teller: &'a Teller,
    renewal: Option<Renewal>,
    /// Edited pages that may not have been written yet.
    left: Vec<String>,
    /// The site whose index is still to be written, and since when.
    late: Option<(Arc<Shown>, Instant)>,
    again: &'a Sender<Message>,
    is_indexing: bool,
    /// The site that was written last, index and all, if nobody looked yet whether all of it is still there.
    whole: Option<Arc<Shown>>,
}

impl Folder<'_> {
    /// Writes the pages of a site; its index follows.
    fn write(&mut self, task: &Task, given: &AtomicUsize) -> Result<(), Failure> {
        self.whole = None;
        let count = given.load(Ordering::SeqCst);
        let Some(site) = task.shown.site.as_ref().filter(|_| !task.is_faulty) else {
            self.say(NOTHING)?;
            self.index();
            return Ok(());
        };
        let mut built = None;
        let outcome = match self.renewal.as_mut().filter(|renewal| renewal.is_there()) {
            Some(renewal) => {
                let goes_on = || given.load(Ordering::SeqCst) == count;
                let left = &self.left;
                // Also after pages that cannot be made: all others are written.
                self.late = Some((Arc::clone(&task.shown), task.start));
                apart(|| renewal.renew_soon(site, left, &goes_on)).map(|renewed| {
                    (!renewed.is_partial).then(|| pages_line(&renewed, site.soon().len(), task.start))
                })
            }
            None => first(self.watching, site, task.shown.left_out, task.start).map(|(first, line)| {
                self.renewal = Some(first);
                self.late = None;
                built = Some(line);
                None
            }),
        };
        match outcome {
            Ok(Some(line)) => {
                self.left.clear();
                self.say(&line)?;
                self.teller.lock().stopped(&[], &task.shown.theme);
            }
            Ok(None) => {}
            Err(error) => {
                self.refuse(&error, &task.shown)?;
                self.say(match (&self.renewal, error) {
                    (Some(_), EmitError::Pages(_)) => {
                        "These pages stay as they were until this is mended; all others are written.\n"
                    }
                    (Some(_), _) => "This is tried again at the next change.\n",
                    (None, _) => NOTHING,
                })?;
            }
        }
        if let Some(line) = built {
            self.left.clear();
            self.teller.lock().line_end();
            say(&line)?;
            self.teller.lock().stopped(&[], &task.shown.theme);
        }
        self.index();
        Ok(())
    }

    /// Mistakes of templates can be mended, and so can what is in the way of files, for the next edit. An output that
    /// cannot be written to from the first build on ends the command.
    fn refuse(&self, error: &EmitError, shown: &Shown) -> Result<(), Failure> {
        let mut told = self.teller.lock();
        match error {
            EmitError::Pages(faults) => {
                told.stopped(faults, &shown.theme);
                Ok(())
            }
            EmitError::Refused(one) | EmitError::Failed(one) => {
                told.line_end();
                let diagnostics = std::slice::from_ref(&**one);
                tell(&report::human(&Findings { sources: &shown.theme, diagnostics }, Extent::Glance));
                if self.renewal.is_some() { Ok(()) } else { Err(Failure::Refused) }
            }
        }
    }

    /// Says a line: on a terminal in the place of the last one, so that mistakes are not scrolled away.
    fn say(&self, line: &str) -> Result<(), Failure> {
        let mut told = self.teller.lock();
        if std::io::stdout().is_terminal() && std::io::stderr().is_terminal() {
            told.line(line.trim_end());
            return Ok(());
        }
        told.line_end();
        say(line)
    }

    /// Has the index made that is to be written, beside all else: an edit meanwhile does not wait for it.
    fn index(&mut self) {
        let Some((shown, _)) = self.late.as_ref().filter(|_| !self.is_indexing) else { return };
        let (shown, again) = (Arc::clone(shown), self.again.clone());
        self.is_indexing = true;
        std::thread::spawn(move || {
            apart(|| shown.site.as_ref().map(|site| site.paths().len()));
            // Nobody listens any more when the program ends.
            let _ = again.send(Message::Indexed(shown));
        });
    }

    fn write_index(&mut self, made: &Arc<Shown>) -> Result<(), Failure> {
        self.is_indexing = false;
        let Some((shown, start)) = self.late.take_if(|(shown, _)| Arc::ptr_eq(shown, made)) else {
            self.index();
            return Ok(());
        };
        let (Some(renewal), Some(site)) = (&mut self.renewal, &shown.site) else { return Ok(()) };
        if !renewal.is_there() {
            return Ok(());
        }
        let renewed = apart(|| renewal.renew_late(site, &|| true));
        match renewed {
            Ok(renewed) if renewed.written + renewed.removed == 0 => {}
            Ok(renewed) => self.say(&index_line(&renewed, start))?,
            Err(error) => return self.refuse(&error, &shown),
        }
        self.whole = Some(shown);
        Ok(())
    }

    /// Writes again what somebody else deleted.
    fn restore(&mut self) -> Result<(), Failure> {
        let (Some(shown), Some(renewal)) = (self.whole.take(), &mut self.renewal) else { return Ok(()) };
        let Some(site) = shown.site.as_ref().filter(|_| renewal.is_there()) else { return Ok(()) };
        match apart(|| renewal.restore(site)) {
            Ok(restored) if restored.written == 0 => Ok(()),
            Ok(restored) => self.say(&format!(
                "{} missing in the output, and written again\n",
                plural(restored.written, "file was", "files were")
            )),
            Err(error) => self.refuse(&error, &shown),
        }
    }
}

fn pages_line(renewed: &Renewed, pages: usize, start: Instant) -> String {
    format!(
        "{} written, {} removed, {} of {pages} pages made in {:.2} s\n",
        plural(renewed.written, "file", "files"),
        renewed.removed,
        renewed.made,
        start.elapsed().as_secs_f64()
    )
}

fn index_line(renewed: &Renewed, start: Instant) -> String {
    format!(
        "The search index is up to date: {} written, {} removed in {:.2} s\n",
        plural(renewed.written, "file", "files"),
        renewed.removed,
        start.elapsed().as_secs_f64()
    )
}

/// Does something on threads of its own, so that what is urgent does not wait behind it.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().build() {
        Ok(pool) => pool.install(work),
        // Without further threads it is done on those that all share.
        Err(_) => work(),
    }
}

/// The first build, as `build` does it.
fn first(
    watching: &Watching<'_>,
    site: &crate::site::Site,
    left_out: usize,
    start: Instant,
) -> Result<(Renewal, String), EmitError> {
    let bar = Bar::new("Building", watching.progress);
    let (renewal, report) = Renewal::start(site, watching.folder, &watching.output, &bar)?;
    let found: Vec<Diagnostic> =
        report.warnings.iter().cloned().chain(strangers(&report, &watching.output)).collect();
    tell(&report::human(&Findings { sources: &Sources::default(), diagnostics: &found }, Extent::Glance));
    let cases = counted(site.archive.listed, left_out);
    let line = closing_line(&report, &cases, start.elapsed(), &watching.output);
    Ok((renewal, format!("{line}Watching for changes   (Ctrl-C ends this)\n")))
}
