use clap::Args;

use super::super::options::{Format, sound};
use super::super::output::{Failure, Status, print, write_out};
use super::super::style::ColourChoice;
use super::Paths;
use crate::language::model::QuestionId;
use crate::language::{Answered, coverage as entries};
use crate::report::{coverage, coverage_json};
use crate::workspace::RuleSet;

/// Say which questions rules answer, which are left to people, and which to neither (exit status 1)
#[derive(Args)]
pub(in crate::cli) struct Coverage {
    #[command(flatten)]
    paths: Paths,
    /// What to print: text for people, json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    format: Format,
}

impl Coverage {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let rules = sound(RuleSet::load(&self.paths.paths)?)?;
        let named = |question: QuestionId| rules.is_named(rules.program.questions[question.at()].place.file);
        let mut entries = entries(&rules.program);
        entries.retain(|entry| named(entry.question));
        match self.format {
            Format::Text => {
                let mut screen = colour.stdout().screen();
                coverage(&mut screen, &rules.program, &entries);
                print(screen)?;
            }
            Format::Json => write_out(&coverage_json(&rules.program, &entries)?)?,
        }
        let open = entries.iter().any(|entry| entry.answered == Answered::Neither);
        Ok(if open { Status::Found } else { Status::Clean })
    }
}
