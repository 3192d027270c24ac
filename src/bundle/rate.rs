use std::cell::Cell;

use super::chart::{Chart, draw};
use super::compare::{Judge, Said};
use super::identity::{Identity, Known};
use super::paper::{Meaning, Paper};
use super::path::{At, Item, View};
use crate::document::BlockId;
use crate::engine::{Colour, Reason};
use crate::language::Program;
use crate::language::model::{Across, AcrossArm, AcrossPiece, Head, Operand, Outcome, Rule, RuleId};
use crate::source::Span;

/// Places that a rating shows.
const MOST: usize = 3;
/// Ratings of one rule in one bundle.
const MOST_SUBJECTS: usize = 1000;
/// Comparisons that one rule may take in one bundle.
const MOST_STEPS: u64 = 20_000_000;

/// What a rule across documents makes of a bundle, or of one subject in it.
#[derive(Clone, Debug, PartialEq)]
pub struct BundleRating {
    /// The rule.
    pub rule: RuleId,
    /// What it is rated for: a body, a post, a matter, a document.
    pub subject: Option<String>,
    /// The suggested rating.
    pub colour: Colour,
    /// Why.
    pub reason: Reason,
    /// Index of the arm that decided, in the rule's arms.
    pub arm: usize,
    /// The rule's sentence for it; for green a short one of its own.
    pub message: String,
    /// The places that it rests on, at most three.
    pub places: Vec<Place>,
    /// Whether the rule advises alone.
    pub advisory: bool,
}

/// A place of one of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document, as an index into those of the bundle.
    pub paper: usize,
    /// Index of the row that stands there; none for the title.
    pub row: Option<usize>,
    /// The words meant.
    pub matched: Span,
    /// The run to quote.
    pub quote: Span,
    /// The block; none for a title that stands outside the text.
    pub block: Option<BlockId>,
}

/// The documents of a bundle, joined.
#[derive(Debug)]
pub struct Bundled<'a> {
    program: &'a Program,
    papers: &'a [Paper],
    identity: Identity,
}

impl<'a> Bundled<'a> {
    /// Joins some documents.
    pub fn new(program: &'a Program, papers: &'a [Paper], known: &Known) -> Self {
        Self { program, papers, identity: Identity::of(papers, known).with(program.same_stems.clone()) }
    }

    /// Who is meant by names in the documents.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What all rules across documents make of them, in the order of the rules, then of the documents.
    pub fn rate(&self) -> Vec<BundleRating> {
        let rules = (0..self.program.rules.len() as u32).map(RuleId);
        rules.flat_map(|rule| self.rate_by(rule)).collect()
    }

    /// What the documents say of their structure, as the rules draw it; `rated` tells what is missing.
    pub fn chart<'r>(&'r self, rated: impl Iterator<Item = &'r BundleRating>) -> Chart {
        draw(self.program, self.papers, Judge { identity: &self.identity }, rated)
    }

    /// What one rule makes of them; nothing where it is none across documents, or the bundle lacks a kind that it needs.
    pub fn rate_by(&self, id: RuleId) -> Vec<BundleRating> {
        let Some((rule, across)) =
            self.program.rules.get(id.at()).and_then(|rule| Some((rule, rule.across.as_deref()?)))
        else {
            return Vec::new();
        };
        let told = self.papers.iter().filter(|paper| paper.kind.is_some()).count();
        let has = |kind| self.papers.iter().any(|paper| paper.kind == Some(kind));
        if told < 2 || !across.kinds.iter().all(|&kind| has(kind)) {
            return Vec::new();
        }
        let mut view = View {
            papers: self.papers,
            judge: Judge { identity: &self.identity },
            each: Vec::new(),
            finds: Vec::new(),
            here: None,
            left: Cell::new(MOST_STEPS),
        };
        let Some(each) = &across.each else {
            return vec![self.one(&mut view, id, rule, across, None)];
        };
        let items = view.set(&each.set);
        let subjects = subjects(&view, items);
        let rated = subjects.into_iter().take(MOST_SUBJECTS).map(|(subject, items)| {
            view.each = items;
            self.one(&mut view, id, rule, across, Some(subject))
        });
        rated.collect()
    }

    /// Rates the bundle, or one subject of it.
    fn one(
        &self,
        view: &mut View<'a>,
        id: RuleId,
        rule: &Rule,
        across: &Across,
        subject: Option<String>,
    ) -> BundleRating
    where
        Self: 'a,
    {
        view.finds.clear();
        for find in &across.finds {
            let items = view.set(&find.set);
            view.finds.push(items);
        }
        let base = BundleRating {
            rule: id,
            subject,
            colour: Colour::Unclear,
            reason: Reason::Partial,
            arm: across.arms.len().saturating_sub(1),
            message: "there is too much here to compare: a person must look".to_owned(),
            places: Vec::new(),
            advisory: rule.advisory,
        };
        for (index, arm) in across.arms.iter().enumerate() {
            let mut found = Vec::new();
            let holds = arm.condition.as_ref().is_none_or(|condition| view.holds(condition, &mut found));
            if view.left.get() == 0 {
                return base;
            }
            if holds {
                // In the sentence and behind `at`, what the arm's own `where` looks at is the first that passed.
                view.here = found.first().copied();
                let message = message(view, arm);
                let places = places(view, arm, found);
                view.here = None;
                let (colour, reason) = (Colour::from(arm.outcome), reason(arm));
                return BundleRating { colour, reason, arm: index, message, places, ..base };
            }
        }
        base
    }
}

