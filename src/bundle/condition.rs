use super::compare::{Said, compares, is_beyond, is_comparable};
use super::paper::Meaning;
use super::path::{Compared, Item, View};
use crate::language::model::{Cond, Operand, Order, Source};

/// Items of one condition that are kept as what made it hold.
const KEPT: usize = 3;

impl View<'_> {
    /// What is in a set.
    pub fn set(&mut self, sources: &[Source]) -> Vec<Item> {
        let mut all: Vec<Item> = Vec::new();
        for source in sources {
            for item in self.source(source) {
                if !all.contains(&item) {
                    all.push(item);
                }
            }
        }
        all
    }

    /// What is at a path and passes its filter.
    pub fn source(&mut self, source: &Source) -> Vec<Item> {
        let items = self.items(&source.path);
        let Some(filter) = &source.filter else { return items };
        let outer = self.here;
        let mut passed = Vec::new();
        for item in items {
            self.here = Some(item);
            if self.holds(filter, &mut Vec::new()) {
                passed.push(item);
            }
        }
        self.here = outer;
        passed
    }

    /// Whether a condition holds; what made it hold is added to `found`.
    pub fn holds(&mut self, cond: &Cond, found: &mut Vec<Item>) -> bool {
        if !self.step() {
            return false;
        }
        let before = found.len();
        let holds = match cond {
            Cond::Any(source) => {
                let items = self.source(source);
                found.extend(items.iter().take(KEPT));
                !items.is_empty()
            }
            Cond::Reached(operand) => self.kept(&self.values(operand), found),
            Cond::Same(left, right) => self.pair(left, right, found, |view, a, b| view.same(a, b)),
            Cond::Like(left, right) => self.pair(left, right, found, |view, a, b| view.like(a, b)),
            Cond::Near(left, right) => {
                self.pair(left, right, found, |view, a, b| view.judge.share_a_word(a.said(), b.said()))
            }
            Cond::Within(left, right) => {
                self.pair(left, right, found, |view, a, b| view.judge.has_all(b.said(), a.said()))
            }
            Cond::NotSame(left, right) => self.none_same(left, right, found),
            Cond::Outside(operand) => {
                let values = self.values(operand);
                let outside = |value: &Compared| {
                    self.judge.key(value.said()).is_some_and(|key| self.judge.identity.is_outside(&key))
                };
                values.iter().any(outside)
            }
            Cond::Ordered(left, order, right) => self.ordered(left, *order, right, found),
            Cond::Conflicting(left, Some(right)) => {
                let (left, right) = (self.values(left), self.values(right));
                self.conflicting(&left, &right, found)
            }
            Cond::Conflicting(operand, None) => {
                let values = self.values(operand);
                (0..values.len()).any(|at| {
                    let (before, rest) = values.split_at(at + 1);
                    rest.iter().any(|other| self.conflicting(&before[at..], std::slice::from_ref(other), found))
                })
            }
            Cond::Compare(operand, comparison) => {
                let values = self.values(operand);
                let passes = |value: &&Compared| matches!(&value.datum.meaning, Meaning::Amount(amount) if compares(amount, comparison));
                let passed = values.iter().find(passes);
                found.extend(passed.and_then(|value| value.item));
                passed.is_some()
            }
            Cond::AtLeast { number, different, of } => {
                let items = self.items(of);
                let items = if *different { self.different(&items) } else { items };
                found.extend(items.iter().take(KEPT));
                items.len() >= *number as usize
            }
            Cond::And(parts) => parts.iter().all(|part| self.holds(part, found)),
            Cond::Or(parts) => parts.iter().any(|part| self.holds(part, found)),
            Cond::Not(inner) => !self.holds(inner, &mut Vec::new()),
        };
        if !holds {
            found.truncate(before);
        }
        holds && self.left.get() > 0
    }

    fn same(&self, a: &Compared, b: &Compared) -> bool {
        self.judge.same(a.said(), b.said())
    }

    fn like(&self, a: &Compared, b: &Compared) -> bool {
        self.judge.like(a.said(), b.said())
    }

    /// Keeps the items of values; whether there is one.
    fn kept(&self, values: &[Compared], found: &mut Vec<Item>) -> bool {
        found.extend(values.iter().filter_map(|value| value.item).take(KEPT));
        !values.is_empty()
    }

    /// The documents that an operand leads to, where it leads to documents.
    fn documents_of(&self, operand: &Operand) -> Option<Vec<Item>> {
        let Operand::Path(path) = operand else { return None };
        (path.leads_to == crate::language::model::Level::Document).then(|| self.items(path))
    }

    /// Whether a value of the one and one of the other are so.
    fn pair(
        &self,
        left: &Operand,
        right: &Operand,
        found: &mut Vec<Item>,
        so: impl Fn(&Self, &Compared, &Compared) -> bool,
    ) -> bool {
        if let Some((left, right)) = self.documents_of(left).zip(self.documents_of(right)) {
            return left.iter().any(|item| right.contains(item));
        }
        let (left, right) = (self.values(left), self.values(right));
        for one in &left {
            for other in &right {
                if self.step() && so(self, one, other) {
                    found.extend([one.item, other.item].into_iter().flatten());
                    return true;
                }
            }
        }
        false
    }

    /// Whether both have values, and none of the one is the same as one of the other.
    fn none_same(&self, left: &Operand, right: &Operand, found: &mut Vec<Item>) -> bool {
        if let Some((left, right)) = self.documents_of(left).zip(self.documents_of(right)) {
            return !left.is_empty() && !right.is_empty() && !left.iter().any(|item| right.contains(item));
        }
        let known = |value: &Compared| {
            let named = !matches!(value.datum.meaning, Meaning::Amount(_));
            !named || self.judge.key(value.said()).is_some()
        };
        let values = |operand| self.values(operand).into_iter().filter(known).collect::<Vec<_>>();
        let (left, right) = (values(left), values(right));
        let (Some(first), Some(second)) = (left.first(), right.first()) else { return false };
        let apart = left.iter().all(|one| right.iter().all(|other| self.step() && !self.same(one, other)));
        if apart {
            found.extend([first.item, second.item].into_iter().flatten());
        }
        apart
    }

    /// Whether a value of the one is less, or more, than each of its sort of the other.
    fn ordered(&self, left: &Operand, order: Order, right: &Operand, found: &mut Vec<Item>) -> bool {
        let (left, right) = (self.values(left), self.values(right));
        for one in &left {
            let Meaning::Amount(amount) = &one.datum.meaning else { continue };
            let limits = right.iter().filter_map(|other| match &other.datum.meaning {
                Meaning::Amount(limit) if is_comparable(amount, limit) && self.step() => Some((other, limit)),
                _ => None,
            });
            let limits: Vec<_> = limits.collect();
            if !limits.is_empty() && limits.iter().all(|(_, limit)| is_beyond(amount, order, limit)) {
                found.extend(one.item.into_iter().chain(limits[0].0.item));
                return true;
            }
        }
        false
    }

    /// Whether both have a value of one sort, and no value of one can hold together with any of the other.
    fn conflicting(&self, left: &[Compared], right: &[Compared], found: &mut Vec<Item>) -> bool {
        let mut first = None;
        for one in left {
            for other in right {
                let (a, b): (Said, Said) = (one.said(), other.said());
                match self.judge.conflict(a, b).filter(|_| self.step()) {
                    Some(true) => first = first.or(Some((one.item, other.item))),
                    Some(false) => return false,
                    None => {}
                }
            }
        }
        let Some((one, other)) = first else { return false };
        found.extend([one, other].into_iter().flatten());
        true
    }
}
