use std::collections::BTreeMap;

use serde::Serialize;

use super::super::problem::kind_not_told;
use super::super::words;
use super::count::{Area, Main};
use super::people::Beside;
use super::{Evidence, Position};
use crate::assess::{Assessed, Digest, Rated, Rollup, Waiver, rating_id};
use crate::engine;
use crate::language::Program;
use crate::language::model::QuestionId;
use crate::report::Heading;

/// One entry of `documents`.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    id: String,
    path: &'a str,
    sha256: Option<String>,
    format: Option<&'static str>,
    kind: Option<&'a str>,
    kind_because: Option<&'static str>,
    kind_certainty: Option<&'static str>,
    title: Option<String>,
    stated_version: Option<&'a str>,
    status: Option<&'a str>,
    bundle: Option<&'a str>,
    profile: BTreeMap<&'a str, String>,
    error: Option<Error<'a>>,
    notes: Vec<String>,
    ratings: Vec<Rating<'a>>,
    main_questions: Vec<Main<'a>>,
    areas: Vec<Area>,
    facts: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Error<'a> {
    code: &'a str,
    message: &'a str,
    start: Option<Position>,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Rating<'a> {
    id: String,
    rule: &'a str,
    answers: Vec<&'a str>,
    subject: Option<&'a str>,
    rating: &'static str,
    reason: Option<&'static str>,
    basis: &'static str,
    by: &'static str,
    advisory: bool,
    message: &'a str,
    waived: Option<Waived<'a>>,
    known: bool,
    people: Vec<Beside<'a>>,
    evidence: Vec<Evidence>,
}

/// Who lets a gap be, until which day.
#[derive(Serialize)]
pub(super) struct Waived<'a> {
    reason: &'a str,
    who: &'a str,
    until: String,
}

impl<'a> Waived<'a> {
    /// What a waiver says.
    pub(super) fn of(waiver: &'a Waiver) -> Self {
        Self { reason: &waiver.reason, who: &waiver.who, until: waiver.until.to_string() }
    }
}

#[derive(Serialize)]
struct Fact<'a> {
    name: &'a str,
    value: &'a str,
    quote: String,
    clause: Option<String>,
}

impl<'a> Document<'a> {
    pub(super) fn of(heading: Heading<'a>, assessed: &'a Assessed) -> Self {
        let program = heading.program;
        let unread = Self {
            id: Digest::of(assessed.path.as_bytes()).short(),
            path: &assessed.path,
            sha256: assessed.digest.map(|digest| digest.to_string()),
            format: None,
            kind: None,
            kind_because: None,
            kind_certainty: None,
            title: None,
            stated_version: None,
            status: None,
            bundle: assessed.bundle.and_then(|bundle| heading.bundles.get(bundle)).map(String::as_str),
            profile: assessed.partnership.told(program).collect(),
            error: None,
            notes: Vec::new(),
            ratings: Vec::new(),
            main_questions: Vec::new(),
            areas: Vec::new(),
            facts: Vec::new(),
        };
        let rated = match &assessed.outcome {
            Err(problem) => {
                let at = problem.labels.first().and_then(|label| assessed.position(label.span.start)).map(Into::into);
                let (code, message, help) = (problem.code, &*problem.message, problem.help.as_deref());
                return Self { error: Some(Error { code, message, start: at, help }), ..unread };
            }
            Ok(rated) => rated,
        };
        let rollup = Rollup::of_document(program, assessed);
        let questions = rollup.questions_met(program, heading.asked);
        let told = rated.verdict.kind.and_then(|told| Some((program.kinds.get(told.kind.at())?, told.because)));
        let field = |name: &str| rated.document.field(name).map(|field| &*field.value);
        Self {
            format: Some(assessed.format.word()),
            kind: told.map(|(kind, _)| &*kind.name),
            kind_because: told.map(|(_, because)| because.word()),
            kind_certainty: told.map(|(_, because)| because.certainty().word()),
            title: rated.title().map(words::folded),
            stated_version: field("version"),
            status: field("status"),
            notes: notes(assessed, rated),
            ratings: assessed.ratings().iter().map(|rating| Rating::of(program, assessed, rated, rating)).collect(),
            main_questions: Main::all(program, &questions),
            areas: Area::all(program, &questions),
            facts: rated.verdict.facts.iter().map(|fact| Fact::of(rated, fact)).collect(),
            ..unread
        }
    }
}

/// What a reader of the ratings has to know of how the document was read.
fn notes(assessed: &Assessed, rated: &Rated) -> Vec<String> {
    let untold = assessed.is_untold().then(|| kind_not_told().message);
    let problems = rated.document.problems.iter().map(|problem| problem.message.clone());
    rated.document.notes.iter().cloned().chain(problems).chain(untold).collect()
}

impl<'a> Rating<'a> {
    fn of(program: &'a Program, assessed: &'a Assessed, rated: &'a Rated, rating: &'a engine::Rating) -> Self {
        let rule = &program.rules[rating.rule.at()];
        let beside = |id: &QuestionId| {
            let (said, recheck) = assessed.said(program, *id)?;
            Some(Beside::of(&program.questions.get(id.at())?.id, said, &recheck))
        };
        let questions = rule.answers.iter().filter_map(|question| program.questions.get(question.at()));
        Self {
            id: rating_id(&assessed.path, &rule.id, None),
            rule: &rule.id,
            answers: questions.map(|question| &*question.id).collect(),
            subject: None,
            rating: rating.colour.word(),
            reason: rating.colour.is_answer().then(|| rating.reason.word()),
            basis: words::basis(rule.basis),
            by: "document",
            advisory: rating.advisory,
            message: &rating.message,
            waived: assessed.waived(rating).map(Waived::of),
            known: assessed.is_known(rating),
            people: rule.answers.iter().filter_map(beside).collect(),
            evidence: rating.evidence.iter().map(|evidence| Evidence::of(assessed, rated, evidence)).collect(),
        }
    }
}

impl<'a> Fact<'a> {
    fn of(rated: &Rated, fact: &'a engine::FactValue) -> Self {
        Self {
            name: &fact.name,
            value: &fact.value,
            quote: words::folded(rated.document.text.slice(fact.span)),
            clause: rated.document.clause_name(fact.block),
        }
    }
}
