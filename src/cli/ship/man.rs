use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};

use super::super::Cli;
use super::super::output::{Failure, Status};
use crate::diagnostic::Diagnostic;
use crate::workspace::shown_path;

/// Write the manual pages of govlint and of each of its commands into a folder
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Man {
    /// The folder; it is made if it is not there
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

const EXAMPLES: &str = "\
Example:
  govlint man ~/.local/share/man/man1";

impl Man {
    pub(in crate::cli) fn run(self) -> Result<Status, Failure> {
        write(&self.folder).map_err(|error| {
            let what = format!("the manual pages cannot be written to `{}`: {error}", shown_path(&self.folder));
            Diagnostic::error("no-output", what).help("name a folder that can be written")
        })?;
        Ok(Status::Clean)
    }
}

fn write(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(Cli::command(), folder)
}
