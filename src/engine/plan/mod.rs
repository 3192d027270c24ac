//! The rules for one kind of document as a plan: phrases in a trie, expressions as nodes, arms in order.

mod node;
mod trie;

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub(super) use node::{Node, NodeId, Pairing};
pub(super) use trie::{LooksSet, Output, Terms, Trie, TrieBuilder, Walk};

use super::Reason;
use super::scan::{Lazy, Regexes};
use crate::language::Program;
use crate::language::model::{
    Alternative, Arm, CaptureFrom, Comparison, Condition, Expr, Fact, FactSort, FindId, KindId, NamesId, Rule, RuleId,
    Side, StandingTest, WordsId,
};
use crate::prose::{Recogniser, RecogniserSet};

/// What one kind of document is rated by.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub trie: Trie,
    /// The headings under which nothing is evidence.
    pub aside: Trie,
    pub nodes: Vec<Node>,
    pub comparisons: Vec<Comparison>,
    pub groups: Vec<Group>,
    /// The groups for what has ended, each with its last day in days since 1970-01-01.
    pub dated: Vec<(u32, f64)>,
    pub names: Vec<Names>,
    /// How many regexes the program has.
    pub regexes: usize,
    pub rules: Vec<RulePlan>,
    pub facts: Vec<FactPlan>,
    /// The values that are looked for.
    pub wanted: RecogniserSet,
    /// The node of each find that is used.
    pub finds: FxHashMap<FindId, NodeId>,
    /// The node of each group of words that is used by itself.
    pub words: FxHashMap<WordsId, NodeId>,
}

/// A group of words.
#[derive(Debug)]
pub(super) struct Group {
    /// The group in the program.
    pub words: WordsId,
    /// The looks of tokens that each are a phrase by themselves. They are too many to be noted before somebody asks.
    pub looks: LooksSet,
    /// What is not words; run when the group is first asked for.
    pub regexes: Vec<Arc<Lazy>>,
}

/// A pattern of names.
#[derive(Debug)]
pub(super) struct Names {
    /// The group of the words that such a name ends with.
    pub ending: u32,
}

/// A rule.
#[derive(Debug)]
pub(super) struct RulePlan {
    pub rule: RuleId,
    pub arms: Vec<ArmPlan>,
}

/// An arm of a rule.
#[derive(Debug)]
pub(super) struct ArmPlan {
    pub condition: Test,
    pub at: Option<NodeId>,
    /// The standing that the condition asks for.
    pub asks: Option<StandingTest>,
}

/// When an arm holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Test {
    When(NodeId),
    Usual(NodeId),
    Otherwise,
}

/// A fact.
#[derive(Debug)]
pub(super) struct FactPlan {
    pub fact: usize,
    pub sort: FactSort,
    pub alternatives: Vec<AlternativePlan>,
}

/// One way in which a fact is said.
#[derive(Debug)]
pub(super) enum AlternativePlan {
    Said(NodeId, Vec<CapturePlan>),
    Title(NodeId, bool),
}

/// A field of a record.
#[derive(Debug)]
pub(super) struct CapturePlan {
    pub name: String,
    /// Whether each match gives a record.
    pub each: bool,
    /// Whether the bound of a value is left out.
    pub bare: bool,
    pub from: FieldFrom,
}

/// Where a field's value comes from.
#[derive(Debug)]
pub(super) enum FieldFrom {
    RowLabel,
    ColumnLabel,
    /// The header that holds a match.
    Label(NodeId),
    /// What the place speaks of.
    About(NodeId),
    Owner(NodeId),
    /// A match, without the words of the matches of another node in it.
    Without(NodeId, NodeId),
    Match(NodeId, Option<(Side, NodeId)>),
}

impl Plan {
    /// The plan of a kind, with its facts or without; `regexes` are those of the program.
    pub fn new(program: &Program, regexes: &Regexes, kind: KindId, with_facts: bool) -> Self {
        let mut builder = Builder::new(program, regexes);
        for (index, rule) in program.rules.iter().enumerate().filter(|(_, rule)| rule.applies.contains(&kind)) {
            builder.rule(RuleId(index as u32), rule);
        }
        let applies = |fact: &Fact| with_facts && (fact.kinds.is_empty() || fact.kinds.contains(&kind));
        for (index, fact) in program.facts.iter().enumerate().filter(|(_, fact)| applies(fact)) {
            builder.fact(index, fact);
        }
        let mut aside = TrieBuilder::default();
        if let Some(words) = program.kinds.get(kind.at()).and_then(|kind| kind.aside) {
            aside.enter(program, words, 0);
        }
        builder.plan.aside = aside.finish(program);
        builder.finish()
    }

