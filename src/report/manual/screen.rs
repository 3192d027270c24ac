use super::super::screen::{Ink, Screen, width, wrap};
use super::{Page, Part};
use crate::engine::{Colour, Engine};
use crate::language::model::{QuestionId, RuleId};

/// Columns by which a section's text is set in.
const INDENT: usize = 4;
/// Columns for the word of a rating.
const RATING: usize = 9;

/// Prints what there is to know about a question, and a page for each rule that answers it.
pub fn question(screen: &mut Screen, engine: &Engine, id: QuestionId) {
    let page = Page::of_question(engine.program(), id);
    show(screen, &page);
    for &id in &page.rules {
        rule(screen, engine, id);
    }
}

/// Prints what there is to know about a rule.
pub fn rule(screen: &mut Screen, engine: &Engine, id: RuleId) {
    show(screen, &Page::of_rule(engine, id));
}

fn show(screen: &mut Screen, page: &Page) {
    title(screen, page);
    for part in &page.parts {
        let (heading, lines): (&str, &mut dyn FnMut(&mut Screen)) = match part {
            Part::Text(heading, text) | Part::Verbatim(heading, text) => {
                (heading, &mut |screen: &mut Screen| verbatim(screen, text))
            }
            Part::Rated(heading, lines) => (heading, &mut |screen: &mut Screen| {
                lines.iter().for_each(|(colour, text)| rated(screen, *colour, text));
            }),
        };
        screen.put(Ink::Bold, heading);
        screen.line();
        lines(screen);
        if !matches!(part, Part::Rated("Examples", _)) {
            screen.line();
        }
    }
}

fn title(screen: &mut Screen, page: &Page) {
    screen.put(Ink::Frame, &page.id);
    screen.line();
    for line in wrap(&page.title, screen.width(), screen.width()) {
        screen.put(Ink::Bold, &line);
        screen.line();
    }
    screen.line();
}

/// Lines as they are, set in; those too long are wrapped.
fn verbatim(screen: &mut Screen, text: &str) {
    let room = screen.width() - INDENT;
    for line in text.trim_end().lines().flat_map(|line| wrap(line, room, room)) {
        screen.space(if line.is_empty() { 0 } else { INDENT });
        screen.put(Ink::Plain, &line);
        screen.line();
    }
}

/// A rating's word with a text beside it.
fn rated(screen: &mut Screen, colour: Colour, text: &str) {
    let word = if colour == Colour::NotApplicable { "n/a" } else { colour.word() };
    let room = screen.width() - INDENT - RATING;
    screen.space(INDENT);
    screen.put(colour.into(), word);
    screen.space(RATING - width(word));
    for (index, line) in wrap(text, room, room).iter().enumerate() {
        screen.space(if index == 0 { 0 } else { INDENT + RATING });
        screen.put(Ink::Plain, line);
        screen.line();
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing;
    use super::*;

    #[test]
    fn a_page_for_a_question_and_its_rule() {
        let engine = Engine::new(testing::program());
        let mut screen = Screen::new(80, false);
        question(&mut screen, &engine, QuestionId(1));
        insta::assert_snapshot!("page", String::from_utf8_lossy(&screen.into_bytes()));
    }
}
