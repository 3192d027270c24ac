use std::ops::Range;

use super::super::lexis::Class;
use super::super::recognise::{Reader, blank_at};
use super::super::token::Shape;
use super::clause::Clause;
use super::verb::is_participle;

/// Words between a match and the blank that is said of it.
const NEAR: usize = 6;

/// Words that a placeholder can open with.
const OPENS: Class = Class::BLANK.or(Class::INSTRUCT);

/// The placeholders of a sentence.
pub(super) fn blanks(reader: &Reader, range: Range<usize>) -> Vec<Range<usize>> {
    let mut blanks = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let may = reader.shaped(at, Shape::SIGN) || reader.shaped(at, Shape::DIGIT) || reader.has(at, OPENS);
        match may.then(|| blank_at(reader, at)).flatten() {
            Some(end) => {
                blanks.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    blanks
}

/// Whether a blank stands in for what a clause says of `found`: "meets [frequency]", "the quorum is [number] members".
///
/// A blank that names the one who acts ("[name] shall meet monthly", "by either [name] or [name]") does not.
pub(super) fn unfilled(reader: &Reader, clause: &Clause, blanks: &[Range<usize>], found: &Range<usize>) -> bool {
    let behind = blanks.partition_point(|blank| blank.start < found.end.max(clause.tokens.start));
    let after = blanks[behind..].iter().take_while(|blank| blank.start < clause.tokens.end);
    after.filter(|blank| !is_one_of_several(reader, blank)).any(|blank| {
        let direct = blank.start - found.end <= NEAR && (found.end..blank.start).all(|at| leads(reader, at));
        let verb = clause
            .verb
            .filter(|verb| verb.main < blank.start || verb.main == blank.start && (verb.be || verb.modal.is_some()));
        let complement = verb.is_some_and(|verb| {
            let from = if verb.main == blank.start { verb.main } else { verb.main + 1 };
            (from..blank.start).all(|at| bounds(reader, at))
        });
        let last = clause.verb.is_none() && blank.end == clause.tokens.end;
        let opened = is_participle(reader.text(clause.tokens.start));
        let pending = reader.has(blank.start, Class::BLANK) && blank.start - found.end <= NEAR;
        direct || complement || last && (opened || pending)
    })
}

/// Whether a blank names one of those who may act: "by either [name] or [name]".
fn is_one_of_several(reader: &Reader, blank: &Range<usize>) -> bool {
    blank.start > 0 && reader.is_any(blank.start - 1, &["either", "neither", "each", "both"])
}

/// Whether a word can stand between a name and the blank that is said of it.
fn leads(reader: &Reader, at: usize) -> bool {
    const LINKS: Class = Class::BE.or(Class::MODAL).or(Class::HAVE);
    reader.has(at, LINKS)
        || bounds(reader, at)
        || reader.is_any(at, &["of", "to", "by", "on", "at", "in", "with", "from", "held", "for"])
}

/// Whether a word can stand between a verb and the blank that completes it: "at least", "every", "at intervals of".
fn bounds(reader: &Reader, at: usize) -> bool {
    const WORDS: [&str; 12] =
        ["least", "most", "every", "minimum", "maximum", "of", "up", "than", "more", "less", "not", "be"];
    let measure = |at: usize| {
        reader.is_any(at, &["least", "most"]) || reader.has(at, Class::INTERVAL) || reader.is_any(at, &["a", "place"])
    };
    reader.has(at, Class::DETERMINER.or(Class::INTERVAL))
        || reader.is_any(at, &WORDS)
        || reader.is(at, "place")
        || reader.is(at, "at") && measure(at + 1)
        || reader.is(at, "to") && reader.is(at.wrapping_sub(1), "up")
}
