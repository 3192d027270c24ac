use std::io::{IsTerminal, stderr, stdout};

use anstyle_query::windows::enable_ansi_colors;
use clap::ValueEnum;
use terminal_size::{Width, terminal_size_of};

use crate::report::Style;

/// Columns where there is no terminal.
const WIDTH: usize = 100;

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColourChoice {
    /// The style of what is printed on standard output.
    pub(super) fn stdout(self) -> Style {
        Style { width: width(), colour: self.is_on(stdout().is_terminal()) }
    }

    /// The style of what is printed on standard error.
    pub(super) fn stderr(self) -> Style {
        Style { width: width(), colour: self.is_on(stderr().is_terminal()) }
    }

    fn is_on(self, terminal: bool) -> bool {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        match self {
            Self::Always => true,
            Self::Never => false,
            // A console of Windows has to be asked to show colours, and an old one cannot.
            Self::Auto => terminal && !dumb && !set("NO_COLOR") && enable_ansi_colors() != Some(false),
        }
    }
}

/// Columns of the terminal; where standard output goes to a pager, standard error still tells them.
fn width() -> usize {
    let size = terminal_size_of(stdout()).or_else(|| terminal_size_of(stderr()));
    size.map_or(WIDTH, |(Width(width), _)| width.into())
}
