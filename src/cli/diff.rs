use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::check::{fail_on, no_documents};
use super::configured::{ConfigOptions, configured, heading};
use super::options::{RatingOptions, ReadingOptions, RuleOptions, SelectOptions};
use super::output::{Failure, Status, write_out};
use super::style::ColourChoice;
use crate::assess::{FailOn, Turn, Version, compare_versions};
use crate::diagnostic::Diagnostic;
use crate::report::{versions_json, versions_markdown, versions_text};
use crate::workspace::{Input, Session, discover, revision, shown_path};

/// Say what changed in meaning between two versions of documents, and which ratings moved
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// The older version: a file or a folder; with --git a revision
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The newer version, of the same sort; with --git the files as they stand where nothing is said
    #[arg(value_name = "NEW", required_unless_present = "git")]
    new: Option<PathBuf>,
    /// Compare revisions of the Git repository around the current folder: branches, tags or commits
    #[arg(long)]
    git: bool,
    /// Of the revisions, compare only what lies in these files and folders
    #[arg(last = true, value_name = "PATH", requires = "git")]
    paths: Vec<PathBuf>,
    /// What to print: text for people, json for programs, md for a comment on a pull request
    #[arg(long, value_enum, default_value_t = Form::Text, hide_possible_values = true)]
    format: Form,
    /// End with status 1 where a question stands worse than before: red, amber (or worse) or never
    #[arg(long, value_name = "LEVEL", value_parser = fail_on(), hide_possible_values = true, default_value = "never")]
    fail_on: FailOn,
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
  govlint diff signed.docx draft.docx           two files, of whatever formats
  govlint diff last-year/ this-year/            two folders; documents are paired by name, then by title
  govlint diff --git main                       the files as they stand, against a branch
  govlint diff --git v1 v2 -- partnership/      two revisions of a folder

Exit status: 0, 1 if a question stands worse by what --fail-on says, or 2 if something could not be used or read.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
    Md,
}

/// Documents of one side, each with its path from the root of that side.
type Side = Vec<(Input, String)>;

impl Diff {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let around = if self.git { self.paths.first() } else { self.new.as_ref() };
        let config = self.config.read(&[around.cloned().unwrap_or_else(|| PathBuf::from("."))])?;
        let mut rules = self.rules.load_to_run(&config)?;
        let kind = self.rating.kind(&rules.program)?;
        let (old, new) = self.sides()?;
        let asked = self.selection.apply(&config, &mut rules)?;
        let session =
            Session::new(rules, self.rating.as_of(), kind).reading(self.reading.reading(&config)).asking(asked);
        let session = configured(session, &config)?;
        if old.is_empty() && new.is_empty() {
            return Err(no_documents().into());
        }
        let [was, now] = [old, new].map(|side| versions(&session, side));
        let program = session.program();
        let differences = compare_versions(program, &session.known(), &was, &now);
        write_out(&match self.format {
            Form::Text => versions_text(program, &differences, colour.stdout()),
            Form::Json => versions_json(heading(&session), &differences)?,
            Form::Md => versions_markdown(program, &differences),
        })?;
        let unread = differences.documents.iter().any(|document| matches!(document.turn, Turn::Unread(_)));
        Ok(match (unread, differences.fails(self.fail_on)) {
            (true, _) => Status::Unusable,
            (_, true) => Status::Found,
            _ => Status::Clean,
        })
    }

    fn sides(&self) -> Result<(Side, Side), Diagnostic> {
        if self.git {
            let here = Path::new(".");
            let named = |path: &PathBuf| revision(here, &path.to_string_lossy(), &self.paths);
            let whole = [here.to_owned()];
            let stand = || Ok(beside(discover(if self.paths.is_empty() { &whole } else { &self.paths }).inputs, here));
            return Ok((named(&self.old)?, self.new.as_ref().map_or_else(stand, named)?));
        }
        let new = self.new.clone().unwrap_or_default();
        if let Some(lost) = [&self.old, &new].into_iter().find(|path| !path.exists() && **path != Path::new("-")) {
            return Err(self.not_there(lost));
        }
        if self.old.is_dir() != new.is_dir() && self.old.exists() && new.exists() {
            let problem = Diagnostic::error("unlike", "one version is a folder and the other a file");
            return Err(problem.help("name two files or two folders"));
        }
        let side = |path: &PathBuf| beside(discover(std::slice::from_ref(path)).inputs, path);
        Ok((side(&self.old), side(&new)))
    }

    /// Why there is nothing to compare: a version is no file, and may be meant for a revision.
    fn not_there(&self, lost: &Path) -> Diagnostic {
        let problem = Diagnostic::error("not-found", format!("there is no file or folder `{}`", shown_path(lost)));
        let named = |path: &PathBuf| path.to_string_lossy().into_owned();
        let given = [Some(&self.old), self.new.as_ref()].into_iter().flatten();
        let (paths, revisions): (Vec<&PathBuf>, Vec<&PathBuf>) = given.partition(|path| path.exists());
        let mut meant: Vec<String> = revisions.into_iter().map(named).collect();
        if !paths.is_empty() {
            meant.push("--".to_owned());
            meant.extend(paths.into_iter().map(named));
        }
        problem.help(format!(
            "two versions are files or folders; where a revision of a Git repository is meant, say so with --git: \
             `govlint diff --git {}`",
            meant.join(" ")
        ))
    }
}

/// Documents with their paths from a root; a root that is a file has none.
fn beside(inputs: Vec<Input>, root: &Path) -> Side {
    let place = |input: &Input| {
        let path = Path::new(&input.path);
        let path = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
        path.trim_start_matches("./").trim_start_matches('/').to_owned()
    };
    inputs.into_iter().map(|input| (place(&input), input)).map(|(place, input)| (input, place)).collect()
}

fn versions(session: &Session, side: Side) -> Vec<Version> {
    let (inputs, places): (Vec<Input>, Vec<String>) = side.into_iter().unzip();
    session.each(&inputs, |index, assessed| {
        let place = places.get(index).cloned().unwrap_or_default();
        Version::of(session.program(), session.asked(), assessed, place)
    })
}
