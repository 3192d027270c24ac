use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::language::Program;
use crate::language::model::{Question, QuestionId, Rule, RuleId};

/// Which rules to run: ids of rules or questions, or what such ids begin with up to a dot.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these; all where there are none.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
}

impl Selection {
    /// Leaves only the selected rules in `program`; where none are selected those that are not off. An error names what no
    /// rule or question is called, or says that neither a rule nor a question for people is left.
    ///
    /// The ids of the rules that are left out are returned.
    pub fn apply(&self, program: &mut Program) -> Result<Vec<String>, Diagnostic> {
        for asked in self.select.iter().chain(&self.ignore) {
            check(asked, program)?;
        }
        let selected = names(&program.questions, &self.select);
        let ignored = names(&program.questions, &self.ignore);
        let left_out = program.rules.extract_if(.., |rule| {
            let named = |asked: &[String], found: &[QuestionId]| named(&program.questions, asked, found, rule);
            let wanted = if self.select.is_empty() { !rule.off } else { named(&self.select, &selected) };
            !wanted || named(&self.ignore, &ignored)
        });
        let left_out = left_out.map(|rule| rule.id).collect();
        let asks_people = || self.questions(program).iter().any(|asked| is_for_people(program, *asked));
        if program.rules.is_empty() && !(self.select.is_empty() && self.ignore.is_empty()) && !asks_people() {
            return Err(Diagnostic::error("no-rules", "no rule is left to run")
                .note("a question may have no rule yet")
                .help("ask for more with --select, or leave out less with --ignore"));
        }
        Ok(left_out)
    }

    /// The questions of `program` that are asked: those selected and those that selected rules answer, where none are those of
    /// packs that are not off.
    pub fn questions(&self, program: &Program) -> Vec<QuestionId> {
        let rules = program.rules.iter().filter(|rule| self.select.iter().any(|asked| begins(&rule.id, asked)));
        let answered: BTreeSet<QuestionId> = rules.flat_map(|rule| rule.answers.iter().copied()).collect();
        let off = |question: &Question| program.packs.get(question.pack.at()).is_some_and(|pack| pack.off);
        let asked = |(index, question): &(usize, &Question)| {
            let named = |asked: &[String]| asked.iter().any(|asked| begins(&question.id, asked));
            let wanted = match self.select.is_empty() {
                true => !off(question),
                false => named(&self.select) || answered.contains(&QuestionId(*index as u32)),
            };
            wanted && !named(&self.ignore)
        };
        let found = program.questions.iter().enumerate().filter(asked);
        found.map(|(index, _)| QuestionId(index as u32)).collect()
    }
}

/// Whether only people can answer a question.
fn is_for_people(program: &Program, question: QuestionId) -> bool {
    let asked = program.questions.get(question.at());
    let same = asked.and_then(|asked| program.questions.get(asked.same_as?.at()));
    asked.into_iter().chain(same).any(|question| question.attested.is_some())
}

/// The questions that are asked for, and those that ask the same as one of them.
fn names(questions: &[Question], asked: &[String]) -> Vec<QuestionId> {
    let named = |question: &Question| asked.iter().any(|asked| begins(&question.id, asked));
    let found = questions.iter().enumerate().filter(|(_, question)| named(question));
    found.map(|(index, question)| question.same_as.unwrap_or(QuestionId(index as u32))).collect()
}

/// Whether a rule is asked for: by its id, or by a question that it answers or one that asks the same.
fn named(questions: &[Question], asked: &[String], found: &[QuestionId], rule: &Rule) -> bool {
    let rated =
        |answer: &QuestionId| questions.get(answer.at()).and_then(|question| question.same_as).unwrap_or(*answer);
    asked.iter().any(|asked| begins(&rule.id, asked))
        || rule.answers.iter().any(|answer| found.contains(&rated(answer)))
}

