use serde::{Deserialize, Serialize};

use super::{Coding, Span};

/// The words of a document as people see them, with a map from each range to the bytes of the file it came from.
///
/// Markup, entities and line wraps are gone; blocks are parted by `\n`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Text {
    words: String,
    runs: Vec<Run>,
    coding: Coding,
}

/// A stretch of text that came from one stretch of the file. Where both have one length, bytes answer one to one;
/// else (an entity, a folded line end) the stretch maps as a whole.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Run {
    start: u32,
    origin: Span,
}

impl Text {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// Number of bytes of the words.
    pub fn len(&self) -> u32 {
        self.words.len() as u32
    }

    /// Whether there are no words at all.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words in a range; empty where the range is not one of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.words.get(span.range()).unwrap_or("")
    }

    /// The bytes of the file that a range of the words came from, markup between them included.
    pub fn origin(&self, span: Span) -> Span {
        let start = self.origin_of(span.start, true);
        let end = if span.is_empty() { start } else { self.origin_of(span.end - 1, false) };
        self.coding.file(Span::new(start.min(end), end.max(start)))
    }

    /// The stretches of words with the stretches of the file they came from, in order.
    pub fn runs(&self) -> impl Iterator<Item = (Span, Span)> {
        self.runs.iter().enumerate().map(|(index, run)| {
            let end = self.runs.get(index + 1).map_or(self.len(), |next| next.start);
            (Span::new(run.start, end), self.coding.file(run.origin))
        })
    }

    /// Says that the file was decoded: what the runs speak of is the decoded text, and `coding` leads on to the file.
    pub fn decoded(&mut self, coding: Coding) {
        self.coding = coding;
    }

    /// First origin byte of the text byte `at`, or, with `first` unset, the byte behind its last.
    fn origin_of(&self, at: u32, first: bool) -> u32 {
        let index = self.runs.partition_point(|run| run.start <= at);
        let Some(run) = index.checked_sub(1).map(|i| self.runs[i]) else {
            return self.runs.first().map_or(0, |run| run.origin.start);
        };
        let end = self.runs.get(index).map_or(self.len(), |next| next.start);
        let length = end - run.start;
        match (length == run.origin.len(), first) {
            (true, true) => run.origin.start + (at - run.start).min(length),
            (true, false) => run.origin.start + (at - run.start + 1).min(length),
            (false, true) => run.origin.start,
            (false, false) => run.origin.end,
        }
    }
}

/// Fills a [`Text`] in reading order.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: Text,
}

impl TextBuilder {
    /// A builder whose text is expected to hold about `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: Text { words: String::with_capacity(bytes), ..Text::default() } }
    }

    /// Where the next word goes.
    pub fn offset(&self) -> u32 {
        self.text.len()
    }

    /// The words so far.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Appends words that came from `origin` of the file.
    pub fn push(&mut self, words: &str, origin: Span) {
        if words.is_empty() {
            return;
        }
        let start = self.text.len();
        let linear = words.len() as u32 == origin.len();
        let joins = linear
            && self
                .text
                .runs
                .last()
                .is_some_and(|run| run.origin.end == origin.start && run.origin.len() == start - run.start);
        self.text.words.push_str(words);
        match self.text.runs.last_mut() {
            Some(run) if joins => run.origin.end = origin.end,
            _ => self.text.runs.push(Run { start, origin }),
        }
    }

    /// Takes back a space at the end of the words.
    pub fn pop_space(&mut self) {
        if !self.text.words.ends_with(' ') {
            return;
        }
        self.text.words.pop();
        let len = self.text.len();
        if let Some(run) = self.text.runs.last_mut() {
            if run.start == len {
                self.text.runs.pop();
            } else if run.origin.len() == len + 1 - run.start {
                run.origin.end -= 1;
            }
        }
    }

    /// Turns the space at `at` into the line end that parts two blocks; any other byte stays.
    pub fn part(&mut self, at: u32) {
        self.turn(at, b' ', "\n");
    }

    /// Turns the line end at `at` into a space, so that two blocks are one; any other byte stays.
    pub fn join(&mut self, at: u32) {
        self.turn(at, b'\n', " ");
    }

    fn turn(&mut self, at: u32, from: u8, to: &str) {
        let at = at as usize;
        if self.text.words.as_bytes().get(at) == Some(&from) {
            self.text.words.replace_range(at..=at, to);
        }
    }

    /// Ends the text.
    pub fn finish(self) -> Text {
        self.text
    }
}
