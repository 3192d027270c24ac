//! Words that are broken at the end of a line.

use std::cell::OnceCell;

use super::lines::Page;

/// Tells whether a hyphen at the end of a line is part of its word.
pub(super) struct Hyphens<'a> {
    page: &'a Page<'a>,
    /// The text's words; gathered when the first is asked for.
    known: OnceCell<Known>,
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
            && self.known().contains(head.bytes().chain(tail.bytes()).fold(START, step));
        Some(if whole || hyphen == '\u{ad}' { hyphen.len_utf8() } else { 0 })
    }

    fn known(&self) -> &Known {
        self.known.get_or_init(|| {
            let mut known = Known::new(self.page.text.len());
            for line in self.page.lines {
                known.add_all(self.page.words(line));
            }
            known
        })
    }
}

/// The words of a text, each kept as two bits of a table: one in thousands is taken for known and is not.
struct Known {
    bits: Vec<u64>,
}

impl Known {
    /// Room for the words of a text of so many bytes.
    fn new(bytes: usize) -> Self {
        Self { bits: vec![0; (bytes / 16).next_power_of_two().clamp(1 << 6, 1 << 16)] }
    }

    fn add_all(&mut self, line: &str) {
        let (mut hash, mut len) = (START, 0);
        for byte in line.bytes() {
            if byte.is_ascii_alphabetic() {
                hash = step(hash, byte);
                len += 1;
            } else {
                self.add(hash, len);
                (hash, len) = (START, 0);
            }
        }
        self.add(hash, len);
    }

    fn add(&mut self, hash: u64, len: usize) {
        if len >= SHORTEST {
            for bit in self.places(hash) {
                self.bits[bit / 64] |= 1 << (bit % 64);
            }
        }
    }

    fn contains(&self, hash: u64) -> bool {
        self.places(hash).into_iter().all(|bit| self.bits[bit / 64] >> (bit % 64) & 1 == 1)
    }

    fn places(&self, hash: u64) -> [usize; 2] {
        let bits = self.bits.len() * 64;
        [(hash >> 40) as usize % bits, (hash >> 16) as usize % bits]
    }
}

/// Letters of the shortest word that is kept.
const SHORTEST: usize = 4;
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::super::lines::{cut, measure};
    use super::*;

    #[test]
    fn keeps_the_hyphen_of_a_word_that_has_one() {
        let text = "The organisation takes part in the co-operation of members.\n";
        let mut lines = cut(text);
        let layout = measure(text, &mut lines);
        let page = Page { text, lines: &lines, layout, laid: None };
        let hyphens = Hyphens::new(&page);
        for (line, next, cut) in [
            ("an organi-", "sation of", Some(1)),
            ("their co-", "operation with", Some(0)),
            ("a non-", "conformance with", Some(0)),
            ("from 2024-", "2025 on", Some(0)),
            ("an organi\u{ad}", "sation of", Some(2)),
            ("the Board -", "which meets", None),
            ("the Board", "which meets", None),
            ("a non-", "(conformance)", None),
            ("-", "x", None),
        ] {
            assert_eq!(hyphens.broken(line, next), cut, "{line} {next}");
        }
    }
}
