//! The `govlint` command: one file a subcommand, on top of [`Session`](crate::workspace::Session).

mod check;
mod options;
mod output;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads governance documents and says what is missing or unclear.
#[derive(Parser)]
#[command(name = "govlint", version, about, propagate_version = true, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Check),
}

/// Runs the command that the program was called with.
pub fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Check(command) => command.run(),
    };
    match done {
        Ok(status) => status.into(),
        Err(failure) => failure.report(),
    }
}
