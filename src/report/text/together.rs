use std::collections::BTreeSet;

use super::super::screen::{Mark, Note, Notice, Screen, Snippet};
use super::super::words;
use super::finding::yardstick;
use crate::assess::{Excerpt, Rollup, Together};
use crate::language::Program;
use crate::language::model::{PackId, Rule};
use crate::source::{LineIndex, Span};

/// Prints what rules across the documents of a bundle have to tell, with the words of each document.
pub(super) fn print(screen: &mut Screen, program: &Program, rollup: &Rollup, advice: bool) {
    let mut named = BTreeSet::new();
    let told = |one: &&Together| rollup.is_open(program, one) && (advice || !one.rating.advisory);
    for one in rollup.ratings.iter().filter(told) {
        let Some(rule) = program.rules.get(one.rating.rule.at()) else { continue };
        let pages: Vec<(String, LineIndex)> = one.quotes.iter().map(|(_, passage)| page(&passage.shown)).collect();
        let snippets = one.quotes.iter().zip(&pages).enumerate();
        let snippets = snippets.map(|(index, ((path, passage), (source, lines)))| {
            let from = (source.len() - passage.shown.text.len()) as u32;
            let marked = passage.shown.marked;
            let message = if index == 0 { "" } else { "and this" };
            let span = Span::new(from + marked.start, from + marked.end);
            let marks = vec![Mark { span, focus: None, message: message.to_owned(), primary: index == 0 }];
            Snippet { name: path, source, lines, words_of: None, place: passage.shown.said(), marks }
        });
        let notice = Notice {
            ink: one.rating.colour.into(),
            word: one.rating.colour.word(),
            code: &rule.id,
            message: &one.rating.message,
            snippets: snippets.collect(),
            notes: notes(program, rule, rollup, &mut named),
        };
        notice.print(screen);
    }
}

/// A page that holds an excerpt on the lines that it has in the file; the others are empty.
pub(in crate::report) fn page(shown: &Excerpt) -> (String, LineIndex) {
    let mut source = "\n".repeat(if shown.carets.is_none() { 0 } else { shown.line });
    source.push_str(&shown.text);
    let lines = LineIndex::new(&source);
    (source, lines)
}

fn notes(program: &Program, rule: &Rule, rollup: &Rollup, named: &mut BTreeSet<PackId>) -> Vec<Note> {
    let mut notes = Vec::new();
    for question in rule.answers.iter().filter_map(|question| program.questions.get(question.at())) {
        notes.push(Note::new("question", format!("{} ({})", question.text, question.id)));
    }
    notes.push(Note::new("measured by", yardstick(program, rule, named)));
    let documents = words::count(rollup.documents.len(), "document", "documents");
    notes.push(Note::new("read together", format!("{documents} of {}", rollup.name)));
    if rule.advisory {
        notes.push(Note::new("advice", "it never fails a run"));
    }
    if !rule.help.is_empty() {
        notes.push(Note::new("help", &rule.help));
    }
    if !rule.suggest.is_empty() {
        notes.push(Note::verbatim("you could write", &rule.suggest));
    }
    notes
}
