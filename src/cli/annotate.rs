use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args, ValueEnum};

use super::configured::{ConfigOptions, configured};
use super::options::{RatingOptions, ReadingOptions, RuleOptions, SelectOptions};
use super::output::{Failure, Status, write_error, write_out};
use super::style::ColourChoice;
use crate::annotate::{self, Annotated, Left, Options, annotate, strip};
use crate::assess::Assessed;
use crate::diagnostic::Diagnostic;
use crate::read::{Format, Reading};
use crate::report::count;
use crate::workspace::{Input, Replace, Save, Session, discover};

/// Put the findings into a Word document: a comment at each clause that lacks something, all else as it was
#[derive(Args)]
#[command(after_help = EXAMPLES, group = ArgGroup::new("to").args(["output", "in_place"]).required(true))]
pub(super) struct Annotate {
    /// The Word document
    #[arg(value_name = "DOCUMENT")]
    document: PathBuf,
    /// Write the document with comments here; `-` for standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Change the document itself
    #[arg(long)]
    in_place: bool,
    /// Replace the file that is written to, if there is one already; never the document itself
    #[arg(long)]
    force: bool,
    /// Only take out the comments of an earlier run, and the clauses that nobody has touched
    #[arg(long, conflicts_with_all = ["audience", "insert_clauses"])]
    remove: bool,
    /// Who reads the comments: own, or partners, who are shown no ratings [default: own]
    #[arg(long, value_enum, value_name = "WHO", hide_possible_values = true)]
    audience: Option<Audience>,
    /// Put suggested clauses under the headings that they belong to, as tracked changes
    #[arg(long)]
    insert_clauses: bool,
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
  govlint annotate draft.docx -o draft.reviewed.docx   write a copy with comments
  govlint annotate --in-place draft.reviewed.docx      bring its comments up to date
  govlint annotate --audience partners draft.docx -o for-partners.docx
  govlint annotate --remove --in-place draft.reviewed.docx

A comment of govlint's is known by its author and its last line; comments and changes of others always stay.

Exit status: 0, or 2 if something could not be used, read or written.";

#[derive(Clone, Copy, Default, ValueEnum)]
enum Audience {
    #[default]
    Own,
    Partners,
}

impl Annotate {
    pub(super) fn run(self, _: ColourChoice) -> Result<Status, Failure> {
        let paths = [self.document.clone()];
        let mut found = discover(&paths);
        let to = self.to()?;
        let config = self.config.read(&paths)?;
        let reading = self.reading.reading(&config);
        if self.remove {
            let bytes = word(&found.inputs)?.bytes()?;
            checked(&self.document, &bytes)?;
            let without = strip(&bytes, reading)?;
            let what =
                if *without == *bytes { "there was nothing of govlint's in it" } else { "govlint's comments are out" };
            return to.write(&without, what);
        }
        let mut rules = self.rules.load_to_run(&config)?;
        let kind = self.rating.kind(&rules.program)?;
        // Whoever names rules wants to see what they find.
        let advice = self.selection.names_rules();
        self.selection.apply(&config, &mut rules)?;
        let as_of = self.rating.as_of();
        let session = configured(Session::new(rules, as_of, kind).reading(reading), &config)?;
        let session = self.config.around(session, &mut found)?;
        let audience = match self.audience.unwrap_or_default() {
            Audience::Own => annotate::Audience::Own,
            Audience::Partners => annotate::Audience::Partners,
        };
        let options = Options { audience, clauses: self.insert_clauses, advice, as_of };
        let done = comment(&session, word(&found.inputs)?, reading, options)?;
        to.write(&done.bytes, &told(&done, self.insert_clauses))
    }

