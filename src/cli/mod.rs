//! The `govlint` command: one file a subcommand, on top of [`Session`](crate::workspace::Session).

mod annotate;
mod assess;
mod cache;
mod check;
mod config;
mod configured;
mod diff;
mod explain;
mod facts;
mod map;
mod options;
mod output;
mod rules;
mod ship;
mod since;
mod start;
mod style;
mod trace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use style::ColourChoice;

use crate::workspace::{read_apart_with, serve};

/// Reads governance documents (agreements, terms of reference, schemes of delegation) and says what is missing or unclear.
///
/// Each gap is tied to a question of a published governance tool, with a suggested rating of red, amber or green and the
/// words that it rests on. Nothing leaves this computer.
#[derive(Parser)]
#[command(after_help = "Start with:\n  govlint check agreement.md")]
#[command(name = "govlint", version, about, propagate_version = true, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colours: auto (on a terminal, unless NO_COLOR is set), always or never
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t, hide_possible_values = true)]
    color: ColourChoice,
}

#[derive(Subcommand)]
enum Command {
    Annotate(annotate::Annotate),
    Assess(assess::Assess),
    Baseline(start::Baseline),
    #[command(subcommand)]
    Cache(cache::Cache),
    Check(Box<check::Check>),
    Completions(ship::Completions),
    Config(config::Show),
    Diff(diff::Diff),
    Explain(explain::Explain),
    Facts(facts::Facts),
    Init(start::Init),
    Man(ship::Man),
    Map(map::Draw),
    #[command(subcommand)]
    Rules(rules::Rules),
    Trace(trace::Trace),
}

/// Runs the command that the program was called with.
pub fn main() -> ExitCode {
    if let Some(answered) = serve(std::env::args_os().skip(1)) {
        return if answered { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if let Ok(program) = std::env::current_exe() {
        read_apart_with(program);
    }
    let Cli { command, color } = Cli::parse();
    let done = match command {
        Command::Annotate(command) => command.run(color),
        Command::Assess(command) => command.run(color),
        Command::Baseline(command) => command.run(color),
        Command::Cache(command) => command.run(),
        Command::Check(command) => command.run(color),
        Command::Completions(command) => command.run(),
        Command::Config(command) => command.run(color),
        Command::Diff(command) => command.run(color),
        Command::Explain(command) => command.run(color),
        Command::Facts(command) => command.run(color),
        Command::Init(command) => command.run(color),
        Command::Man(command) => command.run(),
        Command::Map(command) => command.run(color),
        Command::Rules(command) => command.run(color),
        Command::Trace(command) => command.run(color),
    };
    match done {
        Ok(status) => status.into(),
        Err(failure) => failure.report(color.stderr()),
    }
}
