use super::super::find::Finder;
use super::super::place::Place;
use crate::document::{BlockKind, Cell};
use crate::engine::Group;
use crate::language::model::Unit;

/// What the values of a sentence stand together in.
pub(super) fn of(finder: &Finder, sentence: u32) -> Group {
    let block = finder.layout.block_of(sentence);
    let shape = finder.document().block(block);
    match (shape.cell, shape.kind, shape.lead_in) {
        (Some(cell), ..) => Group::Column(cell.table.0, cell.column),
        (None, BlockKind::Item, Some(lead)) => Group::Led(lead.0),
        (None, BlockKind::Item, None) => Group::Section(shape.section.0),
        _ => Group::Sentence(sentence),
    }
}

/// What a record stands in that was read from a place, or from one cell of it.
pub(super) fn of_record(finder: &Finder, place: Place, cell: Option<Cell>, sentence: u32) -> Group {
    match (place.unit, cell) {
        (Unit::Row, Some(cell)) => Group::Column(cell.table.0, u32::MAX),
        (_, Some(cell)) => Group::Column(cell.table.0, cell.column),
        _ => of(finder, sentence),
    }
}
