use std::num::NonZero;
use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::output::Failure;
use crate::diagnostic::Diagnostic;
use crate::language::Program;
use crate::language::model::{KindId, QuestionId, RuleId};
use crate::read;
use crate::workspace::{
    Cache, Config, LEAST_MEMORY, MOST_MEMORY, RuleSet, Selection, Session, Setting, Unloaded, nearest, today,
    unknown_rule,
};

/// Which rules are used.
#[derive(Args)]
pub(super) struct RuleOptions {
    /// Use these rules too: a `.rules` file or a folder of them; may be given more than once. Rules under the name of some of
    /// govlint's own take their place
    #[arg(long, value_name = "PATH", help_heading = "Rules")]
    rules: Vec<PathBuf>,
}

impl RuleOptions {
    /// Whether rules are named.
    pub(super) fn is_given(&self) -> bool {
        !self.rules.is_empty()
    }

    /// The rules that are named.
    pub(super) fn named(&self) -> &[PathBuf] {
        &self.rules
    }

    /// Reads and checks the rules, with their examples.
    pub(super) fn load(&self) -> Result<RuleSet, Failure> {
        sound(RuleSet::load(&self.rules)?)
    }

    /// Reads and checks the rules to run them, those that the configuration names first.
    pub(super) fn load_to_run(&self, config: &Config) -> Result<RuleSet, Failure> {
        let loaded = RuleSet::load_configured(config, &self.rules);
        sound(loaded.map_err(|why| match why {
            Unloaded::Path(problem) => Failure::Problem(problem),
            Unloaded::Config(broken) => Failure::Config(broken),
        })?)
    }
}

/// The rules if they can be run; else what is wrong with them.
pub(super) fn sound(rules: RuleSet) -> Result<RuleSet, Failure> {
    if rules.is_sound() { Ok(rules) } else { Err(Failure::Rules(Box::new(rules))) }
}

/// Which of them are run.
#[derive(Args)]
pub(super) struct SelectOptions {
    /// Run only these rules: ids of rules or questions, or how such ids begin (`hfma.mou`); those that are off are run too
    #[arg(long, value_name = "ID", value_delimiter = ',', help_heading = "Rules")]
    select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "ID", value_delimiter = ',', help_heading = "Rules")]
    ignore: Vec<String>,
}

impl SelectOptions {
    /// Whether rules are chosen.
    pub(super) fn is_given(&self) -> bool {
        !(self.select.is_empty() && self.ignore.is_empty())
    }

    /// Whether it is said which rules are run.
    pub(super) fn names_rules(&self) -> bool {
        !self.select.is_empty()
    }

    /// Leaves only the rules that are chosen: here, or else in the configuration.
    /// The questions that are asked are returned.
    pub(super) fn apply(self, config: &Config, rules: &mut RuleSet) -> Result<Vec<QuestionId>, Failure> {
        // What is wrong with the profile is told with all else that is wrong with the configuration.
        config.partnership(&rules.program).unwrap_or_default().wake(&mut rules.program);
        let weighed = config.weigh(&mut rules.program);
        weighed.map_err(|problems| Failure::Config(Box::new((config.clone(), problems))))?;
        let or = |asked: Vec<String>, configured: &Option<Setting<Vec<String>>>| match configured {
            Some(configured) if asked.is_empty() => configured.value.clone(),
            _ => asked,
        };
        let (select, ignore) = (or(self.select, &config.select), or(self.ignore, &config.ignore));
        let selection = Selection { select, ignore };
        let questions = selection.questions(&rules.program);
        rules.select(&selection)?;
        Ok(questions)
    }
}

/// What a document is rated as.
#[derive(Args)]
pub(super) struct RatingOptions {
    /// Reckon promises from this day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    as_of: Option<Date>,
    /// Take all documents named to be of this kind, whatever they look like
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
}

impl RatingOptions {
    /// Whether anything is said.
    pub(super) fn is_given(&self) -> bool {
        self.as_of.is_some() || self.kind.is_some()
    }

    pub(super) fn as_of(&self) -> Date {
        self.as_of.unwrap_or_else(today)
    }

