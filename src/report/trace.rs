//! Why a rule rated a document as it did, for whoever writes the rule.

use super::screen::{Ink, Screen, printable, width, wrap};
use super::words;
use crate::assess::{Assessed, Place, Rated};
use crate::engine::{Trace, TracedMatch};
use crate::language::model::{Arm, Rule, RuleId};
use crate::language::{Program, RuleFile};
use crate::source::Span;

/// Columns by which lists are set in, and those under a line of a list.
const INDENT: usize = 2;
const DEEPER: usize = 6;
/// Places named of one group of words.
const PLACES: usize = 8;
/// Bytes quoted of a match.
const QUOTED: u32 = 240;

/// A rule, a document, and why the one rated the other as it did.
#[derive(Debug)]
pub struct Traced<'a> {
    /// All rules, and the files that they were read from.
    pub program: &'a Program,
    /// The files.
    pub files: &'a [RuleFile],
    /// The rule.
    pub rule: RuleId,
    /// The document.
    pub assessed: &'a Assessed,
    /// What was read of it.
    pub rated: &'a Rated,
    /// Why.
    pub trace: &'a Trace,
}

impl Traced<'_> {
    /// Prints the words that were met, what each find found, and which line of the rule decided.
    pub fn print(&self, screen: &mut Screen) {
        let rule = self.rule();
        screen.put(Ink::Bold, &rule.id);
        screen.put(Ink::Plain, &format!(" on {}", printable(&self.assessed.path)));
        screen.line();
        screen.line();
        self.words(screen);
        self.finds(screen);
        self.lines(screen);
        let rating = &self.trace.rating;
        screen.put(rating.colour.into(), rating.colour.word());
        // What the profile takes back has no reason in the words of the document.
        let reason = if rating.colour.is_answer() { format!(" ({}): ", rating.reason.word()) } else { ": ".to_owned() };
        screen.put(Ink::Plain, &reason);
        text(screen, width(rating.colour.word()) + width(&reason), 0, &rating.message);
    }

    pub(super) fn rule(&self) -> &Rule {
        &self.program.rules[self.rule.at()]
    }

    fn words(&self, screen: &mut Screen) {
        heading(screen, "Words of the rule, and where they stand");
        for group in &self.trace.words {
            let name = self.program.words.get(group.words.at()).map_or("", |words| &words.name);
            screen.space(INDENT);
            screen.put(Ink::Bold, name);
            screen
                .put(Ink::Plain, &format!(": {} in the text, {} in headings and labels", group.own.1, group.labels.1));
            screen.line();
            let spans: Vec<Span> = group.own.0.iter().chain(&group.labels.0).copied().take(PLACES).collect();
            if !spans.is_empty() {
                let places: Vec<String> = spans.iter().map(|&span| self.short(span)).collect();
                screen.space(DEEPER);
                text(screen, DEEPER, DEEPER, &places.join(", "));
            }
        }
        screen.line();
    }

    /// `18:17 disputes`.
    fn short(&self, span: Span) -> String {
        format!("{} “{}”", self.place(span), words::folded(self.rated.document.text.slice(span)))
    }

    pub(super) fn place(&self, span: Span) -> String {
        match self.assessed.place(self.rated, span) {
            Place::Line(position) => format!("{}:{}", position.line, position.column),
            Place::Said(place) => place,
        }
    }

    fn finds(&self, screen: &mut Screen) {
        heading(screen, "What was looked for, and where it was found");
        for find in &self.trace.finds {
            let name = self.program.finds.get(find.find.at()).map_or("", |find| &find.name);
            screen.space(INDENT);
            screen.put(Ink::Bold, name);
            let matches = match find.count {
                0 => ": nothing".to_owned(),
                count => format!(": {}", words::count(count, "place", "places")),
            };
            screen.put(Ink::Plain, &matches);
            screen.line();
            for found in &find.matches {
                screen.space(DEEPER);
                text(screen, DEEPER, DEEPER, &self.found(found));
            }
        }
        screen.line();
    }

    fn found(&self, found: &TracedMatch) -> String {
        let standing = &found.standing;
        let due = standing.due.map_or(String::new(), |due| format!(" for {}", words::day(due)));
        let due = if standing.unsigned { " for so long after signature, which is not dated".to_owned() } else { due };
        let excepted = if standing.excepted { ", with an exception" } else { "" };
        let counts = if found.counts { "" } else { ", does not count" };
        let how = format!("{}{due}{excepted}{counts}", words::standing(standing.kind));
        format!("{} ({how}) “{}”", self.place(found.span), self.quote(found.span))
    }

    /// The words of a span, cut where they are many.
    pub(super) fn quote(&self, span: Span) -> String {
        let text = self.rated.document.text.as_str();
        let end = text.floor_char_boundary(span.end.min(span.start.saturating_add(QUOTED)) as usize) as u32;
        let more = if end < span.end { "…" } else { "" };
        words::folded(self.rated.document.text.slice(Span::new(span.start, end))) + more
    }

    /// The lines that rate, as written, each with whether it holds.
    fn lines(&self, screen: &mut Screen) {
        heading(screen, "Lines of the rule, the first that holds decides");
        for (index, arm) in self.trace.arms.iter().enumerate() {
            let (ink, word) = match (arm.decided, arm.holds) {
                (true, _) => (Ink::Green, "decides"),
                (false, true) => (Ink::Plain, "holds"),
                (false, false) => (Ink::Dim, "no"),
            };
            screen.space(INDENT);
            screen.put(ink, word);
            screen.space(9 - width(word));
            text(screen, INDENT + 9, INDENT + 9, &self.written(index));
        }
        screen.line();
    }

    /// An arm as it is written in its file, without its sentence.
    pub(super) fn written(&self, arm: usize) -> String {
        self.rule().arms.get(arm).map_or(String::new(), |arm| written(self.files, arm))
    }
}

