use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::check::no_documents;
use super::configured::{AnswersOptions, ConfigOptions, configured};
use super::options::{RatingOptions, ReadingOptions, RuleOptions, SelectOptions};
use super::output::{Failure, Status, print, write_out};
use super::style::ColourChoice;
use crate::assess::answers::{Answers, People, added, agreed, given, merge};
use crate::assess::{Asked, Digest, Questionnaire, Rollup, Voice};
use crate::diagnostic::Diagnostic;
use crate::engine::Colour;
use crate::language::model::QuestionId;
use crate::report::{self, count, problem};
use crate::workspace::{
    ANSWERS, AnswersFile, Broken, Found, Input, Replace, Returns, Save, Session, TextFile, discover, shown_path,
};

/// Ask people what no document can tell: write a questionnaire, and take in the answers of each organisation
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Assess {
    /// The documents of one partnership: files, and folders (what .gitignore names is left out)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the questionnaire here; without it, it is printed as TOML
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What to write: xlsx (a workbook) or toml [default: what FILE ends in]
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    format: Option<Format>,
    /// Replace FILE if it is there
    #[arg(long)]
    force: bool,
    /// Take in these returns, workbooks or TOML: what they add is added to the file of answers
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["output", "format", "force"])]
    import: Vec<PathBuf>,
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
}

const EXAMPLES: &str = "\
Examples:
  govlint assess partnership/ -o questions.xlsx             a workbook for each organisation to fill in
  govlint assess partnership/ --import council.xlsx trust.xlsx
  govlint check partnership/                                the answers beside what the documents say

Exit status: 0, or 2 if something could not be used or read; then no answers are taken in.";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Xlsx,
    Toml,
}

impl Assess {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let format = self.format()?;
        let replace = if self.force { Replace::Others } else { Replace::Nothing };
        let from = self.paths.first().map_or(Path::new("."), PathBuf::as_path);
        let output = self.output.as_deref().map(|output| Save::new(from, output, replace)).transpose()?;
        let config = self.config.read(&self.paths)?;
        let mut rules = self.rules.load_to_run(&config)?;
        let kind = self.rating.kind(&rules.program)?;
        let asked = self.selection.apply(&config, &mut rules)?;
        let mut found = discover(&self.paths);
        let session =
            Session::new(rules, self.rating.as_of(), kind).reading(self.reading.reading(&config)).asking(asked);
        let session = self.config.around(configured(session, &config)?, &mut found)?;
        // What is merged into need not be there yet.
        let target = self.answers.named().or(config.answers.as_ref().map(|answers| &answers.value)).cloned();
        let is_new = target.as_ref().is_some_and(|target| !target.exists()) && !self.import.is_empty();
        let session = if is_new { session } else { self.answers.hear(session, &config, &mut found)? };
        found.together(self.paths.first().map_or(Path::new("."), |path| path))?;
        let session = if is_new { session } else { session.hearing(&found).map_err(Failure::Files)? };
        let target = target.unwrap_or_else(|| found.bundles()[0].answers.clone().unwrap_or_else(|| home(&found)));
        let read = Heard::of(&session, &found.inputs, colour)?;
        if self.import.is_empty() {
            let bytes = questions(&session, &read, format)?;
            match output {
                Some(output) => output.write(&bytes)?,
                None => write_out(&bytes)?,
            }
        } else {
            if read.unread > 0 {
                return Err(unread(read.unread).into());
            }
            take_in(&session, &read, &self.import, &target, colour)?;
        }
        Ok(if read.unread > 0 { Status::Unusable } else { Status::Clean })
    }

    /// The format: as asked, as the file's name ends, else TOML.
    fn format(&self) -> Result<Format, Diagnostic> {
        let ending = self.output.as_deref().and_then(Path::extension).map(|ending| ending.to_ascii_lowercase());
        match (self.format, &ending) {
            (Some(Format::Xlsx), _) if self.output.is_none() && stdout().is_terminal() => {
                Err(Diagnostic::error("no-output", "a workbook is no text to print").help("name a file with -o"))
            }
            (Some(format), _) => Ok(format),
            (None, Some(ending)) if ending == "xlsx" => Ok(Format::Xlsx),
            (None, Some(ending)) if ending != "toml" => {
                Err(Diagnostic::error("unknown-format", "the file's name ends in neither `.xlsx` nor `.toml`")
                    .help("name it so, or say which with --format"))
            }
            _ => Ok(Format::Toml),
        }
    }
}

