use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use clap::Args;

use super::check::no_documents;
use super::configured::{ConfigOptions, configured, heading};
use super::options::{Format, RatingOptions, ReadingOptions, RuleOptions};
use super::output::{Failure, Pipe, Status};
use super::style::ColourChoice;
use crate::report::{FactsJson, FactsText, Report};
use crate::workspace::{Batch, Session, discover};

/// Show the facts that the rules read from documents: each value, the words it rests on, and where they stand
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Facts {
    /// Files, folders (what .gitignore names is left out), or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Tell in the text of facts too that rules alone read, and of each its name in the rules; json has them all
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    rating: RatingOptions,
    #[command(flatten)]
    reading: ReadingOptions,
    #[command(flatten)]
    rules: RuleOptions,
    #[command(flatten)]
    config: ConfigOptions,
    /// What to print: text for people, json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  govlint facts partnership/             all documents of a folder
  govlint facts --rules my.rules x.md    with facts that your own rules declare

Exit status: 0, or 2 if something could not be used or read.";

impl Facts {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let config = self.config.read(&self.paths)?;
        let rules = self.rules.load_to_run(&config)?;
        let kind = self.rating.kind(&rules.program)?;
        let session =
            configured(Session::new(rules, self.rating.as_of(), kind).reading(self.reading.reading(&config)), &config)?;
        let heading = heading(&session);
        let inputs = discover(&self.paths).inputs;
        let report: Box<dyn Report> = match self.format {
            Format::Text => Box::new(FactsText { heading, style: colour.stdout(), all: self.all }),
            Format::Json => Box::new(FactsJson::new(heading)),
        };
        let mut out = BufWriter::new(Pipe::new(stdout().lock()));
        out.write_all(&report.open()?)?;
        let show = |index, assessed: &_| report.document(index, assessed);
        let tally = Batch { session: &session, inputs: &inputs, show }.run(|shown| out.write_all(&shown))?;
        out.write_all(&report.close(&tally)?)?;
        out.flush()?;
        match (tally.read, tally.unreadable) {
            (0, 0) => Err(no_documents().into()),
            (_, 0) => Ok(Status::Clean),
            _ => Ok(Status::Unusable),
        }
    }
}