    fn to(&self) -> Result<To, Diagnostic> {
        let replace = if self.force { Replace::Others } else { Replace::Nothing };
        match &self.output {
            Some(output) if output.as_os_str() == "-" => match stdout().is_terminal() {
                true => Err(Diagnostic::error("no-output", "a Word document is no text to print")
                    .help("name a file with -o, or send standard output to one")),
                false => Ok(To::Printed),
            },
            Some(output) => Save::new(&self.document, output, replace).map(To::File),
            None => Save::new(&self.document, &self.document, Replace::All).map(To::File),
        }
    }
}

/// Where the document goes that is made.
enum To {
    Printed,
    File(Save),
}

impl To {
    /// Writes it, and says what was done to it: beside the document where that goes to standard output.
    fn write(&self, document: &[u8], what: &str) -> Result<Status, Failure> {
        match self {
            Self::Printed => {
                write_out(document)?;
                write_error(format!("{what}\n").as_bytes());
            }
            Self::File(save) => {
                save.write(document)?;
                write_out(format!("{}: {what}\n", save.shown()).as_bytes())?;
            }
        }
        Ok(Status::Clean)
    }
}

/// The one document that was named.
fn word(inputs: &[Input]) -> Result<&Input, Diagnostic> {
    match inputs {
        [input] if input.named && input.path != "-" => Ok(input),
        _ => Err(Diagnostic::error("not-one-document", "annotate takes the name of one Word document")
            .help("for a folder, run it for each document in it")),
    }
}

/// Refuses a file that is no Word document.
fn checked(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    match Format::of(&path.to_string_lossy(), bytes) {
        Format::Docx => Ok(()),
        Format::Doc => Format::Doc.read(bytes, Reading::default()).map(|_| ()),
        other => Err(Diagnostic::error("not-a-docx", format!("this is {}, not a Word document", other.title()))
            .help("comments can be put into Word documents (.docx) alone; `govlint check` reads all formats")),
    }
}

fn comment(session: &Session, input: &Input, reading: Reading, options: Options) -> Result<Annotated, Diagnostic> {
    let bytes = input.bytes()?;
    checked(Path::new(&input.path), &bytes)?;
    let bytes = strip(&bytes, reading)?;
    let assessed: Assessed = session.rate(input, &bytes);
    if assessed.is_untold() {
        return Err(Diagnostic::error("nothing-rated", "its kind could not be told, so nothing was rated")
            .help("say what kind of document it is, with --kind"));
    }
    annotate(&bytes, reading, session.program(), &assessed, options)
}

/// What was done, for people; `clauses` tells whether clauses were asked for.
fn told(done: &Annotated, clauses: bool) -> String {
    if done.findings == 0 {
        return "nothing is missing or unclear, so there is nothing to comment on".to_owned();
    }
    let comments = count(done.comments, "comment", "comments");
    let put_in = match done.clauses {
        0 if clauses => ", no suggested clause put in".to_owned(),
        0 => String::new(),
        clauses => format!(", {}", count(clauses, "suggested clause", "suggested clauses")),
    };
    format!("{comments} on {}{put_in}{}", count(done.findings, "finding", "findings"), left(&done.left))
}

/// Rules that are named for one reason.
const NAMED: usize = 6;

/// Why clauses were not put in, a line for each reason.
fn left(left: &[(String, Left)]) -> String {
    let reasons = [
        (Left::Worded, "there are words for it, which somebody has to mend"),
        (Left::Homeless, "there is no heading that it would stand under"),
        (Left::Cramped, "it would stand in a table, or where no paragraph can follow"),
        (Left::Kept, "an earlier run put it in, and people have it in hand"),
    ];
    let line = |(reason, why): (Left, &str)| {
        let rules: Vec<&str> = left.iter().filter(|(_, of)| *of == reason).map(|(rule, _)| &**rule).collect();
        let more = rules.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let named = rules.get(..NAMED).unwrap_or(&rules).join(", ");
        (!rules.is_empty()).then(|| format!("\n  not put in, as {why}: {named}{more}"))
    };
    reasons.into_iter().filter_map(line).collect()
}
