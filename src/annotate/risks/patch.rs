use std::collections::BTreeMap;
use std::ops::Range;

use super::super::xml::{Edits, Tag, Walk, What, escaped};
use super::kept::Kept;
use crate::diagnostic::Diagnostic;
use crate::report::written;

/// What is written into a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    /// The words by column.
    pub cells: BTreeMap<u32, String>,
    /// How high the row has to be for them, in points.
    pub height: f64,
    /// Whether the row is a new one.
    pub is_new: bool,
}

/// Whether a cell says what it would say if it were written anew.
pub(super) fn is_same(old: &str, new: &str) -> bool {
    let new = written(new);
    old.trim() == new.trim() || old.trim() == guarded(&new).trim()
}

/// Words that no spreadsheet takes for a formula, even once somebody edits them.
fn guarded(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t']) { format!("'{words}") } else { words.to_owned() }
}

/// A row as it stands in the part.
struct RowAt {
    number: u32,
    /// The bytes of its opening tag.
    open: Range<usize>,
    /// Where its closing tag begins; none where it has none.
    close: Option<usize>,
    prefix: String,
    cells: Vec<CellAt>,
}

struct CellAt {
    column: u32,
    bytes: Range<usize>,
    style: Option<String>,
    /// Whether it is worked out by a formula.
    worked_out: bool,
}

/// The rows of a sheet and what else of it has to change with them.
#[derive(Default)]
struct Scan {
    rows: Vec<RowAt>,
    /// Where new rows are put behind the last.
    end: usize,
    prefix: String,
    /// The tags that say how far the sheet and its filter reach.
    reach: Vec<Range<usize>>,
}

/// The part of a sheet with the changes; none where nothing changes. `last` is the last row that will hold anything.
pub(super) fn patch(
    text: &str,
    part: &str,
    changes: &BTreeMap<u32, Change>,
    kept: &Kept,
    last: u32,
) -> Result<Option<String>, Diagnostic> {
    if changes.is_empty() {
        return Ok(None);
    }
    let scan = scan(text, part)?;
    let mut edits = Edits::default();
    let sample = scan.rows.iter().find(|row| row.number == kept.sample());
    for (&number, change) in changes {
        match scan.rows.binary_search_by_key(&number, |row| row.number) {
            Ok(at) => existing(text, &mut edits, &scan.rows[at], change, sample),
            Err(at) => {
                let place = scan.rows.get(at).map_or(scan.end, |row| row.open.start);
                edits.put(place, 0, row(&scan.prefix, number, change, sample));
            }
        }
    }
    if last > kept.last {
        for tag in &scan.reach {
            stretch(text, &mut edits, tag.clone(), kept.last, last);
        }
    }
    Ok(Some(edits.apply(text)))
}

fn scan(text: &str, part: &str) -> Result<Scan, Diagnostic> {
    let mut walk = Walk::new(text, part);
    let mut scan = Scan::default();
    let mut in_data = false;
    while let Some(step) = walk.step()? {
        match step.what {
            What::Open { tag, empty } => match (step.depth, tag.local()) {
                (1, "dimension" | "autoFilter") => scan.reach.push(step.start..step.end),
                (1, "sheetData") => (in_data, scan.prefix) = (!empty, tag.prefix()),
                (2, "row") if in_data => {
                    let before = scan.rows.last().map_or(0, |row| row.number + 1);
                    let number = tag.get("r").and_then(|number| number.trim().parse::<u32>().ok());
                    let number = number.and_then(|number| number.checked_sub(1)).unwrap_or(before);
                    if number < before {
                        return Err(disordered(part));
                    }
                    let (open, cells) = (step.start..step.end, Vec::new());
                    scan.rows.push(RowAt { number, open, close: None, prefix: tag.prefix(), cells });
                }
                (3, "c") if in_data => {
                    let Some(row) = scan.rows.last_mut() else { continue };
                    let before = row.cells.last().map_or(0, |cell| cell.column + 1);
                    let column = tag.get("r").and_then(|place| column(&place)).unwrap_or(before);
                    if column < before {
                        return Err(disordered(part));
                    }
                    let style = tag.get("s").map(|style| style.into_owned());
                    row.cells.push(CellAt { column, bytes: step.start..step.end, style, worked_out: false });
                }
                (4, "f") if in_data => {
                    if let Some(cell) = scan.rows.last_mut().and_then(|row| row.cells.last_mut()) {
                        cell.worked_out = true;
                    }
                }
                _ => {}
            },
            What::Close => match step.depth {
                1 if in_data => (in_data, scan.end) = (false, step.start),
                2 if in_data => {
                    if let Some(row) = scan.rows.last_mut() {
                        row.close = Some(step.start);
                    }
                }
                3 if in_data => {
                    if let Some(cell) = scan.rows.last_mut().and_then(|row| row.cells.last_mut()) {
                        cell.bytes.end = step.end;
                    }
                }
                _ => {}
            },
            What::Words(_) | What::Other => {}
        }
    }
    Ok(scan)
}