/// The questionnaire in a format.
fn questions(session: &Session, read: &Heard, format: Format) -> Result<Vec<u8>, Diagnostic> {
    let asked = Questionnaire::of(session.program(), session.asked(), session.as_of(), &read.rollup, &read.voices);
    match format {
        Format::Toml => Ok(report::questionnaire(&asked)),
        Format::Xlsx => report::workbook(&asked)
            .map_err(|error| Diagnostic::error("no-workbook", format!("the workbook cannot be made: {error}"))),
    }
}

/// The file of answers of a bundle that has none yet.
fn home(found: &Found) -> PathBuf {
    let home = &found.bundles()[0].home;
    let here = std::env::current_dir().ok();
    let under = here.as_deref().and_then(|here| home.strip_prefix(here).ok());
    under.unwrap_or(home).join(ANSWERS)
}

/// The documents of a bundle, read and heard.
struct Heard {
    rollup: Rollup,
    voices: Vec<Voice>,
    unread: usize,
}

impl Heard {
    fn of(session: &Session, inputs: &[Input], colour: ColourChoice) -> Result<Self, Failure> {
        let program = session.program();
        let heard = session.each(inputs, |_, assessed| match &assessed.outcome {
            Ok(_) => Ok(Voice::of(program, assessed)),
            Err(problem) => {
                let message = format!("`{}` cannot be read: {}", assessed.path, problem.message);
                Err(Diagnostic { message, labels: Vec::new(), ..problem.clone() })
            }
        });
        let mut rollup = session.bundles().first().cloned().unwrap_or_default();
        let (mut voices, mut unread) = (Vec::new(), 0);
        let mut screen = colour.stderr().screen();
        for one in heard {
            match one {
                Ok(voice) => voices.extend(voice),
                Err(refused) => {
                    problem(&mut screen, &refused, &[]);
                    unread += 1;
                }
            }
        }
        stderr().write_all(&screen.into_bytes())?;
        if voices.is_empty() {
            return Err(no_documents().into());
        }
        for voice in &voices {
            rollup.add(voice.path.clone(), voice.place.clone(), voice.lines.clone(), voice.member.clone());
        }
        rollup.join(program);
        Ok(Self { rollup, voices, unread })
    }
}

/// Merges returns into the file of answers and says what came of it.
fn take_in(
    session: &Session,
    read: &Heard,
    returns: &[PathBuf],
    target: &Path,
    colour: ColourChoice,
) -> Result<(), Failure> {
    let program = session.program();
    let known = match target.exists() {
        true => AnswersFile::read(program, target).map_err(Failure::Files)?,
        false => AnswersFile {
            file: TextFile { name: shown_path(target), text: String::new() },
            answers: Answers::default(),
        },
    };
    let Returns { entries, files } = Returns::read(program, returns, session.as_of()).map_err(Failure::Files)?;
    let ids: Vec<_> = (0..program.questions.len() as u32).map(QuestionId).collect();
    let view: std::collections::HashMap<&str, _> = read
        .rollup
        .questions(program, &ids)
        .into_iter()
        .filter_map(|asked: Asked| {
            let id = &*program.questions.get(asked.question.at())?.id;
            Some((id, (asked.suggested, read.rollup.upon(program, &asked))))
        })
        .collect();
    let in_view = |id: &str| view.get(id).cloned().unwrap_or((Colour::Unrated, Vec::new()));
    let merged = merge(&known.answers, entries, in_view)
        .map_err(|problems| Failure::Files(Box::new(Broken { files, problems })))?;
    let blocks: Vec<String> = merged.given.iter().map(given).chain(merged.agreed.iter().map(agreed)).collect();
    if !blocks.is_empty() {
        Save::new(target, target, Replace::All)?.write(added(&known.file.text, &blocks).as_bytes())?;
    }
    let mut all = known.answers;
    all.given.extend(merged.given.iter().cloned());
    all.agreed.extend(merged.agreed.iter().cloned());
    let people = People::of(program, known.file.name, Digest::of(b""), all, session.as_of());
    let mut screen = colour.stdout().screen();
    report::merged(&mut screen, program, &people, &merged);
    print(screen)
}

fn unread(documents: usize) -> Diagnostic {
    let which = count(documents, "document", "documents");
    Diagnostic::error("unread", format!("{which} could not be read, so that nothing was taken in"))
        .help("mend or leave out what cannot be read: answers are kept with the words that they rest on")
}
