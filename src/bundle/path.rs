use super::compare::{ANY_UNIT, Judge, Said};
use super::paper::{Amount, Datum, Meaning, Paper, Row};
use crate::engine::Group;
use crate::language::model::{Head, Hop, Level, Operand, Path, Step};
use crate::prose::{Bound, Recogniser};
use crate::source::Span;

/// A document, a row of one of its facts, or something that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Item {
    pub paper: u32,
    pub at: At,
}

/// Where in a document an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum At {
    Document,
    Title,
    /// A field in front of the document.
    Metadata(u32),
    Row(u32),
    /// A field of a row.
    Field(u32, u32),
}

/// What a rule across documents is looking at.
pub(super) struct View<'a> {
    pub papers: &'a [Paper],
    pub judge: Judge<'a>,
    /// What is rated one by one.
    pub each: Vec<Item>,
    /// The sets of the finds so far.
    pub finds: Vec<Vec<Item>>,
    /// What a `where` is looking at.
    pub here: Option<Item>,
    /// Comparisons that are left.
    pub left: std::cell::Cell<u64>,
}

/// Amounts that are added up, each with where it stands.
type Addends = Vec<(Item, Amount)>;

/// A value that is compared, with the item that it comes from.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    pub paper: usize,
    pub datum: Datum,
    pub item: Option<Item>,
}

impl Compared {
    pub fn said(&self) -> Said<'_> {
        Said { paper: self.paper, datum: &self.datum }
    }
}

impl<'a> View<'a> {
    /// Takes a step; false where none is left, and then nothing holds.
    pub fn step(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }

