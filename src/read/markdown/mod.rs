//! Markdown, as people write agreements in it: pipe tables, footnotes, front matter and scraps of HTML included.

mod events;
mod fence;
mod front;
mod guard;
mod html;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::limits::Limits;
use super::reading::Reading;
use crate::diagnostic::{Diagnostic, FileId};
use crate::document::Document;
use crate::source::Span;

/// Reads a Markdown file, in as much memory as a document takes by default.
///
/// Errors are diagnostics with places in the file: `not-utf-8`, `binary-file`, `too-large` (over 64 MiB, or than its memory allows), `too-deep`
/// (more than 200 lists and quotes in each other), `unreadable` where the parser itself fails.
pub fn markdown(bytes: &[u8]) -> Result<Document, Diagnostic> {
    within(bytes, Reading::default())
}

/// The same, in as much memory as is said.
pub(super) fn within(bytes: &[u8], reading: Reading) -> Result<Document, Diagnostic> {
    let source = guard::text(bytes)?;
    let source = fence::open(guard::unify_line_ends(source));
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let front = front::cut(&source);
        guard::depth(&source[front.end..], front.end)?;
        events::read(&source, front, Limits::of_text(reading))
    }));
    parsed.unwrap_or_else(|_| {
        Err(Diagnostic::error("unreadable", "the Markdown parser gave up on this file")
            .at(FileId(0), Span::new(0, 0), "")
            .help("save the document again, or send it as plain text"))
    })
}
