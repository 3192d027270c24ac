use rustc_hash::FxHashMap;

use super::{Beginning, LooksSet, Output, State, Terms, Trie};
use crate::language::Program;
use crate::language::model::{Looks, Phrase, PhrasePart, WordsId};
use crate::prose::WordId;

/// Phrases as they are entered: a tree over the parts of phrases.
#[derive(Debug)]
pub(in crate::engine) struct TrieBuilder {
    children: FxHashMap<(u32, PhrasePart), u32>,
    nodes: Vec<Node>,
    ends: Vec<End>,
}

/// A node of the tree. Those behind one node hang together as a chain, and so do the groups that one ends.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// What leads to it.
    part: PhrasePart,
    /// The next node behind the same one; 0 for none, as here and below.
    sibling: u32,
    /// The first node behind it.
    child: u32,
    /// The number of the first group whose phrase ends here among the ends, counted from 1.
    end: u32,
}

/// A group whose phrase ends in a node, and the number of the next one of that node.
#[derive(Clone, Copy, Debug)]
struct End {
    output: Output,
    next: u32,
}

impl Node {
    fn new(part: PhrasePart, sibling: u32) -> Self {
        Self { part, sibling, child: 0, end: 0 }
    }
}

impl Default for TrieBuilder {
    fn default() -> Self {
        let root = Node::new(PhrasePart::Gap, 0);
        Self { children: FxHashMap::default(), nodes: vec![root], ends: Vec::new() }
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

    /// Enters the phrases of a words group under a number, but for those that are one token of some looks, which it gives.
    pub fn enter_longer(&mut self, program: &Program, words: WordsId, group: u32) -> LooksSet {
        let mut alone = LooksSet::default();
        let Some(words) = program.words.get(words.at()) else { return alone };
        for phrase in &words.phrases {
            match phrase.parts.as_slice() {
                [PhrasePart::Looks(looks)] => alone = alone.with(LooksSet::of(*looks)),
                _ => self.phrase(phrase, Output { group, vetoes: false }),
            }
        }
        for phrase in &words.but_not {
            self.phrase(phrase, Output { group, vetoes: true });
        }
        alone
    }

    pub(super) fn phrase(&mut self, phrase: &Phrase, output: Output) {
        let mut node = 0;
        for &part in &phrase.parts {
            let next = self.nodes.len() as u32;
            let child = *self.children.entry((node, part)).or_insert(next);
            if child == next {
                let sibling = std::mem::replace(&mut self.nodes[node as usize].child, child);
                self.nodes.push(Node::new(part, sibling));
            }
            node = child;
        }
        if !self.outputs(node).any(|known| known == output) {
            let next = self.nodes[node as usize].end;
            self.ends.push(End { output, next });
            self.nodes[node as usize].end = self.ends.len() as u32;
        }
    }

    /// The nodes behind one.
    fn behind(&self, node: u32) -> impl Iterator<Item = u32> {
        let known = |node: u32| Some(node).filter(|&node| node != 0);
        std::iter::successors(known(self.nodes[node as usize].child), move |&child| {
            known(self.nodes[child as usize].sibling)
        })
    }

    /// The groups whose phrases end in a node.
    fn outputs(&self, node: u32) -> impl Iterator<Item = Output> {
        let end = |number: u32| Some(self.ends[(number as usize).checked_sub(1)?]);
        std::iter::successors(end(self.nodes[node as usize].end), move |found| end(found.next))
            .map(|found| found.output)
    }

    /// How many forms lead to nodes behind the first: about as many edges as there will be.
    fn forms(&self, program: &Program) -> usize {
        let behind = self.nodes.iter().filter(|node| node.child != 0).skip(1);
        let parts = behind.flat_map(|node| {
            let child = |child: u32| Some(&self.nodes[child as usize]).filter(|_| child != 0);
            std::iter::successors(child(node.child), move |node| child(node.sibling)).map(|node| node.part)
        });
        parts
            .map(|part| if let PhrasePart::Word(pattern) = part { program.patterns.forms(pattern).len() } else { 0 })
            .sum()
    }

    /// Lays the phrases out for scanning.
    pub fn finish(self, program: &Program) -> Trie {
        let mut states = States::new(self.nodes.len());
        let words = program.vocabulary.len() + 1;
        let mut trie = Trie { beginnings: vec![Beginning::default(); words], first: vec![0; words], ..Trie::default() };
        trie.edges.reserve(self.forms(program));
        trie.states.reserve(self.nodes.len());
        let mut leading: Vec<(WordId, u32)> = Vec::new();
        let (mut nodes, mut outputs): (Vec<u32>, Vec<Output>) = (Vec::new(), Vec::new());
        let mut terms = TermsBuilder::default();
        let mut next = states.number(&[0]);
        while states.members(next, &mut nodes) {
            leading.clear();
            outputs.clear();
            let mut state = State { edges: trie.edges.len() as u32, ..State::default() };
            let (mut gaps, mut looks) = (Vec::new(), Vec::new());
            for &node in &nodes {
                for child in self.behind(node) {
                    match self.nodes[child as usize].part {
                        PhrasePart::Word(pattern) => {
                            leading.extend(program.patterns.forms(pattern).iter().map(|&word| (word, child)));
                        }
                        PhrasePart::Looks(of) => looks.push((of, child)),
                        PhrasePart::Gap => gaps.push(child),
                    }
                }
                outputs.extend(self.outputs(node));
            }
            outputs.sort_unstable();
            outputs.dedup();
            state.term = terms.number(&outputs);
            if !gaps.is_empty() {
                gaps.sort_unstable();
                state.gap = states.number(&gaps);
            }
            state.looks = looks.iter().fold(LooksSet::default(), |all, &(looks, _)| all.with(LooksSet::of(looks)));
            looks.sort_unstable();
            each_child(&looks, &mut states, |looks, child| {
                if next == 0 {
                    trie.opened[looks as usize] = child;
                } else {
                    trie.looks.push((next, looks, child));
                }
            });
            sort(&mut leading, words);
            leading.dedup();
            each_child(&leading, &mut states, |word, child| {
                if next == 0 {
                    trie.first[word.0 as usize] = child;
                    trie.beginnings[word.0 as usize].opens = true;
                } else {
                    trie.edges.push((word, child));
                    state.leads |= 1 << (word.0 % 64);
                }
            });
            trie.states.push(state);
            next += 1;
        }
        trie.states.push(State { edges: trie.edges.len() as u32, ..State::default() });
        trie.note_openings();
        trie.terms = terms.terms;
        trie
    }
}

impl Trie {
    /// Notes which words may follow those that open a phrase by their looks.
    fn note_openings(&mut self) {
        for (looks, _) in Looks::ALL.into_iter().filter(|&(looks, _)| self.opened[looks as usize] != 0) {
            let (looks, opened) = (LooksSet::of(looks), self.opened[looks as usize] as usize);
            let (state, next) = (self.states[opened], self.states[opened + 1]);
            if state.term != 0 || state.gap != 0 || !state.looks.is_empty() {
                self.open_ended = self.open_ended.with(looks);
            }
            for &(word, _) in &self.edges[state.edges as usize..next.edges as usize] {
                let follows = &mut self.beginnings[word.0 as usize].follows;
                *follows = follows.with(looks);
            }
        }
    }
}

/// Words of a vocabulary for one that is counted rather than compared with others, at most.
const MANY: usize = 16;

/// Sorts words, of a vocabulary with so many, and the nodes that they lead to: by word, then by node. Where there are as many
/// as phrases begin with, each is counted into its place: to compare them takes a good part of the time that a plan is made in.
pub(super) fn sort(leading: &mut Vec<(WordId, u32)>, words: usize) {
    if leading.len() * MANY < words {
        leading.sort_unstable();
        return;
    }
    leading.sort_unstable_by_key(|&(_, node)| node);
    let mut free = vec![0; words];
    leading.iter().for_each(|(word, _)| free[word.0 as usize] += 1);
    let mut taken = 0;
    for free in &mut free {
        taken += std::mem::replace(free, taken);
    }
    let mut sorted = vec![(WordId::UNKNOWN, 0); leading.len()];
    for &(word, node) in &*leading {
        let free = &mut free[word.0 as usize];
        sorted[*free] = (word, node);
        *free += 1;
    }
    *leading = sorted;
}

/// Calls `lead` with what leads on and the state that it leads to, for pairs of that and a node, sorted, without repeats.
fn each_child<T: Copy + PartialEq>(pairs: &[(T, u32)], states: &mut States, mut lead: impl FnMut(T, u32)) {
    let mut set: Vec<u32> = Vec::new();
    for same in pairs.chunk_by(|a, b| a.0 == b.0) {
        set.clear();
        set.extend(same.iter().map(|&(_, node)| node));
        lead(same[0].0, states.number(&set));
    }
}

/// Terms as they are met.
#[derive(Debug)]
struct TermsBuilder {
    terms: Terms,
    known: FxHashMap<Box<[Output]>, u32>,
}

impl Default for TermsBuilder {
    fn default() -> Self {
        let terms = Terms { outputs: Vec::new(), ends: vec![0] };
        Self { terms, known: FxHashMap::from_iter([(Box::default(), 0)]) }
    }
}

impl TermsBuilder {
    /// The term that stands for some groups, sorted.
    fn number(&mut self, outputs: &[Output]) -> u32 {
        if let Some(&known) = self.known.get(outputs) {
            return known;
        }
        let number = self.terms.ends.len() as u32;
        self.known.insert(outputs.into(), number);
        self.terms.outputs.extend_from_slice(outputs);
        self.terms.ends.push(self.terms.outputs.len() as u32);
        number
    }
}

/// States that were met, numbered in that order: each a set of nodes.
#[derive(Debug)]
struct States {
    nodes: Vec<u32>,
    /// By state: where its nodes end.
    ends: Vec<usize>,
    /// By node: the state that is it alone.
    single: Vec<Option<u32>>,
    several: FxHashMap<Box<[u32]>, u32>,
}

impl States {
    fn new(nodes: usize) -> Self {
        Self { nodes: Vec::new(), ends: Vec::new(), single: vec![None; nodes], several: FxHashMap::default() }
    }

    /// The state of some nodes, sorted, without repeats.
    fn number(&mut self, set: &[u32]) -> u32 {
        let next = self.ends.len() as u32;
        let number = match *set {
            [node] => *self.single[node as usize].get_or_insert(next),
            _ => match self.several.get(set) {
                Some(&known) => known,
                None => *self.several.entry(set.into()).or_insert(next),
            },
        };
        if number == next {
            self.nodes.extend_from_slice(set);
            self.ends.push(self.nodes.len());
        }
        number
    }

    /// Fills a buffer with the nodes of a state; whether there is such a state.
    fn members(&self, state: u32, nodes: &mut Vec<u32>) -> bool {
        let Some(&end) = self.ends.get(state as usize) else { return false };
        let start = (state as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        nodes.clear();
        nodes.extend_from_slice(&self.nodes[start..end]);
        true
    }
}
