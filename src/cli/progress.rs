//! A bar for builds that take their time.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use crate::emit::Progress;

/// A build that is over by then shows no bar at all.
const PATIENCE: Duration = Duration::from_millis(500);

/// A progress bar on standard error; indicatif shows none where that is no terminal.
pub struct Bar {
    verb: &'static str,
    start: Instant,
    total: AtomicU64,
    done: AtomicU64,
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    pub fn new(verb: &'static str) -> Self {
        Self {
            verb,
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
}

impl Progress for Bar {
    fn begin(&self, files: usize) {
        self.total.store(files as u64, Ordering::Relaxed);
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.start.elapsed() > PATIENCE {
            self.bar.get_or_init(|| self.draw()).set_position(done);
        }
    }

    fn end(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
