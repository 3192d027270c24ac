use serde::{Deserialize, Serialize};

use crate::document::BlockId;
use crate::language::model::{KindId, Outcome, RuleId};
use crate::prose::{Parts, Standing, Value};
use crate::source::Span;

/// A suggested rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Colour {
    /// Absent.
    Red,
    /// There in part.
    Amber,
    /// The structure is doubtful: a person must look.
    Unclear,
    /// Stated, with the content asked for.
    Green,
    /// Nobody has answered.
    Unrated,
    /// Not applicable.
    NotApplicable,
}

/// The rating that a line of a rule gives where it decides.
impl From<Outcome> for Colour {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Green => Self::Green,
            Outcome::Amber => Self::Amber,
            Outcome::Red => Self::Red,
            Outcome::Unclear => Self::Unclear,
            Outcome::Skip => Self::NotApplicable,
        }
    }
}

impl Colour {
    /// Whether it says something of the document; *unrated* and *not applicable* do not.
    pub fn is_answer(self) -> bool {
        !matches!(self, Self::Unrated | Self::NotApplicable)
    }

    /// Whether something is missing or unclear.
    pub fn is_gap(self) -> bool {
        matches!(self, Self::Red | Self::Amber | Self::Unclear)
    }

    /// All of them, the worst first.
    pub const ALL: [Self; 6] = [Self::Red, Self::Amber, Self::Unclear, Self::Green, Self::Unrated, Self::NotApplicable];

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.word() == word)
    }

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Unclear => "unclear",
            Self::Green => "green",
            Self::Unrated => "unrated",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// Why a rating is what it is; the words are stable and part of the output contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// All that was asked for is stated.
    Present,
    /// Some of it is stated.
    Partial,
    /// Nothing was found.
    Absent,
    /// A heading for it, with nothing under it.
    EmptyHeading,
    /// The document says it is not so.
    Denied,
    /// A placeholder stands in its stead.
    Unfilled,
    /// May, might, endeavour to.
    Hedged,
    /// Promised within six months.
    Promised,
    /// Promised without a date.
    PromisedUndated,
    /// Promised for later than six months.
    PromisedLate,
    /// Promised for a day that has passed.
    PromisedLapsed,
    /// Its content is in another named document.
    Elsewhere,
    /// Documents of a bundle contradict one another.
    Conflicting,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Present,
        Self::Partial,
        Self::Absent,
        Self::EmptyHeading,
        Self::Denied,
        Self::Unfilled,
        Self::Hedged,
        Self::Promised,
        Self::PromisedUndated,
        Self::PromisedLate,
        Self::PromisedLapsed,
        Self::Elsewhere,
        Self::Conflicting,
    ];

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Partial => "partial",
            Self::Absent => "absent",
            Self::EmptyHeading => "empty-heading",
            Self::Denied => "denied",
            Self::Unfilled => "unfilled",
            Self::Hedged => "hedged",
            Self::Promised => "promised",
            Self::PromisedUndated => "promised-undated",
            Self::PromisedLate => "promised-late",
            Self::PromisedLapsed => "promised-lapsed",
            Self::Elsewhere => "elsewhere",
            Self::Conflicting => "conflicting",
        }
    }
}

/// What one rule makes of one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// The rule.
    pub rule: RuleId,
    /// The suggested rating.
    pub colour: Colour,
    /// Why.
    pub reason: Reason,
    /// Index of the arm that decided, in the rule's arms.
    pub arm: usize,
    /// The rule's sentence for it; for green a short one of the engine's.
    pub message: String,
    /// At most three verbatim runs of at most 60 words; for red those of a line that looks for what is wrong, such as a blank.
    pub evidence: Vec<Evidence>,
    /// What was nearly found, best first, at most three.
    pub near: Vec<NearMiss>,
    /// Where the element belongs, if the rule says so and the document has such a place: a heading or label in the text.
    pub home: Option<Span>,
    /// Whether the rule advises alone, so that its ratings never fail a run.
    pub advisory: bool,
}

