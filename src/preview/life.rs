//! The loop: a change is told, what follows it is gathered, the folder is read and compiled, and what came of it is
//! shown.
//!
//! The first sign of a change starts the work at once: a pause to wait for more would be felt with every save. What
//! comes meanwhile is the next round's. Three things are waited for, each only a moment: a file that is empty, gone or
//! cut off, as in the middle of a save; new mistakes, which the next write may mend; and the rest of a great change.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::watch::Watch;
use super::{Keeper, News, Observer, Problems, Shown, Snapshot, keeper, saving};
use crate::read::Changed;

/// Mistakes that are mended by then were never there.
const GRACE: Duration = Duration::from_millis(60);
/// More paths than this in one moment are a branch that is switched, or a folder that is unpacked.
const MANY: usize = 50;
/// A great change is over when nothing has come for so long, and is not waited for any longer than that.
const QUIET: Duration = Duration::from_millis(80);
const LONGEST: Duration = Duration::from_secs(2);
/// How often the folder is looked for, which nothing else may tell of.
const LOOK: Duration = Duration::from_secs(1);
/// Files may come into a new folder before the system tells of them: it is read again after these.
const ECHOES: [Duration; 2] = [Duration::from_millis(60), Duration::from_millis(600)];
/// Names of copied files that are kept, for pages that show them.
const TOUCHED: usize = 200;

/// What the loop is told.
#[derive(Debug)]
pub enum Message {
    /// Something may be another at these paths, and below them.
    Changed(Vec<PathBuf>),
    /// The same, in the middle of a write: [`Message::Written`] follows.
    Writing(Vec<PathBuf>),
    /// What was written to is whole.
    Written(Vec<PathBuf>),
    /// A folder is new.
    Folder(PathBuf),
    /// Something was lost: everything is to be read.
    Everything,
    Stop,
    /// A planted mistake, for a test.
    Skip,
}

/// What keeps a preview up to date, on a thread of its own.
pub struct Life {
    pub keeper: Keeper,
    pub watch: Watch,
    pub show: watch::Sender<Arc<Snapshot>>,
    pub observer: Arc<dyn Observer>,
    pub follow: bool,
}

/// What is to be done.
#[derive(Default)]
struct Round {
    paths: Vec<PathBuf>,
    everything: bool,
}

/// What is waited for.
#[derive(Default)]
struct Waiting {
    /// New mistakes, and when they are told.
    problems: Option<(Instant, Arc<Problems>, Vec<Changed>)>,
    /// Folders that are read again, and when.
    echoes: Vec<(Instant, PathBuf)>,
    /// Files that are being written to.
    open: BTreeSet<PathBuf>,
    skip: bool,
    /// The end of the preview, once the round is over.
    stop: bool,
}

