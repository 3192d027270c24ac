//! Two versions of a document: what their facts say of the same things, and where that differs.

use super::compare::{Judge, Said};
use super::fold::fold;
use super::identity::{Identity, Known};
use super::paper::{Datum, Meaning, Paper, Row};
use crate::language::Program;
use crate::language::model::Compared;
use crate::prose::Bound;
use crate::source::Span;

/// What two versions of a document say otherwise of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What the thing is called.
    pub caption: String,
    /// What tells it from others of its sort, as the document that has it writes it; empty where there is but one.
    pub about: Vec<String>,
    /// The row of the older version; none where it says nothing of the thing.
    pub was: Option<usize>,
    /// The row of the newer version, likewise.
    pub now: Option<usize>,
    /// What is said of it: of a record each field that differs, else the value alone under an empty name.
    pub values: Vec<ValueChange>,
}

/// A value that two versions give otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChange {
    /// The field of a record; empty for the value of another fact.
    pub field: String,
    /// What it was, in the words of the older version; none where that does not say.
    pub was: Option<String>,
    /// What it is, in the words of the newer version, likewise.
    pub now: Option<String>,
}

/// A row of one of two versions.
#[derive(Clone, Copy)]
struct Told<'a> {
    paper: usize,
    index: usize,
    row: &'a Row,
}

/// What the facts of two versions of a document differ in, in the order of the facts and then of the newer version.
///
/// Facts are compared that say so (`compared as`), by what is meant: names as who they stand for, values as amounts. What one
/// version says twice counts once.
pub fn changes(program: &Program, known: &Known, was: &Paper, now: &Paper) -> Vec<Change> {
    let papers = [was.clone(), now.clone()];
    let identity = Identity::of(&papers, known);
    let judge = Versions { judge: Judge { identity: &identity } };
    let facts = program.facts.iter().filter_map(|fact| Some((&*fact.name, fact.compared.as_ref()?)));
    let mut changes: Vec<Change> = Vec::new();
    let told_apart = |change: &Change| !reads_alike(change);
    for change in facts.flat_map(|(fact, compared)| judge.fact(fact, compared, &papers)).filter(told_apart) {
        // Several facts may read the same words: the first says what they are of.
        let told = |other: &Change| {
            places(other, &papers) == places(&change, &papers)
                || quotes(&change, &papers).is_some_and(|quotes| {
                    self::quotes(other, &papers) == Some(quotes)
                        && values(other) == values(&change)
                        && meet(&stretches(other, &papers), &stretches(&change, &papers))
                })
        };
        if !changes.iter().any(told) {
            changes.push(change);
        }
    }
    changes
}

/// The words that a change rests on in both versions.
fn places(change: &Change, [was, now]: &[Paper; 2]) -> [Option<(Span, Span)>; 2] {
    let place = |paper: &Paper, row: Option<usize>| Some(paper.rows.get(row?)?).map(|row| (row.whole.span, row.quote));
    [place(was, change.was), place(now, change.now)]
}

/// The runs that a change stands in, where it stands in both versions.
fn quotes(change: &Change, [was, now]: &[Paper; 2]) -> Option<[Span; 2]> {
    Some([was.rows.get(change.was?)?.quote, now.rows.get(change.now?)?.quote])
}

/// Whether both versions have the thing and no value of it reads otherwise: what a reader would see is no change.
fn reads_alike(change: &Change) -> bool {
    let words = |words: &Option<String>| words.as_deref().map(fold);
    change.was.is_some()
        && change.now.is_some()
        && change.values.iter().all(|value| words(&value.was) == words(&value.now))
}

/// How what changed was and is, whatever it is called; empty for what stands in one version alone.
fn values(change: &Change) -> Vec<(&str, &str)> {
    change.values.iter().filter_map(|value| Some((value.was.as_deref()?, value.now.as_deref()?))).collect()
}

/// Where the values stand now that changed.
fn stretches(change: &Change, [_, now]: &[Paper; 2]) -> Vec<Span> {
    let row = change.now.and_then(|row| now.rows.get(row));
    let changed = |words: &str| values(change).iter().any(|(_, now)| *now == words);
    row.into_iter().flat_map(Row::data).filter(|datum| changed(&datum.words)).map(|datum| datum.span).collect()
}

