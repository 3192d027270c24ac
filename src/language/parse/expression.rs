use pest::iterators::{Pair, Pairs};

use super::{Build, Problem, Rule};
use crate::language::code::Code;
use crate::language::model::{Clash, Order};
use crate::language::suggest::did_you_mean;
use crate::language::tree::{Form, Name, Node, Standing, Text, UNITS, lookup};
use crate::prose::{Bound, Recogniser};
use crate::source::Span;

/// The longest row of `near`, `within` and `before`, and of `having` and `that is`.
const LONGEST_CHAIN: usize = 4;

type Built<'a> = Result<Node<'a>, Problem>;

impl Build {
    /// A statement that fits the grammar and yet lacks a part: not reached while grammar and builder agree.
    pub(super) fn odd(&self) -> Problem {
        let place = self.place(Span::new(self.base, self.base));
        Box::new(Code::Syntax.at(place, "this line cannot be read").help("see the reference for how it is written"))
    }

    /// The place of a pair without the space that pest leaves at its end.
    pub(super) fn trimmed(&self, pair: &Pair<Rule>) -> Span {
        let span = self.span(pair);
        Span::new(span.start, span.start + pair.as_str().trim_end().len() as u32)
    }

    fn first<'a>(&self, pairs: &mut Pairs<'a, Rule>) -> Result<Pair<'a, Rule>, Problem> {
        pairs.next().ok_or_else(|| self.odd())
    }

    pub(super) fn expression<'a>(&self, pair: Pair<'a, Rule>) -> Built<'a> {
        let parts = pair.into_inner().filter(|pair| pair.as_rule() == Rule::logic);
        let nodes = parts.map(|pair| self.logic(pair)).collect::<Result<Vec<_>, _>>()?;
        self.many(nodes, Form::Union)
    }

    /// One node as it is, several under one roof.
    fn many<'a>(&self, mut nodes: Vec<Node<'a>>, form: fn(Vec<Node<'a>>) -> Form<'a>) -> Built<'a> {
        let Some(last) = nodes.pop() else { return Err(self.odd()) };
        let Some(first) = nodes.first() else { return Ok(last) };
        let span = first.span.cover(last.span);
        nodes.push(last);
        Ok(Node { span, form: form(nodes) })
    }

    pub(super) fn logic<'a>(&self, pair: Pair<'a, Rule>) -> Built<'a> {
        let mut nodes = Vec::new();
        let mut joint: Option<Rule> = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::operand => nodes.push(self.operand(pair)?),
                rule => {
                    if *joint.get_or_insert(rule) != rule {
                        let message = format!("`{}` stands beside another joint without brackets", pair.as_str());
                        let problem = Code::MixedAndOr.at(self.place(self.span(&pair)), message);
                        return Err(Box::new(
                            problem.help("put brackets round what belongs together: `a and (b or c)`"),
                        ));
                    }
                }
            }
        }
        self.many(nodes, if joint == Some(Rule::kw_or) { Form::Or } else { Form::And })
    }

    fn operand<'a>(&self, pair: Pair<'a, Rule>) -> Built<'a> {
        self.maybe_not(pair.into_inner())
    }

    fn maybe_not<'a>(&self, mut pairs: Pairs<'a, Rule>) -> Built<'a> {
        let first = self.first(&mut pairs)?;
        if first.as_rule() != Rule::kw_not {
            return self.loose(first);
        }
        let node = self.loose(self.first(&mut pairs)?)?;
        let span = self.span(&first).cover(node.span);
        Ok(Node { span, form: Form::Not(Box::new(node)) })
    }

    /// What may stand behind `not`.
    fn loose<'a>(&self, pair: Pair<'a, Rule>) -> Built<'a> {
        match pair.as_rule() {
            Rule::count | Rule::held_count => self.count(pair.into_inner()),
            Rule::every => self.every(pair.into_inner()),
            Rule::matched => self.matched(pair.into_inner()),
            _ => self.joined(pair.into_inner()),
        }
    }

    fn matched<'a>(&self, mut pairs: Pairs<'a, Rule>) -> Built<'a> {
        let mut node = self.joined(self.first(&mut pairs)?.into_inner())?;
        for (index, pair) in pairs.enumerate() {
            self.not_too_long(index, &pair)?;
            let start = node.span;
            let (end, form) = match pair.as_rule() {
                Rule::having => {
                    let held = pair.into_inner().nth(1).ok_or_else(|| self.odd())?;
                    let held = self.maybe_not(held.into_inner())?;
                    (held.span, Form::Having(Box::new(node), Box::new(held)))
                }
                Rule::that_is => {
                    let (span, standing) = self.standing(pair.into_inner().nth(2).ok_or_else(|| self.odd())?)?;
                    (span, Form::ThatIs(Box::new(node), standing))
                }
                _ => {
                    let problem = Code::WrongSort
                        .at(self.place(self.trimmed(&pair)), "a rule sees one document and has no `where`");
                    return Err(Box::new(problem.help("what several documents say is compared in a `bundle-rule`")));
                }
            };
            node = Node { span: start.cover(end), form };
        }
        Ok(node)
    }

    fn not_too_long(&self, index: usize, pair: &Pair<Rule>) -> Result<(), Problem> {
        if index < LONGEST_CHAIN {
            return Ok(());
        }
        let problem = Code::TooDeep.at(self.place(self.trimmed(pair)), "this goes on for too long");
        Err(Box::new(problem.help("give the first part a name with `find`")))
    }

    fn standing<'a>(&self, pair: Pair<'a, Rule>) -> Result<(Span, Standing<'a>), Problem> {
        let span = self.trimmed(&pair);
        let mut inner = pair.into_inner();
        let first = self.first(&mut inner)?;
        let standing = match (first.as_rule(), inner.nth(1)) {
            (Rule::kw_at, _) => Standing::AtMost,
            (Rule::kw_planned, Some(number)) => Standing::PlannedWithin(self.name(&number)),
            _ => Standing::Word(self.name(&first)),
        };
        Ok((span, standing))
    }

    fn joined<'a>(&self, mut pairs: Pairs<'a, Rule>) -> Built<'a> {
        let mut node = self.compared(self.first(&mut pairs)?)?;
        let mut index = 0;
        while let Some(joint) = pairs.next() {
            self.not_too_long(index, &joint)?;
            index += 1;
            let right = self.compared(self.first(&mut pairs)?)?;
            let span = node.span.cover(right.span);
            let (left, right) = (Box::new(node), Box::new(right));
            let form = match joint.as_rule() {
                Rule::kw_near => Form::Near(left, right),
                Rule::kw_before => Form::Before(left, right),
                Rule::rather => Form::Rather(left, right),
                joint_rule => {
                    let mut inner = joint.into_inner();
                    let number = inner.find(|part| part.as_rule() == Rule::number).ok_or_else(|| self.odd())?;
                    let number = self.name(&number);
                    match joint_rule {
                        Rule::apart => Form::Apart(left, number, right),
                        _ => Form::Within(left, number, right),
                    }
                }
            };
            node = Node { span, form };
        }
        Ok(node)
    }

    pub(super) fn compared<'a>(&self, pair: Pair<'a, Rule>) -> Built<'a> {
        let mut inner = pair.into_inner();
        let node = self.primary(self.first(&mut inner)?)?;
        let Some(comparison) = inner.next() else { return Ok(node) };
        if comparison.as_rule() == Rule::in_title {
            let span = node.span.cover(self.trimmed(&comparison));
            let negated = comparison.into_inner().any(|part| part.as_rule() == Rule::kw_not);
            return Ok(Node { span, form: Form::InTitle(Box::new(node), negated) });
        }
        if comparison.as_rule() == Rule::conflicting {
            let span = node.span.cover(self.trimmed(&comparison));
            let mut parts = comparison.into_inner();
            let differing = self.first(&mut parts)?.as_rule() == Rule::kw_differing;
            let clash = if differing { Clash::Differing } else { Clash::Conflicting };
            let of = parts.nth(2).map(|of| self.primary(of)).transpose()?;
            return Ok(Node { span, form: Form::Conflicting(Box::new(node), clash, of.map(Box::new)) });
        }
        if comparison.as_rule() == Rule::ordered {
            let mut parts = comparison.into_inner();
            let order = if self.first(&mut parts)?.as_rule() == Rule::kw_less { Order::Less } else { Order::More };
            let other = self.primary(parts.nth(1).ok_or_else(|| self.odd())?)?;
            let span = node.span.cover(other.span);
            return Ok(Node { span, form: Form::Ordered(Box::new(node), order, Box::new(other)) });
        }
        let mut parts = comparison.into_inner();
        let bound = match self.first(&mut parts)?.as_rule() {
            Rule::at_least => Bound::AtLeast,
            Rule::at_most => Bound::AtMost,
            _ => Bound::Exactly,
        };
        let quantity = self.first(&mut parts)?;
        let text = match quantity.as_rule() {
            Rule::string => self.text(&quantity),
            _ => Text { text: quantity.as_str(), span: self.span(&quantity), block: false },
        };
        Ok(Node { span: node.span.cover(text.span), form: Form::Compare(Box::new(node), bound, text) })
    }

    pub(super) fn primary<'a>(&self, pair: Pair<'a, Rule>) -> Built<'a> {
        let span = self.trimmed(&pair);
        let form = match pair.as_rule() {
            Rule::bracket => {
                let inner = pair.into_inner().nth(1).ok_or_else(|| self.odd())?;
                return Ok(Node { span, form: self.expression(inner)?.form });
            }
            Rule::word => return self.word(pair.into_inner()),
            Rule::name => named(pair.as_str()),
            Rule::rows => {
                let list = pair.into_inner().last().ok_or_else(|| self.odd())?;
                Form::Rows(self.list(list)?)
            }
            Rule::metadata => {
                let field = pair.into_inner().nth(1).ok_or_else(|| self.odd())?;
                Form::Metadata(field.as_str().trim_matches('"'))
            }
            _ => Form::Quoted(self.group_item(&pair).ok_or_else(|| self.odd())?),
        };
        Ok(Node { span, form })
    }

    /// A place with its label, a sort of value or a name: which, tells the word itself.
    fn word<'a>(&self, mut pairs: Pairs<'a, Rule>) -> Built<'a> {
        let word = self.first(&mut pairs)?;
        let span = self.span(&word);
        let label = pairs.nth(1).map(|label| self.primary(label)).transpose()?;
        match (lookup(&UNITS, word.as_str()), label) {
            (Some(unit), Some(label)) => {
                Ok(Node { span: span.cover(label.span), form: Form::Place(unit, Some(Box::new(label))) })
            }
            (Some(unit), None) => Ok(Node { span, form: Form::Place(unit, None) }),
            (None, None) => Ok(Node { span, form: named(word.as_str()) }),
            (None, Some(_)) => Err(self.not_a_place(&word)),
        }
    }

    fn not_a_place(&self, word: &Pair<Rule>) -> Problem {
        let places = UNITS.iter().map(|(word, _)| *word);
        let help = did_you_mean(word.as_str(), places)
            .unwrap_or_else(|| "write `clause headed …` or `section headed …`".to_owned());
        let message = format!("only a place can be headed, and `{}` is none", word.as_str());
        Box::new(Code::WrongSort.at(self.place(self.span(word)), message).help(help))
    }

    fn list<'a>(&self, pair: Pair<'a, Rule>) -> Result<Vec<Node<'a>>, Problem> {
        let items = pair.into_inner().filter(|pair| pair.as_rule() == Rule::expression);
        items.map(|pair| self.expression(pair)).collect()
    }

    fn count<'a>(&self, mut pairs: Pairs<'a, Rule>) -> Built<'a> {
        let start = self.span(&self.first(&mut pairs)?);
        let number: Name<'a> = self.name(&self.first(&mut pairs)?);
        let mut next = self.first(&mut pairs)?;
        if next.as_rule() == Rule::listed {
            let span = start.cover(self.trimmed(&next));
            let list = next.into_inner().nth(1).ok_or_else(|| self.odd())?;
            return Ok(Node { span, form: Form::AtLeastOf(number, self.list(list)?) });
        }
        let different = next.as_rule() == Rule::kw_different;
        if different {
            next = self.first(&mut pairs)?;
        }
        let of = Box::new(self.loose(next)?);
        Ok(Node { span: start.cover(of.span), form: Form::AtLeast { number, different, of } })
    }

    fn every<'a>(&self, mut pairs: Pairs<'a, Rule>) -> Built<'a> {
        let start = self.span(&self.first(&mut pairs)?);
        let name = self.name(&self.first(&mut pairs)?);
        let held = pairs.nth(1).ok_or_else(|| self.odd())?;
        let held = self.maybe_not(held.into_inner())?;
        Ok(Node { span: start.cover(held.span), form: Form::Every(name, Box::new(held)) })
    }
}

/// What a word is that stands alone and is no place.
fn named(word: &str) -> Form<'_> {
    let value = Recogniser::ALL.into_iter().find(|value| value.name() == word);
    value.map_or(Form::Name(word), Form::Value)
}
