use rustc_hash::FxHashMap;

use crate::language::Program;
use crate::language::model::{Looks, PatternId, Phrase, PhrasePart, WordsId};
use crate::prose::{Shape, Token, WordId};

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
    /// States behind words that are known by their looks, sorted by the state before.
    looks: Vec<(u32, Looks, u32)>,
    /// How many of them stand behind no word.
    opening: usize,
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
    looks: Vec<(Looks, u32)>,
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
                    PhrasePart::Looks(looks) => parent.looks.push((looks, child)),
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
            let (mut gaps, mut looks) = (Vec::new(), Vec::new());
            for node in set.iter().map(|&node| &self.nodes[node as usize]) {
                for &(pattern, child) in &node.edges {
                    leading.extend(program.patterns[pattern.at()].forms.iter().map(|&word| (word, child)));
                }
                gaps.extend(Some(node.gap).filter(|&gap| gap != 0));
                looks.extend(&node.looks);
                trie.outputs.extend(&node.outputs);
            }
            trie.outputs[state.outputs as usize..].sort_unstable();
            dedup_from(&mut trie.outputs, state.outputs as usize);
            if !gaps.is_empty() {
                state.gap = states.number(gaps);
            }
            looks.sort_unstable();
            for same in looks.chunk_by(|a: &(Looks, u32), b| a.0 == b.0) {
                let child = states.number(same.iter().map(|&(_, child)| child).collect());
                trie.looks.push((next, same[0].0, child));
            }
            state.looks = !looks.is_empty();
            if next == 0 {
                trie.opening = trie.looks.len();
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
                let outputs = self.outputs(state);
                if !outputs.is_empty() {
                    found(start, offset + behind as u32, outputs);
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
        for ahead in behind..(behind + WIDEST_GAP + 1).min(tokens.len()) {
            if self.states[gap as usize].looks {
                add(self.looks(gap), &tokens[ahead], ahead, walk);
            }
            if let Some(next) = self.step(gap, tokens[ahead].word) {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::model::Pattern;
    use crate::prose::{Gap, Inflection};

    const WORDS: [&str; 4] = ["a", "bb", "cc", "dd"];

    /// A program whose pattern n stands for word n, and for the next one too.
    fn program() -> Program {
        let mut program = Program::default();
        let ids = WORDS.map(|word| program.vocabulary.add(word));
        for n in 0..WORDS.len() {
            let forms = [ids[n], ids[(n + 1) % WORDS.len()]].into();
            program.patterns.push(Pattern { inflection: Inflection::Inflected, forms });
        }
        program
    }

    fn fits(program: &Program, part: PhrasePart, token: &Token) -> bool {
        match part {
            PhrasePart::Word(pattern) => program.patterns[pattern.at()].forms.contains(&token.word),
            PhrasePart::Looks(looks) => has_looks(token, looks),
            PhrasePart::Gap => false,
        }
    }

    /// The ends of a phrase that opens at a token, by trying everything.
    fn ends(program: &Program, parts: &[PhrasePart], tokens: &[Token], at: usize, free: bool, out: &mut Vec<u32>) {
        let Some((&part, rest)) = parts.split_first() else { return out.push(at as u32) };
        if part == PhrasePart::Gap {
            for ahead in at..(at + WIDEST_GAP + 1).min(tokens.len()) {
                ends(program, rest, tokens, ahead, true, out);
            }
        } else if let Some(token) = tokens.get(at).filter(|token| free || token.gap.joins())
            && fits(program, part, token)
        {
            ends(program, rest, tokens, at + 1, false, out);
        }
    }

    fn part() -> impl Strategy<Value = PhrasePart> {
        let looks = prop::sample::select(Looks::ALL.map(|(looks, _)| looks).to_vec());
        prop_oneof![4 => (0..4u32).prop_map(|n| PhrasePart::Word(PatternId(n))), 1 => looks.prop_map(PhrasePart::Looks)]
    }

    /// Words, each with a gap before it or none; the first has none.
    fn phrase() -> impl Strategy<Value = Vec<PhrasePart>> {
        prop::collection::vec((prop::bool::weighted(0.3), part()), 1..5).prop_map(|parts| {
            let spread = parts.into_iter().enumerate().flat_map(|(index, (gap, part))| {
                Some(PhrasePart::Gap).filter(|_| gap && index > 0).into_iter().chain([part])
            });
            spread.collect()
        })
    }

    proptest! {
        #[test]
        fn finds_what_trying_everything_finds(
            phrases in prop::collection::vec(phrase(), 1..6),
            words in prop::collection::vec((0..5usize, 0..4u8, prop::bool::weighted(0.2)), 0..16),
        ) {
            let program = program();
            let tokens: Vec<Token> = (0u32..).zip(&words).map(|(index, &(word, shape, parted))| Token {
                start: index * 10,
                end: index * 10 + 2,
                word: WORDS.get(word).map_or(WordId::UNKNOWN, |word| program.vocabulary.id(word)),
                shape: [Shape::default(), Shape::CAPITAL, Shape(3), Shape::DIGIT][shape as usize],
                gap: if parted { Gap::COMMA } else { Gap::default() },
            }).collect();
            let mut builder = TrieBuilder::default();
            let mut expected = Vec::new();
            for (group, parts) in (0u32..).zip(&phrases) {
                let phrase = Phrase { text: "".into(), parts: parts.clone() };
                builder.phrase(&phrase, Output { group, vetoes: false });
                for start in 0..tokens.len() {
                    let mut found = Vec::new();
                    ends(&program, parts, &tokens, start, true, &mut found);
                    expected.extend(found.into_iter().map(|end| (start as u32, end, group)));
                }
            }
            let mut found = Vec::new();
            builder.finish(&program).scan(&tokens, 0, &mut Walk::new(), |start, end, outputs| {
                found.extend(outputs.iter().map(|output| (start, end, output.group)));
            });
            prop_assert!(found.windows(2).all(|pair| pair[0].0 <= pair[1].0), "by rising first token");
            for list in [&mut expected, &mut found] {
                list.sort_unstable();
                list.dedup();
            }
            prop_assert_eq!(found, expected);
        }
    }
}
