use std::cmp::Reverse;

use jiff::Span;
use jiff::civil::date;

use super::FactValue;
use super::find::{Finder, Spot, named};
use super::place::{Place, Tokens};
use super::plan::{CapturePlan, FactPlan, FieldFrom, Node, NodeId};
use super::rate::evidence_of;
use crate::document::{BlockId, Cell};
use crate::language::model::{Side, Unit};
use crate::prose::{Bound, Parts, Recogniser, Value};

/// Values of one fact, at most.
const MOST: usize = 1000;

/// All values of the facts of a plan, in the order of their declarations, then of the document.
pub(super) fn facts(finder: &mut Finder) -> Vec<FactValue> {
    let plan = finder.plan;
    let mut values = Vec::new();
    for fact in &plan.facts {
        let Some(name) = finder.program.facts.get(fact.fact).map(|fact| &fact.name) else { continue };
        match fact.value {
            Some(recogniser) => typed(finder, name, fact, recogniser, &mut values),
            None => records(finder, name, fact, &mut values),
        }
    }
    values
}

/// Adds the values of a fact that stand in its stated matches, each once.
fn typed(finder: &mut Finder, name: &str, fact: &FactPlan, recogniser: Recogniser, values: &mut Vec<FactValue>) {
    let first = values.len();
    let mut spots: Vec<Spot> = Vec::new();
    for &(node, _) in &fact.alternatives {
        let list = finder.list(node);
        for at in list.range().take(MOST) {
            if finder.counts(node, at) {
                let found = finder.spots(node, at);
                spots.extend(found.into_iter().filter(|spot| is_of(finder, spot, recogniser)));
            }
        }
    }
    spots.sort_by_key(|spot| (spot.tokens.start, Reverse(spot.tokens.end)));
    spots.dedup_by_key(|spot| spot.tokens);
    for spot in spots.iter().take(MOST) {
        let (Some(evidence), Some(found)) = (evidence_of(finder, spot), finder.found(spot.value)) else { continue };
        let value = FactValue {
            name: name.to_owned(),
            value: shown(finder, &found.value, &text(finder, spot.tokens)),
            typed: Some(found.value.clone()),
            span: evidence.span,
            block: evidence.block,
        };
        // "Monthly, that is twelve times a year" says one thing.
        let is_same = |other: &FactValue| (&other.value, other.span) == (&value.value, value.span);
        let named = found.value.parts != Parts::default();
        let told = match named {
            // Of a post or an organisation that is spoken of all through a document the first place tells enough.
            true => values[first..].iter().any(|other| other.value == value.value),
            false => values[first..].last().is_some_and(is_same),
        };
        if !told {
            values.push(value);
        }
    }
}

fn is_of(finder: &Finder, spot: &Spot, recogniser: Recogniser) -> bool {
    finder.found(spot.value).is_some_and(|found| found.value.recogniser == recogniser)
}

/// A value for people: a cadence by the year, what is named by its names, others in the document's words.
fn shown(finder: &Finder, value: &Value, words: &str) -> String {
    if value.parts != Parts::default() {
        let named = named(finder.document(), value);
        let day = value.amount.and_then(|days| Span::new().try_days(days as i64).ok());
        let day = day.and_then(|days| date(1970, 1, 1).checked_add(days).ok());
        return day.map_or(named.clone(), |day| format!("{named}, {}", day.strftime("%-d %B %Y")));
    }
    let (Recogniser::Cadence, Some(amount)) = (value.recogniser, value.amount) else { return words.to_owned() };
    let bound = match value.bound {
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
        Bound::Exactly => "",
    };
    format!("{bound}{} per year", (amount * 100.0).round() / 100.0)
}

