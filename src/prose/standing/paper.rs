use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::cut::{lower_into, lowered};
use super::super::lexis::Class;
use super::super::recognise::{Reader, reference_at};
use super::super::token::{Gap, Shape};
use super::super::{Prose, Token};
use super::clause::Clause;
use super::mark::{Mark, MarkKind};
use super::verb::Verb;
use crate::document::{Block, BlockKind, Document};

/// What a document holds of its own, by which a pointer can be followed; read when the first is.
#[derive(Debug)]
pub(super) struct Papers<'a> {
    document: &'a Document,
    prose: &'a Prose,
    /// Its numbered parts: `7.2`, `schedule 3`.
    numbers: OnceCell<FxHashSet<String>>,
    /// Words of the title and the headings, lowered, each between spaces.
    headings: OnceCell<Vec<String>>,
}

/// Bytes of the headings that are kept at most.
const HEADINGS: u32 = 1 << 14;

impl<'a> Papers<'a> {
    /// The papers of a document, not read yet.
    pub(super) fn new(document: &'a Document, prose: &'a Prose) -> Self {
        Self { document, prose, numbers: OnceCell::new(), headings: OnceCell::new() }
    }

    fn numbers(&self) -> &FxHashSet<String> {
        self.numbers.get_or_init(|| {
            let own = self.document.blocks.iter().filter_map(|block| block.number.as_deref().map(plain));
            let opening = |(block, _): (&Block, _)| {
                let written = plain(self.document.text.slice(block.span));
                written.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
            };
            own.chain(headings(self.document, self.prose).map(opening)).collect()
        })
    }

    fn headings(&self) -> &[String] {
        self.headings.get_or_init(|| {
            let read = |(block, sentences): (&Block, &Range<u32>)| {
                let mut words = String::with_capacity(block.span.len() as usize + 2);
                for sentence in &self.prose.sentences[sentences.start as usize..sentences.end as usize] {
                    for token in &self.prose.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize] {
                        words.push(' ');
                        lower_into(self.document.text.slice(token.span()), &mut words);
                    }
                }
                words + " "
            };
            headings(self.document, self.prose).map(read).collect()
        })
    }

    /// Whether the document holds the part that a pointer names: `schedule` and `3`.
    fn holds(&self, kind: &str, number: &str) -> bool {
        let (number, numbers) = (plain(number), self.numbers());
        numbers.contains(&format!("{kind} {number}")) || !ATTACHED.contains(&kind) && numbers.contains(&number)
    }

    /// Whether a pointer that opens at a token is one to a part of this document, which has none of that number.
    pub(super) fn lacks(&self, reader: &Reader, at: usize) -> bool {
        let Some((kind, behind)) = reference_at(reader, at) else { return false };
        let outer = reader.is_any(behind, &["of", "to", "in"]) && reader.joins(behind) && {
            let own = reader.is_any(behind + 1, &["this", "these"]);
            !own && (reader.is(behind, "of") || reader.is_any(behind + 1, &["the", "that"]))
        };
        let number = plain(reader.text(at + 1));
        let numbers = self.numbers();
        let attached = ATTACHED.contains(&kind);
        let first = |number: &str| number.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok();
        let figures = numbers.iter().filter_map(|known| first(known));
        // A document whose parts bear no numbers points outside, and so does a number far beyond its own.
        let (count, last) = figures.fold((0, 0), |(count, last), figure| (count + 1, last.max(figure)));
        let beyond = first(&number).is_some_and(|figure| figure > last + FAR);
        if outer || number.is_empty() || !attached && (count < NUMBERED || beyond) {
            return false;
        }
        let inside = format!("{number}.");
        !self.holds(kind, &number) && (attached || !numbers.iter().any(|known| known.starts_with(&inside)))
    }

    /// Whether a heading holds the words of a paper's name.
    fn names(&self, name: &str) -> bool {
        !name.is_empty() && self.headings().iter().any(|heading| heading.contains(name))
    }
}

/// The title and the headings, the first that there is room for, each with its sentences.
fn headings<'a>(document: &'a Document, prose: &'a Prose) -> impl Iterator<Item = (&'a Block, &'a Range<u32>)> {
    let blocks = document.blocks.iter().zip(&prose.blocks);
    let heads = blocks.filter(|(block, _)| matches!(block.kind, BlockKind::Heading | BlockKind::Title));
    let mut kept = 0;
    heads.take_while(move |(block, _)| {
        let fits = kept <= HEADINGS;
        kept += block.span.len();
        fits
    })
}

/// Kinds of part that stand behind a document's own text.
const ATTACHED: [&str; 5] = ["schedule", "appendix", "annex", "exhibit", "attachment"];
/// How far beyond a document's last number one may be that is meant as its own.
const FAR: u32 = 20;
/// Numbers in figures that a document has at least whose parts are numbered.
const NUMBERED: usize = 3;

/// A number without the marks around it, lowered.
pub(super) fn plain(number: &str) -> String {
    number.trim_matches(['.', ':', '(', ')']).to_lowercase()
}

