//! The phrases of many groups as one automaton over word ids.

mod build;
#[cfg(test)]
mod tests;

use crate::language::model::Looks;
use crate::prose::{Shape, Token, WordId};

pub(in crate::engine) use build::TrieBuilder;

/// Most words that `…` stands for.
const WIDEST_GAP: usize = 6;

/// The phrases of many groups over word ids as a deterministic automaton, entered by an array of first words: however
/// many groups ask for a word, a walk follows one edge.
#[derive(Debug, Default)]
pub(in crate::engine) struct Trie {
    /// By word id: the state behind a first word; 0 for none, as nothing leads back to the root.
    first: Vec<u32>,
    states: Vec<State>,
    /// Edges of all states, sorted by word within a state.
    edges: Vec<(WordId, u32)>,
    terms: Terms,
    /// States behind words that are known by their looks, sorted by the state before.
    looks: Vec<(u32, Looks, u32)>,
    /// How many of them stand behind no word.
    opening: usize,
}

/// A group whose phrase ends in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::engine) struct Output {
    /// The number that the group was entered under.
    pub group: u32,
    /// Whether it is a phrase that is not meant.
    pub vetoes: bool,
}

/// All phrases that stand for the same groups: what a document says by any of them is noted once.
#[derive(Debug, Default)]
pub(in crate::engine) struct Terms {
    /// By term, of which 0 is none: the groups it stands for.
    outputs: Vec<Box<[Output]>>,
    /// By group: the terms that stand for it, and those by which it is not meant.
    of_group: Vec<[Vec<u32>; 2]>,
}

impl Terms {
    /// Number of terms, the first of which is none.
    pub fn len(&self) -> usize {
        self.outputs.len()
    }

    /// The groups that a term stands for.
    pub fn outputs(&self, term: u32) -> &[Output] {
        &self.outputs[term as usize]
    }

    /// The terms that stand for a group, or those by which it is not meant.
    pub fn of_group(&self, group: u32, vetoes: bool) -> &[u32] {
        self.of_group.get(group as usize).map_or(&[], |terms| &terms[usize::from(vetoes)])
    }
}

/// What was read of one or more phrases.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Where its edges begin; those of the next state begin where they end.
    edges: u32,
    /// The term that was read; 0 for none.
    term: u32,
    /// The state behind a gap that may follow; 0 for none.
    gap: u32,
    /// Whether a word may follow that is known by its looks.
    looks: bool,
    /// A bit for each word that an edge bears, by its last digits: words without their bit lead nowhere.
    leads: u64,
}

impl State {
    /// Whether an edge may bear a word.
    fn may_lead(&self, word: WordId) -> bool {
        word.is_known() && self.leads >> (word.0 % 64) & 1 != 0
    }
}

/// Adds the states that a token at an index leads to by its looks.
fn add(looks: &[(u32, Looks, u32)], token: &Token, at: usize, walk: &mut Walk) {
    for &(_, wanted, next) in looks {
        let reached = (next, at as u32 + 1);
        if has_looks(token, wanted) && !walk.contains(&reached) {
            walk.push(reached);
        }
    }
}

fn has_looks(token: &Token, looks: Looks) -> bool {
    match looks {
        Looks::Word => token.is_word(),
        Looks::Name => token.is_word() && token.shape.has(Shape::CAPITAL),
        Looks::Capitals => token.is_word() && token.shape.has(Shape::UPPER),
        Looks::Number => token.shape.has(Shape::DIGIT),
    }
}

/// The states behind gaps that a walk came to, each with the token behind the one that led to it; each is entered once.
pub(in crate::engine) type Walk = Vec<(u32, u32)>;

impl Trie {
    /// What its phrases stand for.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Calls `found` with each phrase of a sentence: its first token, the token behind its last, and its term.
    /// Phrases come by rising first token.
    pub fn scan(&self, tokens: &[Token], offset: u32, walk: &mut Walk, mut found: impl FnMut(u32, u32, u32)) {
        for (at, token) in tokens.iter().enumerate() {
            let first = self.first.get(token.word.0 as usize).copied().unwrap_or_default();
            if first == 0 && self.opening == 0 {
                continue;
            }
            let start = offset + at as u32;
            walk.clear();
            add(&self.looks[..self.opening], token, at, walk);
            let mut left = 0;
            let (mut state, mut behind) = match (first, walk.first()) {
                (0, None) => continue,
                (0, Some(&(next, at))) => {
                    left = 1;
                    (next, at as usize)
                }
                _ => (first, at + 1),
            };
            loop {
                let here = &self.states[state as usize];
                if here.term != 0 {
                    found(start, offset + behind as u32, here.term);
                }
                if here.gap != 0 {
                    self.leap(tokens, here.gap, behind, walk);
                }
                let token = tokens.get(behind).filter(|token| token.gap.joins());
                if let Some(token) = token.filter(|_| here.looks) {
                    add(self.looks(state), token, behind, walk);
                }
                match token.and_then(|token| self.step(state, token.word)) {
                    Some(next) => (state, behind) = (next, behind + 1),
                    None => match walk.get(left) {
                        Some(&(next, at)) => (state, behind, left) = (next, at as usize, left + 1),
                        None => break,
                    },
                }
            }
        }
    }

    /// Adds the states that the next few words lead to.
    fn leap(&self, tokens: &[Token], gap: u32, behind: usize, walk: &mut Walk) {
        for (ahead, token) in tokens.iter().enumerate().skip(behind).take(WIDEST_GAP + 1) {
            if self.states[gap as usize].looks {
                add(self.looks(gap), token, ahead, walk);
            }
            if let Some(next) = self.step(gap, token.word) {
                let reached = (next, ahead as u32 + 1);
                if !walk.contains(&reached) {
                    walk.push(reached);
                }
            }
        }
    }

    /// What may follow a state by its looks.
    fn looks(&self, state: u32) -> &[(u32, Looks, u32)] {
        let from = self.looks.partition_point(|&(before, ..)| before < state);
        let to = from + self.looks[from..].partition_point(|&(before, ..)| before == state);
        &self.looks[from..to]
    }

    /// The state that a word leads to.
    fn step(&self, state: u32, word: WordId) -> Option<u32> {
        let (here, next) = (&self.states[state as usize], &self.states[state as usize + 1]);
        if !here.may_lead(word) {
            return None;
        }
        let edges = &self.edges[here.edges as usize..next.edges as usize];
        let at = edges.partition_point(|&(edge, _)| edge < word);
        edges.get(at).filter(|&&(edge, _)| edge == word).map(|&(_, child)| child)
    }
}
