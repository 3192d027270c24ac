use std::ops::Range;

use super::super::lexis::Class;
use super::super::recognise::Reader;
use super::super::token::{Gap, Token};
use super::super::{Prose, Sentence};
use super::blank::{blanks, unfilled};
use super::clause::{Clause, Role, asides, cut, holding};
use super::exempt::{Exemption, Exemptions, exemption};
use super::lead::{joint, led};
use super::mark::{Mark, MarkKind, is_negative, marks, tells_of_making};
use super::paper::{Papers, is_content};
use super::plan::Due;
use super::{Standing, StandingKind};
use crate::document::Document;
use crate::source::Span;

/// What one sentence says, cut into clauses; that of a list item with its lead-in in front.
#[derive(Debug)]
pub(super) struct Said {
    /// The lead-in's tokens and the sentence's own.
    tokens: Vec<Token>,
    /// The sentence's first token in the prose.
    first: usize,
    /// Number of tokens of the lead-in.
    led: usize,
    /// The sentence and the asides in it, each cut by itself.
    parts: Vec<Part>,
    /// The placeholders.
    blanks: Vec<Range<usize>>,
    /// Whether it is a choice of a form that nobody has made: a box without a tick.
    unticked: bool,
    /// Whether another clause narrows the one that the sentence stands in.
    pub(super) exempted: Option<Exemption>,
}

/// The document that a sentence stands in.
pub(super) type Around<'a> = (&'a Document, &'a Prose);

/// A stretch that is cut into clauses by itself.
#[derive(Debug)]
struct Part {
    tokens: Range<usize>,
    clauses: Vec<Clause>,
    /// The marks of each clause.
    marks: Vec<Vec<Mark>>,
}

/// Clauses that one can hang on, one on the other.
const DEEP: usize = 4;
/// Members of a list within a sentence that its opening words reach.
const LISTED: usize = 100;
/// Words without a verb in front of a blank that leaves them open.
const FEW: usize = 4;
/// Words between a match and an aside that is said of it.
const BESIDE: usize = 4;

impl Said {
    /// Reads a sentence; none where there is no such sentence.
    pub(super) fn read(
        document: &Document,
        prose: &Prose,
        papers: &Papers,
        exempted: &Exemptions,
        sentence: u32,
    ) -> Option<Said> {
        let own = prose.sentences.get(sentence as usize)?;
        let (first, end) = (own.tokens.start as usize, own.tokens.end as usize);
        let mut tokens = led(document, prose, sentence);
        let (led, joint) = (tokens.len(), joint(&Reader::over(document, prose, &tokens)));
        tokens.extend_from_slice(prose.tokens.get(first..end)?);
        if let Some(first) = tokens.get_mut(led).filter(|_| led > 0) {
            first.gap = joint;
        }
        let reader = Reader::over(document, prose, &tokens);
        let whole = 0..tokens.len();
        let asides = asides(&reader, whole.clone());
        let mut parts: Vec<Part> = asides.iter().map(|aside| Part::read(&reader, papers, aside.clone(), &[])).collect();
        parts.push(Part::read(&reader, papers, whole.clone(), &asides));
        let blanks = blanks(&reader, whole);
        let exempted = exemption(document, own.block, exempted).filter(|found| found.sentence != sentence);
        Some(Said { led, first, parts, blanks, exempted, tokens, unticked: is_unticked(document, prose, own) })
    }

    fn reader<'a>(&'a self, (document, prose): Around<'a>) -> Reader<'a> {
        Reader::over(document, prose, &self.tokens)
    }

    /// The standing of a match.
    pub(super) fn standing(&self, around: Around, tokens: &Range<u32>) -> Standing {
        if self.unticked {
            return Standing { kind: StandingKind::Unfilled, ..Standing::STATED };
        }
        let place = |at: u32| (at as usize).saturating_sub(self.first) + self.led;
        let found = place(tokens.start)..place(tokens.end).min(self.tokens.len());
        let reader = self.reader(around);
        if holding(&self.blanks, found.start).is_some_and(|blank| found.end <= blank.end) {
            return Standing { kind: StandingKind::Unfilled, ..Standing::STATED };
        }
        if found.clone().all(|at| says_nothing(&reader, at)) {
            return self.content(around);
        }
        let Some(part) = self.part(found.start) else { return Standing::STATED };
        let clause = part.clauses.partition_point(|clause| clause.tokens.end <= found.start);
        if clause >= part.clauses.len() {
            return Standing::STATED;
        }
        let own = self.clause(&reader, part, clause, &found, DEEP);
        let standing = if own.kind == StandingKind::Stated { self.beside(&reader, &found, own) } else { own };
        Standing { excepted: standing.excepted || excepted(&reader, part, clause, &found).is_some(), ..standing }
    }

