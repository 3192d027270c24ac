use super::super::screen::{Ink, Note, Notice, Screen, printable, width, wrap};
use super::super::{Heading, words};
use crate::assess::{Asked, Rollup};
use crate::engine::Colour;

/// Columns of the longest word for a rating, and of the gap between columns.
const RATING: usize = 7;
const GAP: usize = 2;

/// Prints the gaps that people see, and answers that have to be looked at again, as findings.
pub(super) fn gaps(screen: &mut Screen, heading: Heading, rollup: &Rollup) {
    let file = rollup.people.as_deref().map_or("", |people| &people.file);
    for asked in &rollup.questions(heading.program, heading.asked) {
        let question = heading.program.questions.get(asked.question.at());
        let (Some(said), Some(question)) = (asked.said, question) else { continue };
        if !asked.colour.is_gap() && asked.recheck.is_empty() {
            continue;
        }
        let mut notes = vec![Note::new("question", &*question.text), Note::new("answers", printable(file))];
        notes.extend(asked.recheck.iter().map(|why| Note::new("answers", words::recheck(why))));
        let (ink, word, message) = (asked.colour.into(), asked.colour.word(), printable(&words::said(said)));
        Notice { ink, word, code: &question.id, message: &message, snippets: Vec::new(), notes }.print(screen);
    }
}

/// Prints the questions that people have rated: what stands, whose word it is, what the documents suggest beside it, and why it
/// has to be looked at again.
pub(super) fn print(screen: &mut Screen, heading: Heading, rollup: &Rollup, questions: &[Asked]) {
    let program = heading.program;
    let file = rollup.people.as_deref().map_or("", |people| &people.file);
    let rated: Vec<&Asked> = questions.iter().filter(|asked| asked.said.is_some()).collect();
    let whose = format!("Rated by people ({})", printable(file));
    for line in wrap(&whose, screen.width(), screen.width()) {
        screen.put(Ink::Bold, &line);
        screen.line();
    }
    if rated.is_empty() {
        screen.put(Ink::Dim, "  none of these questions by this day");
        screen.line();
    }
    let id = |asked: &Asked| program.questions.get(asked.question.at()).map_or("", |question| &*question.id);
    let ids = rated.iter().map(|asked| width(id(asked))).max().unwrap_or(0);
    let before = GAP + RATING + GAP + ids + GAP;
    let room = screen.width().saturating_sub(before).max(20);
    for asked in rated {
        let word = if asked.colour == Colour::NotApplicable { "n/a" } else { asked.colour.word() };
        screen.space(GAP);
        screen.put(asked.colour.into(), word);
        screen.space(RATING - width(word).min(RATING) + GAP);
        screen.put(Ink::Plain, id(asked));
        screen.space(ids - width(id(asked)) + GAP);
        let question = program.questions.get(asked.question.at());
        let text = question.map_or("", |question| &*question.text);
        for (index, line) in wrap(text, room, room).iter().enumerate() {
            screen.space(if index == 0 { 0 } else { before });
            screen.put(Ink::Plain, line);
            screen.line();
        }
        let suggested = match asked.suggested {
            Colour::Unrated if question.is_some_and(|question| question.attested.is_some()) => {
                "a question that only people can answer".to_owned()
            }
            Colour::Unrated => "no document was asked".to_owned(),
            _ if asked.is_left_out(program, &rollup.partnership) => "not applicable, as the profile says".to_owned(),
            colour => format!("the documents suggest {}", words::rated(colour)),
        };
        let said = asked.said.map(words::said);
        for words in said.into_iter().chain([suggested]).chain(asked.recheck.iter().map(words::recheck)) {
            for line in wrap(&printable(&words), room, room) {
                screen.space(before);
                screen.put(Ink::Dim, &line);
                screen.line();
            }
        }
    }
    screen.line();
}
