//! Rules: arms in order, what they say, and their examples.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Across, AreaId, Expr, FindId, KindId, PackId, Place, ProfileIs, QuestionId};

/// A rule: finds, and arms that say what they are worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// `pack.area.rule`.
    pub id: String,
    /// The title in quotes.
    pub title: String,
    /// Its pack.
    pub pack: PackId,
    /// The area that the second part of its id names.
    pub area: AreaId,
    /// Questions it answers.
    pub answers: Vec<QuestionId>,
    /// Kinds of document it applies to.
    pub applies: Vec<KindId>,
    /// What the profile must say for it to apply.
    pub when: Option<ProfileIs>,
    /// Whose yardstick it is.
    pub basis: Basis,
    /// The sort of risk, as written; empty where none is given.
    pub risk: String,
    /// What could happen where it is not in place; empty where none is given.
    pub event: String,
    /// What that would lead to; empty where none is given.
    pub effect: String,
    /// The open question for a meeting; empty where none is given.
    pub ask: String,
    /// Whether it advises alone: its ratings never fail a run.
    pub advisory: bool,
    /// Whether it is run only where somebody asks for it, as it or its pack says.
    pub off: bool,
    /// Whether it says so itself, whatever its pack says.
    pub off_itself: bool,
    /// What it sees of all documents of a bundle; none for a rule that sees one document.
    pub across: Option<Box<Across>>,
    /// Its finds in the order written.
    pub finds: Vec<FindId>,
    /// Arms in the order written; the last is `otherwise` (its condition is none).
    pub arms: Vec<Arm>,
    /// What to write, in words; empty where none is given.
    pub help: String,
    /// A clause to paste; empty where none is given.
    pub suggest: String,
    /// Its examples; not stored with the program.
    #[serde(skip)]
    pub examples: Vec<Example>,
    /// Where it is declared.
    pub place: Place,
}

impl Rule {
    /// The kinds of document that it is about: those that it applies to, or that a bundle must have for it.
    pub fn kinds(&self) -> &[KindId] {
        self.across.as_ref().map_or(&self.applies, |across| &across.kinds)
    }
}

/// Whose yardstick a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// The source's own worked scale.
    SourceScale,
    /// govlint's criterion for a question of the source.
    Criterion,
    /// A theme of the source.
    Theme,
    /// A recommendation of the source.
    Recommendation,
}

/// What an arm rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// Stated, with the content asked for.
    Green,
    /// There in part.
    Amber,
    /// Not there.
    Red,
    /// The structure is doubtful: a person must look.
    Unclear,
    /// Not applicable.
    Skip,
}

/// One line of a rule: what holds, and what it is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// What it rates; for [`Condition::Usual`] it is amber.
    pub outcome: Outcome,
    /// When it holds.
    pub condition: Condition,
    /// The sentence that says why; empty where none is given (green).
    pub because: Vec<Piece>,
    /// Where the finding points when the arm has no match of its own: the first place found counts.
    pub at: Option<Expr>,
    /// Where it is written.
    pub place: Place,
}

/// When an arm holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// The expression finds something.
    When(Expr),
    /// `the usual for F`: F planned within six months, or elsewhere; and `otherwise` names F's best near miss.
    Usual(Expr),
    /// Always.
    Otherwise,
}

/// A piece of a `because`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Words.
    Words(String),
    /// `{find}`: the words of that find's first match.
    Find(FindId),
}

/// An example, run as a document of its own through the whole engine.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// What the rule must rate it.
    pub outcome: Outcome,
    /// The document, as Markdown.
    pub text: String,
    /// The day it is rated as of, where it matters.
    pub as_of: Option<Date>,
    /// The kind of document, if not the first that the rule applies to.
    pub kind: Option<KindId>,
    /// Where it is written.
    pub place: Place,
}
