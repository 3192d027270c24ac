//! How much one document may hold, from the memory that it may take.

use super::reading::Reading;
use crate::diagnostic::Diagnostic;
use crate::document::Builder;

/// Bytes of memory that a byte of words takes with all that is made of it, where rules find much.
const A_BYTE: u64 = 72;
/// Bytes of memory that a block or cell of a text takes beside its words.
const A_BLOCK: u64 = 400;
/// The same in a file of XML parts, the XML included.
const A_BLOCK_OF_PARTS: u64 = 512;

/// How much one document may hold. The shares of memory were measured: docs/performance.md.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    memory: u64,
    a_block: u64,
}

impl Limits {
    /// Of a file that is text.
    pub(super) fn of_text(reading: Reading) -> Self {
        Self { memory: reading.memory, a_block: A_BLOCK }
    }

    /// Of a file of XML parts.
    pub(super) fn of_parts(reading: Reading) -> Self {
        Self { memory: reading.memory, a_block: A_BLOCK_OF_PARTS }
    }

    /// Most bytes that all parts together may unpack to.
    pub(super) fn unpacked(&self) -> u64 {
        (self.memory / 4).min(u64::from(u32::MAX / 2))
    }

    /// Refuses a document that has become too large.
    pub(super) fn check(&self, out: &Builder) -> Result<(), Diagnostic> {
        let (blocks, words) = out.size();
        if blocks as u64 * self.a_block + u64::from(words) * A_BYTE <= self.memory {
            return Ok(());
        }
        let blocks = match blocks {
            1 => "1 paragraph".to_owned(),
            _ => format!("{blocks} paragraphs and table cells"),
        };
        Err(too_large(format!(
            "the document has more than {blocks} with {} KB of words, too much for {} MB of memory",
            words >> 10,
            self.memory >> 20
        )))
    }
}

/// A document that takes more than it may.
pub(super) fn too_large(message: String) -> Diagnostic {
    Diagnostic::error("too-large", message)
        .help("split the document, leave out what is no part of it, or allow more memory with `--memory`")
}
