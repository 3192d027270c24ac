//! A questionnaire for people as TOML, for partnerships that keep their documents in a repository. Its entries are those of a file
//! of answers, left open.

use super::{DISCLAIMER, words};
use crate::assess::answers::{FRONT, Field, string};
use crate::assess::{Part, Questionnaire, Row, Says};
use crate::engine::Colour;

/// Columns of a comment.
const WIDTH: usize = 120;
/// Letters that are shown of what one document says.
const LONGEST: usize = 1_200;

/// The questionnaire as bytes of a TOML file.
pub fn questionnaire(asked: &Questionnaire) -> Vec<u8> {
    let mut out = String::new();
    comment(&mut out, &format!("Questions for {}, as of {}.", asked.name, words::day(asked.as_of)));
    comment(&mut out, &format!("{DISCLAIMER}\n"));
    comment(
        &mut out,
        "Say once who answers. Then give each question that you can answer a rating: green (in place), amber (in part, or planned within six months), red (not there), or not-applicable. Say why where you differ from what the documents suggest. What has no rating is taken for unanswered.",
    );
    comment(&mut out, "Take the answers in with `govlint assess PATH --import FILE`.");
    out += "\n[by]\n";
    for field in FRONT {
        out += &format!("{} = \"\"\n", field.word());
    }
    for part in &asked.areas {
        area(&mut out, part);
    }
    let heard: Vec<&Row> = asked.rows().filter(|row| row.said.is_some()).collect();
    if !heard.is_empty() {
        out += "\n\n";
        comment(&mut out, "What a meeting agreed, entered apart once it has met: its rating, name and day.");
        heard.iter().for_each(|row| meeting(&mut out, row));
    }
    out.into_bytes()
}

fn area(out: &mut String, part: &Part) {
    *out += "\n\n";
    comment(out, &format!("== {} ({})", part.title, part.pack));
    for row in &part.rows {
        *out += "\n[[answer]]\n";
        comment(out, row.text);
        asked(out, row);
        for field in
            [Field::Rating, Field::Reason, Field::Evidence, Field::Action, Field::Owner, Field::Due, Field::Review]
        {
            *out += &format!("{} = \"\"\n", field.word());
        }
        view(out, row);
    }
}

fn meeting(out: &mut String, row: &Row) {
    *out += "\n[[agreed]]\n";
    comment(out, row.text);
    if let Some(said) = row.said {
        comment(out, &format!("So far, {}", words::said(said)));
    }
    *out += &format!("{} = {}\n", Field::Question.word(), string(row.id));
    for field in [Field::Rating, Field::Meeting, Field::Date, Field::Reason, Field::Review] {
        *out += &format!("{} = \"\"\n", field.word());
    }
    view(out, row);
}

/// What helps to answer, and the question's id.
fn asked(out: &mut String, row: &Row) {
    if let Some(why) = row.attested {
        comment(out, &format!("For people alone: {why}"));
    }
    for says in &row.says {
        comment(out, &told(says));
    }
    if !row.ask.is_empty() {
        comment(out, &format!("To discuss: {}", row.ask));
    }
    for line in row.said.map(words::said).into_iter().chain(row.recheck.iter().map(words::recheck)) {
        comment(out, &format!("So far, {line}"));
    }
    *out += &format!("{} = {}\n", Field::Question.word(), string(row.id));
}

/// What was in view, which nobody fills in.
fn view(out: &mut String, row: &Row) {
    *out += &format!("{} = {}\n", Field::Suggested.word(), string(row.suggested.word()));
    let upon: Vec<String> = row.upon.iter().map(|upon| string(&upon.to_string())).collect();
    *out += &format!("{} = [{}]\n", Field::Upon.word(), upon.join(", "));
}

/// What a document says: its suggested rating with why, and the words with their places, at most so many letters.
pub(super) fn told(says: &Says) -> String {
    let mut told = match says.colour {
        Colour::Green => format!("{}: green", says.document),
        colour => format!("{}: {}, {}", says.document, words::rated(colour), says.message),
    };
    for (index, (place, words)) in says.quotes.iter().enumerate() {
        let quote = if place.is_empty() { format!("\n“{words}”") } else { format!("\n“{words}” ({place})") };
        if told.chars().count() + quote.chars().count() > LONGEST {
            told += &format!("\n… and {} more", says.quotes.len() - index);
            break;
        }
        told += &quote;
    }
    told
}

/// Adds comments, their lines broken between words; control characters, which TOML forbids there, are left out.
fn comment(out: &mut String, text: &str) {
    for line in text.lines() {
        let mut row = String::from("#");
        for word in line.split_whitespace() {
            let word: String = word.chars().filter(|sign| !sign.is_control()).collect();
            if row.chars().count() + word.chars().count() >= WIDTH && row.len() > 1 {
                *out += &row;
                out.push('\n');
                row = String::from("#");
            }
            row.push(' ');
            row += &word;
        }
        *out += &row;
        out.push('\n');
    }
}
