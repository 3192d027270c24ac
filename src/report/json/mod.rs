//! The report for other programs, as the output contract lays it down: one object, its fields in a fixed order.

mod bundle;
mod catalogue;
mod count;
mod document;
mod facts;
mod people;
mod place;
mod problem;
mod since;
mod trace;

pub use catalogue::catalogue_json;
pub use facts::FactsJson;
pub(super) use place::{Evidence, Position, Stands};

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{DISCLAIMER, Heading, Report, TOOL};
use crate::assess::{Assessed, Stamp, Tally};
use crate::engine::Colour;
use crate::language::Program;

/// Version of the layout of the object.
pub(super) const VERSION: u32 = 1;

/// The report as JSON: an open object, one line a document, and the end of the object.
pub struct Json<'a> {
    heading: Heading<'a>,
}

impl<'a> Json<'a> {
    /// A report of a run.
    pub fn new(heading: Heading<'a>) -> Self {
        Self { heading }
    }
}

/// One document of the list of documents, on a line of its own.
pub(super) fn entry(index: usize, document: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(1 << 12);
    out.extend(if index == 0 { &b"\n"[..] } else { b",\n" });
    serde_json::to_writer(&mut out, document)?;
    Ok(out)
}

/// The name of the kind that a document was told to be.
pub(super) fn kind_name<'a>(program: &'a Program, assessed: &Assessed) -> Option<&'a str> {
    let told = assessed.outcome.as_ref().ok()?.verdict.kind?;
    program.kinds.get(told.kind.at()).map(|kind| &*kind.name)
}

/// Why a document could not be read.
#[derive(Serialize)]
pub(super) struct Unread<'a> {
    code: &'a str,
    message: &'a str,
}

impl<'a> Unread<'a> {
    /// That of a document; none where it was read.
    pub(super) fn of(assessed: &'a Assessed) -> Option<Self> {
        assessed.outcome.as_ref().err().map(|error| Self { code: error.code, message: &error.message })
    }
}

/// What every report of documents opens with.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    version: u32,
    tool: &'static str,
    as_of: String,
    disclaimer: &'static str,
    packs: Vec<Pack<'a>>,
    config_sha256: Option<String>,
    profile: BTreeMap<&'a str, String>,
    revisions: &'static str,
}

#[derive(Serialize)]
struct Pack<'a> {
    id: &'a str,
    version: &'a str,
    rules: usize,
    sha256: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Summary {
    documents: usize,
    unreadable: usize,
    red: usize,
    amber: usize,
    green: usize,
    unclear: usize,
    not_applicable: usize,
    unrated: usize,
}

/// That a run was stopped before all documents were read.
#[derive(Serialize)]
struct Interrupted {
    /// How many were not.
    left: usize,
}

impl<'a> Head<'a> {
    /// The head of a run's report.
    pub(super) fn of(heading: Heading<'a>) -> Self {
        let pack = |stamp: &'a Stamp| Pack {
            id: &stamp.id,
            version: &stamp.version,
            rules: stamp.rules,
            sha256: stamp.digest.to_string(),
        };
        Self {
            version: VERSION,
            tool: TOOL,
            as_of: heading.as_of.to_string(),
            disclaimer: DISCLAIMER,
            packs: heading.packs.iter().map(pack).collect(),
            config_sha256: heading.config.map(|digest| digest.to_string()),
            profile: heading.partnership.told(heading.program).collect(),
            revisions: heading.revisions.word(),
        }
    }

    /// It as an object that is left open where the documents begin.
    pub(super) fn open(&self) -> io::Result<Vec<u8>> {
        let mut out = serde_json::to_vec(self)?;
        out.pop();
        out.extend(b",\n\"documents\":[");
        Ok(out)
    }
}

