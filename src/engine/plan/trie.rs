use rustc_hash::FxHashMap;

use crate::language::Program;
use crate::language::model::{PatternId, Phrase, PhrasePart, WordsId};
use crate::prose::{Token, WordId};

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
    outputs: Vec<Output>,
}

/// A group whose phrase ends in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine) struct Output {
    /// The number that the group was entered under.
    pub group: u32,
    /// Whether it is a phrase that is not meant.
    pub vetoes: bool,
}

/// What was read of one or more phrases.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Where its edges begin; those of the next state begin where they end. So with its outputs.
    edges: u32,
    outputs: u32,
    /// The state behind a gap that may follow; 0 for none.
    gap: u32,
    /// A bit for each word that an edge bears, by its last digits: words without their bit lead nowhere.
    leads: u64,
}

impl State {
    /// Whether an edge may bear a word.
    fn may_lead(&self, word: WordId) -> bool {
        word.is_known() && self.leads >> (word.0 % 64) & 1 != 0
    }
}

/// Phrases as they are entered: a tree over pattern words.
#[derive(Debug)]
pub(in crate::engine) struct TrieBuilder {
    children: FxHashMap<(u32, PhrasePart), u32>,
    nodes: Vec<Node>,
}

/// A node of the tree.
#[derive(Clone, Debug, Default)]
struct Node {
    /// Pattern words and the nodes behind them.
    edges: Vec<(PatternId, u32)>,
    /// The node behind a gap; 0 for none.
    gap: u32,
    outputs: Vec<Output>,
}

impl Default for TrieBuilder {
    fn default() -> Self {
        Self { children: FxHashMap::default(), nodes: vec![Node::default()] }
    }
}

impl TrieBuilder {
    /// Enters the phrases of a words group under a number.
    pub fn enter(&mut self, program: &Program, words: WordsId, group: u32) {
        let Some(words) = program.words.get(words.at()) else { return };
        for (phrases, vetoes) in [(&words.phrases, false), (&words.but_not, true)] {
            for phrase in phrases {
                self.phrase(phrase, Output { group, vetoes });
            }
        }
    }

    fn phrase(&mut self, phrase: &Phrase, output: Output) {
        let mut node = 0;
        for &part in &phrase.parts {
            let next = self.nodes.len() as u32;
            let child = *self.children.entry((node, part)).or_insert(next);
            if child == next {
                self.nodes.push(Node::default());
                let parent = &mut self.nodes[node as usize];
                match part {
                    PhrasePart::Word(pattern) => parent.edges.push((pattern, child)),
                    PhrasePart::Gap => parent.gap = child,
                }
            }
            node = child;
        }
        let outputs = &mut self.nodes[node as usize].outputs;
        if !outputs.contains(&output) {
            outputs.push(output);
        }
    }

    /// Lays the phrases out for scanning.
    pub fn finish(self, program: &Program) -> Trie {
        let mut states = States::default();
        let mut trie = Trie { first: vec![0; program.vocabulary.len() + 1], ..Trie::default() };
        let mut leading: Vec<(WordId, u32)> = Vec::new();
        let mut next = states.number(vec![0]);
        while let Some(set) = states.sets.get(next as usize).cloned() {
            leading.clear();
            let mut state =
                State { edges: trie.edges.len() as u32, outputs: trie.outputs.len() as u32, ..State::default() };
            let mut gaps = Vec::new();
            for node in set.iter().map(|&node| &self.nodes[node as usize]) {
                for &(pattern, child) in &node.edges {
                    leading.extend(program.patterns[pattern.at()].forms.iter().map(|&word| (word, child)));
                }
                gaps.extend(Some(node.gap).filter(|&gap| gap != 0));
                trie.outputs.extend(&node.outputs);
            }
            trie.outputs[state.outputs as usize..].sort_unstable();
            dedup_from(&mut trie.outputs, state.outputs as usize);
            if !gaps.is_empty() {
                state.gap = states.number(gaps);
            }
            leading.sort_unstable();
            leading.dedup();
            for same in leading.chunk_by(|a, b| a.0 == b.0) {
                let child = states.number(same.iter().map(|&(_, child)| child).collect());
                let word = same[0].0;
                if next == 0 {
                    trie.first[word.0 as usize] = child;
                } else {
                    trie.edges.push((word, child));
                    state.leads |= 1 << (word.0 % 64);
                }
            }
            trie.states.push(state);
            next += 1;
        }
        let end = State { edges: trie.edges.len() as u32, outputs: trie.outputs.len() as u32, ..State::default() };
        trie.states.push(end);
        trie
    }
}

/// Drops repeated neighbours from an index on.
fn dedup_from(outputs: &mut Vec<Output>, from: usize) {
    let mut kept = from;
    for at in from..outputs.len() {
        if at == from || outputs[at] != outputs[kept - 1] {
            outputs[kept] = outputs[at];
            kept += 1;
        }
    }
    outputs.truncate(kept);
}

/// States that were met, numbered in that order: each a set of nodes.
#[derive(Debug, Default)]
struct States {
    sets: Vec<Vec<u32>>,
    numbers: FxHashMap<Vec<u32>, u32>,
}

impl States {
    fn number(&mut self, mut set: Vec<u32>) -> u32 {
        set.sort_unstable();
        set.dedup();
        if let Some(&known) = self.numbers.get(&set) {
            return known;
        }
        let number = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.numbers.insert(set, number);
        number
    }
}

/// The states behind gaps that a walk came to, each with the token behind the one that led to it; each is entered once.
pub(in crate::engine) type Walk = Vec<(u32, u32)>;

impl Trie {
    /// Calls `found` with each phrase of a sentence: its first token, the token behind its last, and the groups.
    /// Phrases come by rising first token.
    pub fn scan(&self, tokens: &[Token], offset: u32, walk: &mut Walk, mut found: impl FnMut(u32, u32, &[Output])) {
        for (at, token) in tokens.iter().enumerate() {
            let first = self.first.get(token.word.0 as usize).copied().unwrap_or_default();
            if first == 0 {
                continue;
            }
            let start = offset + at as u32;
            let (mut state, mut behind) = (first, at + 1);
            walk.clear();
            let mut left = 0;
            loop {
                let here = &self.states[state as usize];
                let outputs = self.outputs(state);
                if !outputs.is_empty() {
                    found(start, offset + behind as u32, outputs);
                }
                if here.gap != 0 {
                    self.leap(tokens, here.gap, behind, walk);
                }
                match tokens
                    .get(behind)
                    .filter(|token| token.gap.joins())
                    .and_then(|token| self.step(state, token.word))
                {
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
        for ahead in behind..(behind + WIDEST_GAP + 1).min(tokens.len()) {
            if let Some(next) = self.step(gap, tokens[ahead].word) {
                let reached = (next, ahead as u32 + 1);
                if !walk.contains(&reached) {
                    walk.push(reached);
                }
            }
        }
    }

    fn outputs(&self, state: u32) -> &[Output] {
        let (here, next) = (self.states[state as usize].outputs, self.states[state as usize + 1].outputs);
        &self.outputs[here as usize..next as usize]
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