/// Whether any of some stretches shares words with any of others; where one has none, that cannot be told apart.
fn meet(some: &[Span], others: &[Span]) -> bool {
    let overlap = |a: &Span, b: &Span| a.start < b.end && b.start < a.end;
    some.is_empty() || others.is_empty() || some.iter().any(|one| others.iter().any(|other| overlap(one, other)))
}

struct Versions<'a> {
    judge: Judge<'a>,
}

impl Versions<'_> {
    fn fact(&self, fact: &str, compared: &Compared, [was, now]: &[Paper; 2]) -> Vec<Change> {
        let (mut gone, mut come) = (rows(fact, 0, was), rows(fact, 1, now));
        let (stood, stands) = (gone.clone(), come.clone());
        // Rows that both versions have are no change: first those of the same words, then those that mean the same.
        for alike in [true, false] {
            come.retain(|row| {
                let words = |old: &Told| !alike || old.row.whole.words == row.row.whole.words;
                let same = gone.iter().position(|old| words(old) && self.same_row(*old, *row));
                same.map(|at| gone.remove(at)).is_none()
            });
        }
        let is_new = |row: Told| !stood.iter().any(|old| self.same_row(*old, row));
        let is_gone = |row: Told| !stands.iter().any(|new| self.same_row(*new, row));
        let mut changes: Vec<Change> = Vec::new();
        for row in come {
            let of_it = |old: Told| self.same_thing(compared, old, row) && (is_new(row) || is_gone(old));
            let candidates = gone.iter().enumerate().filter(|(_, old)| of_it(**old));
            let nearest = candidates.min_by_key(|(_, old)| self.values(compared, Some(**old), Some(row)).len());
            let was = nearest.map(|(at, _)| at).map(|at| gone.remove(at));
            if was.is_some() || is_new(row) {
                changes.push(self.change(compared, was, Some(row)));
            }
        }
        let left = gone.into_iter().filter(|row| is_gone(*row));
        changes.extend(left.map(|row| self.change(compared, Some(row), None)));
        let mut once: Vec<Change> = Vec::new();
        for change in changes {
            if !once.iter().any(|other| other.about == change.about && other.values == change.values) {
                once.push(change);
            }
        }
        once
    }

    /// Whether two rows say the same in all that they say.
    fn same_row(&self, a: Told, b: Told) -> bool {
        let names = |told: Told| told.row.fields.len();
        if a.row.fields.is_empty() || b.row.fields.is_empty() {
            return names(a) == names(b) && self.same((a.paper, &a.row.whole), (b.paper, &b.row.whole));
        }
        names(a) == names(b) && fields(a, b).iter().all(|name| self.same_field(name, a, b))
    }

    /// Whether two rows are of one thing: all fields that tell it apart are the same, or said by neither, or the same but for the
    /// amounts in them that are fields of their own: a sentence of which the sum is another is still of that power.
    fn same_thing(&self, compared: &Compared, a: Told, b: Told) -> bool {
        let same = |name: &String| self.same_field(name, a, b) || same_but_for_amounts(name, a, b);
        compared.by.iter().all(same)
    }

    fn same_field(&self, name: &str, a: Told, b: Told) -> bool {
        match (field(a, name), field(b, name)) {
            (None, None) => true,
            (Some(one), Some(other)) => self.same((a.paper, one), (b.paper, other)),
            _ => false,
        }
    }

    /// Whether two versions mean the same by two values. Unlike two documents, which may round, a version that counts in the
    /// same unit means what it says; and "up to" is not "over". A name that stands for nobody known, as "the Board", is the same
    /// name in both: it is one document.
    fn same(&self, (a, one): (usize, &Datum), (b, other): (usize, &Datum)) -> bool {
        if let (Meaning::Amount(was), Meaning::Amount(now)) = (&one.meaning, &other.meaning) {
            let opposite =
                matches!((was.bound, now.bound), (Bound::AtLeast, Bound::AtMost) | (Bound::AtMost, Bound::AtLeast));
            let unit = unit(&one.words) == unit(&other.words);
            let equal = (was.amount - now.amount).abs() <= 1e-6 * was.amount.abs().max(now.amount.abs()).max(1e-9);
            if opposite || (unit && !equal) {
                return false;
            }
        }
        if fold(&one.words) == fold(&other.words) {
            return true;
        }
        self.judge.same(Said { paper: a, datum: one }, Said { paper: b, datum: other })
    }

    fn change(&self, compared: &Compared, was: Option<Told>, now: Option<Told>) -> Change {
        let about = |told: Told| compared.by.iter().filter_map(|name| Some(field(told, name)?.words.clone())).collect();
        Change {
            caption: compared.caption.clone(),
            about: now.or(was).map_or(Vec::new(), about),
            was: was.map(|told| told.index),
            now: now.map(|told| told.index),
            values: self.values(compared, was, now),
        }
    }

    /// What is said otherwise; all that is said where only one version says something.
    fn values(&self, compared: &Compared, was: Option<Told>, now: Option<Told>) -> Vec<ValueChange> {
        let words = |told: Option<Told>, name: &str| told.and_then(|told| Some(field(told, name)?.words.clone()));
        let whole = |told: Option<Told>| told.map(|told| told.row.whole.words.clone());
        if was.iter().chain(&now).all(|told| told.row.fields.is_empty()) {
            return vec![ValueChange { field: String::new(), was: whole(was), now: whole(now) }];
        }
        let names = match (was, now) {
            (Some(was), Some(now)) => fields(was, now),
            (one, other) => one.or(other).map_or(Vec::new(), |told| fields(told, told)),
        };
        let differs = |name: &&str| {
            // Words that are others by an amount alone are told with that amount.
            let same = |(was, now)| self.same_field(name, was, now) || same_but_for_amounts(name, was, now);
            !compared.by.iter().any(|by| by == name) && !was.zip(now).is_some_and(same)
        };
        let value = |name: &str| ValueChange { field: name.to_owned(), was: words(was, name), now: words(now, name) };
        names.into_iter().filter(differs).map(value).collect()
    }
}

