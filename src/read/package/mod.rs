//! Packages: zip archives of XML parts, as Word and OpenDocument files are. Sizes are counted as parts are unpacked, whatever the
//! archive says of them.

mod figures;
mod look;
mod stated;
mod unfilled;
mod xml;

pub(super) use figures::{letters, quoted, roman};
pub(super) use look::Look;
pub(super) use stated::{is_no_title, state, title};
pub(super) use unfilled::unfilled;
pub(crate) use xml::Space;
pub(super) use xml::{Node, Tag, Xml};

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::decode;
use super::guard;
use super::limits::{Limits, too_large};
use super::reading::Reading;
use crate::diagnostic::Diagnostic;
use crate::document::Part;
use crate::source::Span;

/// Most entries of an archive.
const ENTRIES: usize = 10_000;

/// An archive with what may still be unpacked of it.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: Limits,
    unpacked: u64,
    parts: Vec<Part>,
}

/// An archive that is damaged: in plain words, and behind them those of whatever reads archives.
fn broken(detail: &str) -> Diagnostic {
    Diagnostic::error("broken-archive", "the file is damaged or cut off, or is not what its name says it is")
        .note(format!("in detail: {detail}"))
        .help("open it in Word, or the program that made it, and save it again; or ask for another copy")
}

/// A document that needs a password.
pub(super) fn encrypted() -> Diagnostic {
    Diagnostic::error("encrypted", "the file is protected with a password, so it cannot be read")
        .help("open it with the password, save it without one, and check that copy")
}

impl<'a> Package<'a> {
    /// Opens an archive. Refuses one that is no zip archive, is cut off, has two entries of one name (programs would disagree on which
    /// one counts) or has more entries than any document.
    pub(crate) fn open(bytes: &'a [u8], reading: Reading) -> Result<Self, Diagnostic> {
        guard::size(bytes)?;
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").take(ENTRIES + 1).count() > ENTRIES {
            return Err(too_large(format!("the archive has more than {ENTRIES} entries")));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
        if archive.has_duplicate_names() {
            return Err(broken("its archive has two entries of one name"));
        }
        Ok(Self { archive, limits: Limits::of_parts(reading), unpacked: 0, parts: Vec::new() })
    }

    /// How much the document may hold.
    pub(super) fn limits(&self) -> Limits {
        self.limits
    }

    /// Unpacks all of it and keeps nothing: refuses what unpacks to more than `most` bytes, whatever it says of itself.
    pub(super) fn measure(&mut self, most: u64) -> Result<(), Diagnostic> {
        let mut left = most;
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index(index).map_err(|error| refusal(&error))?;
            let size = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())
                .map_err(|error| broken(&format!("its archive cannot be unpacked ({error})")))?;
            left = left
                .checked_sub(size)
                .ok_or_else(|| too_large(format!("the file unpacks to more than {} MB", most >> 20)))?;
        }
        Ok(())
    }

    /// Whether the archive has a part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// Unpacks a part as text; none where the archive has no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        let Some(bytes) = self.unpack(name)? else { return Ok(None) };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => decode::decode(error.as_bytes()).text.into_owned(),
        };
        Ok(Some(text))
    }

    /// Unpacks a part whose very bytes count, so that it must be UTF-8; none where the archive has no such part.
    pub(crate) fn part_as_it_is(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        let Some(bytes) = self.unpack(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| {
            Diagnostic::error(
                "not-utf-8",
                format!("the part `{name}` of the file is not UTF-8, so nothing can be added to it"),
            )
            .help("open it in Word, save it again as a Word document (.docx), and use that copy")
        })?;
        Ok(Some(text))
    }

    fn unpack(&mut self, name: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let left = self.limits.unpacked().saturating_sub(self.unpacked);
        let entry = self.archive.by_index(index).map_err(|error| refusal(&error))?;
        let mut bytes = Vec::with_capacity(entry.size().min(left).min(1 << 24) as usize);
        let read = entry.take(left + 1).read_to_end(&mut bytes);
        let size = read.map_err(|error| broken(&format!("its part `{name}` cannot be unpacked ({error})")))?;
        if size as u64 > left {
            let megabytes = self.limits.unpacked() >> 20;
            return Err(too_large(format!("the file unpacks to more than {megabytes} MB")));
        }
        self.unpacked += size as u64;
        Ok(Some(bytes))
    }

    /// Notes that a part is read for what origins are kept of; gives where its bytes begin among those of all parts.
    pub(super) fn place(&mut self, name: &str, text: &str) -> u32 {
        let start = self.parts.last().map_or(0, |part| part.span.end);
        let span = Span::new(start, start.saturating_add(text.len() as u32));
        self.parts.push(Part { name: name.to_owned(), span });
        start
    }

    /// The parts that were read for what origins are kept of.
    pub(super) fn into_parts(self) -> Vec<Part> {
        self.parts
    }

    /// The entry of a part. Names differ in case, and some programs write them with `\` or an opening `/`.
    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            let same = |raw: &[u8]| {
                let raw = raw.strip_prefix(b"/").unwrap_or(raw);
                raw.len() == name.len()
                    && raw
                        .iter()
                        .zip(name.bytes())
                        .all(|(&byte, other)| (if byte == b'\\' { b'/' } else { byte }).eq_ignore_ascii_case(&other))
            };
            self.archive.file_names_raw().position(same)
        })
    }
}

fn refusal(error: &ZipError) -> Diagnostic {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => encrypted(),
        ZipError::CompressionMethodNotSupported(_) => broken("it is packed in a way that documents never are"),
        other => broken(&other.to_string()),
    }
}
