//! Words that are broken at the end of a line.

use std::cell::OnceCell;
use std::hash::Hasher;

use rustc_hash::{FxHashSet, FxHasher};

use super::sheet::Page;

/// Most words of a text that are kept to look broken ones up in.
const WORDS: usize = 200_000;

/// Tells whether a hyphen at the end of a line is part of its word.
pub(super) struct Hyphens<'a> {
    page: &'a Page<'a>,
    /// Hashes of the text's words; gathered when the first is asked for.
    known: OnceCell<FxHashSet<u64>>,
}

impl<'a> Hyphens<'a> {
    pub fn new(page: &'a Page<'a>) -> Self {
        Self { page, known: OnceCell::new() }
    }

    /// Bytes to leave out at the end of a line before its first word goes on in the next line, with no space between;
    /// none where the line does not break a word.
    ///
    /// The hyphen of `non-conformance` stays, that of `organi-sation` goes: it goes where the text has the word without one.
    pub fn broken(&self, line: &str, next: &str) -> Option<usize> {
        let hyphen = line.chars().next_back().filter(|last| matches!(last, '-' | '\u{2010}' | '\u{ad}'))?;
        let head = line[..line.len() - hyphen.len_utf8()].rsplit(|mark: char| !mark.is_alphabetic()).next()?;
        let tail = next.split(|mark: char| !mark.is_alphabetic()).next()?;
        let attached = line[..line.len() - hyphen.len_utf8()].ends_with(|last: char| last.is_alphanumeric());
        if !attached || !next.starts_with(char::is_alphanumeric) {
            return None;
        }
        let whole = next.starts_with(char::is_lowercase)
            && !head.is_empty()
            && self.known().contains(&hash(head.bytes().chain(tail.bytes())));
        Some(if whole || hyphen == '\u{ad}' { hyphen.len_utf8() } else { 0 })
    }

    fn known(&self) -> &FxHashSet<u64> {
        self.known.get_or_init(|| {
            let mut known = FxHashSet::default();
            for line in self.page.lines {
                for word in
                    self.page.words(line).split(|mark: char| !mark.is_alphabetic()).filter(|word| word.len() > 3)
                {
                    known.insert(hash(word.bytes()));
                }
                if known.len() >= WORDS {
                    break;
                }
            }
            known
        })
    }
}

fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    let mut hasher = FxHasher::default();
    bytes.for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase()));
    hasher.finish()
}
