use std::collections::BTreeMap;

use super::Asked;
use super::rollup::standing;
use crate::assess::answers::Outcome;
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{AreaId, QuestionId};

/// How several questions stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many have each colour.
    pub colours: BTreeMap<Colour, usize>,
    /// How many were rated by people.
    pub people: usize,
    /// On how many of these people disagree.
    pub disagreements: usize,
    /// How many of their answers have to be looked at again.
    pub rechecks: usize,
    /// The worst that anybody says of a question on which people disagree.
    disputed: Option<Colour>,
    /// How many have each colour by advice alone.
    advised: BTreeMap<Colour, usize>,
}

/// How the questions of an area stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaCount {
    /// The area.
    pub area: AreaId,
    /// Its questions, main questions with the others.
    pub count: Count,
}

/// How the questions under a main question stand, and those under them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MainCount<'a> {
    /// The main question with its own rating, which nothing under it changes.
    pub main: Asked<'a>,
    /// The questions under it.
    pub count: Count,
}

impl Count {
    /// Adds a question.
    pub fn add(&mut self, program: &Program, asked: &Asked) {
        if asked.is_advice(program) {
            *self.advised.entry(asked.colour).or_default() += 1;
        }
        *self.colours.entry(asked.colour).or_default() += 1;
        self.people += usize::from(asked.said.is_some());
        self.rechecks += usize::from(!asked.recheck.is_empty());
        if let Some(said) = asked.said.filter(|said| said.outcome() == Outcome::Disagreement) {
            self.disagreements += 1;
            self.disputed = self.disputed.into_iter().chain([said.worst()]).min();
        }
    }

    /// How many questions have a colour.
    pub fn of(&self, colour: Colour) -> usize {
        self.colours.get(&colour).copied().unwrap_or(0)
    }

    /// The best that the questions together can be said to be: their worst rating, where people disagree the worst that one of
    /// them gives; not green while one is unanswered or an answer has to be looked at again, and nothing where none is answered.
    pub fn no_better_than(&self) -> Option<Colour> {
        let answers = self.colours.keys().copied().chain(self.disputed).filter(|colour| colour.is_answer());
        let worst = answers.min_by_key(|&colour| standing(colour))?;
        let open = self.of(Colour::Unrated) > 0 || self.rechecks > 0;
        Some(if open && worst == Colour::Green { Colour::Amber } else { worst })
    }

    /// Whether that is a gap by advice alone: no rule that binds, and no person, says so of any of the questions.
    pub fn is_by_advice(&self) -> bool {
        let best = self.no_better_than().filter(|best| best.is_gap());
        best.is_some_and(|best| self.of(best) > 0 && self.advised.get(&best) == self.colours.get(&best))
    }
}

impl AreaCount {
    /// The areas of questions, in the order of the program.
    pub fn all(program: &Program, questions: &[Asked]) -> Vec<Self> {
        let mut areas: BTreeMap<AreaId, Count> = BTreeMap::new();
        for asked in questions {
            if let Some(question) = program.questions.get(asked.question.at()) {
                areas.entry(question.area).or_default().add(program, asked);
            }
        }
        areas.into_iter().map(|(area, count)| Self { area, count }).collect()
    }
}

impl<'a> MainCount<'a> {
    /// Those of `questions` that have others of them under them, in the order of the program.
    pub fn all(program: &Program, questions: &[Asked<'a>]) -> Vec<Self> {
        let mut counts: BTreeMap<QuestionId, Count> = BTreeMap::new();
        for asked in questions {
            let mut seen = 0;
            let mut above = over(program, asked.question);
            // A chain that is longer than there are questions would go round.
            while let Some(main) = above.filter(|_| seen < program.questions.len()) {
                counts.entry(main).or_default().add(program, asked);
                (above, seen) = (over(program, main), seen + 1);
            }
        }
        let count = |main: &Asked<'a>| Some(Self { main: main.clone(), count: counts.remove(&main.question)? });
        questions.iter().filter_map(count).collect()
    }
}

/// The question that one stands under.
fn over(program: &Program, question: QuestionId) -> Option<QuestionId> {
    program.questions.get(question.at())?.under
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::model::Question;

    fn asked(question: u32, colour: Colour) -> Asked<'static> {
        let (question, recheck) = (QuestionId(question), Vec::new());
        Asked { question, colour, suggested: colour, said: None, recheck, contributions: &[], together: None }
    }

    fn program(under: &[Option<u32>]) -> Program {
        let question = |under: &Option<u32>| Question { under: under.map(QuestionId), ..Question::default() };
        Program { questions: under.iter().map(question).collect(), ..Program::default() }
    }

    #[test]
    fn a_main_question_counts_all_that_is_under_it_and_not_itself() {
        let program = program(&[None, Some(0), Some(0), Some(2), None]);
        let colours = [Colour::Green, Colour::Green, Colour::Unrated, Colour::Amber, Colour::Red];
        let questions: Vec<Asked> = (0..).zip(colours).map(|(at, colour)| asked(at, colour)).collect();
        let mains = MainCount::all(&program, &questions);
        let told: Vec<(u32, Colour, usize, Option<Colour>)> = mains
            .iter()
            .map(|main| {
                let counted = main.count.colours.values().sum();
                (main.main.question.0, main.main.colour, counted, main.count.no_better_than())
            })
            .collect();
        let amber = Some(Colour::Amber);
        assert_eq!(told, [(0, Colour::Green, 3, amber), (2, Colour::Unrated, 1, amber)]);
    }

    #[test]
    fn a_main_question_that_is_not_asked_is_not_counted() {
        let program = program(&[None, Some(0)]);
        assert_eq!(MainCount::all(&program, &[asked(1, Colour::Green)]), []);
    }

    #[test]
    fn a_colour_by_advice_alone_is_told_apart() {
        let of = |colours: &[(Colour, usize)], advised: &[(Colour, usize)]| {
            let [colours, advised] = [colours, advised].map(|all| all.iter().copied().collect());
            Count { colours, advised, ..Count::default() }.is_by_advice()
        };
        assert!(of(&[(Colour::Red, 1)], &[(Colour::Red, 1)]));
        assert!(of(&[(Colour::Red, 1), (Colour::Amber, 3)], &[(Colour::Red, 1)]));
        assert!(!of(&[(Colour::Red, 2)], &[(Colour::Red, 1)]));
        assert!(!of(&[(Colour::Red, 1), (Colour::Amber, 1)], &[(Colour::Amber, 1)]));
        assert!(!of(&[(Colour::Green, 1)], &[(Colour::Green, 1)]));
    }

    #[test]
    fn nothing_is_green_while_a_question_is_open() {
        let best = |colours: &[Colour]| {
            let colours = colours.iter().map(|&colour| (colour, 1)).collect();
            Count { colours, ..Count::default() }.no_better_than()
        };
        assert_eq!(best(&[Colour::Green]), Some(Colour::Green));
        assert_eq!(best(&[Colour::Green, Colour::NotApplicable]), Some(Colour::Green));
        assert_eq!(best(&[Colour::Green, Colour::Unrated]), Some(Colour::Amber));
        assert_eq!(best(&[Colour::Green, Colour::Unrated, Colour::Red]), Some(Colour::Red));
        assert_eq!(best(&[Colour::Unrated]), None);
    }
}
