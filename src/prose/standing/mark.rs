use std::ops::Range;

use super::super::lexis::{Class, PhraseKind, lexis};
use super::super::recognise::Reader;
use super::super::token::{Gap, Shape};
use super::clause::{Clause, Role, holding, is_question};
use super::paper::{Papers, elsewhere};
use super::plan::{Due, due, intends_to_make, promises, to_be_made, to_come, with_particle};
use super::verb::{MADE, Modal, Verb};

/// Something in a clause that sets how firmly other words of it are said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its own words.
    pub(super) tokens: Range<usize>,
    /// What it does.
    pub(super) kind: MarkKind,
    /// Which words it does it to.
    pub(super) scope: Range<usize>,
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    Denied,
    Planned(Due),
    Hedged,
    /// The paper named is not in this document; it holds what is not itself a value.
    Elsewhere,
    Excepted,
}

/// Words that can open a mark.
const CUES: Class = Class::PHRASE.or(Class::INTEND).or(Class::NEGATION);
/// Words that end what a denial reaches: "no power to spend beyond £500" says what may be spent.
const ENDS: [&str; 7] = ["but", "except", "unless", "save", "beyond", "above", "exceeding"];
/// Words that make a bound of a denial.
const BOUNDS: [&str; 6] = ["less", "fewer", "more", "exceed", "later", "earlier"];
/// Words that open the exception of what is forbidden.
const EXCEPTIONS: [&str; 5] = ["without", "except", "unless", "save", "until"];
/// Words in front of "to be agreed" that it can be said of.
const NEAR: usize = 5;
/// Words behind a bare "not" that it denies.
const NOT_REACH: usize = 3;

/// Reads the marks of one clause.
pub(super) struct Marker<'a, 'b> {
    reader: &'b Reader<'a>,
    papers: &'b Papers<'b>,
    clause: &'b Clause,
    /// The clause behind it.
    next: Option<&'b Clause>,
    /// Words that look like a denial and are none: "not only".
    neutral: Vec<Range<usize>>,
    marks: Vec<Mark>,
}

/// The marks of a clause; `next` is the one behind it, the asides in it are skipped.
pub(super) fn marks(
    reader: &Reader,
    papers: &Papers,
    clause: &Clause,
    next: Option<&Clause>,
    asides: &[Range<usize>],
) -> Vec<Mark> {
    let mut marker = Marker { reader, papers, clause, next, neutral: Vec::new(), marks: Vec::new() };
    let mut at = clause.tokens.start;
    while at < clause.tokens.end {
        if let Some(aside) = holding(asides, at) {
            at = aside.end;
            continue;
        }
        at = marker.word(at);
    }
    if let Some(verb) = clause.verb {
        marker.verb(&verb);
    }
    marker.marks
}

/// "unless", "until", "if fewer": an exception that turns a denial into a rule.
fn makes_rule(reader: &Reader, at: usize) -> bool {
    if !reader.has(at, Class::CONDITION) {
        return false;
    }
    reader.is_any(at, &["unless", "until"])
        || reader.is(at, "if") && (at..at + 5).any(|next| reader.is_any(next, &["fewer", "less"]))
}

impl Marker<'_, '_> {
    fn add(&mut self, tokens: Range<usize>, kind: MarkKind, scope: Range<usize>) {
        self.marks.push(Mark { tokens, kind, scope });
    }

    fn all(&self) -> Range<usize> {
        self.clause.tokens.clone()
    }

    /// Whether what follows the clause makes its denial a rule: "no decision is valid unless …".
    fn is_ruled(&self) -> bool {
        let from = self.clause.verb.map_or(self.clause.tokens.start, |verb| verb.main);
        self.next.is_some_and(|next| makes_rule(self.reader, next.tokens.start))
            || (from..self.clause.tokens.end).any(|at| makes_rule(self.reader, at))
    }

    fn after(&self, at: usize) -> Range<usize> {
        let end = (at + 1..self.clause.tokens.end)
            .find(|&next| self.reader.is_any(next, &ENDS) || self.reader.are(next, &["other", "than"]));
        at..end.unwrap_or(self.clause.tokens.end)
    }

