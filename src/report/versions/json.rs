use std::io;

use serde::Serialize;

use crate::assess::{Difference, Differences, Moved, Passage, Stood, Turn};
use crate::bundle::{Change, ValueChange};
use crate::language::Program;
use crate::report::Heading;
use crate::report::json::{Head, Position};

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    documents: Vec<Document<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    was_path: Option<&'a str>,
    /// `both`, `new`, `gone` or `unread`.
    state: &'static str,
    error: Option<&'a str>,
    changes: Vec<Changed<'a>>,
    ratings: Vec<Rating<'a>>,
    reworded: usize,
}

#[derive(Serialize)]
struct Changed<'a> {
    what: &'a str,
    about: &'a [String],
    change: &'static str,
    values: Vec<Values<'a>>,
    was: Option<Words<'a>>,
    now: Option<Words<'a>>,
}

#[derive(Serialize)]
struct Values<'a> {
    field: Option<&'a str>,
    was: Option<&'a str>,
    now: Option<&'a str>,
}

#[derive(Serialize)]
struct Words<'a> {
    quote: &'a str,
    clause: Option<&'a str>,
    page: Option<u32>,
    start: Option<Position>,
    end: Option<Position>,
}

#[derive(Serialize)]
struct Rating<'a> {
    question: &'a str,
    was: Option<Stands<'a>>,
    now: Option<Stands<'a>>,
}

#[derive(Serialize)]
struct Stands<'a> {
    rating: &'static str,
    rule: &'a str,
    message: &'a str,
    advisory: bool,
    evidence: Option<Words<'a>>,
}

/// The differences for other programs: one object that opens as every report of documents does.
pub fn versions_json(heading: Heading, differences: &Differences) -> io::Result<Vec<u8>> {
    let documents = differences.documents.iter().map(|one| Document::of(heading.program, one)).collect();
    let mut out = serde_json::to_vec_pretty(&Whole { head: Head::of(heading), documents })?;
    out.push(b'\n');
    Ok(out)
}

impl<'a> Document<'a> {
    fn of(program: &'a Program, difference: &'a Difference) -> Self {
        let (state, error) = match &difference.turn {
            Turn::Both => ("both", None),
            Turn::New => ("new", None),
            Turn::Gone => ("gone", None),
            Turn::Unread(why) => ("unread", Some(&**why)),
        };
        Self {
            path: &difference.path,
            was_path: difference.was.as_deref(),
            state,
            error,
            changes: difference.changes.iter().map(Changed::of).collect(),
            ratings: difference.moved.iter().filter_map(|moved| Rating::of(program, moved)).collect(),
            reworded: difference.reworded,
        }
    }
}

impl<'a> Changed<'a> {
    fn of((change, [was, now]): &'a (Change, [Option<Passage>; 2])) -> Self {
        let value = |value: &'a ValueChange| Values {
            field: Some(&*value.field).filter(|field| !field.is_empty()),
            was: value.was.as_deref(),
            now: value.now.as_deref(),
        };
        Self {
            what: &change.caption,
            about: &change.about,
            change: super::word(change),
            values: change.values.iter().map(value).collect(),
            was: was.as_ref().map(Words::of),
            now: now.as_ref().map(Words::of),
        }
    }
}

impl<'a> Words<'a> {
    fn of(passage: &'a Passage) -> Self {
        Self {
            quote: &passage.words,
            clause: passage.clause.as_deref(),
            page: passage.page,
            start: passage.start.map(Into::into),
            end: passage.end.map(Into::into),
        }
    }
}

impl<'a> Rating<'a> {
    fn of(program: &'a Program, moved: &'a Moved) -> Option<Self> {
        let stands = |stood: &'a Stood| Stands {
            rating: stood.colour.word(),
            rule: &stood.rule,
            message: &stood.message,
            advisory: stood.advisory,
            evidence: stood.quote.as_ref().map(Words::of),
        };
        let question = &program.questions.get(moved.question.at())?.id;
        Some(Self { question, was: moved.was.as_ref().map(stands), now: moved.now.as_ref().map(stands) })
    }
}
