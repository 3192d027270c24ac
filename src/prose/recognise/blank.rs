use super::super::Recogniser;
use super::super::lexis::Class;
use super::super::token::{Gap, Shape};
use super::Hit;
use super::reader::Reader;
use crate::document::Document;
use crate::prose::Prose;

/// Most tokens between the brackets of a placeholder.
const MOST: usize = 16;
/// Dots or underscores from which a run of them is a line to write on.
const DOTS: usize = 5;
const LINES: usize = 3;

/// Reads text left to be filled in that opens at a token: `[insert name]`, `<name>`, `{{name}}`, TBC, `XX`, `____`.
pub(super) fn blank(reader: &Reader, at: usize) -> Option<Hit> {
    let end = match reader.text(at) {
        "[" => bracketed(reader, at, "]")?,
        "<" => bracketed(reader, at, ">")?,
        text if text.starts_with(['_', '.', '…']) => line(reader, at)?,
        text if text.len() > 1 && text.starts_with(['{', '$']) => at + 1,
        _ if reader.has(at, Class::BLANK) => mark(reader, at)?,
        _ if reader.has(at, Class::INSTRUCT) => instruction(reader, at)?,
        _ => return None,
    };
    Some(Hit::new(Recogniser::Placeholder, at, end))
}

/// `[…]` round an instruction, the name of a thing or nothing; round a value it is that value. In a document of such brackets
/// a mere description is one too: "[host authority]", "[How often]", "[the aim of the work]".
fn bracketed(reader: &Reader, at: usize, closing: &str) -> Option<usize> {
    let bracket = Bracket::read(reader, at, closing)?;
    (bracket.is_blank(reader) || bracket.describes(reader) && reader.is_template()).then_some(bracket.end)
}

/// Brackets left to be filled in from which on a document is a template.
const TEMPLATE: usize = 3;

/// Whether a document has so many brackets to be filled in that one with a mere description is such a bracket too.
pub(in crate::prose) fn is_template(document: &Document, prose: &Prose) -> bool {
    let opening = memchr::memchr_iter(b'[', document.text.as_str().as_bytes());
    if opening.take(TEMPLATE).count() < TEMPLATE {
        return false;
    }
    let reader = Reader::over(document, prose, &prose.tokens);
    let brackets = (reader.start..reader.end)
        .filter(|&at| reader.shaped(at, Shape::SIGN) && reader.text(at) == "[")
        .filter_map(|at| Bracket::read(&reader, at, "]"));
    // A lone word may as well be a remark: "[laughter]".
    let counts = |bracket: &Bracket| {
        bracket.is_blank(&reader) || bracket.close > bracket.first + 1 && bracket.describes(&reader)
    };
    brackets.filter(counts).take(TEMPLATE).count() == TEMPLATE
}

/// A pair of brackets and what stands in it.
struct Bracket {
    /// The token that opens it.
    at: usize,
    /// The first token inside.
    first: usize,
    /// The token that closes it.
    close: usize,
    /// The token behind it.
    end: usize,
    doubled: bool,
    angled: bool,
}

impl Bracket {
    fn read(reader: &Reader, at: usize, closing: &str) -> Option<Self> {
        let doubled = reader.text(at + 1) == reader.text(at);
        let first = at + 1 + usize::from(doubled);
        let close = (first..first + MOST).find(|&next| next >= reader.end || reader.text(next) == closing)?;
        let end = close + 1 + usize::from(doubled && reader.text(close + 1) == closing);
        (close < reader.end).then_some(Self { at, first, close, end, doubled, angled: closing == ">" })
    }

    /// Whether what stands in it says that something is to be put in its place.
    fn is_blank(&self, reader: &Reader) -> bool {
        let &Self { first, close, doubled, angled, .. } = self;
        let empty = close == first;
        let marked = (first..close).any(|next| is_mark(reader, next) || reader.text(next).starts_with(['_', '.', '…']));
        let last = close.saturating_sub(1);
        let small = close - first <= 4;
        let named = reader.has(first, Class::INSTRUCT) || small && reader.has(last, Class::THING_NAME);
        let coming = reader.are(first, &["to", "be"]);
        let lettered = close == first + 2
            && reader.is_noun(first)
            && !reader.has(first, Class::NUMBERED.or(Class::LABEL))
            && is_letter(reader, first + 1);
        let named = named || coming || lettered;
        let tag = angled && doubled && !empty;
        let not = reader.has(first, Class::NOT_BLANK);
        (empty && !angled || marked || named || tag) && !not
    }

