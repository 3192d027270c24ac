use std::collections::BTreeMap;

use super::{Sign, Stand};
use crate::assess::{Answer, Assessed, Partnership, by_question};
use crate::engine::Rating;
use crate::language::Program;

/// What a document of this run is compared by, kept when the document itself is gone.
#[derive(Clone, Debug)]
pub struct Seen {
    pub(super) path: String,
    pub(super) sha256: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) title: Option<String>,
    pub(super) read: bool,
    pub(super) partnership: Partnership,
    /// Each question that it was asked, by id, with its worst rating.
    pub(super) stands: BTreeMap<String, Stand>,
    /// The same on the day of the earlier run; none where it is the same day.
    pub(super) then: Option<BTreeMap<String, Stand>>,
}

impl Seen {
    /// What `assessed` is compared by; `then` are its ratings on the day of the earlier run, where that is another.
    pub fn of(program: &Program, assessed: &Assessed, then: Option<&[Rating]>) -> Self {
        let rated = assessed.outcome.as_ref().ok();
        let told = rated.and_then(|rated| rated.verdict.kind);
        let kind = told.and_then(|told| program.kinds.get(told.kind.at())).map(|kind| kind.name.clone());
        let title = rated.and_then(|rated| rated.title());
        Self {
            path: assessed.path.clone(),
            sha256: assessed.digest.map(|digest| digest.to_string()),
            kind,
            title: title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" ")),
            read: rated.is_some(),
            partnership: assessed.partnership.clone(),
            stands: stands(program, assessed.ratings()),
            then: then.map(|ratings| stands(program, ratings)),
        }
    }
}

impl Seen {
    /// What it is known again by.
    pub(super) fn sign(&self) -> Sign<'_> {
        let Self { path, sha256, kind, title, .. } = self;
        Sign { path, sha256: sha256.as_deref(), kind: kind.as_deref(), title: title.as_deref() }
    }
}

fn stands(program: &Program, ratings: &[Rating]) -> BTreeMap<String, Stand> {
    let stand = |answer: Answer| {
        let question = program.questions.get(answer.question.at())?;
        let rule = program.rules.get(answer.rating.rule.at())?;
        let (colour, rule) = (answer.rating.colour, rule.id.clone());
        let reason = colour.is_answer().then_some(answer.rating.reason);
        Some((question.id.clone(), Stand { colour, reason, rule }))
    };
    by_question(program, ratings).into_iter().filter_map(stand).collect()
}
