use super::screen::{Ink, Screen, printable, wrap};
use super::words::{count, said};
use crate::assess::answers::{Merged, Outcome, People};
use crate::language::Program;
use crate::language::model::QuestionId;

/// Prints what returns have added to a file of answers, and the questions on which people now disagree.
pub fn merged(screen: &mut Screen, program: &Program, people: &People, merged: &Merged) {
    let mut organisations: Vec<&str> = merged.given.iter().map(|given| &*given.organisation).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let whose = if organisations.is_empty() { String::new() } else { format!(" ({})", organisations.join(", ")) };
    let mut line = format!("{}: {}{whose}", people.file, count(merged.given.len(), "answer added", "answers added"));
    if !merged.agreed.is_empty() {
        line += &format!(", {}", count(merged.agreed.len(), "agreed rating added", "agreed ratings added"));
    }
    if merged.known > 0 {
        line += &format!("; {} already", count(merged.known, "entry was there", "entries were there"));
    }
    put(screen, Ink::Bold, 0, &format!("{line}."));
    for (at, question) in (0_u32..).zip(&program.questions) {
        let all = people.on(program, QuestionId(at)).filter(|_| question.same_as.is_none());
        if let Some(all) = all.filter(|all| all.outcome() == Outcome::Disagreement) {
            put(screen, Ink::Plain, 2, &format!("{}  {}", question.id, said(all)));
        }
    }
}

fn put(screen: &mut Screen, ink: Ink, before: usize, words: &str) {
    let room = screen.width().saturating_sub(before).max(20);
    for line in wrap(&printable(words), room, room) {
        screen.space(before);
        screen.put(ink, &line);
        screen.line();
    }
}
