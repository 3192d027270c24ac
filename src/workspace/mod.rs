//! The one room with files, threads and the clock: finds rules and documents, and drives the way from bytes to ratings.

mod answers;
mod apart;
mod batch;
mod bundles;
mod cache;
mod clock;
mod config;
mod discover;
mod excuse;
mod format;
mod load;
mod profile;
mod rate;
mod revision;
mod rules;
mod select;
mod shipped;
mod text;
mod whole;

pub use answers::{ANSWERS, AnswersFile, Broken, Returns};
pub use apart::{read_apart_with, serve};
pub use batch::{Batch, Stop};
pub use bundles::Bundle;
pub use cache::Cache;
pub use clock::today;
pub use config::{
    BASELINE, Config, ConfigFile, Draft, KEYS, Key, Kinds, LEAST_MEMORY, MOST_MEMORY, NAME as CONFIG, Name, Names,
    Said, Setting, Starter, Unusable, Waive, schema as config_schema,
};
pub use discover::{Found, Input, discover, shown_path};
pub use excuse::{BaselineFile, NewBaseline};
pub use format::Formatted;
pub use load::file as read_file;
pub use revision::revision;
pub use rules::{RuleSet, Unloaded};
pub use select::{Selection, nearest, unknown_rule};
pub use text::TextFile;
pub use whole::{NewFile, Replace, Save, abandon};

use excuse::Waivers;
use rate::guarded;

use std::num::NonZero;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::assess::{Asking, Digest, Excused, Partnership, Rollup, SaidIn, Stamp, Tally};
use crate::bundle::Known;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::engine::{Engine, Rating, Settings};
use crate::language::Program;
use crate::language::model::{KindId, QuestionId};
use crate::read::{Reading, Revisions};

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
    waivers: Waivers,
    baseline: Option<BaselineFile>,
    /// Those of the waivers that the configuration of the run says.
    waived: Vec<usize>,
    /// Ids of the rules that are not run.
    left_out: Vec<String>,
    config: Option<Digest>,
    asked: Vec<QuestionId>,
    /// What the configurations of the documents' folders say of them.
    locals: Vec<Local>,
    bundles: Vec<Rollup>,
    /// The folders of the bundles.
    homes: Vec<PathBuf>,
    /// What is known of documents from earlier runs.
    cache: Option<Cache>,
    /// Threads that work on documents, where that is said.
    jobs: Option<NonZero<usize>>,
    /// Whether facts are taken of documents too that are rated by themselves.
    facts: bool,
    /// Whether digests are taken of documents.
    digests: bool,
}

/// What a configuration says of the documents in its folder.
#[derive(Debug)]
struct Local {
    partnership: Partnership,
    kinds: Kinds,
    /// Indexes into the waivers of the run.
    waived: Vec<usize>,
}

impl Session {
    /// Makes checked rules ready; `kind` is the kind of all documents, where the person who runs it says so.
    pub fn new(rules: RuleSet, as_of: Date, kind: Option<KindId>) -> Self {
        let (packs, left_out) = (rules.stamps(), rules.left_out);
        Self {
            engine: Engine::new(rules.program),
            settings: Settings { as_of, kind },
            packs,
            reading: Reading::default(),
            partnership: Partnership::default(),
            kinds: Kinds::default(),
            names: Names::default(),
            waivers: Waivers::default(),
            baseline: None,
            waived: Vec::new(),
            left_out,
            config: None,
            asked: Vec::new(),
            locals: Vec::new(),
            bundles: Vec::new(),
            homes: Vec::new(),
            cache: None,
            jobs: None,
            facts: true,
            digests: true,
        }
    }

    /// Says which questions the run asks, those too that no rule answers.
    #[must_use]
    pub fn asking(self, asked: Vec<QuestionId>) -> Self {
        Self { asked, ..self }
    }

    /// Adds what the folders of documents say of them. An error is a configuration that names what the rules do not declare.
    pub fn around(mut self, found: &Found) -> Result<Self, Unusable> {
        for config in &found.configs {
            let local = self.local(config).map_err(|problems| Unusable::from((config.clone(), problems)))?;
            self.locals.push(local);
        }
        let partnership = |config: &Config| {
            config.partnership(self.program()).map_err(|problems| Unusable::from((config.clone(), problems)))
        };
        let rollup = |bundle: &Bundle| -> Result<Rollup, Unusable> {
            match &bundle.config {
                Some(config) => {
                    let names = config.names().map_err(|problems| Unusable::from((config.clone(), problems)))?;
                    let rollup = Rollup::new(&*bundle.name, partnership(config)?);
                    Ok(rollup.knowing(names.known()))
                }
                None => Ok(Rollup::new(&*bundle.name, self.partnership.clone()).knowing(self.known())),
            }
        };
        let bundles = found.bundles.iter().map(rollup).collect::<Result<_, _>>()?;
        Ok(Self { bundles, ..self })
    }

