use super::Context;
use super::sort::{Sort, Typed, rank};
use crate::language::check::Checker;
use crate::language::code::Code;
use crate::language::model::{Expr, Unit};
use crate::language::tree::{Name, Node, UNITS};

/// Joints that give matches: alternatives, nearness, `having`.
impl<'a> Checker<'a, '_> {
    /// An expression that must give matches; alternatives become a union.
    pub(super) fn matches(&mut self, node: &Node<'a>, context: Context<'_, 'a>, what: &str) -> Option<Typed> {
        let mut checked = self.expression(node, context)?;
        if checked.sort == Sort::Truth {
            let problem = Code::WrongSort
                .at(context.at(node.span), format!("{what} needs matches, and this is {}", checked.sort.describe()));
            self.tell(problem.help("say where it must hold: `clause having (…)`"));
            return None;
        }
        if let Expr::Or(parts) = checked.expr {
            checked.expr = Expr::Union(parts);
        }
        Some(checked)
    }

    /// Two matches in one sentence.
    pub(super) fn joined(
        &mut self,
        left: &Node<'a>,
        right: &Node<'a>,
        context: Context<'_, 'a>,
        join: fn(Box<Expr>, Box<Expr>) -> Expr,
    ) -> Option<Typed> {
        let (left, right) = (self.side(left, context), self.side(right, context));
        let (left, right) = (left?, right?);
        let values = left.values;
        let joined = Typed::new(join(Box::new(left.expr), Box::new(right.expr)), Sort::Run);
        Some(joined.with_values(values).with_values(right.values))
    }

    /// The same with a number of words between them.
    pub(super) fn numbered(
        &mut self,
        left: &Node<'a>,
        number: Name<'a>,
        right: &Node<'a>,
        context: Context<'_, 'a>,
        join: fn(Box<Expr>, u32, Box<Expr>) -> Expr,
    ) -> Option<Typed> {
        let number = self.number(number, context);
        let joined = self.joined(left, right, context, Expr::Near)?;
        let Expr::Near(left, right) = joined.expr else { return None };
        Some(Typed { expr: join(left, number?, right), ..joined })
    }

    /// `cadence within 8 words of meet rather than report`: what is nearer to the rival is left out.
    pub(super) fn rather(&mut self, joined: &Node<'a>, rival: &Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let (near, rival) = (self.expression(joined, context), self.side(rival, context));
        let (near, rival) = (near?, rival?);
        if !matches!(near.expr, Expr::Near(..) | Expr::Within(..)) {
            let message = format!("`rather than` weighs two distances, and this is {}", near.sort.describe());
            self.tell(
                Code::WrongSort
                    .at(context.at(joined.span), message)
                    .help("say what it should be nearer to: `cadence within 8 words of meet rather than report`"),
            );
            return None;
        }
        Some(Typed { expr: Expr::Rather(Box::new(near.expr), Box::new(rival.expr)), ..near })
    }

    /// One side of `near`, `within` or `before`.
    pub(super) fn side(&mut self, node: &Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let side = self.matches(node, context, "nearness")?;
        if let Sort::Place(_) | Sort::Field = side.sort {
            let problem = Code::WrongSort.at(
                context.at(node.span),
                format!("nearness is between words or values, and this is {}", side.sort.describe()),
            );
            self.tell(problem.help("write the words on both sides: `dispute near duration`"));
            return None;
        }
        Some(side)
    }

    /// Places with something in them.
    pub(super) fn having(&mut self, place: &Node<'a>, held: &Node<'a>, context: Context<'_, 'a>) -> Option<Typed> {
        let (outer, inner) = (self.expression(place, context), self.expression(held, context));
        let (outer, inner) = (outer?, inner?);
        if matches!(outer.sort, Sort::Words | Sort::Value | Sort::Truth) {
            let message = format!("only a place can have something in it, and this is {}", outer.sort.describe());
            self.tell(
                Code::WrongSort
                    .at(context.at(place.span), message)
                    .help("say where: `clause having (… and …)` or `sentence having …`"),
            );
            return None;
        }
        if let (Sort::Place(outer), Sort::Place(inner)) = (outer.sort, inner.sort)
            && rank(inner) < rank(outer)
        {
            let (outer, inner) = (word(outer), word(inner));
            let problem = Code::NeverHolds.at(context.at(held.span), format!("a {inner} never lies in a {outer}"));
            self.tell(problem.help(format!("turn it round: `{inner} having ({outer} …)`")));
        }
        let values = outer.values;
        let expr = Expr::Having(Box::new(outer.expr), Box::new(inner.expr));
        Some(Typed::new(expr, outer.sort).with_values(values).with_values(inner.values))
    }

    /// What any of several finds.
    pub(super) fn union(&mut self, nodes: &[Node<'a>], context: Context<'_, 'a>) -> Option<Typed> {
        let parts: Vec<Option<Typed>> = nodes.iter().map(|node| self.matches(node, context, "`|`")).collect();
        Some(either(parts.into_iter().collect::<Option<_>>()?, Expr::Union))
    }
}

/// The matches of any of several.
pub(super) fn either(parts: Vec<Typed>, join: fn(Vec<Expr>) -> Expr) -> Typed {
    let mut sorts = parts.iter().map(|part| part.sort);
    let first = sorts.next().unwrap_or(Sort::Truth);
    let sort = sorts.fold(first, Sort::or);
    let all = parts.iter().fold(Typed::new(Expr::Or(Vec::new()), sort), |all, part| all.with_values(part.values));
    Typed { expr: join(parts.into_iter().map(|part| part.expr).collect()), ..all }
}

/// The word for a sort of place.
fn word(unit: Unit) -> &'static str {
    UNITS.iter().find(|(_, known)| *known == unit).map_or("place", |(word, _)| word)
}
