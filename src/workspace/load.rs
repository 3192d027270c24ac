use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

use crate::diagnostic::Diagnostic;

/// Reads a file of at most `largest` bytes; an error says in plain words why it cannot be read.
pub fn file(path: &Path, largest: u64) -> Result<Vec<u8>, Diagnostic> {
    let kind = fs::symlink_metadata(path).map_err(|error| refusal(&error))?.file_type();
    // A pipe that a shell opens for a command is met by way of a link.
    if !kind.is_file() && !kind.is_dir() && !kind.is_symlink() {
        return Err(Diagnostic::error("unreadable-file", "this is a pipe or a device, not a file")
            .help("give a file, or send it to standard input and name it `-`"));
    }
    let size = fs::metadata(path).map_err(|error| refusal(&error))?.len();
    if size > largest {
        return Err(too_large(Some(size), largest));
    }
    let file = File::open(path).map_err(|error| refusal(&error))?;
    bounded(file, size, largest)
}

/// Reads standard input, at most `largest` bytes of it.
pub(super) fn stdin(largest: u64) -> Result<Vec<u8>, Diagnostic> {
    bounded(io::stdin().lock(), 0, largest)
}

/// Reads at most `largest` bytes.
pub(super) fn bounded(from: impl Read, expected: u64, largest: u64) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::with_capacity(expected as usize + 1);
    from.take(largest + 1).read_to_end(&mut bytes).map_err(|error| refusal(&error))?;
    if bytes.len() as u64 > largest { Err(too_large(None, largest)) } else { Ok(bytes) }
}

fn too_large(size: Option<u64>, largest: u64) -> Diagnostic {
    let size = size.map_or("more".to_owned(), |size| format!("{} MB", size >> 20));
    Diagnostic::error("too-large", format!("the file has {size}; {} MB is the most that is read", largest >> 20))
        .help("split the document, or leave out what is no part of it")
}

/// The text of a file that is written for govlint: UTF-8, or what begins with the mark of UTF-16, as that does which older
/// PowerShell writes with `>`.
pub(super) fn text(bytes: Vec<u8>) -> Option<String> {
    match Encoding::for_bom(&bytes) {
        Some((coding, mark)) if coding != UTF_8 => {
            coding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]).map(Cow::into_owned)
        }
        _ => String::from_utf8(bytes).ok(),
    }
}

/// Refuses a file that is no text.
pub(super) fn no_text(what: &str) -> Diagnostic {
    Diagnostic::error("not-utf-8", format!("{what} is not UTF-8")).help("save it as UTF-8")
}

/// Why a file or folder cannot be read, in plain words.
pub(super) fn refusal(error: &io::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::NotFound => Diagnostic::error("not-found", "there is no file or folder of this name")
            .help("check the spelling, and the folder that govlint is run in"),
        ErrorKind::PermissionDenied => Diagnostic::error("no-permission", "the file may not be read")
            .help("ask for the right to read it, or run govlint as someone who has it"),
        _ => unreadable(&error.to_string()),
    }
}

/// A failure that has no words of its own here.
pub(super) fn unreadable(why: &str) -> Diagnostic {
    Diagnostic::error("unreadable-file", format!("the file cannot be read: {why}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn reads_up_to_the_bound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, b"12345").unwrap();
        assert_eq!(file(&path, 5).unwrap(), b"12345");
        assert_eq!(file(&path, 4).unwrap_err().code, "too-large");
        assert_eq!(bounded(&b"12345"[..], 0, 4).unwrap_err().code, "too-large");
        assert_eq!(bounded(io::repeat(b'x'), 0, 1000).unwrap_err().code, "too-large");
    }

    #[cfg(unix)]
    #[test]
    fn waits_for_nobody_at_a_pipe() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.md");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(file(&pipe, 9).unwrap_err().code, "unreadable-file");
    }

    #[test]
    fn text_is_unicode_of_either_width() {
        let said = "pack tide “Tides”\r\n";
        let wide =
            |bytes: fn(u16) -> [u8; 2]| "\u{feff}".encode_utf16().chain(said.encode_utf16()).flat_map(bytes).collect();
        for bytes in [said.into(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
            assert_eq!(text(bytes).as_deref(), Some(said));
        }
        assert_eq!(text(b"pack \x93tide\x94".to_vec()), None);
        assert_eq!(text(b"\xff\xfep\x00\x00\xd8".to_vec()), None, "half of a pair");
    }

    #[test]
    fn says_why_not() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(file(&folder.path().join("none"), 9).unwrap_err().code, "not-found");
        assert_eq!(file(folder.path(), 1 << 20).unwrap_err().code, "unreadable-file");
    }
}