fn disordered(part: &str) -> Diagnostic {
    Diagnostic::error("broken-part", format!("the rows or cells of the part `{part}` of the workbook are out of order"))
        .help("open it in the program that made it and save it again")
}

/// Writes cells into a row that is there.
fn existing(text: &str, edits: &mut Edits, row: &RowAt, change: &Change, sample: Option<&RowAt>) {
    let mut inside = String::new();
    for (&column, words) in &change.cells {
        let place = row.cells.partition_point(|cell| cell.column < column);
        match row.cells.get(place) {
            Some(cell) if cell.column == column => {
                let left_blank = change.is_new && words.is_empty();
                if !cell.worked_out && !left_blank {
                    let style = cell.style.as_deref();
                    edits.replace(cell.bytes.clone(), self::cell(&row.prefix, row.number, column, style, words));
                }
            }
            next => {
                let xml = self::cell(&row.prefix, row.number, column, style(sample, column), words);
                match (next.map(|next| next.bytes.start).or(row.close), row.close) {
                    (Some(at), _) => edits.put(at, 0, xml),
                    (None, _) => inside.push_str(&xml),
                }
            }
        }
    }
    if !inside.is_empty() {
        let close = format!(">{inside}</{}row>", row.prefix);
        edits.replace(row.open.end - 2..row.open.end, close);
    }
    if let Some(height) = attribute(text, row.open.clone(), "ht")
        && text
            .get(height.clone())
            .and_then(|height| height.trim().parse::<f64>().ok())
            .is_some_and(|ht| ht < change.height)
    {
        edits.replace(height, change.height.to_string());
    }
}

/// A new row, its cells with the looks of those of a row that is there.
fn row(prefix: &str, number: u32, change: &Change, sample: Option<&RowAt>) -> String {
    let blank = sample.into_iter().flat_map(|sample| &sample.cells).map(|cell| cell.column);
    let mut columns: Vec<u32> = change.cells.keys().copied().chain(blank).collect();
    columns.sort_unstable();
    columns.dedup();
    let cells = columns.into_iter().map(|column| {
        let words = change.cells.get(&column).map_or("", String::as_str);
        cell(prefix, number, column, style(sample, column), words)
    });
    let (at, height) = (number + 1, change.height);
    format!("<{prefix}row r=\"{at}\" ht=\"{height}\" customHeight=\"1\">{}</{prefix}row>", cells.collect::<String>())
}

fn style(sample: Option<&RowAt>, column: u32) -> Option<&str> {
    sample?.cells.iter().find(|cell| cell.column == column)?.style.as_deref()
}

/// A cell with words that stand in it and not in the list of words that sheets share.
fn cell(prefix: &str, row: u32, column: u32, style: Option<&str>, words: &str) -> String {
    let place = format!("{}{}", letters(column), row + 1);
    let style = style.map(|style| format!(" s=\"{}\"", escaped(style))).unwrap_or_default();
    let words = guarded(&written(words));
    if words.is_empty() {
        return format!("<{prefix}c r=\"{place}\"{style}/>");
    }
    let words = escaped(&spelt(&words));
    format!(
        "<{prefix}c r=\"{place}\"{style} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{words}</{prefix}t>\
         </{prefix}is></{prefix}c>"
    )
}

