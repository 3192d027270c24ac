use super::implies::implies;
use super::{held, named};
use crate::diagnostic::Diagnostic;
use crate::language::code::Code;
use crate::language::model::{Expr, FindId, Program, Rule};

/// Tells of sentences that name a find which may have found nothing where the arm holds.
pub(super) fn lint(program: &Program, rule: &Rule, problems: &mut Vec<Diagnostic>) {
    for arm in &rule.arms {
        let holds = held(arm);
        for find in named(arm) {
            let there = |holds| shows(program, holds, find) || implies(program, holds, &Expr::Find(find));
            if holds.as_ref().is_some_and(there) {
                continue;
            }
            let name = &program.finds[find.at()].name;
            let message = format!("the sentence of this arm names `{name}`, which may have found nothing there");
            let help = format!("name a find that the arm rests on, or ask for `{name}` in its condition");
            problems.push(Code::BecauseMayBeEmpty.at(arm.place, message).help(help));
        }
    }
}

/// Whether a find has found something wherever an expression holds.
fn shows(program: &Program, holds: &Expr, find: FindId) -> bool {
    match holds {
        Expr::Find(id) => *id == find || shows(program, &program.finds[id.at()].expr, find),
        Expr::Every(id, _) => *id == find,
        Expr::And(parts) => parts.iter().any(|part| shows(program, part, find)),
        Expr::Or(parts) | Expr::Union(parts) => {
            !parts.is_empty() && parts.iter().all(|part| shows(program, part, find))
        }
        Expr::AtLeastOf(number, parts) => {
            let silent = parts.iter().filter(|part| !shows(program, part, find)).count();
            (*number as usize) > silent
        }
        Expr::Having(left, right)
        | Expr::Near(left, right)
        | Expr::Within(left, _, right)
        | Expr::Before(left, right) => shows(program, left, find) || shows(program, right, find),
        Expr::Apart(inner, ..) | Expr::Rather(inner, _) | Expr::InTitle(inner, _) => shows(program, inner, find),
        Expr::Compare(inner, _) | Expr::ThatIs(inner, _) | Expr::AtLeast { of: inner, .. } => {
            shows(program, inner, find)
        }
        Expr::Words(_)
        | Expr::Names(_)
        | Expr::Value(_)
        | Expr::Unit(..)
        | Expr::Rows(_)
        | Expr::Metadata(_)
        | Expr::Not(_) => false,
    }
}
