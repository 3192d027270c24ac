use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write, stdout};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::super::output::{Failure, Pipe};
use super::register::RegisterChoices;
use crate::diagnostic::Diagnostic;
use crate::workspace::{Input, NewFile, shown_path};

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// One line a finding
    Short,
    /// The agenda of a meeting
    Discussion,
    /// For programs
    Json,
    /// For code scanning
    Sarif,
    /// Test results
    Junit,
    /// Commands of a GitHub workflow
    Github,
    /// Code Quality of GitLab
    Gitlab,
    /// For reviewdog
    Rdjson,
    /// A table
    Csv,
    /// A comment on a pull request
    Md,
    /// A report for a board
    Html,
    /// A workbook
    Xlsx,
    /// A register of risks
    RiskRegister,
    /// Its risks as a table
    RiskRegisterCsv,
}

/// What is printed, and what is written to files.
#[derive(Args)]
pub(super) struct OutputOptions {
    /// What to print: text for people, short for one line a gap, discussion for the agenda of a meeting (Markdown), json for
    /// programs, html for a board, xlsx for a workbook, risk-register for a workbook of candidate risks (risk-register-csv for a
    /// table of them); sarif, junit, github, gitlab, rdjson, csv or md for the places where
    /// results are looked for
    /// [default: text]
    #[arg(long, value_enum, hide_possible_values = true)]
    format: Option<Format>,
    /// Write a file in a format too, such as json=run.json; may be given more than once. The file appears whole or not at all;
    /// `-` is standard output
    #[arg(long, short, value_name = "FORMAT=PATH", value_parser = wanted)]
    output: Vec<Wanted>,
}

/// A format with the place that its output goes to.
#[derive(Clone, Debug)]
struct Wanted {
    format: Format,
    path: PathBuf,
}

fn wanted(text: &str) -> Result<Wanted, String> {
    let (format, path) =
        text.split_once('=').ok_or("a format and a path are given as FORMAT=PATH, such as json=run.json")?;
    if path.is_empty() {
        return Err("there is no path behind the `=`".to_owned());
    }
    let format = Format::from_str(format, false).map_err(|_| {
        let known: Vec<String> = Format::value_variants().iter().map(|format| format.word()).collect();
        format!("no format is called `{format}`; the formats are {}", known.join(", "))
    })?;
    Ok(Wanted { format, path: path.into() })
}

impl Format {
    /// Whether it shows the facts of documents.
    fn shows_facts(self) -> bool {
        matches!(self, Self::Json | Self::Xlsx)
    }

    /// Whether it tells documents by their digests.
    fn shows_digests(self) -> bool {
        match self {
            Self::Json | Self::Xlsx | Self::Csv | Self::Sarif | Self::Html => true,
            Self::Text | Self::Short | Self::Discussion | Self::Junit | Self::Github | Self::Gitlab => false,
            Self::Rdjson | Self::Md | Self::RiskRegister | Self::RiskRegisterCsv => false,
        }
    }

    fn word(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

impl OutputOptions {
    /// Whether an output that is asked for shows the facts of documents.
    pub(super) fn shows_facts(&self) -> bool {
        self.asked().any(Format::shows_facts)
    }

    /// Whether an output that is asked for tells documents by their digests.
    pub(super) fn shows_digests(&self) -> bool {
        self.asked().any(Format::shows_digests)
    }

    fn asked(&self) -> impl Iterator<Item = Format> {
        self.format.iter().chain(self.output.iter().map(|wanted| &wanted.format)).copied()
    }

    /// The outputs that are asked for, each with its place; those of files are begun, and no document is among them.
    pub(super) fn begin(self, inputs: &[Input], register: &RegisterChoices) -> Result<Vec<(Format, Out)>, Failure> {
        let (printed, mut files): (Vec<Wanted>, Vec<Wanted>) =
            self.output.into_iter().partition(|wanted| wanted.path == Path::new("-"));
        let in_place = register.in_place().map(Path::to_owned);
        files.extend(in_place.map(|path| Wanted { format: Format::RiskRegister, path }));
        let printed: Vec<Format> = self.format.into_iter().chain(printed.iter().map(|wanted| wanted.format)).collect();
        let format = match *printed {
            [] => Format::Text,
            [format] => format,
            _ => {
                return Err(Diagnostic::error("two-outputs", "two outputs would go to standard output")
                    .help("leave one out, or give it a file with --output")
                    .into());
            }
        };
        if matches!(format, Format::Xlsx | Format::RiskRegister) && stdout().is_terminal() {
            return Err(Diagnostic::error("no-output", "a workbook is no text to print")
                .help(format!("name a file with --output {0}={0}.xlsx", format.word()))
                .into());
        }
        let wanted = [format].into_iter().chain(files.iter().map(|wanted| wanted.format));
        register.suits(wanted.filter(|format| *format == Format::RiskRegister).count())?;
        let mut outs = vec![(format, Out::printed())];
        for (at, Wanted { format, path }) in files.iter().enumerate() {
            let shown = shown_path(path);
            if files[..at].iter().any(|other| other.path == *path) {
                return Err(Diagnostic::error("two-outputs", format!("two outputs would go to `{shown}`")).into());
            }
            if inputs.iter().any(|input| input.is_file(path)) {
                return Err(Diagnostic::error("would-overwrite", format!("`{shown}` is one of the documents"))
                    .help("give the output another name")
                    .into());
            }
            register.spares(path)?;
            outs.push((*format, Out::file(path)?));
        }
        Ok(outs)
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Printed(out) => out.write(bytes),
            To::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Printed(out) => out.flush(),
            To::File(file) => file.flush(),
        }
    }
}

/// A place that output goes to.
pub(super) struct Out {
    to: To,
    /// Whether a document has said something.
    begun: bool,
}

enum To {
    Printed(BufWriter<Pipe<StdoutLock<'static>>>),
    File(NewFile),
}

impl Out {
    fn printed() -> Self {
        Self { to: To::Printed(BufWriter::new(Pipe::new(stdout().lock()))), begun: false }
    }

    fn file(path: &Path) -> Result<Self, Diagnostic> {
        Ok(Self { to: To::File(NewFile::begin(path)?), begun: false })
    }

    /// Writes what is said of the next document; `between` parts it from what was said of others.
    pub(super) fn put_document(&mut self, piece: &[u8], between: &[u8]) -> io::Result<()> {
        if piece.is_empty() {
            return Ok(());
        }
        if std::mem::replace(&mut self.begun, true) {
            self.write_all(between)?;
        }
        self.write_all(piece)
    }

    /// Whether it is printed.
    pub(super) fn is_printed(&self) -> bool {
        matches!(self.to, To::Printed(_))
    }

    /// Shows what is printed so far.
    pub(super) fn show(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Printed(out) => out.flush(),
            To::File(_) => Ok(()),
        }
    }

    /// Ends the output; a file appears under its name.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self.to {
            To::Printed(mut out) => Ok(out.flush()?),
            To::File(file) => Ok(file.finish()?),
        }
    }
}
