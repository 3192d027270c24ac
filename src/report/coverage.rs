use std::io;

use serde::Serialize;

use super::screen::{Ink, Screen, width, wrap};
use super::words;
use crate::language::model::{AreaId, PackId, Question};
use crate::language::{Answered, Entry, Program};

/// Version of the layout of the JSON object.
const VERSION: u32 = 1;
/// Columns between columns.
const GAP: usize = 2;
/// The columns of numbers.
const COUNTS: [&str; 4] = ["entries", "rules", "people", "neither"];

/// How many questions are answered by whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Counts {
    entries: usize,
    rules: usize,
    attested: usize,
    neither: usize,
}

impl Counts {
    fn of<'e>(entries: impl Iterator<Item = &'e Entry<'e>>) -> Self {
        let mut counts = Self::default();
        for entry in entries {
            counts.entries += 1;
            match entry.answered {
                Answered::Rules => counts.rules += 1,
                Answered::Person => counts.attested += 1,
                Answered::Neither => counts.neither += 1,
            }
        }
        counts
    }

    fn list(self) -> [usize; 4] {
        [self.entries, self.rules, self.attested, self.neither]
    }
}

/// Entries in the order of packs and areas, each area once.
fn areas<'e>(program: &Program, entries: &'e [Entry]) -> Vec<((PackId, AreaId), Vec<&'e Entry<'e>>)> {
    let mut areas: Vec<((PackId, AreaId), Vec<&Entry>)> = Vec::new();
    for entry in entries {
        let Question { pack, area, .. } = program.questions[entry.question.at()];
        match areas.iter_mut().find(|(key, _)| *key == (pack, area)) {
            Some((_, list)) => list.push(entry),
            None => areas.push(((pack, area), vec![entry])),
        }
    }
    areas
}

/// Prints for each area how many of its questions rules answer, people, or neither; and which neither does.
pub fn coverage(screen: &mut Screen, program: &Program, entries: &[Entry]) {
    let areas = areas(program, entries);
    let name =
        |(pack, area): (PackId, AreaId)| format!("{}.{}", program.packs[pack.at()].name, program.areas[area.at()].name);
    let names = areas.iter().map(|(key, _)| width(&name(*key))).max().unwrap_or(0);
    screen.space(names);
    for column in COUNTS {
        screen.space(GAP);
        screen.put(Ink::Dim, column);
    }
    screen.line();
    for (key, list) in &areas {
        let name = name(*key);
        screen.put(Ink::Plain, &name);
        screen.space(names - width(&name));
        for (count, column) in Counts::of(list.iter().copied()).list().into_iter().zip(COUNTS) {
            let count = count.to_string();
            screen.space(GAP + width(column).saturating_sub(width(&count)));
            screen.put(Ink::Plain, &count);
        }
        screen.line();
    }
    let neither: Vec<&Entry> = entries.iter().filter(|entry| entry.answered == Answered::Neither).collect();
    if !neither.is_empty() {
        screen.line();
        screen.put(Ink::Bold, "Neither a rule nor a reason why only a person can answer:");
        screen.line();
    }
    for entry in neither {
        let Question { id, text, .. } = &program.questions[entry.question.at()];
        let room = screen.width().saturating_sub(GAP);
        for line in wrap(&format!("{id} {text}"), room, room) {
            screen.space(GAP);
            screen.put(Ink::Plain, &line);
            screen.line();
        }
    }
    screen.line();
    let [entries, rules, people, neither] = Counts::of(entries.iter()).list();
    let entries = words::count(entries, "entry", "entries");
    screen.put(Ink::Bold, &format!("{entries}: {rules} answered by rules, {people} by people, {neither} by neither."));
    screen.line();
}

#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    areas: Vec<Area<'a>>,
    entries: Vec<Asked<'a>>,
    summary: Counts,
}

#[derive(Serialize)]
struct Area<'a> {
    pack: &'a str,
    area: &'a str,
    title: &'a str,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Serialize)]
struct Asked<'a> {
    question: &'a str,
    text: &'a str,
    under: Option<&'a str>,
    same_as: Option<&'a str>,
    answered_by: &'static str,
    rules: Vec<&'a str>,
    attested: Option<&'a str>,
    inferred: Option<&'a str>,
    basis: Option<&'static str>,
    risk: Option<&'a str>,
    event: Option<&'a str>,
    effect: Option<&'a str>,
    ask: Option<&'a str>,
}

impl<'a> Asked<'a> {
    fn of(program: &'a Program, entry: &'a Entry<'a>) -> Self {
        let question = &program.questions[entry.question.at()];
        let same = question.same_as.and_then(|same| program.questions.get(same.at()));
        let id = |question: &'a Question| &*question.id;
        let some = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        let rules = entry.rules.iter().filter_map(|rule| program.rules.get(rule.at()));
        Self {
            question: &question.id,
            text: &question.text,
            under: question.under.and_then(|under| program.questions.get(under.at())).map(id),
            same_as: same.map(id),
            answered_by: match entry.answered {
                Answered::Rules => "rules",
                Answered::Person => "people",
                Answered::Neither => "neither",
            },
            rules: rules.map(|rule| &*rule.id).collect(),
            attested: question.attested.as_deref().or(same.and_then(|same| same.attested.as_deref())),
            inferred: question.inferred.as_deref(),
            basis: entry.basis.map(words::basis),
            risk: some(entry.risk),
            event: some(entry.event),
            effect: some(entry.effect),
            ask: some(entry.ask),
        }
    }
}

/// The same as one JSON object, with every question.
///
/// # Errors
///
/// What cannot be written as JSON.
pub fn coverage_json(program: &Program, entries: &[Entry]) -> io::Result<Vec<u8>> {
    let area = |((pack, area), list): ((PackId, AreaId), Vec<&Entry>)| {
        let (pack, area) = (&program.packs[pack.at()].name, &program.areas[area.at()]);
        (pack.clone(), area.name.clone(), area.title.clone(), Counts::of(list.into_iter()))
    };
    let areas: Vec<_> = areas(program, entries).into_iter().map(area).collect();
    let whole = Whole {
        version: VERSION,
        areas: areas.iter().map(|(pack, area, title, counts)| Area { pack, area, title, counts: *counts }).collect(),
        entries: entries.iter().map(|entry| Asked::of(program, entry)).collect(),
        summary: Counts::of(entries.iter()),
    };
    let mut out = serde_json::to_vec_pretty(&whole)?;
    out.push(b'\n');
    Ok(out)
}
