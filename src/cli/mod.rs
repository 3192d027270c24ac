//! The `govlint` command: one file a subcommand, on top of [`Session`](crate::workspace::Session).

mod check;
mod explain;
mod options;
mod output;
mod rules;
mod style;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use style::ColourChoice;

/// Reads governance documents and says what is missing or unclear.
#[derive(Parser)]
#[command(name = "govlint", version, about, propagate_version = true, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    color: ColourChoice,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Check),
    Explain(explain::Explain),
    #[command(subcommand)]
    Rules(rules::Rules),
}

/// Runs the command that the program was called with.
pub fn main() -> ExitCode {
    let Cli { command, color } = Cli::parse();
    let done = match command {
        Command::Check(command) => command.run(color),
        Command::Explain(command) => command.run(color),
        Command::Rules(command) => command.run(color),
    };
    match done {
        Ok(status) => status.into(),
        Err(failure) => failure.report(color.stderr()),
    }
}
