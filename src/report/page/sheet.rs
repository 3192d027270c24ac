use std::collections::BTreeMap;

use super::super::words::{self, folded};
use crate::assess::{Assessed, Heard, Waiver};
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{KindId, QuestionId, RuleId};

/// What the page keeps of a document when the document itself is gone.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Which document of the run it is.
    pub at: usize,
    /// What a meeting hears of it: path, title, what it says to each question.
    pub heard: Heard,
    /// Whether it could be read.
    pub read: bool,
    /// Its kind.
    pub kind: Option<KindId>,
    /// The version and the status that it states.
    pub version: Option<String>,
    pub status: Option<String>,
    /// The beginning of the digest of its bytes.
    pub digest: String,
    /// What was remarkable in reading it.
    pub notes: Vec<String>,
    /// The gaps that somebody has waived: the rule, the suggested rating, and why, by whom and until when.
    pub waived: Vec<(RuleId, Colour, String)>,
    /// What people's own ratings are for these questions, where they settle it.
    pub settled: BTreeMap<QuestionId, Colour>,
}

/// Why a gap is waived, by whom and until when.
pub(super) fn why(waiver: &Waiver) -> String {
    format!("{} ({}, until {})", waiver.reason, waiver.who, words::day(waiver.until))
}

impl Sheet {
    pub(super) fn of(program: &Program, at: usize, assessed: &Assessed) -> Self {
        let heard = Heard::of(program, assessed);
        let rated = assessed.outcome.as_ref().ok();
        let field = |name: &str| rated?.document.field(name).map(|field| folded(&field.value));
        let settled = heard.points.keys().filter_map(|&question| {
            let (said, recheck) = assessed.said(program, question)?;
            recheck.is_empty().then(|| (question, said.outcome().colour()))
        });
        let waived = assessed.ratings().iter().filter_map(|rating| {
            let waiver = assessed.waived(rating)?;
            Some((rating.rule, rating.colour, why(waiver)))
        });
        Self {
            at,
            read: rated.is_some(),
            kind: rated.and_then(|rated| rated.verdict.kind).map(|told| told.kind),
            version: field("version"),
            status: field("status"),
            digest: assessed.digest.map_or(String::new(), |digest| super::short(&digest.to_string()).to_owned()),
            notes: rated.map_or_else(Vec::new, |rated| rated.document.notes.clone()),
            waived: waived.collect(),
            settled: settled.collect(),
            heard,
        }
    }

    /// The document without its words.
    pub(super) fn gaps_alone(self) -> Self {
        Self { heard: self.heard.gaps_alone(), notes: Vec::new(), ..self }
    }

    /// The title, else the path.
    pub(super) fn name(&self) -> &str {
        self.heard.title.as_deref().unwrap_or(&self.heard.path)
    }

    /// How many questions of its sheet have a colour.
    pub(super) fn count(&self, colour: Colour) -> usize {
        self.heard.points.values().filter(|point| point.colour == colour).count()
    }
}