/// What a rule is rated for one by one: items that are the same together, with what they are called.
fn subjects(view: &View, items: Vec<Item>) -> Vec<(String, Vec<Item>)> {
    let mut subjects: Vec<(Item, Vec<Item>)> = Vec::new();
    for item in items {
        let nobody = view.datum(item).is_some_and(|datum| {
            let said = Said { paper: item.paper as usize, datum };
            !view.is_record(item) && !matches!(datum.meaning, Meaning::Amount(_)) && view.judge.key(said).is_none()
        });
        if nobody {
            continue;
        }
        match subjects.iter_mut().find(|(first, _)| view.step() && view.is_same(*first, item)) {
            Some((_, same)) => same.push(item),
            None => subjects.push((item, vec![item])),
        }
    }
    let called = |(first, items): (Item, Vec<Item>)| {
        // Of several names of one body the longest tells most.
        let words = items
            .iter()
            .map(|&item| subject(view, item))
            .max_by_key(|words| (words.chars().filter(|c| c.is_whitespace()).count(), std::cmp::Reverse(words.len())));
        (words.unwrap_or_else(|| subject(view, first)), items)
    };
    subjects.into_iter().map(called).collect()
}

/// What a subject is called: of a record its first field.
fn subject(view: &View, item: Item) -> String {
    let first = view.row(item).filter(|_| view.is_record(item)).and_then(|row| row.fields.first());
    first.map_or_else(|| view.words(item), |(_, field)| field.words.clone())
}

fn reason(arm: &AcrossArm) -> Reason {
    match (arm.outcome, &arm.condition) {
        (Outcome::Green, _) => Reason::Present,
        (Outcome::Red, Some(_)) => Reason::Conflicting,
        (Outcome::Red | Outcome::Amber, None) => Reason::Absent,
        _ => Reason::Partial,
    }
}

/// What a green rating says where its rule says nothing.
const AGREES: &str = "the documents agree";
/// What stands in a sentence for a value that is not there.
const UNSAID: &str = "(not stated)";

/// Some values in a row: "a, b and c".
fn listed(mut words: Vec<String>) -> String {
    let last = words.pop().unwrap_or_else(|| UNSAID.to_owned());
    if words.is_empty() { last } else { format!("{} and {last}", words.join(", ")) }
}

fn message(view: &View, arm: &AcrossArm) -> String {
    let mut message = String::new();
    for piece in &arm.because {
        match piece {
            AcrossPiece::Words(words) => message.push_str(words),
            AcrossPiece::Path(path) => {
                let words = match (path.head, path.steps.is_empty()) {
                    (Head::Each, true) => view.each.first().map(|&item| subject(view, item)),
                    _ => view.items(path).first().map(|&item| view.words(item)),
                };
                message.push_str(words.as_deref().unwrap_or(UNSAID));
            }
            AcrossPiece::All(path) => {
                let items = view.different(&view.items(path));
                message.push_str(&listed(items.into_iter().map(|item| view.words(item)).collect()));
            }
            AcrossPiece::Sum(path) => {
                let sums = view.values(&Operand::Sum(path.clone()));
                message.push_str(&listed(sums.into_iter().map(|sum| sum.datum.words).collect()));
            }
        }
    }
    if message.is_empty() && arm.outcome == Outcome::Green { AGREES.to_owned() } else { message }
}

/// The places to show: what the condition found and where the subject stands, one of each document first.
fn places(view: &View, arm: &AcrossArm, found: Vec<Item>) -> Vec<Place> {
    if arm.outcome == Outcome::Skip {
        return Vec::new();
    }
    let at: Vec<Item> = arm.at.as_ref().map(|at| view.items(at)).unwrap_or_default();
    let own = if found.is_empty() { at } else { found };
    let subject = view.each.first().copied();
    let mut wanted: Vec<Item> = own.into_iter().chain(subject).collect();
    if matches!(arm.outcome, Outcome::Amber | Outcome::Red) && arm.condition.is_none() {
        wanted.truncate(1);
    }
    let mut kept: Vec<Item> = Vec::new();
    for first in [true, false] {
        for &item in &wanted {
            let known = kept.iter().any(|known| match first {
                true => known.paper == item.paper,
                false => row_of(*known) == row_of(item),
            });
            // A document by itself is named by its title, which says little beside words of its own.
            let bare = !first && item.at == At::Document && kept.iter().any(|known| known.paper == item.paper);
            if !known && !bare && kept.len() < MOST {
                kept.push(item);
            }
        }
    }
    let mut places: Vec<Place> = Vec::new();
    for place in kept.into_iter().filter_map(|item| place(view, item)) {
        if places.iter().all(|known| (known.paper, known.quote) != (place.paper, place.quote)) {
            places.push(place);
        }
    }
    places
}

fn row_of(item: Item) -> (u32, Option<u32>) {
    match item.at {
        At::Row(row) | At::Field(row, _) => (item.paper, Some(row)),
        _ => (item.paper, None),
    }
}

fn place(view: &View, item: Item) -> Option<Place> {
    let paper = item.paper as usize;
    let (_, row) = row_of(item);
    match view.row(item).zip(row) {
        Some((said, row)) => {
            let matched = view.datum(item).map_or(said.whole.span, |datum| datum.span);
            let inside = said.quote.start <= matched.start && matched.end <= said.quote.end;
            let quote = if inside { said.quote } else { said.quote.cover(matched) };
            Some(Place { paper, row: Some(row as usize), matched, quote, block: Some(said.block) })
        }
        None => {
            let title = view.papers.get(paper)?.title.as_ref().map_or(Span::new(0, 0), |title| title.span);
            Some(Place { paper, row: None, matched: title, quote: title, block: None })
        }
    }
}
