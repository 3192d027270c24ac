//! The formatter of rule files: it sets spaces, columns and empty lines. Words, comments and where a line ends stay as they
//! are, so that a list keeps the order and the grouping that its writer gave it.

mod block;
mod columns;
mod print;
mod rows;
#[cfg(test)]
mod tests;

use super::parse;
use crate::diagnostic::{Diagnostic, FileId, Severity};
use rows::{Entry, entries};

/// A rule file as it should be written; formatting that again changes nothing.
///
/// # Errors
///
/// The errors of a file that cannot be read: nothing is known of what it means.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let problems = errors(text);
    if !problems.is_empty() {
        return Err(problems);
    }
    let entries = entries(text);
    let printed = print::print(&entries);
    if errors(&printed).is_empty() && says(&entries) == says(&self::entries(&printed)) {
        Ok(printed)
    } else {
        Err(vec![lost()])
    }
}

fn errors(text: &str) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    parse::parse(FileId(0), text, true, &mut problems);
    problems.retain(|problem| problem.severity == Severity::Error);
    problems.sort_by_key(|problem| problem.labels.first().map(|label| label.span));
    problems
}

/// All that a file says: the words of each statement, text blocks without their indent, and the comments.
fn says(entries: &[Entry]) -> (Vec<Vec<String>>, Vec<String>) {
    let (mut statements, mut comments) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Entry::Blank => {}
            Entry::Comment { text, .. } => comments.push((*text).to_owned()),
            Entry::Statement(statement) => {
                let words = statement.rows.iter().flat_map(|row| &row.words);
                statements.push(words.map(|word| block::meaning(word)).collect());
                comments.extend(statement.rows.iter().filter_map(|row| row.comment.map(str::to_owned)));
            }
        }
    }
    (statements, comments)
}

fn lost() -> Diagnostic {
    Diagnostic::error("internal-error", "the file was not formatted, as that would have changed what it says")
        .help("the fault is govlint's: please report it, with the file if it may be shared")
}
