use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};

use super::*;
use crate::report::Column;

const COLUMNS: [Column; 7] = [
    column("Risk id", Holds::Id),
    column("State", Holds::State),
    column("Since", Holds::Since),
    column("Rating", Holds::Rating),
    column("Cause", Holds::Words),
    column("Owner", Holds::Open),
    column("Due", Holds::Day),
];

const fn column(head: &'static str, holds: Holds) -> Column {
    Column { head, width: 20.0, holds }
}

/// What people have put into a cell.
#[derive(Clone, Debug)]
enum Put {
    Nothing,
    Words(String),
    Number(f64),
    Truth(bool),
    Day(f64),
    Sum,
}

fn put() -> impl Strategy<Value = Put> {
    prop_oneof![
        Just(Put::Nothing),
        "[ =+@a-zé\u{1f600}\n<&\"_x0-9]{1,12}".prop_map(Put::Words),
        (-1e6..1e6).prop_map(Put::Number),
        any::<bool>().prop_map(Put::Truth),
        (40_000_u32..60_000).prop_map(|day| Put::Day(f64::from(day))),
        Just(Put::Sum),
    ]
}

/// A row: its id, none where people have added it, what its state is, and what people have put into their columns.
type Row = (Option<u8>, &'static str, [Put; 3]);

fn row() -> impl Strategy<Value = Row> {
    let state = prop::sample::select(vec!["open", "closed", "accepted", "", "ours"]);
    (prop::option::weighted(0.8, 0_u8..12), state, [put(), put(), put()])
}

/// A register as people have left it: the columns in an order of theirs, with one more, under some rows of titles.
fn book(rows: &[Row], order: &[usize], titles: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yy");
    let sheet = book.add_worksheet().set_name("Ours & theirs").unwrap();
    for row in 0..titles {
        sheet.write_string(row, 0, "A title").unwrap();
    }
    for (at, &which) in (0_u16..).zip(order) {
        let head = COLUMNS.get(which).map_or("Score", |column| column.head);
        sheet.write_string(titles, at, head).unwrap();
        for (row, (id, state, puts)) in (titles + 1..).zip(rows) {
            match which {
                0 => id.map(|id| sheet.write_string(row, at, format!("R-{id}")).map(drop)).unwrap_or(Ok(())).unwrap(),
                1 => sheet.write_string(row, at, *state).map(drop).unwrap(),
                2 => sheet.write_string(row, at, "2026-01-01").map(drop).unwrap(),
                3 | 4 => sheet.write_string(row, at, "as it was").map(drop).unwrap(),
                _ => match &puts[which - 5] {
                    Put::Nothing => {}
                    Put::Words(words) => sheet.write_string(row, at, words).map(drop).unwrap(),
                    Put::Number(number) => sheet.write_number(row, at, *number).map(drop).unwrap(),
                    Put::Truth(truth) => sheet.write_boolean(row, at, *truth).map(drop).unwrap(),
                    Put::Day(number) => sheet.write_number_with_format(row, at, *number, &day).map(drop).unwrap(),
                    Put::Sum => sheet.write_formula(row, at, Formula::new("SUM(A1:B2)")).map(drop).unwrap(),
                },
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// The risks of a run: those of the ids, half of them settled.
fn table(open: &[u8], settled: &[u8]) -> Table {
    let row = |id: &u8| [format!("R-{id}"), "open".into(), "2026-11-22".into(), "red".into(), "=now".into()].to_vec();
    let settled = settled.iter().filter(|id| !open.contains(id)).map(|id| (format!("R-{id}"), "green")).collect();
    Table { name: "Risks", columns: &COLUMNS, rows: open.iter().map(row).collect(), settled }
}

/// All that a sheet holds: the value and the formula of each cell.
fn cells(bytes: &[u8]) -> BTreeMap<(u32, u32), (Data, String)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let (values, formulas) =
        (book.worksheet_range("Ours & theirs").unwrap(), book.worksheet_formula("Ours & theirs").unwrap());
    let (top, left) = values.start().unwrap_or_default();
    let used = values.used_cells().map(|(row, column, value)| {
        let place = (row as u32 + top, column as u32 + left);
        (place, (value.clone(), formulas.get_value(place).cloned().unwrap_or_default()))
    });
    used.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_people_wrote_stays(
        rows in prop::collection::vec(row(), 1..12),
        order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
        titles in 0_u32..3,
        mut open in prop::collection::vec(0_u8..16, 0..8),
        settled in prop::collection::vec(0_u8..16, 0..8),
    ) {
        open.sort_unstable();
        open.dedup();
        let old = book(&rows, &order, titles);
        let table = table(&open, &settled);
        let merged = merge(&old, std::slice::from_ref(&table), date(2026, 11, 22)).unwrap();
        let (before, after) = (cells(&old), cells(&merged.bytes));
        let ours = |column: u32| order.get(column as usize).is_some_and(|&which| which < 5);
        for (place, cell) in &before {
            if !ours(place.1) || place.0 <= titles || rows[(place.0 - titles - 1) as usize].0.is_none() {
                prop_assert_eq!(after.get(place), Some(cell), "{:?}", place);
            }
        }
        let known: BTreeSet<u8> = rows.iter().filter_map(|row| row.0).collect();
        let new: Vec<u8> = open.iter().copied().filter(|id| !known.contains(id)).collect();
        prop_assert_eq!(merged.risks.added, new.len());
        let place = |which: usize| order.iter().position(|&at| at == which).unwrap() as u32;
        let last = before.keys().map(|place| place.0).max().unwrap();
        for (row, id) in (last + 1..).zip(&new) {
            prop_assert_eq!(&after[&(row, place(0))].0, &Data::String(format!("R-{id}")));
            prop_assert_eq!(&after[&(row, place(4))].0, &Data::String("'=now".into()));
        }
        for (row, (id, state, _)) in (titles + 1..).zip(&rows) {
            let now = after.get(&(row, place(1))).map_or(String::new(), |cell| cell.0.to_string());
            let expected = match id {
                Some(id) if open.contains(id) => "open",
                Some(id) if settled.contains(id) => "closed",
                _ => state,
            };
            prop_assert_eq!(now, expected);
        }
        let again = merge(&merged.bytes, &[table], date(2027, 11, 22)).unwrap();
        prop_assert_eq!(again.bytes == merged.bytes, true, "the same run again changes nothing");
    }
}

#[test]
fn filters_and_tables_reach_as_far_as_the_rows() {
    for (reach, expected) in [
        ("A1:T56", Some("A1:T58")),
        ("Risks!$A$1:$T$56", Some("Risks!$A$1:$T$58")),
        ("A1:T40", None),
        ("A56", None),
        ("", None),
    ] {
        assert_eq!(patch::stretched(reach, 55, 57).as_deref(), expected, "{reach}");
    }
}
