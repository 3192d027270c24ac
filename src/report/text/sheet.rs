use std::collections::BTreeSet;

use super::super::screen::{Cell, GAP, Ink, Screen, printable, row, wrap};
use super::super::{Heading, words};
use super::rollup::ADVICE;
use crate::assess::{Answer, Assessed, Count, MainCount, Place, Rated, Rollup, sheet};
use crate::engine::{Because, Certainty, Colour, Evidence};
use crate::source::Span;

/// The colours that have a column, in the order of the tool's form.
const COLUMNS: [Colour; 3] = [Colour::Red, Colour::Amber, Colour::Green];
/// Lines of a document's words in a cell.
const LINES: usize = 4;

/// Prints the sheet of a document as the tool's form has it: each question, and in the column of its rating why, with the
/// words of the document. What has no column there (unclear, not applicable, unrated) stands under the question.
pub(super) fn print(screen: &mut Screen, heading: Heading, assessed: &Assessed, rated: &Rated) {
    title(screen, heading, assessed, rated);
    // The first column is a little wider than the others: ids of questions stand in it, and have no place to break.
    let room = screen.width() - 4 * GAP;
    let columns = room * 6 / 25;
    let form = Form { heading, assessed, rated, columns, first: room - 3 * columns };
    let over = |colour: Colour| Cell::new(columns).with(colour.into(), colour.word());
    let [red, amber, green] = COLUMNS.map(over);
    row(screen, GAP, &[Cell::new(form.first).with(Ink::Dim, "question"), red, amber, green]);
    let rollup = Rollup::of_document(heading.program, assessed);
    let questions = rollup.questions_met(heading.program, heading.asked);
    let answers = sheet(heading.program, assessed);
    let over = |answer: &Answer| heading.program.questions[answer.question.at()].under;
    let over: BTreeSet<_> = answers.iter().filter_map(over).collect();
    let mains = MainCount::all(heading.program, &questions).into_iter();
    let mut mains = mains.filter(|main| over.contains(&main.main.question)).peekable();
    for answer in &answers {
        while let Some(main) = mains.next_if(|main| main.main.question < answer.question) {
            row(screen, GAP, &[form.main(&main)]);
        }
        let main = mains.next_if(|main| main.main.question == answer.question);
        let question = main.iter().fold(form.question(answer), |cell, main| cell.with(Ink::Dim, &under(&main.count)));
        let [red, amber, green] = COLUMNS.map(|colour| form.rating(answer, colour));
        row(screen, GAP, &[question, red, amber, green]);
    }
    screen.line();
}

/// A document's form while it is filled in.
struct Form<'a> {
    heading: Heading<'a>,
    assessed: &'a Assessed,
    rated: &'a Rated,
    /// The width of a column of a colour, and of the first one.
    columns: usize,
    first: usize,
}

