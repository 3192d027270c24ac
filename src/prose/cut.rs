use super::lexis::Class;
use super::run::Run;
use super::stop::Stop;
use super::token::{Gap, Sentence, Shape, Token};
use super::vocabulary::{Key, Vocabulary, WordId};
use crate::document::BlockId;
use crate::source::Span;

/// What a byte opens or continues.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Small,
    Large,
    Digit,
    /// A byte of a character beyond ASCII.
    Wide,
    Sign,
    /// `.`, `?` or `!`.
    Stop,
    Mark,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            0..=b' ' | 127 => Kind::Space,
            b'a'..=b'z' => Kind::Small,
            b'A'..=b'Z' => Kind::Large,
            b'0'..=b'9' => Kind::Digit,
            b'$' | b'%' | b'[' | b']' | b'<' | b'>' | b'&' | b'+' | b'_' | b'{' => Kind::Sign,
            b'.' | b'?' | b'!' => Kind::Stop,
            128.. => Kind::Wide,
            _ => Kind::Mark,
        };
        byte += 1;
    }
    kinds
};

/// Runs of dots or underscores shorter than this are no token.
const SHORTEST_RUN: usize = 3;
/// Most bytes of what a template is filled in by: `{{name}}`.
const LONGEST_VARIABLE: usize = 80;

/// Most tokens of a sentence: a longer one is cut, as what stands in a sentence is compared with each other.
const LONGEST_SENTENCE: usize = 1000;

/// Cuts stretches of a text into tokens and sentences, in one loop over its bytes.
pub(super) struct Cutter<'a> {
    text: &'a str,
    /// The bytes up to the end of the stretch being cut.
    bytes: &'a [u8],
    vocabulary: &'a Vocabulary,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    gap: Gap,
    /// First token of the open sentence.
    opened: usize,
    buffer: String,
}

/// Signs that fill a cell by themselves.
const MARKS: [char; 10] = ['✓', '✔', '☑', '☒', '✗', '✘', '●', '•', '■', '◆'];

impl<'a> Cutter<'a> {
    pub(super) fn new(text: &'a str, vocabulary: &'a Vocabulary) -> Self {
        Self {
            text,
            bytes: &[],
            vocabulary,
            tokens: Vec::with_capacity(text.len() / 6),
            sentences: Vec::new(),
            gap: Gap::STOP,
            opened: 0,
            buffer: String::new(),
        }
    }

    /// Number of sentences so far.
    pub(super) fn sentences(&self) -> u32 {
        self.sentences.len() as u32
    }

    /// What was cut.
    pub(super) fn finish(self) -> (Vec<Token>, Vec<Sentence>) {
        (self.tokens, self.sentences)
    }

    /// Cuts one stretch, which ends the sentence that it leaves open; a stretch that is none of the text has no tokens.
    pub(super) fn block(&mut self, span: Span, block: BlockId) {
        if self.text.get(span.range()).is_none() {
            return;
        }
        self.bytes = &self.text.as_bytes()[..span.end as usize];
        self.gap = Gap::STOP;
        let before = self.sentences.len();
        let mut at = span.start as usize;
        while let Some(&byte) = self.bytes.get(at) {
            at = match KINDS[byte as usize] {
                Kind::Space => at + 1,
                Kind::Small | Kind::Large => self.word(at),
                Kind::Digit => self.number(at),
                Kind::Wide => self.wide(at),
                Kind::Sign => self.sign(at),
                Kind::Stop => self.stop(at, block),
                Kind::Mark => self.mark(at, byte),
            };
            if self.tokens.len() - self.opened >= LONGEST_SENTENCE {
                self.end_sentence(block);
            }
        }
        self.end_sentence(block);
        if self.sentences.len() == before {
            self.lone_mark(span);
            self.end_sentence(block);
        }
    }

    /// The sign that stands for "yes" or "no" in a cell that holds nothing else. In a sentence it is no word.
    fn lone_mark(&mut self, span: Span) {
        let text = &self.text[span.range()];
        let start = span.start as usize + text.len() - text.trim_start().len();
        let mut signs = text.trim().trim_end_matches('\u{fe0f}').chars();
        if let (Some(sign), None) = (signs.next().filter(|sign| MARKS.contains(sign)), signs.next()) {
            self.push(start, start + sign.len_utf8(), WordId::UNKNOWN, Shape::SIGN);
        }
    }

