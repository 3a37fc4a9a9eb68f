//! A bar for builds that take their time.

use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};

use crate::emit::Progress;

/// A build that is over by then shows no bar at all.
const PATIENCE: Duration = Duration::from_millis(500);

/// When to show progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum When {
    /// On a terminal, if the build takes longer than a moment
    #[default]
    Auto,
    /// From the start; a line for each tenth where standard error is no terminal
    Always,
    /// Not at all
    Never,
}

/// A progress bar on standard error; indicatif shows none where that is no terminal.
pub struct Bar {
    verb: &'static str,
    when: When,
    terminal: bool,
    start: Instant,
    total: AtomicU64,
    done: AtomicU64,
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    pub fn new(verb: &'static str, when: When) -> Self {
        Self {
            verb,
            when,
            terminal: io::stderr().is_terminal(),
            start: Instant::now(),
            total: AtomicU64::new(0),
            done: AtomicU64::new(0),
            bar: OnceLock::new(),
        }
    }

    fn draw(&self) -> ProgressBar {
        let bar = ProgressBar::new(self.total.load(Ordering::Relaxed)).with_prefix(self.verb);
        // The template is ours; were it wrong, indicatif's own would do.
        match ProgressStyle::with_template("{prefix} [{bar:30}] {pos} of {len} files") {
            Ok(style) => bar.with_style(style.progress_chars("=> ")),
            Err(_) => bar,
        }
    }

    /// For a log: a line when another tenth is done.
    fn line(&self, done: u64) -> Option<String> {
        let total = self.total.load(Ordering::Relaxed).max(1);
        let tenth = |done: u64| done * 10 / total;
        (tenth(done) > tenth(done - 1)).then(|| format!("{}: {done} of {total} files\n", self.verb))
    }
}

impl Progress for Bar {
    fn begin(&self, files: usize) {
        self.total.store(files as u64, Ordering::Relaxed);
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let shown = match self.when {
            When::Auto => self.terminal && self.start.elapsed() > PATIENCE,
            When::Always => self.terminal,
            When::Never => false,
        };
        if self.when == When::Always && !self.terminal {
            if let Some(line) = self.line(done) {
                super::tell(&line);
            }
        } else if shown {
            self.bar.get_or_init(|| self.draw()).set_position(done);
        }
    }

    fn end(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_gets_a_line_for_each_tenth() {
        let lines = |files: usize| {
            let bar = Bar::new("Building", When::Always);
            bar.begin(files);
            (1..=files as u64).filter_map(|done| bar.line(done)).collect::<Vec<_>>()
        };
        assert_eq!(
            lines(3),
            ["Building: 1 of 3 files\n", "Building: 2 of 3 files\n", "Building: 3 of 3 files\n"]
        );
        let many = lines(995);
        assert_eq!((many.len(), many[9].as_str()), (10, "Building: 995 of 995 files\n"));
        assert!(lines(0).is_empty());
    }
}
