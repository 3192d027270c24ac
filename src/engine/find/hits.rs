use super::{Ask, Finder, List, Scope};
use crate::engine::place::{Place, Tokens};
use crate::engine::plan::{Node, NodeId};
use crate::engine::scan::Class;
use crate::language::model::{StandingTest, Unit};

/// Words that made a match hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Spot {
    pub tokens: Tokens,
    pub sentence: u32,
    /// The hit of the scan, which may have a value.
    pub value: Option<u32>,
    /// 0 for what the outermost `having` named, more for what stood behind it.
    pub rank: u8,
    /// Whether it stands in a lead-in rather than in the match itself.
    pub lead: bool,
}

impl Finder<'_> {
    /// The words that made a match of a node hold, the most telling first.
    pub fn spots(&mut self, id: NodeId, at: u32) -> Vec<Spot> {
        let from = self.work.spots.len();
        self.push_spots(id, at, 0);
        self.take_spots(from)
    }

    /// The spots that a test pushes.
    pub fn collect(&mut self, test: impl FnOnce(&mut Self)) -> Vec<Spot> {
        let from = self.work.spots.len();
        test(self);
        self.take_spots(from)
    }

    /// The spots pushed since `from`, the most telling first, each once.
    pub(super) fn take_spots(&mut self, from: usize) -> Vec<Spot> {
        let mut spots: Vec<Spot> = self.work.spots.drain(from..).collect();
        spots.sort_by_key(|spot| (spot.rank, spot.lead, spot.tokens.start));
        spots.dedup_by_key(|spot| (spot.tokens.start, spot.tokens.end));
        spots
    }

    /// Pushes the words that made a match hold.
    pub(super) fn push_spots(&mut self, id: NodeId, at: u32, rank: u8) {
        let list = self.sort_of(id);
        let sentence = self.sentence(list, at);
        if let List::Hits(..) = list {
            let tokens = self.tokens(list, at);
            self.work.spots.push(Spot { tokens, sentence, value: Some(at), rank, lead: false });
            return;
        }
        let found = self.get(list, at);
        let (first, second) = found.parts;
        if found.tokens.is_empty() {
            return;
        }
        match self.node(id) {
            Node::Find(of) => self.push_spots(*of, at, rank),
            Node::ThatIs(_, StandingTest::Gapping | StandingTest::Overlapping) => {
                self.work.spots.push(Spot { tokens: found.tokens, sentence, value: None, rank, lead: false });
            }
            Node::Compare(of, _)
            | Node::Ordered(of, ..)
            | Node::Conflicting(of, ..)
            | Node::ThatIs(of, _)
            | Node::Apart(of, ..)
            | Node::Rather(of, _)
            | Node::InTitle(of, _) => {
                self.push_spots(*of, first, rank);
            }
            Node::Union(of) | Node::Or(of) => {
                if let Some(&of) = of.get(first as usize) {
                    self.push_spots(of, second, rank);
                }
            }
            Node::Pair(_, a, b) => self.push_pair([(*a, first), (*b, second)], sentence, rank),
            Node::Having(places, test) => {
                let before = self.work.spots.len();
                let scope = Scope::of(self.layout, self.place(list, at));
                self.test(*test, &scope, Ask::Hits(rank), false);
                if !matches!(self.node(*places), Node::Unit(..) | Node::Rows(..) | Node::Metadata(..)) {
                    self.push_spots(*places, first, rank.saturating_add(1));
                }
                if self.work.spots.len() == before {
                    self.push_first_sentence(found.place, rank);
                }
            }
            Node::Unit(..) | Node::Rows(..) => self.push_first_sentence(found.place, rank),
            Node::And(_) | Node::AtLeast { .. } | Node::AtLeastOf(..) | Node::Every(..) => {
                self.test(id, &Scope::everything(), Ask::Hits(rank), true);
            }
            Node::Not(_) | Node::Nothing | Node::Words(_) | Node::Names(_) | Node::Value(_) | Node::Metadata(_) => {}
        }
    }

    fn push_first_sentence(&mut self, place: Option<Place>, rank: u8) {
        if let Some(sentence) = place.and_then(|place| self.first_sentence(place)) {
            let tokens = self.layout.sentence(sentence);
            self.work.spots.push(Spot { tokens, sentence, value: None, rank, lead: false });
        }
    }

    /// The first sentence of a place that is a clause's own.
    fn first_sentence(&self, place: Place) -> Option<u32> {
        self.own_sentences(place).next()
    }

    /// The sentences of a place that are a clause's own; of a signature block all.
    pub(super) fn own_sentences(&self, place: Place) -> impl Iterator<Item = u32> {
        let tokens = self.layout.tokens(place);
        let signs = place.unit == Unit::SignatureBlock;
        let range = if tokens.is_empty() {
            0..0
        } else {
            self.prose().sentence_of(tokens.start)..self.prose().sentence_of(tokens.end - 1) + 1
        };
        range.filter(move |&sentence| {
            let class = self.class(sentence);
            if signs { class == Class::Signature } else { class.is_own() }
        })
    }
}
