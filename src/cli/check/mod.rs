//! `govlint check`: reads documents, rates them and says what came of it, in as many forms as are asked for.

mod interrupt;
mod outputs;
mod page;
mod progress;
mod register;

use std::io::{self, Write};
use std::mem::ManuallyDrop;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::configured::{AnswersOptions, ConfigOptions, configured, heading};
use super::options::{BatchOptions, RatingOptions, ReadingOptions, RuleOptions, SelectOptions};
use super::output::{Failure, Status, print_errors, warn};
use super::since::{SinceOptions, seen, since};
use super::style::ColourChoice;
use crate::assess::{Agenda, FailOn, Heard, Register, Saved, Tally};
use crate::diagnostic::Diagnostic;
use crate::read::Format as FileFormat;
use crate::report::{
    CodeQuality, Commands, Csv, Diagnostics, Discussion, Heading, Json, Junit, Markdown, Page, Report, Results,
    RiskRegister, RiskRegisterCsv, Sarif, Short, Text, count,
};
use crate::workspace::{BaselineFile, Batch, Cache, Found, NewFile, Session, discover};
use interrupt::interruptible;
use outputs::{Format, Out, OutputOptions};
use page::PageChoices;
use progress::Progress;
use register::{Filled, RegisterChoices, UpToDate, told};

/// Check documents: say what is missing or unclear, and suggest a rating for each question
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// Files, folders (what .gitignore names is left out), or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Call standard input so: its ending tells the format, which is Markdown where nothing is said
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    #[command(flatten)]
    rating: RatingOptions,
    #[command(flatten)]
    reading: ReadingOptions,
    #[command(flatten)]
    batch: BatchOptions,
    #[command(flatten)]
    rules: RuleOptions,
    #[command(flatten)]
    selection: SelectOptions,
    #[command(flatten)]
    output: OutputOptions,
    /// End with exit status 1 if a rating is this bad or worse: red, amber, or never
    /// [default: red]
    #[arg(long, value_name = "RATING", value_parser = fail_on(), hide_possible_values = true)]
    fail_on: Option<FailOn>,
    /// Pass over the gaps that this file knows, written by `govlint baseline`, instead of those of the configuration's `baseline`
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    #[command(flatten)]
    page: PageChoices,
    #[command(flatten)]
    register: RegisterChoices,
    #[command(flatten)]
    since: SinceOptions,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    answers: AnswersOptions,
    /// Print findings alone, without the sheet of questions and the closing line
    #[arg(long, short)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  govlint check agreement.md              read one document
  govlint check partnership/              read a folder, with the folders in it
  govlint check --fail-on amber --quiet . print gaps alone; fail on any
  govlint check --select hfma.mou.6 x.md  ask one question
  govlint check --format json x.md        for other programs
  govlint check . --output sarif=x.sarif  a file for code scanning, beside the text
  govlint check . --output html=x.html    a report for a board
  govlint check . --output risk-register=risks.xlsx
                                          candidate risks, for people to go on with
  govlint check --format discussion .     the agenda of a meeting, worst gaps first
  govlint check . --save run.json         keep the run, and next year:
  govlint check . --since run.json        say what changed since then, and why

Exit status: 0 if no rating is as bad as --fail-on, 1 if one is, 2 if something could not be used or read, 130 if it was stopped with Ctrl-C.";