    fn end_sentence(&mut self, block: BlockId) {
        if let Some(first) = self.tokens.get_mut(self.opened) {
            // "Will" opens names as well.
            let class = self.vocabulary.senses().class(first.word);
            if class.any(Class::FUNCTION) && !class.any(Class::MODAL) {
                first.shape = first.shape.with(Shape::OPENING);
            }
            self.sentences.push(Sentence { tokens: self.opened as u32..self.tokens.len() as u32, block });
            self.opened = self.tokens.len();
        }
        self.gap = Gap::STOP;
    }

    #[inline]
    fn push(&mut self, start: usize, end: usize, word: WordId, shape: Shape) {
        let gap = std::mem::take(&mut self.gap);
        self.tokens.push(Token { start: start as u32, end: end as u32, word, shape, gap });
    }

    fn char(&self, at: usize) -> char {
        self.text.get(at..self.bytes.len()).and_then(|rest| rest.chars().next()).unwrap_or(' ')
    }

    /// A word that opens with an ASCII letter; gives the byte to go on from.
    #[inline]
    fn word(&mut self, start: usize) -> usize {
        let run = Run::read(self.text.as_bytes(), start, self.bytes.len());
        let at = start + run.length;
        let byte = self.bytes.get(at).copied().unwrap_or(b' ');
        if run.length == Key::MOST || byte >= 128 || byte == b'\'' || (byte == b'.' && run.length == 1) {
            return self.slow_word(start);
        }
        self.push(start, at, self.vocabulary.id_of(run.key), run.shape());
        // Most words are parted by one space.
        at + usize::from(byte == b' ')
    }

    /// Any word: long, with apostrophes, dotted (`e.g.`) or with letters beyond ASCII.
    fn slow_word(&mut self, start: usize) -> usize {
        if let Some(end) = dotted(self.bytes, start) {
            return self.finish_slow(start, end, end);
        }
        let mut at = start;
        loop {
            let next = self.char(at);
            if is_letter(next) || next == '\u{ad}' {
                at += next.len_utf8();
            } else if is_apostrophe(next) {
                let behind = at + next.len_utf8();
                if !self.char(behind).is_alphabetic() {
                    return self.finish_slow(start, at, behind);
                }
                let after = behind + self.char(behind).len_utf8();
                if matches!(self.char(behind), 's' | 'S') && !is_letter(self.char(after)) {
                    return self.finish_slow(start, at, after);
                }
                at = behind;
            } else {
                return self.finish_slow(start, at, at);
            }
        }
    }

    fn finish_slow(&mut self, start: usize, end: usize, next: usize) -> usize {
        let Some(word) = self.text.get(start..end) else { return next };
        let (mut letters, mut capitals) = (0, 0);
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            letters += 1;
            capitals += u32::from(c.is_uppercase());
        }
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        self.buffer.clear();
        lower_into(word, &mut self.buffer);
        let id = self.vocabulary.id(&self.buffer);
        self.push(start, end, id, Shape::of_word(capital, letters, capitals));
        next
    }

    /// A number with separators, decimals and suffix: `250,000.00`, `7.2`, `12th`, `250k`.
    fn number(&mut self, start: usize) -> usize {
        let mut at = start;
        let digit = |bytes: &[u8], at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        while let Some(&byte) = self.bytes.get(at) {
            let takes = match byte {
                b',' => (1..=3).all(|ahead| digit(self.bytes, at + ahead)) && !digit(self.bytes, at + 4),
                b'.' => digit(self.bytes, at + 1),
                _ => byte.is_ascii_alphanumeric(),
            };
            if !takes {
                break;
            }
            at += 1;
        }
        self.buffer.clear();
        lower_into(&self.text[start..at], &mut self.buffer);
        let word = self.vocabulary.id(&self.buffer);
        self.push(start, at, word, Shape::DIGIT);
        at
    }

    /// A character beyond ASCII.
    fn wide(&mut self, at: usize) -> usize {
        let c = self.char(at);
        let next = at + c.len_utf8();
        match c {
            '£' | '€' | '≤' | '≥' => self.push(at, next, self.vocabulary.id(&self.text[at..next]), Shape::SIGN),
            '\u{2010}' | '\u{2011}' => self.hyphen(at, next),
            '–' | '—' | '―' | '−' => self.gap = self.gap.with(Gap::DASH),
            '…' => return self.run(at),
            c if c.is_alphanumeric() => return self.slow_word(at),
            _ => {}
        }
        next
    }

    fn sign(&mut self, at: usize) -> usize {
        if self.bytes[at] == b'_' {
            return self.run(at);
        }
        if let Some(end) = variable(self.bytes, at) {
            self.push(at, end, WordId::UNKNOWN, Shape::SIGN);
            return end;
        }
        if self.bytes[at] == b'{' {
            return self.mark(at, b'{');
        }
        let key = Key::new(u64::from(self.bytes[at]), 0);
        self.push(at, at + 1, self.vocabulary.id_of(key), Shape::SIGN);
        at + 1
    }

    /// A run of dots or underscores, a token from [`SHORTEST_RUN`] on; `…` counts for three dots.
    fn run(&mut self, start: usize) -> usize {
        let (mut at, mut length) = (start, 0);
        let lines = self.bytes[start] == b'_';
        loop {
            let (step, counts) = match self.char(at) {
                '.' if !lines => (1, 1),
                '_' if lines => (1, 1),
                '…' if !lines => ('…'.len_utf8(), 3),
                _ => break,
            };
            at += step;
            length += counts;
        }
        if length >= SHORTEST_RUN {
            self.push(start, at, WordId::UNKNOWN, Shape::SIGN);
        }
        at.max(start + 1)
    }

    fn mark(&mut self, at: usize, byte: u8) -> usize {
        let gap = match byte {
            b',' => Gap::COMMA,
            b';' => Gap::SEMICOLON,
            b':' => Gap::COLON,
            b'(' | b')' | b'{' | b'}' => Gap::BRACKET,
            b'/' | b'\\' | b'|' => Gap::SLASH,
            b'-' => {
                self.hyphen(at, at + 1);
                return at + 1;
            }
            _ => return at + 1,
        };
        self.gap = self.gap.with(gap);
        at + 1
    }

    /// A hyphen between two words joins them, another one is a dash.
    fn hyphen(&mut self, at: usize, next: usize) {
        let before =
            self.tokens.last().is_some_and(|token| token.end as usize == at) && self.tokens.len() > self.opened;
        let joins = before && is_letter(self.char(next));
        self.gap = self.gap.with(if joins { Gap::HYPHEN } else { Gap::DASH });
    }

    fn stop(&mut self, at: usize, block: BlockId) -> usize {
        if self.bytes[at..].starts_with(b"...") || self.bytes[at..].starts_with(".…".as_bytes()) {
            return self.run(at);
        }
        let open = &self.tokens[self.opened..];
        let last = open.last().filter(|token| token.end as usize == at);
        let before = open.len().checked_sub(2).map(|index| &open[index]);
        match Stop::read(self.text, self.bytes.len(), at, last, before) {
            Stop::Ends => self.end_sentence(block),
            Stop::Parts => self.gap = self.gap.with(Gap::STOP),
            Stop::Shortens => {}
        }
        at + 1
    }
}

