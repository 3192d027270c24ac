use super::lexis::{Class, lexis};
use super::token::{Shape, Token};

/// What a full stop, question or exclamation mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It ends the sentence.
    Ends,
    /// It parts two words of a sentence: `example.org`, `etc. and`.
    Parts,
    /// It belongs to an abbreviation.
    Shortens,
}

/// What follows the mark.
enum Next {
    /// The end of the block.
    End,
    /// No space: the mark stands inside a word.
    Inside,
    /// A small letter or a mark that goes on with the sentence.
    GoesOn,
    Capital,
    Digit,
    Other,
}

impl Stop {
    /// Reads the mark at byte `at` of a block that ends at byte `end`. `last` is the token that the mark touches, `before`
    /// the one before that, both of the open sentence.
    pub(super) fn read(text: &str, end: usize, at: usize, last: Option<&Token>, before: Option<&Token>) -> Stop {
        let next = next(text.get(at + 1..end).unwrap_or(""));
        let shortens = text.as_bytes()[at] == b'.' && last.is_some_and(|last| shortens(text, last, before, &next));
        match next {
            Next::End => Stop::Ends,
            _ if shortens => Stop::Shortens,
            Next::Inside | Next::GoesOn => Stop::Parts,
            Next::Capital | Next::Digit | Next::Other => Stop::Ends,
        }
    }
}

fn next(rest: &str) -> Next {
    let closed = rest.trim_start_matches(['"', '\'', '”', '’', ')', '.', '?', '!', '*']);
    let Some(first) = closed.chars().next() else { return Next::End };
    if !first.is_whitespace() {
        return Next::Inside;
    }
    match closed.chars().find(|c| !c.is_whitespace()) {
        None => Next::End,
        Some(c) if c.is_lowercase() || matches!(c, ',' | ';' | ':' | ')') => Next::GoesOn,
        Some(c) if c.is_uppercase() => Next::Capital,
        Some(c) if c.is_ascii_digit() => Next::Digit,
        Some(_) => Next::Other,
    }
}

/// Whether the token before a full stop is an abbreviation there.
fn shortens(text: &str, last: &Token, before: Option<&Token>, next: &Next) -> bool {
    let class = lexis().class(last.word);
    let word = text.get(last.span().range()).unwrap_or("");
    let dotted = word.contains('.') && !last.shape.has(Shape::DIGIT);
    class.any(Class::SHORT)
        || (class.any(Class::SHORT_NUMBER) && matches!(next, Next::Digit | Next::GoesOn))
        || ((class.any(Class::SHORT_SMALL) || dotted) && !matches!(next, Next::Capital))
        || (is_initial(word) && before.is_none_or(|before| !lexis().class(before.word).any(NAMED_BY_LETTER)))
}

/// Words that a single letter follows as a number does: "Appendix B."
const NAMED_BY_LETTER: Class = Class::NUMBERED.or(Class::LABEL).or(Class::DETERMINER);

fn is_initial(word: &str) -> bool {
    word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() && word != "I"
}
