use std::io;
use std::path::PathBuf;

use clap::Args;

use super::super::check::no_documents;
use super::super::options::{Format, RatingOptions, RuleOptions, SelectOptions};
use super::super::output::{Failure, Status, print, write_out};
use super::super::style::ColourChoice;
use crate::diagnostic::Diagnostic;
use crate::report::{Profiling, Source, problem};
use crate::source::LineIndex;
use crate::workspace::{Config, Session, discover};

/// Show where the time goes over documents, and which lines and words of the rules are of use
#[derive(Args)]
pub(in crate::cli) struct Profile {
    /// Files, folders (what .gitignore names is left out), or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    rating: RatingOptions,
    #[command(flatten)]
    rules: RuleOptions,
    #[command(flatten)]
    selection: SelectOptions,
    /// What to print: text for people, json for programs
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    format: Format,
}

impl Profile {
    pub(in crate::cli) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let mut rules = self.rules.load_to_run(&Config::default())?;
        let kind = self.rating.kind(&rules.program)?;
        let chosen = self.selection.names_rules();
        self.selection.apply(&Config::default(), &mut rules)?;
        let files = rules.files.clone();
        let session = Session::new(rules, self.rating.as_of(), kind);
        let inputs = discover(&self.paths).inputs;
        if inputs.is_empty() {
            return Err(no_documents().into());
        }
        let (mut profile, refused) = session.profile(&inputs);
        if chosen {
            let used = session.words_of_rules();
            profile.words.retain(|words, _| used.contains(words));
        }
        let profiling = Profiling { program: session.program(), files: &files, profile: &profile };
        match self.format {
            Format::Json => write_out(&profiling.json().map_err(io::Error::from)?)?,
            Format::Text => {
                let mut screen = colour.stdout().screen();
                for (index, refusal) in &refused {
                    let name = inputs.get(*index).map_or("", |input| &input.path);
                    let source = Source { name, text: "", lines: &LineIndex::new("") };
                    let refusal = Diagnostic { labels: Vec::new(), ..refusal.clone() };
                    problem(&mut screen, &refusal, &[source]);
                }
                profiling.print(&mut screen);
                print(screen)?;
            }
        }
        Ok(if refused.is_empty() { Status::Clean } else { Status::Unusable })
    }
}
