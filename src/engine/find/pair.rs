use std::ops::Range;

use super::bits::{Level, has};
use super::standing::combine;
use super::{Finder, List, Match};
use crate::engine::place::Tokens;
use crate::engine::plan::{Node, NodeId, Pairing};
use crate::prose::Standing;

/// Stands for a part of a pair that is in a label.
const LABEL: u32 = u32::MAX;
/// How far a partner counts as being that stands in a label or lead-in.
const FROM_LABEL: u32 = 3;
/// Neighbours on each side that are looked at as partners; more only where matches overlap each other.
const NEIGHBOURS: u32 = 3;

impl Finder<'_> {
    /// Matches of two nodes that stand to each other as asked, in one sentence. What stands in a run-in label or lead-in
    /// counts as in front of the sentence.
    pub(super) fn pairs(&mut self, pairing: Pairing, a: NodeId, b: NodeId) -> List {
        let mut pairs = self.buffer();
        if !self.possible(a) || !self.possible(b) {
            return self.keep(pairs);
        }
        let (has_first, has_second) = if self.is_late(a) {
            let has_second = self.bits(b, Level::Sentence, None);
            (self.bits(a, Level::Sentence, Some(&has_second.all)), has_second)
        } else {
            let has_first = self.bits(a, Level::Sentence, None);
            let has_second = self.bits(b, Level::Sentence, Some(&has_first.all));
            (has_first, has_second)
        };
        let first = self.list_among(a, Level::Sentence, &has_second.all);
        let second = self.list_among(b, Level::Sentence, &has_first.all);
        let mut among = first_of(second);
        for at in first.range() {
            let sentence = self.sentence(first, at);
            if !has(&has_second.all, sentence) {
                continue;
            }
            among = self.in_sentence(second, sentence, among);
            let tokens = self.tokens(first, at);
            if let Some(partner) = self.partner(pairing, first, at, second, among.clone()) {
                pairs.push(pair(tokens.cover(self.tokens(second, partner)), sentence, (at, partner)));
            } else if pairing == Pairing::Near
                && let Some(front) = self.in_front(b, first, at)
            {
                pairs.push(pair(tokens, sentence, (at, front)));
            }
        }
        if matches!(pairing, Pairing::Near | Pairing::Before) {
            let mut among = first_of(first);
            for at in second.range() {
                let sentence = self.sentence(second, at);
                if !has(&has_first.all, sentence) {
                    continue;
                }
                among = self.in_sentence(first, sentence, among);
                if self.mirrored(pairing, first, at, second, among.clone()) {
                    continue;
                }
                if let Some(front) = self.in_front(a, second, at) {
                    pairs.push(pair(self.tokens(second, at), sentence, (front, at)));
                }
            }
        }
        self.give_back(has_first);
        self.give_back(has_second);
        pairs.sort_by_key(|pair| (pair.tokens.start, pair.tokens.end));
        self.keep(pairs)
    }

    /// The matches of a list that begin in a sentence; `before` are those of a sentence before it, or of the same.
    fn in_sentence(&self, list: List, sentence: u32, before: Range<u32>) -> Range<u32> {
        let end = list.range().end;
        let mut from = before.start;
        while from < end && self.sentence(list, from) < sentence {
            from += 1;
        }
        let mut to = from.max(before.end.min(end));
        if to > from && self.sentence(list, to - 1) != sentence {
            to = from;
        }
        while to < end && self.sentence(list, to) == sentence {
            to += 1;
        }
        from..to
    }

    /// The nearest match of `second`, `among` those of its sentence, that stands to the match `at` of `first` as asked.
    fn partner(&self, pairing: Pairing, first: List, at: u32, second: List, among: Range<u32>) -> Option<u32> {
        let tokens = self.tokens(first, at);
        let sentence = self.layout.sentence(self.sentence(first, at));
        if !sentence.contains(tokens) {
            return None;
        }
        let from = among.clone().find(|&other| self.tokens(second, other).start >= tokens.start).unwrap_or(among.end);
        let nearby = among.start.max(from.saturating_sub(NEIGHBOURS))..among.end.min(from.saturating_add(NEIGHBOURS));
        let behind = (from..among.end).find(|&other| self.tokens(second, other).start >= tokens.end);
        let fits = |&other: &u32| {
            let partner = self.tokens(second, other);
            sentence.contains(partner) && partner != tokens && fits(pairing, tokens, partner)
        };
        nearby.chain(behind).filter(fits).min_by_key(|&other| distance(tokens, self.tokens(second, other)))
    }

    /// Whether the match `at` of `second` has a partner in its own sentence, `among` the matches of `first` there.
    fn mirrored(&self, pairing: Pairing, first: List, at: u32, second: List, among: Range<u32>) -> bool {
        match pairing {
            Pairing::Before => {
                let tokens = self.tokens(second, at);
                among.into_iter().any(|other| self.tokens(first, other).end <= tokens.start)
            }
            _ => self.partner(pairing, second, at, first, among).is_some(),
        }
    }

    /// Whether a match has none of another node in its sentence within so many words.
    pub(super) fn stands_apart(&mut self, of: NodeId, at: u32, words: u32, other: NodeId) -> bool {
        let list = self.sort_of(of);
        let (tokens, sentence) = (self.tokens(list, at), self.sentence(list, at));
        let others = self.list_at(other, std::iter::once(sentence));
        self.nearest(tokens, sentence, others).is_none_or(|nearest| nearest > words)
    }

    /// Whether the first part of a pair is no nearer to a match of a rival than to its partner.
    pub(super) fn is_nearer(&mut self, pair: NodeId, at: u32, rival: NodeId) -> bool {
        let &Node::Pair(_, a, b) = self.node(pair) else { return true };
        let (first, second) = (self.sort_of(a), self.sort_of(b));
        let (part, partner) = self.get(self.sort_of(pair), at).parts;
        if part == LABEL {
            return true;
        }
        let tokens = self.tokens(first, part);
        let sentence = self.sentence(first, part);
        let rivals = self.list_at(rival, std::iter::once(sentence));
        let own = if partner == LABEL || self.sentence(second, partner) != sentence {
            FROM_LABEL
        } else {
            distance(tokens, self.tokens(second, partner))
        };
        self.nearest(tokens, sentence, rivals).is_none_or(|rival| rival >= own)
    }

    /// Words between some tokens and the nearest match of a list in their sentence that does not overlap them.
    fn nearest(&self, tokens: Tokens, sentence: u32, list: List) -> Option<u32> {
        let sentence = self.layout.sentence(sentence);
        let in_front = self.within(list, Tokens { start: sentence.start, end: tokens.start });
        let behind = self.within(list, Tokens { start: tokens.end, end: sentence.end });
        let others = in_front.rev().take(NEIGHBOURS as usize).chain(behind.take(1)).map(|at| self.tokens(list, at));
        let apart = others.filter(|other| other.end <= tokens.start || other.start >= tokens.end);
        apart.map(|other| distance(tokens, other)).min()
    }

    /// A match of a node in the run-in label or the lead-ins of the block in which a match stands.
    fn in_front(&mut self, id: NodeId, of: List, at: u32) -> Option<u32> {
        let block = self.layout.block_of(self.sentence(of, at));
        if self.in_labels(id, self.layout.block(block)) {
            return Some(LABEL);
        }
        for lead in self.layout.leads(block) {
            let tokens = self.layout.block(lead);
            let list = self.list_in(id, tokens);
            if let Some(front) = self.within(list, tokens).find(|&front| self.tokens(list, front).end <= tokens.end) {
                return Some(front);
            }
            if self.in_labels(id, tokens) {
                return Some(LABEL);
            }
        }
        None
    }

    /// The standing of a pair: that of its less firm part.
    pub(super) fn standing_of_pair(&mut self, a: NodeId, b: NodeId, first: u32, second: u32) -> Standing {
        let mut part = |id, at| if at == LABEL { Standing::STATED } else { self.standing(id, at) };
        combine(part(a, first), part(b, second))
    }

    /// Pushes the words of both parts of a pair.
    pub(super) fn push_pair(&mut self, pair: [(NodeId, u32); 2], sentence: u32, rank: u8) {
        for (id, at) in pair {
            if at == LABEL {
                continue;
            }
            let from = self.work.spots.len();
            self.push_spots(id, at, rank);
            let block = self.layout.block_of(sentence);
            for index in from..self.work.spots.len() {
                let lead = self.layout.block_of(self.work.spots[index].sentence) != block;
                self.work.spots[index].lead |= lead;
            }
        }
    }
}

/// Nothing of a list, in front of its first match.
fn first_of(list: List) -> Range<u32> {
    list.range().start..list.range().start
}

fn pair(tokens: Tokens, sentence: u32, parts: (u32, u32)) -> Match {
    Match { tokens, sentence, place: None, parts, standing: None }
}

fn fits(pairing: Pairing, a: Tokens, b: Tokens) -> bool {
    match pairing {
        Pairing::Near => true,
        Pairing::Within(words) => distance(a, b) <= words,
        Pairing::Before => a.end <= b.start,
    }
}

/// Tokens between two ranges.
fn distance(a: Tokens, b: Tokens) -> u32 {
    b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end))
}
