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
    /// By word id: what it may do at the beginning of phrases. Apart from the states, as every word of a document is looked
    /// up here and most end here.
    beginnings: Vec<Beginning>,
    /// By word id: the state behind it as a first word.
    first: Vec<u32>,
    states: Vec<State>,
    /// Edges of all states, sorted by word within a state.
    edges: Vec<(WordId, u32)>,
    terms: Terms,
    /// States behind words that are known by their looks, sorted by the state before.
    looks: Vec<(u32, Looks, u32)>,
    /// By looks: the state behind a first word that is known by them; 0 for none.
    opened: [u32; Looks::ALL.len()],
    /// The looks behind which a phrase may end, or any word may follow.
    open_ended: LooksSet,
}

/// What a word does at the beginning of phrases.
#[derive(Clone, Copy, Debug, Default)]
struct Beginning {
    /// Whether a phrase opens with it.
    opens: bool,
    /// The looks of a first word that it may follow.
    follows: LooksSet,
}

/// A set of looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct LooksSet(u8);

impl LooksSet {
    pub const fn of(looks: Looks) -> Self {
        Self(1 << looks as u8)
    }

    /// All looks that a token has.
    #[inline]
    pub fn of_token(token: &Token) -> Self {
        let mark = |looks: Looks, has: bool| u8::from(has) << looks as u8;
        let shape = token.shape;
        let number = mark(Looks::Number, shape.has(Shape::DIGIT));
        let name = shape.has(Shape::CAPITAL) && !shape.has(Shape::OPENING);
        let capitals = shape.has(Shape::UPPER);
        let word = mark(Looks::Word, true) | mark(Looks::Name, name) | mark(Looks::Capitals, capitals);
        Self(if token.is_word() { word | number } else { number })
    }

    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    const fn has(self, looks: Looks) -> bool {
        self.has_any(Self::of(looks))
    }

    pub const fn has_any(self, other: Self) -> bool {
        !self.both(other).is_empty()
    }

    /// Those of them that a token has. Most sets are empty, which spares a look at the token.
    #[inline]
    fn of_them(self, token: &Token) -> Self {
        if self.is_empty() { self } else { self.both(Self::of_token(token)) }
    }

    /// Whether a token has any of them.
    #[inline]
    pub fn any_of(self, token: &Token) -> bool {
        !self.of_them(token).is_empty()
    }
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
    /// The groups of all terms, those of one together.
    outputs: Vec<Output>,
    /// By term, of which 0 is none: where its groups end.
    ends: Vec<u32>,
}

impl Terms {
    /// The groups that a term stands for.
    pub fn outputs(&self, term: u32) -> &[Output] {
        let start = (term as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.outputs[start as usize..self.ends[term as usize] as usize]
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
    /// The looks of words that may follow.
    looks: LooksSet,
    /// A bit for each word that an edge bears, by its last digits: words without their bit lead nowhere.
    leads: u64,
}

impl State {
    /// Whether an edge may bear a word.
    fn may_lead(&self, word: WordId) -> bool {
        word.is_known() && self.leads >> (word.0 % 64) & 1 != 0
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
        let beginning = |at: usize| tokens.get(at).map_or(Beginning::default(), |token| self.beginning(token));
        let mut next = beginning(0);
        for (at, token) in tokens.iter().enumerate() {
            let known = std::mem::replace(&mut next, beginning(at + 1)).opens;
            let opens = next.follows.with(self.open_ended).of_them(token);
            if !known && opens.is_empty() {
                continue;
            }
            walk.clear();
            if !opens.is_empty() {
                self.open(opens, tokens, at, walk);
            }
            let state = if known { self.first[token.word.0 as usize] } else { 0 };
            if known && self.goes_on(state, tokens.get(at + 1)) {
                walk.push((state, at as u32 + 1));
            }
            if !walk.is_empty() {
                let start = offset + at as u32;
                self.follow(tokens, walk, |behind, term| found(start, offset + behind, term));
            }
        }
    }

    /// Adds the states behind a first word, at an index, that is known by some looks.
    fn open(&self, looks: LooksSet, tokens: &[Token], at: usize, walk: &mut Walk) {
        for (of, _) in Looks::ALL.into_iter().filter(|&(of, _)| looks.has(of)) {
            self.reach(self.opened[of as usize], tokens, at, walk);
        }
    }

    #[inline]
    fn beginning(&self, token: &Token) -> Beginning {
        self.beginnings.get(token.word.0 as usize).copied().unwrap_or_default()
    }

    /// Follows all ways of a walk to their ends, and calls `found` with each term and the token behind it.
    fn follow(&self, tokens: &[Token], walk: &mut Walk, mut found: impl FnMut(u32, u32)) {
        let mut left = 0;
        while let Some(&(mut state, at)) = walk.get(left) {
            left += 1;
            let mut behind = at as usize;
            loop {
                let here = &self.states[state as usize];
                if here.term != 0 {
                    found(behind as u32, here.term);
                }
                if here.gap != 0 {
                    self.leap(tokens, here.gap, behind, walk);
                }
                let Some(token) = tokens.get(behind).filter(|token| token.gap.joins()) else { break };
                if here.looks.any_of(token) {
                    self.add(self.looks(state), tokens, behind, walk);
                }
                let Some(next) = self.step(state, token.word) else { break };
                (state, behind) = (next, behind + 1);
            }
        }
    }

    /// Whether any phrase ends in a state or may go on with the token behind it.
    #[inline]
    fn goes_on(&self, state: u32, behind: Option<&Token>) -> bool {
        let here = &self.states[state as usize];
        let follows = |token: &Token| token.gap.joins() && (here.may_lead(token.word) || here.looks.any_of(token));
        here.term != 0 || here.gap != 0 || behind.is_some_and(follows)
    }

    /// Adds the states that the token at an index leads to by its looks.
    fn add(&self, looks: &[(u32, Looks, u32)], tokens: &[Token], at: usize, walk: &mut Walk) {
        let has = LooksSet::of_token(&tokens[at]);
        for &(_, wanted, next) in looks {
            if has.has(wanted) {
                self.reach(next, tokens, at, walk);
            }
        }
    }

    /// Adds the states that the next few words lead to.
    fn leap(&self, tokens: &[Token], gap: u32, behind: usize, walk: &mut Walk) {
        for (ahead, token) in tokens.iter().enumerate().skip(behind).take(WIDEST_GAP + 1) {
            if self.states[gap as usize].looks.any_of(token) {
                self.add(self.looks(gap), tokens, ahead, walk);
            }
            if let Some(next) = self.step(gap, token.word) {
                self.reach(next, tokens, ahead, walk);
            }
        }
    }

    /// Adds a state that the token at an index leads to.
    fn reach(&self, state: u32, tokens: &[Token], at: usize, walk: &mut Walk) {
        let reached = (state, at as u32 + 1);
        if self.goes_on(state, tokens.get(at + 1)) && !walk.contains(&reached) {
            walk.push(reached);
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
