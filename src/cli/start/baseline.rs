use std::path::PathBuf;

use clap::Args;

use super::super::configured::{AnswersOptions, ConfigOptions, configured};
use super::super::options::{RatingOptions, ReadingOptions, RuleOptions, SelectOptions};
use super::super::output::{Failure, Status, write_out};
use super::super::style::ColourChoice;
use crate::assess::Assessed;
use crate::diagnostic::Diagnostic;
use crate::engine::KindTold;
use crate::report::count;
use crate::workspace::{BaselineFile, Batch, Input, NewBaseline, Save, Session, discover};

/// Write down the gaps that are there, so that a check fails on new ones alone
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Baseline {
    /// Files and folders (what .gitignore names is left out); none stands for the folder that govlint is run in
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    rating: RatingOptions,
    #[command(flatten)]
    reading: ReadingOptions,
    #[command(flatten)]
    rules: RuleOptions,
    #[command(flatten)]
    selection: SelectOptions,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    answers: AnswersOptions,
    /// Write to this file instead of the one that the configuration calls `baseline`; it is replaced
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  govlint baseline                      write the file anew that the configuration names
  govlint baseline -o known.toml mou/   another file, for `govlint check --baseline known.toml mou/`

What the file knew of documents that are not read now, and of rules that are not run now, stays in it.

Exit status: 0, or 2 if something could not be used, read or written.";

impl Baseline {
    pub(in crate::cli) fn run(self, _: ColourChoice) -> Result<Status, Failure> {
        let config = self.config.read(&self.paths)?;
        let path = self.output.as_ref().or(config.baseline.as_ref().map(|baseline| &baseline.value));
        let path = path.ok_or_else(no_place)?;
        let save = Save::at(path)?;
        let earlier = path.is_file().then(|| BaselineFile::read(path)).transpose().map_err(Failure::Baseline)?;
        let mut rules = self.rules.load_to_run(&config)?;
        let kind = self.rating.kind(&rules.program)?;
        self.selection.apply(&config, &mut rules)?;
        let mut found = discover(&self.paths);
        let session = Session::new(rules, self.rating.as_of(), kind).reading(self.reading.reading(&config));
        let session = self.config.around(configured(session, &config)?, &mut found)?;
        let session = self.answers.hear(session, &config, &mut found)?;
        let mut baseline = NewBaseline::at(path);
        let Filled { unread, .. } = fill(&mut baseline, &session, &found.inputs)?;
        if let Some(earlier) = &earlier {
            baseline.keep(&session, earlier);
        }
        let told = told(save.shown(), &baseline, unread);
        save.write(baseline.text().as_bytes())?;
        write_out(told.as_bytes())?;
        Ok(if unread == 0 { Status::Clean } else { Status::Unusable })
    }
}

/// What documents came to.
pub(super) struct Filled {
    /// How many could not be read.
    pub(super) unread: usize,
    /// The others, by path, with the kind that each was told to be.
    pub(super) kinds: Vec<(String, Option<KindTold>)>,
}

/// Adds the gaps of documents.
pub(super) fn fill(baseline: &mut NewBaseline, session: &Session, inputs: &[Input]) -> Result<Filled, Failure> {
    let places: Vec<String> = inputs.iter().map(|input| baseline.place(&input.path)).collect();
    let show = |index: usize, assessed: &Assessed| {
        let gaps = assessed.gaps(session.program(), &places[index]);
        Ok(assessed.outcome.as_ref().ok().map(|rated| (index, rated.verdict.kind, gaps)))
    };
    let mut kinds = Vec::new();
    let tally = Batch { session, inputs, show }.run(|read| {
        if let Some((index, kind, gaps)) = read {
            baseline.add(places[index].clone(), gaps);
            kinds.push((inputs[index].path.clone(), kind));
        }
        Ok(())
    })?;
    for bundle in &tally.bundles {
        baseline.add_together(session.program(), bundle);
    }
    Ok(Filled { unread: tally.unreadable, kinds })
}

/// What a baseline knows, for people.
pub(super) fn told(shown: &str, baseline: &NewBaseline, unread: usize) -> String {
    let (gaps, documents) = baseline.size();
    let unread = match unread {
        0 => String::new(),
        unread => format!("; {} could not be read", count(unread, "document", "documents")),
    };
    let gaps = count(gaps, "known gap", "known gaps");
    format!("{shown}: {gaps} in {}{unread}\n", count(documents, "document", "documents"))
}

fn no_place() -> Diagnostic {
    Diagnostic::error("no-baseline", "it is not said where the baseline stands").help(
        "say `baseline = \"govlint-baseline.toml\"` in govlint.toml, as `govlint init` does, or name a file with -o",
    )
}
