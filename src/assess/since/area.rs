use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::cause::alike;
use super::compare::{ByQuestion, Runs, by_question};
use super::saved::{SavedBundle, SavedJoint, SavedQuestion};
use super::{Cause, DocumentSince, Saved, Seen, Stand, State};
use crate::assess::answers::Recheck;
use crate::assess::{AreaCount, Asked, Partnership, Rollup, Together, area_id};
use crate::bundle::BundleRating;
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{AreaId, Question, QuestionId};

/// A bundle of which something stands otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleSince {
    /// What it is called.
    pub name: String,
    /// The ratings of its documents together that stand otherwise: those of now in their order, then those that are gone.
    pub ratings: Vec<JointSince>,
    /// The questions that people had rated or have, and that stand otherwise, in the order of the program.
    pub questions: Vec<QuestionSince>,
    /// The areas that stand otherwise, in the order of the program.
    pub areas: Vec<AreaSince>,
}

/// A rating of several documents together that stands otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointSince {
    /// The id of the rule.
    pub rule: String,
    /// What it is rated for.
    pub subject: Option<String>,
    /// How it stood; none where it was not rated.
    pub was: Option<Stand>,
    /// How it stands; none where it is not rated.
    pub now: Option<Stand>,
    /// What that comes from.
    pub because: Vec<Cause>,
}

/// A question of a bundle that people had rated or have, and that stands otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionSince {
    /// The question.
    pub question: QuestionId,
    /// How it stood; none where it was not asked.
    pub was: Option<Word>,
    /// How it stands.
    pub now: Word,
    /// What that comes from.
    pub because: Vec<Cause>,
}

/// A rating that stands, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The rating.
    pub colour: Colour,
    /// Whether people gave it.
    pub people: bool,
}

/// An area that stands otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaSince {
    /// The area.
    pub area: AreaId,
    /// How its questions stood; none where it was not asked.
    pub was: Option<Standing>,
    /// How they stand.
    pub now: Standing,
    /// What that comes from.
    pub because: Vec<Cause>,
}

/// How the questions of an area stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How many have each colour.
    pub colours: BTreeMap<Colour, usize>,
    /// The best that the area can be said to be.
    pub no_better_than: Option<Colour>,
}

/// The bundles of both runs, told by their names, whose areas stand otherwise. `pairs` says which document of then each of
/// `now` is, `documents` what changed in it.
pub(super) fn bundles(
    runs: &Runs,
    asked: &[QuestionId],
    was: &Saved,
    now: &[Rollup],
    seen: &[Seen],
    pairs: &[Option<usize>],
    documents: &[DocumentSince],
) -> Vec<BundleSince> {
    let changed: Vec<ByQuestion> = documents.iter().map(by_question).collect();
    let mut found = Vec::new();
    for rollup in now {
        let Some(then) = was.bundles.iter().find(|bundle| bundle.name == rollup.name) else { continue };
        let own: HashSet<&str> = rollup.documents.iter().map(String::as_str).collect();
        let members: Vec<usize> = (0..seen.len()).filter(|&at| own.contains(&*seen[at].path)).collect();
        let (moved, joined) = joined_or_left(was, then, seen, pairs, &members);
        let bundle = Bundle {
            runs,
            program: runs.program,
            then,
            rollup,
            asked: rollup.questions(runs.program, asked),
            moved,
            joined,
            edited: members.iter().any(|&at| documents[at].state == State::Changed),
            members,
            changed: &changed,
        };
        let (ratings, questions, areas) = (bundle.ratings(), bundle.questions(), bundle.areas());
        if !ratings.is_empty() || !areas.is_empty() || !questions.is_empty() {
            found.push(BundleSince { name: rollup.name.clone(), ratings, questions, areas });
        }
    }
    found
}

