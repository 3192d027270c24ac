use std::io;

use serde::Serialize;

use super::{Head, Stands, Unread, entry, kind_name};
use crate::assess::{Assessed, Tally};
use crate::engine::FactValue;
use crate::language::Program;
use crate::report::{Heading, Report};

/// The facts of documents as one JSON object.
pub struct FactsJson<'a> {
    heading: Heading<'a>,
}

impl<'a> FactsJson<'a> {
    /// The facts of a run.
    pub fn new(heading: Heading<'a>) -> Self {
        Self { heading }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    kind: Option<&'a str>,
    error: Option<Unread<'a>>,
    facts: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Fact<'a> {
    name: &'a str,
    /// The sort of value; `record` for a record.
    sort: &'static str,
    value: &'a str,
    #[serde(flatten)]
    stands: Stands,
}

#[derive(Serialize)]
struct Summary {
    documents: usize,
    unreadable: usize,
    untold: usize,
    facts: usize,
}

impl Report for FactsJson<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Head::of(self.heading).open()
    }

    fn document(&self, index: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        entry(index, &Document::of(self.heading.program, assessed))
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let summary = Summary {
            documents: tally.read + tally.unreadable,
            unreadable: tally.unreadable,
            untold: tally.untold,
            facts: tally.facts,
        };
        let mut out = b"\n],\n\"summary\":".to_vec();
        serde_json::to_writer(&mut out, &summary)?;
        out.extend(b"}\n");
        Ok(out)
    }
}

impl<'a> Document<'a> {
    fn of(program: &'a Program, assessed: &'a Assessed) -> Self {
        let rated = assessed.outcome.as_ref().ok();
        let fact = |fact: &'a FactValue| {
            let stands = Stands::of(assessed, rated?, fact.span);
            let sort =
                fact.typed.as_ref().map_or(if fact.named { "name" } else { "record" }, |value| value.recogniser.name());
            Some(Fact { name: &fact.name, sort, value: &fact.value, stands })
        };
        Self {
            path: &assessed.path,
            kind: kind_name(program, assessed),
            error: Unread::of(assessed),
            facts: rated.into_iter().flat_map(|rated| &rated.verdict.facts).filter_map(fact).collect(),
        }
    }
}
