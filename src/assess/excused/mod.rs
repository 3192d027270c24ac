//! Gaps that are let be: those that somebody has waived, and those that a baseline knows. Their ratings keep their colour, and fail no run.

mod across;
mod baseline;
mod directive;
mod waiver;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, FileId, Severity};
use crate::document::Document;
use crate::engine::Rating;
use crate::language::model::RuleId;
use crate::language::{Program, nearest};
use crate::source::Span;

pub use across::{Claim, Claimed, Spoken};
pub(super) use across::{remarks, waive};
pub(super) use baseline::clause;
pub use baseline::{Baseline, Known};
use directive::{Directive, directive};
pub use waiver::{Cover, Scope, Waiver};

/// The gaps of a document that are let be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excused {
    /// The rules whose gap is waived, each with the waiver.
    pub waived: BTreeMap<RuleId, Arc<Waiver>>,
    /// The rules whose gap the baseline knows; waived ones are not among them.
    pub known: BTreeSet<RuleId>,
    /// The gaps of the baseline that are gone, by their index in it.
    pub gone: Vec<usize>,
    /// What became of the waivers of the configuration that are for this document, by their index in those of the run.
    pub covers: Vec<(usize, Cover)>,
    /// The waivers that are for gaps of this document with others.
    pub claims: Vec<Claim>,
    /// Whether the document holds a waiver that cannot be read.
    pub misspoken: bool,
}

/// Most waivers of one document that are heard.
const MOST_WAIVERS: usize = 1000;

/// The rules of a run, as whoever names one may know them.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The rules that are run.
    pub program: &'a Program,
    /// Ids of those that are not.
    pub left_out: &'a [String],
    /// The day of the run.
    pub as_of: Date,
}

impl Asking<'_> {
    /// The rules of an id: that of a rule, or of a question that rules answer; none where those are not run. An error is how to
    /// put it right.
    pub fn rules(&self, id: &str) -> Result<Vec<RuleId>, String> {
        let rules = self.program.rules.iter().enumerate();
        if let Some((index, _)) = rules.clone().find(|(_, rule)| rule.id == id) {
            return Ok(vec![RuleId(index as u32)]);
        }
        if let Some(index) = self.program.questions.iter().position(|question| question.id == id) {
            let asked = crate::language::model::QuestionId(index as u32);
            let answer = rules.filter(|(_, rule)| self.program.answers(rule, asked));
            return Ok(answer.map(|(index, _)| RuleId(index as u32)).collect());
        }
        if self.left_out.iter().any(|known| known == id) {
            return Ok(Vec::new());
        }
        let known = self.program.rules.iter().map(|rule| &*rule.id);
        let known = known.chain(self.program.questions.iter().map(|question| &*question.id));
        let known = known.chain(self.left_out.iter().map(String::as_str));
        Err(match nearest(id, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a rule or a question in full: `govlint rules list` shows them".to_owned(),
        })
    }
}

