use std::collections::hash_map::Entry;

use super::{Ask, Finder, List, Scope};
use crate::engine::place::{Place, Tokens};
use crate::engine::plan::{Node, NodeId};
use crate::language::model::StandingTest;
use crate::prose::{Recogniser, Standing, StandingKind};
use crate::source::Span;

/// Sentences of a place that are looked at for its standing.
const SENTENCES: usize = 8;

/// The standing of two that make one match: that of the less firm.
pub(in crate::engine) fn combine(a: Standing, b: Standing) -> Standing {
    let due = match a.kind.cmp(&b.kind) {
        std::cmp::Ordering::Greater => a.due,
        std::cmp::Ordering::Less => b.due,
        std::cmp::Ordering::Equal => a.due.zip(b.due).map(|(a, b)| a.max(b)),
    };
    let unsigned = due.is_none() && (a.unsigned || b.unsigned);
    Standing { kind: a.kind.max(b.kind), due, unsigned, excepted: a.excepted || b.excepted }
}

impl Finder<'_> {
    /// The standing of a match of a node. One that was asked for by its standing counts as stated.
    pub fn standing(&mut self, id: NodeId, at: u32) -> Standing {
        let list = self.sort_of(id);
        if let Node::Value(Recogniser::Placeholder) = self.node(id) {
            return Standing::STATED;
        }
        if let List::Hits(..) = list {
            let tokens = self.tokens(list, at);
            return self.standing_of(tokens, self.sentence(list, at));
        }
        let found = self.get(list, at);
        if let Some(known) = found.standing {
            return known;
        }
        if found.tokens.is_empty() {
            return Standing::STATED;
        }
        let (first, second) = found.parts;
        let standing = match self.node(id) {
            Node::Find(of) => return self.standing(*of, at),
            Node::Compare(of, _)
            | Node::Ordered(of, ..)
            | Node::Conflicting(of, ..)
            | Node::Apart(of, ..)
            | Node::Rather(of, _)
            | Node::InTitle(of, _) => self.standing(*of, first),
            Node::ThatIs(_, StandingTest::Gapping | StandingTest::Overlapping) => {
                self.standing_of_place(self.place(list, at))
            }
            Node::ThatIs(of, _) => Standing { kind: StandingKind::Stated, ..self.standing(*of, first) },
            Node::Union(of) | Node::Or(of) => {
                of.get(first as usize).map_or(Standing::STATED, |&of| self.standing(of, second))
            }
            Node::Pair(_, a, b) => self.standing_of_pair(*a, *b, first, second),
            Node::Having(places, test) => {
                let own = match found.place {
                    Some(place) if !self.is_positive(*test) => self.standing_of_place(place),
                    _ => {
                        let scope = Scope::of(self.layout, self.place(list, at));
                        let held = self.test(*test, &scope, Ask::Standing, false);
                        held.map_or(Standing::STATED, |held| held.standing)
                    }
                };
                match self.node(*places) {
                    Node::Unit(..) => own,
                    _ => combine(self.standing(*places, first), own),
                }
            }
            Node::Unit(_, Some(_)) => self.standing_of_place(self.place(list, at)),
            _ => Standing::STATED,
        };
        self.work.matches[at as usize].standing = Some(standing);
        standing
    }

    /// The standing of a place of which no word was asked for: that of its firmest sentence, taken for what a label is
    /// about.
    fn standing_of_place(&mut self, place: Place) -> Standing {
        let sentences = self.own_sentences(place).take(SENTENCES);
        let standings = sentences.map(|sentence| self.statements.content(sentence));
        standings.min_by_key(|standing| standing.kind).unwrap_or(Standing::STATED)
    }

    /// The standing of words.
    pub fn standing_of(&mut self, tokens: Tokens, sentence: u32) -> Standing {
        if !self.class(sentence).is_own() {
            return Standing::STATED;
        }
        match self.work.standings.entry((tokens.start, tokens.end)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => *free.insert(self.statements.standing(&(tokens.start..tokens.end))),
        }
    }

    /// What narrows words that are excepted.
    pub fn exceptions_of(&self, tokens: Tokens) -> [Option<Span>; 2] {
        self.statements.exceptions(&(tokens.start..tokens.end))
    }

    /// Whether a match stands as a test asks.
    pub(super) fn stands(&mut self, id: NodeId, at: u32, test: StandingTest) -> bool {
        let as_of = self.settings.as_of;
        match test {
            StandingTest::Ambiguous => self.any_value(id, at, |value| value.ambiguous),
            StandingTest::AtMost => self.any_value(id, at, |value| value.bound == crate::prose::Bound::AtMost),
            StandingTest::Past => self.any_value(id, at, |value| super::value::is_past(value, as_of)),
            StandingTest::Dangling => self.dangles(id, at),
            StandingTest::Unused | StandingTest::Repeated | StandingTest::Skipping => self.is_drafted_so(id, at, test),
            StandingTest::Undefined => self.is_undefined(id, at),
            StandingTest::Mentioned => true,
            _ => {
                let standing = self.standing(id, at);
                match test {
                    StandingTest::PlannedWithin(months) => {
                        standing.kind == StandingKind::Planned && self.is_within(standing, months)
                    }
                    StandingTest::Planned => standing.kind == StandingKind::Planned,
                    StandingTest::Denied => standing.kind == StandingKind::Denied,
                    StandingTest::Unfilled => standing.kind == StandingKind::Unfilled,
                    StandingTest::Hedged => standing.kind == StandingKind::Hedged,
                    StandingTest::Elsewhere => standing.kind == StandingKind::Elsewhere,
                    StandingTest::Excepted => standing.excepted,
                    _ => standing.kind == StandingKind::Stated,
                }
            }
        }
    }

    /// Whether a plan is due from the as-of date to so many months after it.
    pub fn is_within(&self, standing: Standing, months: u32) -> bool {
        let as_of = self.settings.as_of;
        let span = jiff::Span::new().try_months(months).unwrap_or_default();
        let last = as_of.checked_add(span).unwrap_or(jiff::civil::Date::MAX);
        standing.due.is_some_and(|due| (as_of..=last).contains(&due))
    }
}
