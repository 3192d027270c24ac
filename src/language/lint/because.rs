use super::logic::Logic;
use super::{held, named};
use crate::diagnostic::Diagnostic;
use crate::language::code::Code;
use crate::language::model::{Program, Rule};

/// Tells of sentences that name a find which may have found nothing where the arm holds.
pub(super) fn lint(program: &Program, rule: &Rule, logic: &mut Logic, problems: &mut Vec<Diagnostic>) {
    for arm in &rule.arms {
        let holds = held(arm);
        for find in named(arm) {
            if holds.as_ref().is_some_and(|holds| !logic.may_be_empty(find, holds)) {
                continue;
            }
            let name = &program.finds[find.at()].name;
            let message = format!("the sentence of this arm names `{name}`, which may have found nothing there");
            let help = format!("name a find that the arm rests on, or ask for `{name}` in its condition");
            problems.push(Code::BecauseMayBeEmpty.at(arm.place, message).help(help));
        }
    }
}
