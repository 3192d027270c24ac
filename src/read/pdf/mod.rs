//! PDF: the words of printed pages, put back into reading order.
//!
//! A PDF file says where each letter stands, and little more. Letters are put together to lines, lines to columns and tables;
//! what the lines make, the reader of plain text tells by their place, as it does for text that was typed. Origins count the
//! bytes of the text so gained, pages one behind another.
//!
//! The file is taken apart by `hayro-syntax` and its fonts by `hayro-font` (feature `pdf`); pictures are never looked into.

#[cfg(feature = "pdf")]
mod column;
#[cfg(feature = "pdf")]
mod content;
#[cfg(feature = "pdf")]
mod doubt;
#[cfg(feature = "pdf")]
mod extract;
#[cfg(feature = "pdf")]
mod font;
#[cfg(feature = "pdf")]
mod grid;
#[cfg(feature = "pdf")]
mod lay;
#[cfg(feature = "pdf")]
mod metadata;
#[cfg(feature = "pdf")]
mod row;
#[cfg(all(test, feature = "pdf"))]
mod tests;
#[cfg(feature = "pdf")]
mod whole;

use serde::{Deserialize, Serialize};

use super::guard::{LARGEST, refuse, scanned};
use super::limits::Limits;
use super::plain::{self, Laid};
use super::reading::Reading;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Field};
use crate::source::Span;

/// Bytes among which the mark of a PDF file stands (PDF 32000-1, annex H, note 13).
const HEAD: usize = 1024;
/// What helps where a file is damaged.
const AGAIN: &str = "open it in a viewer and print or save it as PDF again";

/// Reads a PDF file.
///
/// Errors are diagnostics: `not-a-pdf`, `encrypted`, `broken-pdf`, `no-text` (pictures alone, as scanners make them),
/// `too-large` (over 64 MiB, 3000 pages or six million letters), `no-pdf` (built without the feature).
///
/// The crates that take the file apart are not ours: files of strangers are better read in a process of their own, as the
/// command does ([`workspace::read_apart_with`](crate::workspace::read_apart_with)).
pub fn pdf(bytes: &[u8]) -> Result<Document, Diagnostic> {
    within(bytes, Reading::default())
}

/// The same, whose document takes as much memory as is said.
pub(super) fn within(bytes: &[u8], reading: Reading) -> Result<Document, Diagnostic> {
    PdfText::read(bytes)?.document(reading)
}

/// The words of a PDF file with their places: what one process may hand to another.
#[derive(Debug, Serialize, Deserialize)]
pub struct PdfText {
    laid: Laid,
    /// Names and values of what the file says of its document.
    fields: Vec<(String, String)>,
    /// Why more may stand in the file than was read.
    doubts: Vec<String>,
    /// What was left out on purpose.
    left_out: Option<String>,
}

/// Why a PDF file is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreadable {
    /// It is none.
    NoPdf,
    /// It asks for a password.
    Encrypted,
    /// It cannot be taken apart.
    Broken,
    /// It is too large; in which way.
    TooLarge(String),
    /// This program was built without the reader.
    NotBuilt,
}

impl PdfText {
    /// Takes a file apart.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.len() > LARGEST {
            let megabytes = bytes.len() >> 20;
            return Err(Unreadable::TooLarge(format!("the file has {megabytes} MB; 64 MB is the most that is read")));
        }
        if memchr::memmem::find(&bytes[..bytes.len().min(HEAD)], b"%PDF-").is_none() {
            return Err(Unreadable::NoPdf);
        }
        #[cfg(feature = "pdf")]
        return extract::extract(bytes);
        #[cfg(not(feature = "pdf"))]
        Err(Unreadable::NotBuilt)
    }

    /// The document that the words make; an error if it is too large for the memory that it may take.
    pub fn document(self, reading: Reading) -> Result<Document, Diagnostic> {
        let field = |(name, value)| Field { name, value, origin: Span::default() };
        let fields = self.fields.into_iter().map(field).collect();
        let mut document = plain::build_laid(&self.laid, Limits::of_text(reading))?.finish(fields, Vec::new());
        document.doubt = (!self.doubts.is_empty()).then(|| self.doubts.join("; "));
        document.notes.extend(self.doubts.into_iter().chain(self.left_out));
        let doubt = document.doubt.clone();
        scanned(document).map_err(|refusal| match doubt {
            Some(doubt) => refuse(refusal.code, format!("there is no text to read: {doubt}"), 0, 0).help(AGAIN),
            None => refusal,
        })
    }
}

impl From<Unreadable> for Diagnostic {
    fn from(why: Unreadable) -> Self {
        let (code, message, help) = match why {
            Unreadable::NoPdf => ("not-a-pdf", "this is no PDF file: it lacks the mark `%PDF-`".to_owned(), AGAIN),
            Unreadable::Encrypted => (
                "encrypted",
                "the file is encrypted, and cannot be read without its password".to_owned(),
                "save a copy without a password, or ask its author for one",
            ),
            Unreadable::Broken => {
                ("broken-pdf", "the file cannot be taken apart: it is cut off or damaged".to_owned(), AGAIN)
            }
            Unreadable::TooLarge(how) => ("too-large", how, "split the document, or save it as text"),
            Unreadable::NotBuilt => (
                "no-pdf",
                "this govlint was built without its reader of PDF".to_owned(),
                "build it with the feature `pdf`, or save the document as text",
            ),
        };
        refuse(code, message, 0, 0).help(help)
    }
}
