use std::collections::BTreeMap;

use crate::engine::{Profiled, Step};
use crate::language::Program;
use crate::language::model::{RuleId, WordsId};

/// Where the time of a run went, and what of the rules was of use: summed up over documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Documents that were rated.
    pub documents: usize,
    /// Nanoseconds of all steps.
    pub whole: u64,
    /// Nanoseconds spent on reading words, telling kinds and looking for the words of all rules.
    pub reading: u64,
    /// Nanoseconds spent on facts.
    pub facts: u64,
    /// The rules that were tried.
    pub rules: BTreeMap<RuleId, RuleUse>,
    /// The groups of words that were asked for.
    pub words: BTreeMap<WordsId, WordsUse>,
}

/// What a rule was of use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleUse {
    /// Nanoseconds spent on it.
    pub time: u64,
    /// Documents that it rated.
    pub documents: usize,
    /// How often each of its arms decided, in the order written.
    pub arms: Vec<usize>,
}

/// What a group of words was of use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordsUse {
    /// Nanoseconds spent on it.
    pub time: u64,
    /// Documents that were asked for it.
    pub documents: usize,
    /// Those that hold it.
    pub met: usize,
    /// How often it stands in them.
    pub hits: usize,
}

impl Profile {
    /// Adds one document: what came of it, and the nanoseconds of each step.
    pub fn add(&mut self, program: &Program, profiled: &Profiled, times: &[(Step, u64)]) {
        self.documents += usize::from(profiled.verdict.kind.is_some());
        for &(step, time) in times {
            self.whole += time;
            match step {
                Step::Read => self.reading += time,
                Step::Facts => self.facts += time,
                Step::Words(words) => self.words.entry(words).or_default().time += time,
                Step::Rule(rule) => self.rules.entry(rule).or_default().time += time,
            }
        }
        for &(words, hits) in &profiled.words {
            let used = self.words.entry(words).or_default();
            used.documents += 1;
            used.met += usize::from(hits > 0);
            used.hits += hits;
        }
        for rating in &profiled.verdict.ratings {
            let used = self.rules.entry(rating.rule).or_default();
            used.documents += 1;
            let arms = program.rules.get(rating.rule.at()).map_or(0, |rule| rule.arms.len());
            used.arms.resize(arms, 0);
            if let Some(arm) = used.arms.get_mut(rating.arm) {
                *arm += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Settings};
    use crate::language::{RuleFile, compile};
    use crate::read;

    #[test]
    fn sums_up_time_arms_and_hits() {
        let text = include_str!("../../tests/data/cmd/failing.rules").into();
        let engine = Engine::new(compile(&[RuleFile { name: "failing.rules".into(), text }]).0);
        let settings = Settings { as_of: jiff::civil::date(2026, 11, 22), kind: None };
        let mut profile = Profile::default();
        for text in ["The depth is 3 metres. It is deep.", "It is blue."] {
            let document = read::markdown(format!("# Harbour agreement\n\n{text}").as_bytes()).unwrap_or_default();
            let mut times = Vec::new();
            let profiled = engine.profile(&document, "x.md", settings, &mut |step| times.push((step, 10)));
            profile.add(engine.program(), &profiled, &times);
        }
        let rule = &profile.rules[&RuleId(0)];
        assert_eq!((rule.documents, rule.time, &rule.arms[..]), (2, 20, &[1, 1][..]));
        let words: Vec<_> = profile.words.values().map(|used| (used.documents, used.met, used.hits)).collect();
        assert_eq!(words, [(2, 1, 2)]);
        assert_eq!((profile.documents, profile.reading, profile.facts, profile.whole), (2, 20, 20, 80));
    }
}
