//! A manual page for a rule or a question, made from the rule itself.

use super::screen::{Ink, Screen, width, wrap};
use super::words;
use crate::engine::{Colour, Engine};
use crate::language::Program;
use crate::language::model::{Arm, Condition, Example, Outcome, Piece, QuestionId, Rule, RuleId};

/// Columns by which a section's text is set in.
const INDENT: usize = 4;
/// Columns for the word of a rating.
const RATING: usize = 9;

/// Prints what there is to know about a question, and a page for each rule that answers it.
pub fn question(screen: &mut Screen, engine: &Engine, id: QuestionId) {
    let program = engine.program();
    let question = &program.questions[id.at()];
    title(screen, &question.id, &question.text);
    if let Some(pack) = program.packs.get(question.pack.at()) {
        section(screen, "Where it comes from", if pack.source.is_empty() { &pack.title } else { &pack.source });
    }
    if let Some(under) = question.under.and_then(|under| program.questions.get(under.at())) {
        section(screen, "Part of", &format!("{} {}", under.id, under.text));
    }
    if let Some(same) = question.same_as.and_then(|same| program.questions.get(same.at())) {
        section(screen, "Asks the same as", &format!("{} {}", same.id, same.text));
    }
    if let Some(why) = &question.inferred {
        section(screen, "An inference of govlint’s", why);
    }
    if let Some(basis) = question.basis {
        section(screen, "Yardstick", &words::whose_scale(program, question.pack, basis));
    }
    section(screen, "Sort of risk", &question.risk);
    section(screen, "For the meeting", &question.ask);
    if let Some(why) = &question.attested {
        section(screen, "Only a person can answer it", why);
    }
    let asked = question.same_as.unwrap_or(id);
    let rules: Vec<RuleId> =
        numbered(program).filter(|(_, rule)| rule.answers.contains(&asked)).map(|(id, _)| id).collect();
    if rules.is_empty() && question.attested.is_none() {
        section(screen, "Rules", "no rule answers it yet: ask a person");
    }
    for rule in rules {
        self::rule(screen, engine, rule);
    }
}

/// Prints what there is to know about a rule.
pub fn rule(screen: &mut Screen, engine: &Engine, id: RuleId) {
    let program = engine.program();
    let rule = &program.rules[id.at()];
    title(screen, &rule.id, &rule.title);
    let questions = rule.answers.iter().filter_map(|question| program.questions.get(question.at()));
    for question in questions {
        section(screen, "Question", &format!("{} ({})", question.text, question.id));
    }
    section(screen, "Yardstick", &words::whose(program, rule));
    section(screen, "Sort of risk", &rule.risk);
    section(screen, "How it is run", how_run(rule.advisory, rule.off));
    let kinds: Vec<&str> =
        rule.applies.iter().filter_map(|kind| program.kinds.get(kind.at())).map(|kind| &*kind.title).collect();
    section(screen, "Asked of", &kinds.join(", "));
    ratings(screen, program, rule);
    section(screen, "Words looked for", &engine.looked_for(id).join(", "));
    section(screen, "For the meeting", &rule.ask);
    section(screen, "What to write", &rule.help);
    if !rule.suggest.trim().is_empty() {
        heading(screen, "A clause to start from");
        verbatim(screen, &rule.suggest, INDENT);
        screen.line();
    }
    if !rule.examples.is_empty() {
        heading(screen, "Examples");
        for example in &rule.examples {
            self::example(screen, example);
        }
    }
}

/// How a rule is run that is not run as most are; else nothing.
fn how_run(advisory: bool, off: bool) -> &'static str {
    match (advisory, off) {
        (true, true) => {
            "it advises, and never fails a run; it is off unless --select names it, its question, area or pack"
        }
        (true, false) => "it advises, and never fails a run",
        (false, true) => "it is off unless --select names it, its question, area or pack",
        (false, false) => "",
    }
}

fn numbered(program: &Program) -> impl Iterator<Item = (RuleId, &Rule)> {
    program.rules.iter().enumerate().map(|(index, rule)| (RuleId(index as u32), rule))
}

fn title(screen: &mut Screen, id: &str, title: &str) {
    screen.put(Ink::Frame, id);
    screen.line();
    for line in wrap(title, screen.width(), screen.width()) {
        screen.put(Ink::Bold, &line);
        screen.line();
    }
    screen.line();
}

fn heading(screen: &mut Screen, words: &str) {
    screen.put(Ink::Bold, words);
    screen.line();
}

/// A heading with running text; nothing where there is none.
fn section(screen: &mut Screen, about: &str, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    heading(screen, about);
    verbatim(screen, &words::folded(text), INDENT);
    screen.line();
}

/// Lines as they are, set in; those too long are wrapped.
fn verbatim(screen: &mut Screen, text: &str, indent: usize) {
    let room = screen.width() - indent;
    for line in text.trim_end().lines().flat_map(|line| wrap(line, room, room)) {
        screen.space(if line.is_empty() { 0 } else { indent });
        screen.put(Ink::Plain, &line);
        screen.line();
    }
}

/// What makes it green, amber or red, in the rule's own sentences.
fn ratings(screen: &mut Screen, program: &Program, rule: &Rule) {
    heading(screen, "Ratings, the first that holds");
    let mut lines: Vec<(Outcome, String)> = rule.arms.iter().map(|arm| (arm.outcome, sentence(program, arm))).collect();
    lines.dedup();
    for (outcome, sentence) in lines {
        rated(screen, outcome, &sentence);
    }
    screen.line();
}

fn sentence(program: &Program, arm: &Arm) -> String {
    let usual = matches!(arm.condition, Condition::Usual(_));
    match (&*arm.because, arm.outcome) {
        ([], _) if usual => "it is promised for a day within six months, or stands in another document".to_owned(),
        ([], Outcome::Green) => "all that is asked for is stated".to_owned(),
        ([], Outcome::Skip) => "the question does not arise".to_owned(),
        ([], _) => "none of these".to_owned(),
        (pieces, _) => pieces.iter().map(|piece| self::piece(program, piece)).collect(),
    }
}

fn piece(program: &Program, piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => words.clone(),
        Piece::Find(find) => format!("[{}]", program.finds.get(find.at()).map_or("…", |find| &find.name)),
    }
}

fn example(screen: &mut Screen, example: &Example) {
    let dated = example.as_of.map_or(String::new(), |day| format!(" (as of {})", words::day(day)));
    rated(screen, example.outcome, &format!("“{}”{dated}", words::folded(&example.text)));
}

/// A rating's word with a text beside it.
fn rated(screen: &mut Screen, outcome: Outcome, text: &str) {
    let colour = match outcome {
        Outcome::Green => Colour::Green,
        Outcome::Amber => Colour::Amber,
        Outcome::Red => Colour::Red,
        Outcome::Unclear => Colour::Unclear,
        Outcome::Skip => Colour::NotApplicable,
    };
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
    use super::super::testing;
    use super::*;

    #[test]
    fn a_page_for_a_question_and_its_rule() {
        let engine = Engine::new(testing::program());
        let mut screen = Screen::new(80, false);
        question(&mut screen, &engine, QuestionId(1));
        insta::assert_snapshot!("page", String::from_utf8_lossy(&screen.into_bytes()));
    }
}
