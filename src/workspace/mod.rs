//! The one room with files, threads and the clock: finds rules and documents, and drives the way from bytes to ratings.

mod answers;
mod apart;
mod batch;
mod bundles;
mod clock;
mod config;
mod discover;
mod format;
mod keep;
mod load;
mod profile;
mod rules;
mod save;
mod select;
mod shipped;
mod text;

pub use answers::{ANSWERS, AnswersFile, Broken, Returns};
pub use apart::{read_apart_with, serve};
pub use batch::Batch;
pub use bundles::Bundle;
pub use clock::today;
pub use config::{Config, ConfigFile, KEYS, Key, Kinds, LEAST_MEMORY, MOST_MEMORY, Names, Said, Setting, Unusable};
pub use discover::{Found, Input, discover};
pub use format::Formatted;
pub use keep::NewFile;
pub use rules::RuleSet;
pub use save::{Replace, Save};
pub use select::{Selection, nearest, unknown_rule};
pub use text::TextFile;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use jiff::civil::Date;

use crate::assess::{Assessed, Digest, Partnership, Rated, Rollup, Stamp};
use crate::diagnostic::Diagnostic;
use crate::engine::{Engine, Rating, Settings, Trace};
use crate::language::Program;
use crate::language::model::{KindId, QuestionId, RuleId};
use crate::read::{Format, Reading, Revisions};
use crate::source::{Coding, LineIndex};

/// Rules made ready, and what a run is told: all that is needed to rate documents. Shared by all threads.
#[derive(Debug)]
pub struct Session {
    engine: Engine,
    settings: Settings,
    packs: Vec<Stamp>,
    reading: Reading,
    partnership: Partnership,
    kinds: Kinds,
    names: Names,
    config: Option<Digest>,
    asked: Vec<QuestionId>,
    /// What the configurations of the documents' folders say of the partnership.
    partnerships: Vec<Partnership>,
    bundles: Vec<Rollup>,
    /// The folders of the bundles.
    homes: Vec<PathBuf>,
}

impl Session {
    /// Makes checked rules ready; `kind` is the kind of all documents, where the person who runs it says so.
    pub fn new(rules: RuleSet, as_of: Date, kind: Option<KindId>) -> Self {
        let packs = rules.stamps();
        Self {
            engine: Engine::new(rules.program),
            settings: Settings { as_of, kind },
            packs,
            reading: Reading::default(),
            partnership: Partnership::default(),
            kinds: Kinds::default(),
            names: Names::default(),
            config: None,
            asked: Vec::new(),
            partnerships: Vec::new(),
            bundles: Vec::new(),
            homes: Vec::new(),
        }
    }

    /// Says which questions the run asks, those too that no rule answers.
    #[must_use]
    pub fn asking(self, asked: Vec<QuestionId>) -> Self {
        Self { asked, ..self }
    }

    /// Adds what the folders of documents say of them. An error is a configuration that names what the rules do not declare.
    pub fn around(self, found: &Found) -> Result<Self, Unusable> {
        let partnership = |config: &Config| {
            config.partnership(self.program()).map_err(|problems| Unusable::from((config.clone(), problems)))
        };
        let partnerships = found.configs.iter().map(partnership).collect::<Result<_, _>>()?;
        let rollup = |bundle: &Bundle| match &bundle.config {
            Some(config) => partnership(config).map(|partnership| Rollup::new(&*bundle.name, partnership)),
            None => Ok(Rollup::new(&*bundle.name, self.partnership.clone())),
        };
        let bundles = found.bundles.iter().map(rollup).collect::<Result<_, _>>()?;
        Ok(Self { partnerships, bundles, ..self })
    }

    /// The questions that the run asks.
    pub fn asked(&self) -> &[QuestionId] {
        &self.asked
    }

    /// The bundles of the run, without documents.
    pub fn bundles(&self) -> &[Rollup] {
        &self.bundles
    }

    /// Says how documents are read.
    #[must_use]
    pub fn reading(self, reading: Reading) -> Self {
        Self { reading, ..self }
    }

    /// How tracked changes are read.
    pub fn revisions(&self) -> Revisions {
        self.reading.revisions
    }

    /// Adds what a configuration says of the partnership and of kinds of document. Errors are places of it that name what the
    /// rules do not declare.
    pub fn configured(self, config: &Config) -> Result<Self, Vec<Diagnostic>> {
        let program = self.engine.program();
        match (config.partnership(program), config.document_kinds(program), config.names()) {
            (Ok(partnership), Ok(kinds), Ok(names)) => {
                Ok(Self { partnership, kinds, names, config: config.digest(), ..self })
            }
            (partnership, kinds, names) => {
                Err([partnership.err(), kinds.err(), names.err()].into_iter().flatten().flatten().collect())
            }
        }
    }

