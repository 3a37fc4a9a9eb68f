//! `corkboard serve`: the website as it is written, in the browser.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::build::counted;
use super::report::{self, Edit, Extent, Findings, visible};
use super::{Failure, say, tell};
use crate::diagnostic::{Diagnostic, Severity};
use crate::preview::{Editor, Following, Host, News, Observer, Preview, Settings, Snapshot};
use crate::read::Changed;
use crate::site::faults::is_same;
use crate::source::Sources;

/// The first port that is tried.
const PORT: u16 = 4000;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  corkboard serve                  the archive you are in, at http://127.0.0.1:4000/
  corkboard serve register --open  the archive in `register`, in your browser at once
  corkboard serve --follow         the browser goes to the page of the file that you save
  corkboard serve --no-drafts      what a build will publish

Every save shows at once. Drafts and cases under review are shown, with a banner. A file with
mistakes stays as it last was without, and the mistakes are named in the browser and here.
Ctrl-C ends it.")]
pub struct Args {
    /// The archive's folder
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// Leave drafts and cases under review out, as a build does
    #[arg(long)]
    no_drafts: bool,
    /// Let the browser go to the page of the file that is saved
    #[arg(long)]
    follow: bool,
    /// The port; the next free one if it is taken, any for 0
    #[arg(long, default_value_t = PORT, value_name = "N")]
    port: u16,
    /// An address or a name of this machine, to be reached from others; everybody there can read your drafts
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    /// Look at all files again and again: for folders of a network or shared with a container
    #[arg(long)]
    poll: bool,
    /// What opens a file at a mistake: vscode, vscodium, cursor, zed, idea, or an address with {file}, {line} and {column}
    #[arg(long, default_value = "vscode", value_name = "EDITOR")]
    editor: Editor,
}

pub fn run(args: &Args) -> Result<(), Failure> {
    let settings = Settings {
        folder: args.folder.clone(),
        following: Following { drafts: !args.no_drafts, poll: args.poll, follow: args.follow },
        host: args.host.clone().map_or(Host::Loopback, Host::Named),
        port: args.port,
        editor: args.editor.clone(),
    };
    let teller = Arc::new(Teller::default());
    let preview = Preview::start(&settings, Arc::clone(&teller) as Arc<dyn Observer>).map_err(|refused| {
        let findings =
            Findings { sources: &Sources::default(), diagnostics: std::slice::from_ref(&*refused) };
        tell(&report::human(&findings, Extent::Glance));
        Failure::Refused
    })?;
    if let Some(host) = args.host.as_ref().filter(|_| !preview.address().ip().is_loopback()) {
        tell(&format!(
            "Warning: with `--host {host}` everybody who can reach this machine can read this site, drafts included.\n"
        ));
    }
    preview.wait(|| {
        let mut told = teller.lock();
        say(&format!("{} at {}   (Ctrl-C ends this)\n", told.counted(), preview.url()))?;
        if let Some(origin) = preview.origin_from_afar() {
            say(&format!("From other machines: {origin}{}\n", told.base))?;
        }
        told.origin = Some(preview.origin());
        drop(told);
        if args.open && opener::open_browser(preview.url()).is_err() {
            tell("No browser could be opened: open the address yourself.\n");
        }
        Ok(())
    })?;
    preview.leave();
    teller.lock().line_end();
    Ok(())
}

/// Says what happens, without scrolling away what matters: a line for a change, which the next one overwrites on a
/// terminal, and the mistakes whenever they are others.
#[derive(Default)]
pub struct Teller(Mutex<Told>);

#[derive(Default)]
pub struct Told {
    cases: usize,
    left_out: usize,
    /// The edit that was told of last.
    number: u64,
    diagnostics: Vec<Diagnostic>,
    /// Mistakes of templates, which showed while pages were made.
    faults: Vec<Diagnostic>,
    /// Whether those are told again when pages are written, to stand together with what was told since.
    again: bool,
    /// A line without its end is on the screen.
    open_line: bool,
    /// Where the preview is, once that was told: what stands before the base path.
    origin: Option<String>,
    /// The path at which the site's first page is.
    base: String,
}

