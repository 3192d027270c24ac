use crate::document::{BlockId, Document};
use crate::engine::find::Finder;
use crate::engine::place::Layout;
use crate::engine::plan::{NodeId, RulePlan, Test};
use crate::engine::rate;
use crate::engine::scan::Space;
use crate::engine::{Engine, Evidence, Rating, Settings};
use crate::language::model::{FindId, RuleId, WordsId};
use crate::prose::{Prose, Standing};
use crate::source::Span;

/// Matches of a find and hits of a group that are told; the count tells of the others.
const TOLD: usize = 50;

/// Why a rule rated a document as it did.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The groups of words that the rule uses.
    pub words: Vec<WordsTrace>,
    /// The rule's finds in the order written.
    pub finds: Vec<FindTrace>,
    /// The rule's arms in the order written, those behind the deciding one too.
    pub arms: Vec<ArmTrace>,
    /// What came of it.
    pub rating: Rating,
}

/// Where a group of words stands in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsTrace {
    /// The group.
    pub words: WordsId,
    /// In the own words of clauses, and how often in all.
    pub own: (Vec<Span>, usize),
    /// In headings, run-in labels and header cells, and how often in all.
    pub labels: (Vec<Span>, usize),
}

/// What a find found.
#[derive(Clone, Debug, PartialEq)]
pub struct FindTrace {
    /// The find.
    pub find: FindId,
    /// Its first matches, however they stand.
    pub matches: Vec<TracedMatch>,
    /// How many there are in all.
    pub count: usize,
}

/// One match of a find.
#[derive(Clone, Debug, PartialEq)]
pub struct TracedMatch {
    /// All of it, from the first to the last word; a place may hold several blocks.
    pub span: Span,
    /// The block in which it begins; none for what stands outside the text.
    pub block: Option<BlockId>,
    /// How it stands as a whole.
    pub standing: Standing,
    /// Whether an arm that asks for no standing takes it.
    pub counts: bool,
    /// The words that made it hold, each with the standing of its own, the most telling first.
    pub hits: Vec<Evidence>,
}

/// Whether an arm holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArmTrace {
    /// Whether its condition holds; `otherwise` always does.
    pub holds: bool,
    /// Whether it is the one that decided.
    pub decided: bool,
}

impl Engine {
    /// Says why a rule rates a document as it does, taken for a document of the kind in `settings`, else of the first kind
    /// that the rule applies to. None for a rule that does not apply to the kind.
    pub fn trace(&self, document: &Document, rule: RuleId, settings: Settings) -> Option<Trace> {
        let kind = settings.kind.or_else(|| self.program().rules.get(rule.at())?.applies.first().copied())?;
        let plan = self.plan(kind)?;
        let made = plan.rules.iter().find(|made| made.rule == rule)?;
        let prose = Prose::read(document, &self.program.vocabulary);
        let groups = self.groups_of(rule);
        self.search(plan, Layout { document, prose: &prose }, settings, |finder| {
            let rating = rate::rate(finder, made)?;
            let words = groups.iter().filter_map(|&words| self.words(finder, words)).collect();
            let finds = &self.program().rules[rule.at()].finds;
            Some(Trace {
                words,
                finds: finds.iter().filter_map(|&find| trace_find(finder, find)).collect(),
                arms: arms(finder, made, rating.arm),
                rating,
            })
        })
    }

    fn words(&self, finder: &mut Finder, words: WordsId) -> Option<WordsTrace> {
        let node = *finder.plan.words.get(&words)?;
        let mut spans = |space| {
            let list = if space == Space::Own { finder.list(node) } else { finder.labels(node) };
            let spans = list
                .range()
                .take(TOLD)
                .map(|at| span(finder, finder.tokens(list, at).start, finder.tokens(list, at).end));
            (spans.collect::<Vec<_>>(), list.range().len())
        };
        Some(WordsTrace { words, own: spans(Space::Own), labels: spans(Space::Label) })
    }
}

fn span(finder: &Finder, start: u32, end: u32) -> Span {
    if start < end { finder.prose().span(&(start..end)) } else { Span::default() }
}

fn trace_find(finder: &mut Finder, find: FindId) -> Option<FindTrace> {
    let node = *finder.plan.finds.get(&find)?;
    let list = finder.list(node);
    let matches = list.range().take(TOLD).map(|at| trace_match(finder, node, at)).collect();
    Some(FindTrace { find, matches, count: list.range().len() })
}

fn trace_match(finder: &mut Finder, node: NodeId, at: u32) -> TracedMatch {
    let list = finder.list(node);
    let tokens = finder.tokens(list, at);
    let block = (!tokens.is_empty()).then(|| finder.layout.block_of(finder.sentence(list, at)));
    let spots = finder.spots(node, at);
    TracedMatch {
        span: span(finder, tokens.start, tokens.end),
        block,
        standing: finder.standing(node, at),
        counts: finder.counts(node, at),
        hits: spots.iter().filter_map(|spot| rate::evidence_of(finder, spot)).collect(),
    }
}

fn arms(finder: &mut Finder, made: &RulePlan, decided: usize) -> Vec<ArmTrace> {
    let conditions = made.arms.iter().enumerate();
    let traced = conditions.map(|(index, arm)| {
        let holds = match arm.condition {
            Test::When(node) => finder.holds(node),
            Test::Usual(node) => rate::usual_holds(finder, node),
            Test::Otherwise => true,
        };
        ArmTrace { holds, decided: index == decided }
    });
    traced.collect()
}