/// Words of the document that a rating rests on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The run, a span of the document's text that lies in one block.
    pub span: Span,
    /// The words that matched inside it.
    pub matched: Span,
    /// The block.
    pub block: BlockId,
    /// How it stands.
    pub standing: Standing,
    /// What narrows it: words of its own sentence, and a sentence of another clause that names its.
    pub exceptions: [Option<Span>; 2],
}

/// Something that was nearly what a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearMiss {
    /// What it was.
    pub evidence: Evidence,
    /// Why it did not count.
    pub reason: Reason,
}

/// The kind a document was told to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindTold {
    /// The kind.
    pub kind: KindId,
    /// What told it.
    pub because: Because,
}

/// What told a document's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Because {
    /// The person who ran govlint.
    Asked,
    /// The front matter or a document property.
    FrontMatter,
    /// The title.
    Title,
    /// What the title says that the paper is about, where it names no sort of paper.
    Subject,
    /// The first words.
    Opening,
    /// The headings.
    Headings,
    /// The name of the file.
    FileName,
    /// What it says throughout.
    Said,
}

impl Because {
    /// How sure a sign is.
    pub fn certainty(self) -> Certainty {
        match self {
            Self::Asked | Self::FrontMatter => Certainty::Certain,
            Self::Title | Self::Opening => Certainty::Likely,
            Self::Subject | Self::Headings | Self::FileName | Self::Said => Certainty::Doubtful,
        }
    }

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::FrontMatter => "front matter",
            Self::Title => "title",
            Self::Subject => "subject",
            Self::Opening => "opening words",
            Self::Headings => "headings",
            Self::FileName => "file name",
            Self::Said => "wording",
        }
    }
}

/// How sure it is that a document is of the kind that it was told to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// A sign that many papers share: its subject, its headings, its file name, its wording.
    Doubtful,
    /// It calls itself so.
    Likely,
    /// Somebody said so.
    Certain,
}

impl Certainty {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Doubtful => "doubtful",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// One value of a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactValue {
    /// The fact's name.
    pub name: String,
    /// The value for people: `12 per year`; for a record its fields as `holder: Chief Executive; limit: £50,000`.
    pub value: String,
    /// The typed value, where it is one.
    pub typed: Option<Value>,
    /// Whether it is a name.
    pub named: bool,
    /// The fields of a record.
    pub fields: Vec<FactField>,
    /// The words that say it.
    pub matched: Span,
    /// The run around them to quote.
    pub span: Span,
    /// The block they stand in.
    pub block: BlockId,
    /// What it stands in with others of its sort.
    pub group: Group,
}

impl FactValue {
    /// Whether it names something: by a name, or as a post, an organisation or a signature.
    pub fn is_named(&self) -> bool {
        self.named || self.typed.as_ref().is_some_and(|value| value.parts != Parts::default())
    }
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactField {
    /// Its name.
    pub name: String,
    /// Its words as written, on one line.
    pub words: String,
    /// The typed value, where it is one.
    pub typed: Option<Value>,
    /// Whether it is a name.
    pub named: bool,
    /// Where its words stand.
    pub span: Span,
}

/// What values stand in together, so that they may be added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// The title.
    Title,
    /// A table and one of its columns.
    Column(u32, u32),
    /// The list that a block opens.
    Led(u32),
    /// The list items of a section.
    Section(u32),
    /// A sentence.
    Sentence(u32),
}

/// A short name that a document gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// What it is called: `CRG`, `Board`.
    pub short: String,
    /// The name that it stands for.
    pub name: String,
}

/// All that the rules make of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// What kind of document it is; none where that cannot be told, and then nothing is rated.
    pub kind: Option<KindTold>,
    /// One rating for each rule that applies to the kind, in the order of the rules.
    pub ratings: Vec<Rating>,
    /// Facts in the order of their declarations, then of the document.
    pub facts: Vec<FactValue>,
    /// The short names that it gives to what its facts name.
    pub aliases: Vec<Alias>,
}
