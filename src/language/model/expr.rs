//! Expressions: what may be looked for.

use serde::{Deserialize, Serialize};

use super::{FindId, NamesId, WordsId};
use crate::prose::{Bound, Recogniser};

/// What is looked for. No expression is nested deeper than [`Expr::DEEPEST`], that of the finds it names included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Expr {
    /// Words.
    Words(WordsId),
    /// Names.
    Names(NamesId),
    /// Typed values.
    Value(Recogniser),
    /// The matches of another find.
    Find(FindId),
    /// All places of a sort, those under a label where `headed` is given.
    Unit(Unit, Option<Box<Expr>>),
    /// Rows of those tables that have a column headed by each of these.
    Rows(Vec<Expr>),
    /// Values of a metadata field.
    Metadata(String),
    /// Both in one sentence.
    Near(Box<Expr>, Box<Expr>),
    /// Both in one sentence with at most so many words between them.
    Within(Box<Expr>, u32, Box<Expr>),
    /// Both in one sentence, the first in front.
    Before(Box<Expr>, Box<Expr>),
    /// Those matches of the first that have none of the second so near, in words between them.
    Apart(Box<Expr>, u32, Box<Expr>),
    /// Those pairs (a [`Expr::Near`] or [`Expr::Within`]) whose first part is no nearer to a match of the second operand than
    /// to its partner.
    Rather(Box<Expr>, Box<Expr>),
    /// Those places of the first in which the second holds.
    Having(Box<Expr>, Box<Expr>),
    /// Those values of the first that compare so.
    Compare(Box<Expr>, Comparison),
    /// Those matches of the first with a value that is less, or more, than every value of its sort in the second; none where
    /// the second has no such value.
    Ordered(Box<Expr>, Order, Box<Expr>),
    /// Those matches of the first with a value that clashes with that of another of them; where a second is given, only if both
    /// are for one and the same match of that.
    Conflicting(Box<Expr>, Clash, Option<Box<Expr>>),
    /// Those matches of the first that stand so.
    ThatIs(Box<Expr>, StandingTest),
    /// Those matches of the first whose last word the document's title has; with `false` those whose last word it has not,
    /// where the title has that of another match: what is not the document's own body, say.
    InTitle(Box<Expr>, bool),
    /// The matches of all, outermost first, overlaps dropped.
    Union(Vec<Expr>),
    /// Holds where all hold.
    And(Vec<Expr>),
    /// Holds where one holds.
    Or(Vec<Expr>),
    /// Holds where the inner one does not.
    Not(Box<Expr>),
    /// At least so many matches; with `different`, matches that differ in value or words.
    AtLeast {
        /// How many.
        number: u32,
        /// Whether only different ones count.
        different: bool,
        /// Of what.
        of: Box<Expr>,
    },
    /// At least so many of these hold.
    AtLeastOf(u32, Vec<Expr>),
    /// The find is not empty, and each of its matches has it.
    Every(FindId, Box<Expr>),
}

impl Expr {
    /// How deep an expression of a checked program may be nested.
    pub const DEEPEST: u32 = 100;

    /// Calls `see` for each expression directly under this one, in the order written.
    pub fn children<'a>(&'a self, mut see: impl FnMut(&'a Expr)) {
        match self {
            Self::Words(_)
            | Self::Names(_)
            | Self::Value(_)
            | Self::Find(_)
            | Self::Metadata(_)
            | Self::Unit(_, None) => {}
            Self::Unit(_, Some(inner))
            | Self::Compare(inner, _)
            | Self::ThatIs(inner, _)
            | Self::InTitle(inner, _)
            | Self::Conflicting(inner, _, None)
            | Self::Not(inner) => see(inner),
            Self::AtLeast { of: inner, .. } | Self::Every(_, inner) => see(inner),
            Self::Near(left, right)
            | Self::Within(left, _, right)
            | Self::Before(left, right)
            | Self::Apart(left, _, right)
            | Self::Rather(left, right)
            | Self::Ordered(left, _, right)
            | Self::Conflicting(left, _, Some(right))
            | Self::Having(left, right) => {
                see(left);
                see(right);
            }
            Self::Rows(list) | Self::Union(list) | Self::And(list) | Self::Or(list) | Self::AtLeastOf(_, list) => {
                list.iter().for_each(see);
            }
        }
    }
}

/// A sort of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// The whole document.
    Document,
    /// A heading with what stands under it.
    Section,
    /// A paragraph, list item or cell, with its labels and lead-in as context.
    Clause,
    /// One sentence of a clause, with the same context.
    Sentence,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell.
    Cell,
    /// A clause that says what a term means.
    Definition,
    /// A signature block.
    SignatureBlock,
}

/// `at least 4 per year`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Which way.
    pub bound: Bound,
    /// What sort of value it is compared with.
    pub recogniser: Recogniser,
    /// The amount, in the unit of [`crate::prose::Value::amount`].
    pub amount: f64,
}

/// How two values clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Clash {
    /// They cannot both hold.
    Conflicting,
    /// They are of one bound and not the same, though both may hold.
    Differing,
}

/// Which way one value differs from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Order {
    /// It is less; of days, earlier.
    Less,
    /// It is more; of days, later.
    More,
}

/// `that is planned within 6 months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StandingTest {
    /// Said plainly (the default).
    Stated,
    /// Promised for a day from the as-of date to so many months after it.
    PlannedWithin(u32),
    /// Promised, whenever.
    Planned,
    /// Said not to be.
    Denied,
    /// A placeholder stands in its stead.
    Unfilled,
    /// May, might, endeavour to.
    Hedged,
    /// In another named document.
    Elsewhere,
    /// Narrowed by an exception.
    Excepted,
    /// However it stands.
    Mentioned,
    /// A value that can be read two ways.
    Ambiguous,
    /// A value that is only an upper bound.
    AtMost,
    /// A date that has passed on the as-of date.
    Past,
    /// A reference to a numbered part of this document that is not there.
    Dangling,
    /// A definition whose term stands nowhere else.
    Unused,
    /// A numbered part whose number is that of another before it.
    Repeated,
    /// A numbered part whose number leaves out one behind the number before.
    Skipping,
    /// A name that looks like a defined term, and that the document introduces nowhere.
    Undefined,
    /// A cell or list item with a span of money, beside which sums lie in no span.
    Gapping,
    /// A cell or list item with a span of money that shares sums with the one beside it.
    Overlapping,
}
