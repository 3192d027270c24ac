use std::path::{Path, PathBuf};

use clap::Args;

use super::super::configured::{ConfigOptions, configured};
use super::super::options::{RatingOptions, ReadingOptions, RuleOptions, SelectOptions};
use super::super::output::{Failure, Status, write_out};
use super::super::style::ColourChoice;
use super::baseline::{Filled, fill, told};
use crate::diagnostic::Diagnostic;
use crate::workspace::{BASELINE, CONFIG, Draft, NewBaseline, Save, Session, Starter, discover, shown_path};

/// Write a configuration for the documents of a folder, with every key explained, and a baseline of the gaps that are there
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Init {
    /// The folder; none stands for the one that govlint is run in
    #[arg(value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    folder: PathBuf,
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
}

const EXAMPLES: &str = "\
Examples:
  govlint init partnership/    write partnership/govlint.toml and partnership/govlint-baseline.toml

No file that is there is changed.

Exit status: 0, or 2 if something could not be used, read or written.";

impl Init {
    pub(in crate::cli) fn run(self, _: ColourChoice) -> Result<Status, Failure> {
        if !self.folder.is_dir() {
            let what = format!("`{}` is no folder", shown_path(&self.folder));
            return Err(Diagnostic::error("no-folder", what).help("name the folder of the documents").into());
        }
        let (toml, known) = (self.folder.join(CONFIG), self.folder.join(BASELINE));
        let [toml, known_at] = [fresh(&toml)?, fresh(&known)?];
        let paths = [self.folder.clone()];
        let config = self.config.read(&paths)?;
        let mut rules = self.rules.load_to_run(&config)?;
        let kind = self.rating.kind(&rules.program)?;
        self.selection.apply(&config, &mut rules)?;
        let mut found = discover(&paths);
        let session = Session::new(rules, self.rating.as_of(), kind).reading(self.reading.reading(&config));
        let session = configured(session, &config)?;
        // The gaps that a check will find are those that it finds with the configuration that is written here; what the kinds of
        // the documents are is a remark in it, so that it can be read before they are known.
        let begun = Starter::of(&self.folder, self.rules.named(), Vec::new()).text(session.program());
        let draft = Draft::of(&self.folder, begun);
        let session = ConfigOptions::around_with(session, &mut found, Some(draft))?;
        let session = session.hearing(&found).map_err(Failure::Files)?;
        let mut baseline = NewBaseline::at(&known);
        let Filled { unread, kinds } = fill(&mut baseline, &session, &found.inputs)?;
        let starter = Starter::of(&self.folder, self.rules.named(), kinds);
        let told = told(known_at.shown(), &baseline, unread);
        known_at.write(baseline.text().as_bytes())?;
        toml.write(starter.text(session.program()).as_bytes())?;
        write_out(format!("{}: a configuration to go through\n{told}", toml.shown()).as_bytes())?;
        Ok(if unread == 0 { Status::Clean } else { Status::Unusable })
    }
}

fn fresh(path: &Path) -> Result<Save, Diagnostic> {
    Save::fresh(path).map_err(|problem| match problem.code {
        "would-overwrite" => problem.help("nothing was written; `govlint baseline` writes a baseline anew"),
        _ => problem,
    })
}