/// Whether `id` is `asked` or stands under it.
fn begins(id: &str, asked: &str) -> bool {
    id.strip_prefix(asked.trim_end_matches('.')).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The rules that an id names: that of a rule or question, or how such ids begin. None where it names nothing.
pub(super) fn chosen(program: &Program, asked: &str) -> Option<Vec<RuleId>> {
    check(asked, program).ok()?;
    let asked = [asked.to_owned()];
    let questions = names(&program.questions, &asked);
    let found =
        program.rules.iter().enumerate().filter(|(_, rule)| named(&program.questions, &asked, &questions, rule));
    Some(found.map(|(index, _)| RuleId(index as u32)).collect())
}

fn check(asked: &str, program: &Program) -> Result<(), Diagnostic> {
    if ids(program).any(|id| begins(id, asked)) { Ok(()) } else { Err(unknown_rule(program, asked)) }
}

/// Says that no rule or question has an id, and names the nearest.
pub fn unknown_rule(program: &Program, asked: &str) -> Diagnostic {
    let problem = Diagnostic::error("unknown-rule", format!("no rule or question is called `{asked}`"));
    match nearest(asked, ids(program)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("`govlint rules list` shows all rules and questions"),
    }
}

fn ids(program: &Program) -> impl Iterator<Item = &str> {
    program.rules.iter().map(|rule| &*rule.id).chain(program.questions.iter().map(|question| &*question.id))
}

/// The candidate that is most like `asked`, if any is like it at all; the last part of a dotted id may stand for it.
pub fn nearest<'a>(asked: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let asked = asked.to_lowercase();
    let likeness = |candidate: &str| {
        let last = candidate.rsplit('.').next().unwrap_or(candidate);
        strsim::jaro_winkler(&asked, candidate).max(strsim::jaro_winkler(&asked, last))
    };
    let scored = candidates.into_iter().map(|candidate| (likeness(candidate), candidate));
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (best.0 >= 0.8).then_some(best.1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::language::{RuleFile, compile};

    #[test]
    fn prefixes_end_at_dots() {
        assert!(begins("hfma.mou.6", "hfma"));
        assert!(begins("hfma.mou.6", "hfma.mou."));
        assert!(begins("hfma.mou.6", "hfma.mou.6"));
        assert!(!begins("hfma.mou.61", "hfma.mou.6"));
        assert!(!begins("hfma.mou", "hfma.mou.6"));
    }

    const TIDES: &str = r#"pack tide "Tides"
  version "1"
kind chart "Chart"
  titled "chart"
area quay "Quays"
question tide.quay.1 "One"
question tide.quay.2 "Two"
question tide.quay.3 "Three" same-as tide.quay.2
words gauge "gauge"
rule one "One"
  answers tide.quay.1
  applies chart
  basis   criterion
  find said = sentence having gauge
  green when said
  red otherwise because "nothing"
rule two "Two"
  answers tide.quay.2
  applies chart
  basis   criterion
  off
  find said = sentence having gauge
  green when said
  red otherwise because "nothing"
"#;

    fn left(select: &[&str], ignore: &[&str]) -> Vec<String> {
        let file = RuleFile { name: "tide.rules".into(), text: TIDES.into() };
        let (mut program, _) = compile(&[file]);
        let owned = |asked: &[&str]| asked.iter().map(|asked| (*asked).to_owned()).collect();
        Selection { select: owned(select), ignore: owned(ignore) }.apply(&mut program).unwrap();
        program.rules.into_iter().map(|rule| rule.title).collect()
    }

    #[test]
    fn what_is_off_is_run_where_it_is_asked_for() {
        assert_eq!(left(&[], &[]), ["One"]);
        for asked in ["tide.quay.2", "tide.quay.3", "tide.quay.two"] {
            assert_eq!(left(&[asked], &[]), ["Two"], "{asked}");
        }
        assert_eq!(left(&["tide"], &[]), ["One", "Two"]);
        assert_eq!(left(&["tide"], &["tide.quay.3"]), ["One"]);
    }

    #[test]
    fn a_rule_asks_the_question_that_it_answers() {
        let asked = |select: &[&str], ignore: &[&str]| {
            let (program, _) = compile(&[RuleFile { name: "tide.rules".into(), text: TIDES.into() }]);
            let owned = |asked: &[&str]| asked.iter().map(|asked| (*asked).to_owned()).collect();
            let asked = Selection { select: owned(select), ignore: owned(ignore) }.questions(&program);
            asked.into_iter().map(|question| question.0).collect::<Vec<_>>()
        };
        assert_eq!(asked(&["tide.quay.two"], &[]), [1]);
        assert_eq!(asked(&["tide.quay.two", "tide.quay.1"], &[]), [0, 1]);
        assert_eq!(asked(&["tide.quay.two"], &["tide.quay.2"]), [0; 0]);
    }

    #[test]
    fn finds_the_nearest() {
        let ids = ["hfma.mou.conflict-resolution", "hfma.mou.parties", "practice.tor.quorum"];
        assert_eq!(nearest("hfma.mou.conflict-resolutoin", ids), Some(ids[0]));
        assert_eq!(nearest("quorm", ids), Some(ids[2]));
        assert_eq!(nearest("zzz", ids), None);
        assert_eq!(nearest("x", []), None);
    }
}
