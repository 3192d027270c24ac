//! Rules compiled to a plan over one vocabulary; one scan a document; finds joined by position; arms to ratings.

mod rating;

use jiff::civil::Date;

use crate::document::Document;
use crate::language::Program;
use crate::language::model::{KindId, RuleId};

pub use rating::{Because, Colour, Evidence, FactValue, KindTold, NearMiss, Rating, Reason, Verdict};

/// A program made ready to rate documents; shared by all threads.
#[derive(Debug)]
pub struct Engine {
    program: Program,
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
        Self { program }
    }

    /// The program it was made from.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Rates one document; `path` is its name, for the kind alone.
    pub fn rate(&self, _document: &Document, _path: &str, _settings: Settings) -> Verdict {
        Verdict::default()
    }

    /// The words that a rule looks for, a few of each group, in the order of its finds.
    pub fn looked_for(&self, _rule: RuleId) -> Vec<String> {
        Vec::new()
    }
}
