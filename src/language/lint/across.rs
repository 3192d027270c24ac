use super::example;
use crate::diagnostic::Diagnostic;
use crate::language::code::Code;
use crate::language::model::{Across, AcrossArm, Cond, Head, Outcome, Rule, Source};

/// Tells of what is likely a mistake in a rule across documents: arms that are never tried or do not say why, finds that
/// nothing uses, outcomes without an example.
pub(super) fn lint(rule: &Rule, across: &Across, problems: &mut Vec<Diagnostic>) {
    arms(across, problems);
    unused(across, problems);
    let outcomes: Vec<_> = across.arms.iter().map(|arm| (arm.outcome, arm.place)).collect();
    example::outcomes(rule, &outcomes, problems);
}

fn arms(across: &Across, problems: &mut Vec<Diagnostic>) {
    let mut earlier: Vec<&AcrossArm> = Vec::new();
    for arm in &across.arms {
        let takes = earlier.iter().find(|first| match (&first.condition, &arm.condition) {
            (None, _) => true,
            (Some(wide), Some(narrow)) => implies(narrow, wide),
            (Some(_), None) => false,
        });
        if let Some(first) = takes {
            let message = match first.condition {
                None => "this arm stands below `otherwise` and is never tried",
                Some(_) => "an arm above this one holds whenever this one does",
            };
            let problem =
                Code::UnreachableArm.at(arm.place, message).at(first.place.file, first.place.span, "this one");
            problems.push(problem.help("put the narrower arm above the wider one"));
        } else if arm.because.is_empty() && matches!(arm.outcome, Outcome::Amber | Outcome::Red) {
            let problem = Code::NoBecause.at(arm.place, "this arm does not say why");
            problems.push(problem.help("add `because \"…\"`: one sentence for the person who reads the finding"));
        }
        earlier.push(arm);
    }
}

/// Whether one condition makes another hold, as far as their forms show.
fn implies(holds: &Cond, then: &Cond) -> bool {
    match (holds, then) {
        (one, other) if one == other => true,
        (Cond::And(parts), _) => parts.iter().any(|part| implies(part, then)),
        (Cond::Or(parts), _) => parts.iter().all(|part| implies(part, then)),
        (_, Cond::Or(parts)) => parts.iter().any(|part| implies(holds, part)),
        (Cond::Any(Source { path, .. }), Cond::Any(Source { path: other, filter: None })) => path == other,
        _ => false,
    }
}

/// Tells of finds that nothing uses.
fn unused(across: &Across, problems: &mut Vec<Diagnostic>) {
    let mut used = vec![false; across.finds.len()];
    across.paths(&mut |path| {
        if let Head::Find(find) = path.head
            && let Some(used) = used.get_mut(find as usize)
        {
            *used = true;
        }
    });
    for (find, _) in across.finds.iter().zip(used).filter(|(_, used)| !used) {
        let problem = Code::UnusedFind.at(find.place, format!("no arm uses find `{}`", find.name));
        problems.push(problem.help("use it in an arm or leave it out"));
    }
}
