use std::path::{Path, PathBuf};

use clap::Args;

use super::super::options::RuleOptions;
use super::super::output::{Failure, Status};
use crate::diagnostic::Diagnostic;
use crate::engine::Engine;
use crate::language::model::{QuestionId, RuleId};
use crate::report::manual;
use crate::workspace::shown_path;

/// Write a page on every rule and every question into a folder, in Markdown, with their contents
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Pages {
    /// The folder; it is made if it is not there
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    #[command(flatten)]
    rules: RuleOptions,
}

const EXAMPLES: &str = "\
Example:
  govlint rules pages handbook/catalogue";

impl Pages {
    pub(in crate::cli) fn run(self) -> Result<Status, Failure> {
        let engine = Engine::new(self.rules.load()?.program);
        write(&self.folder, &engine).map_err(|error| {
            let what = format!("the pages cannot be written to `{}`: {error}", shown_path(&self.folder));
            Diagnostic::error("no-output", what).help("name a folder that can be written")
        })?;
        Ok(Status::Clean)
    }
}

fn write(folder: &Path, engine: &Engine) -> std::io::Result<()> {
    // A rule may be called what a question is called.
    let (questions, rules) = (folder.join("questions"), folder.join("rules"));
    std::fs::create_dir_all(&questions)?;
    std::fs::create_dir_all(&rules)?;
    let program = engine.program();
    for (at, question) in program.questions.iter().enumerate() {
        let page = manual::question_page(engine, QuestionId(at as u32));
        std::fs::write(questions.join(format!("{}.md", question.id)), page)?;
    }
    for (at, rule) in program.rules.iter().enumerate() {
        std::fs::write(rules.join(format!("{}.md", rule.id)), manual::rule_page(engine, RuleId(at as u32)))?;
    }
    std::fs::write(folder.join("contents.md"), manual::contents(program))
}