    /// A standing with what another clause makes of it: narrower, or nothing.
    pub(super) fn narrowed(&self, standing: Standing) -> Standing {
        let Some(exemption) = self.exempted else { return standing };
        let nothing = exemption.whole && standing.kind == StandingKind::Stated;
        Standing { excepted: true, kind: if nothing { StandingKind::Denied } else { standing.kind }, ..standing }
    }

    /// The words of the sentence that narrow a match in it.
    pub(super) fn exception(&self, around: Around, tokens: &Range<u32>) -> Option<Span> {
        let place = |at: u32| (at as usize).saturating_sub(self.first) + self.led;
        let found = place(tokens.start)..place(tokens.end).min(self.tokens.len());
        let reader = self.reader(around);
        let part = self.part(found.start)?;
        let clause = part.clauses.partition_point(|clause| clause.tokens.end <= found.start);
        let words = excepted(&reader, part, clause.min(part.clauses.len() - 1), &found)?;
        let (first, last) = (self.tokens.get(words.start)?, self.tokens.get(words.end.checked_sub(1)?)?);
        Some(Span::new(first.start, last.end))
    }

    /// The standing of the sentence as a whole, as what its label is about: "to be agreed", "none", "[date]".
    pub(super) fn content(&self, around: Around) -> Standing {
        let reader = self.reader(around);
        let Some(part) = self.parts.last() else { return Standing::STATED };
        let main = |clause: &Clause| clause.role == Role::Main && clause.tokens.end > self.led;
        let Some(at) = part.clauses.iter().position(main) else { return Standing::STATED };
        let clause = &part.clauses[at];
        let opens = clause.tokens.start.max(self.led);
        let filled = (opens..clause.tokens.end).find(|&at| holding(&self.blanks, at).is_none());
        let Some(from) = filled.filter(|_| !self.unticked) else {
            return Standing { kind: StandingKind::Unfilled, ..Standing::STATED };
        };
        let own = self.clause(&reader, part, at, &(from..from), DEEP);
        if own.kind == StandingKind::Stated && self.is_left_open(clause) {
            return Standing { kind: StandingKind::Unfilled, ..own };
        }
        let points = |mark: &Mark| mark.kind == MarkKind::Elsewhere && mark.tokens.start == from;
        if own.kind == StandingKind::Stated && part.marks[at].iter().any(points) {
            return Standing { kind: StandingKind::Elsewhere, ..own };
        }
        let denies = |mark: &Mark| {
            mark.kind == MarkKind::Denied && clause.verb.is_some_and(|verb| mark.scope.start == verb.start)
        };
        if own.kind == StandingKind::Stated && part.marks[at].iter().any(denies) {
            return Standing { kind: StandingKind::Denied, ..own };
        }
        let closes = clause.tokens.end - 1..clause.tokens.end - 1;
        let standing = if own.kind == StandingKind::Stated && part.clauses.len() == 1 {
            let last = self.clause(&reader, part, at, &closes, 0);
            if last.kind == StandingKind::Denied { last } else { own }
        } else {
            own
        };
        self.narrowed(Standing { excepted: excepted(&reader, part, at, &(from..from)).is_some(), ..standing })
    }

    /// Whether a blank is all that a clause says behind its verb, or behind a few words without one: "the panel will [TBC]".
    fn is_left_open(&self, clause: &Clause) -> bool {
        let from = self.blanks.partition_point(|blank| blank.start < clause.tokens.start);
        self.blanks[from..].iter().take_while(|blank| blank.start < clause.tokens.end).any(|blank| match clause.verb {
            Some(verb) => verb.start < blank.start && blank.start <= verb.main + 1 && blank.end == clause.tokens.end,
            None => blank.start - clause.tokens.start <= FEW && blank.end == clause.tokens.end,
        })
    }

    /// The aside that holds a token, else the sentence.
    fn part(&self, at: usize) -> Option<&Part> {
        let (whole, asides) = self.parts.split_last()?;
        let aside = asides.get(asides.partition_point(|part| part.tokens.end <= at));
        Some(aside.filter(|part| part.tokens.contains(&at)).unwrap_or(whole))
    }

