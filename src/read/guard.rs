//! What no reader of text takes: files too large, and files that are something else.

use crate::diagnostic::{Diagnostic, FileId};
use crate::document::Document;
use crate::source::Span;

/// Largest file read, in bytes.
pub const LARGEST: usize = 64 << 20;

/// How files begin that are something else, and what they are.
const MAGIC: [(&[u8], &str); 9] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
];

/// Refuses what is too large or begins like another sort of file; `format` is what it should be.
pub(super) fn file(bytes: &[u8], format: &str) -> Result<(), Diagnostic> {
    size(bytes)?;
    match MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some((magic, what)) => Err(refuse("binary-file", format!("this is {what}, not {format}"), 0, magic.len())
            .help(format!("convert it to {format}, or give the file the ending that fits what it is"))),
        None => Ok(()),
    }
}

/// Refuses a document without any word: rated, it would lack everything.
pub(super) fn worded(document: Document) -> Result<Document, Diagnostic> {
    let empty = || {
        refuse("no-text", "empty: there are no words to read", 0, 0)
            .help("open it and see whether its words are pictures, or put there by a script; then ask for the file that they come from")
    };
    if has_words(&document) { Ok(document) } else { Err(empty()) }
}

/// The same of a document that scanners make too.
pub(super) fn scanned(document: Document) -> Result<Document, Diagnostic> {
    let pictures = || {
        refuse("no-text", "scanned or empty: there is no text to read", 0, 0)
            .help("let a program read the words in the pictures (OCR), or ask for the file that they were made from")
    };
    if has_words(&document) { Ok(document) } else { Err(pictures()) }
}

fn has_words(document: &Document) -> bool {
    document.text.as_str().contains(char::is_alphanumeric)
}

/// Refuses what is too large.
pub(super) fn size(bytes: &[u8]) -> Result<(), Diagnostic> {
    if bytes.len() <= LARGEST {
        return Ok(());
    }
    let megabytes = bytes.len() >> 20;
    Err(refuse("too-large", format!("the file has {megabytes} MB; 64 MB is the most that is read"), 0, 0)
        .help("split the document, or leave out what is no part of it"))
}

/// Zero bytes that a text may hold, and among how many of its bytes it may hold one more.
const ZEROS: usize = 16;
const FEW: usize = 64;

/// Refuses a text full of zero bytes; `bytes` is the file that it was decoded from.
pub(super) fn zeros(text: &str, bytes: &[u8], format: &str) -> Result<(), Diagnostic> {
    if text.bytes().filter(|&byte| byte == 0).count() <= ZEROS + text.len() / FEW {
        return Ok(());
    }
    let at = bytes.iter().position(|&byte| byte == 0).unwrap_or(0);
    Err(refuse("binary-file", "the file is full of zero bytes, so it is no text", at, 1)
        .help(format!("convert it to {format} in UTF-8, or leave it out")))
}

/// A refusal with its place in the file.
pub(super) fn refuse(code: &'static str, message: impl Into<String>, at: usize, len: usize) -> Diagnostic {
    Diagnostic::error(code, message).at(FileId(0), Span::new(at as u32, (at + len) as u32), "")
}
