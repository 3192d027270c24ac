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
        let prose = Prose::read(document, &self.program.vocabulary).on(settings.as_of);
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::engine::testing::{TODAY, read, rule};
    use crate::engine::{Colour, Reason};
    use crate::prose::StandingKind;

    const WORDS: &str = "words leave \"leave\"\nwords notice \"notice\"";
    const BODY: &str = "  find way-out = sentence having (leave and notice)
  find said = sentence having leave
  green when way-out
  amber when said because \"leaving is mentioned\"
  the usual for leave
  red otherwise because \"nothing is said of leaving\"";

    /// The trace of the rule on a text, and the text.
    fn trace(text: &str) -> (Trace, Document) {
        let (engine, document) = (rule(WORDS, BODY), read(&format!("# Note\n\n{text}")));
        let trace = engine.trace(&document, RuleId(0), Settings { as_of: TODAY, kind: None }).unwrap();
        (trace, document)
    }

    /// Which arms hold, and which one decided.
    fn arms(trace: &Trace) -> (Vec<bool>, Option<usize>) {
        (trace.arms.iter().map(|arm| arm.holds).collect(), trace.arms.iter().position(|arm| arm.decided))
    }

    #[test]
    fn tells_what_was_found_and_which_line_decided() {
        let (trace, document) = trace("A partner leaves by notice of a month. It may leave at once.");
        let words = |span: Span| document.text.slice(span);
        assert_eq!(trace.finds.iter().map(|find| find.count).collect::<Vec<_>>(), [1, 2]);
        let found = &trace.finds[0].matches[0];
        assert_eq!(words(found.span), "A partner leaves by notice of a month");
        assert!(found.counts && found.standing.kind == StandingKind::Stated);
        let hits: Vec<&str> = found.hits.iter().map(|hit| words(hit.matched)).collect();
        assert_eq!(hits, ["leaves", "notice"]);
        assert_eq!(arms(&trace), (vec![true, true, false, true], Some(0)));
        assert_eq!((trace.rating.colour, trace.rating.reason), (Colour::Green, Reason::Present));
    }

    #[test]
    fn tells_what_nearly_counts_and_why_it_does_not() {
        let (trace, document) = trace(
            "The partners will endeavour to leave in good order. Terms of leaving will be agreed by 31 March 2027.",
        );
        let told: Vec<_> = trace.finds[1]
            .matches
            .iter()
            .map(|found| (document.text.slice(found.span), found.standing.kind, found.standing.due, found.counts))
            .collect();
        let planned = "Terms of leaving will be agreed by 31 March 2027";
        assert_eq!(
            told,
            [
                ("The partners will endeavour to leave in good order", StandingKind::Hedged, None, false),
                (planned, StandingKind::Planned, Some(date(2027, 3, 31)), false),
            ]
        );
        assert_eq!(arms(&trace), (vec![false, false, true, true], Some(2)));
        assert_eq!((trace.rating.colour, trace.rating.reason), (Colour::Amber, Reason::Promised));
    }

    #[test]
    fn tells_words_in_text_and_labels_apart() {
        let (trace, document) = trace("## Leaving\n\nNotice is given. A partner leaves when notice has run.");
        let told: Vec<_> = trace
            .words
            .iter()
            .map(|group| {
                let words = |spans: &[Span]| -> Vec<String> {
                    spans.iter().map(|&span| document.text.slice(span).to_owned()).collect()
                };
                (words(&group.own.0), words(&group.labels.0))
            })
            .collect();
        let strings = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        assert_eq!(
            told,
            [(strings(&["leaves"]), strings(&["Leaving"])), (strings(&["Notice", "notice"]), strings(&[]))]
        );
    }

    #[test]
    fn where_nothing_is_found_otherwise_decides() {
        let (trace, _) = trace("The partners share premises.");
        assert!(trace.finds.iter().all(|find| find.count == 0 && find.matches.is_empty()));
        assert_eq!(arms(&trace), (vec![false, false, false, true], Some(3)));
        assert_eq!((trace.rating.colour, trace.rating.reason), (Colour::Red, Reason::Absent));
    }

    #[test]
    fn counts_more_than_it_tells() {
        let (trace, _) = trace(&"Each may leave by notice.\n\n".repeat(70));
        assert_eq!((trace.finds[1].count, trace.finds[1].matches.len()), (70, TOLD));
        assert_eq!((trace.words[0].own.1, trace.words[0].own.0.len()), (70, TOLD));
    }

    #[test]
    fn a_rule_for_another_kind_has_no_trace() {
        let (engine, document) = (rule(WORDS, BODY), read("# Note"));
        let kind = Some(crate::language::model::KindId(7));
        assert_eq!(engine.trace(&document, RuleId(0), Settings { as_of: TODAY, kind }), None);
        assert_eq!(engine.trace(&document, RuleId(7), Settings { as_of: TODAY, kind: None }), None);
    }
}
