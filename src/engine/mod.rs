//! Rules compiled to a plan over one vocabulary; one scan a document; finds joined by position; arms to ratings.

mod explain;
mod fact;
mod find;
mod kind;
mod place;
mod plan;
mod profile;
mod rate;
mod rating;
mod scan;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, OnceLock, PoisonError};

use jiff::civil::Date;

use crate::document::Document;
use crate::language::Program;
use crate::language::model::KindId;
use crate::prose::Prose;

use find::{Finder, Work};
use kind::Kinds;
use place::Layout;
use plan::Plan;
use scan::Regexes;

pub use explain::{ArmTrace, ExampleRun, FindTrace, SUGGEST_RATES_GREEN, Trace, TracedMatch, WordsTrace};
pub(crate) use fact::is_part;
pub use profile::{Profiled, Step};
pub use rating::{
    Alias, Because, Certainty, Colour, Evidence, FactField, FactValue, Group, KindTold, NearMiss, Rating, Reason,
    Verdict,
};

/// A program made ready to rate documents; shared by all threads.
#[derive(Debug)]
pub struct Engine {
    program: Program,
    kinds: Kinds,
    regexes: Regexes,
    /// By kind, made at first need: for ratings alone, and for facts too.
    plans: Vec<[OnceLock<Plan>; 2]>,
    /// Buffers that no thread uses at the moment.
    spare: Mutex<Vec<Work>>,
}

/// What a run is told.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The day that promises are reckoned from.
    pub as_of: Date,
    /// The kind of document, where the person who runs it says so.
    pub kind: Option<KindId>,
}

impl Engine {
    /// Compiles a checked program.
    pub fn new(program: Program) -> Self {
        let kinds = Kinds::new(&program);
        let plans = program.kinds.iter().map(|_| Default::default()).collect();
        let regexes = Regexes::new(&program);
        Self { program, kinds, regexes, plans, spare: Mutex::default() }
    }

    /// The program it was made from.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Rates one document and takes its facts; `path` is its name, for the kind alone.
    pub fn rate(&self, document: &Document, path: &str, settings: Settings) -> Verdict {
        self.verdict(document, path, settings, true)
    }

    /// Rates one document as [`Engine::rate`] does, and leaves its facts and aliases empty: what only they need is not looked for.
    pub fn rate_without_facts(&self, document: &Document, path: &str, settings: Settings) -> Verdict {
        self.verdict(document, path, settings, false)
    }

    fn verdict(&self, document: &Document, path: &str, settings: Settings, with_facts: bool) -> Verdict {
        let prose = Prose::read(document, &self.program.vocabulary).on(settings.as_of);
        let layout = Layout { document, prose: &prose };
        let kind = self.kinds.tell(&self.program, document, &prose, path, settings);
        let plan =
            kind.and_then(|told| if with_facts { self.plan(told.kind) } else { self.plan_of_ratings(told.kind) });
        let Some(plan) = plan else { return Verdict { kind, ..Verdict::default() } };
        self.search(plan, layout, settings, |finder| {
            let mut ratings = Vec::with_capacity(plan.rules.len());
            ratings.extend(plan.rules.iter().filter_map(|rule| rate::rate(finder, rule)));
            let rated = Verdict { kind, ratings, ..Verdict::default() };
            if with_facts {
                Verdict { facts: fact::facts(finder), aliases: fact::aliases(finder), ..rated }
            } else {
                rated
            }
        })
    }

    /// The plan of a kind; none for a kind that the program does not have.
    fn plan(&self, kind: KindId) -> Option<&Plan> {
        let [_, plan] = self.plans.get(kind.at())?;
        Some(plan.get_or_init(|| Plan::new(&self.program, &self.regexes, kind, true)))
    }

    /// The same without facts.
    fn plan_of_ratings(&self, kind: KindId) -> Option<&Plan> {
        let [plan, _] = self.plans.get(kind.at())?;
        Some(plan.get_or_init(|| Plan::new(&self.program, &self.regexes, kind, false)))
    }

    /// Scans a document and searches it with buffers that are kept for the next one.
    fn search<T>(&self, plan: &Plan, layout: Layout, settings: Settings, search: impl FnOnce(&mut Finder) -> T) -> T {
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let mut work = spare().pop().unwrap_or_default();
        let vocabulary = &self.program.vocabulary;
        let mut finder = Finder::new(&self.program, plan, vocabulary, layout, settings, &mut work);
        let found = search(&mut finder);
        spare().push(work);
        found
    }
}
