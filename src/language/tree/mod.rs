//! What the parser makes of a file: declarations as written, each word with its place, nothing resolved.

mod across;
mod drawn;
mod words;

use crate::language::model::{Clash, Order, Outcome, Side, Unit};
use crate::prose::{Bound, Recogniser};
use crate::source::Span;
pub(super) use across::{AcrossArm, Cond, CondForm, Likeness, Operand, OperandForm, Set, Source};
pub(super) use drawn::{Drawn, DrawnEnd};
pub(super) use words::{BASES, CONNECTIVES, OUTCOMES, STANDINGS, UNITS, is_reserved, lookup};

/// A word as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
}

/// A string or text block, quotes included in the span and left out of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    /// Whether it is a block between `"""`.
    pub(super) block: bool,
}

/// An item of a group of words.
#[derive(Clone, Copy, Debug)]
pub(super) enum GroupItem<'a> {
    /// `"phrase"`.
    Phrase(Text<'a>),
    /// `'exact'`.
    Exact(Text<'a>),
    /// `/regex/`.
    Regex(Text<'a>),
    /// Another group.
    Group(Name<'a>),
}

/// Items, and after `but not` those which are not meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Group<'a> {
    pub(super) items: Vec<GroupItem<'a>>,
    pub(super) but_not: Vec<GroupItem<'a>>,
}

/// A declaration.
#[derive(Debug)]
pub(super) enum Declaration<'a> {
    Pack(Pack<'a>),
    Kind(Kind<'a>),
    Words {
        name: Name<'a>,
        group: Group<'a>,
        /// The last day on which what they name was there.
        until: Option<Name<'a>>,
        /// What the words are taken for when documents are read.
        sense: Option<Name<'a>>,
    },
    /// More words for a group that another declaration of the pack has.
    MoreWords {
        name: Name<'a>,
        group: Group<'a>,
    },
    Names {
        name: Name<'a>,
        endings: Group<'a>,
    },
    Fact(Fact<'a>),
    Area {
        name: Name<'a>,
        title: Text<'a>,
    },
    Profile(Facet<'a>),
    Question(Question<'a>),
    Rule(Rule<'a>),
    /// Something that could not be parsed but told its keyword and name, so that uses of the name are no second error.
    Broken {
        keyword: &'a str,
        name: Name<'a>,
    },
}

impl<'a> Declaration<'a> {
    /// The pack that it declares.
    pub(super) fn pack(&self) -> Option<&Pack<'a>> {
        match self {
            Self::Pack(pack) => Some(pack),
            _ => None,
        }
    }

    /// What it is called.
    pub(super) fn name(&self) -> Name<'a> {
        match self {
            Self::Pack(Pack { name, .. }) | Self::Kind(Kind { name, .. }) | Self::Fact(Fact { name, .. }) => *name,
            Self::Words { name, .. }
            | Self::MoreWords { name, .. }
            | Self::Names { name, .. }
            | Self::Area { name, .. } => *name,
            Self::Rule(Rule { name, .. }) | Self::Broken { name, .. } => *name,
            Self::Profile(facet) => facet.name,
            Self::Question(question) => question.id,
        }
    }
}

#[derive(Debug)]
pub(super) struct Pack<'a> {
    pub(super) name: Name<'a>,
    pub(super) title: Option<Text<'a>>,
    pub(super) lines: Vec<PackLine<'a>>,
    /// Whether a line of it could not be parsed.
    pub(super) broken: bool,
}

#[derive(Debug)]
pub(super) enum PackLine<'a> {
    Version(Name<'a>, Text<'a>),
    Source(Name<'a>, Text<'a>),
    Uses(Vec<Name<'a>>),
    YearEnd(Name<'a>, Text<'a>),
    Advisory(Name<'a>),
    Off(Name<'a>, Option<ProfileIs<'a>>),
}

#[derive(Debug)]
pub(super) struct Kind<'a> {
    pub(super) name: Name<'a>,
    pub(super) title: Text<'a>,
    pub(super) titled: Vec<(Name<'a>, Group<'a>)>,
    pub(super) called: Vec<(Name<'a>, Group<'a>)>,
    pub(super) perhaps: Vec<(Name<'a>, Group<'a>)>,
    pub(super) headings: Vec<(Name<'a>, Group<'a>)>,
    pub(super) says: Vec<(Name<'a>, Group<'a>)>,
    pub(super) aside: Vec<(Name<'a>, Group<'a>)>,
    pub(super) broken: bool,
}

#[derive(Debug)]
pub(super) struct Fact<'a> {
    pub(super) name: Name<'a>,
    pub(super) value: Name<'a>,
    /// Whether only the first of its values counts.
    pub(super) first: bool,
    /// Whether it tells whose paper the document is.
    pub(super) own_name: bool,
    /// What it is called where versions are compared, and the fields that tell it apart.
    pub(super) compared: Option<(Text<'a>, Vec<Name<'a>>)>,
    pub(super) drawn: Vec<Drawn<'a>>,
    pub(super) kinds: Vec<Name<'a>>,
    pub(super) alternatives: Vec<Alternative<'a>>,
}

/// One way in which a fact is said.
#[derive(Debug)]
pub(super) enum Alternative<'a> {
    Said(Node<'a>, Vec<Capture<'a>>),
    /// What of it the title says, or any heading.
    Title(Node<'a>, bool),
}

#[derive(Debug)]
pub(super) struct Capture<'a> {
    pub(super) name: Name<'a>,
    /// Whether each match gives a record.
    pub(super) each: bool,
    /// Whether its bound is left out.
    pub(in crate::language) bare: bool,
    pub(super) from: CaptureFrom<'a>,
}

#[derive(Debug)]
pub(super) enum CaptureFrom<'a> {
    RowLabel,
    ColumnLabel,
    Label(Node<'a>),
    About(Node<'a>),
    Owner(Node<'a>),
    Without(Node<'a>, Node<'a>),
    Match(Node<'a>, Option<(Side, GroupItem<'a>)>),
}

/// Something that the profile of a partnership says.
#[derive(Debug)]
pub(super) struct Facet<'a> {
    pub(super) name: Name<'a>,
    pub(super) text: Text<'a>,
    /// What it may be; none where it is answered by yes or no.
    pub(super) values: Vec<Name<'a>>,
    /// Whether several of them may hold at once.
    pub(super) several: bool,
}

/// `when stage draft or in-force because "…"`, or `unless …`.
#[derive(Clone, Debug)]
pub(super) struct ProfileIs<'a> {
    pub(super) unless: bool,
    pub(super) facet: Name<'a>,
    pub(super) not: bool,
    /// None stands for yes.
    pub(super) values: Vec<Name<'a>>,
    pub(super) because: Option<Text<'a>>,
}

#[derive(Debug)]
pub(super) struct Question<'a> {
    pub(super) id: Name<'a>,
    pub(super) text: Text<'a>,
    /// Those of its head, then those of its body, each with its keyword.
    pub(super) lines: Vec<(Name<'a>, QuestionLine<'a>)>,
}