impl Report for Json<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Head::of(self.heading).open()
    }

    fn document(&self, index: usize, assessed: &Assessed) -> io::Result<Vec<u8>> {
        entry(index, &document::Document::of(self.heading, assessed))
    }

    fn close(&self, tally: &Tally) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        self.close_to(tally, &mut out)?;
        Ok(out)
    }

    fn close_to(&self, tally: &Tally, mut out: &mut dyn Write) -> io::Result<()> {
        let summary = Summary {
            documents: tally.read + tally.unreadable,
            unreadable: tally.unreadable,
            red: tally.count(Colour::Red),
            amber: tally.count(Colour::Amber),
            green: tally.count(Colour::Green),
            unclear: tally.count(Colour::Unclear),
            not_applicable: tally.count(Colour::NotApplicable),
            unrated: tally.count(Colour::Unrated),
        };
        out.write_all(b"\n],\n\"bundles\":[")?;
        for (index, rollup) in tally.bundles.iter().enumerate() {
            out.write_all(if index == 0 { &b""[..] } else { b"," })?;
            serde_json::to_writer(&mut out, &bundle::Bundle::of(self.heading, rollup))?;
        }
        out.write_all(b"]")?;
        if let Some(since) = &tally.since {
            out.write_all(b",\n\"since\":")?;
            serde_json::to_writer(&mut out, &since::Since::of(self.heading.program, since))?;
        }
        let problems: Vec<_> = tally.problems.iter().map(|problem| problem::Problem::of(tally, problem)).collect();
        out.write_all(b",\n\"problems\":")?;
        serde_json::to_writer(&mut out, &problems)?;
        out.write_all(b",\n\"interrupted\":")?;
        serde_json::to_writer(&mut out, &(tally.left > 0).then_some(Interrupted { left: tally.left }))?;
        out.write_all(b",\n\"summary\":")?;
        serde_json::to_writer(&mut out, &summary)?;
        out.write_all(b"}\n")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::testing;
    use super::*;
    use crate::assess::{Digest, Met};
    use crate::language::Program;

    fn whole() -> String {
        let program = testing::program();
        let packs = [Stamp { id: "shore".into(), version: "1.0".into(), rules: 4, digest: Digest::of(b"the files") }];
        let json = Json::new(testing::heading(&program, &packs));
        let mut out = json.open().unwrap();
        let mut tally = Tally::default();
        for (index, assessed) in [testing::assessed(), testing::refused()].iter().enumerate() {
            out.extend(json.document(index, assessed).unwrap());
            tally.add(&program, Met::of(&testing::program(), assessed));
        }
        out.extend(json.close(&tally).unwrap());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn words_have_a_page_and_no_line_where_the_file_is_no_text() {
        let program = testing::program();
        let heading = testing::heading(&program, &[]);
        let line = Json::new(heading).document(0, &testing::worded()).unwrap();
        let document: serde_json::Value = serde_json::from_slice(&line).unwrap();
        assert_eq!(document["notes"], serde_json::json!(["12 tracked changes read as accepted"]));
        let evidence: Vec<&serde_json::Value> = document["ratings"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|rating| rating["evidence"].as_array().unwrap())
            .collect();
        let pages: Vec<_> = evidence.iter().map(|evidence| evidence["page"].as_u64().unwrap()).collect();
        assert_eq!(pages, [1, 1]);
        assert!(evidence.iter().all(|evidence| evidence["start"].is_null() && evidence["end"].is_null()));
    }

    #[test]
    fn follows_the_contract() {
        insta::assert_snapshot!("json", whole().replace(",\"", ",\n\""));
    }

    #[test]
    fn quotes_stand_at_their_places() {
        let whole: serde_json::Value = serde_json::from_str(&whole()).unwrap();
        let evidence = &whole["documents"][0]["ratings"][0]["evidence"][0];
        let byte = |end: &str| evidence[end]["byte"].as_u64().unwrap() as usize;
        assert_eq!(&testing::HARBOUR[byte("start")..byte("end")], evidence["quote"].as_str().unwrap());
        assert_eq!((&evidence["start"]["line"], &evidence["start"]["column"]), (&11.into(), &5.into()));
    }

    #[test]
    fn a_run_without_documents_is_whole() {
        let program = Program::default();
        let json = Json::new(testing::heading(&program, &[]));
        let out = [json.open().unwrap(), json.close(&Tally::default()).unwrap()].concat();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(value["documents"], serde_json::json!([]));
    }
}
