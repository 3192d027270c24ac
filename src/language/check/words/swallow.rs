use crate::diagnostic::Diagnostic;
use crate::language::check::Checker;
use crate::language::code::Code;
use crate::language::model::{Phrase, PhrasePart, Program, Words};

impl Checker<'_, '_> {
    /// Tells of exceptions that take a listed phrase away by another of their forms: `"issued"` behind `but not` means *issue* too.
    pub(super) fn swallowed(&mut self) {
        let program = &self.program;
        let told: Vec<Diagnostic> = program.words.iter().flat_map(|words| of_group(program, words)).collect();
        self.problems.extend(told);
    }
}

/// The exceptions of a group that swallow a phrase of it, each with the first.
fn of_group(program: &Program, words: &Words) -> impl Iterator<Item = Diagnostic> {
    words.but_not.iter().filter_map(|not| {
        let swallowed = words.phrases.iter().find(|phrase| swallows(program, not, phrase))?;
        let message = format!("`{}` lists “{}”, which a form of “{}” takes away", words.name, swallowed.text, not.text);
        let help = format!("if only the words as written are not meant, put them in single quotes: `'{}'`", not.text);
        Some(Code::SwallowedWords.at(words.place, message).help(help))
    })
}

/// Whether a form of one phrase, though not the one that is written, is the other as written.
fn swallows(program: &Program, not: &Phrase, phrase: &Phrase) -> bool {
    let forms = |part: &PhrasePart| match part {
        PhrasePart::Word(id) => Some(program.patterns.forms(*id)),
        _ => None,
    };
    let written = |part: &PhrasePart| forms(part).and_then(|forms| forms.first());
    not.parts.len() == phrase.parts.len()
        && not.parts.iter().map(written).ne(phrase.parts.iter().map(written))
        && not.parts.iter().zip(&phrase.parts).all(|(not, part)| match (forms(not), written(part)) {
            (Some(forms), Some(word)) => forms.contains(word),
            _ => not == part,
        })
}