/// Whether documents joined the bundle or left it, and the questions that those rated.
fn joined_or_left(
    was: &Saved,
    then: &SavedBundle,
    seen: &[Seen],
    pairs: &[Option<usize>],
    members: &[usize],
) -> (bool, BTreeSet<String>) {
    let paths: HashSet<&str> = then.documents.iter().map(String::as_str).collect();
    let in_then = |at: &usize| {
        let document = &was.documents[*at];
        document.bundle.as_ref() == Some(&then.name) || paths.contains(&*document.path)
    };
    let kept: BTreeSet<usize> = members.iter().filter_map(|&at| pairs[at]).filter(|at| in_then(at)).collect();
    let left: Vec<usize> = (0..was.documents.len()).filter(|at| in_then(at) && !kept.contains(at)).collect();
    let joined = |at: &usize| !pairs[*at].is_some_and(|pair| in_then(&pair));
    let joined: Vec<usize> = members.iter().copied().filter(joined).collect();
    let moved = !left.is_empty() || !joined.is_empty();
    let left = left.iter().flat_map(|&at| was.documents[at].stands.keys());
    (moved, left.chain(joined.iter().flat_map(|&at| seen[at].stands.keys())).cloned().collect())
}

/// What a rating of documents together is known again by: its rule, what it is rated for, and, of several that are called the
/// same, as documents of one title are, which of them.
type Key<'a> = (&'a str, Option<&'a str>, usize);

/// Numbers those that are called the same, in their order.
fn keyed<'a>(names: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> impl Iterator<Item = Key<'a>> {
    let mut met: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    names.map(move |(rule, subject)| {
        let nth = met.entry((rule, subject)).and_modify(|nth| *nth += 1).or_default();
        (rule, subject, *nth)
    })
}

/// A bundle then and now.
struct Bundle<'a> {
    runs: &'a Runs<'a>,
    program: &'a Program,
    then: &'a SavedBundle,
    rollup: &'a Rollup,
    asked: Vec<Asked<'a>>,
    /// Whether documents joined or left.
    moved: bool,
    /// Whether the bytes of a document are others.
    edited: bool,
    /// The questions that documents rated which joined or left.
    joined: BTreeSet<String>,
    members: Vec<usize>,
    changed: &'a [ByQuestion<'a>],
}

