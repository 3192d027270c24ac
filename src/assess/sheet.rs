use super::Assessed;
use super::identity::words_mark;
use crate::engine::{Colour, Rating};
use crate::language::Program;
use crate::language::model::{QuestionId, RuleId};

/// A line of a document's sheet: a question with the rating that the document gets for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer<'a> {
    /// The question.
    pub question: QuestionId,
    /// The worst rating among the rules that answer it; the first of them where several are as bad.
    pub rating: &'a Rating,
}

/// The questions that a document was asked, in the order of the program, each with its worst rating.
pub fn sheet<'a>(program: &Program, assessed: &'a Assessed) -> Vec<Answer<'a>> {
    by_question(program, assessed.ratings())
}

/// The questions that ratings answer, in the order of the program, each with its worst rating.
pub fn by_question<'a>(program: &Program, ratings: &'a [Rating]) -> Vec<Answer<'a>> {
    let mut worst: Vec<Option<&Rating>> = vec![None; program.questions.len()];
    for rating in ratings {
        let answers = program.rules.get(rating.rule.at()).map_or(&[][..], |rule| &rule.answers);
        for question in answers {
            if let Some(so_far) = worst.get_mut(question.at())
                && so_far.is_none_or(|so_far| weight(rating.colour) < weight(so_far.colour))
            {
                *so_far = Some(rating);
            }
        }
    }
    let questions = worst.into_iter().enumerate();
    questions.filter_map(|(at, rating)| Some(Answer { question: QuestionId(at as u32), rating: rating? })).collect()
}

/// A line of a document's sheet as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The question.
    pub question: QuestionId,
    /// The rule whose rating counts.
    pub rule: RuleId,
    /// The rating.
    pub colour: Colour,
    /// The mark of the document's words for the question; none where it has none, or nobody holds anything against it.
    pub words: Option<String>,
}

impl Line {
    /// The lines of a document. The marks of its words are there where people have said something of its bundle, whose answers
    /// are held against them.
    pub fn all(program: &Program, assessed: &Assessed) -> Vec<Self> {
        let marked = assessed.people.is_some();
        Self::each(program, assessed, |question| marked.then(|| words(program, assessed, question)).flatten())
    }

    /// The lines of a document that people are about to be asked of, with the marks of its words.
    pub fn marked(program: &Program, assessed: &Assessed) -> Vec<Self> {
        Self::each(program, assessed, |question| words(program, assessed, question))
    }

    fn each(program: &Program, assessed: &Assessed, words: impl Fn(QuestionId) -> Option<String>) -> Vec<Self> {
        let line = |answer: Answer| Self {
            question: answer.question,
            rule: answer.rating.rule,
            colour: answer.rating.colour,
            words: words(answer.question),
        };
        sheet(program, assessed).into_iter().map(line).collect()
    }
}

/// The mark of the words that all ratings of a document for a question rest on; none where there are none.
pub fn words(program: &Program, assessed: &Assessed, question: QuestionId) -> Option<String> {
    let rated = assessed.outcome.as_ref().ok()?;
    let answers =
        |rating: &&Rating| program.rules.get(rating.rule.at()).is_some_and(|rule| rule.answers.contains(&question));
    let evidence = assessed.ratings().iter().filter(answers).flat_map(|rating| &rating.evidence);
    words_mark(evidence.map(|evidence| rated.document.text.slice(evidence.span)))
}

/// Worst first. What does not apply or has no answer says nothing where another rule does.
pub(super) fn weight(colour: Colour) -> u8 {
    match colour {
        Colour::Red => 0,
        Colour::Amber => 1,
        Colour::Unclear => 2,
        Colour::Green => 3,
        Colour::Unrated => 4,
        Colour::NotApplicable => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Rated;
    use super::*;
    use crate::engine::{Reason, Verdict};
    use crate::language::model::{AreaId, Basis, PackId, Place, Question, Rule};

    fn rule(answers: &[u32]) -> Rule {
        Rule {
            id: String::new(),
            title: String::new(),
            pack: PackId(0),
            area: AreaId(0),
            answers: answers.iter().map(|&question| QuestionId(question)).collect(),
            applies: Vec::new(),
            when: None,
            basis: Basis::Criterion,
            risk: String::new(),
            event: String::new(),
            effect: String::new(),
            ask: String::new(),
            advisory: false,
            off: false,
            off_itself: false,
            across: None,
            finds: Vec::new(),
            arms: Vec::new(),
            help: String::new(),
            suggest: String::new(),
            examples: Vec::new(),
            place: Place::default(),
        }
    }

    fn question() -> Question {
        Question::default()
    }

    fn rating(rule: u32, colour: Colour) -> Rating {
        let (evidence, near) = (Vec::new(), Vec::new());
        let message = String::new();
        Rating {
            rule: RuleId(rule),
            colour,
            reason: Reason::Partial,
            arm: 0,
            message,
            evidence,
            near,
            home: None,
            advisory: false,
        }
    }

    #[test]
    fn takes_the_worst_and_leaves_out_what_was_not_asked() {
        let program = Program {
            questions: vec![question(), question(), question()],
            rules: vec![rule(&[0, 2]), rule(&[0]), rule(&[2])],
            ..Program::default()
        };
        let ratings = vec![rating(0, Colour::Green), rating(1, Colour::Red), rating(2, Colour::NotApplicable)];
        let verdict = Verdict { ratings, ..Verdict::default() };
        let mut assessed = Assessed::unread("x", crate::diagnostic::Diagnostic::error("x", "x"));
        assessed.outcome = Ok(Rated { document: Default::default(), verdict });
        let lines: Vec<(u32, Colour, u32)> = sheet(&program, &assessed)
            .iter()
            .map(|answer| (answer.question.0, answer.rating.colour, answer.rating.rule.0))
            .collect();
        assert_eq!(lines, [(0, Colour::Red, 1), (2, Colour::Green, 0)]);
    }
}
