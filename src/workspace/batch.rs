use std::io;

use rayon::prelude::*;

use super::{Input, Session, guarded};
use crate::assess::{Assessed, Met, Tally};

/// Documents whose output is held at once. Each document itself lives only while it is being worked on.
const AT_ONCE: usize = 256;

/// Documents read and rated one after another, worked on by all threads.
pub struct Batch<'a, F> {
    /// What rates them.
    pub session: &'a Session,
    /// The documents.
    pub inputs: &'a [Input],
    /// Makes something of one document, such as its output, given which one it is.
    pub show: F,
}

impl<F, T> Batch<'_, F>
where
    F: Fn(usize, &Assessed) -> io::Result<T> + Sync,
    T: Send,
{
    /// Takes what was made of every document in the order of the inputs, whatever the number of threads, and counts.
    pub fn run(&self, mut take: impl FnMut(T) -> io::Result<()>) -> io::Result<Tally> {
        let mut tally = {
            let mut bundles = self.session.bundles().to_vec();
            for (index, bundle) in bundles.iter_mut().enumerate() {
                let own = self.inputs.iter().filter(|input| input.said.bundle == Some(index));
                bundle.awaited = Some(own.count());
            }
            let known = self.session.known();
            Tally::of_bundles(self.session.program(), self.session.asked(), bundles).knowing(known)
        };
        for (chunk, inputs) in self.inputs.chunks(AT_ONCE).enumerate() {
            let first = chunk * AT_ONCE;
            let show =
                |index, assessed: &_| (Met::of(self.session.program(), assessed), (self.show)(first + index, assessed));
            for (met, shown) in self.session.each(inputs, show) {
                tally.add(self.session.program(), met);
                take(shown?)?;
            }
        }
        tally.finish(self.session.program());
        self.session.remark(&mut tally);
        Ok(tally)
    }
}

impl Session {
    /// Opens, reads and rates each document and makes something of it, worked on by all threads; in the order of the inputs.
    ///
    /// A panic in that costs this document alone: the thing is then made of a document that could not be read.
    pub fn each<T: Send>(&self, inputs: &[Input], make: impl Fn(usize, &Assessed) -> T + Sync) -> Vec<T> {
        let one = |(index, input): (usize, &Input)| {
            let assessed = self.open(input);
            let lost = |problem| make(index, &Assessed::unread(&input.path, problem));
            guarded(|| Ok(make(index, &assessed))).unwrap_or_else(lost)
        };
        match inputs {
            // Threads take longer to start than most documents to read.
            [input] => vec![one((0, input))],
            _ => inputs.par_iter().enumerate().map(one).collect(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::PathBuf;

    use super::super::{RuleSet, discover};
    use super::*;

    #[test]
    fn a_panic_costs_one_document() {
        let rules = RuleSet::load(&[]).unwrap();
        let session = Session::new(rules, jiff::civil::date(2026, 11, 22), None);
        let paths = ["quay.md", "note.md"].map(|name| PathBuf::from("tests/data/cmd").join(name));
        let inputs = discover(&paths).inputs;
        let show = |index: usize, assessed: &Assessed| match &assessed.outcome {
            Ok(_) if index == 0 => panic!("lost"),
            Ok(_) => Ok("read "),
            Err(problem) => Ok(problem.code),
        };
        let mut out = String::new();
        let take = |shown: &str| {
            out.push_str(shown);
            Ok(())
        };
        let tally = Batch { session: &session, inputs: &inputs, show }.run(take).unwrap();
        assert_eq!(out, "internal-errorread ");
        assert_eq!((tally.read, tally.unreadable), (1, 1));
    }
}
