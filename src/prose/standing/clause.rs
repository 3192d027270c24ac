use std::ops::Range;

use super::super::lexis::Class;
use super::super::recognise::Reader;
use super::super::token::{Gap, Shape};
use super::verb::{Verb, is_finite};

/// A part of a sentence with at most one group of verbs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its tokens; those of an aside in brackets are no words of it.
    pub(super) tokens: Range<usize>,
    /// Its verbs.
    pub(super) verb: Option<Verb>,
    /// What it does in the sentence.
    pub(super) role: Role,
    /// For a subject whose verbs stand behind a relative clause, the clause that has them.
    pub(super) resumed: Option<usize>,
    /// Whether it opens behind a semicolon.
    pub(super) parted: bool,
}

/// What a clause does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It says something.
    Main,
    /// It is what the one before says: "agree that …".
    Content,
    /// It says when another holds: "if …", "unless …".
    Condition,
    /// It says which is meant: "a member who …".
    Restrictive,
    /// It says something of what is named before it: "the Board, which …".
    Loose,
}

/// Tokens from which a clause is cut though nothing parts it, so that a match is never dear.
const LONGEST: usize = 300;

/// Cuts `range` into clauses; the `asides` in it are skipped.
pub(super) fn cut(reader: &Reader, range: Range<usize>, asides: &[Range<usize>]) -> Vec<Clause> {
    let mut cutter = Cutter { reader, asides, clauses: Vec::new(), opener: None };
    cutter.open(range.start, Role::Main);
    let mut at = range.start;
    while at < range.end {
        if let Some(aside) = holding(asides, at) {
            at = aside.end;
            continue;
        }
        if at > cutter.last().tokens.start
            && (reader.gap(at).any(Gap::SEMICOLON) || at - cutter.last().tokens.start > LONGEST)
        {
            cutter.close(at);
            cutter.open(at, Role::Main);
            cutter.last_mut().parted = true;
        }
        let class = reader.class(at);
        if class.any(OPENERS) && opens(reader, at, cutter.last().tokens.start) {
            cutter.opener = Some(at);
        }
        at = if class.any(Class::FINITE) && is_finite(reader, at) { cutter.finite(at, range.end) } else { at + 1 };
    }
    cutter.close(range.end);
    cutter.clauses
}

/// The range among rising ones that holds a token.
pub(super) fn holding(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    ranges.get(ranges.partition_point(|range| range.end <= at)).filter(|range| range.contains(&at))
}

/// The stretches of a sentence that stand in round brackets, outermost ones.
pub(super) fn asides(reader: &Reader, range: Range<usize>) -> Vec<Range<usize>> {
    let (mut asides, mut opened) = (Vec::new(), None);
    for at in range.clone() {
        let (opens, closes) = reader.brackets(at);
        if closes && let Some(start) = opened.take() {
            asides.push(start..at);
        }
        if opens && opened.is_none() {
            opened = Some(at);
        }
    }
    asides.extend(opened.filter(|&start| start > range.start).map(|start| start..range.end));
    asides
}

/// Relative clauses, one on the other, behind which a subject gets its verb.
const RELATIVES: usize = 8;

struct Cutter<'a, 'b> {
    reader: &'b Reader<'a>,
    asides: &'b [Range<usize>],
    clauses: Vec<Clause>,
    /// The last word that can open a clause and has no verb yet.
    opener: Option<usize>,
}

impl Cutter<'_, '_> {
    fn open(&mut self, at: usize, role: Role) {
        self.clauses.push(Clause { tokens: at..at, verb: None, role, resumed: None, parted: false });
        self.opener = None;
    }

    fn close(&mut self, at: usize) {
        self.last_mut().tokens.end = at;
    }

    fn last(&self) -> &Clause {
        &self.clauses[self.clauses.len() - 1]
    }

    fn last_mut(&mut self) -> &mut Clause {
        let last = self.clauses.len() - 1;
        &mut self.clauses[last]
    }

    /// Takes in the finite verb at `at`; gives the token to go on from.
    fn finite(&mut self, at: usize, end: usize) -> usize {
        let opener = self.opener.take().filter(|&opener| opener < at && !self.comma_between(opener, at));
        match (opener, self.last().verb) {
            (Some(opener), _) if opener > self.last().tokens.start => {
                let role = self.role(opener);
                self.cut(opener, role);
            }
            (Some(opener), None) if !is_question(self.reader, opener) || self.clauses.len() > 1 => {
                self.last_mut().role = self.role(opener);
            }
            (Some(_), None) => {}
            (_, Some(verb)) => self.again(verb, at),
            (None, None) => {}
        }
        let verb = Verb::read(self.reader, at, end);
        self.last_mut().verb = Some(verb);
        // "be made", "has met": the main word is no verb by itself.
        let taken = usize::from((verb.be || verb.have) && verb.main > at && is_finite(self.reader, verb.main));
        (verb.main + taken).max(at + 1).min(end)
    }

    /// A comma between an opener and its verb, but not right behind it, makes a phrase of it: "where needed, the Board will".
    fn comma_between(&self, opener: usize, at: usize) -> bool {
        (opener + 2..=at).any(|next| self.reader.gap(next).any(Gap::COMMA))
            && !self.reader.gap(opener + 1).any(Gap::COMMA)
    }

    fn cut(&mut self, at: usize, role: Role) {
        self.close(at);
        self.open(at, role);
    }