impl Check {
    pub(super) fn run(self, colour: ColourChoice) -> Result<Status, Failure> {
        let earlier = self.since.earlier()?;
        let filled = self.register.filled()?;
        let config = self.config.read(&self.paths)?;
        let mut rules = self.rules.load_to_run(&config)?;
        let kind = self.rating.kind(&rules.program)?;
        // Whoever names rules wants to see what they find.
        let advice = self.selection.names_rules();
        let asked = self.selection.apply(&config, &mut rules)?;
        let mut found = discover(&self.paths);
        if let Some(name) = &self.stdin_filename {
            found.name_stdin(name);
        }
        let session =
            Session::new(rules, self.rating.as_of(), kind).reading(self.reading.reading(&config)).asking(asked);
        let session = self.config.around(configured(session, &config)?, &mut found)?;
        let session = self.answers.hear(session, &config, &mut found)?;
        let known = self.baseline.as_ref().or(config.baseline.as_ref().map(|baseline| &baseline.value));
        let known = known.map(|path| BaselineFile::read(path)).transpose().map_err(Failure::Baseline)?;
        let session = self.batch.apply(session.knowing(known), &config)?;
        found.mark_apart();
        let needs_facts = self.output.shows_facts() || self.since.keeps();
        let session = if needs_facts { session } else { session.without_facts() };
        let needs_digests = self.output.shows_digests() || self.since.keeps() || earlier.is_some();
        let session = if needs_digests { session } else { session.without_digests() };
        // The process ends with the run, so that to take the rules apart again would be time lost.
        let session = ManuallyDrop::new(session);
        let bundles: Vec<String> = session.bundles().iter().map(|bundle| bundle.name.clone()).collect();
        let heading = Heading { bundles: &bundles, ..heading(&session) };
        let (style, engine, quiet, others) = (colour.stdout(), session.engine(), self.quiet, &found.others);
        let fail_on = self.fail_on.or(config.fail_on.as_ref().map(|level| level.value)).unwrap_or_default();
        let page = self.page.options();
        let report = |format| -> Box<dyn Report + '_> {
            match format {
                Format::Text => Box::new(Text { heading, engine, style, quiet, advice, others }),
                Format::Short => Box::new(Short { heading, style, advice }),
                Format::Discussion => Box::new(Discussion::new(heading, advice)),
                Format::Json => Box::new(Json::new(heading)),
                Format::Sarif => Box::new(Sarif::new(heading, advice)),
                Format::Junit => Box::new(Junit { heading, fail_on }),
                Format::Github => Box::new(Commands { heading, advice }),
                Format::Gitlab => Box::new(CodeQuality { heading, advice }),
                Format::Rdjson => Box::new(Diagnostics { heading, advice }),
                Format::Csv => Box::new(Csv { heading }),
                Format::Md => Box::new(Markdown::new(heading, advice)),
                Format::Html => Box::new(Page::new(heading, page.clone())),
                Format::Xlsx => Box::new(Results::new(heading)),
                Format::RiskRegister => match &filled {
                    Some(filled) => Box::new(UpToDate { heading, filled }),
                    None => Box::new(RiskRegister { heading }),
                },
                Format::RiskRegisterCsv => Box::new(RiskRegisterCsv { heading }),
            }
        };
        let outputs = self.output.begin(&found.inputs, &self.register)?;
        let agenda = outputs.iter().any(|(format, _)| matches!(format, Format::Discussion));
        let registers = |format: &Format| matches!(format, Format::RiskRegister | Format::RiskRegisterCsv);
        let register = outputs.iter().any(|(format, _)| registers(format)).then_some(advice);
        let (reports, outs) = outputs.into_iter().map(|(format, out)| (report(format), out)).unzip();
        let progress = Progress::of(found.inputs.len(), quiet);
        let run = Run {
            session: &session,
            found: &found,
            reports,
            earlier: earlier.as_ref(),
            heading,
            agenda,
            register,
            progress,
        };
        let tally = run.write(outs, self.since.kept()?)?;
        if let Some(count) = filled.as_ref().and_then(Filled::count).filter(|_| !quiet) {
            print_errors(told(count).as_bytes());
        }
        if let Some(lost) = session.cache().map(Cache::unkept).filter(|&lost| lost > 0) {
            warn(&unkept(lost), colour.stderr());
        }
        status(&tally, fail_on, session.program().rules.is_empty())
    }
}

/// The ratings that `--fail-on` takes.
pub(super) fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(FailOn::ALL.map(FailOn::word)).map(|word| FailOn::of(&word).unwrap_or_default())
}

/// A run with what is made of it.
struct Run<'a> {
    session: &'a Session,
    found: &'a Found,
    reports: Vec<Box<dyn Report + 'a>>,
    earlier: Option<&'a Saved>,
    heading: Heading<'a>,
    /// Whether a report says what is open.
    agenda: bool,
    /// Whether a register says what is lacking, with what is advice alone or without.
    register: Option<bool>,
    progress: Progress,
}

