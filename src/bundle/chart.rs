mod legend;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use super::compare::{Judge, Said};
use super::paper::{Amount, Datum, Meaning, Paper, Row};
use super::rate::{BundleRating, Place};
use crate::engine::Colour;
use crate::language::Program;
use crate::language::model::{Drawn, DrawnEnd, DrawnFrom, DrawnLine, DrawnNote};
use crate::source::Span;

pub use legend::Legend;

/// Names, lines, and words or places of one of them that are kept.
const MOST_NODES: usize = 2000;
const MOST_LINES: usize = 5000;
const MOST_WORDS: usize = 60;
const MOST_PLACES: usize = 12;
/// Words of a cell that may still be a name.
const NAME_WORDS: usize = 9;
/// Bytes between the two ends of a span of sums: ` to `, ` – `.
const BAND: u32 = 5;

/// What the documents of a bundle say of its structure, as the rules draw it: a node for each who is named, however often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// Who is named, in the order of the facts and then of the documents.
    pub nodes: Vec<ChartNode>,
    /// What is said of one and another.
    pub lines: Vec<ChartLine>,
    /// The places that say so.
    pub places: Vec<Place>,
    /// Whether there was more than is kept.
    pub cut: bool,
    /// What could have been named and said.
    pub legend: Legend,
}

/// Somebody who is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartNode {
    /// The first of the longest names.
    pub name: String,
    /// Other names for the same.
    pub also: Vec<String>,
    /// What sort of thing it is, in the words of the rules.
    pub sort: Option<String>,
    /// Why something of it is missing, in the words of the rule that says so.
    pub missing: Option<String>,
    /// What else is said of it.
    pub notes: Vec<ChartNote>,
    /// Indexes into [`Chart::places`].
    pub said: Vec<usize>,
}

/// What is said of somebody: "members", and who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartNote {
    /// What it is.
    pub caption: String,
    /// In the words of the documents, each once.
    pub words: Vec<String>,
    /// Indexes into [`Chart::places`].
    pub said: Vec<usize>,
}

/// What is said of one and another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartLine {
    /// Index of the node that it begins at.
    pub from: usize,
    /// Index of the node that it ends at.
    pub to: usize,
    /// What it says, as "reports to".
    pub caption: String,
    /// Whether it ends above where it begins.
    pub up: bool,
    /// What more is said of it, each once.
    pub labels: Vec<String>,
    /// Indexes into [`Chart::places`].
    pub said: Vec<usize>,
}

/// A chart that is being drawn.
struct Drawing<'a> {
    program: &'a Program,
    papers: &'a [Paper],
    judge: Judge<'a>,
    chart: Chart,
    nodes: HashMap<String, usize>,
    /// What a paper's own name is short for: "Harbour Board" for "Salt Coast Harbour Board".
    own: BTreeSet<String>,
    lines: HashMap<(usize, usize, String), usize>,
    /// What lines say of one thing: by line and thing, which label it is, and the last value with where it stands.
    told: HashMap<(usize, String), (usize, Span, Option<Amount>)>,
}

/// Draws what some papers say; `rated` is what rules across them have found.
pub(super) fn draw<'a>(
    program: &'a Program,
    papers: &'a [Paper],
    judge: Judge<'a>,
    rated: impl Iterator<Item = &'a BundleRating>,
) -> Chart {
    let keys = |(paper, one): (usize, &Paper)| {
        one.own.iter().filter_map(|own| judge.identity.key(paper, own)).collect::<Vec<_>>()
    };
    let own = papers.iter().enumerate().flat_map(keys).collect();
    let chart = Chart { legend: Legend::of(program), ..Chart::default() };
    let (nodes, lines, told) = (HashMap::new(), HashMap::new(), HashMap::new());
    let mut drawing = Drawing { program, papers, judge, chart, nodes, own, lines, told };
    // Who is named by themselves comes first, so that what stands at the end of a line is known by then.
    for names in [true, false] {
        drawing.rows(|drawing, paper, at, row, drawn| match drawn {
            Drawn::Name(end) if names => {
                drawing.end(paper, at, row, end);
            }
            Drawn::Line(line) if !names => drawing.line(paper, at, row, line),
            Drawn::Note(note) if !names => drawing.note(paper, at, row, note),
            _ => {}
        });
    }
    drawing.missing(rated);
    drawing.chart
}

impl<'a> Drawing<'a> {
    /// Goes through all rows of facts that are drawn, in the order of the facts, then of the papers.
    fn rows(&mut self, mut each: impl FnMut(&mut Self, usize, usize, &'a Row, &'a Drawn)) {
        for fact in self.program.facts.iter().filter(|fact| !fact.drawn.is_empty()) {
            for (paper, one) in self.papers.iter().enumerate() {
                for (at, row) in one.rows.iter().enumerate().filter(|(_, row)| row.fact == fact.name) {
                    fact.drawn.iter().for_each(|drawn| each(self, paper, at, row, drawn));
                }
            }
        }
    }