    /// Whether it describes what may be put in its place: no number, no abbreviation, no part of a word or a sentence, and nothing
    /// that is said of the name before it ("Jane Hill [Chair]").
    fn describes(&self, reader: &Reader) -> bool {
        const SAID: Class = Class::MODAL.or(Class::BE).or(Class::HAVE).or(Class::DO).or(Class::FINITE);
        const VALUE: Class = Class::NUMBER.or(Class::OFTEN).or(Class::TWO_FOLD).or(Class::MONTH);
        const NONE: Class = Class::NOT_BLANK.or(Class::NUMBERED).or(VALUE);
        let &Self { at, first, close, end, angled, .. } = self;
        let own = !reader.touches(at) && (!reader.touches(end) || reader.shaped(end, Shape::SIGN));
        let of_name = reader.joins(at) && reader.is_noun(at - 1) && reader.shaped(at - 1, Shape::CAPITAL);
        let asks = reader.is_any(first, &["how", "what", "when", "where", "which", "who", "whose", "why"]);
        let lone = close == first + 1 && (reader.shaped(first, Shape::UPPER) || reader.text(first).len() == 1);
        let named = reader.is_any(first, &["a", "an"]) && close > first + 1;
        // "[the]" and "[the Board]" are an editor's.
        let told = reader.is_any(first, &["the", "our", "your", "their"]) && close > first + 3;
        let opens = reader.is_noun(first) || named || told;
        let figure = |next: usize| reader.text(next).bytes().any(|byte| byte.is_ascii_digit());
        let words = (first..close).all(|next| !figure(next) && (asks || !reader.has(next, SAID)));
        // "[e.g. monthly]" suggests a value.
        let suggests = reader.is_any(first, &["e.g", "eg"]) && reader.has(first + 1, VALUE);
        let none = suggests || reader.has(first, NONE);
        !angled && close > first && own && !of_name && !lone && words && (opens || asks) && !none
    }
}

/// A single letter or digit that parts one name from another: "[Partner 1]", "[Party B]".
fn is_letter(reader: &Reader, at: usize) -> bool {
    reader.text(at).len() == 1 && (reader.shaped(at, Shape::DIGIT) || reader.shaped(at, Shape::CAPITAL))
}

/// A run of dots or underscores, with those that follow it.
fn line(reader: &Reader, at: usize) -> Option<usize> {
    let text = reader.text(at);
    let length: usize = text.chars().map(|c| if c == '…' { 3 } else { 1 }).sum();
    let long = if text.starts_with('_') { length >= LINES } else { length >= DOTS };
    let mut end = at + 1;
    while reader.follows(end, Gap::SLASH) && reader.text(end).starts_with(['_', '.', '…']) {
        end += 1;
    }
    (long || end > at + 1).then_some(end)
}

/// `TBC`, `XX March 20XX`, `dd/mm/yyyy`.
fn mark(reader: &Reader, at: usize) -> Option<usize> {
    if !is_mark(reader, at) {
        return None;
    }
    let mut end = at + 1;
    while (reader.follows(end, Gap::SLASH.with(Gap::DASH))) && (is_mark(reader, end) || is_dated(reader, end)) {
        end += 1;
    }
    Some(end)
}

/// Whether the word is a mark for what is missing; those of letters alone are so in capitals, or written out as a date.
fn is_mark(reader: &Reader, at: usize) -> bool {
    let text = reader.text(at);
    let masked = reader.shaped(at, Shape::DIGIT) && text.len() == 4 && text.to_ascii_lowercase().ends_with("xx");
    let date = reader.is_any(at, &["dd", "mm", "yyyy"]);
    let dated =
        reader.gap(at + 1).any(Gap::SLASH.with(Gap::HYPHEN)) || reader.gap(at).any(Gap::SLASH.with(Gap::HYPHEN));
    let long = text.len() > 4;
    let capital = long || reader.shaped(at, Shape::UPPER) || reader.is_any(at, &["tbc", "tbd", "tba"]);
    masked || reader.has(at, Class::BLANK) && if date { dated } else { capital }
}

/// Whether the token goes on with a date of which a part is masked.
fn is_dated(reader: &Reader, at: usize) -> bool {
    let text = reader.text(at);
    let masked = text.len() == 4 && text.starts_with("20") && text.to_ascii_lowercase().ends_with("xx");
    masked || reader.has(at, Class::MONTH) && reader.shaped(at, Shape::CAPITAL)
}

/// "(insert name)": an order to the writer in round brackets.
fn instruction(reader: &Reader, at: usize) -> Option<usize> {
    if !reader.is_any(at, &["insert", "enter", "specify", "delete"]) || !reader.gap(at).any(Gap::BRACKET) {
        return None;
    }
    let end =
        (at + 1..at + MOST).find(|&next| next >= reader.end || reader.gap(next).any(Gap::BRACKET.with(Gap::STOP)))?;
    Some(end)
}
