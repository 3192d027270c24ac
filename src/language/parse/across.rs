use pest::iterators::{Pair, Pairs};

use super::rule::outcome;
use super::{Build, Parsed, Problem, Rule};
use crate::language::code::Code;
use crate::language::model::Order;
use crate::language::tree::{AcrossArm, Cond, CondForm, Likeness, Name, Operand, OperandForm, RuleLine, Set, Source};
use crate::prose::Bound;

/// Lines of rules across documents.
impl<'a> Parsed<'a> {
    /// `for each NAME in SET`.
    pub(super) fn each(mut self) -> Result<RuleLine<'a>, Problem> {
        let build = self.build;
        let name = self.pairs.find(|pair| pair.as_rule() == Rule::name).ok_or_else(|| build.odd())?;
        let set = self.pairs.find(|pair| pair.as_rule() == Rule::set).ok_or_else(|| build.odd())?;
        Ok(RuleLine::Each(build.name(&name), build.set(set)?))
    }

    /// `when CONDITION because "…" at PATH`.
    pub(super) fn across_arm(mut self, keyword: Name<'a>) -> Result<RuleLine<'a>, Problem> {
        let build = self.build;
        let outcome = self.pairs.next().and_then(|pair| outcome(&pair)).ok_or_else(|| build.odd())?;
        let mut arm = AcrossArm { outcome, condition: None, because: Vec::new(), at: Vec::new(), span: keyword.span };
        for pair in self.pairs {
            match pair.as_rule() {
                Rule::kw_otherwise => arm.span = arm.span.cover(build.span(&pair)),
                Rule::cond => {
                    let condition = build.cond(pair)?;
                    arm.span = arm.span.cover(condition.span);
                    arm.condition = Some(condition);
                }
                Rule::because => arm.because.extend(pair.into_inner().nth(1).map(|text| build.text(&text))),
                Rule::at_path => arm.at.extend(pair.into_inner().nth(1).map(|path| build.name(&path))),
                _ => {}
            }
        }
        Ok(RuleLine::Across(arm))
    }
}

