use super::{Name, Text};
use crate::language::model::{Order, Outcome};
use crate::prose::Bound;
use crate::source::Span;

/// A set of documents, rows or values: sources parted by `|`.
#[derive(Debug)]
pub(in crate::language) struct Set<'a> {
    pub(in crate::language) sources: Vec<Source<'a>>,
    pub(in crate::language) span: Span,
}

/// `PATH where CONDITION`.
#[derive(Debug)]
pub(in crate::language) struct Source<'a> {
    pub(in crate::language) path: Name<'a>,
    pub(in crate::language) filter: Option<Cond<'a>>,
}

/// A condition over several documents, with its place.
#[derive(Debug)]
pub(in crate::language) struct Cond<'a> {
    pub(in crate::language) span: Span,
    pub(in crate::language) form: CondForm<'a>,
}

/// What such a condition is made of.
#[derive(Debug)]
pub(in crate::language) enum CondForm<'a> {
    Any(Box<Source<'a>>),
    /// An operand that is no path by itself.
    Some(Operand<'a>),
    Is(Operand<'a>, Likeness, Operand<'a>),
    Outside(Operand<'a>),
    Ordered(Operand<'a>, Order, Operand<'a>),
    Conflicting(Operand<'a>, Option<Operand<'a>>),
    Compare(Operand<'a>, Bound, Text<'a>),
    AtLeast {
        number: Name<'a>,
        different: bool,
        of: Name<'a>,
    },
    And(Vec<Cond<'a>>),
    Or(Vec<Cond<'a>>),
    Not(Box<Cond<'a>>),
}

/// `is`, `is not`, `is like`, `is near`, `is within`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) enum Likeness {
    Same,
    NotSame,
    Like,
    Near,
    Within,
}

/// What is compared, with its place.
#[derive(Debug)]
pub(in crate::language) struct Operand<'a> {
    pub(in crate::language) span: Span,
    pub(in crate::language) form: OperandForm<'a>,
}

/// What an operand is.
#[derive(Debug)]
pub(in crate::language) enum OperandForm<'a> {
    Path(Name<'a>),
    Sum(Name<'a>),
    Number(Name<'a>),
    Tally(Name<'a>),
    /// A path, and the steps that lead on from its names: each from one path to another.
    Following(Name<'a>, Vec<(Name<'a>, Name<'a>)>),
    /// A quantity, or words.
    Quantity(Text<'a>),
}

/// A line of a rule across documents that says what holds, and what it is worth.
#[derive(Debug)]
pub(in crate::language) struct AcrossArm<'a> {
    pub(in crate::language) outcome: Outcome,
    /// None for `otherwise`.
    pub(in crate::language) condition: Option<Cond<'a>>,
    pub(in crate::language) because: Vec<Text<'a>>,
    pub(in crate::language) at: Vec<Name<'a>>,
    pub(in crate::language) span: Span,
}
