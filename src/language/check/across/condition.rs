use super::Within;
use crate::language::check::Checker;
use crate::language::code::Code;
use crate::language::model::{Comparison, Cond, Head, Hop, Level, Operand, Path, Place};
use crate::language::tree::{self, CondForm, Likeness, OperandForm, Text};
use crate::prose::{Bound, quantity};

impl<'a> Checker<'a, '_> {
    /// A condition; none where something in it is wrong, which has been told.
    pub(super) fn cond(&mut self, cond: &tree::Cond<'a>, within: Within<'_, 'a>) -> Option<Cond> {
        match &cond.form {
            CondForm::Any(source) => Some(Cond::Any(self.source(source, within)?.0)),
            CondForm::Some(operand) => {
                let reached = self.operand(operand, within)?;
                if let Operand::Following(..) = reached {
                    return Some(Cond::Reached(reached));
                }
                let place = Place { file: within.file, span: operand.span };
                let problem = Code::WrongSort.at(place, "a number by itself holds nothing");
                self.tell(problem.help("compare it: `sum of mou.share.part is 100%`"));
                None
            }
            CondForm::Is(left, likeness, right) => {
                let (left, right) = self.both(left, right, within)?;
                Some(match likeness {
                    Likeness::Same => Cond::Same(left, right),
                    Likeness::NotSame => Cond::NotSame(left, right),
                    Likeness::Like => Cond::Like(left, right),
                    Likeness::Near => Cond::Near(left, right),
                    Likeness::Within => Cond::Within(left, right),
                })
            }
            CondForm::Outside(operand) => Some(Cond::Outside(self.operand(operand, within)?)),
            CondForm::Ordered(left, order, right) => {
                let (left, right) = self.both(left, right, within)?;
                Some(Cond::Ordered(left, *order, right))
            }
            CondForm::Conflicting(left, None) => Some(Cond::Conflicting(self.operand(left, within)?, None)),
            CondForm::Conflicting(left, Some(right)) => {
                let (left, right) = self.both(left, right, within)?;
                Some(Cond::Conflicting(left, Some(right)))
            }
            CondForm::Compare(left, bound, text) => {
                let left = self.operand(left, within);
                let comparison = self.comparison(*bound, *text, within)?;
                Some(Cond::Compare(left?, comparison))
            }
            CondForm::AtLeast { number, different, of } => {
                let Ok(count) = number.text.parse::<u32>() else {
                    let place = Place { file: within.file, span: number.span };
                    let problem = Code::BadQuantity.at(place, "this number is too large");
                    self.tell(problem.help("no bundle has so many"));
                    return None;
                };
                let of = self.path(*of, within)?.0;
                Some(Cond::AtLeast { number: count, different: *different, of })
            }
            CondForm::And(parts) => Some(Cond::And(self.conds(parts, within)?)),
            CondForm::Or(parts) => Some(Cond::Or(self.conds(parts, within)?)),
            CondForm::Not(inner) => Some(Cond::Not(Box::new(self.cond(inner, within)?))),
        }
    }

    /// Checks all, so that two mistakes are both told.
    fn conds(&mut self, parts: &[tree::Cond<'a>], within: Within<'_, 'a>) -> Option<Vec<Cond>> {
        let checked: Vec<Option<Cond>> = parts.iter().map(|part| self.cond(part, within)).collect();
        checked.into_iter().collect()
    }

    /// Two operands that are compared.
    fn both(
        &mut self,
        left: &tree::Operand<'a>,
        right: &tree::Operand<'a>,
        within: Within<'_, 'a>,
    ) -> Option<(Operand, Operand)> {
        let (checked, other) = (self.operand(left, within), self.operand(right, within));
        let (checked, other) = (checked?, other?);
        let level = |operand: &Operand| match operand {
            Operand::Path(path) => path.leads_to,
            _ => Level::Value,
        };
        for (operand, checked) in [(left, &checked), (right, &other)] {
            if level(checked) == Level::Row {
                let place = Place { file: within.file, span: operand.span };
                let problem = Code::WrongSort.at(place, "a row has several fields and cannot be compared");
                self.tell(problem.help("name one of its fields"));
                return None;
            }
        }
        if level(&checked) != level(&other) {
            let operand = if level(&checked) == Level::Document { left } else { right };
            let place = Place { file: within.file, span: operand.span };
            let problem = Code::WrongSort.at(place, "a document is compared with a value here");
            self.tell(problem.help("name what of it is meant, such as its `.title` or one of its facts"));
            return None;
        }
        Some((checked, other))
    }

    fn operand(&mut self, operand: &tree::Operand<'a>, within: Within<'_, 'a>) -> Option<Operand> {
        Some(match &operand.form {
            OperandForm::Path(path) => Operand::Path(self.path(*path, within)?.0),
            OperandForm::Sum(path) => Operand::Sum(self.values(*path, within)?),
            OperandForm::Number(path) => Operand::Number(self.path(*path, within)?.0),
            OperandForm::Tally(path) => Operand::Tally(self.path(*path, within)?.0),
            OperandForm::Following(path, hops) => {
                let from = self.values(*path, within)?;
                let hops = hops.iter().map(|(from, to)| self.hop(*from, *to, within)).collect::<Option<_>>()?;
                Operand::Following(from, hops)
            }
            OperandForm::Quantity(text) => {
                match quantity(text.text).and_then(|value| Some((value.recogniser, value.amount?))) {
                    Some((recogniser, amount)) => Operand::Quantity(recogniser, amount),
                    None => Operand::Words(text.text.to_owned()),
                }
            }
        })
    }

    /// A path to values.
    fn values(&mut self, words: tree::Name<'a>, within: Within<'_, 'a>) -> Option<Path> {
        let path = self.path(words, within)?.0;
        if path.leads_to != Level::Value {
            let place = Place { file: within.file, span: words.span };
            let problem = Code::WrongSort.at(place, "a value is needed here, and this leads to documents or rows");
            self.tell(problem.help("name a field of the rows, or a fact that is a single value"));
            return None;
        }
        Some(path)
    }

    /// A line from one path to another. Both begin alike, and what they have in common is the row or document of a line.
    fn hop(&mut self, from: tree::Name<'a>, to: tree::Name<'a>, within: Within<'_, 'a>) -> Option<Hop> {
        let bare = Within { here: None, ..within };
        let sorts = self.path(from, bare)?.1;
        let (from_path, to_path) = (self.values(from, bare)?, self.values(to, bare)?);
        let alike = from.text.split('.').zip(to.text.split('.')).take_while(|(a, b)| a == b).count();
        let shared = alike.checked_sub(1).and_then(|at| sorts.get(at.min(sorts.len().saturating_sub(2))));
        let Some(shared) = shared.map(super::Sort::level).filter(|_| !matches!(from_path.head, Head::Each)) else {
            let place = Place { file: within.file, span: to.span };
            let problem = Code::WrongSort.at(place, "the two ends of a line stand in one row or one document");
            self.tell(problem.help("write for instance `tor.line.lower to tor.line.upper`"));
            return None;
        };
        Some(Hop { from: from_path, to: to_path, shared })
    }

    fn comparison(&mut self, bound: Bound, text: Text<'a>, within: Within<'_, 'a>) -> Option<Comparison> {
        let value = quantity(text.text);
        let Some((value, amount)) = value.and_then(|value| value.amount.map(|amount| (value, amount))) else {
            let place = Place { file: within.file, span: text.span };
            let problem = Code::BadQuantity.at(place, format!("`{}` cannot be read as a quantity", text.text));
            let help = "write a number with its unit, such as `4 times a year`, `20 working days`, `£250k` or `75%`";
            self.tell(problem.help(help));
            return None;
        };
        Some(Comparison { bound, recogniser: value.recogniser, amount })
    }
}
