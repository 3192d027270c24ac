use rustc_hash::FxHashMap;

use super::Finder;
use crate::engine::plan::{Node, NodeId};

/// What the bits of a set stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Level {
    Sentence,
    Block,
}

/// Sentences or blocks in which a condition may hold.
#[derive(Debug, Default)]
pub(super) struct Bits {
    /// Those that have words of their own for it.
    pub own: Vec<u64>,
    /// Those in which it holds, by own words or by context.
    pub all: Vec<u64>,
    /// Whether it holds in each of them; else each must be looked at.
    pub exact: bool,
}

impl Bits {
    /// The sentences or blocks in which the condition may hold by words of their own, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        ones(self.own.iter().zip(&self.all).map(|(own, all)| own & all))
    }

    /// The blocks that have words of their own for it, in order.
    pub fn own(&self) -> impl Iterator<Item = u32> + '_ {
        ones(self.own.iter().copied())
    }

    /// Forgets own words where the condition does not hold.
    fn trim(&mut self) {
        self.own.iter_mut().zip(&self.all).for_each(|(own, all)| *own &= all);
    }

    fn join(&mut self, other: &Bits, with: impl Fn(u64, u64) -> u64) {
        for (own, other) in self.own.iter_mut().zip(&other.own) {
            *own |= other;
        }
        for (all, other) in self.all.iter_mut().zip(&other.all) {
            *all = with(*all, *other);
        }
        self.exact &= other.exact;
    }
}

/// Adds a number to a set.
pub(super) fn set(bits: &mut [u64], index: u32) {
    if let Some(word) = bits.get_mut(index as usize / 64) {
        *word |= 1 << (index % 64);
    }
}

/// Whether a set has a number.
pub(super) fn has(bits: &[u64], index: u32) -> bool {
    bits.get(index as usize / 64).is_some_and(|word| word >> (index % 64) & 1 != 0)
}

/// The numbers in a set, in order.
pub(super) fn ones(words: impl Iterator<Item = u64>) -> impl Iterator<Item = u32> {
    words.enumerate().flat_map(|(index, mut word)| {
        std::iter::from_fn(move || {
            let bit = word.trailing_zeros();
            word &= word.checked_sub(1)?;
            Some(index as u32 * 64 + bit)
        })
    })
}

/// Sets that were worked out for a document: of a node at a level, or, without one, of the clauses that it heads.
#[derive(Debug, Default)]
pub(super) struct Known {
    places: FxHashMap<(NodeId, Option<Level>), (usize, bool)>,
    words: Vec<u64>,
}

impl Known {
    pub fn clear(&mut self) {
        self.places.clear();
        self.words.clear();
    }

    /// Fills a set of the right size with a known one, if it is known.
    pub fn recall(&self, key: (NodeId, Option<Level>), bits: &mut Bits) -> bool {
        let Some(&(start, exact)) = self.places.get(&key) else { return false };
        let half = bits.own.len();
        bits.own.copy_from_slice(&self.words[start..start + half]);
        bits.all.copy_from_slice(&self.words[start + half..start + 2 * half]);
        bits.exact = exact;
        true
    }

    /// Keeps a set for later.
    pub fn remember(&mut self, key: (NodeId, Option<Level>), bits: &Bits) {
        self.places.insert(key, (self.words.len(), bits.exact));
        self.words.extend_from_slice(&bits.own);
        self.words.extend_from_slice(&bits.all);
    }
}