impl Excused {
    /// Hears the waivers that stand in a document's own comments. What is wrong with them is returned, with places in the file:
    /// errors where one cannot be read, warnings where one is overdue or waives nothing.
    pub fn hear(&mut self, asking: Asking, document: &Document, ratings: &[Rating]) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let found = document.comments.iter().filter_map(|comment| Some((comment, directive(comment)?)));
        for (index, (comment, found)) in found.enumerate() {
            let found = match found {
                _ if index == MOST_WAIVERS => {
                    let message = format!("only the first {MOST_WAIVERS} waivers of a document are heard");
                    problems.push(Diagnostic::error("too-many-waivers", message).at(FileId(0), comment.origin, ""));
                    break;
                }
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
                Ok(found) => found,
            };
            let Directive { id, reason, who, until } = found;
            match asking.rules(&id) {
                Err(help) => {
                    let problem = Diagnostic::error("unknown-rule", format!("no rule or question is called `{id}`"));
                    problems.push(problem.at(FileId(0), comment.origin, "").help(help));
                }
                Ok(rules) => {
                    let waiver = Arc::new(Waiver { id, rules, reason, who, until });
                    let scope = document.block_of(comment).map_or(Scope::Nowhere, Scope::Block);
                    let cover = self.apply(&waiver, &scope, asking.as_of, document, ratings);
                    if !self.claim(asking, &waiver, scope, cover, Spoken::Comment(comment.origin)) {
                        problems.extend(remark(&waiver, cover, FileId(0), comment.origin));
                    }
                }
            }
        }
        self.misspoken = problems.iter().any(|problem| problem.severity == Severity::Error);
        problems
    }

    /// Keeps a waiver for what the document says with others, where it is for that too.
    pub fn claim(&mut self, asking: Asking, waiver: &Arc<Waiver>, scope: Scope, cover: Cover, said: Spoken) -> bool {
        let across = |rule: &RuleId| asking.program.rules.get(rule.at()).is_some_and(|rule| rule.across.is_some());
        let wanted = waiver.rules.iter().any(across);
        self.claims.extend(wanted.then(|| Claim { waiver: Arc::clone(waiver), said, scope, cover }));
        wanted
    }

    /// Applies a waiver to the gaps of a document.
    pub fn apply(
        &mut self,
        waiver: &Arc<Waiver>,
        scope: &Scope,
        as_of: Date,
        document: &Document,
        ratings: &[Rating],
    ) -> Cover {
        let met: Vec<&Rating> = ratings.iter().filter(|rating| waiver.rules.contains(&rating.rule)).collect();
        if met.is_empty() {
            return Cover::Unmet;
        }
        let covered = met.iter().filter(|rating| rating.colour.is_gap() && scope.holds(document, rating));
        let covered: Vec<RuleId> = covered.map(|rating| rating.rule).collect();
        match covered.is_empty() {
            true => Cover::Unused,
            false if waiver.until < as_of => Cover::Overdue,
            false => {
                for rule in covered {
                    self.waived.entry(rule).or_insert_with(|| Arc::clone(waiver));
                }
                Cover::Used
            }
        }
    }
}

impl Excused {
    /// Recalls which gaps of the document at a path a baseline knows; those that are waived or advice alone are no matter of it.
    pub fn recall(&mut self, asking: Asking, baseline: &Baseline, path: &str, document: &Document, ratings: &[Rating]) {
        let counts =
            |rating: &&Rating| rating.colour.is_gap() && !rating.advisory && !self.waived.contains_key(&rating.rule);
        let gaps: Vec<&Rating> = ratings.iter().filter(counts).collect();
        let known = |rating: &&Rating| {
            let rule = asking.program.rules.get(rating.rule.at()).map_or("", |rule| &rule.id);
            Known::of(path, rule, document, rating)
        };
        let all: Vec<Known> = gaps.iter().map(known).collect();
        let across = |id: &str| asking.program.rules.iter().any(|rule| rule.id == id && rule.across.is_some());
        let run = |rule: &str| !asking.left_out.iter().any(|left_out| left_out == rule) && !across(rule);
        let (known, gone) = baseline.compare(path, &all, run);
        self.known = gaps.iter().zip(known).filter(|(_, known)| *known).map(|(rating, _)| rating.rule).collect();
        self.gone = gone;
    }
}

/// What there is to say of what became of a waiver, which stands at a place.
pub fn remark(waiver: &Waiver, cover: Cover, file: FileId, place: Span) -> Option<Diagnostic> {
    let Waiver { id, until, who, .. } = waiver;
    let problem = match cover {
        Cover::Used | Cover::Unmet => return None,
        Cover::Overdue => {
            let message = format!("the waiver of `{id}` ended on {until}, so that its gap counts again");
            Diagnostic::warning("waiver-overdue", message)
                .help(format!("mend the gap, or agree with {who} on a new day"))
        }
        Cover::Unused => Diagnostic::warning("waiver-unused", format!("there is no gap here for the waiver of `{id}`"))
            .help("leave it out, or move it to where the gap is"),
    };
    Some(problem.at(file, place, ""))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::read::markdown;

    #[test]
    fn only_so_many_waivers_are_heard() {
        let one = "<!-- govlint: waive x.y.z reason=\"y\" who=\"z\" until=2027-01-31 -->\n\n";
        let document = markdown(one.repeat(MOST_WAIVERS + 2).as_bytes()).unwrap();
        let asking = Asking { program: &Program::default(), left_out: &[], as_of: jiff::civil::date(2026, 11, 22) };
        let mut excused = Excused::default();
        let problems = excused.hear(asking, &document, &[]);
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes.len(), MOST_WAIVERS + 1);
        assert_eq!((codes[0], codes[MOST_WAIVERS]), ("unknown-rule", "too-many-waivers"));
        assert!(excused.misspoken);
    }
}
