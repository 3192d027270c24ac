//! The checked model: every name resolved, every rule complete. What the engine reads.

mod across;
mod drawn;
mod expr;
mod rule;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::diagnostic::FileId;
use crate::prose::{Recogniser, Vocabulary};
use crate::source::Span;

pub use across::*;
pub use drawn::*;
pub use expr::*;
pub use rule::*;
pub use words::*;

/// Everything that a set of rule files declares, checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Program {
    /// Every form that the words of phrases may take.
    pub vocabulary: Vocabulary,
    /// Words of phrases, each once for each way in which it is matched.
    pub patterns: Patterns,
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
    /// What the profile of a partnership may say.
    pub facets: Vec<Facet>,
    /// Questions.
    pub questions: Vec<Question>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// Stems of words that mean the same where texts are compared, each with the one that stands for it.
    pub same_stems: BTreeMap<String, String>,
}

impl Program {
    /// The question whose answer one takes: that which asks the same, else itself.
    pub fn rated(&self, question: QuestionId) -> QuestionId {
        self.questions.get(question.at()).and_then(|declared| declared.same_as).unwrap_or(question)
    }

    /// What people call the facts, by their names: as they are called where versions are compared, else by the name. None where a
    /// fact has no such name and rules across documents use it: it is there for them, and called as suits them.
    pub fn fact_titles(&self) -> BTreeMap<&str, Option<&str>> {
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for across in self.rules.iter().filter_map(|rule| rule.across.as_ref()) {
            across.paths(&mut |path| {
                let facts =
                    path.steps.iter().filter_map(|step| if let Step::Fact(name) = step { Some(&**name) } else { None });
                used.extend(facts);
            });
        }
        let titled = self.facts.iter().map(|fact| {
            let called = fact.compared.as_ref().map_or(&*fact.name, |compared| &*compared.caption);
            (&*fact.name, Some(called).filter(|_| fact.compared.is_some() || !used.contains(&*fact.name)))
        });
        titled.collect()
    }

    /// Whether a rule answers a question, or another that asks the same.
    pub fn answers(&self, rule: &Rule, question: QuestionId) -> bool {
        let rated = self.rated(question);
        rule.answers.iter().any(|&answer| self.rated(answer) == rated)
    }
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
    /// Index into [`Program::facets`].
    FacetId,
    /// Index into [`Program::questions`].
    QuestionId,
    /// Index into [`Program::rules`].
    RuleId
}

/// `pack hfma "HFMA governance tool"`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// `hfma`.
    pub name: String,
    /// The title in quotes.
    pub title: String,
    /// Version as written.
    pub version: String,
    /// The publication that the questions come from; empty where there is none.
    pub source: String,
    /// Whether its rules advise alone: their ratings never fail a run.
    pub advisory: bool,
    /// Whether its rules are run only where somebody asks for them.
    pub off: bool,
    /// What the profile says where it is off only so: `off unless sector health`.
    pub off_if: Option<ProfileIs>,
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
    /// What titles of such documents may say, and those of others too (`perhaps …`): half as much of what such documents say
    /// tells the kind then; empty where not given.
    pub perhaps: Option<WordsId>,
    /// What headings of such documents say (`headings …`), the weaker sign; empty where not given.
    pub headings: Option<WordsId>,
    /// What such documents say throughout (`says …`), the weakest sign; empty where not given.
    pub says: Option<WordsId>,
    /// The whole headings of what such a document's publisher adds (`aside …`), under which nothing is evidence; empty where
    /// not given.
    pub aside: Option<WordsId>,
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
    /// What its values are.
    pub sort: FactSort,
    /// Whether only the first of its values in a document counts.
    pub first: bool,
    /// Whether it tells whose paper a document is: what "the Committee" alone means in it.
    pub own_name: bool,
    /// What it is called where two versions of a document are compared; none where it is not.
    pub compared: Option<Compared>,
    /// What of it stands in a picture of the documents.
    pub drawn: Vec<Drawn>,
    /// Kinds of document it is for; empty means all.
    pub kinds: Vec<KindId>,
    /// The ways in which it is said.
    pub alternatives: Vec<Alternative>,
}