    pub(super) fn kind(&self, program: &Program) -> Result<Option<KindId>, Diagnostic> {
        let Some(asked) = &self.kind else { return Ok(None) };
        if let Some(index) = program.kinds.iter().position(|kind| kind.name.eq_ignore_ascii_case(asked)) {
            return Ok(Some(KindId(index as u32)));
        }
        let problem = Diagnostic::error("unknown-kind", format!("no kind of document is called `{asked}`"));
        let names: Vec<&str> = program.kinds.iter().map(|kind| &*kind.name).collect();
        Err(match nearest(asked, names.iter().copied()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("the kinds are {}", names.join(", "))),
        })
    }
}

/// How documents are read.
#[derive(Args)]
pub(super) struct ReadingOptions {
    /// Read a document with tracked changes as it is once they are accepted, or as it was before: accepted or original
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = Revisions::Accepted, hide_possible_values = true)]
    revisions: Revisions,
    /// Megabytes of memory that one document may take; one that needs more is refused [default: 512]
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u64).range(LEAST_MEMORY..=MOST_MEMORY))]
    memory: Option<u64>,
}

impl ReadingOptions {
    /// How documents are read: what is said here, or else in the configuration.
    pub(super) fn reading(&self, config: &Config) -> read::Reading {
        let revisions = match self.revisions {
            Revisions::Accepted => read::Revisions::Accepted,
            Revisions::Original => read::Revisions::Original,
        };
        let configured = config.memory.as_ref().map(|memory| memory.value);
        let memory = self.memory.or(configured).map_or(read::Reading::default().memory, |megabytes| megabytes << 20);
        read::Reading { revisions, memory }
    }
}

/// How many documents are worked on.
#[derive(Args)]
pub(super) struct BatchOptions {
    /// Work on so many documents at once; the output is the same whatever the number [default: one for each processor]
    #[arg(long, short, value_name = "NUMBER", value_parser = jobs(), help_heading = "Many documents")]
    jobs: Option<NonZero<usize>>,
    /// Keep what comes of each document in this folder, and read no document again that is there, unless the rules, the day or
    /// govlint have changed. What is kept quotes the documents; `govlint cache clear` removes it
    #[arg(long, value_name = "FOLDER", help_heading = "Many documents")]
    cache: Option<PathBuf>,
}

impl BatchOptions {
    /// A session that works so.
    pub(super) fn apply(&self, session: Session, config: &Config) -> Result<Session, Failure> {
        let folder = self.cache.as_ref().or(config.cache.as_ref().map(|cache| &cache.value));
        let cache = folder.map(|folder| Cache::at(folder)).transpose()?;
        Ok(session.jobs(self.jobs).caching(cache))
    }
}

/// More threads than this help nobody.
const MOST_JOBS: u64 = 256;

fn jobs() -> impl TypedValueParser<Value = NonZero<usize>> {
    clap::value_parser!(u64)
        .range(1..=MOST_JOBS)
        .map(|jobs| NonZero::new(jobs as usize).unwrap_or(NonZero::<usize>::MIN))
}

#[derive(Clone, Copy, ValueEnum)]
enum Revisions {
    Accepted,
    Original,
}

/// What is printed.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

/// What an id names.
pub(super) enum Named {
    Rule(RuleId),
    Question(QuestionId),
}

/// The rule or question of an id. The last part of a rule's id will do where no other rule's ends so.
pub(super) fn named(program: &Program, id: &str) -> Result<Named, Diagnostic> {
    if let Some(index) = program.rules.iter().position(|rule| rule.id == id) {
        return Ok(Named::Rule(RuleId(index as u32)));
    }
    if let Some(index) = program.questions.iter().position(|question| question.id == id) {
        return Ok(Named::Question(QuestionId(index as u32)));
    }
    let ends_so = |rule: &str| rule.rsplit('.').next() == Some(id);
    let mut short = program.rules.iter().enumerate().filter(|(_, rule)| ends_so(&rule.id));
    if let (Some((index, _)), None) = (short.next(), short.next()) {
        return Ok(Named::Rule(RuleId(index as u32)));
    }
    Err(unknown_rule(program, id))
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written as year, month and day, such as 2026-11-22".to_owned())
}
