use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::options::sound;
use super::output::{Failure, Status, print, problems};
use super::style::ColourChoice;
use crate::diagnostic::Severity;
use crate::report::{Ink, catalogue, count};
use crate::workspace::RuleSet;

/// Check, test and list rules
#[derive(Subcommand)]
pub(super) enum Rules {
    /// Check rule files: say what is wrong with them
    Check(Paths),
    /// List the rules: id, questions, kinds of document, title
    List(Paths),
}

/// The rules that a command is about.
#[derive(Args)]
pub(super) struct Paths {
    /// Rule files, or folders of them; none stands for the rules that are part of govlint
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Rules {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        match self {
            Self::Check(Paths { paths }) => check(&RuleSet::load(&paths)?, colour),
            Self::List(Paths { paths }) => list(RuleSet::load(&paths)?, colour),
        }
    }
}

fn check(rules: &RuleSet, colour: ColourChoice) -> Result<Status, Failure> {
    let mut screen = colour.stdout().screen();
    problems(&mut screen, rules);
    let of = |severity| rules.problems.iter().filter(|problem| problem.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let what = match (errors, warnings) {
        (0, 0) => "nothing wrong".to_owned(),
        _ => format!("{}, {}", count(errors, "error", "errors"), count(warnings, "warning", "warnings")),
    };
    let files = count(rules.files.len(), "rule file", "rule files");
    let number = count(rules.program.rules.len(), "rule", "rules");
    screen.put(Ink::Bold, &format!("{number} in {files}: {what}."));
    screen.line();
    print(screen)?;
    Ok(if errors == 0 { Status::Clean } else { Status::Found })
}

fn list(rules: RuleSet, colour: ColourChoice) -> Result<Status, Failure> {
    let rules = sound(rules)?;
    let mut screen = colour.stdout().screen();
    catalogue(&mut screen, &rules.program);
    print(screen)?;
    Ok(Status::Clean)
}
