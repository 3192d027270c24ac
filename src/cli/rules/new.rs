use clap::Args;

use super::super::options::{Named, RuleOptions, named};
use super::super::output::{Failure, Status, write_out};
use crate::diagnostic::Diagnostic;
use crate::language::model::RuleId;
use crate::language::{Program, starter};

/// Print a rule to start from, for a question of the catalogue
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct New {
    /// The id of the question that the rule is to answer
    #[arg(value_name = "QUESTION")]
    id: String,
    #[command(flatten)]
    rules: RuleOptions,
}

const EXAMPLES: &str = "\
Example:
  govlint rules new hfma.mou.6 > disputes.rules";

impl New {
    pub(in crate::cli) fn run(self) -> Result<Status, Failure> {
        let rules = self.rules.load()?;
        let program = &rules.program;
        let question = match named(program, &self.id)? {
            Named::Question(question) => question,
            Named::Rule(rule) => return Err(is_a_rule(program, rule).into()),
        };
        let starter = starter(program, question).ok_or_else(no_pack)?;
        write_out(starter.as_bytes())?;
        Ok(Status::Clean)
    }
}

fn is_a_rule(program: &Program, rule: RuleId) -> Diagnostic {
    let rule = &program.rules[rule.at()];
    let problem =
        Diagnostic::error("no-question", format!("`{}` is a rule, and a rule is begun for a question", rule.id));
    match rule.answers.first().and_then(|question| program.questions.get(question.at())) {
        Some(question) => problem.help(format!("it answers `{}`", question.id)),
        None => problem.note("it answers none"),
    }
}

fn no_pack() -> Diagnostic {
    Diagnostic::error("no-question", "no kind of document is declared that a rule could apply to")
}
