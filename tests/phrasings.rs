//! Ways in which such documents say things, and how each is to be read: `tests/data/phrasings.tsv`.
//!
//! With `GOVLINT_PHRASINGS` naming a table with the columns `id` and `text`, the ignored test asks the same of its texts.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;

use govlint::prose::{Bound, Prose, Recogniser, RecogniserSet, Value, recognise};
use govlint::read::markdown;
use govlint::workspace::{RuleSet, Session};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Share of the other table's texts that are read right, at least.
const FLOOR: f64 = 0.98;

/// One line of the table.
struct Asked<'a> {
    id: &'a str,
    frame: &'a str,
    asked: &'a str,
    expected: &'a str,
    text: &'a str,
}

fn table(text: &str) -> Vec<Asked<'_>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [id, frame, asked, expected, text] = cells[..] else { panic!("a line of five cells: {line}") };
            Asked { id, frame, asked, expected, text }
        })
        .collect()
}

/// Answers questions about texts.
#[derive(Default)]
struct Reader {
    sessions: HashMap<Date, Session>,
}

impl Reader {
    /// What a text says to what is asked: a rating with its reason, or the values of a recogniser.
    fn answer(&mut self, asked: &Asked, text: &str) -> String {
        let (frame, day) = asked.frame.split_once('@').unwrap_or((asked.frame, "2018-01-15"));
        let (kind, heading) = frame.split_once('/').unwrap_or((frame, ""));
        let title = match kind.trim_end_matches('#') {
            "mou" => "Memorandum of understanding",
            "tor" => "Terms of reference",
            _ => "Scheme of delegation",
        };
        let heading = if heading.is_empty() { String::new() } else { format!("## {heading}\n\n") };
        let heading = if kind.ends_with('#') { "## ".to_owned() } else { heading };
        let source = format!("# {title}\n\n{heading}{}\n", laid_out(text));
        match Recogniser::ALL.into_iter().find(|recogniser| recogniser.name() == asked.asked) {
            Some(recogniser) => self.values(&source, recogniser, day.parse().unwrap()),
            None => self.rating(&source, asked.asked, day.parse().unwrap()),
        }
    }

    fn session(&mut self, day: Date) -> &Session {
        self.sessions.entry(day).or_insert_with(|| Session::new(RuleSet::load_to_run(&[]).unwrap(), day, None))
    }

    fn values(&mut self, source: &str, recogniser: Recogniser, day: Date) -> String {
        let document = markdown(source.as_bytes()).unwrap();
        let prose = Prose::read(&document, &self.session(day).program().vocabulary).on(day);
        let mut wanted = RecogniserSet::default();
        Recogniser::ALL.into_iter().for_each(|recogniser| wanted.insert(recogniser));
        let found = recognise(&document, &prose, wanted);
        let shown = found.iter().filter(|found| found.value.recogniser == recogniser).map(|found| shown(&found.value));
        shown.collect::<Vec<_>>().join(", ")
    }

    fn rating(&mut self, source: &str, rule: &str, day: Date) -> String {
        let session = self.session(day);
        let assessed = session.assess("x.md", source.as_bytes());
        let rules = &session.program().rules;
        let rating = assessed.ratings().iter().find(|rating| rules[rating.rule.at()].id == rule);
        rating.map_or_else(String::new, |rating| format!("{} {}", rating.colour.word(), rating.reason.word()))
    }
}

/// A text with its lines parted, and a table with the line under its first row that Markdown asks for.
fn laid_out(text: &str) -> String {
    match text.split_once("\\n").filter(|_| text.starts_with('|')) {
        Some((header, rows)) => {
            let rule = "|---".repeat(header.matches('|').count() - 1);
            format!("{header}\n{rule}|\n{}", rows.replace("\\n", "\n"))
        }
        None => text.replace("\\n", "\n"),
    }
}

/// `>=6`, `250000 GBP`, `2027-03-31`; a placeholder is a 1.
fn shown(value: &Value) -> String {
    let bound = match value.bound {
        Bound::Exactly => "",
        Bound::AtLeast => ">=",
        Bound::AtMost => "<=",
    };
    let amount = match value.amount {
        Some(days) if value.recogniser == Recogniser::Date => (date(1970, 1, 1) + (days as i64).days()).to_string(),
        Some(amount) => ((amount * 100.0).round() / 100.0).to_string(),
        None if value.recogniser == Recogniser::Placeholder => "1".to_owned(),
        None => "?".to_owned(),
    };
    let unit = if value.unit.is_empty() { String::new() } else { format!(" {}", value.unit) };
    format!("{bound}{amount}{unit}")
}

/// Whether an answer is the one expected: of a rating, the colour may stand without its reason.
fn is_right(answer: &str, expected: &str) -> bool {
    answer == expected || answer.split(' ').next() == Some(expected) && !answer.starts_with(['<', '>'])
}

#[test]
fn phrasings_are_read_as_they_are_meant() {
    let (mut reader, mut wrong) = (Reader::default(), String::new());
    let text = include_str!("data/phrasings.tsv");
    for asked in table(text) {
        let answer = reader.answer(&asked, asked.text);
        if !is_right(&answer, asked.expected) {
            let _ = writeln!(
                wrong,
                "{} {}: expected {}, read {answer}\n    {}",
                asked.id, asked.asked, asked.expected, asked.text
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
#[ignore = "needs a table that is no part of the project"]
fn other_phrasings_of_the_same_sorts_are_too() {
    let path = std::env::var("GOVLINT_PHRASINGS").expect("GOVLINT_PHRASINGS names the table");
    let other = fs::read_to_string(path).unwrap();
    let mut lines = other.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let column = |name: &str| header.iter().position(|cell| *cell == name).unwrap();
    let (id, text) = (column("id"), column("text"));
    let texts: HashMap<&str, &str> = lines.map(|cells| (cells[id], cells[text])).collect();
    let (mut reader, mut wrong, mut all) = (Reader::default(), Vec::new(), 0);
    for asked in table(include_str!("data/phrasings.tsv")) {
        let Some(text) = texts.get(asked.id) else { continue };
        all += 1;
        let answer = reader.answer(&asked, text);
        if !is_right(&answer, asked.expected) {
            wrong.push(format!("{} {}: expected {}, read {answer}", asked.id, asked.asked, asked.expected));
        }
    }
    let share = 1.0 - wrong.len() as f64 / f64::from(all.max(1));
    println!("{} of {all} right ({share:.3})\n{}", all as usize - wrong.len(), wrong.join("\n"));
    assert!(all > 100 && share >= FLOOR, "{share:.3} right, {FLOOR} should be");
}