/// `compared as "the quorum" by body`: how a fact is told apart and called where two versions of a document are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// What it is called.
    pub caption: String,
    /// The fields that say what a record is about: of two that share these the others are compared.
    pub by: Vec<String>,
}

/// What the values of a fact are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactSort {
    /// Typed values.
    Value(Recogniser),
    /// Names.
    Name,
    /// Several fields together.
    #[default]
    Record,
}

/// One way in which a fact is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Alternative {
    /// By the matches of a find; for a record with its fields.
    Said(FindId, Vec<Capture>),
    /// By the matches of words, names or values in the title; in all headings too where it says so.
    Title(Expr, bool),
}

/// One field of a record: `holder: role after "to"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capture {
    /// Field name.
    pub name: String,
    /// Whether each match gives a record of its own.
    pub each: bool,
    /// Whether the bound of a value is left out: "up to £5,000" is £5,000.
    pub bare: bool,
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
    /// The header of the row, else of the column, in which a match stands.
    Label(Expr),
    /// What the place speaks of: the match that opens its sentence, else that of the text or label that stands before it.
    About(Expr),
    /// The body that the post which the place speaks of belongs to.
    Owner(Expr),
    /// The first match in the place, without the words of what else matches in it.
    Without(Expr, Expr),
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

/// `profile stage "…" one of draft, in-force`: something that the configuration says of a partnership, as its documents
/// cannot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// `stage`.
    pub name: String,
    /// The question in quotes.
    pub text: String,
    /// What it may be; `yes` and `no` where nothing else is declared.
    pub values: Vec<String>,
    /// Whether several of them may hold at once: `some of nhs, council`.
    pub several: bool,
    /// Where it is declared.
    pub place: Place,
}

impl Facet {
    /// The values that a profile gives, as indexes, those of several with commas between them; of what is none of them the words.
    pub fn told<'a>(&self, said: &'a str) -> impl Iterator<Item = Result<u32, &'a str>> {
        let parts = said.split(if self.several { ',' } else { '\0' }).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| self.values.iter().position(|value| value == part).map(|at| at as u32).ok_or(part))
    }
}

/// Where among the documents of a bundle a question's answer may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeldIn {
    /// In any that is asked: silence in one is no gap where another states it.
    #[default]
    Any,
    /// In the document of each body.
    EachBody,
    /// In the document of each party.
    EachParty,
}

/// `when pooled-budget` or `unless sector not health because "…"`: what the profile must or must not say for a rule or question to
/// apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileIs {
    /// Whether it applies unless the profile says so; else it must say so.
    pub unless: bool,
    /// What is looked at.
    pub facet: FacetId,
    /// Whether none of the values may be the profile's: `sector not health`.
    pub not: bool,
    /// Indexes of its values, one of which must be (or, with `unless`, must not be) the profile's.
    pub values: Vec<u32>,
    /// Why it does not apply otherwise; empty where nothing is said.
    pub because: String,
}

/// `question hfma.mou.6 "…" under hfma.mou.0`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its id in the catalogue.
    pub id: String,
    /// The wording in quotes.
    pub text: String,
    /// The main question it stands under.
    pub under: Option<QuestionId>,
    /// The question that asks the same, whose answer is its own; never one that has such a question itself.
    pub same_as: Option<QuestionId>,
    /// Whose yardstick it is rated by; none where the rules that answer it say so.
    pub basis: Option<Basis>,
    /// The sort of risk, as written; empty where the rules that answer it say so.
    pub risk: String,
    /// What could happen where it is not in place; empty where the rules that answer it say so.
    pub event: String,
    /// What that would lead to; empty where the rules that answer it say so.
    pub effect: String,
    /// The open question for a meeting; empty where the rules that answer it say so.
    pub ask: String,
    /// Why only a person can answer it.
    pub attested: Option<String>,
    /// What the profile must say for it to be asked at all.
    pub when: Option<ProfileIs>,
    /// Where its answer may stand.
    pub held_in: HeldIn,
    /// Why it is an inference of govlint's where the question comes from.
    pub inferred: Option<String>,
    /// Its pack.
    pub pack: PackId,
    /// The area that the second part of its id names.
    pub area: AreaId,
    /// Where it is declared.
    pub place: Place,
}
