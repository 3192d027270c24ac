use rustc_hash::FxHashSet;

use super::standing::combine;
use super::value::named;
use super::{Ask, Finder, Held, List, Scope};
use crate::engine::place::Tokens;
use crate::engine::plan::{Node, NodeId};
use crate::prose::{Parts, Standing, StandingKind, Value};

impl Finder<'_> {
    /// Whether a scope has so many matches that do not overlap.
    pub(super) fn at_least(
        &mut self,
        number: u32,
        different: bool,
        of: NodeId,
        scope: &Scope,
        ask: Ask,
        strict: bool,
    ) -> Option<Held> {
        let list = self.list(of);
        let range = scope.own.map_or(list.range(), |own| self.within(list, own));
        let strict = strict || matches!(self.node(of), Node::Find(_));
        let mut standings: Vec<Standing> = Vec::new();
        let mut seen = FxHashSet::default();
        let (mut behind, mut firm) = (0, 0);
        let spots = self.work.spots.len();
        for at in range {
            let tokens = self.tokens(list, at);
            if tokens.start < behind || scope.own.is_some_and(|own| tokens.end > own.end) {
                continue;
            }
            let tell = strict || ask != Ask::Hold;
            let standing = if tell { self.standing(of, at) } else { Standing::STATED };
            if strict && standing.kind != StandingKind::Stated {
                continue;
            }
            if different && !seen.insert(self.identity(of, list, at)) {
                continue;
            }
            behind = tokens.end;
            standings.push(standing);
            if let Ask::Hits(rank) = ask {
                self.push_spots(of, at, rank);
            }
            firm += u32::from(standing.kind == StandingKind::Stated);
            if firm >= number {
                break;
            }
        }
        let held = nth_firmest(standings, number as usize);
        if held.is_none() {
            self.work.spots.truncate(spots);
        }
        held.map(|standing| Held { own: true, standing })
    }

    /// Whether so many of several conditions hold.
    pub(super) fn at_least_of(
        &mut self,
        number: usize,
        of: &[NodeId],
        scope: &Scope,
        ask: Ask,
        strict: bool,
    ) -> Option<Held> {
        let spots = self.work.spots.len();
        let held: Vec<Held> = of.iter().filter_map(|&of| self.test(of, scope, ask, strict)).collect();
        let own = held.iter().any(|held| held.own);
        let standing = nth_firmest(held.iter().map(|held| held.standing).collect(), number);
        if standing.is_none() {
            self.work.spots.truncate(spots);
        }
        standing.map(|standing| Held { own, standing })
    }

    /// Whether a find has matches in a scope and each of them passes.
    pub(super) fn every(&mut self, find: NodeId, test: NodeId, scope: &Scope, ask: Ask) -> Option<Held> {
        let list = self.list(find);
        let range = scope.own.map_or(list.range(), |own| self.within(list, own));
        let mut any = false;
        let spots = self.work.spots.len();
        for at in range {
            if scope.own.is_some_and(|own| self.tokens(list, at).end > own.end) || !self.counts(find, at) {
                continue;
            }
            any = true;
            let inner = Scope::of(self.layout, self.place(list, at));
            if self.test(test, &inner, ask, true).is_none() {
                self.work.spots.truncate(spots);
                return None;
            }
        }
        any.then_some(Held { own: true, standing: Standing::STATED })
    }

    /// What makes two matches one for `different`: the values in them, else the words.
    pub(super) fn identity(&mut self, id: NodeId, list: List, at: u32) -> String {
        let said = |value: &Value| value.amount.map(|amount| format!("{:?} {amount} {}", value.recogniser, value.unit));
        if let Some(found) = self.found(Some(at).filter(|_| matches!(list, List::Hits(..)))) {
            let value = &found.value;
            if value.parts != Parts::default() {
                return format!("{:?} {}", value.recogniser, named(self.document(), value).to_lowercase());
            }
            if let Some(said) = said(value) {
                return said;
            }
        }
        let spots = self.spots(id, at);
        let values = spots.iter().filter_map(|spot| said(&self.found(spot.value)?.value));
        let values: Vec<String> = values.collect();
        if !values.is_empty() {
            return values.join("; ");
        }
        let mut words: Vec<String> = spots.iter().map(|spot| self.words_of(spot.tokens)).collect();
        // The parts of a pair are the same pair whichever stands first.
        words.sort_unstable();
        words.join("; ")
    }

    /// The words of some tokens, lowered, one space apart.
    pub(super) fn words_of(&self, tokens: Tokens) -> String {
        let tokens = self.prose().tokens.get(tokens.start as usize..tokens.end as usize).unwrap_or_default();
        let words = tokens.iter().map(|token| self.document().text.slice(token.span()).to_lowercase());
        words.collect::<Vec<_>>().join(" ")
    }
}
/// The standing that at least so many reach.
fn nth_firmest(mut standings: Vec<Standing>, number: usize) -> Option<Standing> {
    if number == 0 {
        return Some(Standing::STATED);
    }
    standings.sort_by_key(|standing| standing.kind);
    standings.get(number - 1).map(|nth| standings[..number - 1].iter().fold(*nth, |all, next| combine(all, *next)))
}
