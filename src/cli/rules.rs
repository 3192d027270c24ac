use std::io;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::options::{Format, sound};
use super::output::{Failure, Status, print, problems, write_out};
use super::style::ColourChoice;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::{Engine, ExampleRun};
use crate::language::Program;
use crate::report::{Ink, catalogue, catalogue_json, count};
use crate::workspace::RuleSet;

/// Check, test and list rules
#[derive(Subcommand)]
pub(super) enum Rules {
    /// Check rule files: say what is wrong with them
    Check(Paths),
    /// Run the examples that the rules bring with them: say which are rated otherwise than they should be
    Test(Paths),
    /// List the rules: id, questions, kinds of document, title
    List {
        #[command(flatten)]
        paths: Paths,
        /// What to print: text for people, json for programs
        #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
        format: Format,
    },
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
            Self::Check(Paths { paths }) => check(RuleSet::load(&paths)?, colour),
            Self::Test(Paths { paths }) => test(RuleSet::load(&paths)?, colour),
            Self::List { paths: Paths { paths }, format } => list(RuleSet::load(&paths)?, format, colour),
        }
    }
}

fn check(mut rules: RuleSet, colour: ColourChoice) -> Result<Status, Failure> {
    if rules.is_sound() {
        rules.add(Engine::new(rules.program.clone()).check_suggestions());
    }
    rules.forget_other_problems();
    let mut screen = colour.stdout().screen();
    problems(&mut screen, &rules.files, &rules.problems);
    let of = |severity| rules.problems.iter().filter(|problem| problem.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let what = match (errors, warnings) {
        (0, 0) => "nothing wrong".to_owned(),
        _ => format!("{}, {}", count(errors, "error", "errors"), count(warnings, "warning", "warnings")),
    };
    let files = count(rules.named_files(), "rule file", "rule files");
    let number = count(rules.named_rules().len(), "rule", "rules");
    screen.put(Ink::Bold, &format!("{number} in {files}: {what}."));
    screen.line();
    print(screen)?;
    Ok(if errors == 0 { Status::Clean } else { Status::Found })
}

fn test(rules: RuleSet, colour: ColourChoice) -> Result<Status, Failure> {
    let rules = sound(rules)?;
    let named = rules.named_rules();
    let RuleSet { files, program, .. } = rules;
    let engine = Engine::new(program);
    let runs: Vec<ExampleRun> = named.iter().flat_map(|&rule| engine.run_examples(rule)).collect();
    let failed: Vec<Diagnostic> =
        runs.iter().filter(|run| !run.passes()).map(|run| failure(engine.program(), run)).collect();
    let mut screen = colour.stdout().screen();
    problems(&mut screen, &files, &failed);
    let examples = count(runs.len(), "example", "examples");
    let number = count(named.len(), "rule", "rules");
    let what = match failed.len() {
        0 => "all are rated as they should be".to_owned(),
        1 => "1 is not rated as it should be".to_owned(),
        many => format!("{many} are not rated as they should be"),
    };
    screen.put(Ink::Bold, &format!("{examples} of {number}: {what}."));
    screen.line();
    print(screen)?;
    Ok(if failed.is_empty() { Status::Clean } else { Status::Found })
}

/// What is wrong with an example that is not rated as it should be.
fn failure(program: &Program, run: &ExampleRun) -> Diagnostic {
    let rule = &program.rules[run.rule.at()];
    let place = rule.examples[run.example].place;
    let (document, rating) = match &run.result {
        Ok(result) => result,
        Err(refusal) => return Diagnostic { labels: Vec::new(), ..refusal.clone() }.at(place.file, place.span, ""),
    };
    let message = format!("this example is rated {}, not {}", rating.colour.word(), run.expected.word());
    let mut failure = Diagnostic::error("example", message).at(place.file, place.span, rating.message.clone());
    let nearly = rating.near.iter().map(|near| ("nearly", &near.evidence, near.reason.word()));
    let found = rating.evidence.iter().map(|evidence| ("found", evidence, rating.reason.word()));
    for (how, evidence, reason) in found.chain(nearly) {
        failure = failure.note(format!("{how}: “{}” ({reason})", document.text.slice(evidence.matched)));
    }
    failure.note(format!("rule: {}", rule.id))
}

fn list(rules: RuleSet, format: Format, colour: ColourChoice) -> Result<Status, Failure> {
    let rules = sound(rules)?;
    match format {
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