    fn paper(&self, item: Item) -> Option<&'a Paper> {
        self.papers.get(item.paper as usize)
    }

    /// The row that an item is or stands in.
    pub fn row(&self, item: Item) -> Option<&'a Row> {
        match item.at {
            At::Row(row) | At::Field(row, _) => self.paper(item)?.rows.get(row as usize),
            _ => None,
        }
    }

    /// What an item says; none for a document.
    pub fn datum(&self, item: Item) -> Option<&'a Datum> {
        match item.at {
            At::Document => None,
            At::Title => self.paper(item)?.title.as_ref(),
            At::Metadata(field) => self.paper(item)?.metadata.get(field as usize).map(|(_, datum)| datum),
            At::Row(_) => Some(&self.row(item)?.whole),
            At::Field(_, field) => self.row(item)?.fields.get(field as usize).map(|(_, datum)| datum),
        }
    }

    /// What an item is called in a sentence.
    pub fn words(&self, item: Item) -> String {
        let title = || self.paper(item).and_then(|paper| paper.title.as_ref()).map(|title| title.words.clone());
        let path = || self.paper(item).map(|paper| paper.path.clone());
        match self.datum(item) {
            Some(datum) => datum.words.clone(),
            None => title().or_else(path).unwrap_or_default(),
        }
    }

    /// All that stands at a path.
    pub fn items(&self, path: &Path) -> Vec<Item> {
        let mut items = match path.head {
            Head::Kind(kind) => self.documents(|paper| paper.kind == Some(kind)),
            Head::Any => self.documents(|paper| paper.kind.is_some()),
            Head::Paper => self.documents(|_| true),
            Head::Each => self.each.clone(),
            Head::Find(find) => self.finds.get(find as usize).cloned().unwrap_or_default(),
            Head::Here(level) => self.here.and_then(|here| self.lifted(here, level)).into_iter().collect(),
        };
        for step in &path.steps {
            let mut next = Vec::new();
            for item in items {
                self.follow(item, step, &mut next);
            }
            next.dedup();
            items = next;
        }
        items
    }

    fn documents(&self, wanted: impl Fn(&Paper) -> bool) -> Vec<Item> {
        let papers = self.papers.iter().enumerate().filter(|(_, paper)| wanted(paper));
        papers.map(|(paper, _)| Item { paper: paper as u32, at: At::Document }).collect()
    }

    /// The document, row or value that an item is or stands in.
    pub fn lifted(&self, item: Item, level: Level) -> Option<Item> {
        let at = match (level, item.at) {
            (Level::Document, _) => At::Document,
            (Level::Row, At::Row(row) | At::Field(row, _)) => At::Row(row),
            (Level::Value, at) if at != At::Document => at,
            _ => return None,
        };
        Some(Item { at, ..item })
    }

    fn follow(&self, item: Item, step: &Step, found: &mut Vec<Item>) {
        let Some(paper) = self.paper(item).filter(|_| self.step()) else { return };
        let at = |at| Item { at, ..item };
        match step {
            Step::Document => found.push(at(At::Document)),
            Step::Title => found.extend(paper.title.is_some().then(|| at(At::Title))),
            Step::Metadata(field) => {
                let fields = paper.metadata.iter().enumerate().filter(|(_, (name, _))| name == field);
                found.extend(fields.map(|(index, _)| at(At::Metadata(index as u32))));
            }
            Step::Fact(fact) => {
                let rows = paper.rows.iter().enumerate().filter(|(_, row)| row.fact == *fact);
                found.extend(rows.map(|(index, _)| at(At::Row(index as u32))));
            }
            Step::Field(field) => {
                let At::Row(row) = item.at else { return };
                let fields = self.row(item).map_or(&[][..], |row| &row.fields);
                let fields = fields.iter().enumerate().filter(|(_, (name, _))| name == field);
                found.extend(fields.map(|(index, _)| at(At::Field(row, index as u32))));
            }
        }
    }

    /// The values of an operand.
    pub fn values(&self, operand: &Operand) -> Vec<Compared> {
        let made = |meaning, words: String| {
            let datum = Datum { words, meaning, span: Span::new(0, 0) };
            vec![Compared { paper: usize::MAX, datum, item: None }]
        };
        match operand {
            Operand::Path(path) => self.compared(&self.items(path)),
            Operand::Sum(path) => self.sums(path),
            Operand::Number(path) => {
                let items = self.items(path);
                let amount = self.different(&items).len() as f64;
                made(Meaning::Amount(count(amount)), amount.to_string())
            }
            Operand::Tally(path) => {
                let tally = tally(self.items(path).into_iter().map(|item| self.counts(item)));
                made(Meaning::Amount(tally), tally.amount.to_string())
            }
            Operand::Following(path, hops) => self.compared(&self.reached(path, hops)),
            Operand::Quantity(recogniser, amount) => {
                let (recogniser, amount) = (*recogniser, *amount);
                let amount = Amount { recogniser, amount, bound: Bound::Exactly, unit: ANY_UNIT, ambiguous: false };
                made(Meaning::Amount(amount), String::new())
            }
            Operand::Words(words) => made(Meaning::Text, words.clone()),
        }
    }

    fn compared(&self, items: &[Item]) -> Vec<Compared> {
        let value = |&item: &Item| {
            let datum = self.datum(item)?.clone();
            Some(Compared { paper: item.paper as usize, datum, item: Some(item) })
        };
        items.iter().filter_map(value).collect()
    }

    /// The numbers that an item says: its own, or those of the fields of a row.
    fn counts(&self, item: Item) -> Vec<Amount> {
        let count = |datum: &Datum| match datum.meaning {
            Meaning::Amount(amount) if amount.recogniser == Recogniser::Count && !amount.ambiguous => Some(amount),
            _ => None,
        };
        match self.row(item).filter(|_| self.is_record(item)) {
            Some(row) => row.fields.iter().filter_map(|(_, field)| count(field)).collect(),
            None => self.datum(item).and_then(count).into_iter().collect(),
        }
    }

    /// One sum for each list, column or sentence that amounts stand in.
    fn sums(&self, path: &Path) -> Vec<Compared> {
        let mut groups: Vec<(u32, Group, Addends)> = Vec::new();
        for item in self.items(path) {
            let (Some(row), Some(datum)) = (self.row(item), self.datum(item)) else { continue };
            let Meaning::Amount(amount) = datum.meaning else { continue };
            match groups.iter_mut().find(|(paper, group, _)| (*paper, *group) == (item.paper, row.group)) {
                Some((.., amounts)) => amounts.push((item, amount)),
                None => groups.push((item.paper, row.group, vec![(item, amount)])),
            }
        }
        groups.into_iter().filter_map(|(.., amounts)| sum(&amounts)).collect()
    }

    /// The names reached from some, in one step or more.
    fn reached(&self, path: &Path, hops: &[Hop]) -> Vec<Item> {
        let mut lines: Vec<(Item, Item)> = Vec::new();
        for hop in hops {
            let (from, to) = (self.items(&hop.from), self.items(&hop.to));
            for &one in &from {
                let end = self.lifted(one, hop.shared);
                let joined = to.iter().filter(|other| self.step() && self.lifted(**other, hop.shared) == end);
                lines.extend(joined.map(|&other| (one, other)));
            }
        }
        let key = |item: Item| {
            let datum = self.datum(item)?;
            self.judge.key(Said { paper: item.paper as usize, datum })
        };
        let keyed: Vec<(String, String, Item)> =
            lines.into_iter().filter_map(|(from, to)| Some((key(from)?, key(to)?, to))).collect();
        let mut seen: Vec<String> = Vec::new();
        let mut open: Vec<String> = self.items(path).into_iter().filter_map(key).collect();
        let mut reached = Vec::new();
        while let Some(from) = open.pop() {
            for (start, end, item) in &keyed {
                if self.step() && *start == from && !seen.contains(end) {
                    seen.push(end.clone());
                    open.push(end.clone());
                    reached.push(*item);
                }
            }
        }
        reached
    }

    /// Items that are not the same, the first of each.
    pub fn different(&self, items: &[Item]) -> Vec<Item> {
        let mut kept: Vec<Item> = Vec::new();
        for &item in items {
            if kept.iter().all(|&known| self.step() && !self.is_same(known, item)) {
                kept.push(item);
            }
        }
        kept
    }

    /// Whether two items are the same document, row or value.
    pub fn is_same(&self, a: Item, b: Item) -> bool {
        let said = |item: Item| {
            let datum = self.datum(item).filter(|_| !self.is_record(item))?;
            Some(Said { paper: item.paper as usize, datum })
        };
        match (said(a), said(b)) {
            (Some(one), Some(other)) => self.judge.same(one, other),
            _ => a == b,
        }
    }

    /// Whether an item is a row with fields.
    pub fn is_record(&self, item: Item) -> bool {
        matches!(item.at, At::Row(_)) && self.row(item).is_some_and(|row| !row.fields.is_empty())
    }
}

