use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::cut::lowered;
use super::super::lexis::Class;
use super::super::recognise::{Reader, reference_at};
use super::super::token::Shape;
use super::super::{Prose, Token};
use super::clause::Clause;
use super::mark::{Mark, MarkKind};
use crate::document::{BlockKind, Document};

/// What a document holds of its own: numbered parts and headings, by which a pointer can be followed.
#[derive(Debug, Default)]
pub(super) struct Papers {
    /// `7.2`, `schedule 3`.
    numbers: FxHashSet<String>,
    /// Words of the title and the headings, lowered, each between spaces.
    headings: Vec<String>,
}

/// Bytes of the headings that are kept at most.
const HEADINGS: usize = 1 << 16;

impl Papers {
    /// Reads the numbers and headings of a document.
    pub(super) fn read(document: &Document, prose: &Prose) -> Papers {
        let mut papers = Papers::default();
        let mut kept = 0;
        for (block, sentences) in document.blocks.iter().zip(&prose.blocks) {
            if let Some(number) = &block.number {
                papers.numbers.insert(plain(number));
            }
            if !matches!(block.kind, BlockKind::Heading | BlockKind::Title) || kept > HEADINGS {
                continue;
            }
            let words: String = prose.sentences[sentences.start as usize..sentences.end as usize]
                .iter()
                .flat_map(|sentence| &prose.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize])
                .map(|token| format!(" {}", lowered(document.text.slice(token.span()))))
                .collect();
            let written = plain(document.text.slice(block.span));
            kept += words.len();
            let number: Vec<&str> = written.split_whitespace().take(2).collect();
            papers.numbers.insert(number.join(" "));
            papers.headings.push(words + " ");
        }
        papers
    }

    /// Whether the document holds the part that a pointer names: `schedule` and `3`.
    fn holds(&self, kind: &str, number: &str) -> bool {
        let number = plain(number);
        self.numbers.contains(&format!("{kind} {number}"))
            || !matches!(kind, "schedule" | "appendix" | "annex" | "exhibit" | "attachment")
                && (self.numbers.contains(&number) || self.numbers.contains(&format!("({number})")))
    }

    /// Whether a heading holds the words of a paper's name.
    fn names(&self, name: &str) -> bool {
        !name.is_empty() && self.headings.iter().any(|heading| heading.contains(name))
    }
}

fn plain(number: &str) -> String {
    number.trim_end_matches(['.', ':', ')']).to_lowercase()
}

/// Tokens behind "set out in" among which the paper's name stands.
const REACH: usize = 10;

/// The mark that a phrase such as "set out in" makes, with the token behind the paper's name; none where this document
/// holds the paper, or no paper is named.
pub(super) fn elsewhere(
    reader: &Reader,
    papers: &Papers,
    clause: &Clause,
    phrase: Range<usize>,
    near: Range<usize>,
) -> Option<(Mark, usize)> {
    let target = target(reader, papers, phrase.end, clause.tokens.end)?;
    let manner = reader.is_any(phrase.start, &["in", "as", "pursuant", "according", "consistent", "under", "by"])
        && !reader.is(phrase.start + 1, "out");
    let bare = phrase.len() == 1;
    let verb = clause.verb;
    let (handled, predicate) = match verb {
        Some(verb) => {
            let handled = (verb.passive(reader) || verb.does) && reader.has(verb.main, Class::HANDLED)
                || !verb.be && reader.has(verb.main, Class::EXIST.or(Class::HANDLED)) && false;
            (handled, verb.start <= phrase.start && phrase.start <= verb.main + 1 && verb.be)
        }
        None => (true, true),
    };
    let as_said = phrase.start > clause.tokens.start && reader.is(phrase.start - 1, "as");
    let leads = phrase.start <= clause.tokens.start + usize::from(as_said);
    let before = clause.tokens.start..phrase.start;
    let scope = if leads && verb.is_some() {
        return None;
    } else if bare && reader.is_any(phrase.start, &["in", "by"]) {
        target.named.then_some(near)?
    } else if bare && !(handled && target.named) {
        return None;
    } else if manner {
        if handled { before } else { return None }
    } else if predicate || as_said || reader.is_any(phrase.start, &["see", "refer", "refers"]) && verb.is_none() {
        before
    } else {
        near
    };
    let behind = target.end;
    Some((Mark { tokens: phrase.start..behind, kind: MarkKind::Elsewhere, scope }, behind))
}

/// A paper named in a clause that this document does not hold.
struct Target {
    end: usize,
    /// Whether it has a name of its own.
    named: bool,
}

fn target(reader: &Reader, papers: &Papers, start: usize, end: usize) -> Option<Target> {
    let mut name = String::new();
    let mut named = false;
    for at in start..end.min(start + REACH) {
        if at > start && !reader.joins(at) {
            return None;
        }
        if let Some((kind, behind)) = reference_at(reader, at) {
            let number = reader.text(at + 1);
            let outer = reader.is(behind, "of") && !reader.is_any(behind + 1, &["this", "these"]);
            return (outer || !papers.holds(kind, number)).then_some(Target { end: behind, named: true });
        }
        if reader.is_any(at, &["this", "these", "that", "such"]) {
            return None;
        }
        let word = lowered(reader.text(at));
        let capital = reader.shaped(at, Shape::CAPITAL);
        if !reader.has(at, Class::FUNCTION) || named {
            name.push(' ');
            name.push_str(&word);
        }
        named |= capital;
        if reader.has(at, Class::PAPER) && !(capital && reader.joins(at + 1) && reader.shaped(at + 1, Shape::CAPITAL)) {
            name.push(' ');
            return (!papers.names(&name)).then_some(Target { end: at + 1, named });
        }
    }
    None
}

/// Whether a token is part of what a clause says by itself: a number, a share, how often.
pub(super) fn is_content(reader: &Reader, at: usize, token: &Token) -> bool {
    const VALUE: Class =
        Class::TIMES.or(Class::OFTEN).or(Class::PERCENT).or(Class::MAJORITY).or(Class::NUMBER).or(Class::CURRENCY);
    let digit = token.shape.has(Shape::DIGIT) && !reader.has(at.wrapping_sub(1), Class::NUMBERED.or(Class::LABEL));
    digit || reader.has(at, VALUE)
}
