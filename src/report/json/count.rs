use serde::Serialize;

use crate::assess::{AreaCount, Asked, Count, MainCount, area_id};
use crate::engine::Colour;
use crate::language::Program;

/// How several questions stand.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Counts {
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

/// How the questions of an area stand.
#[derive(Serialize)]
pub(super) struct Area {
    area: String,
    #[serde(flatten)]
    counts: Counts,
}

/// How the questions under a main question stand, beside the rating of its own.
#[derive(Serialize)]
pub(super) struct Main<'a> {
    question: &'a str,
    rating: &'static str,
    by: Option<&'static str>,
    #[serde(flatten)]
    counts: Counts,
}

impl Counts {
    fn of(count: &Count) -> Self {
        Self {
            green: count.of(Colour::Green),
            amber: count.of(Colour::Amber),
            red: count.of(Colour::Red),
            unclear: count.of(Colour::Unclear),
            not_applicable: count.of(Colour::NotApplicable),
            unrated: count.of(Colour::Unrated),
            suggested: count.no_better_than().map(|colour| format!("no better than {}", colour.word())),
            people: count.people,
            disagreements: count.disagreements,
            rechecks: count.rechecks,
        }
    }
}

impl Area {
    /// The areas of questions.
    pub(super) fn all(program: &Program, questions: &[Asked]) -> Vec<Self> {
        let area = |area: &AreaCount| Self { area: area_id(program, area.area), counts: Counts::of(&area.count) };
        AreaCount::all(program, questions).iter().map(area).collect()
    }
}

impl<'a> Main<'a> {
    /// Those of `questions` that others stand under.
    pub(super) fn all(program: &'a Program, questions: &[Asked]) -> Vec<Self> {
        let main = |MainCount { main, count }: &MainCount| {
            let question = &program.questions.get(main.question.at())?.id;
            Some(Self { question, rating: main.colour.word(), by: by(main), counts: Counts::of(count) })
        };
        MainCount::all(program, questions).iter().filter_map(main).collect()
    }
}

/// Whose rating it is that stands.
pub(super) fn by(asked: &Asked) -> Option<&'static str> {
    let alone = asked.contributions.iter().any(|one| one.colour == asked.suggested);
    match asked.said {
        Some(_) => Some("person"),
        None => asked.colour.is_answer().then_some(if alone { "document" } else { "bundle" }),
    }
}