    /// What a configuration says of documents.
    fn local(&mut self, config: &Config) -> Result<Local, Vec<Diagnostic>> {
        let (program, as_of) = (self.engine.program(), self.settings.as_of);
        let waived = self.waivers.add(Asking { program, left_out: &self.left_out, as_of }, config);
        match (config.partnership(program), config.document_kinds(program), waived) {
            (Ok(partnership), Ok(kinds), Ok(waived)) => Ok(Local { partnership, kinds, waived }),
            (partnership, kinds, waived) => {
                Err([partnership.err(), kinds.err(), waived.err()].into_iter().flatten().flatten().collect())
            }
        }
    }

    /// Adds the gaps that are known.
    #[must_use]
    pub fn knowing(self, baseline: Option<BaselineFile>) -> Self {
        Self { baseline, ..self }
    }

    /// The questions that the run asks.
    pub fn asked(&self) -> &[QuestionId] {
        &self.asked
    }

    /// The bundles of the run, without documents.
    pub fn bundles(&self) -> &[Rollup] {
        &self.bundles
    }

    /// Says where results are kept, and looked for before a document is read.
    #[must_use]
    pub fn caching(self, cache: Option<Cache>) -> Self {
        Self { cache, ..self }
    }

    /// Where results are kept, if they are.
    pub fn cache(&self) -> Option<&Cache> {
        self.cache.as_ref()
    }

    /// Says that nobody reads the facts of documents: they are taken only where rules across documents, or a cache, ask for them.
    #[must_use]
    pub fn without_facts(self) -> Self {
        Self { facts: false, ..self }
    }

    /// Says that nobody reads the digests of documents: they are taken only where a cache asks for them.
    #[must_use]
    pub fn without_digests(self) -> Self {
        Self { digests: false, ..self }
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
    pub fn configured(mut self, config: &Config) -> Result<Self, Vec<Diagnostic>> {
        match (self.local(config), config.names()) {
            (Ok(Local { partnership, kinds, waived }), Ok(names)) => {
                Ok(Self { partnership, kinds, waived, names, config: config.digest(), ..self })
            }
            (local, names) => Err([local.err(), names.err()].into_iter().flatten().flatten().collect()),
        }
    }

    /// The same as rules across documents take it.
    pub fn known(&self) -> Known {
        self.names.known()
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
}

impl Session {
    /// The gaps of a document that somebody has waived, in its own comments or in the configuration. What is wrong with the
    /// comments is added to the document's problems.
    fn excuse(&self, waived: &[usize], path: &str, document: &mut Document, ratings: &[Rating]) -> Excused {
        let mut excused = Excused::default();
        let asking = Asking { program: self.program(), left_out: &self.left_out, as_of: self.as_of() };
        let problems = excused.hear(asking, document, ratings);
        if !waived.is_empty() {
            for (index, waiver, scope) in self.waivers.of(waived, path) {
                let cover = excused.apply(waiver, scope, asking.as_of, document, ratings);
                excused.claim(asking, waiver, scope.clone(), cover, SaidIn::Configuration(index));
                excused.covers.push((index, cover));
            }
        }
        if let Some(known) = &self.baseline {
            excused.recall(asking, known.baseline(), &known.place(path), document, ratings);
        }
        document.problems.extend(problems);
        excused
    }

    /// Settles what the bundles of `tally` come to: which of their gaps are waived, and which the baseline knows.
    fn close(&self, tally: &mut Tally) {
        let asking = Asking { program: self.program(), left_out: &self.left_out, as_of: self.as_of() };
        let known = self.baseline.as_ref();
        let place = |path: &str| known.map_or_else(|| path.to_owned(), |known| known.place(path));
        tally.close(asking, known.map(BaselineFile::baseline), place);
    }

    /// Adds to `tally` what is to be said of the run, with the files that it speaks of: waivers that have ended or waive nothing,
    /// known gaps that are gone.
    fn remark(&self, tally: &mut Tally) {
        (tally.problems, tally.files) = self.waivers.remarks(&tally.covers);
        tally.remark_claims();
        if let Some(known) = &self.baseline {
            tally.problems.extend(known.remark(tally.files.len(), &tally.gone));
            tally.files.push((known.file.name.clone(), known.file.text.clone()));
        }
    }
}
