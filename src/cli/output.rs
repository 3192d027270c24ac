use std::io::{self, ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;

use crate::diagnostic::Diagnostic;
use crate::language::RuleFile;
use crate::report::{Screen, Source, Style, problem};
use crate::source::LineIndex;
use crate::workspace::{Broken, Config, RuleSet, TextFile, Unusable};

/// What a command came to, as its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Nothing at or above the failing level.
    Clean,
    /// Something at or above the failing level.
    Found,
    /// The command, a rule or an input could not be used.
    Unusable,
    /// Somebody stopped it.
    Interrupted,
}

/// The exit status of a command that somebody stopped with Ctrl-C.
pub(super) const INTERRUPTED: u8 = 130;

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Clean => 0,
            Status::Found => 1,
            Status::Unusable => 2,
            Status::Interrupted => INTERRUPTED,
        })
    }
}

/// Why a command could not be carried out.
#[derive(Debug)]
pub(super) enum Failure {
    /// What is wrong with the command or with a file that it names.
    Problem(Box<Diagnostic>),
    /// What is wrong with the rules.
    Rules(Box<RuleSet>),
    /// What is wrong with the configuration.
    Config(Unusable),
    /// What is wrong with files of answers.
    Files(Box<Broken>),
    /// What is wrong with a baseline.
    Baseline(Box<Broken>),
    /// The output could not be written.
    Output(io::Error),
    /// Somebody stopped it, once so many documents were read and so many were not.
    Interrupted { read: usize, left: usize },
}

impl From<Diagnostic> for Failure {
    fn from(problem: Diagnostic) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Says it on standard error.
    pub(super) fn report(&self, style: Style) -> ExitCode {
        let mut screen = style.screen();
        match self {
            Self::Problem(found) => problem(&mut screen, found, &[]),
            Self::Rules(rules) => {
                problems(&mut screen, &rules.files, &rules.problems);
                let what = "the rules cannot be used, so nothing was done";
                problem(&mut screen, &Diagnostic::error("rules", what), &[]);
            }
            Self::Config(found) => {
                let (config, problems) = &**found;
                config_problems(&mut screen, config, problems);
                let what = "the configuration cannot be used, so nothing was done";
                problem(&mut screen, &Diagnostic::error("config", what), &[]);
            }
            Self::Files(broken) => {
                texts(&mut screen, &broken.files, &broken.problems);
                let what = "the answers cannot be used, so nothing was done";
                problem(&mut screen, &Diagnostic::error("answers", what), &[]);
            }
            Self::Baseline(broken) => {
                texts(&mut screen, &broken.files, &broken.problems);
                let what = "the baseline cannot be used, so nothing was done";
                problem(&mut screen, &Diagnostic::error("baseline", what), &[]);
            }
            Self::Output(error) => {
                let why = Diagnostic::error("no-output", format!("the output cannot be written: {error}"));
                problem(&mut screen, &why, &[]);
            }
            Self::Interrupted { read, left } => {
                let said = format!("the run was interrupted: {left} of {} documents were not read", read + left);
                let files = "what is printed is of the others alone; files of --output and --save were not written";
                problem(&mut screen, &Diagnostic::error("interrupted", said).note(files), &[]);
            }
        }
        write_error(&screen.into_bytes());
        match self {
            Self::Interrupted { .. } => Status::Interrupted.into(),
            _ => Status::Unusable.into(),
        }
    }
}

/// Says on standard error what is no reason to stop.
pub(super) fn warn(warning: &Diagnostic, style: Style) {
    let mut screen = style.screen();
    problem(&mut screen, warning, &[]);
    write_error(&screen.into_bytes());
}

/// Writes to standard error, if that can be written to: nothing is left to say otherwise.
pub(super) fn write_error(bytes: &[u8]) {
    let _ = stderr().write_all(bytes);
}

/// Prints what is wrong with rules.
pub(super) fn problems(screen: &mut Screen, files: &[RuleFile], problems: &[Diagnostic]) {
    let lines: Vec<LineIndex> = files.iter().map(|file| LineIndex::new(&file.text)).collect();
    let files = files.iter().zip(&lines);
    let sources: Vec<Source> =
        files.map(|(file, lines)| Source { name: &file.name, text: &file.text, lines }).collect();
    for found in problems {
        problem(screen, found, &sources);
    }
}

/// Prints what is wrong with a configuration.
fn config_problems(screen: &mut Screen, config: &Config, problems: &[Diagnostic]) {
    let lines: Vec<LineIndex> = config.files.iter().map(|file| LineIndex::new(&file.text)).collect();
    let files = config.files.iter().zip(&lines);
    let sources: Vec<Source> =
        files.map(|(file, lines)| Source { name: &file.name, text: &file.text, lines }).collect();
    for found in problems {
        problem(screen, found, &sources);
    }
}

/// Prints what is wrong with files of text.
fn texts(screen: &mut Screen, files: &[TextFile], problems: &[Diagnostic]) {
    let lines: Vec<LineIndex> = files.iter().map(|file| LineIndex::new(&file.text)).collect();
    let files = files.iter().zip(&lines);
    let sources: Vec<Source> =
        files.map(|(file, lines)| Source { name: &file.name, text: &file.text, lines }).collect();
    for found in problems {
        // What stands in a workbook says so itself.
        problem(screen, found, if found.labels.is_empty() { &[] } else { &sources });
    }
}

/// Writes to standard error. Where that cannot be written, the exit status is all that is left.
pub(super) fn print_errors(bytes: &[u8]) {
    let _ = stderr().write_all(bytes);
}

/// Prints a screen on standard output.
pub(super) fn print(screen: Screen) -> Result<(), Failure> {
    write_out(&screen.into_bytes())
}

/// Writes to standard output; whoever reads it may leave.
pub(super) fn write_out(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = Pipe::new(stdout().lock());
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// A writer whose reader may leave, as `head` does: what it would have read is then dropped, and the command goes on to its
/// true exit status.
pub(super) struct Pipe<W> {
    to: W,
    gone: bool,
}

impl<W: Write> Pipe<W> {
    pub(super) fn new(to: W) -> Self {
        Self { to, gone: false }
    }

    fn unless_gone<T>(&mut self, done: impl FnOnce(&mut W) -> io::Result<T>, dropped: T) -> io::Result<T> {
        if self.gone {
            return Ok(dropped);
        }
        match done(&mut self.to) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(dropped)
            }
            other => other,
        }
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_gone(|to| to.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_gone(Write::flush, ())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Takes so many bytes, then fails.
    struct Reader(usize, ErrorKind);

    impl Write for Reader {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            if taken == 0 { Err(self.1.into()) } else { Ok(taken) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn goes_on_when_the_reader_has_left() {
        let mut pipe = Pipe::new(Reader(3, ErrorKind::BrokenPipe));
        pipe.write_all(b"12345").unwrap();
        pipe.write_all(b"678").unwrap();
        assert!(pipe.gone && pipe.to.0 == 0);
    }

    #[test]
    fn other_failures_are_told() {
        let mut pipe = Pipe::new(Reader(3, ErrorKind::StorageFull));
        assert_eq!(pipe.write_all(b"12345").unwrap_err().kind(), ErrorKind::StorageFull);
    }
}
