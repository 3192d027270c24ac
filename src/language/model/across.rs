//! Rules across documents: sets of documents, rows and values, and what is asked of them.

use serde::{Deserialize, Serialize};

use super::{Comparison, KindId, Order, Outcome, Place, Program};
use crate::prose::Recogniser;

/// What a rule has that sees all documents of a bundle.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Across {
    /// Kinds of which the bundle must have a document each; it applies to every bundle where none is named.
    pub kinds: Vec<KindId>,
    /// What it is rated for one by one.
    pub each: Option<Each>,
    /// Its finds in the order written.
    pub finds: Vec<SetFind>,
    /// Arms in the order written; the last is `otherwise`.
    pub arms: Vec<AcrossArm>,
    /// Whether what it finds wanting is drawn as missing.
    pub missing: bool,
}

/// `for each committee in mou.named-body`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Each {
    /// `committee`.
    pub name: String,
    /// What it goes through.
    pub set: Vec<Source>,
}

/// A named set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetFind {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub set: Vec<Source>,
    /// Where it is declared.
    pub place: Place,
}

/// `tor where tor.own-body is committee`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// What is looked through.
    pub path: Path,
    /// What must hold of each.
    pub filter: Option<Box<Cond>>,
}

/// `mou.delegation.limit`: where it begins, and the steps from there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// Where it begins.
    pub head: Head,
    /// The steps.
    pub steps: Vec<Step>,
    /// What it leads to.
    pub leads_to: Level,
}

/// Where a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Head {
    /// The documents of a kind.
    Kind(KindId),
    /// All documents of any kind.
    Any,
    /// All documents, those too whose kind could not be told.
    Paper,
    /// What the rule is being rated for.
    Each,
    /// The set of a find, by its index in the rule.
    Find(u32),
    /// Of what a `where` is looking at: the document, the row or the value.
    Here(Level),
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// Documents.
    Document,
    /// Rows of records.
    Row,
    /// Values: those of typed facts and names, fields, titles.
    Value,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// From documents to the rows of a fact, by its name.
    Fact(String),
    /// From rows to a field.
    Field(String),
    /// From documents to what they are called.
    Title,
    /// From anything to the document that it stands in.
    Document,
    /// From documents to a field of their metadata.
    Metadata(String),
}

/// A condition over several documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cond {
    /// There is one.
    Any(Source),
    /// A name is reached.
    Reached(Operand),
    /// A value of the one is the same as one of the other.
    Same(Operand, Operand),
    /// Both have values, and none is the same.
    NotSame(Operand, Operand),
    /// The same or nearly so.
    Like(Operand, Operand),
    /// `A is near B`.
    Near(Operand, Operand),
    /// `A is within B`.
    Within(Operand, Operand),
    /// The configuration says that no papers of it are needed.
    Outside(Operand),
    /// A value of the one is less, or more, than each of its sort of the other.
    Ordered(Operand, Order, Operand),
    /// No value of the one holds together with one of the other; without another, two values of the one do not.
    Conflicting(Operand, Option<Operand>),
    /// A value compares so with a quantity.
    Compare(Operand, Comparison),
    /// There are so many.
    AtLeast {
        /// How many.
        number: u32,
        /// Whether only different ones count.
        different: bool,
        /// Of what.
        of: Path,
    },
    /// All hold.
    And(Vec<Cond>),
    /// One holds.
    Or(Vec<Cond>),
    /// It does not hold.
    Not(Box<Cond>),
}

/// What is compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Operand {
    /// The values at a path.
    Path(Path),
    /// Their sum, one for each list, column or sentence that they stand in.
    Sum(Path),
    /// How many different ones there are.
    Number(Path),
    /// As many as they say, and one for each that says no number: two councillors and the chair are three.
    Tally(Path),
    /// The names reached from those at a path.
    Following(Path, Vec<Hop>),
    /// A quantity.
    Quantity(Recogniser, f64),
    /// Words.
    Words(String),
}

