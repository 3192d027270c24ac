use super::held;
use super::logic::Logic;
use crate::diagnostic::Diagnostic;
use crate::language::code::Code;
use crate::language::model::{Arm, Condition, Expr, Outcome, Rule};

/// Tells of arms that an earlier one always takes, and of amber and red ones that do not say why.
pub(super) fn lint(rule: &Rule, logic: &mut Logic, problems: &mut Vec<Diagnostic>) {
    let mut earlier: Vec<(usize, Expr)> = Vec::new();
    let mut otherwise: Option<usize> = None;
    for (index, arm) in rule.arms.iter().enumerate() {
        if let Some(last) = otherwise {
            let first = rule.arms[last].place;
            let problem = Code::UnreachableArm.at(arm.place, "this arm stands below `otherwise` and is never tried");
            problems
                .push(problem.at(first.file, first.span, "takes all that is left").help("put it above `otherwise`"));
            continue;
        }
        let silent = arm.because.is_empty() && !matches!(arm.condition, Condition::Usual(_));
        if silent && matches!(arm.outcome, Outcome::Amber | Outcome::Red) {
            no_because(arm, problems);
        }
        let Some(holds) = held(arm) else {
            otherwise = Some(index);
            continue;
        };
        if let Some(first) = taken(logic, &holds, &earlier) {
            let first = first.map(|first| rule.arms[first].place);
            let mut problem = Code::UnreachableArm.at(arm.place, "an arm above this one holds whenever this one does");
            if let Some(first) = first {
                problem = problem.at(first.file, first.span, "this one");
            }
            problems.push(problem.help("put the narrower arm above the wider one"));
        }
        earlier.push((index, holds));
    }
}

/// Whether earlier arms take all that would hold, and which one if it does so alone.
fn taken(logic: &mut Logic, holds: &Expr, earlier: &[(usize, Expr)]) -> Option<Option<usize>> {
    let mut first =
        |holds: &Expr| earlier.iter().find(|(_, wide)| logic.leads_to(holds, wide)).map(|(index, _)| *index);
    if let Some(first) = first(holds) {
        return Some(Some(first));
    }
    let (Expr::Or(parts) | Expr::Union(parts)) = holds else { return None };
    (!parts.is_empty() && parts.iter().all(|part| first(part).is_some())).then_some(None)
}

fn no_because(arm: &Arm, problems: &mut Vec<Diagnostic>) {
    let problem = Code::NoBecause.at(arm.place, "this arm does not say why");
    problems.push(
        problem.help("add `because \"…\"`: one sentence on what is missing, for the person who reads the finding"),
    );
}