    /// What a clause, and those that it hangs on, make of a match.
    fn clause(&self, reader: &Reader, part: &Part, at: usize, found: &Range<usize>, deep: usize) -> Standing {
        let clause = &part.clauses[at];
        let verbs = clause.resumed.unwrap_or(at);
        let free = matches!(clause.role, Role::Condition | Role::Restrictive);
        let mut best = Standing::STATED;
        for of in [at, verbs].into_iter().take(1 + usize::from(verbs != at)) {
            let applies = |mark: &&Mark| covers(mark, &part.clauses[of], found) && !overlaps(&mark.tokens, found);
            for mark in part.marks[of].iter().filter(applies) {
                best = firmer_of_marks(best, mark, free, || self.is_content(reader, clause, found));
            }
        }
        if best.kind == StandingKind::Stated && unfilled(reader, &part.clauses[verbs], &self.blanks, found) {
            best.kind = StandingKind::Unfilled;
        }
        if best.kind == StandingKind::Stated && unfilled(reader, clause, &self.blanks, found) {
            best.kind = StandingKind::Unfilled;
        }
        if best.kind != StandingKind::Stated || deep == 0 {
            return best;
        }
        self.around(reader, part, at, found, deep)
    }

    /// What the clauses beside a match's own make of it: the one it hangs on, and a relative clause right behind it.
    fn around(&self, reader: &Reader, part: &Part, at: usize, found: &Range<usize>, deep: usize) -> Standing {
        let clause = &part.clauses[at];
        if let Some(next) = part.clauses.get(at + 1) {
            let relative = matches!(next.role, Role::Restrictive | Role::Loose);
            if relative && next.tokens.start == found.end && tells_of_making(reader, next) {
                let marks = part.marks[at + 1].iter();
                let best = marks.fold(Standing::STATED, |best, mark| firmer_of_marks(best, mark, false, || false));
                if best.kind != StandingKind::Stated {
                    return best;
                }
            }
        }
        let head = match clause.role {
            Role::Main if clause.parted && clause.verb.is_none() => return self.listed(reader, part, at, found),
            Role::Main => None,
            Role::Condition if at == 0 || clause.parted => (at + 1 < part.clauses.len()).then_some(at + 1),
            _ => at.checked_sub(1),
        };
        let Some(head) = head.filter(|&head| head > at && part.clauses[head].role == Role::Main || head < at) else {
            return Standing::STATED;
        };
        let above = self.clause(reader, part, head, found, deep - 1);
        let passes = match above.kind {
            StandingKind::Planned | StandingKind::Hedged => true,
            StandingKind::Denied => clause.role == Role::Content,
            _ => false,
        };
        if passes { above } else { Standing::STATED }
    }

    /// What the clause that opens a list within a sentence makes of a match in it: "the following are not delegated: a; b".
    fn listed(&self, reader: &Reader, part: &Part, at: usize, found: &Range<usize>) -> Standing {
        let listed = |clause: &Clause| clause.parted && clause.verb.is_none();
        let head = (0..at).rev().take(LISTED).find(|&at| !listed(&part.clauses[at]));
        let opens = head.filter(|&head| {
            let clause = &part.clauses[head];
            let behind = clause.verb.map_or(clause.tokens.end, |verb| verb.main);
            (behind..clause.tokens.end).any(|at| reader.gap(at).any(Gap::COLON))
        });
        opens.map_or(Standing::STATED, |head| self.clause(reader, part, head, found, 1))
    }

    /// What an aside right behind a match says of it: "a deputy (to be appointed)".
    fn beside(&self, reader: &Reader, found: &Range<usize>, own: Standing) -> Standing {
        let asides = self.parts.split_last().map_or(&[][..], |(_, asides)| asides);
        let next = asides.get(asides.partition_point(|part| part.tokens.start < found.end)).filter(|part| {
            let start = part.tokens.start;
            start - found.end <= BESIDE
                && start > 0
                && (found.end..start).all(|at| reader.is_noun(at) || reader.is(at, "of"))
        });
        let Some(aside) = next else { return own };
        let opens = aside.tokens.start;
        let first = opens + usize::from(reader.has(opens, Class::ADVERB.or(Class::BE)));
        let mark = aside.marks.iter().flatten().find(|mark| mark.tokens.start == first);
        if self.blanks.iter().any(|blank| blank.start == opens) {
            return Standing { kind: StandingKind::Unfilled, ..own };
        }
        match mark.map(|mark| mark.kind) {
            Some(MarkKind::Planned(Due { day, unsigned })) => {
                Standing { kind: StandingKind::Planned, due: day, unsigned, ..own }
            }
            _ => own,
        }
    }

    /// Whether the match or its clause gives a value, and so says itself what is also elsewhere.
    fn is_content(&self, reader: &Reader, clause: &Clause, found: &Range<usize>) -> bool {
        let tokens = clause.tokens.clone().chain(found.clone());
        tokens.filter_map(|at| Some((at, reader.token(at)?))).any(|(at, token)| is_content(reader, at, token))
    }
}