/// Tokens behind "set out in" among which the paper's name stands.
const REACH: usize = 10;

/// The mark that a phrase such as "set out in" makes, with the token behind the paper's name; none where this document
/// holds the paper, or no paper is named. `near` are the words right in front of the phrase.
///
/// "The quorum is set out in the Code" says nothing else of the quorum; "as set out in the Code, four members attend" does.
pub(super) fn elsewhere(
    reader: &Reader,
    papers: &Papers,
    clause: &Clause,
    phrase: Range<usize>,
    near: Range<usize>,
) -> Option<(Mark, usize)> {
    let target = target(reader, papers, phrase.end, clause.tokens.end)?;
    let whole = clause.tokens.start..phrase.start;
    let plainly = reader.has(phrase.start, Class::BE) || reader.is_any(phrase.start, &["those", "that"]);
    if plainly && !target.named {
        return None;
    }
    let scope = match (Sort::of(reader, &phrase), clause.verb) {
        (Sort::See, None) if whole.is_empty() => target.end..clause.tokens.end,
        (Sort::See, None) if whole.len() <= SHORT => whole,
        (Sort::See, _) => return None,
        (_, Some(_)) if phrase.start <= clause.tokens.start + 1 => return None,
        (Sort::Place, _) => target.named.then_some(near)?,
        (Sort::Under, Some(verb)) if target.named && handles(reader, &verb, phrase.start) => whole,
        (Sort::Manner, Some(verb)) if handles(reader, &verb, phrase.start) => whole,
        (Sort::Manner | Sort::Under, Some(_)) => return None,
        (Sort::Under, None) => return None,
        (Sort::SetOut, Some(_)) if reader.is_any(phrase.start, &["those", "that"]) => whole,
        (Sort::SetOut, Some(verb)) if verb.be && verb.start <= phrase.start && phrase.start <= verb.main + 2 => whole,
        (Sort::SetOut, Some(verb)) if reader.is(phrase.start - 1, "as") && handles(reader, &verb, phrase.start) => {
            whole
        }
        (Sort::SetOut | Sort::Manner, _) => near,
    };
    let behind = target.end;
    Some((Mark { tokens: phrase.start..behind, kind: MarkKind::Elsewhere, scope }, behind))
}

/// Words in front of "see" that it can be all that is said of.
const SHORT: usize = 6;
/// Words between a verb and the phrase that says by which paper it is done.
const BESIDE: usize = 6;

/// What a phrase that names a paper does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// "see", "refer to"
    See,
    /// "in"
    Place,
    /// "under"
    Under,
    /// "in accordance with"
    Manner,
    /// "set out in"
    SetOut,
}

impl Sort {
    fn of(reader: &Reader, phrase: &Range<usize>) -> Sort {
        if reader.is_any(phrase.start, &["see", "refer", "refers"]) {
            Sort::See
        } else if phrase.len() == 1 {
            if reader.is(phrase.start, "in") { Sort::Place } else { Sort::Under }
        } else if reader.is_any(phrase.start, &["in", "as", "pursuant", "according", "consistent", "by"]) {
            Sort::Manner
        } else {
            Sort::SetOut
        }
    }
}

/// Whether a verb says no more than that a thing is dealt with: "are managed in accordance with …".
fn handles(reader: &Reader, verb: &Verb, phrase: usize) -> bool {
    let behind = verb.main + 1..phrase;
    let near = behind.len() <= BESIDE && !behind.clone().any(|at| reader.gap(at).any(Gap::COMMA));
    near && verb.passive(reader) && reader.has(verb.main, Class::HANDLED)
}

/// A paper named in a clause that this document does not hold.
struct Target {
    end: usize,
    /// Whether it has a name of its own.
    named: bool,
}

fn target(reader: &Reader, papers: &Papers, start: usize, end: usize) -> Option<Target> {
    let mut name = String::new();
    for at in start..end.min(start + REACH) {
        if at > start && !reader.joins(at) {
            return None;
        }
        if let Some((kind, behind)) = reference_at(reader, at) {
            let number = reader.text(at + 1);
            let of = reader.is(behind, "of") && reader.joins(behind);
            let outer = of && !reader.is_any(behind + 1, &["this", "these"]);
            if of && !outer {
                return None;
            }
            return (outer || !papers.holds(kind, number)).then_some(Target { end: behind, named: true });
        }
        if reader.is_any(at, &["this", "these", "that", "such"]) {
            return None;
        }
        let word = lowered(reader.text(at));
        let capital = reader.shaped(at, Shape::CAPITAL);
        if !reader.has(at, Class::FUNCTION) || !name.is_empty() {
            name.push(' ');
            name.push_str(&word);
        }
        if reader.has(at, Class::PAPER) && !(capital && reader.joins(at + 1) && reader.shaped(at + 1, Shape::CAPITAL)) {
            name.push(' ');
            return (!papers.names(&name)).then_some(Target { end: at + 1, named: capital });
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
