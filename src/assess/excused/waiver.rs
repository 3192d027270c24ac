use jiff::civil::Date;

use crate::document::{BlockId, Document};
use crate::engine::Rating;
use crate::language::model::RuleId;

/// What somebody has said of a gap: that it is known and let be until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rule or question, as written.
    pub id: String,
    /// The rules that are meant; none where they are not run.
    pub rules: Vec<RuleId>,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub who: String,
    /// The last day on which it holds.
    pub until: Date,
}

/// What of a document a waiver is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Whole,
    /// A clause by its number or the words of its heading, with what is under it.
    Clause(String),
    /// A block with what it leads in; for a heading its section, for the title the whole. A gap that rests on no words at all
    /// has no place, so that it is meant too.
    Block(BlockId),
    /// No block; a gap that rests on no words is meant.
    Nowhere,
}

/// What became of a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cover {
    /// None of its rules was run.
    Unmet,
    /// There is no gap.
    Unused,
    /// There is one, but the waiver has ended.
    Overdue,
    /// There is one, and it is waived.
    Used,
}

/// Lead-ins followed upwards.
const STEPS: usize = 32;

impl Scope {
    /// Whether what stands in a block is meant.
    pub(super) fn takes_in(&self, document: &Document, place: BlockId) -> bool {
        match self {
            Self::Whole => true,
            Self::Nowhere => false,
            Self::Block(block) => is_under(document, place, *block),
            Self::Clause(clause) => is_in_clause(document, place, clause),
        }
    }

    /// Whether the gap of a rating is meant.
    pub fn holds(&self, document: &Document, rating: &Rating) -> bool {
        let mut places = rating.evidence.iter().map(|evidence| evidence.block);
        let placeless = rating.evidence.is_empty();
        match self {
            Self::Whole => true,
            Self::Nowhere | Self::Block(_) => placeless || places.any(|place| self.takes_in(document, place)),
            Self::Clause(_) => {
                let home = rating.home.and_then(|home| document.block_at(home.start));
                places.chain(home.filter(|_| placeless)).any(|place| self.takes_in(document, place))
            }
        }
    }
}

/// Whether a block is another, is led in by it, or stands in the section that it heads.
pub(super) fn is_under(document: &Document, place: BlockId, block: BlockId) -> bool {
    let mut leads = std::iter::successors(Some(place), |&lead| document.block(lead).lead_in).take(STEPS);
    let heads = |section| document.section(section).heading == Some(block);
    document.title == Some(block) || leads.any(|lead| lead == block) || document.sections_around(place).any(heads)
}

/// Whether a block stands in the clause of a number, or under a heading of some words.
fn is_in_clause(document: &Document, place: BlockId, clause: &str) -> bool {
    let clause = clause.trim().trim_end_matches('.');
    let numbered = document.clause_name(place).is_some_and(|name| {
        name.strip_prefix(clause).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
    });
    let headed = |section| {
        let heading = document.section(section).heading.map(|heading| document.block(heading));
        heading.is_some_and(|heading| {
            let words = document.text.slice(heading.span).trim().trim_end_matches(':');
            let body = document.text.slice(crate::source::Span::new(heading.body, heading.span.end));
            [words, body.trim().trim_end_matches(':')].iter().any(|words| words.to_lowercase() == clause.to_lowercase())
        })
    };
    numbered || document.sections_around(place).any(headed)
}
