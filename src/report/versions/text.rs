use super::{closing, name, sentence, turned, word};
use crate::assess::{Difference, Differences, Moved, Passage, Stood};
use crate::bundle::Change;
use crate::engine::Colour;
use crate::language::Program;
use crate::report::screen::{Ink, Mark, Notice, Screen, Snippet, printable, wrap};
use crate::report::text::page;
use crate::report::{Style, words};
use crate::source::{LineIndex, Span};

/// Columns by which what is said of a question is set in.
const INDENT: usize = 4;
/// Columns that two ratings take at most, with the arrow between them.
const MARKS: usize = 32;

/// The differences as text for people: each change with the words of both versions underlined, then the questions that stand
/// otherwise, and one closing line.
pub fn versions_text(program: &Program, differences: &Differences, style: Style) -> Vec<u8> {
    let mut screen = style.screen();
    for difference in &differences.documents {
        document(&mut screen, program, difference);
    }
    lines(&mut screen, Ink::Bold, (0, 0), &closing(differences));
    screen.into_bytes()
}

fn document(screen: &mut Screen, program: &Program, difference: &Difference) {
    let turned = turned(difference);
    if turned.is_none() && difference.changes.is_empty() && difference.moved.is_empty() {
        return;
    }
    screen.put(Ink::Bold, &printable(&name(difference)));
    screen.put(Ink::Plain, &turned.map_or(String::new(), |turned| format!(" {turned}")));
    screen.line();
    screen.line();
    for (change, words) in &difference.changes {
        notice(screen, difference, change, words);
    }
    for moved in &difference.moved {
        question(screen, program, moved);
    }
    if !difference.moved.is_empty() {
        screen.line();
    }
}

fn notice(screen: &mut Screen, difference: &Difference, change: &Change, words: &[Option<Passage>; 2]) {
    let was = difference.was.as_ref().unwrap_or(&difference.path);
    let sides: Vec<(&str, &Passage, &str)> = [(was, &words[0], "was"), (&difference.path, &words[1], "now")]
        .into_iter()
        .filter_map(|(path, passage, side)| Some((&**path, passage.as_ref()?, side)))
        .collect();
    let pages: Vec<(String, LineIndex)> = sides.iter().map(|(_, passage, _)| page(&passage.shown)).collect();
    let snippets = sides.iter().zip(&pages).map(|((path, passage, side), (source, lines))| {
        let from = (source.len() - passage.shown.text.len()) as u32;
        let marked = passage.shown.marked;
        let span = Span::new(from + marked.start, from + marked.end);
        let marks =
            vec![Mark { span, focus: None, message: (*side).to_owned(), primary: *side == "now" || sides.len() == 1 }];
        Snippet { name: path, source, lines, words_of: None, place: passage.shown.said(), marks }
    });
    let ink = match (change.was, change.now) {
        (None, _) => Ink::Green,
        (_, None) => Ink::Red,
        _ => Ink::Amber,
    };
    let message = sentence(change);
    let snippets = snippets.collect();
    Notice { ink, word: word(change), code: "", message: &message, snippets, notes: Vec::new() }.print(screen);
}

fn question(screen: &mut Screen, program: &Program, moved: &Moved) {
    let colour = |stood: &Option<Stood>| stood.as_ref().map_or(Colour::NotApplicable, |stood| stood.colour);
    screen.put(colour(&moved.was).into(), words::rated(colour(&moved.was)));
    screen.put(Ink::Plain, " → ");
    screen.put(colour(&moved.now).into(), words::rated(colour(&moved.now)));
    screen.space(2);
    let asked = program.questions.get(moved.question.at());
    lines(
        screen,
        Ink::Plain,
        (MARKS, INDENT),
        &asked.map_or(String::new(), |asked| format!("{} ({})", asked.text, asked.id)),
    );
    for (side, stood) in [("was", &moved.was), ("now", &moved.now)] {
        let Some(stood) = stood else { continue };
        let quote = stood.quote.as_ref().map_or(String::new(), |quote| format!(": “{}”", quote.words));
        screen.space(INDENT);
        lines(screen, Ink::Plain, (INDENT, INDENT + 2), &format!("{side}: {}{quote}", stood.message));
    }
}

/// Words in lines: so many columns of the first are taken, and the further ones are set in by so many.
fn lines(screen: &mut Screen, ink: Ink, (taken, indent): (usize, usize), words: &str) {
    let room = |used: usize| screen.width().saturating_sub(used).max(INDENT);
    for (index, line) in wrap(words, room(taken), room(indent)).iter().enumerate() {
        screen.space(if index == 0 { 0 } else { indent });
        screen.put(ink, line);
        screen.line();
    }
}
