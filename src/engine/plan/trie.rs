use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::language::Program;
use crate::language::model::{Phrase, PhrasePart, WordsId};
use crate::prose::{Token, WordId};

/// Most words that `…` stands for.
const WIDEST_GAP: usize = 6;

/// The phrases of many groups over word ids, entered by an array of first words.
#[derive(Debug, Default)]
pub(in crate::engine) struct Trie {
    /// By word id: range into `roots`.
    first: Vec<Range<u32>>,
    roots: Vec<u32>,
    nodes: Vec<Node>,
    /// Edges of all nodes, sorted by word within a node. Several may bear one word.
    edges: Vec<(WordId, u32)>,
    outputs: Vec<Output>,
}

/// A group whose phrase ends at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine) struct Output {
    /// The number that the group was entered under.
    pub group: u32,
    /// Whether it is a phrase that is not meant.
    pub vetoes: bool,
}

#[derive(Clone, Debug, Default)]
struct Node {
    edges: Range<u32>,
    outputs: Range<u32>,
    /// The node behind a gap that may follow; 0 for none, as nothing leads back to the root.
    gap: u32,
    /// A bit for each word that an edge bears, by its last digits: words without their bit lead nowhere.
    leads: u64,
}

impl Node {
    /// Whether an edge may bear a word.
    fn may_lead(&self, word: WordId) -> bool {
        word.is_known() && self.leads >> (word.0 % 64) & 1 != 0
    }
}

/// A trie while phrases are entered.
#[derive(Debug)]
pub(in crate::engine) struct TrieBuilder {
    children: FxHashMap<(u32, PhrasePart), u32>,
    outputs: Vec<Vec<Output>>,
}

impl Default for TrieBuilder {
    fn default() -> Self {
        Self { children: FxHashMap::default(), outputs: vec![Vec::new()] }
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
            let next = self.outputs.len() as u32;
            node = *self.children.entry((node, part)).or_insert(next);
            if node == next {
                self.outputs.push(Vec::new());
            }
        }
        let outputs = &mut self.outputs[node as usize];
        if !outputs.contains(&output) {
            outputs.push(output);
        }
    }

    /// Lays the phrases out for scanning.
    pub fn finish(self, program: &Program) -> Trie {
        let mut first: Vec<Vec<u32>> = vec![Vec::new(); program.vocabulary.len() + 1];
        let mut edges: Vec<Vec<(WordId, u32)>> = vec![Vec::new(); self.outputs.len()];
        let mut nodes = vec![Node::default(); self.outputs.len()];
        for (&(parent, part), &child) in &self.children {
            let PhrasePart::Word(pattern) = part else {
                nodes[parent as usize].gap = child;
                continue;
            };
            for &word in &program.patterns[pattern.at()].forms {
                match parent {
                    0 => first[word.0 as usize].push(child),
                    _ => edges[parent as usize].push((word, child)),
                }
            }
        }
        let mut trie = Trie::default();
        for mut roots in first {
            roots.sort_unstable();
            let start = trie.roots.len() as u32;
            trie.roots.extend(roots);
            trie.first.push(start..trie.roots.len() as u32);
        }
        for ((mut node, mut own), mut outputs) in nodes.into_iter().zip(edges).zip(self.outputs) {
            own.sort_unstable();
            outputs.sort_unstable();
            let start = (trie.edges.len() as u32, trie.outputs.len() as u32);
            trie.edges.extend(own);
            trie.outputs.extend(outputs);
            node.edges = start.0..trie.edges.len() as u32;
            let edges = &trie.edges[start.0 as usize..];
            node.leads = edges.iter().fold(0, |leads, (word, _)| leads | 1 << (word.0 % 64));
            node.outputs = start.1..trie.outputs.len() as u32;
            trie.nodes.push(node);
        }
        trie
    }
}

/// Where a walk through the trie stands: a node, and the token that led to it.
pub(in crate::engine) type Walk = Vec<(u32, u32)>;

impl Trie {
    /// Calls `found` with each phrase of a sentence: its first token, the token behind its last, and the group.
    /// Phrases come by rising first token.
    pub fn scan(&self, tokens: &[Token], offset: u32, walk: &mut Walk, mut found: impl FnMut(u32, u32, Output)) {
        for (at, token) in tokens.iter().enumerate() {
            let Some(roots) = self.first.get(token.word.0 as usize).filter(|roots| !roots.is_empty()) else { continue };
            let start = offset + at as u32;
            for &root in &self.roots[roots.start as usize..roots.end as usize] {
                let node = &self.nodes[root as usize];
                for &output in self.outputs(node) {
                    found(start, start + 1, output);
                }
                if self.goes_on(node, &tokens[at + 1..]) {
                    self.follow(tokens, root, at, walk, |end, output| found(start, offset + end, output));
                }
            }
        }
    }

    /// Whether a phrase may go on from a node into the tokens behind it.
    fn goes_on(&self, node: &Node, behind: &[Token]) -> bool {
        let next = behind.first().is_some_and(|token| token.gap.joins() && node.may_lead(token.word));
        next || node.gap != 0 && {
            let gap = &self.nodes[node.gap as usize];
            behind.iter().take(WIDEST_GAP + 1).any(|token| gap.may_lead(token.word))
        }
    }

    fn outputs(&self, node: &Node) -> &[Output] {
        &self.outputs[node.outputs.start as usize..node.outputs.end as usize]
    }

    /// Follows all phrases on from a node reached at token `at`; each state is entered once.
    fn follow(&self, tokens: &[Token], root: u32, at: usize, walk: &mut Walk, mut found: impl FnMut(u32, Output)) {
        walk.clear();
        walk.push((root, at as u32));
        let mut next = 0;
        while let Some(&(node, last)) = walk.get(next) {
            next += 1;
            let behind = last as usize + 1;
            let node = &self.nodes[node as usize];
            if next > 1 {
                self.outputs(node).iter().for_each(|&output| found(behind as u32, output));
            }
            if tokens.get(behind).is_some_and(|token| token.gap.joins()) {
                self.step(tokens, node, behind, walk);
            }
            if node.gap != 0 {
                let gap = &self.nodes[node.gap as usize];
                for ahead in behind..(behind + WIDEST_GAP + 1).min(tokens.len()) {
                    self.step(tokens, gap, ahead, walk);
                }
            }
        }
    }

    /// Adds the states that the token `at` leads to.
    fn step(&self, tokens: &[Token], node: &Node, at: usize, walk: &mut Walk) {
        let word = tokens[at].word;
        let edges = &self.edges[node.edges.start as usize..node.edges.end as usize];
        if !node.may_lead(word) {
            return;
        }
        let from = edges.partition_point(|&(edge, _)| edge < word);
        for &(_, child) in edges[from..].iter().take_while(|&&(edge, _)| edge == word) {
            let state = (child, at as u32);
            if !walk.contains(&state) {
                walk.push(state);
            }
        }
    }
}
