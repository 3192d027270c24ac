use std::path::PathBuf;

use clap::Args;

use super::super::options::{Format, RatingOptions, RuleOptions, SelectOptions, sound};
use super::super::output::{Failure, Status, print, problems};
use super::super::style::ColourChoice;
use super::against::Against;
use crate::bundle::{self, BundleExample, BundleRating};
use crate::diagnostic::Diagnostic;
use crate::engine::{Engine, ExampleRun};
use crate::language::Program;
use crate::report::{Ink, count};
use crate::workspace::RuleSet;

/// Run the examples that the rules bring with them: say which are rated otherwise than they should be
///
/// With --against, rate documents instead, and compare with the ratings that readers gave them.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Test {
    /// Rule files, or folders of them; none stands for the rules that are part of govlint. With --against: documents
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Compare with readers' ratings: a table of document, check, rating, evidence and note, parted by tabs
    #[arg(long, value_name = "LABELS.tsv", requires = "paths", help_heading = "Against readers")]
    against: Option<PathBuf>,
    /// End with exit status 1 if the mean kappa over the checks is lower
    #[arg(long, value_name = "KAPPA", requires = "against", help_heading = "Against readers")]
    floor: Option<f64>,
    /// What to print: text for people, json for programs [default: text]
    #[arg(long, value_enum, requires = "against", hide_possible_values = true, help_heading = "Against readers")]
    format: Option<Format>,
    #[command(flatten, next_help_heading = "Against readers")]
    rating: RatingOptions,
    #[command(flatten)]
    rules: RuleOptions,
    #[command(flatten)]
    selection: SelectOptions,
}

const EXAMPLES: &str = "\
Examples:
  govlint rules test my.rules                               the examples in a file
  govlint rules test --against ratings.tsv documents/       documents that people rated
  govlint rules test --against ratings.tsv --rules my.rules documents/

Exit status: 0, or 1 if an example is not rated as it should be or kappa is under --floor, 2 if something could not be
used or read.";

impl Test {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let Self { paths, against, floor, format, rating, rules, selection } = self;
        match against {
            Some(labels) => {
                let format = format.unwrap_or(Format::Text);
                Against { labels, paths, floor, format, rating, rules, selection }.run(colour)
            }
            None if rating.is_given() || rules.is_given() || selection.is_given() => Err(only_against().into()),
            None => examples(RuleSet::load(&paths)?, colour),
        }
    }
}

fn only_against() -> Diagnostic {
    Diagnostic::error("needs-against", "rules and days are chosen only where documents are rated")
        .help("name the readers' ratings with --against; rule files to be tested are named as they are")
}

fn examples(rules: RuleSet, colour: ColourChoice) -> Result<Status, Failure> {
    let rules = sound(rules)?;
    let named = rules.named_rules();
    let RuleSet { files, program, .. } = rules;
    let engine = Engine::new(program);
    let runs: Vec<ExampleRun> = named.iter().flat_map(|&rule| engine.run_examples(rule)).collect();
    let together: Vec<BundleExample> = named.iter().flat_map(|&rule| bundle::run_examples(&engine, rule)).collect();
    let failed = runs.iter().filter(|run| !run.passes()).map(|run| failure(engine.program(), run));
    let apart = together.iter().filter(|run| !run.passes()).map(|run| bundle_failure(engine.program(), run));
    let failed: Vec<Diagnostic> = failed.chain(apart).collect();
    let mut screen = colour.stdout().screen();
    problems(&mut screen, &files, &failed);
    let examples = count(runs.len() + together.len(), "example", "examples");
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

/// The same for one of several documents.
fn bundle_failure(program: &Program, run: &BundleExample) -> Diagnostic {
    let rule = &program.rules[run.rule.at()];
    let place = rule.examples[run.example].place;
    let ratings = match &run.result {
        Ok(ratings) => ratings,
        Err(refusal) => return Diagnostic { labels: Vec::new(), ..refusal.clone() }.at(place.file, place.span, ""),
    };
    let expected = run.expected.word();
    let Some(worst) = run.rating() else {
        return Diagnostic::error("example", format!("this example is not rated, and should be {expected}"))
            .at(place.file, place.span, "")
            .help("its documents open with lines such as `=== mou.md`, two or more are of kinds that are told, and a `for each` finds something")
            .note(format!("rule: {}", rule.id));
    };
    let message = format!("this example is rated {}, not {expected}", worst.colour.word());
    let failure = Diagnostic::error("example", message).at(place.file, place.span, worst.message.clone());
    let said = |rating: &BundleRating| {
        let subject = rating.subject.as_ref().map_or_else(String::new, |subject| format!("{subject}: "));
        format!("{subject}{}, {}", rating.colour.word(), rating.message)
    };
    let failure = ratings.iter().take(5).fold(failure, |failure, rating| failure.note(said(rating)));
    failure.note(format!("rule: {}", rule.id))
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
