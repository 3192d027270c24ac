use clap::Args;

use super::options::RuleOptions;
use super::output::{Failure, Status, print};
use super::style::ColourChoice;
use crate::diagnostic::Diagnostic;
use crate::engine::Engine;
use crate::language::Program;
use crate::language::model::{QuestionId, RuleId};
use crate::report::manual;
use crate::workspace::nearest;

/// Explain a rule or a question: what is asked, whose yardstick it is, what makes it green, amber or red
#[derive(Args)]
pub(super) struct Explain {
    /// The id of a rule or a question, or the last part of a rule's id
    #[arg(value_name = "RULE|QUESTION")]
    id: String,
    #[command(flatten)]
    rules: RuleOptions,
}

/// What an id names.
enum Named {
    Rule(RuleId),
    Question(QuestionId),
}

impl Explain {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let engine = Engine::new(self.rules.load()?.program);
        let named = find(engine.program(), &self.id)?;
        let mut screen = colour.stdout().screen();
        match named {
            Named::Rule(rule) => manual::rule(&mut screen, &engine, rule),
            Named::Question(question) => manual::question(&mut screen, &engine, question),
        }
        print(screen)?;
        Ok(Status::Clean)
    }
}

/// The rule or question of an id. The last part of a rule's id will do where no other rule's ends so.
fn find(program: &Program, id: &str) -> Result<Named, Diagnostic> {
    if let Some(index) = program.rules.iter().position(|rule| rule.id == id) {
        return Ok(Named::Rule(RuleId(index as u32)));
    }
    if let Some(index) = program.questions.iter().position(|question| question.id == id) {
        return Ok(Named::Question(QuestionId(index as u32)));
    }
    let ends_so = |rule: &str| rule.rsplit('.').next() == Some(id);
    let mut short = program.rules.iter().enumerate().filter(|(_, rule)| ends_so(&rule.id));
    if let (Some((index, _)), None) = (short.next(), short.next()) {
        return Ok(Named::Rule(RuleId(index as u32)));
    }
    let ids = program.rules.iter().map(|rule| &*rule.id).chain(program.questions.iter().map(|asked| &*asked.id));
    let problem = Diagnostic::error("unknown-rule", format!("no rule or question is called `{id}`"));
    Err(match nearest(id, ids) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("`govlint rules list` shows all rules and questions"),
    })
}
