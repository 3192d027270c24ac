use std::collections::BTreeSet;

use super::super::pointer::{Pointer, pointers};
use super::super::screen::{Mark, Note, Notice, Snippet};
use super::super::words;
use crate::assess::{Assessed, Rated};
use crate::engine::{Engine, Rating};
use crate::language::Program;
use crate::language::model::{PackId, Rule};

/// Words named of those that were looked for.
const WORDS: usize = 12;

/// What a rating has to tell a person.
pub(super) fn finding<'a>(
    engine: &'a Engine,
    assessed: &'a Assessed,
    rated: &'a Rated,
    rating: &'a Rating,
    named: &mut BTreeSet<PackId>,
) -> Notice<'a> {
    let program = engine.program();
    let rule = &program.rules[rating.rule.at()];
    let snippet = Snippet::of(assessed, marks(assessed, rated, rating));
    Notice {
        ink: rating.colour.into(),
        word: rating.colour.word(),
        code: &rule.id,
        message: &rating.message,
        snippets: vec![snippet],
        notes: notes(program, rule, &engine.looked_for(rating.rule), named),
    }
}

/// The places that a rating points to, as the terminal shows them.
pub(in crate::report) fn marks(assessed: &Assessed, rated: &Rated, rating: &Rating) -> Vec<Mark> {
    let mark = |(index, pointer): (usize, Pointer)| Mark {
        span: assessed.shown(rated, pointer.matched),
        focus: Some(assessed.shown(rated, pointer.run)),
        message: pointer.message,
        primary: index == 0,
    };
    pointers(rating).into_iter().enumerate().map(mark).collect()
}

fn notes(program: &Program, rule: &Rule, looked_for: &[&str], named: &mut BTreeSet<PackId>) -> Vec<Note> {
    let mut notes = Vec::new();
    for question in rule.answers.iter().filter_map(|question| program.questions.get(question.at())) {
        notes.push(Note::new("question", format!("{} ({})", question.text, question.id)));
    }
    notes.push(Note::new("measured by", yardstick(program, rule, named)));
    if rule.advisory {
        notes.push(Note::new("advice", "it never fails a run"));
    }
    if !looked_for.is_empty() {
        notes.push(Note::new("looked for", some(looked_for)));
    }
    if !rule.help.is_empty() {
        notes.push(Note::new("help", &rule.help));
    }
    if !rule.suggest.is_empty() {
        notes.push(Note::verbatim("you could write", &rule.suggest));
    }
    notes
}

/// The first of many words.
fn some(words: &[&str]) -> String {
    match words.len().saturating_sub(WORDS) {
        0 | 1 => words.join(", "),
        more => format!("{} and {more} more", words[..WORDS].join(", ")),
    }
}

/// The criterion and whose it is; the criterion is left out where the question says the same. `named` are the packs whose source
/// was named in full before: the reader has it above.
pub(super) fn yardstick(program: &Program, rule: &Rule, named: &mut BTreeSet<PackId>) -> String {
    let asked = rule.answers.first().and_then(|question| program.questions.get(question.at()));
    let pack = asked.map_or(rule.pack, |question| question.pack);
    let whose = if named.insert(pack) { words::whose(program, rule) } else { words::whose_shortly(program, rule) };
    if asked.is_some_and(|question| question.text.eq_ignore_ascii_case(&rule.title)) {
        return whose;
    }
    format!("{} ({whose})", rule.title)
}
