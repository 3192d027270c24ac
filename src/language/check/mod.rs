//! From the tree to the model: names resolved over all files together, sorts and values checked, rules completed.

mod declare;
mod depth;
mod expression;
mod fact;
mod phrase;
mod rule;
mod scope;
mod sort;
mod text;
mod words;

use crate::diagnostic::{Diagnostic, FileId};
use crate::language::code::Code;
use crate::language::model::{PackId, Place, Program};
use crate::language::tree::{Declaration, Name};
use crate::source::Span;
use scope::Scope;
use words::InPlace;

/// Checks the declarations of all files (a file's index is its [`FileId`]); what is wrong is added to `problems`.
pub(super) fn check<'a>(files: &'a [Vec<Declaration<'a>>], problems: &mut Vec<Diagnostic>) -> Program {
    let mut checker = Checker {
        program: Program::default(),
        scope: Scope::default(),
        problems,
        in_place: InPlace::default(),
        files: Vec::with_capacity(files.len()),
        whole: Vec::new(),
    };
    checker.packs(files);
    checker.declare(files);
    checker.groups(files);
    checker.facts(files);
    checker.rules(files);
    checker.depths();
    checker.program
}

/// What is known while the declarations are checked.
struct Checker<'a, 'p> {
    program: Program,
    scope: Scope<'a>,
    problems: &'p mut Vec<Diagnostic>,
    /// Words that were written in place, each once.
    in_place: InPlace<'a>,
    /// The pack of each file.
    files: Vec<PackId>,
    /// For each rule whether nothing in it is wrong.
    whole: Vec<bool>,
}

impl<'a> Checker<'a, '_> {
    fn tell(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// The declarations of all files, each with its file and pack.
    fn each(
        &self,
        files: &'a [Vec<Declaration<'a>>],
    ) -> impl Iterator<Item = (FileId, PackId, &'a Declaration<'a>)> + use<'a> {
        let packs = self.files.clone();
        files.iter().enumerate().flat_map(move |(index, file)| {
            let pack = packs.get(index).copied().unwrap_or_default();
            file.iter().map(move |declaration| (FileId(index as u32), pack, declaration))
        })
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