impl Finder<'_> {
    /// The sentences or blocks in which a condition may hold, among those of `within` where it is given.
    pub(super) fn bits(&mut self, id: NodeId, level: Level, within: Option<&[u64]>) -> Bits {
        match self.node(id) {
            Node::And(of) => {
                let mut bits = self.empty(level);
                match within {
                    Some(within) => bits.all.copy_from_slice(within),
                    None => bits.all.fill(u64::MAX),
                }
                // What is dear to find comes last: it may not be needed.
                'operands: for dear in [false, true] {
                    for &of in of.iter() {
                        if self.is_dear(of) != dear {
                            continue;
                        }
                        let one = self.bits(of, level, Some(&bits.all));
                        bits.join(&one, |all, one| all & one);
                        self.give_back(one);
                        if bits.all.iter().all(|&word| word == 0) {
                            break 'operands;
                        }
                    }
                }
                bits.trim();
                bits
            }
            Node::Or(of) | Node::AtLeastOf(1, of) => {
                let mut bits = self.empty(level);
                for &of in of {
                    let one = self.bits(of, level, within);
                    bits.join(&one, |all, one| all | one);
                    self.give_back(one);
                }
                bits
            }
            Node::AtLeastOf(number, of) => self.bits_of_count(*number as usize, of, level, within),
            Node::AtLeast { number, different, of } => {
                let mut bits = self.empty(level);
                self.mark_own(*of, level, within, &mut bits);
                bits.all.copy_from_slice(&bits.own);
                bits.exact &= *number <= 1 && !different && !matches!(self.node(*of), Node::Find(_));
                bits
            }
            Node::Every(find, _) => {
                let mut bits = self.empty(level);
                self.mark_own(*find, level, within, &mut bits);
                bits.all.copy_from_slice(&bits.own);
                bits.exact = false;
                bits
            }
            Node::Not(of) => {
                let mut bits = self.empty(level);
                bits.all.fill(u64::MAX);
                bits.exact = !self.possible(*of);
                bits
            }
            _ => self.bits_of_leaf(id, level, within),
        }
    }

    /// The sentences or blocks that a node with matches stands in, or has in their context.
    fn bits_of_leaf(&mut self, id: NodeId, level: Level, within: Option<&[u64]>) -> Bits {
        let key = (id, Some(level));
        let mut bits = self.empty(level);
        if self.work.known.recall(key, &mut bits) {
            return bits;
        }
        self.mark_own(id, level, within, &mut bits);
        let Bits { own, all, .. } = &mut bits;
        all.copy_from_slice(own);
        self.mark_context(id, level, own, all);
        if within.is_none() || !self.is_late(id) {
            self.work.known.remember(key, &bits);
        }
        bits
    }

    /// Whether a condition takes more than a look at what the scan found.
    fn is_dear(&self, id: NodeId) -> bool {
        match self.node(id) {
            Node::Words(_) => self.is_late(id),
            Node::Or(of) | Node::AtLeastOf(_, of) => of.iter().any(|&of| self.is_dear(of)),
            Node::Not(_) | Node::Names(_) | Node::Value(_) | Node::Nothing => false,
            _ => true,
        }
    }

    /// Where at least so many of several conditions hold.
    fn bits_of_count(&mut self, number: usize, of: &[NodeId], level: Level, within: Option<&[u64]>) -> Bits {
        let mut bits = self.empty(level);
        if number == 0 || number > of.len() {
            bits.exact = false;
            return bits;
        }
        // `reached[n]` has the places where more than n hold.
        let mut reached = vec![vec![0; bits.all.len()]; number];
        for &of in of {
            let one = self.bits(of, level, within);
            for n in (0..number).rev() {
                let (fewer, rest) = reached.split_at_mut(n);
                let Some(enough) = rest.first_mut() else { continue };
                for (word, (places, holds)) in enough.iter_mut().zip(&one.all).enumerate() {
                    *places |= holds & fewer.last().map_or(u64::MAX, |fewer| fewer[word]);
                }
            }
            bits.join(&one, |all, _| all);
            self.give_back(one);
        }
        bits.all.copy_from_slice(&reached[number - 1]);
        bits.trim();
        bits
    }

    /// A set without a bit.
    pub(super) fn empty(&mut self, level: Level) -> Bits {
        let count = match level {
            Level::Sentence => self.prose().sentences.len(),
            Level::Block => self.document().blocks.len(),
        };
        let mut bits = self.work.spare_bits.pop().unwrap_or_default();
        for words in [&mut bits.own, &mut bits.all] {
            words.clear();
            words.resize(count.div_ceil(64), 0);
        }
        bits.exact = true;
        bits
    }

    /// Keeps the buffers of a set for the next one.
    pub(super) fn give_back(&mut self, bits: Bits) {
        self.work.spare_bits.push(bits);
    }
}
