use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::entry::{Cells, Field, Spot};
use crate::diagnostic::{Diagnostic, FileId};
use crate::language::nearest;
use crate::source::Span;

/// What may stand outside of entries: whose answers they are, what an organisation answers, what was agreed.
const TOP: [&str; 4] = ["partnership", "by", "answer", "agreed"];

type Value<'a> = Spanned<DeValue<'a>>;

/// The entries of a file of answers or of a return, as TOML. What `[by]` says holds for each `[[answer]]` that does not say
/// it itself. What is wrong comes beside what could be read.
pub fn read(file: FileId, text: &str) -> (Vec<Cells>, Vec<Diagnostic>) {
    let mut reader = Reader { file, problems: Vec::new(), mistyped: 0 };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().map_or(Span::default(), span);
        reader.tell("bad-answers", span, format!("this is no TOML: {}", error.message()), None);
    }
    let table = table.get_ref();
    let by = table.get("by").and_then(|by| reader.table(by, "by")).map(|by| reader.fields(by)).unwrap_or_default();
    let mut entries = Vec::new();
    for (name, value) in table {
        match &**name.get_ref() {
            "answer" => entries.extend(reader.list(value, "answer").into_iter().map(|cells| cells.or(&by))),
            "agreed" => {
                entries.extend(reader.list(value, "agreed").into_iter().map(|cells| Cells { agreed: true, ..cells }))
            }
            "by" | "partnership" => {}
            other => reader.unknown(other, span(name.span()), &TOP),
        }
    }
    (entries, reader.problems)
}

struct Reader {
    file: FileId,
    problems: Vec<Diagnostic>,
    /// How many values are of a wrong type.
    mistyped: usize,
}

impl Reader {
    fn list(&mut self, value: &Value, name: &str) -> Vec<Cells> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(value, name, "a list of tables, each under `[[…]]`");
            return Vec::new();
        };
        let mut entries = Vec::new();
        for entry in list.iter() {
            if let Some(table) = self.table(entry, name) {
                let spot = Spot::Text(self.file, span(entry.span()));
                let sound = self.mistyped;
                let cells = self.fields(table);
                // What is of a wrong type has been told; that it is missing need not be.
                if self.mistyped == sound {
                    entries.push(Cells { agreed: false, spot, cells });
                }
            }
        }
        entries
    }

    fn table<'a, 'b>(&mut self, value: &'b Value<'a>, name: &str) -> Option<&'b DeTable<'a>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, name, "a table");
        }
        table
    }

    fn fields(&mut self, table: &DeTable) -> BTreeMap<Field, (String, Spot)> {
        let mut cells = BTreeMap::new();
        for (name, value) in table {
            let Some(field) = Field::of(name.get_ref()) else {
                self.unknown(name.get_ref(), span(name.span()), &Field::ALL.map(Field::word));
                continue;
            };
            if let Some(text) = self.text(field, value) {
                cells.insert(field, (text, Spot::Text(self.file, span(value.span()))));
            }
        }
        cells
    }

    /// A string, a date, or for the words in view a list of strings.
    fn text(&mut self, field: Field, value: &Value) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Datetime(day) if day.time.is_none() => Some(day.to_string()),
            DeValue::Array(list) if field == Field::Upon => {
                let lines: Option<Vec<&str>> = list.iter().map(|item| item.get_ref().as_str()).collect();
                if lines.is_none() {
                    self.wrong(value, field.word(), "a list of strings");
                }
                lines.map(|lines| lines.join("\n"))
            }
            _ => {
                self.wrong(value, field.word(), "a string, or a day such as 2026-11-28");
                None
            }
        }
    }

    fn wrong(&mut self, value: &Value, name: &str, wanted: &str) {
        self.mistyped += 1;
        let is = value.get_ref().type_str();
        self.tell("bad-answers", span(value.span()), format!("`{name}` is {wanted}, and this is of type {is}"), None);
    }

    fn unknown(&mut self, name: &str, place: Span, known: &[&str]) {
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it is one of `{}`", known.join("`, `")),
        };
        self.tell("unknown-key", place, format!("answers have no key `{name}`"), Some(help));
    }

    fn tell(&mut self, code: &'static str, span: Span, message: String, help: Option<String>) {
        self.problems.push(Diagnostic { help, ..Diagnostic::error(code, message).at(self.file, span, "") });
    }
}

impl Cells {
    /// It with what is said for all, where it does not say it itself.
    fn or(mut self, by: &BTreeMap<Field, (String, Spot)>) -> Self {
        for (field, said) in by {
            let own = self.cells.entry(*field).or_insert_with(|| said.clone());
            if own.0.trim().is_empty() {
                *own = said.clone();
            }
        }
        self
    }
}

fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}
