use std::collections::BTreeSet;
use std::time::Instant;

use super::{Input, Session, guarded};
use crate::assess::Profile;
use crate::diagnostic::Diagnostic;
use crate::engine::Step;
use crate::language::model::{RuleId, WordsId};

impl Session {
    /// The groups of words that the rules of the run use, without those that facts and kinds alone ask for.
    pub fn words_of_rules(&self) -> BTreeSet<WordsId> {
        let rules = 0..self.program().rules.len();
        rules.flat_map(|rule| self.engine.groups_of(RuleId(rule as u32))).collect()
    }

    /// Where the time goes and what of the rules is of use, over some documents, one after another; and what is wrong with
    /// those that cannot be read, by the index of the input.
    ///
    /// Each document is rated once before its steps are timed, so that what is made at first need is not counted.
    pub fn profile(&self, inputs: &[Input]) -> (Profile, Vec<(usize, Diagnostic)>) {
        let (mut profile, mut refused) = (Profile::default(), Vec::new());
        for (index, input) in inputs.iter().enumerate() {
            let rated = match self.open(input).outcome {
                Ok(rated) => rated,
                Err(problem) => {
                    refused.push((index, problem));
                    continue;
                }
            };
            let mut times: Vec<(Step, u64)> = Vec::new();
            let mut last = Instant::now();
            let mut done = |step| {
                let now = Instant::now();
                times.push((step, u64::try_from((now - last).as_nanos()).unwrap_or(u64::MAX)));
                last = now;
            };
            let work = || Ok(self.engine.profile(&rated.document, &input.path, self.settings, &mut done));
            match guarded(work) {
                Ok(profiled) => profile.add(self.program(), &profiled, &times),
                Err(problem) => refused.push((index, problem)),
            }
        }
        (profile, refused)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;

    use crate::workspace::{RuleSet, Selection, Session};

    #[test]
    fn the_words_of_selected_rules_are_theirs_alone() {
        let mut rules = RuleSet::load(&["tests/data/cmd/shore.rules".into()]).unwrap();
        let select = vec!["shore.quay.disputes".to_owned()];
        rules.select(&Selection { select, ignore: Vec::new() }).unwrap();
        let session = Session::new(rules, date(2026, 11, 22), None);
        let words = session.words_of_rules().into_iter();
        let mut names: Vec<&str> = words.map(|words| &*session.program().words[words.at()].name).collect();
        names.sort_unstable();
        assert_eq!(names, ["dispute", "settle"]);
    }
}
