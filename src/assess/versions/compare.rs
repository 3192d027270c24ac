use std::collections::{BTreeMap, BTreeSet};

use super::{Stood, Version};
use crate::assess::since::pairs;
use crate::assess::{FailOn, Member, Passage};
use crate::bundle::{Change, Known, changes};
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::QuestionId;

/// What two versions of some documents differ in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Differences {
    /// The documents of the newer side in the order read, then those that are gone.
    pub documents: Vec<Difference>,
}

/// What two versions of a document differ in.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The newer version's name; the older one's where there is no newer.
    pub path: String,
    /// The older version's name, where it has both.
    pub was: Option<String>,
    /// How they stand to one another.
    pub turn: Turn,
    /// What they say otherwise, with the words of each version.
    pub changes: Vec<(Change, [Option<Passage>; 2])>,
    /// The questions that stand otherwise, in the order of the program.
    pub moved: Vec<Moved>,
    /// How many paragraphs, items and cells read otherwise, were put in or left out.
    pub reworded: usize,
}

/// How two versions of a document stand to one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Both were read.
    Both,
    /// There is no older version.
    New,
    /// There is no newer version.
    Gone,
    /// One of them could not be read; why.
    Unread(String),
}

/// A question that stands otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The question.
    pub question: QuestionId,
    /// How it stood; none where it was not asked.
    pub was: Option<Stood>,
    /// How it stands; likewise.
    pub now: Option<Stood>,
}

/// Compares the documents of two sides, each in the order read.
pub fn compare(program: &Program, known: &Known, was: &[Version], now: &[Version]) -> Differences {
    let [old, new] = [was, now].map(|side| side.iter().map(Version::sign).collect::<Vec<_>>());
    let pairs = pairs(&old, &new);
    let mut documents: Vec<Difference> = now
        .iter()
        .zip(&pairs)
        .map(|(version, pair)| match pair.and_then(|pair| was.get(pair)) {
            Some(was) => both(program, known, was, version),
            None => alone(version, Turn::New),
        })
        .collect();
    let kept: BTreeSet<usize> = pairs.into_iter().flatten().collect();
    let gone = was.iter().enumerate().filter(|(index, _)| !kept.contains(index));
    documents.extend(gone.map(|(_, version)| alone(version, Turn::Gone)));
    Differences { documents }
}

fn alone(version: &Version, turn: Turn) -> Difference {
    let turn = version.unread.clone().map_or(turn, Turn::Unread);
    Difference { path: version.path.clone(), was: None, turn, changes: Vec::new(), moved: Vec::new(), reworded: 0 }
}

fn both(program: &Program, known: &Known, was: &Version, now: &Version) -> Difference {
    let unread = now.unread.clone().or_else(|| was.unread.clone());
    let mut difference = alone(now, unread.map_or(Turn::Both, Turn::Unread));
    difference.was = Some(was.path.clone());
    if difference.turn != Turn::Both || was.sha256 == now.sha256 {
        return difference;
    }
    if let (Some(old), Some(new)) = (&was.member, &now.member) {
        let words = |member: &Member, row: Option<usize>| row.and_then(|row| member.quotes.get(row)).cloned();
        let changes = changes(program, known, &old.paper, &new.paper).into_iter();
        difference.changes = changes
            .map(|change| {
                let words = [words(old, change.was), words(new, change.now)];
                (change, words)
            })
            .collect();
    }
    difference.moved = moved(&was.stands, &now.stands);
    difference.reworded = reworded(&was.clauses, &now.clauses);
    difference
}

/// The questions whose rating is another.
fn moved(was: &BTreeMap<QuestionId, Stood>, now: &BTreeMap<QuestionId, Stood>) -> Vec<Moved> {
    let questions: BTreeSet<&QuestionId> = was.keys().chain(now.keys()).collect();
    let moved = questions.into_iter().filter_map(|question| {
        let (was, now) = (was.get(question), now.get(question));
        let colour = |stood: Option<&Stood>| stood.map(|stood| stood.colour);
        (colour(was) != colour(now)).then(|| Moved { question: *question, was: was.cloned(), now: now.cloned() })
    });
    moved.collect()
}

/// How many clauses of one side the other does not have as often; those of the side that has more such.
fn reworded(was: &BTreeMap<u64, usize>, now: &BTreeMap<u64, usize>) -> usize {
    let beyond = |of: &BTreeMap<u64, usize>, other: &BTreeMap<u64, usize>| -> usize {
        of.iter().map(|(mark, count)| count.saturating_sub(other.get(mark).copied().unwrap_or(0))).sum()
    };
    beyond(was, now).max(beyond(now, was))
}

impl Moved {
    /// Whether it stands worse than before by a rating that is at or above a failing level.
    pub fn fails(&self, level: FailOn) -> bool {
        let rank = |colour: Colour| match colour {
            Colour::Red => 2,
            Colour::Amber | Colour::Unclear => 1,
            _ => 0,
        };
        let ranked = |stood: &Option<Stood>| stood.as_ref().map_or(0, |stood| rank(stood.colour));
        let (was, now) = (ranked(&self.was), ranked(&self.now));
        let least = match level {
            FailOn::Red => 2,
            FailOn::Amber => 1,
            FailOn::Never => return false,
        };
        let advisory = self.now.as_ref().is_none_or(|stood| stood.advisory);
        !advisory && now > was && now >= least
    }
}

impl Differences {
    /// Whether a question stands worse than before by a rating at or above a failing level.
    pub fn fails(&self, level: FailOn) -> bool {
        self.documents.iter().flat_map(|document| &document.moved).any(|moved| moved.fails(level))
    }
}
