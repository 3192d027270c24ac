use jiff::civil::Date;

use crate::assess::{Digest, Partnership, Stamp};
use crate::language::Program;
use crate::language::model::QuestionId;
use crate::read::Revisions;

/// What a report says of the run as a whole, before its documents.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    /// The rules.
    pub program: &'a Program,
    /// The day that promises are reckoned from.
    pub as_of: Date,
    /// The packs that the rules came from.
    pub packs: &'a [Stamp],
    /// Digest of the configuration; none where there is none.
    pub config: Option<Digest>,
    /// The questions that the run asks.
    pub asked: &'a [QuestionId],
    /// The names of its bundles.
    pub bundles: &'a [String],
    /// How tracked changes are read.
    pub revisions: Revisions,
    /// What the configuration says of the partnership.
    pub partnership: &'a Partnership,
}
