use super::any;
use crate::diagnostic::Diagnostic;
use crate::language::code::Code;
use crate::language::model::{Example, Expr, Outcome, Place, Program, Rule, StandingTest};
use crate::language::tree::OUTCOMES;
use jiff::civil::Date;

use crate::prose::{Prose, Recogniser, RecogniserSet, StandingKind, Statements, Vocabulary, recognise};
use crate::read::markdown;

/// Tells of outcomes without an example, of examples of no outcome, and of those whose rating depends on the day.
pub(super) fn lint(program: &Program, rule: &Rule, vocabulary: &Vocabulary, problems: &mut Vec<Diagnostic>) {
    let arms: Vec<(Outcome, Place)> = rule.arms.iter().map(|arm| (arm.outcome, arm.place)).collect();
    outcomes(rule, &arms, problems);
    let past = any(program, rule, |expr| matches!(expr, Expr::ThatIs(_, StandingTest::Past)));
    for example in
        rule.examples.iter().filter(|example| example.as_of.is_none() && depends_on_day(example, past, vocabulary))
    {
        let problem = Code::NeedsAsOf.at(example.place, "the rating of this example depends on the day it is rated");
        problems.push(problem.help("add `as of 2026-11-22`, or another day that the text is meant for"));
    }
}

/// Tells of outcomes of arms without an example, and of examples of no outcome.
pub(super) fn outcomes(rule: &Rule, arms: &[(Outcome, Place)], problems: &mut Vec<Diagnostic>) {
    if rule.examples.is_empty() {
        let problem = Code::NoExample.at(rule.place, format!("rule `{}` has no examples", rule.id));
        problems.push(problem.help("add one for each outcome, such as `example red \"…\"`: they run as tests"));
        return;
    }
    let mut told: Vec<Outcome> = Vec::new();
    for &(outcome, place) in arms {
        if told.contains(&outcome) || rule.examples.iter().any(|example| example.outcome == outcome) {
            continue;
        }
        told.push(outcome);
        let message = format!("rule `{}` has no example that is {}", rule.id, word(outcome));
        let help = format!("add `example {} \"…\"`: examples run as tests and show what the rule means", word(outcome));
        problems.push(Code::NoExample.at(place, message).help(help));
    }
    for example in &rule.examples {
        if arms.iter().all(|(outcome, _)| *outcome != example.outcome) {
            let problem =
                Code::StrayExample.at(example.place, format!("no arm of this rule is {}", word(example.outcome)));
            problems.push(problem.help("add the arm, or say what the rule makes of this text"));
        }
    }
}

/// Whether an example promises something for a day, or has a date where the rule asks for past ones.
fn depends_on_day(example: &Example, past: bool, vocabulary: &Vocabulary) -> bool {
    let Ok(document) = markdown(example.text.as_bytes()) else { return false };
    // Any day will do: what matters is whether it is reckoned from.
    let prose = Prose::read(&document, vocabulary).on(Date::ZERO);
    let mut wanted = RecogniserSet::default();
    wanted.insert(Recogniser::Date);
    let dates = recognise(&document, &prose, wanted);
    if past {
        return !dates.is_empty();
    }
    let statements = Statements::new(&document, &prose);
    dates.iter().any(|date| {
        let standing = statements.standing(&date.tokens);
        standing.kind == StandingKind::Planned && standing.due.is_some()
    })
}

fn word(outcome: Outcome) -> &'static str {
    OUTCOMES.iter().find(|(_, known)| *known == outcome).map_or("", |(word, _)| word)
}