impl Part {
    fn read(reader: &Reader, papers: &Papers, range: Range<usize>, asides: &[Range<usize>]) -> Part {
        let clauses = cut(reader, range.clone(), asides);
        let marks = clauses
            .iter()
            .enumerate()
            .map(|(at, clause)| marks(reader, papers, clause, clauses.get(at + 1), asides))
            .collect();
        Part { tokens: range, clauses, marks }
    }
}

/// Whether a word only joins others or points at them: it stands as its sentence does.
fn says_nothing(reader: &Reader, at: usize) -> bool {
    reader.has(at, Class::DETERMINER) || reader.is_any(at, &["to", "of", "in", "and", "for", "with"])
}

/// Whether a mark of `clause` reaches a match: one outside the clause only if the mark takes all of it, or all that follows.
fn covers(mark: &Mark, clause: &Clause, found: &Range<usize>) -> bool {
    let follows = found.start >= clause.tokens.end && mark.scope.end == clause.tokens.end;
    mark.scope.contains(&found.start)
        || !clause.tokens.contains(&found.start) && (follows || mark.scope == clause.tokens)
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The exception that stands in the clause of a match, or opens the one behind it: from its first word to the end of its
/// clause.
fn excepted(reader: &Reader, part: &Part, clause: usize, found: &Range<usize>) -> Option<Range<usize>> {
    let (start, role) = (part.clauses[clause].tokens.start, part.clauses[clause].role);
    let own = part.marks[clause].iter().filter(|mark| role != Role::Condition || mark.tokens.start > start);
    let negative = || is_negative(reader, &part.clauses[clause]);
    let behind = |mark: &&Mark| {
        let opens = mark.tokens.start <= part.clauses[clause + 1].tokens.start + 1;
        opens && !(reader.is(mark.tokens.start, "unless") && negative())
    };
    let next = part.marks.get(clause + 1).into_iter().flatten().filter(behind);
    let at = own.map(|mark| (clause, mark)).chain(next.map(|mark| (clause + 1, mark)));
    let mut excepts = at.filter(|(_, mark)| mark.kind == MarkKind::Excepted && !overlaps(&mark.tokens, found));
    let (at, mark) = excepts.next()?;
    // "save that" opens a clause of its own.
    let verbs = part.clauses[at].tokens.end <= mark.tokens.end;
    let end = part.clauses[if verbs { (at + 1).min(part.clauses.len() - 1) } else { at }].tokens.end;
    Some(mark.tokens.start..end)
}

/// What a mark makes of a standing: a denial outdoes a plan, that a hedge, that a pointer.
fn firmer_of_marks(best: Standing, mark: &Mark, free: bool, content: impl Fn() -> bool) -> Standing {
    let rank = |kind: StandingKind| match kind {
        StandingKind::Denied => 5,
        StandingKind::Planned => 4,
        StandingKind::Hedged => 3,
        StandingKind::Unfilled => 2,
        StandingKind::Elsewhere => 1,
        StandingKind::Stated => 0,
    };
    let (kind, due) = match mark.kind {
        MarkKind::Denied if free => return best,
        MarkKind::Denied => (StandingKind::Denied, Due::default()),
        MarkKind::Planned(due) => (StandingKind::Planned, due),
        MarkKind::Hedged => (StandingKind::Hedged, Due::default()),
        MarkKind::Elsewhere if content() => return best,
        MarkKind::Elsewhere => (StandingKind::Elsewhere, Due::default()),
        MarkKind::Excepted => return best,
    };
    let firmer = Standing { kind, due: due.day, unsigned: due.unsigned, ..best };
    if rank(kind) > rank(best.kind) { firmer } else { best }
}

/// Boxes of a choice that is made.
const TICKED: [char; 4] = ['☑', '☒', '✓', '✔'];

/// Whether a sentence has a box to tick, in it or right in front of it in its block, and none that is ticked.
fn is_unticked(document: &Document, prose: &Prose, sentence: &Sentence) -> bool {
    let Some(block) = document.blocks.get(sentence.block.0 as usize) else { return false };
    let span = prose.span(&sentence.tokens);
    let before = (sentence.tokens.start as usize).checked_sub(1).map_or(0, |before| prose.tokens[before].end);
    let before = document.text.slice(Span::new(before.max(block.span.start).min(span.start), span.start));
    let words = document.text.slice(span);
    let boxed = |of: fn(char) -> bool| before.trim_end().ends_with(of) || words.contains(of);
    boxed(|sign| sign == '☐') && !boxed(|sign| TICKED.contains(&sign))
}
