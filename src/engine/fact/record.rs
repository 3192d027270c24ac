use std::cmp::Reverse;

use super::super::find::Finder;
use super::super::place::{Place, Tokens};
use super::super::plan::{AlternativePlan, CapturePlan, FieldFrom, Node, NodeId};
use super::super::rate::evidence_of;
use super::{MOST, about, group, name, small, text};
use crate::document::{BlockId, Cell};
use crate::engine::{Evidence, FactField, FactValue};
use crate::language::model::{Side, Unit};
use crate::prose::{Bound, Parts, Recogniser, Value};

/// Header cells over a cell that are looked at.
const HEADERS: usize = 8;
/// Bytes of the number of a row, at most.
const LONGEST_NUMBER: usize = 8;
/// Anchors in a place that are tried.
const MARKS: usize = 64;

/// What a field was read from.
pub(super) struct Captured {
    pub(super) tokens: Tokens,
    pub(super) typed: Option<Value>,
    pub(super) named: bool,
    /// What its words leave out.
    pub(super) left_out: Vec<Tokens>,
}

/// Adds the records of a fact: one for each stated match, outermost first, or one for each cell of a row that its columns
/// head; several where a field asks for each of its matches.
pub(super) fn records(finder: &mut Finder, name: &str, alternatives: &[AlternativePlan], values: &mut Vec<FactValue>) {
    let mut matches = Vec::new();
    for (index, alternative) in alternatives.iter().enumerate() {
        let AlternativePlan::Said(node, _) = alternative else { continue };
        let list = finder.list(*node);
        for at in list.range().take(MOST) {
            matches.push((finder.tokens(list, at), index, at));
        }
    }
    matches.sort_by_key(|&(tokens, index, at)| (tokens.start, Reverse(tokens.end), index, at));
    let most = values.len() + MOST;
    let mut behind = 0;
    for (tokens, index, at) in matches {
        let AlternativePlan::Said(node, fields) = &alternatives[index] else { continue };
        if values.len() >= most || tokens.start < behind || tokens.is_empty() || !finder.counts(*node, at) {
            continue;
        }
        behind = tokens.end;
        let list = finder.list(*node);
        let place = finder.place(list, at);
        for cell in cells(finder, *node, place, fields) {
            let spots = finder.spots(*node, at);
            let quotes: Vec<(Evidence, u32)> =
                spots.iter().filter_map(|spot| Some((evidence_of(finder, spot)?, spot.sentence))).collect();
            let Some(&(_, sentence)) = quotes.first() else { continue };
            let group = group::of_record(finder, place, cell, sentence);
            for fields in record(finder, *node, place, cell, fields) {
                let holds = |quote: &&(Evidence, u32)| fields.iter().any(|field| quote.0.span.contains(field.span));
                let Some((evidence, _)) = quotes.iter().find(holds).or(quotes.first()) else { continue };
                let shown: Vec<String> =
                    fields.iter().map(|field| format!("{}: {}", field.name, field.words)).collect();
                values.push(FactValue {
                    name: name.to_owned(),
                    value: shown.join("; "),
                    typed: None,
                    named: false,
                    fields,
                    matched: evidence.matched,
                    span: evidence.span,
                    block: evidence.block,
                    group,
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
    let filled = (table.row_headers.map_or(0, |names| names + 1)..table.columns).map(|column| Cell { column, ..cell });
    let filled = filled.filter(|cell| {
        let block = document.cell(cell.table, cell.row, cell.column);
        block.is_some_and(|block| !document.block(block).span.is_empty())
    });
    filled.map(Some).collect()
}

/// The records of a match or of one cell of it: one, or one for each match of a field that asks so. Fields without a value are
/// left out; what has none is no record.
fn record(
    finder: &mut Finder,
    node: NodeId,
    place: Place,
    cell: Option<Cell>,
    fields: &[CapturePlan],
) -> Vec<Vec<FactField>> {
    let mut columns: Vec<Vec<FactField>> = Vec::new();
    for field in fields {
        let found: Vec<Captured> = match &field.from {
            FieldFrom::RowLabel => {
                label(finder, node, place, &field.name, row_label(finder, cell)).into_iter().collect()
            }
            FieldFrom::ColumnLabel => {
                label(finder, node, place, &field.name, column_label(finder, cell)).into_iter().collect()
            }
            FieldFrom::Label(node) => label_having(finder, *node, place, cell).into_iter().collect(),
            FieldFrom::About(node) => about::about(finder, *node, place).into_iter().collect(),
            FieldFrom::Owner(node) => about::about(finder, *node, place).and_then(owner).into_iter().collect(),
            FieldFrom::Without(whole, part) => without(finder, *whole, *part, place, cell).into_iter().collect(),
            FieldFrom::Match(node, anchor) => {
                let most = if field.each { MARKS } else { 1 };
                matches(finder, Sought { node: *node, anchor: *anchor }, most, place, cell)
            }
        };
        let found = found.into_iter().filter_map(|found| shaped(finder, field, found)).collect();
        columns.push(found);
    }
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| columns.iter().filter_map(|found| found.get(at).or(found.first()).cloned()).collect();
    (0..rows).map(row).collect()
}

/// A field as it is kept.
fn shaped(finder: &Finder, field: &CapturePlan, found: Captured) -> Option<FactField> {
    let span = finder.prose().span(&(found.tokens.start..found.tokens.end));
    let named =
        found.typed.as_ref().and_then(|value| value.parts.name).filter(|_| matches!(field.from, FieldFrom::Owner(_)));
    let words = match (named, &found.left_out[..]) {
        (Some(name), _) => finder.document().text.slice(name).split_whitespace().collect::<Vec<_>>().join(" "),
        (None, []) => text(finder, found.tokens),
        (None, left_out) => rest(finder, found.tokens, left_out),
    };
    let (mut typed, named) = (found.typed, found.named);
    if let (true, Some(value)) = (field.bare, &mut typed) {
        value.bound = Bound::Exactly;
    }
    let words = small(typed.as_ref(), words);
    (!words.is_empty()).then(|| FactField { name: field.name.clone(), words, typed, named, span })
}

/// The header of a cell's row, else of its column, in which a node matches; outside tables the run-in label of a clause.
fn label_having(finder: &mut Finder, node: NodeId, place: Place, cell: Option<Cell>) -> Option<Captured> {
    let mut lists = finder.label_lists(node);
    lists.push(finder.list(node));
    let headers = [row_label(finder, cell), column_label(finder, cell)];
    let run_in = finder.layout.run_in(finder.layout.first_block(place)).filter(|_| cell.is_none());
    let tokens = headers.into_iter().flatten().map(|block| finder.layout.block(block)).chain(run_in);
    let mut holding = tokens.filter(|&tokens| lists.iter().any(|&list| finder.within(list, tokens).next().is_some()));
    let tokens = holding.next()?;
    Some(Captured { tokens, typed: finder.whole_value(tokens).cloned(), named: false, left_out: Vec::new() })
}

/// The cell of a row under the column whose words bear the name of the field, else another block that labels it.
fn label(finder: &mut Finder, node: NodeId, place: Place, field: &str, other: Option<BlockId>) -> Option<Captured> {
    let block = column_named(finder, node, place, field).or(other)?;
    let tokens = finder.layout.block(block);
    let typed = finder.whole_value(tokens).cloned();
    Some(Captured { tokens, typed, named: false, left_out: Vec::new() }).filter(|found| !found.tokens.is_empty())
}

/// For a row of a table with named columns: the cell under the column whose words bear the name of the field.
fn column_named(finder: &mut Finder, node: NodeId, place: Place, field: &str) -> Option<BlockId> {
    let columns = named_columns(finder, node)?;
    let cell = finder.layout.cell_of(BlockId(place.id)).filter(|_| place.unit == Unit::Row)?;
    let label = columns.iter().copied().find(|&column| finder.name_of(column) == Some(field))?;
    let column = finder.column_headed(cell.table, label)?;
    filled(finder, finder.document().cell_over(cell.table, cell.row, column)?)
}

/// The columns that the rows of a node were asked for by.
fn named_columns<'a>(finder: &Finder<'a>, node: NodeId) -> Option<&'a [NodeId]> {
    match finder.node(node) {
        Node::Rows(columns) => Some(columns),
        Node::Find(of) | Node::Having(of, _) | Node::ThatIs(of, _) => named_columns(finder, *of),
        _ => None,
    }
}

/// The cell that names a row: the first, or the first behind its number.
fn row_label(finder: &Finder, cell: Option<Cell>) -> Option<BlockId> {
    let cell = cell?;
    let of_row = |column| filled(finder, finder.document().cell_over(cell.table, cell.row, column)?);
    let named =
        (0..cell.column).filter_map(of_row).find(|&block| !is_number(&text(finder, finder.layout.block(block))));
    named.or_else(|| of_row(0))
}

/// Whether words only number a row: `4.1`, `(iii)`, `D4`.
fn is_number(words: &str) -> bool {
    let has_digit = words.contains(|letter: char| letter.is_ascii_digit());
    words.len() <= LONGEST_NUMBER && !words.contains(' ') && (has_digit || words.len() <= 1 || words.starts_with('('))
}

fn column_label(finder: &Finder, cell: Option<Cell>) -> Option<BlockId> {
    let cell = cell?;
    let rows = 0..finder.document().table(cell.table).header_rows.min(cell.row);
    let headers = rows.rev().filter_map(|row| finder.document().cell_over(cell.table, row, cell.column));
    headers.take(HEADERS).find_map(|header| filled(finder, header))
}

fn filled(finder: &Finder, block: BlockId) -> Option<BlockId> {
    (!text(finder, finder.layout.block(block)).is_empty()).then_some(block)
}

/// The first match of a node in a place, or each, behind or before an anchor where one is given; a record for one cell looks
/// there first.
fn matches(finder: &mut Finder, sought: Sought, most: usize, place: Place, cell: Option<Cell>) -> Vec<Captured> {
    let whole = finder.layout.tokens(place);
    let block = cell.and_then(|cell| finder.document().cell_over(cell.table, cell.row, cell.column));
    let inner = block.map(|block| finder.layout.block(block));
    for tokens in inner.into_iter().chain([whole]) {
        let mut found = inside(finder, sought, tokens);
        if !found.is_empty() {
            if most > 1 {
                outermost(finder, sought.node, &mut found);
            }
            found.truncate(most);
            return found.into_iter().map(|at| captured(finder, sought.node, at)).collect();
        }
    }
    // A cell that names rows or columns is no clause, and is looked at where its span of money gaps or overlaps.
    let itself = place.unit == Unit::Cell && matches!(finder.node(sought.node), Node::Unit(Unit::Clause, None));
    let itself = itself.then_some(Captured { tokens: whole, typed: None, named: false, left_out: Vec::new() });
    itself.into_iter().collect()
}

/// A post as the body that it belongs to, where the document tells one: by its full name, wherever that stands.
fn owner(post: Captured) -> Option<Captured> {
    let value = post.typed.as_ref()?;
    let parts = Parts { name: Some(value.parts.of?), ..Parts::default() };
    let typed = Value { recogniser: Recogniser::Party, amount: None, parts, ..value.clone() };
    Some(Captured { typed: Some(typed), ..post })
}

/// Leaves out matches that overlap one before them, which is the longer: of "an officer" the officer.
fn outermost(finder: &mut Finder, node: NodeId, found: &mut Vec<u32>) {
    if !matches!(finder.node(node), Node::Union(_)) {
        return;
    }
    let list = finder.list(node);
    let mut behind = 0;
    found.retain(|&at| {
        let tokens = finder.tokens(list, at);
        let apart = tokens.start >= behind;
        behind = behind.max(tokens.end);
        apart
    });
}

/// The first match of a node in a place, but for what another node finds in it.
fn without(finder: &mut Finder, whole: NodeId, part: NodeId, place: Place, cell: Option<Cell>) -> Option<Captured> {
    let found = matches(finder, Sought { node: whole, anchor: None }, 1, place, cell).into_iter().next()?;
    let list = finder.list_in(part, found.tokens);
    let parts: Vec<u32> = finder.within(list, found.tokens).take(MARKS).collect();
    let left_out = parts.into_iter().map(|at| finder.tokens(list, at)).collect();
    Some(Captured { typed: None, named: false, left_out, ..found })
}

/// The words of some tokens that stand outside others.
fn rest(finder: &Finder, tokens: Tokens, left_out: &[Tokens]) -> String {
    let mut kept: Vec<String> = Vec::new();
    let mut from = tokens.start;
    for out in left_out.iter().copied().chain([Tokens { start: tokens.end, end: tokens.end }]) {
        let before = text(finder, Tokens { start: from, end: out.start.max(from) });
        kept.extend((!before.is_empty()).then_some(before));
        from = from.max(out.end);
    }
    kept.join(" ")
}

/// What a field is read from: the matches of a node, on one side of an anchor where there is one.
#[derive(Clone, Copy)]
struct Sought {
    node: NodeId,
    anchor: Option<(Side, NodeId)>,
}

/// The matches in some tokens, in the order of the document; those before an anchor the nearest first.
fn inside(finder: &mut Finder, sought: Sought, tokens: Tokens) -> Vec<u32> {
    let list = finder.list_in(sought.node, tokens);
    let Some((side, anchor)) = sought.anchor else {
        let within = finder.within(list, tokens);
        return within.filter(|&at| finder.tokens(list, at).end <= tokens.end).collect();
    };
    let anchors = finder.list_in(anchor, tokens);
    let marks: Vec<Tokens> = finder.within(anchors, tokens).take(MARKS).map(|at| finder.tokens(anchors, at)).collect();
    // A value may take its bound with it: "up to £2,000" is what stands after "up to".
    let sides = marks.into_iter().map(|mark| -> Vec<u32> {
        let inside = finder.within(list, tokens);
        match side {
            Side::After => inside
                .filter(|&at| {
                    let found = finder.tokens(list, at);
                    found.start >= mark.start && (mark.end + 1..=tokens.end).contains(&found.end)
                })
                .collect(),
            Side::Before => inside
                .rev()
                .filter(|&at| {
                    let found = finder.tokens(list, at);
                    found.start < mark.start && found.end <= mark.end
                })
                .collect(),
        }
    });
    sides.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// A match with its value, or whether it is a name.
pub(super) fn captured(finder: &mut Finder, node: NodeId, at: u32) -> Captured {
    let list = finder.list(node);
    let tokens = finder.tokens(list, at);
    let typed = finder.values_of(node, at).into_iter().next();
    let named = typed.is_none() && finder.finds_names(node);
    let tokens = if named { name::whole(finder, tokens) } else { tokens };
    Captured { tokens, typed, named, left_out: Vec::new() }
}
