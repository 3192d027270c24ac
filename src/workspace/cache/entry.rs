use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::Outcome;
use crate::assess::Rated;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::engine::Verdict;
use sha2::{Digest as _, Sha256};

/// What an entry opens with.
const MARK: &[u8] = b"govlint result 1\n";
/// Bytes of the digest behind it, which is of all that follows.
const DIGEST: usize = 32;
/// The largest entry that is read, in bytes.
const LARGEST: u64 = 256 << 20;
/// How much later than it was written, or said to be used, an entry is said to be used again.
const USED: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Serialize)]
enum Written<'a> {
    Rated(&'a Document, &'a Verdict),
    Refused(&'a Diagnostic),
}

#[derive(Deserialize)]
enum Read {
    Rated(Box<Document>, Verdict),
    Refused(Diagnostic),
}

/// What an entry holds; none where there is none, or it is not whole.
pub(super) fn read(path: &Path) -> Option<Outcome> {
    let about = fs::metadata(path).ok().filter(|about| about.len() <= LARGEST)?;
    let bytes = fs::read(path).ok()?;
    let (digest, stored) = bytes.strip_prefix(MARK)?.split_at_checked(DIGEST)?;
    if digest != Sha256::digest(stored).as_slice() {
        return None;
    }
    let outcome = match postcard::from_bytes(stored).ok()? {
        Read::Rated(document, verdict) => Ok(Rated { document: *document, verdict }),
        Read::Refused(problem) => Err(problem),
    };
    // What is not used goes first where there is too much.
    if about.modified().is_ok_and(|at| at.elapsed().is_ok_and(|ago| ago > USED)) {
        let _ = fs::File::options().write(true).open(path).and_then(|file| file.set_modified(SystemTime::now()));
    }
    Some(outcome)
}

/// Writes an entry, which appears whole or not at all; says how many bytes it has.
pub(super) fn write(path: &Path, outcome: &Outcome) -> io::Result<u64> {
    let written = match outcome {
        Ok(rated) => Written::Rated(&rated.document, &rated.verdict),
        Err(problem) => Written::Refused(problem),
    };
    let stored = postcard::to_allocvec(&written).map_err(io::Error::other)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    super::folder::make(folder)?;
    // Such a file is open to nobody else.
    let mut file = NamedTempFile::with_prefix_in(super::folder::BEGUN, folder)?;
    for piece in [MARK, Sha256::digest(&stored).as_slice(), &stored] {
        file.write_all(piece)?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok((MARK.len() + DIGEST + stored.len()) as u64)
}