impl Run<'_> {
    /// Writes each report to its place, and the run to the file that keeps it.
    fn write(&self, mut outs: Vec<Out>, mut kept: Option<NewFile>) -> Result<Tally, Failure> {
        let (reports, json) = (&self.reports, Json::new(self.heading));
        for (report, out) in reports.iter().zip(&mut outs) {
            out.write_all(&report.open()?)?;
        }
        keep(&mut kept, || json.open())?;
        let keeping = kept.is_some();
        let show = |index, assessed: &_| {
            let seen = self.earlier.map(|was| seen(self.session, was, assessed));
            let kept = keeping.then(|| json.document(index, assessed)).transpose()?;
            let heard = (self.agenda || self.register.is_some()).then(|| Heard::of(self.session.program(), assessed));
            let shown =
                reports.iter().map(|report| report.document(index, assessed)).collect::<io::Result<Vec<_>>>()?;
            self.progress.done();
            Ok((shown, kept, seen, heard))
        };
        let (mut all, mut open) = (Vec::new(), Vec::new());
        let take = |(shown, line, seen, heard): (Vec<Vec<u8>>, Option<Vec<u8>>, _, _)| {
            all.extend(seen);
            open.extend(heard);
            keep(&mut kept, || Ok(line.unwrap_or_default()))?;
            let mut to = reports.iter().zip(&mut outs).zip(shown);
            self.progress.aside(|| {
                to.try_for_each(|((report, out), shown)| {
                    out.put_document(&shown, report.between())?;
                    if self.progress.is_beside() { out.show() } else { Ok(()) }
                })
            })
        };
        let batch = Batch { session: self.session, inputs: &self.found.inputs, show };
        let tally = batch.run_until(&interruptible(), take);
        self.progress.end();
        let mut tally = tally?;
        if tally.left > 0 {
            return self.interrupted(outs, tally);
        }
        if let Some(mut file) = kept {
            json.close_to(&tally, &mut file)?;
            file.finish()?;
        }
        let (program, asked) = (self.session.program(), self.session.asked());
        let register = self.register.map(|advice| Register::of(program, asked, &open, &tally.bundles, advice));
        tally.register = register;
        tally.agenda = self.agenda.then(|| Agenda::of(program, asked, open, &tally.bundles));
        tally.since = self.earlier.map(|was| since(self.session, was, &all, &tally));
        for (report, out) in reports.iter().zip(outs) {
            end(&**report, out, &tally)?;
        }
        Ok(tally)
    }

    /// Ends a run that was stopped: what is printed ends whole, with what is done; files are not written, as they would pass for
    /// those of the whole run.
    fn interrupted(&self, outs: Vec<Out>, tally: Tally) -> Result<Tally, Failure> {
        for (report, out) in self.reports.iter().zip(outs).filter(|(_, out)| out.is_printed()) {
            end(&**report, out, &tally)?;
        }
        Ok(tally)
    }
}

/// Ends an output: what is said of documents together, and what comes behind that.
fn end(report: &dyn Report, mut out: Out, tally: &Tally) -> Result<(), Failure> {
    out.put_document(&report.together(tally)?, report.between())?;
    report.close_to(tally, &mut out)?;
    out.finish()
}

fn keep(kept: &mut Option<NewFile>, what: impl FnOnce() -> io::Result<Vec<u8>>) -> io::Result<()> {
    kept.as_mut().map_or(Ok(()), |file| file.write_all(&what()?))
}

fn status(tally: &Tally, fail_on: FailOn, for_people: bool) -> Result<Status, Failure> {
    if tally.left > 0 {
        return Err(Failure::Interrupted { read: tally.read + tally.unreadable, left: tally.left });
    }
    if tally.rules.is_empty() && tally.people == 0 && tally.unreadable == 0 {
        return Err(nothing_rated(tally, for_people).into());
    }
    Ok(match (tally.unreadable + tally.misspoken, tally.fails(fail_on)) {
        (0, false) => Status::Clean,
        (0, true) => Status::Found,
        _ => Status::Unusable,
    })
}

/// That results could not be kept, which costs time alone.
fn unkept(lost: usize) -> Diagnostic {
    let results = count(lost, "result", "results");
    Diagnostic::warning("cache", format!("{results} could not be kept: the disk may be full, or the folder gone"))
}

/// Why no rule met any document, which must never pass for a clean run. `for_people` says that no rule was asked for.
fn nothing_rated(tally: &Tally, for_people: bool) -> Diagnostic {
    if tally.read == 0 {
        return no_documents();
    }
    let problem = Diagnostic::error("nothing-rated", "no rule met any document, so nothing was rated");
    if for_people {
        problem.help("what is asked only people can answer: `govlint assess` writes them a questionnaire")
    } else if tally.untold > 0 {
        problem.help("say what kind of document it is, with --kind or as `kind:` in the front matter")
    } else {
        problem.help("no rule that was asked for applies to these kinds of document: see `govlint rules list`")
    }
}

/// Why there is nothing to show.
pub(super) fn no_documents() -> Diagnostic {
    Diagnostic::error("no-documents", "there is no document here that can be read")
        .note(format!("formats that are read: {}", FileFormat::list()))
}
