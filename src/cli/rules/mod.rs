//! `govlint rules`: one file a command on rules.

mod against;
mod check;
mod coverage;
mod fmt;
mod list;
mod new;
mod pages;
mod profile;
mod test;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::output::{Failure, Status};
use super::style::ColourChoice;

/// Check, test, format, profile, list and begin rules
#[derive(Subcommand)]
pub(super) enum Rules {
    Check(check::Check),
    Test(Box<test::Test>),
    List(list::List),
    Coverage(coverage::Coverage),
    Fmt(fmt::Fmt),
    New(new::New),
    Pages(pages::Pages),
    Profile(Box<profile::Profile>),
}

/// The rules that a command is about.
#[derive(Args)]
struct Paths {
    /// Rule files, or folders of them; none stands for the rules that are part of govlint
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Rules {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        match self {
            Self::Check(command) => command.run(colour),
            Self::Test(command) => command.run(colour),
            Self::List(command) => command.run(colour),
            Self::Coverage(command) => command.run(colour),
            Self::Fmt(command) => command.run(colour),
            Self::New(command) => command.run(),
            Self::Pages(command) => command.run(),
            Self::Profile(command) => command.run(colour),
        }
    }
}
