//! The checked model: every name resolved, every rule complete. What the engine reads.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::diagnostic::FileId;
use crate::prose::{Bound, Inflection, Recogniser, Vocabulary, WordId};
use crate::source::Span;

/// Everything that a set of rule files declares, checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Program {
    /// Every form that the words of phrases may take.
    pub vocabulary: Vocabulary,
    /// Words of phrases, each once for each way in which it is matched.
    pub patterns: Vec<Pattern>,
    /// Packs in the order of their files.
    pub packs: Vec<Pack>,
    /// Kinds of document.
    pub kinds: Vec<Kind>,
    /// Groups of words, named ones and those written in place.
    pub words: Vec<Words>,
    /// Patterns of names.
    pub names: Vec<Names>,
    /// Finds of rules and of facts.
    pub finds: Vec<Find>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Areas.
    pub areas: Vec<Area>,
    /// Questions.
    pub questions: Vec<Question>,
    /// Rules.
    pub rules: Vec<Rule>,
}

/// Where something is declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The rule file.
    pub file: FileId,
    /// Bytes of it.
    pub span: Span,
}

/// Indexes into the lists of a [`Program`].
macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);
        impl $name {
            /// The index as a number for lists.
            pub fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

index! {
    /// Index into [`Program::packs`].
    PackId,
    /// Index into [`Program::kinds`].
    KindId,
    /// Index into [`Program::patterns`].
    PatternId,
    /// Index into [`Program::words`].
    WordsId,
    /// Index into [`Program::names`].
    NamesId,
    /// Index into [`Program::finds`].
    FindId,
    /// Index into [`Program::areas`].
    AreaId,
    /// Index into [`Program::questions`].
    QuestionId,
    /// Index into [`Program::rules`].
    RuleId
}

/// `pack hfma "HFMA governance tool"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// `hfma`.
    pub name: String,
    /// The title in quotes.
    pub title: String,
    /// Version as written.
    pub version: String,
    /// The publication that the questions come from; empty where there is none.
    pub source: String,
}

/// `kind mou "Memorandum of understanding" titled …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kind {
    /// `mou`.
    pub name: String,
    /// The title in quotes.
    pub title: String,
    /// What titles of such documents say.
    pub titled: WordsId,
    /// What such documents are called whose title names no sort of paper (`called …`): a body, say. Read in titles alone, and
    /// only where they hold no title word of any kind; empty where not given.
    pub called: Option<WordsId>,
    /// What headings of such documents say (`headings …`), the weaker sign; empty where not given.
    pub headings: Option<WordsId>,
}

/// A group of words that mean one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Words {
    /// Its name; for words written in place, the words themselves in quotes.
    pub name: String,
    /// Whether it is a declaration (else written in place).
    pub declared: bool,
    /// What matches.
    pub phrases: Vec<Phrase>,
    /// What looks alike and is not meant.
    pub but_not: Vec<Phrase>,
    /// Regexes (`/…/`), for what is not words.
    pub regexes: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

impl Words {
    /// Bytes that one of the regexes of a checked program takes at most when it is compiled.
    pub const LARGEST_REGEX: usize = 4 << 20;

    /// A group without items.
    pub(super) fn empty(name: String, declared: bool, place: Place) -> Self {
        Self { name, declared, phrases: Vec::new(), but_not: Vec::new(), regexes: Vec::new(), place }
    }
}

/// One alternative of a group: words one after another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Phrase {
    /// As written, without quotes.
    #[serde(deserialize_with = "super::stored::borrowed")]
    pub text: Cow<'static, str>,
    /// Its parts; the first and last are words.
    pub parts: Vec<PhrasePart>,
}

/// A part of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PhrasePart {
    /// One word.
    Word(PatternId),
    /// One word that looks so.
    Looks(Looks),
    /// `…`: none to a few words of the same sentence.
    Gap,
}

/// What a word of a document looks like, where it does not matter which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Looks {
    /// `<word>`: any word of two letters or more.
    Word,
    /// `<Name>`: a word with a capital.
    Name,
    /// `<NAME>`: a word in capitals, two letters or more.
    Capitals,
    /// `<number>`: a number in figures.
    Number,
}

impl Looks {
    /// Every one, with how it is written.
    pub const ALL: [(Looks, &'static str); 4] =
        [(Self::Word, "<word>"), (Self::Name, "<Name>"), (Self::Capitals, "<NAME>"), (Self::Number, "<number>")];
}

/// A word of a phrase, as the tokeniser cuts it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    /// How it is matched.
    pub inflection: Inflection,
    /// The forms that match, in the program's vocabulary; the word as written is the first.
    pub forms: Box<[WordId]>,
}

/// `names body capitalised ending "Board", …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Names {
    /// Its name.
    pub name: String,
    /// The words that such a name ends with (matched as words; the name must be capitalised).
    pub ending: WordsId,
    /// Where it is declared.
    pub place: Place,
}

/// A named expression of a rule, or the body of a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Find {
    /// Its name.
    pub name: String,
    /// What it looks for.
    pub expr: Expr,
    /// Where it is declared.
    pub place: Place,
}

/// `fact meeting-frequency : cadence for mou, tor = …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// The type of its values; none for a record.
    pub value: Option<Recogniser>,
    /// Kinds of document it is for; empty means all.
    pub kinds: Vec<KindId>,
    /// What it looks for; several alternatives, each with its captures.
    pub alternatives: Vec<(FindId, Vec<Capture>)>,
}

/// One field of a record: `holder: role after "to"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capture {
    /// Field name.
    pub name: String,
    /// Where its value comes from.
    pub from: CaptureFrom,
}

/// Where a field's value comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CaptureFrom {
    /// The header of the row.
    RowLabel,
    /// The header of the column.
    ColumnLabel,
    /// The first match in the place; with an anchor, the first behind (`after`) or the last before (`before`) it.
    Match(Expr, Option<(Side, WordsId)>),
}

/// Which side of an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// Behind it.
    After,
    /// In front of it.
    Before,
}

/// `area mou "Memorandum of understanding"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// `mou`.
    pub name: String,
    /// The title in quotes.
    pub title: String,
    /// Its pack.
    pub pack: PackId,
}

/// `question hfma.mou.6 "…" under hfma.mou.0`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its id in the catalogue.
    pub id: String,
    /// The wording in quotes.
    pub text: String,
    /// The main question it stands under.
    pub under: Option<QuestionId>,
    /// Why only a person can answer it.
    pub attested: Option<String>,
    /// Its pack.
    pub pack: PackId,
    /// The area that the second part of its id names.
    pub area: AreaId,
    /// Where it is declared.
    pub place: Place,
}

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
    /// Whose yardstick it is.
    pub basis: Basis,
    /// The sort of risk, as written; empty where none is given.
    pub risk: String,
    /// The open question for a meeting; empty where none is given.
    pub ask: String,
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
            | Self::Not(inner) => see(inner),
            Self::AtLeast { of: inner, .. } | Self::Every(_, inner) => see(inner),
            Self::Near(left, right)
            | Self::Within(left, _, right)
            | Self::Before(left, right)
            | Self::Apart(left, _, right)
            | Self::Rather(left, right)
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

/// `that is planned within 6 months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}