    /// The words right in front of `at`: one name, and no number.
    fn near(&self, at: usize) -> Range<usize> {
        let reader = self.reader;
        if !reader.follows(at, Gap::COMMA) {
            return at..at;
        }
        let takes = |next: usize| {
            reader.is_noun(next) && !reader.has(next, Class::OFTEN)
                || reader.is_any(next, &["of", "the", "a", "an", "its"])
        };
        let mut start = at;
        while start > self.clause.tokens.start && at - start < NEAR && takes(start - 1) {
            start -= 1;
            if !reader.joins(start) {
                break;
            }
        }
        start..at
    }

    /// The words in front of `at` with nothing between.
    fn beside(&self, at: usize) -> Range<usize> {
        if self.reader.joins(at) { self.near(at) } else { at..at }
    }

    /// Reads the word at `at`; gives the token to go on from.
    fn word(&mut self, at: usize) -> usize {
        let class = self.reader.class(at);
        if !class.any(CUES) {
            return at + 1;
        }
        if class.any(Class::PHRASE)
            && let Some(end) = to_be_made(self.reader, at)
        {
            self.yet_to_be(at, end);
            return end;
        }
        if class.any(Class::INTEND) && intends_to_make(self.reader, &self.clause.tokens, at) {
            let due = due(self.reader, &self.clause.tokens, at);
            self.add(at..at + 2, MarkKind::Planned(due), at..self.clause.tokens.end);
            return at + 2;
        }
        if class.any(Class::PHRASE)
            && let Some((kind, end)) = self.phrase(at)
        {
            return self.say(kind, at, end);
        }
        if class.any(Class::NEGATION) {
            self.negation(at);
        }
        at + 1
    }

    fn phrase(&self, at: usize) -> Option<(PhraseKind, usize)> {
        let first = self.reader.token(at)?.word;
        lexis().statements(first).iter().find_map(|phrase| {
            let end = at + phrase.words.len();
            let fits = end <= self.clause.tokens.end
                && (at..end).zip(&*phrase.words).all(|(next, &word)| {
                    self.reader.token(next).is_some_and(|token| token.word == word)
                        && (next == at || self.reader.joins(next))
                });
            fits.then_some((phrase.kind, end))
        })
    }

    fn say(&mut self, kind: PhraseKind, at: usize, end: usize) -> usize {
        let all = self.all();
        match kind {
            PhraseKind::Neutral => self.neutral.push(at..end),
            PhraseKind::Excepted if self.reader.is(at, "unless") && is_negative(self.reader, self.clause) => {}
            PhraseKind::Excepted if self.reader.is(at, "subject") && self.reader.has(at.wrapping_sub(1), Class::BE) => {
            }
            PhraseKind::Denied => self.add(at..end, MarkKind::Denied, all),
            PhraseKind::Planned if self.reader.is_any(at, &["to", "yet"]) => self.yet_to_be(at, end),
            PhraseKind::Planned if self.reader.is(at, "pending") => {
                let behind = (end..all.end).find(|&next| self.reader.gap(next).any(Gap::COMMA));
                self.add(at..end, MarkKind::Planned(Due::default()), end..behind.unwrap_or(all.end));
            }
            PhraseKind::Planned if self.may() => {}
            PhraseKind::Planned => {
                let due = due(self.reader, &all, at);
                self.add(at..end, MarkKind::Planned(due), all);
            }
            PhraseKind::Hedged if self.reader.has(at.wrapping_sub(1), Class::DETERMINER) => {}
            PhraseKind::Hedged => {
                let whole = self.reader.is_any(at, &["where", "wherever", "if", "as", "so", "ideally", "insofar"]);
                let said = self.reader.has(at, Class::BE) || self.reader.is(at + 1, "be");
                let scope = if whole || said { all } else { self.after(at) };
                self.add(at..end, MarkKind::Hedged, scope);
            }
            PhraseKind::Excepted => self.add(at..end, MarkKind::Excepted, all),
            PhraseKind::Elsewhere => {
                if let Some((mark, behind)) = elsewhere(self.reader, self.papers, self.clause, at..end, self.beside(at))
                {
                    self.marks.push(mark);
                    return behind;
                }
                return at + 1;
            }
            _ => {}
        }
        end
    }

    /// Whether the clause only says what may be.
    fn may(&self) -> bool {
        self.clause.verb.is_some_and(|verb| matches!(verb.modal, Some(Modal::May | Modal::Might)))
    }

