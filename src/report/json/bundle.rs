use std::collections::BTreeMap;

use serde::Serialize;

use super::super::words;
use super::Position;
use super::count::{Area, Main, by};
use super::document::Waived;
use super::people::People;
use crate::assess::{Asked, Passage, Rollup, Together};
use crate::language::Program;
use crate::prose::StandingKind;
use crate::report::Heading;

/// One entry of `bundles`.
#[derive(Serialize)]
pub(super) struct Bundle<'a> {
    name: &'a str,
    documents: &'a [String],
    answers: Option<Answers<'a>>,
    profile: BTreeMap<&'a str, String>,
    ratings: Vec<Rating<'a>>,
    questions: Vec<Question<'a>>,
    main_questions: Vec<Main<'a>>,
    areas: Vec<Area>,
}

/// The file of people's answers.
#[derive(Serialize)]
struct Answers<'a> {
    path: &'a str,
    sha256: String,
}

#[derive(Serialize)]
struct Question<'a> {
    question: &'a str,
    under: Option<&'a str>,
    rating: &'static str,
    by: Option<&'static str>,
    suggested: &'static str,
    people: Option<People<'a>>,
    contributors: Vec<Contributor<'a>>,
}

/// A rating across documents.
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
    evidence: Vec<Evidence<'a>>,
}

/// Words of one of the documents.
#[derive(Serialize)]
struct Evidence<'a> {
    path: &'a str,
    quote: &'a str,
    clause: Option<&'a str>,
    page: Option<u32>,
    start: Option<Position>,
    end: Option<Position>,
    standing: &'static str,
}

#[derive(Serialize)]
struct Contributor<'a> {
    /// None for what the documents say together.
    path: Option<&'a str>,
    rule: &'a str,
    rating: &'static str,
}

impl<'a> Bundle<'a> {
    pub(super) fn of(heading: Heading<'a>, rollup: &'a Rollup) -> Self {
        let program = heading.program;
        let questions = rollup.questions(program, heading.asked);
        Self {
            name: &rollup.name,
            documents: &rollup.documents,
            answers: rollup
                .people
                .as_deref()
                .map(|people| Answers { path: &people.file, sha256: people.digest.to_string() }),
            profile: rollup.partnership.told(program).collect(),
            ratings: rollup.ratings.iter().map(|one| Rating::of(program, rollup, one)).collect(),
            questions: questions.iter().filter_map(|asked| Question::of(program, rollup, asked)).collect(),
            main_questions: Main::all(program, &questions),
            areas: Area::all(program, &questions),
        }
    }
}

impl<'a> Rating<'a> {
    fn of(program: &'a Program, rollup: &'a Rollup, one: &'a Together) -> Self {
        let Together { rating, quotes, waived, known } = one;
        let rule = &program.rules[rating.rule.at()];
        let questions = rule.answers.iter().filter_map(|question| program.questions.get(question.at()));
        let evidence = |(path, passage): &'a (String, Passage)| Evidence {
            path,
            quote: &passage.words,
            clause: passage.clause.as_deref(),
            page: passage.page,
            start: passage.start.map(Into::into),
            end: passage.end.map(Into::into),
            standing: words::standing(StandingKind::Stated),
        };
        Self {
            id: rollup.rating_id(program, rating),
            rule: &rule.id,
            answers: questions.map(|question| &*question.id).collect(),
            subject: rating.subject.as_deref(),
            rating: rating.colour.word(),
            reason: rating.colour.is_answer().then(|| rating.reason.word()),
            basis: words::basis(rule.basis),
            by: "bundle",
            advisory: rating.advisory,
            message: &rating.message,
            waived: waived.as_deref().map(Waived::of),
            known: *known,
            evidence: quotes.iter().map(evidence).collect(),
        }
    }
}

impl<'a> Question<'a> {
    fn of(program: &'a Program, rollup: &'a Rollup, asked: &Asked<'a>) -> Option<Self> {
        let contributors = asked.contributions.iter().map(|contribution| Contributor {
            path: rollup.documents.get(contribution.document).map(String::as_str),
            rule: program.rules.get(contribution.rule.at()).map_or("", |rule| &rule.id),
            rating: contribution.colour.word(),
        });
        let together = asked.together.map(|(rule, colour)| Contributor {
            path: None,
            rule: program.rules.get(rule.at()).map_or("", |rule| &rule.id),
            rating: colour.word(),
        });
        let question = program.questions.get(asked.question.at())?;
        let under = question.under.and_then(|under| program.questions.get(under.at()));
        Some(Self {
            question: &question.id,
            under: under.map(|under| &*under.id),
            rating: asked.colour.word(),
            by: by(asked),
            suggested: asked.suggested.word(),
            people: asked.said.map(|said| People::of(said, &asked.recheck)),
            contributors: contributors.chain(together).collect(),
        })
    }
}
