use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::output::{Failure, Status, write_out};
use crate::report::count;
use crate::workspace;

/// Look after the results that `check --cache` keeps
#[derive(Subcommand)]
pub(super) enum Cache {
    Clear(Clear),
}

/// Remove all results of a folder, and the folder where nothing else is in it
#[derive(Args)]
pub(super) struct Clear {
    /// The folder that was given with --cache
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

impl Cache {
    pub(super) fn run(self) -> Result<Status, Failure> {
        let Self::Clear(Clear { folder }) = self;
        let removed = workspace::Cache::clear(&folder)?;
        write_out(format!("{} removed.\n", count(removed, "result", "results")).as_bytes())?;
        Ok(Status::Clean)
    }
}
