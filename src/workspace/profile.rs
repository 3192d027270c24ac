use std::time::Instant;

use super::{Input, Session, guarded};
use crate::assess::Profile;
use crate::diagnostic::Diagnostic;
use crate::engine::Step;

impl Session {
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
