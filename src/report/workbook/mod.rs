//! Workbooks: the results of a run, and a questionnaire for people, which has a first sheet that says how to fill it in, a sheet
//! an area, and, once somebody has answered, one for what a meeting agrees. No cell is a formula, whatever it begins with.

mod agreed;
mod area;
mod front;
mod look;
mod register;
mod results;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::assess::Questionnaire;
use crate::prose::is_function_word;
use look::Look;

pub(crate) use look::{clean as written, high};
pub(super) use register::register;
pub use results::Results;

/// The questionnaire as bytes of an `.xlsx` file. The same questionnaire gives the same bytes.
pub fn workbook(asked: &Questionnaire) -> Result<Vec<u8>, XlsxError> {
    let look = Look::new();
    let mut book = Workbook::new();
    let day = asked.as_of;
    let made = ExcelDateTime::from_ymd(day.year().max(1900) as u16, day.month() as u8, day.day() as u8)?;
    let title = format!("Questions for {}", asked.name);
    book.set_properties(&DocProperties::new().set_title(look::clean(&title)).set_creation_datetime(&made));
    front::write(book.add_worksheet(), &look, asked)?;
    let heard = asked.rows().any(|row| row.said.is_some());
    let mut names = Names(vec![front::NAME.to_lowercase()]);
    for part in &asked.areas {
        let name = names.free(part.title, part.pack);
        area::write(book.add_worksheet().set_name(name)?, &look, part, heard)?;
    }
    if heard {
        agreed::write(book.add_worksheet().set_name(names.free("Agreed", "at a meeting"))?, &look, asked)?;
    }
    book.save_to_buffer()
}

/// Names of sheets, in small letters: each once, of at most 31 letters, without the signs that have a meaning in formulas.
struct Names(Vec<String>);

impl Names {
    /// A name that is not taken: the title, else with what it is of, else with a number. What is too long is cut behind a word.
    fn free(&mut self, title: &str, of: &str) -> String {
        let (title, of) = (plain(title), plain(of));
        let mut name = cut(&title, 31);
        if self.taken(&name) && !title.is_empty() && !of.is_empty() {
            let title = cut(&title, 15);
            let room = 28_usize.saturating_sub(title.chars().count());
            name = format!("{title} ({})", cut(&of, room));
        }
        let mut number = 2;
        while self.taken(&name) {
            name = format!("{} {number}", cut(&title, 26)).trim().to_owned();
            number += 1;
        }
        self.0.push(name.to_lowercase());
        name
    }

    fn taken(&self, name: &str) -> bool {
        name.is_empty() || self.0.contains(&name.to_lowercase())
    }
}

fn plain(text: &str) -> String {
    let kept = text.chars().map(|sign| if "[]:*?/\\'".contains(sign) || sign.is_control() { ' ' } else { sign });
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words of a text that fit so many letters, without one of grammar at the end; of a longer first word its beginning.
fn cut(text: &str, most: usize) -> String {
    let mut kept: String = text.chars().take(most).collect();
    if text.chars().nth(most).is_none() {
        return kept;
    }
    if text.chars().nth(most).is_some_and(|next| next != ' ') {
        kept.truncate(kept.rfind(' ').unwrap_or(kept.len()));
    }
    while let Some((before, _)) = kept.trim_end().rsplit_once(' ').filter(|(_, last)| is_function_word(last)) {
        kept.truncate(before.len());
    }
    kept.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_a_workbook_allows() {
        let mut names = Names(Vec::new());
        assert_eq!(names.free("Memorandum of understanding: what it says", ""), "Memorandum of understanding");
        let second = names.free("Memorandum of understanding", "Elements of good practice");
        assert_eq!(second, "Memorandum (Elements of good)");
        assert_eq!(names.free("Risk", "Tool"), "Risk");
        assert_eq!(names.free("RISK", "Models [of] practice"), "RISK (Models of practice)");
        assert_eq!(names.free("risk", "models of practice"), "risk 2");
        assert_eq!(names.free("///", ""), "2");
        assert!(names.free(&"é".repeat(90), "").chars().count() <= 31);
    }
}