impl Form<'_> {
    /// The question; under it what has no column of its own, and what people say.
    fn question(&self, answer: &Answer) -> Cell {
        let (program, rating) = (self.heading.program, answer.rating);
        let question = &program.questions[answer.question.at()];
        let mut cell = Cell::new(self.first).with(Ink::Plain, &question.text).with(Ink::Dim, &question.id);
        if !COLUMNS.contains(&rating.colour) {
            let word = words::colour(rating.colour);
            cell = cell.with(rating.colour.into(), word).with(Ink::Dim, &printable(&rating.message));
        }
        let said = self.assessed.said(program, answer.question);
        let people = said.iter().map(|(said, _)| words::said(said));
        let recheck = said.iter().flat_map(|(_, recheck)| recheck).map(words::recheck);
        let waived = self.assessed.waived(rating).map(|waiver| format!("waived until {}", words::day(waiver.until)));
        let known = self.assessed.is_known(rating).then(|| "known from the baseline".to_owned());
        people
            .chain(recheck)
            .chain(waived)
            .chain(known)
            .fold(cell, |cell, words| cell.with(Ink::Dim, &printable(&words)))
    }

    /// A main question that the document was not asked, above those that it was; what people say of it is their rating.
    fn main(&self, main: &MainCount) -> Cell {
        let question = &self.heading.program.questions[main.main.question.at()];
        let cell = Cell::new(self.first).with(Ink::Plain, &question.text).with(Ink::Dim, &question.id);
        let open = if question.attested.is_some() { "unrated: only people can answer" } else { "unrated" };
        let said = main.main.said.map_or(open.to_owned(), words::said);
        let recheck = main.main.recheck.iter().map(words::recheck);
        let cell = cell.with(Ink::Dim, &printable(&said));
        recheck.fold(cell, |cell, words| cell.with(Ink::Dim, &printable(&words))).with(Ink::Dim, &under(&main.count))
    }

    /// The cell of a colour: empty unless it is the rating's.
    fn rating(&self, answer: &Answer, colour: Colour) -> Cell {
        let (cell, rating) = (Cell::new(self.columns), answer.rating);
        if rating.colour != colour {
            return cell;
        }
        let advice = if rating.advisory && colour.is_gap() { ADVICE } else { "" };
        let rated = format!("{}: {}{advice}", colour.word(), words::reason(rating.reason));
        let cell = cell.with(colour.into(), &rated);
        let Some(evidence) = rating.evidence.first() else {
            return cell.with(Ink::Plain, &printable(&rating.message));
        };
        let cell = cell.with(Ink::Plain, &self.quote(evidence)).with(Ink::Dim, &self.place(evidence));
        let except = |span| format!("except: “{}”", words::folded(self.rated.document.text.slice(span)));
        let except = exceptions(answer).into_iter().map(except);
        except.fold(cell, |cell, words| cell.with(Ink::Dim, &printable(&words)))
    }

    /// The words of a document, cut to a few lines about what matched.
    fn quote(&self, evidence: &Evidence) -> String {
        let text = &self.rated.document.text;
        let fits = |words: &str| wrap(words, self.columns, self.columns).len() <= LINES;
        let whole = format!("“{}”", words::folded(text.slice(evidence.span)));
        if fits(&whole) {
            return whole;
        }
        let before = if evidence.matched.start > evidence.span.start { "…" } else { "" };
        let from = Span::new(evidence.matched.start, evidence.span.end);
        let mut lines = wrap(&format!("“{before}{}”", words::folded(text.slice(from))), self.columns, self.columns);
        if lines.len() > LINES {
            lines.truncate(LINES);
            lines.iter_mut().skip(LINES - 1).for_each(|line| {
                let end = line.rfind(' ').unwrap_or(line.len());
                line.truncate(end);
                line.push_str("…”");
            });
        }
        lines.join(" ")
    }

    fn place(&self, evidence: &Evidence) -> String {
        match self.assessed.place(self.rated, evidence.matched) {
            Place::Line(position) => format!("line {}", position.line),
            Place::Said(place) => printable(&words::folded(&place)),
        }
    }
}

/// What the questions under a main question come to.
fn under(count: &Count) -> String {
    let some = COLUMNS.into_iter().chain([Colour::Unclear, Colour::NotApplicable, Colour::Unrated]);
    let some = some.filter(|&colour| count.of(colour) > 0);
    let counts: Vec<String> = some.map(|colour| format!("{} {}", count.of(colour), words::colour(colour))).collect();
    let best = count.no_better_than().map(|colour| match colour {
        Colour::Green => "; no gap found".to_owned(),
        colour if count.is_by_advice() => format!("; suggested: no better than {}{ADVICE}", colour.word()),
        colour => format!("; suggested: no better than {}", colour.word()),
    });
    format!("under it: {}{}", counts.join(", "), best.unwrap_or_default())
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
        let doubt =
            if because.certainty() == Certainty::Doubtful { " (doubtful: if this is wrong, say --kind)" } else { "" };
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
