use std::io::{IsTerminal, stderr, stdout};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// A run that ends before that shows nothing.
const AFTER: Duration = Duration::from_millis(400);
/// How often the time left is shown anew where no document ends.
const TICK: Duration = Duration::from_millis(500);

/// Says on a terminal how far a run is: documents done, how many a second, and the time left. No word of a document or of its
/// name is in it.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    /// Set when the bar comes into view.
    seen: OnceLock<()>,
    /// Whether what is printed goes to a terminal too.
    beside: bool,
}

impl Progress {
    /// That of so many documents; it is never seen where standard error is no terminal that can move its cursor, or it is said
    /// to be `quiet`.
    pub(super) fn of(documents: usize, quiet: bool) -> Self {
        let plain = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let shown = !quiet && !plain && documents > 1 && stderr().is_terminal();
        let bar = shown.then(|| {
            let hidden = ProgressBar::with_draw_target(Some(documents as u64), ProgressDrawTarget::hidden());
            hidden.with_style(style())
        });
        Self { bar, begun: Instant::now(), seen: OnceLock::new(), beside: stdout().is_terminal() }
    }

    /// Counts a document.
    pub(super) fn done(&self) {
        let Some(bar) = &self.bar else { return };
        bar.inc(1);
        if self.begun.elapsed() >= AFTER {
            self.seen.get_or_init(|| {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(TICK);
            });
        }
    }

    /// Prints something while the bar is out of the way. It has to be there when `print` returns.
    pub(super) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) if self.beside => bar.suspend(print),
            _ => print(),
        }
    }

    /// Whether what is printed stands beside it.
    pub(super) fn is_beside(&self) -> bool {
        self.bar.is_some() && self.beside
    }

    /// Takes it away.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{:.0} a second", state.per_sec());
    };
    let left = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{:#}", HumanDuration(state.eta()));
    };
    ProgressStyle::with_template("{bar:24} {human_pos} of {human_len} documents, {rate}, {left} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("##-")
        .with_key("rate", rate)
        .with_key("left", left)
}
