use std::collections::BTreeMap;

use serde::Serialize;

use super::people::People;
use crate::assess::{AreaCount, Asked, Rollup, area_id};
use crate::engine::Colour;
use crate::language::Program;
use crate::report::Heading;

/// One entry of `bundles`.
#[derive(Serialize)]
pub(super) struct Bundle<'a> {
    name: &'a str,
    documents: &'a [String],
    answers: Option<Answers<'a>>,
    profile: BTreeMap<&'a str, &'a str>,
    ratings: [(); 0],
    questions: Vec<Question<'a>>,
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
    rating: &'static str,
    by: Option<&'static str>,
    suggested: &'static str,
    people: Option<People<'a>>,
    contributors: Vec<Contributor<'a>>,
}

#[derive(Serialize)]
struct Contributor<'a> {
    path: &'a str,
    rule: &'a str,
    rating: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Area {
    area: String,
    green: usize,
    amber: usize,
    red: usize,
    unclear: usize,
    not_applicable: usize,
    unrated: usize,
    suggested: Option<String>,
    people: usize,
    disagreements: usize,
    rechecks: usize,
}

impl<'a> Bundle<'a> {
    pub(super) fn of(heading: Heading<'a>, rollup: &'a Rollup) -> Self {
        let program = heading.program;
        let questions = rollup.questions(program, heading.asked);
        let areas = AreaCount::of(program, &questions).iter().map(|count| Area::of(program, count)).collect();
        Self {
            name: &rollup.name,
            documents: &rollup.documents,
            answers: rollup
                .people
                .as_deref()
                .map(|people| Answers { path: &people.file, sha256: people.digest.to_string() }),
            profile: rollup.partnership.told(program).collect(),
            ratings: [],
            questions: questions.iter().filter_map(|asked| Question::of(program, rollup, asked)).collect(),
            areas,
        }
    }
}

impl<'a> Question<'a> {
    fn of(program: &'a Program, rollup: &'a Rollup, asked: &Asked<'a>) -> Option<Self> {
        let contributors = asked.contributions.iter().map(|contribution| Contributor {
            path: rollup.documents.get(contribution.document).map_or("", String::as_str),
            rule: program.rules.get(contribution.rule.at()).map_or("", |rule| &rule.id),
            rating: contribution.colour.word(),
        });
        Some(Self {
            question: &program.questions.get(asked.question.at())?.id,
            rating: asked.colour.word(),
            by: match asked.said {
                Some(_) => Some("person"),
                None => asked.colour.is_answer().then_some("document"),
            },
            suggested: asked.suggested.word(),
            people: asked.said.map(|said| People::of(said, &asked.recheck)),
            contributors: contributors.collect(),
        })
    }
}

impl Area {
    fn of(program: &Program, count: &AreaCount) -> Self {
        Self {
            area: area_id(program, count.area),
            green: count.count(Colour::Green),
            amber: count.count(Colour::Amber),
            red: count.count(Colour::Red),
            unclear: count.count(Colour::Unclear),
            not_applicable: count.count(Colour::NotApplicable),
            unrated: count.count(Colour::Unrated),
            suggested: count.no_better_than().map(|colour| format!("no better than {}", colour.word())),
            people: count.people,
            disagreements: count.disagreements,
            rechecks: count.rechecks,
        }
    }
}
