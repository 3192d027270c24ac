use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::configured::{ConfigOptions, configured};
use super::options::{Format, Named, RatingOptions, ReadingOptions, RuleOptions, named};
use super::output::{Failure, Status, print, write_out};
use super::style::ColourChoice;
use crate::diagnostic::Diagnostic;
use crate::engine::{Because, KindTold};
use crate::language::Program;
use crate::language::model::{KindId, QuestionId, RuleId};
use crate::report::{Source, Traced, problem};
use crate::workspace::{Input, Session, discover};

/// Show why a rule rates a document as it does: the words met, what was found, the line of the rule that decided
#[derive(Args)]
#[command(after_help = STATUS)]
pub(super) struct Trace {
    /// The id of a rule, or its last part
    #[arg(value_name = "RULE")]
    rule: String,
    /// A document, or `-` for standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
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

const STATUS: &str = "\
Exit status: 0, or 2 if something could not be used or read, or the rule is not asked of such a document.";

impl Trace {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let config = self.config.read(std::slice::from_ref(&self.path))?;
        let rules = self.rules.load_to_run(&config)?;
        let kind = self.rating.kind(&rules.program)?;
        let files = rules.files.clone();
        let session =
            configured(Session::new(rules, self.rating.as_of(), kind).reading(self.reading.reading(&config)), &config)?;
        let program = session.program();
        let rule = match named(program, &self.rule)? {
            Named::Rule(rule) => rule,
            Named::Question(question) => return Err(only_a_question(program, question).into()),
        };
        let assessed = session.open(&one(&self.path)?);
        let mut screen = colour.stdout().screen();
        let rated = match &assessed.outcome {
            Ok(rated) => rated,
            Err(refusal) => {
                let source = Source { name: &assessed.path, text: &assessed.source, lines: &assessed.lines };
                problem(&mut screen, refusal, &[source]);
                print(screen)?;
                return Ok(Status::Unusable);
            }
        };
        let trace = session.trace(&assessed, rule).ok_or_else(|| not_asked(program, rule, rated.verdict.kind))?;
        let traced = Traced { program, files: &files, rule, assessed: &assessed, rated, trace: &trace };
        match self.format {
            Format::Text => {
                traced.print(&mut screen);
                print(screen)?;
            }
            Format::Json => write_out(&traced.json().map_err(io::Error::from)?)?,
        }
        Ok(Status::Clean)
    }
}

/// The document at a path, which is no folder.
fn one(path: &Path) -> Result<Input, Diagnostic> {
    let problem = || Diagnostic::error("not-a-file", "a rule is traced on one document, and this is a folder");
    if path.is_dir() { Err(problem()) } else { discover(&[path.to_owned()]).inputs.pop().ok_or_else(problem) }
}

fn only_a_question(program: &Program, question: QuestionId) -> Diagnostic {
    let id = &program.questions[question.at()].id;
    let rules = program.rules.iter().filter(|rule| program.answers(rule, question));
    let rules: Vec<String> = rules.map(|rule| format!("`{}`", rule.id)).collect();
    let problem = Diagnostic::error("no-rule", format!("`{id}` is a question, and a rule is traced"));
    if rules.is_empty() {
        problem.note("no rule answers it yet")
    } else {
        problem.help(format!("it is answered by {}", rules.join(", ")))
    }
}

/// Why a rule has nothing to say of a document that was told to be of a kind.
fn not_asked(program: &Program, rule: RuleId, told: Option<KindTold>) -> Diagnostic {
    let rule = &program.rules[rule.at()];
    if rule.across.is_some() {
        let what =
            "the rule is asked of a folder, whose documents it sees together, and a rule is traced on one document";
        let help = format!("`govlint check FOLDER --select {}` shows what it says of a folder", rule.id);
        return Diagnostic::error("not-asked", what).help(help);
    }
    let title = |kind: KindId| program.kinds.get(kind.at()).map_or("", |kind| &*kind.title);
    let kinds: Vec<&str> = rule.applies.iter().map(|kind| title(*kind)).collect();
    let (taken, help) = match told {
        Some(KindTold { kind, because: Because::Asked }) => {
            let taken = format!("--kind or the configuration says that this is: {}", title(kind));
            (taken, "name a document of such a kind, or say another")
        }
        Some(KindTold { kind, because }) => {
            let taken = format!("this was taken by its {} for: {}", because.word(), title(kind));
            (taken, "if this is wrong, say --kind")
        }
        None => ("what kind of document this is could not be told".to_owned(), "say it with --kind"),
    };
    Diagnostic::error("not-asked", "the rule is not asked of this kind of document")
        .note(format!("it is asked of: {}", kinds.join(", ")))
        .note(taken)
        .help(help)
}
