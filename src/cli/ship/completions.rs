use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::super::Cli;
use super::super::output::{Failure, Status, write_out};

/// Print what lets a shell complete govlint's commands and options
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Completions {
    /// The shell: bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  govlint completions bash > ~/.local/share/bash-completion/completions/govlint
  govlint completions fish > ~/.config/fish/completions/govlint.fish";

impl Completions {
    pub(in crate::cli) fn run(self) -> Result<Status, Failure> {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "govlint", &mut script);
        write_out(&script)?;
        Ok(Status::Clean)
    }
}