/// An arm as it is written in its file, without its sentence.
pub(super) fn written(files: &[RuleFile], arm: &Arm) -> String {
    let written = files.get(arm.place.file.0 as usize).and_then(|file| file.text.get(arm.place.span.range()));
    let written = words::folded(written.unwrap_or(""));
    written.split(" because ").next().unwrap_or("").to_owned()
}

/// Text in a line of which so much is used, its further lines set in.
fn text(screen: &mut Screen, used: usize, indent: usize, text: &str) {
    for (index, line) in wrap(text, screen.width() - used, screen.width() - indent).iter().enumerate() {
        screen.space(if index == 0 { 0 } else { indent });
        screen.put(Ink::Plain, line);
        screen.line();
    }
}

fn heading(screen: &mut Screen, words: &str) {
    screen.put(Ink::Bold, words);
    screen.line();
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing;
    use super::*;
    use crate::engine::{Engine, Settings};

    /// The rule on disputes of the tests' rules, on [`testing::HARBOUR`]: as text, as JSON, and the document as read.
    fn traced(rule: u32) -> (String, Value) {
        let text = include_str!("../../tests/data/cmd/shore.rules");
        let files = [RuleFile { name: "shore.rules".into(), text: text.into() }];
        let (engine, assessed) = (Engine::new(testing::program()), testing::assessed());
        let rated = assessed.outcome.as_ref().unwrap();
        let settings = Settings { as_of: jiff::civil::date(2026, 11, 22), kind: None };
        let trace = engine.trace(&rated.document, RuleId(rule), settings).unwrap();
        let (program, rule) = (engine.program(), RuleId(rule));
        let traced = Traced { program, files: &files, rule, assessed: &assessed, rated, trace: &trace };
        let mut screen = Screen::new(100, false);
        traced.print(&mut screen);
        let text = String::from_utf8(screen.into_bytes()).unwrap();
        (text, serde_json::from_slice(&traced.json().unwrap()).unwrap())
    }

    /// The lines between a heading and the next empty line.
    fn under<'a>(text: &'a str, heading: &str) -> Vec<&'a str> {
        let behind = text.split_once(heading).map_or("", |(_, behind)| behind);
        behind.lines().skip(1).take_while(|line| !line.is_empty()).collect()
    }

    #[test]
    fn text_says_what_was_found_what_nearly_and_what_decided() {
        let (text, _) = traced(1);
        assert!(text.starts_with("shore.quay.disputes on agreements/harbour.md\n"), "{text}");
        insta::assert_snapshot!("text", text);
        let lines = under(&text, "Lines of the rule");
        assert_eq!(lines.iter().filter(|line| line.trim_start().starts_with("decides")).count(), 1, "{lines:?}");
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn json_says_the_same() {
        let (text, value) = traced(1);
        assert_eq!((&value["version"], &value["rule"]), (&json!(1), &json!("shore.quay.disputes")));
        let decided: Vec<&Value> =
            value["lines"].as_array().unwrap().iter().filter(|line| line["decided"] == json!(true)).collect();
        let [decided] = decided[..] else { panic!("{value:#}") };
        assert_eq!(decided["holds"], json!(true));
        let written = decided["written"].as_str().unwrap();
        assert!(text.contains(&format!("decides  {written}\n")), "{written} in {text}");
        for find in value["finds"].as_array().unwrap() {
            for found in find["matches"].as_array().unwrap() {
                let place = format!("{}:{} (", found["line"], found["column"]);
                assert!(text.contains(&place), "{place} in {text}");
            }
        }
        let rating = format!("{} ({}): ", value["rating"].as_str().unwrap(), value["reason"].as_str().unwrap());
        assert!(under(&text, "otherwise").is_empty() && text.contains(&rating), "{rating} in {text}");
    }

    #[test]
    fn quotes_stand_where_they_are_said_to() {
        let (_, value) = traced(1);
        let mut quotes = 0;
        for group in value["words"].as_array().unwrap() {
            for place in group["places"].as_array().unwrap().iter().chain(group["label_places"].as_array().unwrap()) {
                let (quote, byte) = (place["quote"].as_str().unwrap(), place["byte"].as_u64().unwrap() as usize);
                assert!(testing::HARBOUR[byte..].starts_with(quote), "{quote} at {byte}");
                quotes += 1;
            }
        }
        assert!(quotes > 0);
    }

    #[test]
    fn what_is_not_found_is_said_to_be_nothing() {
        let (text, value) = traced(3);
        assert_eq!(under(&text, "What was looked for"), ["  reviewed: nothing"]);
        assert_eq!(value["finds"], json!([{ "name": "reviewed", "count": 0, "matches": [] }]));
        assert_eq!(under(&text, "Lines of the rule"), ["  no       green when reviewed", "  decides  red otherwise"]);
        assert!(text.ends_with("red (absent): nothing says when the agreement is reviewed\n"), "{text}");
    }
}
