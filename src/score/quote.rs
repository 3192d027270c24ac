use std::collections::{HashMap, HashSet};

use crate::assess::Digest;
use crate::source::Span;

/// Words in a row that two quotations must share.
const SHARED: usize = 5;
/// Longest quotation of govlint's that counts, and longest run of which digests are told, in words.
const LONGEST: usize = 60;
/// Words of a reader's quotation that are looked for in the document.
const SOUGHT: usize = 400;
/// Characters of a digest of a run.
const DIGITS: usize = 10;

/// What a reader points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quote {
    /// Words of the document.
    Words(String),
    /// Digests of all its runs of so many words, where the words themselves may not be passed on:
    /// `sha:N:digest,digest,…`, each the first ten digits of the SHA-256 of small words with a space between.
    Digests {
        /// Words in a run.
        length: usize,
        /// The digests.
        runs: HashSet<String>,
    },
}

impl Quote {
    /// Reads a quotation as it is written in a file of labels; none for digests that are not written so.
    pub(super) fn read(written: &str) -> Option<Self> {
        let Some(digests) = written.strip_prefix("sha:") else { return Some(Self::Words(written.to_owned())) };
        let (length, runs) = digests.split_once(':')?;
        let length = length.parse().ok().filter(|length| (1..=LONGEST).contains(length))?;
        let runs: HashSet<String> = runs.split(',').map(|run| run.trim().to_owned()).collect();
        runs.iter().all(|run| run.len() == DIGITS).then_some(Self::Digests { length, runs })
    }

    /// Whether words of govlint's share a run of five words with it, or all of a shorter one.
    pub(super) fn overlaps(&self, theirs: &Words) -> bool {
        if !(1..=LONGEST).contains(&theirs.len()) {
            return false;
        }
        match self {
            Self::Words(words) => {
                let own = Words::of(words);
                let length = SHARED.min(own.len());
                length > 0 && own.runs(length).any(|at| theirs.runs(length).any(|to| own.same(at, theirs, to, length)))
            }
            Self::Digests { length, runs } => theirs.runs(*length).any(|at| theirs.is_among(at, *length, runs)),
        }
    }

    /// Where it stands in a document: its longest run of words there, the first where several are as long; none where not
    /// even five words in a row do.
    pub(super) fn find(&self, page: &Page) -> Option<Span> {
        let (at, length) = match self {
            Self::Words(words) => page.longest(&Words::of(words)),
            Self::Digests { length, runs } => page.hashed(*length, runs),
        }?;
        Some(page.words.span(at, length))
    }
}

/// Words as quotations are compared by: runs of the letters a to z and of digits, small, each with its place.
#[derive(Debug, Default)]
pub(super) struct Words {
    small: String,
    /// Of each word its end in `small`, and its place in the text.
    words: Vec<(usize, Span)>,
}

impl Words {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self::default();
        let mut open: Option<Span> = None;
        for (at, character) in text.char_indices() {
            let span = Span::new(at as u32, (at + character.len_utf8()) as u32);
            for small in character.to_lowercase() {
                if small.is_ascii_alphanumeric() {
                    words.small.push(small);
                    open = Some(open.map_or(span, |open| open.cover(span)));
                } else {
                    words.close(&mut open);
                }
            }
        }
        words.close(&mut open);
        words
    }

    fn close(&mut self, open: &mut Option<Span>) {
        self.words.extend(open.take().map(|span| (self.small.len(), span)));
    }

    fn len(&self) -> usize {
        self.words.len()
    }

    /// Where runs of so many words begin.
    fn runs(&self, length: usize) -> std::ops::Range<usize> {
        0..(self.len() + 1).saturating_sub(length)
    }

    fn word(&self, at: usize) -> &str {
        let end_of = |at: usize| self.words.get(at).map_or(self.small.len(), |word| word.0);
        self.small.get(at.checked_sub(1).map_or(0, end_of)..end_of(at)).unwrap_or("")
    }

    fn same(&self, at: usize, other: &Words, to: usize, length: usize) -> bool {
        (0..length).all(|step| self.word(at + step) == other.word(to + step))
    }

    fn is_among(&self, at: usize, length: usize, digests: &HashSet<String>) -> bool {
        let run: Vec<&str> = (at..at + length).map(|at| self.word(at)).collect();
        let digest = Digest::of(run.join(" ").as_bytes()).short();
        digest.get(..DIGITS).is_some_and(|digest| digests.contains(digest))
    }

    fn span(&self, at: usize, length: usize) -> Span {
        let span = |at: usize| self.words.get(at).map_or(Span::default(), |word| word.1);
        span(at).cover(span(at + length.saturating_sub(1)))
    }
}

/// The words of a document, to be searched for quotations.
#[derive(Debug)]
pub(super) struct Page {
    words: Words,
    places: HashMap<String, Vec<usize>>,
}

