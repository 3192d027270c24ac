use std::fmt;

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// A digest that is known.
    pub const fn known(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_all([bytes])
    }

    /// The digest of several pieces, one after another.
    pub fn of_all<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        for piece in pieces {
            hash.update(piece);
        }
        Self(hash.finalize().into())
    }

    /// Its first 16 hexadecimal digits: enough to tell apart what one run holds.
    pub fn short(&self) -> String {
        hexadecimal(&self.0[..8])
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hexadecimal(&self.0))
    }
}

/// Bytes as hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut digits = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        digits.push(DIGITS[usize::from(byte >> 4)]);
        digits.push(DIGITS[usize::from(byte & 15)]);
    }
    digits
}

/// The id of a rating: made of the document's path, the rule's id and the rating's subject, and of nothing else, so that it
/// stays while the text around it changes.
pub fn rating_id(path: &str, rule: &str, subject: Option<&str>) -> String {
    Digest::of_all([path, "\0", rule, "\0", subject.unwrap_or("")].map(str::as_bytes)).short()
}

/// The id of a row in a register of risks: a letter for the sort of row, and a digest of what it is about — the name of a bundle or
/// the path of a document — and of the question or rule. The letter keeps spreadsheets from reading it as a number.
pub fn register_id(sort: char, about: &str, entry: &str) -> String {
    let digest = Digest::of_all([about, "\0", entry].map(str::as_bytes)).short();
    format!("{sort}-{}", &digest[..10])
}

/// The mark of the words that a document says to a question: their digest, shortened, so that it stays while they do, wherever
/// they stand. None where there are no words.
pub fn words_mark<'a>(runs: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut runs: Vec<String> =
        runs.into_iter().map(|run| run.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    runs.sort_unstable();
    runs.dedup();
    (!runs.is_empty()).then(|| Digest::of(runs.join("\0").as_bytes()).short())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_as_the_world_does() {
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), digest);
        assert_eq!(Digest::of_all([&b"a"[..], b"bc"]).short(), digest[..16]);
    }

    #[test]
    fn ids_differ_by_each_part() {
        let ids = [
            rating_id("a.md", "p.a.r", None),
            rating_id("b.md", "p.a.r", None),
            rating_id("a.md", "p.a.s", None),
            rating_id("a.md", "p.a.r", Some("Board")),
        ];
        assert!((0..4).all(|one| (0..one).all(|other| ids[one] != ids[other])), "{ids:?}");
        assert_eq!(ids[0], rating_id("a.md", "p.a.r", None));
    }
}
