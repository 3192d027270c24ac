use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::super::Heading;
use super::super::json::{Evidence, Head, Stands, Unread, entry, kind_name};
use super::ScoreReport;
use crate::assess::{Assessed, Rated, Tally};
use crate::language::Program;
use crate::score::{Figures, LeftOut, Miss, Pointed, Quote, Score, Sorted};

/// The comparison as one JSON object.
pub struct ScoreJson<'a> {
    heading: Heading<'a>,
}

impl<'a> ScoreJson<'a> {
    /// A comparison of a run.
    pub fn new(heading: Heading<'a>) -> Self {
        Self { heading }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    kind: Option<&'a str>,
    error: Option<Unread<'a>>,
    misses: Vec<Differs<'a>>,
}

#[derive(Serialize)]
struct Differs<'a> {
    check: &'a str,
    expected: &'static str,
    got: &'static str,
    other_evidence: bool,
    rule: Option<&'a str>,
    reason: Option<&'static str>,
    message: Option<&'a str>,
    evidence: Vec<Evidence>,
    near: Vec<Near>,
    reader: Vec<Reader<'a>>,
    note: &'a str,
}

#[derive(Serialize)]
struct Near {
    reason: &'static str,
    #[serde(flatten)]
    evidence: Evidence,
}

#[derive(Serialize)]
struct Reader<'a> {
    /// As the reader gives it; none for digests.
    quote: Option<&'a str>,
    /// Where it stands in the document, if it does.
    found: Option<Stands>,
}

#[derive(Serialize)]
struct Summary<'a> {
    checks: Vec<Check<'a>>,
    pooled: Shares,
    all_green: Shares,
    all_red: Shares,
    mean: Mean,
    left_out: Left<'a>,
    documents_compared: usize,
    documents_read: usize,
    documents_unreadable: usize,
}

#[derive(Serialize)]
struct Check<'a> {
    check: &'a str,
    #[serde(flatten)]
    shares: Shares,
}

#[derive(Serialize)]
struct Mean {
    #[serde(flatten)]
    shares: Shares,
    varied: usize,
}

#[derive(Serialize)]
struct Shares {
    count: usize,
    gap_precision: Option<f64>,
    gap_recall: Option<f64>,
    red_precision: Option<f64>,
    red_recall: Option<f64>,
    agree: Option<f64>,
    kappa: Option<f64>,
    evidence: Option<f64>,
    unrated: usize,
}

#[derive(Serialize)]
struct Left<'a> {
    documents: &'a BTreeMap<String, usize>,
    doubtful: &'a BTreeMap<String, usize>,
    checks: &'a BTreeMap<String, usize>,
}

impl ScoreReport for ScoreJson<'_> {
    fn open(&self) -> io::Result<Vec<u8>> {
        Head::of(self.heading).open()
    }

    fn document(&self, index: usize, assessed: &Assessed, misses: &[Miss]) -> io::Result<Vec<u8>> {
        let program = self.heading.program;
        let document = Document {
            path: &assessed.path,
            kind: kind_name(program, assessed),
            error: Unread::of(assessed),
            misses: misses.iter().map(|miss| Differs::of(program, assessed, miss)).collect(),
        };
        entry(index, &document)
    }

    fn close(&self, score: &Score, sorted: &Sorted, tally: &Tally) -> io::Result<Vec<u8>> {
        let question = |at: usize| self.heading.program.questions.get(at).map_or("", |question| &*question.id);
        let checks = score
            .checks
            .iter()
            .map(|(check, figures)| Check { check: question(check.at()), shares: Shares::of(figures) });
        let LeftOut { documents, doubtful, checks: unanswered } = &sorted.left_out;
        let summary = Summary {
            checks: checks.collect(),
            pooled: Shares::of(&score.pooled),
            all_green: Shares::of(&score.all_green),
            all_red: Shares::of(&score.all_red),
            mean: Mean { shares: Shares::of(&score.mean), varied: score.varied },
            left_out: Left { documents, doubtful, checks: unanswered },
            documents_compared: sorted.documents(),
            documents_read: tally.read,
            documents_unreadable: tally.unreadable,
        };
        let mut out = b"\n],\n\"score\":".to_vec();
        serde_json::to_writer(&mut out, &summary)?;
        out.write_all(b"}\n")?;
        Ok(out)
    }
}

impl<'a> Differs<'a> {
    fn of(program: &'a Program, assessed: &'a Assessed, miss: &'a Miss) -> Self {
        let rated = assessed.outcome.as_ref().ok();
        let both = rated.zip(miss.rating);
        let evidence = both.map(|(rated, rating)| {
            rating.evidence.iter().map(|evidence| Evidence::of(assessed, rated, evidence)).collect()
        });
        let near = both.map(|(rated, rating)| {
            let near = rating.near.iter();
            near.map(|near| Near {
                reason: near.reason.word(),
                evidence: Evidence::of(assessed, rated, &near.evidence),
            })
            .collect()
        });
        let reader = miss.pointed.iter().map(|pointed| Reader::of(assessed, rated, pointed)).collect();
        Self {
            check: program.questions.get(miss.check.at()).map_or("", |question| &question.id),
            expected: miss.row.reader.word(),
            got: miss.row.tool.word(),
            other_evidence: miss.row.hit == Some(false),
            rule: miss.rating.and_then(|rating| program.rules.get(rating.rule.at())).map(|rule| &*rule.id),
            reason: miss.rating.map(|rating| rating.reason.word()),
            message: miss.rating.map(|rating| &*rating.message),
            evidence: evidence.unwrap_or_default(),
            near: near.unwrap_or_default(),
            reader,
            note: &miss.label.note,
        }
    }
}

impl<'a> Reader<'a> {
    fn of(assessed: &Assessed, rated: Option<&Rated>, pointed: &'a Pointed) -> Self {
        Self {
            quote: match pointed.quote {
                Quote::Words(words) => Some(words),
                Quote::Digests { .. } => None,
            },
            found: rated.zip(pointed.span).map(|(rated, span)| Stands::of(assessed, rated, span)),
        }
    }
}

impl Shares {
    fn of(figures: &Figures) -> Self {
        let &Figures { count, gap_precision, gap_recall, red_precision, red_recall, agree, kappa, evidence, unrated } =
            figures;
        Self { count, gap_precision, gap_recall, red_precision, red_recall, agree, kappa, evidence, unrated }
    }
}