impl Teller {
    pub fn lock(&self) -> std::sync::MutexGuard<'_, Told> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells of a change, and of all mistakes if they are others now. `faults` says which mistakes of templates there are;
    /// without it only writing the pages tells, and they are told of then.
    pub fn news(&self, news: &News<'_>, faults: Option<&dyn Fn() -> Vec<Diagnostic>>) {
        let mut told = self.lock();
        told.number = news.snapshot.number;
        // Only now, for no page can be told of meanwhile.
        let faults = faults.map(|faults| faults());
        let site = news.snapshot.shown.site.as_ref();
        told.cases = site.map_or(0, |site| site.archive.listed);
        told.left_out = news.snapshot.shown.left_out;
        let is_start = news.changed.is_empty();
        if !is_start {
            let line = format!("{} in {} ms", what(news.changed), news.time.as_millis());
            told.line(&line);
        }
        told.moved(&news.snapshot.shown.base);
        let same_faults = faults.as_ref().is_none_or(|faults| *faults == told.faults);
        if told.diagnostics == news.problems.diagnostics && same_faults {
            return;
        }
        let had = told.has_mistakes();
        let all = faults.iter().flatten().chain(&news.problems.diagnostics);
        let diagnostics: Vec<Diagnostic> = all.cloned().collect();
        // Of pages that are still to be written, nothing is known yet.
        let known = told.faults.iter().filter(|_| faults.is_some());
        let edit = Edit::of(told.diagnostics.iter().chain(known), &diagnostics);
        // That an edit moved mistakes is not worth saying.
        let is_worth_saying = !edit.new.is_empty() || edit.gone > 0;
        if is_worth_saying {
            told.line_end();
            if diagnostics.iter().any(is_mistake) {
                tell(&mended(edit.gone));
            }
            let edited: Vec<&str> = news.changed.iter().map(|one| &*one.path).collect();
            told.draw(news.sources, &edit, &edited);
        }
        told.diagnostics.clone_from(&news.problems.diagnostics);
        match faults {
            Some(faults) => told.faults = faults,
            None => told.again |= is_worth_saying,
        }
        told.mended_since(had);
    }
}

/// How many mistakes are gone while others stand; nothing if none is.
fn mended(gone: usize) -> String {
    match gone {
        0 => String::new(),
        1 => "One mistake is mended or another now. What there is:\n".into(),
        gone => format!("{gone} mistakes are mended or others now. What there is:\n"),
    }
}

fn is_mistake(one: &Diagnostic) -> bool {
    one.severity != Severity::Notice
}

impl Observer for Teller {
    fn compiled(&self, news: &News<'_>) {
        self.news(news, Some(&|| news.snapshot.shown.faults().diagnostics));
    }

    fn faults(&self, faults: &[Diagnostic], snapshot: &Snapshot) {
        // What comes late, of a site before, has been mended or told since.
        let mut told = self.lock();
        if told.number <= snapshot.number {
            told.stopped(faults, &snapshot.shown.theme);
        }
    }

    fn trouble(&self, trouble: &Diagnostic) {
        self.lock().line_end();
        let findings = Findings { sources: &Sources::default(), diagnostics: std::slice::from_ref(trouble) };
        tell(&report::human(&findings, Extent::Glance));
    }
}

impl Told {
    fn counted(&self) -> String {
        counted(self.cases, self.left_out)
    }

    /// Tells of pages that cannot be made: of each mistake once, for as long as it is there.
    pub fn stopped(&mut self, faults: &[Diagnostic], sources: &Sources) {
        // How many pages it stops may be another now: that alone is not worth saying.
        let again = std::mem::take(&mut self.again);
        let is_known = |one: &Diagnostic| {
            self.faults.iter().any(|known| is_same(known, one) && known.message == one.message)
        };
        let (older, new): (Vec<_>, Vec<_>) = faults.iter().cloned().partition(is_known);
        let older = if again { older } else { Vec::new() };
        let before = self.has_mistakes();
        let edit = Edit { older, new, gone: 0 };
        if !edit.is_empty() {
            self.line_end();
            let files: Vec<&str> = faults.iter().map(|one| &*one.file).collect();
            self.draw(sources, &edit, &files);
        }
        self.faults = faults.to_vec();
        self.mended_since(before);
    }

    /// Draws diagnostics, and says again where the preview is: they may have scrolled that away.
    fn draw(&self, sources: &Sources, edit: &Edit, edited: &[&str]) {
        tell(&report::edit(sources, edit, edited));
        if let Some(origin) = self.origin.as_ref().filter(|_| !edit.is_empty()) {
            tell(&format!("The site is at {origin}{}\n", self.base));
        }
    }

    /// Tells where the site is, if its base path is another now.
    fn moved(&mut self, base: &str) {
        if self.base == base {
            return;
        }
        base.clone_into(&mut self.base);
        if let Some(origin) = &self.origin {
            let line = format!("The site is now at {origin}{base}\n");
            self.line_end();
            tell(&line);
        }
    }

    fn has_mistakes(&self) -> bool {
        self.diagnostics.iter().chain(&self.faults).any(is_mistake)
    }

    fn mended_since(&mut self, had_mistakes: bool) {
        if had_mistakes && !self.has_mistakes() {
            self.line_end();
            tell("All mistakes are mended.\n");
        }
    }

    /// A line in the place of the last one.
    pub fn line(&mut self, line: &str) {
        if std::io::stderr().is_terminal() {
            // Without wrapping: of a line that took two rows, only one would be overwritten.
            tell(&format!("\r\u{1b}[2K\u{1b}[?7l{line}\u{1b}[?7h"));
            self.open_line = true;
        } else {
            tell(&format!("{line}\n"));
        }
    }

    pub fn line_end(&mut self) {
        if std::mem::take(&mut self.open_line) {
            tell("\n");
        }
    }
}

/// `content/cases/x.md and 2 more`.
fn what(changed: &[Changed]) -> String {
    let first = visible(changed.first().map_or("", |one| &*one.path));
    match changed.len() {
        0 | 1 => first.into_owned(),
        many => format!("{first} and {} more", many - 1),
    }
}
