//! Plain text of every age: wrapped or not, with pages or without, its outline told by how it is laid out.
//!
//! Lines are cut, those of the paper (running headers) left out, the others put together to groups; what a group is,
//! its place, print and mark tell. Nothing here reads a text more than a few times, whatever stands in it.

mod group;
mod heading;
mod hyphen;
mod join;
#[cfg_attr(not(feature = "pdf"), allow(dead_code))]
mod laid;
mod lines;
mod mark;
mod size;
mod table;
#[cfg(test)]
mod testing;
mod write;

use super::decode::decode;
use super::guard;
use super::limits::Limits;
use super::reading::Reading;
use crate::diagnostic::Diagnostic;
use crate::document::{Builder, Document};
#[cfg(feature = "pdf")]
pub(super) use laid::{Grid, Part, Print, is_mark};
pub(super) use laid::{Laid, Line};
use lines::Page;

/// Reads a file of plain text, in UTF-8, UTF-16 with a byte order mark, or Windows-1252, in as much memory as a document
/// takes by default.
///
/// Errors are diagnostics with places in the file: `binary-file`, `too-large` (over 64 MiB, or than its memory allows).
pub fn plain(bytes: &[u8]) -> Result<Document, Diagnostic> {
    within(bytes, Reading::default())
}

/// The same, in as much memory as is said.
pub(super) fn within(bytes: &[u8], reading: Reading) -> Result<Document, Diagnostic> {
    guard::file(bytes, "plain text")?;
    let decoded = decode(bytes);
    let text = &*decoded.text;
    guard::zeros(text, bytes, "plain text")?;
    let mut document = build(text, Limits::of_text(reading))?.finish(Vec::new(), decoded.problems);
    document.text.decoded(decoded.coding);
    Ok(document)
}

/// Builds the document of a text; origins are bytes of the text.
pub(super) fn build(text: &str, limits: Limits) -> Result<Builder, Diagnostic> {
    put_together(text, lines::cut(text), None, limits)
}

/// Builds the document of a text that comes from printed pages.
pub(super) fn build_laid(laid: &Laid, limits: Limits) -> Result<Builder, Diagnostic> {
    put_together(&laid.text, laid.lines.clone(), Some(laid), limits)
}

fn put_together(text: &str, lines: Vec<Line>, laid: Option<&Laid>, limits: Limits) -> Result<Builder, Diagnostic> {
    let mut lines = lines::strip(text, lines);
    let layout = lines::measure(text, &mut lines);
    let page = Page { text, lines: &lines, layout, laid };
    let groups = group::groups(&page);
    write::write(&page, &groups, Builder::with_capacity(text.len()), limits)
}
