use clap::Args;

use super::options::{Named, RuleOptions, named};
use super::output::{Failure, Status, print};
use super::style::ColourChoice;
use crate::engine::Engine;
use crate::report::manual;

/// Explain a rule or a question: what is asked, whose yardstick it is, what makes it green, amber or red
#[derive(Args)]
pub(super) struct Explain {
    /// The id of a rule or a question, or the last part of a rule's id
    #[arg(value_name = "RULE|QUESTION")]
    id: String,
    #[command(flatten)]
    rules: RuleOptions,
}

impl Explain {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let engine = Engine::new(self.rules.load()?.program);
        let named = named(engine.program(), &self.id)?;
        let mut screen = colour.stdout().screen();
        match named {
            Named::Rule(rule) => manual::rule(&mut screen, &engine, rule),
            Named::Question(question) => manual::question(&mut screen, &engine, question),
        }
        print(screen)?;
        Ok(Status::Clean)
    }
}