    /// What the configuration says of the names of bodies, parties and posts.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// What the configuration says of the partnership.
    pub fn partnership(&self) -> &Partnership {
        &self.partnership
    }

    /// Digest of the configuration; none where there is none.
    pub fn config(&self) -> Option<Digest> {
        self.config
    }

    /// The engine, for what it tells about its rules.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The rules.
    pub fn program(&self) -> &Program {
        self.engine.program()
    }

    /// The packs that the rules came from, in the order of the program.
    pub fn packs(&self) -> &[Stamp] {
        &self.packs
    }

    /// The day that promises are reckoned from.
    pub fn as_of(&self) -> Date {
        self.settings.as_of
    }

    /// Opens, reads and rates one document.
    pub fn open(&self, input: &Input) -> Assessed {
        match input.bytes() {
            Ok(bytes) => self.rate(input, &bytes),
            Err(problem) => Assessed::unread(&input.path, problem),
        }
    }

    /// Reads and rates a document whose bytes were read before.
    pub fn rate(&self, input: &Input, bytes: &[u8]) -> Assessed {
        let partnership = input.said.config.and_then(|config| self.partnerships.get(config));
        let assessed = self.assess_for(partnership.unwrap_or(&self.partnership), &input.path, bytes);
        let bundle = input.said.bundle;
        let place = bundle.map_or_else(|| input.path.clone(), |bundle| self.place(bundle, &input.path));
        let people = bundle.and_then(|bundle| self.bundles.get(bundle)?.people.clone());
        Assessed { named: input.named, bundle, place, people, ..assessed }
    }

    /// The ratings that a document of this run would have had on another day.
    pub fn on_day(&self, assessed: &Assessed, as_of: Date) -> Vec<Rating> {
        let Ok(rated) = &assessed.outcome else { return Vec::new() };
        let Some(told) = rated.verdict.kind else { return Vec::new() };
        let settings = Settings { as_of, kind: Some(told.kind) };
        let mut verdict = self.engine.rate(&rated.document, &assessed.path, settings);
        assessed.partnership.settle(self.program(), &mut verdict);
        verdict.ratings
    }

    /// Why a rule rates a document as it does; a document of another kind is taken for one that the rule applies to.
    pub fn trace(&self, rated: &Rated, rule: RuleId) -> Option<Trace> {
        let applies = &self.program().rules.get(rule.at())?.applies;
        let kind = rated.verdict.kind.map(|told| told.kind).filter(|kind| applies.contains(kind));
        self.engine.trace(&rated.document, rule, Settings { kind, ..self.settings })
    }

    /// Reads and rates one document, given as the bytes of a file; they and `path`, which names it, tell its format.
    ///
    /// Whatever the bytes, this returns: a failure inside the program costs this document alone.
    pub fn assess(&self, path: &str, bytes: &[u8]) -> Assessed {
        self.assess_for(&self.partnership, path, bytes)
    }

    fn assess_for(&self, partnership: &Partnership, path: &str, bytes: &[u8]) -> Assessed {
        let format = Format::of(path, bytes);
        let shown = format.shown(bytes);
        let outcome = guarded(|| {
            let document = match format {
                Format::Pdf => apart::pdf(bytes, self.reading.memory)?.document(self.reading)?,
                _ => format.read(bytes, self.reading)?,
            };
            let kind = self.settings.kind.or_else(|| self.kinds.of(path));
            let mut verdict = self.engine.rate(&document, path, Settings { kind, ..self.settings });
            partnership.settle(self.program(), &mut verdict);
            Ok(Rated { document, verdict })
        });
        let worded = shown.is_none();
        let (source, coding) = match shown {
            Some((source, coding)) => (source.into_owned(), coding),
            None => (outcome.as_ref().map_or("", |rated| rated.document.text.as_str()).to_owned(), Coding::default()),
        };
        Assessed {
            path: path.to_owned(),
            digest: Some(Digest::of(bytes)),
            format,
            lines: LineIndex::new(&source).decoded(coding),
            source,
            worded,
            bundle: None,
            place: path.to_owned(),
            people: None,
            partnership: partnership.clone(),
            named: true,
            outcome,
        }
    }
}

/// Does some work on one document; a panic in it is a diagnostic.
fn guarded<T>(work: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(internal(panic.as_ref())))
}

fn internal(panic: &(dyn std::any::Any + Send)) -> Diagnostic {
    let words = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Diagnostic::error("internal-error", "govlint failed on this document; the fault is govlint's, not the document's")
        .note(words.unwrap_or("the failure left no message"))
        .help("please report it, with the document if it may be shared")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_diagnostic() {
        let problem = guarded::<()>(|| panic!("lost {}", 7)).unwrap_err();
        assert_eq!((problem.code, &*problem.notes), ("internal-error", &["lost 7".to_owned()][..]));
    }
}