    /// The node of an id.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }
}

/// Builds a plan.
struct Builder<'a> {
    program: &'a Program,
    regexes: &'a Regexes,
    plan: Plan,
    phrases: TrieBuilder,
    /// The number of each group that has one.
    groups: FxHashMap<WordsId, u32>,
    /// The number of each node.
    numbers: FxHashMap<Node, NodeId>,
    /// The node of each pattern of names that has one.
    names: FxHashMap<NamesId, NodeId>,
}

impl<'a> Builder<'a> {
    fn new(program: &'a Program, regexes: &'a Regexes) -> Self {
        let mut plan = Plan { regexes: regexes.len(), ..Plan::default() };
        plan.nodes.push(Node::Nothing);
        plan.wanted.insert(Recogniser::Placeholder);
        Self {
            program,
            regexes,
            plan,
            phrases: TrieBuilder::default(),
            groups: FxHashMap::default(),
            numbers: FxHashMap::default(),
            names: FxHashMap::default(),
        }
    }

    fn finish(mut self) -> Plan {
        self.plan.trie = self.phrases.finish(self.program);
        self.plan
    }

    /// Enters a node. What is asked for twice, by one rule or by several, is one node, and so is found once a document.
    fn enter(&mut self, node: Node) -> NodeId {
        let next = NodeId(self.plan.nodes.len() as u32);
        match self.numbers.entry(node) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                self.plan.nodes.push(free.key().clone());
                *free.insert(next)
            }
        }
    }

    /// The number of a comparison.
    fn comparison(&mut self, comparison: &Comparison) -> u32 {
        let comparisons = &mut self.plan.comparisons;
        let known = comparisons.iter().position(|known| known == comparison);
        known.unwrap_or_else(|| {
            comparisons.push(comparison.clone());
            comparisons.len() - 1
        }) as u32
    }

    fn nothing(&self) -> NodeId {
        NodeId(0)
    }

    fn words(&mut self, words: WordsId) -> NodeId {
        match self.group(words) {
            Some(group) => {
                let node = self.enter(Node::Words(group));
                self.plan.words.insert(words, node);
                node
            }
            None => self.nothing(),
        }
    }

    fn names(&mut self, names: NamesId) -> NodeId {
        let declared = self.program.names.get(names.at());
        let Some(ending) = declared.and_then(|declared| self.group(declared.ending)) else { return self.nothing() };
        if let Some(&node) = self.names.get(&names) {
            return node;
        }
        self.plan.names.push(Names { ending });
        let node = self.enter(Node::Names(self.plan.names.len() as u32 - 1));
        self.names.insert(names, node);
        node
    }

    /// The node that stands for a find; one that names itself finds nothing.
    fn find(&mut self, find: FindId, depth: usize) -> NodeId {
        if let Some(&node) = self.plan.finds.get(&find) {
            return node;
        }
        let Some(declared) = self.program.finds.get(find.at()) else { return self.nothing() };
        let node = NodeId(self.plan.nodes.len() as u32);
        self.plan.nodes.push(Node::Nothing);
        self.plan.finds.insert(find, node);
        let expr = self.node(&declared.expr, depth + 1);
        self.plan.nodes[node.0 as usize] = Node::Find(expr);
        node
    }

    /// The number of a words group in the plan.
    fn group(&mut self, words: WordsId) -> Option<u32> {
        let declared = self.program.words.get(words.at())?;
        if let Some(&known) = self.groups.get(&words) {
            return Some(known);
        }
        let number = self.plan.groups.len() as u32;
        let regexes = declared.regexes.iter().filter_map(|regex| self.regexes.of(regex)).collect();
        self.plan.dated.extend(declared.until.map(|day| (number, day)));
        let looks = self.phrases.enter_longer(self.program, words, number);
        self.plan.groups.push(Group { words, looks, regexes });
        self.groups.insert(words, number);
        Some(number)
    }

    fn rule(&mut self, id: RuleId, rule: &Rule) {
        for &find in &rule.finds {
            self.find(find, 0);
        }
        let arms = rule.arms.iter().map(|arm| self.arm(arm)).collect();
        self.plan.rules.push(RulePlan { rule: id, arms });
    }

    fn arm(&mut self, arm: &Arm) -> ArmPlan {
        let (condition, asks) = match &arm.condition {
            Condition::When(expr) => (Test::When(self.node(expr, 0)), self.asks(expr, 0)),
            Condition::Usual(expr) => (Test::Usual(self.node(expr, 0)), None),
            Condition::Otherwise => (Test::Otherwise, None),
        };
        ArmPlan { condition, at: arm.at.as_ref().map(|at| self.node(at, 0)), asks }
    }

    /// The first standing that an expression asks for, looking through finds.
    fn asks(&self, expr: &Expr, depth: usize) -> Option<StandingTest> {
        if depth > 32 {
            return None;
        }
        let below = |expr: &Expr| self.asks(expr, depth + 1);
        match expr {
            Expr::ThatIs(_, test) => Some(*test),
            Expr::Find(find) => below(&self.program.finds.get(find.at())?.expr),
            Expr::Having(places, _) => below(places),
            Expr::AtLeast { of, .. } | Expr::Compare(of, _) | Expr::Ordered(of, ..) | Expr::Conflicting(of, ..) => {
                below(of)
            }
            Expr::Union(of) | Expr::And(of) | Expr::Or(of) | Expr::AtLeastOf(_, of) => of.iter().find_map(below),
            _ => None,
        }
    }

    fn fact(&mut self, index: usize, fact: &Fact) {
        if let FactSort::Value(recogniser) = fact.sort {
            self.plan.wanted.insert(recogniser);
        }
        let alternatives = fact.alternatives.iter().map(|alternative| {
            let (find, captures) = match alternative {
                Alternative::Said(find, captures) => (find, captures),
                Alternative::Title(expr, headings) => return AlternativePlan::Title(self.node(expr, 0), *headings),
            };
            let fields = captures.iter().map(|capture| {
                let from = match &capture.from {
                    CaptureFrom::RowLabel => FieldFrom::RowLabel,
                    CaptureFrom::ColumnLabel => FieldFrom::ColumnLabel,
                    CaptureFrom::Label(expr) => FieldFrom::Label(self.node(expr, 0)),
                    CaptureFrom::About(expr) => FieldFrom::About(self.node(expr, 0)),
                    CaptureFrom::Owner(expr) => {
                        // Short names are followed to those that they stand for where parties are read.
                        self.plan.wanted.insert(Recogniser::Party);
                        FieldFrom::Owner(self.node(expr, 0))
                    }
                    CaptureFrom::Without(whole, part) => FieldFrom::Without(self.node(whole, 0), self.node(part, 0)),
                    CaptureFrom::Match(expr, anchor) => {
                        let anchor = anchor.map(|(side, words)| (side, self.words(words)));
                        FieldFrom::Match(self.node(expr, 0), anchor)
                    }
                };
                CapturePlan { name: capture.name.clone(), each: capture.each, bare: capture.bare, from }
            });
            let fields = fields.collect();
            AlternativePlan::Said(self.find(*find, 0), fields)
        });
        let alternatives = alternatives.collect();
        self.plan.facts.push(FactPlan { fact: index, sort: fact.sort, alternatives });
    }
}

impl ArmPlan {
    /// The reason of a rating by this arm, going by the standing that it asks for.
    pub fn reason(&self) -> Reason {
        match self.asks {
            Some(StandingTest::PlannedWithin(_)) => Reason::Promised,
            Some(StandingTest::Planned) => Reason::PromisedUndated,
            Some(StandingTest::Denied) => Reason::Denied,
            Some(StandingTest::Unfilled) => Reason::Unfilled,
            Some(StandingTest::Hedged) => Reason::Hedged,
            Some(StandingTest::Elsewhere) => Reason::Elsewhere,
            _ => Reason::Partial,
        }
    }
}