    /// What the word at `opener` opens.
    fn role(&self, opener: usize) -> Role {
        let reader = self.reader;
        if reader.is(opener, "that") {
            let named = reader.has(opener + 1, Class::DETERMINER);
            let said = self.last().verb.map_or(named, |verb| opener <= verb.main + 2);
            if reader.is_any(opener.wrapping_sub(1), &["event", "condition", "extent", "case", "provided", "given"]) {
                return Role::Condition;
            }
            if said {
                return Role::Content;
            }
        }
        let asked = self.last().verb.is_some_and(|verb| opener == verb.main + 1 && verb.negator.is_some());
        if asked && is_question(reader, opener) {
            return Role::Content;
        }
        if reader.is_any(opener, &["which", "who", "whose", "whom"]) && reader.gap(opener).any(Gap::COMMA) {
            return Role::Loose;
        }
        if reader.has(opener, Class::RELATIVE) { Role::Restrictive } else { Role::Condition }
    }

    /// A further finite verb at `at` in a clause that has its own: cuts in front of it.
    fn again(&mut self, verb: Verb, at: usize) {
        let role = self.last().role;
        let from = (verb.main + 1).min(at);
        let before = (from..at).rev().find(|&next| !self.reader.has(next, Class::ADVERB) && !self.is_aside(next));
        let joined = before.filter(|&next| is_join(self.reader, next));
        let nested = matches!(role, Role::Restrictive | Role::Loose | Role::Condition);
        if let Some(join) = joined {
            let comma = self.reader.gap(join).any(Gap::COMMA);
            self.cut(join, if nested && !comma { role } else { Role::Main });
        } else if let Some(join) = self.join(from, at) {
            let goes_on = role == Role::Condition && !self.reader.gap(join).any(Gap::COMMA);
            self.cut(join, if goes_on { role } else { Role::Main });
        } else if nested && self.reader.gap(at).any(Gap::COMMA)
            || (nested || is_question(self.reader, self.last().tokens.start)) && !self.is_parted(from, at)
        {
            self.resume(at);
        } else if let Some(parted) = self.parted(from, at) {
            self.cut(parted, Role::Main);
        } else {
            self.cut(from, Role::Content);
        }
    }

    /// The subject in front of a relative clause gets its verb at `at`.
    fn resume(&mut self, at: usize) {
        let head = (0..self.clauses.len()).rev().take(RELATIVES).find(|&clause| {
            let clause = &self.clauses[clause];
            !matches!(clause.role, Role::Restrictive | Role::Loose)
        });
        self.cut(at, Role::Main);
        let resumed = self.clauses.len() - 1;
        let reader = self.reader;
        let waits = |head: &Clause| head.verb.is_none() || is_question(reader, head.tokens.start);
        let head = head.map(|head| &mut self.clauses[head]).filter(|head| waits(head) && head.resumed.is_none());
        if let Some(head) = head {
            head.resumed = Some(resumed);
        }
    }

    /// The last "and" between two tokens, rather one behind a comma.
    fn join(&self, from: usize, at: usize) -> Option<usize> {
        let joins = || (from..at).rev().filter(|&next| is_join(self.reader, next) && !self.is_aside(next));
        joins().find(|&next| self.reader.gap(next).any(Gap::COMMA)).or_else(|| joins().next())
    }

    fn is_parted(&self, from: usize, at: usize) -> bool {
        (from..=at).any(|next| self.reader.gap(next).any(PARTS))
    }

    /// The last mark between two tokens that a new subject can stand behind.
    fn parted(&self, from: usize, at: usize) -> Option<usize> {
        let parted = || (from..at).rev().filter(|&next| self.reader.gap(next).any(PARTS) && !self.is_aside(next));
        let subject = |&next: &usize| {
            let reader = self.reader;
            reader.has(next, Class::DETERMINER)
                || reader.shaped(next, Shape::CAPITAL)
                || reader.is_any(next, &["then", "it", "they"])
        };
        parted().find(subject).or_else(|| parted().next())
    }

    fn is_aside(&self, at: usize) -> bool {
        holding(self.asides, at).is_some()
    }
}

/// Whether the word asks for what a verb says: "how often the board meets has not been settled".
pub(super) fn is_question(reader: &Reader, at: usize) -> bool {
    reader.is_any(at, &["how", "who", "what", "which", "whether", "whose"])
}

const PARTS: Gap = Gap::COMMA.with(Gap::COLON).with(Gap::DASH);

fn is_join(reader: &Reader, at: usize) -> bool {
    reader.has(at, Class::JOIN) && !reader.has(at, Class::RELATIVE) || reader.is_any(at, &["or", "nor"])
}

/// Words that may open a clause that hangs on another.
const OPENERS: Class = Class::CONDITION.or(Class::RELATIVE);

/// Whether a word of [`OPENERS`] does.
fn opens(reader: &Reader, at: usize, start: usize) -> bool {
    if reader.is(at, "as") {
        return is_finite(reader, at + 1);
    }
    const PREPOSITIONS: [&str; 9] = ["of", "in", "for", "on", "to", "by", "with", "at", "from"];
    if reader.is(at, "that") && at > start && reader.is_any(at - 1, &PREPOSITIONS) {
        return false;
    }
    if reader.is(at, "should") {
        return at == start && reader.gap(at + 1) == Gap::default();
    }
    if reader.is(at, "once") {
        return !reader.has(at + 1, Class::EACH.or(Class::EVERY)) && !reader.is_any(at + 1, &["in", "again"]);
    }
    true
}
