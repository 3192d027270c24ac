use super::place::Layout;
use super::plan::NodeId;
use super::{Engine, Settings, Verdict, fact, rate};
use crate::document::Document;
use crate::language::model::{RuleId, WordsId};
use crate::prose::Prose;

/// A step of the work on one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// What its words say was read, its kind told, and all words of the rules were looked for.
    Read,
    /// The hits of a group of words were gathered.
    Words(WordsId),
    /// A rule was tried: its finds joined, its arms tried from the top.
    Rule(RuleId),
    /// The facts were read.
    Facts,
}

/// What came of one document, and how often the groups of words stand in it.
#[derive(Clone, Debug, Default)]
pub struct Profiled {
    /// What [`Engine::rate`] makes of it.
    pub verdict: Verdict,
    /// The groups that the rules for its kind ask for, each with its hits in the text and in labels.
    pub words: Vec<(WordsId, usize)>,
}

impl Engine {
    /// Rates one document step by step, and tells `done` of each step as it ends, so that a caller with a clock can time it.
    ///
    /// What two rules share is found by the first that asks for it: its time is counted there. Groups of words are gathered
    /// before all rules.
    pub fn profile(&self, document: &Document, path: &str, settings: Settings, done: &mut dyn FnMut(Step)) -> Profiled {
        let prose = Prose::read(document, &self.program.vocabulary).on(settings.as_of);
        let layout = Layout { document, prose: &prose };
        let kind = self.kinds.tell(&self.program, document, &prose, path, settings);
        let Some(plan) = kind.and_then(|told| self.plan(told.kind)) else {
            done(Step::Read);
            return Profiled { verdict: Verdict { kind, ..Verdict::default() }, words: Vec::new() };
        };
        let mut groups: Vec<(WordsId, NodeId)> = plan.words.iter().map(|(&words, &node)| (words, node)).collect();
        groups.sort_unstable_by_key(|&(words, _)| words);
        self.search(plan, layout, settings, |finder| {
            done(Step::Read);
            let mut words = Vec::with_capacity(groups.len());
            for (group, node) in groups {
                let hits = finder.list(node).range().len() + finder.labels(node).range().len();
                words.push((group, hits));
                done(Step::Words(group));
            }
            let mut ratings = Vec::with_capacity(plan.rules.len());
            for rule in &plan.rules {
                ratings.extend(rate::rate(finder, rule));
                done(Step::Rule(rule.rule));
            }
            let facts = fact::facts(finder);
            let aliases = fact::aliases(finder);
            done(Step::Facts);
            Profiled { verdict: Verdict { kind, ratings, facts, aliases }, words }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TODAY, engine, read};
    use super::*;
    use crate::language::model::KindId;

    #[test]
    fn tells_each_step_and_rates_the_same() {
        let rule = |name: &str, words: &str| {
            format!(
                "rule {name} \"Rule\"\n  answers test.first.1\n  applies note\n  basis criterion\n  green when {words}\n  \
                 red otherwise because \"no\"\n\n"
            )
        };
        let words = "words leave \"leave\"\nwords stay \"stay\"\n\n";
        let engine = engine(&format!("{words}{}{}", rule("a", "leave"), rule("b", "stay")));
        let document = read("# Note\n\n## Leaving\n\nThey leave. They leave again.");
        let settings = Settings { as_of: TODAY, kind: Some(KindId(0)) };
        let mut steps = Vec::new();
        let profiled = engine.profile(&document, "", settings, &mut |step| steps.push(step));
        let named = |name: &str| {
            let at = engine.program().words.iter().position(|words| words.name == name);
            WordsId(at.unwrap_or(usize::MAX) as u32)
        };
        let (leave, stay) = (named("leave"), named("stay"));
        let rules = [Step::Rule(RuleId(0)), Step::Rule(RuleId(1))];
        assert_eq!(steps, [&[Step::Read, Step::Words(leave), Step::Words(stay)], &rules[..], &[Step::Facts]].concat());
        assert_eq!(profiled.words, [(leave, 3), (stay, 0)]);
        assert_eq!(profiled.verdict, engine.rate(&document, "", settings));
    }
}