impl Page {
    /// Reads the text of a document.
    pub(super) fn new(text: &str) -> Self {
        let words = Words::of(text);
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for at in 0..words.len() {
            places.entry(words.word(at).to_owned()).or_default().push(at);
        }
        Self { words, places }
    }

    /// The longest run of a quotation, from its first word on where that is as good: where it begins, and its words.
    fn longest(&self, quote: &Words) -> Option<(usize, usize)> {
        let least = SHARED.min(quote.len());
        let mut best: Option<(usize, usize)> = None;
        for from in 0..quote.len().min(SOUGHT) {
            for &at in self.places.get(quote.word(from)).map_or(&[][..], Vec::as_slice) {
                let left = (quote.len() - from).min(SOUGHT).min(self.words.len() - at);
                let length = (0..left).take_while(|step| quote.same(from + step, &self.words, at + step, 1)).count();
                if length >= least.max(1) && best.is_none_or(|(_, longest)| length > longest) {
                    best = Some((at, length));
                }
            }
            if best.is_some_and(|(_, longest)| longest >= quote.len() - from) {
                break;
            }
        }
        best
    }

    /// The longest stretch in which every run has one of the digests.
    fn hashed(&self, length: usize, digests: &HashSet<String>) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        let mut row = 0;
        for at in self.words.runs(length) {
            row = if self.words.is_among(at, length, digests) { row + 1 } else { 0 };
            if row > 0 && best.is_none_or(|(_, words)| row + length - 1 > words) {
                best = Some((at + 1 - row, row + length - 1));
            }
        }
        best
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "The Quay Group meets four times a year.\nIts members\u{2014}all of them\u{2014}vote.";

    fn found(quote: &str) -> Option<&'static str> {
        let span = Quote::read(quote).unwrap().find(&Page::new(TEXT))?;
        TEXT.get(span.range())
    }

    fn digests(words: &str, length: usize) -> String {
        let words = Words::of(words);
        let run = |at: usize| (at..at + length).map(|at| words.word(at)).collect::<Vec<_>>().join(" ");
        let runs: Vec<String> =
            words.runs(length).map(|at| Digest::of(run(at).as_bytes()).short()[..10].to_owned()).collect();
        format!("sha:{length}:{}", runs.join(","))
    }

    #[test]
    fn words_are_small_letters_and_digits() {
        let words = Words::of("Co\u{212a}e isn\u{2019}t 42%");
        assert_eq!((0..words.len()).map(|at| words.word(at)).collect::<Vec<_>>(), ["coke", "isn", "t", "42"]);
    }

    #[test]
    fn quotations_are_found_whatever_stands_between_their_words() {
        assert_eq!(found("quay group MEETS, four times"), Some("Quay Group meets four times"));
        assert_eq!(found("its members all of them vote"), Some("Its members\u{2014}all of them\u{2014}vote"));
        assert_eq!(found("we say: the quay group meets four times"), Some("The Quay Group meets four times"));
        assert_eq!(found("vote"), Some("vote"));
        assert_eq!([found("four times a month"), found("the members"), found("...")], [None; 3]);
    }

    #[test]
    fn digests_stand_for_words() {
        let quote = digests("Quay Group meets four times a year", 5);
        assert_eq!(found(&quote), Some("Quay Group meets four times a year"));
        assert!(Quote::read(&quote).unwrap().overlaps(&Words::of("The quay group meets four times")));
        assert!(!Quote::read(&quote).unwrap().overlaps(&Words::of("The quay group meets six times")));
        for odd in ["sha:", "sha:5", "sha:x:0123456789", "sha:0:0123456789", "sha:5:01234", "sha:999:0123456789"] {
            assert_eq!(Quote::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn five_words_in_a_row_are_an_overlap() {
        let overlaps = |reader: &str, own: &str| Quote::Words(reader.into()).overlaps(&Words::of(own));
        assert!(overlaps("one two three four five six", "zero one two three four five"));
        assert!(!overlaps("one two three four five six", "one two three four, and five six"));
        assert!(overlaps("two three", "one two three four"));
        assert!(!overlaps("", "one") && !overlaps("one", "") && !overlaps("\u{2014}", "one"));
        assert!(!overlaps("one", &"one ".repeat(61)) && overlaps("one", &"one ".repeat(60)));
    }

    proptest! {
        #[test]
        fn what_is_found_shares_words(text in "[a-c ,é]{0,60}", quote in "[a-c ,]{0,20}") {
            let words = Words::of(&quote);
            let span = Quote::Words(quote.clone()).find(&Page::new(&text));
            if let Some(span) = span {
                let shown = Words::of(text.get(span.range()).unwrap());
                prop_assert!(shown.len() >= words.len().min(5));
                prop_assert!(Quote::Words(quote).overlaps(&shown));
            } else {
                prop_assert!(words.len() == 0 || !Quote::Words(quote).overlaps(&Words::of(&text)));
            }
        }
    }
}
