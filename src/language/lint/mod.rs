//! What is allowed in a rule file and is likely a mistake: arms that are never tried, finds and words that nothing uses,
//! outcomes without a reason or an example. Speaks of checked rules only, so that one mistake is not told twice.

mod across;
mod arms;
mod because;
mod example;
mod logic;
mod unused;

use crate::diagnostic::Diagnostic;
use crate::language::model::{Arm, Condition, Expr, FindId, Piece, Program, Rule, StandingTest};
use logic::Logic;

/// What the checker knows beside the program.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// For each rule whether nothing in it is wrong.
    pub(super) whole: Vec<bool>,
    /// For each group of words its pack, and whether another declaration includes it.
    pub(super) included: Vec<bool>,
    /// For each pack whether its names are for others: another uses it, or it has no rule of its own.
    pub(super) shared: Vec<bool>,
    /// For each file its pack.
    pub(super) packs: Vec<crate::language::model::PackId>,
}

/// Looks over a checked program; `clean` says that no file has an error.
pub(super) fn lint(program: &Program, notes: &Notes, clean: bool, problems: &mut Vec<Diagnostic>) {
    let mut logic = Logic::new(program);
    for (index, rule) in program.rules.iter().enumerate() {
        if notes.whole.get(index) != Some(&true) {
            continue;
        }
        if let Some(across) = &rule.across {
            across::lint(rule, across, problems);
        } else {
            arms::lint(rule, &mut logic, problems);
            because::lint(program, rule, &mut logic, problems);
            example::lint(program, rule, &program.vocabulary, problems);
            unused::finds(program, rule, problems);
        }
    }
    if clean {
        unused::words(program, notes, problems);
    }
}

/// The expression on which an arm holds; none for `otherwise`.
fn held(arm: &Arm) -> Option<Expr> {
    match &arm.condition {
        Condition::When(expr) => Some(expr.clone()),
        Condition::Usual(expr) => {
            let that_is = |test| Expr::ThatIs(Box::new(expr.clone()), test);
            Some(Expr::Or(vec![that_is(StandingTest::PlannedWithin(6)), that_is(StandingTest::Elsewhere)]))
        }
        Condition::Otherwise => None,
    }
}

/// The expressions of an arm as written.
fn expressions(arm: &Arm) -> impl Iterator<Item = &Expr> {
    let condition = match &arm.condition {
        Condition::When(expr) | Condition::Usual(expr) => Some(expr),
        Condition::Otherwise => None,
    };
    condition.into_iter().chain(&arm.at)
}

/// The finds that the sentence of an arm names.
fn named(arm: &Arm) -> impl Iterator<Item = FindId> {
    arm.because.iter().filter_map(|piece| if let Piece::Find(find) = piece { Some(*find) } else { None })
}

/// Calls `see` for an expression and all under it; does not look into the finds it names.
fn walk(expr: &Expr, see: &mut impl FnMut(&Expr)) {
    see(expr);
    expr.children(|child| walk(child, see));
}

/// Whether any expression of a rule, its finds included, is so.
fn any(program: &Program, rule: &Rule, so: impl Fn(&Expr) -> bool) -> bool {
    let finds = rule.finds.iter().map(|find| &program.finds[find.at()].expr);
    let mut found = false;
    for expr in finds.chain(rule.arms.iter().flat_map(expressions)) {
        walk(expr, &mut |expr| found |= so(expr));
    }
    found
}