    /// The node of an end; none where nobody is named there.
    fn end(&mut self, paper: usize, at: usize, row: &Row, end: &DrawnEnd) -> Option<usize> {
        let node = match end.from.is_empty() {
            true => self.named(paper, &row.whole),
            false => end.from.iter().find_map(|from| match from {
                DrawnFrom::OwnName => self.own(paper),
                DrawnFrom::Field(field) => {
                    let datum = self::field(row, field)?;
                    self.is_somebody(paper, datum, end).then(|| self.named(paper, datum))?
                }
            }),
        }?;
        let place = self.place(paper, at, row);
        let node_at = self.chart.nodes.get_mut(node)?;
        node_at.sort = node_at.sort.take().or_else(|| end.sort.clone());
        push(&mut node_at.said, place);
        Some(node)
    }

    /// The node of a name. A letter alone is a mark of a matrix and names nobody.
    fn named(&mut self, paper: usize, datum: &Datum) -> Option<usize> {
        datum.words.chars().filter(|letter| letter.is_alphabetic()).nth(1)?;
        self.node(self.key(paper, datum)?, &datum.words)
    }

    /// Whether words name somebody, and are not merely what a cell of a table says: what is taken for a name, or is one that is
    /// known, or else looks like one where the rule says what sort of thing stands there.
    fn is_somebody(&self, paper: usize, datum: &Datum, end: &DrawnEnd) -> bool {
        if datum.meaning != Meaning::Text {
            return true;
        }
        let known = self.key(paper, datum).is_some_and(|key| self.nodes.contains_key(&key));
        let words = || datum.words.split_whitespace();
        let capital = datum.words.chars().find(|letter| letter.is_alphanumeric()).is_some_and(char::is_uppercase);
        let sentence = datum.words.contains([';', ':', '\n']) || words().any(|word| word.ends_with('.'));
        known || (end.sort.is_some() && capital && !sentence && words().count() <= NAME_WORDS)
    }

    /// The key of a name; a post of one body is another than that of another.
    fn key(&self, paper: usize, datum: &Datum) -> Option<String> {
        let mut key = self.judge.key(Said { paper, datum })?;
        if let Meaning::Post(_, Some(of)) = &datum.meaning {
            key = format!("{key}\n{}", self.judge.identity.key_of_words(paper, of));
        }
        Some(self.whole(key))
    }

    /// What a key is short for among the bodies whose papers are here.
    fn whole(&self, key: String) -> String {
        let ends = |own: &&String| {
            let before = own.strip_suffix(&*key).and_then(|before| before.strip_suffix(' '));
            before.is_some_and(|before| !before.ends_with(" and")) && key.contains(' ')
        };
        let mut longer = self.own.iter().filter(ends);
        match (self.own.contains(&key), longer.next(), longer.next()) {
            (false, Some(longer), None) => longer.clone(),
            _ => key,
        }
    }

    fn node(&mut self, key: String, words: &str) -> Option<usize> {
        let next = self.chart.nodes.len();
        if let Some(&known) = self.nodes.get(&key) {
            let node = self.chart.nodes.get_mut(known)?;
            let other = |name: &String| !name.eq_ignore_ascii_case(words);
            if other(&node.name) && node.also.iter().all(other) && node.also.len() < MOST_WORDS {
                let count = |name: &str| name.split_whitespace().count();
                // Of several names of one body the longest tells most.
                let name = match count(words) > count(&node.name) {
                    true => std::mem::replace(&mut node.name, words.to_owned()),
                    false => words.to_owned(),
                };
                node.also.push(name);
            }
            return Some(known);
        }
        if next >= MOST_NODES {
            self.chart.cut = true;
            return None;
        }
        self.nodes.insert(key, next);
        self.chart.nodes.push(ChartNode { name: words.to_owned(), ..ChartNode::default() });
        Some(next)
    }

    /// Whose paper it is. One that does not say so stands for itself.
    fn own(&mut self, paper: usize) -> Option<usize> {
        let one = self.papers.get(paper)?;
        if let Some(own) = one.own.first() {
            let key = self.judge.identity.key_of_words(paper, own);
            return self.node(self.whole(key), own);
        }
        let kind = self.program.kinds.get(one.kind?.at())?;
        let title = one.title.as_ref().map_or(&*one.path, |title| &*title.words).to_owned();
        let node = self.node(format!("\n{paper}"), &title)?;
        self.chart.nodes.get_mut(node)?.sort.get_or_insert_with(|| kind.title.clone());
        Some(node)
    }