impl Life {
    /// Runs until it is told to stop.
    pub fn run(mut self, messages: &Receiver<Message>) {
        let mut waiting = Waiting::default();
        loop {
            let now = Instant::now();
            let patience = waiting.next().map_or(LOOK, |next| next.saturating_duration_since(now).min(LOOK));
            let mut round = Round::default();
            match messages.recv_timeout(patience) {
                Ok(message) => {
                    let start = Instant::now();
                    round.take(message, &mut waiting);
                    round.gather(messages, &mut waiting);
                    self.look(&mut round);
                    self.round(round, start, messages, &mut waiting);
                }
                Err(RecvTimeoutError::Timeout) => {
                    round.paths.extend(waiting.due());
                    self.look(&mut round);
                    if !round.paths.is_empty() || round.everything {
                        self.round(round, Instant::now(), messages, &mut waiting);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.tell(&mut waiting);
            if waiting.stop {
                return;
            }
        }
    }

    /// Looks whether the folder is still where it was, and watches it anew if it is another.
    fn look(&mut self, round: &mut Round) {
        let renewed = self.watch.renew(&round.paths);
        round.everything |= renewed.is_another;
        if let Some(trouble) = renewed.trouble {
            self.observer.trouble(&trouble);
        }
    }

    fn round(&mut self, round: Round, start: Instant, messages: &Receiver<Message>, waiting: &mut Waiting) {
        let mut changed = self.refresh(&round);
        let first = Instant::now();
        while let Some(wait) = changed.iter().filter_map(|one| self.half_saved(one, waiting)).max() {
            let left = (first + wait).saturating_duration_since(Instant::now());
            let Ok(message) = messages.recv_timeout(left) else { break };
            let mut more = Round::default();
            more.take(message, waiting);
            more.gather(messages, waiting);
            changed = merged(changed, self.refresh(&more));
            changed.retain(|one| self.is_another(one));
        }
        // Some program may hold a file open for good: what was waited for once is not waited for again.
        waiting.open.clear();
        if !changed.is_empty() && !std::mem::take(&mut waiting.skip) {
            let (shown, problems) = self.keeper.compile();
            self.publish(shown, problems, changed, start, waiting);
        }
    }

    fn refresh(&mut self, round: &Round) -> Vec<Changed> {
        let changed = match round.everything {
            true => self.keeper.refresh_all(),
            false => self.keeper.refresh(&round.paths),
        };
        match self.watch.follow(self.keeper.targets()) {
            true => merged(changed, self.keeper.refresh_all()),
            false => changed,
        }
    }

    /// How long the rest of a file is waited for, if it seems to be in the middle of a save.
    fn half_saved(&self, one: &Changed, waiting: &Waiting) -> Option<Duration> {
        let now = self.keeper.sources().texts.get(&one.path);
        let is_open = || waiting.open.contains(&self.keeper.root().join(&*one.path));
        saving::half_saved(
            &one.path,
            one.before.as_ref().map(|text| &*text.text),
            now.map(|text| &*text.text),
            is_open,
        )
    }

    /// Whether a file is another than before; what is known of it may be, where it was no text.
    fn is_another(&self, one: &Changed) -> bool {
        let now = self.keeper.sources().texts.get(&one.path).map(|text| text.digest);
        one.before.as_ref().is_none_or(|before| now != Some(before.digest))
    }

    fn publish(
        &self,
        shown: Arc<Shown>,
        problems: Problems,
        changed: Vec<Changed>,
        start: Instant,
        waiting: &mut Waiting,
    ) {
        let before = Arc::clone(&self.show.borrow());
        let problems = Arc::new(problems);
        let unsure = problems.adds_errors(&before.problems);
        let told = if unsure { Arc::clone(&before.problems) } else { Arc::clone(&problems) };
        let number = before.number + 1;
        let edit = self.edited(&shown, &changed).map(|page| (number, page)).or_else(|| before.edit.clone());
        let touched = touched(&before.touched, &changed, number);
        let snapshot = Arc::new(Snapshot { shown, problems: told, edit, touched, number });
        self.show.send_replace(Arc::clone(&snapshot));
        let time = start.elapsed();
        if unsure {
            let earlier = waiting.problems.take().map(|(_, _, changed)| changed).unwrap_or_default();
            waiting.problems = Some((Instant::now() + GRACE, problems, merged(earlier, changed)));
            return;
        }
        waiting.problems = None;
        self.observer.compiled(&News {
            sources: self.keeper.sources(),
            changed: &changed,
            time,
            problems: &snapshot.problems,
            parsed: self.keeper.parsed(),
            snapshot: &snapshot,
        });
    }

    /// Tells of mistakes that have stayed.
    fn tell(&self, waiting: &mut Waiting) {
        let Some((_, problems, changed)) = waiting.problems.take_if(|(when, ..)| *when <= Instant::now())
        else {
            return;
        };
        let before = Arc::clone(&self.show.borrow());
        let snapshot = Arc::new(Snapshot {
            shown: Arc::clone(&before.shown),
            problems,
            edit: before.edit.clone(),
            touched: Arc::clone(&before.touched),
            number: before.number,
        });
        self.show.send_replace(Arc::clone(&snapshot));
        self.observer.compiled(&News {
            sources: self.keeper.sources(),
            changed: &changed,
            time: GRACE,
            problems: &snapshot.problems,
            parsed: self.keeper.parsed(),
            snapshot: &snapshot,
        });
    }

    /// The page of the one file that was edited.
    fn edited(&self, shown: &Shown, changed: &[Changed]) -> Option<String> {
        match (changed, &shown.site) {
            ([one], Some(site)) if self.follow => keeper::address(site, &one.path),
            _ => None,
        }
    }
}

impl Round {
    fn take(&mut self, message: Message, waiting: &mut Waiting) {
        match message {
            Message::Changed(paths) => self.paths.extend(paths),
            Message::Writing(paths) => {
                waiting.open.extend(paths.iter().cloned());
                self.paths.extend(paths);
            }
            Message::Written(paths) => {
                for path in &paths {
                    waiting.open.remove(path);
                }
                self.paths.extend(paths);
            }
            Message::Folder(path) => {
                let now = Instant::now();
                waiting.echoes.extend(ECHOES.map(|echo| (now + echo, path.clone())));
                self.paths.push(path);
            }
            Message::Everything => self.everything = true,
            Message::Stop => waiting.stop = true,
            Message::Skip => waiting.skip = true,
        }
    }

    /// Takes what has come; of a great change, all of it.
    fn gather(&mut self, messages: &Receiver<Message>, waiting: &mut Waiting) {
        while let Ok(message) = messages.try_recv() {
            self.take(message, waiting);
        }
        let start = Instant::now();
        while !waiting.stop && (self.paths.len() > MANY || self.everything) && start.elapsed() < LONGEST {
            match messages.recv_timeout(QUIET) {
                Ok(message) => self.take(message, waiting),
                Err(_) => break,
            }
        }
        self.paths.sort();
        self.paths.dedup();
    }
}

impl Waiting {
    fn next(&self) -> Option<Instant> {
        let problems = self.problems.iter().map(|(when, ..)| *when);
        problems.chain(self.echoes.iter().map(|(when, _)| *when)).min()
    }

    /// Folders to be read again now.
    fn due(&mut self) -> Vec<PathBuf> {
        let now = Instant::now();
        let (due, later) = std::mem::take(&mut self.echoes).into_iter().partition(|(when, _)| *when <= now);
        self.echoes = later;
        let due: Vec<(Instant, PathBuf)> = due;
        due.into_iter().map(|(_, path)| path).collect()
    }
}

/// Two lists of changes as one: what a file was before is what it was before the first.
fn merged(mut first: Vec<Changed>, then: Vec<Changed>) -> Vec<Changed> {
    for one in then {
        if !first.iter().any(|other| other.path == one.path) {
            first.push(one);
        }
    }
    first
}

/// The names of files that pages may show and no compilation reads.
fn touched(before: &Arc<Vec<(u64, String)>>, changed: &[Changed], number: u64) -> Arc<Vec<(u64, String)>> {
    let read = [".md", ".toml", ".html", ".csv", ".css"];
    let copied = |path: &&Arc<str>| !read.iter().any(|ending| path.ends_with(ending));
    let mut names: Vec<(u64, String)> = changed
        .iter()
        .map(|one| &one.path)
        .filter(copied)
        .take(TOUCHED)
        .map(|path| (number, path.rsplit('/').next().unwrap_or(path).to_owned()))
        .collect();
    if names.is_empty() {
        return Arc::clone(before);
    }
    names.extend(before.iter().take(TOUCHED - names.len()).cloned());
    Arc::new(names)
}
