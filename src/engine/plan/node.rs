use super::Builder;
use crate::language::model::{Clash, Expr, Order, StandingTest, Unit};
use crate::prose::Recogniser;

/// Index into the nodes of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::engine) struct NodeId(pub u32);

/// An expression made ready: names resolved to numbers of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::engine) enum Node {
    /// Finds nothing: what the program names and does not have.
    Nothing,
    /// A group of words, by its number in the plan.
    Words(u32),
    /// Names, by their number in the plan.
    Names(u32),
    Value(Recogniser),
    /// A find, by the node of its expression.
    Find(NodeId),
    Unit(Unit, Option<NodeId>),
    Rows(Box<[NodeId]>),
    Metadata(Box<str>),
    Pair(Pairing, NodeId, NodeId),
    /// Those of the first that have none of the second within so many words.
    Apart(NodeId, u32, NodeId),
    /// Those pairs whose first part is no nearer to a match of the other node than to its partner.
    Rather(NodeId, NodeId),
    /// Those whose last word the title has, or has not.
    InTitle(NodeId, bool),
    Having(NodeId, NodeId),
    /// Those with a value that compares so, by the number of the comparison.
    Compare(NodeId, u32),
    /// Those with a value that is less, or more, than every value of the other.
    Ordered(NodeId, Order, NodeId),
    /// Those with a value that conflicts with another's, where given only for one match of the other node.
    Conflicting(NodeId, Clash, Option<NodeId>),
    ThatIs(NodeId, StandingTest),
    Union(Box<[NodeId]>),
    And(Box<[NodeId]>),
    Or(Box<[NodeId]>),
    Not(NodeId),
    AtLeast {
        number: u32,
        different: bool,
        of: NodeId,
    },
    AtLeastOf(u32, Box<[NodeId]>),
    Every(NodeId, NodeId),
}

/// How two things of one sentence stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::engine) enum Pairing {
    /// Anyhow.
    Near,
    /// At most so many words apart.
    Within(u32),
    /// The first in front.
    Before,
}

/// Expressions nested deeper than this find nothing; the checker of the language allows less.
const DEEPEST: usize = Expr::DEEPEST as usize + 8;

impl Builder<'_> {
    /// Enters an expression.
    pub fn node(&mut self, expr: &Expr, depth: usize) -> NodeId {
        if depth > DEEPEST {
            return self.nothing();
        }
        let node = match expr {
            Expr::Words(words) => return self.words(*words),
            Expr::Names(names) => return self.names(*names),
            Expr::Find(find) => return self.find(*find, depth),
            Expr::Value(recogniser) => {
                self.plan.wanted.insert(*recogniser);
                Node::Value(*recogniser)
            }
            Expr::Unit(unit, headed) => Node::Unit(*unit, headed.as_ref().map(|headed| self.node(headed, depth + 1))),
            Expr::Rows(columns) => Node::Rows(self.all(columns, depth)),
            Expr::Metadata(field) => Node::Metadata(field.to_lowercase().into()),
            Expr::Near(a, b) => self.pair(Pairing::Near, a, b, depth),
            Expr::Within(a, words, b) => self.pair(Pairing::Within(*words), a, b, depth),
            Expr::Before(a, b) => self.pair(Pairing::Before, a, b, depth),
            Expr::Apart(a, words, b) => Node::Apart(self.node(a, depth + 1), *words, self.node(b, depth + 1)),
            Expr::InTitle(of, wanted) => Node::InTitle(self.node(of, depth + 1), *wanted),
            Expr::Rather(pair, rival) => Node::Rather(self.node(pair, depth + 1), self.node(rival, depth + 1)),
            Expr::Having(places, test) => Node::Having(self.node(places, depth + 1), self.node(test, depth + 1)),
            Expr::Compare(of, comparison) => Node::Compare(self.node(of, depth + 1), self.comparison(comparison)),
            Expr::Ordered(of, order, other) => {
                Node::Ordered(self.node(of, depth + 1), *order, self.node(other, depth + 1))
            }
            Expr::Conflicting(of, clash, one) => {
                let one = one.as_ref().map(|one| self.node(one, depth + 1));
                Node::Conflicting(self.node(of, depth + 1), *clash, one)
            }
            Expr::ThatIs(of, test) => {
                let wanted: &[Recogniser] = match test {
                    StandingTest::Undefined => &[Recogniser::Role, Recogniser::Party],
                    StandingTest::Gapping | StandingTest::Overlapping => &[Recogniser::Money],
                    _ => &[],
                };
                wanted.iter().for_each(|&value| self.plan.wanted.insert(value));
                Node::ThatIs(self.node(of, depth + 1), *test)
            }
            Expr::Union(of) => Node::Union(self.all(of, depth)),
            Expr::And(of) => Node::And(self.all(of, depth)),
            Expr::Or(of) => Node::Or(self.all(of, depth)),
            Expr::Not(of) => Node::Not(self.node(of, depth + 1)),
            Expr::AtLeast { number, different, of } => {
                Node::AtLeast { number: *number, different: *different, of: self.node(of, depth + 1) }
            }
            Expr::AtLeastOf(number, of) => Node::AtLeastOf(*number, self.all(of, depth)),
            Expr::Every(find, test) => Node::Every(self.find(*find, depth), self.node(test, depth + 1)),
        };
        self.enter(node)
    }

    fn all(&mut self, of: &[Expr], depth: usize) -> Box<[NodeId]> {
        of.iter().map(|expr| self.node(expr, depth + 1)).collect()
    }

    fn pair(&mut self, pairing: Pairing, a: &Expr, b: &Expr, depth: usize) -> Node {
        Node::Pair(pairing, self.node(a, depth + 1), self.node(b, depth + 1))
    }
}
