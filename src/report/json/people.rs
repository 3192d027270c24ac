use serde::Serialize;

use crate::assess::answers::{Agreed, Given, Outcome, Recheck, Said};
use crate::report::words;

/// What people say to a question.
#[derive(Serialize)]
pub(super) struct People<'a> {
    /// Null where they disagree.
    rating: Option<&'static str>,
    disagreement: bool,
    agreed: Option<Meeting<'a>>,
    answers: Vec<Answer<'a>>,
    recheck: Vec<Again>,
}

#[derive(Serialize)]
struct Meeting<'a> {
    rating: &'static str,
    meeting: &'a str,
    date: String,
    reason: &'a str,
    review: Option<String>,
    suggested: Option<&'static str>,
}

#[derive(Serialize)]
struct Answer<'a> {
    organisation: &'a str,
    rating: &'static str,
    who: &'a str,
    post: &'a str,
    date: String,
    reason: &'a str,
    evidence: &'a str,
    action: &'a str,
    owner: &'a str,
    due: Option<String>,
    review: Option<String>,
    suggested: Option<&'static str>,
}

/// Why an answer has to be looked at again.
#[derive(Serialize)]
pub(super) struct Again {
    why: &'static str,
    message: String,
}

/// What people say to a question that a rule answers, beside the rule's rating of one document.
#[derive(Serialize)]
pub(super) struct Beside<'a> {
    question: &'a str,
    rating: Option<&'static str>,
    disagreement: bool,
    recheck: Vec<Again>,
}

impl<'a> People<'a> {
    pub(super) fn of(said: &'a Said, recheck: &[Recheck]) -> Self {
        Self {
            rating: rating(said),
            disagreement: said.outcome() == Outcome::Disagreement,
            agreed: said.agreed.as_ref().map(Meeting::of),
            answers: said.given.iter().map(Answer::of).collect(),
            recheck: recheck.iter().map(Again::of).collect(),
        }
    }
}

impl<'a> Beside<'a> {
    pub(super) fn of(question: &'a str, said: &Said, recheck: &[Recheck]) -> Self {
        let disagreement = said.outcome() == Outcome::Disagreement;
        Self { question, rating: rating(said), disagreement, recheck: recheck.iter().map(Again::of).collect() }
    }
}

fn rating(said: &Said) -> Option<&'static str> {
    (said.outcome() != Outcome::Disagreement).then(|| said.outcome().colour().word())
}

impl<'a> Meeting<'a> {
    fn of(agreed: &'a Agreed) -> Self {
        let note = &agreed.note;
        Self {
            rating: note.rating.word(),
            meeting: &agreed.meeting,
            date: note.date.to_string(),
            reason: &note.reason,
            review: note.review.map(|day| day.to_string()),
            suggested: note.suggested.map(|colour| colour.word()),
        }
    }
}

impl<'a> Answer<'a> {
    fn of(given: &'a Given) -> Self {
        let note = &given.note;
        Self {
            organisation: &given.organisation,
            rating: note.rating.word(),
            who: &given.who,
            post: &given.post,
            date: note.date.to_string(),
            reason: &note.reason,
            evidence: &given.evidence,
            action: &given.action,
            owner: &given.owner,
            due: given.due.map(|day| day.to_string()),
            review: note.review.map(|day| day.to_string()),
            suggested: note.suggested.map(|colour| colour.word()),
        }
    }
}

impl Again {
    fn of(recheck: &Recheck) -> Self {
        Self { why: recheck.word(), message: words::recheck(recheck) }
    }
}
