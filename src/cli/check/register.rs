use std::fs::canonicalize;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use clap::Args;

use crate::annotate::{Count, merge, refuse};
use crate::assess::{Assessed, Tally};
use crate::diagnostic::Diagnostic;
use crate::read::LARGEST;
use crate::report::{Heading, Report, tables};
use crate::workspace::{read_file, shown_path};

/// Which register of risks is brought up to date.
#[derive(Args)]
#[command(next_help_heading = "Register of risks (risk-register)")]
pub(super) struct RegisterChoices {
    /// Bring this register up to date, which an earlier run wrote and people have filled in: new risks are added, those that are gone
    /// are closed, and what people wrote stays
    #[arg(long, value_name = "FILE")]
    merge: Option<PathBuf>,
    /// Write it to its own place, without --output
    #[arg(long, requires = "merge")]
    in_place: bool,
}

impl RegisterChoices {
    /// The register that is brought up to date, as people have left it.
    pub(super) fn filled(&self) -> Result<Option<Filled>, Diagnostic> {
        self.merge.as_deref().map(Filled::read).transpose()
    }

    /// The file that is brought up to date in its own place.
    pub(super) fn in_place(&self) -> Option<&Path> {
        self.merge.as_deref().filter(|_| self.in_place)
    }

    /// Refuses to bring a register up to date that is written to no place, or to several.
    pub(super) fn suits(&self, registers: usize) -> Result<(), Diagnostic> {
        match (&self.merge, registers) {
            (None, _) | (Some(_), 1) => Ok(()),
            (Some(_), 0) => Err(Diagnostic::error("no-output", "it is not said where the merged register goes")
                .help("name a file with --output risk-register=FILE, or say --in-place")),
            (Some(_), _) => Err(Diagnostic::error("two-outputs", "the merged register would go to two places")
                .help("leave out --in-place, or all but one --output risk-register")),
        }
    }

    /// Refuses to write over the register that is brought up to date, unless that is asked for.
    pub(super) fn spares(&self, path: &Path) -> Result<(), Diagnostic> {
        match &self.merge {
            Some(merge) if !self.in_place && is_same(merge, path) => {
                let message = format!("`{}` is the register that is brought up to date", shown_path(path));
                Err(Diagnostic::error("would-overwrite", message)
                    .help("give the output another name, or say --in-place instead of it"))
            }
            _ => Ok(()),
        }
    }
}

/// Whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    matches!((canonicalize(one), canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// A register that people have filled in.
pub(super) struct Filled {
    bytes: Vec<u8>,
    /// What became of its risks, once it is brought up to date.
    count: Mutex<Option<Count>>,
}

impl Filled {
    fn read(path: &Path) -> Result<Self, Diagnostic> {
        let named = |problem: Diagnostic| Diagnostic {
            message: format!("`{}` cannot be brought up to date: {}", shown_path(path), problem.message),
            ..problem
        };
        let bytes = read_file(path, LARGEST as u64).map_err(named)?;
        refuse(&bytes).map_err(named)?;
        Ok(Self { bytes, count: Mutex::default() })
    }

    /// What became of its risks.
    pub(super) fn count(&self) -> Option<Count> {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The register with what a run has for it.
pub(super) struct UpToDate<'a> {
    pub(super) heading: Heading<'a>,
    pub(super) filled: &'a Filled,
}

impl Report for UpToDate<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn document(&self, _: usize, _: &Assessed) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let merged = merge(&self.filled.bytes, &tables(self.heading, tally), self.heading.as_of)
            .map_err(|problem| io::Error::other(problem.message))?;
        *self.filled.count.lock().unwrap_or_else(PoisonError::into_inner) = Some(merged.risks);
        Ok(merged.bytes)
    }
}

/// What became of the risks, for people.
pub(super) fn told(count: Count) -> String {
    let Count { added, closed, kept, unseen } = count;
    let unseen = if unseen > 0 { format!(", {unseen} not looked at by this run") } else { String::new() };
    format!("register of risks: {added} added, {closed} closed, {kept} as before{unseen}\n")
}
