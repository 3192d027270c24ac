use std::io;

use clap::Args;

use super::super::options::{Format, sound};
use super::super::output::{Failure, Status, print, write_out};
use super::super::style::ColourChoice;
use super::Paths;
use crate::report::{catalogue, catalogue_json};
use crate::workspace::RuleSet;

/// List the rules: id, questions, kinds of document, title
#[derive(Args)]
pub(in crate::cli) struct List {
    #[command(flatten)]
    paths: Paths,
    /// What to print: text for people, json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    format: Format,
}

impl List {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let rules = sound(RuleSet::load(&self.paths.paths)?)?;
        match self.format {
            Format::Text => {
                let mut screen = colour.stdout().screen();
                catalogue(&mut screen, &rules.program, &rules.named_rules());
                print(screen)?;
            }
            Format::Json => {
                write_out(&catalogue_json(&rules.program, &rules.named_rules()).map_err(io::Error::from)?)?;
            }
        }
        Ok(Status::Clean)
    }
}