    /// "a deputy to be appointed": said of the name in front, or of a clause that has no verb.
    fn yet_to_be(&mut self, at: usize, end: usize) {
        let verbs = self.clause.verb.filter(|verb| verb.start <= at && at <= verb.main);
        let scope = if verbs.is_some() || self.clause.verb.is_none() { self.all() } else { self.near(at) };
        if let Some(due) = to_come(self.reader, &self.clause.tokens, end) {
            self.add(at..end, MarkKind::Planned(due), scope);
        }
    }

    /// A word that denies, outside the group of verbs.
    fn negation(&mut self, at: usize) {
        let reader = self.reader;
        let (all, verb) = (self.all(), self.clause.verb);
        let opens = at == all.start || at == all.start + 1 && reader.has(all.start, Class::JOIN.or(Class::CONDITION));
        if verb.is_some_and(|verb| verb.negator == Some(at) || verb.start <= at && at < verb.main) {
            return;
        }
        if reader.is(at, "no") && reader.shaped(at + 1, Shape::DIGIT) || reader.is(at, "without") {
            return;
        }
        if reader.is(at, "not") {
            if (at + 1..all.end.min(at + 1 + NOT_REACH)).any(|next| reader.is_any(next, &BOUNDS)) {
                return;
            }
            let end = (at + 1..all.end.min(at + 1 + NOT_REACH)).find(|&next| reader.gap(next).any(Gap::COMMA));
            let reach = if opens && verb.is_none() { all } else { at..end.unwrap_or(all.end.min(at + 1 + NOT_REACH)) };
            self.add(at..at + 1, MarkKind::Denied, reach);
            return;
        }
        if verb.is_some_and(|verb| at < verb.start) || verb.is_none() && opens {
            if self.denies_subject(at) {
                self.add(at..at + 1, MarkKind::Denied, all);
            } else if let Some(manner) = self.denied_manner(at) {
                self.add(at..at + 1, MarkKind::Denied, manner);
            }
        } else if verb.is_some() && !self.is_ruled() {
            let scope = self.after(at);
            self.add(at..at + 1, MarkKind::Denied, scope);
        }
    }

    /// Whether a "no" in front of the verbs denies the clause: with "shall" it is a rule, as "nothing in this …" is.
    fn denies_subject(&self, at: usize) -> bool {
        let reader = self.reader;
        let open = reader.is(at, "nothing") && !self.clause.verb.is_some_and(|verb| verb.have && verb.start == at + 1);
        if open || at > self.clause.tokens.start + 3 || self.is_ruled() {
            return false;
        }
        let Some(verb) = self.clause.verb else { return true };
        match verb.modal {
            None => true,
            Some(Modal::Will) => verb.be && !self.excepts(),
            _ => verb.be && (reader.has(verb.main, Class::NEEDED) || verb.passive(reader) && !self.excepts()),
        }
    }

    /// How a thing may not be done but for an exception: "no meeting shall be held monthly without leave".
    fn denied_manner(&self, at: usize) -> Option<Range<usize>> {
        let verb = self.clause.verb.filter(|verb| verb.modal.is_some() && verb.be && self.reader.is(at, "no"))?;
        let end = (verb.main..self.clause.tokens.end).find(|&at| self.reader.is_any(at, &EXCEPTIONS))?;
        (verb.main + 1 < end && !self.is_ruled()).then_some(verb.main + 1..end)
    }

    /// Whether the clause itself names an exception.
    fn excepts(&self) -> bool {
        self.clause.tokens.clone().any(|at| self.reader.is_any(at, &EXCEPTIONS))
    }

    fn verb(&mut self, verb: &Verb) {
        let all = self.all();
        let words = verb.start..(verb.main + 1).min(all.end.max(verb.start + 1));
        if let Some(negator) = verb.negator {
            if self.neutral.iter().any(|neutral| neutral.contains(&negator)) {
                return;
            }
            self.denied(verb, negator);
        } else if self.reader.has(verb.main, Class::NEGATION)
            && self.reader.is_any(verb.main, &["no", "neither", "none", "nothing"])
        {
            // "there is no", "has no": the word itself was passed over as part of the group
        } else if self.has_ended(verb) {
            self.add(words, MarkKind::Denied, all);
        } else if promises(self.reader, &all, verb) {
            let due = due(self.reader, &all, verb.main);
            let active = !verb.be || self.reader.has(verb.main, Class::MAKING);
            let scope = if active { verb.main..all.end } else { all };
            self.add(words, MarkKind::Planned(due), scope);
        } else if self.waits(verb) {
            self.add(words, MarkKind::Planned(Due::default()), all.start..verb.main + 1);
        } else if self.hedges(verb) {
            let scope = if verb.be { all } else { verb.main..all.end };
            self.add(words, MarkKind::Hedged, scope);
        }
    }

