use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::assess::bundle::quote as passage;
use crate::assess::since::Sign;
use crate::assess::{Assessed, Member, Passage, Rated, by_question};
use crate::document::BlockKind;
use crate::engine::{Colour, Rating};
use crate::language::Program;
use crate::language::model::QuestionId;

/// A document as it is compared when the document itself is gone.
#[derive(Clone, Debug)]
pub struct Version {
    /// What it is called in the run.
    pub path: String,
    /// What it is called beside its other version: its path from the root of its side.
    pub place: String,
    /// Why it could not be read, in a sentence; none where it was.
    pub unread: Option<String>,
    pub(super) sha256: Option<String>,
    pub(super) kind: Option<String>,
    title: Option<String>,
    /// What its facts say; none where its kind could not be told.
    pub(super) member: Option<Member>,
    /// Each question that it was asked, with its worst rating.
    pub(super) stands: BTreeMap<QuestionId, Stood>,
    /// How often it has each paragraph, item, cell or note, by a mark of its words.
    pub(super) clauses: BTreeMap<u64, usize>,
}

/// How a question stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stood {
    /// The id of the rule that says so.
    pub rule: String,
    /// The rating.
    pub colour: Colour,
    /// Why.
    pub message: String,
    /// Whether it is advice alone.
    pub advisory: bool,
    /// The words that it rests on first; none where it rests on none.
    pub quote: Option<Passage>,
}

impl Version {
    /// What is kept of a document, which `place` tells from the others of its side: its ratings by the questions that are asked.
    pub fn of(program: &Program, asked: &[QuestionId], assessed: &Assessed, place: String) -> Self {
        let rated = assessed.outcome.as_ref().ok();
        let told = rated.and_then(|rated| rated.verdict.kind);
        let kind = told.and_then(|told| program.kinds.get(told.kind.at())).map(|kind| kind.name.clone());
        let answers = by_question(program, assessed.ratings()).into_iter();
        Self {
            path: assessed.path.clone(),
            place,
            unread: assessed.outcome.as_ref().err().map(|refusal| refusal.message.clone()),
            sha256: assessed.digest.map(|digest| digest.to_string()),
            kind,
            title: rated.and_then(|rated| rated.title()).map(folded),
            member: Member::of(program, assessed).filter(Member::is_told),
            stands: answers
                .filter(|answer| asked.contains(&answer.question))
                .filter_map(|answer| Some((answer.question, stood(program, assessed, rated?, answer.rating)?)))
                .collect(),
            clauses: rated.map(clauses).unwrap_or_default(),
        }
    }

    pub(super) fn sign(&self) -> Sign<'_> {
        let Self { place, sha256, kind, title, .. } = self;
        Sign { path: place, sha256: sha256.as_deref(), kind: kind.as_deref(), title: title.as_deref() }
    }
}

fn stood(program: &Program, assessed: &Assessed, rated: &Rated, rating: &Rating) -> Option<Stood> {
    let rule = program.rules.get(rating.rule.at())?;
    let evidence = rating.evidence.first();
    let quote = evidence.map(|one| passage(assessed, rated, (one.span, one.matched), Some(one.block)));
    let Rating { colour, ref message, advisory, .. } = *rating;
    Some(Stood { rule: rule.id.clone(), colour, message: message.clone(), advisory, quote })
}

/// How often a document has each of its clauses, by a mark of their words; the numbers of headings do not count.
fn clauses(rated: &Rated) -> BTreeMap<u64, usize> {
    let document = &rated.document;
    let mut clauses = BTreeMap::new();
    for block in document.blocks.iter().filter(|block| block.kind.is_clause() || block.kind == BlockKind::Heading) {
        let words = folded(document.text.slice(block.span));
        let numbered = |letter: char| block.kind == BlockKind::Heading && !letter.is_alphabetic();
        let words = words.trim_start_matches(numbered);
        if !words.is_empty() {
            let mut mark = DefaultHasher::new();
            words.hash(&mut mark);
            *clauses.entry(mark.finish()).or_insert(0) += 1;
        }
    }
    clauses
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