/// The words of some tokens as written, on one line.
fn text(finder: &Finder, tokens: Tokens) -> String {
    if tokens.is_empty() {
        return String::new();
    }
    let span = finder.prose().span(&(tokens.start..tokens.end));
    finder.document().text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds the records of a fact: one for each stated match, outermost first, or one for each cell of a row that its columns
/// head.
fn records(finder: &mut Finder, name: &str, fact: &FactPlan, values: &mut Vec<FactValue>) {
    let mut matches = Vec::new();
    for (index, &(node, _)) in fact.alternatives.iter().enumerate() {
        let list = finder.list(node);
        for at in list.range().take(MOST) {
            matches.push((finder.tokens(list, at), index, at));
        }
    }
    matches.sort_by_key(|&(tokens, index, at)| (tokens.start, Reverse(tokens.end), index, at));
    let mut behind = 0;
    let mut made = 0;
    for (tokens, index, at) in matches {
        let (node, fields) = &fact.alternatives[index];
        if made >= MOST || tokens.start < behind || tokens.is_empty() || !finder.counts(*node, at) {
            continue;
        }
        behind = tokens.end;
        let list = finder.list(*node);
        let place = finder.place(list, at);
        for cell in cells(finder, *node, place, fields) {
            let record = record(finder, *node, place, cell, fields);
            let quoted = finder.spots(*node, at).iter().find_map(|spot| evidence_of(finder, spot));
            if let (Some(evidence), false) = (quoted, record.is_empty()) {
                made += 1;
                values.push(FactValue {
                    name: name.to_owned(),
                    value: record,
                    typed: None,
                    span: evidence.span,
                    block: evidence.block,
                });
            }
        }
    }
}

/// The cells that a match gives a record each for: the filled ones of a row whose record names their column, else one that
/// the match is or stands in, or none.
fn cells(finder: &mut Finder, node: NodeId, place: Place, fields: &[CapturePlan]) -> Vec<Option<Cell>> {
    let own = finder.layout.cell_of(finder.layout.first_block(place));
    let names_columns = fields.iter().any(|field| {
        matches!(field.from, FieldFrom::ColumnLabel) && column_named(finder, node, place, &field.name).is_none()
    });
    let Some(cell) = own.filter(|_| place.unit == Unit::Row && names_columns) else { return vec![own] };
    let document = finder.document();
    let table = document.table(cell.table);
    let filled = (u32::from(table.row_headers)..table.columns).map(|column| Cell { column, ..cell });
    let filled = filled.filter(|cell| {
        let block = document.cell(cell.table, cell.row, cell.column);
        block.is_some_and(|block| !document.block(block).span.is_empty())
    });
    filled.map(Some).collect()
}

/// The fields of a record as `holder: Chief Executive; limit: £50,000`; those without a value are left out.
fn record(finder: &mut Finder, node: NodeId, place: Place, cell: Option<Cell>, fields: &[CapturePlan]) -> String {
    let mut shown = Vec::new();
    for field in fields {
        let value = match &field.from {
            FieldFrom::RowLabel => column_named(finder, node, place, &field.name).or_else(|| row_label(finder, cell)),
            FieldFrom::ColumnLabel => {
                column_named(finder, node, place, &field.name).or_else(|| column_label(finder, cell))
            }
            FieldFrom::Match(expr, anchor) => first_match(finder, *expr, *anchor, place, cell),
        };
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            shown.push(format!("{}: {value}", field.name));
        }
    }
    shown.join("; ")
}

/// For a row of a table with named columns: the cell under the column whose words bear the name of the field.
fn column_named(finder: &mut Finder, node: NodeId, place: Place, field: &str) -> Option<String> {
    let columns = named_columns(finder, node)?;
    let cell = finder.layout.cell_of(BlockId(place.id)).filter(|_| place.unit == Unit::Row)?;
    let label = columns.iter().copied().find(|&column| finder.name_of(column) == Some(field))?;
    let column = finder.column_headed(cell.table, label)?;
    block_text(finder, finder.document().cell_over(cell.table, cell.row, column)?)
}

/// The columns that the rows of a node were asked for by.
fn named_columns<'a>(finder: &Finder<'a>, node: NodeId) -> Option<&'a [NodeId]> {
    match finder.node(node) {
        Node::Rows(columns) => Some(columns),
        Node::Find(of) | Node::Having(of, _) | Node::ThatIs(of, _) => named_columns(finder, *of),
        _ => None,
    }
}

fn row_label(finder: &Finder, cell: Option<Cell>) -> Option<String> {
    let cell = cell?;
    block_text(finder, finder.document().cell_over(cell.table, cell.row, 0)?)
}

fn column_label(finder: &Finder, cell: Option<Cell>) -> Option<String> {
    let cell = cell?;
    let rows = 0..finder.document().table(cell.table).header_rows.min(cell.row);
    let headers = rows.rev().filter_map(|row| finder.document().cell_over(cell.table, row, cell.column));
    headers.take(HEADERS).find_map(|header| block_text(finder, header))
}

/// Header cells over a cell that are looked at.
const HEADERS: usize = 8;

fn block_text(finder: &Finder, block: BlockId) -> Option<String> {
    Some(text(finder, finder.layout.block(block))).filter(|words| !words.is_empty())
}

/// The first match of a node in a place, behind or before an anchor where one is given; a record for one cell looks there
/// first.
fn first_match(
    finder: &mut Finder,
    node: NodeId,
    anchor: Option<(Side, NodeId)>,
    place: Place,
    cell: Option<Cell>,
) -> Option<String> {
    let whole = finder.layout.tokens(place);
    let block = cell.and_then(|cell| finder.document().cell_over(cell.table, cell.row, cell.column));
    let inner = block.map(|block| finder.layout.block(block));
    for tokens in inner.into_iter().chain([whole]) {
        if let Some(found) = first_inside(finder, node, anchor, tokens) {
            return Some(text(finder, found));
        }
    }
    None
}

fn first_inside(finder: &mut Finder, node: NodeId, anchor: Option<(Side, NodeId)>, tokens: Tokens) -> Option<Tokens> {
    let list = finder.list(node);
    let Some((side, anchor)) = anchor else {
        return finder.within(list, tokens).map(|at| finder.tokens(list, at)).find(|found| found.end <= tokens.end);
    };
    let anchors = finder.list(anchor);
    let marks: Vec<Tokens> = finder.within(anchors, tokens).take(MARKS).map(|at| finder.tokens(anchors, at)).collect();
    // A value may take its bound with it: "up to £2,000" is what stands after "up to".
    marks.into_iter().find_map(|mark| {
        let mut inside = finder.within(list, tokens).map(|at| finder.tokens(list, at));
        match side {
            Side::After => {
                inside.find(|found| found.start >= mark.start && (mark.end + 1..=tokens.end).contains(&found.end))
            }
            Side::Before => inside.rev().find(|found| found.start < mark.start && found.end <= mark.end),
        }
    })
}

/// Anchors in a place that are tried.
const MARKS: usize = 64;