/// Where a variable of a template ends, which is one token: `{{ name }}`, `${name}`, `{name}`.
fn variable(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let (opening, closing, spaced): (&[u8], &[u8], bool) = match rest {
        [b'{', b'{', ..] => (b"{{", b"}}", true),
        [b'$', b'{', ..] => (b"${", b"}", false),
        [b'{', ..] => (b"{", b"}", false),
        _ => return None,
    };
    let inside = rest.get(opening.len()..rest.len().min(LONGEST_VARIABLE))?;
    let length = inside.windows(closing.len()).position(|window| window == closing)?;
    let inside = &inside[..length];
    let named = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    let is_name = inside.first().is_some_and(u8::is_ascii_alphabetic) && inside.iter().all(named);
    // What is passed through a filter is no name: `{{ site.url | absolute_url }}`.
    let is_free = |byte: &u8| !matches!(byte, b'\n' | b'|');
    let is_variable = if spaced { !inside.is_empty() && inside.iter().all(is_free) } else { is_name };
    is_variable.then_some(at + opening.len() + length + closing.len())
}

/// Whether a character continues a word: letters, digits and the marks that combine with them.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{2bc}')
}

/// Where an abbreviation of single dotted letters ends (`e.g.`, `U.K`), its last full stop left out.
fn dotted(bytes: &[u8], start: usize) -> Option<usize> {
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let mut end = start + 1;
    while bytes.get(end) == Some(&b'.') && letter(end + 1) {
        end += 2;
    }
    let more = bytes.get(end).is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte >= 128);
    (end > start + 1 && letter(start) && !more).then_some(end)
}

/// Appends a token's text as the vocabulary holds it: lowered, apostrophes straight, without soft hyphens or the full
/// stops of a dotted abbreviation.
pub(super) fn lower_into(word: &str, out: &mut String) {
    let dots = word.contains('.') && !word.starts_with(|c: char| c.is_ascii_digit());
    for c in word.chars() {
        match c {
            '\u{ad}' => {}
            '.' if dots && word.len() > 1 && !word.starts_with('.') => {}
            c if is_apostrophe(c) => out.push('\''),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// A token's text as the vocabulary holds it.
pub(super) fn lowered(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    lower_into(word, &mut out);
    out
}
