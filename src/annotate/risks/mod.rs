//! A register of risks that people have filled in, brought up to date: cells of govlint's are written anew and rows are added, all
//! else stays byte for byte as it was. Rows are known again by their ids, columns by their heads, wherever people have put them.

mod kept;
mod parts;
mod patch;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::package::Archive;
use crate::diagnostic::Diagnostic;
use crate::read::{Workbook, workbook};
use crate::report::{CLOSED, Holds, Table, high};

use kept::Kept;
use parts::{filters, sheet_parts};
use patch::{Change, patch};

/// The head of the column by which a register is known.
const KNOWN_BY: &str = "Risk id";
/// The part of a workbook that lists its sheets.
const MAIN: &str = "xl/workbook.xml";

/// A register that was brought up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// What became of its risks.
    pub risks: Count,
}

/// What became of the rows of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that are new.
    pub added: usize,
    /// Those that were open, and whose gap is gone.
    pub closed: usize,
    /// Those that are as they were before, open, let be or closed.
    pub kept: usize,
    /// Those of what this run did not look at.
    pub unseen: usize,
}

/// Refuses what is no register that can be brought up to date.
///
/// # Errors
///
/// What is wrong with it, without a place: those of the reader of workbooks, `no-register` where no sheet has the heads of a
/// register, and `signed`.
pub fn refuse(bytes: &[u8]) -> Result<(), Diagnostic> {
    open(bytes).map(drop)
}

fn open(bytes: &[u8]) -> Result<(Workbook, Archive<'_>), Diagnostic> {
    let book = workbook(bytes).map_err(|problem| match problem.code {
        "no-workbook" => {
            Diagnostic { help: Some("save it as a workbook of Excel (.xlsx), without a password".into()), ..problem }
        }
        _ => problem,
    })?;
    let archive = Archive::workbook(bytes, MAIN)?;
    if !archive.has(MAIN) {
        return Err(Diagnostic::error("no-register", "the register is no workbook of Excel")
            .help("save it as a workbook of Excel (.xlsx)"));
    }
    archive.refuse_signed()?;
    if !book.sheets.iter().any(|sheet| Kept::knows(sheet, KNOWN_BY)) {
        return Err(Diagnostic::error("no-register", "the workbook holds no register of risks of govlint's").help(
            "a sheet of it has “Risk id” over one of its first columns: name the file that --output risk-register wrote",
        ));
    }
    Ok((book, archive))
}

/// Brings a register up to date with the tables of a run on a day.
///
/// # Errors
///
/// As [`refuse`]; and `broken-part` or `not-utf-8` where a part of the file that has to change cannot be read.
pub fn merge(bytes: &[u8], tables: &[Table], day: Date) -> Result<Merged, Diagnostic> {
    let (book, mut archive) = open(bytes)?;
    let parts = sheet_parts(&mut archive)?;
    let (mut risks, mut changed) = (Count::default(), false);
    for table in tables {
        let Some(first) = table.columns.first() else { continue };
        let Some(sheet) = book.sheets.iter().find(|sheet| Kept::knows(sheet, first.head)) else { continue };
        let Some(part) = parts.iter().find(|part| part.name == sheet.name) else { continue };
        let kept = Kept::of(sheet, table);
        let (changes, count) = changes(&kept, table, day);
        if first.head == KNOWN_BY {
            risks = count;
        }
        let Some(text) = archive.part(&part.part)? else { continue };
        let last = changes.keys().next_back().copied().unwrap_or(0).max(kept.last);
        let Some(new) = patch(&text, &part.part, &changes, &kept, last)? else { continue };
        changed = true;
        archive.set(&part.part, new);
        if last > kept.last {
            filters(&mut archive, part, kept.last, last)?;
        }
    }
    let bytes = if changed { archive.write()? } else { bytes.to_vec() };
    Ok(Merged { bytes, risks })
}

/// What to write into which rows of a sheet: those that were there, and new ones under them.
fn changes(kept: &Kept, table: &Table, day: Date) -> (BTreeMap<u32, Change>, Count) {
    let (mut changes, mut count) = (BTreeMap::new(), Count::default());
    let mut next = kept.last;
    let now: BTreeMap<&str, &Vec<String>> =
        table.rows.iter().filter_map(|row| Some((row.first()?.as_str(), row))).collect();
    for (row, id) in &kept.ids {
        let change = match (now.get(id.as_str()), table.settled.get(id)) {
            (Some(cells), _) => {
                count.kept += 1;
                renewed(kept, table, *row, cells)
            }
            (None, Some(rating)) => {
                let closed = closed(kept, table, *row, rating, day);
                if closed.cells.is_empty() {
                    count.kept += 1
                } else {
                    count.closed += 1
                };
                closed
            }
            (None, None) => {
                count.unseen += 1;
                continue;
            }
        };
        if !change.cells.is_empty() {
            changes.insert(*row, change);
        }
    }
    let known: BTreeSet<&String> = kept.ids.iter().map(|(_, id)| id).collect();
    for cells in &table.rows {
        if cells.first().is_some_and(|id| !known.contains(id)) {
            next += 1;
            count.added += 1;
            changes.insert(next, added(kept, table, cells));
        }
    }
    (changes, count)
}

/// The cells of a row that are written anew: those that say something else now. While its state is the same, the day from which on
/// it is stays.
fn renewed(kept: &Kept, table: &Table, row: u32, cells: &[String]) -> Change {
    let column = |holds| table.column(holds);
    let state = column(Holds::State);
    let same = state.is_some_and(|at| kept.words(row, at) == cells.get(at).map_or("", String::as_str));
    let since = column(Holds::Since).filter(|_| same);
    let mut change = Change::default();
    for (at, words) in cells.iter().enumerate().filter(|(at, _)| Some(*at) != since) {
        change.put(kept, table, row, at, words);
    }
    change
}

/// The cells of a row whose gap is gone. What was said of it stays, so that people can see what it was.
fn closed(kept: &Kept, table: &Table, row: u32, rating: &str, day: Date) -> Change {
    let mut change = Change::default();
    let Some(state) = table.column(Holds::State) else { return change };
    if kept.words(row, state) == CLOSED {
        return change;
    }
    change.put(kept, table, row, state, CLOSED);
    if let Some(since) = table.column(Holds::Since) {
        change.put(kept, table, row, since, &day.to_string());
    }
    if let Some(at) = table.column(Holds::Rating) {
        change.put(kept, table, row, at, rating);
    }
    change
}

fn added(kept: &Kept, table: &Table, cells: &[String]) -> Change {
    let mut change = Change { is_new: true, ..Change::default() };
    for (at, column) in table.columns.iter().enumerate() {
        let words = cells.get(at).map_or("", String::as_str);
        change.height = change.height.max(high(words, column.width));
        if let Some(&place) = kept.columns.get(&at) {
            change.cells.insert(place, words.to_owned());
        }
    }
    change
}

impl Change {
    /// Notes what a column is to hold in a row, if it holds anything else.
    fn put(&mut self, kept: &Kept, table: &Table, row: u32, at: usize, words: &str) {
        let (Some(&place), Some(column)) = (kept.columns.get(&at), table.columns.get(at)) else { return };
        if !patch::is_same(kept.words(row, at), words) {
            self.height = self.height.max(high(words, column.width));
            self.cells.insert(place, words.to_owned());
        }
    }
}
