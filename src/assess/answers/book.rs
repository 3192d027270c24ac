use std::collections::BTreeMap;

use super::entry::{Cells, Field, Spot};
use crate::diagnostic::Diagnostic;
use crate::language::nearest;
use crate::read::{Sheet, Workbook};

/// What a questionnaire's first sheet asks once for a whole return.
pub const FRONT: [Field; 4] = [Field::Organisation, Field::Who, Field::Post, Field::Date];

/// What a field is called beside its cell on the first sheet.
pub fn front(field: Field) -> &'static str {
    match field {
        Field::Organisation => "Your organisation",
        Field::Who => "Your name",
        Field::Post => "Your post",
        Field::Date => "Date of your answers",
        other => other.word(),
    }
}

/// The head of a field's column; a sheet of what was agreed has another for the rating.
pub fn head(field: Field, agreed: bool) -> &'static str {
    match field {
        Field::Question => "Question id",
        Field::Rating if agreed => "Agreed rating",
        Field::Rating => "Your rating",
        Field::Organisation => "Organisation",
        Field::Who => "Who answers",
        Field::Post => "Post",
        Field::Meeting => "Meeting",
        Field::Date if agreed => "Date of meeting",
        Field::Date => "Date",
        Field::Reason => "Reason",
        Field::Evidence => "Evidence",
        Field::Action => "Action",
        Field::Owner => "Owner",
        Field::Due => "Due",
        Field::Review => "Look again on",
        Field::Suggested => "Suggested rating",
        Field::Upon => "Words in view",
    }
}

/// The entries of a workbook that is called `name`. A sheet whose first row has the heads of a questionnaire holds answers, or what
/// was agreed; other sheets, columns and rows are left alone.
pub fn book(name: &str, book: &Workbook) -> (Vec<Cells>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let sheets: Vec<(&Sheet, Heads)> =
        book.sheets.iter().filter_map(|sheet| Some((sheet, Heads::of(sheet)?))).collect();
    if sheets.is_empty() {
        let problem = Diagnostic::error("no-questionnaire", format!("`{name}` holds no questionnaire of govlint"));
        return (Vec::new(), vec![problem.help("its sheets have `Question id` at the top of their first column")]);
    }
    let by = about(name, book);
    let mut entries = Vec::new();
    for (sheet, heads) in sheets {
        for field in heads.missing() {
            let spot = Spot::Cell(name.to_owned(), sheet.name.clone(), 1, String::new());
            let missing = head(field, heads.agreed);
            let problem = Diagnostic::error("missing-column", format!("the sheet has no column “{missing}”"));
            let known = heads.others.iter().map(String::as_str);
            let help = nearest(missing, known).map(|near| format!("is it the one called “{near}”?"));
            let help = help.unwrap_or_else(|| "leave the heads of the columns as they were written".to_owned());
            problems.push(spot.mark(problem).help(help));
        }
        let mut rows: BTreeMap<u32, BTreeMap<Field, (String, Spot)>> = BTreeMap::new();
        for (row, column, words) in sheet.cells.iter().filter(|cell| cell.0 > 0) {
            let Some(&field) = heads.columns.get(column) else { continue };
            let column = head(field, heads.agreed).to_owned();
            let spot = Spot::Cell(name.to_owned(), sheet.name.clone(), row + 1, column);
            rows.entry(*row).or_default().insert(field, (words.clone(), spot));
        }
        for (row, mut cells) in rows {
            if !heads.agreed {
                by.iter().for_each(|(field, said)| {
                    cells.entry(*field).or_insert_with(|| said.clone());
                });
            }
            let spot = Spot::Cell(name.to_owned(), sheet.name.clone(), row + 1, String::new());
            entries.push(Cells { agreed: heads.agreed, spot, cells });
        }
    }
    (entries, problems)
}

/// What the first sheet says for all.
fn about(name: &str, book: &Workbook) -> BTreeMap<Field, (String, Spot)> {
    let mut by = BTreeMap::new();
    for sheet in &book.sheets {
        for (row, _, label) in sheet.cells.iter().filter(|cell| cell.1 == 0) {
            let Some(field) = FRONT.into_iter().find(|field| front(*field) == label.trim()) else { continue };
            if let Some((.., words)) = sheet.cells.iter().find(|cell| (cell.0, cell.1) == (*row, 1)) {
                let spot = Spot::Cell(name.to_owned(), sheet.name.clone(), row + 1, front(field).to_owned());
                by.insert(field, (words.clone(), spot));
            }
        }
    }
    by
}

/// The heads of a sheet.
struct Heads {
    agreed: bool,
    columns: BTreeMap<u32, Field>,
    /// Heads that are none of a questionnaire's.
    others: Vec<String>,
}

impl Heads {
    fn of(sheet: &Sheet) -> Option<Self> {
        let heads: Vec<(u32, &str)> =
            sheet.cells.iter().filter(|cell| cell.0 == 0).map(|cell| (cell.1, cell.2.trim())).collect();
        if !heads.contains(&(0, head(Field::Question, false))) {
            return None;
        }
        let agreed = heads.iter().any(|(_, words)| *words == head(Field::Rating, true));
        let (mut columns, mut others) = (BTreeMap::new(), Vec::new());
        for (column, words) in heads {
            match Field::ALL.into_iter().find(|field| head(*field, agreed) == words) {
                Some(field) => {
                    columns.insert(column, field);
                }
                None => others.push(words.to_owned()),
            }
        }
        Some(Self { agreed, columns, others })
    }

    /// The fields of a questionnaire that have no column.
    fn missing(&self) -> impl Iterator<Item = Field> {
        let all = Field::ALL.into_iter().filter(|field| {
            let of_answers = !matches!(field, Field::Meeting);
            let of_agreed = !matches!(
                field,
                Field::Organisation
                    | Field::Who
                    | Field::Post
                    | Field::Evidence
                    | Field::Action
                    | Field::Owner
                    | Field::Due
            );
            if self.agreed { of_agreed } else { of_answers }
        });
        all.filter(|field| !self.columns.values().any(|known| known == field))
    }
}