    fn line(&mut self, paper: usize, at: usize, row: &Row, line: &DrawnLine) {
        let ends = (self.end(paper, at, row, &line.from), self.end(paper, at, row, &line.to));
        let (Some(from), Some(to)) = ends else { return };
        // A body that reports to itself is told as a finding, and is no structure.
        if from == to {
            return;
        }
        let place = self.place(paper, at, row);
        let key = (from, to, line.caption.clone());
        let known = self.lines.get(&key).copied().or_else(|| {
            let next = self.chart.lines.len();
            self.chart.cut |= next >= MOST_LINES;
            (next < MOST_LINES).then(|| {
                let (caption, up) = (line.caption.clone(), line.up);
                self.chart.lines.push(ChartLine { from, to, caption, up, labels: Vec::new(), said: Vec::new() });
                self.lines.insert(key, next);
                next
            })
        });
        let Some(known) = known else { return };
        let told = self.labels(paper, row, &line.labelled, &[from, to]);
        let words = joined(&told);
        let Some(line_at) = self.chart.lines.get_mut(known) else { return };
        push(&mut line_at.said, place);
        if words.is_empty() || line_at.labels.contains(&words) {
            return;
        }
        // What more is said of a thing that the line has already stands beside it, so that a span of sums is one matter.
        if let [thing, .., value] = &*told {
            let at = (known, thing.words.clone());
            let amount = if let Meaning::Amount(amount) = value.meaning { Some(amount) } else { None };
            if let Some((label, span, last)) = self.told.get_mut(&at) {
                let Some(label) = line_at.labels.get_mut(*label) else { return };
                let close = value.span.start >= span.end && value.span.start - span.end <= BAND;
                let rises = last.zip(amount).is_some_and(|(last, now)| last.amount < now.amount);
                let bare = !value.words.contains(' ');
                *label += if close && rises && bare { "–" } else { ", " };
                *label += &value.words;
                (*span, *last) = (value.span, amount);
                return;
            }
            if line_at.labels.len() < MOST_WORDS {
                self.told.insert(at, (line_at.labels.len(), value.span, amount));
            }
        }
        if line_at.labels.len() < MOST_WORDS {
            line_at.labels.push(words);
        }
    }

    fn note(&mut self, paper: usize, at: usize, row: &Row, note: &DrawnNote) {
        let Some(node) = self.end(paper, at, row, &note.on) else { return };
        let words = match note.labelled.is_empty() {
            true => row.whole.words.clone(),
            false => joined(&self.labels(paper, row, &note.labelled, &[node])),
        };
        if words.is_empty() {
            return;
        }
        let place = self.place(paper, at, row);
        let notes = &mut self.chart.nodes[node].notes;
        let known = notes.iter().position(|known| known.caption == note.caption).unwrap_or_else(|| {
            notes.push(ChartNote { caption: note.caption.clone(), words: Vec::new(), said: Vec::new() });
            notes.len() - 1
        });
        let known = &mut notes[known];
        push(&mut known.said, place);
        if !known.words.contains(&words) && known.words.len() < MOST_WORDS {
            known.words.push(words);
        }
    }

    /// Marks what rules across documents find wanting.
    fn missing(&mut self, rated: impl Iterator<Item = &'a BundleRating>) {
        for rating in rated.filter(|rating| matches!(rating.colour, Colour::Red | Colour::Amber)) {
            let rule = self.program.rules.get(rating.rule.at());
            let draws = rule.and_then(|rule| rule.across.as_deref()).is_some_and(|across| across.missing);
            let Some(subject) = rating.subject.as_deref().filter(|_| draws) else { continue };
            let paper = rating.places.first().map_or(0, |place| place.paper);
            let key = self.whole(self.judge.identity.key_of_words(paper, subject));
            if let Some(node) = self.nodes.get(&key).and_then(|&node| self.chart.nodes.get_mut(node)) {
                node.missing.get_or_insert_with(|| rating.message.clone());
            }
        }
    }

    /// Some fields of a row, but for what names one of `ends`, as it stands there.
    fn labels<'r>(&self, paper: usize, row: &'r Row, fields: &[String], ends: &[usize]) -> Vec<&'r Datum> {
        let is_end = |datum: &Datum| {
            let node = self.key(paper, datum).and_then(|key| self.nodes.get(&key));
            node.is_some_and(|node| ends.contains(node))
        };
        fields.iter().filter_map(|name| field(row, name)).filter(|datum| !is_end(datum)).collect()
    }

    /// The index of the place of a row.
    fn place(&mut self, paper: usize, at: usize, row: &Row) -> usize {
        let known = self.chart.places.last().filter(|last| (last.paper, last.row) == (paper, Some(at)));
        if known.is_none() {
            let (matched, quote) = (row.whole.span, row.quote);
            self.chart.places.push(Place { paper, row: Some(at), matched, quote, block: Some(row.block) });
        }
        self.chart.places.len() - 1
    }
}

/// The words of some fields: the first, and behind it what is said of it.
fn joined(told: &[&Datum]) -> String {
    let words: Vec<&str> = told.iter().map(|datum| &*datum.words).collect();
    match &*words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, rest @ ..] => format!("{first}: {}", rest.join(", ")),
    }
}

fn push(said: &mut Vec<usize>, place: usize) {
    if said.len() < MOST_PLACES && said.last() != Some(&place) {
        said.push(place);
    }
}

fn field<'r>(row: &'r Row, name: &str) -> Option<&'r Datum> {
    let mut fields = row.fields.iter().filter(|(field, _)| field == name).map(|(_, datum)| datum);
    fields.find(|datum| !datum.words.is_empty())
}
