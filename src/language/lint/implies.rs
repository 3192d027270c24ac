use crate::language::model::{Comparison, Expr, Program, StandingTest};
use crate::prose::Bound;

/// Steps after which the search gives up.
const MOST_STEPS: u32 = 20_000;

/// Whether an expression that holds makes another hold, as far as their forms show; false where they do not.
pub(super) fn implies(program: &Program, holds: &Expr, then: &Expr) -> bool {
    Search { program, steps: MOST_STEPS }.implies(holds, then)
}

struct Search<'a> {
    program: &'a Program,
    steps: u32,
}

impl Search<'_> {
    fn implies(&mut self, holds: &Expr, then: &Expr) -> bool {
        self.steps = self.steps.saturating_sub(1);
        if self.steps == 0 {
            return false;
        }
        holds == then || self.splits(holds, then) || self.builds(holds, then) || self.narrows(holds, then)
    }

    /// Alternatives on the left must all do; `and` on the right needs all.
    fn splits(&mut self, holds: &Expr, then: &Expr) -> bool {
        match (holds, then) {
            (Expr::Or(parts) | Expr::Union(parts), _) => {
                !parts.is_empty() && parts.iter().all(|part| self.implies(part, then))
            }
            (_, Expr::And(parts)) => !parts.is_empty() && parts.iter().all(|part| self.implies(holds, part)),
            _ => false,
        }
    }

    /// One alternative on the right does, and so does what a find on the right stands for.
    fn builds(&mut self, holds: &Expr, then: &Expr) -> bool {
        match then {
            Expr::Or(parts) | Expr::Union(parts) => parts.iter().any(|part| self.implies(holds, part)),
            Expr::Find(find) => self.implies(holds, &self.program.finds[find.at()].expr),
            _ => false,
        }
    }

    /// What is on the left keeps some of the matches of its parts, which so are there too.
    fn narrows(&mut self, holds: &Expr, then: &Expr) -> bool {
        match (holds, then) {
            (Expr::Having(place, held), Expr::Having(other, wanted))
                if place == other && self.implies(held, wanted) =>
            {
                true
            }
            (Expr::Compare(left, narrow), Expr::Compare(right, wide)) if left == right && within(narrow, wide) => true,
            (Expr::AtLeast { number, of, .. }, Expr::AtLeast { number: fewer, different: false, of: same }) => {
                number >= fewer && of == same
            }
            (Expr::AtLeast { number, different: true, of }, Expr::AtLeast { number: fewer, of: same, .. }) => {
                number >= fewer && of == same
            }
            (Expr::AtLeastOf(number, list), Expr::AtLeastOf(fewer, other)) => {
                number >= fewer && list.iter().all(|part| other.contains(part))
            }
            (Expr::ThatIs(inner, test), _) => self.stands(inner, *test, then),
            (Expr::And(parts), _) => parts.iter().any(|part| self.implies(part, then)),
            (Expr::Near(left, right) | Expr::Before(left, right), _) => {
                self.implies(left, then) || self.implies(right, then)
            }
            (Expr::Within(left, most, right), Expr::Within(other, more, same)) if left == other && right == same => {
                most <= more
            }
            (Expr::Within(left, _, right), Expr::Near(other, same)) if left == other && right == same => true,
            (Expr::Within(left, _, right), _) => self.implies(left, then) || self.implies(right, then),
            (Expr::Having(inner, _) | Expr::Compare(inner, _) | Expr::AtLeast { of: inner, .. }, _) => {
                self.implies(inner, then)
            }
            (Expr::Apart(inner, ..) | Expr::Rather(inner, _) | Expr::InTitle(inner, _), _) => self.implies(inner, then),
            (Expr::Every(find, _), _) => self.implies(&Expr::Find(*find), then),
            (Expr::Find(find), _) => self.implies(&self.program.finds[find.at()].expr, then),
            (Expr::Unit(unit, Some(_)), Expr::Unit(same, None)) => unit == same,
            _ => false,
        }
    }

    /// `inner that is …` on the left.
    fn stands(&mut self, inner: &Expr, test: StandingTest, then: &Expr) -> bool {
        if test == StandingTest::Stated {
            return self.implies(inner, then);
        }
        let Expr::ThatIs(other, wanted) = then else { return false };
        let wider = match (test, *wanted) {
            (_, StandingTest::Mentioned) => true,
            (StandingTest::PlannedWithin(_), StandingTest::Planned) => true,
            (StandingTest::PlannedWithin(fewer), StandingTest::PlannedWithin(more)) => fewer <= more,
            (test, wanted) => test == wanted,
        };
        wider && self.implies(inner, other)
    }
}

/// Whether every value that compares so compares that way too.
fn within(narrow: &Comparison, wide: &Comparison) -> bool {
    narrow.recogniser == wide.recogniser
        && match (narrow.bound, wide.bound) {
            (Bound::AtLeast | Bound::Exactly, Bound::AtLeast) => narrow.amount >= wide.amount,
            (Bound::AtMost | Bound::Exactly, Bound::AtMost) => narrow.amount <= wide.amount,
            (Bound::Exactly, Bound::Exactly) => narrow.amount == wide.amount,
            _ => false,
        }
}
