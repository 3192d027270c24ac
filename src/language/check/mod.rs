//! From the tree to the model: names resolved over all files together, sorts and values checked, rules completed.

mod across;
mod declare;
mod depth;
mod drawn;
mod expression;
mod fact;
mod profile;
mod question;
mod rule;
mod scope;
mod text;
mod words;

use crate::diagnostic::{Diagnostic, FileId, Severity};
use crate::language::code::Code;
use crate::language::lint::Notes;
use crate::language::model::{PackId, Place, Program};
use crate::language::tree::{Declaration, Name};
use crate::source::Span;
use scope::Scope;
use words::{InPlace, Patterns};

/// The most errors that are told.
const MOST_ERRORS: usize = 100;

/// Checks the declarations of all files (a file's index is its [`FileId`]); what is wrong is added to `problems`.
pub(super) fn check<'a>(files: &'a [Vec<Declaration<'a>>], problems: &mut Vec<Diagnostic>) -> (Program, Notes) {
    let mut checker = Checker {
        program: Program::default(),
        scope: Scope::default(),
        problems,
        in_place: InPlace::default(),
        patterns: Patterns::default(),
        notes: Notes::default(),
        errors: 0,
        poisoned: false,
        depths: Vec::new(),
    };
    checker.packs(files);
    checker.declare(files);
    checker.packs_off(files);
    checker.groups(files);
    checker.facts(files);
    checker.fact_depths();
    checker.rules(files);
    checker.share();
    (checker.program, checker.notes)
}

/// What is known while the declarations are checked.
struct Checker<'a, 'p> {
    program: Program,
    scope: Scope<'a>,
    problems: &'p mut Vec<Diagnostic>,
    /// Words that were written in place, each once.
    in_place: InPlace<'a>,
    /// The words of phrases.
    patterns: Patterns,
    notes: Notes,
    /// How many errors there were.
    errors: usize,
    /// Whether something that is broken elsewhere was met, so that what rests on it is not whole either.
    poisoned: bool,
    /// For each find how deep it is nested.
    depths: Vec<u32>,
}

impl<'a> Checker<'a, '_> {
    /// Adds a problem; the error after the most that are told says so, and the rest is left out.
    fn tell(&mut self, problem: Diagnostic) {
        if problem.severity < Severity::Error {
            self.problems.push(problem);
            return;
        }
        self.errors += 1;
        if self.errors <= MOST_ERRORS {
            self.problems.push(problem);
        } else if self.errors == MOST_ERRORS + 1 {
            let place = problem.labels.first().map(|label| Place { file: label.file, span: label.span });
            let message = format!("there are more than {MOST_ERRORS} errors; the others are not told");
            let problem = Code::TooManyErrors.at(place.unwrap_or_default(), message);
            self.problems.push(problem.help("mend the first ones and try again"));
        }
    }

    /// Whether further errors would not be told, so that what they would say need not be worked out.
    fn is_full(&self) -> bool {
        self.errors > MOST_ERRORS
    }

    /// The declarations of all files, each with its file and pack.
    fn each(
        &self,
        files: &'a [Vec<Declaration<'a>>],
    ) -> impl Iterator<Item = (FileId, PackId, &'a Declaration<'a>)> + use<'a> {
        let packs = self.notes.packs.clone();
        files.iter().enumerate().flat_map(move |(index, file)| {
            let pack = packs.get(index).copied().unwrap_or_default();
            file.iter().map(move |declaration| (FileId(index as u32), pack, declaration))
        })
    }

    /// Notes which packs are there for others: one that another uses, or that has no rule.
    fn share(&mut self) {
        let mut shared = vec![true; self.program.packs.len()];
        for rule in &self.program.rules {
            shared[rule.pack.at()] = false;
        }
        for used in self.scope.uses.iter().flatten() {
            shared[used.at()] = true;
        }
        self.notes.shared = shared;
    }

    /// Tells of a name that is not written as names are.
    fn name(&mut self, file: FileId, name: Name) {
        let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let odd = !name.text.chars().all(small) || name.text.ends_with('-') || name.text.contains("--");
        if odd {
            let message = format!("`{}` is no way to write a name", name.text);
            let help = match tidy(name.text) {
                Some(tidy) => format!("names are in small letters, digits and hyphens: `{tidy}`"),
                None => "names are in small letters, digits and hyphens: `ending-step`".to_owned(),
            };
            self.tell(Code::BadName.at(Place { file, span: name.span }, message).help(help));
        }
    }
}

/// A name as it would be written.
fn tidy(name: &str) -> Option<String> {
    let mut tidy = String::new();
    for c in name.chars() {
        match c {
            'A'..='Z'
                if tidy.ends_with(|last: char| last.is_ascii_lowercase())
                    && name.chars().any(|c| c.is_ascii_lowercase()) =>
            {
                tidy.push('-');
                tidy.push(c.to_ascii_lowercase());
            }
            _ if c.is_ascii_alphanumeric() => tidy.push(c.to_ascii_lowercase()),
            _ if !tidy.ends_with('-') && !tidy.is_empty() => tidy.push('-'),
            _ => {}
        }
    }
    let tidy = tidy.trim_end_matches('-').to_owned();
    (!tidy.is_empty()).then_some(tidy)
}

/// The place of a name.
fn at(file: FileId, name: Name) -> Place {
    Place { file, span: name.span }
}

/// The first byte of a file.
fn start(file: FileId) -> Place {
    Place { file, span: Span::new(0, 0) }
}
