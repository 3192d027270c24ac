//! Documents read and rated one after another, on several threads, and taken in their order.

mod order;

use std::collections::BTreeSet;
use std::io;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::{Input, Session, guarded};
use crate::assess::{Assessed, Met, Tally};
use order::in_order;

/// Documents read and rated one after another.
pub struct Batch<'a, F> {
    /// What rates them.
    pub session: &'a Session,
    /// The documents.
    pub inputs: &'a [Input],
    /// Makes something of one document, such as its output, given which one it is.
    pub show: F,
}

/// Asks a run to begin no further document; may be asked by any thread.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks it.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked.
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl<F, T> Batch<'_, F>
where
    F: Fn(usize, &Assessed) -> io::Result<T> + Sync,
    T: Send,
{
    /// Takes what was made of every document in the order of the inputs, whatever the number of threads, and counts. A document
    /// lives only while it is being worked on, and of what was made of all of them little is held at once.
    pub fn run(&self, take: impl FnMut(T) -> io::Result<()>) -> io::Result<Tally> {
        self.run_until(&Stop::default(), take)
    }

    /// The same, until it is asked to stop: the documents that are being worked on then are the last. What could only be said of
    /// all documents is then not said: what bundles come to of which some are not read, and which waivers nobody needs.
    pub fn run_until(&self, stop: &Stop, mut take: impl FnMut(T) -> io::Result<()>) -> io::Result<Tally> {
        let (session, program) = (self.session, self.session.program());
        let mut tally = {
            let mut bundles = session.bundles().to_vec();
            for (index, bundle) in bundles.iter_mut().enumerate() {
                let own = self.inputs.iter().filter(|input| input.said.bundle == Some(index));
                bundle.awaited = Some(own.count());
            }
            Tally::of_bundles(program, session.asked(), bundles).knowing(session.known())
        };
        let mut failed = Ok(());
        let show = |index: usize, assessed: &Assessed| (Met::of(program, assessed), (self.show)(index, assessed));
        let read = session.each_until(stop, self.inputs, show, |(met, shown)| {
            tally.add(program, met);
            failed = shown.and_then(&mut take);
            if failed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        failed?;
        if let Some(cache) = session.cache() {
            cache.finish();
        }
        let left = &self.inputs[read..];
        if left.is_empty() {
            tally.finish(program);
            session.close(&mut tally);
            session.remark(&mut tally);
        } else {
            let open: BTreeSet<usize> = left.iter().filter_map(|input| input.said.bundle).collect();
            tally.interrupt(program, left.len(), &open);
            session.close(&mut tally);
        }
        Ok(tally)
    }
}

impl Session {
    /// Says on how many threads documents are worked on; as many as the processor has where nothing is said.
    #[must_use]
    pub fn jobs(self, jobs: Option<NonZero<usize>>) -> Self {
        Self { jobs, ..self }
    }

    /// Opens, reads and rates each document and makes something of it, worked on by all threads; in the order of the inputs.
    ///
    /// A panic in that costs this document alone: the thing is then made of a document that could not be read.
    pub fn each<T: Send>(&self, inputs: &[Input], make: impl Fn(usize, &Assessed) -> T + Sync) -> Vec<T> {
        let mut all = Vec::with_capacity(inputs.len());
        self.each_until(&Stop::default(), inputs, make, |made| {
            all.push(made);
            ControlFlow::Continue(())
        });
        all
    }

    /// The same, with each thing taken as soon as all before it are; until it ends or is stopped. Says how many were taken.
    fn each_until<T: Send>(
        &self,
        stop: &Stop,
        inputs: &[Input],
        make: impl Fn(usize, &Assessed) -> T + Sync,
        take: impl FnMut(T) -> ControlFlow<()>,
    ) -> usize {
        let one = |index: usize| {
            let input = &inputs[index];
            let assessed = self.open(input);
            let lost = |problem| make(index, &Assessed::unread(&input.path, problem));
            guarded(|| Ok(make(index, &assessed))).unwrap_or_else(lost)
        };
        let jobs = self.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get);
        in_order(inputs.len(), jobs, stop, one, take)
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