/// A line from one path to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hop {
    /// From where.
    pub from: Path,
    /// To where.
    pub to: Path,
    /// What both must be of.
    pub shared: Level,
}

/// An arm of a rule across documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcrossArm {
    /// What it rates.
    pub outcome: Outcome,
    /// When it holds; always where there is none.
    pub condition: Option<Cond>,
    /// The sentence that says why.
    pub because: Vec<AcrossPiece>,
    /// Where the finding points when the condition found nothing of its own.
    pub at: Option<Path>,
    /// Where it is written.
    pub place: Place,
}

/// A piece of such a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AcrossPiece {
    /// Words.
    Words(String),
    /// The first value at a path.
    Path(Path),
    /// All different values at a path, in a row.
    All(Path),
    /// The sum of the values at a path.
    Sum(Path),
}

impl AcrossPiece {
    /// The path that it shows values of.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Words(_) => None,
            Self::Path(path) | Self::All(path) | Self::Sum(path) => Some(path),
        }
    }
}

impl Across {
    /// Calls `see` for each path in it.
    pub fn paths<'a>(&'a self, see: &mut impl FnMut(&'a Path)) {
        let sets = self.each.iter().map(|each| &each.set).chain(self.finds.iter().map(|find| &find.set));
        sets.flatten().for_each(|source| source.paths(see));
        for arm in &self.arms {
            if let Some(condition) = &arm.condition {
                condition.paths(see);
            }
            arm.at.iter().for_each(&mut *see);
            arm.because.iter().filter_map(AcrossPiece::path).for_each(&mut *see);
        }
    }

    /// A path as it is written, as far as that can be told from what it means.
    pub fn written(&self, program: &Program, path: &Path) -> String {
        let head = match path.head {
            Head::Kind(kind) => program.kinds.get(kind.at()).map_or("", |kind| &kind.name),
            Head::Any => "document",
            Head::Paper => "paper",
            Head::Each => self.each.as_ref().map_or("", |each| &each.name),
            Head::Find(find) => self.finds.get(find as usize).map_or("", |find| &find.name),
            Head::Here(_) => "it",
        };
        let steps = path.steps.iter().map(|step| match step {
            Step::Fact(name) | Step::Field(name) => name.clone(),
            Step::Title => "title".to_owned(),
            Step::Document => "document".to_owned(),
            Step::Metadata(field) => format!("metadata.{field}"),
        });
        std::iter::once(head.to_owned()).chain(steps).collect::<Vec<_>>().join(".")
    }
}

impl Cond {
    /// Calls `see` for each path in it, those of filters included.
    pub fn paths<'a>(&'a self, see: &mut impl FnMut(&'a Path)) {
        let mut operand = |operand: &'a Operand| match operand {
            Operand::Path(path) | Operand::Sum(path) | Operand::Number(path) | Operand::Tally(path) => see(path),
            Operand::Following(path, hops) => {
                see(path);
                for hop in hops {
                    see(&hop.from);
                    see(&hop.to);
                }
            }
            Operand::Quantity(..) | Operand::Words(_) => {}
        };
        match self {
            Self::Any(source) => source.paths(see),
            Self::Reached(of) | Self::Outside(of) | Self::Compare(of, _) | Self::Conflicting(of, None) => operand(of),
            Self::Same(left, right)
            | Self::NotSame(left, right)
            | Self::Like(left, right)
            | Self::Near(left, right)
            | Self::Within(left, right)
            | Self::Ordered(left, _, right)
            | Self::Conflicting(left, Some(right)) => {
                operand(left);
                operand(right);
            }
            Self::AtLeast { of, .. } => see(of),
            Self::And(list) | Self::Or(list) => list.iter().for_each(|cond| cond.paths(see)),
            Self::Not(inner) => inner.paths(see),
        }
    }
}

impl Source {
    /// Calls `see` for each path in it.
    pub fn paths<'a>(&'a self, see: &mut impl FnMut(&'a Path)) {
        see(&self.path);
        if let Some(filter) = &self.filter {
            filter.paths(see);
        }
    }
}
