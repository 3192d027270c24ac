use super::super::screen::{Ink, Screen, printable, width, wrap};
use super::super::{Heading, words};
use crate::assess::{Answer, Assessed, Rated, sheet};
use crate::engine::{Because, Certainty, Colour};
use crate::source::Span;

/// Columns of the longest word for a rating, and of the gap between columns.
const RATING: usize = 7;
const GAP: usize = 2;

/// Prints the sheet of a document: each question with its rating and why.
pub(super) fn print(screen: &mut Screen, heading: Heading, assessed: &Assessed, rated: &Rated) {
    let program = heading.program;
    let answers = sheet(program, assessed);
    title(screen, heading, assessed, rated);
    let id = |answer: &Answer| &*program.questions[answer.question.at()].id;
    let ids = answers.iter().map(|answer| width(id(answer))).max().unwrap_or(0);
    let reasons = answers.iter().map(|answer| width(reason(answer))).max().unwrap_or(0);
    let before = GAP + RATING + GAP + ids + GAP;
    let room = screen.width().saturating_sub(before + GAP + reasons).max(20);
    for answer in &answers {
        let question = &program.questions[answer.question.at()];
        screen.space(GAP);
        let word = words::colour(answer.rating.colour);
        screen.put(answer.rating.colour.into(), word);
        screen.space(RATING - width(word) + GAP);
        screen.put(Ink::Plain, &question.id);
        screen.space(ids - width(&question.id) + GAP);
        for (index, line) in wrap(&question.text, room, room).iter().enumerate() {
            screen.space(if index == 0 { 0 } else { before });
            screen.put(Ink::Plain, line);
            if index == 0 && !reason(answer).is_empty() {
                screen.space(room - width(line) + GAP);
                screen.put(Ink::Dim, reason(answer));
            }
            screen.line();
        }
        let except = |span| format!("except: “{}”", words::folded(rated.document.text.slice(span)));
        let why = (!answer.rating.colour.is_answer()).then(|| answer.rating.message.clone());
        let said = assessed.said(program, answer.question);
        let people = said.iter().map(|(said, _)| words::said(said));
        let recheck = said.iter().flat_map(|(_, recheck)| recheck).map(words::recheck);
        let people = people.chain(recheck);
        for words in exceptions(answer).into_iter().map(except).chain(why).chain(people) {
            for line in wrap(&printable(&words), room, room) {
                screen.space(before);
                screen.put(Ink::Dim, &line);
                screen.line();
            }
        }
    }
    screen.line();
}

/// The word for why; one that was not answered has its sentence below.
fn reason(answer: &Answer) -> &'static str {
    if answer.rating.colour.is_answer() { words::reason(answer.rating.reason) } else { "" }
}

/// What narrows what is stated, each exception once.
fn exceptions(answer: &Answer) -> Vec<Span> {
    let evidence = answer.rating.evidence.iter().filter(|_| answer.rating.colour == Colour::Green);
    let mut spans: Vec<Span> = evidence.flat_map(|evidence| evidence.exceptions).flatten().collect();
    spans.dedup();
    spans
}

/// The document's title, path and kind, and the day.
fn title(screen: &mut Screen, heading: Heading, assessed: &Assessed, rated: &Rated) {
    let room = screen.width();
    for line in rated.title().map(|title| wrap(title, room, room)).unwrap_or_default() {
        screen.put(Ink::Bold, &line);
        screen.line();
    }
    let told = rated.verdict.kind.and_then(|told| Some((heading.program.kinds.get(told.kind.at())?, told.because)));
    let kind = told.map_or(String::new(), |(kind, because)| {
        let doubt = if because.certainty() == Certainty::Doubtful { " (doubtful: --kind says otherwise)" } else { "" };
        let sign =
            if because == Because::Asked { ", as asked".to_owned() } else { format!(" by its {}", because.word()) };
        format!(", {}{sign}{doubt}", kind.title)
    });
    let about = format!("{}{kind}, as of {}", printable(&assessed.path), words::day(heading.as_of));
    let notes = rated.document.notes.iter().map(|note| format!("Note: {note}"));
    for words in std::iter::once(about).chain(notes) {
        for line in wrap(&printable(&words), room, room) {
            screen.put(Ink::Dim, &line);
            screen.line();
        }
    }
    screen.line();
}