impl Bundle<'_> {
    fn areas(&self) -> Vec<AreaSince> {
        let mut areas = Vec::new();
        for AreaCount { area, count } in AreaCount::all(self.program, &self.asked) {
            let id = area_id(self.program, area);
            let then = self.then.areas.iter().find(|then| then.area == id);
            let was = then.map(|then| Standing { colours: then.colours(), no_better_than: then.no_better_than() });
            let now = Standing { no_better_than: count.no_better_than(), colours: count.colours };
            if was.as_ref() != Some(&now) {
                areas.push(AreaSince { area, was, now, because: self.because(area) });
            }
        }
        areas
    }

    /// The ratings of its documents together that stand otherwise. One that is no answer tells nothing.
    fn ratings(&self) -> Vec<JointSince> {
        let mut now: Vec<(Key, Option<Stand>)> = Vec::new();
        let rated = || self.rollup.ratings.iter().map(|Together { rating, .. }| rating);
        let rule = |rating: &BundleRating| self.program.rules.get(rating.rule.at()).map_or("", |rule| &*rule.id);
        let keys = keyed(rated().map(|rating| (rule(rating), rating.subject.as_deref())));
        for (key, rating) in keys.zip(rated()).filter(|(_, rating)| rating.colour.is_answer()) {
            let stand = Stand { colour: rating.colour, reason: Some(rating.reason), rule: key.0.to_owned() };
            now.push((key, Some(stand)));
        }
        let met: HashSet<_> = now.iter().map(|(key, _)| *key).collect();
        let stood = |joint: &SavedJoint| joint.stand().filter(|stand| stand.colour.is_answer());
        let keys = || keyed(self.then.ratings.iter().map(SavedJoint::key));
        let then: HashMap<_, _> =
            keys().zip(&self.then.ratings).filter_map(|(key, joint)| Some((key, stood(joint)?))).collect();
        let gone: Vec<_> = keys().filter(|key| then.contains_key(key) && !met.contains(key)).collect();
        now.extend(gone.into_iter().map(|key| (key, None)));
        let one = |(key, now): (Key, Option<Stand>)| {
            let was = then.get(&key).cloned();
            let (rule, subject, _) = key;
            let because = self.because_of(rule);
            let (rule, subject) = (rule.to_owned(), subject.map(str::to_owned));
            (!alike(was.as_ref(), now.as_ref())).then_some(JointSince { rule, subject, was, now, because })
        };
        now.into_iter().filter_map(one).collect()
    }

    /// What a change of a rating of its documents together comes from; several where each may have had a part in it.
    fn because_of(&self, rule: &str) -> Vec<Cause> {
        let then = Partnership::of(self.program, &self.then.profile);
        let judged = self.runs.rules.get(rule);
        if judged.is_some_and(|rule| !self.rollup.partnership.judges_alike(&then, self.program, rule)) {
            return vec![Cause::Profile];
        }
        let candidates = [
            (self.edited, Cause::Document),
            (self.moved, Cause::Documents),
            (self.runs.is_other(rule), Cause::Rules),
            (self.runs.govlint, Cause::Govlint),
        ];
        let found: Vec<Cause> = candidates.into_iter().filter_map(|(is, cause)| is.then_some(cause)).collect();
        // Which rules are run, and what the configuration says of names, may be others.
        if found.is_empty() { vec![Cause::Settings] } else { found }
    }

    fn was(&self, question: &Question) -> Option<&SavedQuestion> {
        self.then.questions.iter().find(|was| was.question == question.id)
    }

    /// The questions that people had rated or have, and that stand otherwise.
    fn questions(&self) -> Vec<QuestionSince> {
        let one = |asked: &Asked| {
            let question = self.program.questions.get(asked.question.at())?;
            let was = self.was(question);
            let of_then = |was: &SavedQuestion| {
                Some(Word { colour: Colour::of_word(&was.rating)?, people: was.people.is_some() })
            };
            let now = Word { colour: asked.colour, people: asked.said.is_some() };
            let was_word = was.and_then(of_then);
            if !now.people && !was_word.is_some_and(|was| was.people) {
                return None;
            }
            let mut because = BTreeSet::new();
            self.add(&mut because, question, was, asked);
            let because: Vec<Cause> = because.into_iter().collect();
            (!because.is_empty()).then_some(QuestionSince { question: asked.question, was: was_word, now, because })
        };
        self.asked.iter().filter_map(one).collect()
    }

    /// What the changes of an area's questions come from: those of the documents and of people's answers, or else of the run.
    fn because(&self, area: AreaId) -> Vec<Cause> {
        let mut because = BTreeSet::new();
        for asked in &self.asked {
            let Some(question) = self.program.questions.get(asked.question.at()) else { continue };
            if question.area == area {
                self.add(&mut because, question, self.was(question), asked);
            }
        }
        if because.is_empty() {
            let then = Partnership::of(self.program, &self.then.profile);
            // Rules across documents rate by all of them, so that any which came, went or changed may have done it.
            because.insert(match then == self.rollup.partnership {
                false => Cause::Profile,
                true if !self.joined.is_empty() => Cause::Documents,
                true if self.members.iter().any(|&at| !self.changed[at].is_empty()) => Cause::Document,
                true => Cause::Settings,
            });
        }
        because.into_iter().collect()
    }

    /// Adds what the change of a question comes from, if it stands otherwise.
    fn add(&self, because: &mut BTreeSet<Cause>, question: &Question, was: Option<&SavedQuestion>, asked: &Asked) {
        let people = was.and_then(|was| was.people.as_ref());
        for recheck in &asked.recheck {
            let due = people.is_some_and(|people| people.was_due(recheck.word()));
            because.extend((!due).then_some(match recheck {
                Recheck::Review(..) => Cause::Date,
                Recheck::Words(_) => Cause::Document,
                Recheck::Since(..) => Cause::Answer,
            }));
        }
        let settled = asked.recheck.is_empty() && people.is_some_and(|people| people.was_due_at_all());
        let changed = was.map(|was| &*was.rating) != Some(asked.colour.word());
        if settled || (changed && (people.is_some() || asked.said.is_some())) {
            because.insert(Cause::Answer);
        } else if changed {
            let rated = question.same_as.and_then(|same| self.program.questions.get(same.at())).unwrap_or(question);
            let changes = self.members.iter().filter_map(|&at| self.changed.get(at)?.get(&*rated.id));
            because.extend(changes.flat_map(|change| change.because.iter().copied()));
            because.extend(self.joined.contains(&rated.id).then_some(Cause::Documents));
        }
    }
}