    /// "is not agreed", "do not share", "shall not have"; what "shall not" forbids is a rule.
    fn denied(&mut self, verb: &Verb, negator: usize) {
        let reader = self.reader;
        let main = reader.class(verb.main);
        let asked = self.clause.role == Role::Main && is_question(reader, self.clause.tokens.start);
        let failing = self.clause.role == Role::Loose && verb.modal == Some(Modal::Can);
        if asked || failing || self.is_ruled() {
            return;
        }
        let words = negator..negator + 1;
        let whole = match verb.modal {
            Some(_) if main.any(Class::HAVE) => false,
            Some(_)
                if verb.be
                    && (main.any(Class::NEEDED) || main.any(Class::MAKE_DONE) && with_particle(reader, verb.main)) =>
            {
                true
            }
            Some(Modal::Will) if main.any(Class::EXIST) => true,
            Some(_) if verb.have && verb.to || self.bounded(verb, negator) => return,
            Some(_) => verb.passive(reader),
            None if verb.does && !main.any(Class::EXIST) && self.bounded(verb, negator) => return,
            None if verb.does => main.any(Class::EXIST),
            None if verb.be => (verb.passive(reader) || main.any(Class::NEEDED)) && !main.any(Class::ABLE),
            None => false,
        };
        let scope = if whole { self.all() } else { verb.start..self.after(negator).end };
        self.add(words, MarkKind::Denied, scope);
    }

    /// Whether a denial is one of a bound or a rule with an exception: "shall not exceed", "shall not meet without notice".
    fn bounded(&self, verb: &Verb, negator: usize) -> bool {
        const NARROWS: [&str; 2] = ["only", "solely"];
        let reader = self.reader;
        let end = self.clause.tokens.end;
        (negator + 1..end.min(verb.main + NOT_REACH)).any(|at| reader.is_any(at, &BOUNDS) && !reader.is(at - 1, "no"))
            || (verb.main..end).any(|at| reader.is_any(at, &EXCEPTIONS) || reader.is_any(at, &NARROWS))
    }

    /// "has lapsed", "was withdrawn": what was is no more.
    fn has_ended(&self, verb: &Verb) -> bool {
        let past = verb.have && !verb.to || self.reader.is_any(verb.start, &["was", "were"]);
        past && verb.modal.is_none() && self.reader.has(verb.main, Class::ENDED)
    }

    /// "until a scheme is agreed": it is not yet.
    fn waits(&self, verb: &Verb) -> bool {
        let reader = self.reader;
        let until = (self.clause.tokens.start..verb.start).find(|&at| reader.is(at, "until"));
        let new = until.is_some_and(|until| reader.is_any(until + 1, &["a", "an", "such", "new"]));
        self.clause.role == Role::Condition && new && verb.be && reader.has(verb.main, MADE)
    }

    /// "may be formed", "may wish to", "could": that may not come to be. A power ("may call a meeting") is stated.
    fn hedges(&self, verb: &Verb) -> bool {
        let reader = self.reader;
        let main = reader.class(verb.main);
        let made = main.any(Class::MAKE_DONE) && with_particle(reader, verb.main);
        match verb.modal {
            Some(Modal::May) if verb.be => made || reader.is_any(verb.main, &["entered", "explored"]),
            Some(Modal::May) => main.any(Class::WISH) || main.any(Class::MAKE) && !reader.is(verb.main, "agree"),
            Some(Modal::Might) => !matches!(self.clause.role, Role::Restrictive | Role::Condition),
            _ => false,
        }
    }
}

/// Whether a clause denies or forbids.
pub(super) fn is_negative(reader: &Reader, clause: &Clause) -> bool {
    let start = clause.tokens.start;
    clause.verb.is_some_and(|verb| verb.negator.is_some())
        || (start..start + 2).any(|at| reader.is_any(at, &["no", "nothing", "none", "neither"]))
}

/// Whether a relative clause tells of its subject that it is made, or yet to be: "a procedure, which is to be agreed".
pub(super) fn tells_of_making(reader: &Reader, clause: &Clause) -> bool {
    clause.verb.is_some_and(|verb| reader.has(verb.main, MADE.or(Class::MAKING)))
}
