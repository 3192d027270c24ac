use serde::Serialize;

use crate::assess::Tally;
use crate::diagnostic::Diagnostic;
use crate::source::LineIndex;

/// Something that is to be said of a run as a whole, such as a waiver that has ended.
#[derive(Serialize)]
pub(super) struct Problem<'a> {
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    /// The file that it speaks of, and the line, from 1.
    path: Option<&'a str>,
    line: Option<u32>,
    notes: &'a [String],
    help: Option<&'a str>,
}

impl<'a> Problem<'a> {
    pub(super) fn of(tally: &'a Tally, problem: &'a Diagnostic) -> Self {
        let label = problem.labels.first();
        let file = label.and_then(|label| tally.files.get(label.file.0 as usize));
        let line = label.zip(file).map(|(label, (_, text))| LineIndex::new(text).position(text, label.span.start).line);
        Self {
            code: problem.code,
            severity: problem.severity.word(),
            message: &problem.message,
            path: file.map(|(name, _)| &**name),
            line,
            notes: &problem.notes,
            help: problem.help.as_deref(),
        }
    }
}