impl Build {
    /// Sources parted by `|`.
    pub(super) fn set<'a>(&self, pair: Pair<'a, Rule>) -> Result<Set<'a>, Problem> {
        let span = self.trimmed(&pair);
        let sources = pair.into_inner().filter(|pair| pair.as_rule() == Rule::source);
        Ok(Set { sources: sources.map(|pair| self.source(pair)).collect::<Result<_, _>>()?, span })
    }

    fn source<'a>(&self, pair: Pair<'a, Rule>) -> Result<Source<'a>, Problem> {
        let mut inner = pair.into_inner();
        let path = self.name(&inner.next().ok_or_else(|| self.odd())?);
        let filter = inner.nth(1).map(|cond| self.cond(cond)).transpose()?;
        Ok(Source { path, filter })
    }

    fn cond<'a>(&self, pair: Pair<'a, Rule>) -> Result<Cond<'a>, Problem> {
        let mut parts = Vec::new();
        let mut joint: Option<Rule> = None;
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::kw_and | Rule::kw_or => {
                    if *joint.get_or_insert(pair.as_rule()) != pair.as_rule() {
                        return Err(self.mixed(&pair));
                    }
                }
                _ => parts.push(self.cond_part(pair)?),
            }
        }
        let Some(last) = parts.pop() else { return Err(self.odd()) };
        let Some(first) = parts.first() else { return Ok(last) };
        let span = first.span.cover(last.span);
        parts.push(last);
        Ok(Cond { span, form: if joint == Some(Rule::kw_or) { CondForm::Or(parts) } else { CondForm::And(parts) } })
    }

    fn cond_part<'a>(&self, pair: Pair<'a, Rule>) -> Result<Cond<'a>, Problem> {
        let span = self.trimmed(&pair);
        let mut inner = pair.into_inner();
        let mut next = inner.next().ok_or_else(|| self.odd())?;
        let negated = next.as_rule() == Rule::kw_not;
        if negated {
            next = inner.next().ok_or_else(|| self.odd())?;
        }
        let cond = self.cond_leaf(next)?;
        Ok(if negated { Cond { span, form: CondForm::Not(Box::new(cond)) } } else { cond })
    }

    fn cond_leaf<'a>(&self, pair: Pair<'a, Rule>) -> Result<Cond<'a>, Problem> {
        let span = self.trimmed(&pair);
        let form = match pair.as_rule() {
            Rule::cond_bracket | Rule::plain_bracket => {
                let inner = pair.into_inner().nth(1).ok_or_else(|| self.odd())?;
                return Ok(Cond { span, ..self.cond(inner)? });
            }
            Rule::filtered => CondForm::Any(Box::new(self.source(pair)?)),
            Rule::cond_count => {
                let mut inner = pair.into_inner();
                let number = self.name(&inner.nth(1).ok_or_else(|| self.odd())?);
                let mut of = inner.next().ok_or_else(|| self.odd())?;
                let different = of.as_rule() == Rule::kw_different;
                if different {
                    of = inner.next().ok_or_else(|| self.odd())?;
                }
                CondForm::AtLeast { number, different, of: self.name(&of) }
            }
            _ => self.relation(pair.into_inner())?,
        };
        Ok(Cond { span, form })
    }

    /// An operand by itself, or one that is compared with another.
    fn relation<'a>(&self, mut pairs: Pairs<'a, Rule>) -> Result<CondForm<'a>, Problem> {
        let left = self.side(pairs.next().ok_or_else(|| self.odd())?)?;
        let Some(relation) = pairs.next() else {
            return match left.form {
                OperandForm::Path(path) => Ok(CondForm::Any(Box::new(Source { path, filter: None }))),
                _ => Ok(CondForm::Some(left)),
            };
        };
        let rule = relation.as_rule();
        let mut inner = relation.into_inner();
        Ok(match rule {
            Rule::is_outside => CondForm::Outside(left),
            Rule::is_other => {
                let mut likeness = Likeness::Same;
                let mut right = inner.nth(1).ok_or_else(|| self.odd())?;
                match right.as_rule() {
                    Rule::kw_not => likeness = Likeness::NotSame,
                    Rule::kw_like => likeness = Likeness::Like,
                    Rule::kw_near => likeness = Likeness::Near,
                    Rule::kw_within => likeness = Likeness::Within,
                    _ => {}
                }
                if likeness != Likeness::Same {
                    right = inner.next().ok_or_else(|| self.odd())?;
                }
                CondForm::Is(left, likeness, self.side(right)?)
            }
            Rule::less_more => {
                let less = inner.next().is_some_and(|word| word.as_rule() == Rule::kw_less);
                let order = if less { Order::Less } else { Order::More };
                CondForm::Ordered(left, order, self.side(inner.nth(1).ok_or_else(|| self.odd())?)?)
            }
            Rule::conflicts => {
                let right = inner.nth(2).map(|right| self.side(right)).transpose()?;
                CondForm::Conflicting(left, right)
            }
            _ => {
                let bound = match inner.next().ok_or_else(|| self.odd())?.as_rule() {
                    Rule::at_least => Bound::AtLeast,
                    Rule::at_most => Bound::AtMost,
                    _ => Bound::Exactly,
                };
                let quantity = self.side(inner.next().ok_or_else(|| self.odd())?)?;
                let OperandForm::Quantity(text) = quantity.form else { return Err(self.odd()) };
                CondForm::Compare(left, bound, text)
            }
        })
    }

    fn side<'a>(&self, pair: Pair<'a, Rule>) -> Result<Operand<'a>, Problem> {
        let span = self.trimmed(&pair);
        let form = match pair.as_rule() {
            Rule::path => OperandForm::Path(self.name(&pair)),
            rule @ (Rule::sum_of | Rule::number_of | Rule::tally_of) => {
                let path = self.name(&pair.into_inner().nth(2).ok_or_else(|| self.odd())?);
                match rule {
                    Rule::sum_of => OperandForm::Sum(path),
                    Rule::number_of => OperandForm::Number(path),
                    _ => OperandForm::Tally(path),
                }
            }
            Rule::following => {
                let mut inner = pair.into_inner();
                let path = self.name(&inner.next().ok_or_else(|| self.odd())?);
                let hops = inner.filter(|pair| pair.as_rule() == Rule::hop).map(|pair| {
                    let mut inner = pair.into_inner();
                    let from = self.name(&inner.next()?);
                    Some((from, self.name(&inner.nth(1)?)))
                });
                OperandForm::Following(path, hops.collect::<Option<_>>().ok_or_else(|| self.odd())?)
            }
            Rule::string => OperandForm::Quantity(self.text(&pair)),
            _ => {
                let text = crate::language::tree::Text { text: pair.as_str().trim_end(), span, block: false };
                OperandForm::Quantity(text)
            }
        };
        Ok(Operand { span, form })
    }

    fn mixed(&self, pair: &Pair<Rule>) -> Problem {
        let message = format!("`{}` stands beside another joint without brackets", pair.as_str());
        let problem = Code::MixedAndOr.at(self.place(self.span(pair)), message);
        Box::new(problem.help("put brackets round what belongs together: `a and (b or c)`"))
    }
}
