//! The rule language: a file of declarations becomes a checked [`Program`] that the engine compiles.
//!
//! Three layers: `items` cuts a file into statements, `parse` turns each into the tree, `check` resolves names and sorts
//! over all files together. Each mistake is told once, and the rest is still read.

mod check;
mod code;
mod coverage;
mod format;
mod items;
mod lint;
pub mod model;
mod parse;
mod starter;
mod stored;
mod suggest;
mod tree;

pub use code::Code;
pub use coverage::{Answered, Entry, coverage};
pub use format::format;
pub use model::Program;
pub use starter::starter;
pub use stored::{restore, store};
pub use suggest::nearest;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, FileId, Severity};

/// A rule file: its name as people know it, and its text. Its [`FileId`] is its index in the list.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// Path or name, for messages.
    pub name: String,
    /// The whole text; borrowed where it is part of govlint.
    pub text: Cow<'static, str>,
}

impl RuleFile {
    /// The name of the pack that it belongs to: the word behind `pack`, which opens every file.
    pub fn pack(&self) -> Option<&str> {
        self.opening().map(|(name, _)| name)
    }

    /// The name of its pack, and whether it gives the pack's title.
    pub fn opening(&self) -> Option<(&str, bool)> {
        let mut words = self.text.lines().find_map(|line| line.strip_prefix("pack "))?.split_whitespace();
        Some((words.next()?, words.next().is_some_and(|title| title.starts_with('"'))))
    }
}

/// Parses and checks all files together. The program is fit to run only where no diagnostic is an error.
///
/// Diagnostics come in the order of the files and, within a file, of their places.
pub fn compile(files: &[RuleFile]) -> (Program, Vec<Diagnostic>) {
    read(files, true)
}

/// The same for rules that are only to be run: examples are left unread, and nothing is told but errors.
pub fn compile_to_run(files: &[RuleFile]) -> (Program, Vec<Diagnostic>) {
    read(files, false)
}

/// Parses and checks all files together; `whole` with their examples and what is likely a mistake.
fn read(files: &[RuleFile], whole: bool) -> (Program, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let parsed: Vec<_> = files
        .iter()
        .enumerate()
        .map(|(index, file)| parse::parse(FileId(index as u32), &file.text, whole, &mut problems))
        .collect();
    let unread = problems.iter().any(|problem| problem.code == Code::TooManyErrors.name());
    let mut program = Program::default();
    if !unread {
        let (checked, notes) = check::check(&parsed, &mut problems);
        let clean = problems.iter().all(|problem| problem.severity != Severity::Error);
        if whole {
            lint::lint(&checked, &notes, clean, &mut problems);
        }
        program = checked;
    }
    if !whole {
        problems.retain(|problem| problem.severity == Severity::Error);
    }
    problems.sort_by_key(|problem| problem.labels.first().map(|label| (label.file, label.span)));
    (program, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_pack_of_a_file() {
        let file = |text: &'static str| RuleFile { name: String::new(), text: text.into() };
        for (text, opening) in [
            ("# words\n\npack core \"Core\"\n  version \"1\"\n", Some(("core", true))),
            ("pack core # goes on", Some(("core", false))),
            ("pack core", Some(("core", false))),
            ("  pack core", None),
        ] {
            assert_eq!(file(text).opening(), opening, "{text}");
            assert_eq!(file(text).pack(), opening.map(|(pack, _)| pack));
        }
    }
}