/// A number of things.
fn count(amount: f64) -> Amount {
    Amount { recogniser: Recogniser::Count, amount, bound: Bound::Exactly, unit: "", ambiguous: false }
}

/// As many as some say, one for each that says no number; bounded where one of them is.
fn tally(said: impl Iterator<Item = Vec<Amount>>) -> Amount {
    let mut total = count(0.0);
    for amount in said.flat_map(|counts| if counts.is_empty() { vec![count(1.0)] } else { counts }) {
        total.amount += amount.amount;
        if amount.bound != Bound::Exactly && total.bound != Bound::AtLeast {
            total.bound = amount.bound;
        }
    }
    total
}

/// The sum of some amounts; none where they are not of one sort, or one of them is no plain amount.
fn sum(amounts: &[(Item, Amount)]) -> Option<Compared> {
    let (item, first) = *amounts.first()?;
    let mut total = Amount { amount: 0.0, bound: Bound::Exactly, ..first };
    for (_, amount) in amounts {
        if amount.recogniser != first.recogniser || amount.unit != first.unit || amount.ambiguous {
            return None;
        }
        total.amount += amount.amount;
        match (total.bound, amount.bound) {
            (_, Bound::Exactly) => {}
            (Bound::Exactly, bound) => total.bound = bound,
            (known, bound) if known == bound => {}
            _ => return None,
        }
    }
    let shown = (total.amount * 100.0).round() / 100.0;
    let words = match total.recogniser {
        Recogniser::Share => format!("{}%", (total.amount * 10_000.0).round() / 100.0),
        _ => shown.to_string(),
    };
    let datum = Datum { words, meaning: Meaning::Amount(total), span: Span::new(0, 0) };
    Some(Compared { paper: item.paper as usize, datum, item: Some(item) })
}
