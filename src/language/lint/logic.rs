use crate::language::model::{Comparison, Expr, FindId, Program, StandingTest};
use crate::prose::Bound;

/// Steps after which one question is given up.
const MOST_STEPS: u32 = 20_000;
/// Steps after which no question is looked into any more.
const MOST_IN_ALL: u32 = 5_000_000;

/// What the forms of expressions show of one another. Finds are looked into, and may name one another over and over: what
/// takes too many steps is not shown.
pub(super) struct Logic<'a> {
    program: &'a Program,
    /// Left for the question at hand.
    steps: u32,
    /// Left for all.
    left: u32,
}

impl<'a> Logic<'a> {
    pub(super) fn new(program: &'a Program) -> Self {
        Self { program, steps: 0, left: MOST_IN_ALL }
    }

    /// Whether an expression that holds makes another hold.
    pub(super) fn leads_to(&mut self, holds: &Expr, then: &Expr) -> bool {
        self.ask(|logic| logic.implies(holds, then))
    }

    /// Whether a find may have found nothing where an expression holds, as far as can be looked into.
    pub(super) fn may_be_empty(&mut self, find: FindId, holds: &Expr) -> bool {
        let shown = self.ask(|logic| logic.shows(holds, find) || logic.implies(holds, &Expr::Find(find)));
        !shown && self.steps > 0
    }

    fn ask(&mut self, question: impl FnOnce(&mut Self) -> bool) -> bool {
        let given = MOST_STEPS.min(self.left);
        self.steps = given;
        let answer = question(self);
        self.left -= given - self.steps;
        answer
    }

    /// Takes a step; false where there is none left.
    fn step(&mut self) -> bool {
        self.steps = self.steps.saturating_sub(1);
        self.steps > 0
    }

    fn implies(&mut self, holds: &Expr, then: &Expr) -> bool {
        self.step()
            && (holds == then || self.splits(holds, then) || self.builds(holds, then) || self.narrows(holds, then))
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
            (
                Expr::Apart(inner, ..)
                | Expr::Rather(inner, _)
                | Expr::Ordered(inner, ..)
                | Expr::Conflicting(inner, ..)
                | Expr::InTitle(inner, _),
                _,
            ) => self.implies(inner, then),
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

    /// Whether a find has found something wherever an expression holds.
    fn shows(&mut self, holds: &Expr, find: FindId) -> bool {
        if !self.step() {
            return false;
        }
        let program = self.program;
        let mut shows = |part: &Expr| self.shows(part, find);
        match holds {
            Expr::Find(id) => *id == find || shows(&program.finds[id.at()].expr),
            Expr::Every(id, _) => *id == find,
            Expr::And(parts) => parts.iter().any(&mut shows),
            Expr::Or(parts) | Expr::Union(parts) => !parts.is_empty() && parts.iter().all(&mut shows),
            Expr::AtLeastOf(number, parts) => {
                let silent = parts.iter().filter(|part| !shows(part)).count();
                (*number as usize) > silent
            }
            Expr::Having(left, right)
            | Expr::Near(left, right)
            | Expr::Within(left, _, right)
            | Expr::Before(left, right) => shows(left) || shows(right),
            Expr::Ordered(left, _, right) => shows(left) || shows(right),
            Expr::Apart(inner, ..)
            | Expr::Rather(inner, _)
            | Expr::Conflicting(inner, ..)
            | Expr::InTitle(inner, _) => shows(inner),
            Expr::Compare(inner, _) | Expr::ThatIs(inner, _) | Expr::AtLeast { of: inner, .. } => shows(inner),
            Expr::Words(_)
            | Expr::Names(_)
            | Expr::Value(_)
            | Expr::Unit(..)
            | Expr::Rows(_)
            | Expr::Metadata(_)
            | Expr::Not(_) => false,
        }
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
