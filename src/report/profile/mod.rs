//! Where the time of a run went, and which lines and words of the rules were of use, for whoever writes rules.

mod json;
mod text;

use crate::assess::{Profile, RuleUse, WordsUse};
use crate::language::model::{Arm, RuleId, Words};
use crate::language::{Program, RuleFile};

/// A profile with the rules that it is of.
#[derive(Clone, Copy, Debug)]
pub struct Profiling<'a> {
    /// The rules.
    pub program: &'a Program,
    /// The files that they were read from.
    pub files: &'a [RuleFile],
    /// What was measured.
    pub profile: &'a Profile,
}

impl<'a> Profiling<'a> {
    /// The rules that were tried, the slowest first.
    fn rules(&self) -> Vec<(RuleId, &'a RuleUse)> {
        let mut rules: Vec<_> = self.profile.rules.iter().map(|(&rule, used)| (rule, used)).collect();
        rules.sort_by_key(|&(rule, used)| (std::cmp::Reverse(used.time), rule));
        rules
    }

    /// The groups of words that have names of their own and were asked for, the slowest first.
    fn words(&self) -> Vec<(&'a Words, &'a WordsUse)> {
        let words = self.profile.words.iter();
        let mut words: Vec<_> =
            words.filter_map(|(words, used)| Some((self.program.words.get(words.at())?, used))).collect();
        words.retain(|(words, _)| words.declared);
        words.sort_by_key(|(_, used)| std::cmp::Reverse(used.time));
        words
    }

    fn share(&self, time: u64) -> f64 {
        if self.profile.whole == 0 { 0.0 } else { time as f64 / self.profile.whole as f64 }
    }

    /// An arm as it is written, with how often it decided.
    fn arms(&self, rule: RuleId, used: &'a RuleUse) -> impl Iterator<Item = (String, usize)> {
        let arms: &[Arm] = self.program.rules.get(rule.at()).map_or(&[], |rule| &rule.arms);
        let counts = used.arms.iter().copied().chain(std::iter::repeat(0));
        arms.iter().zip(counts).map(|(arm, count)| (super::trace::written(self.files, arm), count))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::Screen;
    use super::super::testing;
    use super::*;
    use crate::language::model::WordsId;

    /// What a profile made by hand looks like, as text and as JSON.
    fn shown(profile: &Profile) -> (String, serde_json::Value) {
        let text = include_str!("../../../tests/data/cmd/shore.rules");
        let files = [RuleFile { name: "shore.rules".into(), text: text.into() }];
        let program = testing::program();
        let profiling = Profiling { program: &program, files: &files, profile };
        let mut screen = Screen::new(80, false);
        profiling.print(&mut screen);
        let text = String::from_utf8(screen.into_bytes()).unwrap();
        (text, serde_json::from_slice(&profiling.json().unwrap()).unwrap())
    }

    fn declared(name: &str) -> WordsId {
        let words = testing::program().words;
        WordsId(words.iter().position(|words| words.declared && words.name == name).unwrap() as u32)
    }

    #[test]
    fn the_slowest_come_first_and_what_is_of_no_use_is_said() {
        let rule = |time, arms: &[usize]| RuleUse { time, documents: arms.iter().sum(), arms: arms.to_vec() };
        let words = |time, met, hits| WordsUse { time, documents: 6, met, hits };
        let profile = Profile {
            documents: 6,
            whole: 2_000_000,
            reading: 800_000,
            facts: 20_000,
            rules: BTreeMap::from([
                (RuleId(0), rule(180_000, &[6, 0])),
                (RuleId(1), rule(900_000, &[1, 2, 0, 3])),
                (RuleId(3), rule(0, &[])),
            ]),
            words: BTreeMap::from([
                (declared("meet"), words(10_000, 4, 9)),
                (declared("dispute"), words(90_000, 6, 31)),
                (declared("cost"), words(0, 0, 0)),
            ]),
        };
        let (text, value) = shown(&profile);
        insta::assert_snapshot!("text", text);
        let rules: Vec<&str> =
            value["rules"].as_array().unwrap().iter().map(|rule| rule["rule"].as_str().unwrap()).collect();
        assert_eq!(rules, ["shore.quay.disputes", "shore.quay.meetings", "shore.quay.review"]);
        assert_eq!((&value["rules"][0]["share"], &value["rules"][0]["lines"][1]["decided"]), (&0.45.into(), &2.into()));
        assert_eq!(value["rules"][2]["lines"][1]["decided"], 0);
        assert_eq!((&value["words"][0]["words"], &value["words"][0]["hits"]), (&"dispute".into(), &31.into()));
    }

    #[test]
    fn nothing_measured_is_nothing_divided() {
        let (text, value) = shown(&Profile::default());
        assert!(
            text.ends_with(
                "0 rules over 0 documents in 0.0 ms: 0.0 % for reading and finding words, 0.0 %\n\
             for facts. 0 lines never decided, 0 groups of words never stood there.\n"
            ),
            "{text}"
        );
        assert_eq!(value["reading"]["share"], 0.0);
    }
}
