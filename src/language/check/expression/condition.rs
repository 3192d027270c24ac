use super::Context;
use super::sort::{Sort, Typed};
use crate::language::check::Checker;
use crate::language::code::Code;
use crate::language::model::{Clash, Comparison, Expr, Order, Place, StandingTest, Unit};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{Name, Node, STANDINGS, Standing, Text, lookup};
use crate::prose::{Bound, Recogniser, quantity};

/// Whether an expression finds places of one of these sorts.
fn is_of(expr: &Expr, units: &[Unit]) -> bool {
    match expr {
        Expr::Unit(unit, _) => units.contains(unit),
        Expr::Having(places, _) => is_of(places, units),
        _ => false,
    }
}

/// What is asked of matches: how they stand, how they compare, how many there are.
impl<'a> Checker<'a, '_> {
    /// `A that is …`.
    pub(super) fn that_is(
        &mut self,
        node: &Node<'a>,
        inner: &Node<'a>,
        standing: Standing<'a>,
        context: Context<'_, 'a>,
    ) -> Option<Typed> {
        let test = match standing {
            Standing::AtMost => Some(StandingTest::AtMost),
            Standing::PlannedWithin(number) => self.number(number, context).map(StandingTest::PlannedWithin),
            Standing::Word(word) => self.standing(word, context),
        };
        let inner = self.matches(inner, context, "`that is`");
        let (test, inner) = (test?, inner?);
        let needs = match test {
            StandingTest::Ambiguous | StandingTest::AtMost if !inner.has_values() => "values such as `cadence`",
            StandingTest::Past if !inner.values.contains(Recogniser::Date) => "a `date`",
            StandingTest::Dangling if !inner.values.contains(Recogniser::Reference) => "a `reference`",
            StandingTest::Unused if !is_of(&inner.expr, &[Unit::Definition]) => "a `definition`",
            StandingTest::Repeated | StandingTest::Skipping if !is_of(&inner.expr, &[Unit::Clause, Unit::Section]) => {
                "a `clause` or a `section`"
            }
            StandingTest::Undefined if inner.sort != Sort::Words => "words or `names`",
            StandingTest::Gapping | StandingTest::Overlapping if !is_of(&inner.expr, &[Unit::Clause, Unit::Cell]) => {
                "a `cell` or a `clause`"
            }
            _ => return Some(Typed { expr: Expr::ThatIs(Box::new(inner.expr), test), ..inner }),
        };
        let problem =
            Code::WrongSort.at(context.at(node.span), format!("only {needs} can be so, and there is none in this"));
        self.tell(problem.help("ask for the value itself: `cadence that is ambiguous`, `date that is past`"));
        None
    }

    fn standing(&mut self, word: Name<'a>, context: Context<'_, 'a>) -> Option<StandingTest> {
        let test = lookup(&STANDINGS, word.text);
        if test.is_none() {
            let words: Vec<&str> = STANDINGS.iter().map(|(word, _)| *word).collect();
            let help = did_you_mean(word.text, words.iter().copied().chain(["at"]))
                .unwrap_or_else(|| format!("it may be `{}` or `at most`", words.join("`, `")));
            let problem = Code::UnknownWord
                .at(context.at(word.span), format!("`{}` is no way that a thing can stand", word.text));
            self.tell(problem.help(help));
        }
        test
    }

    /// `V at least Q`.
    pub(super) fn compare(
        &mut self,
        inner: &Node<'a>,
        bound: Bound,
        text: Text<'a>,
        context: Context<'_, 'a>,
    ) -> Option<Typed> {
        let inner = self.matches(inner, context, "a comparison");
        let place = context.at(text.span);
        let value = quantity(text.text);
        let Some((value, amount)) = value.and_then(|value| value.amount.map(|amount| (value, amount))) else {
            let problem = Code::BadQuantity.at(place, format!("`{}` cannot be read as a quantity", text.text));
            self.tell(
                problem.help(
                    "write a number with its unit, such as `4 times a year`, `20 working days`, `£250k` or `75%`",
                ),
            );
            return None;
        };
        let inner = inner?;
        if !inner.has_values() {
            let problem = Code::WrongSort
                .at(place, format!("only a value can be compared, and this is {}", inner.sort.describe()));
            self.tell(problem.help("name the sort of value: `cadence at least 4 times a year`"));
            return None;
        }
        if !inner.values.contains(value.recogniser) {
            let name = value.recogniser.name();
            let message = format!("`{}` is read as a `{name}`, which is not what stands on the left", text.text);
            self.tell(Code::BadQuantity.at(place, message).help("compare a value with a quantity of its own sort"));
            return None;
        }
        let recogniser = value.recogniser;
        if recogniser == Recogniser::Share && amount > 1.0 && bound != Bound::AtMost {
            let problem = Code::NeverHolds.at(place, "no share is more than the whole");
            self.tell(problem.help("write a share of at most 100%"));
        }
        let expr = Expr::Compare(Box::new(inner.expr), Comparison { bound, recogniser, amount });
        Some(Typed { expr, ..inner })
    }

    /// `V less than W`.
    pub(super) fn ordered(
        &mut self,
        node: &Node<'a>,
        inner: &Node<'a>,
        order: Order,
        other: &Node<'a>,
        context: Context<'_, 'a>,
    ) -> Option<Typed> {
        let (inner, other) =
            (self.matches(inner, context, "a comparison"), self.matches(other, context, "a comparison"));
        let (inner, other) = (inner?, other?);
        let shared = |value: &Recogniser| inner.values.contains(*value) && other.values.contains(*value);
        if !Recogniser::ALL.iter().any(shared) {
            let message = "only values of one sort can be compared, and these two have none in common";
            let problem = Code::WrongSort.at(context.at(node.span), message);
            self.tell(problem.help("name values of one sort on both sides: `review-day less than first-day`"));
            return None;
        }
        let expr = Expr::Ordered(Box::new(inner.expr), order, Box::new(other.expr));
        Some(Typed { expr, ..inner })
    }

    /// `V conflicting for one W`, `V differing for one W`.
    pub(super) fn conflicting(
        &mut self,
        node: &Node<'a>,
        inner: &Node<'a>,
        (clash, of): (Clash, Option<&Node<'a>>),
        context: Context<'_, 'a>,
    ) -> Option<Typed> {
        let inner = self.matches(inner, context, "a comparison");
        let of = of.map(|of| self.side(of, context));
        let inner = inner?;
        if !inner.has_values() {
            let message = format!("only values can be conflicting or differing, and this is {}", inner.sort.describe());
            let problem = Code::WrongSort.at(context.at(node.span), message);
            self.tell(problem.help("name the sort of value: `(count near quorum) conflicting`"));
            return None;
        }
        let of = match of {
            Some(of) => Some(Box::new(of?.expr)),
            None => None,
        };
        Some(Typed { expr: Expr::Conflicting(Box::new(inner.expr), clash, of), ..inner })
    }

    /// `A and B`.
    pub(super) fn all(&mut self, node: &Node<'a>, nodes: &[Node<'a>], context: Context<'_, 'a>) -> Option<Typed> {
        let parts = self.each_of(nodes, context, Self::expression)?;
        self.contradiction(&parts, context.at(node.span));
        Some(truth(parts, Expr::And))
    }

    /// `at least 2 A`.
    pub(super) fn at_least(
        &mut self,
        number: Name<'a>,
        different: bool,
        of: &Node<'a>,
        context: Context<'_, 'a>,
    ) -> Option<Typed> {
        let number = self.number(number, context);
        let of = self.matches(of, context, "counting")?;
        let expr = Expr::AtLeast { number: number?, different, of: Box::new(of.expr) };
        Some(Typed::new(expr, Sort::Truth).with_values(of.values))
    }

    /// `every F has A`.
    pub(super) fn every(&mut self, name: Name<'a>, held: &Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let find = self.named(name, context);
        let held = self.expression(held, context)?;
        let Expr::Find(find) = find?.expr else {
            let problem = Code::WrongSort.at(context.at(name.span), format!("`{}` is no find", name.text));
            self.tell(problem.help("`every` goes over the matches of a find: give the places a name with `find`"));
            return None;
        };
        Some(Typed::new(Expr::Every(find, Box::new(held.expr)), Sort::Truth))
    }

    /// `at least 2 of (A, B, C)`.
    pub(super) fn at_least_of(
        &mut self,
        node: &Node<'a>,
        number: Name<'a>,
        nodes: &[Node<'a>],
        context: Context<'_, 'a>,
    ) -> Option<Typed> {
        let count = self.number(number, context);
        let parts = self.each_of(nodes, context, Self::expression);
        let (count, parts) = (count?, parts?);
        if count as usize > parts.len() {
            let message = format!("at least {count} of {} never holds", parts.len());
            self.tell(Code::NeverHolds.at(context.at(node.span), message).help("ask for no more than there are"));
        }
        Some(truth(parts, |parts| Expr::AtLeastOf(count, parts)))
    }

    /// A whole number that is not nought.
    pub(super) fn number(&mut self, number: Name<'a>, context: Context<'_, 'a>) -> Option<u32> {
        let value = number.text.parse().ok().filter(|value| (1..=10_000).contains(value));
        if value.is_none() {
            let problem = Code::BadQuantity
                .at(context.at(number.span), format!("`{}` is no number that can be meant here", number.text));
            self.tell(problem.help("write a whole number from 1 to 10000"));
        }
        value
    }

    /// Tells of a row of conditions of which one denies another.
    fn contradiction(&mut self, parts: &[Typed], place: Place) {
        let denied = |expr: &Expr| parts.iter().any(|part| matches!(&part.expr, Expr::Not(inner) if **inner == *expr));
        if parts.iter().any(|part| denied(&part.expr)) {
            let problem = Code::NeverHolds.at(place, "this asks for a thing and for its absence");
            self.tell(problem.help("leave one of the two out"));
        }
    }
}

/// What holds or does not of several parts.
fn truth(parts: Vec<Typed>, join: impl FnOnce(Vec<Expr>) -> Expr) -> Typed {
    let none = Typed::new(Expr::And(Vec::new()), Sort::Truth);
    let all = parts.iter().fold(none, |all, part| all.with_values(part.values));
    Typed { expr: join(parts.into_iter().map(|part| part.expr).collect()), ..all }
}