/// The rows of a fact.
fn rows<'a>(fact: &str, paper: usize, of: &'a Paper) -> Vec<Told<'a>> {
    let rows = of.rows.iter().enumerate().filter(|(_, row)| row.fact == fact);
    rows.map(|(index, row)| Told { paper, index, row }).collect()
}

/// A field of a row by its name.
fn field<'a>(told: Told<'a>, name: &str) -> Option<&'a Datum> {
    told.row.fields.iter().find(|(field, _)| field == name).map(|(_, datum)| datum)
}

/// Whether two rows have the same words in a field once the amounts among them that their other fields give are left out; not
/// where there is none.
fn same_but_for_amounts(name: &str, a: Told, b: Told) -> bool {
    let rest = |told: Told| {
        let datum = field(told, name).filter(|datum| matches!(datum.meaning, Meaning::Text))?;
        let amounts = told.row.fields.iter().filter(|(_, datum)| matches!(datum.meaning, Meaning::Amount(_)));
        let rest = amounts.fold(datum.words.clone(), |words, (_, amount)| words.replacen(&amount.words, "", 1));
        (rest != datum.words).then(|| fold(&rest))
    };
    rest(a).zip(rest(b)).is_some_and(|(one, other)| one == other)
}

/// The names of the fields that either of two rows has, in their order.
fn fields<'a>(a: Told<'a>, b: Told<'a>) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in a.row.fields.iter().chain(&b.row.fields) {
        if !names.contains(&&**name) {
            names.push(name);
        }
    }
    names
}

/// What an amount is counted in, as its last word says; nothing where it ends with a figure.
fn unit(words: &str) -> String {
    let last = words.split_whitespace().next_back().unwrap_or("");
    last.trim_matches(|c: char| !c.is_alphabetic()).trim_end_matches('s').to_lowercase()
}
