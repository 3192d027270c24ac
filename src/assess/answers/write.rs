use jiff::civil::Date;
use toml_writer::ToTomlValue;

use super::entry::Field;
use super::{Agreed, Given, Note};

/// What a new file of answers opens with.
const HEAD: &str = "\
# What people answer to the questions of govlint, and what was agreed (docs/answers.md). `govlint assess --import` adds entries
# and changes none: an answer that no longer holds is followed by a newer one, and the newest of each organisation counts.
";

/// A file of answers with more entries behind those that it has, its own bytes left as they are.
pub fn added(file: &str, entries: &[String]) -> String {
    let mut all = if file.is_empty() { HEAD.to_owned() } else { file.to_owned() };
    for entry in entries {
        if !all.ends_with('\n') {
            all.push('\n');
        }
        all.push('\n');
        all.push_str(entry);
    }
    all
}

/// An organisation's answer as an entry.
pub fn given(given: &Given) -> String {
    let mut out = Lines("[[answer]]\n".to_owned());
    out.text(Field::Question, &given.question);
    out.text(Field::Rating, given.note.rating.word());
    out.text(Field::Organisation, &given.organisation);
    out.text(Field::Who, &given.who);
    out.text(Field::Post, &given.post);
    out.day(Field::Date, Some(given.note.date));
    out.text(Field::Reason, &given.note.reason);
    out.text(Field::Evidence, &given.evidence);
    out.text(Field::Action, &given.action);
    out.text(Field::Owner, &given.owner);
    out.day(Field::Due, given.due);
    out.note(&given.note);
    out.0
}

/// What was agreed as an entry.
pub fn agreed(agreed: &Agreed) -> String {
    let mut out = Lines("[[agreed]]\n".to_owned());
    out.text(Field::Question, &agreed.question);
    out.text(Field::Rating, agreed.note.rating.word());
    out.text(Field::Meeting, &agreed.meeting);
    out.day(Field::Date, Some(agreed.note.date));
    out.text(Field::Reason, &agreed.note.reason);
    out.note(&agreed.note);
    out.0
}

/// Keys and values, one a line; what is empty is left out.
struct Lines(String);

impl Lines {
    fn text(&mut self, field: Field, text: &str) {
        if !text.is_empty() {
            self.0 += &format!("{} = {}\n", field.word(), string(text));
        }
    }

    fn day(&mut self, field: Field, day: Option<Date>) {
        if let Some(day) = day {
            self.0 += &format!("{} = {day}\n", field.word());
        }
    }

    fn note(&mut self, note: &Note) {
        self.day(Field::Review, note.review);
        self.text(Field::Suggested, note.suggested.map_or("", |colour| colour.word()));
        if !note.upon.is_empty() {
            let lines: Vec<String> = note.upon.iter().map(|upon| string(&upon.to_string())).collect();
            self.0 += &format!("{} = [{}]\n", Field::Upon.word(), lines.join(", "));
        }
    }
}

/// A string as TOML writes it.
pub fn string(text: &str) -> String {
    text.to_toml_value()
}