/// Words of which no piece is taken for the number of a character, as programs read `_x0041_` (ECMA-376 part 1, 22.9.2.19).
fn spelt(words: &str) -> String {
    let is_number = |piece: &str| {
        let number = piece.strip_prefix("_x").and_then(|rest| rest.get(..5));
        number.is_some_and(|number| {
            number.ends_with('_') && number.bytes().take(4).all(|digit| digit.is_ascii_hexdigit())
        })
    };
    let mut spelt = String::with_capacity(words.len());
    for (at, sign) in words.char_indices() {
        if sign == '_' && is_number(&words[at..]) {
            spelt.push_str("_x005F");
        }
        spelt.push(sign);
    }
    spelt
}

/// Stretches what a tag says of how far something reaches, where that is as far as the rows reached.
pub(super) fn stretch(text: &str, edits: &mut Edits, tag: Range<usize>, was: u32, now: u32) {
    let Some(range) = attribute(text, tag, "ref") else { return };
    if let Some(new) = text.get(range.clone()).and_then(|reach| stretched(reach, was, now)) {
        edits.replace(range, new);
    }
}

/// `A1:T56` or `Risks!$A$1:$T$56` up to a later row.
pub(super) fn stretched(reach: &str, was: u32, now: u32) -> Option<String> {
    let (to, end) = reach.split_at(reach.trim_end_matches(|sign: char| sign.is_ascii_digit()).len());
    (to.contains(':') && end.parse::<u32>().ok()? == was + 1).then(|| format!("{to}{}", now + 1))
}

/// The bytes of the value of an attribute of a tag.
fn attribute(text: &str, tag: Range<usize>, name: &str) -> Option<Range<usize>> {
    let inside = text.get(tag.clone())?;
    let mut from = 0;
    while let Some(found) = inside.get(from..)?.find(name) {
        let at = from + found;
        let after = inside.get(at + name.len()..)?;
        let value = after.trim_start().strip_prefix('=').map(str::trim_start);
        let quote = value.and_then(|value| value.chars().next()).filter(|quote| matches!(quote, '"' | '\''));
        let alone = inside[..at].ends_with(char::is_whitespace);
        if let (Some(value), Some(quote), true) = (value, quote, alone) {
            let start = inside.len() - value.len() + 1;
            let end = start + value.get(1..)?.find(quote)?;
            return Some(tag.start + start..tag.start + end);
        }
        from = at + name.len();
    }
    None
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Option<u32> {
    let letters: Vec<u32> = place
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .map(|letter| u32::from(letter.to_ascii_uppercase() - b'A') + 1)
        .collect();
    let number =
        (1..=3).contains(&letters.len()).then(|| letters.iter().fold(0, |number, letter| number * 26 + letter));
    number.and_then(|number| number.checked_sub(1))
}

/// The letters of a column, from 0.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (column % 26) as u8));
        match (column / 26).checked_sub(1) {
            Some(left) => column = left,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

/// The tags of a part at its root, and in it, that say how far a table of the sheet and its filter reach; none where the table
/// ends in a row of totals.
pub(super) fn reaches(text: &str, part: &str) -> Result<Vec<Range<usize>>, Diagnostic> {
    let mut walk = Walk::new(text, part);
    let mut tags = Vec::new();
    let totals = |tag: &Tag| tag.get("totalsRowCount").is_some_and(|count| count.trim() != "0");
    while let Some(step) = walk.step()? {
        if let What::Open { tag, .. } = step.what {
            match (step.depth, tag.local()) {
                (0, _) if totals(&tag) => return Ok(Vec::new()),
                (0, _) | (1, "autoFilter") => tags.push(step.start..step.end),
                _ => {}
            }
        }
    }
    Ok(tags)
}