/// What is said of a question.
#[derive(Debug)]
pub(super) enum QuestionLine<'a> {
    Under(Name<'a>),
    HeldIn(Name<'a>, Option<Name<'a>>),
    SameAs(Name<'a>),
    Basis(Name<'a>),
    Risk(Text<'a>),
    Event(Text<'a>),
    Effect(Text<'a>),
    Ask(Text<'a>),
    Attested(Text<'a>),
    Inferred(Text<'a>),
    When(ProfileIs<'a>),
}

#[derive(Debug)]
pub(super) struct Rule<'a> {
    /// Whether it sees all documents of a bundle.
    pub(super) across: bool,
    pub(super) name: Name<'a>,
    pub(super) title: Text<'a>,
    pub(super) lines: Vec<(Name<'a>, RuleLine<'a>)>,
    pub(super) broken: bool,
}

/// A line of a rule's body.
#[derive(Debug)]
pub(super) enum RuleLine<'a> {
    Area(Name<'a>),
    Answers(Vec<Name<'a>>),
    Applies(Vec<Name<'a>>, Option<ProfileIs<'a>>),
    Basis(Name<'a>),
    Risk(Text<'a>),
    Event(Text<'a>),
    Effect(Text<'a>),
    Ask(Text<'a>),
    Advisory,
    Off,
    Find(Name<'a>, Node<'a>),
    Arm(Arm<'a>),
    Each(Name<'a>, Set<'a>),
    Set(Name<'a>, Set<'a>),
    Across(AcrossArm<'a>),
    Missing,
    Help(Text<'a>),
    Suggest(Text<'a>),
    Example(Example<'a>),
    /// A line that could not be parsed; for a find, its name.
    Broken(Option<Name<'a>>),
}

#[derive(Debug)]
pub(super) struct Arm<'a> {
    pub(super) outcome: Outcome,
    pub(super) condition: Condition<'a>,
    pub(super) because: Vec<Text<'a>>,
    pub(super) at: Vec<Node<'a>>,
    pub(super) span: Span,
}

#[derive(Debug)]
pub(super) enum Condition<'a> {
    When(Node<'a>),
    Usual(Node<'a>),
    Otherwise,
}

#[derive(Debug)]
pub(super) struct Example<'a> {
    pub(super) outcome: Outcome,
    pub(super) text: Text<'a>,
    pub(super) kinds: Vec<Name<'a>>,
    pub(super) as_of: Option<Name<'a>>,
    pub(super) span: Span,
}

/// An expression with its place.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) span: Span,
    pub(super) form: Form<'a>,
}

/// What an expression is made of.
#[derive(Debug)]
pub(super) enum Form<'a> {
    Name(&'a str),
    Quoted(GroupItem<'a>),
    Value(Recogniser),
    Place(Unit, Option<Box<Node<'a>>>),
    Rows(Vec<Node<'a>>),
    Metadata(&'a str),
    Near(Box<Node<'a>>, Box<Node<'a>>),
    Within(Box<Node<'a>>, Name<'a>, Box<Node<'a>>),
    Before(Box<Node<'a>>, Box<Node<'a>>),
    Apart(Box<Node<'a>>, Name<'a>, Box<Node<'a>>),
    Rather(Box<Node<'a>>, Box<Node<'a>>),
    Having(Box<Node<'a>>, Box<Node<'a>>),
    ThatIs(Box<Node<'a>>, Standing<'a>),
    Compare(Box<Node<'a>>, Bound, Text<'a>),
    Ordered(Box<Node<'a>>, Order, Box<Node<'a>>),
    /// With how they clash, and what the values must be for one of.
    Conflicting(Box<Node<'a>>, Clash, Option<Box<Node<'a>>>),
    /// With whether it must not be there.
    InTitle(Box<Node<'a>>, bool),
    Union(Vec<Node<'a>>),
    And(Vec<Node<'a>>),
    Or(Vec<Node<'a>>),
    Not(Box<Node<'a>>),
    AtLeast {
        number: Name<'a>,
        different: bool,
        of: Box<Node<'a>>,
    },
    AtLeastOf(Name<'a>, Vec<Node<'a>>),
    Every(Name<'a>, Box<Node<'a>>),
}

/// What stands behind `that is`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Standing<'a> {
    Word(Name<'a>),
    AtMost,
    PlannedWithin(Name<'a>),
}
